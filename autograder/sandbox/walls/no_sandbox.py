"""No wall at all: student code can do all that the caller can. For those who ask for it."""

import socket
import subprocess
import tempfile

from autograder.sandbox.walls.base import ENVIRONMENT, PACKAGE, Sandbox, python, start
from autograder.settings import Settings


class NoSandbox(Sandbox):
    """The runner as a process like any other, with limits and a home of its own."""

    def why_not(self, settings: Settings) -> str:
        """See `Sandbox.why_not`: it can always stand."""
        return ""

    def launch(self, control: socket.socket, settings: Settings) -> subprocess.Popen:
        """See `Sandbox.launch`."""
        home = tempfile.mkdtemp(prefix="autograder-")  # the runner removes it
        command = python(control, settings, str(PACKAGE.parent))
        return start(command, control, ENVIRONMENT | {"HOME": home})

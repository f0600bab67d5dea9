"""No wall at all: student code can do all that the caller can. For those who ask for it."""

import socket
import subprocess
import tempfile
from dataclasses import asdict

from autograder.sandbox.walls.base import (
    PACKAGE,
    Options,
    Sandbox,
    environment,
    font_list,
    python,
    start,
)
from autograder.settings import Settings


class NoSandbox(Sandbox):
    """The runner as a process like any other, with limits and a home of its own."""

    walls = ()

    def why_not(self, settings: Settings) -> str:
        """See `Sandbox.why_not`: it can always stand."""
        return ""

    def launch(self, control: socket.socket, settings: Settings) -> subprocess.Popen:
        """See `Sandbox.launch`."""
        self._box = box = tempfile.mkdtemp(prefix="autograder-")
        options = Options(asdict(settings.limits), box, font_list())
        return start(python(control, str(PACKAGE.parent)), control, options, environment(box))

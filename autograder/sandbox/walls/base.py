"""What every wall around student code has in common: how it is asked for, how the runner starts."""

import json
import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from autograder.errors import AutograderError
from autograder.sandbox.inside.confine import HOME
from autograder.settings import Settings

PACKAGE = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "HOME": HOME,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
}
_START = (
    "import sys, json; sys.path.append(sys.argv[3]); "
    "from autograder.sandbox.inside.zygote import main; "
    "main(int(sys.argv[1]), json.loads(sys.argv[2]))"
)


class SandboxError(AutograderError):
    """There is no sandbox to be had; the message says why and what to do."""


class Sandbox(ABC):
    """A wall around the runner, the process that student code is forked from."""

    @abstractmethod
    def why_not(self, settings: Settings) -> str:
        """Why it cannot stand on this machine, and what to do, in a line; empty if it can.

        Parameters
        ----------
        settings
            How student code is to be run.
        """

    @abstractmethod
    def launch(self, control: socket.socket, settings: Settings) -> subprocess.Popen:
        """Start the runner behind it.

        Parameters
        ----------
        control
            The runner's end of the control socket; the only descriptor that it inherits.
        settings
            How student code is run.

        Raises
        ------
        SandboxError
            If the wall cannot stand.
        """


def python(
    control: socket.socket, settings: Settings, ours: str, kept: Iterable[Path] = ()
) -> list[str]:
    """The command that is the runner.

    Parameters
    ----------
    control, settings
        See `Sandbox.launch`.
    ours
        The folder that has our package in it.
    kept
        See `autograder.sandbox.inside.confine.fork_confined`.
    """
    options = asdict(settings.limits) | {"sealed": settings.sealed, "kept": list(map(str, kept))}
    start = str(control.fileno()), json.dumps(options), ours
    return [sys.executable, "-I", "-c", _START, *start]


def start(
    command: list[str], control: socket.socket, environment: dict[str, str] | None = None
) -> subprocess.Popen:
    """Start a command that talks to us by the control socket, and tells its errors."""
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=(control.fileno(),),
    )

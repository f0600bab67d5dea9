"""What all walls around student code have in common: how the runner behind them starts."""

import contextlib
import json
import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from autograder.errors import AutograderError
from autograder.sandbox.inside.box import HOME, TEMPORARY, empty
from autograder.settings import Settings

PACKAGE = Path(__file__).resolve().parents[2]
INSIDE = ("__init__.py", "sandbox/__init__.py", "sandbox/inside")  # of our package
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
}
_START = (
    "import sys; sys.path.append(sys.argv[2]); "
    "from autograder.sandbox.inside.zygote import main; "
    "main(int(sys.argv[1]))"
)


class SandboxError(AutograderError):
    """There is no sandbox to be had; the message says why and what to do."""


@dataclass(frozen=True)
class Options:
    """What the runner is told when it starts.

    Attributes
    ----------
    limits
        Fields of `autograder.limits.Limits`.
    box
        The folder that student code may write to.
    fonts
        Folder of matplotlib's list of fonts.
    inner
        Whether it puts the inner wall around student code; if not, the rest does not matter.
    readable, links
        What student code may read, and the links that lead to it.
    ours
        The part of our package that the runner imports.
    abi
        The version of Landlock.
    """

    limits: dict[str, Any]
    box: str
    fonts: str
    inner: bool = False
    readable: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    abi: int = 0


class Sandbox(ABC):
    """What stands around the runner and the processes that it forks for student code.

    Attributes
    ----------
    walls
        Names of the walls.
    """

    walls: ClassVar[tuple[str, ...]]
    _box = ""  # a folder of this machine's, where it has one

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
            If it cannot stand.
        """

    def clear(self) -> None:
        """Remove what the runner has left, if it could not do so itself: it was killed."""
        if self._box and Path(self._box).is_dir():
            empty(self._box)
            Path(self._box).rmdir()


def environment(box: str) -> dict[str, str]:
    """The environment of student code: nothing of the caller's is in it.

    Parameters
    ----------
    box
        The folder that it may write to.
    """
    places = {"HOME": HOME, "TMPDIR": TEMPORARY, "MPLCONFIGDIR": "matplotlib"}
    return _ENVIRONMENT | {name: f"{box}/{folder}" for name, folder in places.items()}


def python(control: socket.socket, ours: str) -> list[str]:
    """The command that is the runner.

    Parameters
    ----------
    control
        See `Sandbox.launch`.
    ours
        The folder that has our package in it.
    """
    return [sys.executable, "-I", "-c", _START, str(control.fileno()), ours]


def start(
    command: list[str],
    control: socket.socket,
    options: Options,
    environment: dict[str, str] | None = None,
) -> subprocess.Popen:
    """Start a command that is the runner in the end, and tell it what it has to know.

    Parameters
    ----------
    command
        The command.
    control
        See `Sandbox.launch`.
    options
        What the runner is told.
    environment
        Its environment; the caller's if not given.
    """
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=(control.fileno(),),
        start_new_session=True,  # Ctrl-C is for the grader, which ends it
    )
    assert process.stdin is not None  # it is a pipe
    with contextlib.suppress(BrokenPipeError), process.stdin:  # if it ended, its errors say why
        process.stdin.write(json.dumps(asdict(options)).encode())
    return process


def font_list() -> str:
    """Folder of matplotlib's list of fonts, which is made now if it is not there."""
    import matplotlib.font_manager

    return matplotlib.get_cachedir()

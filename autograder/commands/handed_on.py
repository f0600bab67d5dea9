"""Handing a command on to the warm process of `autograder warm`, if one waits in this folder.

What is sent is a message in JSON: ``argv``, ``environment``, ``umask``; with it go the files that
the command reads and prints to. Back come the process that does it (0: none will), and at its end
the exit code.
"""

import contextlib
import json
import os
import signal
import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

SOCKET = Path(".autograder") / "warm"  # seen from the course's folder
COMMANDS = {"check", "export", "feedback", "grade", "release", "report", "solutions"}
PID, CODE, LENGTH = struct.Struct("!i"), struct.Struct("!B"), struct.Struct("!I")
FILES = (0, 1, 2)
# Variables that count when Python starts and modules are imported.
_AT_START = ("HOME", "JUPYTER", "LANG", "LC_", "MPL", "NUMBA", "OMP", "PYTHON", "XDG_C", "XDG_DATA")
_HEARD = signal.SIGINT, signal.SIGTERM, signal.SIGHUP


def handed_on(argv: Sequence[str]) -> int | None:
    """Have a warm process run a command.

    Parameters
    ----------
    argv
        The words behind ``autograder``.

    Returns
    -------
    int or None
        The exit code; None if the command is to be run here.

    Raises
    ------
    KeyboardInterrupt
        At Ctrl-C before the other process could hear it.
    """
    if not COMMANDS.intersection(argv[:1]):
        return None
    with socket.socket(socket.AF_UNIX) as warm:
        try:
            warm.connect(str(SOCKET))
            if owner(warm) != os.getuid():  # files are handed on to nobody else
                return None
            _ask(warm, argv)
            (pid,) = PID.unpack(warm.recv(PID.size, socket.MSG_WAITALL))
        except (OSError, struct.error):  # nobody waits there, or no longer
            return None
        if not pid:
            return None
        answer = b""
        with _passed_on_to(pid) as heard, contextlib.suppress(ConnectionResetError):
            answer = warm.recv(CODE.size)  # reset: it ended before it had read all
        if not answer and signal.SIGINT in heard:  # before the command could hear it
            raise KeyboardInterrupt
        return CODE.unpack(answer)[0] if answer else 1


def owner(end: socket.socket) -> int:
    """The user at the other end of a socket."""
    credentials = struct.Struct("3i")
    told = end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, credentials.size)
    return credentials.unpack(told)[1]


def at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Those variables that a process cannot make up for once it has started."""
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


def _ask(warm: socket.socket, argv: Sequence[str]) -> None:
    umask = os.umask(0o077)
    os.umask(umask)
    about = {"argv": list(argv), "environment": dict(os.environ), "umask": umask}
    message = json.dumps(about).encode()
    socket.send_fds(warm, [LENGTH.pack(len(message))], FILES)
    warm.sendall(message)


@contextlib.contextmanager
def _passed_on_to(pid: int) -> Iterator[list[int]]:
    heard: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        heard.append(number)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    hears = [number for number in _HEARD if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, pass_on) for number in hears}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

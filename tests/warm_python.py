"""Runs Python programs as a terminal does, without the seconds that imports take.

Each runs in a process of its own, forked from one that has imported what our commands and those of
nbgrader need, and has done nothing else: ``run(["autograder", "grade", "lif"], folder)``.
"""

import functools
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

_IMPORTED = (
    *(
        f"autograder.commands.{name}"
        for name in ("check", "demo", "feedback", "grade", "report", "watch")
    ),
    *("autograder.connect", "autograder.sandbox.selftest", "matplotlib.pyplot"),
    *("nbgrader.apps", "nbgrader.apps.nbgraderapp"),
)


def run(
    words: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Type a command: ``python``, with what stands behind it, or a program of this environment.

    Parameters
    ----------
    words
        The command.
    folder
        Where it is typed.
    environment
        All its variables; this process's if not given.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        program = _warm().start(words, folder, environment or os.environ, out, errors)
        code = program.wait()
        out.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(words, code, out.read(), errors.read())


def start(words: Sequence[str | Path], folder: Path, log: Path = Path(os.devnull)) -> "Started":
    """Type a command as `run` does, and go on meanwhile; what it prints is added to a file."""
    with log.open("a") as file:
        return _warm().start(words, folder, os.environ, file, file)


class Started:
    """A program that runs, as `subprocess.Popen` has it."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        (self.pid,) = struct.unpack("i", control.recv(4))
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code, if it has ended."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; return the exit code."""
        code = self._ended(timeout)
        if code is None:
            raise TimeoutError
        return code

    def kill(self) -> None:
        """End it, if it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, seconds: float | None) -> int | None:
        if self._code is None and select.select([self._control], [], [], seconds)[0]:
            self._code = os.waitstatus_to_exitcode(*struct.unpack("i", self._control.recv(4)))
        return self._code


@functools.cache
def _warm() -> "_Warm":
    return _Warm()


class _Warm:
    """The process that has imported everything, as whoever asks it sees it: for one at a time."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._last: Started | None = None
        with theirs:
            environment = {name: own for name, own in os.environ.items() if name != "PYTHONPATH"}
            command = [sys.executable, "-P", __file__, str(theirs.fileno())]
            fds = [theirs.fileno()]
            subprocess.Popen(command, env=environment, pass_fds=fds, stdin=subprocess.DEVNULL)

    def start(
        self,
        words: Sequence[str | Path],
        folder: Path,
        environment: Mapping[str, str],
        *files: IO[str],
    ) -> Started:
        if self._last:  # of a test that failed
            self._last.kill()
            self._last.wait()
        program, *rest = map(str, words)
        if not program.endswith("python"):
            rest = [str(Path(sys.executable).with_name(program)), *rest]
        about = {"arguments": rest, "folder": str(folder), "environment": dict(environment)}
        fds = [file.fileno() for file in files]
        socket.send_fds(self._control, [json.dumps(about).encode()], fds)
        self._last = Started(self._control)
        return self._last


def _serve(control: socket.socket) -> None:
    for name in _IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # what is never collected is never copied
    while (message := socket.recv_fds(control, 2**20, 2))[0]:
        pid = os.fork()
        if not pid:
            control.close()
            become(**json.loads(message[0]), files=message[1])
        control.sendall(struct.pack("i", pid))
        for fd in message[1]:
            os.close(fd)
        control.sendall(struct.pack("i", os.waitpid(pid, 0)[1]))


def become(
    arguments: list[str],
    folder: str,
    environment: Mapping[str, str],
    files: Sequence[int],
) -> NoReturn:
    """Turn this process, just forked, into ``python -P`` with these arguments.

    Parameters
    ----------
    arguments
        ``-m`` and a module, ``-c`` and a source, or a program, and what is for it.
    folder
        Where it works.
    environment
        All its variables.
    files
        Where it prints, and where it writes errors.
    """
    for number, file in enumerate(files, 1):
        os.dup2(file, number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in environment
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    tempfile.tempdir = None
    match arguments:
        case "-m", module, *rest:
            sys.argv = [module, *rest]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case "-c", source, *rest:
            sys.argv = ["-c", *rest]
            exec(source, {"__name__": "__main__"})
        case program, *rest:
            sys.argv = [program, *rest]
            runpy.run_path(program, run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        _serve(asked)

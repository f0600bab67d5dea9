"""A process that has imported everything, and runs the commands of other terminals in copies.

Most of the time that one notebook takes, from the command to its score, goes into imports and into
starting the sandbox. Both are done here, before anybody asks.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import shlex
import signal
import socket
import sys
import sysconfig
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy.orm import configure_mappers

import autograder
from autograder.commands.handed_on import CODE, FILES, LENGTH, PID, SOCKET, at_start, owner
from autograder.course import Course, CourseError
from autograder.errors import AutograderError
from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import manifest_of
from autograder.sandbox.runner import Spare
from autograder.settings import Settings

_ASK_SECONDS = 5.0
_LOOK_SECONDS = 0.2
_ASIDE = "autograder.sandbox.inside."  # what only the sandbox imports

Run = Callable[[Sequence[str]], int]
Log = Callable[[str], None]


def warm(root: Path, run: Run, log: Log) -> None:
    """Run what is handed on by `autograder.commands.handed_on`, until Ctrl-C.

    Parameters
    ----------
    root
        The course's folder, which is the working directory.
    run
        Runs a command, and returns its exit code.
    log
        Takes a line for each command.

    Raises
    ------
    CourseError
        If another process waits in this folder, or nobody can.
    """
    with _listening() as listener:
        grader = _grader_files()
        _import_everything()
        copies = _Copies(root, listener, run, log)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            copies.get_ready()
            copies.practise()
            gc.freeze()  # what is never collected is never copied
            log("Ready: commands in this folder start at once. Ctrl-C ends it.")
            while True:
                copies.look()
                copies.get_ready()
                with contextlib.suppress(TimeoutError), listener.accept()[0] as client:
                    if _grader_files() != grader:
                        client.sendall(PID.pack(0))
                        break
                    copies.make(client)
        except KeyboardInterrupt:
            return
        finally:
            copies.close()
    log("The grader itself has changed: starting anew.")
    os.execv(sys.executable, sys.orig_argv)


@dataclass
class _Copy:
    """A copy of this process, and what it does."""

    command: str
    begun: float
    spare: Spare | None


class _Copies:
    """The copies of this process that run commands, and the runner that waits for the next."""

    def __init__(self, root: Path, listener: socket.socket, run: Run, log: Log) -> None:
        self._root, self._listener, self._run, self._log = root, listener, run, log
        self._running: dict[int, _Copy] = {}
        self._spare: Spare | None = None

    def make(self, client: socket.socket) -> None:
        """Run in a copy what a client hands on, if it can be run here as it would be there."""
        client.settimeout(_ASK_SECONDS)
        files: list[int] = []
        try:
            asked = _received(client, files)
            command = shlex.join(asked["argv"])
            if at_start(asked["environment"]) != at_start(os.environ):
                client.sendall(PID.pack(0))
                self._log(f"{command}: not here, for Python would start with other variables.")
                return
            pid = os.fork()
            if not pid:
                self._listener.close()
                if self._spare:
                    self._spare.offer()
                _become(client, asked, files, self._run)
            self._running[pid] = _Copy(command, time.monotonic(), self._spare)
            self._spare = None
            client.sendall(PID.pack(pid))
        except (OSError, ValueError):  # it has gone away, or is no client of ours
            return
        finally:
            for file in files:
                os.close(file)

    def look(self) -> None:
        """See to the copies that have ended."""
        for pid in [pid for pid in self._running if os.waitpid(pid, os.WNOHANG)[0]]:
            done = self._running.pop(pid)
            self._log(f"{done.command}: {time.monotonic() - done.begun:.1f} s")
            if done.spare:  # taken or not, the next command may want other settings
                done.spare.close()

    def get_ready(self) -> None:
        """Have everything ready for the next command, when nobody needs the cores."""
        if not self._running and not self._spare:
            with contextlib.suppress(AutograderError):  # the command says it better
                course = Course(self._root)
                self._spare = Spare(Settings.of(course.config))
                for assignment in course.assignments():
                    course.tests_of(assignment)
                    manifest_of(course.source(assignment))

    def practise(self) -> None:
        """Grade each solved notebook: what is done for the first time takes longest."""
        course, spare = Course(self._root), self._spare
        if not spare:
            return
        for source in course.sources():
            with contextlib.suppress(AutograderError), course.modules.active():
                grade(manifest_of(source), Submission(source.read_bytes()), 0, spare.runner)

    def close(self) -> None:
        """Wait for the copies; end what waits for the next."""
        while self._running:
            time.sleep(_LOOK_SECONDS)
            self.look()
        if self._spare:
            self._spare.close()
            self._spare = None


@contextlib.contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as other, contextlib.suppress(OSError):
        other.connect(str(SOCKET))
        raise CourseError("Another `autograder warm` is at work in this folder.")
    SOCKET.parent.mkdir(exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        SOCKET.unlink()  # of one that was killed
    with socket.socket(socket.AF_UNIX) as listener:
        before = os.umask(0o077)
        try:
            listener.bind(str(SOCKET))
        except OSError as error:
            why = f"No socket can be made in {SOCKET.parent}/: {error.strerror}."
            raise CourseError(why) from None
        finally:
            os.umask(before)
        listener.listen()
        listener.settimeout(_LOOK_SECONDS)
        try:
            yield listener
        finally:
            SOCKET.unlink(missing_ok=True)


def _grader_files() -> dict[Path, int]:
    """When each of our modules, and what is installed beside us, was changed."""
    ours = Path(autograder.__file__).parent.rglob("*.py")
    return {path: path.stat().st_mtime_ns for path in (*ours, Path(sysconfig.get_path("purelib")))}


def _import_everything() -> None:
    for found in pkgutil.walk_packages(autograder.__path__, "autograder."):
        if not found.name.startswith(_ASIDE):
            with contextlib.suppress(ImportError):  # what one may have, and need not
                importlib.import_module(found.name)
    configure_mappers()  # of the gradebook's tables, which is else done when they are first used


def _received(client: socket.socket, files: list[int]) -> dict[str, Any]:
    if owner(client) != os.getuid():
        raise PermissionError
    length, received, _flags, _address = socket.recv_fds(client, LENGTH.size, len(FILES))
    files += received
    if len(length) != LENGTH.size or len(files) != len(FILES):
        raise ValueError
    with client.makefile("rb") as message:  # it may come in pieces
        return json.loads(message.read(*LENGTH.unpack(length)))


def _become(
    client: socket.socket, asked: dict[str, Any], files: Sequence[int], run: Run
) -> NoReturn:
    """Turn this process, just copied, into the command that was typed elsewhere."""
    code = 1
    try:
        _start_anew(asked, files)
        client.settimeout(None)
        threading.Thread(target=_end_with, args=[client], daemon=True).start()
        code = _code_of(run, asked["argv"])
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of `_end_with`, once the code is told
        sys.stdout.flush()
        sys.stderr.flush()
        client.sendall(CODE.pack(code))
    finally:  # whatever happens, it is no second one that waits
        os._exit(code)


def _start_anew(asked: dict[str, Any], files: Sequence[int]) -> None:
    os.setsid()  # the Ctrl-C of our own terminal is not for it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for ours, theirs in zip(FILES, files, strict=True):
        os.dup2(theirs, ours)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout, sys.stderr = (os.fdopen(at, "w", 1, encoding="utf-8") for at in (1, 2))
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.umask(asked["umask"])


def _code_of(run: Run, argv: Sequence[str]) -> int:
    try:
        return run(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        return 1


def _end_with(client: socket.socket) -> None:
    """End when the terminal that typed the command is gone."""
    with contextlib.suppress(ConnectionResetError):  # gone before it read which process it is
        client.recv(1)
    os.kill(os.getpid(), signal.SIGINT)

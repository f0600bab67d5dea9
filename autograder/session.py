"""One submission running in the sandbox, as the trusted side sees it."""

import contextlib
import resource
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from nbformat import NotebookNode
from nbformat.v4 import new_output

from .answers import StudentError
from .limits import MEMORY, PROCESSES, Limits
from .outputs import too_large, trusted
from .runner.confine import TOO_MANY_PROCESSES, TOO_MUCH_MEMORY
from .runner.wire import WireError, receive, send
from .runner.zygote import STATUS
from .sandbox import SandboxError, launch

_START_SECONDS = 60.0
_ANSWER_SECONDS = 10.0
_CALLBACK_BYTES = 2**30
_NOTHING = {"run": "", "draws": False}


class Runner:
    """The warm process that forks a child for each submission. Use it as a context manager."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = launch(theirs)
        self._control.settimeout(_START_SECONDS)
        if self._control.recv(1) != b"R":
            self.close()
            raise SandboxError(f"The sandbox did not start: {self._last_line()}")
        self._control.settimeout(_ANSWER_SECONDS)

    def fork(self) -> socket.socket:
        """Fork a child and return the socket to talk to it."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [b"F"], [theirs.fileno()])
            except OSError:  # the warm process is gone: student code may have ended it
                self._again()
                socket.send_fds(self._control, [b"F"], [theirs.fileno()])
        return ours

    def _last_line(self) -> str:
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it says nothing of the reason"

    def end_child(self, *, hung_up: bool = False) -> int:
        """End the child; return its exit status, or 0.

        Parameters
        ----------
        hung_up
            Whether it is about to end by itself, and its own exit status is of interest.
        """
        try:
            self._control.sendall(b"W" if hung_up else b"K")
            return STATUS.unpack(self._control.recv(STATUS.size, socket.MSG_WAITALL))[0]
        except (OSError, struct.error):
            self._again()
            return -signal.SIGKILL

    def _again(self) -> None:
        self.close()
        self._start()

    def close(self) -> None:
        """End the warm process and remove what it wrote."""
        self._control.close()
        try:
            self._process.wait(_ANSWER_SECONDS)  # it ends its child, then itself
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


class Session:
    """A submission's interpreter: runs cells, calls functions, outlives what kills it.

    When a cell or a call kills the interpreter or overruns its time, a new child is forked and the
    earlier cells are run again without it, so that it costs itself only.

    Parameters
    ----------
    runner
        A started `Runner`; it serves one session at a time.
    limits
        What the submission may use.
    """

    def __init__(self, runner: Runner, limits: Limits | None = None) -> None:
        self._runner = runner
        self._limits = limits or Limits()
        self._until = time.monotonic() + self._limits.submission_seconds
        self._cells: list[str] = []
        self._channel = runner.fork()

    def close(self) -> None:
        """End the interpreter."""
        self._channel.close()
        self._runner.end_child(hung_up=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def run(self, source: str, *, draws: bool = True) -> list[NotebookNode]:
        """Run a cell; return its outputs: one error if the cell killed the interpreter.

        Parameters
        ----------
        source
            The cell's source.
        draws
            Whether its figures are wanted.
        """
        try:
            answer = self._ask({"run": source, "draws": draws}, self._limits.cell_seconds)
            self._ask(_NOTHING, self._limits.cell_seconds)  # does it still answer?
        except StudentError as error:
            self._restart()
            text = str(error)
            return [new_output("error", ename=error.name, evalue=text, traceback=[text])]
        self._cells.append(source)
        return too_large() if "error" in answer else trusted(answer.get("outputs"))

    def call(
        self,
        name: str,
        args: tuple,
        kwargs: Mapping[str, Any],
        stand_ins: Mapping[str, Callable],
        draws: bool,
    ) -> Any:
        """Call a function of the student's; see `autograder.answers.Answer.call`."""
        request = {
            "call": name,
            "args": list(args),
            "kwargs": dict(kwargs),
            "stand_ins": dict(stand_ins),
            "draws": draws,
        }
        try:
            answer = self._ask(request, self._limits.call_seconds)
        except StudentError:
            self._restart()
            raise
        if "error" in answer:
            told = (str(answer.get(key, ""))[:500] for key in ("error", "message", "line"))
            raise StudentError(*told)
        return answer.get("value")

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request, serve the functions it may call back, return the answer."""
        functions: list[Callable] = []

        def number(function: Callable) -> int:
            functions.append(function)
            return len(functions) - 1

        deadline = min(time.monotonic() + seconds, self._until)
        try:
            if time.monotonic() >= self._until:
                raise TimeoutError
            send(self._channel, request, number, deadline)
            while True:
                answer = receive(self._channel, deadline=deadline)
                if not isinstance(answer, dict):
                    raise WireError("not a message")
                if "ask" not in answer:
                    return answer
                started = time.monotonic()
                value = _called_back(functions, answer)
                deadline = min(deadline + time.monotonic() - started, self._until)
                send(self._channel, value, deadline=deadline)
        except TimeoutError:
            whole = time.monotonic() >= self._until
            limit = self._limits.submission_seconds if whole else seconds
            what = "The whole notebook" if whole else "It"
            raise StudentError(
                "TimeLimit",
                f"{what} was still running after {limit:g} s and was stopped.",
                fatal=True,
            ) from None
        except (EOFError, ConnectionError):
            raise StudentError(
                "InterpreterDied", _last_words(self._runner.end_child(hung_up=True)), fatal=True
            ) from None
        except WireError as error:
            raise StudentError(
                "NotPlain", f"The answer could not be read ({error}).", fatal=True
            ) from None

    def _restart(self) -> None:
        """Fork a new child and run again the cells that did no harm, and do none now."""
        while time.monotonic() < self._until:
            self._channel.close()
            self._runner.end_child()
            self._channel = self._runner.fork()
            for at, source in enumerate(self._cells):
                try:
                    self._ask({"run": source, "draws": False}, self._limits.cell_seconds)
                except StudentError:
                    del self._cells[at]
                    break
            else:
                return


def _called_back(functions: list[Callable], asked: dict[str, Any]) -> dict[str, Any]:
    try:
        function = functions[asked["ask"]]
        with _modest():
            return {"value": function(*asked["args"], **asked["kwargs"])}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:500]}


@contextlib.contextmanager
def _modest() -> Iterator[None]:
    """Keep a function of ours, called with a student's arguments, from filling the memory."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + _CALLBACK_BYTES
    set_already = [limit for limit in before if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([most, *set_already]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _last_words(status: int) -> str:
    if status == TOO_MUCH_MEMORY:
        return f"It used more than {MEMORY} MiB of memory and was stopped."
    if status == TOO_MANY_PROCESSES:
        return f"It started more than {PROCESSES} processes and was stopped."
    if status >= 0:
        return f"It ended the Python interpreter (exit code {status})."
    return f"It crashed the Python interpreter ({signal.strsignal(-status) or -status})."

"""Functions of ours that student code may call while a hidden test calls it.

They are ours, but the arguments are the student's: a huge array, a run of a million seconds. So
they run in a copy of this process that can be given up, with a limit on its memory.
"""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from autograder.limits import CALLBACK_MEMORY
from autograder.sandbox.inside.wire import WireError, receive, send

_PR_SET_PDEATHSIG = 1


class Callbacks:
    """The functions of one call, and the process that runs them. Use it as a context manager.

    Parameters
    ----------
    seconds
        Wall time for all of them together.
    most
        How often they may be called.
    """

    def __init__(self, seconds: float, most: int) -> None:
        self.functions: list[Callable] = []
        self._seconds = seconds
        self._left = most
        self._channel: socket.socket | None = None
        self._process = 0

    def number(self, function: Callable) -> int:
        """Take a function in; return the number under which it can be called."""
        self.functions.append(function)
        return len(self.functions) - 1

    def function(self, number: int) -> Callable:
        """The function of a number.

        Raises
        ------
        ValueError
            If there is none.
        """
        if not 0 <= number < len(self.functions):
            raise ValueError("no such function")
        return self.functions[number]

    def answer(self, asked: dict[str, Any]) -> tuple[dict[str, Any], float]:
        """Call a function.

        Parameters
        ----------
        asked
            ``ask`` (its number), ``args`` and ``kwargs``: whatever student code sent.

        Returns
        -------
        dict
            ``value``, or ``error``.
        float
            How long it took (s).

        Raises
        ------
        TimeoutError
            If the time for them, or their number, is used up.
        """
        self._left -= 1
        if self._left < 0:
            raise TimeoutError
        if self._channel is None:
            self._channel = self._fork()
        started = time.monotonic()
        try:
            send(self._channel, asked, self.functions.index, started + self._seconds)
            answer = receive(self._channel, deadline=started + self._seconds)
        except (EOFError, ConnectionError, WireError):
            self.__exit__()  # it died of its arguments
            answer = {"error": "MemoryError: these arguments are too large"}
        took = time.monotonic() - started
        self._seconds -= took
        return answer, took

    def _fork(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            try:
                os.dup2(theirs.detach(), 3)
                os.closerange(4, 65536)  # the grader's sockets and files are none of its business
                _limit()
                _serve(socket.socket(fileno=3), self.functions)
            finally:
                os._exit(0)
        theirs.close()
        return ours

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


def _limit() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + CALLBACK_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _serve(channel: socket.socket, functions: list[Callable]) -> None:
    with contextlib.suppress(EOFError):
        while True:
            asked = receive(channel, functions.__getitem__)
            try:
                value = functions[asked["ask"]](*asked["args"], **asked["kwargs"])
                answer = {"value": value}
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"[:500]}
            send(channel, answer)

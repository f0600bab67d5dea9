"""The warm process that student code is forked from, as the trusted side sees it."""

import functools
import multiprocessing.util
import os
import signal
import socket
import subprocess
from typing import Self

from autograder.limits import ANSWER_SECONDS, START_SECONDS
from autograder.sandbox.cpu_wait import CoreTime, core_time
from autograder.sandbox.inside.ending import Ending
from autograder.sandbox.walls import Sandbox, SandboxError, ensure, sandbox_for
from autograder.settings import Settings


class Runner:
    """The warm process that forks a child for each submission. Use it as a context manager.

    Parameters
    ----------
    settings
        How student code is run; sealed and with the usual limits if not given.
    sandbox
        What stands around it; all that the settings ask for and this machine allows if not given.
    """

    def __init__(self, settings: Settings | None = None, sandbox: Sandbox | None = None) -> None:
        self.settings = settings or Settings()
        self._sandbox = sandbox or sandbox_for(self.settings)
        self._start()

    @property
    def walls(self) -> tuple[str, ...]:
        """Names of the walls that stand around student code."""
        return self._sandbox.walls

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = self._sandbox.launch(theirs, self.settings)
        self._control.settimeout(START_SECONDS)
        if self._control.recv(1) != b"R":
            self.close()
            raise SandboxError(f"The sandbox did not start: {self._last_line()}")
        self._control.settimeout(ANSWER_SECONDS)

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

    def core_time(self) -> CoreTime:
        """Where its time and its child's has gone."""
        return core_time(self._process.pid)

    def _last_line(self) -> str:
        assert self._process.stderr is not None  # it is a pipe
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no reason given"

    def end_child(self, *, hung_up: bool = False) -> Ending:
        """End the child, if there is one; return how it ended.

        Parameters
        ----------
        hung_up
            Whether it is about to end by itself, and how is of interest.
        """
        try:
            self._control.sendall(b"W" if hung_up else b"K")
            return Ending.unpack(self._control.recv(2, socket.MSG_WAITALL))
        except (OSError, ValueError):  # the warm process is gone
            self._again()
            return Ending("signal", signal.SIGKILL)

    def _again(self) -> None:
        self.close()
        self._start()

    def let_go(self) -> None:
        """Leave the warm process to a copy of this one that has taken it."""
        self._control.close()

    def close(self) -> None:
        """End the warm process and remove what it wrote."""
        self._control.close()
        try:
            self._process.wait(ANSWER_SECONDS)  # it ends its child, then itself
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._sandbox.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


class Spare:
    """A started runner, for the first copy of this process that needs one.

    Parameters
    ----------
    settings
        How student code is run.
    """

    def __init__(self, settings: Settings) -> None:
        self.runner = Runner(settings)
        self._token, theirs = os.pipe()
        os.write(theirs, b"1")  # who reads it has the runner
        os.close(theirs)

    def offer(self) -> None:
        """In a copy of the process that made it: let `runner` take it."""
        _offered.append(self)

    def take(self) -> bool:
        """Take it, if nobody has; return whether nobody had."""
        return bool(os.read(self._token, 1))

    def close(self) -> bool:
        """End it if nobody has taken it; return whether somebody had."""
        is_left = self.take()
        self.runner.close() if is_left else self.runner.let_go()
        os.close(self._token)
        return not is_left


_offered: list[Spare] = []


def runner(settings: Settings) -> Runner:
    """The runner of the process that asks, started when first needed.

    Raises
    ------
    SandboxError
        If there is no sandbox to be had.
    """
    return _runner_of(os.getpid(), settings)


@functools.cache
def _runner_of(_process: int, settings: Settings) -> Runner:
    ensure(settings)
    spares = (one.runner for one in _offered if one.runner.settings == settings and one.take())
    started = next(spares, None) or Runner(settings)
    # Also in a worker, where nothing is run that is registered with `atexit`.
    multiprocessing.util.Finalize(started, started.close, exitpriority=1)
    return started

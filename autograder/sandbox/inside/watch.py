"""The student's process, as the warm parent sees it that forked it, watches it and can end it.

The student's process cannot see the parent, let alone reach it: it has no /proc, may send no signal
to others, and shares neither its session nor its descriptors.
"""

import contextlib
import os
import re
import signal
import time
from typing import Any

from autograder.sandbox.inside.box import Use, use
from autograder.sandbox.inside.ending import Ending

LOOK_SECONDS = 0.1
_THOROUGH = 5  # one look in so many is thorough
_BUSY_SECONDS, _CORES = 5.0, 1.5  # others are graded on the same machine
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_MEMORY = re.compile(rb"^Rss(?:Anon|Shmem):\s*(\d+)", re.MULTILINE)  # not libraries


class Student:
    """A student's process, a child of this one, in which SIGCHLD is blocked.

    Parameters
    ----------
    pid
        Its id.
    box
        The folder that it may write to.
    limits
        Fields of `autograder.limits.Limits`.
    watched
        Whether it is ended for using more than it may; else the kernel's limits have to do.
    """

    def __init__(self, pid: int, box: str, limits: dict[str, Any], *, watched: bool) -> None:
        self._pid = pid
        self._box = box
        self._limits = limits
        self._watched = watched
        self._started = time.monotonic()
        self._looks = 0
        self._broken = ""  # the limit for which it was killed
        self._status: int | None = None

    def look(self) -> None:
        """Kill it if it uses more than it may; to be done every `LOOK_SECONDS`."""
        if self._has_ended() or self._broken or not self._watched:
            return
        self._looks += 1
        self._broken = _broken(
            self._pid,
            self._box,
            self._limits,
            time.monotonic() - self._started,
            thorough=self._looks % _THOROUGH == 0,
        )
        if self._broken:
            self._kill()

    def end(self, seconds: float) -> Ending:
        """End it.

        Parameters
        ----------
        seconds
            How long it may take to end by itself.

        Returns
        -------
        Ending
            How it ended, or the limit for which it was killed.
        """
        until = time.monotonic() + seconds
        while not self._has_ended() and (left := until - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, min(left, LOOK_SECONDS))
            self.look()
        if self._status is None:
            self._kill()
            self._status = os.waitpid(self._pid, 0)[1]
        return Ending(self._broken) if self._broken else Ending.of_process(self._status)

    def _has_ended(self) -> bool:
        if self._status is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            self._status = status if pid else None
        return self._status is not None

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)  # without an inner wall, all that has not left it
        os.kill(self._pid, signal.SIGKILL)


def _broken(
    student: int, box: str, limits: dict[str, Any], seconds: float, *, thorough: bool
) -> str:
    """The limit that a process has broken, if any."""
    threads, cpu_seconds, kilobytes = _seen(student)
    if threads > limits["threads"]:
        return "threads"
    if kilobytes > limits["memory"] * 1024:
        return "memory"
    if cpu_seconds > _BUSY_SECONDS + _CORES * seconds:
        return "cpu"
    most = Use(limits["disk"] * 2**20, limits["entries"])
    written = use(box, student, most, mapped=thorough)
    if written.size > most.size or written.entries > most.entries:
        return "disk"
    return ""


def _seen(pid: int) -> tuple[int, float, int]:
    """Threads of a process, its CPU time (s), and the kB of memory of its own."""
    # Bytes: the name of a process is whatever it likes.
    with open(f"/proc/{pid}/stat", "rb") as file:
        numbers = file.read().rpartition(b")")[2].split()
    with open(f"/proc/{pid}/status", "rb") as file:
        kilobytes = sum(map(int, _MEMORY.findall(file.read())))
    ticks = int(numbers[11]) + int(numbers[12])
    return int(numbers[17]), ticks / _TICKS_PER_SECOND, kilobytes

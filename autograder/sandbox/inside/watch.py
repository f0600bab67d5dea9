"""The watcher: a process of ours between the warm parent and the student's, which it can end.

The student's process cannot see it, let alone reach it: it has no /proc, may send no signal to
others, and shares neither its session nor its descriptors.
"""

import os
import re
import signal
import time
from typing import Any

from autograder.sandbox.inside.box import Use, use
from autograder.sandbox.inside.ending import Ending

_LOOK_SECONDS = 0.1
_THOROUGH = 5  # one look in so many is thorough
_BUSY_SECONDS, _CORES = 5.0, 1.5  # others are graded on the same machine
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_MEMORY = re.compile(rb"^Rss(?:Anon|Shmem):\s*(\d+)", re.MULTILINE)  # not libraries


def watch(student: int, box: str, limits: dict[str, Any]) -> Ending:
    """Wait until a process ends, or until it uses more than it may.

    Parameters
    ----------
    student
        A child of this process; SIGCHLD is blocked.
    box
        The folder that it may write to.
    limits
        Fields of `autograder.limits.Limits`.

    Returns
    -------
    Ending
        How it ended, or the limit for which it is to be ended.
    """
    started = time.monotonic()
    looks = 0
    while True:
        signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)
        pid, status = os.waitpid(student, os.WNOHANG)
        if pid:
            return Ending.of_process(status)
        looks += 1
        thorough = looks % _THOROUGH == 0
        if limit := _broken(student, box, limits, time.monotonic() - started, thorough=thorough):
            return Ending(limit)


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

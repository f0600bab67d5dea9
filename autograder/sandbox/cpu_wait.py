"""How long processes have had no core: on a busy machine, that is no fault of theirs."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_NANOSECONDS = 1e-9
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class CoreTime(NamedTuple):
    """Where the time of a process and its children has gone so far; all in s.

    Attributes
    ----------
    wall
        The time.
    waited
        For how long their main threads were ready to run, but had no core.
    used
        CPU time of all their threads.
    """

    wall: float
    waited: float
    used: float

    def lost_since(self, earlier: "CoreTime") -> float:
        """For how long there was no core for them (s).

        Threads that wait for each other do not count: then one of them has the core.

        Parameters
        ----------
        earlier
            Of the same process.
        """
        idle = self.wall - earlier.wall - (self.used - earlier.used)
        return max(0.0, min(self.waited - earlier.waited, idle))


def core_time(pid: int) -> CoreTime:
    """Where the time of a process and its children has gone, from the kernel's own account.

    Parameters
    ----------
    pid
        Of the process. One that is gone has not waited; nor has any where the kernel does not tell.
    """
    family = [*_family(pid)]
    return CoreTime(time.monotonic(), sum(map(_waited, family)), sum(map(_used, family)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _waited(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) * _NANOSECONDS
    except OSError:
        return 0.0


def _used(pid: int) -> float:
    try:
        numbers = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return 0.0
    return (int(numbers[11]) + int(numbers[12])) / _TICKS_PER_SECOND

"""How long processes have waited for a core: on a busy machine, that is no fault of theirs."""

from collections.abc import Iterator
from pathlib import Path

_NANOSECONDS = 1e-9


def run_delay(pid: int) -> float:
    """Time (s) for which a process and its children were ready to run, but had no core.

    From the kernel's own account, ``/proc/<pid>/schedstat``.

    Parameters
    ----------
    pid
        Of the process. One that is gone has not waited; nor has any where the kernel does not tell.
    """
    return sum(map(_run_delay, _family(pid)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _run_delay(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) * _NANOSECONDS
    except OSError:
        return 0.0

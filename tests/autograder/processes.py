"""The processes of this machine, as its kernel lists them."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

MARK = f"marked {os.getpid()}"  # a name by which a process is told from all others
MARKED = f"import ctypes; ctypes.CDLL(None).prctl(15, b'{MARK}', 0, 0, 0)"  # takes that name


def running(name: str) -> list[int]:
    """The processes of this name."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            its_name = (folder / "comm").read_bytes().strip()
        except OSError:
            continue
        if name.encode() == its_name:
            found.append(int(folder.name))
    return found


def descendants(pid: int) -> set[int]:
    """The processes that a process has started, and those that they have."""
    children = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children |= {int(child) for child in task.read_text().split()}
    return children.union(*(descendants(child) for child in children))


def soon(condition: Callable[[], T], seconds: float = 5.0) -> T:
    """What a condition comes to: as soon as it holds, or after so many seconds."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()

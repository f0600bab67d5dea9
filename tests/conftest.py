"""The order of the whole test-suite, and how many processes run it."""

import gc
import os
from collections.abc import Generator
from itertools import chain

import pytest

# Before numpy is imported. Several processes share the cores: threads that numpy's linear algebra
# starts in each of them spin while they wait for one another, and multiply its CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Three processes for two cores: they wait for limits, browsers and kernels by turns.

    With four, an attack that uses all its time is now and then short of it.
    """
    return -(-3 * len(os.sched_getaffinity(0)) // 2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are here to stay: look for no garbage among them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)  # when it is known which tests are run
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put slow modules first in the share of each process, or one is left with them at the end."""
    processes = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    slow = dict.fromkeys(item.path for item in items if item.get_closest_marker("slow"))
    share_of = {path: at % processes for at, path in enumerate(slow)}
    first = [[item for item in items if share_of.get(item.path) == at] for at in range(processes)]
    rest = [item for item in items if item.path not in share_of]
    shares = []
    for at, share in enumerate(first):
        size = len(items) * (at + 1) // processes - len(items) * at // processes
        room = max(size - len(share), 0) if at + 1 < processes else len(rest)
        shares.append(share + rest[:room])
        rest = rest[room:]
    items[:] = chain.from_iterable(shares)

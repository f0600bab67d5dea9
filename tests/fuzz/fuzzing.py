"""What the fuzz tests share: how many examples, what one may cost, values gone wrong.

``from fuzzing import ...`` in any test module of this folder.
"""

import contextlib
import resource
import signal
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from autograder.sandbox.inside.values import Figure

MIB = 2**20
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
_BELT = 2048 * MIB  # no example may take the machine down


def fuzzed(share: float = 1.0) -> settings:
    """The settings of a test: those of the profile, with a share of its examples."""
    name = "long" if settings.get_current_profile_name() == "long" else "brief"
    profile = settings.get_profile(name)
    return settings(profile, max_examples=max(5, round(share * profile.max_examples)))


class _TooSlowError(BaseException):
    """Not an Exception: what is tested may catch those."""


@contextlib.contextmanager
def bounded(seconds: float = 2.0, peak: float | None = None, room: int = _BELT) -> Iterator[None]:
    """Hold what runs inside to a CPU time and to so many bytes of memory.

    To count the bytes makes Python many times slower: where time matters, leave `peak` out and
    give it `room`, the most that the process may grow by.
    """

    def stop(*_: object) -> None:
        raise _TooSlowError

    handler = signal.signal(signal.SIGVTALRM, stop)
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + room, before[1]))
    if peak:
        tracemalloc.start()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TooSlowError:
        raise AssertionError(f"more than {seconds} s of CPU time") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        used = tracemalloc.get_traced_memory()[1]  # 0 if nobody counts
        tracemalloc.stop()
        resource.setrlimit(resource.RLIMIT_AS, before)
        signal.signal(signal.SIGVTALRM, handler)
    assert used <= (peak or 0), f"{used / MIB:.0f} MiB of memory"


# Values gone wrong

texts = st.text(st.characters(exclude_categories=()), max_size=9) | st.sampled_from(
    [
        "x" * 5000,
        "\n" * 5000,
        "\r\n\u2028\x00",
        "\ud800",
        "<script>alert(1)</script>",
        "../..",
        "-1",
    ]
)
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**63), 10**30, 1e308, -0.0])
    | st.floats()
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated(draw: st.DrawFn, value: Any, instead: st.SearchStrategy = junk, most: int = 5) -> Any:
    """A value with some things in it deleted, doubled, moved, nested, renamed or replaced."""
    for _ in range(draw(st.integers(1, most))):
        value = _changed(draw, value, value, instead, 40)
    return value


def _changed(
    draw: st.DrawFn, value: Any, whole: Any, instead: st.SearchStrategy, deeper: int
) -> Any:
    """Change one thing, more likely one deep inside."""
    if isinstance(value, Figure):
        axes = _changed(draw, value.axes, whole, instead, deeper)
        fits = isinstance(axes, tuple) and all(isinstance(one, dict) for one in axes)
        return Figure(axes, draw(st.booleans()), draw(st.booleans())) if fits else axes
    if isinstance(value, np.ndarray) and value.size:
        return draw(st.sampled_from(list(DISTORTIONS.values())))(value)
    how = draw(
        st.sampled_from(["deeper"] * deeper + ["replace", "borrow", "nest", "delete", "twice"])
    )
    if how == "replace" or not isinstance(value, list | tuple | dict) or not value:
        return draw(instead)
    if how == "borrow":
        return _somewhere(draw, whole)
    if how == "nest":
        return [value] if draw(st.booleans()) else {"cells": value}
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    # Where there is a list, most of the interest is in it.
    ranks = [at for at, (_, item) in enumerate(pairs) if isinstance(item, list | tuple | dict)]
    at = draw(st.sampled_from([*range(len(pairs)), *ranks * 4]))
    key, item = pairs[at]
    if how == "deeper":
        pairs[at] = key, _changed(draw, item, whole, instead, max(deeper // 2, 2))
    elif how == "delete":
        del pairs[at]
    elif isinstance(value, dict):
        pairs[at] = draw(texts), item  # renamed
    else:
        pairs.insert(draw(st.integers(0, len(pairs))), pairs[at])
    if isinstance(value, dict):
        return dict(pairs)
    return type(value)(item for _, item in pairs)


def _somewhere(draw: st.DrawFn, value: Any) -> Any:
    """Any part of a value."""
    while isinstance(value, list | tuple | dict) and value and draw(st.integers(0, 3)):
        value = draw(st.sampled_from(list(value.values() if isinstance(value, dict) else value)))
    return value


def _with_nan(array: np.ndarray) -> np.ndarray:
    other = array.real.astype(float)
    middle = array.size // 2
    other.flat[middle : middle + 1] = np.nan
    return other


# What happens to results: each gives what no honest person would call the same.
DISTORTIONS: dict[str, Callable[[np.ndarray], Any]] = {
    "a nan": _with_nan,
    "all nan": lambda array: np.full(array.shape, np.nan),
    "all infinite": lambda array: np.full(array.shape, np.inf),
    "all huge": lambda array: np.full(array.shape, -1e308),
    "all 0, or all 1": lambda array: np.full(array.shape, float(not array.any())),
    "scaled and shifted": lambda array: array * 1.5 + 1,
    "negative": lambda array: -1.5 * array - 1,
    "one more": lambda array: np.append(array, array.flat[:1]),
    "one less": lambda array: array.ravel()[:-1],
    "a column": lambda array: array.reshape(*array.shape, 1),
    "a row": lambda array: array.reshape(1, *array.shape),
    "complex": lambda array: array + 1j,
    "truth values": lambda array: array.astype(bool),
    "texts": lambda array: [str(number) for number in array.flat],
    "twice": lambda array: [array, array],
    "one number of many": lambda array: array.flat[0].item() if array.size else None,
    "something else": lambda array: np.zeros((100, 100)),
}

"""Relations of a wrong array to the right one: what stands in which place."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np

from autograder.testing.seen import Values, are_different, are_near, are_several

_FEW = 4  # values of an array, so that their order says something


def relation_of_places(values: Sequence[Values]) -> str | None:
    """Say which values of an array stand in the wrong place, or are one too many.

    Parameters
    ----------
    values
        The numbers of all calls.

    Returns
    -------
    str or None
        None if there is none that holds for all wrong values, or if they come from one input.
    """
    off = [one for one in values if not are_near(one.got, one.expected)]
    if not off or not are_different([one.quantities for one in off]):
        return None
    columns = [pair for one in off for pair in _columns(one)]
    if any(right.ndim != 1 or right.size < _FEW for _got, right in columns):
        return None
    if any(not are_several(right) for _got, right in columns):
        return None
    for holds, words in _OF_PLACES:
        if all(itertools.starmap(holds, columns)):
            return words
    return None


def _columns(one: Values) -> list[tuple[np.ndarray, np.ndarray]]:
    """An array and the right one; of a table its columns, each of which is a run of its own."""
    if one.expected.ndim == 2 and one.got.shape == one.expected.shape:
        return list(zip(one.got.T, one.expected.T, strict=True))
    return [(one.got, one.expected)]


def _is_one_step(of: slice, right: slice, by: int) -> Callable[[np.ndarray, np.ndarray], bool]:
    """Whether a piece of the array is a piece of the right one, which has so many more values."""
    return lambda got, expected: (
        got.ndim == 1
        and got.size == expected.size + by
        and are_near(got[of], expected[right])
        and np.unique(expected[right]).size >= _FEW - 1
    )


_ALL, _BUT_FIRST, _BUT_LAST = slice(None), slice(1, None), slice(None, -1)
_OF_PLACES: tuple[tuple[Callable[[np.ndarray, np.ndarray], bool], str], ...] = (
    (
        _is_one_step(_ALL, _BUT_LAST, -1),
        "the last value is missing, and all others are right: where does the loop or the range "
        "end?",
    ),
    (
        _is_one_step(_ALL, _BUT_FIRST, -1),
        "the first value is missing, and all others are right: where does the loop or the range "
        "begin?",
    ),
    (
        _is_one_step(_BUT_LAST, _ALL, 1),
        "there is one value too many at the end, and all others are right: where does the loop or "
        "the range end?",
    ),
    (
        _is_one_step(_BUT_FIRST, _ALL, 1),
        "there is one value too many at the beginning, and all others are right: where does the "
        "loop or the range begin?",
    ),
    (
        _is_one_step(_BUT_FIRST, _BUT_FIRST, 0),
        "the first value is wrong, and all others are right: what is it set to?",
    ),
    (
        _is_one_step(_BUT_LAST, _BUT_LAST, 0),
        "the last value is wrong, and all others are right: does the loop reach it?",
    ),
    (
        _is_one_step(_BUT_FIRST, _BUT_LAST, 0),
        "each value stands one place too late: what is added to an index?",
    ),
    (
        _is_one_step(_BUT_LAST, _BUT_FIRST, 0),
        "each value stands one place too early: what is added to an index?",
    ),
    (
        lambda got, expected: are_near(got, expected[::-1]),
        "the values are right, but in the reverse order",
    ),
    (
        lambda got, expected: are_near(got, np.sort(expected)),
        "the values are right, but sorted: they have to stay in their order",
    ),
    (
        lambda got, expected: are_near(got, np.cumsum(expected)),
        "each value is the sum of the right ones up to there: is something added up that should "
        "be replaced?",
    ),
    (
        lambda got, expected: (
            got.shape == expected.shape and are_near(got[:1], expected[:1]) and not got[1:].any()
        ),
        "the first value is right, and all others are 0: is what is computed in the loop ever "
        "written into its place?",
    ),
    (
        lambda got, expected: (
            got.shape == expected.shape and are_near(got, np.full_like(got, expected[0]))
        ),
        "the first value is right, and then nothing changes: does each step go on from the one "
        "before?",
    ),
    (
        lambda got, expected: not got.ndim and are_near(got, expected[-1:].reshape(())),
        "only the last of the values is returned: does `return` stand behind the loop, and is "
        "each value kept?",
    ),
    (
        lambda got, expected: not got.ndim and are_near(got, expected[:1].reshape(())),
        "only the first of the values is returned: does `return` stand inside the loop?",
    ),
)

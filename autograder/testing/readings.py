"""Values in another form than was asked for, read as they were surely meant.

A slip of form costs a share of its own, and the values are judged as if it had not been made. A
reading is chosen by form alone: how many things there are, their shapes, whether times rise evenly,
what was merely handed back. Whether the values are right plays no part in it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from autograder.testing.seen import as_numbers, is_in_proportion

FORM = "what is returned has the form that was asked for"
SHARE = 0.2  # of the points that the values are worth

_FEWEST = 5  # samples of a run: of fewer, one more or less is not merely a slip in counting
_EVEN = 1e-6


class Reading(NamedTuple):
    """A value as it was meant.

    Attributes
    ----------
    value
        The student's value, in the form of the expected one.
    expected
        As much of the expected value as there is in the student's, too.
    message
        What to change.
    """

    value: Any
    expected: Any
    message: str


def reading(got: Any, expected: Any, arguments: Iterable[Any] = ()) -> Reading | None:
    """Read a value of another form.

    Parameters
    ----------
    got
        A student's value.
    expected
        The right one: a number, an array, or a tuple of these.
    arguments
        What the function was called with: what is merely handed back was not asked for.

    Returns
    -------
    Reading or None
        None where the form is right, or where it does not say for sure what was meant.
    """
    if not is_in_proportion(got, expected):
        return None
    if isinstance(expected, tuple):
        return _of_several(got, expected)
    if isinstance(expected, str | dict) or _numbers(expected) is None:
        return None
    return _of_one_among_several(got, expected, arguments) or _reshaped(got, expected)


def _of_several(got: Any, expected: tuple) -> Reading | None:
    parts, message = _parts(got), ""
    if parts is None:
        return None
    count = len(expected)
    if len(parts) != count:
        turned = _turned(parts, expected)
        if turned:
            parts = turned
            message = f"It returned rows of {count} values; return {count} things, each as a whole."
        elif len(parts) > count and _are_like(parts[:count], expected):
            message = f"It returned {len(parts)} things; return only the first {count}."
            parts = parts[:count]
        else:
            return None
    if not message and not _are_like(parts, expected):
        ordered = _ordered(parts, expected)
        if ordered:
            parts = ordered
            message = f"It returned its {count} things in another order than was asked for."
    whole = max(map(_length, expected))
    read = [
        _reshaped(part, right) or (_common(part, right) if _length(right) == whole else None)
        for part, right in zip(parts, expected, strict=True)
    ]
    message = message or next((one.message for one in read if one), "")
    if not message:
        return None
    pairs = zip(parts, expected, read, strict=True)
    values, rights = zip(*(one[:2] if one else (a, b) for a, b, one in pairs), strict=True)
    return Reading(values, rights, message)


def _of_one_among_several(got: Any, expected: Any, arguments: Iterable[Any]) -> Reading | None:
    """The one of several things that has the form, and was not handed in."""
    parts, right = _parts(got), np.asarray(expected)
    if parts is None or len(parts) < 2 or _shape(got) == right.shape:
        return None
    if any(_shape(part) is None for part in parts):
        return None
    given = [value for one in arguments for value in _flat(one)]
    fits = [part for part in parts if _shape(part) == right.shape and not _is_among(part, given)]
    if len(fits) != 1:
        return None
    return Reading(fits[0], expected, f"It returned {len(parts)} things; return only the one.")


def _reshaped(got: Any, expected: Any) -> Reading | None:
    """A number in brackets, or a column where a row was meant."""
    value, right = _numbers(got), np.asarray(expected)
    if value is None or value.ndim != right.ndim + 1:
        return None
    if right.ndim > 1 or value.size != right.size or value.size != max(value.shape):
        return None
    if right.ndim:
        message = f"It returned an array of shape {value.shape}; return one of {right.size} values."
        return Reading(value.ravel(), expected, message)
    return Reading(value.ravel()[0], expected, "It returned a list or an array; return a number.")


def _common(got: Any, expected: Any) -> Reading | None:
    """The samples that a run has in common with one that is a sample longer or shorter."""
    value, right = _numbers(got), np.asarray(expected)
    if value is None or value.ndim != right.ndim or value.shape[1:] != right.shape[1:]:
        return None
    if not right.ndim or len(right) < _FEWEST or abs(len(value) - len(right)) != 1:
        return None
    common = min(len(value), len(right))
    which = "many" if len(value) > len(right) else "few"
    message = f"It returned one sample too {which}: {len(value)}, where {len(right)} are needed."
    return Reading(value[:common], right[:common], message)


# Forms


def _parts(value: Any) -> list[Any] | None:
    if isinstance(value, tuple | list):
        return list(value)
    return list(value) if isinstance(value, np.ndarray) and value.ndim > 1 else None


def _numbers(value: Any) -> np.ndarray | None:
    """Real numbers in an array; None if it is anything else."""
    array = as_numbers(value)
    return array if array is not None and array.size else None


def _shape(value: Any) -> tuple[int, ...] | None:
    array = _numbers(value)
    return None if array is None else array.shape


def _length(value: Any) -> int:
    shape = _shape(value)
    return shape[0] if shape else 0


def _turned(parts: list[Any], expected: tuple) -> list[Any] | None:
    """The columns of a table, if those are what was asked for."""
    table = _numbers(parts)
    if table is None or table.ndim != 2 or table.shape[1] != len(expected):
        return None
    return list(table.T) if {_shape(one) for one in expected} == {table.shape[:1]} else None


def _ordered(parts: list[Any], expected: tuple) -> list[Any] | None:
    """The parts in the expected order, if that is clear; those of one outline keep their own."""
    rest, outlines = list(parts), _outlines(parts)
    ordered = []
    for outline in _outlines(expected):
        if outline not in outlines:
            return None
        at = outlines.index(outline)
        ordered.append(rest.pop(at))
        outlines.pop(at)
    return ordered


def _are_like(parts: Iterable[Any], expected: Iterable[Any]) -> bool:
    return _outlines(parts) == _outlines(expected)


def _outlines(parts: Iterable[Any]) -> list[tuple]:
    """Of each part its dimensions, whether it is as long as a run, and whether it rises evenly."""
    parts = list(parts)
    most = max(map(_length, parts), default=0)
    return [_outline(part, most) for part in parts]


def _outline(part: Any, most: int) -> tuple:
    array = _numbers(part)
    if array is None:
        return ("empty" if _is_empty(part) else "other",)
    if array.size == max(array.shape, default=0):
        array = array.ravel()  # a column is as good as a row here
    whole = array.ndim > 0 and most - len(array) <= 1
    return array.ndim, whole, whole and array.ndim == 1 and _rises_evenly(array)


def _is_empty(part: Any) -> bool:
    if isinstance(part, np.ndarray):
        return part.shape == (0,)
    return isinstance(part, list | tuple) and not part


def _rises_evenly(array: np.ndarray) -> bool:
    with np.errstate(all="ignore"):  # a run may have grown beyond all numbers
        steps = np.diff(array.astype(float))
        return steps.size > 1 and steps[0] > 0 and bool(np.ptp(steps) <= _EVEN * array[-1])


def _flat(argument: Any) -> list[Any]:
    return list(argument.values()) if isinstance(argument, Mapping) else [argument]


def _is_among(part: Any, given: Iterable[Any]) -> bool:
    return any(_shape(one) == _shape(part) and np.array_equal(one, part) for one in given)

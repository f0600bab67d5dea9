"""What was seen of a student's function, as numbers whose relations can be looked for."""

from collections.abc import Iterator, Mapping, Sequence
from numbers import Number
from typing import Any, NamedTuple

import numpy as np

_DIGITS = 1e-7  # to which a relation must hold: no chance gives that on two inputs
_ROUND_OFF = 1e-14
_MOST_TIMES, _SPARE = 4, 100  # as many values as are right, and some
_ANY = 2**62
_NUMBERS = (float, np.ndarray, int, Number)  # the abstract class last: it takes its time to answer
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class Seen(NamedTuple):
    """One call of a student's function.

    Attributes
    ----------
    got, expected
        What it returned and what is right.
    arguments
        What it was called with, by name.
    """

    got: Any
    expected: Any
    arguments: Mapping[str, Any]


class Values(NamedTuple):
    """Numbers of one call: the value returned, or one of several.

    Attributes
    ----------
    got, expected
        What it returned and what is right.
    quantities
        Numbers and arrays among the arguments, by name.
    """

    got: np.ndarray
    expected: np.ndarray
    quantities: Mapping[str, np.ndarray]

    @property
    def wrong(self) -> np.ndarray:
        """Where a value is not the right one; the shapes must be the same."""
        return ~near(self.got, self.expected)


def is_in_proportion(got: Any, expected: Any) -> bool:
    """Whether what was returned is of a size that the right value may have by a slip.

    What is a thousand times as large needs no name for what is wrong, and would keep us busy.
    """
    return _size(got, _MOST_TIMES * _size(expected, _ANY) + _SPARE) >= 0


def _size(value: Any, most: int) -> int:
    """How many values or letters there are, in lists of lists, too; -1 if more than `most`."""
    if isinstance(value, np.ndarray | str | bytes):
        size = value.size if isinstance(value, np.ndarray) else len(value)
        return size if size <= most else -1
    if not isinstance(value, list | tuple | Mapping):
        return 1
    if len(value) > most:  # each counts at least once
        return -1
    count = 0
    for one in value.values() if isinstance(value, Mapping) else value:
        more = _size(one, most - count)
        if more < 0:
            return -1
        count += max(more, 1)
    return count if count <= most else -1


def quantities(arguments: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Numbers and arrays among the arguments, and those in dictionaries, by name."""
    found: dict[str, np.ndarray] = {}
    for name, value in arguments.items():
        if isinstance(value, Mapping):
            found.update(quantities(value))
        elif (array := as_numbers(value)) is not None:
            found[name] = array
    return found


def as_numbers(value: Any) -> np.ndarray | None:
    """A number, a list of numbers or an array as floats; None for anything else."""
    if isinstance(value, bool) or not _holds_numbers(value):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return None
    if not array.size and not isinstance(value, np.ndarray):
        array = array.astype(float)
    return array.astype(float) if array.dtype.kind in "iuf" else None


def _holds_numbers(value: Any) -> bool:
    """Whether there are only numbers in a list; numpy would pad texts to the longest."""
    if isinstance(value, list | tuple):
        return all(map(_holds_numbers, value))
    return isinstance(value, _NUMBERS)


def near(value: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Where the numbers of two arrays of the same shape are equal, up to round-off."""
    with np.errstate(all="ignore"):
        close = np.abs(value - right) <= _DIGITS * np.abs(right) + _ROUND_OFF
    return (close & np.isfinite(right)) | (value == right) | (np.isnan(value) & np.isnan(right))


def are_near(value: np.ndarray | None, right: np.ndarray | None) -> bool:
    """Whether two arrays have the same shape and numbers, up to round-off."""
    if value is None or right is None or value.shape != right.shape:
        return False
    return bool(near(value, right).all())


def are_different(inputs: Sequence[Mapping[str, np.ndarray]]) -> bool:
    """Whether there are at least two different inputs among these."""
    written = [[(name, value.tobytes()) for name, value in sorted(one.items())] for one in inputs]
    return any(one != written[0] for one in written)


def parts_of(seen: Sequence[Seen], names: Sequence[str]) -> Iterator[tuple[str, list[Values]]]:
    """The values of all calls: of what is returned or, if that is several things, of each.

    Parameters
    ----------
    seen
        The calls.
    names
        Names of the things returned, if there are several.

    Yields
    ------
    name, values
        The name is empty if one thing is returned. What is not numbers is left out.
    """
    counts = {len(one.expected) if isinstance(one.expected, tuple) else None for one in seen}
    if len(counts) != 1:
        return
    count = counts.pop()
    if count is None:
        places: list[int | None] = [None]
    elif all(_is_several(one.got) and len(one.got) == count for one in seen):
        places = list(range(count))
    else:
        return
    for place in places:
        values = [_values(one, place) for one in seen]
        whole = [one for one in values if one is not None]
        if len(whole) == len(values):
            yield name_of(place, names) if place is not None else "", whole


def _values(one: Seen, place: int | None) -> Values | None:
    got, expected = (
        as_numbers(value if place is None else value[place]) for value in (one.got, one.expected)
    )
    if got is None or expected is None:
        return None
    return Values(got, expected, quantities(one.arguments))


def _is_several(value: Any) -> bool:
    return isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim > 1)


def name_of(place: int, names: Sequence[str]) -> str:
    """What one of several things returned is called."""
    if place < len(names):
        return names[place]
    if place < len(_ORDINALS):
        return f"the {_ORDINALS[place]} thing returned"
    return f"thing {place + 1} of those returned"


def are_several(numbers: np.ndarray) -> bool:
    """Whether there are different numbers, all finite."""
    return bool(numbers.size > 1 and np.isfinite(numbers).all() and np.ptp(numbers) > 0)

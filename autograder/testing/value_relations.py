"""Relations of wrong values to the right ones, each value for itself: a factor, a difference."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from autograder.testing.seen import Values, are_different, are_several, near

_FEW = 4  # values that rounding has to leave different
_SOME = 32  # values on which a relation is tried first
_NOTHING = (
    "each value is 0: is something multiplied by 0, subtracted from itself, never counted, or "
    "never written into its place?"
)
_MOST_DECIMALS = 3  # that a rounded value may have


class _Wrong(NamedTuple):
    """All values that are wrong, of all calls, one after the other."""

    got: np.ndarray
    expected: np.ndarray
    quantities: Mapping[str, np.ndarray]


def relation_of_values(values: Sequence[Values]) -> str | None:
    """Say how each wrong value is related to the right one.

    Parameters
    ----------
    values
        The numbers of all calls.

    Returns
    -------
    str or None
        None if there is none that holds for all wrong values, or if they come from one input.
    """
    if any(one.got.shape != one.expected.shape for one in values):
        return None
    off = [one for one in values if one.wrong.any()]
    if not off or not are_different([one.quantities for one in off]):
        return None
    wrong = _gathered(off)
    if not are_several(wrong.expected):
        return None
    is_partial = any((~one.wrong & (one.expected != 0)).any() for one in values)
    if not is_partial and not wrong.got.any():
        return _NOTHING
    few = _thinned(wrong)
    found = next((find(wrong) for find in _OF_VALUES if find(few) and find(wrong)), None)
    if not found:
        return None
    return f"where it is wrong, {found}" if is_partial else found


def _gathered(off: Sequence[Values]) -> _Wrong:
    names = set.intersection(*(set(one.quantities) for one in off))
    columns: dict[str, list[np.ndarray]] = {name: [] for name in sorted(names)}
    for one in off:
        for name in list(columns):
            try:
                whole = np.broadcast_to(one.quantities[name], one.expected.shape)
            except ValueError:
                del columns[name]
            else:
                columns[name].append(whole[one.wrong])
    return _Wrong(
        np.concatenate([one.got[one.wrong] for one in off]),
        np.concatenate([one.expected[one.wrong] for one in off]),
        {name: np.concatenate(column) for name, column in columns.items()},
    )


def _thinned(wrong: _Wrong) -> _Wrong:
    """Some of the values, in which most relations that do not hold are soon refuted."""
    step = -(-wrong.got.size // _SOME)
    return _Wrong(
        wrong.got[::step],
        wrong.expected[::step],
        {name: value[::step] for name, value in wrong.quantities.items()},
    )


def _not_finite(wrong: _Wrong) -> str | None:
    if np.isnan(wrong.got).all():
        return (
            "each value is nan, which is no number: is `np.nan` returned where it should not be, "
            "is a value never filled in, or is it 0/0, or the logarithm or the root of a negative "
            "number?"
        )
    if np.isinf(wrong.got).all():
        return (
            "each value is infinite: is `np.inf` returned where it should not be, is something "
            "divided by 0, or is an exponent far too large?"
        )
    return None


def _factor(wrong: _Wrong) -> str | None:
    if not (np.isfinite(wrong.got).all() and wrong.expected.all() and wrong.got.all()):
        return None
    ratio = wrong.got / wrong.expected
    if _are_near_number(ratio, -1):
        return (
            "each value has the opposite sign of the right one: is a difference the wrong way "
            "round, or a minus missing?"
        )
    if _is_one_number(ratio):
        return _by_number(float(ratio[0]))
    return _by_quantity(ratio, wrong.quantities)


def _by_number(ratio: float) -> str:
    many = ratio if abs(ratio) > 1 else 1 / ratio
    by = _in_digits(many)
    is_unit = np.isclose(abs(many), [10.0**power for power in range(2, 10)]).any()
    look = (
        "is a unit converted twice, the wrong way round, or not at all?"
        if is_unit or np.isclose(abs(many), 60)
        else "is there a factor too many, or is one missing?"
    )
    if abs(ratio) > 1:
        return f"each value is {by} times the right one: {look}"
    return f"each value is the right one divided by {by}: {look}"


def _in_digits(number: float) -> str:
    return f"{float(f'{number:.3g}'):.10g}"


def _by_quantity(ratio: np.ndarray, quantities: Mapping[str, np.ndarray]) -> str | None:
    usable = {name: value for name, value in quantities.items() if _can_be_told(value)}
    single = [
        (name, power)
        for name, value in usable.items()
        for power in (1, -1)
        if near(ratio, value**power).all()
    ]
    if single:
        return _times(*single[0]) if len(single) == 1 else None
    squares = [
        (name, power)
        for name, value in usable.items()
        for power in (2, -2)
        if near(ratio, value**power).all()
    ]
    if squares:
        return _twice(*squares[0]) if len(squares) == 1 else None
    instead = [
        (one, other)
        for one, other in itertools.permutations(usable, 2)
        if near(ratio, usable[one] / usable[other]).all()
    ]
    if len(instead) == 1:
        one, other = instead[0]
        return (
            f"each value is the right one times {one} and divided by {other}: is {one} used where "
            f"{other} belongs?"
        )
    return None


def _can_be_told(value: np.ndarray) -> bool:
    """Whether a quantity has several values, none of which does nothing as a factor."""
    return are_several(value) and not np.isin(np.abs(value), (0, 1)).any()


def _times(name: str, power: int) -> str:
    if power == 1:
        return f"each value is the right one times {name}: is a division by {name} missing?"
    return (
        f"each value is the right one divided by {name}: is it divided by {name} once too often, "
        f"or is a product with {name} missing?"
    )


def _twice(name: str, power: int) -> str:
    if power == 2:
        return (
            f"each value is the right one times {name} squared: is it multiplied by {name} where "
            f"it should be divided, or does {name} come in too often?"
        )
    return (
        f"each value is the right one divided by {name} squared: is it divided by {name} where it "
        f"should be multiplied, or does {name} come in too often?"
    )


def _difference(wrong: _Wrong) -> str | None:
    if not np.isfinite(wrong.got).all():
        return None
    off = wrong.got - wrong.expected
    # A difference of large numbers has fewer digits than they have.
    scale = np.maximum(np.abs(wrong.got), np.abs(wrong.expected))
    if (np.abs(off) < 1e-4 * scale).any():
        return None
    if _is_one_number(off):
        direction = "large" if off[0] > 0 else "small"
        return (
            f"each value is too {direction} by the same {_in_digits(abs(off[0]))}: is something "
            "added that should not be, or left out?"
        )
    usable = {name: value for name, value in wrong.quantities.items() if are_several(value)}
    found = [words for name, value in usable.items() for words in _by_term(off, name, value)] or [
        f"each value is off by {one} - {other}: is {one} used where {other} belongs?"
        for one, other in itertools.permutations(usable, 2)
        if near(off, usable[one] - usable[other]).all()
    ]
    return found[0] if len(found) == 1 else None


def _by_term(off: np.ndarray, name: str, value: np.ndarray) -> Iterator[str]:
    if near(off, value).all():
        yield (
            f"each value is the right one plus {name}: is {name} added once too often, or never "
            "subtracted?"
        )
    if near(off, -value).all():
        yield (
            f"each value is the right one minus {name}: is {name} subtracted once too often, or "
            "never added?"
        )
    if near(np.abs(off), 2 * np.abs(value)).all() and near(off / off[0], value / value[0]).all():
        yield f"each value is off by twice {name}: has {name} the wrong sign?"


def _function(wrong: _Wrong) -> str | None:
    for change, words in _FUNCTIONS:
        with np.errstate(all="ignore"):
            changed = change(wrong.expected)
        if are_several(changed) and near(wrong.got, changed).all():
            return words
    return None


_FUNCTIONS: tuple[tuple[Callable[[np.ndarray], np.ndarray], str], ...] = (
    (
        np.reciprocal,
        "each value is 1 divided by the right one: is a fraction upside down?",
    ),
    (np.square, "each value is the square of the right one: is a root missing?"),
    (
        np.sqrt,
        "each value is the root of the right one: is there a root too many, or is a square "
        "missing?",
    ),
    (np.exp, "each value is e to the power of the right one: is a logarithm missing?"),
    (
        np.log,
        "each value is the logarithm of the right one: is there a logarithm too many, or is an "
        "exponential missing?",
    ),
    (lambda right: 1 - right, "each value is 1 minus the right one: is it the other share?"),
    (
        lambda right: np.abs(right) if (right > 0).any() else np.full_like(right, np.nan),
        "each value has lost its sign: `abs`, a square or a root takes it away",
    ),
)


def _rounded(wrong: _Wrong) -> str | None:
    if wrong.expected.size < _FEW:
        return None
    for decimals in range(_MOST_DECIMALS):
        unit = 10.0**-decimals
        for to_whole in (np.round, np.floor, np.trunc):
            rounded = to_whole(wrong.expected / unit) * unit
            if np.unique(rounded).size >= _FEW and near(wrong.got, rounded).all():
                return (
                    "each value is rounded: return all its digits, which `round`, `int` and `//` "
                    "take away"
                )
    return None


def _is_one_number(numbers: np.ndarray) -> bool:
    return _are_near_number(numbers, float(numbers[0]))


def _are_near_number(numbers: np.ndarray, number: float) -> bool:
    return bool(near(numbers, np.full_like(numbers, number)).all())


_OF_VALUES = (_not_finite, _factor, _difference, _function, _rounded)

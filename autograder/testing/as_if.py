"""Wrong values that would be right for other arguments: it is then known which one is misread."""

import itertools
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.testing.seen import Seen, are_different, are_near, as_numbers, quantities

Quantities = Mapping[str, np.ndarray]
_Change = Callable[[np.ndarray], np.ndarray]

_MOST_NAMES = 2  # of arguments that may be meant, if several explain the same values
_LONG = 4  # values of an array that are an order
_CHANGES: tuple[tuple[_Change, str, str], ...] = (
    (np.negative, "had the opposite sign", "is a minus missing, or is there one too many?"),
    (np.zeros_like, "were 0", "is a term with it missing?"),
    (np.ones_like, "were 1", "is a product with it, or a division by it, missing?"),
    (
        np.reciprocal,
        "were upside down, 1 divided by itself",
        "is it multiplied where it should be divided, or the other way round?",
    ),
    (lambda value: 1000 * value, "were 1000 times as large", "is a unit converted wrongly?"),
    (lambda value: value / 1000, "were 1000 times smaller", "is a unit converted wrongly?"),
    (lambda value: 2 * value, "were twice as large", "is it counted twice?"),
    (lambda value: value / 2, "were half as large", "is it halved, or should it be doubled?"),
    (np.square, "were squared", "is there a square too many, or is a root missing?"),
    (np.sqrt, "were its square root", "is there a root too many, or is a square missing?"),
    (np.abs, "were never negative", "what happens to it where it is negative?"),
)
_CHANGES_OF_ORDER: tuple[tuple[_Change, str, str], ...] = (
    (
        lambda value: np.sort(value) if value.ndim else value,
        "were sorted",
        "it has to stay in the order in which it comes.",
    ),
    (
        lambda value: np.linspace(value[0], value[-1], value.size) if value.ndim == 1 else value,
        "were evenly spaced from its first to its last value",
        "are these made anew, where those that are given should be taken?",
    ),
    (
        lambda value: np.full_like(value, value[0]),
        "kept its first value",
        "does the index with which it is read move on?",
    ),
    (
        lambda value: np.roll(value, -1),
        "came one sample earlier",
        "with which index is it read?",
    ),
    (lambda value: np.roll(value, 1), "came one sample later", "with which index is it read?"),
)


def as_if(seen: Sequence[Seen], right: Callable[..., Any]) -> str | None:
    """Find the argument that, with another value, would make right all that was returned.

    Parameters
    ----------
    seen
        All calls whose values were compared, those that are right among them.
    right
        Computes the right value from the arguments, for whatever values they have, and at once.

    Returns
    -------
    str or None
        What is seen and what to look for; None if there is no such argument, if there are many, or
        if all that is wrong comes from one input.
    """
    wrong = [one for one in seen if not _are_equal(one.got, one.expected)]
    inputs = [quantities(one.arguments) for one in wrong]
    if not wrong or not are_different(inputs) or not all(_has_numbers(one.got) for one in wrong):
        return None
    usable = [name for name in inputs[0] if all(name in one for one in inputs)]
    equal = [one for one in seen if _are_equal(one.got, one.expected)]
    calls = [(one, quantities(one.arguments)) for one in (*wrong, *equal)]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for kind in _kinds(usable, inputs):
            found = [
                (name, words)
                for name, change, words in kind
                if all(_explains(change, of, one, right) for one, of in calls)
            ]
            if found:
                return _sentence(found)
    return None


def _sentence(found: Sequence[tuple[str, tuple[str, str]]]) -> str | None:
    (would_be, question), *more = (words for _name, words in found)
    names = [name for name, _words in found]
    if len(names) > _MOST_NAMES:
        return None
    if more and more[0] == _of_two(*names[::-1]):
        would_be, question = "had the same value", "is one used where the other belongs?"
        return f"What it returns would be right if {' and '.join(names)} {would_be}: {question}"
    if more and more[0] != (would_be, question):
        return None
    subject = " or ".join(names)
    return f"What it returns would be right if {subject} {would_be}: {question}"


def _kinds(
    names: Sequence[str], inputs: Sequence[Quantities]
) -> Iterator[list[tuple[str, Callable[[Quantities], Quantities], tuple[str, str]]]]:
    """Changes of the arguments, those of one kind together."""
    for change, would_be, question in _CHANGES:
        yield [(name, _of_one(name, change), (would_be, question)) for name in names]
    # A column in place of a row would fill a whole table.
    flat = [name for name in names if all(one[name].ndim < 2 for one in inputs)]
    pairs = itertools.permutations(flat, 2)
    yield [(pair[0], _in_place_of(*pair), _of_two(*pair)) for pair in pairs]
    for one, other in itertools.combinations(names, 2):
        if any(at[one].shape != at[other].shape for at in inputs):
            continue
        words = (f"and {other} were exchanged", "in which order are they given or used?")
        yield [(one, _exchanged(one, other), words)]
    orders = [name for name in names if all(one[name].size >= _LONG for one in inputs)]
    for change, would_be, question in _CHANGES_OF_ORDER:
        yield [(name, _of_one(name, change), (would_be, question)) for name in orders]


def _of_two(name: str, other: str) -> tuple[str, str]:
    return f"had the value of {other}", f"is {other} used where {name} belongs?"


def _of_one(name: str, change: _Change) -> Callable[[Quantities], Quantities]:
    return lambda of: {name: change(of[name])}


def _in_place_of(name: str, other: str) -> Callable[[Quantities], Quantities]:
    return lambda of: {name: _in_shape_of(of[name], of[other])}


def _exchanged(one: str, other: str) -> Callable[[Quantities], Quantities]:
    return lambda of: {one: of[other], other: of[one]}


def _in_shape_of(value: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.full(value.shape, other) if not other.ndim else other


def _explains(
    change: Callable[[Quantities], Quantities],
    of: Quantities,
    one: Seen,
    right: Callable[..., Any],
) -> bool:
    """Whether the right value for changed arguments is what was returned."""
    try:
        changed = _with(one.arguments, change(of))
        return _are_equal(one.got, right(*changed.values()))
    except Exception:  # nothing is right for arguments that cannot be
        return False


def _with(arguments: Mapping[str, Any], changed: Quantities) -> dict[str, Any]:
    return {
        name: (
            _with(value, changed)
            if isinstance(value, Mapping)
            else _in_form_of(value, changed[name])
            if name in changed
            else value
        )
        for name, value in arguments.items()
    }


def _in_form_of(value: Any, changed: np.ndarray) -> Any:
    if isinstance(value, list):
        return changed.tolist()
    return changed.copy() if changed.ndim else float(changed)


def _are_equal(got: Any, expected: Any) -> bool:
    if isinstance(expected, tuple):
        return (
            isinstance(got, tuple | list)
            and len(got) == len(expected)
            and all(map(_are_equal, got, expected))
        )
    value, right = as_numbers(got), as_numbers(expected)
    if value is not None and right is not None and not value.ndim:
        value = np.full(right.shape, value)  # a formula that an array has dropped out of
    return are_near(value, right)


def _has_numbers(got: Any) -> bool:
    """Whether what was returned is something else than nan or 0 throughout."""
    if isinstance(got, tuple | list) and not all(np.isscalar(part) for part in got):
        return all(map(_has_numbers, got))
    value = as_numbers(got)
    return value is not None and bool(value[np.isfinite(value)].any())

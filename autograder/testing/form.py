"""What values are made of, whatever they are: can a comparison read them."""

import math
import numbers
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.testing.drawn import Drawing

_REAL = "biuf"


def is_of_form(value: Any, expected: Any) -> bool:
    """Whether a value has the form of the expected one, so that every comparison can read it.

    Parameters
    ----------
    value
        A student's value.
    expected
        The right one, or the curves that a figure should show.
    """
    if isinstance(value, Drawing):
        return True  # it was described by the grader itself
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and value.keys() == expected.keys()
            and all(is_of_form(value[key], expected[key]) for key in expected)
        )
    if isinstance(expected, str) or expected is None:
        return type(value) is type(expected)
    if isinstance(expected, tuple | list) and isinstance(value, tuple | list):
        return len(value) == len(expected) and all(map(is_of_form, value, expected))
    try:
        got, right = np.asarray(value), np.asarray(expected)
    except (ValueError, TypeError):
        return False
    return got.shape == right.shape and got.dtype.kind in _REAL and right.dtype.kind in _REAL


def are_one_number(values: Iterable[Any]) -> bool:
    """Whether all values are the same finite number."""
    found = list(values)
    if not all(_is_finite_number(value) for value in found):
        return False
    return len({float(value) for value in found}) == 1


def are_alike(values: Iterable[Any]) -> bool:
    """Whether all values are the same; those that cannot be compared are not."""
    first, *others = values
    if isinstance(first, tuple):
        return all(
            isinstance(other, tuple)
            and len(other) == len(first)
            and all(are_alike(pair) for pair in zip(first, other, strict=True))
            for other in others
        )
    try:
        return all(np.array_equal(first, other, equal_nan=True) for other in others)
    except (TypeError, ValueError):
        return False


def is_flat(value: Any) -> bool:
    """Whether it is an array, or a list, of one number over and over."""
    if isinstance(value, list) and is_of_form(value, [0.0] * len(value)):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray) or value.size < 2 or value.dtype.kind not in _REAL:
        return False
    return bool((value == value.flat[0]).all())


def _is_finite_number(value: Any) -> bool:
    if isinstance(value, np.ndarray) and not value.ndim:
        value = value[()]
    return isinstance(value, numbers.Real) and math.isfinite(value)

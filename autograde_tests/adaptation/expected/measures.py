"""Rates, indices and names of patterns in `adaptation`, and what comes near enough."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.testing.compare import Close, Part, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

DWDT = Close("dw/dt", "pA/ms", over=("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V"])))
INDEX = Close("The index")
RATES = Close("The rates", "Hz")
CORRELATION = Close("The correlation")
IMPEDANCE = Close(
    "The impedance",
    "mV/pA",
    over=("frequency (Hz)", lambda arguments, _n: np.atleast_1d(arguments["frequencies"])),
)
_NULLCLINES = ("w on the V-nullcline", "w on the w-nullcline")


def is_word(got: Any, expected: str, _arguments: Mapping[str, Any]) -> Problem | None:
    """Compare names of patterns."""
    if isinstance(got, str) and got.strip().lower() == expected:
        return None
    written = f"“{got}”" if isinstance(got, str) else "no word"
    return Problem(f"This train is {expected}; your answer is {written}.")


def rate(at: int) -> Comparison:
    """One of the two rates."""
    return _one_of_two(at, ("the initial rate", "the steady rate"), "Hz")


def _one_of_two(at: int, names: tuple[str, str], unit: str) -> Comparison:
    """One of two numbers, returned in whatever holds two of them."""
    what = names[at][0].upper() + names[at][1:]

    @comparison
    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        both = numbers(got)
        if both.shape != (2,):
            return Problem(f"It should return 2 numbers: {names[0]}, {names[1]}.")
        return Close(what, unit)(both[at], expected[at], arguments)

    return compare


def nullcline(at: int) -> Part:
    """One of the two nullclines, at each V of an array."""
    over = ("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V"]))
    return Part(_NULLCLINES[at], _NULLCLINES, Close(_NULLCLINES[at], "pA", over=over))


W_NULLCLINE_AT_ONE_V = _one_of_two(1, _NULLCLINES, "pA")

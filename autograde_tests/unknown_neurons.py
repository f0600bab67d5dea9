"""What assignments with an unknown neuron share: how it is asked, how near its parameters are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing.compare import numbers
from autograder.testing.malformed import MalformedError, comparison
from autograder.testing.verdict import Problem

T, DT, MOST_CALLS = 500.0, 0.1, 300
_STRONGEST = 1e9  # pA


def checked_current(I_inj: Any) -> np.ndarray:
    """The current (pA) that an unknown neuron is asked with.

    Raises
    ------
    ValueError
        If it is neither a number nor one value per sample, or too large.
    """
    current = np.asarray(I_inj, dtype=float)
    if current.shape not in ((), (round(T / DT),)):
        raise ValueError(f"the current is one number or an array of {round(T / DT)} values")
    if not (np.abs(current) <= _STRONGEST).all():
        raise ValueError("the current is not finite, or larger than a billion pA")
    return current


def value_of(got: Any, name: str) -> float:
    """One entry of a dictionary of parameters.

    Raises
    ------
    MalformedError
        If there is none, or if it is not one finite number.
    """
    if not isinstance(got, dict):
        numbers(got)  # says what it is, if it is no number
        raise MalformedError("Return a dictionary with the parameters by their names.")
    if name not in got:
        raise MalformedError(f"There is no {name} in the dictionary.")
    value = numbers(got[name])
    if value.shape or not np.isfinite(value):
        raise MalformedError(f"{name} is not one finite number.")
    return float(value)


@dataclass(frozen=True)
class Parameter:
    """One entry of a dictionary is near the right one.

    Attributes
    ----------
    name, unit
        Of the parameter.
    off
        What it may be off by, in its unit or, if it is measured in shares, as a share of it.
    is_share
        Whether it is measured in shares.
    """

    name: str
    unit: str
    off: float
    is_share: bool = False

    @comparison
    def __call__(self, got: Any, expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        value, right = value_of(got, self.name), expected[self.name]
        if abs(value - right) <= self.off * (abs(right) if self.is_share else 1.0):
            return None
        return Problem(f"{self.name} was {right:.4g} {self.unit}; you found {value:.4g}.")

"""Inputs of the `ode` assignment's hidden tests.

The numbers of one call come from ranges that do not overlap, so that none can pass for another.
"""

from collections.abc import Callable

import numpy as np

from autograde_tests.random_inputs import Range, dt_and_T, even_times, from_ranges, times, unround


def _run(fewest: int, rate: Range, *starts: Range, each: str = "T") -> Callable:
    """Draw a, the starts, dt and T; the rate is given in units of 1/dt or 1/T."""

    def inputs(rng: np.random.Generator) -> tuple:
        dt, T = dt_and_T(rng, (0.05, 0.12), fewest, 2 * fewest)
        a = unround(rng, *rate, 5) / {"T": T, "dt": dt}[each]
        return a, *(unround(rng, *start, 5) for start in starts), dt, T

    return inputs


def _labels(rng: np.random.Generator, *ranges: Range) -> list[float]:
    """Values with so few digits that they can stand in a legend, in any order."""
    values = [
        round(unround(rng, *limits, 5), 2 if abs(limits[0]) > 0.1 else 3) for limits in ranges
    ]
    return [values[at] for at in rng.permutation(len(values))]


def _family(parameter: str, *ranges: Range) -> Callable:
    return lambda rng: (parameter, _labels(rng, *ranges))


def _whole_times(rng: np.random.Generator) -> np.ndarray:
    return np.arange(1, int(rng.integers(5, 8)))


def _whole_places(rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(np.arange(-3, 9))[: int(rng.integers(5, 9))]


def _whole_places_above_zero(rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(np.arange(1, 9))[: int(rng.integers(5, 9))]


def starts(rng: np.random.Generator) -> tuple:
    """Several x_0, a and T."""
    values = [*_labels(rng, (-1.8, -1.2), (0.62, 0.88)), int(rng.integers(3, 6))]
    return (
        values,
        unround(rng, 0.21, 0.47, 5) * float(rng.choice([-1, 1])),
        unround(rng, 4.1, 5.9, 5),
    )


_A, _NEGATIVE = (0.31, 0.87), (-0.87, -0.31)
_START, _NEGATIVE_START, _K, _ABOVE_K = (1.3, 2.9), (-2.9, -1.3), (4.1, 6.8), (7.3, 9.9)

many_times = from_ranges(times, _A, _START)
downwards = from_ranges(even_times, _NEGATIVE, _START)
from_below_zero = from_ranges(even_times, _A, _NEGATIVE_START)
at_whole_times = from_ranges(_whole_times, _A, lambda rng: int(rng.integers(2, 6)))
rising_step = from_ranges((2.1, 4.9), (0.6, 1.8), (0.11, 0.37))
falling_step = from_ranges((-4.9, -2.1), (-1.8, -0.6), (0.11, 0.37))
step_back = from_ranges((2.1, 4.9), (-47, -11), (0.002, 0.009))
growing = from_ranges(_A, (1.3, 4.9))
decaying = from_ranges(_NEGATIVE, (-4.9, -1.3))
decaying_places = from_ranges(_NEGATIVE, _whole_places_above_zero)
growing_run = _run(20, (2.2, 3.1), _START)
decaying_run = _run(20, (-7.9, -5.1), _NEGATIVE_START)
jumping_run = _run(8, (-1.8, -1.6), _START, each="dt")
below_K = from_ranges(_A, _K, _START)
around_K = from_ranges(_A, _K, _whole_places)
S_shaped_run = _run(35, (7.2, 9.8), (0.11, 0.39), (2.3, 4.7))
run_from_above = _run(20, (3.1, 4.9), (5.3, 7.6), (2.3, 4.7))
overshooting_run = _run(20, (1.4, 1.8), (1.01, 1.28), (2.6, 3.2), each="dt")
check_run = _run(60, (0.28, 0.36), (2.4, 3.1), (0.86, 0.95), each="dt")
logistic_times = from_ranges(times, _A, _K, (0.93, 1.28))
logistic_times_above = from_ranges(even_times, _A, _K, _ABOVE_K)
logistic_whole_times = from_ranges(_whole_times, _A, _K, _START)

# Curves differ by more than the tolerance, and also where arguments are exchanged they stay finite.
rates = from_ranges(
    lambda rng: _labels(rng, (-0.89, -0.71), (-0.58, -0.42), (0.12, 0.19), (0.23, 0.38)),
    _START,
    (4.1, 5.9),
)
family_of_a = _family("a", (0.41, 0.52), (0.63, 0.75), (0.84, 0.97))
family_of_K = _family("K", (0.31, 0.42), (0.53, 0.66), (0.74, 0.91))
family_of_x_0 = _family("x_0", (0.016, 0.029), (0.061, 0.098), (0.31, 0.48), (1.31, 1.72))

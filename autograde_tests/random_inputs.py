"""Random numbers for the inputs of hidden tests, as several assignments draw them."""

from collections.abc import Callable, Mapping

import numpy as np

from autograder.testing.exercise import Inputs

Range = tuple[float, float]


def unround(rng: np.random.Generator, low: float, high: float, digits: int = 2) -> float:
    """A number with some digits after the point."""
    return round(float(rng.uniform(low, high)), digits)


def drawn_evenly(rng: np.random.Generator, low: float, high: float) -> float:
    """A number as likely to be in each range whose ends have the same ratio."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def from_ranges(*parts: Range | Callable) -> Inputs:
    """Draw each argument from a range, to five digits, or with a function of the generator."""

    def inputs(rng: np.random.Generator) -> tuple:
        return tuple(part(rng) if callable(part) else unround(rng, *part, 5) for part in parts)

    return inputs


def times(rng: np.random.Generator) -> np.ndarray:
    """Some times in rising order (ms)."""
    return np.sort(np.round(rng.uniform(0.3, 3.3, int(rng.integers(6, 10))), 5))


def even_times(rng: np.random.Generator) -> np.ndarray:
    """Times from 0 on, evenly spaced (ms)."""
    return np.linspace(0, unround(rng, 2.1, 3.3), int(rng.integers(6, 10)))


def dt_and_T(rng: np.random.Generator, dts: Range, fewest: int, most: int) -> tuple[float, float]:
    """A time step and a duration such that all usual ways to count the samples agree.

    Parameters
    ----------
    rng
        The source of random numbers.
    dts
        The range of the time step (ms).
    fewest, most
        The range of the number of steps, the upper end left out.
    """
    while True:
        dt, n = round(unround(rng, *dts, 5), 3), int(rng.integers(fewest, most))
        T = round(n * dt, 6)
        if n == int(T / dt) == round(T / dt) == len(np.arange(0, T, dt)):
            return dt, T


def noisy_wave(
    rng: np.random.Generator, params: Mapping[str, float], swing: float = 0.5
) -> np.ndarray:
    """A wave with noise, one value for each step of a run: to be multiplied with a current.

    Parameters
    ----------
    rng
        The source of random numbers.
    params
        With the duration T and the time step dt (ms).
    swing
        How far the wave goes up and down from its mean, which is 0.3.
    """
    n = round(params["T"] / params["dt"])
    wave = np.sin(2 * np.pi * (np.arange(n) / n * rng.uniform(3, 5) + rng.uniform()))
    return 0.3 + swing * wave + rng.uniform(-0.08, 0.08, n)

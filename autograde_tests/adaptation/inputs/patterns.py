"""Trains of spikes of each firing pattern, also close to the limits between two of them."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround
from reference import adaptation_index

from .neurons import aLIF_neuron

_TRIALS = 500


def _pattern(spikes: np.ndarray, T: float, dt: float, params: dict) -> tuple:
    return [int(k) for k in spikes], params | {"T": T, "dt": dt}


_SHORTEST = 3.0, 33.0  # ms


def _spread(
    rng: np.random.Generator, intervals: np.ndarray, dt: float, after: float = 1.05
) -> tuple:
    """A train with such intervals, in any unit, and a run that ends soon after it."""
    # How short the shortest is tells nothing: for each pattern it may be below 10 ms.
    intervals = intervals / np.min(intervals) * np.exp(rng.uniform(*np.log(_SHORTEST)))
    times = np.cumsum([unround(rng, 5, 15), *intervals])
    T = round(float(times[-1]) * after / dt) * dt
    return _pattern(np.rint(times / dt), T, dt, aLIF_neuron(rng))


def _step(rng: np.random.Generator) -> float:
    return float(rng.choice([0.1, 0.2, 0.25]))


def silent(rng: np.random.Generator) -> tuple:
    return [], aLIF_neuron(rng)


def transient(rng: np.random.Generator) -> tuple:
    """The last spike comes in the second quarter: neither early, nor late in samples."""
    intervals = rng.uniform(8, 14, int(rng.integers(3, 7)))
    return _spread(rng, intervals, _step(rng), after=float(rng.uniform(2.4, 3.5)))


def one_early_spike(rng: np.random.Generator) -> tuple:
    """In the first half of the run, though not of what its number would be in ms."""
    params, dt = aLIF_neuron(rng), _step(rng)
    return _pattern(np.array([_early(rng, dt)]), 300.0, dt, params)


def an_early_and_a_late_spike(rng: np.random.Generator) -> tuple:
    """Of no pattern but the last."""
    params, dt = aLIF_neuron(rng), _step(rng)
    late = round(float(rng.uniform(200, 280)) / dt)
    return _pattern(np.array([_early(rng, dt), late]), 300.0, dt, params)


def _early(rng: np.random.Generator, dt: float) -> int:
    return round(float(rng.uniform(60, 130)) / dt)


def tonic(rng: np.random.Generator) -> tuple:
    """Slightly longer at the end, but by less than an index of 0.1."""
    growth = np.linspace(1, rng.uniform(1.02, 1.12), int(rng.integers(12, 20)))
    return _spread(rng, rng.uniform(6.5, 8.5) * growth, _step(rng))


def speeding(rng: np.random.Generator) -> tuple:
    growth = np.geomspace(rng.uniform(1.8, 2.6), 1, int(rng.integers(10, 16)))
    return _spread(rng, rng.uniform(9, 16) * growth, _step(rng))


def initial_burst(rng: np.random.Generator) -> tuple:
    slow = rng.uniform(45, 65) * rng.uniform(0.93, 1.07, int(rng.integers(6, 10)))
    return _spread(rng, np.concatenate([rng.uniform(2, 4, 2), slow]), _step(rng))


def at_every_limit(rng: np.random.Generator) -> tuple:
    """The last spike at T/2, intervals half the one before, an index of 0.1, all exactly."""
    unit = int(rng.integers(8, 16))
    for _ in range(_TRIALS):
        doublings = np.abs(np.cumsum(rng.integers(-1, 2, int(rng.integers(7, 14)))))
        intervals = unit * np.array([9, *9 * 2**doublings, 11])
        ratios = intervals[1:] / intervals[:-1]
        index = adaptation_index(0.25 * intervals)
        is_stand_in = abs(index - 0.1) > 1e-6  # for here the index is 0.1, but for rounding
        if ratios.min() == 0.5 and (index == 0.1 or is_stand_in):
            break
    spikes = int(rng.integers(40, 90)) + np.cumsum([0, *intervals])
    return _pattern(spikes, 2 * 0.25 * int(spikes[-1]), 0.25, aLIF_neuron(rng))


def a_little_adapted(rng: np.random.Generator) -> tuple:
    """Ends at an index of 0.12 to 0.16."""
    index = rng.uniform(0.12, 0.16)
    growth = np.geomspace(1, (1 + index) / (1 - index), int(rng.integers(8, 14)))
    return _spread(rng, rng.uniform(15, 20) * growth, _step(rng))


def bursting(rng: np.random.Generator) -> tuple:
    bursts = rng.uniform(4, 7, (int(rng.integers(4, 7)), int(rng.integers(2, 5))))
    bursts[:, -1] = rng.uniform(40, 70, len(bursts))
    return _spread(rng, bursts.ravel(), _step(rng))

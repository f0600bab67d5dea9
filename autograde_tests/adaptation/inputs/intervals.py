"""Intervals, and the trains of spikes that have them, for what is measured of a train."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround
from reference import serial_correlation

from .neurons import aLIF_neuron


def slowing_down(rng: np.random.Generator) -> tuple:
    return (np.sort(np.round(rng.uniform(5, 60, int(rng.integers(4, 12))), 2)),)


def speeding_up(rng: np.random.Generator) -> tuple:
    return (slowing_down(rng)[0][::-1].copy(),)


def listed_intervals(rng: np.random.Generator) -> tuple:
    ISI = np.round(rng.uniform(5, 60, int(rng.integers(4, 12))), 2)
    ISI[[0, -1]] = unround(rng, 12, 20), unround(rng, 24, 40)  # neither shortest nor longest
    ISI[1:3] = unround(rng, 70, 90), unround(rng, 3, 5)
    return (ISI.tolist(),)


def two_intervals(rng: np.random.Generator) -> tuple:
    return (np.array([unround(rng, 12, 20), unround(rng, 24, 40)]),)


def one_interval(rng: np.random.Generator) -> tuple:
    return (slowing_down(rng)[0][:1],)


def no_interval(_rng: np.random.Generator) -> tuple:
    return (np.array([]),)


# Neighbours


def in_turn(rng: np.random.Generator) -> tuple:
    """Mostly a short interval after a long one, and the other way round."""
    count = int(rng.integers(7, 13))
    ISI = np.where(np.arange(count) % 2, 40.0, 20.0) + rng.uniform(-9, 9, count)
    return (np.round(ISI, 2),)


def drifting(rng: np.random.Generator) -> tuple:
    """Intervals in whole ms that get longer, and hardly more regular than that."""
    count = int(rng.integers(8, 14))
    return (np.rint(np.linspace(10, 40, count) + rng.uniform(-7, 7, count)).astype(int).tolist(),)


def four_intervals(rng: np.random.Generator) -> tuple:
    """Not three: those make two pairs, whose correlation is 1 or -1, and may be guessed.

    Neighbours are alike here: in turn is another check.
    """
    ISI = np.array([10.0, 41.0])
    while not serial_correlation(ISI) > 0:
        ISI = np.round(rng.permutation([10.0, 22.0, 33.0, 41.0]) + rng.uniform(-4, 4, 4), 2)
    return (ISI,)


def one_or_two_intervals(rng: np.random.Generator) -> tuple:
    return (in_turn(rng)[0][: int(rng.integers(1, 3))],)


# Trains


def _train(rng: np.random.Generator, count: int) -> tuple[list[int], dict]:
    params = aLIF_neuron(rng, T=unround(rng, 900, 1400), dt=float(rng.choice([0.1, 0.2])))
    growth = np.linspace(1, rng.uniform(3, 5), count)
    intervals = np.rint(rng.uniform(60, 90) * growth * rng.uniform(0.9, 1.1, count)).astype(int)
    start = int(rng.integers(150, 300))
    return [start, *(int(k) for k in start + np.cumsum(intervals))], params


def even_number_of_intervals(rng: np.random.Generator) -> tuple:
    return _train(rng, 2 * int(rng.integers(3, 6)))


def odd_number_of_intervals(rng: np.random.Generator) -> tuple:
    return _train(rng, 2 * int(rng.integers(3, 6)) + 1)


def array_of_spikes(rng: np.random.Generator) -> tuple:
    spikes, params = _train(rng, int(rng.integers(6, 10)))
    return np.array(spikes), params


def too_few_spikes(rng: np.random.Generator) -> tuple:
    spikes, params = even_number_of_intervals(rng)
    return spikes[: int(rng.integers(0, 2))], params

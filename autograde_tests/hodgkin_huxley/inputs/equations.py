"""What the rates, the gates and the currents of the axon are asked for."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround

from .neurons import HH_neuron

# Rates and gates


def one_voltage(rng: np.random.Generator) -> tuple:
    return (unround(rng, -95, -60) if rng.uniform() < 0.5 else unround(rng, -35, 35),)


def voltages(rng: np.random.Generator) -> tuple:
    V = rng.choice(np.arange(-100, 48, 7), int(rng.integers(6, 12)), replace=False)
    return (V,)  # neither -40 nor -55


def around_hole_of_m(rng: np.random.Generator) -> tuple:
    return (_around(rng, -40.0),)


def around_hole_of_n(rng: np.random.Generator) -> tuple:
    return (_around(rng, -55.0),)


def _around(rng: np.random.Generator, hole: float) -> np.ndarray:
    """Voltages, of which one is the hole and one so near that its rate is not quite the limit."""
    V = hole + np.round(rng.uniform(1, 9, 6), 1) * rng.choice([-1, 1], 6)
    at, near = rng.permutation(np.arange(1, 5))[:2]
    V[at], V[near] = hole, hole + rng.choice([-0.4, 0.4])
    return V


def _rate(rng: np.random.Generator) -> float:
    return unround(rng, 0.03, 4, 3)


def rates(rng: np.random.Generator) -> tuple:
    return _rate(rng), _rate(rng)


def rates_of_many(rng: np.random.Generator) -> tuple:
    return tuple(np.round(rng.uniform(0.03, 4, (2, int(rng.integers(4, 9)))), 3))


def rates_and_share(rng: np.random.Generator) -> tuple:
    return *rates(rng), unround(rng, 0.1, 0.9, 3)


def rates_and_shares(rng: np.random.Generator) -> tuple:
    alpha, beta = rates_of_many(rng)
    return alpha, beta, np.round(rng.uniform(0, 1, alpha.size), 3)


def axis_of_voltages(rng: np.random.Generator) -> tuple:
    # An even number of steps from an unround start: the holes are not among them.
    start = unround(rng, -104, -96) + 0.037
    return (start + np.arange(int(rng.integers(140, 170))),)


# Currents


def leak_alone(rng: np.random.Generator) -> tuple:
    h = unround(rng, 0.45, 0.6, 3)
    return unround(rng, -90, -20), 0.0, h, 0.0, HH_neuron(rng, 100.0, 0.01)


def sodium_alone(rng: np.random.Generator) -> tuple:
    V, m, h, n = _voltages_and_gates(rng)
    return V, m, h, 0 * n, HH_neuron(rng, 100.0, 0.01) | {"g_L": 0.0}


def potassium_alone(rng: np.random.Generator) -> tuple:
    V, m, h, n = _voltages_and_gates(rng)
    return V, 0 * m, h, n, HH_neuron(rng, 100.0, 0.01) | {"g_L": 0.0}


def _voltages_and_gates(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    count = int(rng.integers(4, 8))
    V = np.round(rng.uniform(-90, 40, count), 2)
    return V, *np.round(rng.uniform(0.1, 0.9, (3, count)), 3)

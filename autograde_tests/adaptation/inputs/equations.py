"""States and membranes for the equations: dw/dt, nullclines, impedance."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround

from .neurons import AdEx_neuron, aLIF_neuron


def decaying(rng: np.random.Generator) -> tuple:
    params = aLIF_neuron(rng)
    return params["E_L"], unround(rng, 20, 90), params


def pulled_by_V(rng: np.random.Generator) -> tuple:
    return unround(rng, -66, -50), 0.0, aLIF_neuron(rng)


def arrays_of_states(rng: np.random.Generator) -> tuple:
    n = int(rng.integers(5, 9))
    V, w = np.round(rng.uniform(-90, -50, n), 2), np.round(rng.uniform(-40, 120, n), 2)
    return V, w, aLIF_neuron(rng)


def whole_numbers(rng: np.random.Generator) -> tuple:
    params = aLIF_neuron(rng) | {"a": 3, "E_L": -int(rng.integers(70, 79)), "tau_w": 130}
    return -int(rng.integers(52, 66)), int(rng.integers(20, 90)), params


def voltages(rng: np.random.Generator) -> tuple:
    params = AdEx_neuron(rng)
    V = np.sort(np.round(rng.uniform(-85, params["V_rh"] + 5, int(rng.integers(5, 9))), 2))
    return V, params, unround(rng, 110, 390)


def one_voltage(rng: np.random.Generator) -> tuple:
    """Where the exponential counts."""
    _V, params, I_ext = voltages(rng)
    return params["V_rh"] + unround(rng, -1, 4), params, I_ext


# Below the threshold


def _membrane_of(rng: np.random.Generator, a: float) -> dict:
    return aLIF_neuron(rng) | {"a": a, "tau_m": unround(rng, 7, 15), "tau_w": unround(rng, 70, 130)}


def at_rest(rng: np.random.Generator) -> tuple:
    return _membrane_of(rng, unround(rng, 14, 24)), np.array([0])


def passive_membrane(rng: np.random.Generator) -> tuple:
    return _membrane_of(rng, 0.0), np.sort(np.round(rng.uniform(0.5, 90, 6), 2))


def resonant_membrane(rng: np.random.Generator) -> tuple:
    frequencies = np.concatenate([rng.uniform(0.5, 5, 2), rng.uniform(5, 12, 3), [44.0]])
    return _membrane_of(rng, unround(rng, 14, 24)), np.round(rng.permutation(frequencies), 2)


def one_frequency(rng: np.random.Generator) -> tuple:
    return _membrane_of(rng, unround(rng, -5, -3)), unround(rng, 2, 20)

"""Parameters of neurons, from ranges that do not overlap, so that none can pass for another."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround


def _membrane(rng: np.random.Generator, T: float, dt: float | None) -> dict:
    dt = dt or float(rng.choice([0.1, 0.2]))
    return {
        "tau_m": unround(rng, 15, 24),
        "g_L": unround(rng, 7, 13),
        "E_L": unround(rng, -77, -73),
        "V_0": unround(rng, -68, -63),
        "V_reset": unround(rng, -86, -80),
        # Not quite a whole number of steps, but near one: a hold may be rounded either way.
        "tref": round((round(rng.uniform(3.6, 6.4) / dt) + rng.choice([-0.2, 0.2])) * dt, 4),
        "T": T,
        "dt": dt,
    }


def EIF_neuron(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    return _membrane(rng, T, dt) | {
        "V_rh": unround(rng, -56, -52),
        "Delta_T": unround(rng, 1.3, 2.6),
        "V_th": unround(rng, -36, -30),
    }


def LIF_neuron(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    return _membrane(rng, T, dt) | {"V_th": unround(rng, -58, -54)}


def QIF_neuron(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    return _membrane(rng, T, dt) | {
        "a_0": unround(rng, 0.04, 0.07, 4),
        "V_c": unround(rng, -56, -51),
        "V_th": unround(rng, 27, 36),
    }

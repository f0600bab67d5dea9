"""Parameters and currents for simulations of the EIF and the QIF neuron."""

# ruff: noqa: D103 (the names say it)

from typing import Any

import numpy as np

from autograde_tests.random_inputs import noisy_wave, unround
from reference import rheobase_EIF, rheobase_QIF, simulate_EIF

from .neurons import EIF_neuron, QIF_neuron


def changing_current(rng: np.random.Generator) -> tuple:
    return _changing(rng, EIF_neuron(rng), rheobase_EIF)


def constant_current(rng: np.random.Generator) -> tuple:
    params = EIF_neuron(rng)
    return params, round(rheobase_EIF(params) * rng.uniform(1.7, 2.6))


def step_of_current(rng: np.random.Generator) -> tuple:
    # Long holds: a current that pauses meanwhile goes on for some spikes too long.
    params = EIF_neuron(rng) | {"tref": unround(rng, 12, 14)}
    strength = round(rheobase_EIF(params) * rng.uniform(2.9, 3.3))
    current = np.zeros(round(params["T"] / params["dt"]))
    current[round(current.size * rng.uniform(0.1, 0.2)) :] = strength
    # It ends early in an interval: a step more or less in each one moves none across.
    *_, spike, following, _last = simulate_EIF(params, current)[2]
    current[(2 * spike + following) // 3 :] = 0.0
    return params, current


def threshold_near_V_rh(rng: np.random.Generator) -> tuple:
    """V is still slow at V_th, so that any other threshold is reached at another time."""
    params = EIF_neuron(rng)
    params["V_th"] = round(params["V_rh"] + rng.uniform(0.8, 1.2) * params["Delta_T"], 2)
    return params, round(rheobase_EIF(params) * rng.uniform(1.7, 2.6))


def steep_neuron(rng: np.random.Generator) -> tuple:
    """In steps so small that V_reset matters by more of them than a spike may be off by."""
    params = EIF_neuron(rng, dt=0.1) | {"Delta_T": unround(rng, 0.002, 0.02, 4)}
    return params, round(rheobase_EIF(params) * rng.uniform(1.5, 2.2))


def changing_current_QIF(rng: np.random.Generator) -> tuple:
    return _changing(rng, QIF_neuron(rng), rheobase_QIF)


def constant_current_QIF(rng: np.random.Generator) -> tuple:
    params = QIF_neuron(rng)
    return params, round(rheobase_QIF(params) * rng.uniform(3.5, 5.5))


def _changing(rng: np.random.Generator, params: dict, rheobase: Any) -> tuple:
    return params, rheobase(params) * noisy_wave(rng, params)

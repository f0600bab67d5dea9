"""Parameters of neurons that adapt, and currents for them.

Parameters are such that right simulators agree whatever their conventions (dt small beside tau_w,
currents well above the onset, regular firing) and the known mistakes do not (b well above a few pA,
V_reset below E_L, holds of many steps).
"""

# ruff: noqa: D103 (the names say it)

import numpy as np

import reference
from autograde_tests.random_inputs import noisy_wave, unround


def _adapting(rng: np.random.Generator, T: float, dt: float) -> dict:
    """What all neurons have; ranges do not overlap, so that none can pass for another."""
    return {
        "V_0": unround(rng, -68, -62),
        "tau_m": unround(rng, 15, 21),
        "g_L": unround(rng, 8, 13),
        "V_reset": unround(rng, -86, -80),
        "E_L": unround(rng, -76, -71),
        # Not quite a whole number of steps, but near one: a hold may be rounded either way.
        "tref": round(float(round(rng.uniform(3.6, 6.4) / dt) + rng.choice([-0.2, 0.2])) * dt, 4),
        "T": T,
        "dt": dt,
        "a": unround(rng, 2.6, 3.4),
        "b": unround(rng, 28, 56),
        "tau_w": unround(rng, 100, 160),
    }


def aLIF_neuron(rng: np.random.Generator, T: float = 200.0, dt: float = 0.1) -> dict:
    return _adapting(rng, T, dt) | {"V_th": unround(rng, -55, -50)}


def AdEx_neuron(rng: np.random.Generator, T: float = 200.0, dt: float = 0.1) -> dict:
    return _adapting(rng, T, dt) | {
        "V_rh": unround(rng, -53, -48),
        "Delta_T": unround(rng, 1.6, 2.4),
        "V_th": unround(rng, -31, -23),
    }


def Izhikevich_neuron(rng: np.random.Generator, T: float = 200.0, dt: float = 0.1) -> dict:
    params = _adapting(rng, T, dt) | {
        "a_0": unround(rng, 0.03, 0.05, 4),
        "V_c": unround(rng, -53, -48),
        "V_th": unround(rng, 22, 31),
    }
    return params | {"tau_m": unround(rng, 8, 12), "g_L": unround(rng, 12.5, 15)}


def threshold_current(params: dict) -> float:
    """Onset of the neuron without adaptation (pA)."""
    if "V_rh" in params:
        return reference.rheobase_EIF(params)
    if "V_c" in params:
        return reference.rheobase_QIF(params)
    return params["g_L"] * (params["V_th"] - params["E_L"])


def changing_for(rng: np.random.Generator, params: dict, swing: float) -> tuple:
    return params, threshold_current(params) * noisy_wave(rng, params, swing)


def constant_for(rng: np.random.Generator, params: dict, low: float, high: float) -> tuple:
    return params, round(threshold_current(params) * rng.uniform(low, high), 1)

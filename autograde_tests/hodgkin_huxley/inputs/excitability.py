"""How an axon at rest is kicked, and how soon again: searches for thresholds."""

# ruff: noqa: D103 (the names say it)

from typing import Any

import numpy as np
from scipy.optimize import brentq

from autograde_tests.random_inputs import unround
from reference import (
    RATES,
    I_ion,
    detect_spikes,
    gate_steady_state,
    refractory_period_HH,
    simulate_HH,
)

from .neurons import HH_neuron

# Kicks


def search_for_a_low_threshold(rng: np.random.Generator) -> tuple:
    """More sodium than the squid has: the threshold is some 2 mV below its -58.5 mV."""
    return _resting(rng, unround(rng, 135, 175), rng.uniform(0.95, 1.05))


def search_for_a_high_threshold(rng: np.random.Generator) -> tuple:
    """Less sodium, so that no number, and no distance from rest, is right for both."""
    return _resting(rng, unround(rng, 72, 92), rng.uniform(1.0, 1.15))


def _resting(rng: np.random.Generator, g_Na: float, more_potassium: float) -> tuple:
    """A neuron that starts at rest, with a range to search in."""
    params = HH_neuron(rng, 10.0, 0.025)
    params |= {"C_m": unround(rng, 1.22, 1.34), "g_Na": g_Na}
    params["g_K"] = round(more_potassium * params["g_K"], 2)
    params["V_0"] = _resting_voltage(params)
    above_rest = unround(rng, 0.8, 1.5), unround(rng, 25, 32)
    tol = unround(rng, 0.13, 0.22, 3)
    for _ in range(20):
        if not _spikes_when_kicked(params, params["V_0"] + above_rest[0]):
            break
        # With a stand-in for the steady state the gates start so far from it that any kick will do.
        params["g_K"] = round(1.05 * params["g_K"], 2)
        params["V_0"] = _resting_voltage(params)
    low, high = (round(params["V_0"] + above, 2) for above in above_rest)
    return params, low, high, tol


def _spikes_when_kicked(params: dict, V: float) -> bool:
    kick = np.zeros(round(params["T"] / params["dt"]))
    kick[0] = (V - params["V_0"]) * params["C_m"] / params["dt"]
    run, *_, t = simulate_HH(params, kick)
    return len(detect_spikes(run, t)) > 0


def _resting_voltage(params: dict) -> float:
    def current(V: float) -> float:
        a_m, b_m, a_h, b_h, a_n, b_n = (rate(V) for rate in RATES["squid"])
        m, h, n = map(gate_steady_state, (a_m, a_h, a_n), (b_m, b_h, b_n))
        return float(I_ion(V, m, h, n, params))

    return round(float(brentq(current, -85, -55)), 2)  # pyright: ignore[reportArgumentType]


# Pulses


def paired_pulses(rng: np.random.Generator) -> tuple:
    params, I_pulse, width, smallest = _pulses(rng)
    # The answer lies well inside a step of the gaps, so that a sample more or less does not matter.
    step = 0.64 * width
    count = int(rng.integers(7, 12))
    between = int(rng.integers(1, count - 1))
    place = rng.choice([0, between, count - 1], p=[0.4, 0.2, 0.4])  # mostly the first or the last
    gaps = smallest + step * (np.arange(count) - place + rng.uniform(0.38, 0.45))
    return params, I_pulse, width, _before_a_sample(gaps, params)


def pulses_too_close(rng: np.random.Generator) -> tuple:
    params, I_pulse, width, smallest = _pulses(rng)
    gaps = smallest - width - np.array([3.1, 1.7, 0.9])
    return params, I_pulse, width, _before_a_sample(gaps, params)


def _pulses(rng: np.random.Generator) -> tuple[dict, float, float, float]:
    params = HH_neuron(rng, 30.0, 0.02)
    width = float(_before_a_sample(rng.uniform(0.7, 0.9), params))
    I_pulse = unround(rng, 18, 28)
    coarse = np.arange(4.0, 22.0, 0.5)
    found = refractory_period_HH(params, I_pulse, width, coarse)
    fine = found - np.arange(0.0, 0.6, 0.02)
    return params, I_pulse, width, refractory_period_HH(params, I_pulse, width, fine)


def _before_a_sample(times: Any, params: dict) -> np.ndarray:
    """Times such that a pulse has the same samples whether >, >= or rounding finds its ends."""
    return np.round((np.rint(times / params["dt"]) - 0.1) * params["dt"], 4)

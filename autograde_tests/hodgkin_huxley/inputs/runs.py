"""Currents under which the axon is simulated."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround
from reference import simulate_HH

from .neurons import HH_neuron


def _short_run(rng: np.random.Generator, steps: int) -> dict:
    dt = float(rng.choice([0.0125, 0.02]))  # never the 0.01 ms of the given parameters
    return HH_neuron(rng, round(steps * dt, 6), dt)


def _time(params: dict) -> np.ndarray:
    return np.arange(round(params["T"] / params["dt"])) * params["dt"]


def changing_current(rng: np.random.Generator) -> tuple:
    """A wave under which V stays far below a spike."""
    params = _short_run(rng, 800)
    t = _time(params)
    wave = np.sin(2 * np.pi * (t / params["T"] * rng.uniform(2, 4) + rng.uniform()))
    I_inj = np.round(4.0 * wave + rng.uniform(-0.5, 0.5, t.size), 3)
    for _ in range(30):
        if simulate_HH(params, I_inj)[0].max() <= -60.5:
            break
        I_inj = 0.8 * I_inj - 0.4
    return params, I_inj


def step_of_current(rng: np.random.Generator) -> tuple:
    """Two spikes."""
    params = HH_neuron(rng, 15.0, 0.01)
    return params, unround(rng, 20, 32)


def several_currents(rng: np.random.Generator) -> tuple:
    params = HH_neuron(rng, 5.0, 0.01)
    I_values = rng.permutation([unround(rng, lowest, lowest + 5) for lowest in (-3, 6, 20, 35)])
    later = _time(params)[:, np.newaxis] >= rng.uniform(0.5, 1, 4).round(2)
    return params, np.where(later, I_values, 0.0)


def step_to_draw(rng: np.random.Generator) -> tuple:
    params = HH_neuron(rng, 16.0, 0.01)
    return params, unround(rng, 12, 25)


def pulse_to_draw(rng: np.random.Generator) -> tuple:
    """A current that changes, so that dV/dt has to follow it."""
    params = HH_neuron(rng, 14.0, 0.01)
    t = _time(params)
    start = rng.uniform(1, 3)
    return params, np.where((t >= start) & (t < start + 6), unround(rng, 14, 25), 0.0)

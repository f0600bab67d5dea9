"""What figures of voltages are drawn for: phase lines, upstrokes."""

# ruff: noqa: D103 (the names say it)

from collections.abc import Mapping

import numpy as np

from autograde_tests.random_inputs import unround
from reference import rheobase_EIF, simulate_EIF

from .neurons import EIF_neuron


def currents_of_phase_line(rng: np.random.Generator) -> tuple:
    """Two currents below the rheobase and, between them in the list, one above."""
    params = EIF_neuron(rng)
    rheobase = rheobase_EIF(params)
    shares = rng.uniform([0.15, 0.55, 1.2], [0.35, 0.8, 1.5])
    weak, medium, strong = as_labels([round(rheobase * share) for share in shares])
    first, last = rng.permutation([weak, medium]).tolist()
    return params, [first, strong, last]


def as_labels(numbers: list) -> list:
    """Make sure that no number is written within another, for they are labels."""
    for at in range(len(numbers)):
        others = [str(other) for other in numbers[:at]]
        while any(str(numbers[at]) in other or other in str(numbers[at]) for other in others):
            numbers[at] = round(numbers[at] + (1 if isinstance(numbers[at], int) else 0.3), 1)
    return numbers


def _from_far_below(rng: np.random.Generator) -> dict:
    """A neuron that takes a while to its first spike."""
    return EIF_neuron(rng, T=80.0, dt=0.1) | {"V_0": unround(rng, -79.9, -77.1)}


def sharpnesses(rng: np.random.Generator) -> tuple:
    params = _from_far_below(rng)
    values = [round(rng.uniform(3.6, 4.9), 1), round(rng.uniform(1.6, 2.4), 1), 0.3]
    return _one_fires_once(rng, "Delta_T", values, params)


def thresholds(rng: np.random.Generator) -> tuple:
    params = _from_far_below(rng)
    values = [-round(rng.uniform(*pair), 1) for pair in ((58.1, 59.9), (54.1, 56.9), (51.1, 52.9))]
    return _one_fires_once(rng, "V_rh", values, params)


def _one_fires_once(rng: np.random.Generator, key: str, values: list, params: dict) -> tuple:
    """All of the neurons fire, in any order, and the slowest of them once."""
    I_inj = _strong(rng, params)
    first = {value: simulate_EIF(params | {key: value}, I_inj)[2][:1] for value in values}
    slowest = max(values, key=lambda value: first[value])
    ending = _until_second_spike(params, key, slowest, I_inj)
    return [values[at] for at in rng.permutation(3)], ending, I_inj


def sharp_one_stays_silent(rng: np.random.Generator) -> tuple:
    """The other one fires once."""
    params = _from_far_below(rng)
    values = [0.4, round(rng.uniform(4.6, 4.9), 1)]
    between = params["g_L"] * (params["V_rh"] - params["E_L"] - 1.5)
    return values, _until_second_spike(params, "Delta_T", values[1], between), round(between)


def _until_second_spike(params: dict, key: str, value: float, I_inj: float) -> dict:
    """The same parameters, with a run that ends between the first two spikes of a neuron."""
    spikes = simulate_EIF(params | {key: value, "T": 800.0}, round(I_inj))[2]
    if len(spikes) < 2:  # of a stand-in
        return params
    steps, dt = round((spikes[0] + spikes[1]) / 2), params["dt"]
    while len(np.arange(0, round(steps * dt, 4), dt)) != steps:  # all ways to count them agree
        steps += 1
    return params | {"T": round(steps * dt, 4)}


def one_that_stays_silent(rng: np.random.Generator) -> tuple:
    """The other one fires once."""
    params = _from_far_below(rng)
    values = [-round(rng.uniform(58.1, 59.9), 1), -round(rng.uniform(41.1, 42.9), 1)]
    between = params["g_L"] * (-49.0 - params["E_L"] - params["Delta_T"])
    return values, _until_second_spike(params, "V_rh", values[0], between), round(between)


def _strong(rng: np.random.Generator, params: Mapping[str, float]) -> int:
    """A current that makes all of the neurons fire soon."""
    largest = params["g_L"] * (-51 - params["E_L"])
    return round(largest * rng.uniform(1.4, 1.7))

"""Neurons and voltages for the equations: f, dV/dt, rheobases that are a formula."""

# ruff: noqa: D103 (the names say it)

from collections.abc import Mapping

import numpy as np

from autograde_tests.random_inputs import unround

from .neurons import EIF_neuron, QIF_neuron


def far_below(rng: np.random.Generator) -> tuple:
    params = EIF_neuron(rng)
    return params["V_rh"] - unround(rng, 28, 36), params


def all_along(rng: np.random.Generator) -> tuple:
    """From E_L on: what lies below is another check's."""
    params = EIF_neuron(rng)
    return _voltages(rng, params, params["E_L"] + 0.5), params


def _voltages(rng: np.random.Generator, params: Mapping[str, float], low: float) -> np.ndarray:
    high = params["V_rh"] + 7 * params["Delta_T"]
    ends = [low, params["V_rh"] + 1, high]
    return np.round(np.concatenate([ends, rng.uniform(low, high, int(rng.integers(3, 7)))]), 2)


def whole_numbers(rng: np.random.Generator) -> tuple:
    params = {
        "E_L": -int(rng.integers(70, 78)),
        "V_rh": -int(rng.integers(52, 58)),
        "Delta_T": int(rng.integers(2, 5)),
    }
    return params["V_rh"] + int(rng.integers(2, 6)), EIF_neuron(rng) | params


def steep(rng: np.random.Generator) -> tuple:
    params = EIF_neuron(rng) | {"Delta_T": unround(rng, 0.002, 0.012, 4)}
    return params["V_rh"] + np.array([-7.31, unround(rng, 9, 20)]), params


def without_current(rng: np.random.Generator) -> tuple:
    params = EIF_neuron(rng)
    low, high = int(params["E_L"]) - 8, int(params["V_rh"] + 5 * params["Delta_T"])
    return np.arange(low, high, int(rng.integers(4, 7))), 0.0, params


def current_at_rest(rng: np.random.Generator) -> tuple:
    params = EIF_neuron(rng)
    return params["E_L"], unround(rng, 110, 390), params


def with_current(rng: np.random.Generator) -> tuple:
    params = EIF_neuron(rng)
    return _voltages(rng, params, params["E_L"] - 8), unround(rng, 110, 390), params


def neuron_alone(rng: np.random.Generator) -> tuple:
    return (EIF_neuron(rng),)


def parabola(rng: np.random.Generator) -> tuple:
    params = QIF_neuron(rng)
    low, high = params["E_L"] - 6, params["V_c"] + 9
    return rng.permutation(np.arange(int(low), int(high)))[: int(rng.integers(5, 9))], params


def parabola_at(rng: np.random.Generator) -> tuple:
    params = QIF_neuron(rng)
    return unround(rng, params["E_L"] + 3, params["V_c"] - 3), params


def neuron_alone_QIF(rng: np.random.Generator) -> tuple:
    return (QIF_neuron(rng),)

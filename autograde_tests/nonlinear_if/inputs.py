"""Inputs of the `nonlinear_if` assignment's hidden tests: each function draws one call's arguments.

Parameters come from ranges that do not overlap, so that none can pass for another.
"""

# ruff: noqa: D103 (the names say it)

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograde_tests.nonlinear_if import decoys, given
from autograde_tests.random_inputs import noisy_wave, unround
from autograder.testing.decoys import Code, Decoys
from reference import (
    find_rheobase,
    my_GWN,
    rheobase_EIF,
    rheobase_LIF,
    rheobase_QIF,
    simulate_EIF,
)


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


def _EIF(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    return _membrane(rng, T, dt) | {
        "V_rh": unround(rng, -56, -52),
        "Delta_T": unround(rng, 1.3, 2.6),
        "V_th": unround(rng, -36, -30),
    }


def _LIF(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    return _membrane(rng, T, dt) | {"V_th": unround(rng, -58, -54)}


def _QIF(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    return _membrane(rng, T, dt) | {
        "a_0": unround(rng, 0.04, 0.07, 4),
        "V_c": unround(rng, -56, -51),
        "V_th": unround(rng, 27, 36),
    }


# f and dV/dt


def far_below(rng: np.random.Generator) -> tuple:
    params = _EIF(rng)
    return params["V_rh"] - unround(rng, 28, 36), params


def all_along(rng: np.random.Generator) -> tuple:
    """From E_L on: what lies below is another check's."""
    params = _EIF(rng)
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
    return params["V_rh"] + int(rng.integers(2, 6)), _EIF(rng) | params


def steep(rng: np.random.Generator) -> tuple:
    params = _EIF(rng) | {"Delta_T": unround(rng, 0.002, 0.012, 4)}
    return params["V_rh"] + np.array([-7.31, unround(rng, 9, 20)]), params


def without_current(rng: np.random.Generator) -> tuple:
    params = _EIF(rng)
    low, high = int(params["E_L"]) - 8, int(params["V_rh"] + 5 * params["Delta_T"])
    return np.arange(low, high, int(rng.integers(4, 7))), 0.0, params


def current_at_rest(rng: np.random.Generator) -> tuple:
    params = _EIF(rng)
    return params["E_L"], unround(rng, 110, 390), params


def with_current(rng: np.random.Generator) -> tuple:
    params = _EIF(rng)
    return _voltages(rng, params, params["E_L"] - 8), unround(rng, 110, 390), params


def neuron_alone(rng: np.random.Generator) -> tuple:
    return (_EIF(rng),)


# Simulations


def changing_current(rng: np.random.Generator) -> tuple:
    return _changing(rng, _EIF(rng), rheobase_EIF)


def constant_current(rng: np.random.Generator) -> tuple:
    params = _EIF(rng)
    return params, round(rheobase_EIF(params) * rng.uniform(1.7, 2.6))


def step_of_current(rng: np.random.Generator) -> tuple:
    # Long holds: a current that pauses meanwhile goes on for some spikes too long.
    params = _EIF(rng) | {"tref": unround(rng, 12, 14)}
    strength = round(rheobase_EIF(params) * rng.uniform(2.9, 3.3))
    current = np.zeros(round(params["T"] / params["dt"]))
    current[round(current.size * rng.uniform(0.1, 0.2)) :] = strength
    # It ends early in an interval: a step more or less in each one moves none across.
    *_, spike, following, _last = simulate_EIF(params, current)[2]
    current[(2 * spike + following) // 3 :] = 0.0
    return params, current


def threshold_near_V_rh(rng: np.random.Generator) -> tuple:
    """V is still slow at V_th, so that any other threshold is reached at another time."""
    params = _EIF(rng)
    params["V_th"] = round(params["V_rh"] + rng.uniform(0.8, 1.2) * params["Delta_T"], 2)
    return params, round(rheobase_EIF(params) * rng.uniform(1.7, 2.6))


def steep_neuron(rng: np.random.Generator) -> tuple:
    """In steps so small that V_reset matters by more of them than a spike may be off by."""
    params = _EIF(rng, dt=0.1) | {"Delta_T": unround(rng, 0.002, 0.02, 4)}
    return params, round(rheobase_EIF(params) * rng.uniform(1.5, 2.2))


def _changing(rng: np.random.Generator, params: dict, rheobase: Any) -> tuple:
    return params, rheobase(params) * noisy_wave(rng, params)


# Figures of voltages


def currents_of_phase_line(rng: np.random.Generator) -> tuple:
    """Two currents below the rheobase and, between them in the list, one above."""
    params = _EIF(rng)
    rheobase = rheobase_EIF(params)
    shares = rng.uniform([0.15, 0.55, 1.2], [0.35, 0.8, 1.5])
    weak, medium, strong = _as_labels([round(rheobase * share) for share in shares])
    first, last = rng.permutation([weak, medium]).tolist()
    return params, [first, strong, last]


def _as_labels(numbers: list) -> list:
    """Make sure that no number is written within another, for they are labels."""
    for at in range(len(numbers)):
        others = [str(other) for other in numbers[:at]]
        while any(str(numbers[at]) in other or other in str(numbers[at]) for other in others):
            numbers[at] = round(numbers[at] + (1 if isinstance(numbers[at], int) else 0.3), 1)
    return numbers


def _from_far_below(rng: np.random.Generator) -> dict:
    """A neuron that takes a while to its first spike."""
    return _EIF(rng, T=80.0, dt=0.1) | {"V_0": unround(rng, -79.9, -77.1)}


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


# Any simulator


_DECOYS = Decoys(decoys)
_LIF_NEURON = Code("simulate_LIF", inspect.getsource(given))
_PATIENT = """

_asked = 0


def another_neuron(params, I_inj):
    global _asked
    _asked += 1
    if _asked > 2000:
        message = "the simulator was called thousands of times: halving the range takes far fewer"
        raise RuntimeError(message)
    return {}(params, I_inj)
"""


def _neuron(rng: np.random.Generator, of: str) -> Code:
    """A simulator that takes the parameters of a neuron, and is not that neuron."""
    # One that fires slowly: noise moves its rate little from run to run.
    return _patient(_drawn_neuron(rng, of, cost=(600, 800)))


def _drawn_neuron(rng: np.random.Generator, of: str, cost: tuple[float, float]) -> Code:
    """The same; the less a spike costs it, the more often it fires."""
    name = f"simulate_{of}"
    code = _DECOYS.drawn(int(rng.integers(2**32)), [name])[name]
    return replace(code, numbers={**code.numbers, "cost": unround(rng, *cost)})


def _patient(code: Code) -> Code:
    """The same function, which nobody needs to ask thousands of times."""
    source = code.source + _PATIENT.format(code.name)
    return replace(code, name="another_neuron", source=source)


def _rheobase(simulate: Code, params: dict, T: float = 1000.0) -> float:
    """The least current that makes a neuron fire in so long."""
    return find_rheobase(simulate, params | {"T": T}, 0.0, 5000.0, 1.0)


def rheobase_of_EIF(rng: np.random.Generator) -> tuple:
    return _range(rng, _neuron(rng, "EIF"), _EIF(rng, T=120.0, dt=0.2), 2.0)


def rheobase_of_QIF(rng: np.random.Generator) -> tuple:
    return _range(rng, _neuron(rng, "QIF"), _QIF(rng, T=200.0, dt=0.2), 1e-5)


def _range(rng: np.random.Generator, simulate: Code, params: dict, tol: float) -> tuple:
    about = _rheobase(simulate, params, params["T"])
    low, high = unround(rng, 0.2, 0.7) * about, unround(rng, 1.8, 2.6) * about
    return simulate, params, round(low, 1), round(high, 1), tol


def _currents(rng: np.random.Generator, rheobase: float, shares: list[float]) -> list[int]:
    return [round(rheobase * share * rng.uniform(0.97, 1.03)) for share in shares]


def curve_of_EIF(rng: np.random.Generator) -> tuple:
    simulate, params = _neuron(rng, "EIF"), _EIF(rng, T=unround(rng, 400, 600, 0), dt=0.2)
    currents = _currents(rng, _rheobase(simulate, params), [0.5, 0.9, 1.1, 1.4, 2.0, 3.0])
    return simulate, params, np.array(currents)


def curve_of_LIF(rng: np.random.Generator) -> tuple:
    params = _LIF(rng, T=unround(rng, 400, 600, 0), dt=0.2)
    rheobase = rheobase_LIF(params)
    just_below = round(0.9995 * rheobase, 3)  # any noise would show
    return _LIF_NEURON, params, [*_currents(rng, rheobase, [3.2, 1.2, 1.8, 0.6]), just_below]


def _noisy(rng: np.random.Generator, T: float, sd: float) -> tuple[dict, float]:
    """A neuron that fires often, and noise that moves its voltage by sd (mV)."""
    params = _EIF(rng, T=T, dt=0.4)
    params |= {"g_L": unround(rng, 10, 13), "tau_m": unround(rng, 7, 9), "tref": 2.305}
    return params, round(float(sd * params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)), 2)


def _noisy_neuron(
    rng: np.random.Generator, T: float, sd: tuple[float, float], shares: list[float]
) -> tuple:
    simulate = _neuron(rng, "EIF")
    params, sigma = _noisy(rng, T, rng.uniform(*sd))
    return simulate, params, _currents(rng, _rheobase(simulate, params), shares), sigma


def noisy_curve(rng: np.random.Generator) -> tuple:
    # From silence to three times the rheobase: no straight line comes near all of these. The
    # neuron fires at the first, so that who takes that one for all gets some number each time.
    shares = rng.uniform([1.1, 0.2, 0.4, 0.9, 2.4], [1.4, 0.3, 0.7, 1.1, 2.8]).tolist()
    return _noisy_neuron(rng, 3000.0, (6, 7), shares)


def seeded_curve(rng: np.random.Generator) -> tuple:
    neuron = _noisy_neuron(rng, 1500.0, (7, 9), [0.7, 0.9, 1.0, 1.1, 1.2])
    return *neuron, int(rng.integers(20, 10_000))


def noisy_intervals(rng: np.random.Generator) -> tuple:
    shares = [*rng.uniform([1.0, 1.2, 1.5], [1.1, 1.4, 1.8]), *rng.uniform(1.8, 3.0, 2)]
    return _noisy_neuron(rng, 8000.0, (4, 5), rng.permutation(shares).tolist())


def seeded_intervals(rng: np.random.Generator) -> tuple:
    simulate, params, currents, sigma = _noisy_neuron(rng, 1500.0, (4, 5), [1.6, 1.1, 1.3])
    return simulate, params, np.array(currents), sigma, int(rng.integers(20, 10_000))


def two_intervals(rng: np.random.Generator) -> tuple:
    """A run that ends behind the third spike under the first current."""
    simulate, params, currents, sigma = _noisy_neuron(rng, 1000.0, (4, 5), [1.6, 2.8])
    seed = int(rng.integers(20, 10_000))
    spikes = simulate(params, my_GWN(params, currents[0], sigma, seed)[0])[2]
    params["T"] = round(round((spikes[2] + spikes[3]) / 2) * params["dt"], 1)
    return simulate, params, currents, sigma, seed


def few_intervals(rng: np.random.Generator) -> tuple:
    """A silent neuron, and the same one with two spikes."""
    return _two_runs(rng, 0.3, spikes=2)


def some_intervals(rng: np.random.Generator) -> tuple:
    """The same with a few spikes more, which are enough."""
    return _two_runs(rng, 1.6, spikes=8)


def _two_runs(rng: np.random.Generator, weaker: float, spikes: int) -> tuple:
    """A run that ends after so many spikes of the stronger current."""
    simulate, params, currents, sigma = _noisy_neuron(rng, 1000.0, (0.2, 0.2), [weaker, 1.8])
    when = simulate(params, currents[1])[2]
    params["T"] = round(round((when[spikes - 1] + when[spikes]) / 2) * params["dt"], 1)
    return simulate, params, currents, sigma


# LIF beside EIF


def two_neurons(rng: np.random.Generator) -> tuple:
    LIF, EIF = _LIF(rng, T=400.0, dt=0.25), _EIF(rng, T=400.0, dt=0.25)
    # Apart from each other, whatever is drawn, and from 0 to 80 Hz.
    LIF |= {"tau_m": unround(rng, 20, 24), "V_th": unround(rng, -56, -54)}
    EIF |= {"tau_m": unround(rng, 8, 10), "V_rh": unround(rng, -60, -58)}
    step = round(rheobase_LIF(LIF) * rng.uniform(0.38, 0.42))
    return LIF, EIF, [number * step for number in range(8)]


def _noisy_pair(
    rng: np.random.Generator, T: float, sd: float, dt: float
) -> tuple[dict, dict, float]:
    """An LIF far above its rheobase where the EIF is near its own."""
    EIF, sigma = _noisy(rng, T, sd)
    EIF |= {"V_rh": unround(rng, -54, -52), "dt": dt}
    LIF = _LIF(rng, T, dt) | {key: EIF[key] for key in ("g_L", "tref", "E_L", "V_reset")}
    LIF |= {"tau_m": unround(rng, 10, 12), "V_th": unround(rng, -68, -66)}
    return LIF, EIF, sigma


def noisy_pair(rng: np.random.Generator) -> tuple:
    LIF, EIF, sigma = _noisy_pair(rng, 4000.0, rng.uniform(3, 4), dt=0.2)
    mu = round(rheobase_EIF(EIF) * rng.uniform(1.02, 1.1))
    return LIF, EIF, mu, sigma, int(rng.integers(20, 10_000))


def noisy_pair_of_seed(rng: np.random.Generator) -> tuple:
    """A short run under unusual noise, so that other noise leads to other intervals."""
    LIF, EIF, sigma = _noisy_pair(rng, 1200.0, rng.uniform(3, 4), dt=0.2)
    mu = round(rheobase_EIF(EIF) * rng.uniform(1.02, 1.1))
    seeds = rng.integers(20, 10_000, 16).tolist()
    runs = [simulate_EIF(EIF, my_GWN(EIF, mu, sigma, seed)[0])[2] for seed in seeds]
    counts = np.array([len(spikes) for spikes in runs])
    return LIF, EIF, mu, sigma, seeds[int(np.argmax(np.abs(counts - np.median(counts))))]


def noisy_curves_of_seed(rng: np.random.Generator) -> tuple:
    """Short runs: each CV is much a matter of its noise."""
    LIF, EIF, sigma = _noisy_pair(rng, 800.0, rng.uniform(3, 4), dt=0.4)
    rheobase = rheobase_EIF(EIF)
    currents = [round(rheobase * share) for share in np.linspace(1.02, 1.2, 6)]
    return LIF, EIF, currents, sigma, int(rng.integers(20, 10_000))


def noisy_pair_of_curves(rng: np.random.Generator) -> tuple:
    LIF, EIF, sigma = _noisy_pair(rng, 7500.0, rng.uniform(2, 2.5), dt=0.5)
    LIF["T"] = 3000.0  # it fires so much more often
    rheobase = rheobase_EIF(EIF)
    currents = [round(rheobase * share) for share in (1.03, 1.08)]
    return LIF, EIF, currents, sigma, int(rng.integers(20, 10_000))


# Noise of several strengths


def _in_noise(
    rng: np.random.Generator, T: float, sds: list, shares: list, dt: float = 0.4
) -> tuple[Code, dict, list[int], list[float]]:
    """A neuron, mean currents around its rheobase, and noise that moves V by each sd (mV)."""
    simulate = _drawn_neuron(rng, "QIF", cost=(150, 200))
    params = _noisy(rng, T, 1.0)[0] | {"dt": dt}
    # A rheobase like that of the EIF, though it depends on other parameters.
    params |= {"V_c": unround(rng, -51.5, -50), "a_0": unround(rng, 0.0105, 0.0125, 4)}
    per_mV = params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)
    sigmas = [round(float(sd * per_mV), 1) if sd else 0 for sd in sds]
    currents = _as_labels(_currents(rng, _rheobase(simulate, params), shares))
    return simulate, params, currents, _as_labels(sigmas)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(20, 10_000))


def FI_in_noise(rng: np.random.Generator) -> tuple:
    sds = rng.permutation([0, rng.uniform(3, 4), rng.uniform(11, 13)]).tolist()
    family = _in_noise(rng, 3000.0, sds, [0.2, 0.6, 0.9, 1.1, 1.4])
    return *family, _seed(rng)


def ISI_in_noise(rng: np.random.Generator) -> tuple:
    """More mean currents than strengths of noise; the weakest fires often enough."""
    sds = rng.permutation([rng.uniform(1.5, 2), rng.uniform(5, 6)]).tolist()
    return *_in_noise(rng, 6000.0, sds, [1.6, 1.25, 2.1]), _seed(rng)


def silent_ISI_in_noise(rng: np.random.Generator) -> tuple:
    """More strengths of noise than mean currents; the weakest input of all makes no spike."""
    sds = [rng.uniform(6, 7), rng.uniform(0.4, 0.5), rng.uniform(9, 10)]
    return *_in_noise(rng, 8000.0, sds, [1.6, 0.88]), _seed(rng)


def CV_in_noise(rng: np.random.Generator) -> tuple:
    sds = rng.permutation([rng.uniform(2, 2.4), rng.uniform(5, 6)]).tolist()
    return *_in_noise(rng, 6000.0, sds, [1.2, 1.6, 2.2]), _seed(rng)


# The quadratic neuron


def parabola(rng: np.random.Generator) -> tuple:
    params = _QIF(rng)
    low, high = params["E_L"] - 6, params["V_c"] + 9
    return rng.permutation(np.arange(int(low), int(high)))[: int(rng.integers(5, 9))], params


def parabola_at(rng: np.random.Generator) -> tuple:
    params = _QIF(rng)
    return unround(rng, params["E_L"] + 3, params["V_c"] - 3), params


def changing_current_QIF(rng: np.random.Generator) -> tuple:
    return _changing(rng, _QIF(rng), rheobase_QIF)


def constant_current_QIF(rng: np.random.Generator) -> tuple:
    params = _QIF(rng)
    return params, round(rheobase_QIF(params) * rng.uniform(3.5, 5.5))


def neuron_alone_QIF(rng: np.random.Generator) -> tuple:
    return (_QIF(rng),)

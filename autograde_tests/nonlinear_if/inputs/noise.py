"""What figures of noise are drawn for: an LIF beside an EIF, noise of several strengths."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import drawn_evenly, dt_and_T, unround
from autograder.testing.decoys import Code
from reference import my_GWN, rheobase_EIF, rheobase_LIF, simulate_EIF

from .neurons import EIF_neuron, LIF_neuron
from .simulators import currents_around, drawn_neuron, noisy, rheobase_of
from .voltages import as_labels


def two_neurons(rng: np.random.Generator) -> tuple:
    LIF, EIF = LIF_neuron(rng, T=400.0, dt=0.25), EIF_neuron(rng, T=400.0, dt=0.25)
    # Apart from each other, whatever is drawn, and from 0 to 80 Hz.
    LIF |= {"tau_m": unround(rng, 20, 24), "V_th": unround(rng, -56, -54)}
    EIF |= {"tau_m": unround(rng, 8, 10), "V_rh": unround(rng, -60, -58)}
    step = round(rheobase_LIF(LIF) * rng.uniform(0.38, 0.42))
    return LIF, EIF, [number * step for number in range(8)]


def _noisy_pair(
    rng: np.random.Generator, T: float, sd: float, dt: float
) -> tuple[dict, dict, float]:
    """An LIF far above its rheobase where the EIF is near its own."""
    EIF, sigma = noisy(rng, T, sd)
    EIF |= {"V_rh": unround(rng, -54, -52), "dt": dt}
    LIF = LIF_neuron(rng, T, dt) | {key: EIF[key] for key in ("g_L", "tref", "E_L", "V_reset")}
    LIF |= {"tau_m": unround(rng, 10, 12), "V_th": unround(rng, -68, -66)}
    return LIF, EIF, sigma


def noisy_pair(rng: np.random.Generator) -> tuple:
    """Two neurons at a pace and under a drive of their own: no histogram is typical of them."""
    LIF, EIF, sigma = _noisy_pair(rng, 4000.0, rng.uniform(3, 4), dt=0.2)
    LIF["V_th"] = unround(rng, -68, -63)
    mu = round(rheobase_EIF(EIF) * drawn_evenly(rng, 1.02, 1.35))
    dt, T = dt_and_T(rng, (0.1, 0.5), 20_000, 20_001)
    slower = dt / EIF["dt"]
    in_slow_motion = [
        params
        | {name: round(params[name] * slower, 4) for name in ("tau_m", "tref")}
        | {"dt": dt, "T": T}
        for params in (LIF, EIF)
    ]
    return *in_slow_motion, mu, round(sigma * slower**0.5, 2), _seed(rng)


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
    return LIF, EIF, currents, sigma, _seed(rng)


def noisy_pair_of_curves(rng: np.random.Generator) -> tuple:
    """Under noise of any strength, at any drive: no CVs are typical of them."""
    LIF, EIF, sigma = _noisy_pair(rng, 7500.0, drawn_evenly(rng, 1.2, 4.5), dt=0.5)
    LIF["T"] = 3000.0  # it fires so much more often
    first = rheobase_EIF(EIF) * drawn_evenly(rng, 1.03, 1.35)
    currents = [round(first), round(first * rng.uniform(1.04, 1.3))]
    return LIF, EIF, currents, sigma, _seed(rng)


def _in_noise(
    rng: np.random.Generator, T: float, sds: list, shares: list, dt: float = 0.4
) -> tuple[Code, dict, list[int], list[float]]:
    """A neuron, mean currents around its rheobase, and noise that moves V by each sd (mV)."""
    simulate = drawn_neuron(rng, "QIF", cost=(150, 200))
    params = noisy(rng, T, 1.0)[0] | {"dt": dt}
    # A rheobase like that of the EIF, though it depends on other parameters.
    params |= {"V_c": unround(rng, -51.5, -50), "a_0": unround(rng, 0.0105, 0.0125, 4)}
    per_mV = params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)
    sigmas = [round(float(sd * per_mV), 1) if sd else 0 for sd in sds]
    currents = as_labels(currents_around(rng, rheobase_of(simulate, params), shares))
    return simulate, params, currents, as_labels(sigmas)


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
    weak = drawn_evenly(rng, 1.2, 3.0)
    sds = rng.permutation([weak, weak * rng.uniform(2, 3)]).tolist()
    share = drawn_evenly(rng, 1.2, 1.8)
    return *_in_noise(rng, 6000.0, sds, [share, 1.3 * share, 1.8 * share]), _seed(rng)

"""Inputs of the `lif` assignment's hidden tests: each function draws the arguments of one call.

Parameters come from ranges that do not overlap, so that none can pass for another.
"""

# ruff: noqa: D103 (the names say it)

from collections.abc import Mapping

import numpy as np
from scipy.optimize import root_scalar

from autograde_tests.random_inputs import noisy_wave, unround
from reference import dvdt_LIF, rheobase_LIF, simulate_LIF


def _neuron(rng: np.random.Generator, T: float = 200.0, dt: float | None = None) -> dict:
    g_L, tau_m = unround(rng, 7, 13), unround(rng, 15, 24)
    dt = dt or float(rng.choice([0.1, 0.2]))
    return {
        "V_th": unround(rng, -55, -50),
        "V_0": unround(rng, -68, -62),
        "tau_m": tau_m,
        "g_L": g_L,
        "V_reset": unround(rng, -86, -80),
        "E_L": unround(rng, -76, -72),
        # Not quite a whole number of steps, but near one: a hold may be rounded either way.
        "tref": round((round(rng.uniform(3.6, 6.4) / dt) + rng.choice([-0.2, 0.2])) * dt, 4),
        "T": T,
        "dt": dt,
        "C_m": g_L * tau_m,
    }


def _onset(params: Mapping[str, float]) -> float:
    """The current that holds the membrane which is simulated at threshold.

    It is the rheobase, but where a stand-in for that belongs to another membrane.
    """
    membrane = params["g_L"], params["E_L"], params["tau_m"]

    def rate_at_threshold(I_ext: float) -> float:
        return float(dvdt_LIF(*membrane, I_ext, params["V_th"]))

    return float(root_scalar(rate_at_threshold, bracket=(0, 1e4)).root)


def leak_alone(rng: np.random.Generator) -> tuple:
    return *_membrane(rng), 0.0, unround(rng, -90, -50)


def input_alone(rng: np.random.Generator) -> tuple:
    g_L, E_L, C_m_or_tau_m = _membrane(rng)
    return g_L, E_L, C_m_or_tau_m, unround(rng, 110, 390), E_L


def leak_and_input(rng: np.random.Generator) -> tuple:
    V = np.round(rng.uniform(-90, -50, int(rng.integers(5, 9))), 2)
    return *_membrane(rng), unround(rng, 110, 390), V


def whole_numbers(rng: np.random.Generator) -> tuple:
    g_L, E_L = int(rng.integers(6, 14)), -int(rng.integers(66, 79))
    return g_L, E_L, int(rng.integers(15, 25)), int(rng.integers(110, 390)), E_L + 7


def _membrane(rng: np.random.Generator) -> tuple[float, float, float]:
    return unround(rng, 6, 13), unround(rng, -78, -66), unround(rng, 15, 24)


def relaxing(rng: np.random.Generator) -> tuple:
    return np.arange(0, 40, int(rng.integers(3, 7))), _neuron(rng), 0.0


def charging(rng: np.random.Generator) -> tuple:
    return _times(rng), _neuron(rng), unround(rng, 110, 390)


def one_time(rng: np.random.Generator) -> tuple:
    return unround(rng, 4, 14), _neuron(rng), unround(rng, 110, 390)


def _times(rng: np.random.Generator) -> np.ndarray:
    return np.concatenate(
        [[0.0], np.sort(np.round(rng.uniform(1, 40, int(rng.integers(6, 11))), 2))]
    )


def above(rng: np.random.Generator) -> tuple:
    return _driven(rng, 1.2, 3.0)


def below(rng: np.random.Generator) -> tuple:
    return _driven(rng, 0.2, 0.9)


def _driven(rng: np.random.Generator, low: float, high: float) -> tuple:
    params = _neuron(rng)
    return params, unround(rng, low, high) * rheobase_LIF(params)


def at_rheobase(rng: np.random.Generator) -> tuple:
    """Numbers with which every way to write the condition is free of round-off."""
    params = _neuron(rng)
    params |= {key: float(round(params[key])) for key in ("V_th", "E_L", "V_reset")} | {"g_L": 8.0}
    params["C_m"] = params["g_L"] * params["tau_m"]
    return params, rheobase_LIF(params)


def neuron_alone(rng: np.random.Generator) -> tuple:
    return (_neuron(rng),)


def changing_current(rng: np.random.Generator) -> tuple:
    params = _neuron(rng)
    return params, _onset(params) * noisy_wave(rng, params)


def constant_current(rng: np.random.Generator) -> tuple:
    params = _neuron(rng)
    return params, round(_onset(params) * rng.uniform(1.6, 2.4))


def step_of_current(rng: np.random.Generator) -> tuple:
    params, strength = constant_current(rng)
    current = np.zeros(round(params["T"] / params["dt"]))
    current[round(current.size * rng.uniform(0.1, 0.2)) :] = strength
    # It ends half-way between two spikes: a step more or less in each interval moves none across.
    *_, spike, following, _last = simulate_LIF(params, current)[2]
    current[(spike + following) // 2 :] = 0.0
    return params, current


def _noise(rng: np.random.Generator, drive: float, sd: float, seed: int) -> tuple:
    """Mean current in rheobases; standard deviation of a membrane without threshold, in mV."""
    params = _neuron(rng)
    sigma = sd * params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)
    return params, round(drive * _onset(params), 2), round(float(sigma), 3), seed


def weak_noise(rng: np.random.Generator) -> tuple:
    return _noise(rng, rng.uniform(0.2, 0.4), rng.uniform(0.9, 1.3), int(rng.integers(1, 10_000)))


def weak_noise_of_seed_0(rng: np.random.Generator) -> tuple:
    return _noise(rng, rng.uniform(0.2, 0.4), rng.uniform(0.9, 1.3), 0)


def strong_noise(rng: np.random.Generator) -> tuple:
    return _noise(rng, rng.uniform(1.4, 1.8), rng.uniform(2, 3), int(rng.integers(1, 10_000)))


def spike_list(rng: np.random.Generator) -> tuple:
    params = _neuron(rng)
    spikes = np.cumsum(rng.integers(60, 140, int(rng.integers(5, 13))))
    params["T"] = unround(rng, max(210, 1.05 * spikes[-1] * params["dt"]), 480)
    return spikes.tolist(), params


def spike_array(rng: np.random.Generator) -> tuple:
    spikes, params = spike_list(rng)
    return np.array(spikes), params


def no_spikes(rng: np.random.Generator) -> tuple:
    return [], _neuron(rng, T=unround(rng, 210, 480))


def one_spike(rng: np.random.Generator) -> tuple:
    spikes, params = spike_array(rng)
    return spikes[:1], params


def _currents(rng: np.random.Generator, params: Mapping[str, float], count: int) -> tuple:
    """I_max and I_step such that the rheobase is not near one of the currents."""
    I_step = round(_onset(params) * rng.uniform(0.28, 0.31))
    return count * I_step, I_step


def noiseless_curve(rng: np.random.Generator) -> tuple:
    params = _neuron(rng, T=800.0, dt=0.25)
    return params, *_currents(rng, params, 8)


def noisy_curve(rng: np.random.Generator) -> tuple:
    params = _fast_neuron(rng, T=1100.0)
    sigma = rng.uniform(12, 14) * params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)
    return params, *_currents(rng, params, 5), round(float(sigma), 2)


def nearly_one_current(rng: np.random.Generator) -> tuple:
    """Currents that such a large neuron hardly feels: the rates differ by their noise only."""
    params = _fast_neuron(rng, T=300.0) | {"tau_m": unround(rng, 3, 15)}
    params["g_L"] *= 1000
    params["C_m"] = params["g_L"] * params["tau_m"]
    sigma = rng.uniform(14, 26) * params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)
    return params, 9, 1, round(float(sigma), 2)


def default_curve(rng: np.random.Generator) -> tuple:
    """One of the usual currents is so little below the rheobase that any noise would show."""
    params = _neuron(rng, T=400.0, dt=0.25) | {"g_L": unround(rng, 7.5, 9)}
    params["V_th"] = params["E_L"] + round(150.9 / params["g_L"], 4)
    return (params | {"C_m": params["g_L"] * params["tau_m"]},)


T_OF_TAUS = 400.0


def _fast_neuron(rng: np.random.Generator, T: float) -> dict:
    """Fires often, so that noisy rates can be told apart in a short run."""
    params = _neuron(rng, T, dt=0.25)
    params |= {"g_L": unround(rng, 10, 13), "tau_m": unround(rng, 7, 9), "tref": 2.3}
    return params | {"C_m": params["g_L"] * params["tau_m"]}


def taus(rng: np.random.Generator) -> tuple:
    params = _neuron(rng, T=T_OF_TAUS, dt=0.25)
    middle = float(rng.choice([9.2, 9.4, 9.8, 10.2, 10.4, 10.8]))  # holds no other label
    values = [int(rng.integers(5, 8)), middle, int(rng.choice([33, 34, 38, 39, 43]))]
    return params, [values[at] for at in rng.permutation(3)], *_currents(rng, params, 7)


def sigmas(rng: np.random.Generator) -> tuple:
    params = _fast_neuron(rng, T=800.0)
    return (
        params,
        [0, int(rng.integers(6, 9)), int(rng.integers(21, 26))],
        *_currents(rng, params, 6),
    )


def two_samples(rng: np.random.Generator) -> tuple:
    dt, steps = float(rng.choice([0.1, 0.2])), int(rng.integers(140, 210))
    noiseless = steps + (rng.uniform(size=int(rng.integers(30, 60))) < 0.1)
    noiseless[:2] = steps, steps + 1
    noisy = np.rint(steps * rng.gamma(6, 1 / 6, int(rng.integers(70, 120))))
    noisy[np.isin(noisy, (steps, steps + 1))] += 2
    noisy[:8] = steps, *[steps + 1] * 5, steps // 3, 3 * steps
    return noiseless * dt, noisy * dt


def _train(rng: np.random.Generator) -> np.ndarray:
    return np.cumsum(np.round(rng.gamma(3, 7, int(rng.integers(7, 25))), 2) + 2)


def train(rng: np.random.Generator) -> tuple:
    """Spikes at whole milliseconds."""
    return (np.rint(_train(rng)).astype(int),)


def bursts(rng: np.random.Generator) -> tuple:
    short = rng.uniform(2, 4, (int(rng.integers(4, 8)), 4))
    short[:, 0] = rng.uniform(80, 140, len(short))
    return (np.cumsum(short),)


def clock(rng: np.random.Generator) -> tuple:
    # Without round-off: some ways to write a standard deviation make nan of it.
    return (0.5 * rng.integers(7, 19) + 16.0 * np.arange(int(rng.integers(6, 12))),)


def three_spikes(rng: np.random.Generator) -> tuple:
    return (_train(rng)[:3],)


def two_spikes(rng: np.random.Generator) -> tuple:
    return (_train(rng)[:2],)

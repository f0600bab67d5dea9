"""Inputs of the `hodgkin_huxley` assignment's hidden tests, one function a kind of call.

Runs are short and their steps few: in a student's plain Python a step takes some 20 us, and in the
sandbox a call of a stand-in takes far longer than a step.
"""

# ruff: noqa: D103 (the names say it)

from typing import Any

import numpy as np
from scipy.optimize import brentq

from autograde_tests.random_inputs import drawn_evenly, unround
from reference import (
    RATES,
    FI_curve_HH,
    I_ion,
    detect_spikes,
    gate_steady_state,
    refractory_period_HH,
    rheobase_HH,
    simulate_HH,
)


def _neuron(rng: np.random.Generator, T: float, dt: float) -> dict:
    """Near the squid's axon, but never quite: each parameter can be told from every other."""
    return {
        "C_m": unround(rng, 0.82, 0.9) if rng.uniform() < 0.5 else unround(rng, 1.1, 1.18),
        "g_Na": unround(rng, 113, 119),
        "g_K": unround(rng, 33.5, 35.7),
        "g_L": unround(rng, 0.27, 0.33, 3),
        "E_Na": unround(rng, 51, 56),
        "E_K": unround(rng, -80, -77.5),
        "E_L": unround(rng, -54.9, -53.8),
        "V_0": unround(rng, -69, -66) if rng.uniform() < 0.5 else unround(rng, -64, -62.5),
        "T": T,
        "dt": dt,
    }


# Rates and gates


def one_voltage(rng: np.random.Generator) -> tuple:
    return (unround(rng, -95, -60) if rng.uniform() < 0.5 else unround(rng, -35, 35),)


def voltages(rng: np.random.Generator) -> tuple:
    V = rng.choice(np.arange(-100, 48, 7), int(rng.integers(6, 12)), replace=False)
    return (V,)  # neither -40 nor -55


def around_hole_of_m(rng: np.random.Generator) -> tuple:
    return (_around(rng, -40.0),)


def around_hole_of_n(rng: np.random.Generator) -> tuple:
    return (_around(rng, -55.0),)


def _around(rng: np.random.Generator, hole: float) -> np.ndarray:
    """Voltages, of which one is the hole and one so near that its rate is not quite the limit."""
    V = hole + np.round(rng.uniform(1, 9, 6), 1) * rng.choice([-1, 1], 6)
    at, near = rng.permutation(np.arange(1, 5))[:2]
    V[at], V[near] = hole, hole + rng.choice([-0.4, 0.4])
    return V


def _rate(rng: np.random.Generator) -> float:
    return unround(rng, 0.03, 4, 3)


def rates(rng: np.random.Generator) -> tuple:
    return _rate(rng), _rate(rng)


def rates_of_many(rng: np.random.Generator) -> tuple:
    return tuple(np.round(rng.uniform(0.03, 4, (2, int(rng.integers(4, 9)))), 3))


def rates_and_share(rng: np.random.Generator) -> tuple:
    return *rates(rng), unround(rng, 0.1, 0.9, 3)


def rates_and_shares(rng: np.random.Generator) -> tuple:
    alpha, beta = rates_of_many(rng)
    return alpha, beta, np.round(rng.uniform(0, 1, alpha.size), 3)


def axis_of_voltages(rng: np.random.Generator) -> tuple:
    # An even number of steps from an unround start: the holes are not among them.
    start = unround(rng, -104, -96) + 0.037
    return (start + np.arange(int(rng.integers(140, 170))),)


# Currents


def leak_alone(rng: np.random.Generator) -> tuple:
    h = unround(rng, 0.45, 0.6, 3)
    return unround(rng, -90, -20), 0.0, h, 0.0, _neuron(rng, 100.0, 0.01)


def sodium_alone(rng: np.random.Generator) -> tuple:
    V, m, h, n = _voltages_and_gates(rng)
    return V, m, h, 0 * n, _neuron(rng, 100.0, 0.01) | {"g_L": 0.0}


def potassium_alone(rng: np.random.Generator) -> tuple:
    V, m, h, n = _voltages_and_gates(rng)
    return V, 0 * m, h, n, _neuron(rng, 100.0, 0.01) | {"g_L": 0.0}


def _voltages_and_gates(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    count = int(rng.integers(4, 8))
    V = np.round(rng.uniform(-90, 40, count), 2)
    return V, *np.round(rng.uniform(0.1, 0.9, (3, count)), 3)


# Runs


def _short_run(rng: np.random.Generator, steps: int) -> dict:
    dt = float(rng.choice([0.0125, 0.02]))  # never the 0.01 ms of the given parameters
    return _neuron(rng, round(steps * dt, 6), dt)


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
    params = _neuron(rng, 15.0, 0.01)
    return params, unround(rng, 20, 32)


def several_currents(rng: np.random.Generator) -> tuple:
    params = _neuron(rng, 5.0, 0.01)
    I_values = rng.permutation([unround(rng, lowest, lowest + 5) for lowest in (-3, 6, 20, 35)])
    later = _time(params)[:, np.newaxis] >= rng.uniform(0.5, 1, 4).round(2)
    return params, np.where(later, I_values, 0.0)


def step_to_draw(rng: np.random.Generator) -> tuple:
    params = _neuron(rng, 16.0, 0.01)
    return params, unround(rng, 12, 25)


def pulse_to_draw(rng: np.random.Generator) -> tuple:
    """A current that changes, so that dV/dt has to follow it."""
    params = _neuron(rng, 14.0, 0.01)
    t = _time(params)
    start = rng.uniform(1, 3)
    return params, np.where((t >= start) & (t < start + 6), unround(rng, 14, 25), 0.0)


# Spikes


def trace(rng: np.random.Generator) -> tuple:
    """Without a threshold in the call; of two samples one lies just below 0 mV, one just above."""
    V, t = _trace(rng, int(rng.integers(4, 9)))
    low = np.full(8, np.min(V))
    low[[2, 5]] = rng.permutation([-0.6, 0.6])
    return np.append(V, low), np.append(t, t[-1] + (t[1] - t[0]) * np.arange(1, 9))


def trace_and_threshold(rng: np.random.Generator) -> tuple:
    """Some of the spikes stay below the threshold of the call."""
    V, t = _trace(rng, int(rng.integers(6, 10)))
    return V, t, float(rng.choice([-30.5, -20.5, 9.5, 14.5]))


def starts_high(rng: np.random.Generator) -> tuple:
    V, t = _trace(rng, int(rng.integers(3, 6)))
    return V + 85.0 * np.exp(-t / 0.9), t, 0.0


def touching(rng: np.random.Generator) -> tuple:
    """Samples exactly at threshold, one above, the next spike a single sample."""
    t = np.arange(60) * 0.25
    V = np.full(t.size, -64.0)
    ups = np.cumsum(rng.integers(6, 11, 5))
    V[ups] = 0.0
    V[ups[1] + 1] = V[ups[3] + 1] = 21.0
    V[ups[2]] = 30.0
    return V, t, 0.0


def silent_trace(rng: np.random.Generator) -> tuple:
    V, t = _trace(rng, 5)
    return np.minimum(V, -3.0), t, 0.0


def _trace(rng: np.random.Generator, spikes: int) -> tuple[np.ndarray, np.ndarray]:
    """Spikes of all heights and widths, drawn by hand, and bumps that are none."""
    dt = float(rng.choice([0.04, 0.05, 0.1]))
    times = np.cumsum(rng.uniform(7, 16, spikes))
    t = np.arange(round((times[-1] + 9) / dt)) * dt
    V = np.full(t.size, unround(rng, -68, -62))
    for at, width in zip(times, rng.uniform(0.5, 1.4, spikes), strict=True):
        height = rng.choice([rng.uniform(67, 72), rng.uniform(84, 100)])
        V += height * np.exp(-(((t - at) / width) ** 2))
        V += rng.uniform(10, 30) * np.exp(-(((t - at - 4) / 0.7) ** 2))
    return V, t


# Rates of firing


def _counted(rng: np.random.Generator, T: float) -> tuple[dict, float]:
    """A neuron for counting spikes, and its rheobase."""
    params = _neuron(rng, T, 0.04)
    # From below rest a step well under the rheobase makes one spike. A smaller capacitance, or a
    # larger step, would bring Euler near the edge of its stability, with spikes in the scribble.
    params |= {"C_m": unround(rng, 1.04, 1.1), "V_0": unround(rng, -69, -67.5)}
    return params, rheobase_HH(params, 0.5, 20.0, 0.05)


def _of_any_size(rng: np.random.Generator, T: float) -> tuple[dict, float, float]:
    """A neuron for counting spikes, and the ends of the range of currents in which it fires.

    How large it is, and how much of each channel it has, is drawn so widely that no curve of the
    current is near the curves of two such neurons.
    """
    size = drawn_evenly(rng, 1.5, 2.4) ** rng.choice([-1, 1])
    channels = drawn_evenly(rng, 0.82, 1.18)
    per_area = {
        "C_m": drawn_evenly(rng, 1.04, 2.2),
        "g_K": 34.6 * channels,
        "g_Na": 116 * np.clip(channels * drawn_evenly(rng, 0.97, 1.3), 0.94, 1.45),
        "g_L": drawn_evenly(rng, 0.15, 0.45),
    }
    params = _neuron(rng, T, 0.04) | {"V_0": unround(rng, -69, -67.5)}
    params |= {name: round(float(size * value), 3) for name, value in per_area.items()}
    tried = size * np.geomspace(0.3, 300, 70)
    firing = tried[FI_curve_HH(params | {"T": 180.0}, tried) > 0]
    return params, firing[0], firing[-1]


def _along_the_curve(
    rng: np.random.Generator, lowest: float, highest: float, count: int, silent: int
) -> np.ndarray:
    """Currents of which so many are too weak, one may be too strong, and the others are neither.

    The last one is not silent: all rates at the last current would be zeros, as of an empty answer.
    """
    too_strong = int(rng.integers(2))
    up_to = min(0.75 * highest, lowest * rng.uniform(4, 30))
    shares = [rng.uniform(0.6, 0.8), *rng.uniform(0.05, 0.8, silent - 1)]
    firing = rng.uniform(np.log(1.3 * lowest), np.log(up_to), count - silent - too_strong)
    blocked = highest * rng.uniform(1.4, 1.7, too_strong)
    others = np.concatenate([lowest * np.array(shares), np.exp(firing[1:]), blocked])
    return np.append(rng.permutation(others), np.exp(firing[0]))


def currents(rng: np.random.Generator) -> tuple:
    """Silent, a spike at the beginning only, firing at some rates, blocked; in any order."""
    params, *ends = _of_any_size(rng, float(rng.choice([160.0, 180.0])))
    return params, np.round(
        _along_the_curve(rng, *ends, count=7, silent=int(rng.integers(1, 4))), 2
    )


def list_of_currents(rng: np.random.Generator) -> tuple:
    """Whole numbers among them, where they are not too small for that."""
    params, *ends = _of_any_size(rng, 140.0)
    values = _along_the_curve(rng, *ends, count=4, silent=int(rng.integers(1, 3)))
    return params, [int(I_ext) if I_ext > 8 else float(round(I_ext, 2)) for I_ext in values]


def one_that_stops(rng: np.random.Generator) -> tuple:
    """Two spikes or more at first and none in the second half, beside firing at two rates."""
    params, lowest, highest = _of_any_size(rng, 140.0)
    tried = lowest * np.linspace(0.5, 0.995, 60)
    V, *_, t = simulate_HH(params, np.tile(tried, (round(params["T"] / params["dt"]), 1)))
    trains = [detect_spikes(run, t) for run in V.T]
    stop = [at for at, train in enumerate(trains) if len(train) > 1 and max(train) < 60.0]
    stops = tried[stop[len(stop) // 2] if stop else -4]
    others = _along_the_curve(rng, lowest, highest, count=4, silent=1)
    return params, np.round(rng.permutation([stops, *others]), 3)


def search(rng: np.random.Generator) -> tuple:
    """A neuron whose potassium channels are as many as they like, and a range as it comes.

    No number, and no product of the arguments, is near the rheobase of two such neurons.
    """
    params, usual = _counted(rng, float(rng.choice([94.0, 100.0, 106.0])))
    params["g_K"] = round(drawn_evenly(rng, 0.94, 1.26) * params["g_K"], 2)
    rheobase = rheobase_HH(params, 0.6 * usual, 35.0, 0.05)
    low = high = rheobase
    while (low + high) / 2 < rheobase + 1.0:  # so that it fires there, and ends exchanged show
        low, high = rheobase * np.exp(rng.uniform(*np.log([[0.12, 1.3], [0.8, 3.6]])))
    return params, round(low, 2), round(high, 2), unround(rng, 0.21, 0.35)


def curve_to_draw(rng: np.random.Generator) -> tuple:
    """Currents in rising order, as one draws them, from silence to firing or beyond."""
    params, *ends = _of_any_size(rng, 180.0)
    values = _along_the_curve(rng, *ends, count=8, silent=int(rng.integers(2, 4)))
    return params, np.sort(np.round(values, 2))


def noisy_curves(rng: np.random.Generator) -> tuple:
    params, rheobase = _counted(rng, 400.0)
    shares = np.array([0.3, 0.45, 0.75, 1.6, 2.2, 3.0]) + rng.uniform(-0.05, 0.05, 6)
    sigmas = [0, unround(rng, 0.11, 0.13, 3)]
    return params, np.round(rheobase * shares, 2), [sigmas[at] for at in rng.permutation(2)]


# Kicks


def search_for_a_low_threshold(rng: np.random.Generator) -> tuple:
    """More sodium than the squid has: the threshold is some 2 mV below its -58.5 mV."""
    return _resting(rng, unround(rng, 135, 175), rng.uniform(0.95, 1.05))


def search_for_a_high_threshold(rng: np.random.Generator) -> tuple:
    """Less sodium, so that no number, and no distance from rest, is right for both."""
    return _resting(rng, unround(rng, 72, 92), rng.uniform(1.0, 1.15))


def _resting(rng: np.random.Generator, g_Na: float, more_potassium: float) -> tuple:
    """A neuron that starts at rest, with a range to search in."""
    params = _neuron(rng, 10.0, 0.025)
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
    params = _neuron(rng, 30.0, 0.02)
    width = float(_before_a_sample(rng.uniform(0.7, 0.9), params))
    I_pulse = unround(rng, 18, 28)
    coarse = np.arange(4.0, 22.0, 0.5)
    found = refractory_period_HH(params, I_pulse, width, coarse)
    fine = found - np.arange(0.0, 0.6, 0.02)
    return params, I_pulse, width, refractory_period_HH(params, I_pulse, width, fine)


def _before_a_sample(times: Any, params: dict) -> np.ndarray:
    """Times such that a pulse has the same samples whether >, >= or rounding finds its ends."""
    return np.round((np.rint(times / params["dt"]) - 0.1) * params["dt"], 4)


# Coincidences


def two_trains(rng: np.random.Generator) -> tuple:
    """Some spikes coincide, some come too early or too late, and some have no partner at all.

    Within a train spikes are farther apart than two windows, so each has at most one partner. Of
    the coincident ones other numbers are early, late, and within half a window. The first and the
    last ones coincide.
    """
    window = unround(rng, 1.4, 2.9)
    early, late, far, data_alone, model_alone = rng.integers([3, 7, 6, 4, 9], [6, 11, 11, 8, 14])
    closest = rng.uniform(0.1, 0.4, 3) * [-1, -1, 1]
    close = [closest, -rng.uniform(0.6, 0.9, early), rng.uniform(0.6, 0.9, late)]
    apart = rng.uniform(1.15, 1.9, far) * rng.choice([-1, 1], far)
    side = rng.choice([-1, 1])
    shift = np.concatenate([*close, apart, np.zeros(data_alone + model_alone)]) * side * window
    places = rng.permutation(np.cumsum(rng.uniform(7.5, 12, shift.size)) * window)
    for at, end in ((0, np.argmin(places)), (1, np.argmax(places))):
        places[[at, end]] = places[[end, at]]
    data = np.sort(places[: shift.size - model_alone])
    model = np.sort(np.delete(places + shift, np.arange(data.size - data_alone, data.size)))
    T = round(np.max(places) + unround(rng, 8, 40), 1)
    return np.round(data, 2), np.round(model, 2), T, window


def a_window_apart(rng: np.random.Generator) -> tuple:
    """Whole numbers: first spikes of the model alone, then pairs, then spikes of the data alone."""
    window, count = int(rng.integers(2, 5)), int(rng.integers(5, 8))
    first, last = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    places = np.cumsum(rng.integers(7, 12, first + count + last)) * window
    paired, data = places[first : first + count], places[first:]
    early_and_late = rng.permutation([-1, 1, *rng.choice([-1, 1], count - 2)])
    model = np.append(places[:first], paired + window * early_and_late)
    return data, model, int(places[-1]) + 9 * window, window


def one_silent(rng: np.random.Generator) -> tuple:
    data, model, T, window = two_trains(rng)
    silent = np.array([])
    return (data, silent, T, window) if rng.uniform() < 0.5 else (silent, model, T, window)


def both_silent(rng: np.random.Generator) -> tuple:
    *_, T, window = two_trains(rng)
    return np.array([]), np.array([]), T, window


# The LIF twin


def curve_to_fit(rng: np.random.Generator) -> tuple:
    """A neuron of another size and speed at each draw: no LIF fits all."""
    params, _ = _counted(rng, 800.0)
    I_values = np.concatenate([[0.0, 2.5], np.linspace(8.0, 45.0, 11) + rng.uniform(-0.5, 0.5, 11)])
    rates = FI_curve_HH(params, I_values)
    size = rng.uniform(2.5, 4) ** rng.choice([-1, 1])
    speed = rng.choice([rng.uniform(0.4, 0.55), rng.uniform(1.8, 2.4)])
    order = rng.permutation(I_values.size)
    return np.round(size * I_values[order], 3), np.round(speed * rates[order], 2)

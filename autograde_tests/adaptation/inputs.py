"""Inputs of the `adaptation` assignment's hidden tests: each draws the arguments of one call.

Parameters are such that right simulators agree whatever their conventions (dt small beside tau_w,
currents well above the onset, regular firing) and the known mistakes do not (b well above a few pA,
V_reset below E_L, holds of many steps).
"""

# ruff: noqa: D103 (the names say it)

import inspect

import numpy as np

import reference
from autograde_tests.adaptation import given
from autograde_tests.random_inputs import noisy_wave, unround
from autograder.testing.decoys import Code
from reference import adaptation_index, dwdt, simulate_AdEx

_TRIALS = 500
_LEAK, _EXPONENTIAL, _PARABOLA = (
    Code(name, inspect.getsource(given)) for name in ("f_LIF", "f_EIF", "f_QIF")
)


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
        "b": unround(rng, 32, 46),
        "tau_w": unround(rng, 100, 160),
    }


def _aLIF(rng: np.random.Generator, T: float = 200.0, dt: float = 0.1) -> dict:
    return _adapting(rng, T, dt) | {"V_th": unround(rng, -55, -50)}


def _AdEx(rng: np.random.Generator, T: float = 200.0, dt: float = 0.1) -> dict:
    return _adapting(rng, T, dt) | {
        "V_rh": unround(rng, -53, -48),
        "Delta_T": unround(rng, 1.6, 2.4),
        "V_th": unround(rng, -31, -23),
    }


def _Izhikevich(rng: np.random.Generator, T: float = 200.0, dt: float = 0.1) -> dict:
    params = _adapting(rng, T, dt) | {
        "a_0": unround(rng, 0.03, 0.05, 4),
        "V_c": unround(rng, -53, -48),
        "V_th": unround(rng, 22, 31),
    }
    return params | {"tau_m": unround(rng, 8, 12), "g_L": unround(rng, 12.5, 15)}


def _threshold_current(params: dict) -> float:
    """Onset of the neuron without adaptation (pA)."""
    if "V_rh" in params:
        return reference.rheobase_EIF(params)
    if "V_c" in params:
        return reference.rheobase_QIF(params)
    return params["g_L"] * (params["V_th"] - params["E_L"])


def decaying(rng: np.random.Generator) -> tuple:
    params = _aLIF(rng)
    return params["E_L"], unround(rng, 20, 90), params


def pulled_by_V(rng: np.random.Generator) -> tuple:
    return unround(rng, -66, -50), 0.0, _aLIF(rng)


def arrays_of_states(rng: np.random.Generator) -> tuple:
    n = int(rng.integers(5, 9))
    V, w = np.round(rng.uniform(-90, -50, n), 2), np.round(rng.uniform(-40, 120, n), 2)
    return V, w, _aLIF(rng)


def whole_numbers(rng: np.random.Generator) -> tuple:
    params = _aLIF(rng) | {"a": 3, "E_L": -int(rng.integers(70, 79)), "tau_w": 130}
    return -int(rng.integers(52, 66)), int(rng.integers(20, 90)), params


def _changing(rng: np.random.Generator, params: dict, swing: float) -> tuple:
    return params, _threshold_current(params) * noisy_wave(rng, params, swing)


def _constant(rng: np.random.Generator, params: dict, low: float, high: float) -> tuple:
    return params, round(_threshold_current(params) * rng.uniform(low, high), 1)


def _unusual_dt(rng: np.random.Generator) -> float:
    """Never the 0.1 ms of the given parameters."""
    return float(rng.choice([0.125, 0.16, 0.2]))


def changing_aLIF(rng: np.random.Generator) -> tuple:
    return _changing(rng, _aLIF(rng, T=100.0, dt=_unusual_dt(rng)), 0.5)


def constant_aLIF(rng: np.random.Generator) -> tuple:
    return _constant(rng, _aLIF(rng), 2.4, 3.2)


def without_hold_aLIF(rng: np.random.Generator) -> tuple:
    return _constant(rng, _aLIF(rng, T=120.0) | {"tref": 0.0}, 2.4, 3.0)


def changing_AdEx(rng: np.random.Generator) -> tuple:
    return _changing(rng, _AdEx(rng, T=100.0, dt=_unusual_dt(rng)), 0.5)


def constant_AdEx(rng: np.random.Generator) -> tuple:
    return _constant(rng, _AdEx(rng), 2.6, 3.4)


def without_hold_AdEx(rng: np.random.Generator) -> tuple:
    return _constant(rng, _AdEx(rng, T=120.0) | {"tref": 0.0}, 2.6, 3.2)


def overshooting_AdEx(rng: np.random.Generator) -> tuple:
    """Some spike carries V so far that the w equation would feel it, and none by a hair only."""
    for _ in range(_TRIALS):
        params, I_ext = _constant(rng, _AdEx(rng, T=120.0), 2.6, 3.4)
        params |= {"V_th": unround(rng, -22, -16)}
        V, w, _t, spikes = simulate_AdEx(params, I_ext)
        before = np.array(spikes[:4]) - 1
        drive = reference.f_EIF(V[before], params) + (I_ext - w[before]) / params["g_L"]
        top = V[before] + params["dt"] * drive / params["tau_m"]
        more = dwdt(top, w[before], params) - dwdt(params["V_reset"], w[before], params)
        felt = params["dt"] * more / params["b"]
        if 0.5 < felt.max(initial=0) < 100:
            break
    return params, I_ext


def changing_Izhikevich(rng: np.random.Generator) -> tuple:
    return _changing(rng, _Izhikevich(rng, T=100.0, dt=_unusual_dt(rng)), 0.4)


def constant_Izhikevich(rng: np.random.Generator) -> tuple:
    return _constant(rng, _Izhikevich(rng), 8, 10)


def without_hold_Izhikevich(rng: np.random.Generator) -> tuple:
    return _constant(rng, _Izhikevich(rng, T=150.0) | {"tref": 0.0}, 8, 9)


# The same for the simulator that takes any membrane


def changing_current(rng: np.random.Generator) -> tuple:
    return _PARABOLA, *changing_Izhikevich(rng)


def constant_current(rng: np.random.Generator) -> tuple:
    return _EXPONENTIAL, *constant_AdEx(rng)


def without_hold(rng: np.random.Generator) -> tuple:
    return _LEAK, *without_hold_aLIF(rng)


def overshooting(rng: np.random.Generator) -> tuple:
    return _EXPONENTIAL, *overshooting_AdEx(rng)


def slowing_down(rng: np.random.Generator) -> tuple:
    return (np.sort(np.round(rng.uniform(5, 60, int(rng.integers(4, 12))), 2)),)


def speeding_up(rng: np.random.Generator) -> tuple:
    return (slowing_down(rng)[0][::-1].copy(),)


def listed_intervals(rng: np.random.Generator) -> tuple:
    ISI = np.round(rng.uniform(5, 60, int(rng.integers(4, 12))), 2)
    ISI[[0, -1]] = unround(rng, 12, 20), unround(rng, 24, 40)  # neither shortest nor longest
    ISI[1:3] = unround(rng, 70, 90), unround(rng, 3, 5)
    return (ISI.tolist(),)


def two_intervals(rng: np.random.Generator) -> tuple:
    return (np.array([unround(rng, 12, 20), unround(rng, 24, 40)]),)


def in_turn(rng: np.random.Generator) -> tuple:
    """Mostly a short interval after a long one, and the other way round."""
    count = int(rng.integers(7, 13))
    ISI = np.where(np.arange(count) % 2, 40.0, 20.0) + rng.uniform(-9, 9, count)
    return (np.round(ISI, 2),)


def drifting(rng: np.random.Generator) -> tuple:
    """Intervals in whole ms that get longer, and hardly more regular than that."""
    count = int(rng.integers(8, 14))
    return (np.rint(np.linspace(10, 40, count) + rng.uniform(-7, 7, count)).astype(int).tolist(),)


def four_intervals(rng: np.random.Generator) -> tuple:
    """Not three: those make two pairs, whose correlation is 1 or -1, and may be guessed."""
    return (np.round(rng.permutation([10.0, 22.0, 33.0, 41.0]) + rng.uniform(-4, 4, 4), 2),)


def one_or_two_intervals(rng: np.random.Generator) -> tuple:
    return (in_turn(rng)[0][: int(rng.integers(1, 3))],)


def one_interval(rng: np.random.Generator) -> tuple:
    return (slowing_down(rng)[0][:1],)


def no_interval(_rng: np.random.Generator) -> tuple:
    return (np.array([]),)


def _train(rng: np.random.Generator, count: int) -> tuple[list[int], dict]:
    params = _aLIF(rng, T=unround(rng, 900, 1400), dt=float(rng.choice([0.1, 0.2])))
    growth = np.linspace(1, rng.uniform(3, 5), count)
    intervals = np.rint(rng.uniform(60, 90) * growth * rng.uniform(0.9, 1.1, count)).astype(int)
    start = int(rng.integers(150, 300))
    return [start, *(int(k) for k in start + np.cumsum(intervals))], params


def even_number_of_intervals(rng: np.random.Generator) -> tuple:
    return _train(rng, 2 * int(rng.integers(3, 6)))


def odd_number_of_intervals(rng: np.random.Generator) -> tuple:
    return _train(rng, 2 * int(rng.integers(3, 6)) + 1)


def array_of_spikes(rng: np.random.Generator) -> tuple:
    spikes, params = _train(rng, int(rng.integers(6, 10)))
    return np.array(spikes), params


def too_few_spikes(rng: np.random.Generator) -> tuple:
    spikes, params = even_number_of_intervals(rng)
    return spikes[: int(rng.integers(0, 2))], params


def drawn_aLIF(rng: np.random.Generator) -> tuple:
    return _constant(rng, _aLIF(rng, T=200.0), 2.4, 3.0)


def currents(rng: np.random.Generator) -> tuple:
    params = _aLIF(rng, T=500.0, dt=0.25)
    share = np.array([0.3, 0.75, 2.1, 2.6, 3.1, 3.6, 4.1]) + rng.uniform(-0.15, 0.15, 7)
    return params, np.round(_threshold_current(params) * share, 1)


def voltages(rng: np.random.Generator) -> tuple:
    params = _AdEx(rng)
    V = np.sort(np.round(rng.uniform(-85, params["V_rh"] + 5, int(rng.integers(5, 9))), 2))
    return V, params, unround(rng, 110, 390)


def one_voltage(rng: np.random.Generator) -> tuple:
    """Where the exponential counts."""
    _V, params, I_ext = voltages(rng)
    return params["V_rh"] + unround(rng, -1, 4), params, I_ext


def drawn_AdEx(rng: np.random.Generator) -> tuple:
    """All of the x range lies within -90 to -45 mV: what is drawn further out costs no luck."""
    params = _AdEx(rng, T=220.0) | {
        "V_reset": unround(rng, -63, -59),
        "V_rh": unround(rng, -56, -53),
    }
    return _constant(rng, params, 2.4, 3.0)


_NAMES = ["brisk", "calm", "drowsy", "eager", "fickle", "grumpy", "hasty", "idle", "jumpy", "keen"]


def gallery(rng: np.random.Generator) -> tuple:
    """Three neurons, or five: different in b, in tau_w and in their currents."""
    count = int(rng.choice([3, 5]))
    patterns = {}
    for number, name in enumerate(rng.choice(_NAMES, count, replace=False)):
        params = _AdEx(rng, T=120.0) | {"V_reset": unround(rng, -66, -60)}
        params |= {"b": unround(rng, 2, 6) if number % 2 else unround(rng, 35, 50)}
        patterns[str(name)] = params | {"I_ext": _constant(rng, params, 1.6, 2.8)[1]}
    return (patterns,)


def _published(rng: np.random.Generator, low: float, high: float) -> tuple:
    return (
        unround(rng, 0.018, 0.026, 4),
        unround(rng, 0.19, 0.22, 3),
        unround(rng, -64, -60),
        unround(rng, 6, 9),
        unround(rng, low, high),
    )


def weak_input(rng: np.random.Generator) -> tuple:
    a, b, c, d, I = _published(rng, 0.2, 0.7)  # noqa: E741
    n = 1500
    wave = np.sin(2 * np.pi * (np.arange(n) / n * rng.uniform(2, 4) + rng.uniform()))
    return a, b, c, d, I * (1 + wave), 150.0, 0.1


def strong_input(rng: np.random.Generator) -> tuple:
    return *_published(rng, 17, 23), 250.0, 0.1


def coarse_input(rng: np.random.Generator) -> tuple:
    return *_published(rng, 17, 23), 150.0, 0.25


def _pattern(spikes: np.ndarray, T: float, dt: float, params: dict) -> tuple:
    return [int(k) for k in spikes], params | {"T": T, "dt": dt}


_SHORTEST = 3.0, 33.0  # ms


def _spread(
    rng: np.random.Generator, intervals: np.ndarray, dt: float, after: float = 1.05
) -> tuple:
    """A train with such intervals, in any unit, and a run that ends soon after it."""
    # How short the shortest is tells nothing: for each pattern it may be below 10 ms.
    intervals = intervals / np.min(intervals) * np.exp(rng.uniform(*np.log(_SHORTEST)))
    times = np.cumsum([unround(rng, 5, 15), *intervals])
    T = round(float(times[-1]) * after / dt) * dt
    return _pattern(np.rint(times / dt), T, dt, _aLIF(rng))


def _step(rng: np.random.Generator) -> float:
    return float(rng.choice([0.1, 0.2, 0.25]))


def silent(rng: np.random.Generator) -> tuple:
    return [], _aLIF(rng)


def transient(rng: np.random.Generator) -> tuple:
    """The last spike comes in the second quarter: neither early, nor late in samples."""
    intervals = rng.uniform(8, 14, int(rng.integers(3, 7)))
    return _spread(rng, intervals, _step(rng), after=float(rng.uniform(2.4, 3.5)))


def one_early_spike(rng: np.random.Generator) -> tuple:
    """In the first half of the run, though not of what its number would be in ms."""
    params, dt = _aLIF(rng), _step(rng)
    return _pattern(np.array([_early(rng, dt)]), 300.0, dt, params)


def an_early_and_a_late_spike(rng: np.random.Generator) -> tuple:
    """Of no pattern but the last."""
    params, dt = _aLIF(rng), _step(rng)
    late = round(float(rng.uniform(200, 280)) / dt)
    return _pattern(np.array([_early(rng, dt), late]), 300.0, dt, params)


def _early(rng: np.random.Generator, dt: float) -> int:
    return round(float(rng.uniform(60, 130)) / dt)


def tonic(rng: np.random.Generator) -> tuple:
    """Slightly longer at the end, but by less than an index of 0.1."""
    growth = np.linspace(1, rng.uniform(1.02, 1.12), int(rng.integers(12, 20)))
    return _spread(rng, rng.uniform(6.5, 8.5) * growth, _step(rng))


def speeding(rng: np.random.Generator) -> tuple:
    growth = np.geomspace(rng.uniform(1.8, 2.6), 1, int(rng.integers(10, 16)))
    return _spread(rng, rng.uniform(9, 16) * growth, _step(rng))


def adapting(rng: np.random.Generator) -> tuple:
    """Ends at an index of 0.15 to 0.7."""
    growth = np.geomspace(1, rng.uniform(1.4, 5), int(rng.integers(8, 14)))
    return _spread(rng, rng.uniform(9, 16) * growth, _step(rng))


def initial_burst(rng: np.random.Generator) -> tuple:
    slow = rng.uniform(45, 65) * rng.uniform(0.93, 1.07, int(rng.integers(6, 10)))
    return _spread(rng, np.concatenate([rng.uniform(2, 4, 2), slow]), _step(rng))


def at_every_limit(rng: np.random.Generator) -> tuple:
    """The last spike at T/2, intervals half the one before, an index of 0.1, all exactly."""
    unit = int(rng.integers(8, 16))
    for _ in range(_TRIALS):
        doublings = np.abs(np.cumsum(rng.integers(-1, 2, int(rng.integers(7, 14)))))
        intervals = unit * np.array([9, *9 * 2**doublings, 11])
        ratios = intervals[1:] / intervals[:-1]
        # The index is always 0.1, unless adaptation_index is a stand-in.
        if adaptation_index(0.25 * intervals) == 0.1 and ratios.min() == 0.5:
            break
    spikes = int(rng.integers(40, 90)) + np.cumsum([0, *intervals])
    return _pattern(spikes, 2 * 0.25 * int(spikes[-1]), 0.25, _aLIF(rng))


def a_little_adapted(rng: np.random.Generator) -> tuple:
    """Ends at an index of 0.12 to 0.16."""
    index = rng.uniform(0.12, 0.16)
    growth = np.geomspace(1, (1 + index) / (1 - index), int(rng.integers(8, 14)))
    return _spread(rng, rng.uniform(15, 20) * growth, _step(rng))


def bursting(rng: np.random.Generator) -> tuple:
    bursts = rng.uniform(4, 7, (int(rng.integers(4, 7)), int(rng.integers(2, 5))))
    bursts[:, -1] = rng.uniform(40, 70, len(bursts))
    return _spread(rng, bursts.ravel(), _step(rng))


# Below the threshold


def _membrane_of(rng: np.random.Generator, a: float) -> dict:
    return _aLIF(rng) | {"a": a, "tau_m": unround(rng, 7, 15), "tau_w": unround(rng, 70, 130)}


def at_rest(rng: np.random.Generator) -> tuple:
    return _membrane_of(rng, unround(rng, 14, 24)), np.array([0])


def passive_membrane(rng: np.random.Generator) -> tuple:
    return _membrane_of(rng, 0.0), np.sort(np.round(rng.uniform(0.5, 90, 6), 2))


def resonant_membrane(rng: np.random.Generator) -> tuple:
    frequencies = np.concatenate([rng.uniform(0.5, 5, 2), rng.uniform(5, 12, 3), [44.0]])
    return _membrane_of(rng, unround(rng, 14, 24)), np.round(rng.permutation(frequencies), 2)


def one_frequency(rng: np.random.Generator) -> tuple:
    return _membrane_of(rng, unround(rng, -5, -3)), unround(rng, 2, 20)

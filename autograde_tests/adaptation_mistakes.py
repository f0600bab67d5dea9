"""Mistakes that students make in the `adaptation` assignment, simulators apart.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot, the course's own names and the private
helpers of this module are used, so that it works in a student's cell as it stands.
"""

# ruff: noqa: ANN001, ANN201, ANN202, D403, D404 (they read like students' code)

import numpy as np
from matplotlib import pyplot as plt

from reference.adaptation import (
    adaptation_index,
    initial_and_steady_rate,
    nullclines_AdEx,
    simulate_AdEx,
    simulate_aLIF,
)
from reference.nonlinear_if import f_EIF
from reference.spike_trains import get_ISI

# dwdt


def dwdt__without_tau(V, w, params):
    """tau_w is missing: this is a distance in pA, not yet a rate in pA/ms."""
    return params["a"] * (V - params["E_L"]) - w


def dwdt__times_tau(V, w, params):
    """The rate is multiplied by tau_w: a larger time constant should make w slower."""
    return (params["a"] * (V - params["E_L"]) - w) * params["tau_w"]


def dwdt__over_tau_m(V, w, params):
    """The rate is divided by tau_m, the time constant of V: w has one of its own, tau_w."""
    return (params["a"] * (V - params["E_L"]) - w) / params["tau_m"]


def dwdt__plus_w(V, w, params):
    """w has the wrong sign: left alone it should decay, not grow."""
    return (params["a"] * (V - params["E_L"]) + w) / params["tau_w"]


def dwdt__a_sign(V, w, params):
    """The voltage pulls the wrong way: above E_L, with a > 0, w should grow."""
    return (-params["a"] * (V - params["E_L"]) - w) / params["tau_w"]


def dwdt__all_signs(V, w, params):
    """Both signs are the wrong way round: w should move towards a (V - E_L), not away from it."""
    return (w - params["a"] * (V - params["E_L"])) / params["tau_w"]


def dwdt__without_E_L(V, w, params):
    """E_L is missing: w follows how far V is from rest, V - E_L, not V itself."""
    return (params["a"] * V - w) / params["tau_w"]


def dwdt__plus_E_L(V, w, params):
    """E_L is added to V: w follows the difference of V and E_L (both are negative)."""
    return (params["a"] * (V + params["E_L"]) - w) / params["tau_w"]


def dwdt__from_reset(V, w, params):
    """V_reset stands where E_L should: without current and spikes, V rests at E_L, and w at 0."""
    return (params["a"] * (V - params["V_reset"]) - w) / params["tau_w"]


def dwdt__a_times_all(V, w, params):
    """a multiplies w, too: w is a current already, only V - E_L needs a. Check the brackets."""
    return params["a"] * (V - params["E_L"] - w) / params["tau_w"]


def dwdt__only_w_divided(V, w, params):
    """Only w is divided by tau_w: a (V - E_L) is on the same side. Check the brackets."""
    return params["a"] * (V - params["E_L"]) - w / params["tau_w"]


def dwdt__only_a_divided(V, w, params):
    """Only a (V - E_L) is divided by tau_w: w is on the same side. Check the brackets."""
    return params["a"] * (V - params["E_L"]) / params["tau_w"] - w


def dwdt__without_a(V, w, params):
    """a is missing: V - E_L is a voltage, and a turns it into a current, as w is one."""
    return (V - params["E_L"] - w) / params["tau_w"]


def dwdt__only_decay(V, w, params):
    """The voltage is missing: w should also be pulled towards a (V - E_L)."""
    return -w / params["tau_w"] + 0 * V


def dwdt__with_b(V, w, params):
    """b is in the equation: it belongs to the spike only, where w jumps by it."""
    return (params["a"] * (V - params["E_L"]) - w + params["b"]) / params["tau_w"]


def dwdt__b_for_a(V, w, params):
    """b stands where a should: a (nS) goes with the voltage, b (pA) with the spikes."""
    return (params["b"] * (V - params["E_L"]) - w) / params["tau_w"]


# adaptation_index


def adaptation_index__sign(ISI):
    """The difference is the wrong way round: last minus first, above 0 for a neuron that slows."""
    return (ISI[0] - ISI[-1]) / (ISI[0] + ISI[-1]) if len(ISI) > 1 else np.nan


def adaptation_index__over_first(ISI):
    """The difference is divided by the first interval: divide by the sum of last and first."""
    return (ISI[-1] - ISI[0]) / ISI[0] if len(ISI) > 1 else np.nan


def adaptation_index__over_last(ISI):
    """The difference is divided by the last interval: divide by the sum of last and first."""
    return (ISI[-1] - ISI[0]) / ISI[-1] if len(ISI) > 1 else np.nan


def adaptation_index__over_mean(ISI):
    """The difference is divided by the mean of last and first: divide by their sum."""
    return 2 * (ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0]) if len(ISI) > 1 else np.nan


def adaptation_index__over_mean_of_all(ISI):
    """The difference is divided by the mean of all intervals: divide by last plus first."""
    return (ISI[-1] - ISI[0]) / np.mean(ISI) if len(ISI) > 1 else np.nan


def adaptation_index__brackets(ISI):
    """Only one term is divided: put brackets around the difference and around the sum."""
    return ISI[-1] - ISI[0] / ISI[-1] + ISI[0] if len(ISI) > 1 else np.nan


def adaptation_index__ratio(ISI):
    """This is the ratio of last and first: asked for is their difference over their sum."""
    return ISI[-1] / ISI[0] if len(ISI) > 1 else np.nan


def adaptation_index__extremes(ISI):
    """These are the longest and the shortest interval: take the last and the first."""
    return (max(ISI) - min(ISI)) / (max(ISI) + min(ISI)) if len(ISI) > 1 else np.nan


def adaptation_index__second(ISI):
    """The first interval is ISI[0]: Python counts from 0, so that ISI[1] is the second."""
    return (ISI[-1] - ISI[1]) / (ISI[-1] + ISI[1]) if len(ISI) > 1 else np.nan


def adaptation_index__zero_for_one(ISI):
    """One interval compared with itself gives 0: with fewer than two intervals, return np.nan."""
    return (ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0]) if len(ISI) else np.nan


def adaptation_index__zero_for_few(ISI):
    """With fewer than two intervals there is nothing to compare: return np.nan, not 0."""
    return (ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0]) if len(ISI) > 1 else 0.0


# initial_and_steady_rate


def _rates(spikes, params, steady, scale=1000.0, unit=None):
    ISI = np.diff(spikes) * (params["dt"] if unit is None else unit)
    if len(ISI) == 0:
        return 0.0, 0.0
    return scale / ISI[0], steady(ISI, scale)


def _of_last_half(ISI, scale):
    return scale / np.mean(ISI[len(ISI) // 2 :])


def initial_and_steady_rate__per_ms(spikes, params):
    """These are rates per ms: 1 Hz is one spike per second, and the intervals are in ms."""
    return _rates(spikes, params, _of_last_half, scale=1.0)


def initial_and_steady_rate__in_steps(spikes, params):
    """Numbers of samples are taken for ms: multiply intervals by dt (get_ISI does it)."""
    return _rates(spikes, params, _of_last_half, unit=1.0)


def initial_and_steady_rate__are_intervals(spikes, params):
    """These are intervals in ms: a rate is one over an interval, in Hz."""
    initial, steady = _rates(spikes, params, _of_last_half)
    return (1000 / initial, 1000 / steady) if initial else (0.0, 0.0)


def initial_and_steady_rate__swapped(spikes, params):
    """The two rates are swapped: return the initial one first."""
    return _rates(spikes, params, _of_last_half)[::-1]


def initial_and_steady_rate__of_last(spikes, params):
    """The steady rate is one over the last interval: take the mean of the last half of them."""
    return _rates(spikes, params, lambda ISI, scale: scale / ISI[-1])


def initial_and_steady_rate__of_all(spikes, params):
    """The steady rate is that of all intervals: take the last half of them only."""
    return _rates(spikes, params, lambda ISI, scale: scale / np.mean(ISI))


def initial_and_steady_rate__of_first_half(spikes, params):
    """The steady rate is that of the first half of the intervals: the last half is ISI[n // 2:]."""
    return _rates(spikes, params, lambda ISI, scale: scale / np.mean(ISI[: (len(ISI) + 1) // 2]))


def initial_and_steady_rate__smaller_half(spikes, params):
    """Of an odd number of intervals the middle one is left out: the last half begins at n // 2."""
    return _rates(spikes, params, lambda ISI, scale: scale / np.mean(ISI[(len(ISI) + 1) // 2 :]))


def initial_and_steady_rate__mean_of_rates(spikes, params):
    """The steady rate is a mean of rates: average the intervals first, then take one over it."""
    return _rates(spikes, params, lambda ISI, scale: np.mean(scale / ISI[len(ISI) // 2 :]))


def initial_and_steady_rate__counted(spikes, params):
    """The steady rate is the number of spikes over T: take one over the mean of the last half."""
    return _rates(spikes, params, lambda *_: 1000 * len(spikes) / params["T"])


def initial_and_steady_rate__latency(spikes, params):
    """The initial rate is one over the time of the first spike: take the first interval."""
    if len(spikes) < 2:
        return 0.0, 0.0
    initial = 1000 / (spikes[0] * params["dt"])
    return initial, _rates(spikes, params, _of_last_half)[1]


# nullclines_AdEx


def _w_V(V, params, I_ext):
    return params["g_L"] * f_EIF(V, params) + I_ext


def _w_w(V, params):
    return params["a"] * (V - params["E_L"])


def nullclines_AdEx__swapped(V, params, I_ext):
    """The two are swapped: first w where dV/dt = 0, then w where dw/dt = 0."""
    return _w_w(V, params), _w_V(V, params, I_ext)


def nullclines_AdEx__without_input(V, params, I_ext):
    """The V-nullcline has no input: the current lifts it by I_ext."""
    return _w_V(V, params, 0.0), _w_w(V, params)


def nullclines_AdEx__input_sign(V, params, I_ext):
    """The input has the wrong sign: a positive current lifts the V-nullcline."""
    return _w_V(V, params, -I_ext), _w_w(V, params)


def nullclines_AdEx__in_mV(V, params, I_ext):
    """The V-nullcline is in mV: multiply by g_L, so that f becomes a current like w."""
    return _w_V(V, params, I_ext) / params["g_L"], _w_w(V, params)


def nullclines_AdEx__f_in_mV(V, params, I_ext):
    """f is added to the current as it is: it is in mV, and g_L makes a current of it."""
    return f_EIF(V, params) + I_ext, _w_w(V, params)


def nullclines_AdEx__input_times_g_L(V, params, I_ext):
    """The current is multiplied by g_L, too: it is in pA already, only f needs it."""
    return params["g_L"] * (f_EIF(V, params) + I_ext), _w_w(V, params)


def nullclines_AdEx__sign(V, params, I_ext):
    """The V-nullcline has the wrong sign: solve 0 = f - w/g_L + I/g_L for w once more."""
    return -_w_V(V, params, I_ext), _w_w(V, params)


def nullclines_AdEx__f_sign(V, params, I_ext):
    """f has the wrong sign in the V-nullcline: solve 0 = f - w/g_L + I/g_L for w once more."""
    return I_ext - params["g_L"] * f_EIF(V, params), _w_w(V, params)


def nullclines_AdEx__leak_only(V, params, I_ext):
    """The V-nullcline has no exponential: f is the leak and the spike current (f_EIF)."""
    return I_ext - params["g_L"] * (V - params["E_L"]), _w_w(V, params)


def nullclines_AdEx__over_tau_w(V, params, I_ext):
    """The w-nullcline is divided by tau_w: where dw/dt is 0, the time constant does not matter."""
    return _w_V(V, params, I_ext), _w_w(V, params) / params["tau_w"]


def nullclines_AdEx__over_tau_m(V, params, I_ext):
    """The V-nullcline is divided by tau_m: where dV/dt is 0, the time constant does not matter."""
    return _w_V(V, params, I_ext) / params["tau_m"], _w_w(V, params)


def nullclines_AdEx__without_E_L(V, params, I_ext):
    """E_L is missing in the w-nullcline: w follows how far V is from rest, V - E_L."""
    return _w_V(V, params, I_ext), params["a"] * V


def nullclines_AdEx__with_b(V, params, I_ext):
    """b is in the w-nullcline: it belongs to the spike only, not to the equation of w."""
    return _w_V(V, params, I_ext), _w_w(V, params) + params["b"]


# classify_pattern


def _class(spikes, params, half=None, bursts=None, limit=0.1, few=0, bursts_first=True):
    if len(spikes) == 0:
        return "silent"
    if few:
        if len(spikes) <= few:
            return "transient"
    elif spikes[-1] * (params["dt"] if half is None else half) < params["T"] / 2:
        return "transient"
    ISI = get_ISI(spikes, params)
    bursts = np.any(ISI[1:] < 0.5 * ISI[:-1]) if bursts is None else bursts(ISI)
    if bursts and bursts_first:
        return "bursting"
    if adaptation_index(ISI) > limit:
        return "adapting"
    return "bursting" if bursts else "tonic"


def classify_pattern__in_samples(spikes, params):
    """A sample index is compared with T/2 in ms: multiply it by dt first."""
    return _class(spikes, params, half=1.0)


def classify_pattern__few(spikes, params):
    """Transient is taken for "one spike": what counts is that none comes at T/2 or later."""
    return _class(spikes, params, few=1)


def classify_pattern__any_ratio(spikes, params):
    """The longest interval is compared with the shortest: compare each with the one before it.

    Otherwise a neuron that adapts strongly passes for one that bursts.
    """
    return _class(spikes, params, bursts=lambda ISI: np.max(ISI) > 2 * np.min(ISI))


def classify_pattern__longer(spikes, params):
    """Bursting is looked for in intervals that become longer: look for one that is much *shorter*.

    Intervals also become longer where a neuron adapts, or after a burst at the start.
    """
    return _class(spikes, params, bursts=lambda ISI: np.any(ISI[1:] > 2 * ISI[:-1]))


def classify_pattern__short(spikes, params):
    """Any interval below 10 ms is called a burst: compare each with the one before it."""
    return _class(spikes, params, bursts=lambda ISI: np.any(ISI < 10))


def classify_pattern__adapting_first(spikes, params):
    """Adapting is asked for before bursting: take the criteria in the order of the text."""
    return _class(spikes, params, bursts_first=False)


def classify_pattern__any_growth(spikes, params):
    """Every index above 0 is called adapting: the criterion is an index above 0.1."""
    return _class(spikes, params, limit=0.0)


def classify_pattern__any_change(spikes, params):
    """A neuron that becomes faster is called adapting: that takes an index *above* 0.1."""
    label = _class(spikes, params)
    faster = label == "tonic" and adaptation_index(get_ISI(spikes, params)) < -0.1
    return "adapting" if faster else label


# Figures


def _two_panels(upper, lower, x):
    _fig, axes = plt.subplots(2, 1)
    axes[0].plot(x, upper)
    axes[0].set_ylabel("V (mV)")
    axes[1].plot(x, lower)
    axes[1].set(xlabel="time (ms)", ylabel="w (pA)")
    return axes


def plot_adaptation__swapped(params, I_inj):
    """The panels are swapped: V belongs in the first one, w in the second."""
    V, w, t, _spikes = simulate_aLIF(params, I_inj)
    return _two_panels(w, V, t)


def plot_adaptation__against_samples(params, I_inj):
    """The curves are drawn against the number of the sample: give plot the times, too."""
    V, w, _t, _spikes = simulate_aLIF(params, I_inj)
    return _two_panels(V, w, np.arange(len(V)))


def plot_adaptation__V_twice(params, I_inj):
    """V is drawn in both panels: the second one should show w."""
    V, _w, t, _spikes = simulate_aLIF(params, I_inj)
    return _two_panels(V, V, t)


def plot_adaptation__without_jumps(params, I_inj):
    """b is set to 0, or params does not reach the simulation as it is: w has no jumps."""
    V, w, t, _spikes = simulate_aLIF({**params, "b": 0.0}, I_inj)
    return _two_panels(V, w, t)


def _FI_figure(I_values, initial, steady):
    _fig, ax = plt.subplots()
    ax.plot(I_values, initial, label="initial")
    ax.plot(I_values, steady, label="steady")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax


def _FI_rates(params, I_values, rates=initial_and_steady_rate):
    runs = [rates(simulate_aLIF(params, I_ext)[3], params) for I_ext in I_values]
    return np.transpose(runs)


def plot_FI_adaptation__swapped(params, I_values):
    """The labels are swapped: the initial rate is the higher one."""
    initial, steady = _FI_rates(params, I_values)
    return _FI_figure(I_values, steady, initial)


def plot_FI_adaptation__in_kHz(params, I_values):
    """The rates are per ms, or divided by 1000 once too often: initial_and_steady_rate is in Hz."""
    initial, steady = _FI_rates(params, I_values) / 1000
    return _FI_figure(I_values, initial, steady)


def plot_FI_adaptation__counted(params, I_values):
    """The steady curve is the number of spikes over T: take it from initial_and_steady_rate."""
    counts = [len(simulate_aLIF(params, I_ext)[3]) for I_ext in I_values]
    initial, _ = _FI_rates(params, I_values)
    return _FI_figure(I_values, initial, 1000 * np.array(counts) / params["T"])


def plot_FI_adaptation__initial_twice(params, I_values):
    """Both curves are the initial rate: the steady one is the second of the two rates."""
    initial, _ = _FI_rates(params, I_values)
    return _FI_figure(I_values, initial, initial)


def plot_FI_adaptation__one_current(params, I_values):
    """Every simulation gets the same current: each one should get its own of I_values."""
    initial, steady = _FI_rates(params, [I_values[-1]] * len(I_values))
    return _FI_figure(I_values, initial, steady)


def plot_FI_adaptation__without_w(params, I_values):
    """The two curves are the same: this is the LIF neuron, simulate the one with adaptation."""
    initial, steady = _FI_rates({**params, "a": 0.0, "b": 0.0}, I_values)
    return _FI_figure(I_values, initial, steady)


def _phase_figure(params, V_axis, nullclines, trajectory):
    _fig, ax = plt.subplots()
    ax.plot(V_axis, nullclines[0], label="V-nullcline")
    ax.plot(V_axis, nullclines[1], label="w-nullcline")
    ax.plot(*trajectory, label="trajectory")
    ax.axvline(params["V_reset"])
    ax.set(xlim=(V_axis[0], V_axis[-1]), xlabel="V (mV)", ylabel="w (pA)")
    ax.legend()
    return ax


def _V_axis(params):
    return np.linspace(params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"], 300)


def plot_phase_plane__nullclines_swapped(params, I_ext):
    """The labels of the nullclines are swapped: the one with the minimum belongs to V."""
    V_axis = _V_axis(params)
    nullclines = nullclines_AdEx(V_axis, params, I_ext)[::-1]
    return _phase_figure(params, V_axis, nullclines, simulate_AdEx(params, I_ext)[:2])


def plot_phase_plane__axes_swapped(params, I_ext):
    """The trajectory has V and w exchanged: V belongs on the x axis, w on the y axis."""
    V_axis = _V_axis(params)
    V, w, _t, _spikes = simulate_AdEx(params, I_ext)
    return _phase_figure(params, V_axis, nullclines_AdEx(V_axis, params, I_ext), (w, V))


def plot_phase_plane__against_time(params, I_ext):
    """The trajectory is drawn against time: in the phase plane it is w against V."""
    V_axis = _V_axis(params)
    _V, w, t, _spikes = simulate_AdEx(params, I_ext)
    return _phase_figure(params, V_axis, nullclines_AdEx(V_axis, params, I_ext), (t, w))


def plot_phase_plane__without_input(params, I_ext):
    """The nullclines are those without input: the same I_ext belongs to them."""
    V_axis = _V_axis(params)
    nullclines = nullclines_AdEx(V_axis, params, 0.0)
    return _phase_figure(params, V_axis, nullclines, simulate_AdEx(params, I_ext)[:2])


def plot_phase_plane__at_rest(params, I_ext):
    """The neuron gets no input, so it does not fire: simulate it with I_ext."""
    V_axis = _V_axis(params)
    nullclines = nullclines_AdEx(V_axis, params, I_ext)
    return _phase_figure(params, V_axis, nullclines, simulate_AdEx(params, 0.0)[:2])


def _gallery(names, curves):
    fig = plt.figure()
    axes = []
    for number, (name, (x, y)) in enumerate(zip(names, curves, strict=True)):
        ax = fig.add_subplot(len(names), 1, number + 1)
        ax.plot(x, y)
        ax.set(title=name, xlabel="time (ms)", ylabel="V (mV)")
        axes.append(ax)
    return axes


def plot_patterns__one_neuron(patterns):
    """Every panel shows the same neuron: simulate each with its own params."""
    params = next(iter(patterns.values()))
    V, _w, t, _spikes = simulate_AdEx(params, params["I_ext"])
    return _gallery(list(patterns), [(t, V)] * len(patterns))


def plot_patterns__one_current(patterns):
    """Every neuron gets the same current: each one has its own, params["I_ext"]."""
    I_ext = next(iter(patterns.values()))["I_ext"]
    runs = [simulate_AdEx(params, I_ext) for params in patterns.values()]
    return _gallery(list(patterns), [(t, V) for V, _w, t, _spikes in runs])


def plot_patterns__of_w(patterns):
    """The panels show w: they should show V."""
    runs = [simulate_AdEx(params, params["I_ext"]) for params in patterns.values()]
    return _gallery(list(patterns), [(t, w) for _V, w, t, _spikes in runs])


def plot_patterns__against_samples(patterns):
    """The curves are drawn against the number of the sample: give plot the times, too."""
    runs = [simulate_AdEx(params, params["I_ext"]) for params in patterns.values()]
    return _gallery(list(patterns), [(np.arange(len(V)), V) for V, _w, _t, _spikes in runs])


def plot_patterns__backwards(patterns):
    """The panels are not in the order of the dictionary: its first pattern comes first."""
    runs = [simulate_AdEx(params, params["I_ext"]) for params in patterns.values()]
    return _gallery(list(patterns)[::-1], [(t, V) for V, _w, t, _spikes in runs][::-1])

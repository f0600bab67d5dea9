"""Mistakes in figures of adapting neurons."""

import numpy as np
from matplotlib import pyplot as plt

from reference import initial_and_steady_rate, nullclines_AdEx, simulate_AdEx, simulate_aLIF


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
    """w has no jumps: is b set to 0, or does the simulation get other params?"""
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

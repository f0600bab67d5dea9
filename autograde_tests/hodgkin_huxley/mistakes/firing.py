"""Mistakes in counting spikes, and in F-I curves."""

import numpy as np
from matplotlib import pyplot as plt

from reference import FI_curve_HH, detect_spikes, simulate_HH

# detect_spikes


def _after(V, threshold):
    """Number of the first sample of each spike that is at or above the threshold."""
    return 1 + np.flatnonzero((V[:-1] < threshold) & (V[1:] >= threshold))


def detect_spikes__samples_above(V, t, threshold=0.0):
    """Each sample above the threshold counts as a spike: a spike is where V crosses it from below.

    One sample is below, and the next one is not.
    """
    return t[threshold <= V]


def detect_spikes__both_ways(V, t, threshold=0.0):
    """Crossings in both directions count: only the way up is a spike, once each."""
    above = threshold <= V
    return t[1:][above[1:] != above[:-1]]


def detect_spikes__way_down(V, t, threshold=0.0):
    """These are the crossings on the way down: a spike is where V comes from below."""
    return t[1:][(V[:-1] >= threshold) & (V[1:] < threshold)]


def detect_spikes__peaks(V, t, threshold=0.0):
    """These are the peaks: asked for is where V crosses the threshold on its way up."""
    middle = V[1:-1]
    return t[1:-1][(middle >= threshold) & (middle > V[:-2]) & (middle >= V[2:])]


def detect_spikes__sample_numbers(V, t, threshold=0.0):
    """These are numbers of samples: asked for are the times in ms, which are in t."""
    return _after(V, threshold)


def detect_spikes__in_seconds(V, t, threshold=0.0):
    """These are times in seconds: t is in ms, and the answer should be, too."""
    return t[_after(V, threshold)] / 1000


def detect_spikes__voltages(V, t, threshold=0.0):
    """These are voltages: asked for are the times at which V crosses the threshold."""
    return V[_after(V, threshold)]


def detect_spikes__count(V, t, threshold=0.0):
    """This is the number of spikes: return their times, as an array."""
    return len(_after(V, threshold))


def detect_spikes__only_first(V, t, threshold=0.0):
    """Only the first spike is found: go on to the end of the trace."""
    return t[_after(V, threshold)[:1]]


def detect_spikes__threshold_ignored(V, t, threshold=0.0):
    """The threshold is 0 mV whatever is asked for: compare with the argument `threshold`."""
    return t[_after(V, 0.0)]


def detect_spikes__other_default(V, t, threshold=-20.0):
    """Where a call names no threshold, it should be 0 mV: leave the `def` line as it was."""
    return t[_after(V, threshold)]


def detect_spikes__zero_if_silent(V, t, threshold=0.0):
    """Where there is no spike it returns 0, which is a time: return an empty array there."""
    times = t[_after(V, threshold)]
    return times if len(times) else 0.0


def detect_spikes__above_only(V, t, threshold=0.0):
    """A spike that just touches the threshold is lost: a sample at the threshold counts (>=)."""
    return t[1:][(V[:-1] <= threshold) & (V[1:] > threshold)]


def detect_spikes__equality(V, t, threshold=0.0):
    """V is hardly ever equal to the threshold: it jumps over it, from below to at or above."""
    return t[threshold == V]


def detect_spikes__start_counts(V, t, threshold=0.0):
    """A run that starts above the threshold starts without a spike: nothing was crossed."""
    return t[np.flatnonzero((threshold <= V) & np.append(True, V[:-1] < threshold))]


# FI_curve_HH


def _rates(params, I_values, counted):
    steps = round(params["T"] / params["dt"])
    V, _m, _h, _n, t = simulate_HH(params, np.tile(I_values, (steps, 1)))
    return np.array([counted(detect_spikes(one, t), one, t) for one in V.T])


def _whole_run(params, I_values):
    return _rates(params, I_values, lambda spikes, *_: 1000 * len(spikes) / params["T"])


def FI_curve_HH__whole_run(params, I_values):
    """The spikes of the whole run count: leave out the first half, where the neuron settles.

    A neuron that fires once and falls silent has a rate of 0.
    """
    return _whole_run(params, I_values)


def FI_curve_HH__whole_run_over_half(params, I_values):
    """The spikes of the whole run are divided by half of it: count from T/2 on only."""
    return _rates(params, I_values, lambda spikes, *_: 2000 * len(spikes) / params["T"])


def _late(spikes, params):
    return np.sum(spikes >= params["T"] / 2)


def FI_curve_HH__over_T(params, I_values):
    """The spikes of the second half are divided by all of T: they came in T/2."""
    return _rates(params, I_values, lambda spikes, *_: 1000 * _late(spikes, params) / params["T"])


def FI_curve_HH__first_half(params, I_values):
    """The spikes of the first half count: those of the second one are asked for."""
    return _rates(
        params,
        I_values,
        lambda spikes, *_: 2000 * np.sum(spikes < params["T"] / 2) / params["T"],
    )


def FI_curve_HH__counts(params, I_values):
    """These are numbers of spikes: divided by T/2, in seconds, they are rates in Hz."""
    return _rates(params, I_values, lambda spikes, *_: _late(spikes, params))


def FI_curve_HH__per_ms(params, I_values):
    """These are rates per ms: 1 Hz is one spike per second."""
    return _rates(params, I_values, lambda spikes, *_: 2 * _late(spikes, params) / params["T"])


def FI_curve_HH__samples_above(params, I_values):
    """Samples above 0 mV are counted instead of spikes: use detect_spikes."""
    return _rates(
        params,
        I_values,
        lambda _spikes, V, t: 2000 * np.sum((V >= 0) & (t >= params["T"] / 2)) / params["T"],
    )


def FI_curve_HH__one_current(params, I_values):
    """All rates are those of one current, the last: each column should have its own."""
    return _rates(
        params,
        np.full(len(I_values), I_values[-1]),
        lambda spikes, *_: 2000 * _late(spikes, params) / params["T"],
    )


def FI_curve_HH__from_mean_interval(params, I_values):
    """The rate is taken from the intervals of all spikes: count those from T/2 on.

    A neuron that fires twice and falls silent has a rate of 0.
    """
    return _rates(
        params,
        I_values,
        lambda spikes, *_: 1000 / np.mean(np.diff(spikes)) if len(spikes) > 1 else 0.0,
    )


# plot_FI_HH, plot_FI_noise_HH


def _draw(curves):
    _fig, ax = plt.subplots()
    for x, y, label in curves:
        ax.plot(x, y, "o-", label=label)
    ax.set(xlabel="current (uA/cm2)", ylabel="firing rate (Hz)")
    ax.legend()
    return ax


def plot_FI_HH__axes_swapped(params, I_values):
    """The axes are swapped: the current goes on the x axis, the rate on the y axis."""
    return _draw([(FI_curve_HH(params, I_values), I_values, "rate")])


def plot_FI_HH__against_numbers(params, I_values):
    """The rates are drawn against the number of the current: give plot the currents, too."""
    return _draw([(np.arange(len(I_values)), FI_curve_HH(params, I_values), "rate")])


def plot_FI_HH__whole_run(params, I_values):
    """These rates count the whole run: use your FI_curve_HH, which leaves out the first half."""
    return _draw([(I_values, _whole_run(params, I_values), "rate")])


def plot_FI_noise_HH__without_sigma(params, I_values, sigma_values):
    """The noise makes no difference: my_GWN should get each sigma as it is given."""
    one = FI_curve_HH(params, I_values)
    return _draw([(I_values, one, f"sigma = {sigma}") for sigma in sigma_values])

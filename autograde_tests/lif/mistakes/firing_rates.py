"""Mistakes about rates, the rheobase, and F-I curves."""

import numpy as np
from matplotlib import pyplot as plt

from reference import (
    FI_curve,
    rheobase_LIF,
    simulate_LIF,
    simulate_noisy_LIF,
    spike_freq,
    steady_state_voltage,
)

# spike_freq


def spike_freq__per_ms(spikes, params):
    """This is a number of spikes per ms: 1 Hz is one spike per second, and T is in ms."""
    return len(spikes) / params["T"]


def spike_freq__of_intervals(spikes, params):
    """One spike is missing: the rate counts the spikes, not the intervals between them."""
    return 1000 * max(len(spikes) - 1, 0) / params["T"]


def spike_freq__is_count(spikes, params):
    """This is the number of spikes: a rate is that number for each second, so divide by T in s."""
    return len(spikes)


def spike_freq__per_sample(spikes, params):
    """The count is divided by the number of samples T/dt: divide by the duration in seconds."""
    return len(spikes) * params["dt"] / params["T"]


def spike_freq__until_last_spike(spikes, params):
    """The count is divided by the time of the last spike: the run goes on until T."""
    return 1000 * len(spikes) / (spikes[-1] * params["dt"]) if len(spikes) else 0.0


def spike_freq__from_mean_interval(spikes, params):
    """This is one over the mean interval: asked for is the number of spikes over the duration."""
    return 1000 / (np.mean(np.diff(spikes)) * params["dt"]) if len(spikes) > 1 else 0.0


# rheobase_LIF


def rheobase_LIF__without_E_L(params):
    """E_L is missing: the current has to lift V from E_L to V_th, not from 0 mV."""
    return params["g_L"] * params["V_th"]


def rheobase_LIF__from_reset(params):
    """V_reset stands where E_L should: where V ends does not depend on where it started from."""
    return params["g_L"] * (params["V_th"] - params["V_reset"])


def rheobase_LIF__from_start(params):
    """V_0 stands where E_L should: where V ends does not depend on where it started from."""
    return params["g_L"] * (params["V_th"] - params["V_0"])


def rheobase_LIF__sign(params):
    """The difference is the wrong way round: a positive current is needed to reach V_th."""
    return params["g_L"] * (params["E_L"] - params["V_th"])


def rheobase_LIF__in_mV(params):
    """This is the voltage to be bridged, in mV: which current holds it against the leak g_L?"""
    return params["V_th"] - params["E_L"]


def rheobase_LIF__over_g_L(params):
    """The voltage is divided by g_L: the current through a conductance is voltage times g_L."""
    return (params["V_th"] - params["E_L"]) / params["g_L"]


def rheobase_LIF__with_C_m(params):
    """C_m plays no role here: at the rheobase V rests just below V_th, and only the leak counts."""
    return params["C_m"] * (params["V_th"] - params["E_L"])


def rheobase_LIF__with_tau(params):
    """tau_m plays no role here: it sets how fast V rises, not how far."""
    return params["tau_m"] * (params["V_th"] - params["E_L"])


def rheobase_LIF__on_grid(params):
    """This is the first current of a grid in steps of 50 pA that makes the neuron fire.

    The rheobase lies somewhere below it: ask which steady current would hold V at V_th.
    """
    fires = (I for I in range(0, 20_000, 50) if steady_state_voltage(params, I) > params["V_th"])
    return float(next(fires))


# firing_rate_LIF


def _rate(params, I_ext, V_start=None, tref=None, log=np.log, tau_m=None):
    if I_ext <= rheobase_LIF(params):
        return 0.0
    V_end = params["E_L"] + I_ext / params["g_L"]
    V_start = params["V_reset"] if V_start is None else V_start
    climb = (tau_m or params["tau_m"]) * log((V_end - V_start) / (V_end - params["V_th"]))
    return 1000 / ((params["tref"] if tref is None else tref) + climb)


def firing_rate_LIF__without_tref(params, I_ext):
    """The refractory time is missing: an interval is tref plus the climb from V_reset to V_th."""
    return _rate(params, I_ext, tref=0.0)


def firing_rate_LIF__from_rest(params, I_ext):
    """The climb starts from E_L: after a spike V starts from V_reset."""
    return _rate(params, I_ext, V_start=params["E_L"])


def firing_rate_LIF__from_start(params, I_ext):
    """The climb starts from V_0: after a spike V starts from V_reset."""
    return _rate(params, I_ext, V_start=params["V_0"])


def firing_rate_LIF__log_inverted(params, I_ext):
    """The fraction in the logarithm is upside down, so the climb takes a negative time."""
    return _rate(params, I_ext, log=lambda fraction: -np.log(fraction))


def firing_rate_LIF__log10(params, I_ext):
    """The logarithm has base 10: an exponential e^(-t/tau_m) needs the natural one, np.log."""
    return _rate(params, I_ext, log=np.log10)


def firing_rate_LIF__without_tau(params, I_ext):
    """The logarithm is not multiplied by tau_m: as it stands it is no time in ms."""
    return _rate(params, I_ext, tau_m=1.0)


def firing_rate_LIF__per_ms(params, I_ext):
    """This is a rate per ms: 1 Hz is one spike per second."""
    return _rate(params, I_ext) / 1000


def firing_rate_LIF__is_interval(params, I_ext):
    """This is the interval in ms: the rate is one over it, in Hz."""
    rate = _rate(params, I_ext)
    return 1000 / rate if rate else 0.0


def firing_rate_LIF__without_guard(params, I_ext):
    """Below the rheobase the formula has no meaning, for V never gets to V_th: return 0 there."""
    V_end = params["E_L"] + I_ext / params["g_L"]
    climb = np.log(np.float64(V_end - params["V_reset"]) / (V_end - params["V_th"]))
    return 1000 / (params["tref"] + params["tau_m"] * climb)


# FI_curve


def _curve(params, I_range, sigma, rate=spike_freq):
    runs = [
        simulate_noisy_LIF(params, I_ext, sigma, 7 + i) if sigma else simulate_LIF(params, I_ext)
        for i, I_ext in enumerate(I_range)
    ]
    return I_range, np.array([rate(spikes, params) for _V, _t, spikes in runs])


def FI_curve__with_I_max(params, I_max=1000, I_step=50, sigma=0):
    """I_max is among the currents: np.arange(0, I_max, I_step) stops before it."""
    return _curve(params, np.arange(0, I_max + I_step, I_step), sigma)


def FI_curve__without_zero(params, I_max=1000, I_step=50, sigma=0):
    """The currents start at I_step: the first current should be 0."""
    return _curve(params, np.arange(I_step, I_max + I_step, I_step), sigma)


def FI_curve__linspace(params, I_max=1000, I_step=50, sigma=0):
    """The currents are not I_step apart: linspace takes a number of points and ends at I_max."""
    return _curve(params, np.linspace(0, I_max, int(I_max / I_step)), sigma)


def FI_curve__counts(params, I_max=1000, I_step=50, sigma=0):
    """These are numbers of spikes: turn them into rates in Hz with spike_freq."""
    return _curve(params, np.arange(0, I_max, I_step), sigma, lambda spikes, _params: len(spikes))


def FI_curve__per_ms(params, I_max=1000, I_step=50, sigma=0):
    """These are rates per ms: 1 Hz is one spike per second (spike_freq does it)."""
    I_range = np.arange(0, I_max, I_step)
    return _curve(params, I_range, sigma, lambda spikes, params: len(spikes) / params["T"])


def FI_curve__default_duration(params, I_max=1000, I_step=50, sigma=0):
    """The spikes are divided by 150 ms, whatever T is: divide by the T in params."""
    I_range = np.arange(0, I_max, I_step)
    return _curve(params, I_range, sigma, lambda spikes, _params: len(spikes) / 0.15)


def FI_curve__one_current(params, I_max=1000, I_step=50, sigma=0):
    """Every simulation gets I_max: each one should get its own current of I_range."""
    I_range = np.arange(0, I_max, I_step)
    return I_range, _curve(params, np.full(len(I_range), I_max), sigma)[1]


def FI_curve__swapped(params, I_max=1000, I_step=50, sigma=0):
    """The two arrays are swapped: return I_range first, then the rates."""
    return _curve(params, np.arange(0, I_max, I_step), sigma)[::-1]


def FI_curve__without_noise(params, I_max=1000, I_step=50, sigma=0):
    """sigma makes no difference: above 0, the noisy simulation should be used, with this sigma."""
    return _curve(params, np.arange(0, I_max, I_step), 0)


def FI_curve__one_seed(params, I_max=1000, I_step=50, sigma=0):
    """All currents get the same noise: with None as the seed each gets noise of its own."""
    I_range = np.arange(0, I_max, I_step)
    if not sigma:
        return _curve(params, I_range, 0)
    runs = [simulate_noisy_LIF(params, I_ext, sigma, 7) for I_ext in I_range]
    return I_range, np.array([spike_freq(spikes, params) for _V, _t, spikes in runs])


def FI_curve__only_with_noise(params, I_max=1000, I_step=50, sigma=0):
    """Without noise all rates are 0: the line that fills freq_rec stands inside the `if`. Indent it
    less, so that it comes after both cases.
    """
    I_range = np.arange(0, I_max, I_step)
    return _curve(params, I_range, sigma) if sigma else (I_range, np.zeros(len(I_range)))


def FI_curve__noise_alone(params, I_max=1000, I_step=50, sigma=0):
    """With noise, all runs have a mean current of 0: hand each current of I_range on as mu."""
    I_range = np.arange(0, I_max, I_step)
    if not sigma:
        return _curve(params, I_range, 0)
    return I_range, _curve(params, 0 * I_range, sigma)[1]


# plot_FI_tau, plot_FI_noise


def _draw(curves):
    _fig, ax = plt.subplots()
    for x, y, label in curves:
        ax.plot(x, y, label=label)
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax


def plot_FI_tau__only_C_m(params, tau_m_values, I_max, I_step):
    """All curves are the same: C_m was changed, but the simulation takes tau_m from params.

    Change both, C_m and tau_m, in a copy of params, and hand that copy to FI_curve.
    """
    one = FI_curve(params, I_max, I_step)
    return _draw((*one, f"tau_m = {tau_m} ms") for tau_m in tau_m_values)


def plot_FI_tau__by_g_L(params, tau_m_values, I_max, I_step):
    """tau_m was changed through g_L, which also moves the rheobase: change C_m instead."""
    varied = [params | {"tau_m": tau_m, "g_L": params["C_m"] / tau_m} for tau_m in tau_m_values]
    return _draw(
        (*FI_curve(other, I_max, I_step), f"tau_m = {other['tau_m']} ms") for other in varied
    )


def plot_FI_tau__one_tau(params, tau_m_values, I_max, I_step):
    """All curves have the same tau_m, the first: does the value of the loop get into the copy?"""
    one = FI_curve(params | {"tau_m": tau_m_values[0]}, I_max, I_step)
    return _draw((*one, f"tau_m = {tau_m} ms") for tau_m in tau_m_values)


def plot_FI_tau__axes_swapped(params, tau_m_values, I_max, I_step):
    """The axes are swapped: the current goes on the x axis, the rate on the y axis."""
    varied = [params | {"tau_m": tau_m} for tau_m in tau_m_values]
    return _draw(
        (*FI_curve(other, I_max, I_step)[::-1], f"tau_m = {other['tau_m']} ms") for other in varied
    )


def plot_FI_noise__without_sigma(params, sigma_values, I_max, I_step):
    """All curves are the one without noise: hand sigma on to FI_curve."""
    one = FI_curve(params, I_max, I_step)
    return _draw((*one, f"sigma = {sigma}") for sigma in sigma_values)

"""Mistakes about the rheobase and the F-I curve of any neuron."""

import numpy as np

from reference import FI_curve_model, my_GWN, rheobase_EIF, simulate_EIF, simulate_LIF

from .building_blocks import _curve, _hertz, _two_curves

# find_rheobase


def _halve(simulate, params, I_low, I_high, tol, enough=1, exchanged=False):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if (len(simulate(params, middle)[-1]) >= enough) != exchanged:
            I_high = middle
        else:
            I_low = middle
    return I_high


def find_rheobase__by_formula(simulate, params, I_low, I_high, tol):
    """This is the formula of the EIF, not a search: ask the simulator that you are given.

    Within a finite T a neuron needs a little more current than its formula says.
    """
    return rheobase_EIF(params)


def find_rheobase__two_spikes(simulate, params, I_low, I_high, tol):
    """This is the current for two spikes: the neuron fires as soon as there is one."""
    return _halve(simulate, params, I_low, I_high, tol, enough=2)


def find_rheobase__wrong_half(simulate, params, I_low, I_high, tol):
    """The search ends where it started, at I_low or at I_high: it goes on in the wrong half.

    Where the neuron fires, the rheobase is below: the upper end of the range has to come down.
    Where it is silent, the lower end has to go up.
    """
    return _halve(simulate, params, I_low, I_high, tol, exchanged=True)


def find_rheobase__one_trial(simulate, params, I_low, I_high, tol):
    """This is the middle of the first range: go on halving until the range is as small as tol.

    (Does the `return` stand inside the loop?)
    """
    return (I_low + I_high) / 2


def find_rheobase__tol_ignored(simulate, params, I_low, I_high, tol):
    """The search ends at a tolerance of its own: go on until the range is as small as tol."""
    return _halve(simulate, params, I_low, I_high, 1.0)


# FI_curve_model


def FI_curve_model__counts(simulate, params, I_values, sigma=0, myseed=None):
    """These are numbers of spikes: a rate is that number for each second, so divide by T in s."""
    return _curve(simulate, params, I_values, sigma, myseed, lambda spikes, _: len(spikes))


def FI_curve_model__per_ms(simulate, params, I_values, sigma=0, myseed=None):
    """These are rates per ms: 1 Hz is one spike per second, and T is in ms."""
    return _curve(simulate, params, I_values, sigma, myseed, lambda spikes, p: len(spikes) / p["T"])


def FI_curve_model__of_intervals(simulate, params, I_values, sigma=0, myseed=None):
    """One spike is missing: the rate counts the spikes, not the intervals between them."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        lambda spikes, p: 1000 * max(len(spikes) - 1, 0) / p["T"],
    )


def FI_curve_model__one_over_interval(simulate, params, I_values, sigma=0, myseed=None):
    """This is one over the mean interval: asked for is the number of spikes over the duration."""

    def rate(spikes, params):
        if len(spikes) < 2:
            return 0.0
        return 1000 / (np.mean(np.diff(spikes)) * params["dt"])

    return _curve(simulate, params, I_values, sigma, myseed, rate)


def FI_curve_model__default_duration(simulate, params, I_values, sigma=0, myseed=None):
    """The spikes are divided by 150 ms, whatever T is: divide by the T in params."""
    return _curve(simulate, params, I_values, sigma, myseed, lambda spikes, _: len(spikes) / 0.15)


def FI_curve_model__per_sample(simulate, params, I_values, sigma=0, myseed=None):
    """The count is divided by the number of samples T/dt: divide by the duration in seconds."""
    return _curve(
        simulate, params, I_values, sigma, myseed, lambda spikes, p: len(spikes) * p["dt"] / p["T"]
    )


def FI_curve_model__one_current(simulate, params, I_values, sigma=0, myseed=None):
    """Every simulation gets the first current: each one should get its own of I_values."""
    return _curve(simulate, params, [I_values[0]] * len(I_values), sigma, myseed, _hertz)


def FI_curve_model__without_noise(simulate, params, I_values, sigma=0, myseed=None):
    """There is no noise, or hardly any: the neuron should get the current that my_GWN returns."""
    return _curve(simulate, params, I_values, 0, myseed, _hertz)


def FI_curve_model__no_noise_without_seed(simulate, params, I_values, sigma=0, myseed=None):
    """Without a seed there is no noise here: sigma alone decides that; without a seed it is new."""
    return _curve(simulate, params, I_values, sigma if myseed else 0, myseed, _hertz)


def FI_curve_model__without_mean(simulate, params, I_values, sigma=0, myseed=None):
    """The noise fluctuates around 0: hand the current on to my_GWN as the mean of the noise."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        _hertz,
        lambda params, _, sigma, seed: my_GWN(params, 0.0, sigma, seed),
    )


def FI_curve_model__noise_swapped(simulate, params, I_values, sigma=0, myseed=None):
    """Mean and strength of the noise are swapped: my_GWN takes the mean first, then sigma."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        _hertz,
        lambda params, mu, sigma, seed: my_GWN(params, sigma, mu, seed),
    )


def FI_curve_model__one_noise(simulate, params, I_values, sigma=0, myseed=None):
    """All currents have the same noise: current number i should have that of seed myseed + i."""
    return _curve(simulate, params, I_values, sigma, myseed, _hertz, frozen=True)


def FI_curve_model__seed_ignored(simulate, params, I_values, sigma=0, myseed=None):
    """On average these are the right rates, but not those in the noise of myseed, myseed + 1 ...

    Is the seed handed on to my_GWN, so that the same myseed gives the same curve?
    """
    return _curve(simulate, params, I_values, sigma, 77, _hertz)


def FI_curve_model__with_currents(simulate, params, I_values, sigma=0, myseed=None):
    """It returns the currents, too: return the rates alone, one for each current."""
    return I_values, _curve(simulate, params, I_values, sigma, myseed, _hertz)


def FI_curve_model__always_LIF(simulate, params, I_values, sigma=0, myseed=None):
    """It always simulates the LIF: call the function that comes in as `simulate`."""
    return _curve(simulate_LIF, params, I_values, sigma, myseed, _hertz)


# plot_FI_models


def _rates(simulate, params, I_values):
    return FI_curve_model(simulate, params, I_values)


def plot_FI_models__LIF_twice(params_LIF, params_EIF, I_values):
    """Both curves are those of the LIF: the EIF needs its own simulator and parameters."""
    rates = _rates(simulate_LIF, params_LIF, I_values)
    return _two_curves(I_values, [("LIF", rates), ("EIF", rates)])


def plot_FI_models__EIF_twice(params_LIF, params_EIF, I_values):
    """Both curves are those of the EIF: the LIF needs its own simulator and parameters."""
    rates = _rates(simulate_EIF, params_EIF, I_values)
    return _two_curves(I_values, [("LIF", rates), ("EIF", rates)])


def plot_FI_models__LIF_with_params_of_EIF(params_LIF, params_EIF, I_values):
    """The LIF gets the parameters of the EIF: params_LIF are its own."""
    LIF, EIF = (_rates(one, params_EIF, I_values) for one in (simulate_LIF, simulate_EIF))
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)])


def plot_FI_models__EIF_simulated_as_LIF(params_LIF, params_EIF, I_values):
    """The EIF is simulated with simulate_LIF: it needs simulate_EIF."""
    LIF, EIF = (_rates(simulate_LIF, one, I_values) for one in (params_LIF, params_EIF))
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)])


def plot_FI_models__labels_exchanged(params_LIF, params_EIF, I_values):
    """The labels are exchanged: the curve called LIF is that of the EIF."""
    LIF, EIF = (
        _rates(simulate_LIF, params_LIF, I_values),
        _rates(simulate_EIF, params_EIF, I_values),
    )
    return _two_curves(I_values, [("EIF", LIF), ("LIF", EIF)])


def plot_FI_models__axes_exchanged(params_LIF, params_EIF, I_values):
    """The axes are exchanged: the current goes on the x axis, the rate on the y axis."""
    LIF, EIF = (
        _rates(simulate_LIF, params_LIF, I_values),
        _rates(simulate_EIF, params_EIF, I_values),
    )
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)], turned=True)

"""Mistakes about the intervals between spikes under noise, and their CV."""

import numpy as np

from reference import CV_curve, my_GWN, simulate_EIF, simulate_LIF

from .building_blocks import _curve, _hertz, _two_curves

# plot_ISI_models: what the panels would show


def _intervals(params_LIF, params_EIF, mu, sigma, myseed):
    pairs = (simulate_LIF, params_LIF), (simulate_EIF, params_EIF)
    return [
        np.diff(simulate(params, my_GWN(params, mu, sigma, myseed)[0])[2]) * params["dt"]
        for simulate, params in pairs
    ]


def plot_ISI_models__exchanged(params_LIF, params_EIF, mu, sigma, myseed):
    """The panels are exchanged: the LIF goes first."""
    return _intervals(params_LIF, params_EIF, mu, sigma, myseed)[::-1]


def plot_ISI_models__LIF_twice(params_LIF, params_EIF, mu, sigma, myseed):
    """Both panels show the LIF: the second one is for the EIF."""
    return [_intervals(params_LIF, params_EIF, mu, sigma, myseed)[0]] * 2


def plot_ISI_models__EIF_twice(params_LIF, params_EIF, mu, sigma, myseed):
    """Both panels show the EIF: the first one is for the LIF."""
    return [_intervals(params_LIF, params_EIF, mu, sigma, myseed)[1]] * 2


def plot_ISI_models__in_steps(params_LIF, params_EIF, mu, sigma, myseed):
    """These are intervals in steps: each step lasts dt ms."""
    both = _intervals(params_LIF, params_EIF, mu, sigma, myseed)
    return [ISI / params_LIF["dt"] for ISI in both]


def plot_ISI_models__in_seconds(params_LIF, params_EIF, mu, sigma, myseed):
    """These are intervals in seconds: asked for are ms."""
    return [ISI / 1000 for ISI in _intervals(params_LIF, params_EIF, mu, sigma, myseed)]


# CV_curve


def _CVs(simulate, params, I_values, sigma, myseed, of, least=2, **noise):
    def CV(spikes, params):
        ISI = np.diff(spikes) * params["dt"]
        return of(ISI) if len(ISI) >= least else np.nan

    return _curve(simulate, params, I_values, sigma, myseed, CV, **noise)


def _CV(ISI):
    return np.std(ISI) / np.mean(ISI)


def CV_curve__ddof(simulate, params, I_values, sigma, myseed=None):
    """The standard deviation is divided by n - 1 (ddof=1): take np.std as it is, with ddof=0."""
    return _CVs(
        simulate, params, I_values, sigma, myseed, lambda ISI: np.std(ISI, ddof=1) / np.mean(ISI)
    )


def CV_curve__variance(simulate, params, I_values, sigma, myseed=None):
    """This is variance over mean, which has a unit: take the standard deviation instead."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: np.var(ISI) / np.mean(ISI))


def CV_curve__squared(simulate, params, I_values, sigma, myseed=None):
    """This is the square of the CV: standard deviation over mean, without squares."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: _CV(ISI) ** 2)


def CV_curve__upside_down(simulate, params, I_values, sigma, myseed=None):
    """The fraction is upside down: standard deviation over mean, 0 for a regular train."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: 1 / _CV(ISI))


def CV_curve__over_median(simulate, params, I_values, sigma, myseed=None):
    """The standard deviation is divided by the median: divide it by the mean interval."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: np.std(ISI) / np.median(ISI))


def CV_curve__mean_deviation(simulate, params, I_values, sigma, myseed=None):
    """This is the mean distance from the mean interval, over that mean: take np.std instead."""
    return _CVs(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        lambda ISI: np.mean(np.abs(ISI - np.mean(ISI))) / np.mean(ISI),
    )


def CV_curve__only_std(simulate, params, I_values, sigma, myseed=None):
    """This is the standard deviation in ms: divide it by the mean interval."""
    return _CVs(simulate, params, I_values, sigma, myseed, np.std)


def CV_curve__only_mean(simulate, params, I_values, sigma, myseed=None):
    """This is the mean interval in ms: the CV is the standard deviation over that mean."""
    return _CVs(simulate, params, I_values, sigma, myseed, np.mean)


def CV_curve__of_times(simulate, params, I_values, sigma, myseed=None):
    """This is the CV of the spike times: take that of the intervals between them."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        lambda spikes, _: _CV(spikes) if len(spikes) > 2 else np.nan,
    )


def CV_curve__of_rate(simulate, params, I_values, sigma, myseed=None):
    """These are rates: the CV says how much the intervals scatter."""
    return _curve(simulate, params, I_values, sigma, myseed, _hertz)


def CV_curve__zero_for_nan(simulate, params, I_values, sigma, myseed=None):
    """With fewer than two intervals it gives 0, as if they were regular: put np.nan there."""
    CVs = _CVs(simulate, params, I_values, sigma, myseed, _CV)
    return np.where(np.isnan(CVs), 0.0, CVs)


def CV_curve__of_one_interval(simulate, params, I_values, sigma, myseed=None):
    """One interval has no variation to speak of: below two intervals put np.nan."""
    return _CVs(simulate, params, I_values, sigma, myseed, _CV, least=1)


def CV_curve__without_noise(simulate, params, I_values, sigma, myseed=None):
    """There is no noise, or hardly any: the neuron should get the current that my_GWN returns."""
    return _CVs(simulate, params, I_values, 0, myseed, _CV)


def CV_curve__no_noise_without_seed(simulate, params, I_values, sigma, myseed=None):
    """Without a seed there is no noise here: there always is, and without a seed it is new."""
    return _CVs(simulate, params, I_values, sigma if myseed else 0, myseed, _CV)


def CV_curve__one_noise(simulate, params, I_values, sigma, myseed=None):
    """All currents have the same noise: current number i should have that of seed myseed + i."""
    return _CVs(simulate, params, I_values, sigma, myseed, _CV, frozen=True)


def CV_curve__seed_ignored(simulate, params, I_values, sigma, myseed=None):
    """On average these are the right CVs, but not those in the noise of myseed, myseed + 1 ...

    Is the seed handed on to my_GWN, so that the same myseed gives the same curve?
    """
    return _CVs(simulate, params, I_values, sigma, 77, _CV)


def CV_curve__with_currents(simulate, params, I_values, sigma, myseed=None):
    """It returns the currents, too: return the CVs alone, one for each current."""
    return I_values, _CVs(simulate, params, I_values, sigma, myseed, _CV)


# plot_CV_models


def _CVs_of(simulate, params, I_values, sigma, myseed):
    return CV_curve(simulate, params, I_values, sigma, myseed)


def plot_CV_models__LIF_twice(params_LIF, params_EIF, I_values, sigma, myseed):
    """Both curves are those of the LIF: the EIF needs its own simulator and parameters."""
    CVs = _CVs_of(simulate_LIF, params_LIF, I_values, sigma, myseed)
    return _two_curves(I_values, [("LIF", CVs), ("EIF", CVs)], "CV")


def plot_CV_models__EIF_twice(params_LIF, params_EIF, I_values, sigma, myseed):
    """Both curves are those of the EIF: the LIF needs its own simulator and parameters."""
    CVs = _CVs_of(simulate_EIF, params_EIF, I_values, sigma, myseed)
    return _two_curves(I_values, [("LIF", CVs), ("EIF", CVs)], "CV")


def plot_CV_models__labels_exchanged(params_LIF, params_EIF, I_values, sigma, myseed):
    """The labels are exchanged: the curve called LIF is that of the EIF."""
    LIF = _CVs_of(simulate_LIF, params_LIF, I_values, sigma, myseed)
    EIF = _CVs_of(simulate_EIF, params_EIF, I_values, sigma, myseed)
    return _two_curves(I_values, [("EIF", LIF), ("LIF", EIF)], "CV")


def plot_CV_models__without_noise(params_LIF, params_EIF, I_values, sigma, myseed):
    """The CVs are 0, as there is no noise: hand sigma on to CV_curve."""
    LIF = _CVs_of(simulate_LIF, params_LIF, I_values, 0, myseed)
    EIF = _CVs_of(simulate_EIF, params_EIF, I_values, 0, myseed)
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)], "CV")

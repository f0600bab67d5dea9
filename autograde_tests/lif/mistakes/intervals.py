"""Mistakes about the intervals between spikes, and how regular they are."""

import numpy as np

# get_ISI


def get_ISI__in_steps(spikes, params):
    """These are intervals in steps: each step lasts dt ms."""
    return np.diff(spikes)


def get_ISI__in_seconds(spikes, params):
    """These are intervals in seconds: asked for are ms."""
    return np.diff(spikes) * params["dt"] / 1000


def get_ISI__over_dt(spikes, params):
    """The steps are divided by dt: a number of steps times the length of a step is a time."""
    return np.diff(spikes) / params["dt"]


def get_ISI__are_times(spikes, params):
    """These are spike times in ms: intervals are the differences between neighbouring ones."""
    return np.asarray(spikes) * params["dt"]


def get_ISI__with_first(spikes, params):
    """The time before the first spike is among the intervals: n spikes have n - 1 intervals."""
    return np.diff(np.concatenate([[0], spikes])) * params["dt"]


def get_ISI__negative(spikes, params):
    """The intervals are negative: the earlier spike is to be subtracted from the later one."""
    return -np.diff(spikes) * params["dt"]


def get_ISI__are_rates(spikes, params):
    """These are rates: asked for are the intervals themselves, in ms."""
    return 1000 / (np.diff(spikes) * params["dt"])


def get_ISI__mean(spikes, params):
    """This is the mean interval: return all intervals, as an array."""
    return np.mean(np.diff(spikes) * params["dt"]) if len(spikes) > 1 else np.array([])


# plot_ISI_histograms: what the panels would show


def plot_ISI_histograms__swapped(ISI_noiseless, ISI_noisy):
    """The panels are swapped: the intervals without noise go first."""
    return [ISI_noisy, ISI_noiseless]


def plot_ISI_histograms__same(ISI_noiseless, ISI_noisy):
    """Both panels show the intervals without noise."""
    return [ISI_noiseless, ISI_noiseless]


def plot_ISI_histograms__same_noisy(ISI_noiseless, ISI_noisy):
    """Both panels show the intervals with noise."""
    return [ISI_noisy, ISI_noisy]


def plot_ISI_histograms__bins_of_first(ISI_noiseless, ISI_noisy):
    """The bins end with the intervals without noise, so most noisy ones are not shown.

    Choose the bins from the smallest to the largest of all intervals.
    """
    shown = (ISI_noisy >= ISI_noiseless.min()) & (ISI_noisy <= ISI_noiseless.max())
    return [ISI_noiseless, ISI_noisy[shown]]


# get_CV


def _CV(spike_times_array, of):
    ISI = np.diff(spike_times_array)
    return of(ISI) if len(ISI) > 1 else np.nan


def get_CV__ddof(spike_times_array):
    """The standard deviation is divided by n - 1 (ddof=1): take np.std as it is, with ddof=0."""
    return _CV(spike_times_array, lambda ISI: np.std(ISI, ddof=1) / np.mean(ISI))


def get_CV__variance(spike_times_array):
    """This is variance over mean, which has a unit: take the standard deviation instead."""
    return _CV(spike_times_array, lambda ISI: np.var(ISI) / np.mean(ISI))


def get_CV__squared(spike_times_array):
    """This is the square of the CV: standard deviation over mean, without squares."""
    return _CV(spike_times_array, lambda ISI: np.var(ISI) / np.mean(ISI) ** 2)


def get_CV__upside_down(spike_times_array):
    """The fraction is upside down: standard deviation over mean, 0 for a regular train."""
    return _CV(spike_times_array, lambda ISI: np.divide(np.mean(ISI), np.std(ISI)))


def get_CV__over_median(spike_times_array):
    """The standard deviation is divided by the median: divide it by the mean interval."""
    return _CV(spike_times_array, lambda ISI: np.std(ISI) / np.median(ISI))


def get_CV__mean_deviation(spike_times_array):
    """This is the mean distance from the mean interval, over that mean: take np.std instead."""
    return _CV(spike_times_array, lambda ISI: np.mean(np.abs(ISI - np.mean(ISI))) / np.mean(ISI))


def get_CV__only_std(spike_times_array):
    """This is the standard deviation in ms: divide it by the mean interval."""
    return _CV(spike_times_array, np.std)


def get_CV__of_times(spike_times_array):
    """This is the CV of the spike times: take that of the intervals between them."""
    return _CV(spike_times_array, lambda _: np.std(spike_times_array) / np.mean(spike_times_array))


def get_CV__with_first(spike_times_array):
    """The time before the first spike is among the intervals: n spikes have n - 1 intervals."""
    with_zero = np.concatenate([[0.0], spike_times_array])
    return _CV(
        spike_times_array, lambda _: np.std(np.diff(with_zero)) / np.mean(np.diff(with_zero))
    )


def get_CV__of_one_interval(spike_times_array):
    """One interval has no variation to speak of: below two intervals return np.nan."""
    ISI = np.diff(spike_times_array)
    return np.std(ISI) / np.mean(ISI) if len(ISI) else np.nan


def get_CV__at_most_one(spike_times_array):
    """Your CV is never above 1. It has no upper limit: bursts are more irregular than chance."""
    return _CV(spike_times_array, lambda ISI: min(np.std(ISI) / np.mean(ISI), 1.0))


def get_CV__nan_for_regular(spike_times_array):
    """Where all intervals are alike you return nan. A regular train has a CV: it is 0."""
    return _CV(
        spike_times_array, lambda ISI: np.std(ISI) / np.mean(ISI) if np.std(ISI) > 0 else np.nan
    )

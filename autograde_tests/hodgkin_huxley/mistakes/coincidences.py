"""Mistakes in counting coincidences."""

import numpy as np


def _gamma(data, model, T, window, **changed):
    spikes = len(data) + len(model)
    if spikes == 0:
        return np.nan
    nu = changed.get("nu", len(model) / T)
    hits = sum(any(changed.get("hit", _within)(s - r, window) for r in model) for s in data)
    chance = changed.get("chance", 2 * nu * window) * len(data)
    return (
        (hits - chance)
        / (changed.get("mean", spikes / 2))
        / changed.get("norm", 1 - 2 * nu * window)
    )


def _within(distance, window):
    return abs(distance) <= window


def coincidence_factor__without_chance(data, model, T, window):
    """Those that coincide by chance are not subtracted: subtract 2 nu window N_data."""
    return _gamma(data, model, T, window, chance=0)


def coincidence_factor__without_norm(data, model, T, window):
    """The last factor is missing: divide by 1 - 2 nu window, so that a perfect model gets 1."""
    return _gamma(data, model, T, window, norm=1)


def coincidence_factor__share(data, model, T, window):
    """This is the share of coincident spikes: take away chance, and normalise."""
    return _gamma(data, model, T, window, chance=0, norm=1)


def coincidence_factor__share_of_data(data, model, T, window):
    """This is the share of the data's spikes that are met: a model that fires all the time has 1.

    Take away those that are met by chance, and normalise.
    """
    if len(data) == 0:
        return np.nan
    return _gamma(data, model, T, window, chance=0, norm=1, mean=len(data))


def coincidence_factor__count(data, model, T, window):
    """This is the number of coincidences: take away chance, and normalise."""
    return _gamma(data, model, T, window, chance=0, norm=1, mean=1)


def coincidence_factor__over_data(data, model, T, window):
    """It is divided by the number of the data's spikes: divide by the mean of both numbers."""
    return _gamma(data, model, T, window, mean=len(data)) if len(data) else np.nan


def coincidence_factor__without_half(data, model, T, window):
    """It is divided by the sum of both numbers of spikes: divide by half of that, their mean."""
    return _gamma(data, model, T, window, mean=len(data) + len(model))


def coincidence_factor__one_sided_chance(data, model, T, window):
    """The window reaches to both sides of a spike: it covers 2 window ms, not window ms."""
    nu = len(model) / T
    return _gamma(data, model, T, window, chance=nu * window, norm=1 - nu * window)


def coincidence_factor__only_later(data, model, T, window):
    """A spike of the model's counts only if it comes later: it may come sooner as well."""
    return _gamma(data, model, T, window, hit=lambda distance, window: -window <= distance <= 0)


def coincidence_factor__only_earlier(data, model, T, window):
    """A spike of the model's counts only if it comes sooner: it may come later as well."""
    return _gamma(data, model, T, window, hit=lambda distance, window: 0 <= distance <= window)


def coincidence_factor__signed(data, model, T, window):
    """Any spike that comes later counts, however late: compare the absolute distance, np.abs."""
    return _gamma(data, model, T, window, hit=lambda distance, window: distance <= window)


def coincidence_factor__half_window(data, model, T, window):
    """A spike counts up to half a window away: it should count up to a whole window away."""
    return _gamma(data, model, T, window, hit=lambda distance, window: abs(distance) <= window / 2)


def coincidence_factor__rate_of_data(data, model, T, window):
    """nu is the rate of the data here: it should be the model's, N_model / T."""
    return _gamma(data, model, T, window, nu=len(data) / T)


def coincidence_factor__rate_in_Hz(data, model, T, window):
    """nu is in Hz: all times are in ms, so it should be in 1/ms."""
    return _gamma(data, model, T, window, nu=1000 * len(model) / T)


def coincidence_factor__less_than_window(data, model, T, window):
    """Spikes that are exactly a window apart do not count: they coincide as well (<=)."""
    return _gamma(data, model, T, window, hit=lambda distance, window: abs(distance) < window)


def coincidence_factor__nan_for_one(data, model, T, window):
    """Where only one neuron fires it is nan: there the formula gives 0. Only 0/0 is nan."""
    if len(data) == 0 or len(model) == 0:
        return np.nan
    return _gamma(data, model, T, window)

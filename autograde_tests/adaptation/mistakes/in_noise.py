"""Mistakes about the correlation of neighbouring intervals."""

import numpy as np


def _pairs(ISI, lag=1):
    ISI = np.asarray(ISI, dtype=float)
    return ISI[:-lag], ISI[lag:]


def _correlation(x, y):
    x, y = x - np.mean(x), y - np.mean(y)
    with np.errstate(invalid="ignore"):
        return np.sum(x * y) / np.sqrt(np.sum(x**2) * np.sum(y**2))


def serial_correlation__with_itself(ISI):
    """This is the correlation of the intervals with themselves: take each one with the next."""
    if len(ISI) < 3:
        return np.nan
    return _correlation(np.asarray(ISI, dtype=float), np.asarray(ISI, dtype=float))


def serial_correlation__second_neighbours(ISI):
    """This is for intervals two places apart: take each interval with the one right after it."""
    return _correlation(*_pairs(ISI, 2)) if len(ISI) > 2 else np.nan


def serial_correlation__covariance(ISI):
    """This is a covariance, which has a unit: divide it by both standard deviations."""
    x, y = _pairs(ISI)
    return np.mean((x - np.mean(x)) * (y - np.mean(y))) if len(ISI) > 2 else np.nan


def serial_correlation__of_times(ISI):
    """This correlates the times of the spikes, which always grow together: take the intervals."""
    return _correlation(*_pairs(np.cumsum(ISI))) if len(ISI) > 2 else np.nan


def serial_correlation__with_number(ISI):
    """This correlates the intervals with their numbers: take each interval with the next one."""
    if len(ISI) < 3:
        return np.nan
    return _correlation(np.arange(len(ISI)), np.asarray(ISI, dtype=float))


def serial_correlation__one_mean(ISI):
    """One mean and one spread are used for all intervals.

    Pearson's correlation uses those of the first n - 1 intervals and those of the last n - 1.
    """
    ISI = np.asarray(ISI, dtype=float)
    if len(ISI) < 3:
        return np.nan
    off = ISI - np.mean(ISI)
    return np.sum(off[:-1] * off[1:]) / np.sum(off**2)


def serial_correlation__without_means(ISI):
    """The means are not subtracted: what counts is how far each interval is from its mean."""
    x, y = _pairs(ISI)
    return np.sum(x * y) / np.sqrt(np.sum(x**2) * np.sum(y**2)) if len(ISI) > 2 else np.nan


def serial_correlation__slope(ISI):
    """This is the slope of a line through the pairs: a correlation divides by both spreads."""
    x, y = _pairs(ISI)
    if len(ISI) < 3:
        return np.nan
    return np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)


def serial_correlation__zero_for_few(ISI):
    """With fewer than three intervals there is nothing to correlate: return np.nan, not 0."""
    return _correlation(*_pairs(ISI)) if len(ISI) > 2 else 0.0


def serial_correlation__never_negative(ISI):
    """You drop the sign. Where short and long intervals take turns, the correlation is below 0."""
    return abs(_correlation(*_pairs(ISI))) if len(ISI) > 2 else np.nan

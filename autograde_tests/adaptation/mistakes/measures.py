"""Mistakes in numbers and words that say how much, and how, a neuron adapts."""

import numpy as np

from reference import adaptation_index, get_ISI

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
    """This is the ratio of last and first: take their difference, divided by their sum."""
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


def adaptation_index__never_negative(ISI):
    """You drop the sign. A neuron that speeds up has an index below 0."""
    return abs(ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0]) if len(ISI) > 1 else np.nan


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
    """Sample numbers are used as times in ms: multiply the intervals by dt (get_ISI does it)."""
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


def initial_and_steady_rate__larger_half(spikes, params):
    """Of an even number of intervals one too many is taken: the last half begins at n // 2."""
    return _rates(spikes, params, lambda ISI, scale: scale / np.mean(ISI[(len(ISI) - 1) // 2 :]))


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
    """The last spike seems far too late: compare its time in ms, index times dt, with T/2."""
    return _class(spikes, params, half=1.0)


def classify_pattern__few(spikes, params):
    """Transient is taken for "one spike": what counts is that none comes at T/2 or later."""
    return _class(spikes, params, few=1)


def classify_pattern__one_is_none(spikes, params):
    """A single spike is taken for silence: a neuron that fires once, and early, is transient."""
    return _class(spikes if len(spikes) > 1 else [], params)


def classify_pattern__any_ratio(spikes, params):
    """The longest interval is compared with the shortest: compare each with the one before it.

    Otherwise a neuron that adapts strongly passes for one that bursts.
    """
    return _class(spikes, params, bursts=lambda ISI: np.max(ISI) > 2 * np.min(ISI))


def classify_pattern__longer(spikes, params):
    """You look for bursts in intervals that become longer: look for one that is much *shorter*.

    Intervals also become longer where a neuron adapts, or after a burst at the start.
    """
    return _class(spikes, params, bursts=lambda ISI: np.any(ISI[1:] > 2 * ISI[:-1]))


def classify_pattern__short(spikes, params):
    """Any interval below 10 ms is called a burst: compare each with the one before it."""
    return _class(spikes, params, bursts=lambda ISI: np.any(ISI < 10))


def classify_pattern__adapting_first(spikes, params):
    """You test for adapting before bursting: take the criteria in the order of the text."""
    return _class(spikes, params, bursts_first=False)


def classify_pattern__any_growth(spikes, params):
    """Every index above 0 is called adapting: the criterion is an index above 0.1."""
    return _class(spikes, params, limit=0.0)


def classify_pattern__any_change(spikes, params):
    """A neuron that becomes faster is called adapting: that takes an index *above* 0.1."""
    label = _class(spikes, params)
    faster = label == "tonic" and adaptation_index(get_ISI(spikes, params)) < -0.1
    return "adapting" if faster else label

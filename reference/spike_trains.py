"""Spike trains: finding spikes, rates, intervals, variability, firing patterns, coincidences."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats

__all__ = [
    "adaptation_index",
    "classify_pattern",
    "coincidence_factor",
    "detect_spikes",
    "get_CV",
    "get_ISI",
    "initial_and_steady_rate",
    "serial_correlation",
    "spike_freq",
]

# What classify_pattern calls a clear change of the intervals
_ADAPTS = 0.1  # adaptation index: the last interval 1.22 times the first
_BURSTS = 0.5  # ratio of an interval to the one before it


def detect_spikes(V: ArrayLike, t: ArrayLike, threshold: float = 0.0) -> Floats:
    """Times at which V crosses a threshold from below.

    Parameters
    ----------
    V : array_like, shape (n,)
        Voltage (mV).
    t : array_like, shape (n,)
        Times of the samples (ms).
    threshold : float
        Voltage that only a spike reaches (mV).

    Returns
    -------
    ndarray
        One time a spike (ms), between the last sample below threshold and the first one at or
        above it, by linear interpolation. A run that starts above threshold starts without a spike.

    Examples
    --------
    >>> detect_spikes([-70, -10, 30, -70, -20, 20], t=[0, 1, 2, 3, 4, 5])
    array([1.25, 4.5 ])
    """
    V, t = np.asarray(V, dtype=float), np.asarray(t, dtype=float)
    (before,) = np.nonzero((V[:-1] < threshold) & (V[1:] >= threshold))
    share = (threshold - V[before]) / (V[before + 1] - V[before])
    return t[before] + share * (t[before + 1] - t[before])


def spike_freq(spikes: Sequence[int], params: Mapping[str, float]) -> float:
    """Firing rate as spike count over duration.

    Parameters
    ----------
    spikes : sequence of int
        Sample indices of the spikes.
    params : mapping
        `T` (ms) is used.

    Returns
    -------
    float
        Rate (Hz), a multiple of 1/T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 7.2 (rate as a spike count); Dayan & Abbott,
    *Theoretical Neuroscience*, ch. 1.2.

    Examples
    --------
    >>> spike_freq([120, 480, 840], {"T": 150})
    20.0
    """
    return 1000 * len(spikes) / params["T"]


def get_ISI(spikes: Sequence[int], params: Mapping[str, float]) -> Floats:
    """Inter-spike intervals.

    Parameters
    ----------
    spikes : sequence of int
        Sample indices of the spikes, in order.
    params : mapping
        `dt` (ms) is used.

    Returns
    -------
    ndarray, shape (len(spikes) - 1,)
        Intervals (ms); empty for fewer than two spikes.

    Examples
    --------
    >>> get_ISI([120, 480, 900], {"dt": 0.1})
    array([36., 42.])
    """
    return np.diff(np.asarray(spikes, dtype=float)) * params["dt"]


def get_CV(spike_times_array: ArrayLike) -> float:
    """Coefficient of variation of the inter-spike intervals.

    Parameters
    ----------
    spike_times_array : array_like, shape (n,)
        Spike times in order, in any unit: it cancels.

    Returns
    -------
    float
        Standard deviation (ddof 0) over mean of the n - 1 intervals: 0 for a clock, 1 for a
        Poisson process, above 1 for bursts; nan for fewer than two intervals.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 7.3; Dayan & Abbott, *Theoretical Neuroscience*,
    ch. 1.4.

    Examples
    --------
    >>> get_CV([0, 10, 20, 30])
    0.0
    >>> round(get_CV([0, 2, 4, 30, 32, 34]), 2)
    1.41
    """
    ISI = np.diff(np.asarray(spike_times_array, dtype=float))
    if ISI.size < 2:
        return float("nan")
    return float(np.std(ISI) / np.mean(ISI))


def adaptation_index(ISI: ArrayLike) -> float:
    """How much longer the intervals have become.

    Parameters
    ----------
    ISI : array_like, shape (n,)
        Inter-spike intervals in order, in any unit: it cancels.

    Returns
    -------
    float
        (last - first)/(last + first), between -1 and 1: 0 for a clock, above 0 for a neuron that
        slows down; nan for fewer than two intervals.

    Examples
    --------
    >>> adaptation_index([10, 15, 30])
    0.5
    """
    intervals = np.asarray(ISI, dtype=float)
    if intervals.size < 2:
        return float("nan")
    first, last = intervals[0], intervals[-1]
    return float((last - first) / (last + first))


def serial_correlation(ISI: ArrayLike) -> float:
    """Correlation of neighbouring inter-spike intervals.

    Parameters
    ----------
    ISI : array_like, shape (n,)
        Inter-spike intervals in order, in any unit: it cancels.

    Returns
    -------
    float
        Pearson's correlation of the first n - 1 intervals with the last n - 1, between -1 and 1:
        0 for a neuron without memory, below 0 where a short interval tends to be followed by a
        long one. nan for fewer than three intervals, or if they do not vary.

    Notes
    -----
    Farkhooi, Strube-Bloss & Nawrot (2009), Phys. Rev. E 79:021905, on what it is in recorded
    neurons.

    Examples
    --------
    >>> round(serial_correlation([10, 30, 12, 28, 11, 31]), 2)
    -0.99
    """
    intervals = np.asarray(ISI, dtype=float)
    if intervals.size < 3:
        return float("nan")
    earlier, later = intervals[:-1], intervals[1:]
    earlier, later = earlier - np.mean(earlier), later - np.mean(later)
    spread = np.sqrt(np.sum(earlier**2) * np.sum(later**2))
    return float(np.sum(earlier * later) / spread) if spread else float("nan")


def initial_and_steady_rate(
    spikes: Sequence[int], params: Mapping[str, float]
) -> tuple[float, float]:
    """Firing rate at first and after adaptation.

    Parameters
    ----------
    spikes : sequence of int
        Sample indices of the spikes, in order.
    params : mapping
        `dt` (ms) is used.

    Returns
    -------
    initial, steady : float
        One over the first interval, and one over the mean of the last half of the intervals, the
        middle one of an odd number included (Hz). Both 0 for fewer than two spikes.

    Examples
    --------
    >>> initial_and_steady_rate([0, 100, 250, 500, 750], {"dt": 0.1})
    (100.0, 40.0)
    """
    intervals = get_ISI(spikes, params)
    if intervals.size == 0:
        return 0.0, 0.0
    last_half = intervals[intervals.size // 2 :]
    return float(1000 / intervals[0]), float(1000 / np.mean(last_half))


def classify_pattern(spikes: Sequence[int], params: Mapping[str, float]) -> str:
    """Name the firing pattern of a response to a constant current.

    The first of these that holds:

    1. "silent": there is no spike.
    2. "transient": there is none in the second half of the run, at T/2 or later.
    3. "bursting": some interval is less than half as long as the one before it. Within a burst
       intervals are short, between bursts long; nothing but a new burst makes them that much
       shorter again.
    4. "adapting": the adaptation index is above 0.1. A burst at the start only counts as this.
    5. "tonic": anything else, intervals that shorten slowly included.

    Parameters
    ----------
    spikes : sequence of int
        Sample indices of the spikes, in order.
    params : mapping
        `T` and `dt` (ms) are used.

    Returns
    -------
    str
        "silent", "transient", "bursting", "adapting" or "tonic".

    Notes
    -----
    The patterns are those of Naud et al. (2008), Biol. Cybern. 99:335; the criteria our own.

    Examples
    --------
    >>> classify_pattern([0, 400, 800], {"T": 100, "dt": 0.1})
    'tonic'
    >>> classify_pattern([0, 20, 40, 400, 420, 800], {"T": 100, "dt": 0.1})
    'bursting'
    """
    if len(spikes) == 0:
        return "silent"
    if spikes[-1] * params["dt"] < params["T"] / 2:
        return "transient"
    intervals = get_ISI(spikes, params)
    if np.any(intervals[1:] < _BURSTS * intervals[:-1]):
        return "bursting"
    return "adapting" if adaptation_index(intervals) > _ADAPTS else "tonic"


def coincidence_factor(data: ArrayLike, model: ArrayLike, T: float, window: float) -> float:
    """How well a model predicts the spike times of a neuron: the coincidence factor Gamma.

    Gamma = (N_coinc - <N_coinc>) / ((N_data + N_model) / 2) / (1 - 2 nu window). N_coinc is the
    number of spikes of the data that have one of the model's within the window. By chance, a
    Poisson process with the model's rate nu = N_model / T would hit <N_coinc> = 2 nu window N_data.

    Parameters
    ----------
    data, model : array_like
        Spike times of the neuron and of the model (ms).
    T : float
        Duration of both (ms).
    window : float
        How far apart two spikes that coincide may be (ms), less than half of an interval.

    Returns
    -------
    float
        1 if all spikes coincide, about 0 for chance; 0 if only one of them has spikes, and nan if
        neither has.

    Notes
    -----
    Kistler, Gerstner & van Hemmen (1997), Neural Comput. 9:1015; Jolivet et al. (2008), J.
    Neurosci. Methods 169:417. It means little if the model fires so fast that chance alone would
    hit nearly all spikes: if 2 nu window is close to 1.

    Examples
    --------
    >>> coincidence_factor([10, 40, 70, 90], [11, 39, 55, 91], T=100, window=2)
    0.7023809523809523
    """
    data, model = np.asarray(data, dtype=float), np.asarray(model, dtype=float)
    if data.size + model.size == 0:
        return float("nan")
    near = np.abs(data[:, np.newaxis] - model) <= window
    by_chance = 2 * window * model.size / T
    coincident = np.count_nonzero(near.any(axis=1)) - by_chance * data.size
    return float(2 * coincident / (data.size + model.size) / (1 - by_chance))

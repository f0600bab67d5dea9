"""Statistics of spike trains: rates, inter-spike intervals and their variability."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from reference.ode import Floats


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
    """
    ISI = np.diff(np.asarray(spike_times_array, dtype=float))
    if ISI.size < 2:
        return float("nan")
    return float(np.std(ISI) / np.mean(ISI))

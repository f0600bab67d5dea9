"""Experiments on the Hodgkin-Huxley neuron: spikes, rheobase, refractory period, and its LIF twin.

Units as in `reference.hodgkin_huxley`: ms, mV, and uA, mS, uF for each cm2.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from reference.hodgkin_huxley import FI_curve_HH, RateSet, simulate_HH
from reference.lif import firing_rate_LIF
from reference.ode import Floats, time_grid


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
    """
    V, t = np.asarray(V, dtype=float), np.asarray(t, dtype=float)
    (before,) = np.nonzero((V[:-1] < threshold) & (V[1:] >= threshold))
    share = (threshold - V[before]) / (V[before + 1] - V[before])
    return t[before] + share * (t[before + 1] - t[before])


def rheobase_HH(
    params: Mapping[str, float],
    I_low: float,
    I_high: float,
    tol: float,
    *,
    rates: RateSet = "squid",
) -> float:
    """Smallest step of current that keeps the neuron firing, by bisection.

    Below it, a step may still bring one spike or a few: the neuron is at rest again in the second
    half of the run.

    Parameters
    ----------
    params : mapping
        As for `simulate_HH`. Near the rheobase firing takes long to die out: the longer T, the
        nearer the answer comes to that for an endless step.
    I_low, I_high : float
        A current that does not keep the neuron firing and one that does (uA/cm2).
    tol : float
        How exactly the answer is wanted (uA/cm2).
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    float
        A current that keeps the neuron firing, less than `tol` above one that does not (uA/cm2).

    Raises
    ------
    ValueError
        If I_low keeps the neuron firing or I_high does not.
    """
    if not 0 == FI_curve_HH(params, I_low, rates=rates) < FI_curve_HH(params, I_high, rates=rates):
        raise ValueError(f"firing does not begin between {I_low} and {I_high} uA/cm2")
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if FI_curve_HH(params, middle, rates=rates) > 0:
            I_high = middle
        else:
            I_low = middle
    return float(I_high)


def refractory_period_HH(
    params: Mapping[str, float],
    I_pulse: float,
    width: float,
    gaps: ArrayLike,
    *,
    rates: RateSet = "squid",
) -> float:
    """Smallest gap after which a second pulse brings a second spike.

    Parameters
    ----------
    params : mapping
        As for `simulate_HH`; T well beyond the second pulse.
    I_pulse, width : float
        Height (uA/cm2) and length (ms) of both pulses; the first starts at time 0.
    gaps : array_like
        Times from the start of the first pulse to the start of the second (ms).
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    float
        The smallest of the gaps with two spikes (ms); nan if there is none.

    Raises
    ------
    ValueError
        If a second pulse would end after the run.

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 1.2 and 5.4, on absolute and relative
    refractoriness: the answer depends on the pulse.
    """
    t = time_grid(params["T"], params["dt"])[:, np.newaxis]
    onsets = np.atleast_1d(np.asarray(gaps, dtype=float))
    if np.max(onsets) + width > params["T"]:
        raise ValueError("the second pulse goes beyond the end of the run")
    half_a_step = params["dt"] / 2  # samples on an edge belong to the later side, whatever rounding
    since = np.stack([t - 0 * onsets, t - onsets]) + half_a_step
    pulses = np.any((since > 0) & (since < width), axis=0)
    V, *_, t = simulate_HH(params, I_pulse * pulses, rates=rates)
    twice = [len(detect_spikes(one, t)) >= 2 for one in V.T]
    return float(np.min(onsets[twice])) if any(twice) else float("nan")


def fit_LIF_to_HH(I_values: ArrayLike, rates: ArrayLike) -> dict[str, float]:
    """Parameters with which the LIF neuron's F-I curve comes closest to a given one.

    E_L and V_th are those of the squid axon, roughly, and V_reset = E_L: of the LIF's parameters
    the curve depends on the rheobase g_L (V_th - E_L), tau_m and tref alone.

    Parameters
    ----------
    I_values : array_like, shape (n,)
        Currents (uA/cm2).
    rates : array_like, shape (n,)
        Firing rates (Hz), above 0 for at least two of the currents.

    Returns
    -------
    dict
        E_L, V_th, V_reset (mV), g_L (mS/cm2), C_m (uF/cm2), tau_m and tref (ms), least squares of
        the rates from `firing_rate_LIF`.

    Raises
    ------
    ValueError
        If fewer than two of the rates are above 0.
    """
    I_ext, rates = np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)
    firing = rates > 0
    if np.count_nonzero(firing) < 2:
        raise ValueError("a fit needs two currents at which the neuron fires")
    first = I_ext[firing].min()
    silent = I_ext[~firing & (I_ext < first)]

    def neuron(rheobase: float, tau_m: float, tref: float) -> dict[str, float]:
        E_L, V_th = -65.0, -55.0
        g_L = rheobase / (V_th - E_L)
        membrane = {"g_L": g_L, "tau_m": tau_m, "C_m": g_L * tau_m}
        return {"E_L": E_L, "V_reset": E_L, "V_th": V_th, "tref": tref} | membrane

    def misses(logs: Floats, rheobase: float) -> Floats:
        return firing_rate_LIF(neuron(rheobase, *np.exp(logs)), I_ext) - rates

    # A current on the other side of the rheobase makes a jump: so each rheobase on a grid has its
    # own smooth fit of the two times, from a start of a few ms.
    lowest = silent.max() if silent.size else 0.2 * first
    grid = np.linspace(lowest, first, 30, endpoint=False)
    fits = [least_squares(misses, (1.0, 1.5), args=(at,), bounds=(-7, 7)) for at in grid if at > 0]
    best = int(np.argmin([fit.cost for fit in fits]))
    return neuron(grid[grid > 0][best], *np.exp(fits[best].x))

"""From which current or voltage on a neuron fires, and how soon it can fire again.

Currents are in pA for integrate-and-fire neurons, in uA/cm2 for the Hodgkin-Huxley neuron.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reference.base import time_grid
from reference.gates import RateSet
from reference.hodgkin_huxley import FI_curve_HH, simulate_HH
from reference.spike_trains import detect_spikes

__all__ = [
    "Simulator",
    "find_rheobase",
    "kick_threshold_HH",
    "refractory_period_HH",
    "rheobase_EIF",
    "rheobase_HH",
    "rheobase_LIF",
    "rheobase_QIF",
]

# simulate(params, I_inj); the last thing that it returns are the spikes, as sample indices
Simulator = Callable[[Mapping[str, float], Any], tuple]


def rheobase_LIF(params: Mapping[str, float]) -> float:
    """Constant current above which the LIF neuron fires.

    Parameters
    ----------
    params : mapping
        `g_L` (nS), `V_th` and `E_L` (mV) are used. tau_m plays no role.

    Returns
    -------
    float
        g_L (V_th - E_L) (pA). At exactly this current V approaches V_th and never gets there.

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.4.

    Examples
    --------
    >>> rheobase_LIF(default_params())
    200.0
    """
    return params["g_L"] * (params["V_th"] - params["E_L"])


def rheobase_EIF(params: Mapping[str, float]) -> float:
    """Constant current above which the EIF neuron fires.

    Parameters
    ----------
    params : mapping
        `g_L` (nS), `V_rh`, `E_L` and `Delta_T` (mV) are used.

    Returns
    -------
    float
        g_L (V_rh - E_L - Delta_T) (pA): f is smallest at V_rh. Delta_T -> 0 gives a LIF neuron
        with its threshold at V_rh.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.2.

    Examples
    --------
    >>> rheobase_EIF(default_params_EIF())
    180.0
    """
    return params["g_L"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])


def rheobase_QIF(params: Mapping[str, float]) -> float:
    """Constant current above which the QIF neuron fires.

    Parameters
    ----------
    params : mapping
        `g_L` (nS), `a_0` (1/mV), `V_c` and `E_L` (mV) are used.

    Returns
    -------
    float
        g_L a_0 (V_c - E_L)^2 / 4 (pA): f is smallest halfway between E_L and V_c.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.3.

    Examples
    --------
    >>> rheobase_QIF(default_params_QIF())
    62.5
    """
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def find_rheobase(
    simulate: Simulator, params: Mapping[str, float], I_low: float, I_high: float, tol: float
) -> float:
    """Smallest constant current at which a simulated neuron fires, by bisection.

    Parameters
    ----------
    simulate : callable
        simulate(params, I_inj); the spikes are the last thing that it returns.
    params : mapping
        Its parameters. Near its rheobase a neuron takes long to fire: take a long T.
    I_low, I_high : float
        A current that leaves the neuron silent and one that makes it fire (pA).
    tol : float
        Width at which to stop halving the range between them (pA).

    Returns
    -------
    float
        The upper end of the last range (pA): a current at which the neuron fires, at most tol above
        one at which it is silent.

    Raises
    ------
    ValueError
        Unless tol > 0, I_low < I_high, no spike comes at I_low, and one comes at I_high.

    Examples
    --------
    >>> params = default_params() | {"T": 500}
    >>> round(find_rheobase(simulate_LIF, params, I_low=0, I_high=500, tol=0.1), 1)
    200.0
    """
    if not (tol > 0 and I_low < I_high):
        raise ValueError(
            f"bisection needs tol > 0 and I_low < I_high, not {tol}, {I_low}, {I_high}"
        )

    def fires(I_ext: float) -> bool:
        return len(simulate(params, I_ext)[-1]) > 0

    if fires(I_low) or not fires(I_high):
        raise ValueError(f"the rheobase does not lie between {I_low} and {I_high} pA")
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if middle in (I_low, I_high):  # there is no number in between
            break
        if fires(middle):
            I_high = middle
        else:
            I_low = middle
    return I_high


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

    Examples
    --------
    >>> params = default_params_HH() | {"T": 300}
    >>> round(rheobase_HH(params, I_low=0, I_high=20, tol=0.1), 1)
    6.2
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


def kick_threshold_HH(
    params: Mapping[str, float],
    V_low: float,
    V_high: float,
    tol: float,
    *,
    rates: RateSet = "squid",
) -> float:
    """Voltage to which a kick has to lift the resting neuron for a spike, by bisection.

    The kick is a charge: a current that lasts for the first time step only and lifts V there from
    `V_0` to the voltage that is tried. The gates are still those of rest.

    Parameters
    ----------
    params : mapping
        As for `simulate_HH`; `V_0` (mV) is the resting voltage. A spike that comes at all comes
        within a few ms: T = 10 ms is enough.
    V_low, V_high : float
        A voltage from which V falls back to rest and one from which it spikes (mV).
    tol : float
        How exactly the answer is wanted (mV).
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    float
        A voltage from which a spike comes, less than `tol` above one from which none does (mV).

    Raises
    ------
    ValueError
        If a spike comes from V_low, or none comes from V_high.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 2.2, on the threshold for a short pulse. It lies
    above the voltage at which the current through the membrane turns inward if m follows at once:
    in fact m is fast, but it takes its time, and h and n move meanwhile.

    Examples
    --------
    >>> params = default_params_HH() | {"T": 10}
    >>> round(kick_threshold_HH(params, V_low=-64, V_high=-40, tol=0.01), 1)
    -58.5
    """
    steps = time_grid(params["T"], params["dt"]).size

    def fires(V: float) -> bool:
        kick = np.zeros(steps)
        kick[0] = (V - params["V_0"]) * params["C_m"] / params["dt"]
        run, *_, t = simulate_HH(params, kick, rates=rates)
        return len(detect_spikes(run, t)) > 0

    if fires(V_low) or not fires(V_high):
        raise ValueError(f"the threshold does not lie between {V_low} and {V_high} mV")
    while V_high - V_low > tol:
        middle = (V_low + V_high) / 2
        if fires(middle):
            V_high = middle
        else:
            V_low = middle
    return float(V_high)


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

    Examples
    --------
    >>> refractory_period_HH(default_params_HH(), I_pulse=30, width=1, gaps=[5, 10, 15, 20])
    10.0
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

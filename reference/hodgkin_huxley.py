"""The Hodgkin-Huxley neuron: ionic currents, simulation and F-I curve.

C_m dV/dt = I - I_ion,  I_ion = g_Na m^3 h (V - E_Na) + g_K n^4 (V - E_K) + g_L (V - E_L)

The gates m, h and n are those of `reference.gates`, which also has the sets of rates. Units, for
each cm2 of membrane: ms, mV, uA, mS, uF (uA/mS = mV, uF/mS = ms, uA/uF = mV/ms).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats, time_grid
from reference.gates import RATES, RateSet, _count_spikes, _I_ion, _neuron, _simulate

__all__ = [
    "FI_curve_HH",
    "I_ion",
    "default_params_HH",
    "default_params_pyramidal",
    "gate_steady_state",
    "gate_time_constant",
    "simulate_HH",
]


def default_params_HH() -> dict[str, float]:
    """Parameters of the squid's giant axon.

    Returns
    -------
    dict
        C_m (uF/cm2), g_Na, g_K, g_L (mS/cm2), E_Na, E_K, E_L, V_0 (mV), T, dt (ms).

    Examples
    --------
    >>> default_params_HH()["g_Na"]
    120.0
    """
    return {
        "C_m": 1.0,  # membrane capacitance, uF/cm2
        "g_Na": 120.0,  # largest sodium conductance, mS/cm2
        "g_K": 36.0,  # largest potassium conductance, mS/cm2
        "g_L": 0.3,  # leak conductance, mS/cm2
        "E_Na": 50.0,  # sodium reversal potential, mV
        "E_K": -77.0,  # potassium reversal potential, mV
        "E_L": -54.387,  # leak reversal potential, mV
        "V_0": -65.0,  # voltage at time 0, mV
        "T": 100.0,  # length of a run, ms
        "dt": 0.01,  # time step, ms
    }


def default_params_pyramidal() -> dict[str, float]:
    """Parameters of the pyramidal cell; its rates are the set "pyramidal".

    Returns
    -------
    dict
        As from `default_params_HH`. V_0 is near the resting voltage, which is not E_L.

    Examples
    --------
    >>> default_params_pyramidal()["g_Na"]
    40.0
    """
    return {
        "C_m": 1.0,
        "g_Na": 40.0,
        "g_K": 35.0,
        "g_L": 0.3,
        "E_Na": 55.0,
        "E_K": -77.0,
        "E_L": -65.0,
        "V_0": -63.0,
        "T": 100.0,
        "dt": 0.01,
    }


def gate_steady_state(alpha: float | Floats, beta: float | Floats) -> float | Floats:
    """Where a gate ends if V stays: alpha/(alpha + beta).

    Parameters
    ----------
    alpha, beta : float or ndarray
        Rates of opening and closing (1/ms).

    Returns
    -------
    float or ndarray
        Between 0, all closed, and 1, all open.

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.5.

    Examples
    --------
    >>> V = np.array([-80.0, -65.0, -50.0])
    >>> gate_steady_state(alpha_h(V), beta_h(V)).round(3)
    array([0.931, 0.596, 0.153])
    """
    return alpha / (alpha + beta)


def gate_time_constant(alpha: float | Floats, beta: float | Floats) -> float | Floats:
    """How long a gate takes to get there: 1/(alpha + beta).

    Parameters
    ----------
    alpha, beta : float or ndarray
        Rates of opening and closing (1/ms).

    Returns
    -------
    float or ndarray
        Time constant (ms).

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.5.

    Examples
    --------
    >>> V = np.array([-80.0, -65.0, -50.0])
    >>> gate_time_constant(alpha_h(V), beta_h(V)).round(1)
    array([6.3, 8.5, 4.6])
    """
    return 1 / (alpha + beta)


def I_ion(
    V: float | Floats,
    m: float | Floats,
    h: float | Floats,
    n: float | Floats,
    params: Mapping[str, float],
) -> float | Floats:
    """Sum of the three ionic currents, positive outward.

    Parameters
    ----------
    V : float or ndarray
        Voltage (mV).
    m, h, n : float or ndarray
        Gates, 0 to 1.
    params : mapping
        `g_Na`, `g_K`, `g_L` (mS/cm2), `E_Na`, `E_K` and `E_L` (mV) are used.

    Returns
    -------
    float or ndarray
        g_Na m^3 h (V - E_Na) + g_K n^4 (V - E_K) + g_L (V - E_L) (uA/cm2).

    Notes
    -----
    Hodgkin & Huxley (1952), eq. 26; Gerstner et al., *Neuronal Dynamics*, eq. 2.5.

    Examples
    --------
    >>> round(I_ion(-65.0, 0.053, 0.596, 0.318, default_params_HH()), 3)
    0.009
    """
    return _I_ion(V, m, h, n, _neuron(params, "squid"))


def _start(params: Mapping[str, float], rates: RateSet) -> tuple[float, float, float, float]:
    V_0 = float(params["V_0"])
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = (rate(V_0) for rate in RATES[rates])
    return (
        V_0,
        float(gate_steady_state(alpha_m, beta_m)),
        float(gate_steady_state(alpha_h, beta_h)),
        float(gate_steady_state(alpha_n, beta_n)),
    )


def simulate_HH(
    params: Mapping[str, float], I_inj: ArrayLike, *, rates: RateSet = "squid"
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Simulate the Hodgkin-Huxley neuron by forward Euler.

    Parameters
    ----------
    params : mapping
        As from `default_params_HH`. The gates start at their steady state at `V_0`.
    I_inj : float or array_like, shape (samples,) or (samples, neurons)
        Injected current (uA/cm2); sample k drives the step from k to k + 1. A column more is a
        neuron more, with the same parameters.
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    V : ndarray, shape (samples,) or (samples, neurons), samples = round(T / dt)
        Voltage (mV), V[0] = V_0.
    m, h, n : ndarray, shape of V
        Gates.
    t : ndarray, shape (samples,)
        Times (ms).

    Raises
    ------
    ValueError
        If I_inj has another shape, or unless 0 < dt <= T.
    FloatingPointError
        If the run diverges. At dt = 0.01 ms spikes come within 0.02 ms of where they should; from
        0.07 ms on there are too many, and from 0.08 ms on this is raised.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 2.2; Dayan & Abbott, *Theoretical Neuroscience*,
    ch. 5.5-5.6.

    Examples
    --------
    >>> V, m, h, n, t = simulate_HH(default_params_HH(), 10)
    >>> detect_spikes(V, t).round(1)
    array([ 1.9, 16.8, 31.5, 46.1, 60.7, 75.4, 90. ])
    """
    t = time_grid(params["T"], params["dt"])
    I_ext = np.array(I_inj, dtype=float)  # a plain copy: numba compiles anew for views and the like
    if I_ext.ndim == 0:
        I_ext = np.full(t.size, I_ext)
    if I_ext.ndim > 2 or len(I_ext) != t.size:
        raise ValueError(f"I_inj must be a number or have {t.size} samples, not {I_ext.shape}")
    columns = I_ext.reshape(t.size, *I_ext.shape[1:] or (1,))
    run = _simulate(columns, _start(params, rates), float(params["dt"]), _neuron(params, rates))
    _must_be_finite(run[0][-1], params)
    V, m, h, n = (one.reshape(I_ext.shape) for one in run)
    return V, m, h, n, t


def FI_curve_HH(
    params: Mapping[str, float], I_values: ArrayLike, *, rates: RateSet = "squid"
) -> Floats:
    """Firing rate against a constant current, over the second half of the run.

    Parameters
    ----------
    params : mapping
        As for `simulate_HH`. Rates come in steps of one spike in T/2: take T = 500 ms or more.
    I_values : array_like, shape (currents,)
        Currents (uA/cm2), switched on at time 0.
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    ndarray, shape of I_values
        Upward crossings of 0 mV at samples with t >= T/2, over T/2 (Hz).

    Raises
    ------
    ValueError, FloatingPointError
        As `simulate_HH`.

    Examples
    --------
    >>> FI_curve_HH(default_params_HH() | {"T": 500}, [0, 5, 10, 20])
    array([ 0.,  0., 72., 88.])
    """
    I_ext = np.array(I_values, dtype=float)
    steps = time_grid(params["T"], params["dt"]).size
    counts, V = _count_spikes(
        I_ext.ravel(),
        steps,
        steps - steps // 2,
        _start(params, rates),
        float(params["dt"]),
        _neuron(params, rates),
    )
    _must_be_finite(V, params)
    return 1000 * counts.reshape(I_ext.shape) / (params["T"] / 2)


def _must_be_finite(V: Floats, params: Mapping[str, float]) -> None:
    if not np.isfinite(V).all():
        raise FloatingPointError(f"V diverges: forward Euler cannot take dt = {params['dt']} ms")

"""Integrate-and-fire neurons with a spike mechanism: exponential (EIF) and quadratic (QIF).

tau_m dV/dt = f(V) + I_ext/g_L
EIF:  f = -(V - E_L) + Delta_T exp((V - V_rh)/Delta_T)
QIF:  f = a_0 (V - E_L) (V - V_c)

V_th is no threshold here but where the simulation cuts the upstroke off, far above V_rh or V_c.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats
from reference.integrate_and_fire import Exponential, Quadratic, f_membrane, simulate_IF

__all__ = [
    "default_params_EIF",
    "default_params_QIF",
    "dvdt_EIF",
    "f_EIF",
    "f_QIF",
    "simulate_EIF",
    "simulate_QIF",
]


def default_params_EIF() -> dict[str, float]:
    """Parameters of the course's EIF neuron: its LIF neuron with a spike mechanism.

    Returns
    -------
    dict
        V_rh, V_th, V_0, V_reset, E_L, Delta_T (mV), tau_m, tref, T, dt (ms), g_L (nS).

    Examples
    --------
    >>> default_params_EIF()["Delta_T"]
    2.0
    """
    return {
        "V_rh": -55.0,  # rheobase threshold, where the membrane turns unstable, mV
        "Delta_T": 2.0,  # sharpness: width of that turn, mV
        "V_th": -30.0,  # cut-off of the upstroke, a spike, mV
        "V_0": -75.0,  # voltage at time 0, mV
        "tau_m": 10.0,  # membrane time constant, ms
        "g_L": 10.0,  # leak conductance, nS
        "V_reset": -75.0,  # voltage after a spike, mV
        "E_L": -75.0,  # leak reversal potential, mV
        "tref": 2.0,  # refractory period, ms
        "T": 150.0,  # length of a run, ms
        "dt": 0.1,  # time step, ms
    }


def default_params_QIF() -> dict[str, float]:
    """Parameters of the course's QIF neuron, near rest a twin of the EIF neuron.

    With a_0 (V_c - E_L) = 1 the membrane relaxes to rest with time constant tau_m, and V_c is
    where the EIF neuron, too, turns from falling back to firing.

    Returns
    -------
    dict
        a_0 (1/mV), V_c, V_th, V_0, V_reset, E_L (mV), tau_m, tref, T, dt (ms), g_L (nS).

    Examples
    --------
    >>> default_params_QIF()["V_c"]
    -50.0
    """
    return {
        "a_0": 0.04,  # curvature, 1/mV
        "V_c": -50.0,  # critical voltage: without current V falls below it and grows above it, mV
        "V_th": 30.0,  # cut-off of the upstroke, a spike; a parabola rises slowly, mV
        "V_0": -75.0,  # voltage at time 0, mV
        "tau_m": 10.0,  # membrane time constant, ms
        "g_L": 10.0,  # R = 1/g_L, nS
        "V_reset": -75.0,  # voltage after a spike, mV
        "E_L": -75.0,  # resting potential, mV
        "tref": 2.0,  # refractory period, ms
        "T": 150.0,  # length of a run, ms
        "dt": 0.1,  # time step, ms
    }


def f_EIF(V: ArrayLike, params: Mapping[str, float]) -> Floats:
    """Leak and spike current of the EIF neuron, as a voltage.

    Parameters
    ----------
    V : float or array_like
        Voltage (mV).
    params : mapping
        `E_L`, `Delta_T` and `V_rh` (mV) are used.

    Returns
    -------
    float or ndarray, shape of V
        f(V) (mV). Finite everywhere: exponents above 700 count as 700.

    Raises
    ------
    ValueError
        Unless Delta_T > 0.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.2, eq. 5.6; Fourcaud-Trocme et al. (2003), J.
    Neurosci. 23:11628.

    Examples
    --------
    >>> f_EIF([-75, -55], default_params_EIF()).round(3)
    array([  0., -18.])
    """
    return f_membrane(np.asarray(V, dtype=float), Exponential.from_params(params))


def dvdt_EIF(V: ArrayLike, I_ext: float | ArrayLike, params: Mapping[str, float]) -> Floats:
    """Rate of change of the EIF voltage.

    Parameters
    ----------
    V : float or array_like
        Voltage (mV).
    I_ext : float or array_like
        Injected current (pA).
    params : mapping
        `E_L`, `Delta_T`, `V_rh` (mV), `g_L` (nS) and `tau_m` (ms) are used.

    Returns
    -------
    float or ndarray, shape of V and I_ext together
        dV/dt (mV/ms).

    Raises
    ------
    ValueError
        Unless Delta_T > 0.

    Examples
    --------
    >>> round(float(dvdt_EIF(-75, 200, default_params_EIF())), 3)
    2.0
    """
    return (f_EIF(V, params) + np.asarray(I_ext, dtype=float) / params["g_L"]) / params["tau_m"]


def simulate_EIF(params: Mapping[str, float], I_inj: ArrayLike) -> tuple[Floats, Floats, list[int]]:
    """Simulate the EIF neuron by forward Euler.

    Spikes, reset and refractory hold are those of `simulate_LIF`, except for how the spike looks:
    the step across V_th would end anywhere up to 1e300 mV, so V is V_th at a spike.

    Parameters
    ----------
    params : mapping
        `E_L`, `Delta_T`, `V_rh`, `V_0`, `V_th`, `V_reset` (mV), `g_L` (nS), `tau_m`, `tref`, `T`
        and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV), V[0] = V_0, and no later sample above V_th.
    t : ndarray, shape (n,)
        Times (ms).
    spikes : list of int
        Sample indices of the spikes.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th, Delta_T > 0 or 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.2.

    Examples
    --------
    >>> V, t, spikes = simulate_EIF(default_params_EIF(), 300)
    >>> spikes
    [150, 320, 490, 660, 830, 1000, 1170, 1340]
    """
    V, _, t, spikes = simulate_IF(
        params, I_inj, Exponential.from_params(params), V_max=params["V_th"]
    )
    return V, t, spikes


def f_QIF(V: ArrayLike, params: Mapping[str, float]) -> Floats:
    """Membrane of the QIF neuron, as a voltage.

    Parameters
    ----------
    V : float or array_like
        Voltage (mV).
    params : mapping
        `E_L`, `V_c` (mV) and `a_0` (1/mV) are used.

    Returns
    -------
    float or ndarray, shape of V
        f(V) (mV).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.3, eq. 5.16.

    Examples
    --------
    >>> f_QIF([-80, -62.5, -45], default_params_QIF())
    array([ 6.  , -6.25,  6.  ])
    """
    return f_membrane(np.asarray(V, dtype=float), Quadratic.from_params(params))


def simulate_QIF(params: Mapping[str, float], I_inj: ArrayLike) -> tuple[Floats, Floats, list[int]]:
    """Simulate the QIF neuron by forward Euler, with the spikes of `simulate_EIF`.

    Parameters
    ----------
    params : mapping
        `E_L`, `V_c`, `V_0`, `V_th`, `V_reset` (mV), `a_0` (1/mV), `g_L` (nS), `tau_m`, `tref`, `T`
        and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V, t, spikes
        As from `simulate_EIF`.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th or 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.3.

    Examples
    --------
    >>> V, t, spikes = simulate_QIF(default_params_QIF(), 300)
    >>> spikes
    [185, 390, 595, 800, 1005, 1210, 1415]
    """
    V, _, t, spikes = simulate_IF(
        params, I_inj, Quadratic.from_params(params), V_max=params["V_th"]
    )
    return V, t, spikes

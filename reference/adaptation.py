"""Neurons with an adaptation current, before anything is simulated: parameters and equations.

tau_m dV/dt = f(V) - w/g_L + I_ext/g_L,  f from the LIF, EIF or QIF neuron
tau_w dw/dt = a (V - E_L) - w,  and w -> w + b at a spike

w is an outward current: where it is positive it holds the neuron back.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats
from reference.lif import default_params
from reference.nonlinear_if import default_params_EIF, default_params_QIF, f_EIF

__all__ = [
    "default_params_AdEx",
    "default_params_Izhikevich",
    "default_params_aLIF",
    "dwdt",
    "impedance",
    "nullclines_AdEx",
]


def _adapting(params: dict[str, float]) -> dict[str, float]:
    return params | {
        "a": 2.0,  # how w follows V, nS
        "b": 20.0,  # what a spike adds to w, pA
        "tau_w": 100.0,  # time constant of w, ms
        "T": 500.0,  # length of a run, ms
    }


def default_params_aLIF() -> dict[str, float]:
    """Parameters of the course's LIF neuron with adaptation.

    Returns
    -------
    dict
        Those of `default_params`, T = 500 ms, and a (nS), b (pA), tau_w (ms).

    Examples
    --------
    >>> default_params_aLIF()["tau_w"]
    100.0
    """
    return _adapting(default_params())


def default_params_AdEx() -> dict[str, float]:
    """Parameters of the course's AdEx neuron: the EIF neuron with the adaptation of the aLIF.

    Returns
    -------
    dict
        Those of `default_params_EIF`, T = 500 ms, and a (nS), b (pA), tau_w (ms).

    Examples
    --------
    >>> params = default_params_AdEx()
    >>> params["a"], params["b"]
    (2.0, 20.0)
    """
    return _adapting(default_params_EIF())


def default_params_Izhikevich() -> dict[str, float]:
    """Parameters of the course's Izhikevich neuron: the QIF neuron with the adaptation of the aLIF.

    Returns
    -------
    dict
        Those of `default_params_QIF`, T = 500 ms, and a (nS), b (pA), tau_w (ms).

    Examples
    --------
    >>> default_params_Izhikevich()["T"]
    500.0
    """
    return _adapting(default_params_QIF())


def dwdt(V: float | Floats, w: float | Floats, params: Mapping[str, float]) -> float | Floats:
    """Rate of change of the adaptation current between spikes.

    Parameters
    ----------
    V : float or ndarray
        Voltage (mV).
    w : float or ndarray
        Adaptation current (pA).
    params : mapping
        `a` (nS), `E_L` (mV) and `tau_w` (ms) are used.

    Returns
    -------
    float or ndarray
        dw/dt (pA/ms).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 6.1, eq. 6.4.

    Examples
    --------
    >>> dwdt(-65, 10, default_params_AdEx())
    0.1
    """
    return (params["a"] * (V - params["E_L"]) - w) / params["tau_w"]


def impedance(params: Mapping[str, float], frequencies: ArrayLike) -> Floats:
    """Voltage amplitude for each pA of an oscillating current, below the threshold.

    The membrane is the linear one of the LIF neuron with adaptation, without spikes.

    Parameters
    ----------
    params : mapping
        `g_L`, `a` (nS), `tau_m` and `tau_w` (ms) are used.
    frequencies : float or array_like
        Frequencies (Hz), 0 or above.

    Returns
    -------
    float or ndarray, shape of frequencies
        |Z| (GOhm, that is mV/pA), 1/(g_L + a) at 0 Hz.

    Notes
    -----
    With V and w proportional to exp(i omega t), omega = 2 pi f, the two equations give
    Z = 1 / (g_L (1 + i omega tau_m) + a / (1 + i omega tau_w)). Richardson, Brunel & Hakim (2003),
    J. Neurophysiol. 89:2538.

    Examples
    --------
    >>> impedance(default_params_aLIF() | {"a": 20.0}, [0, 8.42, 100]).round(4)
    array([0.0333, 0.0925, 0.0158])
    """
    i_omega = 2j * np.pi * np.asarray(frequencies, dtype=float) / 1000
    leak = params["g_L"] * (1 + i_omega * params["tau_m"])
    return np.abs(1 / (leak + params["a"] / (1 + i_omega * params["tau_w"])))


def nullclines_AdEx(
    V: ArrayLike, params: Mapping[str, float], I_ext: float
) -> tuple[Floats, Floats]:
    """Where V and where w stands still in the phase plane of the AdEx neuron.

    Parameters
    ----------
    V : array_like
        Voltages (mV).
    params : mapping
        `E_L`, `Delta_T`, `V_rh` (mV), `g_L` and `a` (nS) are used.
    I_ext : float
        Constant current (pA).

    Returns
    -------
    w_V : ndarray, shape of V
        w at which dV/dt = 0: g_L f(V) + I_ext (pA).
    w_w : ndarray, shape of V
        w at which dw/dt = 0: a (V - E_L) (pA).

    Raises
    ------
    ValueError
        Unless Delta_T > 0.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 6.2.

    Examples
    --------
    >>> w_V, w_w = nullclines_AdEx([-75, -55], default_params_AdEx(), I_ext=200)
    >>> w_V.round(2), w_w
    (array([200.,  20.]), array([ 0., 40.]))
    """
    V = np.asarray(V, dtype=float)
    return params["g_L"] * f_EIF(V, params) + I_ext, params["a"] * (V - params["E_L"])

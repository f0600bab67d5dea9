"""Simulators of integrate-and-fire neurons that adapt: aLIF, AdEx and Izhikevich.

Their equations stand in `reference.adaptation`; w starts at 0.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from reference.adaptation import (
    dwdt,
)
from reference.base import Floats, injected_current, time_grid
from reference.integrate_and_fire import Adaptation, Exponential, Leak, Quadratic, simulate_IF

__all__ = [
    "Run",
    "simulate_AdEx",
    "simulate_Izhikevich",
    "simulate_Izhikevich2003",
    "simulate_aLIF",
    "simulate_adaptive",
]

Run = tuple[Floats, Floats, Floats, list[int]]  # V, w, t, spikes


def simulate_adaptive(
    f: Callable[[float, Mapping[str, float]], float], params: Mapping[str, float], I_inj: ArrayLike
) -> Run:
    """Simulate a neuron with adaptation by forward Euler, whatever its membrane is.

    V, w and spikes are those of `simulate_AdEx`, with `f` in the place of `f_EIF`. The loop is in
    Python, as `f` may be any function: for the membranes of this library `simulate_IF` is faster.

    Parameters
    ----------
    f : callable
        What the membrane does to V by itself, times tau_m: called as f(V, params), returns mV.
    params : mapping
        As for `simulate_aLIF`, and what f needs.
    I_inj : float or array_like, shape (n,)
        Injected current (pA).

    Returns
    -------
    V, w, t, spikes
        As from `simulate_aLIF`; V is V_th at a spike.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 6.1.

    Examples
    --------
    >>> V, w, t, spikes = simulate_adaptive(f_EIF, default_params_AdEx(), 300)
    >>> spikes == simulate_AdEx(default_params_AdEx(), 300)[-1]
    True
    """
    t, dt = time_grid(params["T"], params["dt"]), params["dt"]
    I_ext = injected_current(I_inj, t.size).tolist()
    V_th, V_reset, b = params["V_th"], params["V_reset"], params["b"]
    g_L, tau_m, n_ref = params["g_L"], params["tau_m"], round(params["tref"] / dt)
    V, w, spikes, hold = np.empty(t.size), np.empty(t.size), [], 0
    V_k, w_k = float(params["V_0"]), 0.0
    for k in range(t.size):
        V[k], w[k] = min(V_k, V_th), w_k
        if V_k >= V_th:
            spikes.append(k)
            V_k, w_k, hold = V_reset, w_k + b, n_ref
        V_rate = (f(V_k, params) + (I_ext[k] - w_k) / g_L) / tau_m
        w_k = float(w_k + dt * dwdt(V_k, w_k, params))
        if hold:
            hold -= 1
        else:
            V_k = float(V_k + dt * V_rate)
    return V, w, t, spikes


def simulate_aLIF(params: Mapping[str, float], I_inj: ArrayLike) -> Run:
    """Simulate the LIF neuron with adaptation by forward Euler.

    V is that of `simulate_LIF`: a spike at sample k keeps its value, the next n_ref = round(tref /
    dt) samples are V_reset, and V is integrated again from the last of them. w jumps by b at the
    spike and is integrated throughout, the hold included. Every step from k to k + 1 uses V and w
    of the same sample, and at a spike those after the reset:

        w[k + 1] = w[k] + b + dt (a (V_reset - E_L) - (w[k] + b)) / tau_w

    Parameters
    ----------
    params : mapping
        `E_L`, `V_0`, `V_th`, `V_reset` (mV), `g_L`, `a` (nS), `b` (pA), `tau_m`, `tau_w`, `tref`,
        `T` and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV), V[0] = V_0.
    w : ndarray, shape (n,)
        Adaptation current (pA), w[0] = 0; the jump by b shows in the sample after the spike.
    t : ndarray, shape (n,)
        Times (ms).
    spikes : list of int
        Sample indices of the spikes.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th or 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 6.1, with a linear f.

    Examples
    --------
    >>> V, w, t, spikes = simulate_aLIF(default_params_aLIF(), 300)
    >>> get_ISI(spikes, default_params_aLIF()).round(1)[:5]  # the neuron slows down
    array([14.7, 16.6, 18.8, 21.2, 23.6])
    """
    return simulate_IF(params, I_inj, Leak.from_params(params), Adaptation.from_params(params))


def simulate_AdEx(params: Mapping[str, float], I_inj: ArrayLike) -> Run:
    """Simulate the adaptive exponential integrate-and-fire neuron by forward Euler.

    w is that of `simulate_aLIF`, V that of `simulate_EIF`: at a spike it is V_th.

    Parameters
    ----------
    params : mapping
        As for `simulate_aLIF`, and `Delta_T` and `V_rh` (mV).
    I_inj : float or array_like, shape (n,)
        Injected current (pA).

    Returns
    -------
    V, w, t, spikes
        As from `simulate_aLIF`.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th, Delta_T > 0 or 0 < dt <= T.

    Notes
    -----
    Brette & Gerstner (2005), J. Neurophysiol. 94:3637; Gerstner et al., *Neuronal Dynamics*,
    ch. 6.1.

    Examples
    --------
    >>> V, w, t, spikes = simulate_AdEx(default_params_AdEx(), 300)
    >>> classify_pattern(spikes, default_params_AdEx())
    'adapting'
    """
    return simulate_IF(
        params,
        I_inj,
        Exponential.from_params(params),
        Adaptation.from_params(params),
        V_max=params["V_th"],
    )


def simulate_Izhikevich(params: Mapping[str, float], I_inj: ArrayLike) -> Run:
    """Simulate the QIF neuron with adaptation by forward Euler.

    w is that of `simulate_aLIF`, V that of `simulate_QIF`: at a spike it is V_th.

    Parameters
    ----------
    params : mapping
        As for `simulate_aLIF`, and `a_0` (1/mV) and `V_c` (mV).
    I_inj : float or array_like, shape (n,)
        Injected current (pA).

    Returns
    -------
    V, w, t, spikes
        As from `simulate_aLIF`.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th or 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 6.1; Izhikevich (2007), *Dynamical Systems in
    Neuroscience*, ch. 8.

    Examples
    --------
    >>> V, w, t, spikes = simulate_Izhikevich(default_params_Izhikevich(), 300)
    >>> classify_pattern(spikes, default_params_Izhikevich())
    'adapting'
    """
    return simulate_IF(
        params,
        I_inj,
        Quadratic.from_params(params),
        Adaptation.from_params(params),
        V_max=params["V_th"],
    )


def simulate_Izhikevich2003(
    a: float,
    b: float,
    c: float,
    d: float,
    I: ArrayLike,  # noqa: E741 - its name in the paper
    T: float,
    dt: float,
) -> Run:
    """Simulate Izhikevich's neuron in its published form by forward Euler.

    v' = 0.04 v^2 + 5 v + 140 - u + I,  u' = a (b v - u);  where v >= 30: v -> c, u -> u + d

    v starts at -65, u at b v(0). A spike at sample k is written down as v[k] = 30; then v is c and
    u is u[k] + d, and both step on to k + 1 from there, each from the v and u of the same sample.

    Parameters
    ----------
    a : float
        How fast u is (1/ms).
    b : float
        How u follows v (1/ms).
    c : float
        v after a spike (mV), below 30.
    d : float
        What a spike adds to u (mV/ms).
    I : float or array_like, shape (n,)
        Injected current (mV/ms).
    T, dt : float
        Length of the run and time step (ms). The number of spikes depends on dt more than one
        would like: 1 ms, as published, gives half of those of fast spiking neurons.

    Returns
    -------
    v : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV).
    u : ndarray, shape (n,)
        Recovery variable (mV/ms).
    t : ndarray, shape (n,)
        Times (ms).
    spikes : list of int
        Sample indices of the spikes.

    Raises
    ------
    ValueError
        If I is an array of another shape, unless c < 30 or 0 < dt <= T.

    Notes
    -----
    Izhikevich (2003), IEEE Trans. Neural Networks 14:1569, eqs 1-3. It is the neuron of
    `simulate_Izhikevich` with g_L = 1, tau_m = 1, tau_w = 1/a, and w = u pulled to b (v - 0).

    Examples
    --------
    >>> v, u, t, spikes = simulate_Izhikevich2003(0.02, 0.2, -50, 2, I=10, T=500, dt=0.1)
    >>> classify_pattern(spikes, {"T": 500, "dt": 0.1})  # "chattering"
    'bursting'
    """
    v_0, v_peak = -65.0, 30.0
    params = {
        "V_0": v_0, "V_th": v_peak, "V_reset": c, "g_L": 1.0, "tau_m": 1.0, "tref": 0.0,
        "T": T, "dt": dt,
    }  # fmt: skip
    apart = np.sqrt(5**2 - 4 * 0.04 * 140)  # the parabola by its roots
    parabola = Quadratic(E_L=(-5 - apart) / 0.08, a_0=0.04, V_c=(-5 + apart) / 0.08)
    recovery = Adaptation(a=float(b), b=float(d), tau_w=1 / a, E_w=0.0)
    return simulate_IF(params, I, parabola, recovery, w_0=b * v_0, V_max=v_peak)

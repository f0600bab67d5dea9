"""Answers to `adaptation` as they are built from earlier ones, which they call by name.

The reference library has faster ones. These are for answers that are tried with decoys.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from reference import adaptation_index, dwdt, f_EIF, f_QIF, get_ISI
from reference.base import Floats, injected_current, time_grid

Run = tuple[Floats, Floats, Floats, list[int]]


def simulate_aLIF(params: Mapping[str, float], I_inj: Any) -> Run:
    """Forward Euler with a leak."""
    return _run(params, I_inj, lambda V: params["E_L"] - V, np.inf)


def simulate_AdEx(params: Mapping[str, float], I_inj: Any) -> Run:
    """Forward Euler with a leak and a spike current."""
    return _run(params, I_inj, lambda V: f_EIF(V, params), params["V_th"])


def simulate_Izhikevich(params: Mapping[str, float], I_inj: Any) -> Run:
    """Forward Euler with a parabola."""
    return _run(params, I_inj, lambda V: f_QIF(V, params), params["V_th"])


def _run(params: Mapping[str, float], I_inj: Any, f: Callable[[float], Any], V_max: float) -> Run:
    t, dt = time_grid(params["T"], params["dt"]), params["dt"]
    I_ext = injected_current(I_inj, t.size).tolist()
    g_L, tau_m, n_ref = params["g_L"], params["tau_m"], round(params["tref"] / dt)
    V, w, spikes, hold = np.empty(t.size), np.empty(t.size), [], 0
    V_k, w_k = float(params["V_0"]), 0.0
    for k in range(t.size):
        V[k], w[k] = min(V_k, V_max), w_k
        if V_k >= params["V_th"]:
            spikes.append(k)
            V_k, w_k, hold = params["V_reset"], w_k + params["b"], n_ref
        V_rate = (f(V_k) + (I_ext[k] - w_k) / g_L) / tau_m
        w_k = float(w_k + dt * dwdt(V_k, w_k, params))
        V_k, hold = (V_k, hold - 1) if hold else (float(V_k + dt * V_rate), 0)
    return V, w, t, spikes


def published_from_w(
    a: float,
    b: float,
    c: float,
    d: float,
    I: Any,  # noqa: E741
    T: float,
    dt: float,
) -> Run:
    """Forward Euler, with u for w."""
    t = time_grid(T, dt)
    I_ext = injected_current(I, t.size).tolist()
    like_w = {"a": b, "E_L": 0.0, "tau_w": 1 / a}
    v, u, spikes = np.empty(t.size), np.empty(t.size), []
    v_k, u_k = -65.0, -65.0 * b
    for k in range(t.size):
        v[k], u[k] = min(v_k, 30.0), u_k
        if v_k >= 30:
            spikes.append(k)
            v_k, u_k = c, u_k + d
        v_rate = 0.04 * v_k**2 + 5 * v_k + 140 - u_k + I_ext[k]
        u_k = float(u_k + dt * dwdt(v_k, u_k, like_w))
        v_k += dt * v_rate
    return v, u, t, spikes


def classify_by_index(spikes: Any, params: Mapping[str, float]) -> str:
    """By the first criterion that holds."""
    if len(spikes) == 0:
        return "silent"
    if spikes[-1] * params["dt"] < params["T"] / 2:
        return "transient"
    intervals = get_ISI(spikes, params)
    if np.any(intervals[1:] < 0.5 * intervals[:-1]):
        return "bursting"
    return "adapting" if adaptation_index(intervals) > 0.1 else "tonic"

"""Answers to `adaptation` as they are built from earlier ones, which they call by name.

The reference library has faster ones. These are for answers that are tried with decoys.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograde_tests.adaptation.given import f_EIF, f_LIF, f_QIF
from reference import adaptation_index, dwdt, get_ISI, nullclines_AdEx, simulate_adaptive
from reference.base import Floats, injected_current, time_grid

Run = tuple[Floats, Floats, Floats, list[int]]


def simulate_aLIF(params: Mapping[str, float], I_inj: Any) -> Run:
    """The loop with a leak."""
    return simulate_adaptive(f_LIF, params, I_inj)


def nullclines_from_dwdt(
    V: Any, params: Mapping[str, float], I_ext: float
) -> tuple[Floats, Floats]:
    """The second is what V drives w to, which is the rate without w over one tau_w."""
    V = np.asarray(V, dtype=float)
    w_w = params["tau_w"] * np.asarray(dwdt(V, 0.0, params))
    return nullclines_AdEx(V, params, I_ext)[0], w_w


def simulate_AdEx(params: Mapping[str, float], I_inj: Any) -> Run:
    """The loop with a leak and a spike current."""
    return simulate_adaptive(f_EIF, params, I_inj)


def simulate_Izhikevich(params: Mapping[str, float], I_inj: Any) -> Run:
    """The loop with a parabola."""
    return simulate_adaptive(f_QIF, params, I_inj)


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

"""Answers to `nonlinear_if` as they are built from earlier ones, which they call by name.

The reference library has faster ones. These are for answers that are tried with decoys.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

from reference import f_EIF, f_QIF
from reference.base import Floats, injected_current, time_grid

Run = tuple[Floats, Floats, list[int]]


def dvdt_EIF(V: Any, I_ext: float, params: Mapping[str, float]) -> Any:
    """The membrane and the current."""
    return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]


def rheobase_EIF(params: Mapping[str, float]) -> float:
    """The current that lifts the lowest point of f to zero."""
    around = params["V_rh"] - 8, params["V_rh"] + 8
    return -params["g_L"] * _lowest(lambda V: f_EIF(V, params), around)


def rheobase_from_rate(params: Mapping[str, float]) -> float:
    """The current that makes up for the rate at V_rh."""
    return float(-params["g_L"] * params["tau_m"] * dvdt_EIF(params["V_rh"], 0.0, params))


def simulate_EIF(params: Mapping[str, float], I_inj: Any) -> Run:
    """Forward Euler with cut-off, reset and hold."""
    return _run(params, I_inj, lambda V, I_ext: dvdt_EIF(V, I_ext, params))


def rheobase_QIF(params: Mapping[str, float]) -> float:
    """The current that lifts the lowest point of f to zero."""
    around = params["E_L"], params["V_c"]
    return -params["g_L"] * _lowest(lambda V: f_QIF(V, params), around)


def simulate_QIF(params: Mapping[str, float], I_inj: Any) -> Run:
    """Forward Euler with cut-off, reset and hold."""
    g_L, tau_m = params["g_L"], params["tau_m"]
    return _run(params, I_inj, lambda V, I_ext: (f_QIF(V, params) + I_ext / g_L) / tau_m)


def _lowest(f: Callable[[float], Any], around: tuple[float, float]) -> float:
    lowest: Any = minimize_scalar(f, bounds=around, options={"xatol": 1e-8})
    return float(lowest.fun)


def _run(params: Mapping[str, float], I_inj: Any, rate: Callable[[float, float], Any]) -> Run:
    t, dt = time_grid(params["T"], params["dt"]), params["dt"]
    I_ext = injected_current(I_inj, t.size).tolist()
    V_th, V_reset, n_ref = params["V_th"], params["V_reset"], round(params["tref"] / dt)
    V, spikes, hold = np.empty(t.size), [], 0
    V_k = float(params["V_0"])
    for k in range(t.size):
        if k and hold:
            V_k, hold = V_reset, hold - 1
        elif k:
            V_k = float(V_k + dt * rate(V_k, I_ext[k - 1]))
        if V_k >= V_th:
            V_k, hold = V_th, n_ref
            spikes.append(k)
        V[k] = V_k
    return V, t, spikes

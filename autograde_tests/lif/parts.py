"""Answers to `lif` as they are built from earlier ones, which they call by name.

The reference library has faster ones. These are for answers that are tried with decoys.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import root_scalar

from reference import (
    dvdt_proto_LIF,
    get_ISI,
    my_GWN,
    steady_state_voltage,
)
from reference.base import Floats, injected_current, time_grid

_FAR = 1e4  # mV or pA: no steady state and no rheobase is that far from 0
Run = tuple[Floats, Floats, list[int]]


def steady_state_from_rate(params: Mapping[str, float], I_ext: float) -> float:
    """The voltage at which nothing changes."""
    membrane = params["g_L"], params["E_L"], params["C_m"]
    return _root(lambda V: dvdt_proto_LIF(*membrane, I_ext, V))


def V_from_steady_state(t: Any, params: Mapping[str, float], I_ext: float) -> Floats:
    """Relaxation to the steady state."""
    V_inf = steady_state_voltage(params, I_ext)
    return V_inf + (params["V_0"] - V_inf) * np.exp(-np.asarray(t) / params["tau_m"])


def dvdt_LIF(g_L: float, E_L: float, tau_m: float, I_ext: Any, V_val: Any) -> Any:
    """The same equation with C_m = g_L tau_m."""
    return dvdt_proto_LIF(g_L, E_L, g_L * tau_m, I_ext, V_val)


def dvdt_from_steady_state(g_L: float, E_L: float, tau_m: float, I_ext: Any, V_val: Any) -> Any:
    """Relaxation to the steady state."""
    membrane = {"g_L": g_L, "E_L": E_L, "tau_m": tau_m, "C_m": g_L * tau_m}
    return (steady_state_voltage(membrane, I_ext) - V_val) / tau_m


def simulate_LIF(params: Mapping[str, float], I_inj: Any) -> Run:
    """Forward Euler with reset and hold."""
    t = time_grid(params["T"], params["dt"])
    I_ext = injected_current(I_inj, t.size).tolist()
    dt, V_th, V_reset = params["dt"], params["V_th"], params["V_reset"]
    membrane = params["g_L"], params["E_L"], params["tau_m"]
    n_ref = round(params["tref"] / dt)
    V_k = float(params["V_0"])
    V, spikes, k = [V_k], [], 0
    while k < t.size:
        if V_k >= V_th:
            spikes.append(k)
            V += [V_reset] * n_ref
            k, V_k = len(V) - 1, V[-1]
        if k < t.size:
            V_k = float(V_k + dt * dvdt_LIF(*membrane, I_ext[k], V_k))
            V.append(V_k)
            k += 1
    return np.array(V[: t.size]), t, spikes


def rheobase_LIF(params: Mapping[str, float]) -> float:
    """The current whose steady state is the threshold."""
    return _root(lambda I_ext: steady_state_voltage(params, I_ext) - params["V_th"])


def rheobase_from_rest(params: Mapping[str, float]) -> float:
    """What lifts the membrane from its rest to the threshold."""
    return float(params["g_L"] * (params["V_th"] - steady_state_voltage(params, 0)))


def simulate_noisy_LIF(params: Mapping[str, float], mu: float, sigma: float, seed: Any) -> Run:
    """The simulator with noise for a current."""
    return simulate_LIF(params, my_GWN(params, mu, sigma, seed)[0])


def CV_of_intervals(spike_times_array: Any) -> float:
    """Of the intervals between spikes that are times, not samples."""
    intervals = get_ISI(spike_times_array, {"dt": 1.0})
    return float(np.std(intervals) / np.mean(intervals)) if len(intervals) > 1 else np.nan


def firing_rate(params: Mapping[str, float], I_ext: float) -> float:
    """The inverse of the hold and the climb."""
    V_inf = steady_state_voltage(params, I_ext)
    if I_ext <= rheobase_LIF(params):
        return 0.0
    climb = np.log((V_inf - params["V_reset"]) / (V_inf - params["V_th"]))
    return float(1000 / (params["tref"] + params["tau_m"] * climb))


def _root(f: Callable[[float], Any]) -> float:
    return float(root_scalar(f, bracket=(-_FAR, _FAR)).root)

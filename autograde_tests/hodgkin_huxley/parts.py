"""Answers to `hodgkin_huxley` as they are built from earlier ones, which they call by name.

The reference library has faster ones. These are for answers that are tried with decoys.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

import reference
from reference import (
    I_ion,
    alpha_h,
    alpha_m,
    alpha_n,
    beta_h,
    beta_m,
    beta_n,
    detect_spikes,
    dxdt_gate,
    gate_steady_state,
    gate_time_constant,
)
from reference.base import Floats, time_grid


def dxdt_from_time_constant(alpha: Any, beta: Any, x: Any) -> Any:
    """Relaxation to the steady state."""
    return (gate_steady_state(alpha, beta) - x) / gate_time_constant(alpha, beta)


def time_constant_from_steady_state(alpha: Any, beta: Any) -> Any:
    """The steady state is the share that opens in one time constant."""
    return gate_steady_state(alpha, beta) / alpha


def dxdt_from_steady_state(alpha: Any, beta: Any, x: Any) -> Any:
    """Relaxation to the steady state, at both rates together."""
    return (alpha + beta) * (gate_steady_state(alpha, beta) - x)


def time_constant_from_closed_share(alpha: Any, beta: Any) -> Any:
    """What is not open is the share that closes in one time constant."""
    return (1 - gate_steady_state(alpha, beta)) / beta


def alpha_n_from_m(V: Any) -> Any:
    """The same formula, 15 mV lower and ten times slower."""
    return 0.1 * alpha_m(np.asarray(V) + 15.0)


def rates_HH(V: Any) -> tuple[Any, ...]:
    """Two of the six are earlier exercises."""
    return alpha_m(V), beta_m(V), alpha_h(V), beta_h(V), alpha_n(V), beta_n(V)


def _pairs(V: Any) -> dict[str, tuple[Any, Any]]:
    rates = rates_HH(V)
    return dict(zip("mhn", zip(rates[::2], rates[1::2], strict=True), strict=True))


def _change_of_gate(alpha: Any, beta: Any, x: Any) -> Any:
    """dx/dt; by way of the time constant if that is lent, for then the answer takes this way."""
    if gate_time_constant is reference.gate_time_constant:
        return dxdt_gate(alpha, beta, x)
    return dxdt_from_time_constant(alpha, beta, x)


def simulate_HH(params: Mapping[str, float], I_inj: Any) -> tuple[Floats, ...]:
    """Forward Euler."""
    t, dt = time_grid(params["T"], params["dt"]), params["dt"]
    current = np.asarray(I_inj, dtype=float)
    if current.ndim == 0:
        current = np.full(t.size, current)
    V = np.full(current.shape[1:], float(params["V_0"]))[()]
    gates = {gate: gate_steady_state(*rates) + 0 * V for gate, rates in _pairs(V).items()}
    run = np.empty((4, *current.shape))
    for k in range(t.size):
        run[:, k] = V, *gates.values()
        I_net = current[k] - I_ion(V, *gates.values(), params)
        rates = _pairs(V)
        gates = {gate: x + dt * _change_of_gate(*rates[gate], x) for gate, x in gates.items()}
        V = V + dt * I_net / params["C_m"]
    return *run, t


def FI_curve_HH(params: Mapping[str, float], I_values: Any) -> Floats:
    """Spikes in the second half, over its duration."""
    currents, half = np.asarray(I_values, dtype=float), params["T"] / 2
    steps = time_grid(params["T"], params["dt"]).size
    V, *_, t = simulate_HH(params, np.tile(currents.ravel(), (steps, 1)))
    counts = [np.sum(np.asarray(detect_spikes(run, t)) >= half) for run in V.T]
    return np.reshape(counts, currents.shape) * 1000 / half


def rheobase_HH(params: Mapping[str, float], I_low: float, I_high: float, tol: float) -> float:
    """Bisection."""
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if FI_curve_HH(params, [middle])[0] > 0:
            I_high = middle
        else:
            I_low = middle
    return I_high


def kick_threshold_HH(
    params: Mapping[str, float], V_low: float, V_high: float, tol: float
) -> float:
    """Bisection, with a current that lasts one step.

    nan, which no answer comes near, if with decoys the threshold is not between the ends: else an
    answer that gives one of them back would be right.
    """

    def fires(V: float) -> bool:
        kick = np.zeros(time_grid(params["T"], params["dt"]).size)
        kick[0] = (V - params["V_0"]) * params["C_m"] / params["dt"]
        run, *_, t = simulate_HH(params, kick)
        return len(detect_spikes(run, t)) > 0

    if fires(V_low) or not fires(V_high):
        return np.nan
    while V_high - V_low > tol:
        middle = (V_low + V_high) / 2
        if fires(middle):
            V_high = middle
        else:
            V_low = middle
    return V_high


def refractory_period_HH(
    params: Mapping[str, float], I_pulse: float, width: float, gaps: Any
) -> float:
    """The first of the gaps with two spikes."""
    t = time_grid(params["T"], params["dt"])[:, np.newaxis] + params["dt"] / 2
    second = (t > gaps) & (t < np.asarray(gaps) + width)
    V, *_, t = simulate_HH(params, I_pulse * ((t < width) | second))
    twice = [gap for gap, run in zip(gaps, V.T, strict=True) if len(detect_spikes(run, t)) > 1]
    return min(twice, default=np.nan)

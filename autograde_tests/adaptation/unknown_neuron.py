"""An AdEx neuron that students know only by its voltage and its spikes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograde_tests.unknown_neurons import DT, MOST_CALLS, T, checked_current
from autograder.sandbox.inside.values import Sealed
from reference import simulate_AdEx

_WEAK, _STRONG = -100.0, 10_000.0  # pA


@dataclass(frozen=True)
class Neuron:
    """A neuron at rest that can be given a current, for T (ms) in steps of DT (ms).

    Attributes
    ----------
    parameters
        E_L, V_rh, Delta_T, V_th, V_reset (mV), g_L, a (nS), b (pA), tau_m, tau_w and tref (ms).
    """

    parameters: Mapping[str, float]

    def __call__(self, I_inj: Any) -> tuple[np.ndarray, np.ndarray, list[int]]:
        """V (mV), t (ms) and spikes (sample indices) under a current (pA)."""
        params = {**self.parameters, "V_0": self.parameters["E_L"], "T": T, "dt": DT}
        V, _w, t, spikes = simulate_AdEx(params, checked_current(I_inj))
        return V, t, spikes


def measured(mystery: Callable) -> dict[str, float]:
    """The parameters as currents tell them: exactly, but for the spike current at rest."""
    V, _t, _spikes = mystery(_WEAK)
    first, second = np.diff(V[:3])  # w moves from the third step on
    tau_m = DT * first / (first - second)
    g_L = _WEAK * DT / (tau_m * first)

    def hidden(V: np.ndarray, I_ext: float) -> np.ndarray:
        """W as the equation of V gives it away."""
        return I_ext - g_L * (V[:-1] - E_L) - g_L * tau_m * np.diff(V) / DT

    E_L = V[0]
    w = hidden(V, _WEAK)
    both = np.column_stack((V[:-2] - E_L, -w[:-1]))
    (a_share, rate), *_ = np.linalg.lstsq(both, np.diff(w) / DT, rcond=None)
    a, tau_w = a_share / rate, 1 / rate

    V, _t, spikes = mystery(_STRONG)
    free = spikes[0] + 1
    while V[free + 1] == V[free]:
        free += 1
    w_then = hidden(V, _STRONG)[free]
    held, rest = free - spikes[0], a * (V[free] - E_L)
    after = rest + (w_then - rest) / (1 - DT / tau_w) ** held  # w just after the jump
    before = 0.0
    for V_k in V[: spikes[0]]:
        before += DT * (a * (V_k - E_L) - before) / tau_w
    return {"g_L": float(g_L), "a": float(a), "tau_w": float(tau_w), "b": float(after - before)}


def unknown(rng: np.random.Generator) -> tuple[Sealed]:
    """A neuron, drawn."""

    def drawn(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 2)

    E_L, g_L = drawn(-76, -66), drawn(7, 13)
    V_rh = round(E_L + drawn(18, 23), 2)
    parameters = {
        "E_L": E_L,
        "g_L": g_L,
        "tau_m": drawn(9, 18),
        "V_rh": V_rh,
        "Delta_T": drawn(1.2, 2.0),
        "V_th": round(V_rh + 25, 2),
        "V_reset": round(E_L - drawn(1, 4), 2),
        "tref": round(int(rng.integers(8, 16)) * DT, 1),
        "a": round(g_L * drawn(0.4, 0.8), 2),
        "b": drawn(40, 90),
        "tau_w": drawn(60, 110),
    }
    return (Sealed("mystery", Neuron(parameters), MOST_CALLS),)

"""An LIF neuron that students know only by what it does, and how near their parameters are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograde_tests.unknown_neurons import DT, MOST_CALLS, T, checked_current, value_of
from autograder.sandbox.inside.values import Sealed
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import simulate_LIF

NAMES = ("E_L", "g_L", "tau_m", "V_th", "V_reset", "tref")
_LATE = 2.0  # ms by which a predicted spike may be off; six ways to measure came to 0.6
_LEAST = 0.9  # share of spikes that must be there: one at the end of a pulse may be missing


@dataclass(frozen=True)
class Neuron:
    """A neuron at rest that can be given a current, for T (ms) in steps of DT (ms).

    Attributes
    ----------
    parameters
        E_L, V_th, V_reset (mV), g_L (nS), tau_m and tref (ms).
    """

    parameters: Mapping[str, float]

    def __call__(self, I_inj: Any) -> tuple[np.ndarray, np.ndarray, list[int]]:
        """V (mV), t (ms) and spikes (sample indices) under a current (pA)."""
        return self.simulate(checked_current(I_inj))

    def simulate(self, current: Any) -> tuple[np.ndarray, np.ndarray, list[int]]:
        """The same, of a current that is known to be one."""
        own = self.parameters
        more = {"V_0": own["E_L"], "T": T, "dt": DT, "C_m": own["g_L"] * own["tau_m"]}
        return simulate_LIF({**own, **more}, current)

    @property
    def rheobase(self) -> float:
        """The weakest current that makes it fire (pA)."""
        return self.parameters["g_L"] * (self.parameters["V_th"] - self.parameters["E_L"])


def measured(mystery: Callable) -> dict[str, float]:
    """The parameters as currents tell them, each to the last digit."""
    E_L = float(mystery(0.0)[0][-1])
    V, _t, _spikes = mystery(-100.0)
    g_L = -100.0 / float(V[-1] - E_L)
    tau_m = DT * -100.0 / (g_L * float(V[1] - V[0]))  # the first step
    low, high = 0.0, 2000.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if len(mystery(middle)[2]) else (middle, high)
    V, _t, spikes = mystery(2 * high)
    after = np.asarray(V)[spikes[0] + 1 :]
    return {
        "E_L": E_L,
        "g_L": g_L,
        "tau_m": tau_m,
        "V_th": E_L + high / g_L,
        "V_reset": float(after[0]),
        "tref": DT * int(np.flatnonzero(after != after[0])[0]),
    }


def unknown(rng: np.random.Generator) -> tuple[Sealed]:
    """A neuron, drawn."""

    def drawn(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 2)

    E_L = drawn(-78, -66)
    parameters = {
        "E_L": E_L,
        "g_L": drawn(6, 14),
        "tau_m": drawn(9, 22),
        "V_th": round(E_L + drawn(14, 24), 2),
        "V_reset": round(E_L + float(rng.choice([-1, 1])) * drawn(2, 8), 2),
        "tref": round(int(rng.integers(15, 61)) * DT, 1),
    }
    return (Sealed("mystery", Neuron(parameters), MOST_CALLS),)


@comparison
def predicts(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether parameters give the spikes for a current that was not seen, or what is wrong."""
    found = {name: value_of(got, name) for name in NAMES}
    if not _is_a_neuron(found):
        return Problem("No neuron has these parameters: it would fire without end, or not at all.")
    current = pulses(arguments["mystery"].function.rheobase)
    right, predicted = (_spike_times(one, current) for one in (expected, found))
    apart = np.abs(np.subtract.outer(right, predicted))
    found_ones = np.any(apart <= _LATE, axis=1).sum() + np.any(apart <= _LATE, axis=0).sum()
    if found_ones >= _LEAST * (len(right) + len(predicted)):
        return None
    return Problem(
        f"For five pulses that you did not inject, the neuron fired {len(right)} spikes. Your "
        f"parameters predict {len(predicted)}, and too few of them at the same times."
    )


def pulses(rheobase: float) -> np.ndarray:
    """A current (pA) of five pulses, each of them strong and short enough for a few spikes."""
    t = np.arange(round(T / DT)) * DT
    current = np.zeros(t.size)
    for start, height in zip(range(10, 500, 100), (1.6, 4.0, 2.2, 3.0, 5.0), strict=True):
        current[(t >= start) & (t < start + 30)] = rheobase * height
    return current


def _spike_times(parameters: Mapping[str, float], current: np.ndarray) -> np.ndarray:
    return DT * np.asarray(Neuron(parameters).simulate(current)[2], dtype=float)


def _is_a_neuron(parameters: Mapping[str, float]) -> bool:
    """Whether it can be simulated."""
    sizes = all(1e-6 < parameters[name] < 1e6 for name in ("g_L", "tau_m"))
    below = max(parameters["E_L"], parameters["V_reset"]) < parameters["V_th"]
    return sizes and below and DT <= parameters["tref"] <= T

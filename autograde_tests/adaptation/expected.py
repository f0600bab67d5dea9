"""What right answers to the `adaptation` assignment show, and what comes near enough."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import reference as right
from autograde_tests.adaptation.runs import STEPS
from autograder.testing.compare import Close, NotNumbersError, Part, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.figures import Curve
from autograder.testing.verdict import Problem

_NULLCLINES = ("w on the V-nullcline", "w on the w-nullcline")

# What the figures should show


def plot_adaptation(params: Mapping[str, float], I_inj: float) -> list[Curve]:
    """V above, w below."""
    V, w, t, _ = right.simulate_aLIF(params, I_inj)
    return [Curve("V", t, V, panel=0), Curve("w", t, w, panel=1)]


def plot_FI_adaptation(params: Mapping[str, float], I_values: Sequence[float]) -> list[Curve]:
    """Two curves, open to two steps in an interval, and to a spike more or less at the end."""
    currents = np.asarray(I_values, dtype=float)
    runs = [right.simulate_aLIF(params, I_ext)[3] for I_ext in currents]
    rates = np.array([right.initial_and_steady_rate(spikes, params) for spikes in runs])
    allowed = rates**2 * STEPS * params["dt"] / 1000 + 0.01 * rates + 0.1
    return [
        Curve(label, currents, rates[:, i], allowed[:, i])
        for i, label in enumerate(("initial", "steady"))
    ]


def plot_phase_plane(params: Mapping[str, float], I_ext: float) -> list[Curve]:
    """The nullclines over what is to be seen, and the trajectory."""
    V_axis = np.linspace(params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"], 2000)
    w_V, w_w = right.nullclines_AdEx(V_axis, params, I_ext)
    V, w, _t, _spikes = right.simulate_AdEx(params, I_ext)
    return [
        Curve("V-nullcline", V_axis, w_V),
        Curve("w-nullcline", V_axis, w_w),
        Curve("trajectory", V, w),
    ]


def plot_patterns(patterns: Mapping[str, Mapping[str, float]]) -> list[Curve]:
    """A panel a pattern."""
    curves = []
    for number, (name, params) in enumerate(patterns.items()):
        V, _w, t, _spikes = right.simulate_AdEx(params, params["I_ext"])
        curves.append(Curve(name, t, V, panel=number))
    return curves


# Comparisons


def is_word(got: Any, expected: str, _arguments: Mapping[str, Any]) -> Problem | None:
    """Compare names of patterns."""
    if isinstance(got, str) and got.strip().lower() == expected:
        return None
    written = f"“{got}”" if isinstance(got, str) else "no word"
    return Problem(f"This train is {expected}; your answer is {written}.")


def rate(at: int) -> Comparison:
    """One of the two rates, returned in whatever holds two numbers."""
    what = ("The initial rate", "The steady rate")[at]

    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        try:
            rates = numbers(got)
        except NotNumbersError as error:
            return Problem(str(error))
        if rates.shape != (2,):
            return Problem("It should return 2 numbers: the initial rate, the steady rate.")
        return Close(what, "Hz")(rates[at], expected[at], arguments)

    return compare


def nullcline(at: int) -> Part:
    """One of the two nullclines."""
    over = ("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V"]))
    return Part(_NULLCLINES[at], _NULLCLINES, Close(_NULLCLINES[at], "pA", over=over))

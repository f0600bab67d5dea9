"""Figures of the upstroke of a spike, from V and dV/dt up to the first one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

import reference
from autograde_tests.comparisons.traces import room
from autograde_tests.nonlinear_if.expected.runs import PER_MS
from autograder.testing.compare import Together
from autograder.testing.drawn import axes_of
from autograder.testing.figures import (
    Curve,
    Curves,
    Labels,
    LeavesArguments,
    Legend,
    Panel,
    ReturnsAxes,
    SameCurves,
)
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import dvdt_EIF, simulate_EIF

_ANY = 1e305  # beyond any capped exponential, within a float's range


def plot_sharpness(
    Delta_T_values: Sequence[float], params: Mapping[str, float], I_inj: float
) -> list[Curve]:
    """V and dV/dt up to the first spike, for each Delta_T."""
    return _upstrokes("Delta_T", Delta_T_values, params, I_inj)


def plot_threshold(
    V_rh_values: Sequence[float], params: Mapping[str, float], I_inj: float
) -> list[Curve]:
    """V and dV/dt up to the first spike, for each V_rh."""
    return _upstrokes("V_rh", V_rh_values, params, I_inj)


def _upstrokes(
    key: str, values: Sequence[float], params: Mapping[str, float], I_inj: float
) -> list[Curve]:
    curves = []
    for value in values:
        varied = {**params, key: value}
        V, t, spikes = simulate_EIF(varied, I_inj)
        end = spikes[0] if spikes else len(V)
        for panel, y in enumerate((V[:end], _rate(V[:end], I_inj, varied))):
            allowed = 1.1 * room(y, 1)  # slopes may be taken before or behind a sample
            if spikes:  # the spike itself may be drawn or not
                allowed[-3:] = _ANY
            curves.append(Curve(f"{value}", t[:end], y, allowed, panel))
    return curves


def _rate(V: np.ndarray, I_inj: float, params: Mapping[str, float]) -> np.ndarray:
    """As the equation has it; for a stand-in, if the equation is not asked, as V has it."""
    if simulate_EIF is reference.simulate_EIF or dvdt_EIF is not reference.dvdt_EIF:
        return np.minimum(dvdt_EIF(V, I_inj, params), 1e9)
    return np.gradient(V, params["dt"])


@dataclass(frozen=True)
class SilentRuns:
    """The curves of neurons that do not fire, which are as long as the run.

    Attributes
    ----------
    compare
        How to compare them.
    """

    compare: Panel

    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        samples = round(arguments["params"]["T"] / arguments["params"]["dt"])
        whole = [curve for curve in expected if np.size(curve.x) == samples]
        return self.compare(got, whole or expected, arguments)  # decoys may all fire


@dataclass(frozen=True)
class Labelled:
    """In each panel some line has the label of each curve.

    Attributes
    ----------
    count
        The number of panels.
    """

    count: int
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        for curve in expected:
            if not any(curve.label in line.label for line in axes[curve.panel].curves):
                return Problem(f"No line of panel {curve.panel + 1} is labelled {curve.label}.")
        return None


V = Panel(0, 2, Curves("time (ms)", "V (mV)", tolerance=1e-4, points=20))
SILENT_V = SilentRuns(V)
RATE = Panel(1, 2, Curves("time (ms)", "dV/dt (mV/ms)", tolerance=1e-6, points=20))
LEGEND_AND_LABELS = Together((Legend(count=2), Labelled(2)))
FORM = (
    (
        "the axes name time (ms) and V (mV)",
        0.25,
        Labels(["ms"], [("V", "voltage", "potential"), "mV"], count=2),
    ),
    ("and dV/dt (mV/ms)", 0.25, Panel(1, 2, Labels(None, [PER_MS]))),
    ("a legend says which is which; lines are labelled in both panels", 0.5, LEGEND_AND_LABELS),
    (
        "the function returns both Axes, and does not change params",
        0.5,
        Together((ReturnsAxes(2), LeavesArguments())),
    ),
)
SAME = SameCurves(Curves("", "", tolerance=0.01, points=20), fewest=20)

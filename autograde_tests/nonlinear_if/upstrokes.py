"""Figures of the EIF neuron's upstroke: V and dV/dt up to the first spike, for several neurons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

import reference as right
from autograde_tests.nonlinear_if.figures import SameCurves
from autograde_tests.traces import room
from autograder.testing.exercise import Check
from autograder.testing.figures import Curve, Curves, Labels, Panel, ReturnsAxes, axes_of
from autograder.testing.verdict import Problem

PER_MS = ("mV/ms", "mV / ms", "mV per ms", "mV ms")
_ANY = 1e305  # beyond any capped exponential, within a float's range
PANELS = (
    Panel(0, 2, Curves("time (ms)", "V (mV)", tolerance=1e-4, points=20)),
    Panel(1, 2, Curves("time (ms)", "dV/dt (mV/ms)", tolerance=1e-6, points=20)),
)
ALIKE = SameCurves(Curves("", "", tolerance=0.01, points=20))


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
        V, t, spikes = right.simulate_EIF(varied, I_inj)
        end = spikes[0] if spikes else len(V)
        rate = np.minimum(right.dvdt_EIF(V[:end], I_inj, varied), 1e9)
        for panel, y in enumerate((V[:end], rate)):
            allowed = 1.1 * room(y, 1)  # slopes may be taken before or behind a sample
            if spikes:  # the spike itself may be drawn or not
                allowed[-3:] = _ANY
            curves.append(Curve(f"{value}", t[:end], y, allowed, panel))
    return curves


@dataclass(frozen=True)
class AnyLegend:
    """A legend that says which curve is which, in whichever panel."""

    is_style: ClassVar[bool] = True

    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 2)
        if isinstance(axes, Problem):
            return axes
        texts = [text for one in axes for text in one["legend"]]
        if not texts:
            return Problem("There is no legend: give each curve a label and call ax.legend().")
        for curve in expected:
            if not any(curve.label in text for text in texts):
                return Problem(f"No entry of a legend mentions {curve.label}.")
        return None


def form(inputs: Callable) -> tuple[Check, ...]:
    """What else is asked of such a figure."""
    times = Labels(["ms"], [("V", "voltage", "potential"), "mV"], count=2)
    rate = Panel(1, 2, Labels(None, [PER_MS]))
    return (
        Check("the axes name time (ms) and V (mV)", inputs, times, weight=0.25, repeats=1),
        Check("and dV/dt (mV/ms)", inputs, rate, weight=0.25, repeats=1),
        Check("a legend says which is which", inputs, AnyLegend(), repeats=1),
        Check("the function returns both Axes", inputs, ReturnsAxes(2), weight=0.5, repeats=1),
    )

"""What the `adaptation` assignment's figures should show, and how to compare them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from autograde_tests.adaptation.expected.runs import STEPS
from autograde_tests.comparisons.orbits import Follows, OnCurve, Orbit, long_lines
from autograder.testing.drawn import Axes, Drawing, axes_of
from autograder.testing.figures import Curve, Curves, Panel, ReturnsAxes, left_out, unmentioned
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import initial_and_steady_rate, nullclines_AdEx, simulate_AdEx, simulate_aLIF

_EDGE = 0.9  # mV that an axis may end too early or too late
_SLACK = 3.0  # ms that two steps in each interval come to in the runs of figures
# mV: an AdEx spike is on its way up, and how far it is drawn is a matter of taste
_UPSTROKE = -40.0

# What the figures should show


def plot_adaptation(params: Mapping[str, float], I_inj: float) -> list[Curve]:
    """V above, w below."""
    V, w, t, _ = simulate_aLIF(params, I_inj)
    return [Curve("V", t, V, panel=0), Curve("w", t, w, panel=1)]


def plot_FI_adaptation(params: Mapping[str, float], I_values: Sequence[float]) -> list[Curve]:
    """Two curves, open to two steps in an interval, and to a spike more or less at the end."""
    currents = np.asarray(I_values, dtype=float)
    runs = [simulate_aLIF(params, I_ext)[3] for I_ext in currents]
    rates = np.array([initial_and_steady_rate(spikes, params) for spikes in runs])
    allowed = rates**2 * STEPS * params["dt"] / 1000 + 0.01 * rates + 0.1
    return [
        Curve(label, currents, rates[:, i], allowed[:, i])
        for i, label in enumerate(("initial", "steady"))
    ]


def plot_phase_plane(params: Mapping[str, float], I_ext: float) -> list[Curve]:
    """The nullclines over what is to be seen, and the trajectory."""
    V_axis = np.linspace(params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"], 2000)
    w_V, w_w = nullclines_AdEx(V_axis, params, I_ext)
    V, w, _t, _spikes = simulate_AdEx(params, I_ext)
    return [
        Curve("V-nullcline", V_axis, w_V),
        Curve("w-nullcline", V_axis, w_w),
        Curve("trajectory", V, w),
    ]


def plot_patterns(patterns: Mapping[str, Mapping[str, float]]) -> list[Curve]:
    """A panel a pattern."""
    curves = []
    for number, (name, params) in enumerate(patterns.items()):
        V, _w, t, _spikes = simulate_AdEx(params, params["I_ext"])
        curves.append(Curve(name, t, V, panel=number))
    return curves


# Comparisons


def _used(got: Any, count: int) -> list[Axes]:
    """The panels that show something: those returned or, if these are so many, all."""
    returned, drawn = (
        [ax for ax in axes if long_lines(ax) or ax.bars] for axes in (axes_of(got), got.whole)
    )
    return drawn if len(drawn) == count else returned


@dataclass(frozen=True)
class AxisWords:
    """Labels of several panels: what they say about quantity and unit.

    Attributes
    ----------
    words
        For each of (number of the panel, "x" or "y"), words that must all appear. Panels count from
        the end with -1.
    count
        How many panels there are; None for any number, of which empty ones do not count.
    """

    words: Mapping[tuple[int, str], Sequence[str]]
    count: int | None = None
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = _used(got, len(expected)) if self.count is None else axes_of(got, self.count)
        if not axes:
            return Problem("The panels are empty.")
        for (panel, side), wanted in self.words.items():
            label = axes[panel].xlabel if side == "x" else axes[panel].ylabel
            where = f"The {side} label of panel {panel % len(axes) + 1}"
            if not label.strip():
                return Problem(f"{where} is missing.")
            word = unmentioned(label, wanted)
            if word:
                return Problem(f"{where} is “{label}”; it should mention {word}.")
        return None


@dataclass(frozen=True)
class Gallery:
    """Each panel follows its own curve."""

    follows: Follows

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        count = 1 + max(curve.panel for curve in expected)
        axes = _used(got, count)
        if len(axes) != count:
            return Problem(f"Expected {count} panels, got {len(axes)}.")
        for curve in expected:
            panel = Drawing((axes[curve.panel],))
            problem = self.follows(panel, [curve], arguments)
            if problem:
                return replace(problem, message=f"Panel {curve.panel + 1}: {problem.message}")
        return None


@dataclass(frozen=True)
class Titles:
    """Each panel's title mentions its curve's label."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = _used(got, len(expected))
        for curve in expected:
            title = axes[curve.panel].title if curve.panel < len(axes) else ""
            if curve.label not in title:
                return Problem(
                    f"Panel {curve.panel + 1} has the title “{title}”, it should be {curve.label}."
                )
        if len({axes[curve.panel].title for curve in expected}) < len(expected):
            return Problem("The titles are alike: each panel should name its own pattern.")
        return None


@dataclass(frozen=True)
class ReturnsAll:
    """The function returns the axes it drew on, one for each curve."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = _used(got, len(expected))
        if len(axes) != len(expected):
            return Problem(f"Expected {len(expected)} panels, got {len(axes)}.")
        return left_out(got, axes) or ReturnsAxes(None)(got, expected, arguments)


@dataclass(frozen=True)
class ResetLine:
    """A vertical line at V_reset, however it is drawn, and the x range that was asked for."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        params, (low, high) = arguments["params"], axes[0].xlim
        upright = [
            line.x[0]
            for line in axes[0].levels + axes[0].lines
            if line.x.size > 1 and np.ptp(line.x) == 0
        ]
        if not np.isclose(upright, params["V_reset"], atol=1e-6).any():
            return Problem(f"There is no vertical line at V_reset = {params['V_reset']:.6g} mV.")
        right = params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"]
        if np.allclose((low, high), right, rtol=0, atol=_EDGE):
            return None
        return Problem(
            f"The x axis should go from {right[0]:.5g} to {right[1]:.5g} mV, yours goes from "
            f"{low:.5g} to {high:.5g} mV."
        )


def _trace(quantity: str, unit: str, ceiling: Callable = lambda _arguments: np.inf) -> Follows:
    return Follows("time t (ms)", f"{quantity} ({unit})", _SLACK, ceiling=ceiling)


TRACE_OF_V = Panel(0, 2, _trace("V", "mV", lambda arguments: arguments["params"]["V_th"]))
TRACE_OF_W = Panel(1, 2, _trace("w", "pA"))
FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=5)
V_NULLCLINE = OnCurve("V-nullcline", "V (mV)", "w (pA)", points=20)
W_NULLCLINE = OnCurve("w-nullcline", "V (mV)", "w (pA)")
TRAJECTORY = Orbit(
    "trajectory",
    "V (mV)",
    "w (pA)",
    lambda arguments: arguments["params"]["V_rh"] + 3 * arguments["params"]["Delta_T"],
)
SAME_ORBIT = replace(TRAJECTORY, right_end=lambda _arguments: np.inf)
PATTERNS = Gallery(_trace("V", "mV", lambda _arguments: _UPSTROKE))

"""Figures of adapting neurons, compared with slack in time, or without any time at all.

Right simulators differ by a step or two in each interval, and after some spikes their traces no
longer lie on one another. They still say the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d
from scipy.spatial import cKDTree

from autograder.sandbox.inside.wire import Figure
from autograder.testing.figures import Curve, ReturnsAxes, axes_of
from autograder.testing.verdict import Problem, Trace

_SHORT = 0.03  # share of the x range that a drawn line may lack at either end


def drawn_lines(ax: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines and dots of one axes that have more than two points."""
    return [
        {**line, "x": np.asarray(line["x"], float), "y": np.asarray(line["y"], float)}
        for line in ax["lines"] + ax["points"]
        if np.size(line["x"]) > 2 and np.shape(line["x"]) == np.shape(line["y"])
    ]


def used_axes(got: Any) -> list[dict[str, Any]] | Problem:
    """The axes that show something."""
    axes = axes_of(got, len(getattr(got, "axes", ())))
    if isinstance(axes, Problem):
        return axes
    return [one for one in axes if drawn_lines(one) or one["bars"]]


@dataclass(frozen=True)
class Follows:
    """Each expected curve is drawn, though parts of it may come a little sooner or later.

    For a figure of one axes (in `Panel`, for one of several).

    Attributes
    ----------
    xlabel, ylabel
        Axis labels of the picture for the student.
    slack
        How much sooner or later, in the x unit.
    tolerance
        How far off in y, as a share of the curve's range.
    ceiling
        Values above it are not compared, such as how far up a spike is drawn; given the arguments.
    """

    xlabel: str
    ylabel: str
    slack: float
    tolerance: float = 0.04
    ceiling: Callable[[Mapping[str, Any]], float] = lambda _arguments: np.inf

    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        lines = drawn_lines(axes[0])
        if not lines or not expected:
            return Problem("No line was found in it.")
        for curve in expected:
            distances = [self._distance(line, curve, self.ceiling(arguments)) for line in lines]
            if min(distances) > 1:
                shown = lines[int(np.argmin(distances))]
                return Problem(
                    f"The line drawn is not {self.ylabel} against {self.xlabel}.",
                    Trace(shown["x"], shown["y"], curve.x, curve.y, self.xlabel, self.ylabel),
                )
        return None

    def _distance(self, line: Mapping[str, Any], curve: Curve, top: float) -> float:
        """The largest distance in y, over what is allowed, from what is near in x."""
        x, y = line["x"], line["y"]
        short = _SHORT * np.ptp(curve.x)
        ends = abs(x[0] - curve.x[0]) > short or abs(x[-1] - curve.x[-1]) > short
        if ends or not np.isfinite(y).all() or (np.diff(x) < 0).any():
            return np.inf
        room = self.tolerance * (np.ptp(np.minimum(curve.y, top)) or abs(curve.y).max() or 1.0)
        reach = round(self.slack / np.median(np.diff(curve.x)))
        inside = (x >= curve.x[0] - short) & (x <= curve.x[-1] + short)
        at = np.clip(np.searchsorted(curve.x, x[inside]), 0, len(curve.x) - 1)
        drawn = np.interp(curve.x, x, y)
        everywhere = np.arange(len(drawn))
        there = _beyond(y[inside], curve.y, at, reach, top)
        back = _beyond(curve.y, drawn, everywhere, reach, top)
        return max(there, back) / float(room)


def _beyond(y: np.ndarray, other: np.ndarray, at: np.ndarray, reach: int, top: float) -> float:
    """How far values go beyond what the other curve does nearby (at the end, that is not known)."""
    low = minimum_filter1d(other, 2 * reach + 1)[at]
    high = maximum_filter1d(other, 2 * reach + 1)[at]
    off = np.maximum(low - y, y - high)[(y <= top) & (at < len(other) - reach)]
    return float(np.max(off, initial=0.0))


@dataclass(frozen=True)
class OnCurve:
    """A curve is drawn over its whole range, on any grid and further if you like.

    Attributes
    ----------
    label
        Which of the expected curves.
    tolerance
        Largest difference, as a share of the curve's range.
    points
        The least number of points of it.
    """

    label: str
    xlabel: str
    ylabel: str
    tolerance: float = 0.01
    points: int = 2

    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        curve = _labelled(self.label, expected)
        lines = drawn_lines(axes[0])
        fits = [line for line in lines if self._distance(line, curve) <= 1]
        if fits:
            return _mislabelled(self.label, fits, expected)
        return Problem(
            f"The {self.label} is not in the figure, or not all of it.",
            _trace_of(self, lines, curve),
        )

    def _distance(self, line: Mapping[str, Any], curve: Curve) -> float:
        order = np.argsort(line["x"], kind="stable")
        x, y = line["x"][order], line["y"][order]
        slack = _SHORT * np.ptp(curve.x)
        inside = (x >= curve.x[0] - 1e-9) & (x <= curve.x[-1] + 1e-9)
        if x[0] > curve.x[0] + slack or x[-1] < curve.x[-1] - slack or inside.sum() < self.points:
            return np.inf
        if not np.isfinite(y[inside]).all():
            return np.inf
        off = np.abs(y[inside] - np.interp(x[inside], curve.x, curve.y))
        return float(off.max() / (self.tolerance * np.ptp(curve.y)))


@dataclass(frozen=True)
class Orbit:
    """A trajectory passes where it should and nowhere else, at whatever times.

    Attributes
    ----------
    label
        Which of the expected curves.
    right_end
        Points beyond this x are not compared (how far a spike goes); given the arguments.
    tolerance
        How far off, as a share of the trajectory's extent in x and in y.
    """

    label: str
    xlabel: str
    ylabel: str
    right_end: Callable[[Mapping[str, Any]], float]
    tolerance: float = 0.04

    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        curve = _labelled(self.label, expected)
        lines = drawn_lines(axes[0])
        end = self.right_end(arguments)
        fits = [line for line in lines if self._distance(line, curve, end) <= self.tolerance]
        if fits:
            return _mislabelled(self.label, fits, expected)
        return Problem(f"The {self.label} is not in the figure.", _trace_of(self, lines, curve))

    def _distance(self, line: Mapping[str, Any], curve: Curve, end: float) -> float:
        """The largest distance of a point of either to the nearest of the other."""
        points = np.column_stack([curve.x, curve.y])[curve.x <= end]
        mine = np.column_stack([line["x"], line["y"]])[line["x"] <= end]
        if len(mine) < len(points) / 20 or not np.isfinite(mine).all():
            return np.inf
        extent = np.ptp(points, axis=0)
        points, mine = points / extent, mine / extent
        there, back = cKDTree(points).query(mine)[0], cKDTree(mine).query(points)[0]
        return float(max(there.max(), back.max()))


def _labelled(label: str, expected: Sequence[Curve]) -> Curve:
    return next(curve for curve in expected if label in curve.label)


def _trace_of(
    compare: OnCurve | Orbit, lines: Sequence[Mapping[str, Any]], curve: Curve
) -> Trace | None:
    """The line that is labelled like the curve, beside it."""
    line = next((line for line in lines if compare.label in line["label"]), None)
    return line and Trace(line["x"], line["y"], curve.x, curve.y, compare.xlabel, compare.ylabel)


def _mislabelled(
    label: str, fits: Sequence[Mapping[str, Any]], expected: Sequence[Curve]
) -> Problem | None:
    """Say it when all lines that fit carry the label of another expected curve."""
    others = [curve.label for curve in expected if label not in curve.label]
    for line in fits:
        if label in line["label"] or not any(other in line["label"] for other in others):
            return None
    return Problem(f"The {label} carries another curve's label.")


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

    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = used_axes(got) if self.count is None else axes_of(got, self.count)
        if isinstance(axes, Problem):
            return axes
        for (panel, side), wanted in self.words.items():
            label = axes[panel][f"{side}label"]
            where = f"The {side} label of panel {panel % len(axes) + 1}"
            if not label.strip():
                return Problem(f"{where} is missing.")
            for word in wanted:
                if word.lower() not in label.lower():
                    return Problem(f"{where} is “{label}”; it should mention {word}.")
        return None


@dataclass(frozen=True)
class Gallery:
    """Each panel follows its own curve."""

    follows: Follows

    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = used_axes(got)
        if isinstance(axes, Problem):
            return axes
        count = 1 + max(curve.panel for curve in expected)
        if len(axes) != count:
            return Problem(f"Expected {count} panels, got {len(axes)}.")
        for curve in expected:
            panel = Figure((axes[curve.panel],), got.returned)
            problem = self.follows(panel, [curve], arguments)
            if problem:
                return replace(problem, message=f"Panel {curve.panel + 1}: {problem.message}")
        return None


@dataclass(frozen=True)
class Titles:
    """Each panel's title mentions its curve's label."""

    is_style: ClassVar[bool] = True

    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = used_axes(got)
        if isinstance(axes, Problem):
            return axes
        for curve in expected:
            title = axes[curve.panel]["title"] if curve.panel < len(axes) else ""
            if curve.label not in title:
                return Problem(
                    f"Panel {curve.panel + 1} has the title “{title}”, it should be {curve.label}."
                )
        return None


@dataclass(frozen=True)
class ReturnsAll:
    """The function returns the axes it drew on, one for each curve."""

    is_style: ClassVar[bool] = True

    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = used_axes(got)
        if isinstance(axes, Problem):
            return axes
        if len(axes) != len(expected):
            return Problem(f"Expected {len(expected)} panels, got {len(axes)}.")
        return ReturnsAxes(len(got.axes))(got, expected, arguments)


@dataclass(frozen=True)
class ResetLine:
    """A vertical line at V_reset, however it is drawn, and the x range that was asked for."""

    is_style: ClassVar[bool] = True

    def __call__(self, got: Any, _expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        params, (low, high) = arguments["params"], axes[0]["xlim"]
        upright = [
            line["x"][0]
            for line in axes[0]["levels"] + axes[0]["lines"]
            if np.size(line["x"]) > 1 and np.ptp(line["x"]) == 0
        ]
        if not np.isclose(upright, params["V_reset"], atol=1e-6).any():
            return Problem(f"There is no vertical line at V_reset = {params['V_reset']:.6g} mV.")
        should = params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"]
        if np.allclose((low, high), should, rtol=0, atol=2.5):
            return None
        return Problem(
            f"The x axis should go from {should[0]:.5g} to {should[1]:.5g} mV, yours goes from "
            f"{low:.5g} to {high:.5g} mV."
        )

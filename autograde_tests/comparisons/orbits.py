"""Drawn traces compared with slack in time, and orbits, which know no time at all.

Right simulators differ by a step or two in each interval, and after some spikes their traces no
longer lie on one another. They still tell the same story.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d
from scipy.spatial import KDTree

from autograder.testing.drawn import Axes, Line, axes_of
from autograder.testing.figures import Curve
from autograder.testing.lines import few_enough, off_between
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem, Trace

_FEWEST = 3  # points of a line that is compared
_SHORT = 0.03  # share of the x range that a drawn line may lack at either end


def long_lines(ax: Axes) -> list[Line]:
    """The lines and dots of one panel that have more than two points."""
    return [line for line in ax.curves if line.x.size >= _FEWEST]


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

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        lines = long_lines(axes[0])
        if not lines or not expected:
            return Problem("No line was found in it.")
        for curve in expected:
            distances = [self._distance(line, curve, self.ceiling(arguments)) for line in lines]
            few_enough(distances, len(expected))
            if min(distances) > 1:
                shown = lines[int(np.argmin(distances))]
                return Problem(
                    f"No line shows the right {self.ylabel}; the nearest one is in the picture.",
                    Trace(shown.x, shown.y, curve.x, curve.y, self.xlabel, self.ylabel),
                )
        return None

    def _distance(self, line: Line, curve: Curve, top: float) -> float:
        """The largest distance in y, over what is allowed, from what is near in x."""
        x, y = line.x, line.y
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

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        curve = _labelled(self.label, expected)
        lines = long_lines(axes[0])
        distances = [self._distance(line, curve) for line in lines]
        few_enough(distances, len(expected))
        fits = [line for line, distance in zip(lines, distances, strict=True) if distance <= 1]
        if fits:
            return _mislabelled(self.label, fits, expected)
        return Problem(
            f"The {self.label} is not in the figure, or not all of it.",
            _trace_of(self, lines, curve),
        )

    def _distance(self, line: Line, curve: Curve) -> float:
        order = np.argsort(line.x, kind="stable")
        x, y = line.x[order], line.y[order]
        slack = _SHORT * np.ptp(curve.x)
        inside = (x >= curve.x[0] - 1e-9) & (x <= curve.x[-1] + 1e-9)
        if (
            x[0] > curve.x[0] + slack
            or x[-1] < curve.x[-1] - slack
            or np.unique(x[inside]).size < self.points
        ):
            return np.inf
        if not np.isfinite(y[inside]).all():
            return np.inf
        off = np.abs(y[inside] - np.interp(x[inside], curve.x, curve.y))
        between = off_between(x, y, curve.x, curve.y, self.points)
        return float(max(off.max(), between.max()) / (self.tolerance * np.ptp(curve.y)))


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

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        curve = _labelled(self.label, expected)
        lines = long_lines(axes[0])
        end = self.right_end(arguments)
        distances = [self._distance(line, curve, end) / self.tolerance for line in lines]
        few_enough(distances, len(expected))
        fits = [line for line, distance in zip(lines, distances, strict=True) if distance <= 1]
        if fits:
            return _mislabelled(self.label, fits, expected)
        return Problem(f"The {self.label} is not in the figure.", _trace_of(self, lines, curve))

    def _distance(self, line: Line, curve: Curve, end: float) -> float:
        """The largest distance of a point of either to the nearest of the other."""
        points = np.column_stack([curve.x, curve.y])[curve.x <= end]
        mine = np.column_stack([line.x, line.y])[line.x <= end]
        finite = np.isfinite(mine).all() and np.isfinite(points).all()
        if len(mine) < len(points) / 20 or not finite:
            return np.inf
        extent = np.ptp(points, axis=0)
        if not extent.all():  # a known mistake may stay where it starts
            return np.inf
        points, mine = points / extent, mine / extent
        there, back = KDTree(points).query(mine)[0], KDTree(mine).query(points)[0]
        return float(max(there.max(), back.max()))


def _labelled(label: str, expected: Sequence[Curve]) -> Curve:
    return next(curve for curve in expected if label in curve.label)


def _trace_of(compare: OnCurve | Orbit, lines: Sequence[Line], curve: Curve) -> Trace | None:
    """The line that is labelled like the curve, beside it."""
    line = next((line for line in lines if compare.label in line.label), None)
    return line and Trace(line.x, line.y, curve.x, curve.y, compare.xlabel, compare.ylabel)


def _mislabelled(label: str, fits: Sequence[Line], expected: Sequence[Curve]) -> Problem | None:
    """Return what is wrong if a line that fits carries the label of another expected curve."""
    others = [curve.label for curve in expected if label not in curve.label]
    for line in fits:
        if label not in line.label and any(other in line.label for other in others):
            return Problem(f"The {label} carries another curve's label.")
    return None

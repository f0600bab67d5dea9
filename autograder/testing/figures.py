"""Figures compared by their data: the curves drawn, the labels, the legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from autograder.testing.drawn import Axes, Curve, Drawing, Line, axes_of, drawing
from autograder.testing.exercise import Check, Comparison, Inputs
from autograder.testing.lines import few_enough, off_between
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem, Trace


def figure_checks(inputs: Inputs, *checks: tuple[str, float, Comparison]) -> tuple[Check, ...]:
    """Checks of one and the same figure, which is drawn once.

    Parameters
    ----------
    inputs
        Draws the arguments of the call.
    *checks
        Title, weight and comparison of each.
    """
    return tuple(Check(title, inputs, compare, weight, 1) for title, weight, compare in checks)


_MOST_HIDDEN = 0.05  # of a curve's x range, by the limits of the axes at either end
_LEAST_SHOWN = 0.5  # of its points, by the limits of the y axis
_ENDS = 0.02  # share of the x range that a drawn curve may lack, or go beyond, at either end


@dataclass(frozen=True)
class Panel:
    """A comparison that looks at one of several panels, and at the curves expected there.

    Attributes
    ----------
    number, count
        Which panel, from 0 on, and how many there are.
    compare
        How to compare it, as if it were the whole figure.
    """

    number: int
    count: int
    compare: Comparison

    @property
    def is_style(self) -> bool:
        """Whether the comparison is about the form."""
        return getattr(self.compare, "is_style", False)

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        here = [curve for curve in expected if curve.panel == self.number]
        problem = self.compare(Drawing((axes[self.number],), got.returned), here, arguments)
        if problem is None:
            return None
        return replace(problem, message=f"Panel {self.number + 1}: {problem.message}")


@dataclass(frozen=True)
class ReturnsAxes:
    """The function returns what it drew on, which is a figure of its own.

    Attributes
    ----------
    count
        The number of panels there should be; None for any number.
    """

    count: int | None = 1
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        if any(ax.covered for ax in axes):
            return Problem("One panel lies on top of another: give each a place of its own.")
        if not got.is_new:
            return Problem(
                "It draws into a figure that was there before: begin with plt.subplots(), so that "
                "each call makes a new one."
            )
        if not got.returned:
            return Problem("It drew a figure but did not return its Axes.")
        return left_out(got, axes)


@dataclass(frozen=True)
class LeavesArguments:
    """The function leaves the arguments that it was called with as they were."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        if axes_of(got) and drawing(got).leaves_arguments:
            return None
        return Problem("It changes an argument: change a copy, such as dict(params).")


def left_out(got: Any, axes: Sequence[Axes]) -> Problem | None:
    """Return what is wrong if fewer panels were returned than these."""
    returned = len(drawing(got).axes)
    if returned >= len(axes):
        return None
    return Problem(f"It returned {returned} of its {len(axes)} panels; return all.")


@dataclass(frozen=True)
class Markers:
    """Some curve shows its points, by markers or as dots."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        curves = [line for ax in axes_of(got) for line in ax.curves if line.x.size > 1]
        if any(line.markers for line in curves):
            return None
        return Problem("No points are marked: give plot a marker, as in ax.plot(x, y, 'o-').")


@dataclass(frozen=True)
class Labels:
    """Axis labels that name the quantity and its unit.

    Attributes
    ----------
    x, y
        Words that must all appear; of a tuple inside, any one will do. None for an axis that needs
        no label of its own.
    """

    x: Sequence[str | tuple[str, ...]] | None
    y: Sequence[str | tuple[str, ...]] | None
    count: int = 1
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        sides = ("x", axes[-1].xlabel, self.x), ("y", axes[0].ylabel, self.y)
        for side, label, wanted in sides:
            if wanted is None:
                continue
            if not label.strip():
                return Problem(f"The {side} axis has no label.")
            word = unmentioned(label, wanted)
            if word:
                return Problem(f"The {side} label is “{label}”; it should mention {word}.")
        return None


def unmentioned(label: str, wanted: Sequence[str | tuple[str, ...]]) -> str | None:
    """The first word that a label lacks; of a tuple of words, any one will do."""
    for words in wanted:
        choices = (words,) if isinstance(words, str) else words
        if not any(choice.lower() in label.lower() for choice in choices):
            return choices[0]
    return None


@dataclass(frozen=True)
class Legend:
    """A legend that says which curve is which.

    Attributes
    ----------
    count
        The number of panels. Where there are several, the legend may be in any of them.
    """

    count: int = 1
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        texts = [text for ax in axes for text in ax.legend]
        if not texts:
            return Problem("There is no legend: give each curve a label and call ax.legend().")
        which = "the legend" if self.count == 1 else "a legend"
        labels = list(dict.fromkeys(curve.label for curve in expected))
        for label in labels:
            if not any(label in text for text in texts):
                return Problem(f"No entry of {which} mentions {label}.")
        if len(set(texts)) < len(labels):
            return Problem(f"The entries of {which} are alike: each should name its own curve.")
        return None


@dataclass(frozen=True)
class Curves:
    """Every expected curve is drawn, whatever the grid, order, colour or marker.

    Attributes
    ----------
    tolerance
        Largest difference, as a share of the curve's range.
    points
        The least number of points a drawn curve must have in the expected range.
    labelled
        Whether the curve must also carry its own label and no other curve's.
    allowed
        Largest difference in the y unit that is fine in any arguments.
    """

    xlabel: str
    ylabel: str
    tolerance: float = 0.01
    points: int = 2
    labelled: bool = True
    allowed: float = 0.0

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        drawn = [line for line in axes[0].curves if line.x.size >= self.points]
        if not drawn:
            return Problem(_too_few(axes[0].curves, self.points))
        for curve in expected:
            distances = [self._distance(line, curve) for line in drawn]
            few_enough(distances, len(expected))
            fits = [line for line, distance in zip(drawn, distances, strict=True) if distance <= 1]
            if not fits:
                nearest = min(drawn, key=lambda line: self._distance(line, curve))
                named = [line for line in drawn if _names(line, curve)]
                line = named[0] if named else nearest
                missing = f"The curve for {curve.label} is not in the figure."
                return Problem(
                    _hint(line, curve) or (self._off(line, curve) if named else missing),
                    Trace(line.x, line.y, curve.x, curve.y, self.xlabel, self.ylabel),
                )
            hidden = _hidden(axes[0], curve, fits[0])
            if hidden:
                return Problem(f"The curve for {curve.label} is drawn, but {hidden}.")
            if self.labelled and self._mislabelled(fits, curve, expected):
                return Problem(f"The curve for {curve.label} carries another curve's label.")
        return None

    def _off(self, line: Line, curve: Curve) -> str:
        """How a line that is labelled as the curve is off."""
        line_is = f"The line labelled “{line.label}” is not the curve for {curve.label}"
        x, y = _sorted(line.x, line.y)
        if not np.isfinite(x).all() or not np.isfinite(y).all():
            return f"{line_is}: it has values that are not finite."
        right_x, right_y = _sorted(curve.x, curve.y)
        left, right = right_x[0], right_x[-1]
        slack = _ENDS * (right - left)
        if abs(x[0] - left) > slack or abs(x[-1] - right) > slack:
            ends = f"from x = {x[0]:.3g} to {x[-1]:.3g}, not from {left:.3g} to {right:.3g}"
            return f"{line_is}: it reaches {ends}."
        everywhere = np.concatenate([x, right_x])
        got, expected = np.interp(everywhere, x, y), np.interp(everywhere, right_x, right_y)
        inside = (everywhere >= left) & (everywhere <= right)
        at = int(np.argmax(np.where(inside, np.abs(got - expected), 0)))
        where = f"at x = {everywhere[at]:.3g}"
        return f"{line_is}: {where} expected {expected[at]:.3g}, got {got[at]:.3g}."

    def _distance(self, line: Line, curve: Curve) -> float:
        """The largest difference over what is allowed; beyond the curve's ends nothing is known."""
        x, y = _sorted(line.x, line.y)
        right_x, right_y, spread = _sorted(curve.x, curve.y, curve.allowed + 0 * curve.y)
        span = np.ptp(right_x)
        slack = _ENDS * span
        round_off = 1e-9 * span
        inside = (x >= right_x[0] - round_off) & (x <= right_x[-1] + round_off)
        covers = abs(x[0] - right_x[0]) <= slack and abs(x[-1] - right_x[-1]) <= slack
        enough = np.unique(x[inside]).size >= self.points
        if not covers or not enough or not np.isfinite(y).all():
            return np.inf
        room = max(self.tolerance * (np.ptp(right_y) or abs(right_y).max()), self.allowed, 1e-9)
        room = np.maximum(room, spread)
        off = np.abs(np.interp(x[inside], right_x, right_y) - y[inside])
        at_points = off / np.interp(x[inside], right_x, room)
        between = off_between(x, y, right_x, right_y, self.points) / room
        return float(max(at_points.max(), between.max()))

    def _mislabelled(self, fits: Sequence[Line], curve: Curve, expected: Sequence[Curve]) -> bool:
        """Whether lines that fit have another curve's label: all do, or one that is not like it."""
        labels = [
            (line, [other for other in expected if _names(line, other)])
            for line in fits
            if not _names(line, curve)
        ]
        wrong = [(line, others) for line, others in labels if others]
        return len(wrong) == len(fits) or any(
            all(self._distance(line, other) > 1 for other in others) for line, others in wrong
        )


def _too_few(lines: Sequence[Line], points: int) -> str:
    if not lines:
        return "No curve was found in the figure."
    most = max(line.x.size for line in lines)
    return f"The curves have at most {most} points: draw them with {points} or more."


def _hidden(ax: Axes, curve: Curve, line: Line) -> str | None:
    """What the limits of the axes hide of a curve and of the line that shows it, if it is much."""
    (left, right), (bottom, top) = sorted(ax.xlim), sorted(ax.ylim)
    slack = _MOST_HIDDEN * np.ptp(curve.x)
    if left > curve.x.min() + slack or right < curve.x.max() - slack:
        return f"the x axis shows only what lies between {left:.4g} and {right:.4g}"
    if np.mean((bottom <= line.y) & (line.y <= top)) < _LEAST_SHOWN:
        return f"the y axis shows only what lies between {bottom:.4g} and {top:.4g}"
    return None


def _sorted(x: np.ndarray, *others: np.ndarray) -> list[np.ndarray]:
    order = np.argsort(x, kind="stable")
    return [np.asarray(part, dtype=float)[order] for part in (x, *others)]


def _hint(line: Line, curve: Curve) -> str:
    """What is wrong if a curve is drawn against the number of the sample; else nothing."""
    x = line.x
    if np.array_equal(x, np.arange(x.size)) and x[-1] > 2 * curve.x.max():
        return (
            f"The curve for {curve.label} is drawn against the number of the sample: give plot the "
            "x values, too."
        )
    return ""


def _names(line: Line, curve: Curve) -> bool:
    return not line.label.startswith("_") and curve.label in line.label  # _child0: no label


@dataclass(frozen=True)
class SameCurves:
    """The same curves in each panel, and no others: how a known mistake in a figure is recognised.

    Attributes
    ----------
    compare
        How to compare the curves of one panel.
    fewest
        Lines of fewer points are decoration, and are not compared.
    """

    compare: Comparison
    fewest: int = 3

    @comparison
    def __call__(
        self, got: Any, other: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is different, or None."""
        axes = axes_of(got, 1 + max(curve.panel for curve in other))
        for panel, ax in enumerate(axes):
            here = [c for c in other if c.panel == panel and np.size(c.x) >= self.fewest]
            if any(self._is_another(line, ax, here, arguments) for line in ax.curves):
                return Problem("There is another curve.")
            problem = self.compare(Drawing((ax,)), here, arguments)
            if problem:
                return problem
        return None

    def _is_another(
        self, line: Line, ax: Axes, curves: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> bool:
        alone = Drawing((ax.alone(line),))
        return line.x.size >= self.fewest and all(
            self.compare(alone, [curve], arguments) for curve in curves
        )


@dataclass(frozen=True)
class Exchanged:
    """The curves of two figures that both have x for y: how that mistake is recognised.

    Attributes
    ----------
    compare
        How to compare the lines of the first panel once both figures have their axes in place.
    """

    compare: Comparison

    @comparison
    def __call__(
        self, got: Any, other: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is different, or None."""
        axes = axes_of(got)
        lines = [line.exchanged() for line in axes[0].lines]
        turned = replace(axes[0], lines=lines, xlim=axes[0].ylim, ylim=axes[0].xlim)
        curves = [replace(curve, x=curve.y, y=curve.x) for curve in other]
        return self.compare(Drawing((turned,)), curves, arguments)

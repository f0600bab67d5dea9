"""Figures compared by their data: the curves drawn, the labels, the legend, the bars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from autograder.sandbox.inside.figure import describe
from autograder.sandbox.inside.wire import Figure
from autograder.testing.verdict import Problem, Trace

_TELLING_BARS = 3
_MANY = 10

NO_FIGURE = Problem("No figure was drawn: draw on an Axes and end with `return ax`.")


@dataclass(frozen=True)
class Curve:
    """A curve that a figure should show.

    Attributes
    ----------
    label
        What the legend should say about it, at least (a value, say).
    x, y
        Its points, in the units of the axes.
    allowed
        What y may be off by, in its unit, a number or a value for each point: where the curve is
        counted or random.
    panel
        The number of the axes that show it, where there are several.
    """

    label: str
    x: np.ndarray
    y: np.ndarray
    allowed: float | np.ndarray = 0.0
    panel: int = 0


def axes_of(got: Any, count: int) -> list[dict[str, Any]] | Problem:
    """The axes drawn, or what is wrong with their number."""
    if not isinstance(got, Figure) or not got.axes:
        return NO_FIGURE
    if len(got.axes) != count:
        return Problem(f"Expected {count} panel{'s' * (count > 1)}, got {len(got.axes)}.")
    if not any(one["bars"] or any(map(_long, one["lines"] + one["points"])) for one in got.axes):
        return Problem("The axes are empty.")
    return list(got.axes)


def _long(line: Mapping[str, Any]) -> bool:
    return np.size(line["x"]) > 1


def shown(drawn: Any) -> Any:
    """The curves of a figure that this process has just drawn; anything else as it is."""
    figure = describe(drawn)
    if figure is None:
        return drawn
    from matplotlib import pyplot as plt

    plt.close("all")
    return [
        Curve(line["label"], line["x"], line["y"], panel=number)
        for number, one in enumerate(figure.axes)
        for line in one["lines"]
    ]


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
    compare: Callable[[Any, Any, Mapping[str, Any]], Problem | None]

    @property
    def is_style(self) -> bool:
        """Whether the comparison is about the form."""
        return getattr(self.compare, "is_style", False)

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        if isinstance(axes, Problem):
            return axes
        here = [curve for curve in expected if curve.panel == self.number]
        problem = self.compare(Figure((axes[self.number],), got.returned), here, arguments)
        if problem is None:
            return None
        return replace(problem, message=f"Panel {self.number + 1}: {problem.message}")


@dataclass(frozen=True)
class ReturnsAxes:
    """The function returns what it drew on."""

    count: int = 1
    is_style: ClassVar[bool] = True

    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        if isinstance(axes, Problem):
            return axes
        return None if got.returned else Problem("It drew a figure but did not return its Axes.")


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

    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        if isinstance(axes, Problem):
            return axes
        for side, wanted, one in (("x", self.x, axes[-1]), ("y", self.y, axes[0])):
            if wanted is None:
                continue
            label = one[f"{side}label"]
            if not label.strip():
                return Problem(f"The {side} axis has no label.")
            for words in wanted:
                if not _says_any(label, words):
                    word = words if isinstance(words, str) else words[0]
                    return Problem(f"The {side} label is “{label}”; it should mention {word}.")
        return None


def _says_any(label: str, words: str | tuple[str, ...]) -> bool:
    choices = (words,) if isinstance(words, str) else words
    return any(choice.lower() in label.lower() for choice in choices)


@dataclass(frozen=True)
class Legend:
    """A legend that says which curve is which."""

    is_style: ClassVar[bool] = True

    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        texts = axes[0]["legend"]
        if not texts:
            return Problem("There is no legend: give each curve a label and call ax.legend().")
        for curve in expected:
            if not any(curve.label in text for text in texts):
                return Problem(f"No entry of the legend mentions {curve.label}.")
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

    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        drawn = [line for line in axes[0]["lines"] + axes[0]["points"] if self._usable(line)]
        if not drawn:
            return Problem("No curve was found in the figure.")
        for curve in expected:
            fits = [line for line in drawn if self._distance(line, curve) <= 1]
            if not fits:
                nearest = min(drawn, key=lambda line: self._distance(line, curve))
                named = [line for line in drawn if curve.label in line["label"]]
                shown = named[0] if named else nearest
                return Problem(
                    f"The curve for {curve.label} is not in the figure.{_hint(shown, curve)}",
                    Trace(shown["x"], shown["y"], curve.x, curve.y, self.xlabel, self.ylabel),
                )
            if self.labelled and _mislabelled(fits, curve, expected):
                return Problem(f"The curve for {curve.label} carries another curve's label.")
        return None

    def _usable(self, line: Mapping[str, Any]) -> bool:
        x = np.asarray(line["x"], dtype=float)
        return x.size >= self.points and x.shape == np.shape(line["y"])

    def _distance(self, line: Mapping[str, Any], curve: Curve) -> float:
        """The largest difference over what is allowed."""
        x, y = _sorted(line["x"], line["y"])
        span = np.ptp(curve.x)
        slack = 0.02 * span
        inside = (x >= curve.x.min() - slack) & (x <= curve.x.max() + slack)
        covers = abs(x[0] - curve.x.min()) <= slack and abs(x[-1] - curve.x.max()) <= slack
        if not covers or inside.sum() < self.points or not np.isfinite(y).all():
            return np.inf
        room = max(self.tolerance * (np.ptp(curve.y) or abs(curve.y).max()), self.allowed, 1e-9)
        spread = np.interp(x[inside], *_sorted(curve.x, curve.allowed + 0 * curve.y))
        expected = np.interp(x[inside], *_sorted(curve.x, curve.y))
        return float(np.max(np.abs(expected - y[inside]) / np.maximum(room, spread)))


def _sorted(x: Any, y: Any) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(x, kind="stable")
    return np.asarray(x, dtype=float)[order], np.asarray(y, dtype=float)[order]


def _hint(line: Mapping[str, Any], curve: Curve) -> str:
    """Say it when a curve is drawn against the sample number."""
    x = np.asarray(line["x"], dtype=float)
    if np.array_equal(x, np.arange(x.size)) and x[-1] > 2 * curve.x.max():
        return " Yours is drawn against the number of the sample: give plot the x values, too."
    return ""


def _mislabelled(
    fits: Sequence[Mapping[str, Any]], curve: Curve, expected: Sequence[Curve]
) -> bool:
    """Whether every fitting line names another curve of the figure and not this one."""
    others = [other.label for other in expected if other.label != curve.label]
    labels = [line["label"] for line in fits if not line["label"].startswith("_")]  # _child0: none
    return len(labels) == len(fits) and all(
        curve.label not in label and any(other in label for other in others) for label in labels
    )


@dataclass(frozen=True)
class Histograms:
    """Panels of bars that show all data on one range; expects a list of samples, one a panel."""

    def __call__(
        self, got: Any, expected: Sequence[np.ndarray], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(expected))
        if isinstance(axes, Problem):
            return axes
        fullest = 0
        for number, (panel, data) in enumerate(zip(axes, expected, strict=True), start=1):
            if not panel["bars"]:
                return Problem(f"Panel {number} shows no histogram.")
            bars = _Bars(panel["bars"])
            if not bars.cover(data):
                return Problem(
                    f"Panel {number} has intervals from {data.min():.4g} to {data.max():.4g}, but "
                    f"its bins reach from {bars.left[0]:.4g} to {bars.right[-1]:.4g} only."
                )
            if not bars.count(data):
                return Problem(f"The bars of panel {number} do not count its intervals.")
            fullest = max(fullest, bars.telling)
        spread = any(len(np.unique(data)) > _MANY for data in expected)
        if spread and fullest < _TELLING_BARS:
            return Problem("The bins are so wide that the shape of the histograms is lost.")
        return None


class _Bars:
    """The bars of one histogram, from left to right."""

    def __init__(self, bars: Sequence[Mapping[str, Any]]) -> None:
        self.left, width, self.height = (
            np.array([bar[key] for bar in sorted(bars, key=lambda bar: bar["left"])], dtype=float)
            for key in ("left", "width", "height")
        )
        self.right = self.left + width
        # A bin ends somewhere between its bar and the next one. Positions are drawn with round-off.
        # A gap much wider than the bars beside it is no matter of how they are drawn.
        narrower = np.minimum(width[:-1], width[1:])
        self.slack = np.clip((self.left[1:] - self.right[:-1]) / 2, 0.0, 2 * narrower.clip(0.0))
        self.telling = np.count_nonzero(self.height * width > 0)

    def cover(self, data: np.ndarray) -> bool:
        """Whether all data lie in some bin."""
        first, last = self.slack[[0, -1]] if self.slack.size else (0.0, 0.0)
        first, last = first + _round_off(data), last + _round_off(data)
        return self.left[0] <= data.min() + first and data.max() - last <= self.right[-1]

    def count(self, data: np.ndarray) -> bool:
        """Whether the heights are counts of the data in the bins, shares or densities."""
        if not (self.height >= 0).all() or not 0 < self.height.sum() < np.inf:
            return False
        ends, slack = np.sort(data), self.slack + _round_off(data)
        least = np.searchsorted(ends, self.right[:-1] - slack, side="left") - 0.5
        most = np.searchsorted(ends, self.left[1:] + slack, side="right") + 0.5
        for share in (self.height, self.height * (self.right - self.left)):
            counted = np.cumsum(share)[:-1] * data.size / share.sum()
            if ((least <= counted) & (counted <= most)).all():
                return True
        return False


def _round_off(data: np.ndarray) -> float:
    return 1e-9 * float(np.ptp(data)) + 1e-12


@dataclass(frozen=True)
class SameRange:
    """All panels show the same x range."""

    count: int = 2
    is_style: ClassVar[bool] = True

    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        if isinstance(axes, Problem):
            return axes
        if not all(one["bars"] or one["lines"] for one in axes):
            return Problem("A panel is empty.")
        limits = np.array([one["xlim"] for one in axes])
        if np.allclose(limits, limits[0], rtol=1e-3):
            return None
        return Problem("The two panels show different x ranges, so they cannot be compared.")

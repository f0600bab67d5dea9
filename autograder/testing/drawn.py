"""Figures as comparisons see them: what was drawn, as lines, dots and bars, and what should be."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from autograder.sandbox.inside.figure import describe
from autograder.sandbox.inside.values import Figure
from autograder.testing.malformed import MalformedError

T = TypeVar("T")


@dataclass(frozen=True)
class Curve:
    """A curve that a figure should show.

    Attributes
    ----------
    label
        What the legend should mention, at least (the value of a parameter, say).
    x, y
        Its points, in the units of the axes.
    allowed
        What y may be off by, in its unit: a number, or an array with a value for each point. For
        curves that are counted or random.
    panel
        The number of the axes that show it, from 0 on.
    """

    label: str
    x: np.ndarray
    y: np.ndarray
    allowed: float | np.ndarray = 0.0
    panel: int = 0


@dataclass(frozen=True, eq=False)
class Line:
    """A line or dots that somebody drew: x and y, of the same length, and the label.

    Attributes
    ----------
    markers
        Whether its points can be seen.
    """

    x: np.ndarray
    y: np.ndarray
    label: str
    markers: bool

    def exchanged(self) -> "Line":
        """The same line with x for y."""
        return replace(self, x=self.y, y=self.x)


@dataclass(frozen=True)
class Bar:
    """A bar of a histogram or bar chart, in the units of the axes."""

    left: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, eq=False)
class Axes:
    """One panel, as a reader sees it; for its parts see `autograder.sandbox.inside.figure`."""

    title: str
    xlabel: str
    ylabel: str
    xlim: list[float]
    ylim: list[float]
    covered: bool
    place: list[float]
    legend: list[str]
    lines: list[Line]
    points: list[Line]
    bars: list[Bar]
    levels: list[Line]

    @property
    def curves(self) -> list[Line]:
        """Lines and dots."""
        return self.lines + self.points

    def alone(self, line: Line) -> "Axes":
        """The same panel with one line and no dots."""
        return replace(self, lines=[line], points=[])


@dataclass(frozen=True, eq=False)
class Drawing:
    """The panels of a figure.

    Attributes
    ----------
    axes
        The visible ones that were returned or, if none were, that were drawn.
    returned
        Whether they are what the student's function returned, not only what it drew.
    whole
        All visible ones of the figure, in the order in which they were made, if some of them were
        not returned.
    leaves_arguments
        Whether the function left its arguments as they were.
    is_new
        Whether the figure was made in the call.
    """

    axes: tuple[Axes, ...]
    returned: bool = True
    whole: tuple[Axes, ...] = ()
    leaves_arguments: bool = True
    is_new: bool = True


def drawing(got: Any) -> Any:
    """A figure's description as a `Drawing`; anything else as it is.

    The description is one that `autograder.sandbox.inside.figure.is_description` has let pass.
    """
    if not isinstance(got, Figure):
        return got
    panels = tuple(map(_axes, got.axes))
    axes = tuple(ax for ax, seen in zip(panels, got.axes, strict=True) if not seen["left_out"])
    whole = panels if len(axes) < len(panels) else ()
    return Drawing(axes, got.returned, whole, got.leaves_arguments, got.is_new)


def _axes(description: Mapping[str, Any]) -> Axes:
    series = {
        kind: [_read(Line, line) for line in description[kind]]
        for kind in ("lines", "points", "levels")
    }
    bars = [_read(Bar, bar) for bar in description["bars"]]
    return _read(Axes, {**description, **series, "bars": bars})


def _read(kind: type[T], description: Mapping[str, Any]) -> T:
    return kind(**{part.name: description[part.name] for part in fields(kind)})  # type: ignore


def axes_of(got: Any, count: int | None = None) -> list[Axes]:
    """Read the panels of a figure: those that were returned, or all if that is the right number.

    Parameters
    ----------
    got
        A student's value.
    count
        The number of panels there should be; None for any number.

    Raises
    ------
    MalformedError
        If it is no figure, has another number of panels, or is empty.
    """
    got = drawing(got)
    if not isinstance(got, Drawing) or not got.axes:
        raise MalformedError("No figure was drawn: draw on an Axes and end with `return ax`.")
    axes = list(got.whole if len(got.whole) == count else got.axes)
    if count is not None and len(axes) != count:
        panels = "panel" if count == 1 else "panels"
        raise MalformedError(f"Expected {count} {panels}, got {len(axes)}.")
    if not any(ax.bars or any(line.x.size > 1 for line in ax.curves) for ax in axes):
        raise MalformedError("The axes are empty.")
    return axes


def shown(drawn: Any) -> Any:
    """The curves of a figure that this process has just drawn; anything else as it is."""
    figure = describe(drawn)
    if figure is None:
        return drawn
    from matplotlib import pyplot as plt

    plt.close("all")
    return [
        Curve(line.label, line.x, line.y, panel=panel)
        for panel, ax in enumerate(drawing(figure).axes)
        for line in ax.lines
    ]

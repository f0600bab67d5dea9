"""A matplotlib figure in words, for those who cannot see it."""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.sandbox.inside.figure import describe

_PANELS, _LABELS = 4, 6  # of which all is said
_LATEX = re.compile(r"\\(?:mathrm|mathit|mathbf|text|rm|it|bf)\b|[$\\{}]")


class Described:
    """What makes a picture of a figure, and puts it into words, too.

    Parameters
    ----------
    draw
        What makes the picture.
    """

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self._draw = draw

    def __call__(self, figure: Any) -> Any:
        """Return the picture with its alternative text, as IPython wants it."""
        picture = self._draw(figure)
        if not isinstance(picture, str | bytes):
            return picture
        with contextlib.suppress(Exception):  # a student's artists may be of any kind
            return picture, {"alt": alt_text(figure)}
        return picture


def alt_text(figure: Any) -> str:
    """Say what a figure shows: what is drawn, the axes and their ranges, the legend.

    Parameters
    ----------
    figure
        A figure of matplotlib's.
    """
    found = describe(figure)
    panels = found.axes if found else ()
    if not panels:
        return "An empty figure."
    if len(panels) == 1:
        return _panel(panels[0])
    said = [f"Panel {at}: {_panel(ax)}" for at, ax in enumerate(panels[:_PANELS], 1)]
    more = len(panels) - _PANELS
    said += [f"And {more} more panel{'s' * (more > 1)}."] if more > 0 else []
    return " ".join([f"{len(panels)} panels.", *said])


def _panel(ax: Mapping[str, Any]) -> str:
    title = f"“{_plain(ax['title'])}”: " if ax["title"].strip() else ""
    counts = [part for part in _counted(ax) if part]
    across, up = _range(ax, "x"), _range(ax, "y")
    if not counts:
        return f"{title}No lines, points or bars; {up} against {across}."
    verb = "shows" if len(counts) == 1 and counts[0].startswith("1 ") else "show"
    legend = [_plain(text) for text in ax["legend"] if text.strip()]
    listed = f" Legend: {_list(legend)}." if legend else ""
    return f"{title}{_list(counts)} {verb} {up} against {across}.{listed}"


def _counted(ax: Mapping[str, Any]) -> Iterator[str]:
    """How much of each kind is drawn."""
    dotted = sum(line["markers"] for line in ax["lines"]) + len(ax["points"])
    plain = len(ax["lines"]) + len(ax["points"]) - dotted
    yield _number(plain, "line", "lines")
    yield _number(dotted, "series of points", "series of points")
    yield _number(len(ax["bars"]), "bar", "bars")


def _number(count: int, singular: str, plural: str) -> str:
    return f"{count} {singular if count == 1 else plural}" if count else ""


def _range(ax: Mapping[str, Any], axis: str) -> str:
    """What is along an axis, and from where to where."""
    label = _plain(ax[f"{axis}label"]) or f"{axis} (no label)"
    parts = [line[axis] for line in (*ax["lines"], *ax["points"])]
    parts += [np.array(_of_bar(bar, axis)) for bar in ax["bars"]]
    values = np.concatenate(parts) if parts else np.empty(0)
    values = values[np.isfinite(values)]
    if not values.size:
        return label
    low, high = (_short(value) for value in (values.min(), values.max()))
    return f"{label} at {low}" if low == high else f"{label} from {low} to {high}"


def _short(value: float) -> str:
    """A number with three digits, and whole numbers in full."""
    return f"{value:.0f}" if 1e3 <= abs(value) < 1e6 else f"{value:.3g}"


def _of_bar(bar: Mapping[str, Any], axis: str) -> list[float]:
    left, right = bar["left"], bar["left"] + bar["width"]
    return [left, right] if axis == "x" else [bar["height"]]


def _list(parts: list[str]) -> str:
    more = len(parts) - _LABELS
    if more > 0:
        parts = [*parts[:_LABELS], f"{more} more"]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _plain(text: str) -> str:
    """Text without the marks of LaTeX."""
    return " ".join(_LATEX.sub("", text).split())

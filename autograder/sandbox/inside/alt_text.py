"""A matplotlib figure in words, for those who cannot see it."""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.sandbox.inside.figure import describe
from autograder.sandbox.inside.picture import picture

_PANELS, _LABELS = 4, 6  # of which all is said
_LATEX = re.compile(r"\\(?:mathrm|mathit|mathbf|text|rm|it|bf)\b|[$\\{}]")


class Described:
    """What makes a picture of a figure, and puts it into words, too.

    Parameters
    ----------
    draw
        What makes the picture; see `picture`.
    """

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self._draw = draw

    def __call__(self, figure: Any) -> Any:
        """Return the picture with its alternative text, as IPython wants it."""
        drawn = picture(figure, self._draw)
        if not isinstance(drawn, str | bytes):
            return drawn
        with contextlib.suppress(Exception):  # a student's artists may be of any kind
            return drawn, {"alt": alt_text(figure)}
        return drawn


def alt_text(figure: Any) -> str:
    """Say what a figure shows: what is drawn, the axes and their ranges, the legend.

    Parameters
    ----------
    figure
        A figure of matplotlib's.
    """
    found = describe(figure)
    panels = found.axes if found else ()
    drawn = [ax for ax in figure.axes if ax.get_visible()]
    if not panels:
        return "An empty figure."
    if len(panels) == 1:
        return _panel(drawn[0], panels[0])
    pairs = zip(drawn[:_PANELS], panels[:_PANELS], strict=True)
    said = [f"Panel {at}: {_panel(ax, seen)}" for at, (ax, seen) in enumerate(pairs, 1)]
    more = len(panels) - _PANELS
    said += [f"And {more} more panel{'s' * (more > 1)}."] if more > 0 else []
    return " ".join([f"{len(panels)} panels.", *said])


def _panel(ax: Any, seen: Mapping[str, Any]) -> str:
    """One panel: `ax` is matplotlib's, `seen` what `describe` says of it."""
    title = f"“{_plain(seen['title'])}”: " if seen["title"].strip() else ""
    counts = [part for part in _counted(ax, seen) if part]
    across, up = _range(ax, seen, "x"), _range(ax, seen, "y")
    if not counts:
        return f"{title}No lines, points or bars; {up} against {across}."
    verb = "shows" if len(counts) == 1 and counts[0].startswith("1 ") else "show"
    legend = [_plain(text) for text in seen["legend"] if text.strip()]
    listed = f" Legend: {_list(legend)}." if legend else ""
    return f"{title}{_list(counts)} {verb} {up} against {across}.{listed}"


def _counted(ax: Any, seen: Mapping[str, Any]) -> Iterator[str]:
    """How much of each kind is drawn."""
    dotted = sum(line["markers"] for line in seen["lines"]) + len(seen["points"])
    plain = len(seen["lines"]) + len(seen["points"]) - dotted
    yield _number(plain, "line", "lines")
    yield _number(dotted, "series of points", "series of points")
    yield _number(len(seen["bars"]), "bar", "bars")
    rasters = _rasters(ax)
    ticks = _number(sum(len(row.get_positions()) for row in rasters), "tick", "ticks")
    rows = _number(len(rasters), "row", "rows")
    yield f"{rows} with {ticks or 'no ticks'}" if rows else ""
    yield _number(len(ax.images), "image", "images")


def _rasters(ax: Any) -> list[Any]:
    """Rows of ticks, one at each spike say."""
    from matplotlib.collections import EventCollection

    return [row for row in ax.collections if isinstance(row, EventCollection)]


def _number(count: int, singular: str, plural: str) -> str:
    return f"{count} {singular if count == 1 else plural}" if count else ""


def _range(ax: Any, seen: Mapping[str, Any], axis: str) -> str:
    """What is along an axis, and from where to where."""
    label = _plain(seen[f"{axis}label"] or _shared_label(ax, axis)) or f"{axis} (no label)"
    parts = [line[axis] for line in (*seen["lines"], *seen["points"])]
    parts += [np.array(_of_bar(bar, axis)) for bar in seen["bars"]]
    along = {"x": "horizontal", "y": "vertical"}[axis]
    parts += [row.get_positions() for row in _rasters(ax) if row.get_orientation() == along]
    values = np.concatenate(parts) if parts else np.empty(0)
    values = values[np.isfinite(values)]
    if not values.size:
        return label
    low, high = (_short(value) for value in (values.min(), values.max()))
    return f"{label} at {low}" if low == high else f"{label} from {low} to {high}"


def _shared_label(ax: Any, axis: str) -> str:
    """The label of another panel with the same axis; empty if there is none."""
    others = getattr(ax, f"get_shared_{axis}_axes")().get_siblings(ax)
    return next(filter(None, (getattr(one, f"get_{axis}label")() for one in others)), "")


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

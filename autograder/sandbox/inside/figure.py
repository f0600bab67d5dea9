"""A matplotlib figure as plain data: what a reader of the figure can see, nothing else."""

import contextlib
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.inside.values import Figure

_MOST_AXES, _MOST_LINES, _MOST_BARS = 100, 1000, 100_000


@contextlib.contextmanager
def noting_figures() -> Iterator[list[Any]]:
    """Note the matplotlib figures that are made for as long as the context lasts."""
    import matplotlib.figure

    drawn: Any = matplotlib.figure.Figure
    made, make = [], drawn.__init__

    def note(figure: Any, *args: Any, **options: Any) -> None:
        made.append(figure)
        make(figure, *args, **options)

    drawn.__init__ = note
    try:
        yield made
    finally:
        drawn.__init__ = make


def describe(
    drawn: Any, made: Collection[Any] | None = None, *, returned: bool = True
) -> Figure | None:
    """Describe the axes of a figure.

    Parameters
    ----------
    drawn
        An Axes, a Figure, or a list, tuple or array of Axes.
    made
        The figures that are new; all are if not given.
    returned
        Whether `drawn` is what the student's function returned (else: the current figure).

    Returns
    -------
    Figure or None
        None if `drawn` is none of these. Each axes is a dict with ``title``, ``xlabel``,
        ``ylabel``, ``xlim``, ``ylim``, ``xscale``, ``yscale``, ``left_out`` (whether it is of the
        same figure, and not in `drawn`), ``covered`` (whether it lies on another one), ``place``
        (of its middle, from the left and from below, in pixels), ``legend`` (texts), ``lines``
        (dicts of ``x``, ``y``, ``label``, ``markers``), ``points`` (scatter, the same keys),
        ``bars`` (dicts of ``left``, ``width``, ``height``, ``label``) and ``levels`` (horizontal
        and vertical guides).
    """
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    if isinstance(drawn, FigureBase):
        drawn, returned = drawn.axes, False
    axes = [drawn] if isinstance(drawn, Axes) else drawn
    if isinstance(axes, np.ndarray):
        axes = axes.ravel().tolist()
    if not isinstance(axes, list | tuple) or not axes:
        return None
    if not all(isinstance(one, Axes) for one in axes):
        return None
    seen = [one for one in axes if one.get_visible()]
    figure = axes[0].get_figure()
    whole = [one for one in figure.axes if one.get_visible()] if figure else []
    shown = whole if set(seen) < set(whole) else seen
    panels = []
    for at, one in enumerate(shown):
        left_out = one not in seen
        below = shown[:at] if left_out else [other for other in shown[:at] if other in seen]
        panels.append(_axes(one) | {"covered": _covers(one, below), "left_out": left_out})
    figures = [one.get_figure() for one in shown]
    is_new = made is None or all(one is None or one.figure in made for one in figures)
    return Figure(tuple(panels), returned, is_new=is_new)


def is_description(figure: Figure) -> bool:
    """Whether it is one that `describe` could have made: student code may have had a hand in it."""
    texts = ("title", "xlabel", "ylabel", "xscale", "yscale")
    pairs = ("xlim", "ylim", "place")
    return len(figure.axes) <= _MOST_AXES and all(
        all(isinstance(ax.get(name), str) for name in texts)
        and all(_all_of(float, ax.get(name), 2) and len(ax[name]) == 2 for name in pairs)
        and _all_of(str, ax.get("legend"), _MOST_LINES)
        and type(ax.get("covered")) is bool
        and type(ax.get("left_out")) is bool
        and all(_are_series(ax.get(name)) for name in ("lines", "points", "levels"))
        and _are_bars(ax.get("bars"))
        for ax in figure.axes
    )


def _all_of(kind: type, values: Any, most: int) -> bool:
    return isinstance(values, list) and len(values) <= most and all(type(v) is kind for v in values)


def _are_series(lines: Any) -> bool:
    return _all_of(dict, lines, _MOST_LINES) and all(
        isinstance(line.get("label"), str)
        and type(line.get("markers")) is bool
        and all(_is_series(line.get(axis)) for axis in ("x", "y"))
        and line["x"].shape == line["y"].shape
        for line in lines
    )


def _is_series(values: Any) -> bool:
    return isinstance(values, np.ndarray) and values.dtype == float and values.ndim == 1


def _are_bars(bars: Any) -> bool:
    return _all_of(dict, bars, _MOST_BARS) and all(
        isinstance(bar.get("label"), str)
        and all(type(bar.get(name)) is float for name in ("left", "width", "height"))
        for bar in bars
    )


def _covers(ax: Any, others: list[Any]) -> bool:
    """Whether axes hide more than half of some others of their figure, or the others of them."""
    from matplotlib.transforms import Bbox

    boxes = [(ax.get_position(), other.get_position()) for other in others if _together(ax, other)]
    shared = [Bbox.intersection(*pair) for pair in boxes]
    return any(
        common is not None
        and common.width * common.height > min(box.width * box.height for box in pair) / 2
        for common, pair in zip(shared, boxes, strict=True)
    )


def _together(ax: Any, other: Any) -> bool:
    return ax is not other and ax.get_figure() is other.get_figure()


def _axes(ax: Any) -> dict[str, Any]:
    figure = ax.get_figure()
    legends = [found for found in (ax.get_legend(), *figure.legends) if found and _seen(found)]
    return {
        "title": ax.get_title(),
        "xlabel": ax.get_xlabel() * ax.axison or figure.get_supxlabel(),
        "ylabel": ax.get_ylabel() * ax.axison or figure.get_supylabel(),
        "xlim": list(map(float, ax.get_xlim())),
        "ylim": list(map(float, ax.get_ylim())),
        "xscale": ax.get_xscale(),
        "yscale": ax.get_yscale(),
        "place": [(ax.bbox.x0 + ax.bbox.x1) / 2, (ax.bbox.y0 + ax.bbox.y1) / 2],
        "legend": [text.get_text() for one in legends for text in one.get_texts()],
        "lines": [
            _series(line.get_data(orig=False), line)
            for line in ax.lines
            if _seen(line)
            and line.get_transform().contains_branch_seperately(ax.transData) == (True, True)
        ],
        "points": [
            _series(np.ma.filled(dots.get_offsets().astype(float), np.nan).T, dots)
            for dots in ax.collections
            if _seen(dots)
            and len(dots.get_offsets())
            and dots.get_offset_transform() == ax.transData
        ],
        "bars": [bar for container in _bar_groups(ax) for bar in container],
        "levels": [
            _series(line.get_data(orig=False), line)
            for line in ax.lines
            if _seen(line)
            and line.get_transform().contains_branch_seperately(ax.transData)
            in ((True, False), (False, True))
        ],
    }


def _seen(artist: Any) -> bool:
    from matplotlib.collections import PathCollection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    if not artist.get_visible() or artist.get_alpha() == 0:
        return False
    if isinstance(artist, Line2D):
        line = artist.get_linestyle() != "None" and artist.get_linewidth() > 0
        return (line and _inked(artist.get_color())) or _marked(artist)
    if isinstance(artist, PathCollection):
        return bool((artist.get_sizes() > 0).any()) and _inked(
            [*artist.get_facecolor(), *artist.get_edgecolor()]
        )
    if isinstance(artist, Patch):
        return _inked(artist.get_facecolor()) or (
            artist.get_linewidth() > 0 and _inked(artist.get_edgecolor())
        )
    return True


def _marked(artist: Any) -> bool:
    """Whether each point of a line, or of dots, has a marker that can be seen."""
    if not hasattr(artist, "get_marker"):
        return True
    return (
        artist.get_marker() not in (None, "None", "none", "", " ")
        and artist.get_markersize() > 0
        and _inked([artist.get_markerfacecolor(), artist.get_markeredgecolor()])
    )


def _inked(colours: Any) -> bool:
    """Whether one of the colours is not wholly transparent."""
    from matplotlib.colors import to_rgba_array

    return bool((to_rgba_array(colours)[:, 3] > 0).any())


def _series(data: Any, artist: Any) -> dict[str, Any]:
    x, y = (np.ma.filled(np.ma.asarray(part, dtype=float), np.nan) for part in data)
    return {"x": x, "y": y, "label": str(artist.get_label()), "markers": _marked(artist)}


def _bar_groups(ax: Any) -> list[list[dict[str, Any]]]:
    """Histogram and bar patches, however they were drawn: bars, steps or stairs."""
    from matplotlib.patches import Polygon, Rectangle, StepPatch

    labels = {
        patch: _group_label(group)
        for group in ax.containers
        for patch in getattr(group, "patches", ())
    }
    groups = []
    for patch in filter(_seen, ax.patches):
        if patch.get_data_transform() != ax.transData:  # a shaded span
            continue
        label = labels.get(patch, str(patch.get_label()))
        if isinstance(patch, StepPatch):
            values, edges, _baseline = patch.get_data()
            lefts, rights, heights = edges[:-1], edges[1:], values
        elif isinstance(patch, Rectangle):
            lefts, heights = [patch.get_x()], [patch.get_height()]
            rights = [patch.get_x() + patch.get_width()]
        elif isinstance(patch, Polygon):
            lefts, rights, heights = _steps(patch.get_xy())
        else:
            continue
        groups.append(
            [
                {"left": float(a), "width": float(b - a), "height": float(h), "label": label}
                for a, b, h in zip(lefts, rights, heights, strict=True)
            ]
        )
    return groups


def _group_label(group: Any) -> str:
    label = str(group.get_label())
    if label.startswith("_") and group.patches:  # `hist` labels its first bar only
        label = str(group.patches[0].get_label())
    return label


def _steps(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The flat tops of a step histogram's outline."""
    start, end = corners[:-1], corners[1:]
    top = (start[:, 1] == end[:, 1]) & (end[:, 0] > start[:, 0])
    return start[top, 0], end[top, 0], start[top, 1]

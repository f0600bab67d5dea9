"""Causes of what is wrong with a figure that can be named in any course.

A cause is named only if the figure without it would pass every check. So what is said of the figure
is true; what may have led to it is put as a question.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.testing.drawn import Axes, Curve, Drawing, Line

_Figure = tuple[Drawing, Sequence[Any]]  # what was drawn, and what should be
_Change = Callable[[Axes], Axes]

_FAR = [-1e300, 1e300]
_FEWEST = 5  # points of a curve: fewer are marks
_LEAST_COMMON = 0.3  # of the x range, so that something is seen of a curve
_FACTORS = (
    (-1.0, "had the opposite sign: is a difference the wrong way round, or a minus missing?"),
    (1000.0, "were 1000 times as large: is a unit converted wrongly?"),
    (0.001, "were 1000 times smaller: is a unit converted wrongly?"),
    (100.0, "were 100 times as large: is it a percentage?"),
    (2.0, "were twice as large: is something halved that should not be?"),
    (0.5, "were half as large: is something counted twice?"),
)


@dataclass(frozen=True)
class Checked:
    """A check of a figure.

    Attributes
    ----------
    got, expected
        What was drawn, and what should be.
    passes
        Whether another figure passes the check, and with other curves expected.
    """

    got: Any
    expected: Sequence[Any]
    passes: Callable[[Drawing, Sequence[Any]], bool]


def figure_cause(checks: Sequence[Checked]) -> str | None:
    """Find what alone keeps a figure from being right.

    Parameters
    ----------
    checks
        All of them, those that are passed as well.

    Returns
    -------
    str or None
        What is seen and what to look for; None if there is no such thing.
    """
    if not all(isinstance(one.got, Drawing) and one.got.axes for one in checks):
        return None
    if all(_is_empty(one.got) for one in checks):
        return "Nothing is drawn: does the loop run, and is `plot` called in it, with all values?"
    failed = [one for one in checks if not one.passes(one.got, one.expected)]
    in_order = [*failed, *checks]  # those that are not passed refute most
    for words, change in _causes(failed[0].got, failed[0].expected) if failed else ():
        if all(one.passes(*change(one.got, one.expected)) for one in in_order):
            return words
    return None


def _is_empty(got: Drawing) -> bool:
    return not any(ax.bars or any(line.x.size > 1 for line in ax.curves) for ax in got.axes)


def _causes(
    got: Drawing, expected: Sequence[Any]
) -> Iterator[tuple[str, Callable[[Drawing, Sequence[Any]], _Figure]]]:
    """What may be wrong with this figure, each with a change that takes it away."""
    yield from _of_return(got)
    yield from _of_words(got)
    yield from _of_places(got)
    curves = [curve for curve in expected if isinstance(curve, Curve)]
    if len(curves) == len(expected):
        yield from _of_missing_curves(got, curves)


# What is returned


def _of_return(got: Drawing) -> Iterator[tuple[str, Callable[..., _Figure]]]:
    if not got.returned:
        yield (
            "The figure is drawn, but its Axes are not what comes back: does the function end with "
            "`return ax`, or `return axes` if there are several?",
            lambda got, expected: (replace(got, returned=True), expected),
        )
    if got.whole:
        yield (
            "All panels are drawn, but not all of them are returned: `return axes` gives them all.",
            lambda got, expected: (replace(got, axes=got.whole, whole=()), expected),
        )
    if not got.leaves_arguments:
        yield (
            "An argument is changed, and whoever called the function goes on with it: change a "
            "copy, such as dict(params).",
            lambda got, expected: (replace(got, leaves_arguments=True), expected),
        )
    if not got.is_new:
        yield (
            "It draws into a figure that was there before: begin with plt.subplots().",
            lambda got, expected: (replace(got, is_new=True), expected),
        )


# Labels and legends


class _AnyLabel(str):
    """A label that mentions whatever is looked for."""

    __slots__ = ()

    def __contains__(self, _words: object) -> bool:
        return True

    def lower(self) -> str:
        return self

    def strip(self, *_: Any) -> str:
        return self


def _of_words(got: Drawing) -> Iterator[tuple[str, Callable[..., _Figure]]]:
    yield (
        "The labels of the x axis and the y axis have changed places.",
        _in_each(lambda ax: replace(ax, xlabel=ax.ylabel, ylabel=ax.xlabel)),
    )
    if any(not (ax.xlabel.strip() and ax.ylabel.strip()) for ax in got.axes):
        yield (
            "An axis has no label: is there a `set_xlabel` or `set_ylabel` for it, of its own "
            "panel? A second one for the same axis takes the place of the first.",
            _in_each(_with_all_labels),
        )
    labels = [line.label for ax in got.axes for line in ax.curves if not line.label.startswith("_")]
    if labels and not all(ax.legend for ax in got.axes):
        yield (
            "The curves have labels, but nothing shows them: call `ax.legend()` when all is drawn.",
            _in_each(lambda ax: replace(ax, legend=ax.legend or labels)),
        )
    if any(line.label.startswith("_") for ax in got.axes for line in ax.curves):
        yield (
            "A curve has no label, so that no legend can name it: give `plot` one, with label=.",
            _with_all_entries,
        )


def _with_all_labels(ax: Axes) -> Axes:
    return replace(
        ax,
        xlabel=ax.xlabel if ax.xlabel.strip() else _AnyLabel("x"),
        ylabel=ax.ylabel if ax.ylabel.strip() else _AnyLabel("y"),
    )


def _with_all_entries(got: Drawing, expected: Sequence[Any]) -> _Figure:
    entries = [curve.label for curve in expected if isinstance(curve, Curve)]
    return _in_each(lambda ax: replace(ax, legend=ax.legend + entries))(got, expected)


# Curves that are missing


def _of_missing_curves(
    got: Drawing, curves: Sequence[Curve]
) -> Iterator[tuple[str, Callable[..., _Figure]]]:
    for panel, ax in enumerate(got.axes):
        if not ax.curves and any(curve.panel == panel for curve in curves):
            yield (
                f"Nothing is drawn in panel {panel + 1}: on which of the Axes is `plot` called?",
                _with_curves(lambda curve, panel=panel: curve.panel == panel),
            )
    lines = sum(len(ax.curves) for ax in got.axes)
    labels = list(dict.fromkeys(curve.label for curve in curves))
    for label in labels if lines < len(curves) and len(labels) > 1 else ():
        yield (
            f"The curve for {label} is missing, and all else is right: does the loop begin with "
            "the first value, and reach the last?",
            _with_curves(lambda curve, label=label: curve.label == label),
        )


def _with_curves(is_missing: Callable[[Curve], bool]) -> Callable[..., _Figure]:
    """The figure with some of the curves that are expected, and their entries in the legend."""

    def change(got: Drawing, expected: Sequence[Any]) -> _Figure:
        missing = [curve for curve in expected if is_missing(curve)]
        entries = [curve.label for curve in missing]
        axes = [
            replace(
                ax,
                lines=[*ax.lines, *(_drawn(one) for one in missing if one.panel == panel)],
                legend=ax.legend + entries if ax.legend else [],
                xlim=_FAR,
                ylim=_FAR,
            )
            for panel, ax in enumerate(got.axes)
        ]
        return replace(got, axes=tuple(axes)), expected

    return change


def _drawn(curve: Curve) -> Line:
    return Line(np.asarray(curve.x, dtype=float), np.asarray(curve.y, dtype=float), "_", True)


# Curves in the wrong place


def _of_places(got: Drawing) -> Iterator[tuple[str, Callable[..., _Figure]]]:
    yield (
        "All would be right with other limits of the axes: what do `set_xlim` and `set_ylim` get, "
        "and is it the same in each panel?",
        _in_each(lambda ax: replace(ax, xlim=_FAR, ylim=_FAR)),
    )
    where = [(None, "")]
    if len(got.axes) > 1:
        where += [(panel, f"In panel {panel + 1} ") for panel in range(len(got.axes))]
        yield (
            "The panels are right, but in the reverse order: which of the Axes is the first?",
            lambda got, expected: (replace(got, axes=got.axes[::-1]), expected),
        )
        yield (
            "All curves are there, but not each in its own panel: on which of the Axes is `plot` "
            "called?",
            _all_in_each_panel,
        )
    yield (
        "The curves are right as far as they go, but they go too far or not far enough: from which "
        "x to which are they to be drawn?",
        _over_what_is_common,
    )
    for panel, there in where:
        yield (
            _sentence(
                there,
                "what is drawn would be right with x and y exchanged: `plot` takes the x values "
                "first.",
            ),
            _in_each(_exchanged, panel),
        )
    for (factor, words), axis, (panel, there) in itertools.product(_FACTORS, "yx", where):
        yield (
            _sentence(there, f"what is drawn would be right if all {axis} values {words}"),
            _in_each(lambda ax, axis=axis, factor=factor: _scaled(ax, axis, factor), panel),
        )


def _sentence(there: str, words: str) -> str:
    return there + words if there else words[0].upper() + words[1:]


def _all_in_each_panel(got: Drawing, expected: Sequence[Any]) -> _Figure:
    lines = [line for ax in got.axes for line in ax.lines]
    points = [line for ax in got.axes for line in ax.points]
    legend = [text for ax in got.axes for text in ax.legend]
    everything = {"lines": lines, "points": points, "legend": legend, "xlim": _FAR, "ylim": _FAR}
    return _in_each(lambda ax: replace(ax, **everything))(got, expected)


def _over_what_is_common(got: Drawing, expected: Sequence[Any]) -> _Figure:
    """What was drawn and what is expected, from the first to the last x value of both."""
    axes, curves = list(got.axes), list(expected)
    for panel, ax in enumerate(got.axes):
        long = [line for line in ax.curves if line.x.size >= _FEWEST]
        here = [curve for curve in curves if isinstance(curve, Curve) and curve.panel == panel]
        if not long or not here:
            continue
        ends = [*_ends(long), *_ends(here)]
        low, high = max(ends[0], ends[2]), min(ends[1], ends[3])
        if high - low < _LEAST_COMMON * (ends[3] - ends[2]):
            continue
        lines, points = ([_cut(one, low, high) for one in some] for some in (ax.lines, ax.points))
        axes[panel] = replace(ax, lines=lines, points=points, xlim=_FAR, ylim=_FAR)
        curves = [
            _cut(one, low, high) if any(one is other for other in here) else one for one in curves
        ]
    return replace(got, axes=tuple(axes)), curves


def _ends(drawn: Sequence[Any]) -> tuple[float, float]:
    return min(np.min(one.x) for one in drawn), max(np.max(one.x) for one in drawn)


def _cut(one: Any, low: float, high: float) -> Any:
    """The piece of a line or a curve between two x values."""
    inside = (one.x >= low) & (one.x <= high)
    more = {"allowed": one.allowed[inside]} if np.ndim(getattr(one, "allowed", 0)) else {}
    return replace(one, x=one.x[inside], y=one.y[inside], **more)


def _exchanged(ax: Axes) -> Axes:
    lines, points = ([line.exchanged() for line in some] for some in (ax.lines, ax.points))
    return replace(ax, lines=lines, points=points, xlim=_FAR, ylim=_FAR)


def _scaled(ax: Axes, axis: str, factor: float) -> Axes:
    lines, points = (
        [replace(line, **{axis: factor * getattr(line, axis)}) for line in some]
        for some in (ax.lines, ax.points)
    )
    return replace(ax, lines=lines, points=points, xlim=_FAR, ylim=_FAR)


def _in_each(change: _Change, panel: int | None = None) -> Callable[..., _Figure]:
    """The same change in each panel, or in one."""

    def changed(got: Drawing, expected: Sequence[Any]) -> _Figure:
        axes = tuple(
            change(ax) if panel in (None, number) else ax for number, ax in enumerate(got.axes)
        )
        return replace(got, axes=axes), expected

    return changed

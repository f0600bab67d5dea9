"""Verdicts for people: a short HTML card that works offline, on paper and on a phone.

Cards are made when they are shown, from the verdict that the graded notebook keeps.
"""

import base64
import io
from collections.abc import Collection
from html import escape
from typing import Any

import numpy as np
from nbformat import NotebookNode

from autograder.gradebook.attempts import Shows
from autograder.grading.grade import KEY, kept_verdict
from autograder.pages.colours import colour
from autograder.sanitize import one_line
from autograder.testing.verdict import CheckResult, Trace, Verdict, VerdictError

_WIDTH, _DPI = 480, 144  # CSS pixels, 96 to the inch; sharp on paper and on a phone
_FEW = 30  # points
# No mathematics: what a student's exception says is not for MathJax to read.
_CLASSES = "autograder-verdict tex2jax_ignore mathjax_ignore"
_RIGHT, _PARTLY, _WRONG = map(colour, ("right", "partly", "wrong"))
_QUIET = colour("quiet")
_CARD = (
    "font-family:system-ui,sans-serif;line-height:1.45;max-width:46rem;"
    f"border:1px solid {colour('rule')};border-left:5px solid {{edge}};border-radius:6px;"
    f"padding:.6rem .9rem;margin:.4rem 0;color:{colour('text')};background:{colour('page')}"
)


def card_of(cell: NotebookNode, shows: Shows = Shows.ALL) -> str:
    """The card of a graded test cell, with so much on it; nothing if it has no verdict.

    Only grading writes a cell's metadata, so no student can forge one.
    """
    try:
        verdict = kept_verdict(cell)
    except VerdictError as error:
        return f'<p class="{_CLASSES}">{escape(one_line(str(error)))}</p>'
    return as_html(verdict, shows) if verdict else ""


def without_summary(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """A test cell's outputs without the plain text that a card says better."""
    return [output for output in outputs if KEY not in output.get("metadata", {})]


def as_html(verdict: Verdict, shows: Shows = Shows.ALL) -> str:
    """One exercise: points, checks passed and failed, the named mistake, pictures."""
    edge = _RIGHT if verdict.right else _WRONG if verdict.points == 0 else _PARTLY
    parts = [
        f'<div class="{_CLASSES}" style="{_CARD.format(edge=edge)}">',
        f'<div style="display:flex;justify-content:space-between"><b>{escape(verdict.exercise)}</b>'
        f"<b>{verdict.points:g} / {verdict.max_points:g} points</b></div>",
    ]
    if verdict.misconception and shows is Shows.ALL:
        parts.append(
            f'<p style="margin:.5rem 0;padding:.5rem .7rem;background:{colour("notice")};'
            'border-radius:4px">'
            f"<b>A likely cause:</b> {escape(verdict.misconception)}</p>"
        )
    parts.append('<ul style="list-style:none;padding-left:0;margin:.4rem 0">')
    told: set[str] = set()
    if shows is Shows.COUNTS:
        passed = len(verdict.checks) - len(verdict.failed)
        parts.append(f"<li>{passed} of {len(verdict.checks)} checks passed.</li>")
    else:
        for check in verdict.checks:
            parts.append(_check(check, told, explained=shows is Shows.ALL))
            told.add(check.message)
    parts.append("</ul>")
    parts.extend(
        f'<p style="margin:.3rem 0;color:{_QUIET}">{escape(note)}</p>' for note in verdict.notes
    )
    parts.append("</div>")
    return "\n".join(parts)


def _check(check: CheckResult, told: Collection[str], *, explained: bool) -> str:
    """One check; what is told of an earlier one is not told again."""
    mark, ink, word = ("✓", _RIGHT, "passed") if check.passed else ("✗", _WRONG, "not passed")
    item = (
        f'<li style="margin:.25rem 0"><span style="color:{ink};font-weight:bold" '
        f'role="img" aria-label="{word}">{mark}</span> {escape(check.title)}'
    )
    problem = check.problem
    if problem and explained and check.message not in told:
        item += f'<div style="margin-left:1.2rem;color:{_QUIET}">{escape(check.message)}</div>'
        if problem.called:
            item += (
                f'<div style="margin-left:1.2rem;font-size:.8em;color:{_QUIET};'
                f'overflow-wrap:anywhere"><code>{escape(problem.called)}</code></div>'
            )
        if problem.trace and (picture := _picture(problem.trace)):
            alt = _in_words(problem.trace)
            item += (
                f'<img style="max-width:100%;height:auto" width="{_WIDTH}" alt="{escape(alt)}" '
                f'src="data:image/png;base64,{picture}">'
            )
    return item + "</li>"


def _picture(trace: Trace) -> str:
    """The picture in base64; nothing if a student's numbers cannot be drawn."""
    try:
        return base64.b64encode(_drawn(trace)).decode()
    except Exception:  # 1e308, curves of two lengths, ...
        return ""


def _in_words(trace: Trace) -> str:
    """What the picture shows, for those who cannot see it."""
    return (
        f"Your {trace.ylabel} (solid){_range(trace.got)} over the expected one "
        f"(dashed){_range(trace.expected)}, against {trace.xlabel}{_range(trace.x_expected)}"
    )


def _range(values: np.ndarray) -> str:
    """From where to where values go; nothing if there are none."""
    numbers = np.asarray(values, dtype=float)
    numbers = numbers[np.isfinite(numbers)]
    return f" from {numbers.min():.4g} to {numbers.max():.4g}" if numbers.size else ""


def _is_scattered(x: np.ndarray) -> bool:
    """Whether a line through a few inputs in no order would only be a zigzag."""
    steps = np.diff(x)
    return bool(x.size <= _FEW and (steps > 0).any() and (steps < 0).any())


def _drawn(trace: Trace) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    trace = trace.thinned()
    figure = Figure(figsize=(_WIDTH / 96, 2.6), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    ax = figure.add_subplot()
    yours: dict[str, Any] = {"color": "#0969da", "lw": 1.4}
    theirs: dict[str, Any] = {"color": "#555555", "ls": "--", "lw": 2.2}
    if _is_scattered(trace.x_expected) or _is_scattered(trace.x):
        yours |= {"ls": "", "marker": "x"}
        theirs |= {"ls": "", "marker": "o", "mfc": "none"}
    ax.plot(trace.x_expected, trace.expected, label="expected", **theirs)
    ax.plot(trace.x, trace.got, label="yours", **yours)
    ax.set_xlabel(trace.xlabel)
    ax.set_ylabel(trace.ylabel)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    image = io.BytesIO()
    figure.savefig(image, format="png")
    return image.getvalue()

"""Verdicts for people: a short HTML card that works offline, on paper and on a phone."""

import base64
import io
from html import escape

from autograder.sanitize import latex, one_line
from autograder.testing.verdict import CheckResult, Trace, Verdict

MAX_MESSAGE = 1000
MAX_POINTS = 200_000
_WIDTH, _DPI = 480, 144  # CSS pixels, 96 to the inch; sharp on paper and on a phone
_GREEN, _RED, _AMBER = "#1a7f37", "#b3261e", "#8a5a00"
# No mathematics: what a student's exception says is not for MathJax to read.
_CLASSES = "autograder-verdict tex2jax_ignore mathjax_ignore"
_CARD = (
    "font-family:system-ui,sans-serif;line-height:1.45;max-width:46rem;"
    "border:1px solid #d0d7de;border-left:5px solid {colour};border-radius:6px;"
    "padding:.6rem .9rem;margin:.4rem 0;color:#1f2328;background:#fff"
)


def as_html(verdict: Verdict) -> str:
    """One exercise: points, checks passed and failed, the named mistake, pictures."""
    colour = _GREEN if verdict.right else _RED if verdict.points == 0 else _AMBER
    parts = [
        f'<div class="{_CLASSES}" style="{_CARD.format(colour=colour)}">',
        f'<div style="display:flex;justify-content:space-between"><b>{escape(verdict.exercise)}</b>'
        f"<b>{verdict.points:g} / {verdict.max_points:g} points</b></div>",
    ]
    if verdict.misconception:
        parts.append(
            '<p style="margin:.5rem 0;padding:.5rem .7rem;background:#fff8e1;border-radius:4px">'
            f"<b>A likely cause:</b> {escape(verdict.misconception)}</p>"
        )
    parts.append('<ul style="list-style:none;padding-left:0;margin:.4rem 0">')
    parts.extend(_check(check) for check in verdict.checks)
    parts.append("</ul>")
    parts.extend(
        f'<p style="margin:.3rem 0;color:#57606a">{escape(note)}</p>' for note in verdict.notes
    )
    parts.append("</div>")
    return "\n".join(parts)


def _check(check: CheckResult) -> str:
    mark, colour, word = ("✓", _GREEN, "passed") if check.passed else ("✗", _RED, "not passed")
    item = (
        f'<li style="margin:.25rem 0"><span style="color:{colour};font-weight:bold" '
        f'role="img" aria-label="{word}">{mark}</span> {escape(check.title)}'
    )
    if check.problem:
        item += f'<div style="margin-left:1.2rem;color:#57606a">{escape(_message(check))}</div>'
        if check.problem.called:
            item += (
                '<code style="display:block;margin-left:1.2rem;font-size:.8em;color:#57606a;'
                f'overflow-wrap:anywhere">{escape(check.problem.called)}</code>'
            )
        picture = _picture(check.problem.trace) if check.problem.trace else ""
        if picture:
            alt = f"Your {check.problem.trace.ylabel} (solid) over the expected one (dashed)"
            item += (
                f'<img style="max-width:100%;height:auto" width="{_WIDTH}" alt="{escape(alt)}" '
                f'src="data:image/png;base64,{picture}">'
            )
    return item + "</li>"


def _message(check: CheckResult) -> str:
    text = check.problem.message if check.problem else ""
    return latex(one_line(text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]} …"))


def _picture(trace: Trace) -> str:
    """The picture in base64; nothing if a student's numbers cannot be drawn."""
    try:
        return base64.b64encode(_drawn(trace)).decode()
    except Exception:  # 1e308, curves of two lengths, ...
        return ""


def _drawn(trace: Trace) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH / 96, 2.6), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    ax = figure.add_subplot()
    ax.plot(trace.x_expected, trace.expected, color="#555555", ls="--", lw=2.2, label="expected")
    every = slice(None, None, 1 + len(trace.got) // MAX_POINTS)
    ax.plot(trace.x[every], trace.got[every], color="#0969da", lw=1.4, label="yours")
    ax.set_xlabel(trace.xlabel)
    ax.set_ylabel(trace.ylabel)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    image = io.BytesIO()
    figure.savefig(image, format="png")
    return image.getvalue()


def as_text(verdict: Verdict) -> str:
    """The same in plain text."""
    lines = [f"{verdict.exercise}: {verdict.points:g} / {verdict.max_points:g} points"]
    if verdict.misconception:
        lines.append(f"  A likely cause: {verdict.misconception}")
    for check in verdict.checks:
        lines.append(f"  {'✓' if check.passed else '✗'} {check.title}")
        if check.problem:
            lines.append(f"      {_message(check)}")
    lines.extend(f"  {note}" for note in verdict.notes)
    return "\n".join(lines)

"""The instructor's report: a page that needs nothing but itself, and tables beside it."""

from dataclasses import dataclass
from pathlib import Path

import jinja2
import numpy as np
from markupsafe import Markup

from autograder.limits import SHOWN_PROBLEM
from autograder.pages.colours import style_sheet
from autograder.pages.similarity import Pair
from autograder.pages.statistics import Report
from autograder.sanitize import one_line, spreadsheet_cell, terminal

_TEMPLATES = Path(__file__).parent / "templates"
_BARS = 10
_MOST_PAIRS, _MOST_CHECKS = 30, 20  # that a page shows


def check_rows(report: Report) -> list[list[object]]:
    """The table of all checks, in the notebook's order."""
    head = ["exercise", "check", "weight", "graded", "passed", "failed", "most frequent problem"]
    rows: list[list[object]] = [[*head, "had by"]]
    for check in report.checks:
        passed = check.graded - check.failed
        counts = [_number(check.weight), check.graded, passed, check.failed]
        alike = check.alike or ""
        title = spreadsheet_cell(check.title)
        rows.append([check.exercise, title, *counts, spreadsheet_cell(check.message), alike])
    return rows


def as_rows(report: Report) -> list[list[object]]:
    """The table of all submissions, one row per student; no cell is a formula to a spreadsheet."""
    names = [item.name for item in report.items]
    head = ["student", "not graded", "score", "max score", "late penalty", "to mark", "not begun"]
    rows: list[list[object]] = [[*head, *names, "seconds", "flags"]]
    for result in report.results:
        has_score = not result.ungraded
        points = [_number(result.points.get(name)) for name in names]
        flags = "; ".join([*result.flags, *result.suspicion])
        rows.append(
            [
                spreadsheet_cell(result.student),
                spreadsheet_cell(result.ungraded),
                _number(result.score),
                _number(report.max_score),
                _number(result.penalty if has_score else None),
                len(result.waiting),
                len(result.not_begun),
                *points,
                _number(result.seconds),
                spreadsheet_cell(flags),
            ]
        )
    return rows


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def as_html(report: Report) -> str:
    """The page: one file, no script, nothing from elsewhere."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": "{:.4g}".format,
        "line": one_line,
        "code": terminal,
        "short": lambda text: text if len(text) <= SHOWN_PROBLEM else f"{text[:SHOWN_PROBLEM]} …",
    }
    return environment.get_template("report.html.j2").render(
        report=report,
        colours=Markup(style_sheet()),
        failed_checks=report.failed_checks[:_MOST_CHECKS],
        bars=histogram(report.scores, report.max_score),
        pairs=[(pair, _side_by_side(pair, report)) for pair in report.likeness.pairs[:_MOST_PAIRS]],
        slowest=sorted(
            (result for result in report.results if result.seconds is not None),
            key=lambda result: result.seconds or 0.0,
            reverse=True,
        )[:3],
        median_seconds=np.median(report.seconds) if report.seconds.size else None,
        quartiles=np.quantile(report.scores, (0.25, 0.5, 0.75)) if report.graded else None,
    )


@dataclass(frozen=True)
class Bar:
    """A bar of the histogram: scores from `low` on, and how many."""

    low: float
    high: float
    count: int


def histogram(scores: np.ndarray, most: float) -> list[Bar]:
    """Count scores in ten steps up to all points, and above that, if anyone has a bonus.

    Parameters
    ----------
    scores
        The scores.
    most
        All points, without a bonus.
    """
    edges = np.linspace(0, most, _BARS + 1)
    within = scores[scores <= most]
    bars = [
        Bar(float(low), float(high), int(count))
        for low, high, count in zip(edges, edges[1:], np.histogram(within, edges)[0], strict=False)
    ]
    over = scores[scores > most]
    return [*bars, Bar(most, float(over.max()), over.size)] if over.size else bars


def _side_by_side(pair: Pair, report: Report) -> list[tuple[str, list[str]]]:
    """Of each exercise where they are alike, the code of both."""
    code = {result.student: result.code for result in report.results}
    return [
        (exercise, [code[student].get(exercise, "") for student in pair.students])
        for exercise in pair.exercises
    ]

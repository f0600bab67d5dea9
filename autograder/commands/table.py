"""The results of a class, for people and for other programs."""

import json

from autograder.gradebook.names import columns
from autograder.grading.result import VERSION, Result
from autograder.sanitize import one_line

_ALWAYS = ("student", "autograded", "to mark", "what to know")
_WIDEST = 48  # characters
_TO_THE_LEFT = ("student", "what to know")


def table(rows: list[Result]) -> str:
    """The rows as a table for the terminal; a column that is empty for all is left out."""
    columns_of = {
        "student": [one_line(row.student) for row in rows],
        "autograded": [_autograded(row) for row in rows],
        "bonus": [f"{row.auto_bonus:g}" if row.auto_bonus else "" for row in rows],
        "late": [_late(row) for row in rows],
        "to mark": [_count(row.waiting) for row in rows],
        "to look at again": [_count(row.again) for row in rows],
        "not begun": [_count(row.not_begun) for row in rows],
        "what to know": [
            one_line(row.ungraded or "; ".join([*row.flags, *row.suspicion])) for row in rows
        ],
    }
    shown = [
        aligned(head, cells, left=head in _TO_THE_LEFT)
        for head, cells in columns_of.items()
        if any(cells) or head in _ALWAYS
    ]
    return "\n".join("  ".join(line).rstrip() for line in zip(*shown, strict=True))


def aligned(head: str, cells: list[str], *, left: bool) -> list[str]:
    """A column of a table: its head and its cells. One that is far too long juts out."""
    width = min(max(map(columns, [head, *cells])), _WIDEST)
    padding = [" " * (width - columns(cell)) for cell in [head, *cells]]
    pairs = zip([head, *cells], padding, strict=True)
    return [cell + space if left else space + cell for cell, space in pairs]


def _autograded(row: Result) -> str:
    if row.autograded is None:
        return "not graded"
    return f"{row.autograded - row.auto_bonus:.2f} / {row.max_autograded - row.max_bonus:g}"


def summary(assignment: str, rows: list[Result]) -> str:
    """How the class did, and what to type next."""
    graded = [row.autograded - row.auto_bonus for row in rows if row.autograded is not None]
    lines = []
    if graded:
        most = max(row.max_autograded - row.max_bonus for row in rows)
        mean = sum(graded) / len(graded)
        lines.append(f"Mean of {len(graded)} autograded: {mean:.2f} of {most:g}, bonus apart.")
    if waiting := sum(len(row.waiting) + len(row.again) for row in rows if not row.ungraded):
        lines.append(f"To mark in formgrader: {counted(waiting, 'answer')}.")
    if graded:
        lines.append(f"Next: autograder feedback {assignment}, autograder report {assignment}")
    return "\n".join(lines)


def _late(row: Result) -> str:
    """How late it was, and the points that this costs."""
    if not row.late:
        return ""
    hours = row.late / 3600
    time = f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.1f} h"
    return f"{time}, -{row.penalty:g}" if row.penalty else time


def _count(names: tuple[str, ...]) -> str:
    return str(len(names) or "")


def as_json(assignment: str, rows: list[Result]) -> str:
    """The rows as one JSON document: docs/ta.md lists its parts."""
    submissions = [row.to_json(assignment) for row in rows]
    document = {"version": VERSION, "assignment": assignment, "submissions": submissions}
    return json.dumps(document, indent=2, allow_nan=False)


def counted(number: int, thing: str) -> str:
    """How many there are of a thing, as one says it."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

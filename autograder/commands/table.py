"""The results of a class, for people and for other programs."""

import json

from autograder.gradebook.names import columns
from autograder.grading.result import VERSION, Result
from autograder.sanitize import one_line


def table(rows: list[Result]) -> str:
    """The rows as a table for the terminal."""
    width = max(len("student"), *(columns(row.student) for row in rows))
    lines = [f"{'student':<{width}}  {'autograded':>14}  {'to mark':>7}  what to know"]
    for row in rows:
        score = (
            "not graded"
            if row.autograded is None
            else f"{row.autograded:6.2f} / {row.max_autograded:g}"
        )
        note = one_line(row.ungraded or "; ".join([*row.flags, *row.suspicion]))
        student = one_line(row.student) + " " * (width - columns(row.student))
        lines.append(f"{student}  {score:>14}  {len(row.waiting) or '':>7}  {note}".rstrip())
    return "\n".join(lines)


def as_json(assignment: str, rows: list[Result]) -> str:
    """The rows as one JSON document: docs/ta.md lists its parts."""
    submissions = [row.to_json(assignment) for row in rows]
    document = {"version": VERSION, "assignment": assignment, "submissions": submissions}
    return json.dumps(document, indent=2, allow_nan=False)

"""What a TA is told of each submission."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grading.grade import KEY
from autograder.sanitize import line


@dataclass(frozen=True)
class Row:
    """What became of one submission.

    Attributes
    ----------
    student
        The student's id.
    score, max_score
        Points of the autograded exercises; None if it is not graded.
    waiting
        How many cells wait for a person.
    flags
        What a TA should know.
    ungraded
        Why it has no score, in a line.
    """

    student: str
    score: float | None = None
    max_score: float | None = None
    waiting: int = 0
    flags: tuple[str, ...] = ()
    ungraded: str = ""


def told_by(graded: Path) -> dict[str, Any]:
    """What a graded notebook says of its grading."""
    return json.loads(graded.read_bytes()).get("metadata", {}).get(KEY, {})


def row_of(course: Course, assignment: str, student: str) -> Row:
    """The row of a submission that is graded."""
    directory = course.directory(assignment, student)
    path = course.autograded(assignment, student)
    told = told_by(path)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        grades = gradebook.find_submission_notebook(assignment, assignment, student).grades
        tested = [grade for grade in grades if grade.cell.cell_type == "code"]
        points = sum(grade.auto_score or 0 for grade in tested)
        most = sum(grade.max_score for grade in tested)
        waiting = sum(grade.needs_manual_grade for grade in grades)
    if told.get("ungraded"):
        return Row(student, waiting=waiting, ungraded=told["ungraded"])
    flags = (*told.get("flags", ()), *told.get("suspicion", ()))
    return Row(student, points, most, waiting, flags)


def table(rows: list[Row]) -> str:
    """The rows as a table for the terminal."""
    width = max(len("student"), *(len(row.student) for row in rows))
    lines = [f"{'student':<{width}}  {'autograded':>14}  {'to mark':>7}  what to know"]
    for row in rows:
        score = "not graded" if row.score is None else f"{row.score:6.2f} / {row.max_score:g}"
        told = line(row.ungraded or "; ".join(row.flags))
        lines.append(
            f"{line(row.student):<{width}}  {score:>14}  {row.waiting or '':>7}  {told}".rstrip()
        )
    return "\n".join(lines)

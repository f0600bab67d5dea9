"""What a TA is told of each submission."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grading.grade import KEY


@dataclass(frozen=True)
class Summary:
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


def grading_metadata(graded: Path) -> dict[str, Any]:
    """What a graded notebook says of its grading."""
    return json.loads(graded.read_bytes()).get("metadata", {}).get(KEY, {})


def summary_of(course: Course, assignment: str, student: str) -> Summary:
    """The row of a submission that is graded."""
    directory = course.directory(assignment, student)
    path = course.autograded(assignment, student)
    told = grading_metadata(path)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        grades = gradebook.find_submission_notebook(assignment, assignment, student).grades
        tested = [grade for grade in grades if grade.cell.cell_type == "code"]
        points = sum(grade.auto_score or 0 for grade in tested)
        most = sum(grade.max_score for grade in tested)
        waiting = sum(grade.needs_manual_grade for grade in grades)
    if told.get("ungraded"):
        return Summary(student, waiting=waiting, ungraded=told["ungraded"])
    flags = (*told.get("flags", ()), *told.get("suspicion", ()))
    return Summary(student, points, most, waiting, flags)

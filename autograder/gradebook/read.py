"""The one reader: what became of submissions, from ``autograded/`` and the gradebook."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.course import Course, CourseError
from autograder.gradebook.refusals import refusals
from autograder.grading.grade import KEY
from autograder.grading.result import Entry, Result, Standing
from autograder.notebooks.manifest import item_name


def standings_in(
    gradebook: Gradebook, assignment: str, student: str | None = None
) -> dict[str, Standing]:
    """By student, what the gradebook says.

    Parameters
    ----------
    gradebook
        The open gradebook.
    assignment
        Which.
    student
        Only this one's.
    """
    lines = _of_submissions(
        gradebook,
        (
            Student.id,
            BaseCell.name,
            Grade.score,
            Grade.needs_manual_grade,
            Grade.manual_score,
            SubmittedNotebook.late_submission_penalty,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            Assignment.duedate,
        ),
        Grade,
        assignment,
        student,
    )
    standings: dict[str, Standing] = {}
    for name, cell, score, waits, by_person, penalty, *times in lines:
        standing = standings.setdefault(name, _standing(penalty, *times))
        standing.entries[item_name(cell)] = Entry(score, waits, by_person is not None)
    return standings


def _standing(
    penalty: float | None,
    time: datetime | None,
    extension: timedelta | None,
    due: datetime | None,
) -> Standing:
    """When a submission came and was due, and what that costs."""
    due = due and due + (extension or timedelta())
    late = max(0.0, (time - due).total_seconds()) if time and due else 0.0
    return Standing({}, penalty or 0.0, late, time, due)


def comments_in(gradebook: Gradebook, assignment: str, student: str) -> dict[str, str]:
    """By cell, what a person remarked on one submission."""
    columns = (BaseCell.name, Comment.manual_comment)
    return dict(_of_submissions(gradebook, columns, Comment, assignment, student))


def _of_submissions(
    gradebook: Gradebook, columns: tuple[Any, ...], kind: Any, assignment: str, student: str | None
) -> list[Any]:
    """Columns of all grades, or of all comments, on submissions of an assignment."""
    lines = (
        gradebook.db.query(*columns)
        .select_from(kind)
        .join(BaseCell, kind.cell_id == BaseCell.id)
        .join(SubmittedNotebook, kind.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter_by(name=assignment)  # of the last one
    )
    return (lines if student is None else lines.filter(Student.id == student)).all()


def metadata_of(graded: Path) -> dict[str, Any]:
    """What a graded notebook says of its grading; nothing if it cannot be read."""
    try:
        return json.loads(graded.read_bytes())["metadata"].get(KEY, {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def results_of(course: Course, assignment: str, students: Collection[str] = ()) -> list[Result]:
    """Read what became of everything that was handed in.

    Parameters
    ----------
    course, assignment
        Which.
    students
        Only of these; of all if empty.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing of it is graded.
    """
    course.source(assignment)
    folders = [
        path
        for where in ("submitted", "autograded")
        for path in (course.root / where).glob(f"*/{assignment}")
    ]
    students = students or {path.parent.name for path in folders}
    if not any(course.autograded(assignment, student).exists() for student in students):
        raise CourseError(f"Nothing of {assignment} is graded: autograder grade {assignment}")
    with refusals(), gradebook_of(course, assignment) as gradebook:
        standings = standings_in(gradebook, assignment)
    if not any(student in standings for student in students):
        raise CourseError(
            f"The gradebook knows of no submission of {assignment}: autograder grade {assignment} "
            "enters again what is graded."
        )
    return [
        _result(course, assignment, student, standings.get(student, Standing({})))
        for student in sorted(students)
    ]


def gradebook_of(course: Course, assignment: str) -> Gradebook:
    """The course's gradebook, to be read.

    Raises
    ------
    CourseError
        If it is a file, and not there.
    """
    directory = course.directory(assignment)
    path = Path(directory.db_url.removeprefix("sqlite:///"))
    if directory.db_url.startswith("sqlite:///") and not path.exists():
        raise CourseError(
            f"{path.name} is missing: autograder grade {assignment} makes it again from what is "
            "graded."
        )
    return Gradebook(directory.db_url, directory.course_id)


def _result(course: Course, assignment: str, student: str, standing: Standing) -> Result:
    again = f"autograder grade {assignment} --force --student {student}"
    path = course.autograded(assignment, student)
    if not path.exists():
        return Result(student, f"Not graded yet: autograder grade {assignment}")
    try:
        # Without nbformat's validation, which takes longer than all the rest.
        result = Result.of(student, nbformat.v4.reads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Result(student, f"The graded notebook cannot be read: {again}")
    if not standing.entries:
        return Result(student, f"It is not in the gradebook: {again}")
    return result.in_gradebook(standing)

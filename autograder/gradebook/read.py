"""What a class handed in and what came of it: read from ``autograded/`` and the gradebook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import is_grade, is_solution

from autograder.course import Course, CourseError
from autograder.grading.grade import KEY
from autograder.notebooks.manifest import Manifest, is_optional, item_name, manifest_of


@dataclass(frozen=True)
class Item:
    """Something that points are given for.

    Attributes
    ----------
    name
        Of the exercise, or the question.
    points
        What it is worth.
    optional
        Whether its points are a bonus.
    """

    name: str
    points: float
    optional: bool = False


@dataclass(frozen=True)
class Result:
    """One student's submission.

    Attributes
    ----------
    student
        Whose it is.
    ungraded
        Why it has no score, in a line; empty if it has one.
    score
        What the gradebook gives it, the late penalty taken off.
    points
        By item, also those that a person gave; items that wait for a person are left out.
    waiting
        Names of the items that wait for a person.
    penalty
        Points taken off for being late.
    flags, suspicion
        What students and TAs, and what only TAs should know.
    misconceptions
        By exercise, the sentence that names a known mistake.
    seconds
        How long grading took; None if that was not noted.
    code
        By exercise, what the student wrote.
    """

    student: str
    ungraded: str = ""
    score: float = 0.0
    points: Mapping[str, float] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    penalty: float = 0.0
    flags: tuple[str, ...] = ()
    suspicion: tuple[str, ...] = ()
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
    code: Mapping[str, str] = field(default_factory=dict)


def items_of(manifest: Manifest) -> list[Item]:
    """All that points are given for, in the notebook's order."""
    return [
        Item(
            item_name(cell.metadata.nbgrader.grade_id),
            cell.metadata.nbgrader.points,
            is_optional(cell),
        )
        for cell in manifest.notebook.cells
        if is_grade(cell) and cell.metadata.nbgrader.points
    ]


def code_of(notebook: NotebookNode) -> dict[str, str]:
    """By exercise, the code in a notebook's solution cells."""
    return {
        cell.metadata.nbgrader.grade_id: "".join(cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code" and is_solution(cell)
    }


def results_of(course: Course, assignment: str) -> list[Result]:
    """Read what became of everything that was handed in.

    Parameters
    ----------
    course, assignment
        Which.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing of it is graded.
    """
    manifest = manifest_of(course.source(assignment))
    folders = [
        path
        for where in ("submitted", "autograded")
        for path in (course.root / where).glob(f"*/{assignment}")
    ]
    students = sorted({path.parent.name for path in folders})
    if not any(course.autograded(assignment, student).exists() for student in students):
        raise CourseError(f"Nothing of {assignment} is graded: autograder grade {assignment}")
    grades = _grades(course, assignment)
    return [
        _result(course.autograded(assignment, student), student, grades.get(student, {}), manifest)
        for student in students
    ]


@dataclass(frozen=True)
class _Mark:
    """A line of the gradebook."""

    score: float
    waits: bool
    penalty: float


def _grades(course: Course, assignment: str) -> dict[str, dict[str, _Mark]]:
    """By student and item, what stands in the gradebook."""
    directory = course.directory(assignment)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        lines = (
            gradebook.db.query(
                Student.id,
                BaseCell.name,
                Grade.score,
                Grade.needs_manual_grade,
                SubmittedNotebook.late_submission_penalty,
            )
            .select_from(Grade)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Student, SubmittedAssignment.student_id == Student.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .filter(Assignment.name == assignment)
            .all()
        )
    grades: dict[str, dict[str, _Mark]] = {}
    for student, cell, score, waits, penalty in lines:
        grades.setdefault(student, {})[item_name(cell)] = _Mark(score, waits, penalty or 0.0)
    return grades


def _result(path: Path, student: str, marks: Mapping[str, _Mark], manifest: Manifest) -> Result:
    again = f"autograder grade {manifest.name} --force --student {student}"
    if not path.exists():
        return Result(student, f"Not graded yet: autograder grade {manifest.name}")
    try:
        # Without nbformat's validation, which takes longer than all the rest.
        notebook = nbformat.from_dict(json.loads(path.read_bytes()))
        told, code = notebook.metadata.get(KEY, {}), code_of(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Result(student, f"The graded notebook cannot be read: {again}")
    waiting = tuple(name for name, mark in marks.items() if mark.waits)
    reason = told.get("ungraded", "") if waiting else ""  # else a person has marked it all
    if not marks:
        reason = reason or f"It is not in the gradebook: {again}"
    penalty = max((mark.penalty for mark in marks.values()), default=0.0)
    return Result(
        student,
        reason,
        max(0.0, sum(mark.score for mark in marks.values()) - penalty),
        {name: mark.score for name, mark in marks.items() if not mark.waits},
        waiting,
        penalty,
        tuple(told.get("flags", ())),
        tuple(told.get("suspicion", ())),
        told.get("misconceptions", {}),
        told.get("seconds"),
        code,
    )

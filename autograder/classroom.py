"""Grading a class: every submission ends with a row that says what became of it."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, NbGraderException
from tqdm import tqdm

from .course import Course, CourseError, convert, quiet
from .grade import KEY


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


def grade_class(
    course: Course, assignment: str, students: Iterable[str] = (), *, force: bool = False
) -> list[Row]:
    """Grade everything that was handed in and is not graded yet.

    Parameters
    ----------
    course
        The course.
    assignment
        The assignment's name.
    students
        Only these; all if empty.
    force
        Grade again what is graded already.

    Raises
    ------
    CourseError
        If nothing was handed in, or a named student handed nothing in.
    """
    course.source(assignment)
    handed_in = {path.parent.name for path in (course.root / "submitted").glob(f"*/{assignment}")}
    if missing := sorted(set(students) - handed_in):
        raise CourseError(f"Nothing of {assignment} was handed in by {', '.join(missing)}.")
    if not handed_in:
        raise CourseError(f"Nothing was handed in: submitted/*/{assignment}/ is empty.")
    _ensure_released(course, assignment)
    chosen = sorted(set(students) or handed_in)
    bar = tqdm(
        chosen, desc=f"grading {assignment}", unit="notebook", disable=not sys.stderr.isatty()
    )
    return [_grade_one(course, assignment, student, force) for student in bar]


def _ensure_released(course: Course, assignment: str) -> None:
    """Put the assignment in the gradebook if it is not there."""
    directory = course.directory(assignment)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            gradebook.find_notebook(assignment, assignment)
        except MissingEntry:
            generate(course, assignment)


def generate(course: Course, assignment: str) -> None:
    """Make the release notebook, as ``nbgrader generate_assignment --force`` does."""
    converter = GenerateAssignment(
        coursedir=course.directory(assignment, "."), config=course.config, force=True
    )
    with quiet() as errors:
        try:
            convert(converter)
        except NbGraderException:
            raise CourseError(f"{assignment} could not be released: {_reason(errors)}") from None


def _grade_one(course: Course, assignment: str, student: str, force: bool) -> Row:
    folder = course.root / "submitted" / student / assignment
    if not (folder / f"{assignment}.ipynb").exists():
        found = ", ".join(sorted(path.name for path in folder.glob("*.ipynb"))) or "no notebook"
        reason = f"{assignment}.ipynb is not there (found: {found}). Rename it and grade again."
        return Row(student, ungraded=reason)
    directory = course.directory(assignment, student)
    try:
        directory.get_existing_timestamp(str(folder))
    except (ValueError, AttributeError):  # nbgrader means to report it with a method it has not
        reason = "timestamp.txt holds no time. Correct or delete it and grade again."
        return Row(student, ungraded=reason)
    converter = Autograde(coursedir=directory, config=course.config, force=force)
    with quiet() as errors:
        try:
            convert(converter)
        except NbGraderException:
            return Row(student, ungraded=_reason(errors))
    return _row(course, assignment, student)


def _reason(errors: list[str]) -> str:
    """The line that says what went wrong, out of nbgrader's log."""
    lines = [line for message in errors for line in message.strip().splitlines()[-1:]]
    told = [line for line in lines if not line.startswith(("There was an error", "Please see"))]
    return told[0] if told else "nbgrader could not process it; see nbgrader autograde."


def _row(course: Course, assignment: str, student: str) -> Row:
    directory = course.directory(assignment, student)
    path = course.root / "autograded" / student / assignment / f"{assignment}.ipynb"
    told = nbformat.read(path, as_version=4).metadata.get(KEY, {})
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        grades = gradebook.find_submission_notebook(assignment, assignment, student).grades
        tested = [grade for grade in grades if grade.cell.cell_type == "code"]
        points = sum(grade.auto_score or 0 for grade in tested)
        most = sum(grade.max_score for grade in tested)
        waiting = sum(grade.needs_manual_grade for grade in grades)
    if told.get("ungraded"):
        return Row(student, waiting=waiting, ungraded=told["ungraded"])
    return Row(student, points, most, waiting, tuple(told.get("flags", ())))


def write_feedback(course: Course, assignment: str) -> list[Path]:
    """Write the feedback pages of all graded submissions; return their paths."""
    converter = GenerateFeedback(
        coursedir=course.directory(assignment), config=course.config, force=True
    )
    with quiet() as errors:
        try:
            convert(converter)
        except NbGraderException:
            raise CourseError(f"Feedback could not be written: {_reason(errors)}") from None
    return sorted((course.root / "feedback").glob(f"*/{assignment}/*.html"))


def table(rows: list[Row]) -> str:
    """The rows as a table for the terminal."""
    width = max(len("student"), *(len(row.student) for row in rows))
    lines = [f"{'student':<{width}}  {'autograded':>14}  {'to mark':>7}  what to know"]
    for row in rows:
        score = "not graded" if row.score is None else f"{row.score:6.2f} / {row.max_score:g}"
        told = row.ungraded or "; ".join(row.flags)
        lines.append(
            f"{row.student:<{width}}  {score:>14}  {row.waiting or '':>7}  {told}".rstrip()
        )
    return "\n".join(lines)

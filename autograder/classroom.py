"""Grading a class: every submission ends with a row that says what became of it."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, NbGraderException
from tqdm import tqdm

from .course import Course, CourseError, convert, quiet
from .grade import KEY, Graded
from .handed_in import read_file
from .limits import Limits
from .plugin import student_seed
from .pool import Work, grade_all
from .safe import line

_STUDENT = re.compile(r"[\w.@+-]+(?: [\w.@+-]+)*")
_TIME_BYTES = 100


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
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    force: bool = False,
    sealed: bool = True,
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
    sealed
        Whether student code runs in a sandbox; without one, every result says so.

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
    rows = {
        student: Row(student, ungraded=_obstacle(course, assignment, student)) for student in chosen
    }
    ready = [student for student, row in rows.items() if not row.ungraded]
    todo = [student for student in ready if force or _is_new(course, assignment, student)]
    work = [
        Work(
            student,
            course.source(assignment),
            course.submission(assignment, student),
            student_seed(course.root, assignment, student),
        )
        for student in todo
    ]
    limits = Limits.of(course.config)
    bar = tqdm(
        total=len(work), desc=f"grading {assignment}", unit="", disable=not sys.stderr.isatty()
    )
    with bar:
        for student, graded in grade_all(work, limits, sealed=sealed):
            rows[student] = _save(course, assignment, student, graded)
            bar.update()
    rows |= {s: _row(course, assignment, s) for s in ready if s not in todo}
    return list(rows.values())


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


def _obstacle(course: Course, assignment: str, student: str) -> str:
    """Why a submission cannot be graded as it lies there; nothing if it can."""
    path = course.submission(assignment, student)
    if not _STUDENT.fullmatch(student):  # nbgrader would take it for a pattern, and a page for HTML
        return "The folder's name is none for a student. Rename it and grade again."
    if not path.exists():
        found = ", ".join(sorted(p.name for p in path.parent.glob("*.ipynb"))) or "no notebook"
        return f"{path.name} is not there (found: {found}). Rename it and grade again."
    if path.resolve() != path.parents[2].resolve() / path.relative_to(path.parents[2]):
        return f"{path.name} is a link, or in a folder that is one. Put a copy there; grade again."
    try:
        written = path.parent / "timestamp.txt"
        # Nbgrader would wait for a pipe, follow a link, and read a number of a million digits.
        if written.exists() and len(read_file(written, _TIME_BYTES)) > _TIME_BYTES:
            raise ValueError
        course.directory(assignment, student).get_existing_timestamp(str(path.parent))
    # AttributeError: nbgrader means to report it with a method that it has not.
    except (OSError, ValueError, OverflowError, AttributeError):
        return "timestamp.txt holds no time. Correct or delete it and grade again."
    return ""


def _is_new(course: Course, assignment: str, student: str) -> bool:
    """Whether nothing is graded yet, or something was handed in since."""
    handed_in = course.submission(assignment, student).parent
    graded = course.autograded(assignment, student)
    directory = course.directory(assignment, student)
    now, then = (directory.get_existing_timestamp(str(p)) for p in (handed_in, graded.parent))
    return not graded.exists() or bool(now and then and now > then)


def _save(course: Course, assignment: str, student: str, graded: Graded | OSError) -> Row:
    """Let nbgrader write the notebook and the scores, with all that it does beside."""
    if isinstance(graded, OSError):
        return Row(student, ungraded=f"It cannot be read: {graded.strerror}.")
    converter = Autograde(
        coursedir=course.directory(assignment, student), config=course.config, force=True
    )
    converter.graded = graded
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
    path = course.autograded(assignment, student)
    told = nbformat.read(path, as_version=4).metadata.get(KEY, {})
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


def write_feedback(course: Course, assignment: str) -> list[Path]:
    """Write the feedback pages that are not there yet; return the paths of all."""
    converter = GenerateFeedback(coursedir=course.directory(assignment), config=course.config)
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
        told = line(row.ungraded or "; ".join(row.flags))
        lines.append(
            f"{line(row.student):<{width}}  {score:>14}  {row.waiting or '':>7}  {told}".rstrip()
        )
    return "\n".join(lines)

"""Grading a class: every submission ends with a row that says what became of it."""

import functools
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment, GenerateFeedback, NbGraderException
from tqdm import tqdm

from autograder.course import Course, CourseError, convert, quiet
from autograder.files import read_file, read_in
from autograder.gradebook.nbgrader_plugin import student_seed
from autograder.gradebook.summary import Row, row_of, told_by
from autograder.gradebook.write import only_writer, save
from autograder.grading.dask import grade_on
from autograder.grading.grade import Graded
from autograder.grading.workers import LostError, Work, grade_all, spread
from autograder.limits import Limits
from autograder.sandbox.walls.bubblewrap import SandboxError
from autograder.sanitize import line

_STUDENT = re.compile(r"[\w.@+-]+(?: [\w.@+-]+)*")
_TIME_BYTES = 100
_PAGE_SECONDS = 120.0


def grade_class(
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    force: bool = False,
    sealed: bool = True,
    jobs: int | None = None,
    scheduler: str | None = None,
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
    jobs
        How many at a time; as many as there are cores if not given.
    scheduler
        Address of a Dask scheduler whose workers are to grade, instead of this machine.

    Raises
    ------
    CourseError
        If nothing was handed in, or a named student handed nothing in; if the gradebook or the disk
        refuses what is to be saved.
    SandboxError
        If there is no sandbox to be had.
    """
    course.source(assignment)
    handed_in = {path.parent.name for path in (course.root / "submitted").glob(f"*/{assignment}")}
    if missing := sorted(set(students) - handed_in):
        raise CourseError(f"Nothing of {assignment} was handed in by {', '.join(missing)}.")
    if not handed_in:
        raise CourseError(f"Nothing was handed in: submitted/*/{assignment}/ is empty.")
    limits = Limits.of(course.config)
    with only_writer(course):
        _ensure_released(course, assignment)
        rows = {
            student: Row(student, ungraded=_obstacle(course, assignment, student))
            for student in sorted(set(students) or handed_in)
        }
        ready = [student for student, row in rows.items() if not row.ungraded]
        todo = [one for one in ready if force or _is_new(course, assignment, one, limits)]
        work = [_work(course, assignment, student) for student in todo]
        if scheduler is None:
            results = grade_all(work, limits, sealed=sealed, jobs=jobs)
        else:
            results = grade_on(scheduler, work, limits, sealed=sealed)
        with progress(f"grading {assignment}", len(work)) as count:
            for student, graded in results:
                rows[student] = _save(course, assignment, student, graded)
                count(ungraded=bool(rows[student].ungraded), flagged=bool(rows[student].flags))
        rows |= {s: row_of(course, assignment, s) for s in ready if s not in todo}
    return list(rows.values())


def _work(course: Course, assignment: str, student: str) -> Work:
    return Work(
        student,
        course.source(assignment),
        course.submission(assignment, student),
        student_seed(course.root, assignment, student),
    )


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[..., None]]:
    """A bar with the time that is left, on a terminal.

    Parameters
    ----------
    what
        What is being done.
    total
        How many times.

    Yields
    ------
    function
        To be called after each, with what is to be counted.
    """
    counts = Counter[str]()
    with tqdm(total=total, desc=what, unit="", disable=not sys.stderr.isatty()) as bar:

        def count(**happened: bool) -> None:
            counts.update(name for name, it_did in happened.items() if it_did)
            bar.set_postfix(counts, refresh=False)
            bar.update()

        yield count


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


def _is_new(course: Course, assignment: str, student: str, limits: Limits) -> bool:
    """Whether what lies there is not what was graded."""
    path = course.autograded(assignment, student)
    if not path.exists():
        return True
    try:
        now = read_in(course.submission(assignment, student), limits).digest
    except OSError:
        return True
    return told_by(path).get("submission") != now


def _save(course: Course, assignment: str, student: str, graded: Graded | Exception) -> Row:
    """Save what was graded; return what there is to tell."""
    match graded:
        case Graded():
            with quiet():
                save(course, assignment, student, graded)
            return row_of(course, assignment, student)
        case OSError():
            return Row(student, ungraded=f"It cannot be read: {graded.strerror}.")
        case LostError():
            return Row(student, ungraded=str(graded))
        case SandboxError():  # the same for everyone
            raise graded
    told = line(f"{type(graded).__name__}: {graded}")
    return Row(student, ungraded=f"The grader failed on it, which is our fault ({told}).")


def _reason(errors: list[str]) -> str:
    """The line that says what went wrong, out of nbgrader's log."""
    lines = [line for message in errors for line in message.strip().splitlines()[-1:]]
    told = [line for line in lines if not line.startswith(("There was an error", "Please see"))]
    return told[0] if told else "nbgrader could not process it; see nbgrader autograde."


def write_feedback(
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    jobs: int | None = None,
) -> dict[str, Path | str]:
    """Write feedback pages as ``nbgrader generate_feedback`` does, side by side.

    Parameters
    ----------
    course, assignment
        What was graded.
    students
        Only these; all if empty.
    jobs
        How many at a time; as many as there are cores if not given.

    Returns
    -------
    dict
        By student the page, or why there is none.

    Raises
    ------
    CourseError
        If nothing is graded, or nothing of a named student.
    """
    course.source(assignment)
    graded = {
        path.parts[-3] for path in (course.root / "autograded").glob(f"*/{assignment}/*.ipynb")
    }
    if missing := sorted(set(students) - graded):
        raise CourseError(f"Nothing of {assignment} is graded of {', '.join(missing)}.")
    if not graded:
        raise CourseError(f"Nothing is graded: autograded/*/{assignment}/ is empty.")
    pages = {}
    chosen = sorted(set(students) or graded)
    write = functools.partial(_write_page, course.root, assignment)
    with progress(f"feedback on {assignment}", len(chosen)) as count:
        for student, made in spread(write, chosen, jobs=jobs, seconds=_PAGE_SECONDS):
            pages[student] = made if isinstance(made, Path) else line(str(made))
            count()
    return dict(sorted(pages.items()))


def _write_page(root: Path, assignment: str, student: str) -> Path | str:
    course = Course(root)
    directory = course.directory(assignment, student)
    converter = GenerateFeedback(coursedir=directory, config=course.config, force=True)
    with quiet() as errors:
        try:
            convert(converter)
        except NbGraderException:
            return _reason(errors)
    return root / "feedback" / student / assignment / f"{assignment}.html"

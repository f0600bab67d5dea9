"""Writing the feedback pages of a class."""

import functools
from collections.abc import Iterable
from pathlib import Path

from nbgrader.converters import GenerateFeedback

from autograder.commands.progress import progress, tell
from autograder.course import Course, CourseError, near
from autograder.gradebook.converters import ConversionError, convert
from autograder.gradebook.marks import keep_marks
from autograder.gradebook.names import normal
from autograder.gradebook.read import gradebook_of
from autograder.gradebook.refusals import refusals
from autograder.grading.workers import Failed, spread
from autograder.limits import PAGE_SECONDS


def write_feedback(
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    jobs: int | None = None,
) -> dict[str, Path | Failed]:
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
    students = {normal(student) for student in students}
    if missing := sorted(students - graded):
        meant = near(missing[0], graded)
        raise CourseError(f"Nothing of {assignment} is graded of {', '.join(missing)}.{meant}")
    if not graded:
        raise CourseError(f"Nothing is graded: autograded/*/{assignment}/ is empty.")
    with refusals(), gradebook_of(course, assignment) as gradebook:
        for line in keep_marks(course.root, gradebook, assignment):
            tell(line)
    pages = {}
    chosen = sorted(students or graded)
    write = functools.partial(write_page, course.root, assignment)
    with progress(f"feedback on {assignment}", len(chosen)) as count:
        for student, made in spread(write, chosen, jobs=jobs, seconds=PAGE_SECONDS):
            pages[student] = made
            count()
    return dict(sorted(pages.items()))


def write_page(root: Path, assignment: str, student: str) -> Path | Failed:
    """Write a student's feedback page; return where it is, or why there is none."""
    course = Course(root)
    directory = course.directory(assignment, student)
    converter = GenerateFeedback(coursedir=directory, config=course.config, force=True)
    try:
        convert(converter)
    except ConversionError as error:
        return Failed(str(error))
    return root / "feedback" / student / assignment / f"{assignment}.html"

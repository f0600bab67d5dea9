"""A new course of one exercise, to be changed into one's own."""

import shutil
from pathlib import Path

import nbformat

from autograder.course import Course, CourseError
from autograder.gradebook.release import generate
from autograder.notebooks.scripts import fill

_TEMPLATE = Path(__file__).with_name("new_course")


def new(folder: Path) -> Course:
    """Write a course that grades, checks and reports at once.

    Parameters
    ----------
    folder
        Where to; it is made if it is not there.

    Raises
    ------
    CourseError
        If there is something in the folder already, or it cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise CourseError(f"{folder} is not empty. Name a new folder.")
        shutil.copytree(
            _TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
        )
        course = Course(folder)
        for assignment in course.assignments():
            generate(course, assignment)
            _hand_in_examples(course, assignment)
    except OSError as error:
        raise CourseError(f"{error.filename} could not be written: {error.strerror}.") from None
    return course


def _hand_in_examples(course: Course, assignment: str) -> None:
    """Put the sample students' answers where students' notebooks are collected."""
    release = nbformat.read(course.release(assignment), as_version=4)
    for example in sorted((course.root / "examples" / assignment).glob("*.py")):
        path = course.submission(assignment, example.stem)
        path.parent.mkdir(parents=True)
        nbformat.write(fill(release, example.read_text("utf-8")), path)

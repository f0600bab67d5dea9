"""A sample class, graded from the first command to the last in a folder of its own."""

import shutil
from pathlib import Path

import nbformat

from .answers_file import fill
from .classroom import Row, generate, grade_class, write_feedback
from .course import Course


def build(course: Course, folder: Path) -> Course:
    """Lay out a course with the sample class's submissions; what is unchanged stays as it is.

    Parameters
    ----------
    course
        The course, with ``examples/<assignment>/<student>.py`` or ``.ipynb``.
    folder
        Where to.
    """
    folder.mkdir(exist_ok=True)
    for name in ("source", "release"):
        shutil.copytree(course.root / name, folder / name, dirs_exist_ok=True)
    shutil.copy(course.root / "nbgrader_config.py", folder)
    for assignment in course.assignments():
        release = nbformat.read(course.release(assignment), as_version=4)
        for example in sorted((course.root / "examples" / assignment).glob("*.*")):
            if example.suffix == ".py":
                data = nbformat.writes(fill(release, example.read_text())).encode()
            else:
                data = example.read_bytes()
            path = folder / "submitted" / example.stem / assignment / f"{assignment}.ipynb"
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                shutil.rmtree(folder / "autograded" / example.stem / assignment, ignore_errors=True)
    return Course(folder)


def run(course: Course, folder: Path) -> dict[str, list[Row]]:
    """Release, grade and give feedback for the whole sample class.

    Parameters
    ----------
    course, folder
        See `build`.

    Returns
    -------
    dict
        The rows of each assignment.
    """
    sample = build(course, folder)
    rows = {}
    for assignment in sample.assignments():
        generate(sample, assignment)
        rows[assignment] = grade_class(sample, assignment)
        write_feedback(sample, assignment)
    return rows

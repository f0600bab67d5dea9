"""A sample class, graded from the first command to the last in a folder of its own."""

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.commands.check import own_code
from autograder.commands.feedback import write_feedback
from autograder.commands.grade import grade_class
from autograder.commands.report import write_report
from autograder.course import CONFIG, Course
from autograder.grading.result import Result
from autograder.notebooks.scripts import fill


def build(course: Course, folder: Path) -> Course:
    """Lay out a course with the sample class's submissions; what is unchanged stays as it is.

    Parameters
    ----------
    course
        The course, with ``examples/<assignment>/<student>.py`` or ``.ipynb``.
    folder
        Where to.
    """
    if _is_stale(course, folder):
        shutil.rmtree(folder, ignore_errors=True)
        for file in _files(course):
            copy = folder / file.relative_to(course.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    for assignment in course.assignments():
        release = nbformat.read(course.release(assignment), as_version=4)
        for example in sorted((course.root / "examples" / assignment).glob("*.*")):
            _hand_in(folder, assignment, example, release)
    return Course(folder)


def _files(course: Course) -> list[Path]:
    """What makes a course: its settings, all in ``source/``, and the code of its hidden tests."""
    own = own_code(course, course.assignments()).values()
    found = [course.root / CONFIG]
    for path in (course.root / "source", *own):
        found += [path] if path.is_file() else path.rglob("*")
    return [path for path in found if path.is_file() and path.suffix != ".pyc"]


def _is_stale(course: Course, folder: Path) -> bool:
    """Whether what makes the course is not what it was the last time."""
    return any(
        not (copy := folder / file.relative_to(course.root)).exists()
        or copy.read_bytes() != file.read_bytes()
        for file in _files(course)
    )


def _hand_in(folder: Path, assignment: str, example: Path, release: NotebookNode) -> None:
    """Put an example into ``submitted/``; what was made of an earlier version goes."""
    student = example.stem
    if example.suffix == ".py":
        data = nbformat.writes(fill(release, example.read_text())).encode()
    else:
        data = example.read_bytes()
    path = folder / "submitted" / student / assignment / f"{assignment}.ipynb"
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    for made in ("autograded", "feedback"):
        shutil.rmtree(folder / made / student / assignment, ignore_errors=True)


def run(course: Course, folder: Path) -> dict[str, list[Result]]:
    """Release, grade, give feedback and report on the whole sample class.

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
        rows[assignment] = grade_class(sample, assignment)
        if new := _without_page(sample, assignment):
            write_feedback(sample, assignment, new)
        write_report(sample, assignment)
    return rows


def _without_page(sample: Course, assignment: str) -> list[str]:
    graded = [
        path.parts[-3] for path in (sample.root / "autograded").glob(f"*/{assignment}/*.ipynb")
    ]
    page = f"{assignment}/{assignment}.html"
    return [one for one in graded if not (sample.root / "feedback" / one / page).exists()]

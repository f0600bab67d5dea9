"""A sample class, graded from the first command to the last in a folder of its own."""

import functools
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.commands.check import own_code
from autograder.commands.feedback import write_page
from autograder.commands.grade import grade_classes
from autograder.commands.progress import progress
from autograder.commands.report import write_report
from autograder.course import CONFIG, Course
from autograder.grading.result import Result
from autograder.grading.workers import spread
from autograder.limits import PAGE_SECONDS
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
        data = nbformat.writes(fill(release, example.read_text("utf-8"))).encode()
    else:
        data = example.read_bytes()
    path = folder / "submitted" / student / assignment / f"{assignment}.ipynb"
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    for made in ("autograded", "feedback"):
        shutil.rmtree(folder / made / student / assignment, ignore_errors=True)


def run(course: Course, folder: Path) -> Iterator[tuple[str, list[Result]]]:
    """Release and grade the whole sample class; then write its feedback pages and the reports.

    Parameters
    ----------
    course, folder
        See `build`.

    Yields
    ------
    assignment, rows
        As soon as all of an assignment is graded.
    """
    sample = build(course, folder)
    yield from grade_classes(sample, dict.fromkeys(sample.assignments(), ()))
    write_pages(sample)


def write_pages(sample: Course) -> None:
    """Write all reports, and the feedback pages that are missing, side by side."""
    pages = [
        functools.partial(_write_report, sample.root, assignment)
        for assignment in sample.assignments()
    ] + [
        functools.partial(write_page, sample.root, assignment, student)
        for assignment in sample.assignments()
        for student in _without_page(sample, assignment)
    ]
    with progress("feedback pages and reports", len(pages)) as count:
        for _ in spread(_call, pages, jobs=None, seconds=PAGE_SECONDS):
            count()


def _call(write: Callable[[], Any]) -> None:
    write()


def _write_report(root: Path, assignment: str) -> None:
    write_report(Course(root), assignment)


def _without_page(sample: Course, assignment: str) -> list[str]:
    graded = [
        path.parts[-3] for path in (sample.root / "autograded").glob(f"*/{assignment}/*.ipynb")
    ]
    page = f"{assignment}/{assignment}.html"
    return [one for one in graded if not (sample.root / "feedback" / one / page).exists()]


def most_to_read(rows: Mapping[str, list[Result]]) -> Path:
    """The feedback page on which most mistakes are named, in the demo's folder."""
    mistakes = {
        (assignment, row.student): len(row.misconceptions)
        for assignment, its in rows.items()
        for row in its
    }
    assignment, student = max(mistakes, key=lambda page: mistakes[page])
    return Path("feedback", student, assignment, f"{assignment}.html")

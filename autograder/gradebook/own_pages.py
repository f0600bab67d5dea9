"""What a student may read on our page: copies of feedback pages and of solved notebooks."""

import shutil
from pathlib import Path

from autograder.course import Course


def own_page(course: Course, assignment: str, student: str) -> Path:
    """Where the page is that a student may read of an assignment; it need not be there."""
    return course.root / ".autograder" / "pages" / student / f"{assignment}.html"


def own_solution(course: Course, assignment: str, student: str) -> Path:
    """Where the solved notebook is that a student may have; it need not be there."""
    return own_page(course, assignment, student).with_name(f"{assignment}-solution.ipynb")


def keep_page(course: Course, assignment: str, student: str, page: Path) -> None:
    """Let a student read a page in place of the one before.

    Parameters
    ----------
    course, assignment, student
        Whose it is.
    page
        The page, as it was written.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    _keep(own_page(course, assignment, student), page)


def keep_solution(course: Course, assignment: str, student: str, notebook: Path) -> None:
    """Let a student have a solved notebook in place of the one before.

    Parameters
    ----------
    course, assignment, student
        Whose it is.
    notebook
        The notebook, as it was written.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    _keep(own_solution(course, assignment, student), notebook)


def _keep(kept: Path, page: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(".draft")
    shutil.copyfile(page, draft)
    draft.replace(kept)

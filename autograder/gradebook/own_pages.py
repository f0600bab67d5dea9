"""Feedback pages that a student may read: copies of those that grading on submit gave back."""

import shutil
from pathlib import Path

from autograder.course import Course


def own_page(course: Course, assignment: str, student: str) -> Path:
    """Where the page is that a student may read of an assignment; it need not be there."""
    return course.root / ".autograder" / "pages" / student / f"{assignment}.html"


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
    kept = own_page(course, assignment, student)
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(".draft")
    shutil.copyfile(page, draft)
    draft.replace(kept)

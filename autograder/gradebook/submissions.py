"""What lies in ``submitted/``: whether it can be graded, and whether it has been."""

import re

from autograder.course import Course
from autograder.files import read_file, read_submission
from autograder.gradebook.read import metadata_of
from autograder.limits import Limits

_STUDENT = re.compile(r"[\w.@+-]+(?: [\w.@+-]+)*")
_TIME_BYTES = 100


def obstacle(course: Course, assignment: str, student: str) -> str:
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


def is_new(course: Course, assignment: str, student: str, limits: Limits) -> bool:
    """Whether what lies there is not what was graded."""
    path = course.autograded(assignment, student)
    if not path.exists():
        return True
    try:
        now = read_submission(course.submission(assignment, student), limits).digest
    except OSError:
        return True
    return metadata_of(path).get("submission") != now

"""Collecting what was downloaded: a table in which everybody stands."""

from collections.abc import Sequence
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.commands.table import aligned
from autograder.course import Course, CourseError
from autograder.gradebook.hand_ins import HandIn, collect
from autograder.gradebook.refusals import refusals
from autograder.gradebook.write import course_lock
from autograder.limits import Limits
from autograder.sanitize import one_line


def collect_class(
    course: Course, assignment: str, downloads: Sequence[Path] = ()
) -> tuple[list[HandIn], list[str]]:
    """Collect an assignment; name those, too, of whom there is nothing.

    Parameters
    ----------
    course, assignment
        Which.
    downloads
        Archives and folders; what is in ``downloaded/<assignment>/archive/`` if empty.

    Returns
    -------
    hand_ins, others
        A row for everybody, and the paths that are nobody's.

    Raises
    ------
    CourseError
        If there is no download, or it cannot be read.
    """
    archive = course.root / "downloaded" / assignment / "archive"
    downloads = downloads or ([archive] if archive.is_dir() else [])
    if not downloads:
        raise CourseError(
            "Nothing to collect: name the download, or put it into "
            f"downloaded/{assignment}/archive/."
        )
    with course_lock(course), refusals():
        found, others = collect(course, assignment, downloads, Limits.of(course.config))
        everyone = _students(course) | {hand_in.student for hand_in in found}
    alike: dict[str, list[str]] = {}
    for student in sorted(everyone):
        alike.setdefault(student.casefold(), []).append(student)
    for hand_in in found:
        same = [name for name in alike[hand_in.student.casefold()] if name != hand_in.student]
        hand_in.notes += [f"is it {name}, too?" for name in same]
    for student in everyone - {hand_in.student for hand_in in found}:
        is_there = course.submission(assignment, student).parent.is_dir()
        note = "was there already" if is_there else "nothing"
        found.append(HandIn(student, notes=[note]))
    return sorted(found, key=lambda hand_in: hand_in.student), others


def _students(course: Course) -> set[str]:
    """All who are in the gradebook, or have ever handed in something."""
    directory = course.directory("")
    folders = {path.name for path in (course.root / "submitted").glob("*") if path.is_dir()}
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        return folders | {str(student.id) for student in gradebook.students}


def as_table(hand_ins: Sequence[HandIn], others: Sequence[str]) -> str:
    """The rows for the terminal, and what is nobody's."""
    shown = [
        aligned("student", [one_line(row.student) for row in hand_ins], left=True),
        aligned("notebook", [one_line(row.notebook) for row in hand_ins], left=True),
        aligned("what to know", [one_line("; ".join(row.notes)) for row in hand_ins], left=True),
    ]
    lines = ["  ".join(line).rstrip() for line in zip(*shown, strict=True)]
    return "\n".join([*lines, *(f"not understood: {one_line(path)}" for path in others)])

"""Releasing an assignment if it is sound, and what that means for those who have handed in."""

from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade

from autograder.commands.check import check
from autograder.commands.progress import tell
from autograder.course import Course
from autograder.gradebook.reconcile import follow
from autograder.gradebook.release import generate
from autograder.gradebook.submissions import students_of
from autograder.gradebook.write import course_lock
from autograder.sandbox.runner import Runner


@dataclass
class Released:
    """What became of a release.

    Attributes
    ----------
    claims
        What was checked, and what is wrong with it: if anything is, the release is as it was.
    changes
        What is new since the last release, in sentences, and what that means.
    """

    claims: dict[str, list[str]]
    changes: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether the notebook was released."""
        return not any(self.claims.values())


def release(course: Course, assignment: str, runner: Runner) -> Released:
    """Check an assignment, and make its release notebook if nothing is wrong.

    Parameters
    ----------
    course, assignment
        Which.
    runner
        A started runner.

    Raises
    ------
    CourseError
        If nbgrader or the gradebook refuses; then the release is as it was.
    """
    released = Released(check(course, assignment, runner, is_released=False))
    if not released.is_sound:
        return released
    path = course.release(assignment)
    before = nbformat.read(path, as_version=4) if path.exists() else None
    with course_lock(course):
        for line in follow(course, assignment):
            tell(line)
        generate(course, assignment)
    released.changes = differences(before, nbformat.read(path, as_version=4))
    if before is not None and released.changes and (count := len(students_of(course, assignment))):
        released.changes.append(
            f"{count} have handed in an earlier release. The next autograder grade {assignment} "
            "grades them again: what was added counts as not begun, and what was removed no longer "
            "counts."
        )
    return released


def differences(before: NotebookNode | None, now: NotebookNode) -> list[str]:
    """What has changed from one release to the next, in sentences.

    Parameters
    ----------
    before, now
        The notebooks; None if there was none before.
    """
    if before is None:
        return [f"It is the first release: {_worth(now):g} points."]
    old, new = _cells(before), _cells(now)
    lines = [
        f"{name} was added{_points(new[name]) and ','}{_points(new[name])}."
        for name in new
        if name not in old
    ]
    lines += [f"{name} was removed." for name in old if name not in new]
    for name, cell in new.items():
        if name in old and _points(cell) != _points(old[name]):
            lines.append(f"{name} is now{_points(cell)}; it was{_points(old[name])}.")
        if name in old and cell.source != old[name].source:
            lines.append(f"The text of {name} has changed.")
    prose = [{cell.source for cell in book.cells if not _name(cell)} for book in (before, now)]
    if count := len(prose[0] ^ prose[1]):
        lines.append(f"{count} texts or cells without points have changed, come or gone.")
    return lines


def _cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {name: cell for cell in notebook.cells if (name := _name(cell))}


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _points(cell: NotebookNode) -> str:
    return f" worth {cell.metadata.nbgrader.points:g} points" if is_grade(cell) else ""


def _worth(notebook: NotebookNode) -> float:
    return sum(cell.metadata.nbgrader.points for cell in notebook.cells if is_grade(cell))

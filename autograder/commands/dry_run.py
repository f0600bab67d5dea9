"""Grading without saving: whose score would change, by how much, and because of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nbgrader.api import Gradebook, MissingEntry

from autograder.commands.grade import students_to_grade, work_on
from autograder.commands.progress import progress
from autograder.commands.table import aligned
from autograder.course import Course, CourseError
from autograder.gradebook.names import normal
from autograder.gradebook.read import gradebook_of, results_of, standings_in
from autograder.gradebook.refusals import refusals
from autograder.gradebook.submissions import obstacle, why_grade
from autograder.gradebook.write import late_penalty
from autograder.grading.result import Entry, Result, Standing
from autograder.grading.versions import versions_of
from autograder.grading.workers import Failed, grade_all
from autograder.notebooks.manifest import manifest_of
from autograder.sanitize import one_line
from autograder.settings import Settings


@dataclass
class Change:
    """What grading would make of one submission.

    Attributes
    ----------
    student
        Whose it is.
    before, after
        The score; None if there is none.
    reason
        Why it would be graded.
    items
        Of each item whose points would change, the points before and after.
    """

    student: str
    before: float | None
    after: float | None
    reason: str
    items: dict[str, tuple[float, float]] = field(default_factory=dict)


def dry_run(
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    force: bool = False,
    jobs: int | None = None,
) -> list[Change]:
    """Grade what would be graded now, and save nothing.

    Parameters
    ----------
    course, assignment, students, force, jobs
        As for `autograder.commands.grade.grade_class`.

    Returns
    -------
    list of Change
        One for each submission that would be graded.
    """
    chosen = students_to_grade(course, assignment, {normal(student) for student in students})
    settings = Settings.of(course.config)
    versions = versions_of(course.root, manifest_of(course.source(assignment)), settings)
    why = {
        student: why_grade(course, assignment, student, versions, settings.limits)
        or "it was asked for" * force
        for student in chosen
        if not obstacle(course, assignment, student)
    }
    work = [work_on(course, assignment, student) for student, reason in why.items() if reason]
    changes = []
    with refusals(), gradebook_of(course, assignment) as gradebook:
        before = _before(course, assignment, [one.student for one in work])
        standings = standings_in(gradebook, assignment)
        with progress(f"grading {assignment} without saving", len(work)) as count:
            for one, graded in grade_all(work, settings, jobs=jobs):
                old = before.get(one.student, Result(one.student))
                change = Change(one.student, old.score if old.marks else None, None, "")
                change.reason = why[one.student]
                if isinstance(graded, Failed):
                    change.reason = graded.reason
                else:
                    new = Result.of(one.student, graded.notebook)
                    standing = standings.get(one.student, Standing({}))
                    new = new.in_gradebook(_with_marks(new, standing))
                    penalty = _penalty(course, gradebook, assignment, new)
                    change.after = None if new.score is None else max(0.0, new.score - penalty)
                    change.items = _changed(old, new)
                changes.append(change)
                count()
    return sorted(changes, key=lambda change: change.student)


def _before(course: Course, assignment: str, students: list[str]) -> dict[str, Result]:
    graded = [student for student in students if course.autograded(assignment, student).exists()]
    try:
        rows = results_of(course, assignment, graded) if graded else []
    except CourseError:  # it knows of none of them
        rows = []
    return {row.student: row for row in rows if not row.ungraded}


def _with_marks(new: Result, standing: Standing) -> Standing:
    """What the gradebook would have: points that a person gave stay."""
    given = {name: entry for name, entry in standing.entries.items() if entry.by_person}
    entries = {name: Entry(mark.score, mark.waits) for name, mark in new.marks.items()}
    return Standing(entries | {name: given[name] for name in given if name in entries})


def _penalty(course: Course, gradebook: Gradebook, assignment: str, new: Result) -> float:
    try:
        submission = gradebook.find_submission(assignment, new.student)
    except MissingEntry:
        return 0.0
    return late_penalty(course.config, submission, new.score or 0.0) or 0.0


def _changed(old: Result, new: Result) -> dict[str, tuple[float, float]]:
    before, after = (
        {name: mark.score for name, mark in result.marks.items()} for result in (old, new)
    )
    points = {name: (before.get(name, 0.0), after.get(name, 0.0)) for name in before | after}
    return {name: pair for name, pair in points.items() if pair[0] != pair[1]}


def as_table(changes: Sequence[Change]) -> str:
    """The changes for the terminal."""
    moved = [change for change in changes if change.before != change.after or change.items]
    head = f"{len(changes)} would be graded, {len(moved)} would change. Nothing was saved."
    if not moved:
        return head
    columns = [
        aligned("student", [one_line(change.student) for change in moved], left=True),
        aligned("now", [_number(change.before) for change in moved], left=False),
        aligned("then", [_number(change.after) for change in moved], left=False),
        aligned("why", [one_line(change.reason) for change in moved], left=True),
        aligned("points", [_items(change) for change in moved], left=True),
    ]
    return "\n".join([head, *("  ".join(line).rstrip() for line in zip(*columns, strict=True))])


def _number(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"


def _items(change: Change) -> str:
    return ", ".join(f"{name} {old:g} → {new:g}" for name, (old, new) in change.items.items())

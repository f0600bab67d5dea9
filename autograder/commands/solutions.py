"""Writing the solved notebooks of a class, each when its student cannot hand in any more."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from autograder.commands.progress import progress, tell
from autograder.course import Course, CourseError, near
from autograder.gradebook.deadlines import read_deadlines
from autograder.gradebook.links import Links
from autograder.gradebook.marks import keep_marks
from autograder.gradebook.names import normal
from autograder.gradebook.own_pages import keep_solution
from autograder.gradebook.read import comments_in, gradebook_of, metadata_of, results_of
from autograder.gradebook.refusals import refusals
from autograder.grading.result import Result
from autograder.grading.workers import Failed, spread
from autograder.limits import PAGE_SECONDS
from autograder.notebooks.manifest import manifest_of
from autograder.pages.solved import solved_for

_ALL_THE_SAME = "--now writes it all the same"


@dataclass
class Solutions:
    """What became of the solved notebooks.

    Attributes
    ----------
    written
        By student, where it is.
    held
        By student, why there is none, in a line.
    is_due
        Whether anything says when the assignment is due.
    """

    written: dict[str, Path] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    is_due: bool = True


@dataclass(frozen=True)
class _Work:
    """What is known of a student's work; nothing was handed in if `result` is None."""

    student: str
    result: Result | None
    until: datetime | None
    comments: Mapping[str, str]


def write_solutions(
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    now: bool = False,
    jobs: int | None = None,
) -> Solutions:
    """Write a solved notebook for each student who cannot hand in any more.

    Parameters
    ----------
    course, assignment
        Which.
    students
        Only for these; for all if empty.
    now
        Also for those who can still hand in.
    jobs
        How many at a time; as many as there are cores if not given.

    Raises
    ------
    CourseError
        If nothing is graded, nobody has a name that is given, or everybody can still hand in.
    """
    found = list(_class(course, assignment, {normal(student) for student in students}))
    solutions = Solutions(is_due=any(one.until for one in found))
    open_until = [one.until for one in found if not now and one.until and one.until > _clock()]
    if found and len(open_until) == len(found):
        raise CourseError(
            f"{assignment} can be handed in until {_time(max(open_until))}: no solutions were "
            "written. --now writes them all the same."
        )
    work = []
    for one in found:
        if reason := _why_held(course, assignment, one, now=now):
            solutions.held[one.student] = reason
        else:
            work.append(one)
    write = functools.partial(_write, course.root, assignment)
    with progress(f"solutions of {assignment}", len(work)) as count:
        for one, made in spread(write, work, jobs=jobs, seconds=PAGE_SECONDS):
            if isinstance(made, Failed):
                solutions.held[one.student] = made.reason
            else:
                solutions.written[one.student] = made
            count()
    return solutions


def release_solutions(course: Course, assignment: str, written: Mapping[str, Path]) -> list[str]:
    """Let students download their solved notebooks from the page of ``autograder serve``.

    Parameters
    ----------
    course, assignment
        Which.
    written
        By student, the notebook.

    Returns
    -------
    list of str
        Students who have no link to that page.
    """
    with_link = set(Links(course).students())
    for student in with_link & set(written):
        keep_solution(course, assignment, student, written[student])
    return sorted(set(written) - with_link)


def _class(course: Course, assignment: str, students: set[str]) -> Iterator[_Work]:
    """All that anything is known of, also if they handed in nothing; or these of them."""
    results = {result.student: result for result in results_of(course, assignment)}
    deadlines = read_deadlines(course.root)
    with refusals(), gradebook_of(course, assignment) as gradebook:
        for line in keep_marks(course.root, gradebook, assignment):
            tell(line)
        known = {*results, *Links(course).students()}
        known |= {str(student.id) for student in gradebook.students}
        if missing := sorted(students - known):
            meant = near(missing[0], known)
            raise CourseError(f"There is no student {', '.join(missing)}.{meant}")
        for who in sorted(students or known):
            until = deadlines.last_moment(assignment, who, handed_in=who in results)
            comments = comments_in(gradebook, assignment, who)
            until = until or _due_in(gradebook, assignment, who)
            yield _Work(who, results.get(who), until, comments)


def _due_in(gradebook: Gradebook, assignment: str, student: str) -> datetime | None:
    """When an assignment is due for a student, as the gradebook has it."""
    try:
        return gradebook.find_submission(assignment, student).duedate
    except MissingEntry:
        assignment_in: Any = gradebook.find_assignment(assignment)
        return assignment_in.duedate


def _why_held(course: Course, assignment: str, one: _Work, *, now: bool) -> str:
    """Why a student gets no solution yet, in a line; nothing if they get one."""
    if not now and one.until and one.until > _clock():
        return f"They can hand in until {_time(one.until)} ({_ALL_THE_SAME})."
    if one.result is None:
        return ""
    if not one.result.marks:
        return one.result.ungraded
    early = metadata_of(course.autograded(assignment, one.student)).get("early")
    if early and not now:
        return f"It was graded before the deadline: autograder grade {assignment}"
    return ""


def _write(root: Path, assignment: str, one: _Work) -> Path:
    """Write a student's solved notebook; return where it is."""
    course = Course(root)
    source = course.source(assignment)
    graded = None
    if one.result:
        text = course.autograded(assignment, one.student).read_text(encoding="utf-8")
        graded = nbformat.v4.reads(text)
    model = manifest_of(source).solved(source)
    solved = solved_for(model, one.result or Result(one.student), graded, one.comments)
    path = root / "solutions" / one.student / assignment / f"{assignment}-solution.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(nbformat.v4.writes(solved), encoding="utf-8")
    draft.replace(path)
    return path


def _clock() -> datetime:
    """The time in UTC, without a zone, as nbgrader has it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"

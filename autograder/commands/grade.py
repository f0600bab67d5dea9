"""Grading a class: every submission ends with a row that says what became of it."""

import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.commands.progress import progress, tell
from autograder.course import Course, CourseError, near
from autograder.flags import Obstacle
from autograder.gradebook.converters import quiet
from autograder.gradebook.deadlines import read_deadlines
from autograder.gradebook.names import normal, problem_with
from autograder.gradebook.read import metadata_of, results_of
from autograder.gradebook.reconcile import Reconciled, reconcile
from autograder.gradebook.submissions import NEW, obstacle, of_no_assignment, students_of, why_grade
from autograder.gradebook.write import course_lock, enter, save, update_times
from autograder.grading.dask import grade_on
from autograder.grading.grade import KEY, Graded
from autograder.grading.result import Result
from autograder.grading.seeds import student_seed
from autograder.grading.versions import versions_of
from autograder.grading.workers import Failed, Work, grade_all
from autograder.notebooks.manifest import manifest_of
from autograder.settings import Settings

_NAMED = 5  # students, in a sentence


def grade_class(
    course: Course,
    assignment: str,
    students: Iterable[str] = (),
    *,
    force: bool = False,
    sealed: bool = True,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> list[Result]:
    """Grade everything that was handed in and is not graded yet.

    Parameters
    ----------
    course
        The course.
    assignment
        The assignment's name.
    students
        Only these; all if empty.
    force
        Grade again what is graded already.
    sealed
        Whether student code runs in a sandbox; without one, every result says so.
    jobs
        How many at a time; as many as there are cores if not given.
    scheduler
        Address of a Dask scheduler whose workers are to grade, instead of this machine.

    Returns
    -------
    list of Result
        One for each submission, in the students' order.

    Raises
    ------
    CourseError
        If nothing was handed in, or a named student handed nothing in; if the hidden tests cannot
        be imported; if the gradebook or the disk refuses what is to be saved.
    SandboxError
        If there is no sandbox to be had.
    """
    chosen = {assignment: students}
    graded = grade_classes(
        course, chosen, force=force, sealed=sealed, jobs=jobs, scheduler=scheduler
    )
    ((_, rows),) = graded
    return rows


def grade_classes(
    course: Course,
    chosen: Mapping[str, Iterable[str]],
    *,
    force: bool = False,
    sealed: bool = True,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[str, list[Result]]]:
    """Grade several assignments with the same workers; see `grade_class`.

    Parameters
    ----------
    course
        The course.
    chosen
        By assignment, only these students; all if empty.
    force, sealed, jobs, scheduler
        As for `grade_class`.

    Yields
    ------
    assignment, rows
        As soon as all of an assignment is graded.
    """
    only = {name: {normal(student) for student in chosen[name]} for name in chosen}
    students = {name: students_to_grade(course, name, only[name]) for name in chosen}
    settings = Settings.of(course.config, sealed=sealed)
    with course_lock(course):
        for line in of_no_assignment(course):
            tell(line)
        plans = {
            name: _plan(course, name, theirs, settings, named=bool(only[name]), force=force)
            for name, theirs in students.items()
        }
        work = [work_on(course, name, student) for name in plans for student in plans[name].todo]
        left = {name: len(plan.todo) for name, plan in plans.items()}
        yield from ((name, list(plans[name].rows.values())) for name in left if not left[name])
        if scheduler is None:
            results = grade_all(work, settings, jobs=jobs)
        else:
            results = grade_on(scheduler, work, settings)
        what = " and ".join(left) if len(left) < 3 else f"{len(left)} assignments"
        with progress(f"grading {what}", len(work)) as count:
            for one, graded in results:
                name = one.assignment
                plan = plans[name]
                row = plan.rows[one.student] = save_graded(
                    course, one.assignment, one.student, graded, plan.versions
                )
                count(ungraded=bool(row.ungraded), flagged=bool(row.flags or row.suspicion))
                left[name] -= 1
                if not left[name]:
                    yield name, list(plan.rows.values())


@dataclass
class _Plan:
    """What is to be graded of an assignment, and what became of the rest."""

    rows: dict[str, Result]
    todo: list[str]
    versions: dict[str, str]


def _plan(
    course: Course, name: str, students: list[str], settings: Settings, *, named: bool, force: bool
) -> _Plan:
    """Find out what is to be graded, once the gradebook is fit for it; say why."""
    versions = versions_of(course.root, manifest_of(course.source(name)), settings)
    gradebook = reconcile(course, name, versions)
    rows = {student: Result(student, obstacle(course, name, student)) for student in students}
    why: dict[str, str] = {}
    done: list[str] = []
    for student in students:
        if rows[student].ungraded:
            continue
        reason = why_grade(course, name, student, versions, settings.limits)
        was_dropped = student not in gradebook.known and metadata_of(
            course.autograded(name, student)
        )
        if was_dropped and not named and not force:
            again = f"autograder grade {name} --student {shlex.quote(student)}"
            rows[student] = Result(student, Obstacle.DROPPED.of(again=again))
        elif reason or force:
            why[student] = reason or NEW
        elif student not in gradebook.entered:
            why[student] = "the gradebook did not have them"
        else:
            done.append(student)
    enter(course, [who for who in students if _is_new_here(course, name, rows[who], gradebook)])
    counts = Counter(reason for reason in why.values() if reason != NEW)
    reasons = [f"{name}: {count} graded again: {reason}." for reason, count in counts.items()]
    everybody = gradebook.known.union(students)
    typing_mistakes = read_deadlines(course.root).misspelt(course.assignments(), everybody)
    gone = [] if named else _gone(course, name, gradebook.entered.difference(students))
    for line in [*gradebook.lines, *reasons, *gone, *typing_mistakes]:
        tell(line)
    if done:
        update_times(course, name, done)
        rows |= {row.student: row for row in results_of(course, name, done)}
    return _Plan(rows, list(why), versions)


def _gone(course: Course, name: str, students: Collection[str]) -> list[str]:
    """A line on those who are graded and of whom nothing lies in ``submitted/`` any more."""
    graded = sorted(who for who in students if course.autograded(name, who).exists())
    more = f" and {len(graded) - _NAMED} more" if len(graded) > _NAMED else ""
    who = f"{', '.join(graded[:_NAMED])}{more}"
    return [f"{name}: no longer in submitted/, and graded as before: {who}."] if graded else []


def _is_new_here(course: Course, name: str, row: Result, gradebook: Reconciled) -> bool:
    """Whether somebody cannot be graded of whom the gradebook has never heard."""
    if not row.ungraded or row.student in gradebook.known or problem_with(row.student):
        return False
    is_dropped = metadata_of(course.autograded(name, row.student))
    return not is_dropped and normal(row.student) == row.student


def students_to_grade(course: Course, assignment: str, only: set[str]) -> list[str]:
    """Whose submissions are to be graded, once it is sure that they can be."""
    course.source(assignment)
    handed_in = students_of(course, assignment)
    if missing := sorted(only.difference(handed_in)):
        meant = near(missing[0], handed_in)
        raise CourseError(f"Nothing of {assignment} was handed in by {', '.join(missing)}.{meant}")
    if not handed_in:
        raise CourseError(f"Nothing was handed in: submitted/*/{assignment}/ is empty.")
    read_deadlines(course.root)  # an error in it is said at once
    if course.tests_name:
        course.tests_of(assignment)  # once for all workers, and an error in it is said at once
    return sorted(only or handed_in)


def work_on(course: Course, assignment: str, student: str, *, early: bool = False) -> Work:
    """What a worker needs to know of a submission; see `student_seed` for `early`."""
    return Work(
        student,
        course.root,
        course.source(assignment),
        course.submission(assignment, student),
        student_seed(course.root, assignment, student, early=early),
    )


def save_graded(
    course: Course,
    assignment: str,
    student: str,
    graded: Graded | Failed,
    versions: dict[str, str],
    *,
    early: bool = False,
) -> Result:
    """Save what became of a submission.

    Parameters
    ----------
    course, assignment, student
        Whose it is.
    graded
        What a worker returned.
    versions
        What the grade depends on, kept with it.
    early
        Whether it is only to be read before the deadline, and graded again after it.

    Returns
    -------
    Result
        As it now stands in the gradebook.
    """
    if isinstance(graded, Failed):
        return Result(student, graded.reason)
    graded.notebook.metadata[KEY]["versions"] = versions
    if early:
        graded.notebook.metadata[KEY]["early"] = True
    with quiet():
        return save(course, assignment, student, graded)

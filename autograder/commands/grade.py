"""Grading a class: every submission ends with a row that says what became of it."""

from collections.abc import Iterable, Iterator, Mapping

from autograder.commands.progress import progress
from autograder.course import Course, CourseError
from autograder.gradebook.converters import quiet
from autograder.gradebook.names import normal
from autograder.gradebook.read import results_of
from autograder.gradebook.release import ensure_released
from autograder.gradebook.submissions import is_new, obstacle, students_of
from autograder.gradebook.write import course_lock, save
from autograder.grading.dask import grade_on
from autograder.grading.grade import Graded
from autograder.grading.result import Result
from autograder.grading.seeds import student_seed
from autograder.grading.workers import Failed, Work, grade_all
from autograder.settings import Settings


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
    students = {name: _students(course, name, only) for name, only in chosen.items()}
    settings = Settings.of(course.config, sealed=sealed)
    with course_lock(course):
        rows: dict[str, dict[str, Result]] = {}
        todo: dict[str, list[str]] = {}
        for name, theirs in students.items():
            ensure_released(course, name)
            rows[name] = {
                student: Result(student, obstacle(course, name, student)) for student in theirs
            }
            ready = [student for student, row in rows[name].items() if not row.ungraded]
            todo[name] = [
                student
                for student in ready
                if force or is_new(course, name, student, settings.limits)
            ]
            if done := set(ready) - set(todo[name]):
                rows[name] |= {row.student: row for row in results_of(course, name, done)}
        work = [_work(course, name, student) for name in todo for student in todo[name]]
        left = {name: len(todo[name]) for name in todo}
        yield from ((name, list(rows[name].values())) for name in left if not left[name])
        if scheduler is None:
            results = grade_all(work, settings, jobs=jobs)
        else:
            results = grade_on(scheduler, work, settings)
        what = " and ".join(left) if len(left) < 3 else f"{len(left)} assignments"
        with progress(f"grading {what}", len(work)) as count:
            for one, graded in results:
                name = one.assignment
                row = rows[name][one.student] = _save(course, name, one.student, graded)
                count(ungraded=bool(row.ungraded), flagged=bool(row.flags or row.suspicion))
                left[name] -= 1
                if not left[name]:
                    yield name, list(rows[name].values())


def _students(course: Course, assignment: str, only: Iterable[str]) -> list[str]:
    """Whose submissions are to be graded, once it is sure that they can be."""
    course.source(assignment)
    handed_in = students_of(course, assignment)
    only = {normal(student) for student in only}
    if missing := sorted(only.difference(handed_in)):
        raise CourseError(f"Nothing of {assignment} was handed in by {', '.join(missing)}.")
    if not handed_in:
        raise CourseError(f"Nothing was handed in: submitted/*/{assignment}/ is empty.")
    if course.tests_name:
        course.tests_of(assignment)  # once for all workers, and an error in it is said at once
    return sorted(only or handed_in)


def _work(course: Course, assignment: str, student: str) -> Work:
    return Work(
        student,
        course.root,
        course.source(assignment),
        course.submission(assignment, student),
        student_seed(course.root, assignment, student),
    )


def _save(course: Course, assignment: str, student: str, graded: Graded | Failed) -> Result:
    if isinstance(graded, Failed):
        return Result(student, graded.reason)
    with quiet():
        return save(course, assignment, student, graded)

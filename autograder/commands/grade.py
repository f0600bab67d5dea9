"""Grading a class: every submission ends with a row that says what became of it."""

from collections.abc import Iterable

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
    course.source(assignment)
    handed_in = students_of(course, assignment)
    students = {normal(student) for student in students}
    if missing := sorted(students.difference(handed_in)):
        raise CourseError(f"Nothing of {assignment} was handed in by {', '.join(missing)}.")
    if not handed_in:
        raise CourseError(f"Nothing was handed in: submitted/*/{assignment}/ is empty.")
    if course.tests_name:
        course.tests_of(assignment)  # once for all workers, and an error in it is said at once
    settings = Settings.of(course.config, sealed=sealed)
    with course_lock(course):
        ensure_released(course, assignment)
        rows = {
            student: Result(student, obstacle(course, assignment, student))
            for student in sorted(students or handed_in)
        }
        ready = [student for student, row in rows.items() if not row.ungraded]
        todo = [one for one in ready if force or is_new(course, assignment, one, settings.limits)]
        work = [_work(course, assignment, student) for student in todo]
        if scheduler is None:
            results = grade_all(work, settings, jobs=jobs)
        else:
            results = grade_on(scheduler, work, settings)
        with progress(f"grading {assignment}", len(work)) as count:
            for student, graded in results:
                rows[student] = _save(course, assignment, student, graded)
                row = rows[student]
                count(ungraded=bool(row.ungraded), flagged=bool(row.flags or row.suspicion))
        if rest := set(ready) - set(todo):
            rows |= {row.student: row for row in results_of(course, assignment, rest)}
    return list(rows.values())


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

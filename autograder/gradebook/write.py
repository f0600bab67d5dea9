"""The one writer of scores and graded notebooks: all of a submission's, or nothing."""

import fcntl
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode
from nbgrader.api import BaseCell, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import create_engine, text
from sqlalchemy.orm import with_polymorphic
from traitlets.config import Config

from autograder.course import Course, CourseError
from autograder.gradebook.deadlines import Deadlines, read_deadlines
from autograder.gradebook.marks import (
    evidence_in,
    is_to_be_seen_again,
    kept_marks,
    restore_marks,
)
from autograder.gradebook.read import standings_in
from autograder.gradebook.refusals import AGAIN, refusals
from autograder.grading.grade import KEY, Graded
from autograder.grading.result import Result
from autograder.notebooks.manifest import item_name

TIME = "timestamp.txt"
_OWN = ".autograder"


@contextmanager
def course_lock(course: Course) -> Iterator[None]:
    """Be the only one who saves in a course; what one who was killed left behind is removed.

    Raises
    ------
    CourseError
        If somebody else is at it; and, from within, if the gradebook or the disk refuses.
    """
    own = course.root / _OWN
    try:
        own.mkdir(exist_ok=True)
        lock = (own / "lock").open("w")
    except PermissionError as error:
        what = Path(error.filename).relative_to(course.root)
        raise CourseError(
            f"You may not write {what}. Everybody who grades here needs umask 002; whoever made "
            f"the file types, here: chmod -R g+w {_OWN} gradebook.db*"
        ) from None
    with lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process, however
        except OSError:
            raise CourseError(
                "Another autograder is at work in this folder. Wait until it is done."
            ) from None
        shutil.rmtree(own / "draft", ignore_errors=True)
        (own / "draft").mkdir(exist_ok=True)
        try:
            with refusals("written"):
                _let_others_read(course.directory("").db_url)
                yield
        except OSError as error:
            what = error.filename or "a file"
            raise CourseError(f"{what} could not be written: {error.strerror}. {AGAIN}") from None


def _let_others_read(db_url: str) -> None:
    """Let formgrader read a gradebook that is a file while we write."""
    if db_url.startswith("sqlite"):
        engine = create_engine(db_url)
        with engine.connect() as connection:
            connection.execute(text("PRAGMA journal_mode = WAL"))
        engine.dispose()


def record(
    directory: CourseDirectory,
    config: Config,
    assignment: str,
    student: str,
    notebook: NotebookNode,
) -> Result:
    """Put a graded submission into the gradebook, as nbgrader does, and keep when it came.

    Parameters
    ----------
    directory, config
        Nbgrader's view of the course, and its configuration.
    assignment, student
        Whose it is.
    notebook
        The graded notebook.

    Returns
    -------
    Result
        As it now stands in the gradebook.

    Raises
    ------
    sqlalchemy.exc.DBAPIError, nbgrader.api.InvalidEntry
        If the gradebook refuses.
    OSError
        If the disk does.
    """
    result = Result.of(student, notebook)
    handed_in = directory.format_path(directory.submitted_directory, student, assignment)
    time = directory.get_existing_timestamp(handed_in)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        gradebook.update_or_create_student(student)
        is_first = not _is_entered(gradebook, assignment, student)
        when: dict[str, Any] = {"timestamp": time}
        submission = gradebook.update_or_create_submission(assignment, student, **when)
        _set_deadline(gradebook, read_deadlines(Path(directory.root)), submission)
        saved: Any = gradebook.find_submission_notebook(assignment, assignment, student)
        # Held here, they are read at once, and not one by one with each grade and comment.
        _cells = _cells_of(gradebook, saved)
        marks = kept_marks(Path(directory.root), assignment).get(student, {})
        if is_first:
            restore_marks(saved, marks)
        evidence = evidence_in(notebook)
        for grade in saved.grades:
            again = is_to_be_seen_again(grade, marks.get(grade.name, {}), evidence[grade.name])
            _set_score(grade, result.marks[item_name(grade.name)].auto, again=again)
        blank = notebook.metadata[KEY].get("blank", ())
        for comment in saved.comments:  # nbgrader's word for it, in formgrader
            comment.auto_comment = "No response." if comment.name in blank else None
        gradebook.db.flush()
        gradebook.db.refresh(saved)
        saved.late_submission_penalty = late_penalty(config, submission, saved.score)
        gradebook.db.commit()
        standing = standings_in(gradebook, assignment, student)[student]
    _put_time(directory, assignment, student, time)
    return result.in_gradebook(standing)


def _set_deadline(gradebook: Gradebook, deadlines: Deadlines, submission: Any) -> None:
    """Tell the gradebook when a submission was due, if the course's file says so."""
    name = submission.assignment.name
    if name not in deadlines.due:
        return
    if submission.assignment.duedate != deadlines.due[name]:
        submission.assignment.duedate = deadlines.due[name]
    others = submission.student.submissions
    times = {other.assignment.name: other.timestamp for other in others}
    extension = deadlines.extension(name, submission.student.id, times)
    if submission.extension != extension:
        submission.extension = extension
    gradebook.db.flush()


def _cells_of(gradebook: Gradebook, saved: Any) -> list[BaseCell]:
    """The cells of a submitted notebook's original."""
    every_kind = with_polymorphic(BaseCell, "*")
    return gradebook.db.query(every_kind).filter_by(notebook_id=saved.notebook_id).all()


def _is_entered(gradebook: Gradebook, assignment: str, student: str) -> bool:
    try:
        gradebook.find_submission(assignment, student)
    except MissingEntry:
        return False
    return True


def enter(course: Course, students: Collection[str]) -> None:
    """Let the gradebook know of students of whom there is nothing to grade: they get a 0 there."""
    if students:
        directory = course.directory("")
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            for student in students:
                gradebook.update_or_create_student(student)


def _put_time(
    directory: CourseDirectory, assignment: str, student: str, time: datetime | None
) -> None:
    """Keep in ``autograded/`` when it was handed in, for nbgrader."""
    graded = directory.format_path(directory.autograded_directory, student, assignment)
    path = Path(graded, TIME)
    if time is not None:
        _put(path, f"{time} UTC\n", directory)
    else:
        path.unlink(missing_ok=True)


def update_times(course: Course, assignment: str, students: Iterable[str]) -> None:
    """Work out anew how late submissions are, and what that costs; no code is run for it.

    Parameters
    ----------
    course, assignment
        Which.
    students
        Those who are graded and in the gradebook.
    """
    directory = course.directory(assignment)
    deadlines = read_deadlines(course.root)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        for student in students:
            handed_in = directory.format_path(directory.submitted_directory, student, assignment)
            time = directory.get_existing_timestamp(handed_in)
            submission: Any = gradebook.find_submission(assignment, student)
            if submission.timestamp != time:
                submission.timestamp = time
                _put_time(directory, assignment, student, time)
            _set_deadline(gradebook, deadlines, submission)
            gradebook.db.flush()
            for saved in submission.notebooks:
                penalty = late_penalty(course.config, submission, saved.score)
                if saved.late_submission_penalty != penalty:
                    saved.late_submission_penalty = penalty
        gradebook.db.commit()


def _set_score(grade: Any, score: float | None, *, again: bool) -> None:
    """A person looks at what has no score, and again at what was marked and has changed."""
    grade.auto_score = score
    grade.needs_manual_grade = score is None if grade.manual_score is None else again


def late_penalty(config: Config, submission: SubmittedAssignment, score: float) -> float | None:
    """The points that nbgrader's plugin takes off, no more than there are."""
    if submission.total_seconds_late <= 0:
        return None
    assigns = AssignLatePenalties(config=config)
    assigns.init_plugin()
    plugin = cast("LateSubmissionPlugin", assigns.plugin_inst)
    late = submission.total_seconds_late
    penalty = plugin.late_submission_penalty(submission.student.id, score, late)
    return None if penalty is None else min(max(0, penalty), score)


def save(course: Course, assignment: str, student: str, graded: Graded) -> Result:
    """Record a graded submission, then put its notebook in its place.

    The notebook's file says that all is saved: it comes last, and whole.

    Parameters
    ----------
    course, assignment, student
        Whose it is.
    graded
        The graded submission.

    Returns
    -------
    Result
        As it now stands in the gradebook.

    Raises
    ------
    sqlalchemy.exc.DBAPIError, nbgrader.api.InvalidEntry
        If the gradebook refuses.
    OSError
        If the disk does.
    """
    directory = course.directory(assignment, student)
    result = record(directory, course.config, assignment, student, graded.notebook)
    path = course.autograded(assignment, student)
    _put(path, nbformat.v4.writes(graded.notebook), directory)
    return result


def _put(path: Path, content: str, directory: CourseDirectory) -> None:
    """Write a file so that it is there whole or not at all, with nbgrader's permissions."""
    draft = Path(directory.root, _OWN, "draft", path.name)
    for folder in (draft.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True)
    draft.write_text(content, encoding="utf-8")
    draft.chmod(0o664 if directory.groupshared else 0o444)
    if directory.groupshared:
        for folder in path.parents[:2]:
            mode = folder.stat().st_mode & 0o7777
            if mode != mode | 0o2770:  # only the owner may change it, even to what it is
                folder.chmod(mode | 0o2770)
    draft.replace(path)

"""The one writer of scores and graded notebooks: all of a submission's, or nothing."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from autograder.course import Course, CourseError
from autograder.gradebook.nbgrader_plugin import TIME, told
from autograder.grading.grade import Graded

_OWN = ".autograder"
_AGAIN = "Then run the same command again: what is graded stays so."


@contextmanager
def course_lock(course: Course) -> Iterator[None]:
    """Be the only one who saves in a course; what one who was killed left behind is removed.

    Raises
    ------
    CourseError
        If somebody else is at it; and, from within, if the gradebook or the disk refuses.
    """
    own = course.root / _OWN
    own.mkdir(exist_ok=True)
    with (own / "lock").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process, however
        except OSError:
            raise CourseError(
                "Another autograder is at work in this folder. Wait until it is done."
            ) from None
        shutil.rmtree(own / "draft", ignore_errors=True)
        (own / "draft").mkdir()
        try:
            _let_others_read(course.directory("").db_url)
            yield
        except (DBAPIError, InvalidEntry) as error:
            raise CourseError(f"The gradebook could not be written: {_reason(error)}") from None
        except ModuleNotFoundError as error:
            raise CourseError(f"The gradebook needs a module: pip install {error.name}") from None
        except OSError as error:
            what = error.filename or "a file"
            raise CourseError(f"{what} could not be written: {error.strerror}. {_AGAIN}") from None


def _reason(error: Exception) -> str:
    what = str(error).strip().splitlines()[0].rpartition(") ")[2]
    if "locked" in what:
        what = "another program keeps it locked. Close that"
    return f"{what}. {_AGAIN}"


def _let_others_read(db_url: str) -> None:
    """Let formgrader read a gradebook that is a file while we write."""
    if db_url.startswith("sqlite"):
        engine = create_engine(db_url)
        with engine.connect() as connection:
            connection.execute(text("PRAGMA journal_mode = WAL"))
        engine.dispose()


def save(course: Course, assignment: str, student: str, graded: Graded) -> None:
    """Save the scores as nbgrader does, then put the graded notebook in its place.

    The notebook's file says that all is saved: it comes last, and whole.

    Parameters
    ----------
    course, assignment, student
        Whose it is.
    graded
        The graded submission.

    Raises
    ------
    sqlalchemy.exc.DBAPIError, nbgrader.api.InvalidEntry
        If the gradebook refuses.
    OSError
        If the disk does.
    """
    directory = course.directory(assignment, student)
    handed_in = course.submission(assignment, student).parent
    time = directory.get_existing_timestamp(str(handed_in))
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        gradebook.update_or_create_student(student)
        when = {} if time is None else {"timestamp": time}
        gradebook.update_or_create_submission(assignment, student, **when)
    about = {"assignment": assignment, "notebook": assignment, "student": student}
    resources = {"nbgrader": {**about, "db_url": directory.db_url}}
    notebook = graded.notebook
    for step in course.config.Autograde.autograde_preprocessors:
        notebook, resources = step(config=course.config).preprocess(notebook, resources)
    path = course.autograded(assignment, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    drafts = course.root / _OWN / "draft"
    if time is not None:
        _put(path.with_name(TIME), told(time), drafts, directory)
    _put(path, nbformat.writes(notebook), drafts, directory)


def _put(path: Path, content: str, drafts: Path, directory: CourseDirectory) -> None:
    """Write a file so that it is there whole or not at all, with nbgrader's permissions."""
    draft = drafts / path.name
    draft.write_text(content, encoding="utf-8")
    draft.chmod(0o664 if directory.groupshared else 0o444)
    if directory.groupshared:
        for folder in path.parents[:2]:
            folder.chmod(folder.stat().st_mode & 0o777 | 0o2770)
    draft.replace(path)

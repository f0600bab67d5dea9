"""What lies in ``submitted/``: whose it is, whether it can be graded, and whether it has been."""

from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.files import read_file, read_submission
from autograder.flags import Obstacle
from autograder.gradebook.names import normal, problem_with
from autograder.gradebook.read import metadata_of
from autograder.grading.versions import changed_since
from autograder.limits import TIME_BYTES, Limits

NEW = "it is new"
_NAMED = 5  # in a sentence
EARLY = "it was graded before the deadline, only to be read"


def students_of(course: Course, assignment: str) -> list[str]:
    """Names of all who handed an assignment in; folders get them in Unicode's composed form."""
    folders = sorted((course.root / "submitted").glob(f"*/{assignment}"))
    return sorted(_composed(folder.parent).name for folder in folders)


def handed_in(course: Course) -> list[str]:
    """Names of all assignments of which something was handed in.

    Raises
    ------
    CourseError
        If there is none.
    """
    found = [
        name for name in course.assignments() if any((course.root / "submitted").glob(f"*/{name}"))
    ]
    if not found:
        others = {path.name for path in (course.root / "submitted").glob("*/*") if path.is_dir()}
        there = f"has only {_few(others)}" if others else "is empty"
        raise CourseError(f"Nothing was handed in: submitted/ {there}.")
    return found


def of_no_assignment(course: Course) -> list[str]:
    """A line if there are folders in ``submitted/`` that no assignment has the name of."""
    known = course.assignments()
    folders = (path for path in (course.root / "submitted").glob("*/*") if path.is_dir())
    others = [f"{path.parent.name}/{path.name}" for path in folders if path.name not in known]
    return [f"Of no assignment, in submitted/: {_few(others)}."] if others else []


def _few(names: Collection[str]) -> str:
    """Some names, and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(sorted(names)[:_NAMED])}{more}"


def graded(course: Course) -> list[str]:
    """Names of all assignments of which something is graded.

    Raises
    ------
    CourseError
        If there is none.
    """
    folder = course.root / "autograded"
    found = [name for name in course.assignments() if any(folder.glob(f"*/{name}/*.ipynb"))]
    if not found:
        raise CourseError("Nothing is graded: autograded/ is empty.")
    return found


def _composed(folder: Path) -> Path:
    """Rename a folder whose accents are apart, as macOS writes them, unless its name is taken."""
    wanted = folder.with_name(normal(folder.name))
    if wanted.exists():
        return folder
    try:
        return folder.rename(wanted)
    except OSError as error:
        raise CourseError(f"{folder} could not be renamed: {error.strerror}.") from None


def obstacle(course: Course, assignment: str, student: str) -> str:
    """Why a submission cannot be graded as it lies there; nothing if it can."""
    path = course.submission(assignment, student)
    if problem := problem_with(student):
        return Obstacle.NAME.of(problem=problem)
    if normal(student) != student:
        return Obstacle.TWO_FOLDERS.of()
    if not path.exists():
        others = sorted(other.name for other in path.parent.glob("*"))
        if notebooks := [name for name in others if name.endswith(".ipynb")]:
            return Obstacle.NO_FILE.of(name=path.name, found=", ".join(notebooks))
        found = _few(others) or "nothing"
        return Obstacle.NO_NOTEBOOK.of(name=path.name, found=found)
    if path.resolve() != path.parents[2].resolve() / path.relative_to(path.parents[2]):
        return Obstacle.LINK.of(name=path.name)
    try:
        written = path.parent / "timestamp.txt"
        # Nbgrader would wait for a pipe, follow a link, and read a number of a million digits.
        if written.exists() and len(read_file(written, TIME_BYTES)) > TIME_BYTES:
            raise ValueError
        course.directory(assignment, student).get_existing_timestamp(str(path.parent))
    # AttributeError: nbgrader means to report it with a method that it has not.
    except (OSError, ValueError, OverflowError, AttributeError):
        return Obstacle.TIME.of()
    return ""


def why_grade(
    course: Course, assignment: str, student: str, versions: Mapping[str, str], limits: Limits
) -> str:
    """Why a submission is to be graded, in words; nothing if its grade is up to date.

    Parameters
    ----------
    course, assignment, student
        Whose it is.
    versions
        What a grade depends on now: see `autograder.grading.versions`.
    limits
        How much of the submission is read.
    """
    path = course.autograded(assignment, student)
    if not path.exists():
        return NEW
    kept = metadata_of(path)
    try:
        now = read_submission(course.submission(assignment, student), limits).digest
    except OSError:
        return NEW
    if kept.get("submission") != now:
        return NEW
    if kept.get("early"):
        return EARLY
    return changed_since(kept.get("versions", {}), versions)

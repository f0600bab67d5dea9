"""What may change in the tiny course while it is taught."""

import copy
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from tiny_course import NAME, find, write_course

from autograder.course import Course

TRIPLE = """
def _triple(x):
    return 3 * np.asarray(x)


triple = Exercise("triple", _triple, points=4, checks=(Check("a number", _number, Close()),))
_triple.__name__ = "triple"
"""


def source(course: Course) -> NotebookNode:
    return nbformat.read(course.source(NAME), as_version=4)


def gradebook(course: Course) -> Gradebook:
    directory = course.directory(NAME)
    return Gradebook(directory.db_url, directory.course_id)


def mend_tests(course: Course, old: str, new: str) -> None:
    path = course.root / "tiny_tests" / "tiny.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def weigh_checks_alike(course: Course) -> None:
    """Double's two checks had three and one parts of its points."""
    mend_tests(course, 'Close("The double"), weight=3)', 'Close("The double"), weight=1)')


def change_points(course: Course, points: int = 2) -> None:
    """Double is worth less than its four points."""
    changed = source(course)
    find(changed, "test_double").metadata.nbgrader.points = points
    write_course(course.root, changed, with_tests=False)
    mend_tests(course, "    points=4,\n", f"    points={points},\n")


def add_exercise(course: Course) -> None:
    """Three times, for four points."""
    changed = source(course)
    at = changed.cells.index(find(changed, "about-half"))
    solution, test = (copy.deepcopy(find(changed, name)) for name in ("double", "test_double"))
    for cell, name in ((solution, "triple"), (test, "test_triple")):
        cell.id = name.replace("_", "-")
        cell.metadata.nbgrader.grade_id = name
        cell.source = cell.source.replace("double", "triple").replace("2 *", "3 *")
    test.metadata.nbgrader.points = 4
    test.source = test.source.replace('== 2, "Two times one is two."', "== 3")
    changed.cells[at:at] = [solution, test]
    write_course(course.root, changed, with_tests=False)
    line = "assignment = Assignment(_DOUBLE, "
    mend_tests(course, line, f"{TRIPLE}{line}triple, ")


def remove_exercise(course: Course) -> None:
    """Half, the bonus."""
    changed = source(course)
    changed.cells = [cell for cell in changed.cells if cell.id not in ("half", "test-half")]
    write_course(course.root, changed, with_tests=False)
    mend_tests(course, "total, half, questions", "total, questions")


def set_limit(course: Course) -> Course:
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Limits.cell_seconds = 19\n")
    return Course(course.root)


def handed_in_at(course: Course, student: str, time: str) -> Path:
    path = course.submission(NAME, student).parent / "timestamp.txt"
    path.write_text(f"{time} UTC")
    return path


def set_due(course: Course, time: str) -> None:
    with gradebook(course) as opened:
        opened.update_or_create_assignment(NAME, duedate=time)

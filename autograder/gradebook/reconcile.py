"""Gradebook, ``autograded/`` and ``source/`` agree before anything is graded.

They come apart in ordinary life: a gradebook is lost, a student is dropped, an exercise is added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
)
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder.course import Course
from autograder.gradebook.marks import Marks, keep_marks, kept_marks, restore_marks
from autograder.gradebook.read import metadata_of
from autograder.gradebook.release import generate, keep_releases
from autograder.gradebook.write import record
from autograder.grading.versions import changed_since
from autograder.notebooks.manifest import Manifest, item_name, manifest_of


@dataclass
class Reconciled:
    """What the gradebook is like now.

    Attributes
    ----------
    known
        Students that it knows.
    entered
        Those with an entry for the assignment.
    lines
        What was mended, in sentences for the TA.
    """

    known: set[str]
    entered: set[str]
    lines: list[str]


def reconcile(course: Course, assignment: str, versions: Mapping[str, str]) -> Reconciled:
    """Make the gradebook fit for an assignment, and say what it is like.

    Parameters
    ----------
    course, assignment
        Which.
    versions
        What a grade depends on now: only what was graded by that is entered again.
    """
    keep_releases(course, assignment)
    directory = course.directory(assignment)
    manifest = manifest_of(course.source(assignment))
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        if _has(gradebook, assignment):
            lines = keep_marks(course.root, gradebook, assignment)
            lines += follow_source(gradebook, manifest, kept_marks(course.root, assignment))
            return Reconciled(*_students(gradebook, assignment), lines)
    generate(course, assignment)
    again = _enter_again(course, assignment, versions)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        known, entered = _students(gradebook, assignment)
    # Nobody can have been dropped from what was not there.
    known |= {path.parent.name for path in course.root.glob(f"autograded/*/{assignment}")}
    line = f"{assignment} was not in the gradebook: {again} graded notebooks were entered again."
    return Reconciled(known, entered, [line] * bool(again))


def _has(gradebook: Gradebook, assignment: str) -> bool:
    try:
        gradebook.find_notebook(assignment, assignment)
    except MissingEntry:
        return False
    return True


def _students(gradebook: Gradebook, assignment: str) -> tuple[set[str], set[str]]:
    """All students, and those with an entry for an assignment."""
    of_assignment = gradebook.db.query(Student.id).join(SubmittedAssignment).join(Assignment)
    entered = of_assignment.filter_by(name=assignment)
    everyone = gradebook.db.query(Student.id)
    return {name for (name,) in everyone}, {name for (name,) in entered}


def _enter_again(course: Course, assignment: str, versions: Mapping[str, str]) -> int:
    """Enter what is graded and up to date into a gradebook that does not know of it."""
    entered = 0
    for path in sorted(course.root.glob(f"autograded/*/{assignment}/{assignment}.ipynb")):
        if not changed_since(metadata_of(path).get("versions", {}), versions):
            student = path.parts[-3]
            notebook = nbformat.read(path, as_version=4)
            record(
                course.directory(assignment, student), course.config, assignment, student, notebook
            )
            entered += 1
    return entered


def follow(course: Course, assignment: str) -> list[str]:
    """Give the gradebook the cells of the instructor's notebook, if it knows of it.

    Returns a line if marks are gone from it.
    """
    directory = course.directory(assignment)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        if not _has(gradebook, assignment):
            return []
        lines = keep_marks(course.root, gradebook, assignment)
        manifest = manifest_of(course.source(assignment))
        follow_source(gradebook, manifest, kept_marks(course.root, assignment))
    return lines


def follow_source(gradebook: Gradebook, manifest: Manifest, marks: Marks) -> list[str]:
    """Give the gradebook the cells and points of the instructor's notebook.

    Nbgrader refuses to add or remove cells once somebody has handed in.

    Parameters
    ----------
    gradebook
        The open gradebook, which knows of the notebook.
    manifest
        Of the notebook.
    marks
        What persons gave and wrote, also for cells that were taken out and come back.

    Returns
    -------
    list of str
        What has changed, in sentences.
    """
    notebook: Any = gradebook.find_notebook(manifest.name, manifest.name)
    ours = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in manifest.notebook.cells
        if is_grade(cell) or is_solution(cell) or is_locked(cell)
    }
    before = {cell.name: cell.max_score for cell in notebook.grade_cells}
    now = {name: cell.metadata.nbgrader.points for name, cell in ours.items() if is_grade(cell)}
    solutions = {name for name, cell in ours.items() if is_solution(cell)}
    _remove(gradebook, [cell for cell in notebook.grade_cells if cell.name not in now])
    _remove(gradebook, [cell for cell in notebook.solution_cells if cell.name not in solutions])
    _remove(gradebook, [cell for cell in notebook.source_cells if cell.name not in ours])
    gradebook.db.commit()
    for cell in notebook.grade_cells:
        cell.max_score = now[cell.name]
    _add(gradebook, manifest.name, ours)
    gradebook.db.commit()
    gradebook.db.refresh(notebook)
    restored = 0
    if now.keys() - before.keys():
        restored = sum(
            restore_marks(one, marks.get(one.student.id, {})) for one in notebook.submissions
        )
        gradebook.db.commit()
    return [
        *(f"{item_name(name)} was added to the gradebook." for name in now if name not in before),
        *([f"Marks that persons gave before are there again: {restored}."] if restored else []),
        *(
            f"{item_name(name)} is no longer in the notebook and was taken out of the gradebook."
            for name in before
            if name not in now
        ),
        *(
            f"{item_name(name)} was worth {before[name]:g} points and is worth {points:g} now."
            for name, points in now.items()
            if before.get(name, points) != points
        ),
    ]


def _remove(gradebook: Gradebook, cells: list[Any]) -> None:
    """Take cells out, with what they got."""
    for cell in cells:
        for entry in [*getattr(cell, "grades", ()), *getattr(cell, "comments", ())]:
            gradebook.db.delete(entry)
        gradebook.db.delete(cell)


def _add(gradebook: Gradebook, name: str, ours: Mapping[str, NotebookNode]) -> None:
    """Add the cells that are missing, also to what was handed in."""
    notebook: Any = gradebook.find_notebook(name, name)
    graded = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    sources = {cell.name for cell in notebook.source_cells}
    for grade_id, cell in ours.items():
        where = grade_id, name, name
        if is_grade(cell) and grade_id not in graded:
            points = cell.metadata.nbgrader.points
            new = gradebook.add_grade_cell(*where, max_score=points, cell_type=cell.cell_type)
            for submission in notebook.submissions:
                gradebook.db.add(Grade(cell_id=new.id, notebook=submission))
        if is_solution(cell) and grade_id not in solutions:
            new = gradebook.add_solution_cell(*where)
            for submission in notebook.submissions:
                gradebook.db.add(Comment(cell_id=new.id, notebook=submission))
        if grade_id not in sources:
            about = {"cell_type": cell.cell_type, "locked": is_locked(cell), "source": cell.source}
            gradebook.add_source_cell(*where, **about)

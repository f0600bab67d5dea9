"""The table of ``nbgrader export``, also for those who have a comma in their name, or a formula."""

import csv
import sys
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.course import CourseError
from autograder.gradebook.refusals import refusals
from autograder.grading.result import items_of
from autograder.notebooks.manifest import manifest_of
from autograder.sanitize import spreadsheet_cell

_ASSIGNMENT = ("assignment", "duedate")
_STUDENT = ("student_id", "last_name", "first_name", "email")
_SCORE = ("raw_score", "late_submission_penalty", "score", "max_score")
COLUMNS = (*_ASSIGNMENT, "timestamp", *_STUDENT, *_SCORE)


class CsvExport(ExportPlugin):
    """Writes what nbgrader's own writes, as CSV that every program reads alike."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._directory = getattr(self.parent, "coursedir", None)
        try:
            with refusals():
                if self._directory:  # before nbgrader opens it, and shows a traceback
                    Gradebook(self._directory.db_url, self._directory.course_id).close()
        except CourseError as error:
            sys.exit(f"autograder: {error}")

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to ``--to``, or ``grades.csv``."""
        with Path(self.to or "grades.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            for assignment in gradebook.assignments:
                most = (assignment.max_score or 0.0) - self._bonus(str(assignment.name))
                for student in gradebook.students:
                    chosen = not self.assignment or assignment.name in self.assignment
                    if chosen and (not self.student or student.id in self.student):
                        table.writerow(_row(gradebook, assignment, student, most))

    def _bonus(self, assignment: str) -> float:
        """The points of an assignment that are a bonus; 0 if its notebook is not there."""
        if self._directory is None:
            return 0.0
        root = Path(self._directory.root, self._directory.source_directory)
        source = root / assignment / f"{assignment}.ipynb"
        items = items_of(manifest_of(source)) if source.exists() else []
        return sum(item.points for item in items if item.optional)


def _row(gradebook: Gradebook, assignment: Any, student: Any, most: float) -> list[object]:
    """One student's line; who handed nothing in has 0 points, as nbgrader has it."""
    when, raw, penalty = None, 0.0, 0.0
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
        when, raw = submission.timestamp, submission.score or 0.0
        penalty = submission.late_submission_penalty or 0.0
    except MissingEntry:
        pass
    names = (student.id, student.last_name, student.first_name, student.email)
    who = [name and spreadsheet_cell(name) for name in names]
    points = [raw, penalty, max(0.0, raw - penalty), most]
    return [assignment.name, assignment.duedate, when, *who, *points]

"""Writing the instructor's report on a class."""

import csv
from pathlib import Path

from autograder.commands.progress import tell
from autograder.course import Course
from autograder.gradebook.marks import keep_marks
from autograder.gradebook.read import gradebook_of, results_of
from autograder.notebooks.manifest import manifest_of
from autograder.pages.report import as_html, as_rows, check_rows
from autograder.pages.statistics import report_on


def write_report(course: Course, assignment: str) -> list[Path]:
    """Write a page, a table of submissions and a table of checks into ``reports/``.

    Parameters
    ----------
    course, assignment
        Which.

    Returns
    -------
    list of Path
        ``<assignment>.html``, ``<assignment>.csv`` and ``<assignment>-checks.csv``.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing of it is graded.
    """
    results = results_of(course, assignment)
    with gradebook_of(course, assignment) as gradebook:
        for line in keep_marks(course.root, gradebook, assignment):
            tell(line)
    report = report_on(manifest_of(course.source(assignment)), results)
    page, table, checks = (
        course.root / "reports" / f"{assignment}{ending}"
        for ending in (".html", ".csv", "-checks.csv")
    )
    page.parent.mkdir(exist_ok=True)
    page.write_text(as_html(report), encoding="utf-8")
    for path, rows in ((table, as_rows(report)), (checks, check_rows(report))):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return [page, table, checks]

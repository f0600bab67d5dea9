"""Grades for other people's systems: a file that Canvas, Moodle, Gradescope or a program takes."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.gradebook.read import results_of
from autograder.gradebook.refusals import refusals
from autograder.grading.result import VERSION, Mark, Result
from autograder.sanitize import one_line, spreadsheet_cell
from autograder.testing.verdict import CheckResult


@dataclass(frozen=True)
class Student:
    """Who somebody is in the gradebook.

    Attributes
    ----------
    id, first_name, last_name, email
        What nbgrader knows; empty where it does not.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """Last name first, as Canvas sorts; the id if there is none."""
        return ", ".join(filter(None, (self.last_name, self.first_name))) or self.id


@dataclass(frozen=True)
class Grades:
    """What is exported.

    Attributes
    ----------
    students
        Everybody in the gradebook, by id.
    results
        By assignment and student, what became of what was handed in.
    """

    students: Mapping[str, Student]
    results: Mapping[str, Mapping[str, Result]]

    def score(self, assignment: str, student: str) -> str:
        """The points that count; empty if there are none, which leaves what a system has."""
        result = self.results[assignment].get(student)
        return "" if result is None or result.score is None else f"{round(result.score, 4):g}"

    def most(self, assignment: str) -> str:
        """The points of an assignment, without the bonus."""
        found = (result.max_score for result in self.results[assignment].values())
        return f"{max(found, default=0):g}"

    def missing(self) -> list[str]:
        """What a person should know before the grades go elsewhere."""
        lines = []
        for name, results in self.results.items():
            nothing = [who for who in self.students if who not in results]
            ungraded = [who for who, result in results.items() if result.ungraded]
            waiting = sum(len(result.waiting) for result in results.values() if not result.ungraded)
            parts = [
                f"{len(nothing)} handed in nothing" if nothing else "",
                f"{len(ungraded)} not graded ({', '.join(ungraded)})" if ungraded else "",
                f"{waiting} answer{'s' * (waiting > 1)} still to be marked" if waiting else "",
            ]
            if any(parts):
                lines.append(f"{name}: {', '.join(filter(None, parts))}.")
        return lines


def grades_of(course: Course, assignments: Sequence[str]) -> Grades:
    """Read the grades of some assignments.

    Parameters
    ----------
    course, assignments
        Which.

    Raises
    ------
    CourseError
        If there is no such assignment, nothing of it is graded, or the gradebook refuses.
    """
    results = {
        name: {result.student: result for result in results_of(course, name)}
        for name in assignments
    }
    directory = course.directory("")
    with refusals(), Gradebook(directory.db_url, directory.course_id) as gradebook:
        students: list[Any] = gradebook.students
        known = {
            one.id: Student(one.id, one.first_name or "", one.last_name or "", one.email or "")
            for one in students
        }
    known |= {who: Student(who) for of in results.values() for who in of if who not in known}
    return Grades(dict(sorted(known.items())), results)


def for_canvas(grades: Grades) -> str:
    """Canvas's gradebook: students by their number or their login, a column an assignment."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *grades.results]
    most = ["    Points Possible", "", "", "", "", *map(grades.most, grades.results)]
    rows = [
        [who.name, who.id if who.id.isdecimal() else "", "", who.id, ""]
        + [grades.score(name, who.id) for name in grades.results]
        for who in grades.students.values()
    ]
    return _as_csv([head, most, *rows])


def for_moodle(grades: Grades) -> str:
    """Moodle's own export, which its import reads: one column identifies, one is the grade."""
    who_columns = ["Username", "ID number", "First name", "Last name", "Email address"]
    head = [*who_columns, *(f"{name} (Real)" for name in grades.results)]
    rows = [
        [who.id, who.id, who.first_name, who.last_name, who.email]
        + [grades.score(name, who.id) for name in grades.results]
        for who in grades.students.values()
    ]
    return _as_csv([head, *rows])


def for_spreadsheets(grades: Grades) -> str:
    """A row for each student and assignment."""
    head = ["assignment", "student", "first_name", "last_name", "email"]
    head += ["score", "max_score", "penalty", "waiting", "not graded because"]
    rows = []
    for name, results in grades.results.items():
        for who in grades.students.values():
            result = results.get(who.id, Result(who.id, "nothing was handed in"))
            row = [name, who.id, who.first_name, who.last_name, who.email]
            row += [grades.score(name, who.id), grades.most(name), f"{result.penalty:g}"]
            rows.append([*row, str(len(result.waiting)), result.ungraded])
    return _as_csv([head, *rows])


def for_programs(grades: Grades) -> str:
    """All that ``autograder grade --json`` says of each assignment, in one document."""
    assignments = [
        {
            "assignment": name,
            "submissions": [result.to_json(name) for result in results.values()],
        }
        for name, results in grades.results.items()
    ]
    document = {"version": VERSION, "assignments": assignments}
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def for_gradescope(grades: Grades) -> str:
    """One hand-in as Gradescope's ``results.json``: a test for each exercise or question.

    Raises
    ------
    AutograderError
        If there is not exactly one hand-in.
    """
    found = [result for results in grades.results.values() for result in results.values()]
    if len(found) != 1:
        raise AutograderError(
            f"Gradescope takes one hand-in at a time, and there are {len(found)}. "
            "Name one assignment, in a course that has one student."
        )
    (result,) = found
    text = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
    if result.ungraded:
        document = {"score": 0, "output": f"Not graded. {result.ungraded}", **text, "tests": []}
    else:
        waits = len(result.waiting)
        marked = f"{waits} answer{'s are' if waits > 1 else ' is'} still to be marked by a person."
        document = {
            "score": result.score,
            "output": "\n".join([*([marked] if waits else []), *result.flags]),
            **text,
            "tests": [_as_test(mark) for mark in result.marks.values()],
        }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _as_test(mark: Mark) -> dict[str, Any]:
    """One exercise, as Gradescope shows it."""
    test: dict[str, Any] = {"name": mark.item.name, "visibility": "visible"}
    if mark.waits:
        return {**test, "output": f"A person marks it, up to {mark.item.points:g} points."}
    verdict = mark.verdict
    lines = []
    if verdict:
        lines += [f"A likely cause: {verdict.misconception}"] if verdict.misconception else []
        lines += [_as_line(check) for check in verdict.checks]
        lines += verdict.notes
    return {
        **test,
        "score": mark.score,
        "max_score": mark.item.points,
        "status": "passed" if mark.score >= mark.item.points else "failed",
        "output": "\n".join(map(one_line, lines)),
    }


def _as_line(check: CheckResult) -> str:
    if check.passed:
        return f"passed: {check.title}"
    return f"not passed: {check.title}. {check.message}"


FORMATS: dict[str, tuple[Callable[[Grades], str], str]] = {
    "canvas": (for_canvas, "csv"),
    "moodle": (for_moodle, "csv"),
    "csv": (for_spreadsheets, "csv"),
    "json": (for_programs, "json"),
    "gradescope": (for_gradescope, "json"),
}


def _as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell and spreadsheet_cell(cell) for cell in row] for row in rows)
    return text.getvalue()

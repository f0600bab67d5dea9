"""What persons gave and wrote, kept in a file of its own: a gradebook may get lost.

Nothing else in a gradebook is the work of people. Each assignment has a file in
``.autograder/marks/``.
"""

import json
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

_FOLDER = Path(".autograder", "marks")

Marks = dict[str, dict[str, dict[str, Any]]]  # by student and by cell


def keep_marks(root: Path, gradebook: Gradebook, assignment: str) -> None:
    """Write down what the gradebook has; of students who are not in it, the file keeps what it had.

    Parameters
    ----------
    root
        The course's folder.
    gradebook
        The open gradebook.
    assignment
        Whose marks.
    """
    now: Marks = {}
    for submission in gradebook.assignment_submissions(assignment):
        marks = now.setdefault(submission.student.id, {})
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                given = {"score": grade.manual_score, "extra": grade.extra_credit}
                if any(value is not None for value in given.values()):
                    marks[grade.name] = {**given, "again": grade.needs_manual_grade}
            for comment in notebook.comments:
                if comment.manual_comment:
                    marks.setdefault(comment.name, {})["comment"] = comment.manual_comment
    kept = kept_marks(root, assignment)
    everyone = kept | {
        student: {**kept.get(student, {}), **marks} for student, marks in now.items()
    }
    if everyone != kept and any(everyone.values()):
        path = root / _FOLDER / f"{assignment}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(everyone, indent=1), encoding="utf-8")
        draft.replace(path)


def kept_marks(root: Path, assignment: str) -> Marks:
    """What is written down; nothing if the file is not there or cannot be read."""
    try:
        return json.loads((root / _FOLDER / f"{assignment}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def restore_marks(saved: Any, marks: dict[str, dict[str, Any]]) -> None:
    """Give a submitted notebook of the gradebook the marks that are written down."""
    for grade in saved.grades:
        mark = marks.get(grade.name, {})
        if "again" in mark:
            grade.manual_score, grade.extra_credit = mark.get("score"), mark.get("extra")
            grade.needs_manual_grade = mark["again"]
    for comment in saved.comments:
        comment.manual_comment = marks.get(comment.name, {}).get("comment")

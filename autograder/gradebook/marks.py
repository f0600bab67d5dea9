"""What persons gave and wrote, kept in a file of its own: a gradebook may get lost.

Nothing else in a gradebook is the work of people. Each assignment has a file in
``.autograder/marks/``. With each mark it has a digest of what the person saw, so that nobody has to
look again at what is as it was.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution

from autograder.grading.grade import kept_verdict
from autograder.notebooks.manifest import item_name
from autograder.testing.verdict import VerdictError

_FOLDER = Path(".autograder", "marks")
_NAMED = 5  # in a sentence

Marks = dict[str, dict[str, dict[str, Any]]]  # by student and by cell


def keep_marks(root: Path, gradebook: Gradebook, assignment: str) -> list[str]:
    """Write down what the gradebook has; say so if it has lost some.

    The file keeps what it had of students, and of cells, that the gradebook does not know any more.

    Parameters
    ----------
    root
        The course's folder.
    gradebook
        The open gradebook.
    assignment
        Whose marks.

    Returns
    -------
    list of str
        A line if marks are gone from it: it may be an older copy. They are put aside then.
    """
    kept = kept_marks(root, assignment)
    everyone = {**kept}
    lost: Marks = {}
    for submission in gradebook.assignment_submissions(assignment):
        student = submission.student.id
        before = kept.get(student, {})
        now, known = _given(submission)
        gone = {name: mark for name, mark in before.items() if name not in known}
        path = root / "autograded" / student / assignment / f"{assignment}.ipynb"
        everyone[student] = gone | _with_evidence(now, before, path)
        missing = {name: mark for name, mark in before.items() if name not in gone | now}
        lost |= {student: missing} if missing else {}
    if lost:
        _write(root / _FOLDER / f"{assignment}.lost.json", kept)
    if everyone != kept and any(everyone.values()):
        _write(root / _FOLDER / f"{assignment}.json", everyone)
    return [_line(lost, assignment)] if lost else []


def _write(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(marks, indent=1), encoding="utf-8")
    draft.replace(path)


def _line(lost: Marks, assignment: str) -> str:
    """What the gradebook no longer has."""
    names = [f"{student}: {name}" for student, marks in sorted(lost.items()) for name in marks]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        f"Marks or comments are no longer in the gradebook ({', '.join(names[:_NAMED])}{more}). "
        "Is it an older copy? All that persons gave before stands in "
        f"{_FOLDER / assignment}.lost.json."
    )


def _given(submission: Any) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """The marks of a submission, and the names of all cells that may have one."""
    marks: dict[str, dict[str, Any]] = {}
    known: set[str] = set()
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            known.add(grade.name)
            given = {"score": grade.manual_score, "extra": grade.extra_credit}
            if any(value is not None for value in given.values()):
                marks[grade.name] = {**given, "again": grade.needs_manual_grade}
        for comment in notebook.comments:
            known.add(comment.name)
            if comment.manual_comment:
                marks.setdefault(comment.name, {})["comment"] = comment.manual_comment
    return marks, known


def _with_evidence(
    now: dict[str, dict[str, Any]], before: Mapping[str, dict[str, Any]], graded: Path
) -> dict[str, dict[str, Any]]:
    """The marks, with what the person who gave them saw: what is graded now, if it was not then."""
    if not now or not graded.exists():
        return now
    written = graded.stat().st_mtime_ns
    seen: dict[str, str] | None = None
    for name, mark in now.items():
        old = before.get(name, {})
        if old.get("written") != written:
            seen = _evidence_at(graded) if seen is None else seen
            old = {"seen": seen.get(name, ""), "written": written}
        mark |= {key: old[key] for key in ("seen", "written")}
    return now


def _evidence_at(graded: Path) -> dict[str, str]:
    try:
        return evidence_in(nbformat.v4.reads(graded.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # no graded notebook
        return {}


def evidence_in(graded: NotebookNode) -> dict[str, str]:
    """Of each cell that has points, a digest of what they are given for.

    That is an answer's text, with all texts that are a student's own; or the code, and which checks
    it passed.
    """
    code = {item_name(_id(cell)): cell.source for cell in graded.cells if is_solution(cell)}
    own = [
        [cell.source, cell.get("attachments", {})]
        for cell in graded.cells
        if cell.cell_type != "code" and cell.metadata.get("tags") == ["own"]
    ]
    return {
        _id(cell): _digest([cell.source, cell.get("attachments", {}), own])
        if is_solution(cell)
        else _digest([code.get(item_name(_id(cell)), ""), _outcome(cell)])
        for cell in graded.cells
        if is_grade(cell)
    }


def _id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _outcome(cell: NotebookNode) -> list[Any]:
    """The points of a verdict, and which checks were passed; nothing if it cannot be read."""
    try:
        verdict = kept_verdict(cell)
    except VerdictError:
        verdict = None
    if verdict is None:
        return []
    checks = [[check.title, check.passed] for check in verdict.checks]
    return [verdict.points, verdict.max_points, checks]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def kept_marks(root: Path, assignment: str) -> Marks:
    """What is written down; nothing if the file is not there or cannot be read."""
    try:
        return json.loads((root / _FOLDER / f"{assignment}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def is_to_be_seen_again(grade: Any, mark: Mapping[str, Any], evidence: str) -> bool:
    """Whether a person is to look again at what they have marked.

    Parameters
    ----------
    grade
        The gradebook's.
    mark
        What is written down of it.
    evidence
        Of what is graded now: see `evidence_in`.
    """
    return mark.get("seen") != evidence or grade.needs_manual_grade


def restore_marks(saved: Any, marks: Mapping[str, Mapping[str, Any]]) -> int:
    """Give cells of the gradebook that have no marks those that are written down.

    Parameters
    ----------
    saved
        A submitted notebook of the gradebook.
    marks
        By cell.

    Returns
    -------
    int
        How many points that a person gave are there again.
    """
    restored = 0
    for grade in saved.grades:
        mark = marks.get(grade.name, {})
        if "again" in mark and grade.manual_score is None and grade.extra_credit is None:
            grade.manual_score, grade.extra_credit = mark.get("score"), mark.get("extra")
            grade.needs_manual_grade = mark["again"]
            restored += 1
    for comment in saved.comments:
        if comment.manual_comment is None:
            comment.manual_comment = marks.get(comment.name, {}).get("comment")
    return restored

"""The feedback page: what a student gets back, and nothing that is not for a student."""

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from .grade import KEY
from .manifest import split_scheme

_TEMPLATES = Path(__file__).parent / "templates"


class FeedbackExporter(HTMLExporter):
    """Writes the page with the template ``student_feedback``."""

    @property
    def default_config(self) -> Config:
        """What makes it find the template."""
        config = super().default_config
        config.merge(
            Config(
                FeedbackExporter={
                    "template_name": "student_feedback",
                    "extra_template_basedirs": [str(_TEMPLATES)],
                }
            )
        )
        return config


class ForStudent(NbGraderPreprocessor):
    """Keep the answers, the student's own cells and the verdicts; say on top how it went."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook that the template shows."""
        about = resources["nbgrader"]
        told = nb.metadata.get(KEY, {})
        waiting = self._waiting(about)
        questions = _questions(nb)
        kept = [cell for cell in nb.cells if _is_the_students(cell)]
        for cell in kept:
            of = cell.metadata.get("nbgrader", NotebookNode())
            of.waiting = of.get("grade_id") in waiting
            if cell.cell_type == "code" and of.get("grade"):
                _show_verdict(cell)
            elif of.get("solution"):
                of.question = questions.get(of.grade_id, "")
        nb.cells = kept
        about["notes"] = _notes(told)
        about["exercises"] = [_row(cell) for cell in kept if _graded(cell)]
        about["waiting"] = len(waiting)
        about["bonus"] = sum(row["points"] for row in about["exercises"] if row["optional"])
        return nb, resources

    def _waiting(self, about: dict[str, Any]) -> set[str]:
        """Names of the cells that a person has still to mark."""
        with Gradebook(about["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            return {grade.name for grade in submission.grades if grade.needs_manual_grade}


def _notes(told: dict[str, Any]) -> list[str]:
    """What stands on top; why a hidden test failed is not for students."""
    if told.get("ungraded"):
        return ["Not graded yet.", told.get("note", "A person will look at it.")]
    return list(told.get("flags", ()))


def _graded(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _is_the_students(cell: NotebookNode) -> bool:
    of = cell.metadata.get("nbgrader", {})
    return bool(of.get("solution") or of.get("grade") or "own" in cell.metadata.get("tags", ()))


def _questions(nb: NotebookNode) -> dict[str, str]:
    """The text of each question, without its marking scheme, by the answer's grade_id."""
    questions, before = {}, ""
    for cell in nb.cells:
        of = cell.metadata.get("nbgrader", {})
        if of.get("solution"):
            questions[of["grade_id"]] = before
        elif cell.cell_type == "markdown":
            before = split_scheme(cell.source)[0]
    return questions


def _show_verdict(cell: NotebookNode) -> None:
    """Put the verdict beside the cell's other outputs, and leave out the bare number of points."""
    cards = [
        output.data["text/html"]
        for output in cell.outputs
        if output.output_type == "display_data" and KEY in output.metadata
    ]
    # Ours is the last: what student code showed comes before it.
    cell.metadata.nbgrader.verdict = cards[-1] if cards else ""
    cell.outputs = [
        output
        for output in cell.outputs
        if output.output_type != "execute_result" and KEY not in output.get("metadata", {})
    ]


def _row(cell: NotebookNode) -> dict[str, Any]:
    of = cell.metadata.nbgrader
    return {
        "name": of.grade_id.removeprefix("test_"),
        "score": of.score or 0,
        "points": of.points,
        "waiting": of.waiting,
        "optional": "optional" in cell.metadata.get("tags", ()),
    }

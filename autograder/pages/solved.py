"""The solved notebook: a student's answers, what became of each, and below it the model answer.

A student's code stands in it as text, so whoever runs the notebook runs the instructor's code only.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from autograder import sanitize
from autograder.grading.result import Mark, Result, State
from autograder.testing.verdict import Verdict

_MODEL = "**Model answer**"
_MODELS_ONLY = "You handed nothing in, so there are only the model answers."
_BOTH = (
    "Your answers stand above the model answers, with their points and with what was found. A "
    "model answer is one right answer of several. Your code is shown as text: if you run this "
    "notebook, the model answers run."
)
_LOCKS = ("nbgrader", "deletable", "editable")  # nobody is to hand it in


def solved_for(
    model: NotebookNode,
    result: Result,
    graded: NotebookNode | None = None,
    comments: Mapping[str, str] | None = None,
) -> NotebookNode:
    """Make the solved notebook of one student.

    Parameters
    ----------
    model
        What students get, with the model answers in it.
    result
        What became of the student's submission.
    graded
        The graded notebook, which is safe to show; None if nothing was handed in.
    comments
        By cell, what a person remarked on the submission.

    Returns
    -------
    NotebookNode
        A notebook of format 4.5, without outputs.
    """
    answers = _answers(graded) if graded else {}
    language = model.metadata.get("language_info", {}).get("name", "")
    notebook = copy.deepcopy(model)
    parts: list[str | NotebookNode] = [_banner(result, handed_in=graded is not None)]
    for cell in notebook.cells:
        if is_solution(cell):
            name = cell.metadata.nbgrader.grade_id
            if graded:
                parts += _yours(name, result, answers.get(name, []), language)
                parts += _remarks(comments or {}, name)
            parts.append(_MODEL)
        parts.append(cell)
    notebook.cells = list(_joined(parts))
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number}")  # format 4.4 had none
        for key in _LOCKS:
            cell.metadata.pop(key, None)
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    return notebook


def _banner(result: Result, *, handed_in: bool) -> str:
    """What stands on top: whose it is, the score, and how to read it."""
    whose = f"**Solved notebook for {sanitize.literal(result.student)}.**"
    if not handed_in:
        return f"{whose} {_MODELS_ONLY}"
    if result.score is None:
        return f"{whose} Your work has no score: {sanitize.literal(result.ungraded)} {_BOTH}"
    score = f"Your score is {_number(result.score)} of {_number(result.max_score)} points."
    if result.penalty:
        score += f" {_number(result.penalty)} were taken off because it was late."
    if waiting := len(result.waiting):
        score += f" {waiting} answer{'s are' if waiting > 1 else ' is'} still to be marked."
    return f"{whose} {score} {_BOTH}"


def _answers(graded: NotebookNode) -> dict[str, list[NotebookNode]]:
    """By solution cell, what was written in it and in the student's own cells around it."""
    answers: dict[str, list[NotebookNode]] = {}
    around: list[NotebookNode] = []
    for cell in graded.cells:
        if is_solution(cell):
            around = answers[cell.metadata.nbgrader.grade_id] = [*around, cell]
        elif cell.metadata.get("tags") == ["own"]:
            around.append(cell)
        else:
            around = []
    return answers


def _yours(
    name: str, result: Result, written: Iterable[NotebookNode], language: str
) -> Iterator[str | NotebookNode]:
    """A student's answer, its points, and why it lost some."""
    mark = result.marks.get(name)
    if mark is None:
        yield "**Your answer**"
    else:
        state = result.state_of(name)
        yield f"**Your answer: {_outcome(mark, state)}**"
        if state is State.NOT_BEGUN:
            return
    for cell in written:
        if cell.cell_type == "code":
            yield sanitize.fenced(cell.source, language)
        else:
            more = {"attachments": cell.attachments} if cell.get("attachments") else {}
            yield nbformat.v4.new_markdown_cell(cell.source, **more)
    if mark and mark.verdict and not mark.verdict.right:
        yield "\n".join(_found(mark.verdict))


def _outcome(mark: Mark, state: State) -> str:
    bonus = "bonus " if mark.item.optional else ""
    points = f"{_number(mark.item.points)} {bonus}points"
    match state:
        case State.MARKED:
            return f"{_number(mark.score)} of {points}"
        case State.NOT_BEGUN:
            return f"not begun, 0 of {points}"
    return f"{state}, up to {points}"


def _found(verdict: Verdict) -> Iterator[str]:
    """What the hidden test says of an answer that lost points, as on the feedback page."""
    if verdict.misconception:
        yield f"- **A likely cause:** {sanitize.literal(verdict.misconception)}"
    before: set[str] = set()
    for check in verdict.checks:
        if not check.passed:
            message = "" if check.message in before else f": {check.message}"
            yield f"- Not passed: {sanitize.literal(check.title + message)}"
            before.add(check.message)
    for note in verdict.notes:
        yield f"- {sanitize.literal(note)}"


def _remarks(comments: Mapping[str, str], name: str) -> Iterator[str]:
    """What a person remarked on an answer or its test."""
    for cell in (name, f"test_{name}"):
        if comment := comments.get(cell):
            quoted = "\n> ".join(f"**Comment:** {comment}".splitlines())
            yield f"> {quoted}"


def _joined(parts: Iterable[str | NotebookNode]) -> Iterator[NotebookNode]:
    """Cells; texts of ours that follow each other are one."""
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        if texts:
            yield nbformat.v4.new_markdown_cell("\n\n".join(texts))
            texts = []
        yield part


def _number(points: float) -> str:
    return f"{round(points, 2):g}"

"""The unit of work: (manifest, submission bytes, seed) → graded notebook and scores."""

import copy
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from .answers import RemoteAnswer
from .hidden import HiddenTestError, run_hidden
from .limits import Limits
from .manifest import Manifest
from .rebuild import rebuild
from .session import Runner, Session
from .submission import UnreadableError, read
from .verdict import Verdict

KEY = "autograder"


@dataclass
class Graded:
    """A graded submission.

    Attributes
    ----------
    notebook
        The rebuilt notebook with the outputs of the student's code and a verdict in each test cell.
    verdicts
        By the test cell's grade_id.
    flags
        What a TA should know: repaired cells, cells that killed the interpreter.
    ungraded
        Why there is no score, in a line; empty if there is one.
    """

    notebook: NotebookNode
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    ungraded: str = ""


def grade(
    manifest: Manifest, data: bytes, seed: int, runner: Runner, limits: Limits | None = None
) -> Graded:
    """Grade one submission.

    Parameters
    ----------
    manifest
        The instructor's side of the notebook.
    data
        The bytes of the file that was handed in.
    seed
        Secret number of this student in this assignment.
    runner
        A started runner.
    limits
        What the submission may use.

    Returns
    -------
    Graded
        Always, whatever is in `data`.
    """
    try:
        cells = read(data)
    except UnreadableError as error:
        return _unreadable(manifest, str(error))
    rebuilt = rebuild(manifest, cells)
    graded = Graded(rebuilt.notebook, flags=rebuilt.flags)
    with Session(runner, limits) as session:
        _run(graded, manifest, session, seed)
    graded.notebook.metadata[KEY] = {"flags": graded.flags, "ungraded": graded.ungraded}
    return graded


def _unreadable(manifest: Manifest, reason: str) -> Graded:
    notebook = copy.deepcopy(manifest.notebook)
    note = f"**This submission was not graded.** {reason} Please hand it in again."
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="autograder-note"))
    notebook.metadata[KEY] = {"flags": [], "ungraded": reason, "note": reason}
    return Graded(notebook, ungraded=reason)


def _run(graded: Graded, manifest: Manifest, session: Session, seed: int) -> None:
    """Run all cells from top to bottom, and each hidden test where it stands."""
    solved: set[str] = set()
    count = 0
    for cell in graded.notebook.cells:
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        # Figures of locked cells that grade nothing are the instructor's own.
        cell.outputs = session.run(cell.source, draws=is_grade(cell) or not is_locked(cell))
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        graded.flags.extend(_deaths(cell, grade_id))
        if is_grade(cell) and not is_solution(cell):
            try:
                verdict = run_hidden(
                    manifest.hidden.get(grade_id, ""),
                    lambda name: RemoteAnswer(session, name, seed, solved),
                )
                _compare_points(verdict, cell.metadata.nbgrader.points)
            except HiddenTestError as error:
                graded.ungraded = f"The hidden test {grade_id} failed: {error}"
                cell.outputs = []
            else:
                graded.verdicts[grade_id] = verdict
                cell.outputs = [*_harmless(cell.outputs), *_as_outputs(verdict, count)]


def _compare_points(verdict: Verdict, points: float) -> None:
    if verdict.max_points != points:
        raise HiddenTestError(f"it is worth {verdict.max_points:g} points, its cell {points:g}")


def _deaths(cell: NotebookNode, grade_id: str) -> list[str]:
    return [
        f"{grade_id or 'a cell of their own'}: {output.evalue}"
        for output in cell.outputs
        if output.output_type == "error" and output.ename in ("TimeLimit", "InterpreterDied")
    ]


def _harmless(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """What the visible checks showed, in a form that nbgrader does not take for a score."""
    shown = []
    for output in outputs:
        plain = copy.deepcopy(output)
        match output.output_type:
            case "error":
                text = f"{output.ename}: {output.evalue}\n"
                plain = nbformat.v4.new_output("stream", name="stdout", text=text)
            case "stream":
                plain.name = "stdout"
            case "execute_result":
                plain = nbformat.v4.new_output("display_data", data=output.data)
        shown.append(plain)
    return shown


def _as_outputs(verdict: Verdict, count: int) -> list[NotebookNode]:
    from .render import as_html, as_text

    card: dict[str, Any] = {"text/html": as_html(verdict), "text/plain": as_text(verdict)}
    points = nbformat.v4.new_output(
        "execute_result", data={"text/plain": repr(verdict)}, execution_count=count
    )
    marked = {KEY: {"exercise": verdict.exercise}}
    return [nbformat.v4.new_output("display_data", data=card, metadata=marked), points]

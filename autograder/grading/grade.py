"""The unit of work: (manifest, submission, seed) → graded notebook and scores."""

import copy
import functools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_locked

from autograder.files import Submission
from autograder.flags import Flag, Unreadable
from autograder.grading.hidden_tests import HiddenTestError, run_hidden
from autograder.grading.seeds import attempt_seed
from autograder.grading.stopped import Stopped, error_in, without_failed_import
from autograder.limits import IMPORTS_WITHOUT, TRIES
from autograder.notebooks.manifest import Manifest, item_name
from autograder.notebooks.match import of_another
from autograder.notebooks.merge import merge
from autograder.notebooks.read import WINDOWS, UnreadableError, encoding_of, read
from autograder.notebooks.shorten import shorten
from autograder.notebooks.slicing import Needed, cells_behind, is_test, needed_cells
from autograder.notebooks.suspicious_code import find_suspicious_code
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sanitize import one_line
from autograder.testing.answers import RemoteAnswer
from autograder.testing.verdict import Verdict

KEY = "autograder"
_NOT_RUN = "Not run, because {} did not come to an end when it was graded.\n"


@dataclass
class Graded:
    """A graded submission.

    Attributes
    ----------
    notebook
        The merged notebook with the outputs of the student's code. Each test cell keeps its verdict
        as JSON (``metadata.autograder.verdict``).
    verdicts
        By the test cell's grade_id.
    flags
        What TA and student should know: repaired cells, cells that killed the interpreter.
    suspicion
        What only the TA should know.
    ungraded
        Why there is no score, in a line; empty if there is one.
    """

    notebook: NotebookNode
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    suspicion: list[str] = field(default_factory=list)
    ungraded: str = ""


def grade(manifest: Manifest, submission: Submission, seed: int, runner: Runner) -> Graded:
    """Grade one submission.

    Parameters
    ----------
    manifest
        The instructor's side of the notebook.
    submission
        What was handed in.
    seed
        Secret number of this student in this assignment, below 2**64.
    runner
        A started runner.

    Returns
    -------
    Graded
        Always, whatever is in `submission`.
    """
    started = time.monotonic()
    until = started + runner.settings.limits.submission_seconds  # of all tries together
    try:
        cells = read(submission.notebook, runner.settings.limits)
        if other := of_another(manifest, cells):
            raise UnreadableError(Unreadable.ANOTHER.of(name=other))
    except UnreadableError as error:
        graded = _unreadable(manifest, str(error))
        graded.notebook.metadata[KEY]["submission"] = submission.digest
        return graded
    earlier: list[str] = []
    # Killed once, it may have been somebody else's doing.
    for attempt in range(TRIES):
        merged = merge(manifest, cells)
        flags = [
            *([] if runner.settings.sealed else [Flag.UNSEALED.of()]),
            *([Flag.ENCODING.of()] if encoding_of(submission.notebook) == WINDOWS else []),
            *submission.left_out,
            *merged.flags,
        ]
        graded = Graded(
            merged.notebook, flags=flags, suspicion=find_suspicious_code(cells, manifest)
        )
        with Session(runner, submission.files | manifest.files, until) as session:
            stopped = Stopped(
                runner.settings.packages, {item_name(name) for name in manifest.hidden}
            )
            _run(graded, manifest, session, attempt_seed(submission, seed, attempt), stopped)
        graded.flags += [flag for flag in earlier if flag not in graded.flags]
        if not session.killed:
            break
        earlier = graded.flags
    graded.flags += shorten(graded.notebook)
    graded.notebook.metadata[KEY] = {
        "flags": graded.flags,
        "suspicion": graded.suspicion,
        "blank": merged.blank,
        "ungraded": graded.ungraded,
        "misconceptions": {
            verdict.exercise: verdict.misconception
            for verdict in graded.verdicts.values()
            if verdict.misconception
        },
        "walls": list(runner.walls),
        "seconds": round(time.monotonic() - started, 2),
        "submission": submission.digest,
    }
    return graded


def _unreadable(manifest: Manifest, reason: str) -> Graded:
    notebook = copy.deepcopy(manifest.notebook)
    note = f"**This submission was not graded.** {reason} Please hand it in again."
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="autograder-note"))
    notebook.metadata[KEY] = {"flags": [], "ungraded": reason, "note": reason}
    return Graded(notebook, ungraded=reason)


def _run(graded: Graded, manifest: Manifest, session: Session, seed: int, stopped: Stopped) -> None:
    """Run the cells from top to bottom, and each hidden test where it stands."""
    solved, endless = set[str](), set[str]()
    ran: list[str] = []  # sources of the cells that may have defined something

    def answer(name: str) -> RemoteAnswer:
        behind = functools.partial(cells_behind, ran, name)
        return RemoteAnswer(session, name, seed, solved, behind, endless)

    cells = graded.notebook.cells
    needed = zip(cells, needed_cells(cells, manifest.hidden.values()), strict=True)
    run = [(cell, when) for cell, when in needed if when is not Needed.NEVER]
    for count, (cell, when) in enumerate(run, start=1):
        cell.execution_count = count
        tested_first = when is Needed.UNLESS_KNOWN
        verdict = _tested(graded, manifest, cell, answer) if tested_first else None
        if verdict and (verdict.right or verdict.exercise in endless):
            if not verdict.right:
                cell.outputs = [new_output("stream", text=_NOT_RUN.format(verdict.exercise))]
            _conclude(graded, cell, verdict, stopped)
            continue
        source, cell.outputs = _run_cell(graded, cell, session)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
        graded.flags += [Flag.DIED.of(place=_place(cell), reason=why) for why in session.deaths]
        if not is_locked(cell) and not session.deaths:
            stopped.note(cell.source, cell.outputs)
        if not session.deaths and not is_test(cell):
            ran.append(source)
        session.deaths.clear()
        if is_test(cell):
            verdict = verdict if tested_first else _tested(graded, manifest, cell, answer)
            _conclude(graded, cell, verdict, stopped)


def _tested(
    graded: Graded, manifest: Manifest, cell: NotebookNode, answer: Callable[[str], RemoteAnswer]
) -> Verdict | None:
    """What a cell's hidden test finds; nothing if it fails itself."""
    grade_id = cell.metadata.nbgrader.grade_id
    try:
        verdict = run_hidden(manifest.hidden.get(grade_id, ""), answer)
        _compare_points(verdict, cell.metadata.nbgrader.points)
    except HiddenTestError as error:
        graded.ungraded = f"The hidden test {grade_id} failed: {error}"
        return None
    return verdict


def _conclude(
    graded: Graded, cell: NotebookNode, verdict: Verdict | None, stopped: Stopped
) -> None:
    """Keep what a hidden test found, once it is known what the cells before it stopped at."""
    if verdict is None:
        cell.outputs = []
        return
    verdict, reason = stopped.explained(verdict)
    if reason:
        graded.flags.append(Flag.STOPPED.of(name=verdict.exercise, reason=reason))
    graded.suspicion += [
        Flag.FAULT.of(name=verdict.exercise, check=check, error=one_line(error))
        for check, error in verdict.faults.items()
    ]
    graded.verdicts[cell.metadata.nbgrader.grade_id] = verdict
    _record(cell, verdict)


def _place(cell: NotebookNode) -> str:
    """Which cell it is, for a flag."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    if name and is_test(cell):
        return f"the visible check of {item_name(name)}"
    return name or "a cell of their own"


def _run_cell(
    graded: Graded, cell: NotebookNode, session: Session
) -> tuple[str, list[NotebookNode]]:
    """Run a cell; if it stops at an import that it does not use, run it without that.

    Returns the source that was run, and the outputs.
    """
    # Figures of locked cells that grade nothing are the instructor's own.
    render = is_grade(cell) or not is_locked(cell)
    # Of an error in a visible check only the sentence is kept.
    how = {"render_figures": render, "tracebacks": not is_test(cell)}
    source = cell.source
    outputs = session.run(source, **how)
    for _ in range(IMPORTS_WITHOUT):
        error = error_in(outputs)
        if error is None or is_locked(cell):
            break
        shorter = without_failed_import(source, error)
        if shorter is None:
            break
        source = shorter
        what = one_line(str(error.evalue)).partition(" (")[0]
        graded.flags.append(Flag.IMPORT.of(place=_place(cell), error=what))
        outputs = session.run(source, **how)
    return source, outputs


def _compare_points(verdict: Verdict, points: float) -> None:
    if verdict.max_points != points:
        raise HiddenTestError(f"it is worth {verdict.max_points:g} points, its cell {points:g}")


def _harmless(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """What the visible checks showed, in a form that nbgrader does not take for a score."""
    shown = []
    for output in outputs:
        plain = copy.deepcopy(output)
        match output.output_type:
            case "error":
                text = f"{output.ename}: {output.evalue}\n"
                plain = new_output("stream", name="stdout", text=text)
            case "stream":
                plain.name = "stdout"
            case "execute_result":
                plain = new_output("display_data", data=output.data)
        shown.append(plain)
    return shown


def _record(cell: NotebookNode, verdict: Verdict) -> None:
    """Keep a verdict in its test cell: as data, as words to read, as points for nbgrader."""
    cell.metadata[KEY] = {"verdict": nbformat.from_dict(verdict.to_json())}
    summary = new_output(
        "display_data",
        data={"text/plain": verdict.as_text()},
        metadata={KEY: {"exercise": verdict.exercise}},
    )
    points = new_output(
        "execute_result",
        data={"text/plain": repr(verdict)},
        execution_count=cell.execution_count,
    )
    cell.outputs = [*_harmless(cell.outputs), summary, points]


def kept_verdict(cell: NotebookNode) -> Verdict | None:
    """The verdict that a graded notebook's cell keeps; None if it has none.

    Raises
    ------
    VerdictError
        If it cannot be read.
    """
    kept = cell.metadata.get(KEY, {}).get("verdict")
    return None if kept is None else Verdict.from_json(kept)

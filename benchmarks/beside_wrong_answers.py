"""What do wrong answers cost? Notebooks with an exercise right, all earlier ones wrong or blank.

``make bench``, or ``python benchmarks/beside_wrong_answers.py [ode] [lif] ...``: how many times as
long they take as the same student's perfect notebook, graded just before; for the model solutions
and all perfect notebooks of the sample class. Each is measured once, the slowest again. An hour
for all.
"""

import copy
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest, item_name
from autograder.notebooks.scripts import fill
from autograder.sandbox.runner import Runner
from autograder.testing.verdict import Verdict

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # where the hidden tests are
ROUNDS = 7
SHOWN = 5
# Returns something else than the right function, a figure among it, or raises.
WRONG = """

def wrong_of(right):
    return lambda *args, **named: 2 * right(*args, **named) + 1

{name} = wrong_of({name})
"""


def perfect_notebooks(manifest: Manifest, path: Path) -> Iterator[tuple[str, NotebookNode]]:
    """The model solutions, and what the sample class answers; not all of these are right."""
    yield "the model", manifest.solved(path)
    for answers in sorted((PROJECT / "examples" / manifest.name).glob("*.py")):
        yield answers.stem, fill(manifest.release(), answers.read_text(encoding="utf-8"))


def named(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The cells for answers, by their names."""
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if is_solution(cell)}


def beside(manifest: Manifest, right: NotebookNode, exercise: str, how: str) -> NotebookNode:
    """A notebook in which an exercise and the later ones are right, the earlier ones are not."""
    exercises = [item_name(test) for test in manifest.hidden]
    blank = {name: cell.source for name, cell in named(manifest.notebook).items()}
    notebook = copy.deepcopy(right)
    cells = named(notebook)
    for name in exercises[: exercises.index(exercise)]:
        wrong = cells[name].source + WRONG.format(name=name)
        cells[name].source = wrong if how == "wrong" else blank[name]
    return notebook


def measure(name: str, runner: Runner) -> None:
    """Measure an assignment, and print what is slowest, and what does not have full points."""

    def graded(notebook: NotebookNode) -> tuple[float, dict[str, Verdict]]:
        handed_in = Submission(nbformat.writes(notebook).encode())
        started = time.perf_counter()
        verdicts = grade(manifest, handed_in, 1, runner).verdicts
        seconds = time.perf_counter() - started
        return seconds, {verdict.exercise: verdict for verdict in verdicts.values()}

    def ratio(student: str, exercise: str, how: str) -> float:
        base, _verdicts = graded(perfect[student])
        seconds, verdicts = graded(beside(manifest, perfect[student], exercise, how))
        if not verdicts[exercise].right:
            print(f"not right: {exercise} of {student}, earlier ones {how}", flush=True)
        return seconds / base

    path = PROJECT / "source" / name / f"{name}.ipynb"
    manifest = Manifest.of(path)
    exercises = [item_name(test) for test in manifest.hidden]
    perfect = {}
    for student, notebook in perfect_notebooks(manifest, path):
        _seconds, verdicts = graded(notebook)
        if all(verdict.right for verdict in verdicts.values()):
            perfect[student] = notebook
    print(f"\n{name}: {', '.join(perfect)}", flush=True)
    once = {
        (student, exercise, how): ratio(student, exercise, how)
        for student in perfect
        for exercise in exercises[1:]
        for how in ("wrong", "blank")
    }
    slowest = sorted(once, key=once.__getitem__, reverse=True)[:SHOWN]
    medians = {row: statistics.median(ratio(*row) for _ in range(ROUNDS)) for row in slowest}
    print(f"{len(once)} notebooks; the slowest, medians of {ROUNDS}:")
    for (student, exercise, how), median in sorted(medians.items(), key=lambda item: -item[1]):
        which = f"{exercise}, earlier ones {how}"
        print(f"{median:6.2f} times {student}'s perfect notebook: {which}", flush=True)


def main() -> None:
    """Measure the assignments that are named, or all."""
    with Runner() as runner:
        for name in sys.argv[1:] or sorted(path.name for path in (PROJECT / "source").iterdir()):
            measure(name, runner)


if __name__ == "__main__":
    main()

"""What do wrong answers cost? Notebooks with an exercise right, all earlier ones wrong or blank.

``make bench``, or ``python benchmarks/beside_wrong_answers.py [ode] [lif] ...``: how many times as
long they take as a perfect notebook that is graded just before. Two hours for all.
"""

import copy
import itertools
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest, item_name
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


def named(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The cells for answers, by their names."""
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if is_solution(cell)}


def beside(manifest: Manifest, right: NotebookNode, exercise: str) -> dict[str, NotebookNode]:
    """Notebooks in which an exercise is right, by what the others are."""
    exercises = [item_name(test) for test in manifest.hidden]
    at = exercises.index(exercise)
    blank = {name: cell.source for name, cell in named(manifest.notebook).items()}
    made = {}
    for earlier, later in itertools.product(("wrong", "blank"), ("right", "blank")):
        notebook = made[f"earlier ones {earlier}, later ones {later}"] = copy.deepcopy(right)
        cells = named(notebook)
        for name in exercises[:at]:
            wrong = cells[name].source + WRONG.format(name=name)
            cells[name].source = wrong if earlier == "wrong" else blank[name]
        for name in exercises[at + 1 :] if later == "blank" else ():
            cells[name].source = blank[name]
    return made


def measure(name: str, runner: Runner) -> None:
    """Measure an assignment, and print what is slowest."""

    def graded(notebook: NotebookNode) -> tuple[float, dict[str, Verdict]]:
        handed_in = Submission(nbformat.writes(notebook).encode())
        started = time.perf_counter()
        verdicts = grade(manifest, handed_in, 1, runner).verdicts
        seconds = time.perf_counter() - started
        return seconds, {verdict.exercise: verdict for verdict in verdicts.values()}

    path = PROJECT / "source" / name / f"{name}.ipynb"
    manifest = Manifest.of(path)
    perfect = manifest.solved(path)
    _first, verdicts = graded(perfect)
    ratios: dict[tuple[str, str], list[float]] = defaultdict(list)
    right = set()
    for exercise in list(verdicts)[1:]:
        for _ in range(ROUNDS):
            base, _verdicts = graded(perfect)
            for what, notebook in beside(manifest, perfect, exercise).items():
                seconds, verdicts = graded(notebook)
                ratios[exercise, what].append(seconds / base)
                right |= {(exercise, what)} if verdicts[exercise].right else set()
    print(f"\n{name}: right in {len(right)} of {len(ratios)} notebooks; the slowest:")
    rows = sorted(((statistics.median(of), *row) for row, of in ratios.items()), reverse=True)
    for ratio, exercise, what in rows[:SHOWN]:
        print(f"{ratio:6.2f} times a perfect notebook: {exercise}, {what}", flush=True)


def main() -> None:
    """Measure the assignments that are named, or all."""
    with Runner() as runner:
        for name in sys.argv[1:] or sorted(path.name for path in (PROJECT / "source").iterdir()):
            measure(name, runner)


if __name__ == "__main__":
    main()

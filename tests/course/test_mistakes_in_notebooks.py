"""Each known mistake, put into an otherwise perfect notebook, costs its exercise and is named."""

import ast
import copy
import functools
import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import is_solution

from autograder.commands.check import _without_tests
from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest
from autograder.notebooks.slicing import cells_behind
from autograder.sandbox.runner import Runner
from autograder.testing.exercise import Exercise, Misconception

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = sorted(path.stem for path in ROOT.glob("source/*/*.ipynb"))
SEED = 20

# Mistakes of these figures are written as what the panels would show; a student draws it.
DRAWN = {
    "plot_ISI_histograms": """
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    samples = {wrong}(ISI_noiseless, ISI_noisy)
    edges = np.linspace(min(map(np.min, samples)), max(map(np.max, samples)), 41)
    fig, axes = plt.subplots(2, 1, sharex=True)
    for ax, sample in zip(axes, samples):
        ax.hist(sample, edges)
        ax.set_xlabel("ISI (ms)")
        ax.set_ylabel("number of intervals")
    return axes
""",
    "plot_ISI_grid": """
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    samples = {wrong}(simulate, params, mu_values, sigma_values, myseed)
    edges = np.linspace(0, np.max(np.concatenate(samples)), 41)
    pairs = [(mu, sigma) for sigma in sigma_values for mu in mu_values]
    fig, axes = plt.subplots(len(sigma_values), len(mu_values), sharex=True, squeeze=False)
    for ax, sample, (mu, sigma) in zip(axes.flat, samples, pairs):
        ax.hist(sample, edges)
        ax.set(title=f"mu = {mu} pA, sigma = {sigma}", xlabel="ISI (ms)", ylabel="intervals")
    return axes
""",
    "plot_ISI_models": """
def plot_ISI_models(*args):
    samples = {wrong}(*args)
    edges = np.linspace(min(map(np.min, samples)), max(map(np.max, samples)), 41)
    fig, axes = plt.subplots(2, 1, sharex=True)
    for ax, sample, name in zip(axes, samples, ["LIF", "EIF"]):
        ax.hist(sample, edges)
        ax.set(title=name, xlabel="ISI (ms)", ylabel="number of intervals")
    return axes
""",
}


# Each mistake is known to be named (tests/autograde_tests); a notebook for each takes minutes.
EVERY = 20


def notebooks() -> Iterator[pytest.param]:
    """Some mistakes, as many in a notebook as go into one; each one alone where time allows."""
    for assignment in ASSIGNMENTS:
        exercises = importlib.import_module(f"autograde_tests.{assignment}").assignment.exercises
        known = [
            (exercise, mistake)
            for exercise in exercises.values()
            for mistake in exercise.misconceptions
        ]
        for at, made in enumerate(_together(assignment, known[::EVERY])):
            yield pytest.param(assignment, made, id=f"{assignment}-{at}")
        for exercise, mistake in known:
            of_one = f"{assignment}-{mistake.wrong.__name__}"
            made = {exercise.name: mistake}
            yield pytest.param(assignment, made, id=of_one, marks=pytest.mark.thorough)


def _together(
    assignment: str, known: list[tuple[Exercise, Misconception]]
) -> list[dict[str, Misconception]]:
    """Mistakes by exercise, at most one in an exercise and in all that it builds on."""
    notebooks: list[dict[str, Misconception]] = []
    for exercise, mistake in known:
        alone = {exercise.name} | _earlier(assignment, exercise.name)
        with_room = next((made for made in notebooks if not alone & made.keys()), None)
        if with_room is None:
            notebooks.append(with_room := {})
        with_room[exercise.name] = mistake
    return notebooks


@functools.cache
def _earlier(assignment: str, name: str) -> set[str]:
    """The exercises that an answer builds on, themselves or through others."""
    exercises = importlib.import_module(f"autograde_tests.{assignment}").assignment.exercises
    notebook = nbformat.read(ROOT / "source" / assignment / f"{assignment}.ipynb", 4)
    cells = [cell.source for cell in notebook.cells if is_solution(cell)]
    before = set(itertools.takewhile(lambda other: other != name, exercises))
    direct, _ = cells_behind(cells, name, before)
    return direct.union(*(_earlier(assignment, earlier) for earlier in direct))


def as_a_cell(wrong: Callable, name: str) -> str:
    """A wrong function with all that it needs of its package, under the exercise's name."""
    top = {defined: node for node in _definitions(wrong) for defined in _names(node)}
    found = []

    def add(needed: str) -> None:
        node = top.pop(needed, None)
        if node is not None:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name):
                    add(inner.id)
            found.append(node)  # behind what it needs, which may be the default of an argument

    add(wrong.__name__)
    last = DRAWN.get(name, f"{name} = {{wrong}}").replace("{wrong}", wrong.__name__)
    return "\n\n".join([*map(ast.unparse, found), last])


def with_what_comes_later(code: str, exercise: str, answers: nbformat.NotebookNode) -> str:
    """A mistake may be to write down what a later exercise asks for: it needs that one's cell."""
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    solutions = [cell for cell in answers.cells if is_solution(cell)]
    names = [cell.metadata.nbgrader.grade_id for cell in solutions]
    later = solutions[names.index(exercise) + 1 :]
    needed = [cell.source for cell in later if cell.metadata.nbgrader.grade_id in used]
    return "\n\n".join([*needed, code])


def _definitions(wrong: Callable) -> Iterator[ast.stmt]:
    """What the modules of a mistake's package define."""
    package = importlib.import_module(inspect.getmodule(wrong).__package__)
    for part in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{part.name}")
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef | ast.Assign):
                yield node


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


@pytest.fixture(scope="module")
def perfect() -> dict[str, tuple[Manifest, nbformat.NotebookNode]]:
    """Each assignment without its demonstrations and visible checks, and all answers to it."""
    return {assignment: _perfect(assignment) for assignment in ASSIGNMENTS}


def _perfect(assignment: str) -> tuple[Manifest, nbformat.NotebookNode]:
    path = ROOT / "source" / assignment / f"{assignment}.ipynb"
    manifest = Manifest.of(path)
    for cell in manifest.notebook.cells:
        given = cell.metadata.get("nbgrader")
        if cell.cell_type == "code" and given and not given.solution:
            cell.source = "" if given.grade else _definitions_only(cell.source)
    answers = nbformat.reads(_without_tests(nbformat.read(path, 4)).decode(), 4)
    return manifest, answers


def _definitions_only(source: str) -> str:
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef)
    return "\n".join(ast.unparse(node) for node in ast.parse(source).body if isinstance(node, kept))


@pytest.mark.slow
@pytest.mark.parametrize(("assignment", "mistakes"), list(notebooks()))
def test_known_mistakes_cost_their_exercises_only_and_are_named(
    assignment: str, mistakes: dict[str, Misconception], perfect: dict, runner: Runner
) -> None:
    manifest, answers = copy.deepcopy(perfect[assignment])
    for cell in answers.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in mistakes:
            code = as_a_cell(mistakes[name].wrong, name)
            cell.source = with_what_comes_later(code, name, perfect[assignment][1])
    handed_in = Submission(nbformat.writes(answers).encode())
    graded = grade(manifest, handed_in, SEED, runner)
    verdicts = {verdict.exercise: verdict for verdict in graded.verdicts.values()}
    made = {name: verdicts.pop(name) for name in mistakes}
    assert {name: verdict.misconception for name, verdict in made.items()} == {
        name: mistake.hint for name, mistake in mistakes.items()
    }
    assert not any(verdict.right for verdict in made.values())
    assert verdicts
    assert {
        name: (verdict.misconception, [one.problem for one in verdict.checks if one.problem])
        for name, verdict in verdicts.items()
        if verdict.misconception or not verdict.right
    } == {}

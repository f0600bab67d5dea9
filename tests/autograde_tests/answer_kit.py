"""What the tests of hidden tests need: notebooks, grading in this process, answers that misbehave.

``from answer_kit import ...`` in any test module of this folder.
"""

import ast
import contextlib
import copy
import copyreg
import functools
import importlib
import inspect
import io
import linecache
import pickle
import pkgutil
import re
import signal
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode

from autograder.notebooks.scripts import fill
from autograder.sandbox.inside.values import Code
from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.answers import LocalAnswer
from autograder.testing.drawn import shown
from autograder.testing.exercise import Assignment, Exercise
from autograder.testing.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
_HIDDEN = re.compile(r"\n*### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS", re.DOTALL)


# Notebooks


@functools.cache
def source(assignment: str) -> NotebookNode:
    """The instructor's notebook."""
    return nbformat.read(ROOT / "source" / assignment / f"{assignment}.ipynb", as_version=4)


@functools.cache
def release(assignment: str) -> NotebookNode:
    """The notebook as students get it."""
    return nbformat.read(ROOT / "release" / assignment / f"{assignment}.ipynb", as_version=4)


def students(assignment: str) -> list[str]:
    """Names of the sample students who handed in a file of answers."""
    return sorted(path.stem for path in (ROOT / "examples" / assignment).glob("*.py"))


def submission(assignment: str, student: str) -> NotebookNode:
    """The notebook that a sample student hands in."""
    answers = ROOT / "examples" / assignment / f"{student}.py"
    return fill(release(assignment), answers.read_text())


def namespace(
    notebook: NotebookNode, *, leave_out: tuple[str, ...] = (), checks: bool = False
) -> dict[str, Any]:
    """Run a notebook in this process, cell by cell, and return its globals.

    Given cells are run for their definitions only, not for their figures; a student's cell that
    fails is passed over, as in a notebook.

    Parameters
    ----------
    notebook
        A submission, a release, or an instructor's notebook.
    leave_out
        Cells not to run, by grade_id or id: those that would end this process.
    checks
        Whether to run the visible checks, too. Where one fails, this raises.
    """
    names: dict[str, Any] = {"__name__": "notebook"}
    for cell in notebook.cells:
        grading = cell.metadata.get("nbgrader", {})
        name = grading.get("grade_id", cell.get("id"))
        if cell.cell_type != "code" or name in leave_out:
            continue
        if grading.get("locked") and not grading.get("grade"):
            _run(_definitions(cell.source), names, name)
        elif grading.get("locked"):
            if checks:
                _run(_HIDDEN.sub("", cell.source), names, name)
        else:
            with contextlib.suppress(Exception):
                _run(cell.source, names, name)
    return names


def visible_checks(assignment: str, exercise: str) -> str:
    """The code of an exercise's visible checks."""
    return next(
        _HIDDEN.sub("", cell.source)
        for cell in source(assignment).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"test_{exercise}"
    )


def _run(code: str | ast.Module, names: dict[str, Any], cell: str) -> None:
    from matplotlib import pyplot as plt

    file = f"<{cell}>"
    if isinstance(code, str):  # an error quotes its line, as it does when it is graded
        file = f"<{cell} {zlib.crc32(code.encode())}>"
        linecache.cache[file] = len(code), None, code.splitlines(keepends=True), file
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, file, "exec"), names)
    plt.close("all")


def _definitions(code: str) -> ast.Module:
    """A cell's definitions, and the dicts of constants that they share."""
    tree = ast.parse(code)
    kept = ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef
    tree.body = [node for node in tree.body if isinstance(node, kept) or _is_of_constants(node)]
    return tree


def _is_of_constants(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(value=ast.Dict(values=values)):
            return all(isinstance(value, ast.Constant) for value in values)
    return False


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in whatever runs, after a while."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"still running after {seconds:g} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class ImpatientAnswer(LocalAnswer):
    """A function in this process that is stopped after a while, for good."""

    patience = 1.0

    def call(self, *args: Any, **how: Any) -> Any:
        """See `Answer.call`."""
        try:
            with time_limit(self.patience):
                return super().call(*args, **how)
        except StudentError as error:
            if error.name != "TimeoutError":
                raise
            raise StudentError(Reason.TIME, self.patience) from None


# Grading in this process


def grade_all(
    assignment: Assignment, names: Mapping[str, Any], seed: int = 0, patience: float = 1.0
) -> dict[str, Verdict]:
    """Grade all functions of a namespace, in the order of the assignment.

    Parameters
    ----------
    assignment
        The exercises.
    names
        A student's globals; what is not there counts as not defined.
    seed
        The student's secret number.
    patience
        Seconds after which a call is stopped.
    """
    solved: set[str] = set()
    verdicts = {}
    for name in assignment.exercises:
        answer = ImpatientAnswer(names.get(name) or _undefined(name), name, seed, solved)
        answer.patience = patience
        verdicts[name] = assignment.grade(name, answer)
    return verdicts


def grade_one(exercise: Exercise, function: Callable, seed: int = 0) -> Verdict:
    """Grade one function, as it stands."""
    return remembering(exercise).grade(LocalAnswer(function, exercise.name, seed))


# The exercise that was graded last: tests grade many answers to one, then to the next.
_last: list[tuple[Exercise, Exercise]] = []


def remembering(exercise: Exercise) -> Exercise:
    """The same exercise; its reference and known mistakes compute once what is asked again."""
    if not _last or _last[0][0] is not exercise:
        known = tuple(
            replace(one, wrong=computed_once(_as_shown(one.wrong)))
            for one in exercise.misconceptions
        )
        reference = computed_once(exercise.reference)
        again = replace(exercise, reference=reference, misconceptions=known)
        _last[:] = [(exercise, again)]
    return _last[0][1]


def _as_shown(wrong: Callable) -> Callable:
    return functools.wraps(wrong)(lambda *args: shown(wrong(*args)))


def _as_drawn(code: Code) -> tuple:
    """What a function of the grader's is made of, without what it has counted since."""
    return Code, (code.name, code.source, code.numbers, code.label)


copyreg.pickle(Code, _as_drawn)  # once called, it holds a function, which cannot be pickled


def computed_once(function: Callable) -> Callable:
    """The same function, which computes nothing twice; its noise is the same whoever asks first."""
    values: dict[bytes, Any] = {}

    @functools.wraps(function)
    def compute(*args: Any) -> Any:
        try:
            asked = pickle.dumps(args)
        except (pickle.PicklingError, AttributeError, TypeError):  # a function of a notebook
            return function(*args)
        if asked not in values:
            with noise_of(f"{function.__name__} {zlib.crc32(asked)}"):
                values[asked] = function(*args)
        return copy.deepcopy(values[asked])

    return compute


@contextlib.contextmanager
def noise_of(name: str) -> Iterator[None]:
    """Noise without a seed is another at each call, and the same each time under this name."""
    seeds = np.random.default_rng(zlib.crc32(name.encode()))
    generator, seed_all = np.random.default_rng, np.random.seed

    def seeded(seed: object) -> object:
        return int(seeds.integers(2**32)) if seed is None else seed

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(np.random, "default_rng", lambda seed=None: generator(seeded(seed)))
        patched.setattr(np.random, "seed", lambda seed=None: seed_all(seeded(seed)))
        yield


def failed_by(verdicts: Iterable[Verdict]) -> set[tuple[str, str]]:
    """The checks that somebody did not pass: exercise, and what is checked."""
    return {
        (verdict.exercise, check.title)
        for verdict in verdicts
        for check in verdict.checks
        if not check.passed
    }


def all_checks(exercises: Mapping[str, Exercise]) -> set[tuple[str, str]]:
    """All checks of some exercises, in the form of `failed_by`."""
    return {(name, check.title) for name, one in exercises.items() for check in one.checks}


def _undefined(name: str) -> Callable:
    def missing(*_: object) -> None:
        raise NameError(f"{name} is not defined")

    return missing


def drawn_inputs(exercise: Exercise, seed: int) -> list[tuple]:
    """The arguments of the calls that the hidden tests make for one student."""
    calls: list[tuple] = []

    def spy(*args: Any) -> Any:
        calls.append(copy.deepcopy(args))
        return exercise.reference(*args)

    grade_one(exercise, spy, seed)
    return calls


# Known mistakes


def parts_of(package: ModuleType) -> list[ModuleType]:
    """All modules of an assignment's known mistakes, whether the package brings them in or not."""
    return [
        importlib.import_module(f"{package.__name__}.{part.name}")
        for part in pkgutil.iter_modules(package.__path__)
    ]


def written_in(package: ModuleType) -> list[str]:
    """Names of the mistakes that are written down; twice if one stands in two modules."""
    return sorted(
        name for part in parts_of(package) for name in vars(part) if "__" in name.strip("_")
    )


@functools.cache
def helpers_of(package: ModuleType) -> str:
    """Code of the private helpers of known mistakes, to paste into a student's cell with one."""
    return "\n".join(
        inspect.getsource(helper)
        for part in parts_of(package)
        for name, helper in vars(part).items()
        if name.startswith("_") and inspect.isfunction(helper)
        if helper.__module__ == part.__name__
    )


# Right answers that misbehave


def without_arrays(function: Callable) -> Callable:
    """The same function, written for numbers: an array is too much for it."""

    def answer(*args: Any) -> Any:
        if any(isinstance(arg, np.ndarray) for arg in args):
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return function(*args)

    return answer


def careless(function: Callable) -> Callable:
    """The same function, but it spoils its arguments, prints, warns and leaves figures open."""

    def answer(*args: Any) -> Any:
        import warnings

        from matplotlib import pyplot as plt

        value = copy.deepcopy(function(*args)) if not _draws(function) else function(*args)
        for arg in args:
            if isinstance(arg, np.ndarray):
                arg.fill(0)
            elif isinstance(arg, list | dict):
                arg.clear()
        print("x is now", value)
        warnings.warn("overflow encountered in exp", RuntimeWarning, stacklevel=1)
        if not _draws(function):
            plt.plot([1, 2], [3, 4])
        return value

    return answer


def _draws(function: Callable) -> bool:
    return function.__name__.startswith("plot_")


def parameters(function: Callable) -> list[str]:
    """Names of a function's parameters."""
    return list(inspect.signature(function).parameters)

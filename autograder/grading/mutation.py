"""How a changed solution fares: graded as if a student with all else right had handed it in."""

import functools
import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbgrader.utils import is_grade, is_solution

from autograder.grading.hidden_tests import run_hidden
from autograder.grading.workers import Failed, spread
from autograder.limits import MUTANT_SECONDS
from autograder.modules import modules_of
from autograder.notebooks.manifest import manifest_of
from autograder.notebooks.slicing import cells_behind, cells_to_run
from autograder.sandbox.runner import runner
from autograder.sandbox.session import Session
from autograder.settings import Settings
from autograder.testing.answers import LocalAnswer, RemoteAnswer
from autograder.testing.verdict import Verdict

_SEED = 1


@dataclass(frozen=True)
class Trial:
    """A changed solution to try.

    Attributes
    ----------
    course
        The course's folder.
    source
        The instructor's notebook.
    exercise
        Name of the exercise.
    cell
        What stands in its cell.
    """

    course: Path
    source: Path
    exercise: str
    cell: str


@dataclass(frozen=True)
class KnownMistake:
    """A known mistake to try.

    Attributes
    ----------
    course
        The course's folder.
    tests
        Name of the module of the assignment's hidden tests.
    exercise
        Name of the exercise.
    at
        Which of its misconceptions it is.
    """

    course: Path
    tests: str
    exercise: str
    at: int


def try_all(
    trials: Sequence[Trial | KnownMistake], settings: Settings, *, jobs: int | None = None
) -> Iterator[tuple[Trial | KnownMistake, Verdict | Failed]]:
    """Grade changed solutions and known mistakes side by side.

    Parameters
    ----------
    trials
        What is tried. A changed solution runs in the sandbox; a mistake, which is part of the
        hidden tests, does not.
    settings
        How student code is run; calls get less time.
    jobs
        How many at a time; as many as there are cores if not given.

    Yields
    ------
    trial, verdict
        In the order in which they are done.

    Raises
    ------
    SandboxError
        If there is no sandbox to be had.
    """
    limits = settings.limits
    call, cell = (min(MUTANT_SECONDS, most) for most in (limits.call_seconds, limits.cell_seconds))
    quick = replace(settings, limits=replace(limits, call_seconds=call, cell_seconds=cell))
    try_it = functools.partial(_try_one, settings=quick)
    yield from spread(try_it, trials, jobs=jobs, seconds=limits.submission_seconds)


def _try_one(trial: Trial | KnownMistake, settings: Settings) -> Verdict:
    with modules_of(trial.course).active():
        if isinstance(trial, KnownMistake):
            return _graded_here(trial)
        return _graded(trial, settings)


def _graded_here(trial: KnownMistake) -> Verdict:
    exercise = importlib.import_module(trial.tests).assignment.exercises[trial.exercise]
    wrong = exercise.misconceptions[trial.at].wrong
    return exercise.grade(LocalAnswer(wrong, trial.exercise, _SEED))


def _graded(trial: Trial, settings: Settings) -> Verdict:
    manifest = manifest_of(trial.source)
    before, answered = _until(trial.source, trial.exercise)
    ran, solved = [*before, trial.cell], set(answered)
    with Session(runner(settings), manifest.files) as session:
        for source in ran:
            session.run(source, render_figures=False)
        return run_hidden(
            manifest.hidden[f"test_{trial.exercise}"],
            lambda name: RemoteAnswer(
                session, name, _SEED, solved, functools.partial(cells_behind, ran, name)
            ),
        )


@functools.lru_cache(maxsize=256)
def _until(path: Path, exercise: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Sources of the cells before an exercise's, and which exercises these answer."""
    cells = nbformat.read(path, as_version=4).cells
    hidden = manifest_of(path).hidden.values()
    needed = [cell for cell, run in zip(cells, cells_to_run(cells, hidden), strict=True) if run]
    names = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in needed]
    before = list(zip(names, needed, strict=True))[: names.index(exercise)]
    sources = [cell.source for _, cell in before if is_solution(cell) or not is_grade(cell)]
    return tuple(sources), frozenset(name for name, cell in before if is_solution(cell))

"""Proof that decoys can be built on, and that they give nothing away."""

import functools
import itertools
from collections.abc import Iterator

import numpy as np
from nbgrader.utils import is_solution

from autograder.grading.grade import Graded
from autograder.notebooks.manifest import Manifest
from autograder.notebooks.slicing import cells_behind, cells_to_run, is_test
from autograder.sandbox.inside.wire import dumps
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.testing.answers import LocalAnswer, RemoteAnswer
from autograder.testing.exercise import Assignment, Exercise

_SEEDS = 1, 2
_DRAWS = 5


def unsound_decoys(
    tests: Assignment, solution: Graded, manifest: Manifest, runner: Runner
) -> Iterator[str]:
    """What is wrong with the decoys of an assignment, a line each.

    Parameters
    ----------
    tests
        Its hidden tests.
    solution
        The graded solution notebook.
    manifest
        The instructor's side of the notebook.
    runner
        A started runner.
    """
    for name in sorted(tests.decoys.names if tests.decoys else ()):
        yield from _given_away(tests, name)
    yield from _not_built_on(tests, solution, manifest, runner)


def _given_away(tests: Assignment, name: str) -> Iterator[str]:
    """What a decoy tells about its exercise."""
    exercise = tests.exercises.get(name)
    if exercise is None or tests.decoys is None:
        yield f"there is a decoy of {name}, which is no exercise"
        return
    decoys = [tests.decoys.drawn(seed, [name])[name].function for seed in _SEEDS]
    points = max(exercise.grade(LocalAnswer(decoy, name)).points for decoy in decoys)
    if points:
        yield f"the decoy of {name} earns {points:g} as an answer"
    values = [_values(exercise, LocalAnswer(decoy, name)) for decoy in decoys]
    if values[0] == values[1]:
        yield f"the decoy of {name} is the same for each hand-in: give it a number with a range"


def _values(exercise: Exercise, answer: LocalAnswer) -> list[bytes]:
    """What an answer gives for some inputs of each check."""
    inputs = [
        check.inputs(np.random.default_rng(draw))
        for check in exercise.checks
        for draw in range(_DRAWS)
    ]
    return [dumps(answer.call(*arguments)) for arguments in inputs]


def _not_built_on(
    tests: Assignment, solution: Graded, manifest: Manifest, runner: Runner
) -> Iterator[str]:
    """Where the solution of an exercise does not go with decoys of the earlier ones."""
    ran: list[str] = []
    cells = solution.notebook.cells
    with Session(runner, manifest.files) as session:
        for cell in itertools.compress(cells, cells_to_run(cells, manifest.hidden.values())):
            if is_test(cell):
                continue
            session.run(cell.source, render_figures=False)
            ran.append(cell.source)
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if is_solution(cell) and name in tests.exercises:
                behind = functools.partial(cells_behind, ran, name)
                answer = RemoteAnswer(session, name, _SEEDS[0], set(), behind)
                yield from _with_decoys(tests, name, answer)


def _with_decoys(tests: Assignment, name: str, answer: RemoteAnswer) -> Iterator[str]:
    earlier = set(itertools.takewhile(lambda other: other != name, tests.exercises))
    for used in sorted(answer.reads(earlier) - (tests.decoys.names if tests.decoys else set())):
        yield f"the solution of {name} calls {used}, of which there is no decoy"
    try:
        verdict = tests.grade_with_decoys(name, answer)
    except Exception as error:  # of a reference: anything may happen in it
        yield f"{name} with decoys: the reference raises {type(error).__name__}: {error}"
        return
    if verdict and not verdict.right:
        problems = [check.problem.message for check in verdict.checks if check.problem]
        yield f"{name} with decoys: {problems[0]}"

"""A check that is missing comes to light: without it, something that it alone caught survives."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from autograder.commands.mutate import Tried, mutate
from autograder.course import CONFIG, Course
from autograder.grading.mutation import KnownMistake, Trial, try_all
from autograder.grading.workers import Failed
from autograder.settings import Settings

COURSE = Course(Path(__file__).resolve().parents[2])
DRAWN, LEAST = 100, 95
REMOVED = """
from dataclasses import replace

whole = assignment.exercises[{exercise!r}]
rest = tuple(check for check in whole.checks if check.title != {title!r})
assignment.exercises[{exercise!r}] = replace(whole, checks=rest)
"""


@pytest.mark.thorough
def test_of_100_checks_removed_at_random_95_come_to_light(tmp_path):
    checks = [
        (assignment, tried, title)
        for assignment in COURSE.assignments()
        for tried in mutate(COURSE, assignment)
        for title in tried.checks
    ]
    drawn = np.random.default_rng(14).choice(len(checks), DRAWN, replace=False)
    missing, trials = set(), {}
    for at in drawn:
        assignment, tried, title = checks[at]
        missing.add(f"{tried.exercise}: {title}")
        course = without(assignment, tried.exercise, title, tmp_path / str(at))
        trial = caught_by(title, course, assignment, tried)
        if trial:
            trials[trial] = f"{tried.exercise}: {title}"
    for trial, verdict in try_all(list(trials), Settings.of(COURSE.config)):
        if not isinstance(verdict, Failed) and verdict.right:
            missing.discard(trials[trial])
    assert len(missing) <= DRAWN - LEAST, sorted(missing)


def without(assignment: str, exercise: str, title: str, folder: Path) -> Course:
    """A copy of the course with one check less."""
    for part in ("autograde_tests", "reference", f"source/{assignment}"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(COURSE.root / part, folder / part, ignore=ignored)
    shutil.copy(COURSE.root / CONFIG, folder)
    with (folder / "autograde_tests" / assignment / "__init__.py").open("a") as tests:
        tests.write(REMOVED.format(exercise=exercise, title=title))
    return Course(folder)


def caught_by(
    title: str, course: Course, assignment: str, tried: Tried
) -> Trial | KnownMistake | None:
    """Something that fails this check and no other, to be tried in another course."""
    for mutant, outcome in tried.outcomes.items():
        if outcome.failed == [title]:
            return Trial(course.root, course.source(assignment), tried.exercise, mutant.source)
    for at, outcome in enumerate(tried.mistakes.values()):
        if outcome.failed == [title]:
            return KnownMistake(course.root, f"autograde_tests.{assignment}", tried.exercise, at)
    return None

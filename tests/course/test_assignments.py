"""All that `autograder check` claims holds for this course."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.commands.check import check
from autograder.commands.main import main
from autograder.course import Course
from autograder.sandbox.runner import Runner
from autograder.settings import Settings

COURSE = Course(Path(__file__).resolve().parents[2])
FIRST, *OTHERS = COURSE.assignments()


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner(Settings.of(COURSE.config)) as started:
        yield started


@pytest.mark.slow
def test_sandbox_and_assignment_are_sound(monkeypatch, capsys) -> None:
    monkeypatch.chdir(COURSE.root)
    assert main(["check", FIRST]) == 0, capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("assignment", OTHERS)
def test_an_assignment_is_sound(assignment: str, runner: Runner) -> None:
    claims = check(COURSE, assignment, runner)
    assert claims
    assert {claim: problems for claim, problems in claims.items() if problems} == {}

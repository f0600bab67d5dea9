"""What docs/instructors.md tells an instructor to write works as printed."""

import re
from pathlib import Path

import pytest

from autograder.notebooks.manifest import split_hidden
from autograder.testing.answers import LocalAnswer

GUIDE = (Path(__file__).parents[2] / "docs" / "instructors.md").read_text()
REFERENCE, TEST, SOLUTION, CHECK = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def names():
    """What the guide's code defines, the solution as a student's answer."""
    defined = {}
    exec(REFERENCE + TEST, defined)
    answer = {}
    exec(SOLUTION, answer)
    return defined, answer["time_constant"]


def test_the_solution_earns_everything(names):
    defined, answer = names
    verdict = defined["grade"]("time_constant", LocalAnswer(answer))
    assert verdict.right
    assert verdict.points == 4


def test_a_wrong_answer_is_named(names):
    defined, _answer = names

    def time_constant(C_m, g_L):
        return g_L / C_m

    verdict = defined["grade"]("time_constant", LocalAnswer(time_constant))
    assert verdict.points == 0
    assert verdict.misconception.startswith("Upside down")


def test_partly_right_earns_part(names):
    defined, _answer = names

    def time_constant(C_m, g_L):
        return float(C_m) / g_L

    assert defined["grade"]("time_constant", LocalAnswer(time_constant)).points == 3


def test_the_visible_check_passes_and_fails(names):
    _defined, answer = names
    visible, hidden = split_hidden(CHECK)
    assert 'grade("time_constant", time_constant)' in hidden
    exec(visible, {"time_constant": answer})
    with pytest.raises(AssertionError, match="10 ms"):
        exec(visible, {"time_constant": lambda C_m, g_L: g_L / C_m})

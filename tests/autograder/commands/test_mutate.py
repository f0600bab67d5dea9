"""`autograder mutate`: what the hidden tests miss comes to light, and nothing is tried twice."""

import ast
from types import MappingProxyType

import numpy as np
import pytest
from tiny_course import NAME, find, source_notebook, write_course

from autograder.commands.main import main
from autograder.commands.mutate import mutate
from autograder.commands.mutate_table import as_table, write_unnamed
from autograder.course import Course, CourseError
from autograder.grading import mutation

SOLUTION = """
def total(values):
    if not len(values):
        return 0
    return sum(double(value) for value in values)
"""
RIGHT_AS_WELL = "if not len(values): → pass"
NO_TEST = "return 0 → return 1"


@pytest.fixture(autouse=True)
def tried(monkeypatch, runner):
    """All is tried in this process; what has been."""
    trials = []

    def one_by_one(function, work, *, jobs, seconds):
        trials.extend(work)
        return ((one, function(one)) for one in work)

    monkeypatch.setattr(mutation, "spread", one_by_one)
    monkeypatch.setattr(mutation, "runner", lambda _settings: runner)
    return trials


@pytest.fixture
def written(tmp_path):
    """The tiny course with another solution, and hidden tests with some replacements."""

    def write(solution=SOLUTION, double=None, replacements=MappingProxyType({})):
        source = source_notebook()
        find(source, "total").source = solution
        if double:
            find(source, "double").source = double
        folder = write_course(tmp_path, source)
        module = folder / "tiny_tests" / "tiny.py"
        text = module.read_text()
        for old, new in replacements.items():
            assert old in text
            text = text.replace(old, new)
        module.write_text(text)
        return Course(folder)

    return write


def survivors(tried):
    return {mutant.change for one in tried for mutant in one.survivors}


WITHOUT_A_CHECK = {'Check("nothing", lambda rng: ([],), Close("The total"), repeats=1),': ""}


def accepting(**reasons):
    """How the tiny course's tests accept changes of `total`."""
    return {"decoys=decoys)": f"decoys=decoys, equivalents={ {'total': reasons} })"}


def test_a_removed_check_comes_to_light(written):
    assert survivors(mutate(written(), NAME)) == {RIGHT_AS_WELL}
    assert NO_TEST in survivors(mutate(written(replacements=WITHOUT_A_CHECK), NAME))


DOUBLE = """
def double(x):
    \"\"\"Twice a number.

    x: a number or an array, perhaps of either sign.
    \"\"\"
    return 2 * np.asarray(x)
"""
CHECKS = {
    "a number": 'Check("a number", _number, Close("The double"), weight=3),',
    "an array": 'Check("an array", _array, Close("The double"), weight=1),',
    "whole": "Check('whole', lambda rng: (-np.arange(1, rng.integers(5, 9)),), Close()),",
}
WHOLE = {
    "decoys=decoys)": "decoys=decoys, equivalents={'double': {'return 2 * np.asarray(x) → return "
    "np.asarray(2 * np.asarray(x)).astype(np.asarray(x).dtype)': 'twice a whole number is one'}})"
}


@pytest.fixture
def with_negative(written):
    """The tiny course with a docstring and a check more, and hidden tests without one of these."""

    def write(removed=None):
        kept = "".join(text for title, text in CHECKS.items() if title != removed)
        both = f"{CHECKS['a number']}\n        {CHECKS['an array']}"
        return written(double=DOUBLE, replacements={both: kept, **WHOLE})

    return write


@pytest.mark.parametrize("seed", range(3))
def test_a_check_removed_at_random_comes_to_light(seed, with_negative):
    (before,) = mutate(with_negative(), NAME, ["double"])
    assert (before.survivors, before.unneeded) == ([], [])
    removed = np.random.default_rng(seed).choice(before.checks)
    (after,) = mutate(with_negative(removed), NAME, ["double"])
    assert after.survivors


def test_a_check_that_nothing_needs_is_listed_and_is_no_error(written, monkeypatch, capsys):
    twice = 'Check("once more", _number, Close("The double")),'
    course = written(replacements={CHECKS["a number"]: CHECKS["a number"] + twice})
    monkeypatch.chdir(course.root)
    assert main(["mutate", NAME, "--exercise", "double"]) == 0
    shown = capsys.readouterr().out
    assert "double has checks that nothing needs:\n    a number\n    once more" in shown


def test_a_known_mistake_that_only_one_check_catches_needs_it(written):
    square = 'Misconception(lambda x: np.asarray(x) ** 2, "That is the square."),'
    no_array = "Misconception(lambda x: 2 * float(x), 'Arrays, too.'),"
    (before,) = mutate(written(), NAME, ["double"])
    assert "an array" in before.unneeded
    (after,) = mutate(written(replacements={square: square + no_array}), NAME, ["double"])
    assert "an array" not in after.unneeded


def test_a_known_mistake_that_earns_everything_is_an_error(written, monkeypatch, capsys):
    square = 'Misconception(lambda x: np.asarray(x) ** 2, "That is the square."),'
    right = "Misconception(double, 'This is right.'),"
    monkeypatch.chdir(written(replacements={square: square + right}).root)
    assert main(["mutate", NAME, "--exercise", "double"]) == 1
    assert "double gives everything to a known mistake:\n    double" in capsys.readouterr().out


def test_what_is_right_as_well_is_accepted_with_a_reason(written, monkeypatch, capsys):
    course = written(replacements=accepting(**{RIGHT_AS_WELL: "No sum is 0."}))
    monkeypatch.chdir(course.root)
    assert main(["mutate", NAME]) == 0
    assert "survive" in capsys.readouterr().out


@pytest.mark.parametrize("accepted", [NO_TEST, "return 0 → return 99"])
def test_what_is_accepted_and_caught_or_not_there_is_an_error(
    accepted, written, monkeypatch, capsys
):
    reasons = {RIGHT_AS_WELL: "No sum is 0.", accepted: "Nobody knows."}
    monkeypatch.chdir(written(replacements=accepting(**reasons)).root)
    assert main(["mutate", NAME, "--exercise", "total"]) == 1
    assert accepted in capsys.readouterr().out


def test_nothing_is_tried_twice_until_something_changes(written, tried):
    first = mutate(written(), NAME)
    count = len(tried)
    assert count == sum(len(one.outcomes) + len(one.mistakes) for one in first)
    assert mutate(written(), NAME) == first
    assert len(tried) == count
    mutate(written(replacements=WITHOUT_A_CHECK), NAME, ["double"])
    assert {one.exercise for one in tried[count:]} == {"double"}


def test_what_was_tried_is_kept_when_the_command_is_stopped(written, tried, monkeypatch):
    def stopped(function, work, *, jobs, seconds):
        yield work[0], function(work[0])
        raise KeyboardInterrupt

    everything = mutation.spread
    monkeypatch.setattr(mutation, "spread", stopped)
    with pytest.raises(KeyboardInterrupt):
        mutate(written(), NAME)
    monkeypatch.setattr(mutation, "spread", everything)
    outcomes = mutate(written(), NAME)
    assert len(tried) == sum(len(one.outcomes) + len(one.mistakes) for one in outcomes) - 1


def test_the_table_counts_what_survives_and_what_is_named(written):
    tried = mutate(written(), NAME)
    total = next(one for one in tried if one.exercise == "total")
    named = [outcome for outcome in total.outcomes.values() if outcome.misconception]
    assert 0 < len(named) < len(total.outcomes) - 1
    lines = as_table(tried).splitlines()
    counts = (len(total.outcomes), 1, 0, len(named), len(total.checks), len(total.unneeded))
    assert ["total", *map(str, counts)] in [line.split() for line in lines]
    assert f"    {RIGHT_AS_WELL}" in lines


def test_a_mistake_without_a_name_is_written_down_as_a_function(written):
    course = written()
    text = write_unnamed(course, NAME, mutate(course, NAME)).read_text()
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert {function.name.partition("__")[0] for function in functions} >= {"half", "total"}
    assert NO_TEST in {ast.get_docstring(function) for function in functions}


def test_a_near_name_is_suggested_and_a_solution_that_is_not_python_is_named(written):
    with pytest.raises(CourseError, match=r"no exercise totall in tiny\. Did you mean total"):
        mutate(written(), NAME, ["totall"])
    with pytest.raises(CourseError, match="solution of total is not Python"):
        mutate(written("def total(values: return 1"), NAME)


def test_mutants_are_graded_by_a_pool_in_the_sandbox(written, monkeypatch):
    monkeypatch.undo()
    (double,) = mutate(written(), NAME, ["double"], jobs=2)
    assert double.survivors == []
    assert len(double.outcomes) >= 4

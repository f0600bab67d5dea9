"""Hidden tests run here; the names that they mention are answers elsewhere."""

import sys
import types

import pytest

from autograder.grading.hidden_tests import HiddenTestError, run_hidden
from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.verdict import Verdict


@pytest.fixture
def tests(monkeypatch):
    """A module of hidden tests that notes what it is given."""
    module = types.ModuleType("throwaway_tests")
    module.given = []

    def grade(name, answer):
        module.given.append((name, answer))
        return Verdict(name, 5, ())

    module.grade = grade
    monkeypatch.setitem(sys.modules, "throwaway_tests", module)
    return module


def answer(name):
    return f"the student's {name}"


@pytest.mark.parametrize(
    "source",
    [
        'import throwaway_tests; throwaway_tests.grade("f", f)',
        'import throwaway_tests as t\nt.grade("f", f)\n',
        'from throwaway_tests import grade\n\n# a comment\ngrade("f", f)  # and one more',
        'from throwaway_tests import grade as g\nname = "f"\ng(name, f)',
        'from throwaway_tests import grade\nverdict = grade("f", f)\nverdict',
    ],
)
def test_the_last_line_is_the_verdict(tests, source):
    assert run_hidden(source, answer).exercise == "f"
    assert tests.given == [("f", "the student's f")]


def test_only_names_that_the_test_does_not_define_are_the_students(tests):
    asked = []
    run_hidden(
        "import throwaway_tests\nlist(range(3))\nx = max(1, 2)\nthrowaway_tests.grade('f', [f, x])",
        lambda name: asked.append(name) or name,
    )
    assert asked == ["f"]
    assert tests.given == [("f", ["f", 2])]


def test_one_test_knows_nothing_of_the_one_before(tests):
    run_hidden("import throwaway_tests as t\nleft = 1\nt.grade('f', f)", answer)
    run_hidden("import throwaway_tests as t\nt.grade('f', left)", answer)
    assert tests.given[1] == ("f", "the student's left")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "there is none"),
        ("\n  \n", "there is none"),
        ("# only a comment", "ValueError"),
        ("f(", "SyntaxError"),
        ("import nosuch_tests; nosuch_tests.grade(f)", "ModuleNotFoundError"),
        ("1 / 0", "ZeroDivisionError"),
        ("x = 1\n1 / 0\nx", "ZeroDivisionError"),
        ("assert False, 'never'", "not a verdict"),
        ("verdict = f", "not a verdict"),
        ("def f(): pass", "not a verdict"),
        ("5", "not a verdict"),
        ("None", "not a verdict"),
        ("f", "not a verdict"),
        ("import throwaway_tests as t\nt.grade('f')", "TypeError"),
        ("import throwaway_tests as t\nt.grade('f', f).points", "not a verdict"),
    ],
)
def test_a_test_that_fails_is_not_the_students_fault(tests, source, reason):
    with pytest.raises(HiddenTestError, match=reason):
        run_hidden(source, answer)


def test_an_error_of_the_student_that_a_test_lets_through_is_no_verdict(tests, monkeypatch):
    def fails(*_):
        raise StudentError(Reason.EXCEPTION, name="ValueError", message="oh")

    monkeypatch.setattr(tests, "grade", fails)
    with pytest.raises(HiddenTestError, match="StudentError: It raised ValueError: oh"):
        run_hidden("import throwaway_tests as t\nt.grade('f', f)", answer)

"""Exercises, checks, misconceptions: who gets how much, what is said, what is run when."""

import importlib
import math
import types
from dataclasses import replace

import numpy as np
import pytest
import wrong_numbers

from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.answers import Answer, LocalAnswer
from autograder.testing.causes import ANOTHER_TIME, NOTHING, SOMETIMES_NOTHING
from autograder.testing.compare import Close, Together
from autograder.testing.exercise import Assignment, Check, Exercise, Misconception, mistakes_of
from autograder.testing.form import is_of_form
from autograder.testing.verdict import Problem, Verdict
from autograder.testing.wording import ONE_NUMBER


def small(rng):
    return (float(rng.uniform(1.3, 2.9)),)


def large(rng):
    return (float(rng.uniform(13, 29)),)


def array(rng):
    return (rng.uniform(1.3, 2.9, 4),)


def double(x):
    """The right answer to all questions here."""
    return 2 * x


def square(x):
    return x**2


def half(x):
    return x / 2


def fails(x):
    raise ZeroDivisionError


EXERCISE = Exercise(
    "double",
    double,
    points=8,
    checks=(
        Check("a small number", small, Close()),
        Check("a large number", large, Close(), weight=2),
        Check("an array", array, Close(), weight=1),
    ),
    misconceptions=(
        Misconception(fails, "It fails."),
        Misconception(square, "That is the square."),
        Misconception(half, "That is half as much."),
        Misconception(half, "The same mistake once more."),
    ),
)


def grade(function, seed=0, exercise=EXERCISE, solved=None):
    return exercise.grade(LocalAnswer(function, exercise.name, seed, solved))


def of(*checks, misconceptions=(), **more):
    return Exercise("double", double, 8, checks, misconceptions, **more)


def exception(name, message, line=""):
    return StudentError(Reason.EXCEPTION, name=name, message=message, line=line)


class Scripted(Answer):
    """An answer that plays back values and errors, and remembers its calls."""

    def __init__(self, *values, solved=(), seed=0):
        self.name, self.seed, self.solved = "double", seed, set(solved)
        self.values = list(values)
        self.calls = []

    def call(self, *args, as_figure=False, **kwargs):
        self.calls.append((args, as_figure))
        value = self.values.pop(0) if len(self.values) > 1 else self.values[0]
        if isinstance(value, StudentError):
            raise value
        return value(*args) if callable(value) else value


# Points


@pytest.mark.parametrize(
    ("function", "points"),
    [
        (double, 8),
        (lambda x: x + x, 8),
        (lambda x: x**2, 0),
        (lambda x: 2 * x if np.ndim(x) == 0 else None, 6),
        (lambda x: 2 * x if np.ndim(x) == 0 and x < 10 else 0.0, 2),
        (lambda x: 2 * x if np.ndim(x) else fails(x), 2),
        (fails, 0),
    ],
)
def test_points_are_the_weighted_share_of_the_checks_passed(function, points):
    verdict = grade(function)
    assert verdict.points == points
    assert verdict.max_points == 8
    assert verdict.right == (points == 8)


def test_an_exercise_without_checks_gives_nothing():
    verdict = grade(double, exercise=of())
    assert verdict.points == 0
    assert not verdict.right


def test_all_draws_of_a_check_must_be_right():
    answer = Scripted(double, double, lambda x: 0.0)
    assert of(Check("thrice", small, Close(), repeats=3)).grade(answer).points == 0
    assert len(answer.calls) == 3 + 1  # one to see if it gives the same again
    assert of(Check("twice", small, Close(), repeats=2)).grade(Scripted(double)).points == 8


def test_one_error_outweighs_right_values():
    answer = Scripted(double, exception("ValueError", "no"))
    assert of(Check("twice", small, Close())).grade(answer).points == 0


def breaks(got, expected, arguments):
    return got["key"]


def test_a_comparison_that_fails_on_a_well_formed_value_is_our_fault_and_passes_nothing(caplog):
    verdict = grade(double, exercise=of(Check("a key", small, breaks)))
    assert (verdict.points, verdict.right) == (0, False)
    assert verdict.checks[0].message == (
        "This check could not be made. That is our fault, not yours: a person will look at it."
    )
    assert list(verdict.faults) == ["a key"]
    assert verdict.faults["a key"].startswith("TypeError: 'float' object is not subscriptable (")
    assert "a comparison of double failed" in caplog.text
    assert Verdict.from_json(verdict.to_json()).faults == verdict.faults


@pytest.mark.parametrize(
    "value", [None, "2", [[2.0]], (2.0, 3.0), {"a": 2}, 2j, np.ones(2), [[], 1]]
)
def test_a_comparison_that_fails_on_a_malformed_value_is_not(value):
    verdict = grade(lambda x: value, exercise=of(Check("a key", small, breaks)))
    assert verdict.faults == {}
    if not isinstance(value, dict):
        assert verdict.checks[0].message.startswith("What it returned is not in the form")


@pytest.mark.parametrize(
    ("value", "expected", "same"),
    [
        (1, 2.0, True),
        (np.float64(1), 2, True),
        (True, 1.0, True),
        ([1, 2], (3.0, 4.0), True),
        (np.ones(3), np.zeros(3), True),
        ((np.ones(3), [1]), (np.zeros(3), np.zeros(1)), True),
        ([1, 2], np.zeros(2), True),
        ("a", "b", True),
        ({"a": 1}, {"a": 2}, True),
        ({"a": 1}, {"b": 2}, False),
        (np.ones(3), np.zeros(4), False),
        ((1, 2, 3), (1, 2), False),
        ([1, [2, 3]], np.zeros(2), False),
        (1, "1", False),
        ("1", 1, False),
        (None, 1, False),
    ],
)
def test_the_form_of_a_value_is_that_of_the_right_one(value, expected, same):
    assert is_of_form(value, expected) == same


# Words


@pytest.mark.parametrize(
    ("error", "words", "cause"),
    [
        (
            StudentError(Reason.NOT_WRITTEN, function="double"),
            "double is not written yet: your code goes in place of the line "
            "`raise NotImplementedError()`.",
            None,
        ),
        (
            StudentError(Reason.NOT_DEFINED, function="double"),
            "double is not defined: is the cell that defines it there, and does it run?",
            None,
        ),
        (
            StudentError(Reason.TIME, 3),
            "It was still running after 3 s and was stopped. Is there a loop that does not end?",
            None,
        ),
        (exception("RuntimeError", "no"), "It raised RuntimeError: no.", None),
        (
            exception("NameError", "x_0 is not defined"),
            "It raised NameError: x_0 is not",
            "before it has a value",
        ),
        (
            exception("ZeroDivisionError", "division by zero", "  return 1 / 0"),
            "It raised ZeroDivisionError: division by zero — in the line  return 1 / 0",
            "divided by zero",
        ),
        (
            exception("TypeError", "only 0-dimensional arrays can be converted to Python scalars"),
            "It raised TypeError: only 0-dimensional arrays can be converted",
            "A function that takes one number",
        ),
        (
            exception("TypeError", "unsupported operand type(s) for *: 'NoneType' and 'int'"),
            "It raised TypeError: unsupported operand",
            "without a `return` line",
        ),
    ],
)
def test_errors_are_explained_in_the_checks_and_python_s_own_are_the_cause(error, words, cause):
    verdict = EXERCISE.grade(Scripted(error))
    assert verdict.points == 0
    assert all(words in check.problem.message for check in verdict.checks)
    assert verdict.misconception is None if cause is None else cause in verdict.misconception


def test_checks_keep_their_order_and_words():
    verdict = grade(lambda x: 2 * x if np.ndim(x) else None)
    assert [(check.title, check.passed) for check in verdict.checks] == [
        ("a small number", False),
        ("a large number", False),
        ("an array", True),
    ]


# Calls


def test_checks_of_the_same_inputs_share_their_calls():
    answer = Scripted(double)
    of(
        Check("one", small, Close()), Check("two", small, Close()), Check("array", array, Close())
    ).grade(answer)
    assert len(answer.calls) == 4


def test_arguments_are_copies():
    def spoils(x):
        value = 2 * x
        if np.ndim(x):
            x.fill(0)
        return value

    def spoils_more(xs, where):
        value = [2 * x for x in xs]
        xs.clear()
        where.clear()
        return value

    assert grade(spoils).points == 8
    lists = Exercise(
        "double",
        lambda xs, where: [2 * x for x in xs],
        8,
        (
            Check("one", lambda rng: ([1.5, 2.5], {"a": 1}), Close()),
            Check("two", lambda rng: ([1.5, 2.5], {"a": 1}), Close()),
        ),
    )
    assert lists.grade(LocalAnswer(spoils_more)).points == 8


def test_a_fatal_error_ends_the_trial():
    answer = Scripted(double, double, StudentError(Reason.CPU))
    verdict = EXERCISE.grade(answer)
    assert len(answer.calls) == 3
    assert [check.passed for check in verdict.checks] == [True, False, False]
    assert [check.problem and check.problem.message for check in verdict.checks[1:]] == [
        "It kept more than one core busy and was stopped."
    ] * 2


def test_other_errors_do_not():
    answer = Scripted(exception("ValueError", "no"), double)
    verdict = EXERCISE.grade(answer)
    assert verdict.points == 6


def test_figures_are_asked_for_by_figure_exercises_only():
    for draws in (True, False):
        answer = Scripted(double)
        of(Check("one", small, Close()), draws_figure=draws).grade(answer)
        assert {drawn for _, drawn in answer.calls} == {draws}


# Seeds


def inputs_of(seed, exercise=EXERCISE):
    answer = Scripted(double, seed=seed)
    exercise.grade(answer)
    return [np.asarray(args[0]).tolist() for args, _ in answer.calls]


def test_inputs_are_those_of_the_seed():
    assert inputs_of(7) == inputs_of(7)
    assert inputs_of(7) != inputs_of(8)


def test_draws_of_one_student_differ():
    drawn = inputs_of(7)
    assert len({str(value) for value in drawn}) == len(drawn) == 6


def test_inputs_stay_the_same_when_checks_are_reweighted_or_added():
    more = of(*EXERCISE.checks, Check("one more", lambda rng: (rng.uniform(5, 6),), Close()))
    assert inputs_of(7, more)[: len(inputs_of(7))] == inputs_of(7)


# Known mistakes


def test_a_known_mistake_is_named():
    assert grade(half).misconception == "That is half as much."
    assert grade(lambda x: x * x).misconception == "That is the square."


def test_a_right_answer_has_no_mistake():
    assert grade(double).misconception is None


def test_an_unknown_mistake_is_not_named():
    assert grade(lambda x: 3 * x + np.sin(x)).misconception is None
    assert grade(lambda x: x / 2 if np.ndim(x) else x**2).misconception is None


def test_a_mistake_in_one_case_only_is_named_by_that_case():
    def small_only(x):
        return 2 * x if np.all(x < 10) else x / 2

    known = of(*EXERCISE.checks, misconceptions=(Misconception(small_only, "Only small ones."),))
    verdict = grade(small_only, exercise=known)
    assert (verdict.points, verdict.misconception) == (4, "Only small ones.")


def above(low):
    """The first number of a grid in steps of 10 that is not below."""
    return lambda x: 10.0 * np.ceil(x / 10) if x > low else 2 * x


GRID = of(
    Check("a number", lambda rng: (float(rng.uniform(3, 29)),), Close()),
    misconceptions=(Misconception(above(0), "That is a grid in steps of 10."),),
)


@pytest.mark.parametrize("seed", range(20))
def test_the_same_number_for_every_input_is_never_another_mistake(seed):
    for constant in (10.0, 20, np.float64(30)):
        assert grade(lambda x, c=constant: c, seed, GRID).misconception == ONE_NUMBER
    assert grade(above(0), seed, GRID).misconception == "That is a grid in steps of 10."


@pytest.mark.parametrize("seed", range(12))
def test_a_mistake_is_named_only_if_two_different_inputs_agree(seed):
    exercise = replace(GRID, checks=(replace(GRID.checks[0], repeats=1),))
    seen = []

    def once(x):
        seen.append(x)
        return above(0)(x) if len(seen) == 1 else -x

    assert grade(once, seed, exercise).misconception == ANOTHER_TIME
    assert len(set(seen)) > 1
    assert grade(above(0), seed, exercise).misconception == "That is a grid in steps of 10."


def test_where_there_is_one_input_only_it_is_enough():
    at_3 = Check("at 3", lambda rng: (3.0,), Close())
    fixed = of(at_3, misconceptions=(Misconception(half, "!"),))
    assert grade(half, exercise=fixed).misconception == "!"


def test_errors_on_all_other_inputs_leave_a_mistake_without_a_name():
    answer = Scripted(lambda x: x / 2, exception("ValueError", "no"))
    exercise = of(Check("one", small, Close()), misconceptions=EXERCISE.misconceptions)
    assert exercise.grade(answer).misconception == ANOTHER_TIME


def test_a_mistake_must_explain_a_wrong_value_not_only_an_error():
    """What fails for arrays and is otherwise right is no mistake that shows for arrays only."""

    def wrong_for_arrays(x):
        return x / 2 if np.ndim(x) else 2 * x

    known = of(*EXERCISE.checks, misconceptions=(Misconception(wrong_for_arrays, "Arrays!"),))
    verdict = grade(lambda x: fails(x) if np.ndim(x) else 2 * x, exercise=known)
    assert verdict.points == 6
    assert verdict.misconception.startswith("Something is divided by zero")


def test_a_mistake_is_not_named_beside_an_error_unless_it_raises_as_well():
    def half_of_numbers(x):
        return math.exp(math.log(x)) / 2

    def half_of_some(x):
        if np.ndim(x):
            raise RuntimeError
        return x / 2

    raises = of(*EXERCISE.checks, misconceptions=(Misconception(half_of_numbers, "It is half."),))
    assert grade(half_of_some, exercise=raises).misconception == "It is half."
    assert grade(half_of_some).misconception is None


def test_what_is_the_same_in_every_exercise_is_named():
    def sometimes(x):
        if np.all(x < 10):
            return 3 * x + 1
        return None

    assert grade(lambda x: None).misconception == NOTHING
    assert grade(lambda x: print(2 * x)).misconception == NOTHING
    assert grade(sometimes).misconception == SOMETIMES_NOTHING
    assert grade(lambda x: x).misconception.startswith("It returns x as it was given.")
    assert grade(lambda x: -2 * x).misconception.startswith("Each value has the opposite sign")


def test_a_slip_of_form_is_named_if_it_is_the_only_one():
    of_form = "All values are right; only their form is not. It returned a list or an array; return"
    assert grade(lambda x: [2 * x] if np.ndim(x) == 0 else 2 * x).misconception.startswith(of_form)
    assert not grade(lambda x: [3 * x + 1]).misconception


def test_what_is_kept_from_call_to_call_is_seen():
    kept = []

    def gathers(x):
        kept.append(np.sum(x))
        return 3 * x + 1 + np.mean(kept[:-1] or [0])

    def unlucky(x):
        return 3 * x + np.random.default_rng().normal()

    assert grade(gathers).misconception == ANOTHER_TIME
    assert grade(unlucky).misconception == ANOTHER_TIME
    assert grade(lambda x: 3 * x + 1 + np.sin(x) / 9).misconception is None
    by_chance = of(*(replace(check, is_random=True) for check in EXERCISE.checks))
    assert grade(unlucky, exercise=by_chance).misconception is None


def test_a_known_mistake_knows_more_than_a_relation():
    quarter = Misconception(lambda x: -2 * x, "The direction is wrong.")
    known = of(*EXERCISE.checks, misconceptions=(quarter,))
    assert grade(lambda x: -2 * x, exercise=known).misconception == "The direction is wrong."


class Formal:
    """A comparison that has nothing to do with values."""

    is_style = True

    def __call__(self, got, expected, case):
        return Problem("It is not beautiful.")


def test_what_is_about_form_only_does_not_hide_a_mistake():
    exercise = of(
        Check("beauty", small, Formal()),
        Check("value", small, Close()),
        misconceptions=EXERCISE.misconceptions,
    )
    assert grade(half, exercise=exercise).misconception == "That is half as much."
    assert grade(double, exercise=exercise).misconception is None


def test_a_mistake_may_bring_its_own_comparison():
    def about(got, expected, case):
        return None if abs(got - expected) < 0.1 else Problem("no")

    exercise = of(
        Check("value", small, Close()),
        misconceptions=(Misconception(half, "About half as much.", matches=about),),
    )
    assert grade(lambda x: x / 2 + 0.01, exercise=exercise).misconception == "About half as much."
    assert grade(lambda x: x / 2 + 1, exercise=exercise).misconception is None


ROUGHLY = of(
    Check("a run", lambda rng: (rng.uniform(2, 3, 4),), Close()),
    misconceptions=(
        Misconception(
            lambda x: x + 1,
            "One too much.",
            matches=lambda got, expected, _arguments: (
                None if np.abs(np.subtract(got, expected)).max() < 2 else Problem("no")
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("answer", "is_named"),
    [
        (lambda x: x + 1.5, True),
        (lambda x: [3.4, 3.5, 3.6, 3.7], False),  # the same whatever it is called with
        (lambda x: np.full_like(x, x[0] + 1), False),  # one number over and over
        (lambda x: [x[0] + 1] * 4, False),
    ],
)
def test_what_ignores_its_input_is_no_mistake_that_is_compared_roughly(answer, is_named):
    for seed in range(5):
        assert (grade(answer, seed, ROUGHLY).misconception == "One too much.") == is_named


@pytest.mark.parametrize("is_random", [True, False])
def test_one_number_over_and_over_may_be_a_mistake_only_by_chance(is_random):
    rarely = Misconception(
        lambda x: np.eye(4)[0] if np.ndim(x) else x / 2,
        "Hardly anything happens.",
        matches=lambda got, other, _arguments: (
            None if np.abs(np.subtract(got, other)).max() <= 1 else Problem("no")
        ),
    )
    exercise = of(
        Check("a number", small, Close()),
        Check("in noise", array, Close(), is_random=is_random),
        misconceptions=(rarely,),
    )
    verdict = grade(lambda x: np.zeros(4) if np.ndim(x) else x / 2, exercise=exercise)
    assert (verdict.misconception == "Hardly anything happens.") == is_random


def test_what_chance_decides_is_compared_last():
    compared = []

    def matches(got, other, arguments):
        compared.append(np.ndim(got))
        return Close()(got, other, arguments)

    exercise = of(
        Check("in noise", array, Close(), is_random=True),
        Check("a number", small, Close()),
        misconceptions=(
            Misconception(square, "A square.", matches),
            Misconception(half, "A half."),
        ),
    )
    assert grade(half, exercise=exercise).misconception == "A half."
    assert compared == [0]


def test_mistakes_are_collected_from_a_module_by_name():
    def double__half(x):
        """It is half as much:
        look again.
        """
        return x / 2

    def doubled__half(x):
        """Of another exercise."""

    module = types.ModuleType("mistakes")
    vars(module).update(double=double, double__half=double__half, doubled__half=doubled__half)
    (found,) = mistakes_of(module, "double")
    assert (found.wrong, found.hint) == (double__half, "It is half as much: look again.")
    assert found.matches is None


def test_collected_mistakes_may_be_compared_in_a_way_of_their_own():
    module = types.ModuleType("mistakes")
    for name in ("half", "third", "quarter"):
        exec(f"def double__{name}(x):\n    'It is less.'", vars(module))
    exact, about = Close(), Close(rtol=0.1)
    found = mistakes_of(module, "double", exact, third=about)
    assert [one.wrong.__name__ for one in found] == [
        "double__half",
        "double__third",
        "double__quarter",
    ]
    assert [one.matches for one in found] == [exact, about, exact]


# The same for other inputs


@pytest.mark.parametrize(
    ("function", "points"),
    [(lambda x: 0.0 if x < 3 else 2 * x, 8), (lambda x: 0.0, 0), (lambda x: np.nan, 0)],
)
def test_a_constant_does_not_pass_where_the_right_value_is_one(function, points):
    exercise = Exercise(
        "double",
        lambda x: 0.0 if x < 3 else 2 * x,
        8,
        (Check("nothing below 3", small, Close(), control_inputs=large),),
    )
    assert grade(function, exercise=exercise).points == points


@pytest.mark.parametrize(
    ("function", "points"),
    [(lambda x: "small" if x < 3 else "large", 8), (lambda x: "small", 0), (lambda x: "", 0)],
)
def test_a_constant_word_does_not_pass_where_it_is_the_right_one(function, points):
    def same(got, expected, _case):
        return None if got == expected else Problem(f"It is {expected}.")

    exercise = Exercise(
        "double",
        lambda x: "small" if x < 3 else "large",
        8,
        (Check("small below 3", small, same, control_inputs=large),),
    )
    assert grade(function, exercise=exercise).points == points


def test_an_error_in_the_control_call_is_shown_beside_that_call():
    exercise = Exercise(
        "double",
        lambda x: 0.0 if x < 3 else 2 * x,
        8,
        (Check("nothing below 3", small, Close(), control_inputs=large),),
    )
    (check,) = grade(lambda x: 0.0 if x < 3 else fails(x), exercise=exercise).checks
    assert "ZeroDivisionError" in check.problem.message
    assert float(check.problem.called.removeprefix("double(x=").rstrip(")")) > 3


# Exercises that need earlier ones


def twice(x):
    return 2 * x


def add(x, y):
    return x + y


def notebook(twice_source, quadruple_source="def quadruple(x): return twice(twice(x))"):
    names = {}
    exec(f"{twice_source}\n{quadruple_source}", names)
    return names


def quadruple_from_twice(x):
    return twice(twice(x))


def quadruple__squared(x):
    """Squared: twice means two times."""
    return twice(x) ** 2


_QUADRUPLE = Exercise(
    "quadruple",
    lambda x: 4 * x,
    3,
    (Check("small", small, Close(), 2), Check("large", large, Close())),
    (Misconception(quadruple__squared, "Squared: twice means two times."),),
    from_parts=quadruple_from_twice,
)
ASSIGNMENT = Assignment(
    Exercise("twice", twice, 2, (Check("x", small, Close()),)),
    Exercise("add", add, 2, (Check("x", lambda rng: (*small(rng), *large(rng)), Close()),)),
    _QUADRUPLE,
    decoys=wrong_numbers,
)


def grade_both(names):
    solved = set()
    answers = [LocalAnswer(names[name], name, 0, solved) for name in ("twice", "quadruple")]
    return [ASSIGNMENT.grade(answer.name, answer) for answer in answers], solved


def test_a_right_earlier_answer_is_used_itself():
    names = notebook("def twice(x):\n    calls.append(x)\n    return 2 * x")
    names["calls"] = []
    verdicts, solved = grade_both(names)
    assert [verdict.points for verdict in verdicts] == [2, 3]
    assert len(names["calls"]) == 2 + 4 * 2
    assert verdicts[1].notes == ()
    assert solved == {"twice", "quadruple"}


@pytest.mark.parametrize("wrong", ["return 3 * x", "return None", "raise ValueError"])
def test_a_wrong_earlier_answer_costs_once(wrong):
    verdicts, _ = grade_both(notebook(f"def twice(x): {wrong}"))
    assert [verdict.points for verdict in verdicts] == [0, 3]
    assert "stand-ins for your twice" in verdicts[1].notes[0]


def test_an_earlier_answer_that_passes_and_cannot_be_built_on_costs_nothing_later():
    verdicts, _ = grade_both(notebook("def twice(x): return 2 * x if x < 9 else str(2 * x)"))
    assert [verdict.points for verdict in verdicts] == [2, 3]
    assert "stand-ins for your twice" in verdicts[1].notes[0]


def test_what_is_right_as_it_stands_needs_no_earlier_answer():
    own = "def quadruple(x): return 4 * x if twice(x) else 0"
    verdicts, solved = grade_both(notebook("def twice(x): return 3 * x", own))
    assert [verdict.points for verdict in verdicts] == [0, 3]
    assert verdicts[1].notes == ()
    assert solved == {"quadruple"}


def test_what_is_right_only_with_help_is_not_relied_on():
    """Else a third exercise would count it as right."""
    _, solved = grade_both(notebook("def twice(x): return 3 * x"))
    assert solved == set()


def test_what_is_right_without_the_endless_answer_that_it_names_is_relied_on():
    names = notebook("def twice(x): ...", "def quadruple(x): return 4 * x if x else twice(x)")
    answer = LocalAnswer(names["quadruple"], "quadruple", 0)
    answer.endless.add("twice")
    verdict = ASSIGNMENT.grade("quadruple", answer)
    assert (verdict.points, verdict.notes, answer.solved) == (3, (), {"quadruple"})


def test_the_stand_in_is_gone_afterwards():
    names = notebook("def twice(x): return 3 * x")
    grade_both(names)
    assert names["twice"](1) == 3


@pytest.mark.parametrize("earlier", ["return 2 * x", "return 3 * x"])
def test_a_mistake_of_its_own_costs_and_is_named_with_or_without_help(earlier):
    own = "def quadruple(x): return twice(x) ** 2"
    verdicts, _ = grade_both(notebook(f"def twice(x): {earlier}", own))
    assert verdicts[1].points == 0
    assert verdicts[1].misconception == "Squared: twice means two times."
    assert bool(verdicts[1].notes) == (earlier == "return 3 * x")


def test_the_cause_of_what_is_right_with_help_is_not_sought():
    """It may take longer than all else."""
    tried = []
    known = Misconception(tried.append, "It returns nothing.")
    exercise = replace(_QUADRUPLE, misconceptions=(known,))
    assignment = Assignment(ASSIGNMENT.exercises["twice"], exercise, decoys=wrong_numbers)
    names = notebook("def twice(x): return 3 * x")
    assert assignment.grade("quadruple", LocalAnswer(names["quadruple"], "quadruple")).right
    assert tried == []


def test_half_of_it_is_worth_half_with_help():
    own = "def quadruple(x): return twice(twice(x)) if x < 20 else 0"
    verdicts, _ = grade_both(notebook("def twice(x): return 3 * x", own))
    assert verdicts[1].points == 2


def test_where_all_earlier_answers_are_right_help_ends_at_the_first_check():
    names = notebook(
        "def twice(x):\n    return 2 * x",
        "def quadruple(x):\n    calls.append(x)\n    return twice(x if x > 20 else twice(x))",
    )
    names["calls"] = []
    verdicts, _ = grade_both(names)
    assert verdicts[1].points == 2
    assert len(names["calls"]) == (2 + 1 + 1) + 1  # one to see if it gives the same again


def test_nothing_is_said_about_help_where_it_was_not_called():
    verdicts, _ = grade_both(
        notebook("def twice(x): return 3 * x", "def quadruple(x): raise NotImplementedError")
    )
    assert verdicts[1].notes == ()


def test_decoys_belong_to_the_hand_in():
    drawn = [ASSIGNMENT.decoys.drawn(seed, ["twice", "add"]) for seed in (1, 1, 2)]
    first, again, other = [each["twice"](10) for each in drawn]
    assert 12 <= first == again != other
    assert drawn[0]["add"](10, 1) == pytest.approx(20 - first)  # the same name, the same number


def test_a_name_with_two_ranges_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "two_ranges.py").write_text(
        "def twice(x, *, shift=(1, 2)): pass\ndef add(x, y, *, shift=(2, 3)): pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("two_ranges")
    with pytest.raises(ValueError, match="shift has two ranges in two_ranges"):
        Assignment(decoys=module)


def test_an_error_of_ours_with_decoys_leaves_the_verdict_as_it_stands():
    def broken(x):
        return twice(x) / 0

    assignment = Assignment(
        *list(ASSIGNMENT.exercises.values())[:2],
        replace(_QUADRUPLE, from_parts=broken),
        decoys=wrong_numbers,
    )
    names = notebook("def twice(x): return 3 * x")
    assert assignment.grade("quadruple", LocalAnswer(names["quadruple"], "quadruple")).points == 0
    with pytest.raises(ZeroDivisionError):
        assignment.grade_with_decoys("quadruple", LocalAnswer(names["quadruple"], "quadruple"))


def quadruple_as_sum(x):
    return twice(x) + twice(x)


@pytest.mark.parametrize(
    ("own", "points"),
    [
        ("twice(twice(x))", 3),
        ("twice(x) + twice(x)", 3),
        ("twice(twice(x)) if x < 20 else twice(x) + twice(x)", 2),
        ("twice(x) + twice(x) if x < 20 else twice(twice(x))", 2),
        ("twice(x) ** 2", 0),
    ],
)
def test_there_may_be_several_ways_to_build_on_an_earlier_answer(own, points):
    """One of them is right in all checks; the better one counts."""
    assignment = Assignment(
        *list(ASSIGNMENT.exercises.values())[:2],
        replace(_QUADRUPLE, from_parts=(quadruple_from_twice, quadruple_as_sum)),
        decoys=wrong_numbers,
    )
    names = notebook("def twice(x): raise NotImplementedError", f"def quadruple(x): return {own}")
    answer = LocalAnswer(names["quadruple"], "quadruple")
    assert assignment.grade("quadruple", answer).points == points


def of_four_times(got, _expected, arguments):
    return None if abs(got - twice(twice(arguments["x"]))) < 1e-9 else Problem("Far away.")


@pytest.mark.parametrize(
    "compare",
    [
        of_four_times,
        Together((of_four_times,)),
        Together([of_four_times]),
    ],
    ids=["function", "tuple", "list"],
)
def test_what_a_comparison_works_out_itself_is_worked_out_with_decoys(compare):
    exercise = replace(_QUADRUPLE, checks=(Check("x", small, compare),))
    assignment = Assignment(ASSIGNMENT.exercises["twice"], exercise, decoys=wrong_numbers)
    names = notebook("def twice(x): return 3 * x")
    assert assignment.grade("quadruple", LocalAnswer(names["quadruple"], "quadruple")).right


# Assignments


def test_an_assignment_takes_a_function_as_in_an_instructors_notebook():
    assignment = Assignment(*ASSIGNMENT.exercises.values(), decoys=wrong_numbers)
    names = notebook("def twice(x): return 2 * x")
    assert assignment.grade("twice", names["twice"]).right
    assert assignment.grade("quadruple", names["quadruple"]).notes == ()
    names["twice"] = lambda x: 3 * x
    assert not assignment.grade("twice", names["twice"]).right
    assert "twice" in assignment.grade("quadruple", names["quadruple"]).notes[0]


def test_an_answer_that_is_no_longer_right_is_no_longer_solved():
    solved = {"twice"}
    ASSIGNMENT.grade("twice", LocalAnswer(lambda x: 3 * x, "twice", 0, solved))
    assert solved == set()

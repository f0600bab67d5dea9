"""What feedback tells over many hand-ins is not enough to fit an answer to."""

from dataclasses import replace

import numpy as np
import pytest
from fits import GUESSES
from fitted_answers import after_pages
from pages_of_feedback import pages, wrong_answer
from test_every_exercise import ANSWERS
from without_work import earned, passed

from autograder.testing import compare

PAGES, MANY_PAGES = 20, 50
NEXT = 7  # the seed of the hand-in that is to profit
SLOW = ("CV_curve", "plot_HH")
# Short formulas: whoever is shown what is expected finds them by trying equations.
EQUATIONS = (
    *("x_constant", "update_x", "dxdt_gate", "gate_steady_state", "gate_time_constant"),
    *("steady_state_voltage", "rheobase_LIF", "rheobase_EIF", "x_square"),
)

EXERCISES = [
    pytest.param(
        answers.course.exercises[name],
        id=f"{answers.name}-{name}",
        marks=pytest.mark.thorough if name in SLOW else (),
    )
    for answers in ANSWERS
    for name in answers.exercises
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("exercise", EXERCISES)
def test_who_notes_all_of_twenty_pages_earns_nothing(exercise):
    tried = list(after_pages(exercise, PAGES, NEXT))
    assert {name: verdict.as_text() for name, verdict in tried if earned(exercise, verdict)} == {}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("count", [PAGES, MANY_PAGES])
@pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(
            exercise,
            id=f"{answers.name}-{name}",
            marks=() if name in EQUATIONS else pytest.mark.thorough,
        )
        for answers in ANSWERS
        for name, exercise in answers.course.exercises.items()
    ],
)
def test_who_guesses_an_equation_from_many_pages_earns_nothing(exercise, count):
    tried = list(after_pages(exercise, count, NEXT, GUESSES))
    assert {name: verdict.as_text() for name, verdict in tried if earned(exercise, verdict)} == {}


@pytest.mark.parametrize("name", EQUATIONS)
def test_who_guesses_an_equation_from_expected_numbers_has_the_answer(name):
    exercise = with_expected_numbers(of(name))
    tried = after_pages(exercise, PAGES, NEXT, GUESSES)
    assert any(earned(exercise, verdict) for _, verdict in tried)


@pytest.mark.parametrize("seed", range(6))
def test_a_word_is_not_that_of_the_nearest_train(seed):
    """There is but one train without spikes, and a page may well show its word."""
    ((_, verdict),) = after_pages(of("classify_pattern"), PAGES, seed)
    assert passed(verdict) <= {"silent"}


def of(name):
    (exercise,) = (answers.exercises[name] for answers in ANSWERS if name in answers.exercises)
    return exercise


def with_expected_numbers(exercise):
    """The exercise as it would be if its pages showed them."""
    checks = [
        replace(check, compare=replace(check.compare, shows_expected=True))
        for check in exercise.checks
    ]
    return replace(exercise, checks=tuple(checks))


def test_with_six_digits_they_would(monkeypatch):
    monkeypatch.setattr(compare, "DIGITS", 6)
    exercise = with_expected_numbers(of("update_x"))
    assert any(verdict.right for _, verdict in after_pages(exercise, PAGES, NEXT))


def test_what_a_page_shows_is_read_off_it():
    exercise = replace(of("dxdt_prop"), misconceptions=())
    shown = pages(exercise, 2, wrong_answer(exercise))
    for arguments, at, value in shown.values:
        x = np.atleast_1d(arguments["x_val"])[at or 0]
        assert value == pytest.approx(arguments["a_param"] * x, rel=5e-3)
    for one in shown.curves:
        right = one.arguments["a_param"] * one.arguments["x_val"]
        assert one.y == pytest.approx(right, abs=np.ptp(right) / 900)
    assert len(shown.values) == 6
    assert len(shown.curves) == 2

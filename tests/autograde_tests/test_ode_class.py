"""The sample class of the `ode` assignment, and its descriptions: notebook, exercises."""

import functools
import time

import nbformat
import pytest
from answer_kit import ROOT, grade_all, namespace, students, submission

from autograde_tests.ode import exercises as ode
from autograde_tests.ode import mistakes as ode_mistakes

EXERCISES = ode.assignment.exercises
PERFECT = ("ada", "bela", "chen", "dilek", "emil", "farah")
CRASHES = {"nadia": ("update_x",)}


@functools.cache
def answers_of(student):
    return namespace(submission("ode", student), leave_out=CRASHES.get(student, ()))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_in_any_style_earn_full_points(student, seed):
    verdicts = grade_all(ode.assignment, answers_of(student), seed)
    assert {name: verdict.points for name, verdict in verdicts.items()} == FULL
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_pass_the_visible_checks(student):
    namespace(submission("ode", student), checks=True)


def test_hidden_tests_of_pure_python_answers_are_quick():
    started = time.process_time()
    grade_all(ode.assignment, answers_of("chen"))
    assert time.process_time() - started < 4


def test_verdicts_belong_to_the_seed():
    first, again, other = (
        [str(vars(one)) for one in grade_all(ode.assignment, answers_of("ivo"), seed).values()]
        for seed in (5, 5, 6)
    )
    assert first == again != other


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}
NOTHING = dict.fromkeys(EXERCISES, 0)
CLASS = {
    **dict.fromkeys(PERFECT, FULL),
    "goran": {
        **FULL,
        "x_proportion": 1,
        "plot_proportion_rates": 5,
        "plot_proportion_starts": 5,
        "euler_error": 5,
        "forward_euler_logistic": 12,
        "plot_logistic_family": 11,
        "x_logistic": 0,
    },
    "hana": {**FULL, "x_proportion": 0, "update_x": 0, "dxdt_log": 0, "x_logistic": 0},
    "ivo": {
        **NOTHING,
        "plot_proportion_rates": 3,
        "plot_proportion_starts": 3,
        "euler_error": 6,
        "forward_euler_logistic": 3,
        "plot_logistic_family": 3,
    },
    "jun": {
        **NOTHING,
        "x_constant": 3,
        "x_proportion": 5,
        "forward_euler_logistic": 3,
        "plot_logistic_family": 4,
    },
    "kira": {
        **FULL,
        "euler_error": 3,
        "dxdt_log": 0,
        "forward_euler_logistic": 3,
        "plot_logistic_family": 3,
        "x_logistic": 0,
    },
    "lena": NOTHING,
    "mateo": {
        **FULL,
        "plot_proportion_rates": 0,
        "plot_proportion_starts": 0,
        "forward_euler_logistic": 0,
        "x_logistic": 0,
    },
    "nadia": {
        **FULL,
        "plot_proportion_rates": 0,
        "plot_proportion_starts": 0,
        "update_x": 0,
        "plot_logistic_family": 0,
        "x_logistic": 0,
    },
    "oskar": {
        **NOTHING,
        "x_constant": 4,
        "x_proportion": 6,
        "update_x": 5,
        "dxdt_prop": 5,
        "dxdt_log": 6,
    },
    "priya": {
        **FULL,
        "plot_proportion_rates": 0,
        "plot_proportion_starts": 0,
        "dxdt_prop": 0,
        "plot_logistic_family": 3,
        "x_logistic": 0,
    },
    "quinn": NOTHING,
}
NAMED = {
    "goran": {
        "euler_error": "at_the_end",
        "forward_euler_logistic": "sample_numbers",
    },
    "hana": {"x_proportion": "sign", "update_x": "without_dt", "dxdt_log": "without_K"},
    "ivo": {
        "x_constant": "of_the_sum",
        "x_proportion": "start_added",
        "plot_proportion_rates": "straight",
        "plot_proportion_starts": "exchanged",
        "update_x": "all_times_dt",
        "dxdt_prop": "slope_of_solution",
        "euler_error": "only_below",
        "dxdt_log": "distance_to_K",
        "forward_euler_logistic": "exact",
        "plot_logistic_family": "exchanged",
        "x_logistic": "without_minus_one",
    },
    "jun": {
        "x_constant": "whole_numbers",
        "x_proportion": "positive_only",
        "update_x": "without_x",
        "dxdt_prop": "without_x",
        "euler_error": "mean",
        "dxdt_log": "without_x",
        "forward_euler_logistic": "before_it_is_set",
        "plot_logistic_family": "always_a",
        "x_logistic": "relaxation",
    },
    "kira": {
        "euler_error": "of_the_maxima",
        "dxdt_log": "fraction_upside_down",
        "forward_euler_logistic": "one_too_many",
        "plot_logistic_family": "all_the_same",
    },
}


def test_every_sample_student_is_expected():
    assert set(CLASS) == set(students("ode"))


@pytest.mark.parametrize("student", [name for name in CLASS if name not in PERFECT])
def test_sample_students_get_what_they_deserve(student):
    verdicts = grade_all(ode.assignment, answers_of(student), seed=2)
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS[student]
    named = {
        exercise: f"{exercise}__{mistake}" for exercise, mistake in NAMED.get(student, {}).items()
    }
    assert {
        name: verdict.misconception for name, verdict in verdicts.items() if verdict.misconception
    } == {
        name: " ".join(vars(ode_mistakes)[mistake].__doc__.split())
        for name, mistake in named.items()
    }


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(ode.assignment, answers_of("hana"))
    for name in ("euler_error", "forward_euler_logistic", "plot_logistic_family"):
        assert verdicts[name].right
        assert "Your " in verdicts[name].notes[0]
    assert "update_x and dxdt_log" in verdicts["forward_euler_logistic"].notes[0]
    assert "forward_euler_logistic" in verdicts["plot_logistic_family"].notes[0]


def test_rosas_file_is_not_a_notebook():
    with pytest.raises(nbformat.reader.NotJSONError):
        nbformat.reads((ROOT / "examples" / "ode" / "rosa.ipynb").read_text(), as_version=4)

"""The sample class of the `ode_review` assignment, and its descriptions."""

import functools
import time

import nbformat
import pytest
from answer_kit import ROOT, grade_all, namespace, students, submission

from autograde_tests.ode_review import exercises as ode_review
from autograde_tests.ode_review import mistakes as ode_review_mistakes
from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest
from autograder.sandbox.runner import Runner

EXERCISES = ode_review.assignment.exercises
PERFECT = ("ada", "bela", "chen", "farah")


@functools.cache
def answers_of(student):
    return namespace(submission("ode_review", student))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_in_any_style_earn_full_points(student, seed):
    verdicts = grade_all(ode_review.assignment, answers_of(student), seed)
    assert {name: verdict.points for name, verdict in verdicts.items()} == FULL
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_pass_the_visible_checks(student):
    namespace(submission("ode_review", student), checks=True)


def test_hidden_tests_of_pure_python_answers_are_quick():
    answers = answers_of("chen")
    started = time.process_time()
    grade_all(ode_review.assignment, answers)
    assert time.process_time() - started < 4


def test_verdicts_belong_to_the_seed():
    first, again, other = (
        [
            str(vars(one))
            for one in grade_all(ode_review.assignment, answers_of("ivo"), seed).values()
        ]
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
        "blow_up_time_square": 2,
        "x_square": 4,
        "blow_up_time_exp": 4,
        "x_exp": 6,
        "plot_phase": 8,
        "heun_step": 3,
        "rk4_step": 0,
        "convergence_order": 3,
        "travel_time": 0,
    },
    "hana": {
        **FULL,
        "forward_euler": 2,
        "blow_up_time_square": 3,
        "blow_up_time_exp": 2,
        "travel_time": 0,
    },
    "ivo": {
        **NOTHING,
        "forward_euler": 1,
        "blow_up_time_square": 3,
        "x_square": 5,
        "blow_up_time_exp": 3,
        "x_exp": 1,
        "plot_phase": 7,
        "travel_time": 3,
    },
    "jun": {
        **NOTHING,
        "forward_euler": 7,
        "dxdt_relax": 1,
        "x_relax": 4,
        "dxdt_square": 1,
        "blow_up_time_square": 2,
        "x_square": 5,
        "blow_up_time_exp": 4,
        "x_exp": 7,
        "plot_phase": 3,
    },
    "lena": NOTHING,
    "mateo": {
        **FULL,
        "blow_up_time_exp": 0,
        "x_exp": 0,
        "plot_phase": 7,
        "heun_step": 0,
        "rk4_step": 0,
        "convergence_order": 0,
        "travel_time": 3,
    },
    "priya": {
        **FULL,
        "x_square": 0,
        "dxdt_exp_decay": 0,
        "x_exp_decay": 0,
        "rk4_step": 0,
        "convergence_order": 0,
        "travel_time": 0,
    },
}
NAMED = {
    "goran": {
        "blow_up_time_square": "in_the_past",
        "x_square": "negative_starts_end",
        "x_exp": "nothing_for_a_of_zero",
        "heun_step": "midpoint",
        "convergence_order": "ends_only",
    },
    "hana": {
        "forward_euler": "without_dt",
        "blow_up_time_square": "in_the_past",
        "blow_up_time_exp": "without_1_over_a",
    },
    "ivo": {
        "forward_euler": "one_too_many",
        "dxdt_relax": "sign",
        "x_relax": "start_for_distance",
        "dxdt_square": "doubled",
        "blow_up_time_square": "either_sign",
        "x_square": "goes_on",
        "dxdt_exp": "derivative",
        "blow_up_time_exp": "nan_for_never",
        "x_exp": "without_1_over_a",
        "dxdt_exp_decay": "only_a_in_the_exponent",
        "x_exp_decay": "start_outside",
        "plot_phase": "first_panel_turned",
        "heun_step": "slope_at_the_end",
        "rk4_step": "equal_weights",
        "convergence_order": "both",
        "travel_time": "any_way",
    },
    "jun": {
        "forward_euler": "whole_numbers",
        "dxdt_relax": "size_only",
        "x_relax": "whole_numbers",
        "dxdt_square": "keeps_the_sign",
        "blow_up_time_square": "first_doubling",
        "x_square": "infinite_after",
        "blow_up_time_exp": "in_the_past",
        "x_exp": "rest_for_a_of_zero",
        "x_exp_decay": "relaxation",
        "plot_phase": "sample_numbers",
        "heun_step": "dt_for_a_place",
        "rk4_step": "third_slope_from_the_first",
        "convergence_order": "axes_exchanged",
    },
}


def test_every_sample_student_is_expected():
    assert set(CLASS) == set(students("ode_review"))


@pytest.mark.parametrize("student", [name for name in CLASS if name not in PERFECT])
def test_sample_students_get_what_they_deserve(student):
    verdicts = grade_all(ode_review.assignment, answers_of(student), seed=2)
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS[student]
    named = {
        exercise: f"{exercise}__{mistake}" for exercise, mistake in NAMED.get(student, {}).items()
    }
    assert {
        name: verdict.misconception for name, verdict in verdicts.items() if verdict.misconception
    } == {
        name: " ".join(vars(ode_review_mistakes)[mistake].__doc__.split())
        for name, mistake in named.items()
    }


@pytest.mark.slow
def test_hanas_early_mistakes_cost_once_in_the_sandbox_too_and_she_is_told():
    """Also where a function of ours goes to her figure, and from there to a stand-in of ours."""
    manifest = Manifest.of(ROOT / "source" / "ode_review" / "ode_review.ipynb")
    handed_in = Submission(nbformat.writes(submission("ode_review", "hana")).encode())
    with Runner() as runner:
        verdicts = grade(manifest, handed_in, 2, runner).verdicts.values()
    verdicts = {verdict.exercise: verdict for verdict in verdicts}
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS["hana"]
    for name, used in {
        "plot_phase": "forward_euler",
        "x_square": "blow_up_time_square",
        "x_exp": "blow_up_time_exp",
    }.items():
        assert f"Your {used} did not pass" in verdicts[name].notes[0]

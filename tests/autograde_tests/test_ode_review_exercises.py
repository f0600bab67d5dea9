"""What only the hidden tests of `ode_review` have to pass or to find, and their inputs."""

import math

import nbformat
import numpy as np
import pytest
from answer_kit import (
    ROOT,
    drawn_inputs,
    grade_all,
    grade_one,
    submission,
)
from known_answers import model
from ode_review_answers import CLASS, EXERCISES, figure_of, right, three
from scipy.integrate import quad, solve_ivp

import reference
from autograde_tests.ode_review import exercises as ode_review
from autograde_tests.ode_review import inputs as ode_review_inputs
from autograde_tests.ode_review import mistakes as ode_review_mistakes
from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest
from autograder.sandbox.runner import Runner

FIGURE = EXERCISES["plot_phase"]


def _by_scipy(x_start, x_end, dxdt):
    if dxdt(x_start) * (x_end - x_start) <= 0 or dxdt(x_end) * (x_end - x_start) <= 0:
        return np.inf
    return quad(lambda x: 1 / dxdt(x), x_start, x_end)[0]


OTHERWISE = {
    "x_relax": [lambda t, a, x_0: [a - (a - x_0) * math.exp(-float(one)) for one in t]],
    "blow_up_time_square": [
        lambda x_0: np.float32(1 / x_0) if x_0 > 0 else np.float32(np.inf),
        lambda x_0: np.array(math.inf if x_0 <= 0 else 1 / x_0),
    ],
    "x_square": [
        lambda t, x_0: np.array([x_0 / (1 - x_0 * s) if x_0 * s < 1 else np.nan for s in t]),
        lambda t, x_0: (
            np.where(t < 1 / x_0, 1 / (1 / x_0 - t), np.nan)
            if x_0 > 0
            else x_0 / (1 + abs(x_0) * t)
        ),
    ],
    "x_exp": [
        lambda t, a, x_0: (
            x_0 + t
            if a == 0
            else np.array(
                [
                    -math.log(math.exp(-a * x_0) - a * s) / a
                    if math.exp(-a * x_0) > a * s
                    else math.nan
                    for s in t
                ]
            )
        ),
    ],
    "x_exp_decay": [
        lambda t, a, x_0: np.logaddexp(x_0, a + np.log(t)),
        lambda t, a, x_0: a + np.log(t + np.exp(x_0 - a)),
    ],
    "convergence_order": [
        lambda dts, errors: np.linalg.lstsq(
            np.stack([np.log(dts), np.ones(len(dts))], axis=1), np.log(errors), rcond=None
        )[0][0],
    ],
    "travel_time": [
        lambda dxdt, x_start, x_end, n=1000: _by_scipy(x_start, x_end, dxdt),
        lambda dxdt, x_start, x_end, n=1000: (
            np.sum((x_end - x_start) / n / dxdt(np.linspace(x_start, x_end, n)))
            if np.all(dxdt(np.linspace(x_start, x_end, n)) * (x_end - x_start) > 0)
            else math.inf
        ),
    ],
}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        pytest.param(name, answer, id=f"{name}-{at}")
        for name, answers in OTHERWISE.items()
        for at, answer in enumerate(answers)
    ],
)
def test_right_answers_found_otherwise_earn_full_points(name, answer):
    for seed in range(3):
        verdict = grade_one(EXERCISES[name], answer, seed)
        assert [check.problem for check in verdict.checks if check.problem] == []


def exact(dxdt, x_0, dt, T):
    """The same without Euler."""
    t = np.linspace(0, T, 300)
    x = solve_ivp(lambda _, x: dxdt(x), (0, T), [x_0], t_eval=t, rtol=1e-9).y[0]
    return [(x, dxdt(x)), (t, dxdt(x)), (t, x)]


def differences(dxdt, x_0, dt, T):
    """The rates from the run itself."""
    x, t = reference.forward_euler(dxdt, x_0, dt, T)
    rate = np.diff(x) / dt
    return [(x[:-1], rate), (t[:-1], rate), (t, x)]


def _ornaments(fig, axes):
    axes[0].axhline(0, color="k")
    axes[0].axvline(1.0, ls=":")
    axes[2].plot([0, 1], [0, 0], "--")
    fig.suptitle("a run")


OTHER_FIGURES = {
    "one above the other": figure_of(shape=(3, 1)),
    "dots": figure_of(draw=lambda ax, x, y: ax.plot(x, y, ".")),
    "scatter": figure_of(draw=lambda ax, x, y: ax.scatter(x, y, s=2)),
    "lists": figure_of(draw=lambda ax, x, y: ax.plot(list(x), list(y))),
    "backwards": figure_of(draw=lambda ax, x, y: ax.plot(x[::-1], y[::-1])),
    "few points": figure_of(draw=lambda ax, x, y: ax.plot(x[::3], y[::3])),
    "labelled": figure_of(draw=lambda ax, x, y: (ax.plot(x, y, label="run"), ax.legend())),
    "the exact solution": figure_of(exact),
    "differences": figure_of(differences),
    "ornaments": figure_of(also=_ornaments),
    "returns a list": figure_of(returns=list),
    "other words": figure_of(
        labels=[("x", "$\\dot{x}$"), ("Time / ms", "$\\frac{dx}{dt}$"), ("t", "$x(t)$")]
    ),
}


@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(style):
    for seed in (0, 1):
        verdict = grade_one(FIGURE, OTHER_FIGURES[style], seed)
        assert [check.problem for check in verdict.checks if check.problem] == []


def test_feedback_writes_a_right_hand_side_as_python_that_the_student_can_run():
    verdict = grade_one(EXERCISES["heun_step"], lambda dxdt, x_val, dt: 0.0)
    called = verdict.checks[1].problem.called
    assert called.startswith("heun_step(dxdt=lambda x: ")
    assert eval(called, {"np": np, "heun_step": right("heun_step")}) > 0


@pytest.mark.parametrize("name", ["without_1_over_a", "proportional", "negative_a_ends"])
def test_what_stands_at_the_very_end_of_a_solution_does_not_hide_a_mistake(name):
    known = vars(ode_review_mistakes)[f"x_exp__{name}"]

    def answer(t, a, x_0):
        x = known(t, a, x_0)
        return np.where(t == (2.0 if a == 0.5 else 4.0), np.inf, x)

    says = " ".join(known.__doc__.split())
    assert grade_one(EXERCISES["x_exp"], answer).misconception == says


def test_the_sample_number_is_recognised_on_an_axis():
    verdict = grade_one(FIGURE, ode_review_mistakes.plot_phase__sample_numbers)
    assert "drawn against the number of the sample" in verdict.checks[2].problem.message


# Stand-ins


def test_a_wrong_solver_costs_the_figure_nothing_and_the_student_is_told():
    names = {**model("ode_review"), "forward_euler": ode_review_mistakes.forward_euler__without_dt}
    exec("def plot_phase(*args):\n    forward_euler\n    return figure_of(panels)(*args)", names)

    def panels(dxdt, x_0, dt, T):
        x, t = names["forward_euler"](dxdt, x_0, dt, T)
        return [(x, dxdt(x)), (t, dxdt(x)), (t, x)]

    names.update(figure_of=figure_of, panels=panels)
    verdicts = grade_all(ode_review.assignment, names)
    assert verdicts["forward_euler"].points < 8
    assert verdicts["plot_phase"].right
    assert "stand-ins for your forward_euler" in verdicts["plot_phase"].notes[0]


@pytest.mark.parametrize("name", ["forward_euler", "plot_phase"])
def test_all_ways_to_count_the_samples_agree(name):
    for seed in range(30):
        for *_, dt, T in drawn_inputs(EXERCISES[name], seed):
            assert int(T / dt) == round(T / dt) == len(np.arange(0, T, dt)) < 240


def test_runs_stay_finite_and_are_worth_looking_at():
    for seed in range(30):
        for args in drawn_inputs(EXERCISES["forward_euler"], seed):
            assert np.abs(reference.forward_euler(*args)[0]).max() < 1e4
        for args in drawn_inputs(FIGURE, seed):
            for _, y in three(*args):
                assert np.isfinite(y).all()
                assert np.ptp(y) > 0.2 * np.abs(y).max()


def test_blow_ups_are_hit_to_the_digit_by_whole_times():
    for seed in range(10):
        rng = np.random.default_rng(seed)
        t, x_0 = ode_review_inputs.square_whole(rng)
        assert np.isnan(EXERCISES["x_square"].reference(t, x_0)).sum() == sum(t >= 1 / x_0)
        assert 1 / x_0 in t
        t, a, x_0 = ode_review_inputs.exp_whole(rng)
        assert EXERCISES["blow_up_time_exp"].reference(a, x_0) in t


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
        assert f"stand-ins for your {used}" in verdicts[name].notes[0]

"""The hidden tests of the `ode_review` assignment: what passes, what fails, what is named."""

import functools
import inspect
import math
import re

import numpy as np
import pytest
from answer_kit import (
    all_checks,
    careless,
    drawn_inputs,
    failed_by,
    grade_all,
    grade_one,
    helpers_of,
    namespace,
    source,
    vacuous,
    visible_checks,
    written_in,
)
from matplotlib import pyplot as plt
from scipy.integrate import quad, solve_ivp

import reference
from autograde_tests.ode_review import exercises as ode_review
from autograde_tests.ode_review import inputs as ode_review_inputs
from autograde_tests.ode_review import mistakes as ode_review_mistakes
from autograder.pages.card import as_html
from autograder.sandbox.inside.wire import Opaque
from autograder.testing.answers import LocalAnswer

EXERCISES = ode_review.assignment.exercises
SEEDS = range(3)
MISTAKES = [
    pytest.param(exercise, known, id=known.wrong.__name__)
    for exercise in EXERCISES.values()
    for known in exercise.misconceptions
]
FIGURE = EXERCISES["plot_phase"]


@functools.cache
def model():
    """Globals of the instructor's notebook."""
    return namespace(source("ode_review"))


def right(name):
    return model()[name]


# Right answers


@pytest.mark.parametrize("seed", SEEDS)
def test_the_instructors_notebook_earns_full_points(seed):
    verdicts = grade_all(ode_review.assignment, model(), seed)
    assert all(verdict.right for verdict in verdicts.values())
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", [name for name, one in EXERCISES.items() if not one.draws_figure])
def test_the_reference_library_earns_full_points(name, seed):
    assert grade_one(EXERCISES[name], EXERCISES[name].reference, seed).right


@pytest.mark.parametrize("name", EXERCISES)
def test_prints_warnings_plots_and_spoilt_arguments_cost_nothing(name):
    assert grade_one(EXERCISES[name], careless(right(name)), seed=3).right


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_are_right_with_stand_ins_for_all_earlier_ones(name):
    assert EXERCISES[name].grade(LocalAnswer(right(name), name, 4)).right


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
    for seed in SEEDS:
        verdict = grade_one(EXERCISES[name], answer, seed)
        assert [check.problem for check in verdict.checks if check.problem] == []


# Figures, drawn in other ways


def three(dxdt, x_0, dt, T):
    """What the three panels show."""
    x, t = reference.forward_euler(dxdt, x_0, dt, T)
    return [(x, dxdt(x)), (t, dxdt(x)), (t, x)]


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


X, TIME, RATE = "x (u)", "time t (ms)", "dx/dt (u/ms)"
LABELS = [(X, RATE), (TIME, RATE), (TIME, X)]


def figure_of(panels=three, **how):
    def plot_phase(dxdt, x_0, dt, T):
        fig, axes = plt.subplots(*how.get("shape", (1, 3)))
        draw = how.get("draw", lambda ax, x, y: ax.plot(x, y))
        for ax, (x, y), (xlabel, ylabel) in zip(
            axes, panels(dxdt, x_0, dt, T), how.get("labels", LABELS), strict=True
        ):
            draw(ax, x, y)
            ax.set(xlabel=xlabel, ylabel=ylabel)
        how.get("also", lambda fig, axes: None)(fig, axes)
        return how.get("returns", lambda axes: axes)(axes)

    return plot_phase


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
    "returns the figure": figure_of(returns=lambda axes: axes[0].figure),
    "other words": figure_of(
        labels=[("x", "$\\dot{x}$"), ("Time / ms", "$\\frac{dx}{dt}$"), ("t", "$x(t)$")]
    ),
}


@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(style):
    for seed in (0, 1):
        verdict = grade_one(FIGURE, OTHER_FIGURES[style], seed)
        assert [check.problem for check in verdict.checks if check.problem] == []


# Known mistakes


@pytest.mark.parametrize(("exercise", "known"), MISTAKES)
def test_a_known_mistake_costs_and_is_named(exercise, known):
    for seed in SEEDS:
        verdict = grade_one(exercise, known.wrong, seed)
        assert verdict.points < exercise.points
        assert verdict.misconception == known.hint


@pytest.mark.parametrize(("exercise", "known"), MISTAKES)
def test_a_known_mistake_is_named_in_a_students_cell(exercise, known):
    """Pasted into the solution cell with the helpers, it runs on the student's own functions."""
    names = dict(model())
    exec(helpers_of(ode_review_mistakes), names)
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    solved = {used.__name__ for used in exercise.uses}
    answer = LocalAnswer(names["answer"], exercise.name, 11, solved)
    assert exercise.grade(answer).misconception == known.hint


def test_every_mistake_that_is_written_down_belongs_to_an_exercise():
    listed = sorted(known.values[1].wrong.__name__ for known in MISTAKES)
    assert written_in(ode_review_mistakes) == listed


def test_verdicts_on_known_mistakes_can_be_shown():
    for name in ("forward_euler", "x_square", "plot_phase"):
        for known in EXERCISES[name].misconceptions[::5]:
            html = as_html(grade_one(EXERCISES[name], known.wrong))
            assert known.hint.split(":")[0][:20] in html


def test_feedback_writes_a_right_hand_side_as_python_that_the_student_can_run():
    verdict = grade_one(EXERCISES["heun_step"], lambda dxdt, x_val, dt: 0.0)
    called = verdict.checks[2].problem.called
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


# Wrong without a name, and half right


def no_arrays(name):
    def answer(*args):
        if any(np.ndim(arg) for arg in args if not callable(arg)):
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return right(name)(*args)

    return answer


def arrays_only(name):
    def answer(*args):
        return [right(name)(*one) for one in zip(*np.broadcast_arrays(*args), strict=True)]

    return answer


def changed(name, change):
    return lambda *args: change(right(name)(*args))


def rounded(value):
    return np.round(value, 2)


def raises_at_zero(name):
    def answer(*args):
        if 0.0 in [arg for arg in args if np.ndim(arg) == 0]:
            raise ZeroDivisionError
        return right(name)(*args)

    return answer


def _not_below(name):
    return lambda dxdt, x_0, dt, T: (
        np.minimum.accumulate(right(name)(dxdt, x_0, dt, T)[0]),
        right(name)(dxdt, x_0, dt, T)[1],
    )


def figure(**how):
    return lambda _name: figure_of(**how)


NO_LABEL = [("", RATE), (TIME, RATE), (TIME, X)]
HALF_RIGHT = [
    ("forward_euler", lambda name: changed(name, lambda run: run[0]), 0),
    ("forward_euler", lambda name: changed(name, lambda run: (*run, "extra")), 0),
    ("forward_euler", lambda name: changed(name, lambda run: (run[0], None)), 6),
    ("forward_euler", lambda name: changed(name, lambda run: (run[0][:2], run[1])), 3),
    ("forward_euler", lambda name: changed(name, lambda run: (run[0][1:], run[1])), 2),
    ("forward_euler", _not_below, 2),
    ("dxdt_relax", no_arrays, 1),
    ("dxdt_relax", arrays_only, 1),
    ("dxdt_relax", lambda name: changed(name, rounded), 0),
    ("x_relax", no_arrays, 0),
    ("x_relax", lambda name: changed(name, rounded), 0),
    ("x_relax", lambda _: lambda t, a, x_0: a + (x_0 - a) * 0.37**t, 0),
    ("x_relax", lambda _: lambda t, a, x_0: a - abs(x_0 - a) * np.exp(-t), 4 - 1),
    ("dxdt_square", no_arrays, 1),
    ("dxdt_square", arrays_only, 1),
    ("blow_up_time_square", raises_at_zero, 3),
    ("blow_up_time_square", lambda name: changed(name, lambda t: [t]), 0),
    ("blow_up_time_square", lambda name: changed(name, lambda t: min(t, 1e9)), 2),
    ("blow_up_time_square", lambda name: changed(name, str), 0),
    ("x_square", raises_at_zero, 7),
    ("x_square", no_arrays, 0),
    ("x_square", lambda name: changed(name, rounded), 1),
    ("x_square", lambda name: changed(name, lambda x: np.nan_to_num(x, nan=-1)), 5),
    ("x_square", lambda name: lambda t, x_0: right(name)(t, abs(x_0)), 6),
    ("dxdt_exp", no_arrays, 1),
    ("dxdt_exp", arrays_only, 1),
    ("dxdt_exp", lambda _: lambda a, x: np.exp(abs(a) * x), 1),
    ("dxdt_exp", lambda _: lambda a, x: 2.718 ** (a * x), 0),
    ("blow_up_time_exp", raises_at_zero, 4),
    ("blow_up_time_exp", lambda _: lambda a, x: np.exp(-a * abs(x)) / a if a > 0 else np.inf, 4),
    ("blow_up_time_exp", lambda name: changed(name, lambda t: [t]), 0),
    ("x_exp", raises_at_zero, 6),
    ("x_exp", no_arrays, 0),
    ("x_exp", lambda name: changed(name, lambda x: np.nan_to_num(x, nan=-1)), 5),
    ("x_exp", lambda name: lambda t, a, x_0: right(name)(t, abs(a), x_0), 6),
    ("dxdt_exp_decay", no_arrays, 1),
    ("dxdt_exp_decay", arrays_only, 1),
    ("x_exp_decay", no_arrays, 0),
    ("x_exp_decay", lambda name: changed(name, rounded), 0),
    ("x_exp_decay", lambda _: lambda t, a, x_0: np.log(np.exp(x_0) + np.exp(abs(a)) * t), 4),
    ("x_exp_decay", lambda _: lambda t, a, x_0: np.log(np.exp(abs(x_0)) + np.exp(a) * t), 3),
    ("heun_step", lambda name: changed(name, rounded), 0),
    ("heun_step", lambda name: changed(name, lambda x: [x]), 0),
    ("rk4_step", lambda name: changed(name, rounded), 0),
    ("rk4_step", lambda name: lambda f, x, dt: right(name)(f, right(name)(f, x, dt), dt), 0),
    ("convergence_order", lambda name: changed(name, round), 0),
    ("convergence_order", lambda name: changed(name, lambda p: [p]), 0),
    ("convergence_order", no_arrays, 0),
    ("travel_time", lambda name: changed(name, lambda time: min(time, 1e9)), 3),
    ("travel_time", lambda name: changed(name, lambda time: 1.02 * time), 2),
    ("plot_phase", figure(labels=NO_LABEL), 9),
    ("plot_phase", figure(labels=[(" ", " ")] * 3), 7),
    ("plot_phase", figure(labels=[(X, RATE), (X, RATE), (TIME, X)]), 9),
    ("plot_phase", figure(labels=[(X, X), (TIME, X), (TIME, X)]), 8),
    ("plot_phase", figure(returns=lambda axes: None), 9),
    ("plot_phase", figure(returns=lambda axes: axes[0].lines), 9),
    ("plot_phase", figure(returns=lambda axes: axes[0]), 0),
    (
        "plot_phase",
        figure(
            shape=(1, 4),
            panels=lambda *args: [*three(*args), three(*args)[0]],
            labels=[*LABELS, (X, RATE)],
        ),
        0,
    ),
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x, y, visible=False)), 0),
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x[::7], y[::7])), 4),
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x, 1.1 * y)), 4),
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x[: len(x) // 2], y[: len(x) // 2])), 4),
    ("plot_phase", figure(also=lambda fig, axes: axes[1].lines[0].remove()), 7),
    ("plot_phase", lambda _: lambda *args: plt.figure(), 0),
]


@pytest.mark.parametrize(
    ("name", "make", "points"),
    [pytest.param(*case, id=f"{case[0]}-{at}") for at, case in enumerate(HALF_RIGHT)],
)
def test_half_right_answers_earn_their_part(name, make, points):
    for seed in (0, 1):
        verdict = grade_one(EXERCISES[name], make(name), seed)
        assert verdict.points == points
        assert verdict.misconception is None


def test_every_check_is_failed_by_some_wrong_answer():
    answers = [(exercise.name, known.wrong) for exercise, known in (m.values for m in MISTAKES)]
    answers += [(name, make(name)) for name, make, _ in HALF_RIGHT]
    verdicts = [grade_one(EXERCISES[name], answer) for name, answer in answers]
    assert failed_by(verdicts) == all_checks(EXERCISES)


def test_the_sample_number_is_recognised_on_an_axis():
    verdict = grade_one(FIGURE, ode_review_mistakes.plot_phase__sample_numbers)
    assert "drawn against the number of the sample" in verdict.checks[2].problem.message


# Stand-ins


def test_a_wrong_solver_costs_the_figure_nothing_and_the_student_is_told():
    names = {**model(), "forward_euler": ode_review_mistakes.forward_euler__without_dt}
    exec("def plot_phase(*args):\n    return figure_of(lambda *run: panels(*run))(*args)", names)

    def panels(dxdt, x_0, dt, T):
        x, t = names["forward_euler"](dxdt, x_0, dt, T)
        return [(x, dxdt(x)), (t, dxdt(x)), (t, x)]

    names.update(figure_of=figure_of, panels=panels)
    verdicts = grade_all(ode_review.assignment, names)
    assert verdicts["forward_euler"].points < 8
    assert verdicts["plot_phase"].right
    assert "Your forward_euler did not pass" in verdicts["plot_phase"].notes[0]


def test_the_stand_in_knows_a_right_hand_side_by_the_numbers_drawn_with_it():
    """From the sandbox a function of ours comes back as the name of its type only."""
    for seed in range(20):
        dxdt, *numbers = ode_review_inputs.phase_run(np.random.default_rng(seed))
        x, t = ode_review_inputs.forward_euler(Opaque("function"), *numbers)
        right_x, right_t = reference.forward_euler(dxdt, *numbers)
        assert x.tolist() == right_x.tolist()
        assert t.tolist() == right_t.tolist()
    with pytest.raises(LookupError, match="with the arguments of plot_phase"):
        ode_review_inputs.forward_euler(Opaque("function"), 0.123, 0.01, 1.0)


# Answers from nowhere


@pytest.mark.parametrize(
    ("exercise", "label"),
    [
        pytest.param(exercise, label, id=f"{name}-{label}")
        for name, exercise in EXERCISES.items()
        for label in vacuous(exercise)
    ],
)
def test_answers_from_nowhere_earn_nothing(exercise, label):
    verdict = grade_one(exercise, vacuous(exercise)[label])
    assert verdict.points == 0
    assert verdict.misconception is None or "never blows up" in verdict.misconception


@pytest.mark.parametrize("name", EXERCISES)
def test_a_function_that_repeats_the_visible_checks_earns_nothing(name):
    """Right for the arguments of the visible checks, and for them only."""
    seen = {}

    def record(*args):
        value = right(name)(*args)
        seen[str(args)] = value
        return value

    exec(visible_checks("ode_review", name), model() | {name: record, "print": lambda *_: None})
    assert seen
    verdict = grade_one(EXERCISES[name], lambda *args: seen.get(str(args), 0.0))
    assert verdict.points == 0


# Seeds


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_belong_to_the_seed(exercise):
    assert str(drawn_inputs(exercise, 5)) == str(drawn_inputs(exercise, 5))
    first, second = (set(map(str, drawn_inputs(exercise, seed))) for seed in (5, 6))
    # Of whole numbers and of zero there are not as many as one would like.
    common = {one for one in first & second if re.search(r"\(0\.0,\)|array\(\[[01], \d", one)}
    assert first & second == common
    assert len(common) <= 1


@pytest.mark.parametrize("name", ["forward_euler", "plot_phase"])
def test_all_ways_to_count_the_samples_agree(name):
    for seed in range(30):
        for *_, dt, T in drawn_inputs(EXERCISES[name], seed):
            assert int(T / dt) == round(T / dt) == len(np.arange(0, T, dt)) < 130


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

"""The hidden tests of the `ode` assignment: what passes, what fails, which mistakes are named."""

import functools
import inspect
import math

import numpy as np
import pytest
from answer_kit import (
    all_checks,
    careless,
    drawn_inputs,
    failed_by,
    grade_all,
    grade_one,
    namespace,
    source,
    vacuous,
    visible_checks,
    written_in,
)
from matplotlib import pyplot as plt

from autograde_tests.ode import exercises as ode
from autograde_tests.ode import mistakes as ode_mistakes
from autograder.pages.card import as_html
from autograder.testing.answers import LocalAnswer

EXERCISES = ode.assignment.exercises
SEEDS = range(3)
MISTAKES = [
    pytest.param(exercise, known, id=known.wrong.__name__)
    for exercise in EXERCISES.values()
    for known in exercise.misconceptions
]


@functools.cache
def model():
    """Globals of the instructor's notebook."""
    return namespace(source("ode"))


def right(name):
    return model()[name]


# Right answers


@pytest.mark.parametrize("seed", SEEDS)
def test_the_instructors_notebook_earns_full_points(seed):
    assert all(verdict.right for verdict in grade_all(ode.assignment, model(), seed).values())


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


# Figures, drawn in other ways


def figure_of(curves, **how):
    """A figure with the curves that a reference gives, each drawn in some way."""

    def draw(name, *args):
        ax = plt.figure().add_subplot()
        for label, x, y in curves(name, *args):
            how.get("draw", lambda ax, x, y, label: ax.plot(x, y, label=label))(ax, x, y, label)
        ax.set(xlabel=how.get("xlabel", "time t (ms)"), ylabel=how.get("ylabel", "x (u)"))
        if how.get("legend", True):
            ax.legend()
        return how.get("returns", lambda ax: ax)(ax)

    return draw


def right_curves(name, *args):
    return [(curve.label, curve.x, curve.y) for curve in EXERCISES[name].reference(*args)]


def by_euler(dt):
    def curves(name, *args):
        if name == "plot_logistic_family":
            parameter, values = args
            usual = {"a": 1.0, "K": 1.0, "x_0": 0.01, "dt": dt, "T": 10.0}
            solve = right("forward_euler_logistic")
            runs = [solve(**(usual | {parameter: value})) for value in values]
        else:
            values, other, T = args
            solve = right("forward_euler_prop")
            by_rate = name == "plot_proportion_rates"
            runs = [
                solve(value, other, dt, T) if by_rate else solve(other, value, dt, T)
                for value in values
            ]
        return [(str(value), t, x) for value, (x, t) in zip(values, runs, strict=True)]

    return curves


FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]
OTHER_FIGURES = {
    "euler": figure_of(by_euler(0.005)),
    "dots": figure_of(right_curves, draw=lambda ax, x, y, label: ax.plot(x, y, ".", label=label)),
    "scatter": figure_of(
        right_curves, draw=lambda ax, x, y, label: ax.scatter(x, y, s=1, label=label)
    ),
    "few points": figure_of(
        right_curves, draw=lambda ax, x, y, label: ax.plot(x[::7], y[::7], label=label)
    ),
    "lists": figure_of(
        right_curves, draw=lambda ax, x, y, label: ax.plot(list(x), list(y), label=label)
    ),
    "backwards": figure_of(
        right_curves, draw=lambda ax, x, y, label: ax.plot(x[::-1], y[::-1], label=label)
    ),
    "other words": figure_of(
        lambda *args: [(f"value {label} of it", x, y) for label, x, y in right_curves(*args)],
        xlabel="Time / ms",
        ylabel="$x(t)$",
    ),
    "extra lines": figure_of(
        lambda *args: [*right_curves(*args), ("zero", np.array([0, 5]), np.zeros(2))]
    ),
    "returns an array of one": figure_of(right_curves, returns=lambda ax: np.array([ax])),
    "returns the figure": figure_of(right_curves, returns=lambda ax: ax.figure),
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(name, style):
    verdict = grade_one(EXERCISES[name], functools.partial(OTHER_FIGURES[style], name))
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
    """Pasted into the solution cell as it stands, it runs on the student's own functions."""
    names = dict(model())
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    solved = {used.__name__ for used in exercise.uses}
    answer = LocalAnswer(names["answer"], exercise.name, 11, solved)
    assert exercise.grade(answer).misconception == known.hint


def test_every_mistake_that_is_written_down_belongs_to_an_exercise():
    listed = sorted(known.values[1].wrong.__name__ for known in MISTAKES)
    assert written_in(ode_mistakes) == listed


def test_verdicts_on_known_mistakes_can_be_shown():
    for name in ("x_constant", "forward_euler_logistic"):
        for known in EXERCISES[name].misconceptions[::5]:
            assert known.hint.split(":")[0][:20] in as_html(grade_one(EXERCISES[name], known.wrong))


# Wrong without a name, and half right


def no_arrays(name):
    def answer(*args):
        if any(np.ndim(arg) for arg in args):
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return right(name)(*args)

    return answer


def arrays_only(name):
    def answer(*args):
        return [right(name)(*one) for one in zip(*np.broadcast_arrays(*args), strict=True)]

    return answer


def changed(name, change):
    return lambda *args: change(right(name)(*args))


def drawn(name, **how):
    return functools.partial(figure_of(right_curves, **how), name)


def separate_figures(name):
    def draw(*args):
        for label, x, y in right_curves(name, *args):
            ax = plt.figure().add_subplot()
            ax.plot(x, y, label=label)
            ax.set(xlabel="t", ylabel="x")
            ax.legend()
        return ax

    return draw


def labels_exchanged(name):
    def curves(*args):
        shown = right_curves(*args)
        labels = [label for label, _, _ in shown]
        return [(label, x, y) for label, (_, x, y) in zip(labels[::-1], shown, strict=True)]

    return functools.partial(figure_of(curves), name)


def on_sample_numbers(name):
    return drawn(name, draw=lambda ax, x, y, label: ax.plot(y, label=label))


def rounded(value):
    return np.round(value, 2)


def overshoot_cut(a, x_0, K, dt, T):
    x, t = right("forward_euler_logistic")(a, x_0, K, dt, T)
    return np.minimum(x, K), t


HALF_RIGHT = [
    ("x_constant", no_arrays, 1),
    ("x_constant", arrays_only, 3),
    ("x_constant", lambda name: changed(name, rounded), 0),
    ("x_constant", lambda name: changed(name, lambda x: np.atleast_1d(x)[:-1]), 0),
    ("x_proportion", no_arrays, 1),
    ("x_proportion", arrays_only, 5),
    ("x_proportion", lambda _: lambda t, a, x_0: np.exp(a * t + np.log(x_0)), 5),
    ("x_proportion", lambda _: lambda t, a, x_0: x_0 * np.exp(abs(a) * t), 5),
    ("x_proportion", lambda _: lambda t, a, x_0: x_0 * 2.718 ** (a * t), 0),
    ("update_x", lambda _: lambda x, xdot, dt: x + abs(xdot) * dt, 3),
    ("update_x", lambda name: changed(name, rounded), 0),
    ("update_x", lambda _: lambda x, xdot, dt: [x + xdot * dt], 0),
    ("dxdt_prop", no_arrays, 3),
    ("dxdt_prop", lambda _: lambda a, x: abs(a) * x, 4),
    ("dxdt_prop", lambda _: lambda a, x: a * abs(x), 3),
    ("euler_error", lambda _: lambda a, x_0, dt, T: x_0 * (math.exp(a * dt) - 1 - a * dt), 0),
    ("dxdt_log", no_arrays, 4),
    ("dxdt_log", lambda _: lambda a, K, x: a * x * abs(1 - x / K), 2),
    ("dxdt_log", lambda _: lambda a, K, x: a * x * np.maximum(1 - x / K, 0), 2),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: run[0]), 0),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (*run, "extra")), 0),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0], None)), 12),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0][:2], run[1])), 6),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0][1:], run[1])), 3),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0][0], run[1])), 3),
    ("forward_euler_logistic", lambda _: overshoot_cut, 10),
    ("x_logistic", no_arrays, 1),
    ("x_logistic", arrays_only, 4),
    (
        "x_logistic",
        lambda _: lambda t, a, K, x_0: np.minimum(right("x_logistic")(t, a, K, x_0), K),
        4,
    ),
]
for figure in FIGURES:
    most = EXERCISES[figure].points
    HALF_RIGHT += [
        (figure, lambda name: drawn(name, legend=False), most - 1),
        (figure, lambda name: drawn(name, xlabel=""), most - 1),
        (figure, lambda name: drawn(name, ylabel=" "), most - 1),
        (figure, lambda name: drawn(name, xlabel="x (u)", ylabel="t (ms)"), most - 1),
        (figure, lambda name: drawn(name, returns=lambda ax: None), most - 1),
        (figure, lambda name: drawn(name, returns=lambda ax: ax.lines), most - 1),
        (figure, lambda name: drawn(name, legend=False, xlabel="", returns=id), most - 3),
        (figure, labels_exchanged, 3),
        (figure, on_sample_numbers, 3),
        (figure, separate_figures, 2),
        (figure, lambda name: drawn(name, draw=lambda ax, x, y, label: ax.plot(x, y)), most - 1),
        (
            figure,
            lambda name: drawn(
                name, draw=lambda ax, x, y, label: ax.plot(x, y, label=label, visible=False)
            ),
            0,
        ),
        (figure, lambda name: lambda *args: plt.figure(), 0),
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
    name = "plot_logistic_family"
    problem = grade_one(EXERCISES[name], on_sample_numbers(name)).checks[0].problem
    assert "drawn against the number of the sample" in problem.message


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
    assert verdict.misconception is None


@pytest.mark.parametrize("name", EXERCISES)
def test_a_function_that_repeats_the_visible_checks_earns_nothing(name):
    """Right for the arguments of the visible checks, and for them only."""
    seen = {}

    def record(*args):
        value = right(name)(*args)
        seen[str(args)] = value
        return value

    exec(visible_checks("ode", name), model() | {name: record, "print": lambda *_: None})
    assert seen
    verdict = grade_one(EXERCISES[name], lambda *args: seen.get(str(args), 0.0))
    assert verdict.points == 0


# Seeds


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_belong_to_the_seed(exercise):
    assert str(drawn_inputs(exercise, 5)) == str(drawn_inputs(exercise, 5))
    first, second = (map(str, drawn_inputs(exercise, seed)) for seed in (5, 6))
    assert not set(first) & set(second)


@pytest.mark.parametrize("name", ["euler_error", "forward_euler_logistic"])
def test_all_ways_to_count_the_samples_agree(name):
    for seed in range(30):
        for *_, dt, T in drawn_inputs(EXERCISES[name], seed):
            assert int(T / dt) == round(T / dt) == len(np.arange(0, T, dt)) < 80

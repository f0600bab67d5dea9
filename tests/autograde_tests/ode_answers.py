"""What is known of answers to the `ode` assignment."""

import functools
import math

import numpy as np
from known_answers import KnownAnswers, model
from matplotlib import pyplot as plt

from autograde_tests.ode import exercises as ode

EXERCISES = ode.assignment.exercises


def right(name):
    """The instructor's function."""
    return model("ode")[name]


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


FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]


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
    ("x_constant", no_arrays, 0),
    ("x_constant", arrays_only, 4),
    ("x_constant", lambda name: changed(name, rounded), 0),
    ("x_constant", lambda name: changed(name, lambda x: np.atleast_1d(x)[:-1]), 0),
    ("x_proportion", no_arrays, 0),
    ("x_proportion", arrays_only, 6),
    ("x_proportion", lambda _: lambda t, a, x_0: np.exp(a * t + np.log(x_0)), 5),
    ("x_proportion", lambda _: lambda t, a, x_0: x_0 * np.exp(abs(a) * t), 5),
    ("x_proportion", lambda _: lambda t, a, x_0: x_0 * 2.718 ** (a * t), 0),
    ("update_x", lambda name: changed(name, rounded), 0),
    ("update_x", lambda _: lambda x, xdot, dt: [x + xdot * dt], 4),
    ("dxdt_prop", no_arrays, 3),
    ("dxdt_prop", lambda _: lambda a, x: abs(a) * x, 2),
    ("euler_error", lambda _: lambda a, x_0, dt, T: x_0 * (math.exp(a * dt) - 1 - a * dt), 2),
    ("dxdt_log", no_arrays, 3),
    ("dxdt_log", lambda _: lambda a, K, x: a * x * abs(1 - x / K), 3),
    ("dxdt_log", lambda _: lambda a, K, x: a * x * np.maximum(1 - x / K, 0), 3),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: run[0]), 0),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (*run, "extra")), 12),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0], None)), 12),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0][:2], run[1])), 6),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0][1:], run[1])), 2.4),
    ("forward_euler_logistic", lambda name: changed(name, lambda run: (run[0][0], run[1])), 3),
    ("forward_euler_logistic", lambda _: overshoot_cut, 10),
    ("x_logistic", no_arrays, 0),
    ("x_logistic", arrays_only, 3),
    (
        "x_logistic",
        lambda _: lambda t, a, K, x_0: np.minimum(right("x_logistic")(t, a, K, x_0), K),
        2.5,
    ),
]


for figure in FIGURES:
    most = EXERCISES[figure].points
    # Points for each of three things.
    form = {"plot_logistic_family": 1, "plot_logistic_check": 0.25}.get(figure, 0.5)
    HALF_RIGHT += [
        (figure, lambda name: drawn(name, legend=False), most - form),
        (figure, lambda name: drawn(name, xlabel=""), most - form),
        (figure, lambda name: drawn(name, ylabel=" "), most - form),
        (figure, lambda name: drawn(name, xlabel="x (u)", ylabel="t (ms)"), most - form),
        (figure, lambda name: drawn(name, returns=lambda ax: None), most - form),
        (figure, lambda name: drawn(name, returns=lambda ax: ax.lines), most - form),
        (figure, lambda name: drawn(name, legend=False, xlabel="", returns=id), most - 3 * form),
        (figure, labels_exchanged, 3 * form),
        (figure, on_sample_numbers, 3 * form),
        (figure, separate_figures, 2 * form),
        (figure, lambda name: drawn(name, draw=lambda ax, x, y, label: ax.plot(x, y)), most - form),
        (
            figure,
            lambda name: drawn(
                name, draw=lambda ax, x, y, label: ax.plot(x, y, label=label, visible=False)
            ),
            0,
        ),
        (figure, lambda name: lambda *args: plt.figure(), 0),
    ]


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}


NOTHING = dict.fromkeys(EXERCISES, 0)


CLASS = {
    "goran": {
        **FULL,
        "x_proportion": 0,
        "plot_proportion_rates": 5.5,
        "plot_proportion_starts": 5.5,
        "euler_error": 4,
        "forward_euler_logistic": 12,
        "plot_logistic_family": 11,
        "x_logistic": 0,
        "plot_logistic_check": 0,
    },
    "hana": {
        **FULL,
        "x_proportion": 0,
        "update_x": 0,
        "dxdt_log": 0,
        "x_logistic": 0,
        "plot_logistic_check": 0,
    },
    "ivo": {
        **NOTHING,
        "plot_proportion_rates": 1.5,
        "plot_proportion_starts": 1.5,
        "euler_error": 6,
        "forward_euler_logistic": 3,
        "plot_logistic_family": 3,
        "plot_logistic_check": 0.75,
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
        "euler_error": 4,
        "dxdt_log": 0,
        "forward_euler_logistic": 12,
        "plot_logistic_family": 3,
        "x_logistic": 0,
        "plot_logistic_check": 0,
    },
    "lena": NOTHING,
    "mateo": {
        **FULL,
        "plot_proportion_rates": 0,
        "plot_proportion_starts": 0,
        "forward_euler_logistic": 0,
        "x_logistic": 0,
        "plot_logistic_check": 0,
    },
    "nadia": {
        **FULL,
        "plot_proportion_rates": 0,
        "plot_proportion_starts": 0,
        "update_x": 0,
        "plot_logistic_family": 0,
        "x_logistic": 0,
        "plot_logistic_check": 0,
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
        "plot_logistic_check": 0,
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
        "plot_logistic_check": "run_exchanged",
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


ANSWERS = KnownAnswers(
    "ode",
    half_right=HALF_RIGHT,
    points=CLASS,
    named=NAMED,
    helped={
        "goran": {
            "x_proportion": "A function that takes one number",
            "plot_proportion_rates": "The curves have labels, but nothing",
            "plot_proportion_starts": "An axis has no label:",
            "plot_logistic_family": "The figure is drawn, but its Axes",
        },
        "nadia": {"update_x": "A name is used before it"},
        "priya": {"dxdt_prop": "A name is used before it"},
        "quinn": {"euler_error": "Each value is nan, which is"},
    },
    perfect=("ada", "bela", "chen", "dilek", "emil", "farah"),
    shown=("x_constant", "forward_euler_logistic"),
    varied="ivo",
    crashes={"nadia": ("update_x",)},
)

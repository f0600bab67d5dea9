"""What is known of answers to the `ode_review` assignment."""

import numpy as np
from known_answers import KnownAnswers, model
from matplotlib import pyplot as plt

import reference
from autograde_tests.ode_review import exercises as ode_review

EXERCISES = ode_review.assignment.exercises


def right(name):
    """The instructor's function."""
    return model("ode_review")[name]


# Figures, drawn in other ways


def three(dxdt, x_0, dt, T):
    """What the three panels show."""
    x, t = reference.forward_euler(dxdt, x_0, dt, T)
    return [(x, dxdt(x)), (t, dxdt(x)), (t, x)]


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
    ("forward_euler", lambda name: changed(name, lambda run: (*run, "extra")), 6.4),
    ("forward_euler", lambda name: changed(name, lambda run: (run[0], None)), 6),
    ("forward_euler", lambda name: changed(name, lambda run: (run[0][:2], run[1])), 3),
    ("forward_euler", lambda name: changed(name, lambda run: (run[0][1:], run[1])), 1.6),
    ("forward_euler", _not_below, 2),
    ("dxdt_relax", no_arrays, 1),
    ("dxdt_relax", arrays_only, 1),
    ("dxdt_relax", lambda name: changed(name, rounded), 0),
    ("x_relax", no_arrays, 0),
    ("x_relax", lambda name: changed(name, rounded), 0),
    ("x_relax", lambda _: lambda t, a, x_0: a + (x_0 - a) * 0.37**t, 0),
    ("dxdt_square", no_arrays, 1),
    ("dxdt_square", arrays_only, 1),
    ("blow_up_time_square", raises_at_zero, 3),
    ("blow_up_time_square", lambda name: changed(name, lambda t: [t]), 3.2),
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
    ("blow_up_time_exp", lambda name: changed(name, lambda t: [t]), 4),
    ("x_exp", raises_at_zero, 6),
    ("x_exp", no_arrays, 0),
    ("x_exp", lambda name: changed(name, lambda x: np.nan_to_num(x, nan=-1)), 5),
    ("x_exp", lambda name: lambda t, a, x_0: right(name)(t, abs(a), x_0), 6),
    ("dxdt_exp_decay", no_arrays, 1),
    ("dxdt_exp_decay", arrays_only, 1),
    ("x_exp_decay", no_arrays, 0),
    ("x_exp_decay", lambda name: changed(name, rounded), 0),
    ("x_exp_decay", lambda _: lambda t, a, x_0: np.log(np.exp(x_0) + np.exp(abs(a)) * t), 4),
    ("x_exp_decay", lambda _: lambda t, a, x_0: np.log(np.exp(abs(x_0)) + np.exp(a) * t), 4),
    ("heun_step", lambda name: changed(name, rounded), 0),
    ("heun_step", lambda name: changed(name, lambda x: [x]), 4),
    ("rk4_step", lambda name: changed(name, rounded), 0),
    ("rk4_step", lambda name: lambda f, x, dt: right(name)(f, right(name)(f, x, dt), dt), 0),
    ("convergence_order", lambda name: changed(name, round), 0),
    ("convergence_order", lambda name: changed(name, lambda p: [p]), 3.2),
    ("convergence_order", no_arrays, 0),
    ("travel_time", lambda name: changed(name, lambda time: min(time, 1e9)), 3),
    ("travel_time", lambda name: changed(name, lambda time: 1.02 * time), 2),
    ("plot_phase", figure(labels=NO_LABEL), 9),
    ("plot_phase", figure(labels=[(" ", " ")] * 3), 7),
    ("plot_phase", figure(labels=[(X, RATE), (X, RATE), (TIME, X)]), 9),
    ("plot_phase", figure(labels=[(X, X), (TIME, X), (TIME, X)]), 8),
    ("plot_phase", figure(returns=lambda axes: None), 9),
    ("plot_phase", figure(returns=lambda axes: axes[0].lines), 9),
    ("plot_phase", figure(returns=lambda axes: axes[0]), 9),
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
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x[::14], y[::14])), 4),
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x, 1.1 * y)), 4),
    ("plot_phase", figure(draw=lambda ax, x, y: ax.plot(x[: len(x) // 2], y[: len(x) // 2])), 4),
    ("plot_phase", figure(also=lambda fig, axes: axes[1].lines[0].remove()), 7),
    ("plot_phase", lambda _: lambda *args: plt.figure(), 0),
]


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}


NOTHING = dict.fromkeys(EXERCISES, 0)


CLASS = {
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
        "forward_euler": 6.4,
        "blow_up_time_square": 3,
        "x_square": 5,
        "blow_up_time_exp": 3,
        "x_exp": 1,
        "plot_phase": 7,
        "travel_time": 3,
    },
    "jun": {
        **NOTHING,
        "forward_euler": 6,
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
    "mateo": {"travel_time": "any_way"},
}


ANSWERS = KnownAnswers(
    "ode_review",
    half_right=HALF_RIGHT,
    points=CLASS,
    named=NAMED,
    helped={
        "goran": {
            "blow_up_time_exp": "Something is divided by zero: which",
        },
        "mateo": {"plot_phase": "An axis has no label:"},
        "priya": {"x_square": "A name is used before it", "rk4_step": "An index is one too large:"},
    },
    perfect=("ada", "bela", "chen", "farah"),
    shown=("forward_euler", "x_square", "plot_phase"),
    varied="ivo",
    may_be_named="never blows up",
    # Of whole numbers and of zero there are not as many as one would like.
    common_inputs=r"\(0\.0,\)|array\(\[[01], \d",
)

"""The `ode_review` assignment: relaxation, blow-ups, any right-hand side, better solvers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

import reference as right
from autograde_tests.ode_review import inputs as draw
from autograde_tests.ode_review import mistakes as wrong
from autograder.testing.compare import Close, First, Part, numbers
from autograder.testing.exercise import (
    Assignment,
    Check,
    Comparison,
    Exercise,
    Misconception,
    mistakes_of,
)
from autograder.testing.figures import Curve, Curves, Labels, Panel, ReturnsAxes
from autograder.testing.verdict import Problem

# What the figure should show


def plot_phase(dxdt: Callable, x_0: float, dt: float, T: float) -> list[Curve]:
    """One curve a panel."""
    x, t = right.forward_euler(dxdt, x_0, dt, T)
    rates = dxdt(x)
    return [
        Curve("dx/dt against x", x, rates, panel=0),
        Curve("dx/dt against t", t, rates, panel=1),
        Curve("x against t", t, x, panel=2),
    ]


# Comparisons


def _given_times(arguments: Mapping[str, Any], _n: int) -> np.ndarray:
    return np.atleast_1d(arguments["t"])


_RUN = ("x", "t")
_TIME, _X_AXIS, _RATE_AXIS = "time t (ms)", "x (u)", "dx/dt (u/ms)"
_X = Close("x", "u", over=(_TIME, _given_times))
_RATE = Close(
    "dx/dt", "u/ms", over=(_X_AXIS, lambda arguments, _n: np.atleast_1d(arguments["x_val"]))
)
_WHEN = Close("The blow-up time", "ms")
_STEP = Close("x at the end of the step", "u")
_ORDER = Close("The order")
_TRAVEL = Close("The time", "ms", rtol=0.01)
_T_OF_RUN = Part("t", _RUN, Close("t", "ms"))
_FIRST_STEP = Part("x", _RUN, First(2, Close("x", "u")))
_X_OF_RUN = Part(
    "x", _RUN, Close("x", "u", over=(_TIME, lambda arguments, n: arguments["dt"] * np.arange(n)))
)
_SPEED = ("dx/dt", "dxdt", "rate", "dot", "frac", "speed", "slope", "x'")


def _panel(number: int, xlabel: str, ylabel: str) -> Comparison:
    return Panel(number, 3, Curves(xlabel, ylabel, tolerance=0.02, points=30, labelled=False))


def _labels(number: int, x: str, y: str | tuple[str, ...]) -> Comparison:
    return Panel(number, 3, Labels(x=[x], y=[y]))


def _alike(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two solutions are the same; at the very end, where some divide by 0, either way."""
    return _X(*(np.where(np.isinf(x), np.nan, x) for x in map(numbers, (got, other))), arguments)


def _mistakes_of_a_solution(exercise: str) -> tuple[Misconception, ...]:
    return tuple(
        known if "__infinite" in known.wrong.__name__ else replace(known, matches=_alike)
        for known in mistakes_of(wrong, exercise)
    )


assignment = Assignment(
    Exercise(
        "forward_euler",
        right.forward_euler,
        points=8,
        checks=(
            Check("t: the times of all samples", draw.relaxing_run, _T_OF_RUN, weight=2),
            Check("x: the start and the first step", draw.relaxing_run, _FIRST_STEP),
            Check("x: a linear equation", draw.relaxing_run, _X_OF_RUN),
            Check("x: a non-linear equation", draw.bent_run, _X_OF_RUN, weight=2),
            Check("x: a start that is a whole number", draw.whole_start_run, _X_OF_RUN),
            Check("x: steps so large that it overshoots", draw.overshooting_run, _X_OF_RUN),
        ),
        misconceptions=mistakes_of(wrong, "forward_euler"),
    ),
    Exercise(
        "dxdt_relax",
        right.dxdt_relax,
        points=2,
        checks=(
            Check("the rate at one x, above the goal", draw.relax_rate, _RATE),
            Check("the rate at each x of an array", draw.relax_rates, _RATE),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_relax"),
    ),
    Exercise(
        "x_relax",
        right.x_relax,
        points=5,
        checks=(
            Check("a start below the goal", draw.relax_from_below, _X, weight=2),
            Check("a start above the goal", draw.relax_from_above, _X),
            Check("a goal below zero", draw.relax_below_zero, _X),
            Check("times that are whole numbers", draw.relax_whole, _X),
        ),
        misconceptions=mistakes_of(wrong, "x_relax"),
    ),
    Exercise(
        "dxdt_square",
        right.dxdt_square,
        points=2,
        checks=(
            Check("the rate at one x", draw.square_rate, _RATE),
            Check("the rate at each x of an array, negative ones, too", draw.square_rates, _RATE),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_square"),
    ),
    Exercise(
        "blow_up_time_square",
        right.blow_up_time_square,
        points=4,
        checks=(
            Check("a start above zero: when?", draw.square_start, _WHEN, weight=2),
            Check(
                "a start below zero: never",
                draw.square_start_below_zero,
                _WHEN,
                control_inputs=draw.square_start,
            ),
            Check(
                "a start at zero: never",
                draw.square_start_at_zero,
                _WHEN,
                repeats=1,
                control_inputs=draw.square_start,
            ),
        ),
        misconceptions=mistakes_of(wrong, "blow_up_time_square"),
    ),
    Exercise(
        "x_square",
        right.x_square,
        points=8,
        checks=(
            Check("before the blow-up", draw.square_before, _X, weight=2),
            Check("nan from the blow-up on", draw.square_around, _X, weight=2),
            Check("a start below zero", draw.square_below_zero, _X, weight=2),
            Check("a start at zero", draw.square_at_zero, _X, control_inputs=draw.square_before),
            Check("whole times; nan at the blow-up itself", draw.square_whole, _X),
        ),
        misconceptions=_mistakes_of_a_solution("x_square"),
        uses=(right.blow_up_time_square,),
    ),
    Exercise(
        "dxdt_exp",
        right.dxdt_exp,
        points=2,
        checks=(
            Check("the rate at one x", draw.exp_rate, _RATE),
            Check("the rate at each x of an array, a negative", draw.exp_rates, _RATE),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_exp"),
    ),
    Exercise(
        "blow_up_time_exp",
        right.blow_up_time_exp,
        points=5,
        checks=(
            Check("a positive: when?", draw.exp_start, _WHEN, weight=2),
            Check("a positive, a start below zero: when?", draw.exp_start_below_zero, _WHEN),
            Check(
                "a negative: never", draw.exp_start_falling, _WHEN, control_inputs=draw.exp_start
            ),
            Check("a zero: never", draw.exp_start_flat, _WHEN, control_inputs=draw.exp_start),
        ),
        misconceptions=mistakes_of(wrong, "blow_up_time_exp"),
    ),
    Exercise(
        "x_exp",
        right.x_exp,
        points=8,
        checks=(
            Check("a positive, before the blow-up", draw.exp_before, _X, weight=2),
            Check("a positive, nan from the blow-up on", draw.exp_around, _X, weight=2),
            Check("a negative", draw.exp_falling, _X, weight=2),
            Check("a zero", draw.exp_flat, _X),
            Check("whole times; nan at the blow-up itself", draw.exp_whole, _X),
        ),
        misconceptions=_mistakes_of_a_solution("x_exp"),
        uses=(right.blow_up_time_exp,),
    ),
    Exercise(
        "dxdt_exp_decay",
        right.dxdt_exp_decay,
        points=2,
        checks=(
            Check("the rate at one x", draw.exp_decay_rate, _RATE),
            Check("the rate at each x of an array, a negative", draw.exp_decay_rates, _RATE),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_exp_decay"),
    ),
    Exercise(
        "x_exp_decay",
        right.x_exp_decay,
        points=5,
        checks=(
            Check("a start above zero", draw.exp_decay_from_above, _X, weight=2),
            Check("a start below zero", draw.exp_decay_from_below, _X),
            Check("a negative", draw.exp_decay_below_zero, _X),
            Check("times that are whole numbers", draw.exp_decay_whole, _X),
        ),
        misconceptions=mistakes_of(wrong, "x_exp_decay"),
    ),
    Exercise(
        "plot_phase",
        plot_phase,
        points=10,
        checks=(
            Check("panel 1: rate against x", draw.phase_run, _panel(0, "x", "dx/dt"), weight=2),
            Check("panel 2: rate against t", draw.phase_run, _panel(1, "t", "dx/dt"), weight=2),
            Check("panel 3: x against t", draw.phase_run, _panel(2, "t", "x"), weight=2),
            Check("panel 1: both axes have a label", draw.phase_run, _labels(0, "x", _SPEED)),
            Check("panel 2: both axes have a label", draw.phase_run, _labels(1, "t", _SPEED)),
            Check("panel 3: both axes have a label", draw.phase_run, _labels(2, "t", "x")),
            Check("the function returns the three Axes", draw.phase_run, ReturnsAxes(3)),
        ),
        misconceptions=mistakes_of(wrong, "plot_phase"),
        uses=(draw.forward_euler,),
        draws_figure=True,
    ),
    Exercise(
        "heun_step",
        right.heun_step,
        points=5,
        checks=(
            Check("a rate that grows with x", draw.growing_step, _STEP),
            Check("a rate that falls with x", draw.falling_step, _STEP, weight=2),
            Check("a non-linear rate", draw.bent_step, _STEP, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "heun_step"),
    ),
    Exercise(
        "rk4_step",
        right.rk4_step,
        points=5,
        checks=(
            Check("a rate that grows with x", draw.growing_step, _STEP),
            Check("a rate that falls with x", draw.falling_step, _STEP, weight=2),
            Check("a non-linear rate", draw.bent_step, _STEP, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "rk4_step"),
    ),
    Exercise(
        "convergence_order",
        right.convergence_order,
        points=4,
        checks=(
            Check("errors that follow a power of dt", draw.power_law, _ORDER, weight=2),
            Check("lists, from large to small steps", draw.power_law_in_lists, _ORDER),
            Check("errors that scatter: the least-squares line", draw.scattered_law, _ORDER),
        ),
        misconceptions=mistakes_of(wrong, "convergence_order"),
    ),
    Exercise(
        "travel_time",
        right.travel_time,
        points=5,
        checks=(
            Check("the time of a journey up", draw.travel_up, _TRAVEL, weight=2),
            Check("the time of a journey down", draw.travel_down, _TRAVEL),
            Check(
                "past a fixed point: never",
                draw.travel_past_a_goal,
                _TRAVEL,
                control_inputs=draw.travel_up,
            ),
            Check("the wrong way: never", draw.travel_away, _TRAVEL, control_inputs=draw.travel_up),
        ),
        misconceptions=mistakes_of(wrong, "travel_time"),
        optional=True,
    ),
    questions=("answer_features", "answer_sums", "answer_lif_extension"),
)
grade = assignment.grade

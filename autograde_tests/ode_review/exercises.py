"""The `ode_review` assignment: relaxation, blow-ups, any right-hand side, better solvers."""

from dataclasses import replace

import reference
from autograde_tests.ode_review import decoys, expected, inputs, mistakes, parts
from autograde_tests.ode_review.equivalents import EQUIVALENTS
from autograder.testing.exercise import Assignment, Check, Exercise, Misconception, mistakes_of
from autograder.testing.figures import ReturnsAxes


def _mistakes_of_a_solution(exercise: str) -> tuple[Misconception, ...]:
    return tuple(
        known if "__infinite" in known.wrong.__name__ else replace(known, matches=expected.alike)
        for known in mistakes_of(mistakes, exercise)
    )


assignment = Assignment(
    Exercise(
        "forward_euler",
        reference.forward_euler,
        points=8,
        checks=(
            Check("t: the times of all samples", inputs.relaxing_run, expected.T_OF_RUN, weight=2),
            Check(
                "x: the start, below zero, and the first step",
                inputs.relaxing_run,
                expected.FIRST_STEP,
            ),
            Check("x: a non-linear equation", inputs.bent_run, expected.X_OF_RUN, weight=2),
            Check(
                "x: a linear equation, from a whole number",
                inputs.whole_start_run,
                expected.X_OF_RUN,
                weight=2,
            ),
            Check(
                "x: steps so large that it overshoots", inputs.overshooting_run, expected.X_OF_RUN
            ),
        ),
        misconceptions=mistakes_of(mistakes, "forward_euler"),
    ),
    Exercise(
        "dxdt_relax",
        reference.dxdt_relax,
        points=2,
        is_formula=True,
        checks=(
            Check("the rate at one x, above the goal", inputs.relax_rate, expected.RATE),
            Check("the rate at each x of an array", inputs.relax_rates, expected.RATE),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_relax"),
    ),
    Exercise(
        "x_relax",
        reference.x_relax,
        points=5,
        is_formula=True,
        checks=(
            Check("a start below the goal", inputs.relax_from_below, expected.X, weight=2),
            Check("a start above the goal", inputs.relax_from_above, expected.X),
            Check("a goal below zero", inputs.relax_below_zero, expected.X),
            Check("times that are whole numbers", inputs.relax_whole, expected.X),
        ),
        misconceptions=mistakes_of(mistakes, "x_relax"),
        from_parts=(reference.x_relax, parts.x_relax_from_rate),
    ),
    Exercise(
        "dxdt_square",
        reference.dxdt_square,
        points=2,
        is_formula=True,
        checks=(
            Check("the rate at one x", inputs.square_rate, expected.RATE),
            Check(
                "the rate at each x of an array, negative ones, too",
                inputs.square_rates,
                expected.RATE,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_square"),
    ),
    Exercise(
        "blow_up_time_square",
        reference.blow_up_time_square,
        points=4,
        is_formula=True,
        checks=(
            Check("a start above zero: when?", inputs.square_start, expected.WHEN),
            Check(
                "a start a little above zero: when?", inputs.square_start_near_zero, expected.WHEN
            ),
            Check(
                "a start below zero: never",
                inputs.square_start_below_zero,
                expected.WHEN,
                control_inputs=inputs.square_start,
            ),
            Check(
                "a start at zero: never",
                inputs.square_start_at_zero,
                expected.WHEN,
                repeats=1,
                control_inputs=inputs.square_start,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "blow_up_time_square"),
    ),
    Exercise(
        "x_square",
        reference.x_square,
        points=8,
        is_formula=True,
        checks=(
            Check("before the blow-up", inputs.square_before, expected.X_SQUARE, weight=2),
            Check("nan from the blow-up on", inputs.square_around, expected.X_SQUARE, weight=2),
            Check("a start below zero", inputs.square_below_zero, expected.X_SQUARE, weight=2),
            Check(
                "a start at zero",
                inputs.square_at_zero,
                expected.X_SQUARE,
                control_inputs=inputs.square_before,
            ),
            Check("whole times; nan at the blow-up itself", inputs.square_whole, expected.X_SQUARE),
        ),
        misconceptions=_mistakes_of_a_solution("x_square"),
        from_parts=(parts.x_square, parts.x_square_from_time_left),
    ),
    Exercise(
        "dxdt_exp",
        reference.dxdt_exp,
        points=2,
        is_formula=True,
        checks=(
            Check("the rate at one x", inputs.exp_rate, expected.RATE),
            Check("the rate at each x of an array, a negative", inputs.exp_rates, expected.RATE),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_exp"),
    ),
    Exercise(
        "blow_up_time_exp",
        reference.blow_up_time_exp,
        points=5,
        is_formula=True,
        checks=(
            Check("a positive: when?", inputs.exp_start, expected.WHEN, weight=2),
            Check(
                "a positive, a start below zero: when?", inputs.exp_start_below_zero, expected.WHEN
            ),
            Check(
                "a negative: never",
                inputs.exp_start_falling,
                expected.WHEN,
                control_inputs=inputs.exp_start,
            ),
            Check(
                "a zero: never",
                inputs.exp_start_flat,
                expected.WHEN,
                control_inputs=inputs.exp_start,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "blow_up_time_exp"),
    ),
    Exercise(
        "x_exp",
        reference.x_exp,
        points=8,
        is_formula=True,
        checks=(
            Check("a positive, before the blow-up", inputs.exp_before, expected.X, weight=2),
            Check("a positive, nan from the blow-up on", inputs.exp_around, expected.X, weight=2),
            Check("a negative", inputs.exp_falling, expected.X, weight=2),
            Check("a zero", inputs.exp_flat, expected.X),
            Check("whole times; nan at the blow-up itself", inputs.exp_whole, expected.X),
        ),
        misconceptions=_mistakes_of_a_solution("x_exp"),
        from_parts=(parts.x_exp, parts.x_exp_from_time_left),
    ),
    Exercise(
        "dxdt_exp_decay",
        reference.dxdt_exp_decay,
        points=2,
        is_formula=True,
        checks=(
            Check("the rate at one x", inputs.exp_decay_rate, expected.RATE),
            Check(
                "the rate at each x of an array, a negative", inputs.exp_decay_rates, expected.RATE
            ),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_exp_decay"),
        from_parts=(
            parts.dxdt_exp_decay,
            parts.dxdt_exp_decay_falling,
            parts.dxdt_exp_decay_rising,
        ),
    ),
    Exercise(
        "x_exp_decay",
        reference.x_exp_decay,
        points=5,
        is_formula=True,
        checks=(
            Check("a start above zero", inputs.exp_decay_from_above, expected.X, weight=2),
            Check("a start below zero", inputs.exp_decay_from_below, expected.X),
            Check("a negative", inputs.exp_decay_below_zero, expected.X),
            Check("times that are whole numbers", inputs.exp_decay_whole, expected.X),
        ),
        misconceptions=mistakes_of(mistakes, "x_exp_decay"),
    ),
    Exercise(
        "plot_phase",
        expected.plot_phase,
        points=10,
        checks=(
            Check(
                "panel 1: rate against x",
                inputs.phase_run,
                expected.panel(0, "x", "dx/dt"),
                weight=2,
            ),
            Check(
                "panel 2: rate against t",
                inputs.phase_run,
                expected.panel(1, "t", "dx/dt"),
                weight=2,
            ),
            Check("panel 3: x against t", inputs.phase_run, expected.panel(2, "t", "x"), weight=2),
            Check(
                "panel 1: both axes have a label",
                inputs.phase_run,
                expected.labels(0, "x", expected.SPEED),
            ),
            Check(
                "panel 2: both axes have a label",
                inputs.phase_run,
                expected.labels(1, "t", expected.SPEED),
            ),
            Check(
                "panel 3: both axes have a label", inputs.phase_run, expected.labels(2, "t", "x")
            ),
            Check("the function returns the three Axes", inputs.phase_run, ReturnsAxes(3)),
        ),
        misconceptions=mistakes_of(mistakes, "plot_phase"),
        draws_figure=True,
    ),
    Exercise(
        "heun_step",
        reference.heun_step,
        points=5,
        checks=(
            Check(
                "a linear rate, that grows or falls with x, from below zero",
                inputs.linear_step,
                expected.STEP,
                weight=3,
                repeats=4,
            ),
            Check("a non-linear rate", inputs.bent_step, expected.STEP, weight=2),
        ),
        misconceptions=mistakes_of(mistakes, "heun_step"),
    ),
    Exercise(
        "rk4_step",
        reference.rk4_step,
        points=5,
        checks=(
            Check(
                "a linear rate, that grows or falls with x, from below zero",
                inputs.linear_step,
                expected.STEP,
                weight=3,
                repeats=4,
            ),
            Check("a non-linear rate", inputs.bent_step, expected.STEP, weight=2),
        ),
        misconceptions=mistakes_of(mistakes, "rk4_step"),
    ),
    Exercise(
        "convergence_order",
        reference.convergence_order,
        points=4,
        checks=(
            Check("errors that follow a power of dt", inputs.power_law, expected.ORDER, weight=2),
            Check("lists, from large to small steps", inputs.power_law_in_lists, expected.ORDER),
            Check(
                "errors that scatter: the least-squares line", inputs.scattered_law, expected.ORDER
            ),
        ),
        misconceptions=mistakes_of(mistakes, "convergence_order"),
    ),
    Exercise(
        "travel_time",
        reference.travel_time,
        points=5,
        checks=(
            Check("the time of a journey up", inputs.travel_up, expected.TRAVEL, weight=2),
            Check("the time of a journey down", inputs.travel_down, expected.TRAVEL),
            Check(
                "past a fixed point: never",
                inputs.travel_past_a_goal,
                expected.TRAVEL,
                control_inputs=inputs.travel_up,
            ),
            Check(
                "the wrong way: never",
                inputs.travel_away,
                expected.TRAVEL,
                control_inputs=inputs.travel_up,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "travel_time"),
        optional=True,
    ),
    questions=("answer_features", "answer_sums", "answer_lif_extension"),
    decoys=decoys,
    equivalents=EQUIVALENTS,
)
grade = assignment.grade

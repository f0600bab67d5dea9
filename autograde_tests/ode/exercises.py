"""The `ode` assignment: exact solutions, the Euler step and its error, logistic growth."""

import reference
from autograde_tests.ode import decoys, expected, inputs, mistakes, parts
from autograde_tests.ode.equivalents import EQUIVALENTS
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import Labels, Legend, ReturnsAxes, figure_checks

_LABELS_AND_LEGEND = (
    ("both axes have a label", 1, Labels(x=["t"], y=["x"])),
    ("a legend says which line is which", 1, Legend()),
)
_FORM = (*_LABELS_AND_LEGEND, ("the function returns the Axes", 1, ReturnsAxes()))
_HALF_AS_MUCH = [(title, weight / 2, compare) for title, weight, compare in _FORM]

assignment = Assignment(
    Exercise(
        "x_constant",
        reference.x_constant,
        points=4,
        is_formula=True,
        checks=(
            Check("x at each time of an array", inputs.many_times, expected.X_CONSTANT, weight=2),
            Check("x falls where a is negative", inputs.downwards, expected.X_CONSTANT),
            Check("times that are whole numbers", inputs.at_whole_times, expected.X_CONSTANT),
        ),
        misconceptions=mistakes_of(mistakes, "x_constant"),
    ),
    Exercise(
        "x_proportion",
        reference.x_proportion,
        points=6,
        is_formula=True,
        checks=(
            Check("x at each time of an array", inputs.many_times, expected.X_AT_T, weight=3),
            Check("decay, where a is negative", inputs.downwards, expected.X_AT_T),
            Check("a start below zero", inputs.from_below_zero, expected.X_AT_T),
            Check("times that are whole numbers", inputs.at_whole_times, expected.X_AT_T),
        ),
        misconceptions=mistakes_of(mistakes, "x_proportion"),
    ),
    Exercise(
        "plot_proportion_rates",
        expected.plot_proportion_rates,
        points=6,
        checks=(
            Check(
                "the curve of each a, with its own label", inputs.rates, expected.CURVES, weight=4.5
            ),
            *figure_checks(
                inputs.rates,
                *_HALF_AS_MUCH,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_proportion_rates"),
        draws_figure=True,
    ),
    Exercise(
        "plot_proportion_starts",
        expected.plot_proportion_starts,
        points=6,
        checks=(
            Check(
                "the curve from each x_0, with its own label",
                inputs.starts,
                expected.CURVES,
                weight=4.5,
            ),
            *figure_checks(
                inputs.starts,
                *_HALF_AS_MUCH,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_proportion_starts"),
        draws_figure=True,
    ),
    Exercise(
        "update_x",
        reference.update_x,
        points=5,
        is_formula=True,
        checks=(
            Check("a step at a positive rate", inputs.rising_step, expected.STEP, weight=2),
            Check(
                "a step at a negative rate, below zero",
                inputs.falling_step,
                expected.STEP,
                weight=2,
            ),
            Check("a small step at a high rate, downwards", inputs.step_back, expected.STEP),
        ),
        misconceptions=mistakes_of(mistakes, "update_x"),
    ),
    Exercise(
        "dxdt_prop",
        reference.dxdt_prop,
        points=5,
        is_formula=True,
        checks=(
            Check("the rate of growth", inputs.growing, expected.RATE, weight=2),
            Check("the rate of decay", inputs.decaying, expected.RATE),
            Check(
                "the rate at each x of an array", inputs.decaying_places, expected.RATE, weight=2
            ),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_prop"),
    ),
    Exercise(
        "euler_error",
        reference.euler_error,
        points=10,
        checks=(
            Check("growth", inputs.growing_run, expected.ERROR, weight=4),
            Check(
                "decay from below zero, where the end is not the worst place",
                inputs.decaying_run,
                expected.ERROR,
                weight=4,
            ),
            Check(
                "steps so large that x jumps across zero",
                inputs.jumping_run,
                expected.ERROR,
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "euler_error"),
        from_parts=parts.largest_error,
    ),
    Exercise(
        "dxdt_log",
        reference.dxdt_log,
        points=6,
        is_formula=True,
        checks=(
            Check("the rate below K", inputs.below_K, expected.RATE, weight=3),
            Check(
                "the rate at each x of an array, below and above K",
                inputs.around_K,
                expected.RATE,
                weight=3,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_log"),
        from_parts=parts.dxdt_log,
    ),
    Exercise(
        "forward_euler_logistic",
        reference.forward_euler_logistic,
        points=15,
        checks=(
            Check("t: the times of all samples", inputs.S_shaped_run, expected.T_OF_RUN, weight=3),
            Check(
                "x: the start and the first step",
                inputs.overshooting_run,
                expected.FIRST_STEP,
                weight=3,
            ),
            Check("x: growth from far below K", inputs.S_shaped_run, expected.X_OF_RUN, weight=4),
            Check("x: a start above K", inputs.run_from_above, expected.X_OF_RUN, weight=3),
            Check(
                "x: steps so large that it overshoots K",
                inputs.overshooting_run,
                expected.X_OF_RUN,
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "forward_euler_logistic"),
        from_parts=parts.forward_euler_logistic,
    ),
    Exercise(
        "plot_logistic_family",
        expected.plot_logistic_family,
        points=12,
        checks=(
            *figure_checks(
                inputs.family_of_a,
                ("a varies: the curve of each value", 3, expected.CURVES),
            ),
            *figure_checks(
                inputs.family_of_K,
                ("K varies: the curve of each value", 3, expected.CURVES),
            ),
            *figure_checks(
                inputs.family_of_x_0,
                ("x_0 varies: the curve from each", 3, expected.CURVES),
            ),
            *figure_checks(
                inputs.family_of_a,
                *_LABELS_AND_LEGEND,
            ),
            *figure_checks(
                inputs.family_of_K,
                ("the function returns the Axes of a new figure", 1, ReturnsAxes()),
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_logistic_family"),
        from_parts=expected.logistic_family_in_steps,
        draws_figure=True,
    ),
    Exercise(
        "x_logistic",
        reference.x_logistic,
        points=3,
        is_formula=True,
        checks=(
            Check("x at each time of an array", inputs.logistic_times, expected.X_AT_T, weight=2),
            Check("a start above K", inputs.logistic_times_above, expected.X_AT_T, weight=0.5),
            Check(
                "times that are whole numbers",
                inputs.logistic_whole_times,
                expected.X_AT_T,
                weight=0.5,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "x_logistic"),
        optional=True,
    ),
    Exercise(
        "plot_logistic_check",
        expected.plot_logistic_check,
        points=2,
        checks=(
            Check(
                "run and formula, each with its label",
                inputs.check_run,
                expected.BOTH,
                weight=1.25,
            ),
            *figure_checks(
                inputs.check_run,
                *[(title, weight / 4, compare) for title, weight, compare in _FORM],
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_logistic_check"),
        draws_figure=True,
        optional=True,
    ),
    questions=(
        "answer_constant",
        "answer_proportion",
        "answer_dt",
        "answer_logistic",
        "answer_biology",
    ),
    decoys=decoys,
    equivalents=EQUIVALENTS,
)
grade = assignment.grade

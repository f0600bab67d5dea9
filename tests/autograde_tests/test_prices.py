"""What a slip costs that leaves the rest of an answer right: 10 to 30 % for most."""

import importlib
from dataclasses import replace

import numpy as np
import pytest
from answer_kit import grade_one
from known_answers import model

SEED = 6


def changed(change):
    """A right answer, with something done to what it returns."""
    return lambda right: lambda *args: change(right(*args))


def one_more(array):
    return np.append(array, 2 * array[-1] - array[-2])


def longer(*parts):
    """A sample too many in some of the things that are returned."""
    return changed(
        lambda run: tuple(one_more(part) if at in parts else part for at, part in enumerate(run))
    )


def shorter(*parts):
    return changed(
        lambda run: tuple(part[:-1] if at in parts else part for at, part in enumerate(run))
    )


def in_order(*order):
    return changed(lambda run: tuple(run[at] for at in order))


def with_currents(right):
    return lambda simulate, params, I_values, *rest: (
        I_values,
        right(simulate, params, I_values, *rest),
    )


def spikes_later(steps):
    return changed(lambda run: (*run[:-1], [spike + steps for spike in run[-1]]))


def hold_shorter(steps):
    def make(right):
        def answer(params, I_inj):
            return right({**params, "tref": params["tref"] - steps * params["dt"]}, I_inj)

        return answer

    return make


rows = changed(lambda run: list(zip(*run, strict=True)))
column = changed(lambda values: np.reshape(values, (-1, 1)))
in_brackets = changed(lambda value: [value] if np.ndim(value) == 0 else value)
something_else = changed(lambda run: (*run, 0))
first_panel = changed(lambda axes: np.ravel(axes)[0])
last_panel = changed(lambda axes: np.ravel(axes)[-1])
the_figure = changed(lambda axes: np.ravel(axes)[0].figure)
nothing = changed(lambda axes: None)
without_tonic = changed(lambda word: None if word == "tonic" else word)

# Assignment, exercise, slip, the lowest and the highest share (%) that it should cost.
SLIPS = [
    ("ode", "forward_euler_logistic", longer(0, 1), 10, 30),
    ("ode", "forward_euler_logistic", longer(0), 10, 30),
    ("ode", "forward_euler_logistic", shorter(0, 1), 10, 30),
    ("ode", "forward_euler_logistic", in_order(1, 0), 10, 30),
    ("ode", "forward_euler_logistic", rows, 10, 30),
    ("ode", "forward_euler_logistic", something_else, 10, 30),
    ("ode", "update_x", in_brackets, 10, 30),
    ("ode", "euler_error", in_brackets, 10, 30),
    ("ode", "plot_proportion_rates", the_figure, 5, 30),
    ("ode", "plot_logistic_family", nothing, 5, 30),
    ("ode_review", "forward_euler", longer(0, 1), 10, 30),
    ("ode_review", "forward_euler", in_order(1, 0), 10, 30),
    ("ode_review", "heun_step", in_brackets, 10, 30),
    ("ode_review", "plot_phase", last_panel, 10, 30),
    ("ode_review", "plot_phase", the_figure, 10, 30),
    ("lif", "simulate_LIF", longer(0, 1), 10, 30),
    ("lif", "simulate_LIF", shorter(0), 10, 30),
    ("lif", "simulate_LIF", in_order(1, 0, 2), 10, 30),
    ("lif", "simulate_LIF", in_order(0, 2, 1), 10, 30),
    ("lif", "simulate_LIF", hold_shorter(2), 10, 30),
    ("lif", "simulate_LIF", spikes_later(2), 10, 30),
    ("lif", "FI_curve", in_order(1, 0), 10, 30),
    ("lif", "FI_curve", changed(np.transpose), 10, 30),
    ("lif", "plot_ISI_histograms", first_panel, 10, 30),
    ("nonlinear_if", "f_EIF", in_brackets, 10, 30),
    ("nonlinear_if", "simulate_EIF", longer(0, 1), 10, 30),
    ("nonlinear_if", "simulate_EIF", hold_shorter(2), 10, 35),
    ("nonlinear_if", "FI_curve_model", with_currents, 10, 30),
    ("nonlinear_if", "FI_curve_model", column, 10, 30),
    ("nonlinear_if", "plot_threshold", last_panel, 10, 30),
    ("adaptation", "simulate_aLIF", in_order(2, 0, 1, 3), 10, 30),
    ("adaptation", "simulate_aLIF", longer(0, 1, 2), 10, 30),
    ("adaptation", "nullclines_AdEx", changed(np.transpose), 10, 30),
    ("adaptation", "plot_adaptation", first_panel, 10, 30),
    ("adaptation", "plot_patterns", first_panel, 10, 30),
    ("adaptation", "classify_pattern", without_tonic, 10, 30),
    ("hodgkin_huxley", "FI_curve_HH", changed(lambda rates: rates / 2), 10, 30),
    ("hodgkin_huxley", "FI_curve_HH", column, 10, 30),
    ("hodgkin_huxley", "plot_gates", first_panel, 10, 30),
    ("hodgkin_huxley", "I_ion", in_brackets, 5, 30),
]


@pytest.mark.parametrize(
    ("assignment", "name", "slip", "lowest", "highest"),
    [pytest.param(*slip, id=f"{at}-{slip[0]}-{slip[1]}") for at, slip in enumerate(SLIPS)],
)
def test_a_slip_costs_what_is_fair(assignment, name, slip, lowest, highest):
    course = importlib.import_module(f"autograde_tests.{assignment}").assignment
    exercise = replace(course.exercises[name], misconceptions=())
    verdict = grade_one(exercise, slip(model(assignment)[name]), SEED)
    cost = round(100 * (1 - verdict.points / exercise.points), 6)
    assert lowest <= cost <= highest, verdict.as_text()

"""What only the hidden tests of `ode` have to pass or to find, and their inputs."""

import functools

import nbformat
import numpy as np
import pytest
from answer_kit import (
    ROOT,
    drawn_inputs,
    grade_all,
    grade_one,
)
from ode_answers import (
    ANSWERS,
    EXERCISES,
    FIGURES,
    figure_of,
    on_sample_numbers,
    right,
    right_curves,
)

from autograde_tests.ode import exercises as ode


def by_euler(dt):
    def curves(name, *args):
        if name == "plot_logistic_family":
            parameter, values = args
            usual = {"a": 1.0, "K": 1.0, "x_0": 0.01, "dt": dt, "T": 10.0}
            solve = right("forward_euler_logistic")
            runs = [solve(**(usual | {parameter: value})) for value in values]
        elif name == "plot_logistic_check":
            return right_curves(name, *args)
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


OTHER_FIGURES = {
    "euler": figure_of(by_euler(0.005)),
    "dots": figure_of(right_curves, draw=lambda ax, x, y, label: ax.plot(x, y, ".", label=label)),
    "scatter": figure_of(
        right_curves, draw=lambda ax, x, y, label: ax.scatter(x, y, s=1, label=label)
    ),
    "few points": figure_of(
        lambda *args: [  # a run has its samples
            (label, x, y) if len(x) < 200 else (label, x[::7], y[::7])
            for label, x, y in right_curves(*args)
        ]
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
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(name, style):
    verdict = grade_one(EXERCISES[name], functools.partial(OTHER_FIGURES[style], name))
    assert [check.problem for check in verdict.checks if check.problem] == []


def test_the_sample_number_is_recognised_on_an_axis():
    name = "plot_logistic_family"
    problem = grade_one(EXERCISES[name], on_sample_numbers(name)).checks[0].problem
    assert "drawn against the number of the sample" in problem.message


@pytest.mark.parametrize("name", ["euler_error", "forward_euler_logistic"])
def test_all_ways_to_count_the_samples_agree(name):
    for seed in range(30):
        for *_, dt, T in drawn_inputs(EXERCISES[name], seed):
            assert int(T / dt) == round(T / dt) == len(np.arange(0, T, dt)) < 80


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(ode.assignment, ANSWERS.of("hana"))
    for name in ("euler_error", "forward_euler_logistic", "plot_logistic_family"):
        assert verdicts[name].right
        assert "stand-ins for your " in verdicts[name].notes[0]
    assert "update_x and dxdt_log" in verdicts["forward_euler_logistic"].notes[0]
    assert "forward_euler_logistic" in verdicts["plot_logistic_family"].notes[0]


def test_rosas_file_is_not_a_notebook():
    with pytest.raises(nbformat.reader.NotJSONError):
        nbformat.reads((ROOT / "examples" / "ode" / "rosa.ipynb").read_text(), as_version=4)

"""One curve of the current for all neurons, however well it is fitted, is no answer."""

import inspect
from itertools import product

import numpy as np
import pytest
from quick_exercises import quick
from test_every_exercise import ANSWERS

from autograder.testing.answers import LocalAnswer

TERMS = {"linear": lambda current: current, "square root": np.sqrt, "logarithm": np.log1p}
SILENT = (0.0, 0.15, 0.3, 0.5)  # shares of the currents, the weakest, that get 0 Hz
EXERCISES = (
    ("lif", "FI_curve", "the rates without noise"),
    ("nonlinear_if", "FI_curve_model", "the rates of an EIF"),
    ("nonlinear_if", "CV_curve", "the noise of given seeds"),
    ("hodgkin_huxley", "FI_curve_HH", "the rates are in Hz"),
)
SEEDS = range(4)
MOST = 1 / 3  # of the points, in the mean


def known(exercise, title):
    """Currents and values of many neurons, more than anyone sees."""
    (check,) = (one for one in exercise.checks if one.title == title)
    for seed in range(100, 112):
        args = check.inputs(np.random.default_rng(seed))
        right = exercise.reference(*args)
        arguments = inspect.signature(exercise.reference).bind(*args).arguments
        currents, values = right if isinstance(right, tuple) else (arguments["I_values"], right)
        yield np.asarray(currents, dtype=float), np.asarray(values)


def fixed(exercise, title, term, silent):
    """The answer: a curve that is fitted where neurons fire, zeros by rank."""
    currents, values = map(np.concatenate, zip(*known(exercise, title), strict=True))
    fires = np.isfinite(values) & (values > 0)
    curve = np.polynomial.Polynomial.fit(term(np.maximum(currents[fires], 0)), values[fires], 1)

    def answer(*args, **kwargs):
        bound = inspect.signature(exercise.reference).bind(*args, **kwargs)
        bound.apply_defaults()
        of = bound.arguments
        if "I_max" in of:
            asked = np.arange(0, of["I_max"], of["I_step"])
        else:
            asked = np.asarray(of["I_values"], dtype=float)
        rank = np.argsort(np.argsort(asked))
        values = np.where(rank < silent * len(asked), 0.0, curve(term(np.maximum(asked, 0))))
        return (asked, values) if "I_max" in of else values

    return answer


@pytest.mark.parametrize(("assignment", "name", "title"), EXERCISES)
def test_one_curve_for_all_neurons_earns_little(assignment, name, title):
    course = next(answers.course for answers in ANSWERS if answers.name == assignment)
    exercise = quick(course.exercises[name])
    earned = {
        (label, silent): np.mean(
            [exercise.grade(LocalAnswer(one, name, seed)).points for seed in SEEDS]
        )
        for (label, term), silent in product(TERMS.items(), SILENT)
        for one in [fixed(exercise, title, term, silent)]
    }
    assert max(earned.values()) <= MOST * exercise.points, earned

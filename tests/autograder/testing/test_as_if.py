"""Answers that would be right for other arguments, and what comes near that."""

import numpy as np
import pytest

from autograder.testing.as_if import as_if
from autograder.testing.seen import Seen


def right(t, params, x_0):
    return params["E"] + (x_0 - params["E"]) * np.exp(-np.asarray(t) / params["tau"])


def calls(answer, count=3, seed=1):
    """Calls of an answer to the question that `right` answers."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        params = {
            "E": float(rng.uniform(-80, -60)),
            "tau": float(rng.uniform(10, 20)),
            "g": float(rng.uniform(3, 9)),
        }
        arguments = {"t": rng.uniform(1, 40, 6), "params": params, "x_0": float(rng.uniform(1, 9))}
        values = arguments.values()
        found.append(Seen(answer(*values), right(*values), arguments))
    return found


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda t, p, x: p["E"] + (x - p["E"]) * np.exp(t / p["tau"]), "t or tau had the opposite"),
        (lambda t, p, x: -p["E"] + (x + p["E"]) * np.exp(-t / p["tau"]), "E had the opposite sign"),
        (
            lambda t, p, x: p["E"] - p["E"] * np.exp(-t / p["tau"]),
            "x_0 were 0: is a term with it missing",
        ),
        (lambda t, p, x: x * np.exp(-t / p["tau"]), "E were 0: is a term with it missing"),
        (lambda t, p, x: p["E"] + (x - p["E"]) * np.exp(-t), "tau were 1: is a product with it"),
        (lambda t, p, x: right(t, p, 1 / x), "x_0 were upside down"),
        (lambda t, p, x: right(t, p, 1000 * x), "x_0 were 1000 times as large"),
        (lambda t, p, x: right(t, p, x / 1000), "x_0 were 1000 times smaller"),
        (lambda t, p, x: right(t, p, 2 * x), "x_0 were twice as large"),
        (lambda t, p, x: right(t, p, x**2), "x_0 were squared"),
        (lambda t, p, x: right(t, p, np.sqrt(x)), "x_0 were its square root"),
        (lambda t, p, x: right(t, p, abs(x)), None),  # it is right
        (lambda t, p, x: right(t, p | {"E": p["g"]}, x), "E had the value of g: is g used"),
        (lambda t, p, x: right(t, p | {"E": x}, p["E"]), "E and x_0 were exchanged"),
        (lambda t, p, x: right(t[0], p, x), "t kept its first value"),
        (lambda t, p, x: right(np.roll(t, 1), p, x), "t came one sample later"),
        (lambda t, p, x: right(np.roll(t, -1), p, x), "t came one sample earlier"),
        (lambda t, p, x: right(np.sort(t), p, x), "t were sorted"),
        (lambda t, p, x: right(np.linspace(t[0], t[-1], 6), p, x), "t were evenly spaced"),
        (lambda t, p, x: list(right(t, p, 2 * x)), "x_0 were twice as large"),
        (lambda t, p, x: right(t, p, 1.9 * x), None),
        (lambda t, p, x: right(t, p, x) + 0.01, None),
        (lambda t, p, x: 7.0, None),
        (lambda t, p, x: 0.0 * t, None),
        (lambda t, p, x: np.full(t.shape, np.nan), None),
        (lambda t, p, x: None, None),
        (lambda t, p, x: "text", None),
        (lambda t, p, x: (x, t), None),
    ],
)
def test_the_argument_that_is_misread_is_named(answer, words):
    found = as_if(calls(answer), right)
    assert words is None if found is None else words in found


def test_one_input_is_not_enough():
    def answer(t, p, x):
        return right(t, p, 2 * x)

    assert as_if(calls(answer, count=1), right) is None
    assert as_if(calls(answer, count=1) * 2, right) is None


def test_it_must_hold_for_right_values_as_well():
    def answer(t, p, x):
        return right(t, p, 2 * x if t[0] < 20 else x)

    assert as_if(calls(answer, count=8), right) is None


def test_more_than_two_arguments_are_no_answer():
    def product(a, b, c):
        return a * b * c

    numbers = [(2.5, 3.5, 4.5), (3.1, 4.1, 5.1)]
    seen = [Seen(-product(*n), product(*n), dict(zip("abc", n, strict=True))) for n in numbers]
    assert as_if(seen, product) is None


def test_which_of_two_has_the_value_of_the_other_is_left_open():
    def difference(a, b, c):
        return a - b - c

    numbers = [(2.5, 3.5, 4.9), (3.1, 4.1, 5.8)]
    seen = [Seen(-n[2], difference(*n), dict(zip("abc", n, strict=True))) for n in numbers]
    assert "if a and b had the same value" in as_if(seen, difference)


def test_an_infinite_right_value_explains_nothing():
    def reciprocal(x):
        return np.array([1.0, 2.0, 3.0]) / x

    seen = [Seen(x * np.arange(1.0, 4), reciprocal(x), {"x": x}) for x in (2.5, 3.5)]
    assert "upside down" in as_if(seen, reciprocal)


def test_arguments_are_not_changed_and_what_cannot_be_computed_explains_nothing():
    def only_positive(t, params, x_0):
        if x_0 < 0 or not params["tau"]:
            raise ValueError
        params["g"] = 0
        return right(t, params, x_0)

    seen = calls(lambda t, p, x: right(t, p, 2 * x))
    before = str(seen)
    assert "x_0 were twice" in as_if(seen, only_positive)
    assert str(seen) == before

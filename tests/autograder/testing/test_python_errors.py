"""Python's own errors, each as Python and numpy raise it, and what is said to help."""

import contextlib
import math

import numpy as np
import pytest

from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.answers import LocalAnswer
from autograder.testing.python_errors import help_with

ARRAY, LIST, TUPLE = np.arange(3.0), [1.0, 2.0, 3.0], (1.0, 2.0)
PARAMS = {"tau_m": 10.0}


def returns_nothing():
    pass


def unbound():
    if ARRAY[0] > 1:
        value = 1.0
    return value


def unpack_three():
    a, b, c = TUPLE
    return a + b + c


def unpack_one():
    a, b = 1.5
    return a + b


def fill_masked():
    x = np.zeros(3)
    x[ARRAY > 0] = ARRAY
    return x


def fill_with_many():
    x = np.zeros(3)
    x[0] = ARRAY
    return x


def endless(x):
    return endless(x + 1)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda: 1.5 ^ 2.5, "`^` is not a power"),
        (lambda: ARRAY ^ 2, "`^` is not a power"),
        (lambda: math.exp(ARRAY), "takes one number"),
        (lambda: float(ARRAY), "takes one number"),
        (lambda: 1.0 if ARRAY > 1 else 0.0, "not about a whole array"),
        (lambda: math.exp[2.0], "called with round ones"),
        (lambda: returns_nothing[0], "called with round ones"),
        (lambda: 2 * returns_nothing(), "without a `return` line"),
        (lambda: returns_nothing()[0], "without a `return` line"),
        (lambda: returns_nothing().size, "without a `return` line"),
        (lambda: LIST[0][0], "here there is only one"),
        (lambda: np.float64(1.5)[0], "more indices"),
        (lambda: ARRAY(0), "a product needs its `*`"),
        (lambda: LIST * 1.5, "not on lists"),
        (lambda: LIST - 1, "not on lists"),
        (lambda: -LIST, "not on lists"),
        (lambda: math.exp(LIST), "not on lists"),
        (lambda: TUPLE / 2, "take them apart"),
        (lambda: 2 * returns_nothing, "call it, with its arguments"),
        (lambda: np.exp + 1.0, "call it, with its arguments"),
        (lambda: -returns_nothing, "call it, with its arguments"),
        (lambda: returns_nothing < 1, "call it, with its arguments"),
        (lambda: math.exp(returns_nothing), "call it, with its arguments"),
        (lambda: PARAMS * 2, "pick one of its values by name"),
        (lambda: PARAMS[0], "by name, not by number"),
        (lambda: PARAMS["tau"], "compare it, capital letters as well"),
        (lambda: LIST["tau_m"], "only a dictionary is read by name"),
        (lambda: "10" / 2, "without quotation marks"),
        (lambda: "10" + 2, "without quotation marks"),
        (lambda: math.exp("10"), "without quotation marks"),
        (lambda: float("ten"), "a number is needed"),
        (lambda: ARRAY + "10", "without quotation marks"),
        (lambda: np.exp("10"), "no number, such as a text"),
        (lambda: range(2.0), "`round` makes it whole"),
        (lambda: np.zeros(2.0), "`round` makes it whole"),
        (lambda: np.zeros((2.0, 1)), "`round` makes it whole"),
        (lambda: LIST[1.0], "`round` makes it whole"),
        (lambda: ARRAY[1.0], "`round` makes it whole"),
        (endless, "begins with `def`"),
        (lambda: endless(1, 2), "begins with `def`"),
        (lambda: endless(y=1), "begins with `def`"),
        (lambda: len(1.5), "only one number"),
        (lambda: list(1.5), "only one number"),
        (unpack_one, "only one number"),
        (unpack_three, "as many names"),
        (lambda: ARRAY + np.arange(4), "different lengths"),
        (fill_masked, "same one on both sides"),
        (lambda: ARRAY[np.arange(4) > 1], "same one on both sides"),
        (fill_with_many, "place of one"),
        (lambda: np.zeros(-3), "has come out negative"),
        (lambda: math.log(-1), "which sign"),
        (lambda: math.exp(1e4), "run off to infinity"),
        (lambda: 10.0**400, "run off to infinity"),
        (lambda: ARRAY[3], "one too large"),
        (lambda: ARRAY[5], "Where does the loop end"),
        (lambda: LIST[3], "Where does the loop end"),
        (lambda: np.zeros(0)[-1], "nothing in this array"),
        (lambda: 1 / 0, "divided by zero"),
        (lambda: missing, "before it has a value"),  # noqa: F821
        (unbound, "before it has a value"),
        (lambda: LIST.mean, "`np.array` first"),
        (lambda: ARRAY.append(1), "cannot grow"),
        (lambda: endless(0), "over and over"),
        (lambda: (_ for _ in ()).throw(RuntimeError("no")), None),
    ],
)
def test_each_error_of_python_gets_help(function, words):
    helped = help_with(raised_by(function))
    assert helped is None if words is None else words in (helped or "")


def raised_by(function):
    with pytest.raises(StudentError) as caught, contextlib.suppress(RuntimeWarning):
        LocalAnswer(function, "answer").call()
    return caught.value


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.EXCEPTION])
def test_what_is_no_exception_of_the_code_gets_none(reason):
    assert help_with(StudentError(reason, 3, "f", "NameError", "name 'x' is not defined")) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("first = spikes[0]", "nothing in this list"),
        ("V, t = V[:spikes[0]], t[:spikes[-1]]", "nothing in this list"),
        ("ISI[k] = spikes[k + 1] - spikes[0]", "Where does the loop end"),
        ("first = spikes[1]", "Where does the loop end"),
        ("", "Where does the loop end"),
    ],
)
def test_a_list_without_a_first_value_is_said_to_be_empty(line, words):
    error = StudentError(Reason.EXCEPTION, 0, "f", "IndexError", "list index out of range", line)
    assert words in (help_with(error) or "")

"""Comparisons: what passes and what does not, and what is said about it."""

import numpy as np
import pytest

from autograder.sandbox.inside.values import Figure, Opaque
from autograder.testing.compare import (
    Close,
    First,
    NotNumbersError,
    Part,
    Together,
    numbers,
    same_shape,
)
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

NO_CASE = {}
CLOSE = Close("V", "mV")
RAMP = np.array([-65.0, -60.0, -55.0])


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (3, 3.0),
        (2.5, 2.5),
        ([1, 2.5], [1.0, 2.5]),
        ((1, 2), [1.0, 2.0]),
        ([], []),
        ([[1, 2], [3, 4]], [[1.0, 2.0], [3.0, 4.0]]),
        ([1.0, np.nan], [1.0, np.nan]),
        (np.array([1, 2], dtype=np.uint8), [1.0, 2.0]),
        (np.array(7.0), 7.0),
    ],
)
def test_numbers_are_taken_in_any_plain_form(value, plain):
    found = numbers(value)
    assert found.dtype == float
    np.testing.assert_array_equal(found, plain)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "return"),
        ("3", "str"),
        ({"x": 1}, "dict"),
        (True, "True/False"),
        ([True, False], "True/False"),
        (1 + 2j, "complex"),
        ([1, "a"], "something else"),
        ([1, None], "something else"),
        ([[1, 2], [3]], "different lengths"),
        ([Opaque("Quantity")], "something else"),
        (Opaque("Quantity"), "Quantity"),
        (Figure(({},)), "figure"),
        (np.array(["a"]), "something else"),
    ],
)
def test_what_is_not_numbers_is_named(value, words):
    with pytest.raises(NotNumbersError, match=words):
        numbers(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-65.0, -65.0),
        (-65, np.float64(-65)),
        (np.array(-65.0), -65.0),
        (RAMP, RAMP),
        (RAMP.tolist(), RAMP),
        (tuple(RAMP), RAMP),
        (RAMP.astype(int), RAMP),
        (RAMP * (1 + 1e-7), RAMP),
        ([], np.array([])),
        ([np.nan, 1.0], np.array([np.nan, 1.0])),
        ([np.inf, -np.inf], np.array([np.inf, -np.inf])),
        (np.nan, np.nan),
        ([1e-9], np.array([1e-9])),
        ([100.0, 1e-8], np.array([100.0, 0.0])),  # nothing beside the largest value
        (0.0, 0.0),
    ],
)
def test_right_values_pass(value, expected):
    assert CLOSE(value, expected, NO_CASE) is None


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        (-65.1, -65.0, "expected -65 mV, got -65.1 mV"),
        (-65.001, -65.0, "expected -65 mV to 3 digits, got -65.001 mV, which is not near enough."),
        (-60.0, -65.1234, "expected -65.1 mV, got -60 mV"),
        (60.0, 1234.5, "expected 1230 mV, got 60 mV"),
        ([-65.0], -65.0, "expected a single number, got 1 values"),
        (-65.0, RAMP, "expected 3 values, got a single number"),
        ([], RAMP, "got an empty array"),
        ([], -65.0, "expected a single number, got an empty array"),
        (RAMP[:2], RAMP, "expected 3 values, got 2 values"),
        (RAMP[:, None], RAMP, "shape (3, 1)"),
        ([np.nan] * 3, RAMP, "got nan"),
        (np.nan, -65.0, "got nan"),
        ([np.inf] * 3, RAMP, "got inf"),
        (-65.0, np.nan, "expected nan"),
        (np.inf, -np.inf, "expected -inf"),
        (1e300, np.inf, "expected inf"),
        ([np.nan, 1.0], np.array([1.0, np.nan]), "index 0"),
        (
            [-65.0, -60.0, -54.0],
            RAMP,
            "index 2: expected -55 mV, got -54 mV (1 of 3 values differ)",
        ),
        (2e-9, 1e-9, "2 times"),  # nA in A: the default atol of np.allclose would pass it
        ([2e-9, 4e-9], np.array([1e-9, 2e-9]), "2 times"),
        (0.0, 1e-9, "got 0"),
        (None, RAMP, "return"),
        (Opaque("MaskedArray"), RAMP, "MaskedArray"),
        ("-65", -65.0, "str"),
    ],
)
def test_wrong_values_are_told(value, expected, words):
    problem = CLOSE(value, expected, NO_CASE)
    assert problem is not None
    assert words in problem.message


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (-RAMP, "The sign is the wrong way round"),
        (RAMP / 1000, "Every value is 1000 times too small"),
        (RAMP + 10, "Every value is off by the same 10 mV"),
    ],
)
def test_a_common_factor_or_offset_is_told(value, hint):
    assert hint in CLOSE(value, RAMP, NO_CASE).message


def test_a_single_number_is_off_by_a_factor_only_where_the_factor_is_telling():
    assert "1000 times" in CLOSE(5.0, 0.005, NO_CASE).message
    assert "times" not in CLOSE(5.0, 3.0, NO_CASE).message


@pytest.mark.parametrize(
    ("value", "right"), [(-60.0, -65.5), ([-60.0, 1.0, 2.0], [-65.5, 1.0, 2.0])]
)
def test_what_is_expected_can_be_kept_back(value, right):
    over = ("t (ms)", lambda _case, n: np.arange(n))
    problem = Close("V", "mV", over=over, shows_expected=False)(value, right, NO_CASE)
    assert "-60 mV is not right" in problem.message
    assert "65.5" not in problem.message
    assert problem.trace is None


def test_the_tolerance_is_that_of_the_comparison():
    assert Close(rtol=0.01)(101.0, 100.5, NO_CASE) is None
    assert Close(rtol=0.01)(102.0, 100.5, NO_CASE) is not None


def test_a_wrong_curve_comes_with_a_picture():
    close = Close("V", "mV", over=("t (ms)", lambda case, n: case["dt"] * np.arange(n)))
    trace = close(RAMP + 1, RAMP, {"dt": 0.5}).trace
    np.testing.assert_array_equal(trace.x, [0, 0.5, 1.0])
    np.testing.assert_array_equal(trace.got, RAMP + 1)
    assert (trace.xlabel, trace.ylabel) == ("t (ms)", "V (mV)")


def test_a_curve_of_another_length_is_drawn_as_far_as_it_goes():
    close = Close("V", "mV", over=("t (ms)", lambda case, n: np.arange(n)))
    trace = close(RAMP[:2], RAMP, NO_CASE).trace
    assert (trace.x.size, trace.got.size) == (2, 2)
    assert (trace.x_expected.size, trace.expected.size) == (3, 3)


@pytest.mark.parametrize("value", [np.arange(5.0), [[1, 2, 3]], 1.0, [], None])
def test_there_is_no_picture_where_the_values_do_not_fit_the_axis(value):
    close = Close("V", "mV", over=("t (ms)", lambda case, n: case["t"]))
    assert close(value, RAMP, {"t": np.arange(3)}).trace is None


# Parts


PART = Part("t", ("x", "t"), Close("t", "ms"))


@pytest.mark.parametrize(
    "got", [([9.0], [1.0, 2.0]), [[9.0], [1.0, 2.0]], np.array([[9.0, 9.0], [1.0, 2.0]])]
)
def test_a_part_is_found_in_a_tuple_a_list_or_the_rows_of_an_array(got):
    assert PART(got, (None, np.array([1.0, 2.0])), NO_CASE) is None


@pytest.mark.parametrize(
    "got", [None, 1.0, [1.0], ([1.0], [1.0], [1.0]), np.array([1.0, 2.0]), "xt", {}]
)
def test_another_number_of_parts_is_told(got):
    problem = PART(got, (None, np.array([1.0, 2.0])), NO_CASE)
    assert problem.message == "It should return 2 things: x, t."


def test_a_wrong_part_is_told():
    assert "t at index 0" in PART(([], [0.0, 2.0]), (None, np.array([1.0, 2.0])), NO_CASE).message


# The first samples


@pytest.mark.parametrize("got", [RAMP, RAMP[:2], [-65, -60, 0, 0, 0]])
def test_first_samples_pass_whatever_follows(got):
    assert First(2, CLOSE)(got, RAMP, NO_CASE) is None


@pytest.mark.parametrize("got", [RAMP[:1], [], -65.0, None, [-65, -61], [np.nan, -60], "ab"])
def test_wrong_first_samples_do_not(got):
    assert First(2, CLOSE)(got, RAMP, NO_CASE) is not None


# Together


def test_together_tells_the_first_problem():
    both = Together((First(1, CLOSE), CLOSE))
    assert both(RAMP, RAMP, NO_CASE) is None
    assert "1 of 3" in both([-65, -60, 0], RAMP, NO_CASE).message
    assert "index 0" in both([0, -60, -55], RAMP, NO_CASE).message


# Comparisons of one's own


@comparison
def positive(got, expected, _arguments):
    value = numbers(got)
    same_shape("x", value, np.asarray(expected))
    return None if (value > 0).all() else Problem("x should be positive.")


def test_a_malformed_value_is_a_problem_and_no_error():
    assert positive([1, 2], [3, 4], NO_CASE) is None
    assert positive([-1, 2], [3, 4], NO_CASE) == Problem("x should be positive.")
    assert positive("12", [3, 4], NO_CASE) == Problem("It returned a str, not numbers.")
    assert positive([1], [3, 4], NO_CASE) == Problem("x: expected 2 values, got 1 values.")


def test_any_other_error_of_a_comparison_is_raised():
    with pytest.raises(ZeroDivisionError):
        comparison(lambda got, _expected, _arguments: 1 / got)(0, 1, NO_CASE)

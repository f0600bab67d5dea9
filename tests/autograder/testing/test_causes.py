"""Causes that are the same in every exercise: nothing returned, an argument given back."""

import numpy as np
import pytest

from autograder.testing.causes import (
    ANOTHER_TIME,
    NOTHING,
    SOMETIMES_NOTHING,
    another_time,
    echo,
    nothing_returned,
)
from autograder.testing.seen import Seen

ARRAY = np.array([1.0, 2.0, 4.0])


def seen(*values, expected=0.0):
    """Calls that returned these values, each with other arguments."""
    return [
        Seen(value, expected, {"x": 1.5 * at, "params": {"tau_m": 10.0 + at, "g_L": 9.0}})
        for at, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "cause"),
    [
        ([None, None], NOTHING),
        ([None, 1.0], SOMETIMES_NOTHING),
        ([1.0, 0.0], None),
        ([], None),
    ],
)
def test_nothing_returned_is_seen(values, cause):
    assert nothing_returned(seen(*values)) == cause


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ([0.0, 1.5], "x"),
        ([np.array(0.0), np.array(1.5)], "x"),
        ([10.0, 11.0], "tau_m"),
        ([9.0, 9.0], None),  # the argument is the same in both
        ([0.0, 1.6], None),
        ([[0.0], [1.5]], None),
        ([0.0], None),  # one input
        ([None, None], None),
        (["x", "x"], None),
    ],
)
def test_an_argument_that_is_given_back_is_named(values, name):
    found = echo(seen(*values))
    assert (found or "").startswith(f"It returns {name} as it was given." if name else "")
    assert bool(found) == bool(name)


def test_an_array_that_is_given_back_is_named():
    calls = [Seen(k * ARRAY, 0.0, {"V": (k * ARRAY).tolist(), "n": 1}) for k in (1, 2)]
    assert echo(calls).startswith("It returns V ")


@pytest.mark.parametrize(
    ("first", "second", "cause"),
    [
        (1.0, 1.0 + 1e-12, None),
        (1.0, 1.1, ANOTHER_TIME),
        (np.array([1.0, np.nan]), [1.0, np.nan], None),
        (np.ones(3), np.ones(4), ANOTHER_TIME),
        (([1.0, 2.0], "tonic"), ([1.0, 2.0], "tonic"), None),
        (([1.0, 2.0], "tonic"), ([1.0, 2.0], "silent"), ANOTHER_TIME),
        (([1.0, 2.0], [7]), ([1.0, 2.0], [7, 9]), ANOTHER_TIME),
        (None, None, None),
        (1.0, IndexError("list index out of range"), ANOTHER_TIME),
    ],
)
def test_another_value_at_the_second_call_is_seen(first, second, cause):
    assert another_time(first, second) == cause

"""Another form than was asked for is read where it is clear, and nothing odd stops the judge."""

import warnings

import numpy as np
import pytest

from autograder.testing.readings import reading

TIMES = 0.1 * np.arange(50)
V = np.sin(TIMES)
RUN = (V, TIMES, [3.0, 17.0])
ODD = {
    "ragged": [["x" * 9, "y"], [1, 2, 3]],
    "deep": [[[[1.0]], []], [[]]],
    "objects": np.array([None, "x"], dtype=object),
    "text": "right",
    "text in bytes": b"right",
    "a dictionary": {"V": V},
    "a set": {1, 2},
    "complex": V + 1j,
    "nothing in an array": np.array(None),
    "a long text in a list": ["x" * 10**7],
    "far too much": np.zeros((3000, 1000)),
    "far too much in lists": [[0.0] * 1000] * 1000,
}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
@pytest.mark.parametrize("expected", [1.0, V, RUN], ids=["number", "array", "run"])
def test_what_is_odd_has_no_reading(value, expected):
    assert reading(value, expected) is None
    assert reading((V, TIMES, value), RUN) is None


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        ((TIMES, V, RUN[2]), RUN, "in another order"),
        ((V[:-1], TIMES, RUN[2]), RUN, "one sample too few"),
        ((*RUN, 5), RUN, "return only the first 3"),
        ([2.0], 1.0, "return a number"),
        (V[:, np.newaxis], V, "return one of 50 values"),
        ((V, TIMES), (V, TIMES), None),
        (V[:-2], V, None),
    ],
)
def test_forms_that_are_clear(got, expected, said):
    found = reading(got, expected)
    assert (found is None) if said is None else (found and said in found.message)


def test_a_run_that_grows_beyond_all_numbers_is_read_without_a_warning():
    grown = np.where(np.arange(50) < 20, V, np.inf)
    with warnings.catch_warnings(action="error"):
        found = reading((TIMES, grown, RUN[2]), RUN)
    assert found is not None
    assert "in another order" in found.message

"""What is far too large, or no number, is not looked at: it would take any time and memory."""

import tracemalloc

import numpy as np
import pytest

from autograder.testing.as_if import as_if
from autograder.testing.causes import echo
from autograder.testing.readings import reading
from autograder.testing.relations import relation
from autograder.testing.seen import Seen, as_numbers, is_in_proportion

RAMP = np.arange(10.0)
LOOKS = {
    "relation": relation,
    "as_if": lambda seen: as_if(seen, lambda t, a: a * t),
    "echo": echo,
    "reading": lambda seen: [
        found for one in seen if (found := reading(one.got, one.expected, one.arguments.values()))
    ],
}
HUGE = {
    "row": np.zeros(10**7),
    "column": np.zeros((10**7, 1)),
    "list": [0.0] * 10**5,
    "one of several": (RAMP, np.zeros(10**7)),
    "list of texts": ["x" * 20_000] + ["a"] * 1000,
    "numbers and a text": [0.5, "x" * 20_000] + [1.0] * 1000,
    "objects": np.full(10**4, None),
    "lists in lists": [[[0.0] * 100] * 100] * 10,
}


def seen_of(got, right):
    return [Seen(got, a * right, {"t": right, "a": a}) for a in (2.0, 3.0)]


def peak(look, seen):
    """The memory that a look takes, in bytes, and what it finds."""
    tracemalloc.start()
    try:
        found = look(seen)
        return tracemalloc.get_traced_memory()[1], found
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", HUGE)
def test_what_is_huge_is_in_no_proportion_and_is_not_read(name):
    memory, found = peak(lambda got: is_in_proportion(got, RAMP), HUGE[name])
    assert not found
    assert memory < 2**16
    memory, found = peak(LOOKS["reading"], seen_of(HUGE[name], RAMP))
    assert not found
    assert memory < 2**16


def test_a_long_list_is_not_counted_to_its_end():
    class Long(list):
        def __iter__(self):
            raise AssertionError("it is gone through")

    assert not is_in_proportion(Long([0.0] * 200), RAMP)
    assert not is_in_proportion([1.0, Long([0.0] * 200)], RAMP)


@pytest.mark.parametrize("text", ["x" * 5000, b"x" * 5000])
def test_texts_in_a_list_are_not_padded(text):
    memory, found = peak(as_numbers, [text, *[1.0] * 10_000])
    assert found is None
    assert memory < 2**20


@pytest.mark.parametrize("look", ["relation", "as_if", "echo"])
def test_a_column_beside_a_row_fills_no_table(look):
    right = np.linspace(1, 2, 3000)
    memory, found = peak(LOOKS[look], seen_of(right[:, None], right))
    assert not found
    assert memory < 2**20


def test_a_column_is_read_as_a_row():
    right = np.linspace(1, 2, 3000)
    memory, found = peak(LOOKS["reading"], seen_of(right[:, None], right))
    assert len(found) == 2
    assert memory < 2**20


def test_a_column_is_never_put_in_place_of_a_row():
    row, column, sizes = np.linspace(1, 2, 3000), np.ones((3000, 1)), []

    def right(t, u, c):
        value = t[:3] * u[:3]
        sizes.append(value.size)
        return value + c.mean()

    arguments = [{"t": a * row, "u": row, "c": column} for a in (2.0, 3.0)]
    seen = [Seen(np.arange(3.0), right(**given), given) for given in arguments]
    assert as_if(seen, right) is None
    assert len(sizes) > 10
    assert max(sizes) == 3


@pytest.mark.parametrize(
    "value", [["x"], [1.0, "x"], [[1.0], [None]], [True, False], "1", None, {}, np.array([None])]
)
def test_what_is_no_number_is_not_read_as_one(value):
    assert as_numbers(value) is None

"""Relations of wrong values to right ones: each is named, and what comes near it is not."""

import numpy as np
import pytest

from autograder.testing.relations import relation
from autograder.testing.seen import Seen

N = 6


def calls(change, count=3, seed=1, right=lambda x, a, b: a * np.sin(x) + b):
    """Calls of a function of an array and two numbers whose values are changed in some way."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        x, a, b = rng.uniform(-3, 3, N), float(rng.uniform(3, 9)), float(rng.uniform(11, 19))
        expected = right(x, a, b)
        arguments = {"x": x, "params": {"a": a, "b": b, "always": 7.5}}
        found.append(Seen(change(expected, x, a, b), expected, arguments))
    return found


def of_right(change):
    return lambda right, *_: change(right)


def but_once(change):
    """The same change, but one value of one call is off by a hundredth of a per cent."""
    done = []

    def changed(right, x, a, b):
        value = change(right, x, a, b)
        if not done:
            done.append(True)
            value = np.array(value, dtype=float)
            at = 1 % value.size
            moves = np.isfinite(value.flat[at]) and value.flat[at]
            value.flat[at] = 1.0001 * value.flat[at] if moves else 1.0001
        return value

    return changed


FOUND = [
    (of_right(lambda right: -right), "opposite sign"),
    (of_right(lambda right: 1000 * right), "1000 times the right one: is a unit"),
    (of_right(lambda right: right / 1000), "divided by 1000: is a unit"),
    (of_right(lambda right: 60 * right), "60 times the right one: is a unit"),
    (of_right(lambda right: right / 2), "divided by 2: is there a factor"),
    (of_right(lambda right: right + 3), "too large by the same 3"),
    (of_right(lambda right: right - 3), "too small by the same 3"),
    (lambda right, x, a, b: right * a, "times a: is a division by a missing"),
    (lambda right, x, a, b: right / b, "divided by b: is it divided by b once too often"),
    (lambda right, x, a, b: right * x, "times x: is a division by x missing"),
    (lambda right, x, a, b: right * a**2, "times a squared"),
    (lambda right, x, a, b: right / b**2, "divided by b squared"),
    (lambda right, x, a, b: right * a / b, "times a and divided by b: is a used where b belongs"),
    (lambda right, x, a, b: right + b, "plus b: is b added once too often"),
    (lambda right, x, a, b: right - x, "minus x: is x subtracted once too often"),
    (lambda right, x, a, b: right - 2 * b, "off by twice b: has b the wrong sign"),
    (lambda right, x, a, b: right + a - b, "off by a - b: is a used where b belongs"),
    (of_right(lambda right: 1 / right), "1 divided by the right one"),
    (of_right(np.square), "square of the right one"),
    (of_right(np.sqrt), "root of the right one"),
    (of_right(np.log), "logarithm of the right one"),
    (of_right(lambda right: 1 - right), "1 minus the right one"),
    (of_right(np.floor), "is rounded"),
    (of_right(lambda right: np.round(right, 2)), "is rounded"),
    (of_right(lambda right: np.full_like(right, np.nan)), "nan"),
    (of_right(lambda right: np.full_like(right, np.inf)), "infinite"),
    (of_right(lambda right: right[:-1]), "last value is missing"),
    (of_right(lambda right: right[1:]), "first value is missing"),
    (of_right(lambda right: np.append(right, 1.0)), "one value too many at the end"),
    (of_right(lambda right: np.append(1.0, right)), "one value too many at the beginning"),
    (of_right(lambda right: np.append(1.0, right[1:])), "first value is wrong"),
    (of_right(lambda right: np.append(right[:-1], 1.0)), "last value is wrong"),
    (of_right(lambda right: np.roll(right, 1)), "one place too late"),
    (of_right(lambda right: np.roll(right, -1)), "one place too early"),
    (of_right(lambda right: right[::-1]), "reverse order"),
    (of_right(np.sort), "sorted"),
    (of_right(np.cumsum), "sum of the right ones up to there"),
    (of_right(lambda right: np.append(right[0], 0 * right[1:])), "all others are 0"),
    (of_right(lambda right: np.full_like(right, right[0])), "then nothing changes"),
    (of_right(lambda right: right[-1]), "only the last"),
    (of_right(lambda right: right[0]), "only the first"),
    (of_right(np.zeros_like), "each value is 0"),
    (of_right(list), None),
]


@pytest.mark.parametrize(("change", "words"), FOUND)
def test_a_relation_that_holds_throughout_is_named(change, words):
    found = relation(calls(change))
    assert words is None if found is None else words.lower() in found.lower()
    assert found is None or found[0].isupper()


@pytest.mark.parametrize("change", [change for change, words in FOUND if words])
def test_a_relation_that_one_value_does_not_have_is_not_named(change):
    assert relation(calls(but_once(change))) is None


@pytest.mark.parametrize("change", [change for change, words in FOUND if words])
def test_one_input_is_not_enough(change):
    assert relation(calls(change, count=1)) is None
    assert relation(calls(change, count=1) * 2) is None


def test_each_column_of_a_table_is_a_run_of_its_own():
    def table(x, a, b):
        return np.outer(a * np.sin(x) + b, [1, 2, 3])

    stands_still = of_right(lambda right: np.tile(right[:1], (N, 1)))
    found = relation(calls(stands_still, right=table))
    assert found.startswith("The first value is right, and then nothing changes")


def test_a_lost_sign_is_named_where_there_were_both():
    def signed(x, a, b):
        return a * np.sin(x)

    found = relation(calls(of_right(np.abs), right=signed))
    assert found.startswith("Where it is wrong, each value has the opposite sign")


@pytest.mark.parametrize(
    "change",
    [
        lambda right, x, a, b: right * 7.5 / 7.5,  # it is right
        lambda right, x, a, b: right * (a + b),
        lambda right, x, a, b: right + a * b,
        lambda right, x, a, b: right * 1.01 + 0.1,
        lambda right, x, a, b: right + np.sin(x),
        lambda right, x, a, b: np.full_like(right, 5.0),
        lambda right, x, a, b: right[:-2],
        lambda right, x, a, b: str(right),
        lambda right, x, a, b: None,
        lambda right, x, a, b: (right, right),
        lambda right, x, a, b: {"x": right},
    ],
)
def test_other_values_have_no_relation(change):
    assert relation(calls(change)) is None


def test_a_quantity_that_is_the_same_in_all_inputs_is_a_number():
    found = relation(calls(of_right(lambda right: right * 7.5)))
    assert found.startswith("Each value is 7.5 times the right one")


def test_which_of_two_equal_quantities_is_meant_is_left_open():
    twins = [
        one._replace(arguments={"a": one.arguments["params"]["a"], **one.arguments["params"]})
        for one in calls(lambda right, x, a, b: right * a)
    ]
    assert "times a" in relation(twins)  # one name
    same = [
        one._replace(
            arguments={"a": one.arguments["params"]["a"], "c": one.arguments["params"]["a"]}
        )
        for one in calls(lambda right, x, a, b: right * a)
    ]
    assert relation(same) is None


def test_equal_right_values_show_no_relation():
    assert relation(calls(of_right(lambda right: 2 * right), right=lambda x, a, b: 4.0)) is None


def test_what_is_right_elsewhere_is_wrong_only_here():
    def for_some(right, x, a, b):
        return np.where(x < 0, -right, right)

    assert relation(calls(for_some)).startswith("Where it is wrong, each value has the opposite")


# Several values


def pair(change):
    """Calls of a function that returns two things, which are changed together."""
    return [
        one._replace(expected=(one.expected, one.arguments["x"]), got=one.got)
        for one in calls(lambda right, x, a, b: change(right, x))
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda v, t: (-v, t), "In V, each value has the opposite sign"),
        (lambda v, t: (v, 2 * t), "In t, each value is 2 times the right one"),
        (lambda v, t: [v, 2 * t], "In t, each value is 2 times the right one"),
        (lambda v, t: (t, v), "V and t have changed places"),
        (lambda v, t: v, "Only V is returned"),
        (lambda v, t: t, "Only t is returned"),
        (lambda v, t: (v, t, t), None),
        (lambda v, t: (v, "no"), None),
        (lambda v, t: 3.0, None),
    ],
)
def test_of_several_values_the_one_that_is_related_is_told(change, words):
    found = relation(pair(change), ("V", "t"))
    assert words is None if found is None else words in found


def test_values_without_names_are_counted():
    assert relation(pair(lambda v, t: (v, 2 * t))).startswith(
        "In the second thing returned, each value"
    )


def test_what_is_near_enough_to_pass_is_not_at_fault():
    assert relation(pair(lambda v, t: (v + np.sin(v), 2 * t)), ("V", "t"), {"t"}) is None

"""Of a module of decoys no more is lent than what is asked for, with what it needs."""

import importlib.util
from textwrap import dedent

import pytest

from autograder.testing.compare import Part, Together
from autograder.testing.decoys import Decoys, Rebinding
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

SOURCE = """
    import math

    import numpy as np
    from os import path as unused

    _UNIT = 2.0
    _LARGE: float = 10 * _UNIT


    def height(t, *, width=(1, 2)):
        return _bent(t) / width


    def arrival(h, *, width=(1, 2), wait=(3, 4)):
        return wait + _roots(h, width)


    def _bent(t):
        return math.cosh(min(t, _LARGE))


    def _roots(h, width):
        return np.sqrt(h) * width
    """


@pytest.fixture
def decoys(tmp_path):
    path = tmp_path / "some_decoys.py"
    path.write_text(dedent(SOURCE))
    spec = importlib.util.spec_from_file_location("some_decoys", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Decoys(module)


def lent_with(code):
    return {name for name in code.function.__globals__ if not name.startswith("__")}


def test_a_decoy_comes_with_what_it_needs_and_nothing_else(decoys):
    height, arrival = decoys.drawn(1, ["height"]), decoys.drawn(1, ["arrival"])
    assert lent_with(height["height"]) == {"math", "_UNIT", "_LARGE", "height", "_bent"}
    assert lent_with(arrival["arrival"]) == {"np", "arrival", "_roots"}


def test_only_the_numbers_that_it_uses_are_sent_and_they_are_the_same_in_all_decoys(decoys):
    numbers = {name: code.numbers for name, code in decoys.drawn(1, decoys.names).items()}
    assert {name: set(drawn) for name, drawn in numbers.items()} == {
        "height": {"width"},
        "arrival": {"width", "wait"},
    }
    assert numbers["height"]["width"] == numbers["arrival"]["width"]


def test_what_is_sent_works(decoys):
    height = decoys.drawn(1, ["height"])["height"]
    assert height(0.0) == pytest.approx(1 / height.numbers["width"])


def unit():
    return 1


@comparison
def is_unit(got, _expected, _arguments):
    return None if got == unit() else Problem("It is not.")


def of_first(compare):
    return lambda got, expected, arguments: compare(got[0], expected[0], arguments)


@pytest.mark.parametrize(
    ("compare", "form"),
    [
        (is_unit, lambda value: value),
        (Together((is_unit,)), lambda value: value),
        (of_first(is_unit), lambda value: (value,)),
        (of_first(Together((is_unit,))), lambda value: (value,)),
        (Part("a", ("a", "b"), is_unit), lambda value: (value, 0)),
    ],
)
def test_a_comparison_sees_decoys_wherever_it_stands(compare, form):
    with_decoys = Rebinding({"unit": lambda: 2}, {})(compare)
    assert with_decoys(form(2), form(2), {}) is None
    assert with_decoys(form(1), form(1), {}) is not None
    assert compare(form(1), form(1), {}) is None

"""Outputs from the sandbox are merged: student code can have put anything in their place."""

import functools

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import LIMITS

from autograder.sandbox import outputs as module
from autograder.sandbox.inside.wire import Opaque

trusted = functools.partial(module.trusted, limits=LIMITS, room=LIMITS.output_size)
STREAM = {"output_type": "stream", "name": "stdout", "text": "hello"}


@pytest.mark.parametrize("told", [None, 5, "text", {}, STREAM, Opaque("x"), (STREAM,)])
def test_what_is_not_a_list_shows_nothing(told):
    assert trusted(told) == []


@pytest.mark.parametrize(
    "junk",
    [
        5,
        None,
        [],
        {},
        Opaque("x"),
        {"output_type": "pyout"},
        {"output_type": ["stream"]},
        {"output_type": "update_display_data"},
    ],
)
def test_what_is_not_an_output_is_left_out(junk):
    assert trusted([STREAM, junk, STREAM]) == [STREAM, STREAM]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"output_type": "stream"}, {"output_type": "stream", "name": "stdout", "text": ""}),
        (
            {"output_type": "stream", "name": "file", "text": 5, "more": 1},
            {"output_type": "stream", "name": "stdout", "text": ""},
        ),
        (
            {"output_type": "error", "ename": "E", "traceback": 5},
            {"output_type": "error", "ename": "E", "evalue": "", "traceback": []},
        ),
        (
            {"output_type": "display_data", "data": {"text/plain": "a", "x": 5, 3: "b", "y": b""}},
            {"output_type": "display_data", "data": {"text/plain": "a"}, "metadata": {}},
        ),
        (
            {"output_type": "display_data", "data": 5, "metadata": {"autograder": {"exercise": 1}}},
            {"output_type": "display_data", "data": {}, "metadata": {}},
        ),
        (
            {
                "output_type": "display_data",
                "data": {"image/png": "AA=="},
                "metadata": {"image/png": {"width": 5, "height": True, "onload": "x"}, "a": 1},
            },
            {
                "output_type": "display_data",
                "data": {"image/png": "AA=="},
                "metadata": {"image/png": {"width": 5}},
            },
        ),
        (
            {"output_type": "execute_result", "data": {}, "execution_count": True},
            {"output_type": "execute_result", "data": {}, "metadata": {}, "execution_count": None},
        ),
    ],
)
def test_an_output_keeps_only_what_belongs_in_it(told, kept):
    assert trusted([told]) == [kept]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
kinds = st.sampled_from(["stream", "error", "display_data", "execute_result"]) | anything
outputs = st.fixed_dictionaries(
    {"output_type": kinds},
    optional={
        name: anything | st.dictionaries(st.sampled_from(["text/plain", "image/png"]), anything)
        for name in ("name", "text", "ename", "evalue", "traceback", "data", "metadata")
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(outputs | anything, max_size=4))
def test_any_outputs_make_a_valid_notebook(told):
    notebook = new_notebook(cells=[new_code_cell(outputs=trusted(told))])
    nbformat.validate(notebook)
    assert nbformat.reads(nbformat.writes(notebook), as_version=4) == notebook


def test_one_cell_shows_only_so_much():
    large = {"output_type": "display_data", "data": {"image/png": "A" * (LIMITS.output_size // 3)}}
    kept = trusted([large] * 50)
    assert len(kept) == 4
    assert "cut" in kept[-1].text
    assert len(trusted([STREAM] * 5000)) == LIMITS.outputs + 1

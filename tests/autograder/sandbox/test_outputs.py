"""Outputs from the sandbox are merged: student code can have put anything in their place."""

import re

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from pictures import png
from tiny_course import LIMITS

from autograder.sandbox import outputs as module
from autograder.sandbox.inside.values import Opaque

PNG = png()
STREAM = {"output_type": "stream", "name": "stdout", "text": "hello"}


def trusted(raw, room=LIMITS.output_size):
    return module.trusted(raw, LIMITS, module.Room(room))


def shown(data):
    (output,) = trusted([{"output_type": "display_data", "data": data}])
    return output.data


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
                "data": {"image/png": PNG},
                "metadata": {"image/png": {"width": 5, "height": True, "onload": "x"}, "a": 1},
            },
            {
                "output_type": "display_data",
                "data": {"image/png": PNG},
                "metadata": {"image/png": {"width": 5}},
            },
        ),
        (
            {
                "output_type": "display_data",
                "data": {"image/png": PNG},
                "metadata": {"image/png": {"alt": "a\nline\x1b[31m" + "x" * 5000}},
            },
            {
                "output_type": "display_data",
                "data": {"image/png": PNG},
                "metadata": {"image/png": {"alt": "a line [31m" + "x" * 989 + " …"}},
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
    data = {"image/png": PNG + "\n" * (LIMITS.output_size // 4)}
    large = {"output_type": "display_data", "data": data}
    kept = trusted([large] * 50)
    assert len(kept) == 4
    assert "cut" in kept[-1].text
    assert len(trusted([STREAM] * 5000)) == LIMITS.outputs + 1


def test_what_came_in_is_charged_not_what_is_left_of_it():
    room = module.Room(LIMITS.output_size)
    data = {"text/html": "<nav>" * 10_000, "image/png": png(5000, 5000)}
    raw = [{"output_type": "display_data", "data": data}]
    kept = module.trusted(raw * 50, LIMITS, room)
    assert len(kept) < 6
    assert "cut" in kept[-1].text
    assert module.trusted([STREAM], LIMITS, room) == module.too_large()


@pytest.mark.parametrize(
    "empty",
    [
        {"output_type": "display_data", "data": {}},
        {"output_type": "display_data", "data": {f"text/x-{n}": "" for n in range(500)}},
        {"output_type": "nothing known"},
    ],
)
def test_even_an_empty_output_is_charged(empty):
    room = module.Room(LIMITS.output_size)
    for _ in range(40):
        module.trusted([empty] * 1000, LIMITS, room)
    assert room.left < 0


def test_pictures_in_html_are_charged_by_what_they_unpack_to():
    page = f'<img src="data:image/png;base64,{png(4000, 4000)}">'.replace("data", "&#100;ata")
    kept = trusted([{"output_type": "display_data", "data": {"text/html": page}}] * 50)
    assert sum("img" in str(output) for output in kept) <= LIMITS.output_size / 800_000 + 1


@pytest.mark.parametrize("mime", ["image/svg+xml", "image/webp", "image/png"])
def test_a_picture_that_is_none_or_too_large_is_not_shown(mime):
    body = png(60_000, 60_000) if mime == "image/png" else "<svg/>"
    data = shown({mime: body, "text/plain": "<a picture>"})
    assert not any("image" in kind for kind in data)
    assert ("not shown here" in data["text/plain"]) == (mime != "image/webp")


def test_a_drawing_beside_a_picture_leaves_the_picture():
    assert shown({"image/svg+xml": "<svg/>", "image/png": PNG}) == {"image/png": PNG}


def test_html_comes_in_a_box_that_clips_it():
    page = shown({"text/html": "</div></div><b>x</b><div>"})["text/html"]
    assert re.match(r'<div class="[\w ]+" style="contain:paint;overflow:auto">', page)
    assert page.endswith("<b>x</b><div></div></div>")


def test_html_has_no_mathematics_for_a_script_to_set():
    page = shown({"text/html": "$x$"})["text/html"]
    assert page.startswith('<div class="tex2jax_ignore mathjax_ignore"')


def test_thousands_of_formulas_are_not_set():
    text = "$x$ " * 4000
    assert shown({"text/latex": text}) == {"text/plain": text}

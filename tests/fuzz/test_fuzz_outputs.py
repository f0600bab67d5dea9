"""Whatever a cell is said to have shown, the page can bear it."""

import json

import nbformat
import numpy as np
import pytest
from frames import anything
from fuzzing import PNG, bounded, fuzzed, mutated, texts
from hypothesis import example, given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from autograder import sanitize
from autograder.limits import Limits
from autograder.sandbox.outputs import Room, trusted

LIMITS = Limits(outputs=4, output_text=200, output_size=6000)
MIMES = [
    *("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/svg+xml"),
    *("application/json", "application/javascript", "application/vnd.a+json", "a", "", "x\ny"),
]
SHOWN = [
    {"output_type": "stream", "name": "stderr", "text": "hello"},
    {"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["one", "two"]},
    {
        "output_type": "display_data",
        "data": {"text/plain": "a", "image/png": PNG, "image/svg+xml": "<svg/>"},
        "metadata": {"image/png": {"width": 5, "height": 6}},
    },
    {"output_type": "execute_result", "data": {"text/plain": "99"}, "execution_count": 1},
]
# What comes from the wire has no half surrogates.
whole = texts.map(lambda text: text.encode("utf-8", "replace").decode())
bundles = st.dictionaries(st.sampled_from(MIMES), whole | anything, max_size=4)
outputs = st.sampled_from(SHOWN).flatmap(lambda good: mutated(good, anything | bundles)) | (
    st.fixed_dictionaries(
        {"output_type": st.sampled_from([one["output_type"] for one in SHOWN])},
        optional={
            "data": bundles,
            "metadata": bundles | st.dictionaries(st.sampled_from(MIMES), bundles),
            "text": whole,
            "traceback": st.lists(whole, max_size=300),
            "execution_count": st.integers(-2, 2**63) | anything,
        },
    )
)


@fuzzed(3)
@example([{"output_type": np.zeros((0, 5))}, {"output_type": "stream", "name": np.zeros(3)}])
@example([{**SHOWN[3], "execution_count": -1}])
@given(st.lists(outputs | anything, max_size=9) | outputs | anything)
def test_any_outputs_make_a_valid_cell_of_modest_size(told):
    with bounded():
        shown = trusted(told, LIMITS, Room(LIMITS.output_size))
    notebook = new_notebook(cells=[new_code_cell(outputs=shown)])
    nbformat.validate(notebook)
    written = nbformat.writes(notebook)
    written.encode()
    assert nbformat.reads(written, as_version=4) == notebook
    assert len(shown) <= LIMITS.outputs + 1
    assert len(json.dumps(shown, ensure_ascii=False)) < 2 * LIMITS.output_size + 1000


SAFE = [sanitize.html, sanitize.latex, sanitize.markdown, sanitize.terminal, sanitize.one_line]
TOKENS = [
    *(
        "<",
        ">",
        "<a ",
        "</",
        "<b>",
        "<svg>",
        "<math>",
        "<script>",
        "<!--",
        "href=",
        "'",
        '"',
        "&#60;",
    ),
    *(
        "style=",
        "![",
        "[",
        "](",
        "]:",
        "javascript:",
        "\\",
        "\\href",
        "data:image/png;base64,A",
        ")",
    ),
    *(
        "\x1b",
        "\x1b[",
        "\x1b]",
        "\x07",
        "0m",
        "31",
        "\r",
        "\n",
        "\t",
        " ",
        "x",
        "\x00",
        "\x9b",
        "é",
    ),
]
words = st.lists(st.sampled_from(TOKENS) | st.text(max_size=3), max_size=12).map("".join)


@pytest.mark.parametrize("clean", SAFE, ids=lambda clean: clean.__name__)
@fuzzed()
@given(words)
def test_what_was_made_safe_stays_as_it_is(clean, text):
    once = clean(text)
    assert clean(once) == once
    assert clean is not sanitize.one_line or once.isprintable()
    assert clean is not sanitize.html or "<script" not in once.lower()


@pytest.mark.parametrize("clean", SAFE, ids=lambda clean: clean.__name__)
@fuzzed(0.5)
@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3).map("".join))
def test_making_safe_takes_no_time(clean, token):
    with bounded():
        clean(token * (100_000 // len(token)))

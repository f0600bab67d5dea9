"""Whatever file is handed in, its cells come out, or the reason why not."""

import contextlib
import json

import nbformat
import pytest
import tiny_course
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_course import LIMITS, read

from autograder.notebooks.read import (
    WINDOWS,
    Cell,
    UnreadableError,
    encoding_of,
    without_outputs,
)

few = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
CODE = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}


def json_outputs():
    texts = st.text(max_size=9) | st.sampled_from(['"outputs": [', "]", '\\"', "{", '"widgets": {'])
    inner = texts | st.integers() | st.booleans() | st.none()
    return st.lists(
        st.recursive(
            inner, lambda more: st.lists(more) | st.dictionaries(texts, more), max_leaves=9
        )
    )


def file(*cells, **more) -> bytes:
    return json.dumps({"cells": list(cells), "nbformat": 4, **more}).encode()


def test_a_cell_is_read_with_all_that_matters_of_it():
    picture = {"a.png": {"image/png": "AAAA"}}
    raw = {
        "cell_type": "markdown",
        "id": "abc",
        "source": ["one\n", "two"],
        "metadata": {"nbgrader": {"grade_id": "answer_why", "points": 99}, "tags": ["x"]},
        "attachments": picture,
    }
    settings = ("markdown", "0", "0", "99", "0", "0", "x")
    assert read(file(raw)) == [Cell("markdown", "one\ntwo", "answer_why", "abc", picture, settings)]


def test_a_release_is_read_cell_by_cell(release):
    cells = read(tiny_course.as_bytes(release))
    assert [(c.cell_type, c.source, c.cell_id) for c in cells] == [
        (c.cell_type, c.source, c.id) for c in release.cells
    ]
    assert [c.grade_id for c in cells] == [tiny_course.grade_id(c) for c in release.cells]


# Files that can be read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_with_their_mark_are_read(encoding):
    data = json.dumps({"cells": [{**CODE, "source": "s = 'µ🧠'"}]}, ensure_ascii=False)
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    assert read((mark + data).encode(encoding)) == [Cell("code", "s = 'µ🧠'")]


def test_what_old_windows_wrote_is_read_too():
    data = json.dumps({"cells": [{**CODE, "source": "s = 'µ“é”'"}]}, ensure_ascii=False)
    assert read(data.encode("cp1252")) == [Cell("code", "s = 'µ“é”'")]
    assert encoding_of(data.encode("cp1252")) == WINDOWS
    assert encoding_of(data.encode()) == "utf-8"


def test_nbformat_3_is_read():
    sheets = [
        {
            "cells": [
                {"cell_type": "heading", "level": 1, "source": "Title"},
                {"cell_type": "code", "input": ["x = ", "1"], "outputs": [], "language": "python"},
            ]
        },
        "not a sheet",
        {"cells": None},
        {"cells": [{"cell_type": "markdown", "source": "text"}]},
    ]
    data = json.dumps({"nbformat": 3, "worksheets": sheets}).encode()
    assert read(data) == [
        Cell("markdown", "Title"),
        Cell("code", "x = 1"),
        Cell("markdown", "text"),
    ]


def test_a_release_saved_as_nbformat_3_is_read(release):
    old = nbformat.convert(tiny_course.answered(release), 3)
    sources = [cell.source for cell in read(nbformat.writes(old, version=3).encode())]
    assert sources == [cell.source for cell in tiny_course.answered(release).cells]


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        ({}, Cell("raw", "")),
        ({"cell_type": "code"}, Cell("code", "")),
        ({"cell_type": 5, "source": 5, "metadata": 5, "id": 5}, Cell("raw", "")),
        ({"cell_type": "code", "source": None}, Cell("code", "")),
        ({"cell_type": "code", "source": {"a": 1}}, Cell("code", "")),
        ({"cell_type": "code", "source": ["a", 5, None, ["x"], "b"]}, Cell("code", "ab")),
        ({"cell_type": "nonsense", "source": "x"}, Cell("raw", "x")),
        ({"cell_type": "code", "metadata": {"nbgrader": None}}, Cell("code", "")),
        ({"cell_type": "code", "metadata": {"nbgrader": {"grade_id": 5}}}, Cell("code", "")),
        ({"cell_type": "code", "source": "\ud800x"}, Cell("code", "?x")),
        ({"cell_type": "code", "source": ["\ud83d", "\ude00"]}, Cell("code", "??")),
        ({"cell_type": "code", "id": "\udc00"}, Cell("code", "", "", "?")),
        ({"cell_type": "code", "attachments": [1]}, Cell("code", "")),
        (
            {"cell_type": "code", "attachments": {"a": 5, "b": {"image/png": ["x", "y"], "c": 5}}},
            Cell("code", "", attachments={"b": {"image/png": "xy", "c": ""}}),
        ),
    ],
)
def test_odd_cells_become_plain_ones(raw, cell):
    assert read(file(raw)) == [cell]


ODD_VALUES = [
    *(10**400, -(10**400), float("nan"), float("inf"), -0.0, True, None, "9" * 400, "", [[[]]]),
    *({"a": {}}, [10**400], 2**63, "nan", "\ud800"),
]


@pytest.mark.parametrize("value", ODD_VALUES, ids=lambda value: repr(value)[:9])
@pytest.mark.parametrize(
    "name", ["points", "grade", "solution", "task", "locked", "schema_version", "checksum"]
)
def test_odd_settings_keep_no_cell_from_being_read(name, value):
    settings = {"grade_id": "a", "grade": True, "solution": True, name: value}
    metadata = {"nbgrader": settings, "tags": [value]}
    (cell,) = read(file({"cell_type": "code", "source": "x", "metadata": metadata}))
    assert (cell.source, cell.grade_id) == ("x", "a")


def test_a_cell_that_cannot_be_read_is_refused_like_a_file_that_is_no_notebook(monkeypatch):
    def fails(*_):
        raise OverflowError

    monkeypatch.setattr("autograder.notebooks.read.settings", fails)
    with pytest.raises(UnreadableError, match="A cell of the notebook is nothing"):
        read(file({"metadata": {"nbgrader": {"grade_id": "a"}}}))


def test_what_is_not_a_cell_is_passed_over():
    assert read(file(5, None, [CODE], "code", CODE)) == [Cell("code", "x = 1")]


def test_a_deep_attachment_is_not_carried_along():
    deep = {}
    for _ in range(800):
        deep = {"a": deep}
    assert read(file({**CODE, "attachments": deep})) == [
        Cell("code", "x = 1", attachments={"a": {"a": ""}})
    ]


# Files that cannot


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t ", "empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "valid JSON", id="only a mark"),
        pytest.param(file(CODE)[:-9], "cut off", id="truncated"),
        pytest.param(file(CODE) + b"x", "valid JSON", id="more after the end"),
        pytest.param(b"PK\x03\x04\xff\xfe\x00", "not text", id="zip"),
        pytest.param(file(CODE).decode().encode("utf-32"), "not", id="UTF-32"),
        pytest.param(b'{"cells": "\x81"}', "not text", id="no encoding"),
        pytest.param(b"<html>", r"line 1", id="HTML"),
        pytest.param(b"[]", "not a notebook", id="list"),
        pytest.param(b'"text"', "not a notebook", id="text"),
        pytest.param(b"null", "not a notebook", id="null"),
        pytest.param(b"NaN", "not a notebook", id="NaN"),
        pytest.param(b"{}", "no list of cells", id="no cells"),
        pytest.param(b'{"cells": {}}', "no list of cells", id="cells not a list"),
        pytest.param(b'{"worksheets": {}}', "no list of cells", id="worksheets not a list"),
        pytest.param(b"[" * 100_000, "nested too deeply", id="deep"),
        pytest.param(b'{"cells":' * 100_000, "nested too deeply", id="deep dicts"),
        pytest.param(b'{"cells":[],"a":' + b"[" * 10**5 + b"]" * 10**5 + b"}", "nested too deeply"),
        pytest.param(b'{"cells":[' + b"9" * 5000 + b"]}", "valid JSON", id="huge number"),
        pytest.param(file(*[{}] * (LIMITS.cells + 1)), "more than 1000", id="many cells"),
        pytest.param(b" " * (30 * 2**20), "larger than 20 MiB", id="30 MB"),
    ],
)
def test_what_is_not_a_notebook_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableError, match=reason) as caught:
        read(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<!DOCTYPE html><html>", "it is a web page. Download the notebook itself"),
        (file(CODE)[:20] + b"\n<<<<<<< HEAD\n" + file(CODE), "git left a merge conflict in it"),
        (file(CODE)[:-9], "it may be cut off"),
        (file(CODE) + b"x", "it is damaged there"),
        (b"import numpy as np\n", r"\(line 1\): it does not begin as a notebook does"),
        (file(CODE).replace(b"{", b"{,", 1), r"\(line 1\): it is damaged there"),
    ],
)
def test_what_is_known_by_its_looks_is_named(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(data)


def test_no_line_is_named_that_is_not_the_files():
    data = json.dumps({"cells": [shows(text="1\n" * 9), CODE]}, indent=1).encode()[:-20]
    with pytest.raises(UnreadableError, match="not valid JSON: it may be cut off"):
        read(data)


# What cells showed is dropped before anything is counted


def shows(**output):
    return {**CODE, "outputs": [{"output_type": "display_data", **output}]}


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(shows(text=", " * 2_000_001), id="two million commas in a printed list"),
        pytest.param(shows(data={"image/gif": "R0lG" * 5_500_000}), id="an animation of 22 MB"),
        pytest.param(shows(data={"x": [[1] * 9] * 210_000}), id="a large figure's numbers"),
        pytest.param(shows(text='\\"outputs": [{"'), id="quotes and brackets in a text"),
        pytest.param({**CODE, "source": "x = '\"outputs\": [1, {'"}, id="the word in code"),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_outputs_keep_no_notebook_from_being_read(cell, indent):
    widgets = {"widgets": {"state": {f"w{n}": {"a": [n]} for n in range(3)}}}
    data = json.dumps({"cells": [cell, CODE], "metadata": widgets}, indent=indent).encode()
    assert [one.source for one in read(data)] == [cell["source"], "x = 1"]


def test_commas_in_code_are_no_values():
    cell = {**CODE, "source": "x = '" + "," * 2_000_001 + "'"}
    assert read(file(cell)) == [Cell("code", cell["source"])]


@given(json_outputs())
@few
def test_whatever_was_shown_the_rest_stays(outputs):
    cell = {**CODE, "outputs": outputs}
    text = json.dumps({"cells": [cell], "metadata": {"widgets": {"a": outputs}, "b": 1}})
    left = json.loads(without_outputs(text))
    assert left == {"cells": [{**CODE, "outputs": []}], "metadata": {"widgets": {}, "b": 1}}


def test_endless_brackets_are_soon_refused():
    data = b'{"cells": [{"outputs": ' + b"[" * 5_000_000
    with pytest.raises(UnreadableError, match="too many values"):
        read(data)
    with pytest.raises(UnreadableError, match="cut off"):
        read(b'{"cells": [{"outputs": ["' + rb"\"" * 5_000_000)


# Anything


def readable_or_not(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        for cell in read(data):
            assert isinstance(cell, Cell)
            for text in (cell.cell_type, cell.source, cell.grade_id, cell.cell_id):
                text.encode()


KEYS = ["cells", "worksheets", "cell_type", "source", "input", "id", "attachments"]
KEYS += ["metadata", "nbgrader", "grade_id"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@few
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    readable_or_not(data)


@few
@given(json_values)
def test_any_json_is_read_or_refused(value):
    readable_or_not(json.dumps(value).encode())
    readable_or_not(json.dumps({"cells": [value, {"source": value, "metadata": value}]}).encode())


@few
@given(st.data())
def test_a_damaged_notebook_is_read_or_refused(manifest, data):
    whole = bytearray(tiny_course.as_bytes(manifest.release()))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    readable_or_not(bytes(whole[: data.draw(st.integers(0, len(whole)))]))

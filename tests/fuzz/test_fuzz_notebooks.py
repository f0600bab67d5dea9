"""Whatever is handed in is read or refused, and merged in the instructor's shape."""

import contextlib
import copy
import json
from pathlib import Path

import nbformat
import pytest
from fuzzing import MIB, PNG, bounded, fuzzed, junk, mutated
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from autograder.limits import Limits
from autograder.notebooks.manifest import Manifest, split_scheme
from autograder.notebooks.merge import merge
from autograder.notebooks.read import Cell, UnreadableError, read
from autograder.notebooks.suspicious_code import find_suspicious_code

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits()
MANIFEST = Manifest.of(ROOT / "source" / "ode" / "ode.ipynb")
BEFORE = copy.deepcopy(MANIFEST.notebook)


def handed_in() -> nbformat.NotebookNode:
    """The release with answers and cells of a student's own."""
    notebook = MANIFEST.release()
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source += "\n# mine"
    shown = [new_output("stream", text="1\n"), new_output("display_data", {"image/png": PNG})]
    picture = {"a.png": {"image/png": PNG}}
    notebook.cells[5:5] = [
        new_code_cell("x = 1", outputs=shown),
        new_markdown_cell("![a](attachment:a.png)", attachments=picture),
        new_raw_cell("raw"),
    ]
    return notebook


def as_text(notebook: nbformat.NotebookNode, version: int) -> str:
    if version == 4:
        return json.dumps(notebook)
    return nbformat.writes(nbformat.convert(copy.deepcopy(notebook), 3), version=3)


NOTEBOOKS = {version: json.loads(as_text(handed_in(), version)) for version in (3, 4)}


def cells_of(data: bytes) -> list[Cell] | None:
    """Its cells, checked; None if it is refused."""
    refused = ""
    with bounded(peak=4 * MIB + 50 * len(data)):
        try:
            cells = read(data, LIMITS)
        except UnreadableError as error:
            refused = str(error)
    if refused:
        assert refused.isprintable()
        return None
    for cell in cells:
        assert cell.cell_type in ("code", "markdown", "raw")
        for text in (cell.source, cell.grade_id, cell.cell_id):
            assert type(text) is str
            text.encode()
        json.dumps(cell.attachments, ensure_ascii=False).encode()
    return cells


# Reading


@fuzzed()
@given(st.binary(max_size=200), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]))
def test_any_bytes_are_read_or_refused(data, mark):
    cells_of(mark + data)


@fuzzed()
@given(junk, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.booleans())
def test_any_json_is_read_or_refused(value, encoding, ascii_only):
    for notebook in (value, {"cells": value}, {"worksheets": [{"cells": value}]}):
        text = json.dumps(notebook, ensure_ascii=ascii_only)
        cells_of(text.encode(encoding, "surrogatepass"))


@fuzzed()
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    whole = bytearray(json.dumps(NOTEBOOKS[4]).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 99))] = data.draw(st.binary(max_size=9))
    cells_of(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


# Rebuilding


def ours_in(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if "own" not in cell.metadata.get("tags", ())]


def of_the_instructor(cell: nbformat.NotebookNode) -> dict:
    """All that a student has no say in."""
    kept = {**cell}
    if cell.metadata.get("nbgrader", {}).get("solution"):
        del kept["source"]
        kept.pop("attachments", None)
    return kept


def rebuilt_well(cells: list[Cell]) -> tuple[nbformat.NotebookNode, list[str]]:
    with bounded():
        merged = merge(MANIFEST, cells)
        flags = [*merged.flags, *find_suspicious_code(cells, MANIFEST)]
    notebook = merged.notebook
    assert MANIFEST.notebook == BEFORE
    nbformat.validate(notebook)
    ours = ours_in(notebook)
    assert list(map(of_the_instructor, ours)) == list(map(of_the_instructor, BEFORE.cells))
    assert {**notebook, "cells": 0} == {**BEFORE, "cells": 0}
    for cell in notebook.cells:
        if cell not in ours:
            assert cell.metadata in ({"tags": ["own"]}, {"tags": ["own", "earlier"]})
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(type(flag) is str and flag.isprintable() for flag in flags)
    written = nbformat.writes(notebook)
    written.encode()
    assert nbformat.reads(written, as_version=4) == notebook
    return notebook, merged.flags


def as_released(notebook: nbformat.NotebookNode) -> bytes:
    """As a student would hand it in: without the marking schemes."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = split_scheme(cell.source)[0]
    return json.dumps(notebook).encode()


def without_tags(notebook: nbformat.NotebookNode) -> list[dict]:
    """The cells; a copy of a release's cell is known by what nbgrader has written into it."""
    return [{**cell, "metadata": {**cell.metadata, "tags": []}} for cell in notebook.cells]


def settles(notebook: nbformat.NotebookNode) -> None:
    """Handing in a merged notebook changes nothing, but that a useless copy may go."""
    again, flags = rebuilt_well(read(as_released(notebook), LIMITS))
    assert flags == []
    assert ours_in(again) == ours_in(notebook)
    before = without_tags(notebook)
    assert [cell for cell in without_tags(again) if cell not in before] == []
    last, flags = rebuilt_well(read(as_released(again), LIMITS))
    assert (last, flags) == (again, [])


@pytest.mark.parametrize("version", [3, 4])
@fuzzed(0.4)
@given(st.data())
def test_a_mutated_notebook_is_rebuilt_in_our_shape(version, data):
    cells = cells_of(json.dumps(data.draw(mutated(NOTEBOOKS[version]))).encode())
    if cells is not None:
        settles(rebuilt_well(cells)[0])


texts = st.sampled_from([cell.source for cell in BEFORE.cells]) | st.text(max_size=20)
names = st.sampled_from(
    [
        "",
        "nobody",
        *(cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in BEFORE.cells),
    ]
)
ids = st.sampled_from(["", "own-0", "own-1", "not plain!", *(cell.id for cell in BEFORE.cells)])
pictures = st.dictionaries(texts, st.dictionaries(st.sampled_from(["image/png", "?"]), texts))
any_cells = st.builds(
    Cell, st.sampled_from(["code", "markdown", "raw"]), texts, names, ids, pictures
)


@fuzzed(0.3)
@given(st.lists(any_cells, max_size=12), st.booleans())
def test_any_cells_are_rebuilt_in_our_shape(cells, with_the_right_ones):
    right = read(json.dumps(NOTEBOOKS[4]).encode(), LIMITS) if with_the_right_ones else []
    settles(rebuilt_well([*cells, *right])[0])


# Cost

TOKENS = [
    *("\n", " ", "\t\n", "x", "def ", "def f(", "from ", "import ", "os.", "__", "'", "\\begin{a}"),
    *("<", "![", "](", "]:", "\\href", "&a", "\x1b[", "\r", "<!-- BEGIN MARK SCHEME -->\n", "`"),
]


@fuzzed(0.2)
@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3), st.sampled_from([1, 50]))
def test_one_thing_over_and_over_takes_no_time(tokens, number):
    source = "".join(tokens)
    source *= 100_000 // number // len(source)
    for kind in ("code", "markdown"):
        cells = [{"cell_type": kind, "source": source + "y"}] * number
        with bounded(seconds=2), contextlib.suppress(UnreadableError):
            handed = read(json.dumps({"cells": cells}).encode(), LIMITS)
            merge(MANIFEST, handed)
            find_suspicious_code(handed, MANIFEST)


@pytest.mark.parametrize("many", ["{},", "[],", '{"":0},', "0,", '"",', '{"source":[]},'])
def test_a_file_as_large_as_may_be_takes_little(many):
    body = many * ((LIMITS.notebook * MIB - 20) // len(many)) + "0"
    for key in ("cells", "a"):
        data = f'{{"{key}":[{body}]}}'.encode()
        with bounded(seconds=10, room=400 * MIB), contextlib.suppress(UnreadableError):
            read(data, LIMITS)


@pytest.mark.parametrize("number", [1, LIMITS.cells])
def test_cells_as_large_as_may_be_are_rebuilt_in_no_time(number):
    source = "x = 1\n" * (15 * MIB // 6 // number)
    cells = [Cell("code", f"{at}\n{source}") for at in range(number)]
    with bounded(seconds=4):
        merge(MANIFEST, cells)

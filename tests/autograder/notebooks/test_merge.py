"""The graded notebook has the instructor's shape, whatever became of the student's."""

import copy
import random

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from pictures import png
from tiny_course import (
    RIGHT,
    answered,
    as_bytes,
    find,
    grade_id,
    manifest_of,
    read,
    source_notebook,
)

from autograder.notebooks.manifest import split_scheme
from autograder.notebooks.merge import merge
from autograder.notebooks.read import Cell


@pytest.fixture
def handed_in(release):
    """The release with answers in it."""
    return answered(release)


@pytest.fixture
def merged(manifest):
    """Rebuilds a notebook that was handed in."""
    return lambda notebook: merge(manifest, read(as_bytes(notebook)))


def index(notebook, name):
    return notebook.cells.index(find(notebook, name))


def shape(notebook):
    """All that is the instructor's in a notebook."""
    return [
        (cell.cell_type, cell.id, cell.metadata)
        for cell in notebook.cells
        if "own" not in cell.metadata.get("tags", ())
    ]


def sources(notebook):
    return [split_scheme(cell.source)[0] for cell in notebook.cells]


def own(notebook):
    """The student's own cells, each with the id of the one before it."""
    before = [None, *[cell.id for cell in notebook.cells]]
    return [
        (above, cell.source)
        for above, cell in zip(before, notebook.cells, strict=False)
        if "own" in cell.metadata.get("tags", ())
    ]


def answers(notebook):
    return {name: find(notebook, name).source for name in RIGHT}


# Nothing wrong


def test_the_untouched_release_comes_back_as_it_was(manifest, merged, release):
    result = merged(release)
    assert result.flags == []
    assert result.notebook == manifest.notebook
    assert sources(result.notebook) == sources(release)


def test_answers_are_slotted_in(manifest, merged, handed_in):
    result = merged(handed_in)
    assert result.flags == []
    assert shape(result.notebook) == shape(manifest.notebook)
    assert sources(result.notebook) == sources(handed_in)


def test_the_manifest_is_not_changed(manifest, merged, handed_in):
    before = copy.deepcopy(manifest.notebook)
    merged(handed_in)
    assert manifest.notebook == before


def test_pictures_in_an_answer_are_kept(merged, handed_in):
    picture = {"a.png": {"image/png": png()}}
    find(handed_in, "answer_why").attachments = picture
    find(handed_in, "title").attachments = picture
    result = merged(handed_in).notebook
    assert find(result, "answer_why").attachments == picture
    assert "attachments" not in find(result, "title")


# Damage


def remove(name):
    def damage(notebook):
        del notebook.cells[index(notebook, name)]

    return damage


def duplicate(name, to=None):
    def damage(notebook):
        at = index(notebook, name)
        notebook.cells.insert(at + 1 if to is None else to, copy.deepcopy(notebook.cells[at]))

    return damage


def edit(name, source):
    def damage(notebook):
        find(notebook, name).source = source

    return damage


def retype(name, kind):
    def damage(notebook):
        make = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}[kind]
        old = find(notebook, name)
        notebook.cells[index(notebook, name)] = make(old.source, id=old.id, metadata=old.metadata)

    return damage


def metadata(name, **nbgrader):
    def damage(notebook):
        find(notebook, name).metadata.nbgrader.update(nbgrader)

    return damage


def strip(*also):
    def damage(notebook):
        for number, cell in enumerate(notebook.cells):
            cell.metadata = {}
            if "id" in also:
                cell.id = f"new-{number}"

    return damage


def new_ids(notebook):
    for number, cell in enumerate(notebook.cells):
        cell.id = f"new-{number}"


def reverse(notebook):
    notebook.cells.reverse()


def skip_execution(notebook):
    for cell in notebook.cells:
        cell.metadata.tags = ["skip-execution", "raises-exception"]


def other_kernel(notebook):
    notebook.metadata = {"kernelspec": {"name": "evil", "display_name": "x", "language": "R"}}


SETTINGS = "is locked but its settings were changed"
LOCKED = ("given_setup", "test_double", "test_total", "test_half", "question_why")


@pytest.mark.parametrize(
    ("damage", "flags"),
    [
        pytest.param(
            skip_execution, [f"{name} {SETTINGS}" for name in LOCKED], id="skip-execution tags"
        ),
        pytest.param(other_kernel, [], id="another kernel"),
        pytest.param(new_ids, [], id="new ids"),
        pytest.param(reverse, [], id="reordered"),
        pytest.param(remove("title"), [], id="prose deleted"),
        pytest.param(remove("given-plain"), [], id="given code deleted"),
        pytest.param(duplicate("title"), [], id="prose duplicated"),
        pytest.param(retype("title", "raw"), [], id="prose retyped"),
        pytest.param(edit("title", ""), [], id="prose emptied"),
        pytest.param(
            metadata("test_double", points=1000), [f"test_double {SETTINGS}"], id="points changed"
        ),
        pytest.param(
            metadata("test_double", grade=False), [f"test_double {SETTINGS}"], id="not graded"
        ),
        pytest.param(metadata("double", solution=False, locked=True), [], id="not a solution"),
        pytest.param(metadata("answer_why", schema_version=99), [], id="another schema"),
        pytest.param(remove("test_total"), ["test_total was missing"], id="test deleted"),
        pytest.param(remove("question_why"), ["question_why was missing"], id="question deleted"),
        pytest.param(duplicate("test_total"), ["test_total was there more"], id="test duplicated"),
        pytest.param(duplicate("given_setup", 9), ["given_setup was there more"], id="given twice"),
        pytest.param(edit("test_double", "True"), ["test_double is locked"], id="test edited"),
        pytest.param(edit("test_double", ""), ["test_double is locked"], id="test emptied"),
        pytest.param(
            edit("question_why", "Easy?"), ["question_why is locked"], id="question edited"
        ),
        pytest.param(
            retype("test_double", "markdown"), [f"test_double {SETTINGS}"], id="test retyped"
        ),
        pytest.param(retype("double", "markdown"), ["double had become"], id="code to text"),
        pytest.param(retype("answer_why", "code"), ["answer_why had become"], id="text to code"),
        pytest.param(
            metadata("test_double", grade_id="double"),
            ["double was there more", "test_double was missing"],
            id="test posing as the answer",
        ),
        pytest.param(
            strip(),
            [f"{name} had lost its metadata; found by its id" for name in RIGHT],
            id="metadata stripped",
        ),
    ],
)
def test_damage_is_repaired(manifest, merged, handed_in, damage, flags):
    damage(handed_in)
    result = merged(handed_in)
    assert shape(result.notebook) == shape(manifest.notebook)
    assert result.notebook.metadata == manifest.notebook.metadata
    assert answers(result.notebook) == RIGHT
    theirs = [c for c in result.notebook.cells if "own" not in c.metadata.get("tags", ())]
    for ours, cell in zip(manifest.notebook.cells, theirs, strict=True):
        assert grade_id(ours) in RIGHT or cell.source == ours.source
    assert len(result.flags) == len(flags)
    for told, start in zip(result.flags, flags, strict=True):
        assert told.startswith(start)
    nbformat.validate(result.notebook)


def test_answers_are_found_even_without_metadata_and_ids(manifest, merged, handed_in):
    strip("id")(handed_in)
    result = merged(handed_in)
    assert answers(result.notebook) == RIGHT
    assert result.flags == [
        "double had lost its metadata; found by its def",
        "total had lost its metadata; found by its def",
        "half had lost its metadata; found by its def",
        "answer_why had lost its metadata; found by its question",
    ]
    assert own(result.notebook) == []


def test_a_deleted_answer_is_the_stub_again(manifest, merged, handed_in):
    remove("double")(handed_in)
    result = merged(handed_in)
    assert result.flags == ["double was missing and was put back"]
    assert find(result.notebook, "double").source == find(manifest.notebook, "double").source


def test_a_second_copy_of_an_answer_stays_where_it_is(merged, handed_in):
    duplicate("double")(handed_in)
    handed_in.cells[index(handed_in, "double") + 1].source = "def double(x): return 'second'"
    result = merged(handed_in)
    assert result.flags == ["double was there more than once"]
    assert own(result.notebook) == [("double", "def double(x): return 'second'")]
    assert find(result.notebook, "double").source == RIGHT["double"]


def test_an_answer_written_in_another_cell_is_not_mistaken(merged, release):
    """A helper that merely mentions the name is no answer."""
    remove("double")(release)
    release.cells.insert(0, new_code_cell("def double_all(xs):\n    return double(xs)"))
    result = merged(release)
    assert own(result.notebook) == [(None, "def double_all(xs):\n    return double(xs)")]
    assert "raise NotImplementedError" in find(result.notebook, "double").source


# Own cells


@pytest.mark.parametrize("make", [new_code_cell, new_markdown_cell, new_raw_cell])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title", None),
        ("about-double", "given-setup"),
        ("test_double", "double"),
        (None, "answer-why"),
    ],
)
def test_own_cells_stay_behind_the_cell_they_followed(
    manifest, merged, handed_in, make, before, after
):
    at = len(handed_in.cells) if before is None else index(handed_in, before)
    handed_in.cells[at:at] = [make("mine 1"), make("mine 2")]
    result = merged(handed_in)
    assert result.flags == []
    assert [source for _, source in own(result.notebook)] == ["mine 1", "mine 2"]
    assert own(result.notebook)[0][0] == after
    assert shape(result.notebook) == shape(manifest.notebook)
    nbformat.validate(result.notebook)


def test_own_cells_go_with_their_neighbour_when_cells_are_reordered(merged, handed_in):
    handed_in.cells.insert(index(handed_in, "double") + 1, new_code_cell("double(2)"))
    reverse(handed_in)
    assert own(merged(handed_in).notebook) == [("test-double", "double(2)")]


@pytest.mark.parametrize(
    "cell_id", ["title", "double", "mine", "own-0", "", "not plain!", "x" * 65, "\u00fc"]
)
def test_ids_are_unique_and_plain_whatever_the_student_has(manifest, cell_id):
    cells = [Cell("code", f"mine {n}", cell_id=cell_id) for n in range(4)]
    cells += read(as_bytes(manifest.release()))
    notebook = merge(manifest, cells).notebook
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids) >= len(manifest.notebook.cells) + 3
    nbformat.validate(notebook)


def test_own_pictures_are_kept(merged, handed_in):
    picture = {"a.png": {"image/png": png()}}
    handed_in.cells.insert(3, new_markdown_cell("![a](attachment:a.png)", attachments=picture))
    assert merged(handed_in).notebook.cells[3].attachments == picture


def test_prose_that_a_student_changed_is_shown_after_ours(manifest, merged, handed_in):
    find(handed_in, "about-double").source += "\n\nMy prediction: 4."
    find(handed_in, "given-plain").source = "width = 5"
    result = merged(handed_in)
    assert result.flags == []
    assert own(result.notebook) == [
        ("about-double", "### Exercise 1\u200b\n\nDouble it.\n\nMy prediction: 4."),
        ("given-plain", "width = 5"),
    ]
    assert shape(result.notebook) == shape(manifest.notebook)


def test_given_code_that_a_student_runs_again_runs_again(merged, handed_in):
    again = new_code_cell("width = 3")
    handed_in.cells.append(new_code_cell("width = 7"))
    handed_in.cells.append(again)
    assert [source for _, source in own(merged(handed_in).notebook)] == ["width = 7", "width = 3"]


def test_students_cannot_claim_our_tags(merged, handed_in):
    mine = new_code_cell("mine", metadata={"tags": ["skip-execution"], "nbgrader": {"grade": True}})
    handed_in.cells.append(mine)
    assert merged(handed_in).notebook.cells[-1].metadata == {"tags": ["own"]}


# Formats


@pytest.mark.parametrize("version", [3, 4])
def test_old_formats_are_rebuilt_without_loss(manifest, merged, handed_in, version):
    if version == 3:
        old = nbformat.writes(nbformat.convert(copy.deepcopy(handed_in), 3), version=3)
    else:
        for cell in handed_in.cells:
            del cell["id"]
        handed_in.nbformat_minor = 2
        old = nbformat.writes(handed_in)
    result = merge(manifest, read(old.encode()))
    assert result.flags == []
    assert own(result.notebook) == []
    assert answers(result.notebook) == RIGHT


# Anything


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_any_mess_of_cells_is_rebuilt_in_our_shape(manifest, seed):
    rng = random.Random(seed)
    cells = read(as_bytes(answered(manifest.release())))
    messed = [
        Cell(
            rng.choice(["code", "markdown", "raw"]),
            rng.choice(cells).source,
            rng.choice([*cells, Cell("raw", "")]).grade_id,
            rng.choice(cells).cell_id,
            rng.choice([{}, {"a": {"image/png": "AA"}}]),
        )
        for _ in range(rng.randrange(20))
    ]
    result = merge(manifest, rng.sample(cells, rng.randrange(len(cells))) + messed)
    assert shape(result.notebook) == shape(manifest.notebook)
    nbformat.validate(result.notebook)


# An earlier release


def changed_since(source, damage):
    source = copy.deepcopy(source)
    damage(source)
    return source


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(metadata("test_double", points=5), id="points"),
        pytest.param(edit("test_total", "total([])"), id="a visible check"),
        pytest.param(edit("question_why", "### Question\n\nWhy not thrice?"), id="a question"),
        pytest.param(edit("given_setup", "import numpy as np"), id="given code"),
        pytest.param(
            lambda notebook: find(notebook, "test_double").metadata.update(tags=["optional"]),
            id="a bonus",
        ),
    ],
)
def test_what_was_made_from_an_earlier_release_accuses_nobody(handed_in, change, tmp_path):
    now = manifest_of(changed_since(source_notebook(), change), tmp_path)
    result = merge(now, read(as_bytes(handed_in)))
    assert result.flags == [
        "It was made from an earlier release of the notebook; what has changed since is as now."
    ]
    assert answers(result.notebook) == RIGHT
    assert own(result.notebook) == []
    assert shape(result.notebook) == shape(now.notebook)


def test_whoever_changes_an_earlier_release_is_still_told(handed_in, tmp_path):
    now = manifest_of(changed_since(source_notebook(), metadata("test_double", points=5)), tmp_path)
    metadata("test_double", points=1000)(handed_in)
    assert merge(now, read(as_bytes(handed_in))).flags == [
        f"test_double {SETTINGS}; ours were used"
    ]


def test_many_repairs_of_a_kind_are_told_in_one_sentence(manifest, merged, handed_in):
    handed_in.cells = []
    assert merged(handed_in).flags == [
        "given_setup, double, test_double and 6 more: each was missing and was put back"
    ]


def test_line_ends_are_no_change(manifest, merged, handed_in):
    for cell in handed_in.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    result = merged(handed_in)
    assert (result.flags, result.blank, own(result.notebook)) == ([], [], [])

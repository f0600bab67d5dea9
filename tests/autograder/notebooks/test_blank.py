"""A 0 without a person's look is given only where a student has surely written nothing."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from tiny_course import answered, as_bytes, find, manifest_of, read, source_notebook

from autograder.notebooks.merge import merge

WORDS = "Because a pair has two."
ALL = ["double", "total", "half", "answer_why", "answer_how"]


@pytest.fixture(scope="module")
def manifest(tmp_path_factory):
    """The tiny course with a second question right below the first."""
    source = source_notebook()
    for name, words in (("question_why", "How?"), ("answer_why", "Like this.")):
        more = copy.deepcopy(find(source, name))
        more.id, more.source = more.id.replace("why", "how"), f"### Question 2\n\n{words}"
        more.metadata.nbgrader.grade_id = more.metadata.nbgrader.grade_id.replace("why", "how")
        source.cells.append(more)
    return manifest_of(source, tmp_path_factory.mktemp("questions"))


@pytest.fixture
def handed_in(manifest):
    return manifest.release()


def put(notebook, after, cell):
    at = notebook.cells.index(find(notebook, after))
    notebook.cells.insert(at + 1, cell)


def without_marks(notebook):
    """As an editor leaves it that drops metadata and makes new ids."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = {}, f"new-{number}"


def text_of(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


def test_nothing_in_the_release_is_begun(manifest, handed_in):
    assert merge(manifest, read(as_bytes(handed_in))).blank == ALL
    without_marks(handed_in)
    assert merge(manifest, read(as_bytes(handed_in))).blank == ALL


def beside(kind, after):
    return lambda notebook: put(notebook, after, kind(WORDS))


def into(name, text="{} " + WORDS):
    def write(notebook):
        cell = find(notebook, name)
        cell.source = text.format(cell.source)

    return write


def in_a_second_box(notebook):
    box = copy.deepcopy(find(notebook, "answer_why"))
    box.id, box.source = "second", WORDS
    put(notebook, "answer_why", box)


def in_place_of_the_box(notebook):
    put(notebook, "answer_why", new_markdown_cell(WORDS))
    notebook.cells.remove(find(notebook, "answer_why"))


def with_a_picture(notebook):
    find(notebook, "answer_why").attachments = {"a.png": {"image/png": "AAAA"}}


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(beside(new_markdown_cell, "answer_why"), id="below the box"),
        pytest.param(beside(new_raw_cell, "answer_why"), id="raw"),
        pytest.param(beside(new_code_cell, "answer_why"), id="in a code cell"),
        pytest.param(beside(new_markdown_cell, "question_why"), id="above the box"),
        pytest.param(beside(new_markdown_cell, "test_half"), id="above the question"),
        pytest.param(beside(new_markdown_cell, "answer_how"), id="at the end"),
        pytest.param(into("question_why"), id="in the locked question"),
        pytest.param(into("answer_why"), id="in the box"),
        pytest.param(in_a_second_box, id="in a copy of the box"),
        pytest.param(in_place_of_the_box, id="in place of the box"),
        pytest.param(with_a_picture, id="a picture"),
    ],
)
def test_words_around_a_box_wait_for_a_person_who_sees_them(manifest, handed_in, write):
    write(handed_in)
    merged = merge(manifest, read(as_bytes(handed_in)))
    assert "answer_why" not in merged.blank
    assert merged.blank[:3] == ALL[:3]
    assert WORDS in text_of(merged.notebook) or write is with_a_picture


@pytest.mark.parametrize(
    "write", [into("answer_why", ""), beside(new_markdown_cell, "title"), into("title")]
)
def test_an_emptied_box_and_words_far_away_are_no_answer(manifest, handed_in, write):
    write(handed_in)
    assert merge(manifest, read(as_bytes(handed_in))).blank == ALL


def test_a_box_that_is_gone_is_no_proof(manifest, handed_in):
    handed_in.cells.remove(find(handed_in, "answer_why"))
    assert "answer_why" not in merge(manifest, read(as_bytes(handed_in))).blank


@pytest.mark.parametrize("which", ["answer_why", "answer_how"])
@pytest.mark.parametrize("edited", [False, True])
def test_an_answer_without_metadata_and_id_is_found_by_its_question(
    manifest, handed_in, which, edited
):
    notebook = answered(handed_in, {which: WORDS})
    if edited:
        find(notebook, which.replace("answer", "question")).source += "\n\nMy question."
    without_marks(notebook)
    merged = merge(manifest, read(as_bytes(notebook)))
    assert find(merged.notebook, which).source == WORDS
    assert merged.blank == [name for name in ALL if name != which]


def test_a_function_that_is_defined_in_another_cell_is_begun(manifest, handed_in):
    put(handed_in, "about-double", new_code_cell("def double(x):\n    return x"))
    merged = merge(manifest, read(as_bytes(handed_in)))
    assert merged.blank == ALL[1:]
    assert merged.flags == []


def test_a_function_below_its_test_is_told(manifest, handed_in):
    put(handed_in, "test_double", new_code_cell("def double(x):\n    return x"))
    merged = merge(manifest, read(as_bytes(handed_in)))
    assert merged.blank == ALL[1:]
    assert merged.flags == ["double is defined below its test only, so it was not tested"]

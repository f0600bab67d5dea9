"""What a student wrote is cut to what a page can bear, and nothing else is."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pictures import png

from autograder.limits import SHOWN_LINE, SHOWN_PIXELS, SHOWN_SOURCE
from autograder.notebooks.shorten import shorten

OWN = {"tags": ["own"]}
ANSWER = {"nbgrader": {"grade_id": "double", "solution": True, "locked": False}}


@pytest.mark.parametrize(
    ("make", "source"),
    [
        (new_code_cell, "def double(x):\n    return 2 * x\n" * 1000),
        (new_code_cell, "x" * SHOWN_LINE),
        (new_markdown_cell, "x" * 5 * SHOWN_LINE),
        (new_markdown_cell, "*a* `b` [c](https://example.org) " * 100),
    ],
)
@pytest.mark.parametrize("metadata", [OWN, ANSWER])
def test_what_people_write_stays(make, source, metadata):
    notebook = new_notebook(cells=[make(source, metadata=metadata)])
    assert shorten(notebook) == []
    assert notebook.cells[0].source == source


def test_what_is_not_a_students_stays():
    notebook = new_notebook(cells=[new_code_cell("x" * 2 * SHOWN_SOURCE)])
    assert shorten(notebook) == []
    assert len(notebook.cells[0].source) == 2 * SHOWN_SOURCE


def test_long_lines_of_code_are_cut():
    cell = new_code_cell("a = 1\n" + "'" + "\\n" * 9 * SHOWN_LINE + "'\nb = 2", metadata=ANSWER)
    assert shorten(new_notebook(cells=[cell])) == ["double is too long to be shown whole"]
    assert cell.source.split("\n")[::2] == ["a = 1", "b = 2"]
    assert len(cell.source) < SHOWN_LINE + 50


@pytest.mark.parametrize("make", [new_code_cell, new_markdown_cell])
@pytest.mark.parametrize("piece", ["x = 1\n", "*a* "])
def test_all_that_a_student_wrote_is_only_so_much(make, piece):
    source = piece * (100_000 // len(piece))
    notebook = new_notebook(cells=[make(source, metadata=OWN) for _ in range(100)])
    assert len(shorten(notebook)) > 50
    assert sum(len(cell.source) for cell in notebook.cells) < SHOWN_SOURCE + 100 * 20


def test_pictures_in_texts_are_only_so_many_and_the_text_stays():
    large = png(4900, 4900)
    attached = {"a.png": {"image/png": large}}
    text = f"x ![a](data:image/png;base64,{large}) ![b](attachment:a.png)"
    cells = [new_markdown_cell(text, attachments=attached, metadata=OWN) for _ in range(20)]
    notebook = new_notebook(cells=[*cells, new_markdown_cell("because", metadata=ANSWER)])
    shorten(notebook)
    shown = sum("attachments" in cell for cell in notebook.cells)
    assert shown == SHOWN_PIXELS // (2 * 4900**2)
    assert sum("](data:" in cell.source for cell in notebook.cells) == shown
    assert notebook.cells[-1].source == "because"

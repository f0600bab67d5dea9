"""A file of answers becomes the notebook that a student would have handed in."""

import nbformat
import pytest
from tiny_course import find, grade_id

from autograder.notebooks.scripts import fill, parts

TEXT = '''"""A note to the reader."""
# %% double
def double(x):
    return 2 * x

# %% answer_why
# Because **of**
#
#   pairs
# %% insert before title
first = 1
# %% insert after double
second = 2
# %% duplicate test_double
# %% delete test_total
'''


def test_parts_are_names_and_sources():
    assert parts(TEXT)[:2] == [
        ("double", "def double(x):\n    return 2 * x"),
        ("answer_why", "# Because **of**\n#\n#   pairs"),
    ]
    assert [what for what, _ in parts(TEXT)][2:] == [
        "insert before title",
        "insert after double",
        "duplicate test_double",
        "delete test_total",
    ]


@pytest.mark.parametrize("text", ["", "only = 'a note'", "# %%\nx = 1", "x = '# %% double'"])
def test_without_parts_nothing_changes(release, text):
    assert fill(release, text) == release


def test_code_is_filled_in_as_it_is_and_text_without_its_marks(release):
    notebook = fill(release, TEXT.replace("title", "given_setup"))
    assert find(notebook, "double").source == "def double(x):\n    return 2 * x"
    assert find(notebook, "answer_why").source == "Because **of**\n\n  pairs"


def test_cells_are_inserted_doubled_and_deleted(release):
    notebook = fill(release, TEXT.replace("title", "given_setup"))
    names = [grade_id(cell) or cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert names == [
        "first = 1",
        "given_setup",
        "double",
        "second = 2",
        "test_double",
        "test_double",
        "total",
        "width = 3",
        "half",
        "test_half",
    ]


def test_the_release_is_not_changed(release):
    before = nbformat.writes(release)
    fill(release, TEXT.replace("title", "given_setup"))
    assert nbformat.writes(release) == before


def test_windows_line_ends_do_not_matter(release):
    text = "# %% double\r\ndef double(x):\r\n    return 1\r\n# %% delete test_total\r\n"
    notebook = fill(release, text)
    compile(find(notebook, "double").source, "<cell>", "exec")
    assert "test_total" not in [grade_id(cell) for cell in notebook.cells]


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("nosuch", "no cell nosuch"),
        ("delete nosuch", "no cell nosuch"),
        ("delete", "no cell delete"),
        ("rename double", "not something to do"),
        ("insert double", "not something to do"),
        ("insert beside double", "not something to do"),
    ],
)
def test_what_makes_no_sense_is_an_error(release, part, reason):
    with pytest.raises(ValueError, match=reason):
        fill(release, f"# %% {part}\nx = 1")


def test_a_deleted_cell_cannot_be_filled(release):
    with pytest.raises(ValueError, match="no cell double"):
        fill(release, "# %% delete double\n# %% double\nx = 1")

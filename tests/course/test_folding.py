"""What students see unfolded: their own code, and the given functions that they call."""

import ast
import functools
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.limits import Limits
from autograder.notebooks.manifest import manifest_of
from autograder.notebooks.merge import merge
from autograder.notebooks.read import read
from autograder.notebooks.slicing import cells_to_run, is_given

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(ROOT.glob("release/*/*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@functools.cache
def code(path: Path) -> list[NotebookNode]:
    """All code cells."""
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def is_folded(cell: NotebookNode) -> bool:
    """Whether JupyterLab folds a cell."""
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def is_own(cell: NotebookNode) -> bool:
    """Whether students write in it."""
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def lines(cells: list[NotebookNode]) -> int:
    """How many lines there are to read."""
    return sum(bool(line.strip()) for cell in cells for line in cell.source.splitlines())


def is_for_calling(cell: NotebookNode) -> bool:
    """Whether a given cell defines functions and does nothing else."""
    is_figure = "plt." in cell.source
    return not is_figure and all(
        isinstance(line, ast.FunctionDef) for line in ast.parse(cell.source).body
    )


@each
def test_nothing_that_students_write_is_folded(path: Path) -> None:
    assert [cell.id for cell in code(path) if is_own(cell) and is_folded(cell)] == []


@each
def test_set_up_checks_and_figures_are_folded(path: Path) -> None:
    seen = [cell for cell in code(path) if not (is_own(cell) or is_folded(cell))]
    seen = [cell for cell in seen if "…" not in cell.source]  # a line that students complete
    assert [cell.id for cell in seen if not is_for_calling(cell)] == []


@each
def test_a_folded_cell_says_what_it_is_for_in_jupyter_and_in_colab(path: Path) -> None:
    folded = [cell for cell in code(path) if is_folded(cell)]
    assert [cell.id for cell in folded if cell.metadata.get("cellView") != "form"] == []
    assert [cell.id for cell in folded if not cell.source.startswith("#@title ")] == []


@each
def test_more_than_half_of_the_code_in_sight_is_the_students_own(path: Path) -> None:
    seen = [cell for cell in code(path) if not is_folded(cell)]
    own = lines([cell for cell in seen if is_own(cell)])
    assert lines(seen) < 2 * own


@each
def test_a_prediction_is_asked_for_before_the_figure_that_shows_it(path: Path) -> None:
    asked = [cell.id for cell in code(path) if cell.source == 'predict("…")']
    shown = [cell.id for cell in code(path) if 'show_prediction("' in cell.source]
    assert [name.removeprefix("guess-") for name in asked] == [
        name.removeprefix("given-").removeprefix("test-") for name in shown
    ]


@each
def test_where_students_are_to_predict_they_find_a_line_for_it(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells[1:]
    asks = [cell for cell in cells if "**Predict first" in cell.source]
    before = [one for one, line in pairwise(cells) if line.source == 'predict("…")']
    assert asks == before


def test_predictions_and_unfolded_cells_stay_as_a_student_left_them_and_are_no_repair() -> None:
    manifest = manifest_of(ROOT / "source/lif/lif.ipynb")
    handed_in = manifest.release()
    for cell in handed_in.cells:
        if cell.source == 'predict("…")':
            cell.source = 'predict("It levels off.")'
        if "jupyter" in cell.metadata:
            cell.metadata.jupyter = {"source_hidden": False}
    merged = merge(manifest, read(nbformat.writes(handed_in).encode(), Limits()))
    assert merged.flags == []
    guesses = [cell.source for cell in merged.notebook.cells if "levels off." in cell.source]
    assert len(guesses) == len([cell for cell in handed_in.cells if cell.id.startswith("guess-")])


_SHOWS = re.compile(r"^(show_prediction|play|fig, )|plt\.(subplots|figure)", re.MULTILINE)


@each
def test_no_demonstration_is_run_when_graded(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    given = [cell for cell, run in zip(cells, cells_to_run(cells), strict=True) if run]
    given = [cell for cell in given if cell.cell_type == "code" and is_given(cell)]
    assert not [cell.id for cell in given if _SHOWS.search(outside_functions(cell.source))]


def outside_functions(source: str) -> str:
    tree = ast.parse(source)
    kept = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    return ast.unparse(ast.Module(kept, []))

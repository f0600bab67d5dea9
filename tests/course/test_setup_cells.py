"""What the first cell of each notebook sets up: failures that say why, and figures to play with."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(ROOT.glob("source/*/*.ipynb"))


def cells(path: Path) -> dict[str, str]:
    """Sources by id."""
    return {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}


def setup(path: Path) -> str:
    """The first code cell: what is there for failures and figures."""
    return "def show_briefly" + cells(path)["given-setup"].split("def show_briefly")[1]


HELPERS = "import matplotlib.pyplot as plt\n\n\n" + setup(NOTEBOOKS[0])
CHECK = 'assert 1 == 2, f"One is not two. You return {1}."'
UNWRITTEN = """
def total():
    raise NotImplementedError()


assert total() == 3, "Three."
"""
UNSAID = "x = 5\nassert x == 6"
OTHER = """
def share(x):
    return 1 / x


assert share(0) == 1, "One."
"""
FIGURE = """
def draw(a=2.0):
    plt.plot([0, a])


play(draw, a=(0.0, 5.0, 0.5))
"""
UNDRAWN = """
def slope():
    raise NotImplementedError()


def draw_slope(a=2.0):
    slope()


play(draw_slope, a=(0.0, 5.0, 0.5))
"""
CELLS = (CHECK, UNWRITTEN, UNSAID, OTHER, FIGURE, UNDRAWN)


def in_jupyter(*sources: str) -> list[list[dict]]:
    """Outputs of cells in a kernel, as JupyterLab, Colab and nbgrader have one."""
    made = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=made)
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60)
    # In a thread without an event loop: a browser's, in this one, would get in the kernel's way.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(client.execute).result()
    return [cell.outputs for cell in notebook.cells]


def in_the_sandbox(*sources: str) -> list[list[dict]]:
    """Outputs of the same cells when they are graded."""
    with Runner() as runner, Session(runner) as session:
        return [session.run(source) for source in sources]


@pytest.fixture(scope="module", params=[in_jupyter, in_the_sandbox])
def run(request: pytest.FixtureRequest) -> Callable[..., list[list[dict]]]:
    """Runs cells in one of both places."""
    return request.param


@pytest.fixture(scope="module")
def shown(run: Callable[..., list[list[dict]]]) -> dict[str, list[dict]]:
    """What each cell shows."""
    _, *outputs = run(HELPERS, *CELLS)
    return dict(zip(CELLS, outputs, strict=True))


def test_all_notebooks_have_the_same_helpers():
    assert len({setup(path) for path in NOTEBOOKS}) == 1


def test_a_failed_check_says_why_in_a_sentence(shown):
    (output,) = shown[CHECK]
    # An error it must be, or nbgrader would take the check for passed.
    assert (output["output_type"], output["ename"]) == ("error", "AssertionError")
    assert output["traceback"] == ["Not yet. One is not two. You return 1."]


def test_code_that_is_not_written_is_named(shown):
    (output,) = shown[UNWRITTEN]
    assert (output["output_type"], output["ename"]) == ("error", "NotImplementedError")
    assert output["traceback"] == ["Not yet. total still waits for your code."]


@pytest.mark.parametrize(("cell", "name"), [(UNSAID, "AssertionError"), (OTHER, "ZeroDivision")])
def test_an_error_that_says_nothing_of_itself_shows_its_lines(cell, name, shown):
    (output,) = shown[cell]
    assert output["output_type"] == "error"
    assert name in output["ename"]
    assert len("\n".join(output["traceback"]).splitlines()) > 4


def test_the_figure_has_sliders_in_jupyter_and_is_drawn_alone_in_the_sandbox(run, shown):
    kind = "application/vnd.jupyter.widget-view+json" if run is in_jupyter else "image/png"
    assert [sorted(output["data"]) for output in shown[FIGURE]] == [[kind, "text/plain"]]


def test_without_ipywidgets_the_figure_is_drawn_alone():
    missing = "import sys\n\nsys.modules['ipywidgets'] = None"
    *_, outputs = in_jupyter(missing, HELPERS, FIGURE)
    assert [sorted(output["data"]) for output in outputs] == [["image/png", "text/plain"]]


def test_a_figure_that_cannot_be_drawn_is_an_error_of_its_cell(shown):
    (output,) = shown[UNDRAWN]
    assert output["output_type"] == "error"
    assert output["traceback"] == ["Not yet. slope still waits for your code."]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_has_something_to_play_with(path):
    assert any("\nplay(" in source for source in cells(path).values())

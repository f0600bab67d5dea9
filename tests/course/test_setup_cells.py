"""What the first cell of each notebook sets up: failures that say why, and figures to play with."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.notebooks.manifest import split_hidden
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


HELPERS = "import matplotlib.pyplot as plt\nimport numpy as np\n\n\n" + setup(NOTEBOOKS[0])
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
def draw(a=2.0, falls=True):
    plt.plot([0, -a if falls else a])


play(draw, a=(0.0, 5.0, 0.5, "mV"), falls=True)
"""
UNDRAWN = """
def slope():
    raise NotImplementedError()


def draw_slope(a=2.0):
    slope()


play(draw_slope, a=(0.0, 5.0, 0.5))
"""
PREDICTED = """
predict("It rises.")
plt.plot([0, 1])
show_prediction("line")
"""
NOT_PREDICTED = """
predict("…")
show_prediction("another line")
"""
AGAIN = """
predict("It falls.")
show_prediction("one more line")
show_prediction("line")
"""
NOTHING = "def double(x):\n    print(2 * x)\n\n\n"
UNRETURNED = {
    "compared": "chk = double(2)\nassert chk == 4, f'Twice 2 is 4. You return {chk}.'",
    "ordered": "assert double(2) > 3, 'Twice 2 is more than 3.'",
    "unpacked": "x, t = double(2)",
    "in a list": "chk = [double(x)[0] for x in (1, 2)]",
    "in NumPy": "chk = double(2)\nassert np.isclose(chk, 4), 'Twice 2 is 4.'",
}
ARGUMENT = "def share(x):\n    return 1 + x\n\n\nassert share('1') == 2, 'Two.'"
CELLS = (
    *(CHECK, UNWRITTEN, UNSAID, OTHER, FIGURE, UNDRAWN, PREDICTED, NOT_PREDICTED, AGAIN, ARGUMENT),
    *(NOTHING + check for check in UNRETURNED.values()),
)


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


@pytest.mark.parametrize(
    ("cell", "name"), [(UNSAID, "AssertionError"), (OTHER, "ZeroDivision"), (ARGUMENT, "TypeError")]
)
def test_an_error_that_says_nothing_of_itself_shows_its_lines(cell, name, shown):
    (output,) = shown[cell]
    assert output["output_type"] == "error"
    assert name in output["ename"]
    assert len("\n".join(output["traceback"]).splitlines()) > 4


@pytest.mark.parametrize("check", UNRETURNED)
def test_a_function_that_returns_nothing_is_asked_for_its_return_line(check, shown):
    output = shown[NOTHING + UNRETURNED[check]][-1]
    assert output["output_type"] == "error"
    said = "Not yet. You return None: does the function end with a `return` line?"
    assert output["traceback"] == [said]


def texts(outputs: list[dict]) -> list[str]:
    """What is printed, and where a picture stands."""
    return [output.get("text", "picture") for output in outputs]


def test_a_prediction_is_shown_below_its_figure(shown):
    assert texts(shown[PREDICTED]) == ["picture", "You predicted: It rises.\n"]


def test_nothing_is_shown_where_nothing_was_predicted(shown):
    assert shown[NOT_PREDICTED] == []


def test_each_figure_keeps_its_own_prediction(shown):
    said = "You predicted: It falls.\nYou predicted: It rises.\n"
    assert texts(shown[AGAIN]) == [said]


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


@pytest.fixture(scope="module")
def warm_runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_check_asks_a_function_that_returns_nothing_for_its_return_line(path, warm_runner):
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    checks = [cell for cell in code if cell.id.startswith("test-")]
    with Session(warm_runner) as session:
        session.run(cells(path)["given-setup"])
        for cell in code:
            is_own = cell.metadata.get("nbgrader", {}).get("solution", False)
            if is_own or (
                "def " in cell.source and "plt." not in cell.source and cell not in checks
            ):
                session.run(cell.source)
        unasked = []
        for cell in checks:
            name = cell.metadata.nbgrader.grade_id.removeprefix("test_")
            session.run(f"right, {name} = {name}, lambda *_, **__: None")
            said = [out["traceback"] for out in session.run(split_hidden(cell.source)[0])][-1]
            session.run(f"{name} = right")
            is_figure = name.startswith("plot_") and said[0].startswith("Not yet. Return the")
            if "does the function end with a `return` line?" not in said[0] and not is_figure:
                unasked.append((name, said))
    assert unasked == []

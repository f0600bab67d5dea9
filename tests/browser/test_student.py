"""A student's journey in JupyterLab, from fetching an assignment to reading the feedback."""

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from desk import Desk
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]

HEAD = "def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):"
WRONG = f"{HEAD}\n    return (I_ext + g_L * (V_val - E_L)) / C_m"
RIGHT = f"{HEAD}\n    return (I_ext - g_L * (V_val - E_L)) / C_m"


def cell(page: Page, words: str) -> Locator:
    """The first code cell with these words."""
    return page.locator(".jp-CodeCell", has_text=words).first


def run(page: Page, one: Locator) -> Locator:
    """Run a cell, wait for its number, and return what it shows."""
    one.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    expect(one.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    return one.locator(".jp-OutputArea")


def write(page: Page, one: Locator, source: str) -> None:
    """Replace a cell's source, as by paste."""
    one.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def open_assignment_list(page: Page) -> None:
    """Open nbgrader's list of assignments."""
    page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
    page.locator(".lm-Menu-item", has_text="Assignment List").click()


def test_from_fetching_an_assignment_to_reading_the_feedback(
    course: Desk, desk: Callable[[str], Desk], watched: Callable
) -> None:
    course.types("nbgrader", "release_assignment", "lif")
    student = desk("student")
    page, watch = watched()
    with student.jupyter() as lab:
        page.goto(f"{lab}/lab")
        open_assignment_list(page)
        page.get_by_role("button", name="Fetch").click()
        expect(page.get_by_role("button", name="Submit")).to_be_visible()

        page.goto(f"{lab}/lab/tree/lif/lif.ipynb")
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        run(page, cell(page, "Run this cell first"))
        answer, check = cell(page, HEAD), cell(page, "Checks of dvdt_proto_LIF")
        told = run(page, answer) and run(page, check)
        expect(told).to_have_text("Not yet. dvdt_proto_LIF still waits for your code.")
        write(page, answer, WRONG)
        told = run(page, answer) and run(page, check)
        expect(told).to_contain_text("Not yet. Above E_L the leak pulls V down")
        assert len(told.inner_text().splitlines()) == 1
        write(page, answer, RIGHT)
        told = run(page, answer) and run(page, check)
        expect(told).to_have_text("dvdt_proto_LIF: visible checks passed.")

        page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()
        dialog = page.locator(".jp-Dialog")
        expect(dialog).to_contain_text("Not yet. steady_state_voltage still waits for your code.")
        expect(dialog).to_contain_text("1 of 16 checks pass. Next: steady_state_voltage")
        assert len(dialog.inner_text()) < 400
        dialog.get_by_role("button").last.click()

        page.goto(f"{lab}/lab")
        open_assignment_list(page)
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("button", name="Fetch Feedback")).to_be_visible()
        for command in (
            ("nbgrader", "collect"),
            ("autograder", "grade"),
            ("nbgrader", "generate_feedback"),
            ("nbgrader", "release_feedback"),
        ):
            course.types(*command, "lif")
        page.get_by_role("button", name="Fetch Feedback").click()
        expect(page.get_by_text("(view feedback)")).to_be_visible()
    assert watch.complaints == []
    assert watch.strangers(lab) == []

    (feedback,) = student.folder.glob("lif/feedback/*/lif.html")
    page, watch = watched()
    page.goto(feedback.as_uri())
    expect(page.get_by_text("steady_state_voltage").first).to_be_visible()
    assert watch.complaints == []
    assert watch.strangers(feedback.as_uri()) == []


PLAY = """
def draw_line(slope=1.0):
    plt.plot([0, slope])


play(draw_line, slope=(0.0, 5.0, 0.5, "mV"))
"""


def test_a_slider_redraws_its_figure(desk: Callable[[str], Desk], watched: Callable) -> None:
    student = desk("student")
    notebook = nbformat.read(ROOT / "release/lif/lif.ipynb", as_version=4)
    setup = next(cell for cell in notebook.cells if cell.id == "given-setup")
    notebook.cells = [setup, nbformat.v4.new_code_cell(PLAY)]
    nbformat.write(notebook, student.folder / "play.ipynb")
    page, watch = watched()
    with student.jupyter() as lab:
        page.goto(f"{lab}/lab/tree/play.ipynb")
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        run(page, cell(page, "Run this cell first"))
        picture = run(page, cell(page, "play(draw_line")).locator("img")
        expect(page.get_by_text("slope (mV)")).to_be_visible()
        before = picture.get_attribute("src")
        page.get_by_role("slider").press("ArrowRight")
        expect(picture).not_to_have_attribute("src", before)
        expect(page.get_by_text("1.50")).to_be_visible()
    assert watch.complaints == []
    assert watch.strangers(lab) == []

"""The screenshots of these pages, from a course in a temporary folder: ``make screenshots``."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from desk import BARE, MATHJAX, NO_MATHJAX, Desk, program
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from autograder.notebooks.scripts import fill

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
COLOURS = 128  # enough for text and curves, and a third of the bytes


STUDENTS = {"lif": ("ada", "hana"), "ode": ("[a-j]*",)}


def course_in(folder: Path) -> Desk:
    """A course with two submissions of ``lif``, and of ``ode`` those of half a sample class."""
    desk = Desk(folder / "course", folder / "private", folder / "exchange")
    shutil.copy(ROOT / "nbgrader_config.py", desk.folder)
    for package in ("autograde_tests", "reference"):
        shutil.copytree(ROOT / package, desk.folder / package)
    for assignment, students in STUDENTS.items():
        shutil.copytree(ROOT / "source" / assignment, desk.folder / "source" / assignment)
        release = nbformat.read(ROOT / f"release/{assignment}/{assignment}.ipynb", as_version=4)
        examples = ROOT / "examples" / assignment
        for example in (one for name in students for one in examples.glob(f"{name}.py")):
            path = desk.folder / f"submitted/{example.stem}/{assignment}/{assignment}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(fill(release, example.read_text()), path)
    return desk


def cell(page: Page, words: str) -> Locator:
    """The first code cell with these words."""
    return page.locator(".jp-CodeCell", has_text=words).first


def run_up_to(page: Page, address: str, words: str) -> Locator:
    """Open a notebook and run it to the end of a cell, which is returned."""
    page.goto(f"{address}?reset")
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    last = cell(page, words)
    last.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+B")  # room for the notebook
    page.locator(".lm-MenuBar-item", has_text="Run").click()
    page.get_by_role("menuitem", name="Run All Above Selected Cell").click()
    last.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    expect(last.locator(".jp-InputPrompt")).not_to_have_text("[ ]:")
    expect(last.locator(".jp-InputPrompt")).not_to_have_text("[*]:")
    page.locator(".lm-MenuBar-item", has_text="View").click()
    page.get_by_role("menuitem", name="Collapse Selected Code").click()  # a click unfolds it
    last.locator(".jp-OutputArea").first.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    return last


def a_failed_check(page: Page, lab: str) -> None:
    """A visible check that tells a student what is wrong."""
    shown = run_up_to(
        page, f"{lab}/lab/tree/submitted/hana/lif/lif.ipynb", "Checks of steady_state_voltage"
    )
    expect(shown).to_contain_text("Not yet.")


def a_figure_with_sliders(page: Page, lab: str) -> None:
    """A neuron, and its current in the student's hand."""
    shown = run_up_to(
        page, f"{lab}/lab/tree/submitted/ada/lif/lif.ipynb", "Play: which does the current change"
    )
    shown.get_by_role("slider").press("ArrowRight")
    page.wait_for_timeout(1000)
    shown.locator("img").scroll_into_view_if_needed()


def free_text_in_formgrader(page: Page, lab: str) -> None:
    """A question, its marking scheme and a student's answer with its mark."""
    page.goto(f"{lab}/formgrader/gradebook/lif/lif")
    page.get_by_role("row", name="80 / 80").get_by_role("link", name="Submission").click()
    page.wait_for_load_state("networkidle")  # or the page would overwrite what is typed
    mark = page.locator("input#answer_regularity")
    page.locator("#answer_regularity-comment").fill("Well seen: bursts have more than 1.")
    mark.fill("4")
    mark.press("Tab")
    page.wait_for_timeout(1000)  # formgrader scrolls on to the next answer
    page.evaluate("document.activeElement.blur()")
    page.get_by_role("heading", name="Question G: regularity").evaluate(
        "heading => window.scrollTo(0, heading.getBoundingClientRect().top + scrollY - 70)"
    )
    page.wait_for_timeout(1000)


def shoot(browser: Browser, name: str, show: Callable[[Page], None], height: int = 760) -> None:
    """Make a page show something and keep the picture."""
    page = browser.new_page(viewport={"width": 1100, "height": height})
    page.set_default_timeout(60_000)
    page.route(
        f"{MATHJAX}**",
        lambda route: route.fulfill(body=NO_MATHJAX, content_type="text/javascript"),
    )
    show(page)
    path = DOCS / f"{name}.png"
    page.screenshot(path=path)
    page.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


def main() -> None:
    """Make all of them."""
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course = course_in(Path(folder))
        course.types("autograder", "grade", "lif")
        browser = playwright.chromium.launch(executable_path=program(), args=BARE)
        with course.jupyter() as lab:
            shoot(browser, "check", lambda page: a_failed_check(page, lab))
            shoot(browser, "notebook", lambda page: a_figure_with_sliders(page, lab))
            shoot(browser, "formgrader", lambda page: free_text_in_formgrader(page, lab), 600)
        course.types("autograder", "feedback", "lif")
        course.types("autograder", "grade", "ode")
        course.types("autograder", "report", "ode")
        for name, page_of in (("feedback", "feedback/hana/lif/lif"), ("report", "reports/ode")):
            address = (course.folder / f"{page_of}.html").as_uri()
            shoot(browser, name, lambda page, address=address: page.goto(address), 1200)
        browser.close()


if __name__ == "__main__":
    main()

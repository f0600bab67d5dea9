"""A TA's journey: from a submission, over marks for free text, to feedback and the class report."""

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from desk import MATHJAX, Desk
from playwright.sync_api import Page, expect

from autograder.notebooks.scripts import fill

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


def hand_in(course: Desk, student: str, assignment: str) -> None:
    """Put a student of the sample class into ``submitted/``."""
    release = nbformat.read(ROOT / f"release/{assignment}/{assignment}.ipynb", as_version=4)
    answers = (ROOT / f"examples/{assignment}/{student}.py").read_text()
    path = course.folder / f"submitted/{student}/{assignment}/{assignment}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(fill(release, answers), path)


def scores(page: Page, lab: str) -> list[str]:
    """What formgrader's list says of the only submission: overall, code and written score."""
    page.goto(f"{lab}/formgrader/gradebook/ode/ode")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Submission #1"))
    expect(row).to_be_visible()
    return row.locator("td").all_inner_texts()[2:5]


def test_from_a_submission_over_free_text_to_feedback_and_report(
    course: Desk, watched: Callable
) -> None:
    hand_in(course, "ada", "ode")
    told = course.types("autograder", "grade", "ode")
    assert re.search(r"ada +75\.00 / 75 +5", told)  # the bonus stands apart
    page, watch = watched()
    with course.jupyter() as lab:
        page.goto(f"{lab}/lab")
        page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
        page.get_by_role("menuitem", name="Formgrader", exact=True).click()
        forms = page.frame_locator("iframe")
        expect(forms.get_by_role("link", name="ode", exact=True)).to_be_visible()

        assert scores(page, lab) == ["80 / 105", "80 / 80", "0 / 25"]
        page.get_by_role("link", name="Submission #1").click()
        page.wait_for_load_state("networkidle")  # or the page would overwrite what is typed
        mark = page.locator("input#answer_constant")
        scheme = page.get_by_text("one point for each part. (1) 0.5 mV/ms").first
        scheme.scroll_into_view_if_needed()
        expect(scheme).to_be_in_viewport()
        expect(mark).to_be_in_viewport()
        with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
            mark.fill("3.5")
            mark.press("Tab")
        assert scores(page, lab) == ["83.5 / 105", "80 / 80", "3.5 / 25"]

        page.goto(f"{lab}/formgrader/manage_assignments")
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name="ode", exact=True))
        row.locator(".generate-feedback a").click()
        expect(page.get_by_text("Successfully generated feedback of 'ode'.")).to_be_visible()
        assert watch.complaints == []
        assert watch.strangers(lab, MATHJAX) == []

    course.types("autograder", "report", "ode")
    for name, words in (("feedback/ada/ode/ode", "83.5"), ("reports/ode", "ada")):
        address = (course.folder / f"{name}.html").as_uri()
        page, watch = watched()
        page.goto(address)
        expect(page.get_by_text(words).first).to_be_visible()
        assert watch.complaints == []
        assert watch.strangers(address) == []

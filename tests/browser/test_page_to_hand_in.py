"""Without a hub: a student drops a notebook on the page and reads the feedback, as does a TA."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import warm_python
from desk import Desk
from playwright.sync_api import Page, expect
from tornado.testing import bind_unused_port

from autograder.course import Course
from autograder.gradebook.links import Links, Person

sys.path.append(str(Path(__file__).resolve().parents[1] / "autograder"))  # a small course

import tiny_course

pytestmark = pytest.mark.slow
COLOURS = """
() => {
  const channel = (value) =>
    (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = (text) => {
    const [r, g, b, a] = [...text.matchAll(/[\\d.]+/g)].map(Number);
    return a === 0 ? null : 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, of = node.parentElement;
    if (!node.textContent.trim() || !of.checkVisibility()) continue;
    let under = of, ground = null;
    while (under && ground === null) {
      ground = light(getComputedStyle(under).backgroundColor);
      under = under.parentElement;
    }
    const [one, other] = [ground ?? 1, light(getComputedStyle(of).color)].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) found.push(node.textContent.trim());
  }
  return found;
}
"""


@pytest.fixture
def course(desk: Callable[[str], Desk]) -> Desk:
    made = desk("course")
    tiny_course.write_course(made.folder)
    return made


@pytest.fixture
def address(course: Desk) -> str:
    """Where the page will be."""
    listens, port = bind_unused_port()
    listens.close()
    url = f"http://127.0.0.1:{port}/"
    config = course.folder / "nbgrader_config.py"
    settings = f"c.Serve.port = {port}\nc.Serve.url = {url!r}\n"
    config.write_text(f"{config.read_text()}\n{settings}")
    return url


def drop(page: Page, path: Path) -> None:
    """Drop a file where a page takes one."""
    at = page.get_by_label("Drop tiny.ipynb here").bounding_box()
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    where = {"x": at["x"] + at["width"] / 2, "y": at["y"] + at["height"] / 2}
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})


def test_from_dropping_a_notebook_to_reading_the_feedback(
    course: Desk, address: str, desk: Callable[[str], Desk], watched: Callable
) -> None:
    links = Links(Course(course.folder)).issue([Person("ada"), Person("tina", is_staff=True)], 1)
    ada, tina = (f"{address}in/{link}" for link in links.values())
    notebook = desk("student").folder / "tiny.ipynb"
    release = tiny_course.Manifest.of(course.folder / "source/tiny/tiny.ipynb").release()
    notebook.write_bytes(tiny_course.as_bytes(tiny_course.answered(release)))
    log = course.private / "log"
    program = warm_python.start(["autograder", "serve"], course.folder, log)
    try:
        page, watch = watched()
        while not (log.exists() and "Serving" in log.read_text()):
            assert program.poll() is None, log.read_text()
            page.wait_for_timeout(100)
        page.goto(ada)
        assert page.url == address, "the link is not in the address"
        drop(page, notebook)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_text("is waiting to be graded")).to_be_visible()
        # The page keeps itself up to date.
        expect(page.get_by_text("of 100 points")).to_be_visible()
        page.get_by_role("link", name="Read my feedback").click()
        expect(page.get_by_text("Feedback for ada")).to_be_visible()
        assert watch.complaints == []
        page.go_back()
        _is_readable(page)

        staff, staff_watch = watched()
        staff.goto(tina)
        expect(staff.get_by_text("the class now")).to_be_visible()
        staff.get_by_text("Everybody who handed in").click()
        _is_readable(staff)
        staff.get_by_role("link", name="ada").click()
        expect(staff.get_by_text("Feedback for ada")).to_be_visible()
        assert staff_watch.complaints == []
        assert watch.strangers(address) == staff_watch.strangers(address) == []
    finally:
        program.kill()
        program.wait(60)


def _is_readable(page: Page) -> None:
    """By day and by night, on a screen and on a telephone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(COLOURS) == [], scheme
    before = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size(before)

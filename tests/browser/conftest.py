import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import BARE, MATHJAX, NO_MATHJAX, Desk, Watch, program
from playwright.sync_api import Browser, Page, expect, sync_playwright

PATIENCE = 60_000  # milliseconds
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's browser."""
    if program() is None:
        pytest.fail("These tests need a browser. Type: sudo apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(), args=BARE)
        yield started
        started.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[[], tuple[Page, Watch]]]:
    """Opens new pages, each with its watch."""
    contexts = []

    def open_page() -> tuple[Page, Watch]:
        contexts.append(browser.new_context(viewport={"width": 1400, "height": 1000}))
        contexts[-1].route(
            f"{MATHJAX}**",
            lambda route: route.fulfill(body=NO_MATHJAX, content_type="text/javascript"),
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        return page, Watch(page)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[str], Desk]:
    """Gives a person a desk; all use the same exchange."""

    def desk(person: str) -> Desk:
        return Desk(tmp_path / person, tmp_path / f"{person}-private", tmp_path / "exchange")

    return desk


@pytest.fixture
def course(desk: Callable[[str], Desk]) -> Desk:
    """The TA's desk with this repository's course on it."""
    made = desk("course")
    for folder in ("source", "release", "autograde_tests", "reference"):
        shutil.copytree(ROOT / folder, made.folder / folder)
    shutil.copy(ROOT / "nbgrader_config.py", made.folder)
    return made

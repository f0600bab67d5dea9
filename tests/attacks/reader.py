"""What a reader sees of a page: the system's browser opens it, and its picture is looked at."""

import io
import math
import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from nbgrader.server_extensions import formgrader
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page, Route, ViewportSize, sync_playwright
from playwright.sync_api import Error as BrowserError

SECONDS = 5.0  # of CPU, in which a page has to be there, and its picture taken
_PATIENCE = 30_000  # milliseconds on a crowded machine
_ADDRESS, _PAGE = "http://course.invalid/", "page.html"
_FORMGRADER = Path(formgrader.__file__).parent
# What is ours: the score, notes and headings of a feedback page; formgrader's fields; all cards.
_OURS = ".result, .note, .overview, .autograder-verdict, .nbgrader_cell > .panel-heading"
_MOST = 12  # pieces of ours that are looked at, from the top of the page
_NOTHING_ELSE = f"""
    * {{ visibility: hidden !important; }}
    :is({_OURS}), :is({_OURS}) * {{ visibility: visible !important; }}
"""
_STILL = "*, *::before, *::after { animation: none !important; caret-color: transparent; }"
_BOXES = f"""
    () => Array.from(document.querySelectorAll({_OURS!r})).slice(0, {_MOST}).map(element => {{
        const box = element.getBoundingClientRect();
        return [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round);
    }})
"""
_WIDTH, _HEIGHT, _TALLEST = 1200, 900, 4000  # pixels of the page
# A picture of half the size takes half the time, and what covers less than a pixel still tints it.
_SCALE = 0.5


@contextmanager
def reader() -> Iterator["Reader"]:
    """A reader with the system's browser; Playwright brings none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "These tests need a browser. Type: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]  # for root, and in a container
        started = playwright.chromium.launch(executable_path=program, args=options)
        yield Reader(started)
        started.close()


class Reader:
    """Opens one page after the other in the same tab: a tab costs more than a page.

    Parameters
    ----------
    browser
        A started browser.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._path = Path()
        self._tab: tuple[Page, CDPSession] | None = None

    def hidden(self, path: Path) -> list[str]:
        """Why one does not see what is ours on a page: nothing if all is well.

        Parameters
        ----------
        path
            The page's file.
        """
        self._path = path
        page, costs = self._tab = self._tab or self._new_tab()
        try:
            before = _seconds(costs)
            page.goto(_ADDRESS + _PAGE)
            page.add_style_tag(content=_STILL)
            boxes = page.evaluate(_BOXES)
            height = _down_to(boxes)
            whole = _picture(page, height)
            took = _seconds(costs) - before
            page.add_style_tag(content=_NOTHING_ELSE)
            ours = _picture(page, height)
        except BrowserError as error:
            page.context.close()
            self._tab = None
            return [f"the browser gave up: {str(error).splitlines()[0]}"]
        late = [f"it took the browser {took:.1f} s of CPU"] if took > SECONDS else []
        there = [] if boxes else ["nothing of ours is there"]
        return [*late, *there, *_covered(boxes, whole, ours)]

    def _new_tab(self) -> tuple[Page, CDPSession]:
        viewport: ViewportSize = {"width": _WIDTH, "height": _HEIGHT}
        context = self._browser.new_context(viewport=viewport, device_scale_factor=_SCALE)
        context.set_default_timeout(_PATIENCE)
        context.route("**/*", lambda route: _serve(route, self._path))
        page = context.new_page()
        costs = context.new_cdp_session(page)
        costs.send("Performance.enable")
        return page, costs


def _seconds(costs: CDPSession) -> float:
    """CPU time of the process that shows the page."""
    metrics = costs.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "ProcessTime")


def _serve(route: Route, page: Path) -> None:
    """Nothing but the page and formgrader's own style sheets is there."""
    asked = route.request.url.removeprefix(_ADDRESS)
    path = page if asked == _PAGE else _FORMGRADER / asked.removeprefix("formgrader/")
    if path == page or (asked.endswith(".css") and path.is_file()):
        route.fulfill(body=path.read_bytes(), content_type=mimetypes.guess_type(path)[0])
    else:
        route.abort()


def _down_to(boxes: list[list[int]]) -> int:
    """As far down as there is something of ours, and as matters."""
    ends = (top + height for _left, top, _width, height in boxes)
    return min(max(ends, default=0) + 1, _TALLEST)


def _picture(page: Page, height: int) -> np.ndarray:
    """The page from its top."""
    clip = {"x": 0, "y": 0, "width": _WIDTH, "height": max(height, 1)}
    data = page.screenshot(full_page=True, clip=clip)
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def _pixels(start: int, end: int) -> slice:
    """Those of a picture that lie within this part of the page, edges apart."""
    return slice(math.ceil((max(start, 0) + 1) * _SCALE), math.floor((end - 1) * _SCALE))


def _covered(boxes: list[list[int]], whole: np.ndarray, ours: np.ndarray) -> Iterator[str]:
    """What of ours is not the same with everything as with nothing else on the page."""
    for number, (left, top, width, height) in enumerate(boxes):
        if top >= _TALLEST:
            continue
        if left < 0 or left + width > _WIDTH or width * height < 100:
            yield f"what is ours is out of sight: {left, top, width, height}"
        inside = _pixels(top, top + height), _pixels(left, left + width)
        seen, expected = whole[inside], ours[inside]
        if seen.shape != expected.shape or (seen != expected).any():
            yield f"number {number} of what is ours is covered"
        elif (expected == expected[:1, :1]).all():
            yield f"number {number} of what is ours is blank"

"""What people read can be read with assistive technology, as far as a program can tell: axe-core.

Colours of a notebook are those of whatever shows it, so of a release only its texts are looked at.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import warm_python
from axe_playwright_python.sync_playwright import Axe
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Browser, Page

sys.path.append(str(Path(__file__).resolve().parents[1] / "autograder"))  # a small course

from served import TA, Served, serving
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in, write_course

from autograder.gradebook.links import Person
from autograder.notebooks.manifest import manifest_of

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {
    **RIGHT,
    "double": "def double(x):\n    return np.asarray(x) ** 2",
    "total": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\n" + RIGHT["total"],
    "answer_why": "# Why\n\n- $E = m c^2$\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
}
OF_A_THEME = ("color-contrast", "link-in-text-block")


def problems(page: Page, *but: str) -> list[str]:
    """What axe has to say against a page."""
    rules = {rule: {"enabled": False} for rule in but}
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": rules})
    return [
        f"{one['impact']}: {one['help']}: {one['nodes'][0]['html']}"
        for one in found.response["violations"]
    ]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with feedback pages and a report."""
    folder = write_course(tmp_path)
    release = manifest_of(folder / "source" / NAME / f"{NAME}.ipynb").release()
    hand_in(folder, "ada", as_bytes(answered(release, ANSWERS)))
    hand_in(folder, "bela", as_bytes(answered(release, RIGHT)))
    for command in ("grade", "feedback", "report"):
        done = warm_python.run(["autograder", command, NAME], folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def problems_in_light_and_dark(page: Page) -> list[str]:
    """What axe has to say against a page on which everything is unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += problems(page)
    return found


def test_what_is_wrong_is_found(page: Page) -> None:
    page.set_content('<h1>One</h1><h3>Three</h3><img src="data:,"><p style="color: #ccc">Pale</p>')
    found = " ".join(problems(page))
    for words in ("Images must have alternative text", "color contrast", "Heading levels"):
        assert words in found


def test_feedback_and_report(page: Page, course: Path) -> None:
    for path in (f"feedback/ada/{NAME}/{NAME}.html", f"reports/{NAME}.html"):
        page.goto((course / path).as_uri())
        assert problems_in_light_and_dark(page) == []


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(write_course(tmp_path)) as made:
        yield made


def test_the_page_to_hand_in_and_the_class(page: Page, served: Served) -> None:
    release = manifest_of(served.course.source(NAME)).release()
    ada = Person("ada")
    served.browser(ada).hand_in(as_bytes(answered(release, RIGHT)))
    served.graded("ada")
    for who in (ada, TA):
        page.context.clear_cookies()
        page.goto(f"http://127.0.0.1:{served.port}/in/{served.link[who]}")
        assert page.get_by_text("You are").is_visible()
        assert problems_in_light_and_dark(page) == []
    page.context.clear_cookies()
    page.goto(f"http://127.0.0.1:{served.port}/")
    assert problems_in_light_and_dark(page) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("release/*/*.ipynb")), ids=lambda path: path.stem)
def test_texts_of_a_release(page: Page, path: Path) -> None:
    exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_output=True)
    texts, _ = exporter.from_notebook_node(nbformat.read(path, as_version=4))
    page.set_content(
        f'<!DOCTYPE html><html lang="en"><title>{path.stem}</title><main>{texts}</main></html>'
    )
    assert page.locator("h1").count() == 1
    assert problems(page, *OF_A_THEME) == []

"""Whatever is in a cell, its code is coloured in time that is proportional to its length."""

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.server_extensions.formgrader import handlers
from repeated import UNITS, grown, repeated
from traitlets.config import Config

from autograder import sanitize
from autograder.connect import connect
from autograder.limits import COLOURED_PIECES, SHOWN_LINE
from autograder.notebooks.shorten import shorten
from autograder.pages.code import coloured
from autograder.pages.feedback import FeedbackExporter

pytestmark = pytest.mark.slow

# What takes nbconvert's own colours quadratic time, and a sample of the others.
WORST = (" \n", "\t\n", "\n", '"""\n', ".", "a.", "\r", "?", "%l ", "(", "<", "x = 1\n")
LANGUAGES = ("perl", "ipython3", "latex")


def settings():
    config = Config()
    connect(config)
    return config


def formgrader():
    """The exporter that nbgrader's formgrader makes."""
    config = settings()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    about = dict.fromkeys(("assignment_id", "notebook_id", "submission_id", "base_url"), "x")
    about |= {"index": 0, "total": 1, "student": "x", "last_name": None, "first_name": None}
    return HTMLExporter(config=config), {**about, "notebook_path": "x"}


def feedback():
    about = dict.fromkeys(
        ("score", "max_score", "bonus", "max_bonus", "late_penalty", "waiting"), 0
    )
    about |= {"title": "x", "student": "x", "notes": [], "exercises": []}
    return FeedbackExporter(config=settings()), {"nbgrader": about}


PAGES = {"formgrader": formgrader, "feedback": feedback}


def page(renders, about, *cells):
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    notebook = new_notebook(cells=list(cells))
    shorten(notebook)
    return renders.from_notebook_node(notebook, resources=dict(about))[0]


def own(source, make=new_code_cell):
    return make(source, metadata={"tags": ["own"]})


@pytest.mark.parametrize("before", ["x = 1\n", "'", '"""', "%%perl\n"], ids=repr)
def test_code_is_coloured_in_linear_time(before):
    def colour(source):
        return coloured({"resources": {}}, source)

    texts = {unit: repeated(unit, before, "\ny = 2") for unit in UNITS}
    assert grown(colour, texts, 2000) == {}


@pytest.mark.parametrize("shown", PAGES)
def test_a_page_of_code_is_written_in_linear_time(shown):
    renders, about = PAGES[shown]()
    page(renders, about, own("x"))  # the first one compiles the template

    def write(source):
        return page(renders, about, own(source))

    texts = {unit: repeated(unit, "x = 1\n", "\ny = 2") for unit in WORST}
    assert grown(write, texts, 3000) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", PAGES)
def test_code_in_a_text_has_no_colours(shown, language):
    renders, about = PAGES[shown]()
    sources = [f"```{language}\n{unit * (9000 // len(unit))}\n```" for unit in WORST]
    texts = [own(sanitize.markdown(source), new_markdown_cell) for source in sources]
    assert page(renders, about, *texts).count("<span") < 10 + len(texts)


@pytest.mark.parametrize("shown", PAGES)
def test_what_is_coloured_on_a_page_is_limited(shown):
    renders, about = PAGES[shown]()
    line = "a." * (SHOWN_LINE // 2)
    one = page(renders, about, own("\n".join([line] * 240)))
    many = page(renders, about, *(own(line) for _ in range(240)))
    assert max(one.count("<span"), many.count("<span")) < COLOURED_PIECES + 5000
    assert one.count("a.a.a") > 240 - 10

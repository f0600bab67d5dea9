"""Formgrader shows mathematics as a feedback page does, and leaves none of it to MathJax."""

import re
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from traitlets.config import Config

from autograder.connect import connect
from autograder.limits import PAGE_FORMULAS

COURSE = sorted(Path(__file__).resolve().parents[3].glob("release/*/*.ipynb"))
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
IGNORED = re.compile(
    r'<div class="tex2jax_ignore mathjax_ignore" style="contain:paint;overflow:auto">(.*?)</div>',
    re.DOTALL,
)
MOVED = r"$\sqrt[\uproot{-955}{\Huge\color{white}{█}}]{}$"
DEFINED = r"$\def\a{x x}\def\b{\a\a}\b$"


@pytest.fixture(scope="module")
def exporter():
    """The one that nbgrader's `FormgradeExtension` makes, with the template of nbconvert's own."""
    config = Config()
    connect(config)
    return HTMLExporter(Config(HTMLExporter=config.HTMLExporter), template_name="classic")


@pytest.fixture
def shown(exporter):
    def shown(*cells):
        page = exporter.from_notebook_node(new_notebook(cells=list(cells)))[0]
        return page.partition("<body>")[2]

    return shown


def output(**data):
    named = {mime.replace("_", "/"): text for mime, text in data.items()}
    return new_code_cell("", outputs=[new_output("display_data", data=named)])


PLACES = {
    "text": new_markdown_cell,
    "raw": new_raw_cell,
    "LaTeX": lambda text: output(text_latex=text),
    "Markdown": lambda text: output(text_markdown=text),
    "several": lambda text: output(text_latex=text, text_plain=text),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize(
    "formula", ["$x$", "$$x$$", r"\begin{align} x \end{align}", MOVED, DEFINED]
)
def test_mathjax_finds_no_mathematics(shown, place, formula):
    page = shown(place(formula))
    (box,) = IGNORED.findall(page)
    assert "x" in box or "█" in box
    assert not re.search(r"[$█]|\\begin|\\def", IGNORED.sub("", page))


@pytest.mark.parametrize("name", [name for name in PLACES if name != "raw"])
def test_a_formula_is_shown_as_one(shown, name):
    page = shown(PLACES[name](r"It is $\frac{a}{b}$."))
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in page


def test_what_is_raw_is_shown_as_it_stands(shown):
    assert "&lt;b&gt; `` $x$" in shown(new_raw_cell("<b> `` $x$"))


def test_what_defines_is_shown_as_it_was_written(shown):
    assert r"<code>\def\a{x x}\def\b{\a\a}\b</code>" in shown(new_markdown_cell(DEFINED))


def test_so_is_what_is_more_than_a_page_can_bear(shown):
    cell = new_markdown_cell("$" + "x+" * 450 + "y$")
    page = shown(*(new_markdown_cell(cell.source) for _ in range(80)))
    assert page.count("<math") == PAGE_FORMULAS // 901
    assert page.count("x+y</code>") == 80 - PAGE_FORMULAS // 901
    assert "<math" in shown(cell)  # the next page has room of its own


@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem)
def test_every_formula_of_the_course_is_shown(shown, path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type != "code"]
    formulas = FORMULA.findall("\n".join(cell.source for cell in cells))
    page = shown(*cells)
    assert page.count("<math") == len(formulas)
    assert not re.search(r"<mi>\\|<code>[^<]*\\", page)


def test_pictures_of_a_text_are_shown(shown):
    body = "iVBORw0KGgo="
    cell = new_markdown_cell("![x](attachment:x.png)")
    cell.attachments = nbformat.from_dict({"x.png": {"image/png": body}})
    assert f"data:image/png;base64,{body}" in shown(cell)

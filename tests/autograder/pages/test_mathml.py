"""Formulas become MathML that shows them and does nothing else, whatever was written."""

import re
import time
from html import escape
from pathlib import Path

import nbformat
import pytest
from bleach._vendor import html5lib

from autograder.pages.mathml import as_mathml, with_formulas

MATHML = "{http://www.w3.org/1998/Math/MathML}"
ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = sorted(
    path for folder in ("source", "release") for path in ROOT.glob(f"{folder}/*/*.ipynb")
)
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.DOTALL)


def elements(html):
    body = html5lib.parse(html, treebuilder="etree")[1]
    return [element for element in body.iter() if element is not body]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_formula_of_the_course_becomes_mathml(path):
    notebook = nbformat.read(path, as_version=4)
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    formulas = [block or line for text in texts for block, line in FORMULA.findall(text)]
    assert len(formulas) > 20
    assert not [latex for latex in formulas if not as_mathml(latex).startswith("<math")]
    assert not [latex for latex in formulas if "<mi>\\" in as_mathml(latex)]


def test_so_does_every_formula_of_the_sample_class():
    texts = "\n".join(path.read_text() for path in ROOT.glob("examples/*/*.py"))
    formulas = set(re.findall(r"\$([^$\n]+)\$", texts))
    assert formulas
    assert not [latex for latex in formulas if not as_mathml(latex).startswith("<math")]
    assert not [latex for latex in formulas if "<mi>\\" in as_mathml(latex)]


@pytest.mark.parametrize(
    ("environment", "alike"), [("aligned", "split"), ("gather", "matrix"), ("gathered", "matrix")]
)
def test_environments_have_several_names(environment, alike):
    formula = r"\begin{%s} a &= \text{aligned} \\ b &= 2 \end{%s}"
    rows = as_mathml(formula % (environment, environment))
    assert rows.count("<mtr>") == 2
    assert "aligned" in rows
    assert rows == as_mathml(formula % (alike, alike))


def test_a_formula_reads_as_it_should():
    assert as_mathml(r"\frac{1}{\tau_m} < 2", block=True) == (
        '<math display="block"><mrow><mfrac><mrow><mn>1</mn></mrow><mrow><msub><mi>τ</mi>'
        "<mi>m</mi></msub></mrow></mfrac><mo>&lt;</mo><mn>2</mn></mrow></math>"
    )


EVIL = [
    r"\href{javascript:alert(1)}{x}",
    r"\style{position:fixed;top:0}{x}",
    r"\class{score}{x}\cssId{answer_why}{y}",
    r"\text{<script>alert(1)</script><img src=x onerror=alert(1)>}",
    r"\text{</mtext></math><script>alert(1)</script>}",
    r"</math><img src=x onerror=alert(1)>",
    r"&lt;script&gt; &#60;b&#62; \unicode{x3c}\unicode{60}script>",
    r"\color{red;background:url(//evil.example)}x \colorbox{\"><b>}{x}",
    r"\rule{99em}{99em} \hspace{-99em} \kern-99em x \raise99em x \mspace{-99mu}",
    r"\genfrac{\"}{<}{99em}{9}{x}{y} \sideset{<}{>}x \verb|<b>| \mbox{$<b>$}",
    r"\begin{array}{\" onload=alert(1)}a&b\end{array}",
    r"\overset{<b>}{<i>} \xrightarrow[<u>]{<s>} \tag{<q>} \operatorname{<a>} \not<",
]


@pytest.mark.parametrize("latex", EVIL)
def test_nothing_in_a_formula_acts(latex):
    for element in elements(as_mathml(latex)):
        tag = element.tag.removeprefix(MATHML)
        assert tag.startswith("m") or tag == "{http://www.w3.org/1999/xhtml}code"
        for name, value in element.attrib.items():
            assert name not in ("href", "style", "class", "id", "mathbackground", "mathcolor")
            if name in ("width", "minsize", "maxsize"):
                assert re.fullmatch(r"[0-3](\.\d+)?em", value)


NO_FORMULAS = [
    r"\frac",
    "a_a_a",
    r"\begin{matrix}",
    r"\left(",
    "{" * 900,
    r"\sqrt{" * 160,
    r"\def\x{\x\x}\x",
    r"\newcommand{\x}{yyyyyyyy}\newcommand{\y}{\x\x\x\x\x\x\x\x}\y",
    "x" * 1001,
]


@pytest.mark.parametrize("latex", NO_FORMULAS)
def test_what_is_no_formula_is_shown_as_it_was_written(latex):
    assert as_mathml(latex) == f"<code>{escape(latex)}</code>"


LONG = ["x+", "a^b", "{a", "'", "&", r"\\", r"\limits", r"\text{", r"\not", "\\hbox{$"]


@pytest.mark.parametrize("part", LONG)
def test_no_formula_takes_long(part):
    started = time.process_time()
    as_mathml(part * (1000 // len(part)))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no <b> & $5", "no &lt;b&gt; &amp; $5"),
        ("$x$ is <i>", "[x] is &lt;i&gt;"),
        ("$$x$$", "[[x]]"),
        (r"\(x\) and \[y\]", "[x] and [[y]]"),
        (r"a \begin{align}x\end{align}", r"a [[\begin{align}x\end{align}]]"),
    ],
)
def test_formulas_are_found_in_text(text, shown):
    def brackets(latex, *, block=False):
        return f"[[{latex}]]" if block else f"[{latex}]"

    assert with_formulas(text, brackets) == shown


@pytest.mark.parametrize("part", ["$", "$$", r"\[", r"\(", r"\begin{a}", r"\begin{", "$x"])
def test_no_text_takes_long(part):
    started = time.process_time()
    with_formulas(part * (100_000 // len(part)), as_mathml)
    assert time.process_time() - started < 5

r"""LaTeX as MathML, which browsers show without a script or a font from elsewhere.

What a student wrote ends as text in elements of a short list: nothing in it loads, runs, links,
or draws where it does not belong.
"""

import functools
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.limits import FORMULA_TEXT, PAGE_FORMULAS

Formula = Callable[..., str]  # of LaTeX, and whether it is a block

_ELEMENTS = {
    *("math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle"),
    *("msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"),
}
_LENGTH = r"[0-3](?:\.\d+)?em"
_ATTRIBUTES = {
    "accent": "true|false",
    "display": "block|inline",
    "displaystyle": "true|false",
    "fence": "true|false",
    "form": "prefix|infix|postfix",
    "linethickness": "0",
    "mathvariant": "normal",
    "maxsize": _LENGTH,
    "minsize": _LENGTH,
    "scriptlevel": "[0-3]",
    "separator": "true|false",
    "stretchy": "true|false",
    "width": _LENGTH,
}
# What a formula defines may grow without end.
_DEFINES = re.compile(r"\\(?:(?:re)?new|provide|def|[egx]def|let|Declare|loop)")
# Environments that the converter knows by another name.
_KNOWN_AS = {"aligned": "split", "gather": "matrix", "gather*": "matrix", "gathered": "matrix"}
_ENVIRONMENT = re.compile(r"(?<=\\begin\{)[a-z*]+(?=\})|(?<=\\end\{)[a-z*]+(?=\})")
_SOME = rf".{{1,{FORMULA_TEXT}}}?"  # where no end is found, the search must not go on for long
_FORMULA = re.compile(
    rf"\$\$(?P<block>{_SOME})\$\$|\$(?P<inline>[^$]{{1,{FORMULA_TEXT}}})\$"
    rf"|\\\[(?P<brackets>{_SOME})\\\]|\\\((?P<parentheses>{_SOME})\\\)"
    rf"|(?P<environment>\\begin\{{(\w{{1,20}}\*?)\}}{_SOME}\\end\{{\6\}})",
    re.DOTALL,
)


@functools.lru_cache(maxsize=2000)
def as_mathml(latex: str, *, block: bool = False) -> str:
    """A formula as MathML, or as it was written, if it is none.

    Parameters
    ----------
    latex
        The formula, without the signs around it.
    block
        Whether it stands in a line of its own.
    """
    if len(latex) > FORMULA_TEXT or _DEFINES.search(latex):
        return as_written(latex)
    try:
        known = _ENVIRONMENT.sub(lambda name: _KNOWN_AS.get(name[0], name[0]), latex.strip())
        element = convert_to_element(known, display="block" if block else "inline")
        return "".join(_rebuilt(element))
    except Exception:  # a student's LaTeX may be wrong in any way
        return as_written(latex)


def as_written(latex: str) -> str:
    """A formula as it was written."""
    return f"<code>{escape(latex)}</code>"


def _rebuilt(element: Element) -> Iterator[str]:
    """The element and what is in it, as far as it is harmless."""
    tag = element.tag if element.tag in _ELEMENTS else "mrow"
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if re.fullmatch(_ATTRIBUTES.get(name, "(?!)"), value)
    )
    yield f"<{tag}{attributes}>"
    if len(element) == 0 or tag == "mtext":
        yield escape(unescape(element.text or ""))
    for child in element:
        yield from _rebuilt(child)
    yield f"</{tag}>"


def with_formulas(text: str, formula: Formula) -> str:
    """Plain text as HTML, each formula in it as `formula` has it."""
    parts, last = [], 0
    for found in _FORMULA.finditer(text):
        kind = found.lastgroup or ""
        parts.append(escape(text[last : found.start()]))
        parts.append(formula(found[kind], block=kind not in ("inline", "parentheses")))
        last = found.end()
    return "".join([*parts, escape(text[last:])])


class Renderer(IPythonRenderer):
    """Renders Markdown to HTML that needs no script; its headings are below the page's own.

    Parameters
    ----------
    formula
        What makes HTML of a formula.
    attachments
        The pictures that the cell brings along.
    """

    def __init__(self, formula: Formula, attachments: dict[str, dict[str, str]]) -> None:
        super().__init__(escape=False, attachments=attachments, exclude_anchor_links=True)
        self._formula = formula

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Handle a heading."""
        return super().heading(text, max(level, 3), **attrs)

    def block_math(self, body: str) -> str:
        """Handle a formula in lines of its own."""
        return self._formula(body, block=True)

    def inline_math(self, body: str) -> str:
        """Handle a formula in a line."""
        return self._formula(body)

    def latex_environment(self, name: str, body: str) -> str:
        """Handle a formula in an environment."""
        return self._formula(rf"\begin{{{name}}}{body}\end{{{name}}}", block=True)


class Formulas:
    """The formulas of one page, as MathML as long as there are not too many of them."""

    def __init__(self) -> None:
        self._left = PAGE_FORMULAS

    def in_text(self, text: str) -> str:
        """Plain text as HTML."""
        self._left -= len(text)
        return as_written(text) if self._left < 0 else with_formulas(text, self._formula)

    def in_markdown(self, source: str, attachments: dict[str, dict[str, str]]) -> str:
        """Markdown as HTML.

        Parameters
        ----------
        source
            The Markdown.
        attachments
            The pictures that the cell brings along.
        """
        return MarkdownWithMath(renderer=Renderer(self._formula, attachments)).render(source)

    def _formula(self, latex: str, *, block: bool = False) -> str:
        self._left -= len(latex)
        return as_written(latex) if self._left < 0 else as_mathml(latex, block=block)

"""Code in colours, in time that is proportional to its length, whatever is in it.

nbconvert colours by IPython's lexer, which looks at all the blank space or all the dots ahead from
each place in them, and by that of another language if a cell begins with ``%%perl``.
"""

import re
from html import escape
from typing import Any, ClassVar

import jinja2
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import bygroups, inherit
from pygments.lexers import PythonLexer
from pygments.token import Operator, Text, Whitespace

from autograder.limits import BLANK_LINES, COLOURED_PIECES

_LEFT = "coloured_pieces_left"
# What may become an element; long ones count as several, for they take time, too.
_PIECE = re.compile(r"\w{1,10}|[^\w\s]|\n")
_BLANK = re.compile(rf"(\n{{{BLANK_LINES}}})\n++")
_CLASSES = "highlight hl-ipython3"  # as nbconvert's, for style sheets


class _NotebookLexer(PythonLexer):
    """Python, and lines of IPython's."""

    tokens: ClassVar = {
        "root": [
            (r"^([ \t]*+)(%%?(?=[a-zA-Z])|!!?)(.*+)", bygroups(Whitespace, Operator, Text)),
            (r"\?", Operator),
            inherit,
        ]
    }


@jinja2.pass_context
def coloured(
    context: jinja2.runtime.Context, source: str, language: str = "", metadata: Any = None
) -> str:
    """The code of a cell as HTML: nbconvert's filter ``highlight_code``.

    What is beyond `COLOURED_PIECES` of a page is shown without colours: each piece would be an
    element, for which nbconvert's exporter and a browser take their time.

    Parameters
    ----------
    context
        The page's; what is left to be coloured is kept in its resources.
    source
        The code.
    language, metadata
        What nbconvert's filter takes, too. Neither counts here: code is Python.
    """
    resources = context["resources"]
    left = resources.get(_LEFT, COLOURED_PIECES) - sum(1 for _ in _PIECE.finditer(source))
    resources[_LEFT] = max(left, 0)
    return _coloured(source) if left >= 0 else _plain(source)


def _coloured(source: str) -> str:
    return highlight(_readable(source), _NotebookLexer(), HtmlFormatter(cssclass=_CLASSES))


def _plain(source: str) -> str:
    return f'<div class="{_CLASSES}"><pre>{escape(_readable(source))}</pre></div>\n'


def _readable(source: str) -> str:
    """Code without blank space at the end of lines, and without long runs of blank lines.

    Pygments looks from each of them for the next text, which might begin a docstring.
    """
    lines = "\n".join(line.rstrip() for line in source.splitlines())
    return _BLANK.sub(r"\1", lines) or " "

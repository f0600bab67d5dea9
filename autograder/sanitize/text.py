"""Plain text, for a page or a terminal, and the mathematics in it."""

import re
import unicodedata
from collections.abc import Callable

from autograder.limits import COLOUR_CHANGES, STACKED_MARKS, TALL_MARKS

# A renderer looks at all the rest for each of them; a page must not take minutes.
_MARKS = "[]()*_<`!$#|\\"
# MathJax, as in Jupyter, makes links, styles and elements of the first, draws over the page with
# the second, and never ends with the third. (Our own pages show MathML, of a list of elements.)
_MACROS = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|require|bbox|mmlToken|unicode|html[A-Z]\w*|data"
    r"|[rR]ule|Space|raise|lower|moveleft|moveright|llap|rlap|smash|m?kern|[hm]skip|[hmv]space"
    r"|(?:up|left)root"
    r"|[egx]?def|let|(?:re)?new(?:command|environment)|Declare[A-Z]\w*)"
    r"(?![a-zA-Z]))"
)
_JOINERS = "\u200c\u200d"  # names in Persian, Malayalam, Sinhala are misspelt without them
_FORMULA = re.compile(r"((?:^|;) *)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")  # also of full width
_TALL = (220, 230)  # Unicode's classes of accents that stand below or above all others
_COLOURS = r"\x1b\[[0-9;]{0,20}m"
_CONTROLS = re.compile(
    rf"({_COLOURS})|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)|\x1b.?"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]",
    re.DOTALL,
)


def latex(text: str) -> str:
    """Leave of LaTeX all but macros that make links, styles and definitions, or move what is."""
    return _MACROS.sub(r"\\ ", unstacked(text))


def marks(text: str) -> int:
    """How many characters of a text mean something to a renderer of Markdown."""
    return sum(map(text.count, _MARKS))


def formulas(text: str) -> int:
    """How many characters of a text mean something to a renderer of mathematics."""
    return text.count("$") + text.count("\\")


def terminal(text: str) -> str:
    """Leave of what was printed the text and its colours, and of an overwritten line the last."""
    plain = _CONTROLS.sub(_first_colours(), text.replace("\r\n", "\n"))
    return unstacked("\n".join(line.rpartition("\r")[2] for line in plain.split("\n")))


def _first_colours() -> Callable[[re.Match[str]], str]:
    left = COLOUR_CHANGES

    def kept(found: re.Match[str]) -> str:
        nonlocal left
        left -= found[1] is not None
        return (found[1] or "") if left >= 0 else ""

    return kept


def one_line(text: str) -> str:
    """One line for a terminal, a log or a table: printable characters only."""
    plain = unstacked(text, instead=" ")
    return "".join(c if c.isprintable() or c in _JOINERS else " " for c in plain)


def spreadsheet_cell(text: str) -> str:
    """One line that is no formula to a spreadsheet, also not in pieces, split at semicolons."""
    plain = one_line(text)
    return _FORMULA.sub(r"\1'", plain)


def unstacked(text: str, *, instead: str = "") -> str:
    """Leave of the accents on one letter only a few: hundreds reach over the lines above.

    Parameters
    ----------
    text
        The text.
    instead
        What stands in place of each of the others.
    """
    if text.isascii():
        return text
    kept, stacked, tall = [], 0, 0
    for character in text:
        is_mark = unicodedata.category(character) in ("Mn", "Me")
        stacked = stacked + 1 if is_mark else 0
        tall = tall + (unicodedata.combining(character) in _TALL) if is_mark else 0
        fits = stacked <= STACKED_MARKS and tall <= TALL_MARKS
        kept.append(character if fits else instead)
    return "".join(kept)

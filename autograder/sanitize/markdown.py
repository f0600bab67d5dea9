"""Markdown without HTML, pictures from elsewhere and odd links."""

import re
from collections.abc import Collection
from itertools import pairwise

from autograder.limits import MARKDOWN_MARKS, MARKDOWN_TEXT, PICTURE_PIXELS
from autograder.sanitize.pictures import ADDRESS, embedded, embedded_pixels
from autograder.sanitize.text import latex, marks, one_line, unstacked

_KEPT_PICTURE = re.compile(
    rf"(!\[[^\]\[<>&\"\\]*\]\((?:attachment:[\w.-]+|{ADDRESS})\))"  # the cell brings it along
)
_SAFE_LINK = r"(?!\s*(?:https?://|mailto:|\#))"
_DANGERS = (
    (re.compile(r"<(?=[a-zA-Z/!?])"), "< "),  # a tag
    (re.compile(r"&(?=[a-zA-Z#])"), "& "),  # an entity, which may spell anything
    (re.compile(r"!\["), "! ["),  # a picture from elsewhere
    (re.compile(rf"\]\({_SAFE_LINK}"), "] ("),  # a link that is a script
    (re.compile(rf"\]:{_SAFE_LINK}"), "] :"),
)
# Code with a language is coloured, in no time that could be told. (The beginnings are of quotes,
# lists and notes, in each other.)
_LANGUAGE = re.compile(
    r"^((?:[ \t>*+\-\d.):]|\[\^[^\]\n]*+\]:)*+(?:`{3,}+(?=[^`\n]*+$)|~{3,}+)[ \t]*+)"
    r"(?!text[ \n])(?=[^\n])",
    re.MULTILINE,
)
# A heading's text becomes an element's name, which the page may know already.
_HEADING = re.compile(r"[ \t>*+\-\d.)]*#")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*$")
_INVISIBLE = "\u200b"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def markdown(text: str, attached: Collection[str] = ()) -> str:
    """Leave of Markdown all but HTML, entities, pictures from elsewhere, odd links, colours.

    It stays Markdown: whatever renders it finds a space where the danger was. (``a < b`` and
    mathematics are as they were.)

    Parameters
    ----------
    text
        The Markdown.
    attached
        Names of the pictures that the cell brings along.
    """
    if len(text) > MARKDOWN_TEXT or marks(text) > MARKDOWN_MARKS:
        text = "\n".join(f"    {line}" for line in text.split("\n"))  # as it stands
    text = _LANGUAGE.sub(r"\1text ", text.replace("\r", "\n"))
    parts = _KEPT_PICTURE.split(_nameless(text))
    left = PICTURE_PIXELS  # of all pictures together
    for at, part in enumerate(parts):
        if at % 2 and _is_here(part, attached):
            left -= embedded_pixels(part)
            if left >= 0:
                continue
        for danger, instead in _DANGERS:
            parts[at] = danger.sub(instead, parts[at])
    return latex("".join(parts))


def _is_here(part: str, attached: Collection[str]) -> bool:
    """Whether a picture's address is that of one that is there, and can be shown."""
    address = part.rpartition("(")[2].removesuffix(")")
    if address.startswith("attachment:"):
        return address.removeprefix("attachment:") in attached
    return embedded(address) is not None


def _nameless(text: str) -> str:
    lines = text.split("\n")
    for at, (above, below) in enumerate(pairwise([*lines, ""])):
        named = _HEADING.match(above) or (above.strip() and _UNDERLINE.match(below))
        if named and not above.endswith(_INVISIBLE):
            lines[at] += _INVISIBLE
    return "\n".join(lines)


def literal(text: str) -> str:
    """Markdown that shows one line of text as it stands.

    Parameters
    ----------
    text
        The text.
    """
    return _PUNCTUATION.sub(r"\\\1", latex(one_line(text)))


def fenced(code: str, language: str = "") -> str:
    """Markdown that shows code as it stands: the fence is longer than any in the code.

    Parameters
    ----------
    code
        The code.
    language
        What its colours are for.
    """
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{unstacked(code)}\n{fence}"

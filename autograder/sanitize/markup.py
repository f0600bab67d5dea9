"""HTML that formats text, and pictures that it brings along."""

import re
from collections.abc import Callable, Iterator

import nh3

from autograder.limits import (
    HTML_ATTRIBUTE,
    HTML_DEPTH,
    HTML_ELEMENTS,
    HTML_ENTITIES,
    HTML_SPANS,
)
from autograder.sanitize.pictures import embedded
from autograder.sanitize.styles import style
from autograder.sanitize.text import latex

_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span"),
    *("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("u", "ul", "var"),
}
_VOID = {"br", "col", "hr", "img"}
_HIDDEN = {"script", "style"}  # what is in them is no text either
_NOT_DESCRIBED = ' alt="No description has been provided for this image"'  # nbconvert's words
_CELLS, _ROWS = {"td", "th"}, {"td", "th", "tr"}
_GROUPS = {*_ROWS, "tbody", "tfoot", "thead"}
# What an element ends that nobody closed.
_ENDS = {
    **{name: {"dd", "dt"} for name in ("dd", "dt")},
    **dict.fromkeys(_CELLS, _CELLS),
    **dict.fromkeys(("tbody", "tfoot", "thead"), _GROUPS),
    "li": {"li"},
    "p": {"p"},
    "tr": _ROWS,
}
_ATTRIBUTES = {
    "*": {"style", "title"},
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "table": {"border"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_VALUES = {
    "border": r"[0-5]",
    "height": r"1?\d{1,3}",  # pixels
    "href": r"(?:https?://|mailto:|#).*",
    "scope": r"(?:row|col)(?:group)?",
    "start": r"-?\d{1,6}",
    "width": r"1?\d{1,3}|\d{1,2}%|100%",
}
# Nothing in it can fail and be tried in another way, so that it takes linear time.
_ATTRIBUTE = (
    r"[\s/]*+(?P<{0}name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?P<{0}value>\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+|))?"
)
_MARKUP = re.compile(
    rf"<(?:(?P<closes>/)?(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE.format('a_')})*+)"
    r"[\s/]*+(?P<whole>>)?|!--.*?(?:--!?>|\Z)|[!?/][^>]*+>?)",
    re.DOTALL,
)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE.format(""))


def html(text: str) -> str:
    """Leave of HTML what formats text, and pictures that it brings along."""
    clean = nh3.clean(
        "".join(_Nest().pieces(text.encode("utf-8", "replace").decode())),
        tags=_TAGS,
        clean_content_tags=_HIDDEN,
        attributes=_ATTRIBUTES,
        attribute_filter=_spans_left(HTML_SPANS),
        url_schemes={"http", "https", "mailto", "data"},
    )
    return latex(clean)


def boxed(clean: str) -> str:
    """Put clean HTML into a box that nothing in it can leave, and where MathJax does nothing."""
    ignored = "tex2jax_ignore mathjax_ignore"
    return f'<div class="{ignored}" style="contain:paint;overflow:auto">{clean}</div>'


class _Nest:
    """Rewrites HTML so that its elements are few, nest properly, and not deeply.

    A parser of the standard takes quadratic time and memory for elements that are open inside each
    other, or that were never closed. What comes out is for such a parser to judge, not for people.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._left = HTML_ELEMENTS
        self._entities_left = HTML_ENTITIES

    def pieces(self, text: str) -> Iterator[str]:
        """The text, piece by piece."""
        last, hidden = 0, ""
        for found in _MARKUP.finditer(text):
            name = (found["name"] or "").lower()
            if not hidden:
                yield self._text(text[last : found.start()])
            last = found.end()
            if hidden:
                hidden = "" if found["closes"] and name == hidden else hidden
            elif name in _HIDDEN and not found["closes"]:
                hidden = name
            elif name in _TAGS and found["whole"]:
                yield from self._close(name) if found["closes"] else self._start(name, found)
        if not hidden:
            yield self._text(text[last:])
        yield from map("</{}>".format, reversed(self._open))

    def _start(self, name: str, found: re.Match[str]) -> Iterator[str]:
        while self._open and self._open[-1] in _ENDS.get(name, ()):
            yield f"</{self._open.pop()}>"
        if not self._left or len(self._open) == HTML_DEPTH:
            return
        self._left -= 1
        if name not in _VOID:
            self._open.append(name)
        attributes = list(self._attributes(name, found["attributes"]))
        if name == "img" and not any(each.startswith(" alt=") for each in attributes):
            attributes.append(_NOT_DESCRIBED)
        yield f"<{name}{''.join(attributes)}>"

    def _close(self, name: str) -> Iterator[str]:
        if name in self._open:
            while (last := self._open.pop()) != name:
                yield f"</{last}>"
            yield f"</{name}>"

    def _attributes(self, tag: str, text: str) -> Iterator[str]:
        """The attributes that a tag may have, each once."""
        left = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        for found in _ONE_ATTRIBUTE.finditer(text):
            name, value = found["name"].lower(), _unquoted(found["value"] or "")
            if name in left and (name == "src" or len(value) <= HTML_ATTRIBUTE):
                left.remove(name)
                value = self._text(value.replace('"', "&quot;"))
                yield f' {name}="{value}"'
            if not left:
                return

    def _text(self, text: str) -> str:
        """Text without tags; a space for each entity too many, for they add up, too."""
        parts = text.replace("<", "&lt;").split("&", self._entities_left)
        self._entities_left -= len(parts) - 1
        parts[-1] = parts[-1].replace("&", " ")
        return "&".join(parts)


def _unquoted(value: str) -> str:
    quote = value[:1] if value[:1] in ("'", '"') else ""
    return value.removeprefix(quote).removesuffix(quote)


def _spans_left(left: int) -> Callable[[str, str, str], str | None]:
    """What judges an attribute's value; cells span so many others in all."""

    def judged(_tag: str, name: str, value: str) -> str | None:
        nonlocal left
        match name:
            case "src":
                return embedded(value)
            case "style":
                return style(value) or None
            case "colspan" | "rowspan":
                left -= (span := int(value) if re.fullmatch(r"[1-9][0-9]?", value) else 0)
                return value if span and left >= 0 else None
        return value if re.fullmatch(_VALUES.get(name, r".*"), value, re.DOTALL) else None

    return judged

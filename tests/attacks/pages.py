"""What a page does, beyond showing text, as a browser's own parser sees it."""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bleach._vendor import html5lib  # the parser of the HTML standard; nbconvert needs bleach

_HTML = "{http://www.w3.org/1999/xhtml}"
_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_MATHEMATICS = {  # elements that show a formula and do nothing else
    *("math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle"),
    *("msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"),
}
_SIZES = {"depth", "height", "lspace", "maxsize", "minsize", "rspace", "voffset", "width"}
_ACTIVE = {
    *("applet", "audio", "base", "button", "embed", "form", "frame", "frameset", "iframe"),
    *("input", "link", "marquee", "meta", "noscript", "object", "plaintext", "portal", "script"),
    *("select", "source", "style", "template", "textarea", "title", "track", "video", "xmp"),
}
_LOADING = {"src", "srcset", "poster", "background", "data", "longdesc", "dynsrc", "lowsrc"}
_ACTING = {"srcdoc", "formaction", "action", "ping", "contenteditable", "autofocus", "accesskey"}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[\w+/=\s]*")
_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
# What moves something over the page's own, loads, or runs.
_STYLE = re.compile(
    r"position|z-index|transform|url|image|expression|behaviou?r|binding|@|\\|/\*|content"
    r"|margin[\w-]*\s*:[^;]*-|display|float|opacity|animation|transition|inset|filter|clip"
    r"|padding[^;]*\d{3}|border[^;]*\d{2}px|font-size[^;]*\d{3}|outline|shadow|line-height"
    r"|spacing|indent|width[^;]*\d{4}|vertical-align[^;]*\d",
    re.IGNORECASE,
)
_MACRO = re.compile(
    r"\\(href|url|style|class|cssId|require|bbox|unicode|mmlToken|html\w+|data|rule|raise|llap"
    r"|m?kern|[hm]skip|[hmv]space|uproot|leftroot|[egx]?def|let|newcommand)\b"
)
_NOT_MATHEMATICS = {"code", "pre", "script", "style", "textarea", "annotation", "title"}


def active(page: str) -> Counter[str]:
    """Everything in a page that could run, load, submit, move or look like what is ours.

    Parameters
    ----------
    page
        The HTML.
    """
    return Counter(_all(_parsed(page), mathematics=True))


def names(page: str) -> Counter[str]:
    """The names by which a page's own scripts and links find its elements."""
    return Counter(element.get("id") for element in _parsed(page).iter() if element.get("id"))


@functools.lru_cache(maxsize=1)  # a page is asked for what is active in it, then for its names
def _parsed(page: str) -> Element:
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=True)


def _all(top: Element, *, mathematics: bool) -> Iterator[str]:
    left = [(top, mathematics)]
    while left:  # a page may be deeper than Python's stack
        element, mathematics = left.pop()
        if not isinstance(element.tag, str):  # a comment
            continue
        mathematics &= element.tag.rpartition("}")[2] not in _NOT_MATHEMATICS
        mathematics &= "tex2jax_ignore" not in element.get("class", "")
        left += [(child, mathematics) for child in element]
        yield from _of_one(element, mathematics=mathematics)


def _of_one(element: Element, *, mathematics: bool) -> Iterator[str]:
    space, _, tag = element.tag.rpartition("}")
    if f"{space}}}" == _MATHML and tag in _MATHEMATICS:
        for name in _SIZES & set(element.attrib):
            if not re.fullmatch(r"[0-3](\.\d+)?em", size := element.get(name)):
                yield f"<{tag} {name}={size}> over what is beside it"
    elif f"{space}}}" != _HTML:
        yield f"<{tag}> of another language than HTML"
    if tag in _ACTIVE:
        yield f"<{tag}> {(element.text or '').strip()[:200]}"
    for name, value in element.attrib.items():
        if what := _doing(tag, name.rpartition("}")[2].rpartition(":")[2], value):
            yield f"<{tag} {what}>"
    for text in (element.text, *(child.tail for child in element)):
        if mathematics and text and (macro := _MACRO.search(text)):
            yield f"mathematics with {macro[0]}"


def _doing(tag: str, name: str, value: str) -> str:
    """What an attribute does; nothing if it is harmless."""
    name = name.lower()
    told = f"{name}={value[:80]}"
    if name.startswith("on") or name in _ACTING:
        return told
    if name in _LOADING and not _PICTURE.fullmatch(value):
        return told
    if name == "href" and not _LINK.match(value):
        return told
    if name == "style" and _STYLE.search(value):
        return told
    if name in ("class", "name") and re.search(r"autograder|nbgrader|score|panel|tabbable", value):
        return told
    return ""

"""What students wrote, made safe for those who read it: in a browser, on a terminal.

What comes out runs no script, loads nothing from elsewhere and hides nothing, whatever shows it.
Nothing here has to be undone for a right answer to look right.
"""

import base64
import re
from collections.abc import Collection
from itertools import pairwise

import nh3

from autograder.limits import MARKDOWN_MARKS, MARKDOWN_TEXT

_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span"),
    *("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("u", "ul", "var"),
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
# None of them moves anything over what is ours, or names something to load.
_STYLES = {
    *("background-color", "border", "border-bottom", "border-collapse", "border-left"),
    *("border-right", "border-top", "color", "font-family", "font-size", "font-style"),
    *("font-weight", "max-width", "padding", "text-align", "text-decoration", "vertical-align"),
    *("white-space", "width"),
}
_PICTURE = r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+"
_KEPT_PICTURE = re.compile(
    rf"(!\[[^\]\[<>&\"\\]*\]\((?:attachment:[\w.-]+|{_PICTURE})\))"  # the cell brings it along
)
_SAFE_LINK = r"(?!\s*(?:https?://|mailto:|\#))"
_MARKDOWN = (
    (re.compile(r"<(?=[a-zA-Z/!?])"), "< "),  # a tag
    (re.compile(r"&(?=[a-zA-Z#])"), "& "),  # an entity, which may spell anything
    (re.compile(r"!\["), "! ["),  # a picture from elsewhere
    (re.compile(rf"\]\({_SAFE_LINK}"), "] ("),  # a link that is a script
    (re.compile(rf"\]:{_SAFE_LINK}"), "] :"),
)
# MathJax makes links, styles and elements of the first, and draws over the page with the others.
_MACROS = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|require|bbox|mmlToken|unicode|html[A-Z]\w*|data"
    r"|[rR]ule|Space|raise|lower|moveleft|moveright|llap|rlap|smash|m?kern|[hm]skip|hspace)"
    r"(?![a-zA-Z]))"
)
# A heading's text becomes an element's name, which the page may know already.
_HEADING = re.compile(r"[ \t>*+\-\d.)]*#")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*$")
_INVISIBLE = "\u200b"
_JOINERS = "\u200c\u200d"  # names in Persian, Malayalam, Sinhala are misspelt without them
# A renderer looks at all the rest for each mark; a page must not take minutes.
_MARKS = "[]()*_<`!$#|\\"
_COLOURS = r"\x1b\[[0-9;]*m"
_CONTROLS = re.compile(
    rf"({_COLOURS})|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)|\x1b.?"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]",
    re.DOTALL,
)


def html(text: str) -> str:
    """Leave of HTML what formats text, and pictures that it brings along."""
    clean = nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "data"},
    )
    return latex(clean)


def _attribute(tag: str, name: str, value: str) -> str | None:
    match name:
        case "src":
            return value if re.fullmatch(_PICTURE, value) else None
        case "href":
            return value if re.match(r"https?://|mailto:|\#", value) else None
        case "style":
            return None if re.search(r"[\\(/]", value) else value
    return value


def markdown(text: str, attached: Collection[str] = ()) -> str:
    """Leave of Markdown all but HTML, entities, pictures from elsewhere and odd links.

    It stays Markdown: whatever renders it finds a space where the danger was. (``a < b`` and
    mathematics are as they were.)

    Parameters
    ----------
    text
        The Markdown.
    attached
        Names of the pictures that the cell brings along.
    """
    if len(text) > MARKDOWN_TEXT or sum(map(text.count, _MARKS)) > MARKDOWN_MARKS:
        text = "\n".join(f"    {shown}" for shown in text.split("\n"))  # as it stands
    parts = _KEPT_PICTURE.split(_nameless(text))
    for at, part in enumerate(parts):
        name = re.search(r"\(attachment:(.*)\)$", part)
        if at % 2 and (name is None or name[1] in attached):
            continue  # a picture that may stay
        for danger, instead in _MARKDOWN:
            parts[at] = danger.sub(instead, parts[at])
    return latex("".join(parts))


def _nameless(text: str) -> str:
    lines = text.split("\n")
    for at, (above, below) in enumerate(pairwise([*lines, ""])):
        named = _HEADING.match(above) or (above.strip() and _UNDERLINE.match(below))
        if named and not above.endswith(_INVISIBLE):
            lines[at] += _INVISIBLE
    return "\n".join(lines)


def latex(text: str) -> str:
    """Leave of LaTeX all but the macros that make links, styles and elements."""
    return _MACROS.sub(r"\\ ", text)


def terminal(text: str) -> str:
    """Leave of what was printed the text and its colours, and of an overwritten line the last."""
    plain = _CONTROLS.sub(lambda found: found[1] or "", text.replace("\r\n", "\n"))
    return "\n".join(shown.rpartition("\r")[2] for shown in plain.split("\n"))


def one_line(text: str) -> str:
    """One line for a terminal, a log or a table: printable characters only."""
    return "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)


def picture(mime: str, body: str) -> str | None:
    """A picture's base64, or nothing if it is not a picture's.

    Parameters
    ----------
    mime
        Its type.
    body
        Its base64, or for SVG its text.
    """
    if mime == "image/svg+xml":
        # As the source of an <img> it can neither run nor load anything.
        return base64.b64encode(body.encode("utf-8", "replace")).decode()
    plain = re.sub(r"\s", "", body)
    return plain if re.fullmatch(r"[A-Za-z0-9+/]+=*", plain) else None

"""Styles that stay in their element's box: a list of properties, and of values for each."""

import re
from collections.abc import Callable

from autograder.limits import HTML_STYLE

_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(px|pt|em|rem|ex|%)?")
# Pixels of a unit at most: what is allowed of a font is 32 pixels high.
_PIXELS = {"px": 1, "pt": 4 / 3, "em": 32, "rem": 16, "ex": 32}


def _words(*known: str) -> Callable[[str], bool]:
    return frozenset(known).__contains__


def _length(most: float) -> Callable[[str], bool]:
    """Whether a value is a length of so many pixels at most."""

    def fits(value: str) -> bool:
        found = _LENGTH.fullmatch(value)
        if not found or found[2] == "%":
            return False
        return float(found[1]) * _PIXELS.get(found[2], 0 if float(found[1]) == 0 else 1e9) <= most

    return fits


def _share(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    return bool(found and found[2] == "%" and float(found[1]) <= 100)


def _any(*kinds: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda value: any(kind(value) for kind in kinds)


def _each(kind: Callable[[str], bool], most: int) -> Callable[[str], bool]:
    """Whether a value is made of a few words of a kind."""

    def fits(value: str) -> bool:
        words = re.sub(r"\s*,\s*", ",", value).split()
        return 0 < len(words) <= most and all(map(kind, words))

    return fits


def _colour(value: str) -> bool:
    pattern = r"[a-z]{3,30}|#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([\d., %]{1,40}\)"
    return bool(re.fullmatch(pattern, value))


def _font(value: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9 ,-]{0,99}", value))


_smaller = re.compile(r"(?:0?\.\d{1,3}|1)r?em|100%|\d{2}%").fullmatch  # fonts in fonts would grow
_FONT_SIZE = _words("xx-small", "x-small", "small", "smaller", "medium", "large", "x-large")
_BORDER = _each(
    _any(
        _length(5),
        _words("thin", "medium", "none", "solid", "dashed", "dotted", "double"),
        _colour,
    ),
    3,
)
_WIDTH = _any(_length(1000), _share, _words("auto"))
_PROPERTIES: dict[str, Callable[[str], object]] = {
    "background-color": _colour,
    "border": _BORDER,
    "border-bottom": _BORDER,
    "border-collapse": _words("collapse", "separate"),
    "border-left": _BORDER,
    "border-right": _BORDER,
    "border-top": _BORDER,
    "color": _colour,
    "font-family": _font,
    "font-size": _any(_FONT_SIZE, _length(32), lambda value: bool(_smaller(value))),
    "font-style": _words("normal", "italic", "oblique"),
    "font-weight": _words("normal", "bold", *(str(100 * n) for n in range(1, 10))),
    "max-width": _WIDTH,
    "padding": _each(_length(20), 4),
    "text-align": _words("left", "right", "center", "justify"),
    "text-decoration": _words("none", "underline", "line-through"),
    "vertical-align": _words("baseline", "bottom", "middle", "sub", "super", "top"),
    "white-space": _words("normal", "nowrap", "pre", "pre-line", "pre-wrap"),
    "width": _WIDTH,
}


def style(text: str) -> str:
    """Leave of a style what is on the list; nothing of one that is too long.

    Parameters
    ----------
    text
        An element's ``style``.
    """
    kept = []
    for declaration in text.split(";") if len(text) <= HTML_STYLE else ():
        name, _, value = declaration.lower().partition(":")
        name, value = name.strip(), value.strip()
        allows = _PROPERTIES.get(name)
        if allows and allows(value):
            kept.append(f"{name}:{value}")
    return ";".join(kept)

"""Pages are read by day and by night."""

import re
from pathlib import Path

import pytest
from pygments.styles import get_style_by_name

import autograder.pages
from autograder.pages import colours

TEMPLATES = Path(autograder.pages.__file__).parent / "templates"
PALETTES = [pytest.param(colours.LIGHT, id="light"), pytest.param(colours.DARK, id="dark")]
TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_standard_has_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("paper", ["page", "notice", "code", "comment"])
@pytest.mark.parametrize("ink", ["text", "quiet", "link", "right", "partly", "wrong"])
def test_text_can_be_read(palette, paper, ink):
    assert contrast(palette[ink], palette[paper]) >= TEXT


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("part", ["right", "amber", "wrong", "accent"])
def test_bars_can_be_seen(palette, part):
    assert contrast(palette[part], palette["page"]) >= GRAPHICS


def test_code_can_be_read_in_the_dark():
    style = get_style_by_name(colours.CODE_IN_THE_DARK)
    inks = {f"#{token['color']}" for _name, token in style if token["color"]}
    inks -= {f"#{token['color']}" for _name, token in style if token["bgcolor"]}
    assert min(contrast(ink, colours.DARK["code"]) for ink in inks) >= GRAPHICS
    words = [f"#{style.style_for_token(kind)['color']}" for kind in _kinds()]
    assert min(contrast(word, colours.DARK["code"]) for word in words) >= TEXT


def _kinds():
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    return [Comment, Keyword, Name, Name.Function, Name.Builtin, Number, Operator, String]


def test_both_palettes_have_the_same_names():
    assert colours.LIGHT.keys() == colours.DARK.keys()


@pytest.mark.parametrize(
    "file",
    sorted([*TEMPLATES.rglob("*.j2"), *TEMPLATES.rglob("*.css")]),
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_a_page_takes_every_colour_from_the_palettes(file):
    text = file.read_text()
    assert not re.findall(r"[:\"'\s]#[0-9a-fA-F]{3,8}\b", text)
    named = set(re.findall(r"var\(--(\w+)\)", text))
    assert named <= colours.LIGHT.keys()
    has_its_style_beside_it = file.suffix != ".css" and any(file.parent.glob("*.css"))
    assert ({"page", "text"} <= named) != has_its_style_beside_it

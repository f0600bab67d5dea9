"""Verdicts: points, and what people read."""

import base64
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.pages import card
from autograder.pages.card import as_html
from autograder.pages.colours import colour
from autograder.testing.verdict import MAX_MESSAGE, CheckResult, Problem, Trace, Verdict

WRONG = Problem("too small")
x = np.linspace(0, 1, 50)


def verdict(*problems, points=10, weights=None, **more):
    weights = weights or [1] * len(problems)
    checks = [
        CheckResult(f"check {n}", weight, problem)
        for n, (weight, problem) in enumerate(zip(weights, problems, strict=True))
    ]
    return Verdict("f", points, tuple(checks), **more)


def trace(**parts):
    return Trace(
        **{"x": x, "got": x, "x_expected": x, "expected": x, **parts}, xlabel="t", ylabel="V"
    )


class Page(HTMLParser):
    """What a browser would make of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(html)
        assert not self.open
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def pictures(self):
        return [attrs for tag, attrs in self.tags if tag == "img"]


# Points


@pytest.mark.parametrize(
    ("problems", "weights", "points", "earned", "shown"),
    [
        ([None], [1], 10, 10, "10"),
        ([WRONG], [1], 10, 0, "0"),
        ([None, WRONG], [3, 1], 10, 7.5, "7.5"),
        ([None, None, WRONG], [1, 1, 1], 10, 6.67, "6.67"),
        ([WRONG, None, WRONG], [1, 1, 1], 1, 0.33, "0.33"),
        ([None, None], [1, 2], 3.333, 3.333, "3.333"),
        ([None], [1], 0.375, 0.375, "0.375"),
        ([None], [1], 123456.78, 123456.78, "123456.78"),
        ([None, WRONG], [0, 1], 10, 0, "0"),
        ([WRONG, WRONG], [0, 0], 10, 0, "0"),
        ([], [], 10, 0, "0"),
    ],
)
def test_points_are_the_weighted_share(problems, weights, points, earned, shown):
    result = verdict(*problems, weights=weights, points=points)
    assert result.points == earned <= points
    assert repr(result) == shown
    assert result.right is (earned == points)


# Cards


def test_a_card_says_what_was_checked_and_what_came_out():
    html = as_html(
        verdict(None, WRONG, weights=[3, 1], misconception="A sign.", notes=("A note.",))
    )
    page = Page(html)
    assert page.text == (
        "f 7.5 / 10 points A likely cause: A sign. ✓ check 0 ✗ check 1 too small A note."
    )
    assert [attrs["aria-label"] for _, attrs in page.tags if "aria-label" in attrs] == [
        "passed",
        "not passed",
    ]


def test_text_says_the_same():
    result = verdict(None, WRONG, weights=[3, 1], misconception="A sign.", notes=("A note.",))
    assert " ".join(result.as_text().split()) == Page(as_html(result)).text.replace(
        "f 7.5", "f: 7.5"
    )


def test_an_instructors_notebook_shows_the_text():
    result = verdict(None, WRONG)
    assert result.as_text() in result._repr_markdown_()


@pytest.mark.parametrize(
    ("problems", "name"), [([None], "right"), ([WRONG], "wrong"), ([None, WRONG], "partly")]
)
def test_the_colour_is_that_of_the_score(problems, name):
    assert f"border-left:5px solid {colour(name)};" in as_html(verdict(*problems))


EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)">&"\''


def test_what_students_wrote_is_text_and_no_more():
    evil = Problem(EVIL, trace())
    result = Verdict(EVIL, 1, (CheckResult(EVIL, 1, evil),), EVIL, (EVIL,))
    page = Page(as_html(result))
    assert {tag for tag, _ in page.tags} <= {"div", "b", "p", "ul", "li", "span", "br", "img"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert page.text.count("<script>alert(1)</script>") == 5


def test_messages_are_cut():
    long = verdict(Problem("x" * 10**6))
    assert len(as_html(long)) < 3000 + MAX_MESSAGE
    assert len(long.as_text()) < 200 + MAX_MESSAGE


# Pictures


def test_a_picture_is_a_png_inside_the_page():
    (picture,) = Page(as_html(verdict(None, Problem("off", trace(got=x**2 + 2))))).pictures()
    assert picture["alt"] == (
        "Your V (solid) from 2 to 3 over the expected one (dashed) from 0 to 1, "
        "against t from 0 to 1"
    )
    head, _, data = picture["src"].partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert not re.findall(r"https?:", as_html(verdict(Problem("off", trace()))))


@pytest.mark.filterwarnings("ignore:overflow")
@pytest.mark.parametrize(
    ("parts", "pictures"),
    [
        pytest.param({"got": x * np.nan}, 1, id="nan"),
        pytest.param({"got": np.where(x > 0.5, np.inf, -np.inf)}, 1, id="inf"),
        pytest.param({"x": x[:0], "got": x[:0]}, 1, id="empty"),
        pytest.param({"got": x * 5e-324}, 1, id="tiny"),
        pytest.param({"x": np.arange(1e6), "got": np.sin(np.arange(1e6))}, 1, id="long"),
        pytest.param({"got": np.where(x > 0.5, 1e308, -1e308)}, 0, id="huge"),
        pytest.param({"x": x * 1e308}, 1, id="huge x"),
        pytest.param({"got": x[:7]}, 0, id="two lengths"),
        pytest.param({"got": np.full(50, "a", dtype=object), "x": None}, 0, id="not numbers"),
    ],
)
def test_no_numbers_of_a_student_stop_the_feedback(parts, pictures):
    page = Page(as_html(verdict(Problem("off", trace(**parts)))))
    assert len(page.pictures()) == pictures
    assert "off" in page.text


@pytest.mark.parametrize(
    ("x", "scattered"),
    [
        ([1, 2, 3], False),
        ([3, 2, 1], False),
        ([2, 3, 1], True),
        ([5.0], False),
        (np.cos(np.linspace(0, 7, 200)), False),  # an orbit
    ],
)
def test_a_few_inputs_in_no_order_are_drawn_as_points(x, scattered):
    x = np.asarray(x, dtype=float)
    assert card._is_scattered(x) is scattered
    assert card._drawn(Trace(x, x, x, x, "x", "y")).startswith(b"\x89PNG")

"""Code on a page looks as in Jupyter, as long as there is not too much of it."""

import html
import re

import pytest
from nbconvert.filters import Highlight2HTML

from autograder.limits import BLANK_LINES, COLOURED_PIECES
from autograder.pages.code import coloured

HONEST = '''\
import numpy as np


def simulate(current, dt=0.1):
    """Voltage (mV) along time."""
    v = np.full(len(current), -70.0)
    for k, i in enumerate(current[:-1]):
        v[k + 1] = v[k] + dt * (i - v[k]) / 10  # Euler
    return {"v": v, "t": f"{dt:.1f} ms"}
'''


def shown(*sources):
    page = {"resources": {}}
    return [coloured(page, source) for source in sources]


def words(code):
    return html.unescape(re.sub(r"<[^>]+>", "", code)).rstrip()


def test_python_has_the_colours_that_nbconvert_gives_it():
    (code,) = shown(HONEST)
    theirs = Highlight2HTML(pygments_lexer="ipython3")(HONEST)
    assert re.sub(r'class="\s*', 'class="', theirs) == code


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "  %%time", "!ls *.py", "np.array?", "a ? b"]
)
def test_lines_of_ipython_are_no_mistakes(line):
    (code,) = shown(f"x = 1\n{line}\ny = 2")
    assert words(code) == f"x = 1\n{line}\ny = 2"
    assert 'class="err"' not in code


def test_text_in_code_stays_text():
    text = "x = '<script>&amp;'  # <b>"
    assert [words(code) for code in shown(text, text * COLOURED_PIECES)] == [
        text,
        text * COLOURED_PIECES,
    ]
    assert not re.search("<(script|b)>", "".join(shown(text, text * COLOURED_PIECES)))


def test_what_is_too_much_for_a_page_has_no_colours():
    line = "a.b = c\n"
    few, many, after = shown(line, line * COLOURED_PIECES, line)
    assert "<span" in few
    assert many.count("<") == after.count("<") == 4
    assert "<span" in shown(line)[0]  # another page


def test_blank_space_that_nobody_sees_is_left_out():
    (code,) = shown("x = 1 \t\n" + " \n" * 5000 + "y = 2\r\r" + "\r" * 5000 + "z")
    assert words(code) == "\n".join(["x = 1", *[""] * (BLANK_LINES - 1), "y = 2", *[""] * 19, "z"])


def test_an_empty_cell_is_shown():
    assert words(shown("")[0]) == ""

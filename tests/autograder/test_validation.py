"""What *Validate* says of a notebook with checks that fail."""

import pytest
from nbgrader.validator import Validator

from autograder.validation import in_one_line, summary

FAILED = [
    {
        "source": "#@title Checks of half: of two, of nothing\nassert half(2) == 1",
        "raw_error": "\x1b[31mNot yet.\x1b[0m half still waits for your code.",
    },
    {"source": "# total\nassert total() == 3", "raw_error": "a\nlong\ntraceback"},
]


WORDS = {"source": "Why?", "raw_error": "You did not provide a response."}


@pytest.mark.parametrize(
    ("failed", "line"),
    [
        (FAILED, "3 of 5 checks pass. Next: half."),
        (FAILED[1:], "4 of 5 checks pass. Next: total."),
        ([*FAILED, WORDS], "3 of 5 checks pass. Next: half. Not answered in words: 1."),
        ([WORDS, WORDS], "5 of 5 checks pass. Not answered in words: 2."),
    ],
)
def test_it_says_how_many_pass_and_which_is_next(failed, line):
    assert summary(failed, 5)["source"] == line


def test_it_says_what_is_wrong_with_the_next_only():
    assert summary(FAILED, 5)["raw_error"] == "Not yet. half still waits for your code."


def test_it_is_put_in_place_once(monkeypatch):
    monkeypatch.setattr(Validator, "validate", lambda _self, _name: {"failed": FAILED})
    in_one_line()
    once = Validator.validate
    in_one_line()
    assert Validator.validate is once


def test_a_notebook_whose_checks_pass_is_told_so_as_before(monkeypatch):
    monkeypatch.setattr(Validator, "validate", lambda _self, _name: {})
    in_one_line()
    assert Validator().validate("any.ipynb") == {}

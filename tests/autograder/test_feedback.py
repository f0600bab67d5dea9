"""What stands on a student's page, and what does not."""

import pytest

from autograder.feedback import _notes


@pytest.mark.parametrize(
    ("told", "notes"),
    [
        ({}, []),
        ({"flags": ["x was missing"], "ungraded": ""}, ["x was missing"]),
        (
            {"ungraded": "The file is empty.", "note": "The file is empty."},
            ["Not graded yet.", "The file is empty."],
        ),
        (
            {"flags": [], "ungraded": "The hidden test test_x failed: KeyError: secret"},
            ["Not graded yet.", "A person will look at it."],
        ),
    ],
)
def test_notes_tell_students_what_is_theirs_to_know(told, notes):
    assert _notes(told) == notes

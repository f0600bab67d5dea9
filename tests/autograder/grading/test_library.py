"""Results for other programs: one document, whichever way it is asked for."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

import autograder
from autograder.commands.main import main
from autograder.course import Course, CourseError
from autograder.grading import library

DOCS = Path(__file__).resolve().parents[3] / "docs" / "ta.md"
SQUARE = "def double(x):\n    return np.asarray(x) ** 2"


@pytest.fixture
def tiny(released_course, runner, monkeypatch):
    monkeypatch.setattr(library, "runner", lambda _settings: runner)
    return Course(released_course)


@pytest.fixture
def printed(tiny, release, monkeypatch, capsys):
    """What ``autograder grade --json`` prints of two."""
    hand_in(tiny.root, "ann", as_bytes(answered(release, {**RIGHT, "double": SQUARE})))
    hand_in(tiny.root, "bob", b"{")
    monkeypatch.chdir(tiny.root)
    assert main(["grade", NAME, "--json"]) == 1
    return json.loads(capsys.readouterr().out)


def exercises(submission):
    return {exercise["name"]: exercise for exercise in submission["exercises"]}


def test_the_command_prints_one_document(printed):
    assert (printed["version"], printed["assignment"]) == (1, NAME)
    ann, bob = printed["submissions"]
    assert (ann["student"], ann["ungraded"], ann["score"]) == ("ann", None, 9)
    assert (ann["max_score"], ann["penalty"], ann["waiting"]) == (100, 0, ["answer_why"])
    assert (bob["student"], bob["score"]) == ("bob", None)
    assert bob["ungraded"] == "The file is not valid JSON (line 1): it may be cut off."
    assert {exercise["points"] for exercise in bob["exercises"]} == {None}


def test_an_exercise_has_its_checks_and_their_problems(printed):
    found = exercises(printed["submissions"][0])
    assert [
        (name, one["points"], one["max_points"], one["optional"], one["waiting"])
        for name, one in found.items()
    ] == [
        ("double", 0, 4, False, False),
        ("total", 6, 6, False, False),
        ("half", 3, 3, True, False),
        ("answer_why", None, 90, False, True),
    ]
    assert found["double"]["misconception"] == "That is the square."
    first, second = found["double"]["checks"]
    assert (first["title"], first["weight"], first["passed"]) == ("a number", 3, False)
    assert first["message"].startswith("The double: expected")
    assert first["called"].startswith("double(")
    assert second["title"] == "an array"
    assert found["half"]["checks"][0]["message"] is None


def test_the_library_gives_the_same_without_a_gradebook(tiny, release, printed):
    path = hand_in(tiny.root, "ann", as_bytes(answered(release, {**RIGHT, "double": SQUARE})))
    before = set(tiny.root.rglob("*"))
    result = autograder.grade_notebook(tiny.root, NAME, path)
    assert set(tiny.root.rglob("*")) == before
    json.dumps(result, allow_nan=False)
    expected = printed["submissions"][0]
    assert result["student"] is None
    for each in (result, expected):  # inputs and time are its own
        for exercise in each["exercises"]:
            for check in exercise["checks"]:
                check["message"] = check["called"] = None
    assert result == {**expected, "student": None, "seconds": result["seconds"]}


def test_what_cannot_be_graded_has_its_reason(tiny, tmp_path):
    path = hand_in(tiny.root, "bob", b"{")
    result = autograder.grade_notebook(tiny, NAME, str(path))
    assert result["score"] is None
    assert "not valid JSON" in result["ungraded"]
    with pytest.raises(CourseError, match="no assignment nosuch"):
        autograder.grade_notebook(tiny, "nosuch", path)
    with pytest.raises(FileNotFoundError):
        autograder.grade_notebook(tiny, NAME, tmp_path / "nosuch.ipynb")


def test_every_part_is_documented(printed):
    submission = printed["submissions"][0]
    exercise = submission["exercises"][0]
    section = DOCS.read_text().partition("## 7.")[2]
    tables = re.findall(r"^\|---.*\n((?:\|.*\n)+)", section, re.MULTILINE)
    parts = [
        [name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])]
        for table in tables
    ]
    assert parts == [list(submission), list(exercise)]
    for name in exercise["checks"][0]:
        assert f"`{name}`" in tables[1]


def test_importing_the_package_imports_nothing_of_it():
    code = "import autograder, sys; print([m for m in sys.modules if m.startswith('autograder.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        _ = autograder.nosuch

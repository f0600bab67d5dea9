"""Grades for Canvas, Moodle, spreadsheets and programs, read back as these read them."""

import csv
import io
import json

import pytest
from nbgrader.api import Gradebook
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

from autograder.commands.export import FORMATS, Grades, Student, grades_of
from autograder.commands.grade import grade_class
from autograder.commands.main import main
from autograder.course import Course
from autograder.grading.result import Item, Mark, Result


def result(student: str, points: float, *, bonus: float = 0, waits: bool = False) -> Result:
    marks = {
        "a": Mark(Item("a", 60), points, points),
        "b": Mark(Item("b", 40), None, 0, waits=waits),
        "c": Mark(Item("c", 5, optional=True), bonus, bonus),
    }
    return Result(student, "", marks)


STUDENTS = [
    Student("ada", "Ada", "King", "ada@example.org"),
    Student("4711"),
    Student("O’Brien, Bela", "Bela", "O’Brien"),
    Student("=cmd|calc"),
    Student("nobody"),
]
GRADES = Grades(
    {student.id: student for student in STUDENTS},
    {
        "lif": {
            "ada": result("ada", 60, bonus=5),
            "4711": result("4711", 12.345678, waits=True),
            "O’Brien, Bela": Result("O’Brien, Bela", "The file is empty."),
            "=cmd|calc": result("=cmd|calc", 0),
        },
        "ode": {"ada": result("ada", 1 / 3)},
    },
)


def rows(kind: str) -> list[dict[str, str]]:
    write, _ending = FORMATS[kind]
    return list(csv.DictReader(io.StringIO(write(GRADES), newline="")))


def test_canvas_finds_students_and_assignments():
    most, *students = rows("canvas")
    # What Canvas's documentation asks for: these five first, in this order, then assignments.
    assert list(most) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "lif", "ode"]
    assert most["Student"].strip() == "Points Possible"
    assert (most["lif"], most["ode"]) == ("100", "100")
    by_login = {row["SIS Login ID"]: row for row in students}
    assert by_login["ada"]["Student"] == "King, Ada"
    assert by_login["ada"]["ID"] == ""
    assert by_login["4711"]["ID"] == "4711"
    scores = {who: (row["lif"], row["ode"]) for who, row in by_login.items()}
    assert scores == {
        "ada": ("65", "0.3333"),
        "4711": ("12.3457", ""),
        "O’Brien, Bela": ("", ""),
        "'=cmd|calc": ("0", ""),
        "nobody": ("", ""),
    }


def test_moodle_can_be_told_who_is_who_and_where_the_grade_goes():
    ada, *others = rows("moodle")
    assert ada == {
        "Username": "ada",
        "ID number": "ada",
        "First name": "Ada",
        "Last name": "King",
        "Email address": "ada@example.org",
        "lif (Real)": "65",
        "ode (Real)": "0.3333",
    }
    assert [row["lif (Real)"] for row in others] == ["12.3457", "", "0", ""]


def test_a_spreadsheet_has_a_row_for_everybody():
    found = {(row["assignment"], row["student"]): row for row in rows("csv")}
    assert len(found) == 2 * len(STUDENTS)
    assert found["lif", "4711"]["waiting"] == "1"
    assert found["lif", "O’Brien, Bela"]["not graded because"] == "The file is empty."
    assert found["ode", "nobody"]["not graded because"] == "nothing was handed in"


def test_a_program_gets_all_that_is_known():
    write, _ending = FORMATS["json"]
    document = json.loads(write(GRADES))
    lif, ode = document["assignments"]
    assert [one["student"] for one in ode["submissions"]] == ["ada"]
    assert lif["submissions"][0]["score"] == 65
    assert lif["submissions"][2]["ungraded"] == "The file is empty."


def test_what_is_missing_is_said():
    assert GRADES.missing() == [
        "lif: 1 handed in nothing, 1 not graded (O’Brien, Bela), 1 answer still to be marked.",
        "ode: 4 handed in nothing.",
    ]


@pytest.fixture
def graded(released_course, release) -> Course:
    hand_in(released_course, "ada", as_bytes(answered(release, RIGHT)))
    course = Course(released_course)
    grade_class(course, NAME)
    return course


def test_a_graded_class_with_somebody_who_handed_in_nothing(graded, monkeypatch, capsys):
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db") as gradebook:
        gradebook.update_or_create_student("bela", email="bela@example.org")
    grades = grades_of(graded, [NAME])
    assert list(grades.students) == ["ada", "bela"]
    assert grades.score(NAME, "ada") == "13"
    monkeypatch.chdir(graded.root)
    assert main(["export", "--to", "moodle"]) == 0
    told = capsys.readouterr()
    assert told.out == "grades-moodle.csv\n"
    assert "1 handed in nothing, 1 answer still to be marked" in told.err
    text = (graded.root / "grades-moodle.csv").read_text(encoding="utf-8")
    assert "bela,bela,,,bela@example.org," in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["export"], "Nothing is graded"),
        (["export", NAME], "Nothing of tiny is graded"),
        (["export", "tinny"], "Did you mean tiny?"),
    ],
)
def test_nothing_to_export(released_course, monkeypatch, capsys, words, complaint):
    monkeypatch.chdir(released_course)
    assert main(words) == 2
    assert complaint in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said_in_a_line(graded, monkeypatch, capsys):
    monkeypatch.chdir(graded.root)
    assert main(["export", "--output", "no/such/folder.csv"]) == 2
    assert "could not be written" in capsys.readouterr().err

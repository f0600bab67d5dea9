"""Grades for Canvas, Moodle, spreadsheets and programs, read back as these read them."""

import csv
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from tiny_course import NAME, RIGHT, ROOT, answered, as_bytes, hand_in

from autograder.commands.export import FORMATS, Grades, Student, grades_of
from autograder.commands.grade import grade_class
from autograder.commands.main import main
from autograder.course import Course
from autograder.errors import AutograderError
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


# What Gradescope's documentation of results.json names, and which values it allows.
GRADESCOPE = {
    "score": (int, float),
    "execution_time": (int, float),
    "output": str,
    "output_format": {"text", "html", "simple_format", "md", "ansi"},
    "test_output_format": {"text", "html", "simple_format", "md", "ansi"},
    "test_name_format": {"text", "html", "simple_format", "md", "ansi"},
    "visibility": {"hidden", "after_due_date", "after_published", "visible"},
    "stdout_visibility": {"hidden", "after_due_date", "after_published", "visible"},
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
GRADESCOPE_TEST = {
    "score": (int, float),
    "max_score": (int, float),
    "status": {"passed", "failed"},
    "name": str,
    "name_format": {"text", "html", "simple_format", "md", "ansi"},
    "number": str,
    "output": str,
    "output_format": {"text", "html", "simple_format", "md", "ansi"},
    "tags": list,
    "visibility": {"hidden", "after_due_date", "after_published", "visible"},
    "extra_data": dict,
}


def complaints(document: dict, form: dict) -> list[str]:
    """What Gradescope would not understand."""
    return [
        f"{name}: {value!r}"
        for name, value in document.items()
        if name not in form
        or (value not in kind if isinstance(kind := form[name], set) else not _is(value, kind))
    ]


def _is(value: object, kind: object) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def for_gradescope(result: Result) -> dict:
    write, _ending = FORMATS["gradescope"]
    grades = Grades({result.student: Student(result.student)}, {"lif": {result.student: result}})
    document = json.loads(write(grades))
    assert complaints(document, GRADESCOPE) == []
    assert [c for test in document["tests"] for c in complaints(test, GRADESCOPE_TEST)] == []
    return document


def test_gradescope_is_given_a_score_and_what_became_of_each_exercise():
    document = for_gradescope(result("ada", 12, bonus=5, waits=True))
    assert document["score"] == 17
    assert document["output"] == "1 answer is still to be marked by a person."
    assert document["tests"] == [
        {
            "name": "a",
            "visibility": "visible",
            "score": 12,
            "max_score": 60,
            "status": "failed",
            "output": "",
        },
        {"name": "b", "visibility": "visible", "output": "A person marks it, up to 40 points."},
        {
            "name": "c",
            "visibility": "visible",
            "score": 5,
            "max_score": 5,
            "status": "passed",
            "output": "",
        },
    ]


def test_gradescope_is_told_why_there_is_no_grade():
    document = for_gradescope(Result("ada", "The file is empty."))
    assert (document["score"], document["tests"]) == (0, [])
    assert document["output"] == "Not graded. The file is empty."


def test_gradescope_takes_one_hand_in():
    write, _ending = FORMATS["gradescope"]
    with pytest.raises(AutograderError, match="one hand-in at a time, and there are 5"):
        write(GRADES)


WRONG = {**RIGHT, "double": "def double(x):\n    return np.asarray(x) ** 2"}


def test_what_gradescope_runs_writes_its_results(course, release, tmp_path):
    """The lines of docs/ta.md, in folders as in Gradescope's container."""
    page = (ROOT / "docs/ta.md").read_text()
    (script,) = (text for text in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "#!" in text)
    box = tmp_path / "autograder"
    for name in ("submission", "results"):
        (box / name).mkdir(parents=True)
    (box / "submission" / "my answers (2).ipynb").write_bytes(as_bytes(answered(release, WRONG)))
    (box / "source").symlink_to(course)
    ours, box_here = shlex.quote(str(Path(sys.executable).parent)), shlex.quote(str(box))
    here = {"lif": NAME, "/opt/autograder/bin": "@", " /autograder": f" {box_here}", "@": ours}
    for name, place in here.items():
        script = script.replace(name, place)
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads((box / "results/results.json").read_text())
    assert complaints(document, GRADESCOPE) == []
    tests = {test["name"]: test for test in document["tests"]}
    assert [c for test in tests.values() for c in complaints(test, GRADESCOPE_TEST)] == []
    assert document["score"] == sum(test.get("score", 0) for test in tests.values())
    assert tests["total"]["status"] == "passed"
    assert tests["double"]["status"] == "failed"
    assert "A likely cause: That is the square" in tests["double"]["output"]
    assert "score" not in tests["answer_why"]

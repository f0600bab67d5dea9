"""Students are called what they are called, from the folder to the exported table."""

import csv
import logging
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.apps.zipcollectapp import ZipCollectApp
from tiny_course import NAME, answered, as_bytes, hand_in

from autograder.commands import grade as grade_command
from autograder.commands.grade import grade_class
from autograder.commands.report import write_report
from autograder.commands.table import table
from autograder.course import Course
from autograder.gradebook.export import CsvExport
from autograder.gradebook.names import columns, normal, problem_with
from autograder.gradebook.submissions import obstacle
from autograder.grading.workers import grade_one
from autograder.settings import Settings

_GIVEN = """
Anna José Zoë Søren Łukasz Đorđe Þóra Øyvind İpek Nguyễn Văn-Anh
François María-José D’Arcy Ελένη Александр Наталія Аңғар Գայանե გიორგი
שרה נחום محمد مُحَمَّد علی‌رضا سارہ प्रिया कृष्ण ক্ষিতীশ ਗੁਰਪ੍ਰੀਤ ગીતા
ஸ்ரீதேவி తేజస్వి ಶ್ರೀನಿವಾಸ ശ്രീജിത് ക്‍രിഷ് ශ්‍රියානි สมชาย ธิดา ວິໄລ
བསྟན་འཛིན မောင် សុភា ሰላማዊት 小龙 悠真 さくら 지우 ᠪᠠᠭᠠ ᎠᏴ
"""
GIVEN = _GIVEN.split()
FAMILY = [
    *("King", "O’Brien", "O'Neill", "(Anni)", "de la Cruz", "al-Fārābī", "St. John", "Jr.", "3rd"),
    *("Müller-Lüdenscheidt", "Íñigo·Pol", "Van der Berg, MSc", "+plus", "=cmd", "@home", "-dash"),
]
HARD = ["O’Brien", "King, Bela", "Anna (Anni)", "Col·lell", "प्रिया शर्मा", "தமிழ்ச்செல்வி", "สมชาย ใจดี"]
NAMES = list(
    dict.fromkeys(
        [
            *HARD,
            *(f"{given} {FAMILY[at % len(FAMILY)]}" for at, given in enumerate(GIVEN * 4)),
            *(f"{family} {given}".lstrip("=") for given in GIVEN for family in FAMILY[:3]),
        ]
    )
)[:200]
BREAKING = {
    "a*": "There is a * in the name: nbgrader would take it for a pattern.",
    "a[1]": "There is a [ in the name: nbgrader would take it for a pattern.",
    "<b>ann": "There is a < in the name: a page would take it for code.",
    'Ann "Annie"': 'There is a " in the name: a page would take it for code.',
    "a#1": "There is a # in the name: formgrader could not link to it.",
    "a\tb": "There is the invisible character U+0009 in the name.",
    "a\u202eb": "There is the invisible character U+202E in the name.",
    "a" + "\u0301" * 9: "There are too many accents on one letter, such as U+0301.",
    ".ann": "The name begins with a full stop: such a folder is hidden.",
    "ann ": "The name begins or ends with a space.",
}


def test_there_are_two_hundred_names_in_both_of_unicodes_forms():
    assert len(set(map(normal, NAMES))) == 200
    assert sum(unicodedata.normalize("NFD", name) != name for name in NAMES) > 50


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_that_people_have_is_no_obstacle(form):
    told = {name: problem_with(unicodedata.normalize(form, name)) for name in NAMES}
    assert {name: problem for name, problem in told.items() if problem} == {}


@pytest.mark.parametrize(("name", "problem"), BREAKING.items())
def test_what_breaks_something_is_refused_and_named(name, problem, released_course, release):
    hand_in(released_course, name, as_bytes(release))
    assert problem_with(name) == problem
    row = f"{problem} Rename the folder and grade again."
    assert obstacle(Course(released_course), NAME, name) == row


@given(st.text(min_size=1))
def test_a_problem_names_a_character_that_is_in_the_name_or_a_place(name):
    problem = problem_with(name)
    named = [c for c in name if c in problem or f"U+{ord(c):04X}" in problem]
    assert not problem or named or problem.startswith("The name begins")


@pytest.fixture
def at_once(released_course, release, runner, monkeypatch):
    """Everyone hands in the same, which is graded once: these tests are about names."""
    data = as_bytes(answered(release))
    course = Course(released_course)

    def grade_all(work, settings, *, jobs):
        graded = work and grade_one(work[0], Settings())
        return ((piece, graded) for piece in work)

    monkeypatch.setattr(grade_command, "grade_all", grade_all)
    return course, data


@pytest.mark.slow
def test_two_hundred_names_go_from_moodles_zip_to_the_exported_table(at_once):
    course, data = at_once
    archive = course.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "Course-Tiny-1234.zip", "w") as packed:
        for number, name in enumerate(NAMES):
            form = "NFD" if number % 2 else "NFC"
            called = unicodedata.normalize(form, name)
            packed.writestr(f"{called}_{1000 + number}_assignsubmission_file_{NAME}.ipynb", data)
    collects = ZipCollectApp(coursedir=course.directory(NAME), config=course.config)
    collects.log = logging.getLogger("collects")
    collects.start()
    rows = grade_class(course, NAME)
    assert {row.student: row.score for row in rows} == dict.fromkeys(map(normal, NAMES), 13.0)
    shown = table(rows).splitlines()
    assert len({columns(line[: line.index("10.00")]) for line in shown[1:]}) == 1
    _page, report, _checks = write_report(course, NAME)
    with report.open(encoding="utf-8", newline="") as file:
        told = {row["student"].removeprefix("'") for row in csv.DictReader(file)}
    assert told == set(map(normal, NAMES))
    export = CsvExport(parent=collects, to=str(course.root / "grades.csv"))
    with Gradebook(course.directory(NAME).db_url, course.directory(NAME).course_id) as gradebook:
        export.export(gradebook)
    with (course.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        exported = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert exported == dict.fromkeys(map(normal, NAMES), "13.0")


def test_no_name_is_a_formula_in_the_exported_table(released_course):
    course = Course(released_course)
    directory = course.directory(NAME)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        gradebook.add_student("=cmd()", first_name="+1", last_name="@x", email="-1")
        gradebook.add_student("ann")
        to = course.root / "grades.csv"
        CsvExport(to=str(to)).export(gradebook)
    with to.open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {"'=cmd()", "ann"} == rows.keys()
    names = ("first_name", "last_name", "email")
    assert [rows["'=cmd()"][name] for name in names] == ["'+1", "'@x", "'-1"]
    assert [rows["ann"][name] for name in names] == ["", "", ""]


def test_one_name_in_both_forms_is_one_student_and_two_folders_are_told(at_once):
    course, data = at_once
    apart = unicodedata.normalize("NFD", "Zoë")
    hand_in(course.root, apart, data)
    assert [row.student for row in grade_class(course, NAME, [apart])] == [normal("Zoë")]
    assert not (course.root / "submitted" / apart).exists()
    hand_in(course.root, apart, data)
    two, one = sorted(grade_class(course, NAME), key=lambda row: row.student)
    assert one.score == 13
    assert two.ungraded == (
        "There are two folders of this name, which differ in how an accent is written."
    )

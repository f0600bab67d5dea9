"""A second run gives what a run from nothing gives; and a whole term, step by step."""

import csv
import io
import random
import shutil
import zipfile
from dataclasses import replace

import nbformat
import pytest
from changes import (
    add_exercise,
    change_points,
    gradebook,
    handed_in_at,
    remove_exercise,
    set_due,
    set_limit,
    source,
    weigh_checks_alike,
)
from course_folder import saved, timeless
from tiny_course import NAME, RIGHT, answered, as_bytes, find, hand_in, write_course

from autograder.commands.collect import collect_class
from autograder.commands.feedback import write_feedback
from autograder.commands.grade import grade_class
from autograder.commands.release import release
from autograder.commands.report import write_report
from autograder.course import Course
from autograder.gradebook.export import CsvExport

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"
ONE = "def double(x):\n    return 2 * x if np.ndim(x) == 0 else None"
ZERO_IF_LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
DUE = "2026-03-01 13:00:00"


# Any one change


def reword(course):
    changed = source(course)
    find(changed, "about-double").source = "### Exercise 1\n\nTwo times."
    write_course(course.root, changed, with_tests=False)


def move_deadline(course):
    set_due(course, "2026-03-01 15:00:00")


def correct_time(course):
    handed_in_at(course, "ann", "2026-03-01 12:00:00")


def forget_time(course):
    (course.submission(NAME, "ann").parent / "timestamp.txt").unlink()


def hand_in_again(course):
    path = course.submission(NAME, "bob")
    path.write_bytes(course.submission(NAME, "ann").read_bytes())


def add_a_file(course):
    (course.submission(NAME, "bob").parent / "data.csv").write_text("1")


def lose_gradebook(course):
    (course.root / "gradebook.db").unlink()


def lose_entry(course):
    with gradebook(course) as opened:
        for submission in opened.assignment_submissions(NAME):
            opened.remove_submission(NAME, submission.student.id)


def lose_notebooks(course):
    shutil.rmtree(course.root / "autograded", ignore_errors=True)


CHANGES = (
    weigh_checks_alike,
    change_points,
    add_exercise,
    remove_exercise,
    reword,
    set_limit,
    move_deadline,
    correct_time,
    forget_time,
    hand_in_again,
    add_a_file,
    lose_entry,
    lose_notebooks,
    lose_gradebook,
)


def a_class_twice(first, release, folder, *, due=True):
    """A course with two hand-ins, one of them late, and a copy of it."""
    with (first / "nbgrader_config.py").open("a") as config:
        config.write(ZERO_IF_LATE)
    for student, double in (("ann", ONE), ("bob", SQUARE)):
        hand_in(first, student, as_bytes(answered(release, {**RIGHT, "double": double})))
    handed_in_at(Course(first), "ann", "2026-03-01 14:00:00")
    if due:
        set_due(Course(first), DUE)
    (first / ".course_seed").write_text("5eed")
    return Course(first), Course(shutil.copytree(first, folder / "course"))


def all_of_it(course):
    """What a run gives: its rows, the gradebook, the graded notebooks."""
    rows = grade_class(Course(course.root), NAME)
    notebooks = [timeless(course.autograded(NAME, row.student)) for row in rows]
    return [replace(row, seconds=None) for row in rows], saved(course.root), notebooks


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_one_change_a_second_run_gives_what_a_run_from_nothing_gives(
    released_course, release, tmp_path_factory, change
):
    has_due = change is not lose_gradebook  # the due date is lost with it
    folder = tmp_path_factory.mktemp("fresh")
    first, fresh = a_class_twice(released_course, release, folder, due=has_due)
    grade_class(first, NAME)
    change(first)
    change(fresh)
    assert all_of_it(first) == all_of_it(fresh)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 41))]
)
def test_after_several_changes_with_runs_between_them_too(
    released_course, release, tmp_path_factory, seed
):
    chance = random.Random(seed)
    changes = chance.sample(CHANGES[:-1], chance.randint(2, 4))
    first, fresh = a_class_twice(released_course, release, tmp_path_factory.mktemp("fresh"))
    grade_class(first, NAME)
    for change in changes:
        change(Course(first.root))
        grade_class(Course(first.root), NAME)
    for change in changes:
        change(Course(fresh.root))
    assert all_of_it(first) == all_of_it(fresh)


# A term


def packed(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()


def mark(course, student, points):
    with gradebook(course) as opened:
        grade = opened.find_grade("answer_why", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        opened.db.commit()


def exported(course):
    to = course.root / "grades.csv"
    export = CsvExport(to=str(to))
    with gradebook(course) as opened:
        export.export(opened)
    with to.open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.mark.slow
def test_a_term(released_course, runner):
    """Double 4, total 6, half 3 (bonus), why 90; double's checks weigh 3 to 1."""
    with (released_course / "nbgrader_config.py").open("a") as config:
        config.write(ZERO_IF_LATE)
    course = Course(released_course)

    def scores(dropped="", **options):
        rows = grade_class(Course(course.root), NAME, **options)
        graded = {row.student: row.score for row in rows}
        with write_report(course, NAME)[1].open(encoding="utf-8", newline="") as file:
            assert {row["student"] for row in csv.DictReader(file)} == set(graded)
        known = {name: score or 0.0 for name, score in graded.items() if name != dropped}
        assert exported(course) == known
        assert not any(row.again for row in rows)
        return graded

    # Released, and handed in through two systems and the hub.
    assert release(course, NAME, runner).is_sound
    text = course.release(NAME).read_text()
    given = nbformat.reads(text, as_version=4)
    right = as_bytes(answered(given))
    square = as_bytes(answered(given, {**RIGHT, "double": SQUARE}))
    half_right = as_bytes(answered(given, {**RIGHT, "double": ONE}))
    moodle, canvas = course.root / "moodle.zip", course.root / "canvas.zip"
    file = "{}_assignsubmission_file_{}"
    moodle.write_bytes(
        packed(
            {
                file.format("O’Brien, Zoë_1", "tiny.ipynb"): square,
                file.format("O’Brien, Zoë_1", "tiny (1).ipynb"): right,
                file.format("प्रिया शर्मा_2", "tiny.ipynb"): half_right,
                file.format("Cy_3", "tiny.pdf"): b"%PDF",
            }
        )
    )
    canvas.write_bytes(packed({"kingada_LATE_4411_9_tiny.ipynb": square}))
    hand_in(course.root, "hub", right)
    handed_in_at(course, "hub", "2026-03-01 14:00:00")
    rows, others = collect_class(course, NAME, [moodle, canvas])
    zoe, priya = "O’Brien, Zoë", "प्रिया शर्मा"
    assert {row.student for row in rows} == {zoe, priya, "Cy", "4411", "hub"}
    assert others == []
    everyone = {zoe: 13, priya: 12, "Cy": None, "4411": 9, "hub": 13}
    assert scores() == everyone

    # Marked.
    for student, points in ((zoe, 80), (priya, 70), ("4411", 60), ("hub", 50)):
        mark(course, student, points)
    everyone = {zoe: 93, priya: 82, "Cy": None, "4411": 69, "hub": 63}
    assert scores() == everyone

    # A due date, and an extension.
    set_due(course, DUE)
    assert scores() == everyone | {"hub": 0}
    with gradebook(course) as opened:
        opened.grant_extension(NAME, "hub", hours=2)
    assert scores() == everyone

    # A mended test: the checks of double weigh alike, so that one of two is half of 4.
    weigh_checks_alike(course)
    everyone |= {priya: 81}
    assert scores() == everyone

    # Everything is graded again.
    assert scores(force=True) == everyone

    # Points are cut from 4 to 2.
    change_points(course, 2)
    everyone = {zoe: 91, priya: 80, "Cy": None, "4411": 69, "hub": 61}
    assert scores() == everyone

    # An exercise comes, the bonus goes.
    add_exercise(course)
    assert scores() == everyone
    remove_exercise(course)
    everyone = {zoe: 88, priya: 77, "Cy": None, "4411": 66, "hub": 58}
    assert scores() == everyone

    # One is dropped, one comes late with the exercise that was added.
    with gradebook(course) as opened:
        opened.remove_student("4411")
    late = nbformat.from_dict(given)
    cells = source(course).cells
    triple = [cell for cell in cells if cell.id in ("triple", "test-triple")]
    triple[0].source = "def triple(x):\n    return 3 * np.asarray(x)"
    late.cells += triple
    hand_in(course.root, "late", as_bytes(answered(late)))
    everyone |= {"4411": None, "late": 2 + 4 + 6}
    assert scores(dropped="4411") == everyone

    # The gradebook is lost, with its due dates: who was dropped is a student again.
    pages = write_feedback(course, NAME)
    assert set(pages) == {zoe, priya, "4411", "hub", "late"}
    (course.root / "gradebook.db").unlink()
    everyone |= {"4411": 66}
    assert scores() == everyone
    with gradebook(course) as opened:
        marks = {
            one.student.id: [
                grade.manual_score for grade in book.grades if grade.name == "answer_why"
            ]
            for one in opened.assignment_submissions(NAME)
            for book in one.notebooks
        }
    assert marks == {zoe: [80], priya: [70], "4411": [60], "hub": [50], "late": [None]}

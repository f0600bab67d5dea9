"""Grading a class: every submission ends with a row that says what became of it."""

from dataclasses import replace

import nbformat
import pytest
from nbgrader.api import Gradebook
from tiny_course import (
    NAME,
    RIGHT,
    answered,
    as_bytes,
    find,
    hand_in,
    source_notebook,
    write_course,
)

from autograder.commands.feedback import write_feedback
from autograder.commands.grade import grade_class
from autograder.commands.table import table
from autograder.course import Course, CourseError
from autograder.gradebook.release import generate
from autograder.grading.result import Item, Mark, Result
from autograder.grading.workers import Failed

NOTHING = "tiny.ipynb is not there, nor is another notebook"
SQUARE = "def double(x):\n    return np.asarray(x) ** 2"


@pytest.fixture
def tiny(released_course):
    return Course(released_course)


def rows(tiny, *students, **options):
    return {row.student: row for row in grade_class(tiny, NAME, students, **options)}


def timeless(rows):
    return {student: replace(row, seconds=None) for student, row in rows.items()}


def points(row):
    """Points of hidden tests, those to be had, and how many answers wait for a person."""
    return row.autograded, row.max_autograded, len(row.waiting)


def autograded(tiny, student):
    return tiny.root / "autograded" / student / NAME / f"{NAME}.ipynb"


def test_every_submission_has_its_row(tiny, release):
    hand_in(tiny.root, "right", as_bytes(answered(release)))
    hand_in(tiny.root, "partly", as_bytes(answered(release, {**RIGHT, "double": SQUARE})))
    hand_in(tiny.root, "untouched", as_bytes(release))
    hand_in(
        tiny.root, "deadly", as_bytes(answered(release, {**RIGHT, "half": "import os; os.abort()"}))
    )
    hand_in(tiny.root, "truncated", as_bytes(release)[:-9])
    hand_in(tiny.root, "renamed", as_bytes(release), "tiny-Copy1.ipynb")
    hand_in(tiny.root, "pdf", b"%PDF", "tiny.pdf")
    (tiny.root / "submitted" / "empty" / NAME).mkdir(parents=True)
    (tiny.root / "submitted" / "folder" / NAME / f"{NAME}.ipynb").mkdir(parents=True)
    told = rows(tiny)
    assert list(told) == sorted(told)
    assert points(told["right"]) == (13, 13, 1)
    assert points(told["partly"]) == (9, 13, 1)
    assert points(told["untouched"]) == (0, 13, 0)
    assert told["deadly"].score == 10
    assert told["deadly"].flags == ("half: It crashed the Python interpreter (Aborted).",)
    for student, reason in {
        "truncated": "The file is not valid JSON (line 1): it may be cut off.",
        "renamed": "tiny.ipynb is not there (found: tiny-Copy1.ipynb). Rename it and grade again.",
        "pdf": f"{NOTHING} (found: tiny.pdf). Ask the student for it.",
        "empty": f"{NOTHING} (found: nothing). Ask the student for it.",
    }.items():
        assert (told[student].score, told[student].ungraded) == (None, reason)
    assert told["folder"].score is None
    assert told["folder"].ungraded


def test_a_copy_beside_the_notebook_changes_nothing(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    hand_in(tiny.root, "ann", as_bytes(release), "tiny-Copy1.ipynb")
    assert rows(tiny)["ann"].score == 13


@pytest.mark.parametrize("stamp", ["yesterday", "", "2026-13-99 99:99:99", "\ud83d"])
def test_an_odd_timestamp_stops_nobody_else(tiny, release, stamp):
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    odd = hand_in(tiny.root, "bob", as_bytes(answered(release)))
    (odd.parent / "timestamp.txt").write_bytes(stamp.encode("utf-8", "surrogatepass"))
    told = rows(tiny)
    assert told["ann"].score == 13
    reason = "timestamp.txt holds no time. Correct or delete it and grade again."
    if stamp:
        assert told["bob"] == Result("bob", reason)
    else:
        assert points(told["bob"]) == (13, 13, 1)


def test_the_time_of_a_submission_is_kept(tiny, release):
    path = hand_in(tiny.root, "ann", as_bytes(answered(release)))
    (path.parent / "timestamp.txt").write_text("2026-03-01 12:30:00 UTC")
    assert rows(tiny)["ann"].score == 13
    with Gradebook(f"sqlite:///{tiny.root}/gradebook.db") as gradebook:
        submission = gradebook.find_submission(NAME, "ann")
        assert submission.timestamp.isoformat() == "2026-03-01T12:30:00"


# Again


def test_what_is_graded_is_not_graded_again_unless_forced(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    first = rows(tiny)
    stamp = autograded(tiny, "ann").stat().st_mtime_ns
    hand_in(tiny.root, "bob", as_bytes(release))
    again = rows(tiny)
    assert again["ann"] == first["ann"]  # read back, or from the result in hand
    assert again["bob"].score == 0
    assert autograded(tiny, "ann").stat().st_mtime_ns == stamp
    assert timeless(rows(tiny, force=True)) == timeless(again)
    assert autograded(tiny, "ann").stat().st_mtime_ns > stamp


def test_only_named_students_are_graded(tiny, release):
    for student in ("ann", "bob"):
        hand_in(tiny.root, student, as_bytes(release))
    assert list(rows(tiny, "bob")) == ["bob"]
    assert not autograded(tiny, "ann").exists()


def test_a_new_file_is_graded_when_forced(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(release)[:-9])
    assert rows(tiny)["ann"].ungraded
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    assert points(rows(tiny, force=True)["ann"]) == (13, 13, 1)


def test_points_that_a_person_gave_survive_a_regrade(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    rows(tiny)
    with Gradebook(f"sqlite:///{tiny.root}/gradebook.db") as gradebook:
        answer = gradebook.find_grade("answer_why", NAME, NAME, "ann")
        answer.manual_score, answer.needs_manual_grade = 70, False
        gradebook.db.commit()
    rows(tiny, force=True)
    with Gradebook(f"sqlite:///{tiny.root}/gradebook.db") as gradebook:
        assert gradebook.find_grade("answer_why", NAME, NAME, "ann").manual_score == 70
        assert gradebook.find_submission(NAME, "ann").score == 83


def test_a_hidden_test_that_fails_leaves_everyone_ungraded_with_the_reason(tiny, release):
    source = source_notebook()
    cell = find(source, "test_double")
    cell.source = cell.source.replace("tiny.grade", "tiny.grad")
    write_course(tiny.root, source)
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    row = rows(tiny)["ann"]
    assert (row.score, len(row.waiting)) == (None, 4)
    assert row.ungraded.startswith("The hidden test test_double failed: AttributeError")


def test_a_course_without_a_gradebook_gets_one(course, release):
    hand_in(course, "ann", as_bytes(answered(release)))
    assert rows(Course(course))["ann"].score == 13
    assert nbformat.read(Course(course).release(NAME), as_version=4) == release


# What is missing


def test_nothing_handed_in_is_said(tiny):
    with pytest.raises(CourseError, match="Nothing was handed in"):
        grade_class(tiny, NAME)


def test_a_student_without_a_submission_is_named(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(release))
    with pytest.raises(CourseError, match="handed in by bob, cleo"):
        grade_class(tiny, NAME, ["cleo", "ann", "bob"])


def test_an_unknown_assignment_is_said(tiny):
    with pytest.raises(CourseError, match="no assignment nosuch"):
        grade_class(tiny, "nosuch")


def test_a_source_that_nbgrader_refuses_is_a_reason(tiny):
    source = source_notebook()
    find(source, "test_double").metadata.nbgrader.grade_id = "double"
    write_course(tiny.root, source)
    with pytest.raises(CourseError, match=r"tiny could not be released: .*double"):
        generate(tiny, NAME)


# Release and feedback


def test_the_release_is_what_the_manifest_says(tiny, manifest):
    generate(tiny, NAME)
    assert nbformat.read(tiny.release(NAME), as_version=4) == manifest.release()


def test_feedback_is_written_for_all(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(answered(release, {**RIGHT, "double": SQUARE})))
    hand_in(tiny.root, "bob", b"{")
    rows(tiny)
    ann, bob = write_feedback(tiny, NAME).values()
    assert "That is the square." in ann.read_text()
    assert "not valid JSON" in bob.read_text()


def test_feedback_of_one_is_written_anew(tiny, release):
    for student in ("ann", "bob"):
        hand_in(tiny.root, student, as_bytes(answered(release)))
    rows(tiny)
    (page,) = write_feedback(tiny, NAME, ["bob"]).values()
    page.write_text("old")
    assert write_feedback(tiny, NAME, ["bob"], jobs=1) == {"bob": page}
    assert "13" in page.read_text()
    assert not (tiny.root / "feedback" / "ann").exists()


def test_a_page_that_cannot_be_made_has_its_reason_and_the_others_are(tiny, release):
    for student in ("ann", "bob"):
        hand_in(tiny.root, student, as_bytes(answered(release)))
    rows(tiny)
    autograded(tiny, "ann").unlink()
    autograded(tiny, "ann").write_text("{")
    told = write_feedback(tiny, NAME)
    assert isinstance(told["ann"], Failed)
    assert told["bob"].exists()


def test_feedback_needs_something_graded(tiny, release):
    with pytest.raises(CourseError, match="Nothing is graded"):
        write_feedback(tiny, NAME)
    hand_in(tiny.root, "ann", as_bytes(release))
    rows(tiny)
    with pytest.raises(CourseError, match="graded of bob"):
        write_feedback(tiny, NAME, ["bob"])


def marks(auto, *, text=False):
    """Of an exercise, and of an answer in words if there is one."""
    found = [Mark(Item("double", 13), auto, waits=auto is None)]
    found += [Mark(Item("why", 90, tested=False), waits=True)] * text
    return {mark.item.name: mark for mark in found}


def test_a_table_tells_all():
    told = table(
        [
            Result("ann", marks=marks(12.5, text=True), flags=("a cell died",), suspicion=("x",)),
            Result("a-longer-name", marks=marks(0.0)),
            Result("bob", "The file is empty.", marks(None, text=True)),
        ]
    ).splitlines()
    assert [" ".join(line.split()) for line in told] == [
        "student autograded to mark what to know",
        "ann 12.50 / 13 1 a cell died; x",
        "a-longer-name 0.00 / 13",
        "bob not graded 2 The file is empty.",
    ]
    assert {line.index("/") for line in told if "/" in line} == {told[1].index("/")}

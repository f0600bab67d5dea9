"""What happens to a gradebook, a class and a notebook in a term stops no command."""

import csv
import json
import shutil

import nbformat
import pytest
from changes import (
    add_exercise,
    change_points,
    gradebook,
    handed_in_at,
    mend_tests,
    remove_exercise,
    set_due,
    set_limit,
    source,
    weigh_checks_alike,
)
from nbgrader.apps import ExportApp
from tiny_course import (
    NAME,
    RIGHT,
    answered,
    as_bytes,
    hand_in,
)

from autograder.commands import main as command
from autograder.commands.feedback import write_feedback
from autograder.commands.grade import grade_class
from autograder.commands.report import write_report
from autograder.course import Course, CourseError
from autograder.gradebook.export import CsvExport
from autograder.gradebook.release import generate
from autograder.grading.result import State

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"
DUE = "2026-03-01 13:00:00"


@pytest.fixture
def tiny(released_course, release):
    """Ann is right and her answer is marked 70, Bob has a known mistake."""
    hand_in(released_course, "ann", as_bytes(answered(release)))
    hand_in(released_course, "bob", as_bytes(answered(release, {**RIGHT, "double": SQUARE})))
    course = Course(released_course)
    grade_class(course, NAME)
    with gradebook(course) as opened:
        grade = opened.find_grade("answer_why", NAME, NAME, "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 70, 2, False
        opened.find_comment("answer_why", NAME, NAME, "ann").manual_comment = "Well said."
        opened.db.commit()
    return course


def scores(course, **options):
    return {row.student: row.score for row in grade_class(course, NAME, **options)}


def stamp(course, student):
    return course.autograded(NAME, student).stat().st_mtime_ns


# What has changed is graded again, and a line says why


def test_what_is_up_to_date_is_not_graded_again(tiny, capsys):
    before = stamp(tiny, "ann")
    assert scores(tiny) == {"ann": 85, "bob": 9}
    assert stamp(tiny, "ann") == before
    assert capsys.readouterr().err == ""


def test_a_mended_test_is_noticed(tiny, capsys):
    weigh_checks_alike(tiny)
    scores(tiny)
    assert "tiny: 2 graded again: the hidden tests have changed." in capsys.readouterr().err


def test_other_limits_are_noticed(tiny, capsys):
    scores(set_limit(tiny))
    assert "the limits or what may be imported have changed" in capsys.readouterr().err


def test_changed_points_leave_no_impossible_score_and_accuse_nobody(tiny, capsys):
    change_points(tiny)
    rows = {row.student: row for row in grade_class(tiny, NAME)}
    assert (rows["ann"].autograded, rows["ann"].max_autograded) == (11, 11)
    assert rows["ann"].score == 83
    said = capsys.readouterr().err
    assert "double was worth 4 points and is worth 2 now." in said
    assert "tiny: 2 graded again: the instructor's notebook has changed." in said
    assert {row.flags for row in rows.values()} == {
        ("It was made from an earlier release of the notebook; what has changed since is as now.",)
    }
    with gradebook(tiny) as opened:
        assert opened.find_grade("test_double", NAME, NAME, "ann").max_score == 2


def test_an_exercise_may_be_added_after_hand_ins(tiny, capsys):
    add_exercise(tiny)
    assert scores(tiny) == {"ann": 85, "bob": 9}
    assert "triple was added to the gradebook." in capsys.readouterr().err
    ann = grade_class(tiny, NAME)[0]
    assert ann.not_begun == ("triple",)


def test_an_exercise_may_be_removed_after_hand_ins(tiny, capsys):
    remove_exercise(tiny)
    assert scores(tiny) == {"ann": 82, "bob": 6}
    assert "half is no longer in the notebook" in capsys.readouterr().err
    generate(tiny, NAME)
    assert "half(4)" not in tiny.release(NAME).read_text()
    assert scores(tiny) == {"ann": 82, "bob": 6}


def test_a_release_is_not_lost_when_nbgrader_refuses(tiny):
    before = tiny.release(NAME).read_text()
    changed = source(tiny)
    changed.cells = [cell for cell in changed.cells if cell.id != "half"]
    nbformat.write(changed, tiny.source(NAME))
    with pytest.raises(CourseError, match="could not be released"):
        generate(tiny, NAME)
    assert tiny.release(NAME).read_text() == before


def test_an_error_in_a_hidden_test_is_told_as_such_and_costs_nobody_a_point(tiny, capsys):
    right = 'Check("a number", _number, Close("The double"), weight=3)'
    broken = 'Check("a number", _number, lambda *_: {}["params"], weight=3)'
    mend_tests(tiny, right, broken)
    rows = {row.student: row for row in grade_class(tiny, NAME)}
    for row in rows.values():
        assert row.state_of("double") is State.WAITING
        (suspicion,) = row.suspicion
        assert suspicion.startswith(
            "double: its check “a number” failed by itself, which is no fault of the student's "
            "(KeyError: 'params' (tiny.py, line "
        )
    page = write_feedback(tiny, NAME)["ann"].read_text()
    assert "That is our fault, not yours" in page
    assert "KeyError" not in page
    mend_tests(tiny, broken, right)
    assert scores(tiny) == {"ann": 85, "bob": 9}


# Marks of persons

DOUBLE = RIGHT["double"]
OTHER_DOUBLE = "def double(x):\n    return 2 * x"


def mark_code(course, student, points):
    with gradebook(course) as opened:
        grade = opened.find_grade("test_double", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        opened.db.commit()


def again(course, **options):
    return {row.student: row.again for row in grade_class(course, NAME, **options)}


def test_nobody_is_asked_to_look_again_at_what_is_as_it_was(tiny):
    mark_code(tiny, "ann", 3)
    assert again(tiny, force=True) == {"ann": (), "bob": ()}
    add_exercise(tiny)
    assert again(tiny) == {"ann": (), "bob": ()}
    assert grade_class(tiny, NAME)[0].score == 84


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"answer_why": "Because, but otherwise."}, ("answer_why",)),
        ({"double": OTHER_DOUBLE}, ("double",)),
        ({"double": SQUARE, "answer_why": "No."}, ("double", "answer_why")),
        ({"half": "def half(x):\n    return x"}, ()),
    ],
)
def test_a_person_looks_again_at_what_has_changed_and_the_mark_counts(
    tiny, release, answers, expected
):
    mark_code(tiny, "ann", 3)
    grade_class(tiny, NAME)
    hand_in(tiny.root, "ann", as_bytes(answered(release, {**RIGHT, **answers})))
    ann = grade_class(tiny, NAME)[0]
    assert ann.again == expected
    assert (ann.marks["answer_why"].score, ann.marks["double"].score) == (72, 3)
    assert again(tiny)["ann"] == expected  # until somebody has
    with gradebook(tiny) as opened:
        for name in ("test_double", "answer_why"):
            opened.find_grade(name, NAME, NAME, "ann").needs_manual_grade = False
        opened.db.commit()
    assert again(tiny, force=True)["ann"] == ()


def test_a_person_looks_again_where_a_mended_test_finds_something_else(tiny):
    mark_code(tiny, "ann", 3)
    mark_code(tiny, "bob", 2)
    grade_class(tiny, NAME)
    wrong_for_arrays = 'Check("an array", lambda rng: ("no",), Close("The double"), weight=1)'
    mend_tests(tiny, 'Check("an array", _array, Close("The double"), weight=1)', wrong_for_arrays)
    mend_tests(
        tiny, "    return 2 * np.asarray(x)", "    return 2.0 * len(x) if x == 'no' else 2 * x"
    )
    assert again(tiny) == {"ann": ("double",), "bob": ()}


def test_marks_come_back_with_an_exercise_that_comes_back(tiny, capsys):
    with gradebook(tiny) as opened:
        grade = opened.find_grade("test_half", NAME, NAME, "ann")
        grade.manual_score, grade.needs_manual_grade = 1, False
        opened.find_comment("half", NAME, NAME, "ann").manual_comment = "Half well."
        opened.db.commit()
    before = tiny.source(NAME).read_text(), (tiny.root / "tiny_tests" / "tiny.py").read_text()
    remove_exercise(tiny)
    assert scores(tiny) == {"ann": 82, "bob": 6}
    assert scores(tiny) == {"ann": 82, "bob": 6}
    tiny.source(NAME).write_text(before[0])
    (tiny.root / "tiny_tests" / "tiny.py").write_text(before[1])
    capsys.readouterr()
    assert scores(tiny) == {"ann": 83, "bob": 9}
    assert "Marks that persons gave before are there again: 1." in capsys.readouterr().err
    assert again(tiny)["ann"] == ()
    with gradebook(tiny) as opened:
        assert opened.find_comment("half", NAME, NAME, "ann").comment == "Half well."


@pytest.mark.parametrize("read", [grade_class, write_report, write_feedback])
def test_an_older_copy_of_the_gradebook_loses_no_mark_without_a_word(tiny, read, capsys):
    older = (tiny.root / "gradebook.db").read_bytes()
    mark_code(tiny, "ann", 2)
    mark_code(tiny, "bob", 3)
    grade_class(tiny, NAME)
    capsys.readouterr()
    (tiny.root / "gradebook.db").write_bytes(older)
    read(tiny, NAME)
    said = capsys.readouterr().err
    assert "no longer in the gradebook (ann: test_double, bob: test_double)" in said
    aside = json.loads((tiny.root / f".autograder/marks/{NAME}.lost.json").read_text())
    assert [aside[who]["test_double"]["score"] for who in ("ann", "bob")] == [2, 3]
    read(tiny, NAME)
    assert "no longer in the gradebook" not in capsys.readouterr().err


def test_a_mark_that_was_taken_away_does_not_come_back(tiny):
    grade_class(tiny, NAME)
    with gradebook(tiny) as opened:
        grade = opened.find_grade("answer_why", NAME, NAME, "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = None, None, True
        opened.db.commit()
    grade_class(tiny, NAME)
    (tiny.root / "gradebook.db").unlink()
    ann = grade_class(tiny, NAME)[0]
    assert (ann.score, ann.waiting) == (13, ("answer_why",))


# Times


@pytest.fixture
def strict(tiny):
    """What is late has no points, and Ann is."""
    with (tiny.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course(tiny.root)
    set_due(course, DUE)
    handed_in_at(course, "ann", "2026-03-01 14:00:00")
    return course


def test_penalties_are_worked_out_anew_on_every_run_and_shown(strict, monkeypatch, capsys):
    before = stamp(strict, "ann")
    assert scores(strict) == {"ann": 0, "bob": 9}
    monkeypatch.chdir(strict.root)
    command.main(["grade", NAME])
    assert "1.0 h, -85" in capsys.readouterr().out
    handed_in_at(strict, "ann", "2026-03-01 12:00:00")
    assert scores(strict) == {"ann": 85, "bob": 9}
    handed_in_at(strict, "ann", "2026-03-01 14:00:00")
    set_due(strict, "2026-03-01 15:00:00")
    assert scores(strict) == {"ann": 85, "bob": 9}
    set_due(strict, DUE)
    with gradebook(strict) as opened:
        opened.grant_extension(NAME, "ann", hours=2)
    assert scores(strict) == {"ann": 85, "bob": 9}
    assert stamp(strict, "ann") == before


def test_a_time_that_is_taken_away_is_no_longer_late(strict):
    assert scores(strict)["ann"] == 0
    (strict.submission(NAME, "ann").parent / "timestamp.txt").unlink()
    assert scores(strict)["ann"] == 85


# Students and gradebooks come and go


def test_a_dropped_student_stops_nobody_and_stays_dropped(tiny):
    with gradebook(tiny) as opened:
        opened.remove_student("bob")
    rows = {row.student: row for row in grade_class(tiny, NAME)}
    assert rows["ann"].score == 85
    assert rows["bob"].ungraded == (
        "Not in the gradebook: dropped? If not: autograder grade tiny --student bob"
    )
    weigh_checks_alike(tiny)
    assert {row.student: row.score for row in grade_class(tiny, NAME)} == {"ann": 85, "bob": None}
    write_report(tiny, NAME)
    (row,) = grade_class(tiny, NAME, ["bob"])
    assert row.score == 9


def test_a_lost_entry_is_made_again(tiny, capsys):
    with gradebook(tiny) as opened:
        opened.remove_submission(NAME, "bob")
    assert scores(tiny) == {"ann": 85, "bob": 9}
    assert "the gradebook did not have them" in capsys.readouterr().err


def lose(path):
    path.unlink()


def spoil(path):
    path.rename(path.with_suffix(".old"))


@pytest.mark.parametrize("happen", [lose, spoil])
def test_a_lost_gradebook_is_made_again_with_the_marks_that_persons_gave(tiny, happen, capsys):
    write_report(tiny, NAME)
    before = stamp(tiny, "ann")
    happen(tiny.root / "gradebook.db")
    assert scores(tiny) == {"ann": 85, "bob": 9}
    assert stamp(tiny, "ann") == before
    assert "2 graded notebooks were entered again" in capsys.readouterr().err
    with gradebook(tiny) as opened:
        grade = opened.find_grade("answer_why", NAME, NAME, "ann")
        assert (grade.manual_score, grade.extra_credit, grade.needs_manual_grade) == (70, 2, False)
        comment = opened.find_comment("answer_why", NAME, NAME, "ann")
        assert comment.comment == "Well said."


def test_a_lost_gradebook_and_a_mended_test_at_once(tiny):
    write_report(tiny, NAME)
    (tiny.root / "gradebook.db").unlink()
    weigh_checks_alike(tiny)
    assert scores(tiny) == {"ann": 85, "bob": 9}


@pytest.mark.parametrize("write", [write_report, write_feedback])
def test_without_a_gradebook_no_page_is_written_over_a_good_one(tiny, write):
    report, page = write_report(tiny, NAME)[0], write_feedback(tiny, NAME)["ann"]
    before = report.read_text(), page.read_text()
    (tiny.root / "gradebook.db").unlink()
    with pytest.raises(CourseError, match=r"gradebook.db is missing: autograder grade tiny makes"):
        write(tiny, NAME)
    assert (report.read_text(), page.read_text()) == before
    assert not (tiny.root / "gradebook.db").exists()


def test_an_empty_gradebook_makes_no_empty_report(tiny):
    page = write_report(tiny, NAME)[0]
    before = page.read_text()
    with gradebook(tiny) as opened:
        for student in ("ann", "bob"):
            opened.remove_student(student)
    with pytest.raises(CourseError, match="knows of no submission of tiny"):
        write_report(tiny, NAME)
    assert page.read_text() == before


@pytest.mark.parametrize(
    "typed",
    [
        ("grade", NAME),
        ("grade", NAME, "--dry-run"),
        ("report", NAME),
        ("feedback", NAME),
        ("release", NAME),
        ("collect", NAME, "submitted"),
    ],
    ids=" ".join,
)
def test_a_broken_gradebook_is_one_line(tiny, typed, monkeypatch, capsys):
    (tiny.root / "gradebook.db").write_bytes(b"not a database" * 999)
    for file in tiny.root.glob("gradebook.db-*"):
        file.unlink()
    monkeypatch.chdir(tiny.root)
    assert command.main(typed) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "the file is broken. Rename it, and autograder grade makes a new one" in said


def test_a_broken_gradebook_is_one_line_when_it_is_exported(tiny):
    (tiny.root / "gradebook.db").write_bytes(b"not a database" * 999)
    for file in tiny.root.glob("gradebook.db-*"):
        file.unlink()
    app = ExportApp(coursedir=tiny.directory(NAME), config=tiny.config)
    with pytest.raises(SystemExit, match=r"^autograder: The gradebook could not be read: the file"):
        CsvExport(parent=app)


def test_a_bonus_is_no_part_of_what_can_be_had_in_the_exported_table(tiny):
    app = ExportApp(coursedir=tiny.directory(NAME), config=tiny.config)
    export = CsvExport(parent=app, to=str(tiny.root / "grades.csv"))
    with gradebook(tiny) as opened:
        export.export(opened)
    with (tiny.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert (rows["ann"]["score"], rows["ann"]["max_score"]) == ("85.0", "100.0")


def test_who_handed_in_what_cannot_be_graded_is_in_the_gradebook(tiny):
    (tiny.submission(NAME, "cy").parent).mkdir(parents=True)
    (tiny.submission(NAME, "cy").parent / "tiny.pdf").write_bytes(b"%PDF")
    assert scores(tiny) == {"ann": 85, "bob": 9, "cy": None}
    with gradebook(tiny) as opened:
        assert {student.id for student in opened.students} == {"ann", "bob", "cy"}


def test_what_was_graded_and_is_gone_from_submitted_stays_as_it_is(tiny, capsys):
    shutil.rmtree(tiny.root / "submitted" / "bob")
    assert scores(tiny) == {"ann": 85}
    line = "tiny: no longer in submitted/, and graded as before: bob."
    assert line in capsys.readouterr().err
    assert tiny.autograded(NAME, "bob").exists()

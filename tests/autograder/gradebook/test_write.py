"""Scores are saved as nbgrader saves them, and all of a submission's or none."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from course_folder import run, saved, timeless
from nbgrader.api import Gradebook
from tiny_course import NAME, answered, as_bytes, hand_in

from autograder.commands import feedback as feedback_command
from autograder.commands import grade as grade_command
from autograder.commands import main as command
from autograder.commands.grade import grade_class
from autograder.course import Course, CourseError
from autograder.gradebook import write

LATE = """
c.LateSubmissionPlugin.penalty_method = "zero"
c.CourseDirectory.course_id = "late"
"""
WHEN = {"early": "2026-03-01 12:30:00 UTC", "late": "2026-03-01 13:30:01 UTC"}


@pytest.fixture
def tiny(released_course):
    return Course(released_course)


@pytest.mark.slow
def test_the_gradebook_is_what_nbgrader_autograde_makes(released_course, release, tmp_path):
    with (released_course / "nbgrader_config.py").open("a") as config:
        config.write(LATE)
    with Gradebook(f"sqlite:///{released_course}/gradebook.db", "late") as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 13:00:00 UTC")
    for student, when in WHEN.items():
        path = hand_in(released_course, student, as_bytes(answered(release)))
        (path.parent / "timestamp.txt").write_text(when)
    hand_in(released_course, "untouched", as_bytes(release))
    hand_in(released_course, "cut", b"{")
    (released_course / ".course_seed").write_text("the same for both")
    other = shutil.copytree(released_course, tmp_path / "other")
    assert "cut" in run(released_course, "autograder", "grade", NAME)
    run(other, "nbgrader", "autograde", NAME)
    ours, theirs = saved(released_course), saved(other)
    assert ours == theirs
    assert {who: told[1:3] for who, told in ours.items()} == {
        "early": (13, 0),
        "late": (13, 13),
        "untouched": (0, 0),
        "cut": (0, 0),
    }
    for path in (other / "autograded").rglob("*.*"):
        mine = released_course / path.relative_to(other)
        assert timeless(mine) == timeless(path)
        assert mine.stat().st_mode == path.stat().st_mode


@pytest.fixture
def sessions(monkeypatch):
    """Counts how often a gradebook is opened."""
    opened = []
    make = Gradebook.__init__

    def count(self, *arguments, **options):
        opened.append(self)
        make(self, *arguments, **options)

    monkeypatch.setattr(Gradebook, "__init__", count)
    return opened


@pytest.mark.parametrize("late", [False, True])
def test_a_submission_takes_one_session_of_the_gradebook(tiny, release, sessions, late):
    students = [f"s{n}" for n in range(3)]
    if late:
        with (tiny.root / "nbgrader_config.py").open("a") as config:
            config.write(LATE)
        with Gradebook(tiny.directory(NAME).db_url, "late") as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 13:00:00 UTC")
    for student in students:
        path = hand_in(tiny.root, student, as_bytes(answered(release)))
        (path.parent / "timestamp.txt").write_text(WHEN["late"])
    sessions.clear()
    rows = grade_class(Course(tiny.root), NAME)
    assert [row.penalty for row in rows] == [13 * late] * 3
    assert len(sessions) == 1 + len(students)  # one to see that the assignment is there
    sessions.clear()
    assert grade_class(Course(tiny.root), NAME) == rows
    assert len(sessions) == 3  # to agree, to work out how late they are, to read


def test_a_page_takes_one_session_of_the_gradebook(tiny, release, sessions):
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    grade_class(tiny, NAME)
    sessions.clear()
    feedback_command.write_page(tiny.root, NAME, "ann")
    assert len(sessions) == 1


@pytest.mark.parametrize("kind", ["symlink_to", "hardlink_to"])
def test_nothing_is_written_through_a_link_in_place_of_a_graded_notebook(tiny, release, kind):
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    elsewhere = tiny.root / "elsewhere.txt"
    elsewhere.write_text("somebody's")
    for path in (tiny.autograded(NAME, "ann"), tiny.root / "autograded/ann" / NAME / write.TIME):
        path.parent.mkdir(parents=True, exist_ok=True)
        getattr(path, kind)(elsewhere)
    (row,) = grade_class(tiny, NAME)
    assert row.score == 13
    assert elsewhere.read_text() == "somebody's"


def test_a_new_submission_is_graded_and_an_old_one_is_not(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(release))
    assert grade_class(tiny, NAME)[0].score == 0
    hand_in(tiny.root, "ann", as_bytes(answered(release)))
    assert grade_class(tiny, NAME)[0].score == 13
    stamp = tiny.autograded(NAME, "ann").stat().st_mtime_ns
    grade_class(tiny, NAME)
    assert tiny.autograded(NAME, "ann").stat().st_mtime_ns == stamp
    (tiny.submission(NAME, "ann").parent / "data.csv").write_text("1,2")
    grade_class(tiny, NAME)
    assert tiny.autograded(NAME, "ann").stat().st_mtime_ns > stamp


def test_what_is_handed_in_meanwhile_is_graded_the_next_time(tiny, release, monkeypatch):
    grade_all = grade_command.grade_all
    hand_in(tiny.root, "ann", as_bytes(release))

    def and_meanwhile(*arguments, **options):
        for result in grade_all(*arguments, **options):
            hand_in(tiny.root, "ann", as_bytes(answered(release)))
            yield result

    monkeypatch.setattr(grade_command, "grade_all", and_meanwhile)
    assert grade_class(tiny, NAME)[0].score == 0
    monkeypatch.setattr(grade_command, "grade_all", grade_all)
    assert grade_class(tiny, NAME)[0].score == 13


def test_what_is_taken_away_meanwhile_stops_nobody_else(tiny, release, monkeypatch):
    grade_all = grade_command.grade_all
    for student in ("ann", "bob"):
        hand_in(tiny.root, student, as_bytes(answered(release)))

    def but_first(*arguments, **options):
        shutil.rmtree(tiny.submission(NAME, "ann").parent)
        yield from grade_all(*arguments, **options)

    monkeypatch.setattr(grade_command, "grade_all", but_first)
    ann, bob = grade_class(tiny, NAME)
    assert ann.ungraded == "It cannot be read: No such file or directory."
    assert bob.score == 13


def test_two_do_not_save_at_once(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(release))
    holds = (
        "import fcntl, sys, time; f = open('.autograder/lock', 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(60)"
    )
    (tiny.root / ".autograder").mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-c", holds], cwd=tiny.root, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        with pytest.raises(CourseError, match="Another autograder is at work in this folder"):
            grade_class(tiny, NAME)
        other.kill()
    assert grade_class(tiny, NAME)[0].score == 0


def test_what_was_left_of_a_file_is_removed(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(release))
    (tiny.root / ".autograder" / "draft").mkdir(parents=True)
    (tiny.root / ".autograder" / "draft" / "half.ipynb").write_text("{")
    grade_class(tiny, NAME)
    assert list((tiny.root / ".autograder").rglob("*.ipynb")) == []


# Refusals


@pytest.mark.slow
def test_a_locked_gradebook_is_said_and_the_next_run_completes(tiny, release, monkeypatch, capsys):
    for student in ("ann", "bob"):
        hand_in(tiny.root, student, as_bytes(answered(release)))
    other = sqlite3.connect(tiny.root / "gradebook.db", isolation_level=None)
    save, locked = write.save, []

    def lock_before_bob(course, assignment, student, graded):
        if student == "bob" and not locked:
            other.execute("BEGIN IMMEDIATE")
            locked.append(True)
        return save(course, assignment, student, graded)

    monkeypatch.setattr(grade_command, "save", lock_before_bob)
    monkeypatch.chdir(tiny.root)
    assert command.main(["grade", NAME]) == 2
    assert capsys.readouterr().err == (
        "autograder: The gradebook could not be written: another program keeps it locked. "
        "Close that. Run the same command again when that is mended: what is graded stays so.\n"
    )
    assert not tiny.autograded(NAME, "bob").exists()
    stamp = tiny.autograded(NAME, "ann").stat().st_mtime_ns
    other.rollback()
    other.close()
    assert [row.score for row in grade_class(tiny, NAME)] == [13, 13]
    assert tiny.autograded(NAME, "ann").stat().st_mtime_ns == stamp


def test_others_read_the_gradebook_while_we_write(tiny, release):
    hand_in(tiny.root, "ann", as_bytes(release))
    grade_class(tiny, NAME)
    writer = sqlite3.connect(tiny.root / "gradebook.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE student SET first_name = 'Ann'")
    reader = sqlite3.connect(tiny.root / "gradebook.db", timeout=0)
    assert reader.execute("SELECT id FROM student").fetchall() == [("ann",)]
    writer.rollback()


FULL = """
set -e
cp -r "{course}/." /mnt
cd /mnt
head -c 30M /dev/zero > filler || true
if "{autograder}" grade {name}; then exit 9; fi
rm filler
"{autograder}" grade {name}
"""


@pytest.mark.slow
def test_a_full_disk_is_said_and_the_next_run_completes(released_course, release):
    for student in ("ann", "bob"):
        hand_in(released_course, student, as_bytes(answered(release)))
    script = FULL.format(
        course=released_course, name=NAME, autograder=Path(sys.executable).with_name("autograder")
    )
    jail = ["bwrap", "--dev-bind", "/", "/", "--size", str(8 * 2**20), "--tmpfs", "/mnt"]
    done = subprocess.run(
        [*jail, "bash", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Run the same command again when that is mended: what is graded stays so." in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.count("10.00 / 10  ") == 2


def test_folders_that_are_shared_already_are_left_to_their_owner(tmp_path, monkeypatch):
    directory = SimpleNamespace(root=str(tmp_path), groupshared=True)
    path = tmp_path / "autograded/ann/tiny/tiny.ipynb"
    write._put(path, "one", directory)
    assert path.parent.stat().st_mode & 0o7777 == 0o2775
    changed = []
    monkeypatch.setattr(Path, "chmod", lambda changes, _mode: changed.append(changes))
    write._put(path, "two", directory)
    assert path.read_text() == "two"
    assert [one for one in changed if one.is_dir()] == []

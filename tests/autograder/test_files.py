"""What lies beside a notebook: student code may read it, nobody is harmed by it."""

import os

import pytest
import tiny_course
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

from autograder.commands.grade import grade_class
from autograder.course import Course
from autograder.files import Submission, files_beside, read_file, read_submission
from autograder.grading.grade import grade
from autograder.limits import Limits
from autograder.sandbox.session import Session


@pytest.fixture
def folder(tmp_path):
    """A folder with a notebook in it."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "tiny.ipynb").write_bytes(b"{}")
    (tmp_path / "secret.txt").write_text("a secret")
    return tmp_path / "work"


def test_files_beside_the_notebook_are_read(folder):
    (folder / "data").mkdir()
    (folder / "data" / "trace.csv").write_text("1,2")
    (folder / "help.py").write_text("x = 1")
    assert read_submission(folder / "tiny.ipynb", Limits()) == Submission(
        b"{}", {"data/trace.csv": b"1,2", "help.py": b"x = 1"}
    )


def test_what_is_not_a_students_work_is_not_read(folder):
    (folder / "timestamp.txt").write_text("2026-01-01")
    (folder / "other.ipynb").write_text("{}")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "x.txt").write_text("x")
    (folder / ".hidden").write_text("x")
    assert files_beside(folder / "tiny.ipynb", Limits()) == ({}, ())


def test_no_link_is_followed(folder):
    (folder / "secret.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "up").symlink_to(folder.parent)
    files, left_out = files_beside(folder / "tiny.ipynb", Limits())
    assert files == {}
    assert [told.split(" was left out")[0] for told in left_out] == ["secret.txt", "up"]


def test_a_pipe_or_a_device_keeps_nobody_waiting(folder):
    os.mkfifo(folder / "pipe")
    files, left_out = files_beside(folder / "tiny.ipynb", Limits())
    assert files == {}
    assert left_out == ("pipe was left out: it is not a plain file",)
    with pytest.raises(OSError, match="not a plain file"):
        read_file(folder / "pipe", 10)


def test_a_file_with_another_name_elsewhere_is_not_read(folder):
    (folder / "mine.txt").hardlink_to(folder.parent / "secret.txt")
    files, left_out = files_beside(folder / "tiny.ipynb", Limits())
    assert files == {}
    assert left_out == ("mine.txt was left out: it has another name elsewhere",)


@pytest.mark.parametrize("how", ["symbolic", "hard", "pipe"])
def test_a_file_that_becomes_a_link_while_it_is_looked_at_is_not_read(folder, how, monkeypatch):
    """What counts is the file that was opened, not what bore its name before."""
    path, secret, real = folder / "data.txt", folder.parent / "secret.txt", os.open
    path.write_text("harmless")

    def late(name, *more, **where):
        if name == path.name:
            path.unlink()
            makes = {"symbolic": path.symlink_to, "hard": path.hardlink_to}
            makes[how](secret) if how in makes else os.mkfifo(path)
        return real(name, *more, **where)

    monkeypatch.setattr(os, "open", late)
    files, (left_out,) = files_beside(folder / "tiny.ipynb", Limits())
    assert files == {}
    assert left_out.startswith("data.txt was left out")


def test_a_folder_that_becomes_a_link_while_it_is_looked_at_is_not_entered(folder, monkeypatch):
    neighbour, real = folder.parent / "neighbour", os.open
    for place in (folder / "data" / "in", neighbour / "in"):
        place.mkdir(parents=True)
        (place / "x.csv").write_text(str(place))

    def late(name, *more, **where):
        if name == "data":
            (folder / "data").rename(folder.parent / "was")
            (folder / "data").symlink_to(neighbour)
        return real(name, *more, **where)

    monkeypatch.setattr(os, "open", late)
    files, (left_out,) = files_beside(folder / "tiny.ipynb", Limits())
    assert files == {}
    assert left_out.startswith("data/in/x.csv was left out")


def test_what_is_graded_is_what_its_digest_is_of(folder):
    """A file that is exchanged afterwards is graded again."""
    before = read_submission(folder / "tiny.ipynb", Limits())
    (folder / "tiny.ipynb").write_bytes(b"{ }")
    assert before.notebook == b"{}"
    assert read_submission(folder / "tiny.ipynb", Limits()).digest != before.digest


def test_folders_without_end_are_left_out(folder):
    deep = folder
    for _ in range(30):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (folder / "data.txt").write_text("x")
    for number in range(2000):
        (folder / "many" / str(number)).mkdir(parents=True)
    files, left_out = files_beside(folder / "tiny.ipynb", Limits())
    assert files == {"data.txt": b"x"}
    assert left_out == ("folders were left out: there are too many, or they cannot be read",)


@pytest.mark.parametrize("limits", [Limits(files_beside=2), Limits(size_beside=1)])
def test_too_much_is_left_out(folder, limits):
    for number in range(4):
        (folder / f"{number}.bin").write_bytes(bytes(500_000))
    files, (left_out,) = files_beside(folder / "tiny.ipynb", limits)
    assert list(files) == ["0.bin", "1.bin"]
    assert left_out.startswith("2.bin and what follows was left out")


def test_student_code_finds_its_files(runner):
    files = {"data.csv": b"1,2\n", "deep/er/x.bin": bytes(range(256)), "helper.py": b"answer = 42"}
    with Session(runner, files) as session:
        session.run("import helper, os")
        assert session.run("open('data.csv').read()")[0].data["text/plain"] == "'1,2\\n'"
        assert (
            session.run("sum(open('deep/er/x.bin', 'rb').read())")[0].data["text/plain"] == "32640"
        )
        session.run("os._exit(0)")
        assert session.run("helper.answer, os.path.exists('data.csv')")[0].data["text/plain"] == (
            "(42, True)"
        )


@pytest.mark.parametrize("name", ["numpy.py", "scipy/__init__.py", "sitecustomize.py", "wave.py"])
def test_no_file_hides_a_module(runner, name):
    with Session(runner, {name: b"raise RuntimeError"}) as session:
        shown = session.run("import numpy, scipy, wave\nnumpy.arange(3).sum(), wave.Wave_read")
        assert "Wave_read" in shown[0].data["text/plain"]


def test_files_that_cannot_be_written_are_not_there(runner):
    files = {"x" * 300: b"1", "a": b"1", "a/b": b"1", "ok": b"1"}
    with Session(runner, files) as session:
        shown = session.run("import os; sorted(os.listdir())")
        assert shown[0].data["text/plain"] == "['a', 'ok']"


def test_the_instructors_files_win(tmp_path, runner):
    folder = tiny_course.write_course(tmp_path)
    (folder / "source" / NAME / "data.txt").write_text("4")
    manifest = tiny_course.Manifest.of(folder / "source" / NAME / f"{NAME}.ipynb")
    uses = "def double(x):\n    return x * int(open('data.txt').read()) / 2"
    notebook = answered(manifest.release(), {**RIGHT, "double": uses})
    theirs = Submission(as_bytes(notebook), {"data.txt": b"7"})
    assert grade(manifest, theirs, 1, runner).verdicts["test_double"].right


# Through the whole of grading


def test_nothing_beside_the_notebook_gets_into_what_is_given_back(released_course, release):
    secret = released_course / "secret.txt"
    secret.write_text("a secret")
    place = hand_in(released_course, "ann", as_bytes(answered(release))).parent
    (place / "stolen.txt").symlink_to(secret)
    (place / "data.txt").write_text("own data")
    (row,) = grade_class(Course(released_course), NAME)
    assert row.score == 13
    assert "stolen.txt was left out" in row.flags[0]
    given = sorted(path.name for path in (released_course / "autograded").rglob("*.*"))
    assert given == [f"{NAME}.ipynb"]


def test_a_notebook_that_is_a_link_is_not_graded(released_course, release):
    right = hand_in(released_course, "ann", as_bytes(answered(release)))
    copied = hand_in(released_course, "bob", b"")
    copied.unlink()
    copied.symlink_to(right)
    rows = {row.student: row for row in grade_class(Course(released_course), NAME)}
    assert rows["ann"].score == 13
    assert "is a link" in rows["bob"].ungraded


def test_a_pipe_in_place_of_the_time_keeps_nobody_waiting(released_course, release):
    place = hand_in(released_course, "ann", as_bytes(answered(release))).parent
    os.mkfifo(place / "timestamp.txt")
    (row,) = grade_class(Course(released_course), NAME)
    assert "timestamp.txt" in row.ungraded

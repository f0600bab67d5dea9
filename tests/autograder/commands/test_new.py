"""`autograder new` writes a course that works at once (anywhere: test_instructors_guide.py)."""

import shutil

import pytest

from autograder.commands import main as command
from autograder.commands.check import check
from autograder.commands.grade import grade_class
from autograder.commands.new import new
from autograder.course import Course, CourseError

NAME = "falling"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A new course; not to be changed."""
    return new(tmp_path_factory.mktemp("new") / "course")


@pytest.fixture
def course(made, tmp_path):
    """A copy of it."""
    return Course(shutil.copytree(made.root, tmp_path / "course"))


def test_a_new_course_is_sound(made, runner):
    claims = check(made, NAME, runner)
    assert {claim: problems for claim, problems in claims.items() if problems} == {}


def test_its_sample_students_are_graded_and_the_mistake_is_named(course):
    rows = grade_class(course, NAME, jobs=1)
    assert {row.student: (row.score, row.waiting) for row in rows} == {
        "ada": (80, ("answer_final_speed",)),
        "bela": (0, ("answer_final_speed",)),
    }
    assert "pure number" in course.autograded(NAME, "bela").read_text()
    assert "pure number" not in course.autograded(NAME, "ada").read_text()


def test_in_one_process_a_course_and_its_changed_copy_each_use_their_own_tests(course, tmp_path):
    copy = Course(shutil.copytree(course.root, tmp_path / "copy"))
    model = copy.root / "mechanics.py"
    model.write_text(model.read_text().replace("G = 9.81", "G = 1.62"))

    def score_of_ada(graded):
        (row,) = grade_class(graded, NAME, ["ada"], force=True, jobs=1)
        return row.score

    assert [score_of_ada(graded) for graded in (course, copy, course)] == [80, 0, 80]


def test_what_to_do_next_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert command.main(["new", "mine"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "cd mine"
    assert lines[1].startswith("autograder check ")
    assert lines[2].startswith(f"autograder grade {NAME} ")


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("keep")
    assert command.main(["new", str(tmp_path / "mine")]) == 2
    assert (
        capsys.readouterr().err == f"autograder: {tmp_path}/mine is not empty. Name a new folder.\n"
    )
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_an_empty_folder_will_do_and_a_file_will_not(tmp_path):
    (tmp_path / "empty").mkdir()
    assert new(tmp_path / "empty").assignments() == [NAME]
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match="file could not be written: Not a directory"):
        new(tmp_path / "file")

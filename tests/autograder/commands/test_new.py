"""`autograder new` writes a course that works at once, and anywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.commands import main as command
from autograder.commands.check import check
from autograder.commands.grade import grade_class
from autograder.commands.new import new
from autograder.course import Course, CourseError

ROOT = Path(__file__).resolve().parents[3]
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


# Outside this repository, with nothing but the package


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Programs of an environment in which this repository was installed with pip."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "repository"  # building leaves files behind
    tracked = subprocess.check_output(["git", "ls-files", "autograder"], cwd=ROOT, text=True)
    for name in ("pyproject.toml", "README.md", "LICENSE", *tracked.splitlines()):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    programs = folder / "venv/bin"
    pinned = ["--constraint", ROOT / "requirements.lock", source]
    pip = [programs / "python", "-m", "pip", "install", *pinned]
    # The same in seconds, where there is uv and it finds the packages.
    if uv := shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}"):
        quick = [uv, "pip", "install", "--python", programs / "python", *pinned]
        if subprocess.run(quick, cwd=folder, capture_output=True, check=False).returncode == 0:
            return programs
    done = subprocess.run(pip, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return programs


@pytest.mark.slow
def test_a_new_course_works_with_only_the_package_and_its_copy_uses_its_own_tests(
    installed, tmp_path
):
    environment = {"PATH": f"{installed}:{os.environ['PATH']}", "HOME": str(tmp_path)}

    def types(folder, *words):
        done = subprocess.run(
            words, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout

    there = "import importlib.util as u; print(u.find_spec('reference'), u.find_spec('numba'))"
    assert types(tmp_path, "python", "-c", there) == "None None\n"
    types(tmp_path, "autograder", "new", "mine")
    mine = tmp_path / "mine"
    assert "✗" not in types(mine, "autograder", "check")
    untouched = mine / f"submitted/untouched/{NAME}/{NAME}.ipynb"
    untouched.parent.mkdir(parents=True)
    shutil.copy(mine / f"release/{NAME}/{NAME}.ipynb", untouched)
    types(mine, "autograder", "grade", NAME)
    _mark_words(mine, "ada", 20)
    assert _scores(mine) == {"ada": 100, "bela": 0, "untouched": 0}
    assert types(mine, "autograder", "feedback", NAME).startswith("3 pages")
    assert (mine / f"feedback/ada/{NAME}/{NAME}.html").exists()
    types(mine, "autograder", "report", NAME)
    assert (mine / f"reports/{NAME}.html").exists()

    copy = shutil.copytree(mine, tmp_path / "copy")
    tests = copy / f"course_tests/{NAME}.py"
    model = copy / "mechanics.py"
    model.write_text(model.read_text().replace("G = 9.81", "G = 1.62  # on the moon"))
    tests.write_text(tests.read_text().replace("weight=20", "weight=0"))
    types(copy, "autograder", "grade", NAME, "--force")
    types(mine, "autograder", "grade", NAME, "--force")
    assert _scores(copy) == {"ada": 20, "bela": 0, "untouched": 0}
    assert _scores(mine) == {"ada": 100, "bela": 0, "untouched": 0}
    types(copy, "nbgrader", "autograde", NAME, "--force")
    assert _scores(copy) == {"ada": 20, "bela": 0, "untouched": 0}
    assert f"  course_tests: {copy / 'course_tests'}\n" in _check(types, copy)


def _check(types, folder):
    with pytest.raises(AssertionError) as refused:  # its solution is not right on the moon
        types(folder, "autograder", "check")
    return str(refused.value)


def _scores(folder):
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            submission.student.id: submission.score
            for submission in gradebook.assignment_submissions(NAME)
        }


def _mark_words(folder, student, points):
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("answer_final_speed", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()

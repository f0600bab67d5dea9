"""nbgrader's own commands, from the assignment to the exported grades."""

import contextlib
import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from made_once import made_once, shared_folder
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderApp
from tiny_course import (
    NAME,
    RIGHT,
    answered,
    as_bytes,
    find,
    grade_id,
    hand_in,
    write_course,
)

from autograder.files import Submission
from autograder.grading.grade import KEY, grade
from autograder.grading.seeds import student_seed
from autograder.sandbox.runner import _runner_of, runner
from autograder.settings import Settings

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"
HOSTILE = "import os, sys\nprint('10', file=sys.stderr)\nos.kill(os.getpid(), 9)"


# The secret behind the inputs


def test_the_secret_is_made_once_and_for_the_owners_eyes_only(tmp_path):
    first = student_seed(tmp_path, "lif", "ann")
    path = tmp_path / ".course_seed"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [".course_seed"]
    before = path.read_bytes()
    assert student_seed(tmp_path, "lif", "ann") == first
    assert path.read_bytes() == before
    assert len(before) >= 32


def test_all_who_make_the_secret_at_once_make_the_same(tmp_path):
    children = []
    for _ in range(4):
        read, write = os.pipe()
        if (pid := os.fork()) == 0:
            try:
                os.write(write, str(student_seed(tmp_path, "lif", "ann")).encode())
            finally:
                os._exit(0)
        os.close(write)
        children.append((pid, read))
    seeds = set()
    for pid, read in children:
        os.waitpid(pid, 0)
        seeds.add(os.read(read, 100))
        os.close(read)
    assert len(seeds) == 1
    assert seeds != {b""}


def test_seeds_differ_by_student_assignment_and_course(tmp_path):
    (tmp_path / "other").mkdir()
    seeds = [
        student_seed(tmp_path, "lif", "ann"),
        student_seed(tmp_path, "lif", "bob"),
        student_seed(tmp_path, "ode", "ann"),
        student_seed(tmp_path, "lifann", ""),
        student_seed(tmp_path / "other", "lif", "ann"),
    ]
    assert len(set(seeds)) == 5


def test_a_course_keeps_its_seeds_when_it_is_copied(tmp_path):
    (tmp_path / ".course_seed").write_text("secret\n")
    seed = student_seed(tmp_path, "lif", "ann")
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / ".course_seed").write_text("secret")
    assert student_seed(tmp_path / "copy", "lif", "ann") == seed


# The commands


def bare_path() -> str:
    """PATH as on a machine where the environment is not activated."""
    programs = str(Path(sys.executable).parent)
    return os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if p != programs)


def nbgrader(course: Path, *arguments: str, failing: bool = False) -> str:
    """Run a command of nbgrader's in a process of its own, forked to save the imports.

    What is `failing` ends with an error, as nbgrader has it where one submission fails.
    """
    log = course / "log"
    if (pid := os.fork()) == 0:
        try:
            os.chdir(course)
            os.environ["PATH"] = bare_path()
            output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            try:
                NbGraderApp.launch_instance(list(arguments))
            except SystemExit:
                sys.stderr.flush()
                os._exit(1)
            if _runner_of.cache_info().currsize:
                runner(Settings()).close()
            sys.stderr.flush()
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(pid, 0)
    assert (status == 0) is not failing, log.read_text()
    return log.read_text()


def submissions(release):
    """What the class hands in."""
    hostile = answered(release)
    hostile.cells.insert(2, new_code_cell(HOSTILE))
    forged = answered(release, {**RIGHT, "double": SQUARE})
    find(forged, "test_double").metadata.nbgrader.points = 1000
    for cell in forged.cells:
        cell.metadata.tags = ["skip-execution"]
    return {
        "right": as_bytes(answered(release)),
        "partly": as_bytes(answered(release, {**RIGHT, "double": SQUARE})),
        "untouched": as_bytes(release),
        "hostile": as_bytes(hostile),
        "forged": as_bytes(forged),
        "broken": as_bytes(release)[:-200],
        "utf16": as_bytes(answered(release)).decode().encode("utf-16"),
        "old": nbformat.writes(nbformat.convert(answered(release), 3), version=3).encode(),
        "zip": b"PK\x03\x04\xff\xff",
    }


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """A course after a whole round of nbgrader's commands: to be read only."""
    return made_once(shared_folder(tmp_path_factory) / "a-round-of-nbgrader", _a_round)


def _a_round(course: Path) -> None:
    course.mkdir()
    write_course(course)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME]
    environment = {**os.environ, "PATH": bare_path()}
    subprocess.run(command, cwd=course, env=environment, check=True, capture_output=True)
    release = nbformat.read(course / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    for student, data in submissions(release).items():
        hand_in(course, student, data)
    for command in (("autograde", NAME), ("generate_feedback", NAME), ("export", "--to=all.csv")):
        (course / f"{command[0]}.log").write_text(nbgrader(course, *command))


@pytest.fixture
def gradebook(graded):
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as opened:
        yield opened


def grades(gradebook, student):
    submission = gradebook.find_submission_notebook(NAME, NAME, student)
    return {grade.name: grade for grade in submission.grades}


def text(course, folder, student, ending="ipynb"):
    return (course / folder / student / NAME / f"{NAME}.{ending}").read_text()


UNREADABLE = ["broken", "zip"]
POINTS = {
    "right": (4, 6, 3),
    "partly": (0, 6, 3),
    "untouched": (0, 0, 0),
    "hostile": (4, 6, 3),
    "forged": (0, 6, 3),
    "utf16": (4, 6, 3),
    "old": (4, 6, 3),
}


@pytest.mark.slow
@pytest.mark.parametrize("student", POINTS)
def test_the_gradebook_has_the_points_of_the_verdicts(gradebook, graded, student, manifest, runner):
    kept = grades(gradebook, student)
    points = tuple(kept[f"test_{name}"].auto_score for name in ("double", "total", "half"))
    assert points == POINTS[student]
    data = (graded / "submitted" / student / NAME / f"{NAME}.ipynb").read_bytes()
    verdicts = grade(manifest, Submission(data), 1, runner).verdicts.values()
    assert points == tuple(verdict.points for verdict in verdicts)
    assert not any(kept[f"test_{n}"].needs_manual_grade for n in ("double", "total", "half"))
    assert {name: kept[name].max_score for name in kept} == {
        "test_double": 4,
        "test_total": 6,
        "test_half": 3,
        "answer_why": 90,
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("student", "score", "waits"), [("right", None, True), ("untouched", 0, False)]
)
def test_free_text_waits_for_a_person_unless_there_is_none(gradebook, student, score, waits):
    answer = grades(gradebook, student)["answer_why"]
    assert (answer.auto_score, answer.needs_manual_grade) == (score, waits)


@pytest.mark.slow
@pytest.mark.parametrize("student", UNREADABLE)
def test_what_cannot_be_read_waits_for_a_person(gradebook, graded, student):
    kept = grades(gradebook, student).values()
    assert {(g.auto_score, g.needs_manual_grade) for g in kept} == {(None, True)}
    assert f"{student} is not graded: The file is not" in (graded / "autograde.log").read_text()
    assert "was not graded" in text(graded, "autograded", student)
    assert "The file is not" in text(graded, "feedback", student, "html")


@pytest.mark.slow
def test_flags_are_kept_for_the_ta(graded):
    notebook = nbformat.reads(text(graded, "autograded", "hostile"), as_version=4)
    assert notebook.metadata[KEY]["flags"] == [
        "a cell of their own: It crashed the Python interpreter (Killed)."
    ]
    assert "hostile: a cell of their own" in (graded / "autograde.log").read_text()


@pytest.mark.slow
def test_the_marking_scheme_is_for_the_ta_only(graded):
    scheme = "pairs are prettier"
    assert scheme not in (graded / "release" / NAME / f"{NAME}.ipynb").read_text()
    for student in [*POINTS, *UNREADABLE]:
        assert scheme in text(graded, "autograded", student)
        assert scheme not in text(graded, "feedback", student, "html")


@pytest.mark.slow
def test_hidden_tests_are_nowhere_outside_the_source(graded):
    secret = graded / ".course_seed"
    for folder in ("release", "autograded", "feedback"):
        for file in (graded / folder).rglob("*.*"):
            for word in ("tiny_tests", "HIDDEN TESTS", secret.read_text()):
                assert word not in file.read_text(), file
    assert secret.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_feedback_shows_points_and_what_was_checked(graded):
    page = text(graded, "feedback", "partly", "html")
    for words in ("0 / 4 points", "6 / 6 points", "That is the square.", "a number"):
        assert words in page


@pytest.mark.slow
def test_the_export_adds_up(graded):
    with (graded / "all.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(rows[name]["score"]) for name in POINTS} == {
        name: sum(points) for name, points in POINTS.items()
    }
    assert all(float(rows[name]["score"]) == 0 for name in UNREADABLE)


@pytest.mark.slow
def test_the_autograded_notebook_is_the_instructors(graded, manifest):
    for student in POINTS:
        notebook = nbformat.reads(text(graded, "autograded", student), as_version=4)
        names = [grade_id(cell) for cell in notebook.cells if grade_id(cell)]
        assert names == [grade_id(cell) for cell in manifest.notebook.cells if grade_id(cell)]
        assert find(notebook, "test_double").metadata.nbgrader.points == 4


@pytest.mark.slow
def test_a_second_round_changes_nothing_and_force_gives_the_same(graded, tmp_path):
    graded = shutil.copytree(graded, tmp_path / "course")
    before = text(graded, "autograded", "partly")
    stamp = (graded / "autograded" / "partly" / NAME / f"{NAME}.ipynb").stat().st_mtime_ns
    nbgrader(graded, "autograde", NAME, "--student=partly")
    path = graded / "autograded" / "partly" / NAME / f"{NAME}.ipynb"
    assert path.stat().st_mtime_ns == stamp
    nbgrader(graded, "autograde", NAME, "--student=partly", "--force")
    assert path.stat().st_mtime_ns > stamp
    seconds = r'"seconds": [\d.]+'
    again = text(graded, "autograded", "partly")
    assert re.sub(seconds, "", again) == re.sub(seconds, "", before)


@pytest.mark.slow
def test_nobody_else_is_in_the_gradebook(gradebook):
    assert {student.id for student in gradebook.students} == {*POINTS, *UNREADABLE}
    with pytest.raises(MissingEntry):
        gradebook.find_assignment("other")


@pytest.mark.slow
@pytest.mark.parametrize("student", UNREADABLE)
def test_a_page_says_why_nothing_was_graded(graded, student):
    page = text(graded, "feedback", student, "html")
    assert "Not graded yet" in page
    assert "The file is not" in page


# Formgrader


@pytest.fixture(scope="module")
def formgrader(graded, tmp_path_factory):
    """Answers of formgrader's own server to what its pages ask for."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--allow-root", "--IdentityProvider.token="]
    command = [sys.executable, "-m", "jupyter_server", *options, "--ServerApp.port_retries=0"]
    with (tmp_path_factory.mktemp("formgrader") / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=graded, stdout=log, stderr=log)
    root = f"http://127.0.0.1:{port}/formgrader"

    def page(path):
        with urllib.request.urlopen(f"{root}/{path}", timeout=30) as answer:
            return answer.read().decode()

    def get(path):
        return json.loads(page(f"api/{path}"))

    get.page = page

    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                get("assignments")
                break
            time.sleep(0.1)
        yield get
    finally:
        server.terminate()
        server.wait()


@pytest.mark.slow
def test_formgrader_lists_the_assignment(formgrader):
    (assignment,) = formgrader("assignments")
    assert (assignment["name"], assignment["max_score"]) == (NAME, 103)
    assert assignment["num_submissions"] == len(POINTS) + len(UNREADABLE)


@pytest.mark.slow
def test_formgrader_has_answers_to_mark_and_scores_beside(formgrader):
    found = {one["student"]: one for one in formgrader(f"submissions/{NAME}")}
    assert found["right"]["needs_manual_grade"]
    assert found["right"]["code_score"] == sum(POINTS["right"])
    assert not found["untouched"]["needs_manual_grade"]
    assert all(found[student]["needs_manual_grade"] for student in UNREADABLE)


@pytest.mark.slow
def test_formgrader_shows_verdicts_as_cards(formgrader):
    found = {one["student"]: one for one in formgrader(f"submitted_notebooks/{NAME}/{NAME}")}
    page = formgrader.page(f"submissions/{found['partly']['id']}/")
    assert page.count('<div class="autograder-verdict') == 3
    assert "That is the square." in page


def test_a_submission_that_the_grader_hangs_on_is_given_up(released_course, release):
    """And the next one is graded."""
    course = released_course
    for student in ("ann", "bob"):
        hand_in(course, student, as_bytes(answered(release)))
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(_HANGS)
    output = nbgrader(course, "autograde", "tiny", "--CourseDirectory.student_id=*", failing=True)
    assert "It took too long" in output
    assert not (course / "autograded/ann/tiny/tiny.ipynb").exists()
    assert (course / "autograded/bob/tiny/tiny.ipynb").exists()


_HANGS = """
import time
from autograder.grading import workers
workers.SPARE_SECONDS = 6.0 - 300.0  # 6 in all: the tests' runner has the usual limits
real = workers.grade
def grade(manifest, submission, seed, runner):
    import pathlib
    if not pathlib.Path("hung").exists():
        pathlib.Path("hung").touch()
        time.sleep(60)
    return real(manifest, submission, seed, runner)
workers.grade = grade
"""

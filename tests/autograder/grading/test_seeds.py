"""The secret of a course may be read by those who may grade, and by nobody else."""

import os
import stat
import tempfile
from pathlib import Path

import pytest

from autograder.course import CourseError
from autograder.files import Submission
from autograder.grading.seeds import SEED_FILE, attempt_seed, exposed, student_seed

FIRST, SECOND, STRANGER = 60_001, 60_002, 60_003
TEAM, OTHERS = 60_100, 60_101


@pytest.fixture
def course():
    """A course's folder that anybody can reach, as those of ``tmp_path`` are not."""
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o711)
        folder = Path(above) / "course"
        folder.mkdir()
        yield folder


def as_account(user: int, group: int, function) -> str:
    """What a function returns, or the error it raises, in a process of an account's own."""
    read, write = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            os.setgroups([group])
            os.setresgid(group, group, group)
            os.setresuid(user, user, user)
            answer = str(function())
        except BaseException as error:
            answer = f"{type(error).__name__}: {error}"
        os.write(write, answer.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        answer = told.read()
    os.waitpid(pid, 0)
    return answer


def seed_for(user: int, group: int, course) -> str:
    return as_account(user, group, lambda: student_seed(course, "lif", "ann"))


two_accounts = pytest.mark.skipif(os.getuid() != 0, reason="only root may be two accounts")


@two_accounts
def test_two_accounts_of_the_group_that_may_write_have_the_same_secret(course):
    os.chown(course, FIRST, TEAM)
    course.chmod(0o2771)
    first = seed_for(FIRST, TEAM, course)
    assert first.isdigit()
    assert seed_for(SECOND, TEAM, course) == first
    secret = (course / SEED_FILE).stat()
    assert (stat.S_IMODE(secret.st_mode), secret.st_gid) == (0o640, TEAM)
    assert seed_for(STRANGER, OTHERS, course).startswith("CourseError: ")


@two_accounts
def test_who_is_not_of_the_folders_group_keeps_the_secret_private(course):
    os.chown(course, FIRST, TEAM)
    course.chmod(0o770)
    assert seed_for(FIRST, OTHERS, course).isdigit()
    assert stat.S_IMODE((course / SEED_FILE).stat().st_mode) == 0o600


@two_accounts
def test_who_may_not_read_the_secret_is_told_what_its_owner_types(course):
    os.chown(course, FIRST, TEAM)
    course.chmod(0o755)  # the group may not write: the secret stays the first one's
    assert seed_for(FIRST, TEAM, course).isdigit()
    told = seed_for(SECOND, TEAM, course)
    assert told.startswith("CourseError: ")
    assert told.endswith(f"chmod 640 {SEED_FILE}")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("folder", "file", "is_exposed"),
    [
        (0o755, 0o644, True),
        (0o755, 0o640, False),
        (0o755, 0o600, False),
        (0o750, 0o644, False),
        (0o2770, 0o640, False),
    ],
)
def test_a_secret_that_everybody_can_read_is_named(course, folder, file, is_exposed):
    student_seed(course, "lif", "ann")
    (course / SEED_FILE).chmod(file)
    course.chmod(folder)
    assert bool(exposed(course)) == is_exposed


def test_a_course_without_a_secret_exposes_none(course):
    assert exposed(course) == ""


def test_the_error_is_one_that_a_command_prints(course, monkeypatch):
    student_seed(course, "lif", "ann")

    def refuse(*_arguments, **_options):
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(CourseError, match="chgrp"):
        student_seed(course, "lif", "ann")


def test_fifty_tries_before_the_deadline_gain_nothing(tmp_path):
    def points(submission: Submission, seed: int) -> int:
        """Of an answer that is right on half of all inputs, by ten checks."""
        return 10 * (attempt_seed(submission, seed, 1) & 1023).bit_count()

    tries = [Submission(bytes([number])) for number in range(50)]
    once, best, counted = [], [], []
    for student in map(str, range(4000)):
        early = student_seed(tmp_path, "lif", student, early=True)
        final = student_seed(tmp_path, "lif", student)
        by_points = {points(one, early): one for one in tries}
        best.append(max(by_points))
        counted.append(points(by_points[max(by_points)], final))
        once.append(points(tries[0], final))
    students = len(once)
    assert sum(best) / students > 80, "there is something to choose from"
    assert abs(sum(counted) - sum(once)) / students < 1

"""Several who grade, each with an account of their own, in one folder that is their group's."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

from autograder.commands import grade as grade_command
from autograder.commands.grade import grade_class
from autograder.commands.report import write_report
from autograder.course import Course
from autograder.files import Submission
from autograder.gradebook.write import course_lock
from autograder.grading.grade import grade

FIRST, SECOND, TEAM = 60_001, 60_002, 60_100

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root may be two accounts")


@pytest.fixture
def shared(released_course):
    """The tiny course where everybody can reach it, and the group may write."""
    with (released_course / "nbgrader_config.py").open("a") as config:
        config.write("\nc.CourseDirectory.groupshared = True\n")
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o711)
        folder = shutil.copytree(released_course, Path(above, "course"))
        yield Course(folder)


def give(course):
    """Everything belongs to the first of them and to the group, as docs/server.md says."""
    for path in [course.root, *course.root.rglob("*")]:
        os.chown(path, FIRST, TEAM)
        path.chmod(0o2770 if path.is_dir() else 0o660)


def as_account(user, function, mask=0o002):
    """Run in a process of an account's own; return what it said."""
    read, write = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            os.setgroups([TEAM])
            os.setresgid(TEAM, TEAM, TEAM)
            os.setresuid(user, user, user)
            os.umask(mask)
            answer = str(function())
        except BaseException as error:
            answer = f"{type(error).__name__}: {error}"
        os.write(write, answer.encode()[:9999])
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        answer = said.read()
    os.waitpid(pid, 0)
    return answer


def test_two_accounts_grade_one_after_the_other(shared, release, manifest, runner, monkeypatch):
    data = as_bytes(answered(release, RIGHT))
    graded = grade(manifest, Submission(data), 7, runner)
    monkeypatch.setattr(
        grade_command, "grade_all", lambda work, settings, jobs: [(one, graded) for one in work]
    )
    hand_in(shared.root, "ann", data)
    give(shared)

    def work(**options):
        scores = [row.score for row in grade_class(Course(shared.root), NAME, **options)]
        return scores, [path.name for path in write_report(Course(shared.root), NAME)]

    expected = "([13.0], ['tiny.html', 'tiny.csv', 'tiny-checks.csv'])"
    assert as_account(FIRST, work) == expected
    assert as_account(SECOND, work) == expected
    assert as_account(SECOND, lambda: work(force=True)) == expected
    assert as_account(FIRST, lambda: work(force=True)) == expected


def test_who_may_not_write_where_another_one_began_is_told_so_in_a_line(shared, release):
    hand_in(shared.root, "ann", as_bytes(release))
    give(shared)
    assert as_account(FIRST, lambda: lock(shared), mask=0o022) == "None"
    said = as_account(SECOND, lambda: lock(shared))
    assert said.startswith("CourseError: You may not write .autograder/lock.")
    assert "umask 002" in said


def lock(course):
    with course_lock(course):
        pass

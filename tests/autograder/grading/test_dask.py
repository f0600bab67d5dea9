"""A class graded by Dask's workers, in folders that have nothing of the course."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest
import tiny_course
from nbgrader.api import Gradebook
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

from autograder.commands import main as command
from autograder.commands.grade import grade_class
from autograder.course import Course, CourseError
from autograder.sandbox.walls import SandboxError

pytestmark = pytest.mark.slow
SLOW = {**RIGHT, "half": "def half(x):\n    import time\n    time.sleep(0.2)\n    return x / 2"}


NO_SANDBOX = """
from autograder.sandbox.inside import landlock
landlock.why_not = lambda: "this kernel has no Landlock"
"""


def start(folder, *arguments):
    folder.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("w"),
    )


@pytest.fixture
def cluster(tmp_path):
    """Starts workers, each a process with a folder of its own and a program to run first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    port = address.rpartition(":")[2]
    options = ("--host", "127.0.0.1", "--port", port, "--no-dashboard")
    running = [start(tmp_path / "scheduler", "dask_scheduler", *options)]

    def workers(*programs):
        from distributed import Client

        for program in programs:
            folder = tmp_path / f"worker-{len(running)}"
            options = (address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            preload = tmp_path / f"first-{len(running)}.py"
            preload.write_text(program)
            running.append(start(folder, "dask_worker", *options, "--preload", str(preload)))
        with Client(address, timeout=60, set_as_default=False) as client:
            while len(client.nthreads()) < len(programs):
                time.sleep(0.05)
        return address, running[1:]

    yield workers
    for process in running:
        process.kill()
        process.wait()


def scores(root):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            one.student.id: [(grade.name, grade.auto_score) for grade in one.notebooks[0].grades]
            for one in gradebook.assignment_submissions(NAME)
        }


def timeless(rows):
    return {row.student: replace(row, seconds=None) for row in rows}


def test_a_cluster_grades_as_this_machine_does_though_a_worker_is_lost(
    released_course, release, cluster
):
    course = Course(released_course)
    for n in range(8):
        answers = SLOW if n % 2 else {"double": RIGHT["double"]}
        hand_in(course.root, f"s{n:02}", as_bytes(answered(release, answers)))
    hand_in(course.root, "cut", b"{")
    here = timeless(grade_class(course, NAME))
    expected = scores(course.root)
    address, (first, _second) = cluster("pass", "pass")
    graded = course.root / "autograded"
    stamps = {path: path.stat().st_mtime_ns for path in graded.rglob("*.ipynb")}

    def kill_half_way():
        while sum(path.stat().st_mtime_ns != was for path, was in stamps.items()) < 3:
            time.sleep(0.02)
        os.kill(first.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_half_way, daemon=True)
    killer.start()
    there = timeless(grade_class(course, NAME, force=True, scheduler=address))
    killer.join(1)
    assert not killer.is_alive()
    assert there == here
    assert scores(course.root) == expected


def test_a_cluster_grades_with_the_tests_that_the_course_has_now(released_course, release, cluster):
    course = Course(released_course)
    hand_in(course.root, "ann", as_bytes(answered(release)))
    address, _workers = cluster("pass")
    (before,) = grade_class(course, NAME, scheduler=address)
    tests = course.root / "tiny_tests/tiny.py"
    tests.write_text(tests.read_text().replace("return 2 * np", "return 3 * np"))
    (after,) = grade_class(course, NAME, force=True, scheduler=address)
    assert (before.score, after.score) == (13, 6)


def test_missing_workers_and_a_worker_without_a_sandbox_are_named(
    released_course, release, cluster
):
    hand_in(released_course, "ann", as_bytes(release))
    address, _none = cluster()
    with pytest.raises(CourseError, match="has no worker"):
        grade_class(Course(released_course), NAME, scheduler=address)
    cluster("pass", NO_SANDBOX)
    with pytest.raises(SandboxError, match=r"worker tcp://\S+ cannot grade: .*no Landlock"):
        grade_class(Course(released_course), NAME, scheduler=address)
    assert not (released_course / "autograded").exists()


def test_no_scheduler_is_said_in_a_line(released_course, release, monkeypatch, capsys):
    hand_in(released_course, "ann", as_bytes(release))
    monkeypatch.chdir(released_course)
    monkeypatch.setattr("autograder.grading.dask._CONNECT_SECONDS", 0.5)
    assert command.main(["grade", tiny_course.NAME, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[-1] == "autograder: No Dask scheduler answers at tcp://127.0.0.1:9."

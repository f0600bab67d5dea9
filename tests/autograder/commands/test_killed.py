"""A run that is killed at any moment: the next one completes it, grade for grade."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import warm_python
from course_folder import run, saved, timeless
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

KINDS = (
    RIGHT,
    {},
    {**RIGHT, "double": "def double(x):\n    return np.asarray(x) ** 2"},
    {**RIGHT, "half": "import os; os._exit(3)"},
)


def descendants(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []
    return children + [one for child in children for one in descendants(child)]


def is_in_the_sandbox(pid: int) -> bool:
    try:
        return b"zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def kill_one(grader: warm_python.Started, target: str, chance: random.Random) -> bool:
    below = descendants(grader.pid)
    sandboxes = [pid for pid in below if is_in_the_sandbox(pid)]
    of = {
        "grader": [grader.pid],
        "worker": [pid for pid in below if pid not in sandboxes],
        "sandbox": sandboxes,
    }
    if not of[target]:
        return False
    try:
        os.kill(chance.choice(of[target]), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moments", "submissions"),
    [
        (3, 18),
        pytest.param(6, 40, marks=pytest.mark.thorough),
        pytest.param(20, 100, marks=pytest.mark.thorough),
    ],
)
def test_after_being_killed_at_random_moments_the_next_run_completes(
    released_course, release, tmp_path, moments, submissions
):
    for n in range(submissions):
        data = as_bytes(answered(release, KINDS[n % 4])) if n % 10 else b"{" * n
        hand_in(released_course, f"s{n:03}", data)
    (released_course / ".course_seed").write_text("the same for both")
    undisturbed = shutil.copytree(released_course, tmp_path / "undisturbed")
    told = run(undisturbed, "autograder", "grade", NAME)
    chance = random.Random(moments)
    graded: dict[Path, int] = {}
    kills = 0
    while kills < moments:
        started = len(graded)
        grader = warm_python.start(["autograder", "grade", NAME], released_course)
        target = ("grader", "worker", "sandbox")[kills % 3]
        wanted = min(started + chance.randrange(submissions // moments), submissions - 1)
        while len(found := notebooks(released_course)) < wanted and grader.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() / 4)
        kills += kill_one(grader, target, chance)
        if target == "grader":
            grader.kill()
        grader.wait(timeout=120)
        assert all(found[path] == stamp for path, stamp in graded.items()), "graded twice"
        graded = notebooks(released_course)
        if len(graded) == submissions:  # what was killed did not stop it: another class
            shutil.rmtree(released_course / "autograded")
            graded = {}
    assert run(released_course, "autograder", "grade", NAME) == told
    assert saved(released_course) == saved(undisturbed)
    for path in (undisturbed / "autograded").rglob("*.ipynb"):
        assert timeless(released_course / path.relative_to(undisturbed)) == timeless(path)
    assert not list((released_course / ".autograder").rglob("*.ipynb"))
    assert soon_gone(released_course)


@pytest.mark.slow
def test_nothing_outlives_a_grader_that_is_killed(released_course, release):
    endless = as_bytes(answered(release, {"double": "while True: pass"}))
    for n in range(4):
        hand_in(released_course, f"s{n}", endless)
    grader = warm_python.start(["autograder", "grade", NAME, "--jobs", "2"], released_course)
    deadline = time.monotonic() + 60
    # two workers, two warm runners, two submissions
    while len(left := descendants(grader.pid)) < 6 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(left) >= 6
    grader.kill()
    grader.wait()
    deadline = time.monotonic() + 10
    while any(is_there(pid) for pid in left) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(is_there(pid) for pid in left)


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.slow
def test_ctrl_c_ends_it_at_once_and_cleanly(released_course, release):
    endless = {**RIGHT, "half": "while True: pass"}
    for n in range(6):
        hand_in(released_course, f"s{n}", as_bytes(answered(release, endless if n else RIGHT)))
    grader = subprocess.Popen(
        [Path(sys.executable).with_name("autograder"), "grade", NAME],
        cwd=released_course,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not notebooks(released_course):
        time.sleep(0.02)
    os.killpg(grader.pid, signal.SIGINT)  # as a terminal does
    asked = time.monotonic()
    _out, told = grader.communicate(timeout=20)
    assert time.monotonic() - asked < 5
    assert grader.returncode == 130
    assert told.splitlines()[-1] == "autograder: stopped; run the same command again to go on."
    assert soon_gone(released_course)


def notebooks(course: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (course / "autograded").rglob("*.ipynb")}


def soon_gone(course: Path) -> bool:
    """Whether no process of ours is left in the course's folder."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        left = [p for p in Path("/proc").glob("[0-9]*/cwd") if _leads_to(p, course)]
        if not left:
            return True
        time.sleep(0.05)
    return False


def _leads_to(link: Path, folder: Path) -> bool:
    try:
        return link.readlink().is_relative_to(folder)
    except OSError:
        return False

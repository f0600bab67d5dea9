"""Worker processes grade side by side, and none outlives its class."""

import functools
import os
import signal
import time
from pathlib import Path

import pytest
from processes import descendants, soon
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in, write_course

from autograder.grading import workers
from autograder.grading.workers import Failed, Lost, Work, apart
from autograder.sandbox.walls import SandboxError
from autograder.settings import Settings

grade_all = functools.partial(workers.grade_all, settings=Settings())


def by_student(work):
    return {one.student: graded for one, graded in grade_all(work)}


spread = functools.partial(workers.spread, jobs=2, seconds=60)


@pytest.fixture
def work(tmp_path, release):
    """Makes the work of a class from what its students handed in."""
    source = write_course(tmp_path) / "source" / NAME / f"{NAME}.ipynb"

    def make(class_):
        paths = {student: hand_in(tmp_path, student, data) for student, data in class_.items()}
        return [Work(student, tmp_path, source, path, 7) for student, path in paths.items()]

    return make


def test_everyone_is_graded_whatever_the_others_do(work, release):
    deadly = answered(release, {**RIGHT, "half": "import os; os.kill(os.getppid(), 9)"})
    class_ = {
        "right": as_bytes(answered(release)),
        "deadly": as_bytes(deadly),
        "broken": b"{",
        **{f"untouched-{n}": as_bytes(release) for n in range(3)},
    }
    before = descendants(os.getpid())
    graded = by_student(work(class_))
    assert set(graded) == set(class_)
    assert {name: bool(one.ungraded) for name, one in graded.items()} == {
        name: name == "broken" for name in class_
    }
    shown = graded["right"].notebook.cells[4].outputs[-1].data["text/plain"]
    assert shown == "4"
    assert soon(lambda: descendants(os.getpid()) <= before)


def test_a_file_that_cannot_be_read_stops_nobody_else(work, release):
    todo = work({"ann": as_bytes(release), "bob": as_bytes(release)})
    todo[0].submission.unlink()
    graded = by_student(todo)
    assert graded["ann"] == Failed("It cannot be read: No such file or directory.")
    assert graded["bob"].ungraded == ""


def test_no_work_starts_no_worker(monkeypatch):
    monkeypatch.setattr(workers, "ProcessPool", None)
    assert list(grade_all([])) == []


def test_who_stops_listening_leaves_no_worker_behind(work, release):
    before = descendants(os.getpid())
    results = grade_all(work({f"s{n}": as_bytes(release) for n in range(4)}))
    next(results)
    results.close()
    assert soon(lambda: descendants(os.getpid()) <= before)


def kill_once(marker: Path) -> str:
    """Kills its own worker, but not if that has happened before."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_work_whose_worker_is_killed_is_done_by_another(tmp_path):
    work = [tmp_path / str(n) for n in range(5)]
    assert dict(spread(kill_once, work)) == dict.fromkeys(work, "done")


def do(what: str) -> str:
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "hang":
        time.sleep(60)
    if what == "raise":
        raise ValueError(what)
    return what


def test_work_that_kills_or_blocks_or_fails_stops_no_other():
    work = ["a", "die", "b", "hang", "raise", *"cdefg"]
    results = dict(spread(do, work, seconds=2))
    assert {what for what, result in results.items() if result == what} == set("abcdefg")
    assert results["raise"].reason == (
        "The grader failed on it, which is our fault (ValueError: raise)."
    )
    assert results["die"].reason == "Its worker was killed."
    assert results["hang"].reason == "It took too long, and was stopped with its worker."


def test_what_hangs_is_given_up_at_once_and_not_tried_again(tmp_path):
    def hang():
        with (tmp_path / "tries").open("a") as tries:
            tries.write("x")
        time.sleep(60)

    results = [apart(hang, 0.5), *(result for _, result in spread(do, ["hang"], seconds=0.5))]
    for result in results:
        assert result == Failed("It took too long, and was stopped with its worker.")
        assert not isinstance(result, Lost)
    assert (tmp_path / "tries").read_text() == "x"


def test_a_copy_gives_back_what_it_did():
    assert apart(lambda: do("a"), 9) == "a"
    assert isinstance(apart(lambda: do("die"), 9), Lost)
    assert "ValueError: raise" in apart(lambda: do("raise"), 9).reason
    with pytest.raises(SandboxError, match="there is none"):
        apart(lambda: no_sandbox(1), 9)


def no_sandbox(_what: int) -> str:
    raise SandboxError("there is none")


def test_without_a_sandbox_nothing_is_tried():
    with pytest.raises(SandboxError, match="there is none"):
        list(spread(no_sandbox, [1, 2]))

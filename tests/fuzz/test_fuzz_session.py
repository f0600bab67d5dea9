"""Whatever the sandbox sends, a session gives outputs, a value or a StudentError."""

import contextlib
import itertools
import json
import socket
import threading
from pathlib import Path

import nbformat
import pytest
from frames import any_frames, anything, figures
from fuzzing import bounded, fuzzed, mutated
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.utils import determine_grade
from test_fuzz_outputs import SHOWN, outputs
from test_fuzz_wire import is_plain

from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.limits import Limits
from autograder.notebooks.manifest import Manifest
from autograder.sandbox.cpu_wait import CoreTime
from autograder.sandbox.inside.ending import Ending
from autograder.sandbox.inside.values import Code
from autograder.sandbox.inside.wire import dumps, receive
from autograder.sandbox.reasons import StudentError
from autograder.sandbox.session import Session
from autograder.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAIR = Code("pair", "def pair(x, y=1): return [x, y]")
LIMITS = Limits(cell_seconds=0.05, call_seconds=0.05, submission_seconds=0.5)
ENDINGS = st.sampled_from(
    [*(Ending(way) for way in ("exit", "memory", "threads", "cpu", "disk")), Ending("exit", 255)]
    + [Ending("signal", number) for number in (9, 11, 64, 200)]
)


class FakeRunner:
    """Forks children that send what they please, and listen or do not."""

    def __init__(self, limits, ending, start):
        self.settings, self._ending, self._start = Settings(limits), ending, start
        self.walls = ()
        self._kept = []

    def fork(self):
        ours, theirs = socket.socketpair()
        self._kept.append(theirs)
        self._start(theirs)
        return ours

    def end_child(self, *, hung_up=False):
        return self._ending

    def core_time(self):
        return CoreTime(0.0, 0.0, 0.0)

    def close(self):
        for theirs in self._kept:
            theirs.close()


# Messages

ANSWERS = [
    {"value": 1.0},
    {"outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}]},
    {"error": "ValueError", "message": "no", "line": "f()"},
    {"ask": 0, "args": [1.0], "kwargs": {}},
]
messages = (
    st.sampled_from(ANSWERS)
    | st.sampled_from(ANSWERS).flatmap(lambda good: mutated(good, anything))
    | st.builds(lambda value: {"value": value}, anything | figures)
    | st.builds(lambda told: {"outputs": told}, st.lists(outputs, max_size=3))
    | st.fixed_dictionaries({"ask": anything, "args": anything, "kwargs": anything})
    | st.fixed_dictionaries({"error": anything}, optional={"message": anything, "line": anything})
)
good = st.sampled_from(ANSWERS).map(dumps)
sent = good | good | messages.map(dumps) | any_frames
lives = st.tuples(
    st.lists(sent, min_size=2, max_size=8).map(b"".join),
    st.sampled_from(["says no more"] * 5 + ["closes", "hangs"]),
)


def prepared(told):
    """Send all at once, before anything is asked."""
    told = itertools.chain(told, itertools.repeat((b"", "closes")))

    def start(channel):
        data, end = next(told)
        channel.setblocking(False)
        with contextlib.suppress(OSError):
            channel.sendall(data)
        if end == "closes":
            channel.close()
        elif end == "says no more":
            channel.shutdown(socket.SHUT_WR)

    return start


@fuzzed(0.7)
@given(st.lists(lives, min_size=1, max_size=5), ENDINGS, st.lists(st.booleans(), max_size=4))
def test_a_session_gives_outputs_a_value_or_a_student_error(told, ending, steps):
    runner = FakeRunner(LIMITS, ending, prepared(told))
    with contextlib.closing(runner), bounded(4), Session(runner) as session:
        for runs in [True, *steps, False]:
            if runs:
                cell = nbformat.v4.new_code_cell(outputs=session.run("x"))
                nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
                continue
            try:
                value = session.call("f", (PAIR, 1), {}, as_figure=False)
            except StudentError as error:
                value = [str(error), error.name, error.line]
            assert is_plain(value)


def test_files_that_cannot_be_written_do_not_end_a_session():
    runner = FakeRunner(LIMITS, Ending("exit"), prepared([]))
    with contextlib.closing(runner), Session(runner, {"data.csv": b"1"}) as session:
        assert session.run("x")[0].output_type == "error"


# A whole submission


def replying(told):
    """Send one thing for each thing that is asked."""
    told = itertools.cycle(told)

    def serve(channel):
        with contextlib.suppress(Exception):
            while True:
                receive(channel, lambda number: number)
                channel.sendall(next(told))

    return lambda channel: threading.Thread(target=serve, args=(channel,), daemon=True).start()


@pytest.fixture(scope="module")
def graded():
    """Grades a submission that gives these replies."""
    manifest = Manifest.of(ROOT / "source" / "ode" / "ode.ipynb")
    submission = Submission(json.dumps(manifest.release()).encode())
    limits = Limits(cell_seconds=0.5, call_seconds=0.5, submission_seconds=1.0)

    def graded(told, ending=None):
        runner = FakeRunner(limits, ending or Ending("exit"), replying(told))
        with contextlib.closing(runner), bounded(10, peak=2**28):
            return grade(manifest, submission, 1, runner)

    return graded


def is_graded_well(result):
    assert result.ungraded == ""
    assert all(flag.isprintable() for flag in result.flags)
    notebook = result.notebook
    nbformat.validate(notebook)
    written = nbformat.writes(notebook)
    written.encode()
    assert nbformat.reads(written, as_version=4) == notebook
    tests = [
        c
        for c in notebook.cells
        if c.metadata.get("nbgrader", {}).get("grade_id", "") in result.verdicts
    ]
    assert len(tests) == len(result.verdicts) > 10
    for cell in tests:
        verdict = result.verdicts[cell.metadata.nbgrader.grade_id]
        assert determine_grade(cell) == (verdict.points, verdict.max_points)
        assert 0 <= verdict.points < verdict.max_points


@fuzzed(0.06)
@given(st.lists(messages.map(dumps), min_size=1, max_size=3), ENDINGS)
def test_whatever_is_replied_a_submission_is_graded(graded, told, ending):
    is_graded_well(graded(told, ending))


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown["output_type"])
def test_what_a_test_cell_shows_earns_nothing(graded, shown):
    result = graded([dumps({"outputs": [shown], "value": None})])
    is_graded_well(result)
    assert all(verdict.points == 0 for verdict in result.verdicts.values())


def test_a_flag_is_one_line_and_ours(graded):
    shown = {"output_type": "error", "ename": "TimeLimit", "evalue": "a\nb" * 500, "traceback": []}
    for flag in graded([dumps({"outputs": [shown]})]).flags:
        assert flag.isprintable()
        assert len(flag) < 500

"""A session outlives what student code does to its interpreter, and leaves nothing behind."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from processes import MARK, MARKED, running, soon

from autograder.limits import Limits
from autograder.sandbox import runner as module
from autograder.sandbox.cpu_wait import CoreTime
from autograder.sandbox.inside.one_process import SENTENCE
from autograder.sandbox.reasons import StudentError
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls.inner import InnerWall
from autograder.settings import Settings


def result(session, source):
    """What the cell's last expression shows, or the name of the exception."""
    outputs = session.run(source)
    return outputs[-1].get("ename") or outputs[-1].data["text/plain"]


def call(session, name, *args):
    return session.call(name, args, {}, False)


# Cells that kill


DEADLY = [
    pytest.param("os._exit(0)", "exit code 0", id="exit 0"),
    pytest.param("os._exit(3)", "exit code 3", id="exit 3"),
    pytest.param("import ctypes; ctypes.string_at(0)", "Segmentation fault", id="segfault"),
    pytest.param("os.abort()", "Aborted", id="abort"),
    pytest.param("os.kill(os.getpid(), 9)", "Killed", id="kill"),
    pytest.param("os.kill(os.getpid(), 15)", "Terminated", id="terminate"),
    pytest.param("os.kill(os.getpid(), 40)", "crashed", id="real-time signal"),
    pytest.param("os.kill(0, 9)", "Killed", id="kill its group"),
    pytest.param("os.closerange(0, 1000)", "", id="all files closed"),
    pytest.param("import json; json.dumps = None", "exit code 1", id="json.dumps"),
    pytest.param("import json; json.loads = None", "exit code 1", id="json.loads"),
    pytest.param("import builtins; builtins.len = None", "exit code 1", id="len"),
    pytest.param("import builtins; builtins.isinstance = None", "", id="isinstance"),
    pytest.param("get_ipython().outputs = None", "exit code 1", id="outputs"),
    pytest.param("get_ipython().run_cell = None", "exit code 1", id="run_cell"),
]


@pytest.mark.parametrize(("source", "told"), DEADLY)
def test_a_cell_that_ends_the_interpreter_costs_that_cell_only(session, source, told):
    session.run("import os, sys\nx = 'kept'")
    (error,) = session.run(source)
    assert error.ename == "InterpreterDied"
    assert told in error.evalue
    session.run("y = 'new'")
    assert result(session, "x, y") == "('kept', 'new')"


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "while True: print('x' * 1000)",
        "import sys\nwhile True:\n    print(1)\n    print(2, file=sys.stderr)",
        "while True: display(1)",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "while True:\n    try: 1 / 0\n    except BaseException: pass",
    ],
)
def test_a_cell_that_does_not_end_is_stopped_in_time(hasty, source):
    hasty.run("x = 'kept'")
    started = time.monotonic()
    (error,) = hasty.run(source)
    assert error.ename == "TimeLimit"
    assert "0.8 s" in error.evalue
    assert time.monotonic() - started < 10  # on a crowded machine, too; else 20 s and more
    assert result(hasty, "x") == "'kept'"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import sys; sys.stdout = None; sys.stderr = None", id="streams None"),
        pytest.param("import sys; sys.stdout.close(); sys.stderr.close()", id="streams closed"),
        pytest.param("import os; os.close(0); os.close(1); os.close(2)", id="descriptors closed"),
        pytest.param("import builtins; builtins.print = None", id="print"),
        pytest.param("import numpy as np; np.ascontiguousarray = np.array = None", id="numpy"),
        pytest.param(
            "import traceback, time; traceback.extract_tb = time.sleep = None", id="others"
        ),
        pytest.param("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)", id="signal"),
        pytest.param("import os; os.chdir('/')", id="chdir"),
        pytest.param("get_ipython().outputs.append(5)", id="junk among the outputs"),
        pytest.param("import atexit, time; atexit.register(time.sleep, 60)", id="atexit"),
        pytest.param("import threading; threading.Timer(60, print).start()", id="thread"),
    ],
)
def test_mischief_that_does_no_harm_does_no_harm(session, source):
    session.run(source)
    assert result(session, "1 + 1") == "2"
    session.run("def f(x): return x")
    assert call(session, "f", 5) == 5


def test_a_cell_that_dies_only_when_run_again_is_left_out_from_then_on(hasty):
    hasty.run("import os, time\nx = 'kept'")
    hasty.run(f"if time.time() > {time.time() + 1}: os._exit(1)\ny = 1")
    hasty.run("z = 2")
    assert result(hasty, "x, y, z") == "('kept', 1, 2)"
    time.sleep(1)
    hasty.run("os._exit(0)")
    assert result(hasty, "x, z") == "('kept', 2)"
    assert result(hasty, "y") == "NameError"


def test_answers_never_get_out_of_step_with_questions(hasty):
    """A cell that is slow only when run again must not leave its answer to the next one."""
    hasty.run("import os, pathlib, time")
    hasty.run(
        "if pathlib.Path('slow').exists(): time.sleep(1)\npathlib.Path('slow').touch()\n'slow'"
    )
    hasty.run("x = 'quick'")
    hasty.run("os._exit(0)")
    assert result(hasty, "x") == "'quick'"
    assert result(hasty, "1 + 1") == "2"


def test_the_whole_notebook_has_a_limit_too(limited):
    with Session(limited(cell_seconds=5, call_seconds=5, submission_seconds=0.5)) as session:
        session.run("def f(): return 1")
        assert "whole notebook" in session.run("while True: pass")[0].evalue
        started = time.monotonic()
        assert [session.run("1")[0].ename for _ in range(50)] == ["TimeLimit"] * 50
        with pytest.raises(StudentError, match="whole notebook"):
            call(session, "f")
        assert time.monotonic() - started < 5  # 50 times the limit would be 25 s


def test_nothing_is_run_any_more_when_the_time_is_up(limited):
    with Session(limited(submission_seconds=0.5)) as session:
        home = Path(eval(result(session, "import os; os.getcwd()")))
        time.sleep(0.5)
        session.run("open('ran', 'w').close()")
        time.sleep(0.1)
        assert not (home / "ran").exists()


# Processes


STARTS_A_PROCESS = [
    "import posix; posix.fork()",
    "import posix; posix.posix_spawn('/bin/true', ['true'], {})",
    "import posix; posix.execv('/bin/true', ['true'])",
    "import ctypes; assert ctypes.CDLL(None).fork() != -1",
    "import ctypes; assert ctypes.CDLL(None).syscall(435, 0, 0) != -1",
    "import ctypes; assert ctypes.CDLL(None).syscall(56, 17, 0, 0, 0, 0) != -1",
]


@pytest.mark.parametrize("source", STARTS_A_PROCESS)
def test_student_code_is_one_process(session, source):
    assert result(session, source) in ("PermissionError", "AssertionError")


@pytest.mark.parametrize(
    "source",
    [
        "import os; os.fork()",
        "import subprocess; subprocess.run(['ls'])",
        "import os; os.popen('ls')",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
        "import multiprocessing; multiprocessing.Pool(2)",
        "from concurrent.futures import ProcessPoolExecutor as P; P(2).submit(print)",
    ],
)
def test_whoever_starts_a_process_learns_that_it_cannot_be_done(session, source):
    (error,) = session.run(source)
    assert error.ename == "PermissionError"
    assert error.evalue == SENTENCE


@pytest.mark.parametrize(
    "source",
    [
        "!ls",
        "x = !ls",
        "x = !!ls",
        "%%bash\nls",
        "%%script python\nprint(1)",
        "import os; x = os.system('ls')",
        "%pip install numpy",
    ],
)
def test_a_stray_command_costs_nothing_of_its_cell(session, source):
    after = "" if source.startswith("%%") else "\ndef f(): return 5"
    outputs = session.run(source + after)
    assert SENTENCE in outputs[0].text
    assert "error" not in {output.output_type for output in outputs}
    if after:
        assert call(session, "f") == 5


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("import platform; platform.platform() and platform.processor() is not None", "True"),
        ("import ctypes.util; ctypes.util.find_library('m') or 'none'", None),
        ("import uuid; len(str(uuid.uuid1())) + len(str(uuid.uuid4()))", "72"),
        ("import os, multiprocessing; os.cpu_count() == multiprocessing.cpu_count()", "True"),
        (
            "import threading\nt = threading.Thread(target=print)\nt.start(); t.join(); t.name[:6]",
            "'Thread'",
        ),
        ("import asyncio\nawait asyncio.sleep(0, 'slept')", "'slept'"),
        ("import asyncio\nawait asyncio.to_thread(str, 5)", "'5'"),
        ("import tempfile\nwith tempfile.TemporaryFile() as f: f.write(b'1')\nf.closed", "True"),
        (
            "import shutil, tempfile, os\nf = tempfile.NamedTemporaryFile()\n"
            "os.path.basename(shutil.copy2(f.name, 'copy'))",
            "'copy'",
        ),
        (
            "import numpy as np\nm = np.memmap('m', float, 'w+', shape=5)\nm[:] = 1\n"
            "np.save('a', m); float(np.load('a.npy').sum())",
            "5.0",
        ),
        (
            "import sqlite3\nd = sqlite3.connect('d.db')\nd.execute('create table t (x)')\n"
            "d.execute('insert into t values (5)')\nd.commit()\n"
            "d.execute('select * from t').fetchall()",
            "[(5,)]",
        ),
        ("import mpl_toolkits.axes_grid1, importlib.metadata as m; m.version('numpy')[:1]", "'2'"),
        ("import signal\nsignal.alarm(9)", "0"),
        ("import os\nos.makedirs('a/b'); os.rename('a/b', 'b'); os.listdir('b')", "[]"),
        ("import numpy.ctypeslib, scipy.stats, scipy.signal, lzma, bz2, zoneinfo; 1", "1"),
    ],
)
def test_honest_code_does_not_notice(session, source, shown):
    assert result(session, source) == shown or shown is None


def test_sessions_know_nothing_of_each_other(runner):
    with Session(runner) as first:
        first.run("import numpy, builtins\nnumpy.pi = builtins.secret = 3\nx = 1")
    with Session(runner) as second:
        assert result(second, "numpy") == "NameError"
        assert result(second, "secret") == "NameError"
        assert result(second, "import numpy\nnumpy.pi") == "3.141592653589793"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_runner_that_somebody_ended_is_started_again(how, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Runner(sandbox=InnerWall()) as own:
        with Session(own) as session:
            session.run(f"x = 'kept'\n{MARKED}")
            os.kill(own._process.pid, how)
            if how == signal.SIGKILL:
                assert soon(lambda: not running(MARK))
            assert result(session, "x") in ("'kept'", "InterpreterDied")
            session.run("os._exit(0)")
            assert result(session, "'x' * 2") == "'xx'"
        with Session(own) as session:
            assert result(session, "1 + 1") == "2"
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_a_runner_closes():
    own = Runner()
    with Session(own) as session:
        session.run("open('file', 'w').write('x')")
        assert result(session, "import os; os.listdir()") == "['file']"
    session = Session(own)
    assert result(session, "import os; os.listdir()") == "[]"
    session.run(MARKED)
    assert soon(lambda: running(MARK))
    own.close()
    assert soon(lambda: not running(MARK))


def test_the_runner_ends_when_its_grader_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    grader = os.fork()
    if grader == 0:
        try:
            session = Session(Runner())
            session.run(MARKED)
            session.run("while True: pass")
        finally:
            os._exit(1)
    assert soon(lambda: running(MARK), 20)
    os.kill(grader, signal.SIGKILL)
    os.waitpid(grader, 0)
    assert soon(lambda: not running(MARK))


# A busy machine


@pytest.fixture
def one_core():
    """Everything that the test starts runs on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


@contextlib.contextmanager
def crowd():
    """Two programs that never rest."""
    # Each in a session of its own: the kernel may share a core out by sessions.
    command = [sys.executable, "-c", "while True: pass"]
    programs = [subprocess.Popen(command, start_new_session=True) for _ in range(2)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


@pytest.mark.slow
@pytest.mark.usefixtures("one_core")
@pytest.mark.parametrize("sealed", [True, False])
def test_time_without_a_core_does_not_count(sealed):
    work = "while time.process_time() < 1.0 + start: pass\n'done'"
    settings = Settings(Limits(cell_seconds=1.4), sealed=sealed)
    with Runner(settings) as runner, Session(runner) as session:
        session.run("import time; start = time.process_time()")
        with crowd():
            started = time.monotonic()
            assert result(session, work) == "'done'"
            assert time.monotonic() - started > 1.5, "there was a core for it"
            assert result(session, "while True: pass") == "TimeLimit"
        assert result(session, "time.sleep(60)") == "TimeLimit"


WAITING = """
import hashlib, threading, time
data = bytes(2**22)
def work():
    while True: hashlib.sha256(data)
for _ in range(12): threading.Thread(target=work, daemon=True).start()
work()
"""


@pytest.mark.slow
@pytest.mark.usefixtures("one_core")
def test_threads_that_wait_for_each_other_gain_no_time():
    with Runner(Settings(Limits(cell_seconds=0.7))) as runner, Session(runner) as session:
        started = time.monotonic()
        assert result(session, WAITING) == "TimeLimit"
        assert time.monotonic() - started < 5  # with each other's time it would be 10 s


def test_time_is_lost_only_while_nobody_of_the_family_runs():
    before = CoreTime(10.0, 1.0, 5.0)
    assert CoreTime(14.0, 4.0, 6.0).lost_since(before) == 3.0
    assert CoreTime(14.0, 4.0, 8.5).lost_since(before) == 0.5
    assert CoreTime(14.0, 4.0, 12.0).lost_since(before) == 0.0

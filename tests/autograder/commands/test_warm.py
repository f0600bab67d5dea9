"""A warm process does what is typed elsewhere, as if it had been done there."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_course
from processes import MARK, MARKED, running, soon
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in, write_course

from autograder.commands import handed_on

pytestmark = pytest.mark.slow

PROGRAM = Path(sys.executable).with_name("autograder")
WRONG = RIGHT | {"double": "def double(x):\n    return np.asarray(x) ** 2"}
ENDLESS = RIGHT | {"half": f"def half(x):\n    {MARKED}\n    while True:\n        pass"}
# As a terminal starts a program: what runs in the background, such as tests may, hears no Ctrl-C.
IN_A_TERMINAL = ("env", "--default-signal=INT,HUP")
SECONDS = 60


class Warm:
    """``autograder warm`` in a course's folder."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.folder = folder
        self._log = folder.parent / "warm.log"
        with self._log.open("w") as log:
            words = command or (str(PROGRAM), "warm")
            self.process = subprocess.Popen(
                [*IN_A_TERMINAL, *words], cwd=folder, stdout=log, stderr=log
            )
        self.until(lambda: "Ready" in self.log or self.process.poll() is not None)

    @property
    def log(self) -> str:
        return self._log.read_text()

    def until(self, holds) -> None:
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def has_done(self, *words: str) -> None:
        self.until(lambda: f" {' '.join(words)}: " in self.log)

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


def typed(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *words],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def cold_copy(folder: Path) -> Path:
    """A copy of a course, in which nobody waits."""
    return shutil.copytree(
        folder, folder.parent / "cold", ignore=shutil.ignore_patterns("warm"), dirs_exist_ok=True
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder whose name is longer than that of a socket may be."""
    folder = tmp_path_factory.mktemp("warm") / ("Noémie's course " * 9).strip()
    release = tiny_course.manifest_of(tiny_course.source_notebook(), folder).release()
    write_course(folder)
    for student, answers in {"ada": RIGHT, "bela": WRONG}.items():
        hand_in(folder, student, as_bytes(answered(release, answers)))
    (folder / ".course_seed").write_text("the same in each copy")
    return folder


@pytest.fixture(scope="module")
def warm(course: Path) -> Iterator[Warm]:
    started = Warm(course)
    yield started
    started.end()


@pytest.mark.parametrize(
    "words",
    [
        ("grade", NAME, "--force"),
        ("feedback", NAME),
        ("grade", NAME, "--student", "nobody"),
        ("grade", "nosuch"),
        ("check", "--nosuch"),
    ],
    ids=" ".join,
)
def test_a_command_has_the_same_outcome_as_without_it(warm, course, words):
    here, cold = typed(course, *words), typed(cold_copy(course), *words)
    warm.has_done(*words)

    def said(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
        return done.returncode, done.stdout, re.sub(r"^grading.*\n?", "", done.stderr, flags=re.M)

    assert said(here) == said(cold)


def test_a_hidden_test_that_has_changed_is_used(warm, course):
    assert "10.00 / 10" in typed(course, "grade", NAME, "--student", "ada").stdout
    tests = course / tiny_course.TESTS / "tiny.py"
    before = tests.read_text()
    try:
        tests.write_text(before.replace("return 2 * np.asarray(x)", "return 3 * np.asarray(x)"))
        assert " 3.00 / 10" in typed(course, "grade", NAME, "--student", "ada").stdout
    finally:
        tests.write_text(before)
    assert "10.00 / 10" in typed(course, "grade", NAME, "--student", "ada").stdout


def test_ctrl_c_ends_the_command_and_nothing_else(warm, course):
    release = tiny_course.manifest_of(tiny_course.source_notebook(), course).release()
    endless = hand_in(course, "chen", as_bytes(answered(release, ENDLESS)))
    words = ["grade", NAME, "--student", "chen"]
    pipe = subprocess.PIPE
    client = subprocess.Popen(
        [*IN_A_TERMINAL, PROGRAM, *words], cwd=course, stdout=pipe, stderr=pipe, text=True
    )
    assert soon(lambda: running(MARK), SECONDS)
    client.send_signal(signal.SIGINT)
    _out, errors = client.communicate(timeout=SECONDS)
    shutil.rmtree(endless.parents[1])
    assert (client.returncode, "stopped; run the same command again" in errors) == (130, True)
    warm.has_done(*words)
    assert typed(course, "grade", NAME, "--student", "ada", "--force").returncode == 0
    warm.has_done("grade", NAME, "--student", "ada", "--force")


def test_a_command_that_is_to_outlive_its_terminal_does(warm, course):
    words = ["grade", NAME, "--student", "ada", "bela", "--force"]
    client = subprocess.Popen(
        [*IN_A_TERMINAL, "nohup", PROGRAM, *words],
        cwd=course,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(10):
        time.sleep(0.05)
        client.send_signal(signal.SIGHUP)
    assert client.wait(SECONDS) == 0
    warm.has_done(*words)


def test_a_command_whose_terminal_is_gone_ends(warm, course):
    release = tiny_course.manifest_of(tiny_course.source_notebook(), course).release()
    endless = hand_in(course, "dora", as_bytes(answered(release, ENDLESS)))
    words = ["grade", NAME, "--student", "dora"]
    client = subprocess.Popen([PROGRAM, *words], cwd=course, stderr=subprocess.DEVNULL)
    assert soon(lambda: running(MARK), SECONDS)
    client.kill()
    client.wait()
    warm.has_done(*words)
    assert not (course / "autograded/dora").exists()
    shutil.rmtree(endless.parents[1])


GONE_AT_ONCE = """
import os, socket, sys
from autograder.commands import handed_on
with socket.socket(socket.AF_UNIX) as warm:
    warm.connect(str(handed_on.SOCKET))
    handed_on._ask(warm, sys.argv[1:])
    warm.recv(1, socket.MSG_PEEK)  # which process does it is there to be read, and is not
"""


def test_a_command_whose_terminal_is_gone_at_once_ends(warm, course):
    words = ["grade", NAME, "--student", "bela", "--force"]
    done = warm.log.count(" ".join(words))
    subprocess.run([sys.executable, "-c", GONE_AT_ONCE, *words], cwd=course, check=True)
    graded = time.time()
    warm.until(lambda: warm.log.count(" ".join(words)) > done)
    assert all(p.stat().st_mtime < graded for p in (course / "autograded/bela").rglob("*.ipynb"))


@pytest.mark.parametrize("reads", [True, False], ids=["an end", "a reset"])
def test_ctrl_c_before_the_command_can_hear_it_stops_both(tmp_path, monkeypatch, reads):
    monkeypatch.chdir(tmp_path)
    handed_on.SOCKET.parent.mkdir()
    codes = []

    def never_begins(listener: socket.socket) -> None:
        """Is asked, and reads what it is asked or not: that decides how the connection ends."""
        with listener.accept()[0] as client, subprocess.Popen(["sleep", "60"]) as command:
            client.sendall(handed_on.PID.pack(command.pid))
            deadline = time.monotonic() + 30
            while is_default() and time.monotonic() < deadline:  # it does not listen yet
                time.sleep(0.01)
            with contextlib.suppress(BlockingIOError):
                while reads:
                    client.recv(10**6, socket.MSG_DONTWAIT)
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            codes.append(command.wait(30))

    def is_default() -> bool:
        return signal.getsignal(signal.SIGINT) is signal.default_int_handler

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(handed_on.SOCKET))
            listener.listen()
            threading.Thread(target=never_begins, args=[listener]).start()
            with pytest.raises(KeyboardInterrupt):
                handed_on.handed_on(["grade"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert codes == [-signal.SIGINT]


def test_where_python_would_start_otherwise_it_does(warm, course):
    done = typed(course, "grade", NAME, "--student", "bela", "--force", PYTHONHASHSEED="1")
    assert done.returncode == 0
    assert "grade tiny --student bela --force: not here, for Python" in warm.log


def test_two_do_not_wait_in_one_folder(warm, course):
    second = typed(course, "warm")
    assert second.returncode == 2
    assert second.stderr == "autograder: Another `autograder warm` is at work in this folder.\n"


def test_it_starts_anew_when_the_grader_has_changed(course, tmp_path):
    changing = (
        "import itertools, sys; from autograder.commands import main, warm; "
        "warm._grader_files = itertools.count().__next__; sys.exit(main.main(['warm']))"
    )
    warm = Warm(shutil.copytree(cold_copy(course), tmp_path / "c"), sys.executable, "-c", changing)
    done = typed(warm.folder, "grade", NAME, "--student", "ada", "--force")
    assert (done.returncode, "10.00 / 10" in done.stdout) == (0, True)
    warm.until(lambda: warm.log.count("Ready") == 2)
    assert "starting anew" in warm.log
    assert f"grade {NAME}" not in warm.log
    assert warm.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_and_leaves_nothing(course, tmp_path, number):
    warm = Warm(shutil.copytree(cold_copy(course), tmp_path / "c"))
    assert (warm.folder / handed_on.SOCKET).stat().st_mode & 0o777 == 0o700
    assert warm.end(number) == 0
    assert not (warm.folder / handed_on.SOCKET).exists()


def test_after_one_that_was_killed_commands_run_by_themselves_and_another_may_start(
    course, tmp_path
):
    warm = Warm(shutil.copytree(cold_copy(course), tmp_path / "c"))
    warm.end(signal.SIGKILL)
    assert (warm.folder / handed_on.SOCKET).exists()
    assert typed(warm.folder, "grade", NAME, "--student", "ada", "--force").returncode == 0
    assert Warm(warm.folder).end() == 0


def test_nothing_is_handed_on_to_somebody_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    handed_on.SOCKET.parent.mkdir()
    heard = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(handed_on.SOCKET))
        listener.listen()
        other = threading.Thread(target=lambda: heard.append(listener.accept()[0].recv(1)))
        other.start()
        monkeypatch.setattr(os, "getuid", lambda: 4242)
        assert handed_on.handed_on(["grade", NAME]) is None
        other.join(SECONDS)
    assert heard == [b""]

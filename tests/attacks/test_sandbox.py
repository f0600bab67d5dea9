"""What student code can see, reach and use up from inside the sandbox."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.commands.main import main
from autograder.limits import Limits
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls import SandboxError, bubblewrap, ensure
from autograder.sandbox.walls.base import PACKAGE
from autograder.settings import Settings

PROJECT = PACKAGE.parent


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


def shown(runner: Runner, source: str) -> str:
    """What a cell shows, and that the next one runs as ever."""
    with Session(runner) as session:
        outputs = session.run(source)
        (honest,) = session.run("print(6 * 7)")
        assert honest.text == "42\n"
    return " ".join(output.get("text", "") + output.get("evalue", "") for output in outputs)


SECRETS = {
    "project": f"import os; print(os.listdir({str(PROJECT)!r}))",
    "source": f"open({str(PROJECT / 'source/lif/lif.ipynb')!r})",
    "hidden tests": "import autograde_tests.lif",
    "reference": "from reference.ode import x_constant",
    "the grader": "import autograder.grading.grade",
    "home": f"import os; print(os.listdir({str(Path.home())!r}))",
    "passwords": "open('/etc/shadow')",
    "users": "open('/etc/passwd')",
    "host's name": "open('/etc/hostname')",
    "warm parent's memory": "import os; open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
    "kernel's messages": "open('/dev/kmsg').read(1)",
}


@pytest.mark.parametrize("what", SECRETS)
def test_secrets_cannot_be_read(runner: Runner, what: str) -> None:
    told = shown(runner, f"try:\n    {SECRETS[what]}\nexcept Exception as e: print(type(e))")
    hidden = ("FileNotFoundError", "ModuleNotFoundError", "PermissionError", "OSError")
    if what in ("project", "home"):
        assert any(name in told for name in hidden) or "source" not in told
        assert "gradebook" not in told
    else:
        assert any(name in told for name in hidden), told


def test_the_callers_environment_stays_outside(runner: Runner, monkeypatch) -> None:
    monkeypatch.setenv("AUTOGRADER_TOKEN", "secret-token")
    with Runner() as own:
        assert "secret-token" not in shown(own, "import os; print(os.environ)")


def test_other_processes_cannot_be_seen(runner: Runner) -> None:
    count = "import os; print(sum(name.isdigit() for name in os.listdir('/proc')))"
    assert shown(runner, count) == "2\n"


def test_no_descriptor_of_the_graders_is_inherited(runner: Runner) -> None:
    told = shown(runner, "import os; print(sorted(map(int, os.listdir('/proc/self/fd'))))")
    assert told == "[0, 1, 2, 3, 4]\n"  # the streams, the channel, and the listing itself


@pytest.mark.parametrize("address", ["('127.0.0.1', 22)", "('10.0.0.1', 80)", "('::1', 80)"])
def test_there_is_no_network(runner: Runner, address: str) -> None:
    attempt = f"import socket\ntry: socket.create_connection({address}, 1)"
    told = shown(runner, f"{attempt}\nexcept OSError as e: print(e)")
    assert "Operation not permitted" in told


def test_abstract_sockets_of_the_host_are_out_of_reach(runner: Runner) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0autograder-test")
        server.listen()
        attempt = "import socket\ns = socket.socket(socket.AF_UNIX)\n"
        attempt += "s.connect('\\0autograder-test')"
        assert "not permitted" in shown(runner, attempt)


@pytest.mark.parametrize("where", ["/", "/usr", "/dev", "/runner", str(Path(os.__file__).parent)])
def test_nothing_can_be_written_outside_its_own_places(runner: Runner, where: str) -> None:
    attempt = f"try: open({where + '/x'!r}, 'w')\nexcept OSError as e: print(e)"
    assert "Read-only file system" in shown(runner, attempt)


def test_nothing_written_is_there_for_the_next(runner: Runner) -> None:
    for place in ("/tmp", "/dev/shm", "."):
        shown(runner, f"open('{place}/left', 'w').write('x')")
        assert "left" not in shown(runner, f"import os; print(os.listdir('{place}'))")


@pytest.mark.parametrize("call", ["unshare(0x10000000)", "unshare(0x20000)", "setuid(1)"])
def test_there_is_no_power_to_get(runner: Runner, call: str) -> None:
    attempt = f"import ctypes; print(ctypes.CDLL(None).{call})"
    assert shown(runner, attempt) == "-1\n"


def test_the_first_process_cannot_be_ended(runner: Runner) -> None:
    shown(runner, "import os, signal\nos.kill(1, signal.SIGKILL)")


@pytest.fixture(scope="module")
def hasty_runner() -> Iterator[Runner]:
    """Gives a cell little time, so that what never ends is soon stopped."""
    with Runner(Settings(Limits(cell_seconds=2))) as started:
        yield started


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bomb", "told"),
    [
        ("import os\nwhile True: os.fork()", "stopped"),
        ("import os\nwhile True:\n    if os.fork() == 0: os.setsid()", "stopped"),
        ("x = b'x' * 10**11", "MemoryError"),
        ("x = []\nwhile True: x.append(bytearray(10**8))", ""),
        ("f = open('f', 'wb')\nwhile True: f.write(bytes(10**6))", "File too large"),
        (
            "n = 0\nwhile True:\n    open(f'f{n % 99}', 'ab').write(bytes(10**6))\n    n += 1",
            "No space",
        ),
        ("i = 0\nwhile True:\n    open(str(i), 'w')\n    i += 1", "No space left"),
        ("f = []\nwhile True: f.append(open('f', 'w'))", "Too many open files"),
        ("import os\nos.write(2, b'x' * 10**8)", ""),
    ],
    ids=[
        "forks",
        "daemons",
        "one array",
        "memory",
        "file",
        "disk",
        "files",
        "descriptors",
        "stderr",
    ],
)
def test_a_bomb_is_contained(hasty_runner: Runner, bomb: str, told: str) -> None:
    started = time.monotonic()
    source = (
        bomb
        if told in ("stopped", "")
        else f"try: exec({bomb!r})\nexcept BaseException as e: print(repr(e))"
    )
    assert told in shown(hasty_runner, source)
    assert time.monotonic() - started < 60


def test_what_detaches_itself_ends_with_the_submission(runner: Runner) -> None:
    mark = "86399"
    sleeps = [sys.executable, "-c", "import time; time.sleep(300)", mark]
    shown(runner, f"import subprocess; subprocess.Popen({sleeps}, start_new_session=True)")
    until = time.monotonic() + 3
    while _running(mark) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _running(mark)


def _running(mark: str) -> bool:
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes())
        except OSError:
            continue
    return any(mark.encode() in line.split(b"\0") for line in lines)


# Where the project lies

ENVIRONMENT_ELSEWHERE = """
import sys
from autograder.sandbox.session import Runner, Session
with Runner() as runner, Session(runner) as session:
    print(session.run("import scipy.optimize, matplotlib.pyplot as plt; print(6 * 7)")[0].text)
    written = f"open({sys.prefix!r} + '/written', 'w')"
    print(session.run(written)[-1].ename)
    print(session.run(f"import os; print(os.listdir({sys.argv[1]!r}))")[0].text)
    for place in ("/tmp", "/dev/shm", "."):
        session.run(f"open('{place}/left', 'w').write('note')")
with Session(runner) as session:
    print(session.run("import os; print(os.path.exists('/tmp/left'))")[0].text)
"""


@pytest.mark.slow
@pytest.mark.parametrize("place", [Path("/tmp"), Path("/dev/shm")])
def test_the_environment_may_lie_in_a_folder_that_the_sandbox_empties(place: Path) -> None:
    with tempfile.TemporaryDirectory(dir=place) as folder:
        environment = Path(folder, "a course", "environment")
        shutil.copytree(sys.prefix, environment, symlinks=True, copy_function=_linked)
        program = environment / "bin" / "python"
        told = subprocess.run(
            [program, "-c", ENVIRONMENT_ELSEWHERE, place],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=False,
        )
    seen = f"['{Path(folder).name}']"
    assert told.stdout.split() == ["42", "OSError", seen, "False"], told.stderr


def _linked(source: str, target: str) -> None:
    """A second name for a file; a copy where the file system is another."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


# Without a sandbox


def test_without_bubblewrap_nothing_is_graded(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _program: None)
    assert main(["check"]) == 2
    told = capsys.readouterr().err
    assert "apt-get install bubblewrap" in told
    assert told.count("\n") == 1


def test_where_the_kernel_forbids_it_the_reason_is_told(monkeypatch, tmp_path) -> None:
    forbidden = tmp_path / "bwrap"
    forbidden.write_text("#!/bin/sh\necho 'bwrap: No permissions' >&2; exit 1\n")
    forbidden.chmod(0o755)
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _program: str(forbidden))
    with pytest.raises(SandboxError, match="No permissions"):
        ensure(Settings())

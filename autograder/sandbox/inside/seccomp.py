"""The filter of system calls: what is allowed by name and, for some, by argument; nothing else.

Two ways of refusing: "not permitted", and "no such call" where the C library then takes an older
one. The package ``pyseccomp`` would write the same filter, but by a shared library (libseccomp)
that has to be installed on the machine; and the runner imports nothing that it can do without.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable, Iterator

from autograder.sandbox.inside import syscalls

# By machine: where its numbers stand in `syscalls`, and what the kernel calls its numbering.
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_OTHER_NUMBERING = 0x40000000  # x32
_SET_SECCOMP, _MODE_FILTER = 22, 2

# Of the kernel's program: code, how far to jump if it holds, how far if not, value.
Step = tuple[int, int, int, int]
_NR, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in the kernel's struct seccomp_data
_LOAD, _AND, _EQUAL, _AT_LEAST, _HAS, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06


def _answer(number: int) -> Step:
    """End the program: the call is not made, and gives this error (0: none)."""
    return (_RETURN, 0, 0, 0x00050000 | number)


_ALLOW: Step = (_RETURN, 0, 0, 0x7FFF0000)
_REFUSE = _answer(errno.EPERM)
_NO_SUCH_CALL = _answer(errno.ENOSYS)
_IDLE = _answer(0)
_UNSUPPORTED = _answer(errno.EOPNOTSUPP)

# Of Linux, which Python does not name, or names by the machine that it runs on.
_O_ACCESS, _O_TRUNCATE, _O_PATH, _O_TEMPORARY = 0o3, 0o1000, 0o10000000, 0o20000000
_THREAD = 0x10F00  # it shares memory, files, folder and signals, and is of the same process
_THREAD_MAY = _THREAD | 0x17C0000  # and where it notes its number and keeps its variables
_HUGE_PAGES = 0x40000  # they are the machine's, and in no process's account
_OWN_TABLE_OF_FILES = 2
_PRCTL = (15, 16)  # its name
_FCNTL = (0, 1, 2, 3, 4, 5, 36, 1030)  # copies, flags, what is locked
_FCNTL_LOCKS = (6, 7, 37, 38)
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # a terminal? how much is there? flags
_UNIX, _STREAM, _KIND = 1, 1, 0xF
_SOL_SOCKET, _SOCKET_OPTIONS = 1, (3, 4, 38, 39)  # kind, error, protocol, family


def filter_calls() -> None:
    """Let this process make no other calls from now on; it must have given up new privileges.

    Raises
    ------
    OSError
        If the machine is of another kind than those known here, or the kernel does not allow it.
    """
    program = compiled(platform.machine(), os.getpid())
    code = ctypes.create_string_buffer(program, len(program))
    rules = struct.pack("HP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_SECCOMP, _MODE_FILTER, rules, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


def why_not() -> str:
    """Why there can be no filter on this machine; empty if there can."""
    if platform.machine() not in MACHINES:
        known = " and ".join(MACHINES)
        return f"system calls are known for {known}, and this processor is a {platform.machine()}"
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_SECCOMP, _MODE_FILTER, None, 0, 0)  # an impossible filter: it changes nothing
    if ctypes.get_errno() != errno.EFAULT:
        return "this kernel takes no filter of system calls (seccomp)"
    return ""


def compiled(machine: str, pid: int) -> bytes:
    """The filter for one process, as the kernel wants it.

    Parameters
    ----------
    machine
        One of `MACHINES`.
    pid
        The process that it is for, as it knows itself.

    Raises
    ------
    OSError
        If the machine is of another kind.
    """
    if machine not in MACHINES:
        raise OSError(f"no list of system calls for {machine}")
    which, arch = MACHINES[machine]
    steps = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, arch), _REFUSE]
    steps += [(_LOAD, 0, 0, _NR), (_AT_LEAST, 0, 1, _OTHER_NUMBERING), _REFUSE]
    for name, rule in _rules(pid):
        number = syscalls.NUMBERS[name][which]
        if number is not None:  # the machine has this call
            steps += [(_EQUAL, 0, len(rule), number), *rule]
    steps += [(_AT_LEAST, 0, 1, syscalls.NEWEST + 1), _NO_SUCH_CALL, _REFUSE]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _rules(pid: int) -> Iterator[tuple[str, list[Step]]]:
    """What is done about each call that is not simply refused."""
    for name in syscalls.ALLOWED:
        yield name, [_ALLOW]
    for name in syscalls.IDLE:
        yield name, [_IDLE]
    for name in syscalls.UNSUPPORTED:
        yield name, [_UNSUPPORTED]
    for name in ("clone3", "openat2"):  # their arguments lie in memory, where a filter cannot look
        yield name, [_NO_SUCH_CALL]
    for name in ("kill", "tgkill", "prlimit64", "getpgid", "getsid"):
        yield name, _one_of(0, (0, pid))
    for name, flags in (("open", 1), ("openat", 2)):
        yield name, _opening(flags)
    for name, mode in (("mkdir", 1), ("mkdirat", 2)):  # else nobody could look into it
        yield name, [_argument(mode), (_AND, 0, 0, 0o700), *_if(0o700, _ALLOW), _REFUSE]
    mask = 0xFFFFFFFF & ~_THREAD_MAY | _THREAD
    yield "clone", [_argument(0), (_AND, 0, 0, mask), *_if(_THREAD, _ALLOW), _REFUSE]
    yield "close_range", [_argument(2), (_HAS, 0, 1, _OWN_TABLE_OF_FILES), _REFUSE, _ALLOW]
    yield "mmap", [_argument(3), (_HAS, 0, 1, _HUGE_PAGES), _REFUSE, _ALLOW]
    yield "fallocate", _one_of(1, (0,))  # with flags, it may take more than a file may have
    yield "prctl", _one_of(0, _PRCTL)
    yield "ioctl", _one_of(1, _IOCTL)
    locks = [step for lock in _FCNTL_LOCKS for step in _if(lock, _IDLE)]
    yield "fcntl", [_argument(1), *locks, *_one_of(1, _FCNTL)]
    stream = [_argument(1), (_AND, 0, 0, _KIND), *_if(_STREAM, _ALLOW), _REFUSE]
    yield "socketpair", [_argument(0), *_unless(_UNIX, _REFUSE), *stream]
    # To nobody but the other end.
    yield (
        "sendto",
        [_argument(4), *_unless(0, _REFUSE), _argument(4, high=True), *_if(0, _ALLOW), _REFUSE],
    )
    yield "getsockopt", [_argument(1), *_unless(_SOL_SOCKET, _REFUSE), *_one_of(2, _SOCKET_OPTIONS)]


def _opening(flags: int) -> list[Step]:
    """How files are opened: not without a name, not as a mere place, and not to cut a file short.

    Before its third version, Landlock guards neither what is opened in order to be cut short,
    nor what is opened neither to read nor to write.
    """
    return [
        _argument(flags),
        (_HAS, 0, 1, _O_TEMPORARY),
        _UNSUPPORTED,
        (_HAS, 0, 1, _O_PATH),
        _REFUSE,
        (_AND, 0, 0, _O_ACCESS | _O_TRUNCATE),
        *_if(_O_TRUNCATE, _REFUSE),
        (_AND, 0, 0, _O_ACCESS),
        *_if(_O_ACCESS, _REFUSE),
        _ALLOW,
    ]


def _argument(at: int, *, high: bool = False) -> Step:
    """Load half of an argument; of most, the kernel takes the low half only."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * at + 4 * high)


def _if(value: int, step: Step) -> list[Step]:
    return [(_EQUAL, 0, 1, value), step]


def _unless(value: int, step: Step) -> list[Step]:
    return [(_EQUAL, 1, 0, value), step]


def _one_of(at: int, values: Iterable[int]) -> list[Step]:
    """Allow the call if its argument has one of these values."""
    allowed = [step for value in values for step in _if(value, _ALLOW)]
    return [_argument(at), *allowed, _REFUSE]

"""The filter of system calls, read as the kernel reads it: also for machines that are not here."""

import errno
import struct

import pytest

from autograder.sandbox.inside import syscalls
from autograder.sandbox.inside.seccomp import MACHINES, compiled

PID = 1234
ALLOWED, REFUSED = "allowed", errno.EPERM
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000


def answer(machine, name, *arguments, arch=None, number=None):
    """What the filter says of a call."""
    which, its_arch = MACHINES[machine]
    number = syscalls.NUMBERS[name][which] if number is None else number
    arguments = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=IIQ6Q", number, arch or its_arch, 0, *arguments)
    steps = list(struct.iter_unpack("HBBI", compiled(machine, PID)))
    at = value = 0
    while True:
        code, if_true, if_false, k = steps[at]
        at += 1
        match code:
            case 0x20:
                (value,) = struct.unpack_from("=I", data, k)
            case 0x54:
                value &= k
            case 0x15:
                at += if_true if value == k else if_false
            case 0x35:
                at += if_true if value >= k else if_false
            case 0x45:
                at += if_true if value & k else if_false
            case 0x06:
                return ALLOWED if k == _ALLOW else k - _ERRNO


CALLS = [
    ("read", (), ALLOWED),
    ("chown", (), 0),
    ("fchmodat", (), 0),
    ("flock", (3, 2), 0),
    ("getxattr", (), errno.EOPNOTSUPP),
    ("clone3", (), errno.ENOSYS),
    ("openat2", (), errno.ENOSYS),
    ("kill", (PID, 9), ALLOWED),
    ("kill", (PID + 1, 9), REFUSED),
    ("kill", (2**32 - 1, 9), REFUSED),
    ("tgkill", (PID, 5, 9), ALLOWED),
    ("tgkill", (1, 1, 9), REFUSED),
    ("prlimit64", (0, 7), ALLOWED),
    ("prlimit64", (1, 7), REFUSED),
    ("clone", (0x3D0F00,), ALLOWED),
    ("clone", (17,), REFUSED),
    ("clone", (0x4111,), REFUSED),
    ("clone", (0x3D0F00 | 0x10000000,), REFUSED),
    ("clone", (0x3D0F00 & ~0x400,), REFUSED),
    ("close_range", (3, 9, 0), ALLOWED),
    ("close_range", (3, 9, 2), REFUSED),
    ("openat", (0, 0, 0o0), ALLOWED),
    ("openat", (0, 0, 0o1101, 0o666), ALLOWED),
    ("openat", (0, 0, 0o1002), ALLOWED),
    ("openat", (0, 0, 0o1000), REFUSED),
    ("openat", (0, 0, 0o1003), REFUSED),
    ("openat", (0, 0, 0o3), REFUSED),
    ("openat", (0, 0, 0o10000000), REFUSED),
    ("openat", (0, 0, 0o20000002), errno.EOPNOTSUPP),
    ("mkdirat", (0, 0, 0o777), ALLOWED),
    ("mkdirat", (0, 0, 0o300), REFUSED),
    ("mmap", (0, 1, 3, 0x22), ALLOWED),
    ("mmap", (0, 1, 3, 0x40022), REFUSED),
    ("fallocate", (3, 0, 0, 9), ALLOWED),
    ("fallocate", (3, 1, 0, 9), REFUSED),
    ("fcntl", (3, 3), ALLOWED),
    ("fcntl", (3, 6), 0),
    ("fcntl", (3, 8), REFUSED),
    ("fcntl", (3, 1031), REFUSED),
    ("fcntl", (3, 1024), REFUSED),
    ("ioctl", (0, 0x5401), ALLOWED),
    ("ioctl", (0, 0x5412), REFUSED),
    ("prctl", (15,), ALLOWED),
    ("prctl", (4,), REFUSED),
    ("socketpair", (1, 0x80001), ALLOWED),
    ("socketpair", (1, 2), REFUSED),
    ("socketpair", (2, 1), REFUSED),
    ("sendto", (3, 1, 1, 0, 0), ALLOWED),
    ("sendto", (3, 1, 1, 0, 2**32), REFUSED),
    ("getsockopt", (3, 1, 3), ALLOWED),
    ("getsockopt", (3, 1, 77), REFUSED),
]


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_is_answered_by_its_arguments(machine):
    which = MACHINES[machine][0]
    told = {
        (name, arguments): answer(machine, name, *arguments)
        for name, arguments, _ in CALLS
        if syscalls.NUMBERS[name][which] is not None
    }
    assert told == {(name, args): want for name, args, want in CALLS if (name, args) in told}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_not_listed_is_refused(machine):
    which = MACHINES[machine][0]
    listed = {numbers[which] for numbers in syscalls.NUMBERS.values()}
    others = set(range(syscalls.NEWEST + 1)) - listed
    assert len(others) > 200
    assert {answer(machine, "", number=number) for number in others} == {REFUSED}
    assert answer(machine, "", number=syscalls.NEWEST + 1) == errno.ENOSYS
    assert answer(machine, "", number=0x40000000) == REFUSED


NOBODY_NEEDS = {
    "preadv2": (327, 286),  # with RWF_NOWAIT it reads what others have read
    "cachestat": (451, 451),
    "statmount": (457, 457),
    "listmount": (458, 458),
    "open_tree_attr": (467, 467),
    "file_setattr": (469, 469),
}


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("call", NOBODY_NEEDS)
def test_calls_that_nobody_needs_are_not_let_through(machine, call):
    which = MACHINES[machine][0]
    assert call not in syscalls.NUMBERS
    assert answer(machine, "", number=NOBODY_NEEDS[call][which]) in (REFUSED, errno.ENOSYS)


@pytest.mark.parametrize(("machine", "other"), [("x86_64", "aarch64"), ("aarch64", "x86_64")])
def test_another_machines_numbering_is_refused(machine, other):
    for arch in (MACHINES[other][1], 0x40000003):
        assert answer(machine, "read", arch=arch) == REFUSED

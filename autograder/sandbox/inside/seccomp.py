"""System calls that student code has no use for, and that would lead out of its namespaces.

Keys, kernel modules and virtual sockets belong to no namespace; shared memory of some kinds, and
the memory of sockets, is in no process's account. The filter answers them with "not permitted", as
it does all calls of another machine's numbering.
"""

import ctypes
import errno
import platform
import struct

# By name: the number on x86_64, and on all that number them as aarch64 does.
# fmt: off
_CALLS = {
    "acct": (163, 89), "add_key": (248, 217), "bpf": (321, 280), "chroot": (161, 51),
    "clock_settime": (227, 112), "delete_module": (176, 106), "fanotify_init": (300, 262),
    "finit_module": (313, 273), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fsopen": (430, 430), "fspick": (433, 433), "init_module": (175, 105),
    "inotify_init": (253, 26), "inotify_init1": (294, 26), "setsockopt": (54, 208),
    "socket": (41, 198),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425), "kcmp": (312, 272), "kexec_file_load": (320, 294),
    "kexec_load": (246, 104), "keyctl": (250, 219), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "migrate_pages": (256, 238), "mount": (165, 40),
    "mount_setattr": (442, 442), "move_mount": (429, 429), "move_pages": (279, 239),
    "mq_open": (240, 180), "msgget": (68, 186), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "open_tree": (428, 428), "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438), "pivot_root": (155, 41), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "ptrace": (101, 117), "quotactl": (179, 60),
    "reboot": (169, 142), "request_key": (249, 218), "semget": (64, 190),
    "sethostname": (170, 161), "setns": (308, 268), "settimeofday": (164, 170),
    "shmget": (29, 194), "swapoff": (168, 225), "swapon": (167, 224), "syslog": (103, 116),
    "umount2": (166, 39), "unshare": (272, 97), "userfaultfd": (323, 282),
}
# fmt: on
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_OTHER_NUMBERING = 0x40000000  # x32

_NR, _ARCH = 0, 4  # offsets in the kernel's struct seccomp_data
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_SET_SECCOMP, _MODE_FILTER = 22, 2


def forbid_calls() -> None:
    """Forbid them to this process and all that it starts; it must have given up new privileges.

    Raises
    ------
    OSError
        If the machine is of another kind than those known here, or the kernel does not allow it.
    """
    if platform.machine() not in _MACHINES:
        raise OSError(f"no list of system calls for {platform.machine()}")
    which, arch = _MACHINES[platform.machine()]
    program = b"".join(_program([pair[which] for pair in _CALLS.values()], arch))
    code = ctypes.create_string_buffer(program, len(program))

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    rules = Filter(len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(rules), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


def _program(forbidden: list[int], arch: int) -> list[bytes]:
    refuse, allow = _step(_RETURN, _REFUSE), _step(_RETURN, _ALLOW)
    steps = [_step(_LOAD, _ARCH), _step(_EQUAL, arch, 1, 0), refuse]
    steps += [_step(_LOAD, _NR), _step(_AT_LEAST, _OTHER_NUMBERING, 0, 1), refuse]
    for number in forbidden:
        steps += [_step(_EQUAL, number, 0, 1), refuse]
    return [*steps, allow]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)

"""Closing the doors behind student code: the namespaces, mounts, limits and privileges of a child.

The warm parent runs inside bubblewrap with the capabilities of a user namespace of its own, which
give it power over nothing outside. For each submission it makes a process namespace whose first
process, ours, watches over the student's and takes everything with it when it ends. The student's
process has no capability and no way to get one.
"""

import ctypes
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

HOME = "/home/student"
TOO_MUCH_MEMORY, TOO_MANY_PROCESSES = 71, 72

_libc = ctypes.CDLL(None, use_errno=True)
_NEW_MOUNTS, _NEW_IPC, _NEW_PIDS, _NEW_NET = 0x20000, 0x8000000, 0x20000000, 0x40000000
_READ_ONLY, _NO_SUID, _NO_DEV, _REMOUNT, _BIND = 0x1, 0x2, 0x4, 0x20, 0x1000
_PRIVATE, _RECURSIVE = 1 << 18, 1 << 14
_DUMPABLE, _BOUNDING_DROP, _NO_NEW_PRIVILEGES = 4, 24, 38
_CAPABILITIES = 41
_MAX_PID = 400
_LOOK_SECONDS = 0.1


def prepare_parent() -> None:
    """Harden the warm parent before it forks anything.

    Raises
    ------
    OSError
        If the kernel does not allow it.
    """
    # No more processes than this in here, whatever they do: the kernel's own limit.
    Path("/proc/sys/kernel/pid_max").write_text(str(_MAX_PID))
    # Student code could otherwise become root in a user namespace of its own.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    _prctl(_DUMPABLE, 0)


def fork_confined(serve: Callable[[], None], channel: int, limits: dict[str, int]) -> int:
    """Fork the first process of a new process namespace; it forks the student's.

    Parameters
    ----------
    serve
        What the student's process does.
    channel
        The descriptor that it keeps.
    limits
        ``memory`` and ``disk`` in MiB, ``processes``, ``files``.

    Returns
    -------
    int
        Id of the first process. Its exit code is the student's, or 128 plus the signal that killed
        it, or one of the codes above.
    """
    ours = os.open("/proc/self/ns/pid", os.O_RDONLY)
    _check(_libc.unshare(_NEW_PIDS), "unshare")
    first = os.fork()
    if first == 0:
        status = 1
        try:
            status = _watch(serve, channel, limits)
        finally:
            os._exit(status)
    _check(_libc.setns(ours, _NEW_PIDS), "setns")
    os.close(ours)
    return first


def _watch(serve: Callable[[], None], channel: int, limits: dict[str, int]) -> int:
    """Life of the first process: start the student's, watch what they all use, reap, report."""
    os.setsid()
    _check(_libc.unshare(_NEW_MOUNTS | _NEW_IPC | _NEW_NET), "unshare")
    _mount_private(limits)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    student = os.fork()
    if student == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        _confine(channel, limits)
        serve()
        os._exit(0)
    os.closerange(0, 1024)
    while True:
        signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)
        while (pid := _reap(student)) is not None:
            if pid:
                return pid - 1
        processes, pages = _use()
        if processes > limits["processes"] + 1:
            return TOO_MANY_PROCESSES
        if pages * resource.getpagesize() > limits["memory"] * 2**20:
            return TOO_MUCH_MEMORY


def _reap(student: int) -> int | None:
    """Reap one process: None if there is none, 0 if it is another's, else the exit code plus 1."""
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 1
    if not pid:
        return None
    if pid != student:
        return 0
    code = os.waitstatus_to_exitcode(status)
    return 1 + (code if code >= 0 else 128 - code)


def _use() -> tuple[int, int]:
    """How many processes there are, and how many pages of memory they hold."""
    processes = pages = 0
    for name in os.listdir("/proc"):  # noqa: PTH208 (ten times a second: names are enough)
        if name.isdigit():
            try:
                fields = Path(f"/proc/{name}/statm").read_text().split()
            except OSError:
                continue
            processes += 1
            pages += int(fields[1]) - int(fields[2])  # what is shared is the warm parent's
    return processes, pages


def _mount_private(limits: dict[str, int]) -> None:
    """Give the child a /proc of its own, small empty places to write to, and no others."""
    _mount("none", "/", None, _PRIVATE | _RECURSIVE)
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEV)
    for where in ("/tmp", "/dev/shm", HOME):
        size = f"size={limits['disk']}m,nr_inodes=4096,mode=0700"
        _mount("tmpfs", where, "tmpfs", _NO_SUID | _NO_DEV, size)
    for where in ("/", "/dev"):
        _mount("none", where, None, _REMOUNT | _BIND | _READ_ONLY)


def _confine(channel: int, limits: dict[str, int]) -> None:
    """Take everything from this process that student code does not need."""
    os.chdir(HOME)
    os.dup2(channel, 3)
    os.closerange(4, 1024)
    megabyte = 2**20
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits["files"]),
        (resource.RLIMIT_FSIZE, limits["disk"] * megabyte),
        (resource.RLIMIT_AS, limits["memory"] * megabyte),
    ):
        resource.setrlimit(what, (most, most))
    for capability in range(_CAPABILITIES):
        _libc.prctl(_BOUNDING_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _prctl(_NO_NEW_PRIVILEGES, 1)


def _mount(what: str, where: str, kind: str | None, flags: int, options: str = "") -> None:
    encoded = kind.encode() if kind else None
    result = _libc.mount(what.encode(), where.encode(), encoded, flags, options.encode())
    _check(result, f"mount {where}")


def _prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, value, 0, 0, 0), f"prctl {option}")


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")

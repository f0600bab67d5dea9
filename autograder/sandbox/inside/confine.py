"""Closing the doors behind student code: the namespaces, mounts, limits and privileges of a child.

The warm parent runs inside bubblewrap with the capabilities of a user namespace of its own, which
give it power over nothing outside. For each submission it makes a process namespace whose first
process, ours, watches over the student's and takes everything with it when it ends. The student's
process has no capability and no way to get one.
"""

import ctypes
import os
import re
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.sandbox.inside.ending import Ending
from autograder.sandbox.inside.seccomp import forbid_calls

HOME = "/home/student"
PRIVATE = ("/tmp", "/dev/shm", HOME)  # emptied for each submission, which may write there

_libc = ctypes.CDLL(None, use_errno=True)
_NEW_MOUNTS, _NEW_IPC, _NEW_PIDS, _NEW_NET = 0x20000, 0x8000000, 0x20000000, 0x40000000
_READ_ONLY, _NO_SUID, _NO_DEV, _REMOUNT, _BIND = 0x1, 0x2, 0x4, 0x20, 0x1000
_PRIVATE, _RECURSIVE = 1 << 18, 1 << 14
_DUMPABLE, _BOUNDING_DROP, _NO_NEW_PRIVILEGES = 4, 24, 38
_CAPABILITIES = 41
_MAX_PID = 400
_LOOK_SECONDS = 0.1
_BUSY_SECONDS, _CORES = 5.0, 1.5  # others are graded on the same machine
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_MEMORY = re.compile(r"^Rss(?:Anon|Shmem):\s*(\d+)", re.MULTILINE)  # not libraries


def prepare_parent() -> None:
    """Harden the warm parent before it forks anything.

    Raises
    ------
    OSError
        If the kernel does not allow it.
    """
    try:  # no more processes than this in here, whatever they do
        Path("/proc/sys/kernel/pid_max").write_text(str(_MAX_PID))
    except OSError:  # before Linux 6.14; a normal user's processes can be limited otherwise
        if Path("/proc/self/uid_map").read_text().split()[1] == "0":
            raise OSError(
                "this kernel is older than 6.14 and cannot limit root's processes: "
                "grade as a normal user"
            ) from None
    # Student code could otherwise become root in a user namespace of its own.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    _prctl(_DUMPABLE, 0)


def fork_confined(serve: Callable[[], None], channel: int, limits: dict[str, Any]) -> int:
    """Fork the first process of a new process namespace; it forks the student's.

    Parameters
    ----------
    serve
        What the student's process does.
    channel
        The descriptor that it keeps.
    limits
        Fields of `autograder.limits.Limits`; and ``kept``, paths in `PRIVATE` that Python needs.

    Returns
    -------
    int
        Id of the first process. Its exit code is an `Ending.exit_code`.
    """
    ours = os.open("/proc/self/ns/pid", os.O_RDONLY)
    _check(_libc.unshare(_NEW_PIDS), "unshare")
    first = os.fork()
    if first == 0:
        status = 1
        try:
            status = _watch(serve, channel, limits).exit_code
        finally:
            os._exit(status)
    _check(_libc.setns(ours, _NEW_PIDS), "setns")
    os.close(ours)
    return first


def fork_open(serve: Callable[[], None], channel: int, limits: dict[str, Any]) -> int:
    """Fork the student's process without a sandbox; see `fork_confined`."""
    student = os.fork()
    if student == 0:
        os.setsid()
        Path(os.environ["HOME"]).mkdir(exist_ok=True)
        os.chdir(os.environ["HOME"])
        _limit(channel, limits)
        serve()
        os._exit(0)
    return student


def _watch(serve: Callable[[], None], channel: int, limits: dict[str, Any]) -> Ending:
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
    started = time.monotonic()
    while True:
        signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)
        if ending := _reap(student):
            return ending
        processes, kilobytes, cpu_seconds = _use()
        cpu_seconds += sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        if cpu_seconds > _BUSY_SECONDS + _CORES * (time.monotonic() - started):
            return Ending("cpu")
        if processes > limits["processes"] + 1:
            return Ending("processes")
        if kilobytes > limits["memory"] * 1024:
            return Ending("memory")


def _reap(student: int) -> Ending | None:
    """Reap every process that has ended; how the student's did, if it is one of them."""
    while True:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == student:
            return Ending.of_process(status)
        if not pid:
            return None


def _use() -> tuple[int, int, float]:
    """How many processes there are, the kB of memory of their own, their CPU time (s)."""
    processes = kilobytes = ticks = 0
    for name in os.listdir("/proc"):  # noqa: PTH208 (ten times a second: names are enough)
        if name.isdigit():
            try:
                status = Path(f"/proc/{name}/status").read_text()
                stat = Path(f"/proc/{name}/stat").read_text()
            except OSError:
                continue
            processes += 1
            kilobytes += sum(map(int, _MEMORY.findall(status)))
            ticks += sum(map(int, stat.rpartition(")")[2].split()[11:15]))
    return processes, kilobytes, ticks / _TICKS_PER_SECOND


def _mount_private(limits: dict[str, Any]) -> None:
    """Give the child a /proc of its own, small empty places to write to, and no others."""
    _mount("none", "/", None, _PRIVATE | _RECURSIVE)
    # Processes only: the kernel lets root's user id write its settings, whatever else it lacks.
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEV, "subset=pid")
    for where in PRIVATE:
        _mount_empty(where, limits["disk"], limits["kept"])
    # Terminals are few, and the machine's.
    _mount("devpts", "/dev/pts", "devpts", _NO_SUID, "newinstance,max=16,ptmxmode=0666")
    for where in ("/", "/dev"):
        _mount("none", where, None, _REMOUNT | _BIND | _READ_ONLY)


def _mount_empty(where: str, megabytes: int, kept: list[str]) -> None:
    """Mount a small folder to write to; what is kept and lies in this folder stays there."""
    inside = (Path(path).relative_to(where) for path in kept if Path(path).is_relative_to(where))
    names = {path.parts[0] for path in inside}
    shown = {name: os.open(f"{where}/{name}", os.O_PATH) for name in names}
    size = f"size={megabytes}m,nr_inodes=4096,mode=0700"
    _mount("tmpfs", where, "tmpfs", _NO_SUID | _NO_DEV, size)
    for name, descriptor in shown.items():
        path = Path(where, name)
        path.mkdir()
        _mount(f"/proc/self/fd/{descriptor}", str(path), None, _BIND | _RECURSIVE)
        _mount("none", str(path), None, _REMOUNT | _BIND | _READ_ONLY)
        os.close(descriptor)


def _confine(channel: int, limits: dict[str, Any]) -> None:
    """Take everything from this process that student code does not need."""
    os.chdir(HOME)
    _limit(channel, limits)
    # Where the kernel has no limit of processes for the namespace, this is one for its user.
    resource.setrlimit(resource.RLIMIT_NPROC, 2 * (limits["processes"] + 8,))
    for capability in range(_CAPABILITIES):
        _libc.prctl(_BOUNDING_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _prctl(_NO_NEW_PRIVILEGES, 1)
    forbid_calls()


def _limit(channel: int, limits: dict[str, Any]) -> None:
    os.dup2(channel, 3)
    os.dup2(0, 2)  # /dev/null: no submission may hear of another
    os.closerange(4, 1024)
    megabyte = 2**20
    for what, most in (
        (resource.RLIMIT_CORE, 1),  # with 0, a program that takes crashes would still be started
        (resource.RLIMIT_NOFILE, limits["files"]),
        (resource.RLIMIT_FSIZE, limits["disk"] * megabyte),
        (resource.RLIMIT_AS, limits["memory"] * megabyte),
    ):
        resource.setrlimit(what, (most, most))
    seconds = limits["cpu_seconds"]  # a signal that has a name comes first
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


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

"""Closing the doors behind student code: the inner wall, which takes no privilege.

What the student's process can read and write is decided by Landlock (`landlock`), what it can ask
of the kernel by a filter of system calls (`seccomp`): it is one process and stays one. It ends when
the warm parent does, which watches it (`watch`).
"""

import ctypes
import os
import resource
import signal
from collections.abc import Callable
from typing import Any

from autograder.sandbox.inside.box import HOME
from autograder.sandbox.inside.landlock import Ruleset
from autograder.sandbox.inside.seccomp import filter_calls

_fork_as_it_is = os.fork  # before `one_process` takes it away
_libc = ctypes.CDLL(None, use_errno=True)
_END_WITH_PARENT, _DUMPABLE, _BOUNDING_DROP, _NO_NEW_PRIVILEGES = 1, 4, 24, 38
_CAPABILITIES = 64  # some more than there are


def hide_parent() -> None:
    """Keep the warm parent's memory and descriptors from whatever it forks."""
    _prctl(_DUMPABLE, 0)


def fork_confined(
    serve: Callable[[], None], channel: int, ruleset: Ruleset, box: str, limits: dict[str, Any]
) -> int:
    """Fork the student's process behind the inner wall; return its id.

    Parameters
    ----------
    serve
        What it does.
    channel
        The descriptor that it keeps.
    ruleset
        What it may reach.
    box
        The folder that it may write to.
    limits
        Fields of `autograder.limits.Limits`.
    """
    parent = os.getpid()
    student = _fork_as_it_is()
    if student == 0:
        status = 1
        try:
            _end_with(parent)
            _confine(channel, ruleset, box, limits)
            serve()
            status = 0
        finally:
            os._exit(status)
    return student


def fork_open(serve: Callable[[], None], channel: int, box: str, limits: dict[str, Any]) -> int:
    """Fork the student's process without an inner wall; see `fork_confined`."""
    student = os.fork()
    if student == 0:
        os.setsid()
        os.chdir(os.path.join(box, HOME))
        _limit(channel, limits)
        serve()
        os._exit(0)
    return student


def _end_with(parent: int) -> None:
    _prctl(_END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _confine(channel: int, ruleset: Ruleset, box: str, limits: dict[str, Any]) -> None:
    """Take everything from this process that student code does not need."""
    os.setsid()  # the kernel may share cores out by sessions: its threads cannot starve the parent
    os.chdir(os.path.join(box, HOME))
    for capability in range(_CAPABILITIES):  # root's; for anybody else there is nothing to drop
        _libc.prctl(_BOUNDING_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _prctl(_DUMPABLE, 1)  # the parent looks at its files, and may be anybody
    ruleset.enforce()
    _limit(channel, limits)
    filter_calls()


def _limit(channel: int, limits: dict[str, Any]) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
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


def _prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, value, 0, 0, 0), f"prctl {option}")


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")

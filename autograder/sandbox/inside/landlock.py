"""Landlock: files that this process, and all its threads, can still reach, and no network.

It takes no privilege. The package ``landlock`` on PyPI is a development release that knows files
only, neither the network nor signals nor where a kernel is older than it would like; and the
runner imports nothing that it can do without.
"""

import ctypes
import errno
import os
import stat
import struct
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # on every machine
_VERSION, _BENEATH = 1, 1
_DIRECT_PATH = os.O_PATH | os.O_CLOEXEC

# Rights over files, and the version of Landlock (its ABI) that brought each.
_EXECUTE, _WRITE, _READ, _LIST, _REMOVE_DIR, _REMOVE_FILE = (1 << n for n in range(6))
_MAKE_CHAR, _MAKE_DIR, _MAKE_FILE, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK, _MAKE_LINK = (
    1 << n for n in range(6, 13)
)
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
_FILES_SINCE = {1: (1 << 13) - 1, 2: _REFER, 3: _TRUNCATE, 5: _IOCTL_DEVICE}
_TCP_SINCE, _TCP = 4, 0b11  # bind, connect
_SCOPES_SINCE, _SCOPES = 6, 0b11  # abstract sockets, signals
NEWEST = 7

_LOOK = _READ | _LIST
_OWN = (
    _LOOK | _WRITE | _TRUNCATE | _REMOVE_DIR | _REMOVE_FILE | _REFER
    | _MAKE_DIR | _MAKE_FILE | _MAKE_FIFO | _MAKE_LINK
)  # fmt: skip
_OF_A_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL_DEVICE
_DEVICES = {
    "/dev/null": _READ | _WRITE | _TRUNCATE,
    "/dev/zero": _READ | _WRITE | _TRUNCATE,
    "/dev/full": _READ | _WRITE | _TRUNCATE,
    "/dev/random": _READ,
    "/dev/urandom": _READ,
}

_libc = ctypes.CDLL(None, use_errno=True)


def abi() -> int:
    """The version of Landlock that this kernel has, of those known here; 0 if it has none.

    Returns
    -------
    int
        At most `NEWEST`.
    """
    return min(max(_libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION), 0), NEWEST)


def why_not() -> str:
    """Why there is no Landlock on this machine; empty if there is."""
    if abi():
        return ""
    if ctypes.get_errno() == errno.EOPNOTSUPP:
        return "this kernel has Landlock switched off (add landlock to lsm= on its command line)"
    release = os.uname().release
    if tuple(map(int, release.split("-")[0].split(".")[:2])) < (5, 13):
        return (
            f"this kernel ({release}) is older than 5.13 and has no Landlock: install a newer one"
        )
    return (
        f"this kernel ({release}) was made without Landlock, or a container's profile forbids it "
        "(docker run --security-opt seccomp=unconfined)"
    )


class Ruleset:
    """What a process may reach once it is `enforce`-d; made once, for many processes.

    Parameters
    ----------
    readable
        Paths that may be read, with all beneath; those that cannot be reached are left out.
    writable
        The one folder in which all may be done, except for devices and sockets.
    version
        The version of Landlock to use; see `abi`.

    Raises
    ------
    OSError
        If the kernel does not allow it.
    """

    def __init__(self, readable: Iterable[str], writable: str, version: int) -> None:
        self._handled = sum(files for since, files in _FILES_SINCE.items() if since <= version)
        tcp = _TCP if version >= _TCP_SINCE else 0
        scopes = _SCOPES if version >= _SCOPES_SINCE else 0
        attributes = struct.pack("QQQ", self._handled, tcp, scopes)
        size = 8 if version < _TCP_SINCE else 16 if version < _SCOPES_SINCE else 24
        self._ruleset = _call(_CREATE, attributes, ctypes.c_size_t(size), 0)
        for path in readable:
            self._allow(path, _LOOK)
        for path, rights in _DEVICES.items():
            self._allow(path, rights)
        self._allow(writable, _OWN)

    def _allow(self, path: str, rights: int) -> None:
        try:
            place = os.open(path, _DIRECT_PATH)
        except (FileNotFoundError, PermissionError):
            return
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                rights &= _OF_A_FILE
            beneath = struct.pack("=Qi", rights & self._handled, place)
            _call(_ADD, self._ruleset, _BENEATH, beneath, 0)
        finally:
            os.close(place)

    def enforce(self) -> None:
        """Bind this process to it, for good; it must have given up new privileges."""
        _call(_RESTRICT, self._ruleset, 0)
        os.close(self._ruleset)


def _call(number: int, *arguments: object) -> int:
    result = _libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock cannot be had")
    return result

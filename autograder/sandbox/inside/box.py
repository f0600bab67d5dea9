"""The one folder that a submission may write to: how much is in it, and how it is emptied.

What lies in it is the student's: folders in folders by the thousand, names that are no text, links
to anywhere. No link is followed, and no depth of theirs is followed by recursion.
"""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from typing import NamedTuple

HOME, TEMPORARY = "home", "tmp"  # in the box
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_DEEPEST = 64  # folders in folders
_NAMELESS = b" (deleted)"  # at the end of a line of /proc/<pid>/maps


class Use(NamedTuple):
    """What a submission has written and still keeps.

    Attributes
    ----------
    size
        In bytes.
    entries
        Files and folders.
    """

    size: int
    entries: int


def prepare(box: str) -> None:
    """Make the folders that every submission finds in its box."""
    for name in (HOME, TEMPORARY):
        os.mkdir(os.path.join(box, name), 0o700)


def empty(box: str) -> None:
    """Remove everything in a folder; nobody may be writing to it any more.

    Parameters
    ----------
    box
        The folder, which stays.
    """
    top = os.fsencode(box)
    while folders := [entry for entry in _entries(top) if _is_folder_else_removed(entry)]:
        for folder in folders:
            os.chmod(folder.path, 0o700)
            for entry in _entries(folder.path):
                if _is_folder_else_removed(entry):  # it comes up, so no path gets long
                    os.chmod(entry.path, 0o700)
                    os.rename(entry.path, os.path.join(top, secrets.token_hex(16).encode()))
            os.rmdir(folder.path)


def _entries(folder: bytes) -> list[os.DirEntry[bytes]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _is_folder_else_removed(entry: os.DirEntry[bytes]) -> bool:
    if entry.is_dir(follow_symlinks=False):
        return True
    os.unlink(entry.path)
    return False


def use(box: str, pid: int, most: Use, *, mapped: bool = True) -> Use:
    """How much a process has written into its box, as far as it is still kept.

    Parameters
    ----------
    box
        The folder.
    pid
        The one process that writes to it.
    most
        From where on it does not matter how much it is: the count ends there.
    mapped
        Whether to look at its memory, too, which takes a millisecond.

    Returns
    -------
    Use
        Files that have no name any more count as long as they are open or mapped. What lies
        deeper than anybody could want counts as too much.
    """
    size = entries = 0
    seen = set()
    try:
        for told in _kept(box, pid, mapped=mapped):
            if (told.st_dev, told.st_ino) not in seen:
                seen.add((told.st_dev, told.st_ino))
                if stat.S_ISREG(told.st_mode):  # so what is full to the brim is not too much
                    size += max(told.st_size, told.st_blocks * 512)
                entries += 1
            if size > most.size or entries > most.entries:
                break
    except _TooMuchError:
        return Use(most.size + 1, most.entries)
    return Use(size, entries)


class _TooMuchError(Exception):
    pass


def _kept(box: str, pid: int, *, mapped: bool) -> Iterator[os.stat_result]:
    """All that has a name, and all that has none any more but is open."""
    top = os.open(box, _FOLDER)
    try:
        yield from _beneath(top, _DEEPEST)
    finally:
        os.close(top)
    open_files = set()
    for number in _names(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            told = os.stat(f"/proc/{pid}/fd/{number}")
            if stat.S_ISREG(told.st_mode) and told.st_nlink == 0:
                open_files.add(told.st_ino)
                yield told
    # Of a file that is in memory only, one cannot see how long it is: take it for the longest.
    if mapped and _mapped(box, pid) - open_files:
        raise _TooMuchError


def _beneath(folder: int, depth: int) -> Iterator[os.stat_result]:
    if depth == 0:
        raise _TooMuchError
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # it may be gone, or another, by now
                told = entry.stat(follow_symlinks=False)
                yield told
                if stat.S_ISDIR(told.st_mode):
                    inner = os.open(entry.name, _FOLDER, dir_fd=folder)
                    try:
                        yield from _beneath(inner, depth - 1)
                    finally:
                        os.close(inner)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _mapped(box: str, pid: int) -> set[int]:
    """Files of the box that are in memory and have no name any more: their numbers."""
    try:
        with open(f"/proc/{pid}/maps", "rb") as maps:
            lines = maps.read()
    except OSError:
        return set()
    if _NAMELESS not in lines:  # as a rule
        return set()
    found = (line.split(maxsplit=5) for line in lines.split(b"\n") if line.endswith(_NAMELESS))
    top = os.fsencode(box)
    return {int(number) for *_, number, path in found if path.startswith(top)}

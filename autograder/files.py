"""What lies in a student's folder: the notebook, and the files beside it that its code may read."""

import hashlib
import itertools
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from autograder.flags import Flag
from autograder.limits import FOLDERS_DEEP, MIB, NAMES_FOR_A_FILE, NOTEBOOK_FILE, Limits
from autograder.sanitize import one_line

_NOT_THEIRS = ("timestamp.txt",)  # nbgrader's own


@dataclass(frozen=True)
class Submission:
    """A submission.

    Attributes
    ----------
    notebook
        The bytes of the notebook's file.
    files
        Of each file beside it, by its path in the folder, the bytes.
    left_out
        What else is there, in words for the TA.
    """

    notebook: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the notebook and the files beside it."""
        whole = hashlib.sha256(hashlib.sha256(self.notebook).digest())
        for name, data in sorted(self.files.items()):
            whole.update(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest())
            whole.update(hashlib.sha256(data).digest())
        return whole.hexdigest()


class NotAFileError(OSError):
    """A link, a pipe or a device where a file should be."""


def read_submission(path: Path, limits: Limits) -> Submission:
    """Read a submission. No link is followed, nothing but plain files is opened.

    Parameters
    ----------
    path
        Path of the notebook.
    limits
        How much is read.

    Raises
    ------
    OSError
        If the notebook cannot be read.
    """
    notebook = read_file(path, NOTEBOOK_FILE * MIB)
    files, left_out = files_beside(path, limits)
    return Submission(notebook, files, left_out)


def files_beside(notebook: Path, limits: Limits) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read the files beside a notebook; return them, and what was left out and why."""
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    room = limits.size_beside * MIB
    found, whole = _walk(notebook.parent, most=NAMES_FOR_A_FILE * limits.files_beside)
    for path in found:
        name = str(path.relative_to(notebook.parent))
        if path.suffix == ".ipynb" or name in _NOT_THEIRS:
            continue
        try:
            data = read_file(path, room, within=notebook.parent)
        except OSError as error:
            left_out.append(Flag.FILE.of(name=one_line(name), why=error.strerror))
            continue
        if len(data) > room or len(files) == limits.files_beside:
            most = {"files": limits.files_beside, "size": limits.size_beside}
            left_out.append(Flag.FILES.of(name=one_line(name), **most))
            break
        room -= len(data)
        files[name] = data
    if not whole:
        left_out.append(Flag.FOLDERS.of())
    return files, tuple(left_out)


def _walk(folder: Path, most: int) -> tuple[list[Path], bool]:
    """Everything in a folder but folders and what is hidden; whether that is all there is.

    Only so many names are looked at, and folders in folders only so deep: nobody whose archive
    unpacks to a million folders keeps the grader busy.
    """
    found: list[Path] = []
    waiting, whole = [folder], True
    while waiting and most > 0:
        where = waiting.pop()
        try:
            with os.scandir(where) as entries:
                seen = sorted(itertools.islice(entries, most), key=lambda entry: entry.name)
        except OSError:
            whole = False
            continue
        most -= len(seen)
        shown = [entry for entry in seen if not entry.name.startswith(".")]
        folders = [Path(entry) for entry in shown if entry.is_dir(follow_symlinks=False)]
        found += sorted({Path(entry) for entry in shown} - {*folders})
        deep = len(where.parts) - len(folder.parts) >= FOLDERS_DEEP
        whole = whole and not (deep and folders)
        waiting += [] if deep else reversed(folders)
    return found, whole and not waiting


def read_file(path: Path, most: int, *, within: Path | None = None) -> bytes:
    """Read a plain file, and one byte more than `most` of a larger one.

    Parameters
    ----------
    path
        Its path.
    most
        How much is wanted.
    within
        The folder in which it has to lie, by all its names: it is refused if it has another name
        elsewhere, or if a folder on the way to it is a link.

    Raises
    ------
    OSError
        If it is not a plain file, or cannot be read.
    """
    # A pipe would keep us waiting for ever, a link may lead anywhere.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    descriptor = _open_within(within, path, flags) if within else os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        # Of the file that is open: what has its name may be another by now.
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFileError(0, "it is not a plain file")
        if within and status.st_nlink > 1:
            raise NotAFileError(0, "it has another name elsewhere")
        return file.read(most + 1)


def _open_within(folder: Path, path: Path, flags: int) -> int:
    """Open what lies in a folder, step by step: a folder may have become a link meanwhile."""
    *folders, name = path.relative_to(folder).parts
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for one in folders:
            outer, at = at, os.open(one, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            os.close(outer)
        return os.open(name, flags, dir_fd=at)
    finally:
        os.close(at)

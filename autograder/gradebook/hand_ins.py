"""What was downloaded from a learning management system, put into ``submitted/``."""

import io
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError
from autograder.files import read_file
from autograder.gradebook.lms import Owner, owners
from autograder.gradebook.names import normal, problem_with
from autograder.gradebook.write import TIME
from autograder.limits import MIB, NOTEBOOK_FILE, Limits

_FILES = 100_000  # in a download; in a student's archive there may be as many as beside a notebook
# Bytes of an archive's directory, which is parsed whole: names of 100 letters for as many files.
_DIRECTORY, _OWN_DIRECTORY = 150 * _FILES, 2**20
_NAMED = 3  # files that are named in a note; more are counted
# What zipfile raises for what is damaged, has a password or is packed in another way.
UNPACKING = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
    zlib.error,
)
_COPY = re.compile(r"(?:-Copy(\d+)|[ _]?\((\d+)\)|-(\d+))+$")
_NOTEBOOK = re.compile(r"\.ipynb(?:\.txt|\.json)?$", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r'[*?\[\]<>"\\#%/\x00-\x1f\x7f]')


@dataclass(frozen=True)
class File:
    """A file of a download.

    Attributes
    ----------
    path
        Where it is in the download.
    read
        Reads no more than so many bytes of it.
    """

    path: str
    read: Callable[[int], bytes]


@dataclass
class HandIn:
    """What was found of one student.

    Attributes
    ----------
    student
        Who.
    notebook
        Which file is the notebook; empty if there is none.
    notes
        What to know of it.
    """

    student: str
    notebook: str = ""
    notes: list[str] = field(default_factory=list)


def collect(
    course: Course, assignment: str, downloads: Iterable[Path], limits: Limits
) -> tuple[list[HandIn], list[str]]:
    """Put what was downloaded into ``submitted/``: of each student the newest.

    Parameters
    ----------
    course, assignment
        Where to.
    downloads
        Archives and folders.
    limits
        How much of a student's files is taken.

    Returns
    -------
    hand_ins, others
        What became of each student's files, and the paths that are nobody's.

    Raises
    ------
    CourseError
        If a download cannot be read.
    """
    with ExitStack() as archives:
        files = {file.path: file for each in downloads for file in _files_in(each, archives)}
        found = owners(list(files))
        theirs: dict[str, list[tuple[Owner, File]]] = {}
        for path, owner in sorted(found.items()):
            theirs.setdefault(owner.student, []).append((owner, files[path]))
        hand_ins = [
            _collect_one(course, assignment, student, handed_in, limits)
            for student, handed_in in sorted(theirs.items())
        ]
    return hand_ins, sorted(path for path in files if path not in found)


def _files_in(download: Path, archives: ExitStack) -> Iterator[File]:
    """All files of an archive or a folder but hidden ones; a link is not followed."""
    if download.is_dir():
        for path in sorted(download.rglob("*")):
            name = path.relative_to(download).as_posix()
            if not path.is_symlink() and path.is_file() and not _is_hidden(name):
                yield from (
                    _files_in(path, archives)
                    if path.suffix == ".zip" and "/" not in name and not owners([name])
                    else [File(name, lambda most, path=path: read_file(path, most))]
                )
    elif not download.exists():
        raise CourseError(f"There is no {download}.")
    else:
        try:
            archive = archives.enter_context(opened(archives.enter_context(download.open("rb"))))
        except (OSError, *UNPACKING) as error:
            raise CourseError(f"{download} is no zip archive that can be read: {error}") from None
        if len(archive.infolist()) > _FILES:
            raise CourseError(f"{download} has more than {_FILES} files.")
        yield from _members(archive)


class _Bounded(io.BufferedReader):
    """A file of which no more than so much is read at a time."""

    most: int | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        """Read."""
        if self.most is not None and (size or 0) > self.most:
            raise zipfile.BadZipFile("it has too many files")
        return super().read(size)


def opened(raw: Any, directory: int = _DIRECTORY) -> zipfile.ZipFile:
    """Open an archive, if its directory, which `zipfile` reads and parses whole, is not too large.

    Parameters
    ----------
    raw
        The archive's file.
    directory
        Bytes that its directory may have.
    """
    file = _Bounded(raw)
    file.most = directory
    archive = zipfile.ZipFile(file)
    file.most = None
    return archive


def _members(archive: zipfile.ZipFile) -> Iterator[File]:
    for member in archive.infolist():
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if member.is_dir() or is_link or _is_hidden(member.filename):
            continue
        yield File(member.filename, lambda most, member=member: _read(archive, member, most))


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with archive.open(member) as file:
            return file.read(most + 1)
    except UNPACKING as error:
        raise OSError(error) from None


def _is_hidden(path: str) -> bool:
    parts = path.split("/")
    return any(part in ("", "__MACOSX") or part.startswith(".") for part in parts)


def _collect_one(
    course: Course,
    assignment: str,
    student: str,
    handed_in: list[tuple[Owner, File]],
    limits: Limits,
) -> HandIn:
    """Put a student's newest notebook and the other files into their folder."""
    result = HandIn(_usable(student))
    if result.student != student:
        result.notes.append(f"called {student}, which cannot be: {problem_with(student)}")
    if any(owner.late for owner, _file in handed_in):
        result.notes.append("late")
    handed_in = _all_unpacked(handed_in, limits, result)
    notebooks = [pair for pair in handed_in if _NOTEBOOK.search(pair[0].file)]
    folder = course.submission(assignment, result.student).parent
    draft = course.root / ".autograder" / "collected"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    if chosen := _newest(notebooks, assignment, course, result):
        owner, data = chosen
        result.notebook = owner.file
        if len(notebooks) > 1:
            result.notes.append(f"the newest of {len(notebooks)}")
        (draft / f"{assignment}.ipynb").write_bytes(data)
        if owner.time is not None:
            when = owner.time.astimezone(UTC)
            (draft / TIME).write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC\n")
    else:
        what = "no notebook that can be read" if notebooks else "no notebook"
        result.notes.append(f"{what}: {_some(sorted(owner.file for owner, _file in handed_in))}")
    _put_beside(draft, [pair for pair in handed_in if pair not in notebooks], limits, result)
    if _is_later(course, assignment, result.student, draft / TIME):
        result.notes.append("not taken: what is there already was handed in later")
        return result
    if (folder / TIME).exists() and not (draft / TIME).exists():
        result.notes.append("in place of what was handed in another way")
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(draft, folder)
    return result


def _is_later(course: Course, assignment: str, student: str, time: Path) -> bool:
    """Whether what lies in ``submitted/`` is newer than what was downloaded."""
    directory = course.directory(assignment, student)
    try:
        there = directory.get_existing_timestamp(str(course.submission(assignment, student).parent))
        new = directory.get_existing_timestamp(str(time.parent))
    except (OSError, ValueError, OverflowError, AttributeError):  # as in `obstacle`
        return False
    return there is not None and new is not None and there > new


def _usable(student: str) -> str:
    """A name that a student can be called here."""
    if not problem_with(student):
        return student
    name = _NOT_IN_A_NAME.sub("_", normal(student)).strip().lstrip(".")
    name = "".join(c if not problem_with(f"x{c}x") else "_" for c in name)
    return name or "_"


def _newest(
    notebooks: list[tuple[Owner, File]], assignment: str, course: Course, result: HandIn
) -> tuple[Owner, bytes] | None:
    """The newest notebook that can be read, and its bytes."""
    newest_first = sorted(
        notebooks, key=lambda pair: _newness(*pair, assignment, course), reverse=True
    )
    unreadable: dict[str, list[str]] = {}
    newest = None
    for owner, file in newest_first:
        try:
            newest = owner, file.read(NOTEBOOK_FILE * MIB)
            break
        except OSError as error:
            unreadable.setdefault(str(error), []).append(owner.file)
    result.notes += [f"{_some(names)} cannot be read: {why}" for why, names in unreadable.items()]
    return newest


def _some(names: Sequence[str]) -> str:
    """The names of a few files, and how many there are beside them."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _newness(
    owner: Owner, file: File, assignment: str, course: Course
) -> tuple[bool, int, float, int]:
    """What makes one of several notebooks the one to grade: its name, its time, its number."""
    stem = _NOTEBOOK.sub("", Path(owner.file).name)
    copies = _COPY.search(stem)
    number = max((int(n) for n in copies.groups() if n), default=0) if copies else 0
    name = _COPY.sub("", stem).casefold()
    others = {other.casefold() for other in course.assignments()}
    fit = 2 if name == assignment.casefold() else 0 if name in others else 1
    return _has_content(file), fit, owner.time.timestamp() if owner.time else 0.0, number


def _has_content(file: File) -> bool:
    try:
        return bool(file.read(1).strip())
    except OSError:
        return False


def _all_unpacked(
    handed_in: list[tuple[Owner, File]], limits: Limits, result: HandIn
) -> list[tuple[Owner, File]]:
    """A student's files, and those in the archives among them."""
    found: list[tuple[Owner, File]] = []
    room = NOTEBOOK_FILE * MIB  # of all archives together: they are in memory until all is read
    for owner, file in handed_in:
        if not owner.file.lower().endswith(".zip"):
            found.append((owner, file))
            continue
        try:
            data = file.read(room)
            if len(data) > room:
                raise OSError("it does not fit")
            room -= len(data)
            members = list(_members(opened(io.BytesIO(data), _OWN_DIRECTORY)))
        except (OSError, *UNPACKING) as error:
            result.notes.append(f"{owner.file} is no zip archive that can be read: {error}")
            found.append((owner, file))
        else:
            members.sort(key=lambda member: not _NOTEBOOK.search(member.path))
            most = limits.files_beside + 1
            result.notes.append(f"from {owner.file}")
            result.notes += _left_out([m.path for m in members[most:]], "they are too many")
            found += [(replace(owner, file=member.path), member) for member in members[:most]]
    return found


def _put_beside(
    folder: Path, files: list[tuple[Owner, File]], limits: Limits, result: HandIn
) -> None:
    """Keep the files that are no notebook, with the names that they had."""
    room = limits.size_beside * MIB
    left_out: dict[str, list[str]] = {}
    for owner, file in files:
        path = folder.joinpath(*owner.file.split("/"))
        parts = owner.file.split("/")
        fits = all(part not in ("", ".", "..") and len(part.encode()) < 256 for part in parts)
        try:
            data = file.read(room) if fits and not path.exists() else None
            if data is None or len(data) > room:
                raise OSError("it does not fit")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            left_out.setdefault(str(error), []).append(owner.file)
        else:
            room -= len(data)
    for why, names in left_out.items():
        result.notes += _left_out(names, why)


def _left_out(names: Sequence[str], why: str) -> list[str]:
    """What to know of files that were not taken, if there are any."""
    was = "was" if len(names) == 1 else "were"
    return [f"{_some(names)} {was} left out: {why}"] if names else []

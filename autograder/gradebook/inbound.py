"""What students handed in, by nbgrader's exchange or our page, on its way to ``submitted/``."""

import contextlib
import functools
import os
import pwd
import secrets
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.exchange.default import Exchange, ExchangeCollect
from nbgrader.utils import parse_utc
from traitlets.config import Config

from autograder.course import Course, CourseError
from autograder.files import files_beside, read_file
from autograder.gradebook.write import TIME
from autograder.limits import MIB, NOTEBOOK_FILE, SECRET_BYTES, TIME_BYTES, Limits

SECRET = "submission_secret.txt"  # written last, and names the student's page
_UPLOAD_SECONDS = 3600.0  # after which nobody writes a draft any more
_NAMES_KEPT = 100_000  # of hand-ins: to read one takes longer than all else in a look
_WRITTEN_SECONDS = 30.0  # after which a folder without it comes from an nbgrader that wrote none


@dataclass(frozen=True)
class Inbound:
    """One hand-in, as it lies in the exchange or in our own inbox.

    Attributes
    ----------
    folder
        Where.
    student, assignment
        Whose, and of what.
    time
        When it was handed in (UTC, without a zone, as nbgrader has it).
    """

    folder: Path
    student: str
    assignment: str
    time: datetime

    @property
    def name(self) -> str:
        """The folder's name, which no other hand-in has."""
        return self.folder.name


class InboundFolder:
    """The folder of the exchange into which students submit.

    Parameters
    ----------
    course
        Whose exchange it is.

    Raises
    ------
    CourseError
        If there is none.
    """

    def __init__(self, course: Course) -> None:
        machine = NbGrader()
        machine.load_config_file()  # where the exchange is often stands in the machine's settings
        self.config = Config(machine.config)
        self.config.merge(course.config)
        directory = course.directory("")
        exchange = Exchange(coursedir=directory, config=self.config)
        self.path = Path(exchange.root, directory.course_id, "inbound")
        self._checks_owner = ExchangeCollect(coursedir=directory, config=self.config).check_owner
        if not directory.course_id or not self.path.is_dir():
            raise CourseError(
                f"There is no {self.path}. Release an assignment to the exchange first: "
                "nbgrader release_assignment NAME."
            )

    def hand_ins(self) -> list[Inbound]:
        """All hand-ins that are whole, the oldest first.

        Raises
        ------
        CourseError
            If the folder cannot be read.
        """
        return _hand_ins_in(self.path)

    def stranger(self, one: Inbound) -> str:
        """Whose account handed something in under another's name; empty if all is as it should be.

        On hubs where all students share one account, ``c.ExchangeCollect.check_owner = False``.
        """
        if not self._checks_owner:
            return ""
        owner = one.folder.stat().st_uid
        try:
            name = pwd.getpwuid(owner).pw_name
        except KeyError:
            name = str(owner)
        return "" if name == one.student else name


class Inbox:
    """The course's own folder of hand-ins, for those that come through ``autograder serve``.

    Nobody but who grades can write into it, so whose a hand-in is stands in its name.

    Parameters
    ----------
    course
        Whose inbox it is.
    """

    def __init__(self, course: Course) -> None:
        self.path = course.root / ".autograder" / "inbox"
        # Not where the grader's drafts lie: whoever begins to grade removes those.
        self._drafts = course.root / ".autograder" / "uploads"

    @property
    def is_open(self) -> bool:
        """Whether there is such a folder."""
        return self.path.is_dir()

    def open(self) -> None:
        """Make the folder, if it is not there, and remove what an upload that was killed left."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._drafts.mkdir(exist_ok=True)
        for draft in self._drafts.iterdir():
            with contextlib.suppress(OSError):  # somebody else opens it, too
                if draft.stat().st_mtime < time.time() - _UPLOAD_SECONDS:
                    shutil.rmtree(draft)

    def hand_ins(self) -> list[Inbound]:
        """All hand-ins, the oldest first.

        Raises
        ------
        CourseError
            If the folder cannot be read.
        """
        return _hand_ins_in(self.path)

    def put(self, student: str, assignment: str, notebook: bytes) -> Inbound:
        """Take a notebook in. When this returns it is on the disk, whatever happens then.

        Parameters
        ----------
        student, assignment
            Whose, and of what. Both have to be names of folders.
        notebook
            The bytes of its file.

        Raises
        ------
        OSError
            If the disk refuses; then nothing is taken in.
        """
        now = datetime.now(UTC)
        when = f"{now:%Y-%m-%d %H:%M:%S.%f} UTC"
        folder = self.path / f"{student}+{assignment}+{when}+{secrets.token_urlsafe(9)}"
        draft = self._drafts / secrets.token_hex(8)
        draft.mkdir(parents=True)
        try:
            for name, data in (
                (f"{assignment}.ipynb", notebook),
                (TIME, when.encode()),
                (SECRET, secrets.token_hex(64).encode()),
            ):
                with (draft / name).open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            _keep_names_in(draft)
            draft.rename(folder)
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _keep_names_in(self.path)
        return Inbound(folder, student, assignment, now.replace(tzinfo=None))


def _keep_names_in(folder: Path) -> None:
    """See to it that what a folder lists is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hand_ins_in(path: Path) -> list[Inbound]:
    try:
        with os.scandir(path) as entries:
            folders = [Path(e) for e in entries if e.is_dir(follow_symlinks=False)]
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
    found = [one for folder in folders if (one := _read(folder)) and _is_whole(folder)]
    return sorted(found, key=lambda one: (one.time, one.name))


@functools.lru_cache(maxsize=_NAMES_KEPT)
def _read(folder: Path) -> Inbound | None:
    """What a folder's name says; None if nbgrader did not write it."""
    parts = folder.name.rsplit("+", 3)
    try:
        student, assignment, when = parts[:3]
        return Inbound(folder, student, assignment, parse_utc(when))
    except (ValueError, OverflowError, AttributeError):
        return None


def _is_whole(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        aged = time.time() - folder.stat().st_mtime > _WRITTEN_SECONDS
        return (folder / SECRET).exists() or (aged and (folder / TIME).exists())
    return False


def that_count(
    hand_ins: Iterable[Inbound], due: Callable[[str, str], datetime | None]
) -> dict[tuple[str, str], Inbound]:
    """By assignment and student the one that counts: the last in time, or else the last.

    Parameters
    ----------
    hand_ins
        The oldest first.
    due
        When an assignment is due for a student.
    """
    counts: dict[tuple[str, str], Inbound] = {}
    for one in hand_ins:
        key = one.assignment, one.student
        limit = due(*key)
        if key not in counts or limit is None or one.time <= limit or counts[key].time > limit:
            counts[key] = one
    return counts


def take(course: Course, one: Inbound, limits: Limits) -> None:
    """Put a hand-in into ``submitted/``: all of it that may be read, or nothing.

    Parameters
    ----------
    course
        Where to.
    one
        Which.
    limits
        How much of it is taken.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    draft = course.root / ".autograder" / "draft" / "inbound"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    notebook = one.folder / f"{one.assignment}.ipynb"
    files, _left_out = files_beside(notebook, limits)
    most = {notebook.name: NOTEBOOK_FILE * MIB, TIME: TIME_BYTES, SECRET: SECRET_BYTES}
    for name, size in most.items():
        with contextlib.suppress(OSError):  # a link, a pipe, or not there: grading says so
            files[name] = read_file(one.folder / name, size, within=one.folder)
    for name, data in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder = course.submission(one.assignment, one.student).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    draft.replace(folder)

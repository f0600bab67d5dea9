"""What students have submitted through nbgrader's exchange, and the way of it to ``submitted/``."""

import contextlib
import os
import pwd
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
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
_WRITTEN_SECONDS = 30.0  # after which a folder without it comes from an nbgrader that wrote none


@dataclass(frozen=True)
class Inbound:
    """One hand-in, as it lies in the exchange.

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
        try:
            with os.scandir(self.path) as entries:
                folders = [Path(e) for e in entries if e.is_dir(follow_symlinks=False)]
        except OSError as error:
            raise CourseError(f"{self.path} cannot be read: {error.strerror}.") from None
        found = [one for folder in folders if (one := _read(folder)) and _is_whole(folder)]
        return sorted(found, key=lambda one: (one.time, one.name))

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

"""Whose a file is in what a learning management system packed, read from its path."""

import contextlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from autograder.gradebook.names import normal

_MOODLE = re.compile(
    r"(?P<name>[^/]+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>[^/]*)"
)
_CANVAS = re.compile(r"[^/_]+_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>[^/]+)")
_BLACKBOARD = re.compile(
    r"(?P<whose>[^/]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>[^/]+)|\.txt)"
)
_BRIGHTSPACE = re.compile(
    r"\d+-\d+ ?- (?P<name>[^/]+?) ?- (?P<time>\w+ \w+, \d{4} \d{1,2}:?\d\d(?: [AP]M)?)"
    r"(?: ?- (?P<file>[^/]+))?"
)
_SAKAI = re.compile(r"[^/]+\((?P<id>[^/()]+)\)")
_SAKAI_FILES = "Submission attachment(s)"
_ILIAS = re.compile(r"[^/_]+_[^/]+_(?P<id>[^/_]+)_\d+")
_ILIAS_FILE = re.compile(r"(?P<time>\d{14})_(?P<file>.+)")
_ANONYMOUS = {"participant", "teilnehmer", "teilnehmerin", "participante", "deelnemer"}
_HOURS = ("%I%M %p", "%H%M")
_TIMES = (
    *("%Y-%m-%d-%H-%M-%S", "%Y%m%d%H%M%S"),
    *(f"{day}, %Y {hour}" for day in ("%b %d", "%B %d", "%d %b", "%d %B") for hour in _HOURS),
)


@dataclass(frozen=True)
class Owner:
    """Whose a file is.

    Attributes
    ----------
    student
        What the student is called here.
    file
        Path of the file as the student had it.
    number
        What tells two of one name apart; empty if the name does.
    time
        When it was handed in, by the system's clock; None if the path does not say.
    late
        Whether the system calls it late.
    """

    student: str
    file: str
    number: str = ""
    time: datetime | None = None
    late: bool = False


def owners(paths: Sequence[str]) -> dict[str, Owner]:
    """Whose the files of a download are; what is not understood is left out.

    Parameters
    ----------
    paths
        Of all files, as Moodle, Canvas, Blackboard, Brightspace, Sakai or ILIAS name them. If none
        is, there is a folder for each student.
    """
    title = _shared([found for path in paths if (found := _BLACKBOARD.fullmatch(_name(path)))])
    found = {path: owner for path in paths if (owner := _owner(path, title)) is not None}
    if not found:
        found = _plain(paths)
    numbers: dict[str, set[str]] = {}
    for owner in found.values():
        numbers.setdefault(owner.student, set()).add(owner.number)
    return {
        path: _told_apart(owner) if len(numbers[owner.student]) > 1 else owner
        for path, owner in found.items()
        if owner.file
    }


def _told_apart(owner: Owner) -> Owner:
    return replace(owner, student=f"{owner.student} {owner.number}".strip())


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _shared(found: Sequence[re.Match]) -> str:
    """How all names of Blackboard's begin: the assignment's title. It may have a _, as logins."""
    whose = sorted({match["whose"] for match in found})
    if not whose:
        return ""
    first, last = whose[0].split("_"), whose[-1].split("_")
    most = min(len(first), len(last)) - 1
    pairs = itertools.takewhile(
        lambda pair: pair[0] == pair[1], zip(first[:most], last, strict=False)
    )
    return "".join(f"{part}_" for part, _same in pairs)


def _owner(path: str, title: str) -> Owner | None:
    """Whose a file is; its `file` is empty if it is the system's own."""
    parts = path.split("/")
    for at, part in enumerate(parts):
        below = "/".join(parts[at + 1 :])
        if found := _MOODLE.fullmatch(part):
            owner = _of(found["name"], below or found["file"], number=found["number"])
            return _told_apart(owner) if found["name"].casefold() in _ANONYMOUS else owner
        if found := _BRIGHTSPACE.fullmatch(part):
            return _of(found["name"], below or found["file"] or "", time=_time(found["time"]))
        if below.startswith(f"{_SAKAI_FILES}/") and (found := _SAKAI.fullmatch(part)):
            return _of(found["id"], below.removeprefix(f"{_SAKAI_FILES}/"))
        if below and (found := _ILIAS.fullmatch(part)) and (file := _ILIAS_FILE.fullmatch(below)):
            return _of(found["id"], file["file"], time=_time(file["time"]))
    if found := _BLACKBOARD.fullmatch(parts[-1]):
        return _of(
            found["whose"].removeprefix(title), found["file"] or "", time=_time(found["time"])
        )
    if found := _CANVAS.fullmatch(parts[-1]):
        return _of(found["id"], found["file"], late=bool(found["late"]))
    return None


def _of(student: str, file: str, **more: object) -> Owner:
    return replace(Owner(" ".join(normal(student).split()), file), **more)


def _plain(paths: Sequence[str]) -> dict[str, Owner]:
    """Folders of students, perhaps in a folder that they share."""
    split = {path: path.split("/") for path in paths}
    while split and len({parts[0] for parts in split.values()}) == 1:
        if min(map(len, split.values())) < 3:
            break
        split = {path: parts[1:] for path, parts in split.items()}
    return {path: _of(p[0], "/".join(p[1:])) for path, p in split.items() if len(p) > 1}


def _time(text: str) -> datetime | None:
    for form in _TIMES:
        with contextlib.suppress(ValueError):
            return datetime.strptime(re.sub(r"(\d):(\d\d)\b", r"\1\2", text), form).astimezone()
    return None

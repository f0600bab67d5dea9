"""Signed links: who somebody is, for those who have no account with us."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import tempfile
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, CourseError, near
from autograder.errors import AutograderError
from autograder.gradebook.names import normal, problem_with
from autograder.grading.seeds import derived_key
from autograder.limits import NAME_BYTES

_FILE = Path(".autograder", "links.json")  # in the course's folder
_MOST = 2000  # characters of a link's last part
_PURPOSE = "links of autograder serve"
_FORMS = "forms of autograder serve"
_DAY = 86_400


class LinkError(AutograderError):
    """A link that does not open; the message says why, to whoever followed it."""


@dataclass(frozen=True)
class Person:
    """Who somebody is.

    Attributes
    ----------
    name
        The student's name, as in ``submitted/``; or that of one of the staff.
    is_staff
        Whether they may see the class.
    """

    name: str
    is_staff: bool = False

    @property
    def key(self) -> str:
        """The two in one text."""
        return f"{'staff' if self.is_staff else 'student'} {self.name}"


class Links:
    """The links of a course.

    A link is signed with the course's secret, ends at its date, and opens only as long as its
    serial number is the one in ``.autograder/links.json``: to revoke it takes that number out.

    Parameters
    ----------
    course
        Whose links they are.

    Raises
    ------
    CourseError
        If the course's secret may not be read.
    """

    def __init__(self, course: Course) -> None:
        self._path = course.root / _FILE
        self._key = derived_key(course.root, _PURPOSE)
        self._forms = derived_key(course.root, _FORMS)
        self._known: tuple[tuple[int, int], dict[str, str]] = (0, 0), {}

    def issue(self, people: Iterable[Person], days: float) -> dict[Person, str]:
        """The last part of a link for each; what was issued before still opens.

        Parameters
        ----------
        people
            For whom.
        days
            How long the links open.

        Raises
        ------
        CourseError
            If a name could not be that of a folder.
        """
        people = list(people)
        for person in people:
            if problem := _problem_with(person.name):
                raise CourseError(f"{person.name!r} gets no link. {problem}")
        serials = dict(self._serials())
        for person in people:
            serials.setdefault(person.key, secrets.token_hex(8))
        self._write(serials)
        ends = int(time.time() + days * _DAY)
        return {person: self.signed(person, serials[person.key], ends) for person in people}

    def revoke(self, names: Collection[str]) -> None:
        """Close all links of these people at once.

        Raises
        ------
        CourseError
            If somebody has none.
        """
        serials = dict(self._serials())
        for name in map(normal, names):
            gone = [p.key for p in (Person(name), Person(name, is_staff=True)) if p.key in serials]
            if not gone:
                meant = near(name, [key.partition(" ")[2] for key in serials])
                raise CourseError(f"{name} has no link.{meant}")
            for key in gone:
                del serials[key]
        self._write(serials)

    def students(self) -> list[str]:
        """Names of all students with a link."""
        return sorted(
            key.removeprefix("student ") for key in self._serials() if key.startswith("student ")
        )

    def signed(self, person: Person, serial: str, ends: int) -> str:
        """The last part of a link."""
        about = json.dumps([person.name, person.is_staff, serial, ends], ensure_ascii=False)
        text = _as_text(about.encode())
        return f"{text}.{_as_text(hmac.digest(self._key, text.encode(), hashlib.sha256))}"

    def person(self, link: str) -> Person:
        """Who has been given a link.

        Parameters
        ----------
        link
            Its last part.

        Raises
        ------
        LinkError
            If it is not ours, has ended, or was revoked.
        """
        text, _, signature = link.partition(".")
        right = _as_text(hmac.digest(self._key, text.encode("utf-8", "replace"), hashlib.sha256))
        if len(link) > _MOST or not hmac.compare_digest(right.encode(), signature.encode()):
            raise LinkError("This link is not one of ours. Was it copied to its end?")
        name, is_staff, serial, ends = json.loads(_as_bytes(text))
        person = Person(name, is_staff)
        if time.time() > ends:
            raise LinkError("This link has ended. Ask your TA for a new one.")
        if not hmac.compare_digest(self._serials().get(person.key, ""), serial):
            raise LinkError("This link was replaced or withdrawn. Ask your TA for a new one.")
        return person

    def form_token(self, link: str) -> str:
        """What a form has to bring back that we gave to whoever has this link."""
        return _as_text(hmac.digest(self._forms, link.encode(), hashlib.sha256))

    def _serials(self) -> dict[str, str]:
        """By person, the serial number of the links that open."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return {}
        stamp = status.st_ino, status.st_mtime_ns
        if stamp != self._known[0]:
            self._known = stamp, json.loads(self._path.read_text("utf-8"))
        return self._known[1]

    def _write(self, serials: dict[str, str]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as draft:
            draft.write(json.dumps(serials, ensure_ascii=False, indent=1).encode())
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(self._path)


def _problem_with(name: str) -> str:
    if not name or "/" in name or normal(name) != name:
        return "It is not a name for a folder."
    if len(name.encode("utf-8", "replace")) > NAME_BYTES:
        return f"The name is longer than {NAME_BYTES} bytes."
    return problem_with(name)


def _as_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

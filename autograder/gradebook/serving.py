"""Where ``autograder serve`` is found, and who is whom there: ``c.Serve``, and the roster."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from traitlets.config import Config

from autograder.course import CourseError
from autograder.section import Kind, names, number, read_section

_HERE = ("localhost", "127.0.0.1")
_MOST_PORTS = 65_535


@dataclass(frozen=True)
class Serving:
    """What a course says of its page.

    Attributes
    ----------
    url
        Under what address people find it; what stands behind the host is the page's own.
    address, port
        Where it listens.
    days
        How long a new link opens.
    staff
        Who sees the class.
    """

    url: str = "http://127.0.0.1:8765/"
    address: str = "127.0.0.1"
    port: int = 8765
    days: float = 200.0
    staff: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, config: Config) -> Self:
        """What ``nbgrader_config.py`` says: ``c.Serve``.

        Raises
        ------
        SettingsError
            If a value is wrong.
        """
        given = read_section(config, "Serve", _KINDS)
        if "url" in given:
            given["url"] = given["url"].rstrip("/") + "/"
        return cls(**{**given, "staff": tuple(given.get("staff", ()))})

    @property
    def host(self) -> str:
        """The host of its address, without a port."""
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        """What all its addresses begin with behind the host."""
        return urlsplit(self.url).path

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way reads what passes."""
        return self.url.startswith("https:")


def _is_safe(url: Any) -> bool:
    """Whether an address is one on whose way nobody reads the links."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return False
    if not parts or parts.query or parts.fragment or parts.username:
        return False
    is_here = parts.scheme == "http" and parts.hostname in _HERE
    return is_here or (parts.scheme == "https" and bool(parts.hostname))


_KINDS = {
    "url": Kind(
        f"an address that begins with https:// (or http://{_HERE[1]} on your own machine)", _is_safe
    ),
    "address": Kind("a host's address", lambda value: isinstance(value, str) and bool(value)),
    "port": Kind(
        "the number of a port", lambda value: type(value) is int and 0 <= value <= _MOST_PORTS
    ),
    "days": number(),
    "staff": names('a list of names such as ["tina"]'),
}


def read_roster(path: Path) -> list[str]:
    """Names of students in a table as ``nbgrader db student import`` reads it.

    Parameters
    ----------
    path
        A CSV file with a column ``id``.

    Raises
    ------
    CourseError
        If it cannot be read, or has no such column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    if not rows or "id" not in rows[0]:
        raise CourseError(f"{path} needs a column named id, and a line for each student.")
    return [name for row in rows if (name := (row["id"] or "").strip())]

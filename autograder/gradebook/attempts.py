"""How often a student may have something graded at once, and what was graded so."""

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from traitlets.config import Config

from autograder.course import CourseError
from autograder.section import Kind, number, read_section

FILE = Path(".autograder", "attempts.jsonl")  # in the course's folder
RELEASED = Path(".autograder", "released.jsonl")  # what a person has marked since
_DAY = timedelta(days=1)


class Shows(StrEnum):
    """How much a page shows that a student reads before the deadline."""

    COUNTS = "counts"
    CHECKS = "checks"
    ALL = "all"


_KINDS = {
    "attempts_a_day": number(whole=True, may_be_0=True),
    "pause_minutes": number(may_be_0=True),
    "shows": Kind(
        "one of " + ", ".join(f'"{one}"' for one in Shows), lambda value: value in list(Shows)
    ),
}


@dataclass(frozen=True)
class Policy:
    """What ``autograder watch`` grants a student before the deadline.

    What is handed in beyond it is accepted, and graded after the deadline.

    Attributes
    ----------
    attempts_a_day
        How many hand-ins of an assignment are graded in 24 hours; no bound if 0.
    pause_minutes
        How long after one the next is graded.
    shows
        How much the page shows.
    """

    attempts_a_day: int = 20
    pause_minutes: float = 0.0
    shows: Shows = Shows.ALL

    @classmethod
    def of(cls, config: Config) -> Self:
        """The policy of a course: ``c.Watch``.

        Parameters
        ----------
        config
            What ``nbgrader_config.py`` says.

        Raises
        ------
        SettingsError
            If a value is wrong.
        """
        given = read_section(config, "Watch", _KINDS)
        return cls(**{**given, "shows": Shows(given.get("shows", Shows.ALL))})

    def next_time(self, before: Iterable[datetime], now: datetime) -> datetime | None:
        """From when on the next attempt is graded; None if it is now.

        Parameters
        ----------
        before
            When earlier attempts were graded.
        now
            The time, in the same zone.
        """
        times = sorted(before)
        waits = [time + timedelta(minutes=self.pause_minutes) for time in times[-1:]]
        lately = [time for time in times if time > now - _DAY]
        if self.attempts_a_day and len(lately) >= self.attempts_a_day:
            waits.append(lately[-self.attempts_a_day] + _DAY)
        return max((time for time in waits if time > now), default=None)


@dataclass
class Attempts:
    """What was graded at once, in a file with a line for each: it outlives every crash.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    CourseError
        If somebody else writes it.
    """

    path: Path
    _graded: dict[tuple[str, str], list[datetime]] = field(default_factory=dict, init=False)
    _done: set[tuple[str, bool]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("ab+", buffering=0)
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process
        except OSError:
            raise CourseError("Another autograder watch is at work in this folder.") from None
        self._file.seek(0)
        for line in self._file.read().splitlines():
            try:
                self._know(json.loads(line))
            except (ValueError, KeyError, TypeError):  # it was cut off by a crash
                continue

    def close(self) -> None:
        """Let another write it."""
        self._file.close()

    def is_done(self, name: str, *, final: bool) -> bool:
        """Whether a hand-in is graded already.

        Parameters
        ----------
        name
            Of its folder in the exchange.
        final
            For the score that counts, and not only to be read before the deadline.
        """
        return (name, final) in self._done

    def times(self, assignment: str, student: str) -> list[datetime]:
        """When a student's hand-ins of an assignment were graded before the deadline (UTC)."""
        return self._graded.get((assignment, student), [])

    def add(self, name: str, *, final: bool, **about: Any) -> None:
        """Write down that a hand-in is graded, and its page where it belongs.

        Parameters
        ----------
        name, final
            See `is_done`.
        about
            ``assignment`` and ``student``, and anything else worth knowing.

        Raises
        ------
        OSError
            If the disk refuses.
        """
        entry = {"hand_in": name, "final": final, "graded": datetime.now(UTC).isoformat(), **about}
        # A line that a crash cut off ends before this one.
        self._file.write(f"\n{json.dumps(entry)}\n".encode())
        os.fsync(self._file.fileno())
        self._know(entry)

    def _know(self, entry: dict[str, Any]) -> None:
        self._done.add((entry["hand_in"], bool(entry["final"])))
        if not entry["final"]:
            key = entry["assignment"], entry["student"]
            time = datetime.fromisoformat(entry["graded"])
            self._graded.setdefault(key, []).append(time)

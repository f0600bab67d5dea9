"""Grades as they are written down one by one: what a line has of a result, and how it is read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from autograder.grading.result import Result, State


def in_short(result: Result | None) -> dict[str, Any]:
    """What is written down of a result beside its points: its exercises, and known mistakes."""
    if result is None:
        return {}
    marks = {
        name: [None if mark.waits else mark.score, mark.item.points]
        for name, mark in result.marks.items()
    }
    return {
        "max_points": result.max_score,
        "exercises": marks,
        "not_begun": [name for name in marks if result.state_of(name) is State.NOT_BEGUN],
        "mistakes": dict(result.misconceptions),
    }


@dataclass(frozen=True)
class Graded:
    """A grade of a hand-in, as it was written down.

    Attributes
    ----------
    time
        When (UTC, without a zone).
    final
        Whether it is the one that counts.
    points, max_points
        Those it got, and those that can be had without the bonus; None if it has no score.
    exercises
        By name its points, None if a person has still to give them, and what it is worth.
    not_begun
        Those of the exercises that were handed in as they were given.
    mistakes
        By exercise, the sentence that names a known mistake.
    is_attempt
        Whether a hand-in was graded then, and not only a page released that a person had marked.
    """

    time: datetime
    final: bool
    points: float | None = None
    max_points: float | None = None
    exercises: Mapping[str, tuple[float | None, float]] = field(default_factory=dict)
    not_begun: frozenset[str] = frozenset()
    mistakes: Mapping[str, str] = field(default_factory=dict)
    is_attempt: bool = True

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """What an entry of the file says."""
        return cls(
            datetime.fromisoformat(entry["graded"]).astimezone(UTC).replace(tzinfo=None),
            bool(entry["final"]),
            entry.get("points"),
            entry.get("max_points"),
            {name: (got, most) for name, (got, most) in entry.get("exercises", {}).items()},
            frozenset(entry.get("not_begun", ())),
            entry.get("mistakes", {}),
            not entry.get("released", False),
        )


@dataclass
class GradesLog:
    """A file of grades, a line for each; only what was added is read again.

    Parameters
    ----------
    path
        The file; it need not be there yet.
    """

    path: Path
    _at: int = 0
    _grades: dict[str, list[Graded]] = field(default_factory=dict)

    def now(self) -> Mapping[str, Sequence[Graded]]:
        """By hand-in, its grades, the oldest first."""
        try:
            with self.path.open("rb") as file:
                file.seek(self._at)
                lines = file.read().splitlines(keepends=True)
        except FileNotFoundError:
            return {}
        for line in lines:
            if not line.endswith(b"\n"):  # it is being written
                break
            self._at += len(line)
            try:
                entry = json.loads(line)
                self._grades.setdefault(entry["hand_in"], []).append(Graded.of(entry))
            except (ValueError, KeyError, TypeError, AttributeError):  # a crash cut it off
                continue
        return self._grades

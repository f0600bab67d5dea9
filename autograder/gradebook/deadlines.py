"""Due dates, exceptions and grace time, from the course's ``deadlines.toml``."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from autograder.course import CourseError, near
from autograder.gradebook.names import normal

FILE = "deadlines.toml"


@dataclass(frozen=True)
class Deadlines:
    """When what is due.

    Attributes
    ----------
    due
        By assignment, when it is due (UTC, without a zone, as nbgrader has it).
    own
        By assignment and student, when it is due for them.
    grace
        How late a student may be in the whole term, all assignments together.
    """

    due: Mapping[str, datetime] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    grace: timedelta = timedelta()

    def extension(
        self, assignment: str, student: str, times: Mapping[str, datetime | None]
    ) -> timedelta | None:
        """By how much later an assignment is due for a student; None if it is not.

        Parameters
        ----------
        assignment, student
            Which.
        times
            By assignment, when the student handed it in.
        """
        names = sorted(self.due, key=lambda name: (self._due(name, student), name))
        late = [self._late(name, student, times.get(name)) for name in names]
        used = dict(zip(names, grace_used(late, self.grace), strict=True))
        more = self._due(assignment, student) - self.due[assignment] + used[assignment]
        return more or None

    def misspelt(self, assignments: Collection[str], students: Collection[str]) -> list[str]:
        """A line on each name that nobody has, and somebody almost.

        Parameters
        ----------
        assignments, students
            All that the course has.
        """
        names = [(name, assignments) for name in self.due]
        names += [(name, students) for own in self.own.values() for name in own]
        return [
            f"{FILE}: there is no {name}.{meant}"
            for name, known in dict(names).items()
            if name not in known and (meant := near(name, known))
        ]

    def due_for(self, assignment: str, student: str) -> datetime | None:
        """When an assignment is due for a student, grace apart; None if the file does not say."""
        return self._due(assignment, student) if assignment in self.due else None

    def last_moment(self, assignment: str, student: str, *, handed_in: bool) -> datetime | None:
        """Until when a student can hand in and be in time; None if the file does not say.

        Parameters
        ----------
        assignment, student
            Which.
        handed_in
            Whether there is something already: then no grace is left for something else.
        """
        due = self.due_for(assignment, student)
        return due and (due if handed_in else due + self.grace)

    def _due(self, assignment: str, student: str) -> datetime:
        return self.own.get(assignment, {}).get(student, self.due[assignment])

    def _late(self, assignment: str, student: str, time: datetime | None) -> timedelta:
        return timedelta() if time is None else time - self._due(assignment, student)


def grace_used(late: Sequence[timedelta], grace: timedelta) -> list[timedelta]:
    """How much grace each assignment takes: all that it needs if there is as much left, or none.

    Parameters
    ----------
    late
        How late a student was, in the order in which assignments were due; below 0 if early.
    grace
        What they have in all.
    """
    used = []
    for time in late:
        used.append(time if timedelta() < time <= grace else timedelta())
        grace -= used[-1]
    return used


def read_deadlines(root: Path) -> Deadlines:
    """The deadlines of a course; none if it has no such file.

    Raises
    ------
    CourseError
        If the file cannot be understood.
    """
    try:
        with (root / FILE).open("rb") as file:
            content = tomllib.load(file)
    except FileNotFoundError:
        return Deadlines()
    except (OSError, ValueError) as error:
        raise CourseError(f"{FILE} cannot be read: {error}") from None
    grace = content.pop("grace_hours", 0)
    if not isinstance(grace, int | float) or grace < 0:
        raise CourseError(f"{FILE}: grace_hours must be a number of hours, not {grace!r}.")
    tables = {name: _table(name, table) for name, table in content.items()}
    own = {
        name: {
            normal(student): _date(f"[{name}.students] {student}", date)
            for student, date in table.get("students", {}).items()
        }
        for name, table in tables.items()
    }
    due = {name: _date(f"[{name}] due", table["due"]) for name, table in tables.items()}
    return Deadlines(due, own, timedelta(hours=grace))


def _table(name: str, table: Any) -> dict[str, Any]:
    if not isinstance(table, dict) or "due" not in table:
        raise CourseError(f"{FILE}: [{name}] needs a line such as: due = 2026-03-01 13:00:00")
    if more := table.keys() - {"due", "students"}:
        raise CourseError(f"{FILE}: [{name}] has no {min(more)} (it has due and students).")
    return table


def _date(what: str, date: Any) -> datetime:
    """A date in UTC; without a zone it is this computer's.

    Where clocks are set back or forward, a time may be there twice or not at all: the later counts.
    """
    if not isinstance(date, datetime):
        raise CourseError(f"{FILE}: {what} must be a date and a time, such as 2026-03-01 13:00:00")
    return max(date.replace(fold=fold).astimezone(UTC) for fold in (0, 1)).replace(tzinfo=None)

"""How a class stands at this moment: what was handed in, and what is written down as graded.

All of it is read from the inbound folders and from the file of attempts: no gradebook is opened and
no notebook read, so it can be looked at as often as one likes while grading goes on.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from autograder.course import Course
from autograder.gradebook.attempts import FILE, RELEASED, Policy
from autograder.gradebook.deadlines import Deadlines, read_deadlines
from autograder.gradebook.grades_log import Graded, GradesLog
from autograder.gradebook.inbound import Inbound, InboundFolder, Inbox, that_count
from autograder.gradebook.queue import exchange_beside

_LATELY = timedelta(hours=1)


class State(StrEnum):
    """What became of a hand-in, in its student's words."""

    WAITING = "waiting to be graded"
    LATER = "accepted, to be graded later"
    GRADED = "graded"
    REPLACED = "replaced by a later one"


@dataclass(frozen=True)
class HandIn:
    """A hand-in, and what became of it.

    Attributes
    ----------
    time
        When it was handed in (UTC, without a zone).
    state
        What became of it.
    graded
        Its last grade; None if there is none.
    counts
        Whether it is the one that counts, of all of this student and assignment.
    until
        When it may be graded, if that is later; None if it is only graded after the deadline.
    """

    time: datetime
    state: State
    graded: Graded | None = None
    counts: bool = False
    until: datetime | None = None


@dataclass(frozen=True)
class Exercise:
    """How those who were graded did on an exercise: how many got all, some, none of its points."""

    name: str
    full: int
    partial: int
    none: int
    waiting: int


@dataclass(frozen=True)
class Mistake:
    """A known mistake, and how many students made it lately."""

    exercise: str
    hint: str
    students: int


class ClassNow:
    """Looks at a class.

    Parameters
    ----------
    course, assignments
        Which.

    Raises
    ------
    AutograderError
        If there is nothing to look at, or the configuration is wrong.
    """

    def __init__(self, course: Course, assignments: Sequence[str]) -> None:
        self.assignments = assignments
        self._course = course
        self._policy = Policy.of(course.config)
        inbox = Inbox(course)
        exchange = exchange_beside(inbox, course)
        self._listings = [_Listing(folder) for folder in (exchange, inbox) if folder]
        self._logs = [GradesLog(course.root / FILE), GradesLog(course.root / RELEASED)]

    def look(self) -> "Look":
        """What there is to see now.

        Raises
        ------
        CourseError
            If a folder or the deadlines cannot be read.
        """
        found = [one for listing in self._listings for one in listing.now()]
        by_whom: dict[tuple[str, str], list[Inbound]] = {}
        for one in sorted(found, key=lambda one: (one.time, one.name)):
            if one.assignment in self.assignments:
                by_whom.setdefault((one.assignment, one.student), []).append(one)
        deadlines = read_deadlines(self._course.root)
        grades: dict[str, list[Graded]] = {}
        for log in self._logs:
            for name, of in log.now().items():
                grades[name] = sorted([*grades.get(name, ()), *of], key=lambda one: one.time)
        return Look(by_whom, grades, deadlines, self._policy)


@dataclass(frozen=True)
class Look:
    """What there was to see of a class at one moment.

    Attributes
    ----------
    inbound
        By assignment and student, what was handed in, the oldest first.
    grades
        By hand-in, its grades, the oldest first.
    deadlines, policy
        The course's.
    now
        The moment (UTC, without a zone).
    """

    inbound: Mapping[tuple[str, str], Sequence[Inbound]]
    grades: Mapping[str, Sequence[Graded]]
    deadlines: Deadlines
    policy: Policy
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    def due(self, assignment: str, student: str) -> datetime | None:
        """When an assignment is due for a student (UTC); None if no file says so."""
        return self.deadlines.due_for(assignment, student)

    def students(self, assignment: str) -> list[str]:
        """Who has handed in."""
        return sorted(student for name, student in self.inbound if name == assignment)

    def attempts(self, assignment: str, student: str) -> list[HandIn]:
        """All that a student has handed in of an assignment, the oldest first."""
        key = assignment, student
        found = self.inbound.get(key, ())
        counts = that_count(found, self.due).get(key)
        return [self._hand_in(one, counts=one is counts) for one in found]

    def last(self, assignment: str, student: str) -> HandIn | None:
        """The hand-in that counts; None if there is none."""
        return next((one for one in self.attempts(assignment, student) if one.counts), None)

    def last_graded(self, assignment: str, student: str) -> Graded | None:
        """The grade that stands: the one that counts, or else the latest."""
        grades = [one.graded for one in self.attempts(assignment, student) if one.graded]
        return max(grades, key=lambda grade: (grade.final, grade.time), default=None)

    def queue(self) -> list[tuple[str, str, HandIn]]:
        """What waits to be graded, by assignment and student, what has waited longest first."""
        waiting = [
            (*key, last)
            for key in self.inbound
            if (last := self.last(*key)) and last.state is State.WAITING
        ]
        return sorted(waiting, key=lambda each: each[2].time)

    def exercises(self, assignment: str) -> list[Exercise]:
        """How the class does, exercise by exercise, as each student's grade stands."""
        standing = [self.last_graded(assignment, who) for who in self.students(assignment)]
        shares: dict[str, Counter[str]] = {}
        for graded in filter(None, standing):
            for name, (got, most) in graded.exercises.items():
                shares.setdefault(name, Counter())[_share(got, most)] += 1
        return [
            Exercise(name, of["full"], of["partial"], of["none"], of["waiting"])
            for name, of in shares.items()
        ]

    def mistakes_lately(self, assignment: str) -> list[Mistake]:
        """The known mistakes of the last hour, those of most students first."""
        made: dict[tuple[str, str], set[str]] = {}
        for (name, student), found in self.inbound.items():
            for graded in (g for one in found for g in self.grades.get(one.name, ())):
                if name == assignment and graded.is_attempt and graded.time > self.now - _LATELY:
                    for mistake in graded.mistakes.items():
                        made.setdefault(mistake, set()).add(student)
        mistakes = [Mistake(*mistake, len(students)) for mistake, students in made.items()]
        return sorted(mistakes, key=lambda mistake: -mistake.students)

    def _hand_in(self, one: Inbound, *, counts: bool) -> HandIn:
        grades = self.grades.get(one.name, ())
        graded = grades[-1] if grades else None
        due = self.due(one.assignment, one.student)
        final = due is not None and self.now > due
        is_done = graded is not None and (graded.final or not final)
        if is_done or not counts:
            state = State.GRADED if graded else State.REPLACED
            return HandIn(one.time, state, graded, counts)
        later = None if final else self._later(one)
        state = State.LATER if later else State.WAITING
        return HandIn(one.time, state, graded, counts, later)

    def _later(self, one: Inbound) -> datetime | None:
        """When a hand-in may be graded, if not now."""
        of_student = self.inbound[one.assignment, one.student]
        grades = [graded for each in of_student for graded in self.grades.get(each.name, ())]
        attempts = [one.time for one in grades if one.is_attempt and not one.final]
        return self.policy.next_time(attempts, self.now)


def _share(got: float | None, most: float) -> str:
    if got is None:
        return "waiting"
    return "full" if got >= most - 1e-9 else "partial" if got > 0 else "none"


@dataclass
class _Listing:
    """A folder's hand-ins, read again only when something has come or gone."""

    folder: InboundFolder | Inbox
    _stamp: int = -1
    _found: Collection[Inbound] = ()

    def now(self) -> Collection[Inbound]:
        stamp = self.folder.path.stat().st_mtime_ns
        if stamp != self._stamp:
            self._found, self._stamp = self.folder.hand_ins(), stamp
        return self._found

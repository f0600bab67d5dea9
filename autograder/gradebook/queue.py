"""What is to be graded at once: inbound folders are the queue, a file says what is done of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.course import Course, CourseError
from autograder.gradebook.attempts import FILE, Attempts, Policy
from autograder.gradebook.deadlines import read_deadlines
from autograder.gradebook.inbound import Inbound, InboundFolder, Inbox, that_count
from autograder.gradebook.names import normal, problem_with
from autograder.gradebook.refusals import refusals
from autograder.sanitize import one_line


@dataclass(frozen=True)
class Waiting:
    """A hand-in that is to be graded.

    Attributes
    ----------
    one
        The hand-in.
    final
        Whether its grade is the one that counts: the deadline has passed.
    """

    one: Inbound
    final: bool


class Queue:
    """Who is to be graded, the one who has waited longest first.

    Parameters
    ----------
    course, assignments
        Of what.
    say
        What is done with a line about a hand-in that has to wait.

    Raises
    ------
    AutograderError
        If there is neither an exchange nor an inbox, or the policy in the configuration is wrong.
    """

    def __init__(
        self, course: Course, assignments: Sequence[str], say: Callable[[str], None]
    ) -> None:
        self.inbox = Inbox(course)
        self.exchange = exchange_beside(self.inbox, course)
        self.inbox.open()
        self.attempts = Attempts(course.root / FILE)
        self._policy = Policy.of(course.config)
        self._course = course
        self._assignments = assignments
        self._say = say
        self._said: set[str] = set()

    @property
    def folders(self) -> list[Path]:
        """Where hand-ins appear."""
        return [*([self.exchange.path] if self.exchange else []), self.inbox.path]

    def now(self) -> list[Waiting]:
        """All that are to be graded now, of each student and assignment one.

        Raises
        ------
        CourseError
            If the exchange, the deadlines or the gradebook cannot be read.
        """
        due = self._due()
        there = [one for one in self._hand_ins() if one.assignment in self._assignments]
        now = datetime.now(UTC).replace(tzinfo=None)
        waiting = []
        for key, one in that_count(there, due).items():
            last = due(*key)
            final = last is not None and now > last
            done = self.attempts.is_done(one.name, final=final)
            if not done and self._may_be_graded(one, final=final):
                waiting.append(Waiting(one, final))
        return sorted(waiting, key=lambda each: each.one.time)

    def _hand_ins(self) -> list[Inbound]:
        found = [*(self.exchange.hand_ins() if self.exchange else []), *self.inbox.hand_ins()]
        return sorted(found, key=lambda one: (one.time, one.name))

    def came_by_exchange(self, one: Inbound) -> bool:
        """Whether a student submitted it as nbgrader does, and fetches the page so, too."""
        return self.exchange is not None and one.folder.parent == self.exchange.path

    def _due(self) -> Callable[[str, str], datetime | None]:
        """When an assignment is due for a student: by the course's file, or by the gradebook."""
        deadlines = read_deadlines(self._course.root)
        directory = self._course.directory("")
        with refusals(), Gradebook(directory.db_url, directory.course_id) as gradebook:
            others = {
                name: _duedate(gradebook, name)
                for name in self._assignments
                if name not in deadlines.due
            }
        return lambda name, student: others.get(name) or deadlines.due_for(name, student)

    def _may_be_graded(self, one: Inbound, *, final: bool) -> bool:
        """Whether a hand-in may be graded now; if not, it is said why, once."""
        who = f"{one.assignment} {one.student}"
        if problem := _problem_with(one.student):
            return self._not_now(f"{one.name}: not graded. {problem}")
        if self.exchange and self.came_by_exchange(one) and (owner := self.exchange.stranger(one)):
            return self._not_now(f"{one.name}: not graded. The account {owner} handed it in.")
        times = self.attempts.times(one.assignment, one.student)
        if not final and (later := self._policy.next_time(times, datetime.now(UTC))):
            when = f"{later.astimezone():%Y-%m-%d %H:%M:%S}"
            return self._not_now(f"{who}: accepted, and not graded before {when}.")
        return True

    def _not_now(self, line: str) -> bool:
        if line not in self._said:
            self._said.add(line)
            self._say(one_line(line))
        return False


def exchange_beside(inbox: Inbox, course: Course) -> InboundFolder | None:
    """A course's exchange; None if it has none, and does with its inbox.

    Raises
    ------
    CourseError
        If it has neither.
    """
    try:
        return InboundFolder(course)
    except CourseError:
        if not inbox.is_open:
            raise
        return None


def _problem_with(student: str) -> str:
    if not student or normal(student) != student:
        return "Its name has no student, or one whose accents are apart."
    return problem_with(student)


def _duedate(gradebook: Gradebook, assignment: str) -> datetime | None:
    try:
        found: Any = gradebook.find_assignment(assignment)
        return found.duedate
    except MissingEntry:
        return None

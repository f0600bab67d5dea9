"""What became of one submission, as plain data: for tables, reports, pages and other programs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution

from autograder.grading.grade import KEY, kept_verdict
from autograder.notebooks.manifest import Manifest, is_optional, item_name
from autograder.testing.verdict import Verdict

VERSION = 1  # of the JSON


@dataclass(frozen=True)
class Item:
    """Something that points are given for.

    Attributes
    ----------
    name
        Of the exercise, or the question.
    points
        What it is worth.
    optional
        Whether its points are a bonus.
    tested
        Whether a hidden test gives them, and not a person.
    """

    name: str
    points: float
    optional: bool = False
    tested: bool = True

    @classmethod
    def of(cls, cell: NotebookNode) -> Self:
        """The item of a cell that is graded."""
        name, points = cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points
        return cls(item_name(name), points, is_optional(cell), cell.cell_type == "code")


class State(StrEnum):
    """What became of one item, in the words of every page and table."""

    NOT_BEGUN = "not begun"
    NOT_GRADED = "not graded"
    WAITING = "to be marked"
    MARKED = "marked"


@dataclass(frozen=True)
class Entry:
    """What the gradebook says of one item.

    Attributes
    ----------
    score
        The points that count: those that a person gave, or else the machine.
    waits
        Whether a person has still to look at it.
    by_person
        Whether a person gave them: then they count, also while somebody is to look again.
    """

    score: float
    waits: bool
    by_person: bool = False


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of one submission.

    Attributes
    ----------
    entries
        By item.
    penalty
        Points taken off for being late.
    late
        By how many seconds it was handed in too late.
    time, due
        When it was handed in and due, in UTC; None if that is not known.
    """

    entries: dict[str, Entry]
    penalty: float = 0.0
    late: float = 0.0
    time: datetime | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class Mark:
    """What a submission got for one item.

    Attributes
    ----------
    item
        Which.
    auto
        The points that the machine gave; None if it cannot tell.
    score
        The points that count.
    waits
        Whether it has no points until a person gives them.
    again
        Whether a person gave points, and is to look again.
    blank
        Whether the student has surely not begun it.
    verdict
        What the hidden test found, without its curves; None if there is nothing.
    """

    item: Item
    auto: float | None = None
    score: float = 0.0
    waits: bool = False
    again: bool = False
    blank: bool = False
    verdict: Verdict | None = None

    def with_entry(self, entry: Entry) -> Self:
        """The same as it stands in the gradebook."""
        waits, again = entry.waits and not entry.by_person, entry.waits and entry.by_person
        return replace(self, score=entry.score, waits=waits, again=again)


@dataclass(frozen=True)
class Result:
    """One student's submission.

    Attributes
    ----------
    student
        Whose it is.
    ungraded
        Why it has no score, in a line; empty if it has one.
    marks
        By the item's name, in the notebook's order.
    penalty
        Points taken off for being late.
    late
        By how many seconds it was handed in too late.
    flags, suspicion
        What students and TAs, and what only TAs should know.
    misconceptions
        By exercise, the sentence that names a known mistake.
    walls
        Names of the walls behind which the student's code ran.
    seconds
        How long grading took; None if that was not noted.
    code
        By exercise, what the student wrote.
    """

    student: str
    ungraded: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
    late: float = 0.0
    flags: tuple[str, ...] = ()
    suspicion: tuple[str, ...] = ()
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    walls: tuple[str, ...] = ()
    seconds: float | None = None
    code: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, student: str, notebook: NotebookNode, *, with_verdicts: bool = True) -> Self:
        """What a graded notebook says by itself.

        Parameters
        ----------
        student
            Whose it is.
        notebook
            The graded notebook.
        with_verdicts
            Whether to read what the hidden tests found.

        Raises
        ------
        VerdictError
            If one of its verdicts cannot be read.
        """
        metadata = notebook.metadata.get(KEY, {})
        ungraded = metadata.get("ungraded", "")
        blank = metadata.get("blank")
        marks = [
            _mark(cell, blank, graded=not ungraded, with_verdict=with_verdicts)
            for cell in notebook.cells
            if is_grade(cell)
        ]
        return cls(
            student,
            ungraded,
            {mark.item.name: mark for mark in marks},
            flags=tuple(metadata.get("flags", ())),
            suspicion=tuple(metadata.get("suspicion", ())),
            misconceptions=metadata.get("misconceptions", {}),
            walls=tuple(metadata.get("walls", ())),
            seconds=metadata.get("seconds"),
            code=code_of(notebook),
        )

    def in_gradebook(self, standing: Standing) -> Self:
        """The same as it stands in the gradebook, where a person may have given other points."""
        entries = standing.entries
        marks = {
            name: mark.with_entry(entries[name])
            for name, mark in self.marks.items()
            if name in entries
        }
        waits = any(mark.waits for mark in marks.values())  # if none does, a person marked it all
        ungraded = self.ungraded if waits else ""
        penalty, late = standing.penalty, standing.late
        return replace(self, marks=marks, penalty=penalty, late=late, ungraded=ungraded)

    @property
    def points(self) -> dict[str, float]:
        """Points by item; items that wait for a person are left out."""
        return {name: mark.score for name, mark in self.marks.items() if not mark.waits}

    @property
    def waiting(self) -> tuple[str, ...]:
        """Names of the items that wait for a person."""
        return tuple(name for name, mark in self.marks.items() if mark.waits)

    @property
    def again(self) -> tuple[str, ...]:
        """Names of the items that a person has marked, and is to look at again."""
        return tuple(name for name, mark in self.marks.items() if mark.again)

    @property
    def not_begun(self) -> tuple[str, ...]:
        """Names of the items that the student has surely not begun."""
        return tuple(name for name in self.marks if self.state_of(name) is State.NOT_BEGUN)

    def state_of(self, name: str) -> State:
        """What became of an item."""
        mark = self.marks[name]
        if mark.waits:
            return State.NOT_GRADED if self.ungraded else State.WAITING
        return State.NOT_BEGUN if mark.blank and not mark.score else State.MARKED

    @property
    def bonus(self) -> float:
        """The points that count of items that are a bonus."""
        return sum(mark.score for mark in self.marks.values() if mark.item.optional)

    @property
    def score(self) -> float | None:
        """The points that count, the late penalty taken off; None if it is not graded."""
        if self.ungraded:
            return None
        return max(0.0, sum(mark.score for mark in self.marks.values()) - self.penalty)

    @property
    def max_score(self) -> float:
        """All points, without the bonus."""
        return sum(mark.item.points for mark in self.marks.values() if not mark.item.optional)

    @property
    def autograded(self) -> float | None:
        """The points that hidden tests gave; None if it is not graded."""
        if self.ungraded:
            return None
        return sum(mark.auto or 0.0 for mark in self.marks.values() if mark.item.tested)

    @property
    def max_autograded(self) -> float:
        """The points that hidden tests can give, with the bonus."""
        return sum(mark.item.points for mark in self.marks.values() if mark.item.tested)

    @property
    def auto_bonus(self) -> float:
        """The points among them that are a bonus."""
        return sum(
            mark.auto or 0.0
            for mark in self.marks.values()
            if mark.item.optional and mark.item.tested
        )

    @property
    def max_bonus(self) -> float:
        """The points that hidden tests can give as a bonus."""
        return sum(
            mark.item.points
            for mark in self.marks.values()
            if mark.item.optional and mark.item.tested
        )

    def to_json(self, assignment: str) -> dict[str, Any]:
        """The result for other programs.

        Parameters
        ----------
        assignment
            The assignment's name.

        Returns
        -------
        dict
            What JSON can hold, and no nan: docs/ta.md lists its parts. ``version`` grows when a
            part changes its meaning or goes, not when one is added.
        """
        return {
            "version": VERSION,
            "assignment": assignment,
            "student": self.student or None,
            "ungraded": self.ungraded or None,
            "score": self.score,
            "max_score": self.max_score,
            "penalty": self.penalty,
            "late_seconds": self.late,
            "waiting": list(self.waiting),
            "flags": list(self.flags),
            "suspicion": list(self.suspicion),
            "walls": list(self.walls),
            "seconds": self.seconds,
            "exercises": [
                _exercise(mark, self.state_of(name), graded=not self.ungraded)
                for name, mark in self.marks.items()
            ],
        }


def _mark(
    cell: NotebookNode, blank: Collection[str] | None, *, graded: bool, with_verdict: bool
) -> Mark:
    item, verdict = Item.of(cell), kept_verdict(cell) if with_verdict else None
    is_blank = blank is not None and item.name in blank
    auto = None
    if graded and is_solution(cell) and blank is not None:
        auto = 0.0 if is_blank else None
    elif graded and not (verdict and verdict.faults):
        auto = determine_grade(cell)[0]
    return Mark(
        item,
        auto,
        auto or 0.0,
        waits=auto is None,
        blank=is_blank,
        verdict=verdict and verdict.without_traces(),
    )


def _exercise(mark: Mark, state: State, *, graded: bool) -> dict[str, Any]:
    verdict = mark.verdict
    return {
        "name": mark.item.name,
        "points": None if mark.waits or not graded else mark.score,
        "max_points": mark.item.points,
        "optional": mark.item.optional,
        "waiting": mark.waits,
        "state": str(state),
        "misconception": verdict.misconception if verdict else None,
        "notes": list(verdict.notes) if verdict else [],
        "checks": [
            {
                "title": check.title,
                "weight": check.weight,
                "passed": check.passed,
                "message": check.problem.message if check.problem else None,
                "called": check.problem.called if check.problem else None,
            }
            for check in (verdict.checks if verdict else ())
        ],
    }


def items_of(manifest: Manifest) -> list[Item]:
    """All that points are given for, in the notebook's order."""
    graded = [cell for cell in manifest.notebook.cells if is_grade(cell)]
    return [Item.of(cell) for cell in graded if cell.metadata.nbgrader.points]


def code_of(notebook: NotebookNode) -> dict[str, str]:
    """By exercise, the code in a notebook's solution cells."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and is_solution(cell)
    }

"""How a class did on an assignment, and what to look at: the numbers of the instructor's report."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.grading.result import Item, Result, code_of, items_of
from autograder.notebooks.manifest import Manifest
from autograder.pages.similarity import Likeness, compare, names_of
from autograder.testing.verdict import CheckResult

_FEWEST = 5  # scores for a correlation
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


@dataclass(frozen=True)
class ItemStatistics:
    """How a class did on one item.

    Attributes
    ----------
    item
        Which.
    full, partial, none
        How many of those who began it got full, partial, no credit.
    blank
        How many have not begun it.
    waiting
        How many wait for a person.
    mean
        The mean share of the points of those who began it and have a score; None if there are
        none.
    discrimination
        Correlation of an item's score with the score of all else; None if it cannot be told.
    """

    item: Item
    full: int
    partial: int
    none: int
    blank: int
    waiting: int
    mean: float | None
    discrimination: float | None

    @property
    def scored(self) -> int:
        """How many began it and have a score."""
        return self.full + self.partial + self.none


@dataclass(frozen=True)
class CheckStatistics:
    """How a class did on one check of an exercise.

    Attributes
    ----------
    exercise, title
        Which.
    weight
        Its share of the exercise's points.
    graded
        How many submissions it was done on.
    failed
        How many of them did not pass.
    message
        The most frequent problem, as one of those who had it read it; empty if there is none.
    alike
        How many had that problem, with whatever numbers.
    """

    exercise: str
    title: str
    weight: float
    graded: int
    failed: int
    message: str = ""
    alike: int = 0


@dataclass(frozen=True)
class Lesson:
    """A known mistake, and who made it."""

    exercise: str
    hint: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All that the page tells."""

    assignment: str
    items: list[Item]
    results: list[Result]
    statistics: list[ItemStatistics]
    checks: list[CheckStatistics]
    lessons: list[Lesson]
    likeness: Likeness

    @property
    def graded(self) -> list[Result]:
        """Those with a score."""
        return [result for result in self.results if not result.ungraded]

    @property
    def failed_checks(self) -> list[CheckStatistics]:
        """Checks that somebody did not pass, those of most students first."""
        return sorted((c for c in self.checks if c.failed), key=lambda check: -check.failed)

    @property
    def max_score(self) -> float:
        """What can be had without the bonus."""
        return sum(item.points for item in self.items if not item.optional)

    @property
    def scores(self) -> np.ndarray:
        """Of those with a score."""
        return np.array([result.score for result in self.graded], dtype=float)

    @property
    def seconds(self) -> np.ndarray:
        """What grading took, where that is known."""
        return np.array([r.seconds for r in self.results if r.seconds is not None])


def report_on(manifest: Manifest, results: list[Result]) -> Report:
    """Find out how a class did.

    Parameters
    ----------
    manifest
        The instructor's side of the notebook.
    results
        What became of each submission.
    """
    items = items_of(manifest)
    cells = (cell.source for cell in manifest.notebook.cells if cell.cell_type == "code")
    graded = [result for result in results if not result.ungraded]
    return Report(
        manifest.name,
        items,
        results,
        [_statistics(item, items, graded) for item in items],
        _checks(graded, [item.name for item in items]),
        _lessons(graded, [item.name for item in items]),
        compare({r.student: r.code for r in graded}, code_of(manifest.notebook), names_of(cells)),
    )


def _statistics(item: Item, items: Sequence[Item], graded: Sequence[Result]) -> ItemStatistics:
    scored = [result for result in graded if item.name in result.points]
    shares = np.array([result.points[item.name] / item.points for result in scored])
    blank = np.array([item.name in result.not_begun for result in scored], dtype=bool)
    full, none = shares >= 1 - 1e-9, (shares <= 0) & ~blank
    began = shares[~blank]
    others = [other for other in items if other.name != item.name and not other.optional]
    return ItemStatistics(
        item,
        int(full.sum()),
        int((~full & ~none & ~blank).sum()),
        int(none.sum()),
        int(blank.sum()),
        sum(item.name in result.waiting for result in graded),
        float(began.mean()) if began.size else None,
        _correlation(shares, np.array([_share(result.points, others) for result in scored])),
    )


def _share(points: Mapping[str, float], items: Sequence[Item]) -> float:
    """The share of the points of these items, those that wait for a person left out."""
    known = [item for item in items if item.name in points]
    most = sum(item.points for item in known)
    return sum(points[item.name] for item in known) / most if most else np.nan


def _correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    known = np.isfinite(other)
    one, other = one[known], other[known]
    if one.size < _FEWEST or np.ptp(one) < 1e-9 or np.ptp(other) < 1e-9:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _checks(graded: Sequence[Result], order: Sequence[str]) -> list[CheckStatistics]:
    """All checks, in the notebook's order; who has not begun an exercise failed none of its."""
    done: dict[tuple[str, str], list[CheckResult]] = {}
    for name in order:
        verdicts = (
            result.marks[name].verdict
            for result in graded
            if name in result.marks and name not in result.not_begun
        )
        for check in (check for verdict in verdicts if verdict for check in verdict.checks):
            done.setdefault((name, check.title), []).append(check)
    return [_check_statistics(*which, checks) for which, checks in done.items()]


def _check_statistics(exercise: str, title: str, checks: Sequence[CheckResult]) -> CheckStatistics:
    messages = [check.message for check in checks if not check.passed]
    # Everyone gets numbers of their own.
    kinds = [_NUMBER.sub("0", message) for message in messages]
    ((kind, alike),) = Counter(kinds).most_common(1) or [("", 0)]
    message = messages[kinds.index(kind)] if messages else ""
    weight = checks[0].weight
    return CheckStatistics(exercise, title, weight, len(checks), len(messages), message, alike)


def _lessons(graded: Sequence[Result], order: Sequence[str]) -> list[Lesson]:
    """Known mistakes, the most frequent first, then in the notebook's order."""
    made: dict[tuple[str, str], list[str]] = {}
    for result in graded:
        for mistake in result.misconceptions.items():
            made.setdefault(mistake, []).append(result.student)
    lessons = [Lesson(*mistake, tuple(students)) for mistake, students in made.items()]
    place = {name: at for at, name in enumerate(order)}
    return sorted(
        lessons, key=lambda lesson: (-len(lesson.students), place.get(lesson.exercise, len(order)))
    )

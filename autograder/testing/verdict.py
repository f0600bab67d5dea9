"""Feedback as data: what a hidden test found out about one exercise."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Trace:
    """Two curves to show over each other.

    Attributes
    ----------
    x, got, x_expected, expected
        The student's curve and the expected one.
    xlabel, ylabel
        Axis labels, with units.
    """

    x: np.ndarray
    got: np.ndarray
    x_expected: np.ndarray
    expected: np.ndarray
    xlabel: str
    ylabel: str


@dataclass(frozen=True)
class Problem:
    """Why a value is not the right one.

    Attributes
    ----------
    message
        In words for the student.
    trace
        A picture, where one helps.
    called
        The call that gave the value, so that the student can repeat it.
    """

    message: str
    trace: Trace | None = None
    called: str = ""


@dataclass(frozen=True)
class CheckResult:
    """One named check.

    Attributes
    ----------
    title
        What was checked, in the student's words.
    weight
        Its share of the exercise's points.
    problem
        What was wrong; None if it passed.
    """

    title: str
    weight: float
    problem: Problem | None = None

    @property
    def passed(self) -> bool:
        """Whether there is evidence that it is right and none that it is wrong."""
        return self.problem is None


@dataclass(frozen=True)
class Verdict:
    """The result of one exercise.

    Attributes
    ----------
    exercise
        Its name.
    max_points
        What it is worth.
    checks
        One result a check.
    misconception
        What the mistake is, if it is a known one.
    notes
        Anything else the student should know, such as a stand-in that was used.
    """

    exercise: str
    max_points: float
    checks: tuple[CheckResult, ...]
    misconception: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def points(self) -> float:
        """The weighted share of checks passed; no checks, no points."""
        if self.right:
            return float(self.max_points)
        total = sum(check.weight for check in self.checks)
        if not total:
            return 0.0
        passed = sum(check.weight for check in self.checks if check.passed)
        return round(self.max_points * passed / total, 2)

    @property
    def right(self) -> bool:
        """Whether every check passed, and there was one."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    def __repr__(self) -> str:
        # nbgrader reads a cell's partial credit from the text of its result.
        return f"{self.points:.12g}"

    def _repr_html_(self) -> str:
        from autograder.pages.card import as_html

        return as_html(self)

"""Feedback as data: what a hidden test found out about one exercise.

A verdict is kept as JSON in the graded notebook, and pages are made from it when somebody reads it.
A message may quote a student's exception: whoever shows it makes it safe there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Self

import numpy as np

from autograder.limits import MAX_MESSAGE, MAX_POINTS
from autograder.sanitize import latex, one_line

VERSION = 1  # of the JSON
_DIGITS = 8
_CURVES = ("x", "got", "x_expected", "expected")


class VerdictError(ValueError):
    """JSON that is not a verdict's."""


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

    def thinned(self) -> Self:
        """Both curves with no more points than a picture can show.

        Raises
        ------
        TypeError, ValueError, OverflowError
            If they are not curves: a student's figure may hold anything.
        """
        x, got = _thinned(self.x, self.got)
        x_expected, expected = _thinned(self.x_expected, self.expected)
        return replace(self, x=x, got=got, x_expected=x_expected, expected=expected)

    def to_json(self) -> dict[str, Any] | None:
        """The thinned curves as JSON; None if they are not curves."""
        try:
            thinned = self.thinned()
        except (TypeError, ValueError, OverflowError):
            return None
        curves = {name: _numbers(getattr(thinned, name)) for name in _CURVES}
        return {**curves, "xlabel": self.xlabel, "ylabel": self.ylabel}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The trace that `to_json` wrote."""
        curves = {name: np.array([float(value) for value in data[name]]) for name in _CURVES}
        return cls(**curves, xlabel=str(data["xlabel"]), ylabel=str(data["ylabel"]))


def _thinned(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A curve with the lowest and the highest of many neighbouring points: no spike is lost."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("not a curve")
    if x.size <= MAX_POINTS:
        return x, y
    lowest, highest = np.where(np.isnan(y), np.inf, y), np.where(np.isnan(y), -np.inf, y)
    kept = {0, x.size - 1}
    for start, stop in pairwise(np.linspace(0, x.size, MAX_POINTS // 2).astype(int)):
        kept |= {start + lowest[start:stop].argmin(), start + highest[start:stop].argmax()}
    order = sorted(kept)
    return x[order], y[order]


def _numbers(values: np.ndarray) -> list[float | str]:
    """Numbers for JSON, which knows neither nan nor inf."""
    return [
        float(f"{value:.{_DIGITS}g}") if np.isfinite(value) else str(float(value))
        for value in values
    ]


def _text(text: str) -> str:
    """As much of a text as is ever shown, in characters that can be written to a file."""
    return text[: MAX_MESSAGE + 1].encode("utf-8", "replace").decode()


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
    fault
        The error of ours that kept us from comparing; empty if there was none. It is for the TA.
    """

    message: str
    trace: Trace | None = None
    called: str = ""
    fault: str = ""

    def to_json(self) -> dict[str, Any]:
        """The problem as JSON."""
        return {
            "message": _text(self.message),
            "called": _text(self.called),
            "fault": _text(self.fault),
            "trace": self.trace.to_json() if self.trace else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The problem that `to_json` wrote."""
        trace = Trace.from_json(data["trace"]) if data["trace"] else None
        return cls(str(data["message"]), trace, str(data["called"]), str(data.get("fault", "")))


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

    @property
    def message(self) -> str:
        """What was wrong, in a line that is safe on a terminal; empty if it passed."""
        text = self.problem.message if self.problem else ""
        return latex(one_line(text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]} …"))

    def without_trace(self) -> Self:
        """The same in words alone."""
        return replace(self, problem=replace(self.problem, trace=None)) if self.problem else self

    def to_json(self) -> dict[str, Any]:
        """The result as JSON."""
        problem = self.problem.to_json() if self.problem else None
        return {"title": self.title, "weight": self.weight, "problem": problem}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The result that `to_json` wrote."""
        problem = Problem.from_json(data["problem"]) if data["problem"] else None
        return cls(str(data["title"]), float(data["weight"]), problem)


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
        Anything else the student should know, such as stand-ins that were used.
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

    @property
    def failed(self) -> set[str]:
        """Titles of the checks that did not pass."""
        return {check.title for check in self.checks if not check.passed}

    @property
    def faults(self) -> dict[str, str]:
        """Errors of the hidden test itself, by the check's title."""
        return {c.title: c.problem.fault for c in self.checks if c.problem and c.problem.fault}

    def without_traces(self) -> Self:
        """The same in words alone, of which a whole class can be kept in memory."""
        return replace(self, checks=tuple(check.without_trace() for check in self.checks))

    def as_text(self) -> str:
        """All of it for a person, in plain text."""
        lines = [f"{self.exercise}: {self.points:g} / {self.max_points:g} points"]
        if self.misconception:
            lines.append(f"  A likely cause: {self.misconception}")
        for check in self.checks:
            lines.append(f"  {'✓' if check.passed else '✗'} {check.title}")
            if check.problem:
                lines.append(f"      {check.message}")
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])

    def to_json(self) -> dict[str, Any]:
        """The verdict as JSON, without nan or inf: see `from_json`."""
        return {
            "version": VERSION,
            "exercise": self.exercise,
            "points": self.points,
            "max_points": self.max_points,
            "misconception": self.misconception,
            "notes": list(self.notes),
            "checks": [check.to_json() for check in self.checks],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The verdict that `to_json` wrote; its curves are thinned, its messages cut.

        Raises
        ------
        VerdictError
            If it is something else, or of another version.
        """
        try:
            if data["version"] != VERSION:
                raise VerdictError("The verdict is of another version of the grader: grade again.")
            misconception, notes = data["misconception"], data["notes"]
            return cls(
                str(data["exercise"]),
                float(data["max_points"]),
                tuple(CheckResult.from_json(check) for check in data["checks"]),
                None if misconception is None else str(misconception),
                tuple(str(note) for note in notes),
            )
        except VerdictError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"{type(error).__name__}: {error}"
            raise VerdictError(f"The verdict cannot be read ({what}): grade again.") from None

    def __repr__(self) -> str:
        # nbgrader reads a cell's partial credit from the text of its result.
        return f"{self.points:.12g}"

    def _repr_markdown_(self) -> str:
        # What an instructor sees who runs a hidden test in a notebook.
        return f"~~~text\n{self.as_text()}\n~~~"

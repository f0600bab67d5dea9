"""Judges one answer to one exercise: what is wrong with its values, and what was observed."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.answers import Answer
from autograder.testing.calls import Call, Calls
from autograder.testing.diagnosis import diagnosis
from autograder.testing.form import is_of_form
from autograder.testing.malformed import MalformedError
from autograder.testing.readings import FORM, SHARE
from autograder.testing.verdict import CheckResult, Problem, Verdict
from autograder.testing.wording import FAULT, INDIFFERENT, MALFORMED, explain

if TYPE_CHECKING:
    from autograder.testing.exercise import Check, Comparison, Exercise

_log = logging.getLogger(__name__)


class Judge:
    """Judges one answer to one exercise; remembers every call, so that none is made twice.

    Parameters
    ----------
    exercise, answer
        The exercise and the student's function.
    rebound
        How functions of the course see decoys, if there are any.
    way
        Which of the exercise's ways gives the right values then, if not the usual one.

    Attributes
    ----------
    exercise
        The exercise.
    calls
        All calls that are made.
    compared, wrong, raised
        What was observed, call by call, each with its check: values that were compared, those of
        them that are wrong, and errors. What is asked only for style is not among them.
    """

    def __init__(
        self,
        exercise: Exercise,
        answer: Answer,
        rebound: Callable[[Any], Any] | None = None,
        way: Callable | None = None,
    ) -> None:
        self.exercise = exercise
        self.calls = Calls(exercise, answer, rebound, way)
        self.compared: list[tuple[Check, Call]] = []
        self.wrong: list[tuple[Check, Call]] = []
        self.raised: list[tuple[Check, Call]] = []
        self._problems: dict[str, Problem | None] = {}  # by the check's title

    def verdict(self) -> Verdict:
        """What all checks come to, and the cause of what is wrong if it is found."""
        verdict = self.unnamed()
        return verdict if verdict.right else replace(verdict, misconception=diagnosis(self))

    def is_right(self) -> bool:
        """Whether it passes all checks; no further one is run after the first that it fails."""
        return not any(map(self.problem, self.exercise.checks)) and not self._form(0)

    def unnamed(self) -> Verdict:
        """What all checks come to; finding the cause takes longer."""
        checks = tuple(
            CheckResult(check.title, check.weight, self.problem(check))
            for check in self.exercise.checks
        )
        checks += self._form(sum(check.weight for check in checks))
        return Verdict(self.exercise.name, self.exercise.points, checks)

    def problem(self, check: Check) -> Problem | None:
        """Return what is wrong with the first call that does not pass a check, or None."""
        if check.title not in self._problems:
            self._problems[check.title] = self._problem(check)
        return self._problems[check.title]

    def is_endless(self) -> bool:
        """Whether a call was still running when its time was up."""
        fatal = self.calls.fatal
        return fatal is not None and fatal.reason is Reason.TIME

    def passes_one_of(self, titles: Collection[str]) -> bool:
        """Whether it passes a check of these titles."""
        return any(not self.problem(one) for one in self.exercise.checks if one.title in titles)

    def compare(self, compare: Comparison, call: Call) -> Problem | None:
        """Return what a comparison finds wrong with a call, or None; it never raises."""
        try:
            return self.calls.with_decoys(compare)(
                call.got, call.expected, self.calls.by_name(call)
            )
        except MalformedError as error:
            return Problem(str(error))
        except Exception as error:
            if is_of_form(call.got, call.expected):
                return our_fault(self.exercise.name, error)
            return Problem(MALFORMED)

    def _form(self, weight: float) -> tuple[CheckResult, ...]:
        """A further check, not passed, if something was returned in another form."""
        for call in self.calls:
            if call.reading:
                problem = Problem(call.reading.message, called=self.calls.as_written(call))
                return (CheckResult(FORM, weight * SHARE / (1 - SHARE), problem),)
        return ()

    def _problem(self, check: Check) -> Problem | None:
        for repeat in range(check.repeats):
            call = self.calls.of(check.inputs, repeat)
            if isinstance(call.got, StudentError):
                return self._error(check, call)
            meant = call.as_meant()
            problem = self.compare(check.compare, meant) or self._indifference(check, repeat)
            if not getattr(check.compare, "is_style", False):
                self.compared.append((check, call))
                self.wrong += [(check, call)] if problem or call.reading else []
            if problem:
                return replace(problem, called=problem.called or self.calls.as_written(call))
        return None

    def _indifference(self, check: Check, repeat: int) -> Problem | None:
        """Return what is wrong if the value for the control inputs is the same as that expected."""
        if not check.control_inputs:
            return None
        expected = self.calls.of(check.inputs, repeat).expected
        control = self.calls.of(check.control_inputs, repeat)
        if isinstance(control.got, StudentError):
            return self._error(check, control)
        other = control.as_meant()._replace(expected=expected)
        if not self.compare(check.compare, other._replace(got=control.expected)):
            return None  # decoys may be the same for both
        is_same = not self.compare(check.compare, other)
        if not is_same and (isinstance(expected, str) or not _is_constant(other.got)):
            return None
        return Problem(INDIFFERENT)

    def _error(self, check: Check, call: Call) -> Problem:
        self.raised.append((check, call))
        return Problem(explain(call.got), called=self.calls.as_written(call))


def _is_constant(value: Any) -> bool:
    """Whether a value is one number over and over, has one that is not finite, or is none."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return True
    return not np.isfinite(array).all() or (array.size > 1 and np.ptp(array) == 0)


def our_fault(exercise: str, error: Exception) -> Problem:
    """What is said of a comparison that fails on a value of the right form: it is at fault."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    fault = f"{type(error).__name__}: {error} ({where})"
    _log.error("a comparison of %s failed: %s", exercise, fault, exc_info=error)
    return Problem(FAULT, fault=fault)

"""Judges one answer to one exercise: calls, problems, and the cause of what is wrong."""

from __future__ import annotations

import functools
import inspect
import itertools
import logging
import traceback
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

import numpy as np

from autograder.sandbox.reasons import StudentError
from autograder.testing.answers import Answer
from autograder.testing.as_if import as_if
from autograder.testing.causes import another_time, echo, nothing_returned
from autograder.testing.drawn import Drawing, drawing, shown
from autograder.testing.figure_causes import Checked, figure_cause
from autograder.testing.form import are_alike, are_one_number, is_flat, is_of_form
from autograder.testing.malformed import MalformedError
from autograder.testing.python_errors import help_with
from autograder.testing.readings import FORM, SHARE, Reading, reading
from autograder.testing.relations import relation
from autograder.testing.seen import Seen, is_in_proportion
from autograder.testing.verdict import CheckResult, Problem, Verdict
from autograder.testing.wording import (
    FAULT,
    INDIFFERENT,
    MALFORMED,
    ONE_NUMBER,
    as_written,
    explain,
)

if TYPE_CHECKING:
    from autograder.testing.exercise import Check, Comparison, Exercise, Inputs, Misconception

_COPIED = (np.ndarray, list, dict)
_INPUTS = 7  # for which a function gives the same number before it is said to do so always
_TRIES = 2  # to see on another input whether a known mistake agrees: it may lie on an edge there
_log = logging.getLogger(__name__)


@runtime_checkable
class OfPart(Protocol):
    """A comparison of one of several values that are returned."""

    name: str
    names: Sequence[str]

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any], /) -> Problem | None:
        """Return what is wrong, or None."""


class _Call(NamedTuple):
    """One call of the student's function."""

    args: tuple
    got: Any  # what it returned, or the StudentError that it ended with
    expected: Any
    reading: Reading | None = None  # what it returned in another form than was asked for

    def as_meant(self) -> _Call:
        """The same call, with what it returned in the form that was asked for."""
        if not self.reading:
            return self
        return self._replace(got=self.reading.value, expected=self.reading.expected)


@dataclass
class Judge:
    """Judges one answer to one exercise; remembers every call, so that none is made twice."""

    exercise: Exercise
    answer: Answer
    rebound: Callable[[Any], Any] | None = None  # how functions of the course see decoys
    _calls: dict[tuple[Inputs, int], _Call] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)  # of arguments, by the id of a call
    _problems: dict[str, Problem | None] = field(default_factory=dict)  # by the check's title
    _compared: list[tuple[Check, _Call]] = field(default_factory=list)
    _wrong: list[tuple[Check, _Call]] = field(default_factory=list)
    _raised: list[tuple[Check, _Call]] = field(default_factory=list)
    _fatal: StudentError | None = None

    def __post_init__(self) -> None:
        self._reference = self.exercise.reference
        if self.rebound:
            self._reference = self.rebound(self.exercise.from_parts or self._reference)

    def verdict(self) -> Verdict:
        """What all checks come to, and the cause of what is wrong."""
        return self.named(self.unnamed())

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

    def named(self, verdict: Verdict) -> Verdict:
        """A verdict of this judge's with the cause of what is wrong, if it is found."""
        return verdict if verdict.right else replace(verdict, misconception=self.misconception())

    def _form(self, weight: float) -> tuple[CheckResult, ...]:
        """A further check, not passed, if something was returned in another form."""
        for call in self._calls.values():
            if call.reading:
                problem = Problem(call.reading.message, called=self._as_written(call))
                return (CheckResult(FORM, weight * SHARE / (1 - SHARE), problem),)
        return ()

    def problem(self, check: Check) -> Problem | None:
        """Return what is wrong with the first call that does not pass a check, or None."""
        if check.title not in self._problems:
            self._problems[check.title] = self._problem(check)
        return self._problems[check.title]

    def passes_one_of(self, titles: Collection[str]) -> bool:
        """Whether it passes a check of these titles."""
        return any(not self.problem(one) for one in self.exercise.checks if one.title in titles)

    def _problem(self, check: Check) -> Problem | None:
        for repeat in range(check.repeats):
            call = self._call(check.inputs, repeat)
            if isinstance(call.got, StudentError):
                return self._error(check, call)
            meant = call.as_meant()
            problem = self._compare(check.compare, meant) or self._indifference(check, repeat)
            if not getattr(check.compare, "is_style", False):
                self._compared.append((check, call))
                self._wrong += [(check, call)] if problem or call.reading else []
            if problem:
                return replace(problem, called=problem.called or self._as_written(call))
        return None

    def _compare(self, compare: Comparison, call: _Call) -> Problem | None:
        try:
            return self._with_decoys(compare)(call.got, call.expected, self._by_name(call.args))
        except MalformedError as error:
            return Problem(str(error))
        except Exception as error:
            if is_of_form(call.got, call.expected):
                return our_fault(self.exercise.name, error)
            return Problem(MALFORMED)

    def _indifference(self, check: Check, repeat: int) -> Problem | None:
        """Return what is wrong if the value for the control inputs is the same as that expected."""
        if not check.control_inputs:
            return None
        expected = self._call(check.inputs, repeat).expected
        control = self._call(check.control_inputs, repeat)
        if isinstance(control.got, StudentError):
            return self._error(check, control)
        other = control.as_meant()._replace(expected=expected)
        if not self._compare(check.compare, other._replace(got=control.expected)):
            return None  # decoys may be the same for both
        is_same = not self._compare(check.compare, other)
        if not is_same and (isinstance(expected, str) or not _is_constant(other.got)):
            return None
        return Problem(INDIFFERENT)

    def _error(self, check: Check, call: _Call) -> Problem:
        self._raised.append((check, call))
        return Problem(explain(call.got), called=self._as_written(call))

    def _with_decoys(self, function: Any) -> Any:
        return self.rebound(function) if self.rebound else function

    def misconception(self) -> str | None:
        """What was surely done wrong, and what to look for; None if nobody can tell."""
        if self._raised:
            _check, first = self._raised[0]
            return self._known_mistake() or help_with(first.got)
        if self.exercise.draws_figure:
            return self._known_mistake() or figure_cause(self._figures())
        if not self._wrong:
            return None
        if not any(self._problems.values()):
            return self._known_mistake() or self._slip_of_form()
        seen = self._seen(self._values())
        return (
            nothing_returned(self._seen(self._compared))
            or (ONE_NUMBER if self._is_one_number() else None)
            or self._known_mistake()
            or echo(seen)
            or relation(seen, *self._names())
            or (as_if(seen, self._reference) if self.exercise.is_formula else None)
            or self._another_time()
        )

    def _slip_of_form(self) -> str | None:
        """What to say if all values are right, and only their form is not."""
        message = next((call.reading.message for _, call in self._wrong if call.reading), None)
        return f"All values are right; only their form is not. {message}" if message else None

    def _figures(self) -> list[Checked]:
        """All figures that were drawn, each with each of its checks."""
        calls = [
            (check, self._call(check.inputs, repeat))
            for check in self.exercise.checks
            for repeat in range(check.repeats)
        ]
        return [
            Checked(call.got, call.expected, functools.partial(self._passes, check, call))
            for check, call in calls
        ]

    def _passes(self, check: Check, call: _Call, got: Any, expected: Any) -> bool:
        """Whether another figure, which nobody has drawn, passes a check."""
        try:
            compare = self._with_decoys(check.compare)
            return compare(got, expected, self._by_name(call.args)) is None
        except Exception:
            return False

    def _another_time(self) -> str | None:
        """What to say if the first call that was wrong gives something else when made again."""
        first = next((call for check, call in self._wrong if not check.is_random), None)
        if self._fatal or not first or not is_in_proportion(first.got, first.expected):
            return None
        return another_time(first.got, self._answer(first.args))

    def _edges(self) -> list[Check]:
        """Checks of edge cases: those with control inputs, beside others that have none."""
        edges = [check for check in self.exercise.checks if check.control_inputs]
        return edges if len(edges) < len(self.exercise.checks) else []

    def _seen(self, compared: Iterable[tuple[Check, _Call]]) -> list[Seen]:
        """Calls in the words of what is the same everywhere; none if one is far too large."""
        calls = {id(call): call for _check, call in compared}
        if not all(is_in_proportion(one.got, one.expected) for one in calls.values()):
            return []
        return [Seen(one.got, one.expected, self._by_name(one.args)) for one in calls.values()]

    def _values(self) -> list[tuple[Check, _Call]]:
        """Calls that were compared apart from edge cases, and one more if it is one call."""
        values = [one for one in self._compared if one[0] not in self._edges()]
        if len({id(call) for _check, call in values}) == 1:
            more = itertools.islice(self._more_inputs(), 1)
            values += [one for one in more if not isinstance(one[1].got, StudentError)]
        return values

    def _names(self) -> tuple[Sequence[str], set[str]]:
        """Names of the values that are returned, if there are several, and of those that passed."""
        parts = [check for check in self.exercise.checks if isinstance(check.compare, OfPart)]
        names = parts[0].compare.names if parts else ()
        return names, {check.compare.name for check in parts if not self.problem(check)}

    def _known_mistake(self) -> str | None:
        """The hint of the first known mistake that gives the same values, and the same errors."""
        if not self._wrong:
            return None
        for known in self.exercise.misconceptions:
            values: dict[int, Any] = {}
            agrees = functools.partial(self._agrees, known, values)
            if (
                all(itertools.starmap(agrees, self._compared))
                and not self._ignores_its_arguments(known, values)
                and all(self._raises(known, *one) for one in self._raised)
                and (
                    self._has_two_wrong_inputs()
                    or any(itertools.starmap(agrees, itertools.islice(self._more_inputs(), _TRIES)))
                )
            ):
                return known.hint
        return None

    def _ignores_its_arguments(self, known: Misconception, values: dict[int, Any]) -> bool:
        """Whether all that was returned is alike, and what a known mistake returns is not."""
        compared = {id(call): call for _check, call in self._compared}
        if self.exercise.draws_figure or not are_alike(call.got for call in compared.values()):
            return False
        more = [call for _check, call in itertools.islice(self._more_inputs(), 1)]
        calls = [*compared.values(), *more]
        return are_alike(call.got for call in calls) and not are_alike(
            self._value(known, values, call) for call in calls
        )

    def _value(self, known: Misconception, values: dict[int, Any], call: _Call) -> Any:
        """What a known mistake returns; None if it raises, as some do for some inputs."""
        if id(call) not in values:
            try:
                with np.errstate(all="ignore"):
                    value = self._with_decoys(known.wrong)(*_copies(call.args))
                values[id(call)] = shown(value) if self.exercise.draws_figure else value
            except Exception:
                values[id(call)] = None
        return values[id(call)]

    def _raises(self, known: Misconception, check: Check, call: _Call) -> bool:
        """Whether a known mistake raises where the answer has raised, edge cases left aside."""
        if check in self._edges():
            return True
        try:
            with np.errstate(all="ignore"):
                self._with_decoys(known.wrong)(*_copies(call.args))
        except Exception:
            return True
        return False

    def _has_two_wrong_inputs(self) -> bool:
        """Whether wrong values came from different inputs, or there is only one input to be had."""
        _check, first = self._wrong[0]
        is_alone = all(self._has_input_of(first, call) for _check, call in self._wrong)
        return not is_alone or next(self._more_inputs(), None) is None

    def _is_one_number(self) -> bool:
        """Whether it gives the same number for many inputs, whose right values are different."""
        calls: list[_Call] = []
        for _check, call in itertools.chain(self._compared, self._more_inputs()):
            calls.append(call)
            if not are_one_number(known.got for known in calls):
                return False
        return not are_alike(call.expected for call in calls)

    def _more_inputs(self) -> Iterator[tuple[Check, _Call]]:
        """Other inputs of the first check that was not passed, if it has any."""
        check, first = self._wrong[0]
        calls = (self._call(check.inputs, repeat) for repeat in range(_INPUTS))
        return ((check, call) for call in calls if not self._has_input_of(first, call))

    def _has_input_of(self, one: _Call, other: _Call) -> bool:
        """Whether two calls were made with the same arguments, as they are printed."""
        for call in (one, other):
            if id(call) not in self._texts:  # an array is printed in milliseconds
                self._texts[id(call)] = str(call.args)
        return self._texts[id(one)] == self._texts[id(other)]

    def _agrees(
        self, known: Misconception, values: dict[int, Any], check: Check, call: _Call
    ) -> bool:
        if self.exercise.draws_figure and not isinstance(call.got, Drawing):
            return False
        if isinstance(call.got, StudentError):
            return False
        value = self._value(known, values, call)
        if value is None or (is_flat(call.got) and not is_flat(value)):
            return False
        compare = known.matches or check.compare
        return self._compare(compare, call._replace(expected=value)) is None

    def _call(self, inputs: Inputs, repeat: int) -> _Call:
        if (inputs, repeat) not in self._calls:
            self._calls[inputs, repeat] = self._fresh_call(inputs, repeat)
        return self._calls[inputs, repeat]

    def _fresh_call(self, inputs: Inputs, repeat: int) -> _Call:
        rng = np.random.default_rng([self.answer.seed, self._number(inputs), repeat])
        args = self._with_decoys(inputs)(rng)
        expected = self._reference(*_copies(args))
        got = self._fatal or self._answer(args)
        if isinstance(got, StudentError | Drawing):
            return _Call(args, got, expected)
        return _Call(args, got, expected, reading(got, expected, args))

    def _answer(self, args: tuple) -> Any:
        as_figure = self.exercise.draws_figure
        try:
            got = self.answer.call(*_copies(args), as_figure=as_figure)
        except StudentError as error:
            if error.fatal:
                self._fatal = error
            return error
        return drawing(got) if as_figure else got

    def _number(self, inputs: Inputs) -> int:
        """A number for these inputs that stays the same when other exercises change."""
        used = [each for c in self.exercise.checks for each in (c.inputs, c.control_inputs) if each]
        at = list(dict.fromkeys(used)).index(inputs)
        return zlib.crc32(f"{self.exercise.name} {at}".encode())

    @functools.cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self.exercise.reference)

    def _by_name(self, args: tuple) -> dict[str, Any]:
        return self._signature.bind(*args).arguments

    def _as_written(self, call: _Call) -> str:
        return as_written(self.exercise.name, self._by_name(call.args))


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


def _copies(args: tuple) -> tuple:
    return tuple(arg.copy() if isinstance(arg, _COPIED) else arg for arg in args)

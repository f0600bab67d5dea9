"""Calls of a student's function beside the reference, none of which is made twice."""

from __future__ import annotations

import functools
import inspect
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from autograder.sandbox.reasons import StudentError
from autograder.testing.answers import Answer
from autograder.testing.drawn import Drawing, drawing
from autograder.testing.readings import Reading, reading
from autograder.testing.wording import as_written

if TYPE_CHECKING:
    from autograder.testing.exercise import Check, Exercise, Inputs

_COPIED = (np.ndarray, list, dict)
_INPUTS = 7  # of a check, at most: for which a function gives the same before it always does so


class Call(NamedTuple):
    """One call of a student's function.

    Attributes
    ----------
    args
        What it was called with.
    got
        What it returned, or the `StudentError` that it ended with.
    expected
        What the reference returned.
    reading
        What it returned in another form than was asked for, as it was meant.
    """

    args: tuple
    got: Any
    expected: Any
    reading: Reading | None = None

    def as_meant(self) -> Call:
        """The same call, with what it returned in the form that was asked for."""
        if not self.reading:
            return self
        return self._replace(got=self.reading.value, expected=self.reading.expected)


class Calls:
    """All calls of one answer to one exercise.

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
    fatal
        The error after which it cannot be called any more, if there was one.
    reference
        What gives the right values.
    """

    def __init__(
        self,
        exercise: Exercise,
        answer: Answer,
        rebound: Callable[[Any], Any] | None,
        way: Callable | None = None,
    ) -> None:
        self._exercise = exercise
        self._answer = answer
        self._rebound = rebound
        self._made: dict[tuple[Inputs, int], Call] = {}
        self._texts: dict[int, str] = {}  # of arguments, by the id of a call
        self.fatal: StudentError | None = None
        self.reference = exercise.reference
        if rebound:
            self.reference = rebound(way or exercise.ways[0])

    def __iter__(self) -> Iterator[Call]:
        """All that were made."""
        return iter(self._made.values())

    def with_decoys(self, function: Any) -> Any:
        """A function of the course, or a comparison, which sees decoys if there are any."""
        return self._rebound(function) if self._rebound else function

    def of(self, inputs: Inputs, repeat: int) -> Call:
        """The call with some inputs as they are drawn the first time, the second, and so on."""
        if (inputs, repeat) not in self._made:
            self._made[inputs, repeat] = self._fresh(inputs, repeat)
        return self._made[inputs, repeat]

    def others(self, check: Check, first: Call) -> Iterator[Call]:
        """Calls with other inputs of a check than one has, if there are any."""
        calls = (self.of(check.inputs, repeat) for repeat in range(_INPUTS))
        return (call for call in calls if not self.have_same_input(first, call))

    def again(self, call: Call) -> Any:
        """What the function returns for the same arguments a second time, or its error."""
        return self._got(call.args)

    def have_same_input(self, one: Call, other: Call) -> bool:
        """Whether two calls were made with the same arguments, as they are printed."""
        for call in (one, other):
            if id(call) not in self._texts:  # an array is printed in milliseconds
                self._texts[id(call)] = str(call.args)
        return self._texts[id(one)] == self._texts[id(other)]

    def by_name(self, call: Call) -> dict[str, Any]:
        """The arguments of a call by name."""
        return self._signature.bind(*call.args).arguments

    def as_written(self, call: Call) -> str:
        """A call as one would write it."""
        return as_written(self._exercise.name, self.by_name(call))

    def _fresh(self, inputs: Inputs, repeat: int) -> Call:
        rng = np.random.default_rng([self._answer.seed, self._number(inputs), repeat])
        args = self.with_decoys(inputs)(rng)
        expected = self.reference(*copies(args))
        got = self.fatal or self._got(args)
        if isinstance(got, StudentError | Drawing):
            return Call(args, got, expected)
        return Call(args, got, expected, reading(got, expected, args))

    def _got(self, args: tuple) -> Any:
        as_figure = self._exercise.draws_figure
        try:
            got = self._answer.call(*copies(args), as_figure=as_figure)
        except StudentError as error:
            if error.fatal:
                self.fatal = error
            return error
        return drawing(got) if as_figure else got

    def _number(self, inputs: Inputs) -> int:
        """A number for these inputs that stays the same when other exercises change."""
        checks = self._exercise.checks
        used = [each for c in checks for each in (c.inputs, c.control_inputs) if each]
        at = list(dict.fromkeys(used)).index(inputs)
        return zlib.crc32(f"{self._exercise.name} {at}".encode())

    @functools.cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self._exercise.reference)


def copies(args: tuple) -> tuple:
    """Arguments for a function that may change them."""
    return tuple(arg.copy() if isinstance(arg, _COPIED) else arg for arg in args)

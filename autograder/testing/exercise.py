"""The vocabulary of a hidden test: checks, misconceptions, exercises, assignments."""

import inspect
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.inside.wire import Figure
from autograder.testing.answers import Answer, LocalAnswer, StudentError
from autograder.testing.figures import shown
from autograder.testing.verdict import CheckResult, Problem, Verdict

Inputs = Callable[[np.random.Generator], tuple]
Comparison = Callable[[Any, Any, Mapping[str, Any]], Problem | None]

_COPIED = (np.ndarray, list, dict)
_MOST_WRITTEN = 6
_HINTS = {
    "converted to Python scalars": "Functions of `math` take one number; numpy's take arrays, too.",
    "truth value of an array": "An `if` can ask about one number, not about a whole array.",
    "not subscriptable": "Square brackets pick one of several values; here is one only.",
    "math range error": "A number has run off to infinity: is the sign of a rate of change wrong?",
    "'NoneType'": "None is what a function without a `return` line gives.",
}


@dataclass(frozen=True)
class Check:
    """One thing to find out about an answer.

    Attributes
    ----------
    title
        What is checked, as the student reads it.
    inputs
        Draws the arguments of one call. Checks that share the function share the call.
    compare
        Compares the student's value with the expected one, given the arguments by name.
    weight
        Its share of the exercise's points.
    repeats
        How many times inputs are drawn; all must be right.
    unlike
        Draws arguments whose value is another one. For expected values that a constant would hit
        (nan, 0, nothing): an answer that gives the same there earns nothing.
    """

    title: str
    inputs: Inputs
    compare: Comparison
    weight: float = 1.0
    repeats: int = 2
    control_inputs: Inputs | None = None


@dataclass(frozen=True)
class Misconception:
    """A known mistake.

    Attributes
    ----------
    wrong
        What it computes: the exercise's signature, only numpy and the course's own names inside.
        For a figure, it draws with pyplot as a student would, or returns what would be shown.
    hint
        A sentence that helps.
    matches
        Compares the student's value with the wrong one instead of the check's own comparison, where
        the mistake leaves something to chance.
    """

    wrong: Callable
    hint: str
    matches: Comparison | None = None


def mistakes_of(
    module: ModuleType, exercise: str, matches: Comparison | None = None, /, **of_some: Comparison
) -> tuple[Misconception, ...]:
    """Mistakes written as functions ``<exercise>__<mistake>``, their docstrings what to say.

    Parameters
    ----------
    module
        Where they stand.
    exercise
        The exercise's name.
    matches
        See `Misconception`.
    **of_some
        The same for some of the mistakes, by the part of the name behind ``__``.
    """
    return tuple(
        Misconception(
            function,
            " ".join(function.__doc__.split()),
            of_some.get(name.removeprefix(f"{exercise}__"), matches),
        )
        for name, function in vars(module).items()
        if name.startswith(f"{exercise}__")
    )


@dataclass(frozen=True)
class Exercise:
    """A function that students write.

    Attributes
    ----------
    name
        The function's name.
    reference
        Computes the expected value from the same arguments; for a figure, what it should show.
    points
        What the exercise is worth.
    checks
        What is checked.
    misconceptions
        Known mistakes; the first that computes what the student's function computed is named.
    uses
        Reference functions of earlier exercises that this one calls. Where the student has one
        wrong, the reference stands in for it.
    optional
        Whether the points are a bonus.
    draws_figure
        Whether the answer is a figure.
    """

    name: str
    reference: Callable
    points: float
    checks: tuple[Check, ...]
    misconceptions: tuple[Misconception, ...] = ()
    uses: tuple[Callable, ...] = ()
    optional: bool = False
    draws_figure: bool = False

    def grade(self, answer: Answer) -> Verdict:
        """Run every check on a student's answer."""
        stand_ins = {
            function.__name__: function
            for function in self.uses
            if function.__name__ not in answer.solved
        }
        trial = _Trial(self, answer, stand_ins)
        verdict = Verdict(
            exercise=self.name,
            max_points=self.points,
            checks=tuple(
                CheckResult(check.title, check.weight, trial.problem(check))
                for check in self.checks
            ),
            notes=_notes(stand_ins if trial.has_values else ()),
        )
        if verdict.right:
            if not stand_ins:  # else it is right only together with them
                answer.solved.add(self.name)
            return verdict
        return Verdict(
            verdict.exercise,
            verdict.max_points,
            verdict.checks,
            trial.misconception(),
            verdict.notes,
        )


def _notes(stand_ins: Iterable[str]) -> tuple[str, ...]:
    if not stand_ins:
        return ()
    *most, last = stand_ins
    names = f"{', '.join(most)} and {last}" if most else last
    return (
        f"Your {names} did not pass, or not without help, so this exercise was tested together "
        "with a correct one: an earlier mistake costs nothing here.",
    )


@dataclass
class _Trial:
    """One exercise and one answer: remembers every call, so that none is made twice."""

    exercise: Exercise
    answer: Answer
    stand_ins: Mapping[str, Callable]
    _calls: dict[tuple[Inputs, int], tuple[tuple, Any, Any]] = field(default_factory=dict)
    _seen: list[tuple[Check, tuple, Any]] = field(default_factory=list)
    _any_wrong: bool = False
    _fatal: StudentError | None = None

    @property
    def has_values(self) -> bool:
        """Whether any call has returned a value."""
        return any(not isinstance(got, StudentError) for _, got, _ in self._calls.values())

    def problem(self, check: Check) -> Problem | None:
        for draw in range(check.repeats):
            args, got, expected = self._call(check.inputs, draw)
            called = as_written(self.exercise.name, self._named(args))
            if isinstance(got, StudentError):
                return Problem(_explain(self.exercise.name, got), called=called)
            problem = self._compare(check, args, got, expected) or self._same(check, draw, expected)
            if not getattr(check.compare, "is_style", False):
                self._seen.append((check, args, got))
                self._any_wrong |= problem is not None
            if problem:
                return replace(problem, called=problem.called or called)
        return None

    def _compare(self, check: Check, args: tuple, got: Any, expected: Any) -> Problem | None:
        try:
            return check.compare(got, expected, self._named(args))
        except Exception:  # an answer may be malformed in any way
            return Problem("What it returned is not in the form that its description asks for.")

    def _same(self, check: Check, draw: int, expected: Any) -> Problem | None:
        """What is wrong if the answer to quite another question is the same."""
        if not check.control_inputs:
            return None
        args, got, _ = self._call(check.control_inputs, draw)
        if isinstance(got, StudentError):
            called = as_written(self.exercise.name, self._named(args))
            return Problem(_explain(self.exercise.name, got), called=called)
        if self._compare(check, args, got, expected) and not _is_constant(got):
            return None
        return Problem("It gives the same for other inputs, too, or nothing that depends on them.")

    def misconception(self) -> str | None:
        """The first known mistake that computes the same values as the student's function."""
        if not self._any_wrong:
            return None
        for known in self.exercise.misconceptions:
            values: dict[int, Any] = {}
            if all(self._agrees(known, values, *seen) for seen in self._seen):
                return known.hint
        return None

    def _agrees(
        self, known: Misconception, values: dict[int, Any], check: Check, args: tuple, got: Any
    ) -> bool:
        if self.exercise.draws_figure and not isinstance(got, Figure):
            return False
        try:
            if id(args) not in values:
                with np.errstate(all="ignore"):
                    value = known.wrong(*_copies(args))
                values[id(args)] = shown(value) if self.exercise.draws_figure else value
            compare = known.matches or check.compare
            return compare(got, values[id(args)], self._named(args)) is None
        except Exception:
            return False

    def _call(self, inputs: Inputs, draw: int) -> tuple[tuple, Any, Any]:
        if (inputs, draw) not in self._calls:
            self._calls[inputs, draw] = self._fresh_call(inputs, draw)
        return self._calls[inputs, draw]

    def _fresh_call(self, inputs: Inputs, draw: int) -> tuple[tuple, Any, Any]:
        rng = np.random.default_rng([self.answer.seed, self._number(inputs), draw])
        args = inputs(rng)
        expected = self.exercise.reference(*_copies(args))
        if self._fatal:
            return args, self._fatal, expected
        try:
            got = self.answer.call(
                *_copies(args), stand_ins=self.stand_ins, as_figure=self.exercise.draws_figure
            )
        except StudentError as error:
            got = error
            if error.fatal:
                self._fatal = error
        return args, got, expected

    def _number(self, inputs: Inputs) -> int:
        """A number for these inputs that stays the same when other exercises change."""
        checks = self.exercise.checks
        unique = list(
            dict.fromkeys(draw for c in checks for draw in (c.inputs, c.control_inputs) if draw)
        )
        return zlib.crc32(f"{self.exercise.name} {unique.index(inputs)}".encode())

    def _named(self, args: tuple) -> dict[str, Any]:
        return inspect.signature(self.exercise.reference).bind(*args).arguments


def _is_constant(value: Any) -> bool:
    """Whether a value is an array of one number over and over, or not finite; or no word."""
    if isinstance(value, str):
        return not value
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return True
    return not np.isfinite(array).all() or (array.size > 1 and np.ptp(array) == 0)


def as_written(name: str, arguments: Mapping[str, Any]) -> str:
    """A call as one would write it, its numbers rounded and long arrays left out."""
    return f"{name}({', '.join(f'{key}={_short(value)}' for key, value in arguments.items())})"


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_short(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple | np.ndarray):
        if len(value) > _MOST_WRITTEN:
            return f"<{len(value)} values>"
        return f"[{', '.join(map(_short, value))}]"
    if callable(value):
        return value.__name__
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _copies(args: tuple) -> tuple:
    return tuple(arg.copy() if isinstance(arg, _COPIED) else arg for arg in args)


def _explain(name: str, error: StudentError) -> str:
    where = f" — in the line  {error.line.strip()}" if error.line else ""
    if error.fatal:
        return str(error)
    if error.name == "NotImplementedError":
        return f"{name} is not written yet."
    if error.name == "NameError" and str(error) == f"{name} is not defined":
        return f"{name} is not defined: is the cell that defines it there, and does it run?"
    hint = next((f" {hint}" for part, hint in _HINTS.items() if part in str(error)), "")
    return f"It raised {error.name}: {error}{where}.{hint}"


class Assignment:
    """The exercises of one notebook.

    Parameters
    ----------
    *exercises
        What students write as code.
    questions
        Names of the questions that they answer in words. They are not graded here; ``autograder
        check`` notices with them that one is missing in the notebook.
    """

    def __init__(self, *exercises: Exercise, questions: Iterable[str] = ()) -> None:
        self.exercises = {exercise.name: exercise for exercise in exercises}
        self.questions = tuple(questions)
        self._solved_here: set[str] = set()

    def grade(self, name: str, answer: Answer | Callable) -> Verdict:
        """Grade one exercise.

        Parameters
        ----------
        name
            The exercise's name.
        answer
            A student's answer; or the function itself, in an instructor's notebook.
        """
        if not isinstance(answer, Answer):
            answer = LocalAnswer(answer, name, solved=self._solved_here)
        answer.solved.discard(name)
        return self.exercises[name].grade(answer)

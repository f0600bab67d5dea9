"""What is known of the answers to an assignment: which are right, half right or wrong, and why.

A table an assignment is in ``<assignment>_answers.py``; `test_every_exercise` tries the hidden
tests on all of them.
"""

import functools
import importlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
from answer_kit import grade_all, grade_one, helpers_of, namespace, source, submission

from autograder.testing.answers import LocalAnswer
from autograder.testing.exercise import Assignment, Exercise, Misconception
from autograder.testing.verdict import Verdict
from autograder.testing.wording import ONE_NUMBER

ASSIGNMENTS = ("ode", "lif", "ode_review", "nonlinear_if", "adaptation", "hodgkin_huxley")


@functools.cache
def model(assignment: str) -> dict[str, Any]:
    """Globals of the instructor's notebook."""
    return namespace(source(assignment))


@dataclass(frozen=True, eq=False)
class KnownAnswers:
    """Answers to an assignment, and what they deserve.

    Attributes
    ----------
    name
        The assignment.
    half_right
        The exercise, what makes the answer from the exercise's name, and its points.
    half_right_seeds
        Of two seeds those for which no half-right answer is right by chance.
    points
        Of each sample student the points of each exercise.
    named
        Of each sample student the known mistakes, by exercise.
    helped
        Of each sample student the beginning of other causes that are named, by exercise.
    perfect
        The sample students whose answers are right.
    shown
        Exercises whose verdicts on known mistakes are drawn, too.
    varied
        A sample student whose verdicts are others for another seed.
    assignment
        The exercises, if not those of the course as they are.
    crashes
        Cells of sample students that would end this process.
    unchecked
        Visible checks that are not run, as they take their time.
    patience
        Seconds after which a call is stopped; of one student, if it is other than the rest's.
    most_seconds
        CPU time in which the hidden tests are done with a student's right answers.
    as_student
        What a student writes who makes a known mistake, where it is not the mistake itself.
    cell
        The globals that a student's cell finds, if not those of the instructor's notebook.
    slow
        Exercises whose known mistakes are not run on the instructor's own, slower functions.
    quick
        Makes right answers that are quicker than the notebook's.
    from_nowhere
        Further answers that have nothing to do with the question, by exercise.
    may_be_named
        Words of the one hint that an answer without a name of its own may get.
    common_inputs
        A pattern of the inputs that two seeds may have in common.
    """

    name: str
    half_right: Sequence[tuple[str, Callable[[str], Callable], float]]
    points: Mapping[str, Mapping[str, float]]
    named: Mapping[str, Mapping[str, str]]
    perfect: Sequence[str]
    shown: Sequence[str]
    varied: str
    helped: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    half_right_seeds: tuple[int, ...] = (0, 1)
    assignment: Assignment | None = None
    crashes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    patience: Mapping[str | None, float] = field(default_factory=lambda: {None: 1.0})
    most_seconds: float = 4.0
    as_student: Callable[[Exercise, Misconception], Callable | None] = lambda _exercise, _known: (
        None
    )
    cell: Callable[[], Mapping[str, Any]] | None = None
    slow: tuple[str, ...] = ()
    quick: Callable[[str], Callable] | None = None
    from_nowhere: Mapping[str, Mapping[str, Callable]] = field(default_factory=dict)
    may_be_named: str | None = None
    common_inputs: str = "nothing"

    @functools.cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """The exercises by name."""
        return self._assignment.exercises

    @functools.cached_property
    def course(self) -> Assignment:
        """The assignment of the course."""
        return importlib.import_module(f"autograde_tests.{self.name}").assignment

    @property
    def _assignment(self) -> Assignment:
        return self.assignment or self.course

    @functools.cached_property
    def mistakes(self) -> ModuleType:
        """The known mistakes, as they are written."""
        return importlib.import_module(f"autograde_tests.{self.name}.mistakes")

    @property
    def figures(self) -> list[str]:
        """The exercises that are figures."""
        return [name for name, exercise in self.exercises.items() if exercise.draws_figure]

    def right(self, name: str) -> Callable:
        """The instructor's function."""
        return model(self.name)[name]

    def quickly(self, name: str) -> Callable:
        """A right answer that takes little time."""
        return self.quick(name) if self.quick else self.right(name)

    def hint(self, exercise: str, mistake: str) -> str:
        """What is said of a known mistake, or of the same number for every input."""
        if mistake == "one_number":
            return ONE_NUMBER
        return " ".join(vars(self.mistakes)[f"{exercise}__{mistake}"].__doc__.split())

    def is_misnamed(self, verdict: Verdict) -> bool:
        """Whether an answer that is no known mistake goes by the name of one."""
        hint = verdict.misconception
        known = {one.hint for one in self.exercises[verdict.exercise].misconceptions}
        return hint in known and (self.may_be_named is None or self.may_be_named not in hint)

    def of(self, student: str, *, checks: bool = False) -> dict[str, Any]:
        """Globals of a sample student's notebook, whatever it does to numpy and to its grader."""
        leave_out = self.crashes.get(student, ()) + self.unchecked
        kept = {name: getattr(np, name) for name in ("isclose", "allclose", "array_equal")}
        try:
            return namespace(submission(self.name, student), leave_out=leave_out, checks=checks)
        finally:
            for name, function in kept.items():
                setattr(np, name, function)

    def graded(self, names: Mapping[str, Any], seed: int, student: str | None = None) -> dict:
        """The verdicts on all functions of a namespace."""
        patience = self.patience.get(student, self.patience[None])
        return grade_all(self._assignment, names, seed, patience)

    # Wrong answers

    def on_mistake(self, exercise: Exercise, known: Misconception, seed: int) -> Verdict:
        """The verdict on a known mistake as it is written down."""
        return grade_one(exercise, self.as_student(exercise, known) or known.wrong, seed)

    def on_mistake_in_a_cell(self, exercise: Exercise, known: Misconception, seed: int) -> Verdict:
        """The verdict on a known mistake that stands in a student's cell, if it can."""
        if exercise.name in self.slow or self.as_student(exercise, known):
            return self.on_mistake(exercise, known, seed)
        names = dict(self._cell)
        return grade_one(exercise, _in_a_cell(known, names), seed)

    def on_mistake_with_decoys(
        self, exercise: Exercise, known: Misconception, seed: int
    ) -> Verdict | None:
        """The verdict on a known mistake with decoys of all earlier answers that it calls."""
        answer = _in_a_cell(known, self._notebook)
        return self.course.grade_with_decoys(
            exercise.name, LocalAnswer(answer, exercise.name, seed)
        )

    @functools.cached_property
    def _notebook(self) -> dict[str, Any]:
        """The instructor's notebook once more, with helpers of the mistakes."""
        names = namespace(source(self.name))
        exec(helpers_of(self.mistakes), names)
        return names

    @functools.cached_property
    def _cell(self) -> dict[str, Any]:
        """What a student's cell finds: the notebook's globals, and helpers of the mistakes."""
        names = dict(model(self.name))
        exec(helpers_of(self.mistakes), names)
        return names | dict(self.cell() if self.cell else {})

    def on_half_right(self, exercise: str, seed: int) -> list[tuple[int, float, Verdict]]:
        """Of each half-right answer to an exercise its number, its points, and the verdict."""
        seed = seed if seed in self.half_right_seeds else 0
        return [
            (at, points, grade_one(self.exercises[exercise], make(exercise), seed))
            for at, (name, make, points) in enumerate(self.half_right)
            if name == exercise
        ]


def _in_a_cell(known: Misconception, names: dict[str, Any]) -> Callable:
    """A known mistake as if a cell had defined it."""
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    return names["answer"]

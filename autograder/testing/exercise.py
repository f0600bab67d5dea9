"""The vocabulary of a hidden test: checks, misconceptions, exercises, assignments."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.inside.values import Code
from autograder.testing.answers import Answer, LocalAnswer
from autograder.testing.decoys import Decoys, Rebinding
from autograder.testing.judge import Judge
from autograder.testing.verdict import Problem, Verdict

Inputs = Callable[[np.random.Generator], tuple]
Comparison = Callable[[Any, Any, Mapping[str, Any]], Problem | None]


@dataclass(frozen=True)
class Check:
    """One thing to find out about a student's function.

    Attributes
    ----------
    title
        What is checked, as the student reads it.
    inputs
        Function of a random generator that returns the arguments of one call, as a tuple. Checks
        with the same function share the call.
    compare
        Function of the student's value, the expected value and the arguments by name, which returns
        a `Problem`, or None if the value is right.
    weight
        Its share of the exercise's points.
    repeats
        The number of calls, each with new inputs; all must be right.
    control_inputs
        Inputs with a different expected value; an answer that is the same for both earns nothing.
        Needed where the expected value is one that a constant would hit: nan, 0, an empty array.
    is_random
        Whether a right answer gives another value each time: noise is asked for, and no seed given.
    """

    title: str
    inputs: Inputs
    compare: Comparison
    weight: float = 1.0
    repeats: int = 2
    control_inputs: Inputs | None = None
    is_random: bool = False


@dataclass(frozen=True)
class Misconception:
    """A known mistake.

    It is named where the student's function gives what `wrong` gives, on all inputs of all checks
    that are about values, and on at least two different inputs if the check that failed has them.

    Attributes
    ----------
    wrong
        The mistaken function, with the exercise's signature. It uses only numpy and the names that
        students have. For a figure, it draws with pyplot as a student would, or returns the curves
        that would be shown.
    hint
        A sentence that helps.
    matches
        Compares the student's value with the wrong one, in place of the check's own comparison: for
        mistakes that leave something to chance.
    """

    wrong: Callable
    hint: str
    matches: Comparison | None = None


def mistakes_of(
    module: ModuleType, exercise: str, matches: Comparison | None = None, /, **of_some: Comparison
) -> tuple[Misconception, ...]:
    """Collect the known mistakes that are written as functions ``<exercise>__<mistake>``.

    Parameters
    ----------
    module
        Where the functions are. Their docstrings are the hints.
    exercise
        The exercise's name.
    matches
        How to compare with them; see `Misconception`.
    **of_some
        Other comparisons for some of the mistakes, by the part of the name after ``__``.
    """
    return tuple(
        Misconception(
            function,
            " ".join((function.__doc__ or "").split()),
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
        Computes the expected value from the same arguments; for a figure, the expected curves.
    points
        What the exercise is worth.
    checks
        What is checked.
    misconceptions
        Known mistakes, of which the first that fits is named.
    from_parts
        The reference as it is built from earlier exercises, which it calls by name. Needed where
        `reference` does not call them, for the answer is also tried with decoys in their place. If
        it has the exercise's name, later exercises may be built from it, too. Where there are
        several known ways to build it, a tuple of them: with decoys each may come to another value,
        and an answer is right that agrees with one of them in all checks.
    is_formula
        Whether the reference is a formula, which takes no time, whatever its arguments are. Then it
        is also seen if an answer would be right for other arguments: one of them is misread.
    optional
        Whether the points are a bonus.
    draws_figure
        Whether the function draws a figure.
    """

    name: str
    reference: Callable
    points: float
    checks: tuple[Check, ...]
    misconceptions: tuple[Misconception, ...] = ()
    from_parts: Callable | tuple[Callable, ...] | None = None
    is_formula: bool = False
    optional: bool = False
    draws_figure: bool = False

    @property
    def ways(self) -> tuple[Callable, ...]:
        """Each known way to build it from earlier exercises, the usual one first."""
        if isinstance(self.from_parts, tuple):
            return self.from_parts
        return (self.from_parts or self.reference,)

    def grade(self, answer: Answer) -> Verdict:
        """Run every check on a student's answer, as it stands."""
        return Judge(self, answer).verdict()

    def edge_cases(self) -> list[Check]:
        """Checks of edge cases: those with control inputs, beside others that have none."""
        edges = [check for check in self.checks if check.control_inputs]
        return edges if len(edges) < len(self.checks) else []


class Assignment:
    """The exercises of one notebook.

    Parameters
    ----------
    *exercises
        What students write as code.
    questions
        Names of the questions that they answer in words. They are not graded here; ``autograder
        check`` notices with them that one is missing in the notebook.
    decoys
        A module of functions that stand in for earlier answers; see `autograder.testing.decoys`.
    equivalents
        By exercise, changes of its solution that are right as well, in the words of ``autograder
        mutate``, each with the reason why. What comes after the arrow is enough.
    """

    def __init__(
        self,
        *exercises: Exercise,
        questions: Iterable[str] = (),
        decoys: ModuleType | None = None,
        equivalents: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.exercises = {exercise.name: exercise for exercise in exercises}
        self.questions = tuple(questions)
        self.decoys = Decoys(decoys) if decoys else None
        self.equivalents = equivalents or {}
        self._solved_here: set[str] = set()

    def grade(self, name: str, answer: Answer | Callable) -> Verdict:
        """Grade one exercise: as it stands and, if it is not right, with decoys of earlier ones.

        Parameters
        ----------
        name
            The exercise's name.
        answer
            A student's answer; or the function itself, in an instructor's notebook.

        Returns
        -------
        Verdict
            The better one.
        """
        if not isinstance(answer, Answer):
            answer = LocalAnswer(answer, name, solved=self._solved_here)
        answer.solved.discard(name)
        judge = Judge(self.exercises[name], answer)
        # What calls an endless function would use up its own time, too.
        calls_endless = bool(answer.endless and answer.reads(answer.endless))
        with_decoys = None
        if calls_endless or not judge.is_right():
            with_decoys = self.grade_with_decoys(name, answer, judge)
        verdict = with_decoys or judge.verdict()
        if verdict.right and not with_decoys:
            answer.solved.add(name)
        if judge.is_endless():
            answer.endless.add(name)
        return verdict

    def grade_with_decoys(
        self, name: str, answer: Answer, as_it_stands: Judge | None = None
    ) -> Verdict | None:
        """Grade one exercise with decoys in place of all earlier ones that its cell reads.

        Parameters
        ----------
        name
            The exercise's name.
        answer
            The answer.
        as_it_stands
            Who judges it without decoys, if only a better verdict is wanted.

        Returns
        -------
        Verdict or None
            None where the answer calls no decoy, or where `as_it_stands` is better. Of two that
            are equal, that with decoys is better if an earlier answer is wrong.
        """
        lent = self._lent(name, answer)
        help_needed = not lent.keys() <= answer.solved
        if not lent or (as_it_stands and as_it_stands.is_endless() and not help_needed):
            return None
        here = {name: code.function for name, code in lent.items()}
        rebinding = Rebinding(here, self._built())
        failed = as_it_stands.unnamed().failed if as_it_stands and not help_needed else ()
        verdict = None
        # What builds on decoys may go beyond all numbers, which is nothing to warn a TA of.
        with answer.decoys(lent) as called, np.errstate(all="ignore"):
            for way in self.exercises[name].ways:
                judge = Judge(self.exercises[name], answer, rebinding, way)
                try:
                    if not as_it_stands or help_needed or judge.passes_one_of(failed):
                        verdict = max(filter(None, (verdict, judge.verdict())), key=_points)
                except Exception:  # of ours, for a set of decoys that the author did not think of
                    if not as_it_stands:
                        raise
                if verdict and verdict.right:
                    break
        if not verdict or not called:
            return None
        if as_it_stands and not verdict.right:
            least = as_it_stands.unnamed().points
            if (verdict.points, help_needed) <= (least, False):
                return None
        return replace(verdict, notes=_notes([one for one in self.exercises if one in called]))

    def _built(self) -> dict[str, tuple[Callable, Callable]]:
        return {
            one.name: (one.ways[0], one.reference)
            for one in self.exercises.values()
            if one.from_parts and one.ways[0].__name__ == one.name
        }

    def _lent(self, name: str, answer: Answer) -> dict[str, Code]:
        if not self.decoys:
            return {}
        earlier = itertools.takewhile(lambda one: one != name, self.exercises)
        return self.decoys.drawn(answer.seed, answer.reads(self.decoys.names.intersection(earlier)))


def _points(verdict: Verdict) -> float:
    return verdict.points


def _notes(names: Sequence[str]) -> tuple[str, ...]:
    *most, last = names
    listed = f"{', '.join(most)} and {last}" if most else last
    return (
        f"Tested together with stand-ins for your {listed}: an earlier mistake costs nothing here. "
        "A stand-in is another function of the same form, so the expected values differ as well.",
    )

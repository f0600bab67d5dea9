"""The cheapest wrong answers: who does none of the work passes no check but those listed."""

import copy
import inspect
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from answer_kit import visible_checks
from cheap_answers import Cheap, Sight, cheap_answers, function_of
from known_answers import model
from quick_exercises import quick
from test_every_exercise import ANSWERS
from without_work import FAIR, of_form, passed

from autograder.sandbox.inside.calls import failure
from autograder.sandbox.reasons import raised
from autograder.testing.answers import Answer, LocalAnswer
from autograder.testing.exercise import Assignment, Exercise
from autograder.testing.judge import Judge
from autograder.testing.verdict import Problem, Verdict

SEED = 5
SMALL_SHARE = 1 / 3  # of an exercise's points, for the best of all answers without work
MOST_FORM = 1 / 2  # of a figure's points, for labels, legend and what is returned
BY_DEFAULT = 20  # answers of each kind
SLOWEST = ("fit_LIF_to_HH", "rheobase_HH")
FEW, MANY = 2, 50  # of each kind of those that take their time: figures, and what calls others


class _Direct(Answer):
    """A function in this process, called as it is: of thousands of answers none is hostile."""

    def __init__(self, function, name):
        self._function, self.name, self.seed, self.solved = function, name, SEED, set()

    def call(self, *args, as_figure=False, **kwargs):
        try:
            return self._function(*args, **kwargs)
        except Exception as error:
            raise raised(self.name, failure(error, {})) from None


class Search:
    """All answers without work to one exercise, and what they get."""

    def __init__(self, assignment: str, exercise: Exercise, course: Assignment) -> None:
        self.exercise = exercise
        self._quick = quick(exercise)
        self._names = model(assignment)
        self._course = Assignment(
            *(replace(one, misconceptions=()) for one in course.exercises.values())
        )
        self._course.decoys = course.decoys
        right = self._names[exercise.name]
        args = exercise.checks[0].inputs(np.random.default_rng(3))
        before = list(course.exercises)[: list(course.exercises).index(exercise.name)]
        self._parameters = str(inspect.signature(right))
        self._sight = Sight(
            arguments=inspect.signature(exercise.reference).bind(*args).arguments,
            expected=exercise.reference(*copy.deepcopy(args)),
            docstring=right.__doc__ or "",
            checks=visible_checks(assignment, exercise.name),
            earlier={
                name: list(inspect.signature(course.exercises[name].reference).parameters)
                for name in before
                if not course.exercises[name].draws_figure
            },
            is_figure=exercise.draws_figure,
        )

    def answers(self, most: int | None = None) -> Iterator[Cheap]:
        """All of them, or so many of each kind, drawn."""
        kinds: dict[str, list[Cheap]] = {}
        for one in cheap_answers(self._sight):
            kinds.setdefault(one.kind, []).append(one)
        for kind, some in kinds.items():
            order = np.random.default_rng(SEED).permutation(len(some))
            slow = self.exercise.draws_figure or kind == "lent"
            count = most if not slow else FEW if most else MANY
            yield from (some[at] for at in order[:count])

    def verdict(self, cheap: Cheap) -> Verdict:
        """What one of them gets."""
        name = self.exercise.name
        function = function_of(cheap, name, self._parameters, dict(self._names))
        with np.errstate(all="ignore"):
            if cheap.kind == "lent":
                answer = LocalAnswer(function, name, SEED)
                judge = Judge(self._quick, answer)
                return self._course.grade_with_decoys(name, answer, judge) or judge.unnamed()
            if self.exercise.draws_figure:
                return self._quick.grade(LocalAnswer(function, name, SEED))
            return self._quick.grade(_Direct(function, name))


def some_and_all():
    """Of each exercise the search in some of the answers and, thoroughly, in all."""
    for answers, name in [(one, name) for one in ANSWERS for name in one.exercises]:
        for which, most in (("some", BY_DEFAULT), ("all", None)):
            thorough = most is None or name in SLOWEST
            marks = pytest.mark.thorough if thorough else ()
            which_of = f"{answers.name}-{name}-{which}"
            yield pytest.param(answers, name, most, id=which_of, marks=marks)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("answers", "name", "most"), list(some_and_all()))
def test_an_answer_without_work_passes_no_check_but_those_that_are_listed(answers, name, most):
    search = Search(answers.name, answers.course.exercises[name], answers.course)
    fair = FAIR.get(name, {})
    allowed = fair.keys() | of_form(search.exercise)
    verdicts = [(cheap, search.verdict(cheap)) for cheap in search.answers(most)]
    assert {
        title: cheap.body for cheap, verdict in verdicts for title in passed(verdict) - allowed
    } == {}
    best, verdict = max(verdicts, key=lambda one: one[1].points)
    share = verdict.points / search.exercise.points
    assert share <= (MOST_FORM if search.exercise.draws_figure else SMALL_SHARE) or (
        passed(verdict) <= fair.keys()
    ), best.body
    if most is None:
        found = {title for _, verdict in verdicts for title in passed(verdict)}
        assert fair.keys() <= found, "listed, and passed by none"


def test_the_search_finds_a_check_whose_extent_the_student_chooses():
    exercise = next(answers for answers in ANSWERS if answers.name == "ode").exercises["x_constant"]

    def as_far_as_it_goes(got, expected, arguments):
        got = np.atleast_1d(got)
        return None if np.allclose(got, expected[: len(got)]) else Problem("Another value.")

    weak = replace(exercise.checks[1], compare=as_far_as_it_goes)
    search = Search("ode", replace(exercise, checks=(weak,)), Assignment(exercise))
    assert any(search.verdict(cheap).right for cheap in search.answers())

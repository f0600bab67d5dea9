"""What is lent in place of earlier answers holds no answer to the exercise that it is lent for."""

import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from types import FunctionType

import numpy as np
import pytest
from known_answers import ASSIGNMENTS
from without_work import FAIR, passed

from autograder.sandbox.inside.calls import failure
from autograder.sandbox.inside.values import Code
from autograder.sandbox.reasons import raised
from autograder.testing.answers import Answer
from autograder.testing.decoys import Rebinding
from autograder.testing.exercise import Assignment, Exercise
from autograder.testing.judge import Judge

SEED = 5
COURSES = {one: import_module(f"autograde_tests.{one}").assignment for one in ASSIGNMENTS}
SLOWEST = ("kick_threshold_HH", "refractory_period_HH", "fit_LIF_to_HH")
Lent = dict[str, Code]


class Direct(Answer):
    """A function in this process, called as it is."""

    def __init__(self, function: Callable, name: str, seed: int = SEED) -> None:
        self._function, self.name, self.seed, self.solved = function, name, seed, set()

    def call(self, *args, as_figure=False, **kwargs):
        try:
            return self._function(*args, **kwargs)
        except Exception as error:
            raise raised(self.name, failure(error, {})) from None


def earlier_decoys(course: Assignment, name: str) -> list[str]:
    before = itertools.takewhile(lambda one: one != name, course.exercises)
    return sorted(course.decoys.names.intersection(before))


def one_or_all(names: list[str]) -> list[tuple[str, ...]]:
    return sorted({(one,) for one in names} | {tuple(names)})


def passed_with(course: Assignment, exercise: Exercise, lent: Lent, answer: Answer) -> set[str]:
    """The checks that an answer passes with some decoys, but for those that take no work."""
    rebinding = Rebinding(lent, course._built())
    quick = replace(exercise, misconceptions=())
    return passed(Judge(quick, answer, rebinding).unnamed()) - FAIR.get(exercise.name, {}).keys()


# Functions in reach


def in_reach(lent: Lent) -> Iterator[tuple[str, Callable]]:
    """All functions that come with what is lent."""
    found = {}
    for code in lent.values():
        found |= code.function.__globals__
    return ((name, value) for name, value in found.items() if type(value) is FunctionType)


def as_answers(helper: Callable, parameters: list[str]) -> Iterator[Callable]:
    """Call it with the first arguments of the exercise, and with those of the same names."""
    asked = [
        one.name
        for one in inspect.signature(helper).parameters.values()
        if one.kind is one.POSITIONAL_OR_KEYWORD
    ]
    yield lambda *args: helper(*args[: len(asked)])
    if set(asked) < set(parameters) and asked != parameters[: len(asked)]:
        at = [parameters.index(name) for name in asked]
        yield lambda *args: helper(*(args[one] for one in at))


def runs_at_all(answer: Callable, inputs: list[tuple]) -> bool:
    for args in inputs:
        try:
            answer(*args)
        except Exception:
            continue
        return True
    return False


def rows() -> Iterator:
    for course_name, course in COURSES.items():
        for name, exercise in course.exercises.items():
            if earlier_decoys(course, name) and not exercise.draws_figure:
                marks = pytest.mark.thorough if name in SLOWEST else ()
                yield pytest.param(course_name, name, id=f"{course_name}-{name}", marks=marks)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("course_name", "name"), list(rows()))
def test_no_function_that_comes_with_what_is_lent_is_an_answer(course_name, name):
    """Whether one decoy is lent or all of them."""
    course = COURSES[course_name]
    exercise = course.exercises[name]
    names = earlier_decoys(course, name)
    parameters = list(inspect.signature(exercise.reference).parameters)
    every = {one.inputs for one in exercise.checks}
    inputs = [one(np.random.default_rng(SEED)) for one in every]
    found = {}
    for some in one_or_all(names):
        lent = course.decoys.drawn(SEED, some)
        for helper, function in in_reach(lent):
            for answer in as_answers(function, parameters):
                if runs_at_all(answer, inputs):
                    free = passed_with(course, exercise, lent, Direct(answer, name))
                    found |= {(some, helper): free} if free else {}
    assert found == {}


# Inputs that suit what is lent


def regular_train(exercise: Exercise, climb: int) -> Callable:
    """Spikes as soon as there is a current, one after each hold and so many steps."""
    signature = inspect.signature(exercise.reference)

    def answer(*args):
        given = signature.bind(*args).arguments
        params = given["params"]
        n, hold = round(params["T"] / params["dt"]), round(params["tref"] / params["dt"])
        on = np.flatnonzero(np.broadcast_to(given["I_inj"], n) > 0)
        V = np.full(n, params["V_reset"])
        V[0] = params["V_0"]
        spikes = list(range(on[0] + 1, min(on[-1] + 2, n), hold + climb))
        states = [V, 0 * V][: 2 if "a" in params else 1]
        return *states, np.arange(n) * params["dt"], spikes

    return answer


SIMULATORS = [
    ("lif", "simulate_LIF"),
    ("nonlinear_if", "simulate_EIF"),
    ("nonlinear_if", "simulate_QIF"),
    ("adaptation", "simulate_aLIF"),
    ("adaptation", "simulate_AdEx"),
    ("adaptation", "simulate_Izhikevich"),
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("course_name", "name"), SIMULATORS)
@pytest.mark.parametrize("climb", [2, 16])
def test_whatever_is_lent_a_neuron_has_to_climb_to_its_threshold(course_name, name, climb):
    """The current belongs to the membrane, not to another stand-in that somebody names."""
    course = COURSES[course_name]
    exercise = course.exercises[name]
    names = earlier_decoys(course, name)
    sets = [*one_or_all(names), *itertools.combinations(names, 2)]
    found = {}
    for some, seed in itertools.product(dict.fromkeys(sets), (SEED, SEED + 1)):
        lent = course.decoys.drawn(seed, some)
        answer = Direct(regular_train(exercise, climb), name, seed)
        free = passed_with(course, exercise, lent, answer)
        found |= {(some, seed): free} if free else {}
    assert found == {}

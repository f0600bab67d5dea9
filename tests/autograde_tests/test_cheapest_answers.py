"""The cheapest wrong answers: who does none of the work passes no check but those listed."""

import copy
import functools
import inspect
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from answer_kit import visible_checks
from cheap_answers import Cheap, Sight, cheap_answers, function_of
from known_answers import model
from test_every_exercise import ANSWERS

from autograder.sandbox.inside.calls import failure
from autograder.sandbox.reasons import raised
from autograder.testing.answers import Answer, LocalAnswer
from autograder.testing.exercise import Assignment, Exercise
from autograder.testing.verdict import Verdict

SEED = 5
SMALL_SHARE = 1 / 3  # of an exercise's points, for the best of all answers without work
MOST_FORM = 1 / 2  # of a figure's points, for labels, legend and what is returned
BY_DEFAULT = 40  # answers of each kind
SLOW = 20  # times as long take figures, and what calls earlier functions

_ANSWER = "that is the answer: the exercise is one operation"
_TIMES = "the times of a run are the first thing to be written, and need nothing of the equation"
_NO_SPIKES = "where there are no spikes, whatever is counted is none"
_AT_A_SPIKE = (
    "both neurons keep the same rules at a spike, and the earlier one is the student's own"
)

# Checks that an answer without work passes, and why this is fair.
FAIR: dict[str, dict[str, str]] = {
    "dxdt_prop": dict.fromkeys(
        ("the rate of growth", "the rate of decay", "the rate at each x of an array"), _ANSWER
    ),
    "dxdt_relax": dict.fromkeys(
        ("the rate at one x, above the goal", "the rate at each x of an array"), _ANSWER
    ),
    "dxdt_square": dict.fromkeys(
        ("the rate at one x", "the rate at each x of an array, negative ones, too"), _ANSWER
    ),
    "blow_up_time_square": {"a start above zero: when?": _ANSWER},
    "forward_euler_logistic": {"t: the times of all samples": _TIMES},
    "forward_euler": {"t: the times of all samples": _TIMES},
    "FI_curve": {"the currents": "they are asked for as np.arange, and worth a point of eight"},
    "x_square": {"a start at zero": "zero times anything stays zero, as the solution does"},
    "x_exp": {"a zero": "the solution is then x_0 + t"},
    "dvdt_proto_LIF": {"the injected current alone": "I_ext / C_m is this half of the equation"},
    "f_EIF": {"far below V_rh only the leak counts": "E_L - V is this half of the equation"},
    "spike_freq": {"no spikes: 0 Hz": _NO_SPIKES},
    "firing_rate_LIF": dict.fromkeys(
        ("below the rheobase: 0", "at the rheobase: 0"), _NO_SPIKES + ", and they are simulated"
    ),
    "get_ISI": {
        "no spikes: an empty array": _NO_SPIKES,
        "one spike: an empty array": "one spike less than there are is as many as intervals",
    },
    "adaptation_index": {"no interval: nan": "numpy's mean of nothing is nan"},
    "simulate_AdEx": dict.fromkeys(
        (
            "each spike raises w by b",
            "w goes on in the hold",
            "after each spike V is reset, held for tref, and climbs again",
        ),
        _AT_A_SPIKE,
    ),
}


class _Direct(Answer):
    """A function in this process, called as it is: of thousands of answers none is hostile."""

    def __init__(self, function, name):
        self._function, self.name, self.seed, self.solved = function, name, SEED, set()

    def call(self, *args, as_figure=False, **kwargs):
        try:
            return self._function(*args, **kwargs)
        except Exception as error:
            raise raised(self.name, failure(error, {})) from None


def as_key(args):
    return repr([one.tobytes() if isinstance(one, np.ndarray) else one for one in args])


def remembered(function, key=as_key):
    """The same function, which works out nothing twice."""
    known = {}

    @functools.wraps(function)
    def again(*args):
        if key(args) not in known:
            known[key(args)] = function(*args)
        return copy.deepcopy(known[key(args)])

    return again


def quick(exercise: Exercise) -> Exercise:
    """The same exercise for thousands of answers: expected values are worked out once."""
    drawn = {each for check in exercise.checks for each in (check.inputs, check.control_inputs)}
    inputs = {
        each: remembered(each, lambda args: str(args[0].bit_generator.state))
        for each in drawn - {None}
    }
    checks = tuple(
        replace(
            check,
            inputs=inputs[check.inputs],
            control_inputs=inputs.get(check.control_inputs),
        )
        for check in exercise.checks
    )
    return replace(
        exercise, reference=remembered(exercise.reference), checks=checks, misconceptions=()
    )


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
            count = most // SLOW if most and slow else most
            yield from (some[at] for at in order[:count])

    def verdict(self, cheap: Cheap) -> Verdict:
        """What one of them gets."""
        name = self.exercise.name
        function = function_of(cheap, name, self._parameters, dict(self._names))
        with np.errstate(all="ignore"):
            if cheap.kind == "lent":
                answer = LocalAnswer(function, name, SEED)
                as_it_stands = self._quick.grade(answer)
                return self._course.grade_with_decoys(name, answer, as_it_stands) or as_it_stands
            if self.exercise.draws_figure:
                return self._quick.grade(LocalAnswer(function, name, SEED))
            return self._quick.grade(_Direct(function, name))


def passed(verdict: Verdict) -> set[str]:
    return {check.title for check in verdict.checks if check.passed}


def of_form(exercise: Exercise) -> set[str]:
    """Titles of the checks of a figure's form, which is marked by itself."""
    return {check.title for check in exercise.checks if getattr(check.compare, "is_style", False)}


EXERCISES = [
    pytest.param(answers, name, id=f"{answers.name}-{name}")
    for answers in ANSWERS
    for name in answers.exercises
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "most", [BY_DEFAULT, pytest.param(None, marks=pytest.mark.thorough)], ids=["some", "all"]
)
@pytest.mark.parametrize(("answers", "name"), EXERCISES)
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
        return None if np.allclose(got, np.atleast_1d(expected)[: len(got)]) else "another value"

    weak = replace(exercise.checks[1], compare=as_far_as_it_goes)
    search = Search("ode", replace(exercise, checks=(weak,)), Assignment(exercise))
    assert any(search.verdict(cheap).right for cheap in search.answers())

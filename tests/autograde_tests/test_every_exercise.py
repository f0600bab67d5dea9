"""The hidden tests of every exercise: what passes, what fails, which mistakes are named."""

import html
import importlib
import inspect
import re
import sys
import time
import warnings

import numpy as np
import pytest
from answer_kit import (
    all_checks,
    careless,
    drawn_inputs,
    failed_by,
    grade_one,
    parameters,
    students,
    visible_checks,
    written_in,
)
from answers_from_nowhere import vacuous
from known_answers import ASSIGNMENTS, model

from autograder.pages.card import as_html
from autograder.testing.answers import LocalAnswer
from autograder.testing.readings import FORM

ANSWERS = [importlib.import_module(f"{name}_answers").ANSWERS for name in ASSIGNMENTS]


SEED_OF_CLASS = 2
IN_A_CELL = 11  # the seed for which known mistakes are graded in a student's cell


def for_each(cases, *names):
    """Parametrize over cases of all assignments: `cases` gives those of one."""
    parameters = [
        pytest.param(
            answers, *one[:-1], id="-".join([answers.name, *map(str, one[:-1])]), marks=one[-1]
        )
        for answers in ANSWERS
        for one in cases(answers)
    ]
    return pytest.mark.parametrize(("answers", *names), parameters)


def each_exercise(answers):
    return [(name, ()) for name in answers.exercises]


def each_seed_of_exercise(answers):
    """One seed by default."""
    return [
        (name, seed, pytest.mark.thorough if more else ())
        for name in answers.exercises
        for more, seed in enumerate((IN_A_CELL, 0, 1))
    ]


def twenty_seeds_of_exercise(answers):
    """One seed by default."""
    return [
        (name, seed, pytest.mark.thorough if seed else ())
        for name, exercise in answers.exercises.items()
        if not exercise.draws_figure
        for seed in range(20)
    ]


every_exercise = for_each(each_exercise, "name")
every_assignment = for_each(lambda _answers: [((),)])


# Right answers


@every_exercise
def test_the_reference_library_earns_full_points(answers, name):
    exercise = answers.exercises[name]
    if not exercise.draws_figure:
        assert all(grade_one(exercise, exercise.reference, seed).right for seed in range(3))


@for_each(
    lambda answers: [
        (seed, pytest.mark.thorough if seed or answers.slow else ()) for seed in range(4)
    ],
    "seed",
)
def test_the_instructors_notebook_earns_full_points(answers, seed):
    verdicts = answers.graded(model(answers.name), seed, "instructor").values()
    assert [problem_of(verdict) for verdict in verdicts if not verdict.right] == []
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts)


def problem_of(verdict):
    return [check.problem for check in verdict.checks if check.problem]


@for_each(
    lambda answers: [
        (student, seed, pytest.mark.thorough if more else ())
        for at, student in enumerate(answers.perfect)
        for more, seed in enumerate((at, at + 1))
    ],
    "student",
    "seed",
)
def test_right_answers_in_any_style_pass_and_take_little_time(answers, student, seed):
    names = answers.of(student, checks=True)  # raises where a visible check fails
    started = time.process_time()
    verdicts = answers.graded(names, seed)
    assert time.process_time() - started < answers.most_seconds
    assert {name: verdict.points for name, verdict in verdicts.items()} == {
        name: exercise.points for name, exercise in answers.exercises.items()
    }
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@every_exercise
def test_prints_warnings_plots_and_spoilt_arguments_cost_nothing(answers, name):
    verdict = grade_one(answers.exercises[name], careless(answers.quickly(name)), seed=3)
    # Where it is asked for, arguments have to stay as they were.
    must_not = [check.title for check in verdict.checks if "does not change" in check.title]
    assert [check.title for check in verdict.checks if not check.passed] == must_not


@every_exercise
def test_right_answers_are_right_with_decoys_of_all_earlier_ones(answers, name):
    verdict = answers.course.grade_with_decoys(name, LocalAnswer(answers.right(name), name, 4))
    assert verdict is None or (verdict.points, problem_of(verdict)) == (verdict.max_points, [])


# Wrong answers


@for_each(each_seed_of_exercise, "name", "seed")
def test_wrong_answers_cost_their_part_and_known_mistakes_are_named_and_shown(answers, name, seed):
    exercise = answers.exercises[name]
    on_mistake = answers.on_mistake_in_a_cell if seed == IN_A_CELL else answers.on_mistake
    mistakes = [(known, on_mistake(exercise, known, seed)) for known in exercise.misconceptions]
    assert [
        (known.wrong.__name__, verdict.points, verdict.misconception)
        for known, verdict in mistakes
        if verdict.points >= exercise.points or verdict.misconception != known.hint
    ] == []
    if name in answers.shown and seed == IN_A_CELL:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for known, verdict in mistakes[::4]:
                assert html.escape(known.hint.split(":")[0][:20]) in as_html(verdict)
    half_right = answers.on_half_right(name, seed)
    assert [
        (at, points, verdict.points, verdict.misconception)
        for at, points, verdict in half_right
        if verdict.points != points or answers.is_misnamed(verdict)
    ] == []
    verdicts = [verdict for *_, verdict in (*mistakes, *half_right)]
    assert failed_by(verdicts) - {(name, FORM)} == all_checks({name: exercise}), (
        "a check that nobody fails"
    )


@for_each(twenty_seeds_of_exercise, "name", "seed")
def test_on_every_seed_known_mistakes_are_named_and_nothing_else_is(answers, name, seed):
    exercise = answers.exercises[name]
    echoes = {part: echo_of(exercise, part) for part in parameters(exercise.reference)}
    given_back = {label: grade_one(exercise, one, seed) for label, one in echoes.items()}
    assert [
        (label, verdict.misconception)
        for label, verdict in given_back.items()
        if answers.is_misnamed(verdict) and not is_echo(exercise, verdict, label, seed)
    ] == []
    if not seed:
        return  # the rest is tested on this one elsewhere
    mistakes = [(one, answers.on_mistake(exercise, one, seed)) for one in exercise.misconceptions]
    assert [
        (one.wrong.__name__, verdict.misconception)
        for one, verdict in mistakes
        if verdict.misconception != one.hint
    ] == []
    nowhere = {label: grade_one(exercise, one, seed) for label, one in vacuous(exercise).items()}
    assert [label for label, verdict in nowhere.items() if answers.is_misnamed(verdict)] == []


def echo_of(exercise, parameter):
    """An answer that gives an argument back as it came."""
    return lambda *args: bound(exercise, args)[parameter]


def is_echo(exercise, verdict, parameter, seed):
    """Whether the mistake that is named gives the same argument back."""
    hint = verdict.misconception
    (known,) = (one for one in exercise.misconceptions if one.hint == hint)
    calls = drawn_inputs(exercise, seed)
    return all(
        np.array_equal(known.wrong(*args), bound(exercise, args)[parameter]) for args in calls
    )


def bound(exercise, args):
    return inspect.signature(exercise.reference).bind(*args).arguments


@for_each(
    lambda answers: [
        (name, seed, pytest.mark.thorough if more else ())
        for name in answers.exercises
        for more, seed in enumerate((IN_A_CELL, *range(8)))
    ],
    "name",
    "seed",
)
def test_known_mistakes_are_mistakes_with_decoys_too(answers, name, seed):
    exercise = answers.exercises[name]
    written = [one for one in exercise.misconceptions if not answers.as_student(exercise, one)]
    verdicts = [(one, answers.on_mistake_with_decoys(exercise, one, seed)) for one in written]
    helped = [(one, verdict) for one, verdict in verdicts if verdict]
    assert [one.wrong.__name__ for one, verdict in helped if verdict.right] == []
    if seed != IN_A_CELL:
        return
    assert [
        (one.wrong.__name__, verdict.misconception)
        for one, verdict in helped
        if verdict.misconception not in (one.hint, None)
    ] == []


@every_exercise
def test_a_decoy_earns_nothing_as_an_answer_and_is_another_for_each_hand_in(answers, name):
    decoys = answers.course.decoys
    if name not in decoys.names:
        return
    drawn = [decoys.drawn(seed, [name])[name] for seed in range(3)]
    assert len({str(code.numbers) for code in drawn}) == 3
    for code in drawn:
        assert grade_one(answers.exercises[name], code.function).points == 0


@every_assignment
def test_every_mistake_that_is_written_down_belongs_to_an_exercise(answers):
    listed = [
        known.wrong.__name__
        for exercise in answers.exercises.values()
        for known in exercise.misconceptions
    ]
    assert written_in(answers.mistakes) == sorted(listed)


@every_exercise
def test_answers_from_nowhere_earn_nothing(answers, name):
    exercise = answers.exercises[name]
    verdicts = {
        label: grade_one(exercise, answer)
        for label, answer in (vacuous(exercise) | answers.from_nowhere.get(name, {})).items()
    }
    assert {label: one.points for label, one in verdicts.items() if one.points} == {}
    misnamed = [label for label, one in verdicts.items() if answers.is_misnamed(one)]
    assert misnamed == []


@every_exercise
def test_a_function_that_repeats_the_visible_checks_earns_nothing(answers, name):
    """Right for the arguments of the visible checks, and for them only."""
    seen = {}

    def record(*args, **named):
        value = answers.quickly(name)(*args, **named)
        seen[str(args)] = value
        return value

    names = model(answers.name) | (answers.cell() if answers.cell else {})
    exec(visible_checks(answers.name, name), names | {name: record, "print": lambda *_: None})
    assert seen
    exercise, last = answers.exercises[name], list(seen.values())[-1]
    for other in (0.0,) if exercise.draws_figure else (0.0, last):
        assert grade_one(exercise, lambda *args: seen.get(str(args), other)).points == 0  # noqa: B023


# Seeds


@every_exercise
def test_inputs_belong_to_the_seed(answers, name):
    def inputs(seed):
        calls = drawn_inputs(answers.exercises[name], seed)
        return [re.sub(r"0x\w+", "", str(args)) for args in calls]

    assert inputs(5) == inputs(5)
    common = set(inputs(5)) & set(inputs(6))
    assert len(common) <= 1
    assert all(re.search(answers.common_inputs, one) for one in common)


@every_assignment
def test_verdicts_belong_to_the_seed(answers):
    names = answers.of(answers.varied)
    first, again, other = (
        [str(vars(verdict)) for verdict in answers.graded(names, seed, answers.varied).values()]
        for seed in (5, 5, 6)
    )
    assert first == again != other


# The sample class


@every_assignment
def test_every_sample_student_is_expected(answers):
    assert {*answers.points, *answers.perfect} == set(students(answers.name))


# What the inputs decide, and why that is fair: another seed is another price.
OF_LUCK = {
    ("nonlinear_if", "jun"): {
        "simulate_EIF": "after long holds a reset to E_L moves spikes by about what is forgiven",
    },
    ("adaptation", "ivo"): {
        "simulate_AdEx": "w sees how far V overshoots, which depends on the current",
        "simulate_Izhikevich2003": "how far half steps lead from whole ones, the input decides",
    },
}


@for_each(
    lambda answers: [
        (student, seed, pytest.mark.thorough if seed != SEED_OF_CLASS else ())
        for student in answers.points
        for seed in (SEED_OF_CLASS, 3, 4, 5)
    ],
    "student",
    "seed",
)
def test_sample_students_get_what_they_deserve(answers, student, seed, monkeypatch):
    names = answers.of(student)
    monkeypatch.setitem(sys.modules, f"autograde_tests.{answers.name}", None)  # as in the sandbox
    verdicts = answers.graded(names, seed, student)
    luck = OF_LUCK.get((answers.name, student), {}) if seed != SEED_OF_CLASS else {}
    assert {
        name: (verdict.points, answers.points[student][name])
        for name, verdict in verdicts.items()
        if verdict.points != answers.points[student][name] and name not in luck
    } == {}
    if seed != SEED_OF_CLASS:
        return
    helped = answers.helped.get(student, {})
    causes = {name: verdict.misconception or "" for name, verdict in verdicts.items()}
    assert {name: cause for name, cause in causes.items() if cause and name not in helped} == {
        exercise: answers.hint(exercise, mistake)
        for exercise, mistake in answers.named.get(student, {}).items()
    }
    assert {
        name: causes[name] for name, words in helped.items() if not causes[name].startswith(words)
    } == {}

"""What students see fail costs points as well: no visible check asks for more than hidden ones."""

import ast
import functools
import importlib

import numpy as np
import pytest
from answer_kit import careless, grade_one, time_limit, visible_checks
from known_answers import ASSIGNMENTS, model
from matplotlib import pyplot as plt
from test_judgement import solution

from autograder.notebooks.mutants import mutants_of

EXERCISES = {
    (name, exercise): importlib.import_module(f"autograde_tests.{name}").assignment
    for name in ASSIGNMENTS
    for exercise in importlib.import_module(f"autograde_tests.{name}").assignment.exercises
}
_SECONDS = 5.0

# Changes of a solution that fail a visible check and are right as well, each with the reason.
STRICTER = {
    (
        "ode",
        "x_proportion",
        "1 / x_0",
    ): "at a start of zero any factor beside x_0 is right as well, "
    "so that a hidden check of it would give points to wrong ones",
    **dict.fromkeys(
        (
            ("adaptation", "serial_correlation", "if len(ISI) <= 3:"),
            ("adaptation", "serial_correlation", "if len(ISI) < 4:"),
        ),
        "of three intervals it is 1 or -1: a hidden check would give points to those who guess",
    ),
    (
        "adaptation",
        "plot_patterns",
        "ax = fig.add_subplot(rows, 2, number + 2)",
    ): "no place for the last of an even number of panels, as the visible check has it; the hidden "
    "one has an odd number, for which the rows are to be rounded up",
    ("ode", "plot_proportion_rates", "t = np.linspace(T, 0, 200)"): "a line drawn backwards",
    ("ode", "plot_proportion_starts", "t = np.linspace(T, 0, 200)"): "a line drawn backwards",
}


@functools.cache
def statements(assignment, exercise):
    """The visible checks, such that an assertion that fails is noted, and what follows is run."""
    noting = _Noting()
    tree = noting.visit(ast.parse(visible_checks(assignment, exercise)))
    modules = (ast.fix_missing_locations(ast.Module([node], [])) for node in tree.body)
    return [compile(module, "<visible>", "exec") for module in modules], noting.count


class _Noting(ast.NodeTransformer):
    """Puts ``try: assert ...`` with ``except: failed(number)`` in the place of each assertion."""

    def __init__(self):
        self.count = 0

    def visit_Assert(self, node):
        (noted,) = ast.parse(
            f"try: pass\nexcept TimeoutError: raise\nexcept Exception: failed({self.count})"
        ).body
        noted.body = [node]
        self.count += 1
        return noted


def failed_assertions(assignment, exercise, function):
    """Numbers of the assertions that a function fails in place of the instructor's."""
    numbers = set()
    names = {**model(assignment), exercise: function, "failed": numbers.add, "print": print_nothing}
    try:
        with time_limit(_SECONDS), np.errstate(all="ignore"):
            for statement in statements(assignment, exercise)[0]:
                try:
                    exec(statement, names)
                except TimeoutError:
                    raise
                except Exception:  # what follows from an answer of another form
                    continue
    except TimeoutError:
        pass
    finally:
        plt.close("all")
    return numbers


def print_nothing(*_values):
    pass


def changed_solutions(assignment, exercise):
    """Mutants of a solution, each with its function."""
    draws = EXERCISES[assignment, exercise].exercises[exercise].draws_figure
    for mutant in mutants_of(solution(assignment, exercise), draws_figure=draws):
        names = dict(model(assignment))
        exec(mutant.source, names)
        yield mutant, names[exercise]


def each_exercise(wanted=lambda _assignment, _exercise: True):
    return [
        pytest.param(*key, id="-".join(key), marks=pytest.mark.thorough if is_slow(*key) else ())
        for key in EXERCISES
        if wanted(*key) and key not in TOO_LONG
    ]


def is_slow(assignment, exercise):
    """Whether its visible checks simulate many runs, which take a second for each mutant."""
    return (assignment, exercise) in SLOW


SLOW = {
    ("ode", "plot_logistic_family"),
    ("lif", "plot_ISI_histograms"),
    ("nonlinear_if", "plot_sharpness"),
    ("nonlinear_if", "FI_curve_model"),
    ("nonlinear_if", "plot_FI_noise"),
    ("nonlinear_if", "plot_ISI_grid"),
    ("nonlinear_if", "plot_CV_noise"),
    ("lif", "find_parameters"),
    ("hodgkin_huxley", "plot_gates"),
    ("hodgkin_huxley", "simulate_HH"),
    ("hodgkin_huxley", "FI_curve_HH"),
    ("hodgkin_huxley", "refractory_period_HH"),
    ("lif", "plot_FI_tau"),
    ("nonlinear_if", "plot_phase_line"),
    ("nonlinear_if", "plot_ISI_models"),
    ("adaptation", "plot_FI_adaptation"),
    ("adaptation", "plot_patterns"),
    ("hodgkin_huxley", "plot_HH"),
}


# Their visible checks simulate for a second, or search without end in a changed solution.
TOO_LONG = {
    ("lif", "plot_FI_noise"),
    ("nonlinear_if", "plot_threshold"),
    ("nonlinear_if", "find_rheobase"),
    ("nonlinear_if", "plot_FI_models"),
    ("nonlinear_if", "plot_CV_models"),
    ("hodgkin_huxley", "plot_FI_HH"),
    ("hodgkin_huxley", "rheobase_HH"),
    ("hodgkin_huxley", "plot_FI_noise_HH"),
    ("hodgkin_huxley", "fit_LIF_to_HH"),
}


@pytest.mark.parametrize(
    ("assignment", "exercise"),
    each_exercise(lambda name, exercise: exercise in EXERCISES[name, exercise].equivalents),
)
def test_what_is_accepted_as_right_passes_the_visible_checks(assignment, exercise):
    accepted = EXERCISES[assignment, exercise].equivalents[exercise]
    failing = [
        mutant.change
        for mutant, function in changed_solutions(assignment, exercise)
        if accepted.keys() & {mutant.change, mutant.changed}
        and (assignment, exercise, mutant.changed) not in STRICTER
        and failed_assertions(assignment, exercise, function)
    ]
    assert failing == []


@pytest.mark.parametrize(("assignment", "exercise"), each_exercise())
def test_each_assertion_is_failed_by_a_mistake_that_costs_points(assignment, exercise):
    assert failed_assertions(assignment, exercise, model(assignment)[exercise]) == set()
    left = set(range(statements(assignment, exercise)[1]))
    tests = EXERCISES[assignment, exercise]
    spoiling = careless(model(assignment)[exercise])
    wrong = [known.wrong for known in tests.exercises[exercise].misconceptions]
    for function in (
        wrong if grade_one(tests.exercises[exercise], spoiling).right else [*wrong, spoiling]
    ):
        left -= failed_assertions(assignment, exercise, function)
    accepted = tests.equivalents.get(exercise, {}).keys()
    for mutant, function in changed_solutions(assignment, exercise):
        if not left:
            break
        if not accepted & {mutant.change, mutant.changed}:
            left -= failed_assertions(assignment, exercise, function)
    assert left == set()

"""The `ode` assignment: exact solutions, the Euler step and its error, logistic growth."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

import reference as right
from autograde_tests.ode import mistakes as wrong
from autograder.testing.compare import Close, First, Part
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import Curve, Curves, Labels, Legend, ReturnsAxes

# Inputs: the numbers of one call come from ranges that do not overlap, so that none can pass for
# another.

Range = tuple[float, float]


def _unround(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 5)


def _drawn(*parts: Range | Callable) -> Callable:
    """Draw one argument a part: from a range, or by a function."""

    def inputs(rng: np.random.Generator) -> tuple:
        return tuple(part(rng) if callable(part) else _unround(rng, *part) for part in parts)

    return inputs


def _run(fewest: int, rate: Range, *starts: Range, each: str = "T") -> Callable:
    """Draw a, the starts, dt, T, such that all usual ways to count the samples agree.

    The rate is given in units of 1/dt or 1/T.
    """

    def inputs(rng: np.random.Generator) -> tuple:
        while True:
            dt, n = round(_unround(rng, 0.05, 0.12), 3), int(rng.integers(fewest, 2 * fewest))
            T = round(n * dt, 6)
            if n == int(T / dt) == round(T / dt) == len(np.arange(0, T, dt)):
                break
        a = _unround(rng, *rate) / {"T": T, "dt": dt}[each]
        return a, *(_unround(rng, *start) for start in starts), dt, T

    return inputs


def _labels(rng: np.random.Generator, *ranges: Range) -> list[float]:
    """Values with so few digits that they can stand in a legend, in any order."""
    values = [round(_unround(rng, *limits), 2 if abs(limits[0]) > 0.1 else 3) for limits in ranges]
    return [values[at] for at in rng.permutation(len(values))]


def _family(parameter: str, *ranges: Range) -> Callable:
    return lambda rng: (parameter, _labels(rng, *ranges))


def _times(rng: np.random.Generator) -> np.ndarray:
    return np.sort(np.round(rng.uniform(0.3, 3.3, int(rng.integers(6, 10))), 5))


def _whole_times(rng: np.random.Generator) -> np.ndarray:
    return np.arange(1, int(rng.integers(5, 8)))


def _places(rng: np.random.Generator) -> np.ndarray:
    return np.round(rng.uniform(-3, 9, int(rng.integers(5, 9))), 5)


def _starts(rng: np.random.Generator) -> tuple:
    values = [*_labels(rng, (-1.8, -1.2), (0.62, 0.88)), int(rng.integers(3, 6))]
    return values, _unround(rng, 0.21, 0.47) * float(rng.choice([-1, 1])), _unround(rng, 4.1, 5.9)


_A, _NEGATIVE = (0.31, 0.87), (-0.87, -0.31)
_START, _NEGATIVE_START, _K, _ABOVE_K = (1.3, 2.9), (-2.9, -1.3), (4.1, 6.8), (7.3, 9.9)

_one_time = _drawn((3.1, 3.9), _A, _START)
_many_times = _drawn(_times, _A, _START)
_downwards = _drawn(_times, _NEGATIVE, _START)
_from_below_zero = _drawn(_times, _A, _NEGATIVE_START)
_at_whole_times = _drawn(_whole_times, _A, lambda rng: int(rng.integers(2, 6)))
_rising_step = _drawn((2.1, 4.9), (0.6, 1.8), (0.11, 0.37))
_falling_step = _drawn((-4.9, -2.1), (-1.8, -0.6), (0.11, 0.37))
_small_step = _drawn((2.1, 4.9), (11, 47), (0.002, 0.009))
_growing = _drawn(_A, (1.3, 4.9))
_decaying = _drawn(_NEGATIVE, (1.3, 4.9))
_growing_places = _drawn(_A, _places)
_growing_run = _run(20, (2.2, 3.1), _START)
_decaying_run = _run(20, (-7.9, -5.1), _START)
_run_below_zero = _run(20, (2.2, 3.1), _NEGATIVE_START)
_jumping_run = _run(20, (-1.8, -1.2), _NEGATIVE_START, each="dt")
_below_K = _drawn(_A, _K, _START)
_above_K = _drawn(_A, _K, _ABOVE_K)
_around_K = _drawn(_A, _K, _places)
_S_shaped_run = _run(35, (7.2, 9.8), (0.11, 0.39), (2.3, 4.7))
_run_from_above = _run(20, (3.1, 4.9), (5.3, 7.6), (2.3, 4.7))
_overshooting_run = _run(20, (1.4, 1.8), (0.11, 0.39), (2.3, 4.7), each="dt")
_logistic_time = _drawn((0.9, 1.2), _A, _K, _START)
_logistic_times = _drawn(_times, _A, _K, (0.93, 1.28))
_logistic_times_above = _drawn(_times, _A, _K, _ABOVE_K)
_logistic_whole_times = _drawn(_whole_times, _A, _K, _START)

# Curves differ by more than the tolerance, and also where arguments are exchanged they stay finite.
_rates = _drawn(
    lambda rng: _labels(rng, (-0.89, -0.71), (-0.58, -0.42), (0.12, 0.19), (0.23, 0.38)),
    _START,
    (4.1, 5.9),
)
_family_of_a = _family("a", (0.41, 0.52), (0.63, 0.75), (0.84, 0.97))
_family_of_K = _family("K", (0.31, 0.42), (0.53, 0.66), (0.74, 0.91))
_family_of_x_0 = _family("x_0", (0.016, 0.029), (0.061, 0.098), (0.31, 0.48), (1.31, 1.72))


# What the figures should show


def plot_proportion_rates(a_values: Sequence[float], x_0: float, T: float) -> list[Curve]:
    """One curve a rate."""
    t = np.linspace(0, T, 400)
    return [Curve(f"{a}", t, right.x_proportion(t, a, x_0)) for a in a_values]


def plot_proportion_starts(x_0_values: Sequence[float], a: float, T: float) -> list[Curve]:
    """One curve a start."""
    t = np.linspace(0, T, 400)
    return [Curve(f"{x_0}", t, right.x_proportion(t, a, x_0)) for x_0 in x_0_values]


def plot_logistic_family(parameter: str, values: Sequence[float]) -> list[Curve]:
    """One curve a value of the parameter."""
    t = np.linspace(0, 10, 400)
    usual = {"a": 1.0, "K": 1.0, "x_0": 0.01}
    return [
        Curve(f"{value}", t, right.x_logistic(t, **(usual | {parameter: value})))
        for value in values
    ]


# Comparisons


def _given_times(name: str) -> tuple[str, Callable[[Mapping[str, Any], int], np.ndarray]]:
    return "time t (ms)", lambda arguments, _n: np.atleast_1d(arguments[name])


_NAMES = ("x", "t")
_SAMPLES = ("time t (ms)", lambda arguments, n: arguments["dt"] * np.arange(n))
_X = Close("x", "u")
_X_CONSTANT = Close("x", "u", over=_given_times("t_range"))
_X_AT_T = Close("x", "u", over=_given_times("t"))
_RATE = Close(
    "dx/dt", "u/ms", over=("x (u)", lambda arguments, _n: np.atleast_1d(arguments["x_val"]))
)
_ERROR = Close("The error", "u")
_T_OF_RUN = Part("t", _NAMES, Close("t", "ms"))
_FIRST_STEP = Part("x", _NAMES, First(2, _X))
_X_OF_RUN = Part("x", _NAMES, Close("x", "u", over=_SAMPLES))
_CURVES = Curves("time t (ms)", "x (u)", tolerance=0.02, points=30)


def _checks_of_form(inputs: Callable) -> tuple[Check, ...]:
    return (
        Check("both axes have a label", inputs, Labels(x=["t"], y=["x"]), repeats=1),
        Check("a legend says which line is which", inputs, Legend(), repeats=1),
        Check("the function returns the Axes", inputs, ReturnsAxes(), repeats=1),
    )


assignment = Assignment(
    Exercise(
        "x_constant",
        right.x_constant,
        points=4,
        checks=(
            Check("x at one time", _one_time, _X_CONSTANT),
            Check("x at each time of an array", _many_times, _X_CONSTANT),
            Check("x falls where a is negative", _downwards, _X_CONSTANT),
            Check("times that are whole numbers", _at_whole_times, _X_CONSTANT),
        ),
        misconceptions=mistakes_of(wrong, "x_constant"),
    ),
    Exercise(
        "x_proportion",
        right.x_proportion,
        points=6,
        checks=(
            Check("x at one time", _one_time, _X_AT_T),
            Check("x at each time of an array", _many_times, _X_AT_T, weight=2),
            Check("decay, where a is negative", _downwards, _X_AT_T),
            Check("a start below zero", _from_below_zero, _X_AT_T),
            Check("times that are whole numbers", _at_whole_times, _X_AT_T),
        ),
        misconceptions=mistakes_of(wrong, "x_proportion"),
    ),
    Exercise(
        "plot_proportion_rates",
        plot_proportion_rates,
        points=6,
        checks=(
            Check("the curve of each a, with its own label", _rates, _CURVES, weight=3),
            *_checks_of_form(_rates),
        ),
        misconceptions=mistakes_of(wrong, "plot_proportion_rates"),
        uses=(right.x_proportion,),
        draws_figure=True,
    ),
    Exercise(
        "plot_proportion_starts",
        plot_proportion_starts,
        points=6,
        checks=(
            Check("the curve from each x_0, with its own label", _starts, _CURVES, weight=3),
            *_checks_of_form(_starts),
        ),
        misconceptions=mistakes_of(wrong, "plot_proportion_starts"),
        uses=(right.x_proportion,),
        draws_figure=True,
    ),
    Exercise(
        "update_x",
        right.update_x,
        points=5,
        checks=(
            Check("a step at a positive rate", _rising_step, _X, weight=2),
            Check("a step at a negative rate, below zero", _falling_step, _X, weight=2),
            Check("a small step at a high rate", _small_step, _X),
        ),
        misconceptions=mistakes_of(wrong, "update_x"),
    ),
    Exercise(
        "dxdt_prop",
        right.dxdt_prop,
        points=5,
        checks=(
            Check("the rate of growth", _growing, _RATE, weight=2),
            Check("the rate of decay", _decaying, _RATE),
            Check("the rate at each x of an array", _growing_places, _RATE, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_prop"),
    ),
    Exercise(
        "euler_error",
        right.euler_error,
        points=10,
        checks=(
            Check("growth", _growing_run, _ERROR, weight=3),
            Check("decay, where the end is not the worst place", _decaying_run, _ERROR, weight=3),
            Check("a start below zero", _run_below_zero, _ERROR, weight=2),
            Check("steps so large that x jumps across zero", _jumping_run, _ERROR, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "euler_error"),
        uses=(right.x_proportion, right.update_x, right.dxdt_prop),
    ),
    Exercise(
        "dxdt_log",
        right.dxdt_log,
        points=6,
        checks=(
            Check("below K", _below_K, _RATE, weight=2),
            Check("above K", _above_K, _RATE, weight=2),
            Check("the rate at each x of an array", _around_K, _RATE, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_log"),
    ),
    Exercise(
        "forward_euler_logistic",
        right.forward_euler_logistic,
        points=15,
        checks=(
            Check("t: the times of all samples", _S_shaped_run, _T_OF_RUN, weight=3),
            Check("x: the start and the first step", _S_shaped_run, _FIRST_STEP, weight=3),
            Check("x: growth from far below K", _S_shaped_run, _X_OF_RUN, weight=4),
            Check("x: a start above K", _run_from_above, _X_OF_RUN, weight=3),
            Check("x: steps so large that it overshoots K", _overshooting_run, _X_OF_RUN, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "forward_euler_logistic"),
        uses=(right.update_x, right.dxdt_log),
    ),
    Exercise(
        "plot_logistic_family",
        plot_logistic_family,
        points=12,
        checks=(
            Check("a varies: the curve of each value", _family_of_a, _CURVES, weight=3, repeats=1),
            Check("K varies: the curve of each value", _family_of_K, _CURVES, weight=3, repeats=1),
            Check("x_0 varies: the curve from each", _family_of_x_0, _CURVES, weight=3, repeats=1),
            *_checks_of_form(_family_of_a),
        ),
        misconceptions=mistakes_of(wrong, "plot_logistic_family"),
        uses=(right.update_x, right.dxdt_log, right.forward_euler_logistic),
        draws_figure=True,
    ),
    Exercise(
        "x_logistic",
        right.x_logistic,
        points=5,
        checks=(
            Check("x at one time", _logistic_time, _X_AT_T),
            Check("x at each time of an array", _logistic_times, _X_AT_T, weight=2),
            Check("a start above K", _logistic_times_above, _X_AT_T),
            Check("times that are whole numbers", _logistic_whole_times, _X_AT_T),
        ),
        misconceptions=mistakes_of(wrong, "x_logistic"),
        optional=True,
    ),
    questions=(
        "answer_constant",
        "answer_proportion",
        "answer_dt",
        "answer_logistic",
        "answer_biology",
    ),
)
grade = assignment.grade

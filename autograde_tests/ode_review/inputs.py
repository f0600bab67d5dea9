"""What the hidden tests of `ode_review` draw for each student: starts, times, right-hand sides.

The numbers of one call come from ranges that do not overlap, so that none can pass for another.
"""

from collections.abc import Callable

import numpy as np

from autograde_tests.random_inputs import Range, dt_and_T, even_times, from_ranges, times, unround
from autograder.testing.decoys import Code
from autograder.testing.exercise import Inputs
from reference import blow_up_time_exp, blow_up_time_square

_SOURCE = """
import numpy as np

def dxdt(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(all="ignore"):
        rate = {}
    return float(rate) if x.ndim == 0 else rate
"""


def rate(template: str, *ranges: Range) -> Callable[[np.random.Generator], Code]:
    """Draw a right-hand side: ``{}`` stands for a number of each range."""

    def draw(rng: np.random.Generator) -> Code:
        formula = template.format(*(unround(rng, *limits, 5) for limits in ranges))
        return Code("dxdt", _SOURCE.format(formula), label=f"lambda x: {formula}")

    return draw


def _zero(_rng: np.random.Generator) -> float:
    return 0.0


def _whole_times(rng: np.random.Generator) -> np.ndarray:
    return np.arange(1, int(rng.integers(6, 9)))


def _whole_start(rng: np.random.Generator) -> int:
    return int(rng.integers(2, 6))


def _places(rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(np.arange(-4, 5))[: int(rng.integers(5, 9))]


# Rates

_A, _NEGATIVE_A, _X = (0.31, 0.87), (-0.87, -0.31), (1.3, 2.9)

relax_rate = from_ranges((3.1, 5.8), (6.7, 9.9))
# The goal is above all of them, for an x above the goal is a check of its own.
relax_rates = from_ranges((4.3, 5.8), _places)
square_rate = from_ranges((2.3, 4.9))
square_rates = from_ranges(_places)
exp_rate = from_ranges(_A, _X)
exp_rates = from_ranges(_NEGATIVE_A, _places)
exp_decay_rate = from_ranges((3.1, 4.4), _X)
exp_decay_rates = from_ranges((-1.8, -0.6), _places)

# Relaxation

relax_from_below = from_ranges(times, (3.1, 5.8), (0.4, 2.3))
relax_from_above = from_ranges(even_times, (3.1, 5.8), (7.2, 9.6))
relax_below_zero = from_ranges(even_times, (-2.3, -0.4), (-5.8, -3.1))
relax_whole = from_ranges(_whole_times, lambda rng: int(rng.integers(6, 9)), _whole_start)

# x^2

square_start = from_ranges((2.1, 4.7))
square_start_near_zero = from_ranges((0.11, 0.47))
square_start_below_zero = from_ranges((-4.7, -2.1))
square_start_at_zero = from_ranges(_zero)


def _before(rng: np.random.Generator, blow_up: float) -> np.ndarray:
    return np.sort(rng.uniform(0.05, 0.93, int(rng.integers(4, 7)))) * blow_up


def _around(rng: np.random.Generator, blow_up: float) -> np.ndarray:
    return np.linspace(0, rng.uniform(2.0, 2.06) * blow_up, 2 * int(rng.integers(4, 7)))


def _is_nearly_whole(blow_up: float) -> bool:
    """Whether it hardly shows if the blow-up is taken to be at the next whole millisecond."""
    return np.ceil(blow_up) < 1.4 * blow_up


def _square(times: Callable) -> Inputs:
    def inputs(rng: np.random.Generator) -> tuple:
        x_0 = 1.0
        while _is_nearly_whole(blow_up_time_square(x_0)):
            x_0 = unround(rng, 0.31, 0.87, 5)
        return times(rng, blow_up_time_square(x_0)), x_0

    return inputs


def square_whole(rng: np.random.Generator) -> tuple:
    """Whole times, one of which is the very time of the blow-up."""
    return np.arange(int(rng.integers(6, 9))), float(rng.choice([0.25, 0.5]))


square_before = _square(_before)
square_around = _square(_around)
square_below_zero = from_ranges(even_times, (-2.9, -1.3))
square_at_zero = from_ranges(even_times, _zero)

# e^ax

exp_start = from_ranges(_A, (1.3, 2.4))
exp_start_below_zero = from_ranges(_A, (-2.4, -1.3))
exp_start_falling = from_ranges(_NEGATIVE_A, (1.3, 2.4))
exp_start_flat = from_ranges(_zero, (1.3, 2.4))


def _exp(times: Callable) -> Inputs:
    def inputs(rng: np.random.Generator) -> tuple:
        a, x_0 = 1.0, 0.0
        while _is_nearly_whole(blow_up_time_exp(a, x_0)):
            a, x_0 = unround(rng, *_A, 5), unround(rng, 1.1, 1.9, 5)
        return times(rng, blow_up_time_exp(a, x_0)), a, x_0

    return inputs


def exp_whole(rng: np.random.Generator) -> tuple:
    """Whole times, one of which is the very time of the blow-up."""
    return np.arange(int(rng.integers(6, 9))), float(rng.choice([0.25, 0.5])), 0


exp_before = _exp(_before)
exp_around = _exp(_around)
exp_falling = from_ranges(even_times, _NEGATIVE_A, (1.1, 1.9))
exp_flat = from_ranges(even_times, _zero, (1.1, 1.9))

# e^(a - x)

exp_decay_from_above = from_ranges(times, (1.3, 2.4), (0.4, 1.1))
exp_decay_from_below = from_ranges(even_times, (1.3, 2.4), (-1.1, -0.4))
exp_decay_below_zero = from_ranges(even_times, (-1.9, -1.2), (0.4, 1.1))
exp_decay_whole = from_ranges(_whole_times, (1.3, 1.9), _whole_start)

# Runs and steps. The rates are such that no usual mistake runs away to infinity.

_RELAXATION = rate("{} - x", (3.1, 5.8))
_FADING = rate("np.exp({} - x)", (0.4, 0.9))
_BENT = rate("{} - {} * x**2", (3.1, 4.4), (0.11, 0.27))
_GROWTH = rate("{} * x", (0.41, 0.87))
_SQUARE = rate("{} * x**2", (0.21, 0.37))
_DECAY = rate("-{} * x", (0.41, 0.87))
_EXPLODING = rate("{} * x**2", (0.41, 0.67))
_TIRING = rate("np.exp({} - x)", (2.3, 3.1))


def _either(*parts: Callable) -> Callable[[np.random.Generator], Code]:
    return lambda rng: parts[rng.integers(len(parts))](rng)


def _run(dxdt: Callable, start: Range | Callable, steps: int, dts: Range) -> Inputs:
    """Draw a run such that all usual ways to count its samples agree."""

    def inputs(rng: np.random.Generator) -> tuple:
        dt, T = dt_and_T(rng, dts, steps, steps + 15)
        return (*from_ranges(dxdt, start)(rng), dt, T)

    return inputs


relaxing_run = _run(_RELAXATION, (-2.3, -0.4), 20, (0.05, 0.12))
bent_run = _run(_BENT, (0.4, 1.3), 20, (0.05, 0.12))
whole_start_run = _run(_RELAXATION, lambda rng: int(rng.integers(1, 4)), 20, (0.05, 0.12))
overshooting_run = _run(_RELAXATION, (0.4, 2.3), 12, (1.4, 1.8))


_LONG_RUNS = (
    _run(_RELAXATION, (7.4, 9.6), 220, (0.0095, 0.012)),
    _run(_BENT, (0.4, 1.3), 220, (0.007, 0.0095)),
    _run(_DECAY, (2.3, 4.6), 220, (0.0095, 0.012)),
    _run(_SQUARE, (0.6, 0.9), 220, (0.0095, 0.0115)),
)


def phase_run(rng: np.random.Generator) -> tuple:
    """A run long enough to be seen, of another equation each time."""
    return _LONG_RUNS[rng.integers(len(_LONG_RUNS))](rng)


linear_step = from_ranges(_either(_GROWTH, _RELAXATION, _DECAY), (-2.3, -0.4), (0.31, 0.59))
bent_step = from_ranges(_either(_EXPLODING, _TIRING), _X, (0.61, 0.89))

# Order


def _dts(rng: np.random.Generator) -> np.ndarray:
    """Steps that differ, in no order, by no constant factor."""
    steps = np.array([0.2, 0.07, 0.03, 0.012]) * rng.uniform(0.85, 1.15, 4)
    return rng.permutation(np.round(steps, 5))


def _law(rng: np.random.Generator, scatter: float) -> tuple[np.ndarray, np.ndarray]:
    dts = _dts(rng)
    factors = np.exp(scatter * rng.permutation([-1.0, 0.4, 1.3, -0.5]))
    return dts, unround(rng, 2.3, 7.9, 5) * dts ** unround(rng, 1.2, 4.8, 5) * factors


def power_law(rng: np.random.Generator) -> tuple:
    """Errors exactly on a line."""
    return _law(rng, 0)


def power_law_in_lists(rng: np.random.Generator) -> tuple:
    """The same, from the largest step to the smallest, in lists."""
    dts, errors = _law(rng, 0)
    order = np.argsort(-dts)
    return dts[order].tolist(), errors[order].tolist()


def scattered_law(rng: np.random.Generator) -> tuple:
    """Errors around a line, the first and the last off it."""
    dts, errors = _law(rng, 0.5)
    order = np.argsort(-dts)
    return dts[order], errors[order]


# Travel time

_PAST_ITS_GOAL, _AWAY = (6.4, 8.9), (-2.9, -1.2)

travel_up = from_ranges(_either(_SQUARE, _FADING), (0.6, 0.9), (2.1, 3.3))
travel_down = from_ranges(_RELAXATION, (9.1, 11.4), (6.4, 8.2))
travel_past_a_goal = from_ranges(_RELAXATION, (0.4, 2.3), _PAST_ITS_GOAL)
travel_away = from_ranges(_RELAXATION, (0.4, 2.3), _AWAY)

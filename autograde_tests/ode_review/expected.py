"""What right answers to the `ode_review` assignment give and show, and what is near enough."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.testing.compare import Close, First, Part, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.figures import Curve, Curves, Labels, Panel
from autograder.testing.verdict import Problem
from reference import forward_euler

# What the figure should show


def plot_phase(dxdt: Callable, x_0: float, dt: float, T: float) -> list[Curve]:
    """One curve a panel."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    rates = dxdt(x)
    return [
        Curve("dx/dt against x", x, rates, panel=0),
        Curve("dx/dt against t", t, rates, panel=1),
        Curve("x against t", t, x, panel=2),
    ]


# Comparisons


def _given_times(arguments: Mapping[str, Any], _n: int) -> np.ndarray:
    return np.atleast_1d(arguments["t"])


_RUN = ("x", "t")
X = Close("x", "u", over=("time t (ms)", _given_times))
RATE = Close(
    "dx/dt", "u/ms", over=("x (u)", lambda arguments, _n: np.atleast_1d(arguments["x_val"]))
)
# So short are these that twenty pages of expected numbers would give them away.
X_SQUARE = Close("x", "u", shows_expected=False)
WHEN = Close("The blow-up time", "ms", shows_expected=False)
STEP = Close("x at the end of the step", "u")
ORDER = Close("The order")
TRAVEL = Close("The time", "ms", rtol=0.01)
T_OF_RUN = Part("t", _RUN, Close("t", "ms"))
FIRST_STEP = Part("x", _RUN, First(2, Close("x", "u")))
X_OF_RUN = Part(
    "x",
    _RUN,
    Close("x", "u", over=("time t (ms)", lambda arguments, n: arguments["dt"] * np.arange(n))),
)
SPEED = ("dx/dt", "dxdt", "rate", "dot", "frac", "speed", "slope", "x'")


def alike(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two solutions are the same; at the very end, where some divide by 0, either way."""
    got, other = (np.where(np.isinf(x), np.nan, x) for x in map(numbers, (got, other)))
    return X(got, other, arguments)


def panel(number: int, xlabel: str, ylabel: str) -> Comparison:
    """Compare the curve of one of the three panels."""
    return Panel(number, 3, Curves(xlabel, ylabel, tolerance=0.02, points=30, labelled=False))


def labels(number: int, x: str, y: str | tuple[str, ...]) -> Comparison:
    """Compare the labels of one of the three panels."""
    return Panel(number, 3, Labels(x=[x], y=[y]))

"""What right answers to the `ode` assignment give and show, and what is near enough."""

from collections.abc import Sequence

import numpy as np

from autograder.testing.compare import Close, First, Part
from autograder.testing.figures import Curve, Curves
from reference import forward_euler_logistic, x_logistic, x_proportion

# What the figures should show


def plot_proportion_rates(a_values: Sequence[float], x_0: float, T: float) -> list[Curve]:
    """One curve a rate."""
    t = np.linspace(0, T, 400)
    return [Curve(f"{a}", t, x_proportion(t, a, x_0)) for a in a_values]


def plot_proportion_starts(x_0_values: Sequence[float], a: float, T: float) -> list[Curve]:
    """One curve a start."""
    t = np.linspace(0, T, 400)
    return [Curve(f"{x_0}", t, x_proportion(t, a, x_0)) for x_0 in x_0_values]


_USUAL = {"a": 1.0, "K": 1.0, "x_0": 0.01}


def plot_logistic_family(parameter: str, values: Sequence[float]) -> list[Curve]:
    """One curve a value of the parameter."""
    t = np.linspace(0, 10, 400)
    return [
        Curve(f"{value}", t, x_logistic(t, **(_USUAL | {parameter: value}))) for value in values
    ]


def logistic_family_in_steps(parameter: str, values: Sequence[float]) -> list[Curve]:
    """The same curves, in small steps."""
    curves = []
    for value in values:
        x, t = forward_euler_logistic(**(_USUAL | {parameter: value}), dt=0.01, T=10.01)
        curves.append(Curve(f"{value}", t[::2], x[::2]))
    return curves


def plot_logistic_check(a: float, K: float, x_0: float, dt: float, T: float) -> list[Curve]:
    """The Euler run, and the formula between its ends."""
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    fine = np.linspace(0, t[-1], 601)
    return [Curve("Euler", t, x), Curve("formula", fine, x_logistic(fine, a, K, x_0))]


# Comparisons


_NAMES = ("x", "t")
_SAMPLES = ("time t (ms)", lambda arguments, n: arguments["dt"] * np.arange(n))
X = Close("x", "u")
# These two are sums of products, which twenty pages of expected numbers would give away.
X_CONSTANT = STEP = Close("x", "u", shows_expected=False)
X_AT_T = Close("x", "u", over=("time t (ms)", lambda arguments, _n: np.atleast_1d(arguments["t"])))
RATE = Close(
    "dx/dt", "u/ms", over=("x (u)", lambda arguments, _n: np.atleast_1d(arguments["x_val"]))
)
ERROR = Close("The error", "u")
T_OF_RUN = Part("t", _NAMES, Close("t", "ms"))
FIRST_STEP = Part("x", _NAMES, First(2, X))
X_OF_RUN = Part("x", _NAMES, Close("x", "u", over=_SAMPLES))
BOTH = Curves("time t (ms)", "x (u)", tolerance=0.004, points=30)  # they differ by 0.015 or more
CURVES = Curves("time t (ms)", "x (u)", tolerance=0.02, points=30)

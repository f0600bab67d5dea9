"""Answers to `ode_review` as they are built from earlier ones, which they call by name.

The reference library does without. These are for answers that are tried with decoys.
"""

from typing import Any

import numpy as np

from reference import blow_up_time_exp, blow_up_time_square, dxdt_exp, dxdt_relax
from reference.base import Floats


def x_relax_from_rate(t: Any, a: float, x_0: float) -> Floats:
    """What is left of the way to the goal is the rate."""
    return a - dxdt_relax(a, x_0) * np.exp(-np.asarray(t))


def x_square(t: Any, x_0: float) -> Floats:
    """The solution up to the blow-up."""
    with np.errstate(all="ignore"):
        x = x_0 / (1 - x_0 * np.asarray(t, dtype=float))
    return np.where(t < blow_up_time_square(x_0), x, np.nan)


def x_square_from_time_left(t: Any, x_0: float) -> Floats:
    """One over the time that is left, where it blows up."""
    t = np.asarray(t, dtype=float)
    if x_0 <= 0:
        return x_0 / (1 - x_0 * t)
    return 1 / _time_left(t, blow_up_time_square(x_0))


def x_exp(t: Any, a: float, x_0: float) -> Floats:
    """The solution up to the blow-up."""
    t = np.asarray(t, dtype=float)
    if a == 0:
        return x_0 + t
    with np.errstate(all="ignore"):
        x = -np.log(np.exp(-a * x_0) - a * t) / a
    return np.where(t < blow_up_time_exp(a, x_0), x, np.nan)


def x_exp_from_time_left(t: Any, a: float, x_0: float) -> Floats:
    """The logarithm of the time that is left, where it blows up."""
    t = np.asarray(t, dtype=float)
    if a == 0:
        return x_0 + t
    if a < 0:
        return -np.log(np.exp(-a * x_0) - a * t) / a
    return -np.log(a * _time_left(t, blow_up_time_exp(a, x_0))) / a


def _time_left(t: Floats, blow_up: float) -> Floats:
    return np.where(t < blow_up, blow_up - t, np.nan)


def dxdt_exp_decay(a: float, x_val: Any) -> Any:
    """Steepness -1, and a factor."""
    return np.exp(a) * dxdt_exp(-1.0, x_val)


def dxdt_exp_decay_falling(a: float, x_val: Any) -> Any:
    """Steepness -1, at the distance from a."""
    return dxdt_exp(-1.0, x_val - a)


def dxdt_exp_decay_rising(a: float, x_val: Any) -> Any:
    """Steepness 1, at what is missing to a."""
    return dxdt_exp(1.0, a - x_val)

"""Answers to `ode_review` as they are built from earlier ones, which they call by name.

The reference library does without. These are for answers that are tried with decoys.
"""

from typing import Any

import numpy as np

from reference import blow_up_time_exp, blow_up_time_square, dxdt_exp
from reference.base import Floats


def x_square(t: Any, x_0: float) -> Floats:
    """The solution up to the blow-up."""
    with np.errstate(all="ignore"):
        x = x_0 / (1 - x_0 * np.asarray(t, dtype=float))
    return np.where(t < blow_up_time_square(x_0), x, np.nan)


def x_exp(t: Any, a: float, x_0: float) -> Floats:
    """The solution up to the blow-up."""
    t = np.asarray(t, dtype=float)
    if a == 0:
        return x_0 + t
    with np.errstate(all="ignore"):
        x = -np.log(np.exp(-a * x_0) - a * t) / a
    return np.where(t < blow_up_time_exp(a, x_0), x, np.nan)


def dxdt_exp_decay(a: float, x_val: Any) -> Any:
    """Steepness -1, and a factor."""
    return np.exp(a) * dxdt_exp(-1.0, x_val)

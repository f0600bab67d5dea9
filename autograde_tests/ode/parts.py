"""Answers to `ode` as they are built from earlier ones, which they call by name.

The reference library has them in closed form. These are for answers that are tried with decoys.
"""

from typing import Any

import numpy as np

from reference import dxdt_prop, update_x, x_proportion
from reference.base import Floats

Run = tuple[Floats, Floats]


def forward_euler_prop(a: float, x_0: float, dt: float, T: float) -> Run:
    """Step by step, as it is given to students."""
    t = np.arange(round(T / dt), dtype=np.float64) * dt
    x = np.zeros(t.size)
    x[0] = x_0
    for k in range(t.size - 1):
        x[k + 1] = update_x(x[k], dxdt_prop(a, x[k]), dt)
    return x, t


def largest_error(a: float, x_0: float, dt: float, T: float) -> float:
    """The run against the solution."""
    x, t = forward_euler_prop(a, x_0, dt, T)
    return float(np.max(np.abs(x - x_proportion(t, a, x_0))))


def dxdt_log(a: float, K: float, x_val: Any) -> Any:
    """Growth in proportion, less what the capacity takes."""
    return dxdt_prop(a, x_val) * (1 - x_val / K)


def forward_euler_logistic(a: float, x_0: float, K: float, dt: float, T: float) -> Run:
    """Step by step."""
    t = np.arange(round(T / dt), dtype=np.float64) * dt
    x = np.zeros(t.size)
    x[0] = x_0
    for k in range(t.size - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, t

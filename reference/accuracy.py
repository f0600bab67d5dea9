"""How wrong a solver is, and how fast that falls with the time step."""

import numpy as np
from numpy.typing import ArrayLike

from reference.ode import x_proportion
from reference.solvers import forward_euler_prop

__all__ = [
    "convergence_order",
    "euler_error",
]


def euler_error(a: float, x_0: float, dt: float, T: float) -> float:
    """Largest distance between forward Euler and the exact solution of dx/dt = a x.

    Parameters
    ----------
    a : float
        Growth rate.
    x_0 : float
        Value at time 0.
    dt, T : float
        Time step and length of the run.

    Returns
    -------
    float
        The largest absolute difference on the time grid, in the unit of x.

    Raises
    ------
    ValueError
        Unless 0 < dt <= T.

    Examples
    --------
    >>> round(euler_error(a=-1, x_0=1, dt=0.1, T=5), 3)
    0.019
    >>> round(euler_error(a=-1, x_0=1, dt=0.05, T=5), 3)
    0.009
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return float(np.max(np.abs(x - x_proportion(t, a, x_0))))


def convergence_order(dts: ArrayLike, errors: ArrayLike) -> float:
    """Order p of a method whose error goes like dt^p.

    Parameters
    ----------
    dts : array_like
        Time steps, at least two different ones.
    errors : array_like, shape of dts
        The error of a run with each of them, above 0.

    Returns
    -------
    float
        Slope of the least-squares line through the logarithms of the errors against those of the
        steps: 1 for Euler, 2 for Heun, 4 for the classical Runge-Kutta method.

    Raises
    ------
    ValueError
        If there are not as many errors as steps, fewer than two different steps, or if any of
        them is not above 0.

    Examples
    --------
    >>> dts = [0.1, 0.05, 0.025]
    >>> errors = [euler_error(a=-1, x_0=1, dt=dt, T=5) for dt in dts]
    >>> round(convergence_order(dts, errors), 1)
    1.0
    """
    dts, errors = np.asarray(dts, dtype=float), np.asarray(errors, dtype=float)
    if dts.ndim != 1 or dts.shape != errors.shape or np.unique(dts).size < 2:
        raise ValueError("an order takes one error for each of two or more different steps")
    if not (np.isfinite([dts, errors]).all() and np.min([dts, errors]) > 0):
        raise ValueError("an order takes steps and errors above 0")
    slope, _ = np.polyfit(np.log(dts), np.log(errors), 1)
    return float(slope)

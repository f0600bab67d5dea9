"""Better steps than forward Euler's, and how to measure how good they are.

A step takes dx/dt = dxdt(x) from x now to x a time dt later. `reference.ode` has Euler's.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from reference.ode import Floats, time_grid

Rate = Callable[[float | Floats], float | Floats]
Step = Callable[[Rate, float | Floats, float], float | Floats]


def heun_step(dxdt: Rate, x_val: float | Floats, dt: float) -> float | Floats:
    """One step of Heun's method: the mean of the slopes at the start and at Euler's end.

    Parameters
    ----------
    dxdt : callable
        The rate of change at a given x.
    x_val : float or ndarray
        x now.
    dt : float
        Time step.

    Returns
    -------
    float or ndarray, shape of x_val
        x a time dt later. One step is wrong by O(dt^3), a run of T/dt steps by O(dt^2).

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.8 (improved Euler method).
    """
    at_start = dxdt(x_val)
    at_end = dxdt(x_val + at_start * dt)
    return x_val + (at_start + at_end) / 2 * dt


def rk4_step(dxdt: Rate, x_val: float | Floats, dt: float) -> float | Floats:
    """One step of the classical Runge-Kutta method, which averages four slopes.

    Parameters
    ----------
    dxdt : callable
        The rate of change at a given x.
    x_val : float or ndarray
        x now.
    dt : float
        Time step.

    Returns
    -------
    float or ndarray, shape of x_val
        x a time dt later. One step is wrong by O(dt^5), a run of T/dt steps by O(dt^4).

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.8.
    """
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_2 * dt / 2)
    k_4 = dxdt(x_val + k_3 * dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def solve_by_steps(
    step: Step, dxdt: Rate, x_0: float, dt: float, T: float
) -> tuple[Floats, Floats]:
    """Integrate dx/dt = dxdt(x) from x(0) = x_0 with steps of some kind.

    Parameters
    ----------
    step : callable
        `heun_step`, `rk4_step` or the like.
    dxdt : callable
        The rate of change at a given x.
    x_0 : float
        Value at time 0.
    dt, T : float
        Time step and length of the run.

    Returns
    -------
    x, t : ndarray, shape (round(T / dt),)
        Values, x[0] = x_0, and their times.

    Raises
    ------
    ValueError
        Unless 0 < dt <= T.
    """
    t = time_grid(T, dt)
    x = np.empty(t.size)
    x[0] = x_0
    for k in range(t.size - 1):
        x[k + 1] = step(dxdt, x[k], dt)
    return x, t


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
    """
    dts, errors = np.asarray(dts, dtype=float), np.asarray(errors, dtype=float)
    if dts.ndim != 1 or dts.shape != errors.shape or np.unique(dts).size < 2:
        raise ValueError("an order takes one error for each of two or more different steps")
    if not (np.isfinite([dts, errors]).all() and np.min([dts, errors]) > 0):
        raise ValueError("an order takes steps and errors above 0")
    slope, _ = np.polyfit(np.log(dts), np.log(errors), 1)
    return float(slope)


def travel_time(dxdt: Rate, x_start: float, x_end: float, n: int = 1000) -> float:
    """Time that dx/dt = dxdt(x) takes from x_start to x_end: the integral of dx / dxdt(x).

    Parameters
    ----------
    dxdt : callable
        The rate of change at a given x, number or array.
    x_start, x_end : float
        Where the journey begins and ends, x_end to either side.
    n : int
        Number of equal pieces of the way; the rate of each is that in its middle.

    Returns
    -------
    float
        The time, wrong by O(1 / n^2); inf if the rate does not point to x_end in the middle of each
        piece (a fixed point in between, the wrong direction).

    Notes
    -----
    An equation blows up if this stays finite for x_end to infinity (Osgood). From reset to cut-off
    it is the inter-spike interval of a non-linear integrate-and-fire neuron: Gerstner et al.,
    *Neuronal Dynamics*, ch. 5.
    """
    piece = (x_end - x_start) / n
    rates = np.asarray(dxdt(x_start + piece * (np.arange(n) + 0.5)), dtype=float)
    if not (rates * piece > 0).all():
        return np.inf if piece else 0.0
    return float(np.sum(piece / rates))

"""Solvers of dx/dt = dxdt(x): forward Euler, Heun and Runge-Kutta.

A step takes x now to x a time dt later. A solver makes one step after the other.
"""

from collections.abc import Callable

import numpy as np

from reference.base import Floats, time_grid
from reference.ode import dxdt_log, dxdt_prop

__all__ = [
    "Rate",
    "Step",
    "euler_step",
    "forward_euler",
    "forward_euler_logistic",
    "forward_euler_prop",
    "heun_step",
    "rk4_step",
    "solve_by_steps",
    "update_x",
]

Rate = Callable[[float | Floats], float | Floats]
Step = Callable[[Rate, float | Floats, float], float | Floats]


def update_x(x_val: float | Floats, xdot: float | Floats, dt: float) -> float | Floats:
    """One step of forward Euler: follow the tangent for a time dt.

    Parameters
    ----------
    x_val : float or ndarray
        x now.
    xdot : float or ndarray
        dx/dt now.
    dt : float
        Time step.

    Returns
    -------
    float or ndarray, shape of x_val
        x a time dt later. One step is wrong by O(dt^2), a run of T/dt steps by O(dt).

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.8.

    Examples
    --------
    >>> update_x(1.0, -0.5, 0.1)
    0.95
    """
    return x_val + xdot * dt


def euler_step(dxdt: Rate, x_val: float | Floats, dt: float) -> float | Floats:
    """One step of forward Euler, as `update_x`, for `solve_by_steps`.

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
        x a time dt later. One step is wrong by O(dt^2), a run of T/dt steps by O(dt).

    Examples
    --------
    >>> euler_step(lambda x: -x, 1.0, 0.1)
    0.9
    """
    return update_x(x_val, dxdt(x_val), dt)


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

    Examples
    --------
    >>> heun_step(lambda x: -x, 1.0, 0.1)
    0.905
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

    Examples
    --------
    >>> round(rk4_step(lambda x: -x, 1.0, 0.1), 8)  # exp(-0.1) is 0.90483742
    0.9048375
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

    Examples
    --------
    >>> x, t = solve_by_steps(heun_step, lambda x: -x, x_0=1, dt=0.5, T=2)
    >>> x.round(3)
    array([1.   , 0.625, 0.391, 0.244])
    >>> t
    array([0. , 0.5, 1. , 1.5])
    """
    t = time_grid(T, dt)
    x = np.empty(t.size)
    x[0] = x_0
    for k in range(t.size - 1):
        x[k + 1] = step(dxdt, x[k], dt)
    return x, t


def forward_euler(dxdt: Rate, x_0: float, dt: float, T: float) -> tuple[Floats, Floats]:
    """Integrate dx/dt = dxdt(x) from x(0) = x_0 by forward Euler.

    Parameters
    ----------
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

    Examples
    --------
    >>> x, t = forward_euler(lambda x: -x, x_0=1, dt=0.5, T=2)
    >>> x
    array([1.   , 0.5  , 0.25 , 0.125])
    """
    return solve_by_steps(euler_step, dxdt, x_0, dt, T)


def forward_euler_prop(a: float, x_0: float, dt: float, T: float) -> tuple[Floats, Floats]:
    """Integrate dx/dt = a x by forward Euler, which gives x_k = x_0 (1 + a dt)^k.

    Parameters
    ----------
    a : float
        Growth rate. Decay (a < 0) is stable for -a dt < 2 and monotone for -a dt < 1.
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

    Examples
    --------
    >>> x, t = forward_euler_prop(a=1, x_0=1, dt=0.5, T=2)
    >>> x
    array([1.   , 1.5  , 2.25 , 3.375])
    """
    return forward_euler(lambda x: dxdt_prop(a, x), x_0, dt, T)


def forward_euler_logistic(
    a: float, x_0: float, K: float, dt: float, T: float
) -> tuple[Floats, Floats]:
    """Integrate dx/dt = a x (1 - x/K) by forward Euler.

    Parameters
    ----------
    a : float
        Growth rate of a small population. The fixed point K is stable for 0 < a dt < 2.
    x_0 : float
        Value at time 0.
    K : float
        Carrying capacity.
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

    Examples
    --------
    >>> x, t = forward_euler_logistic(a=2, x_0=1, K=10, dt=0.5, T=3)
    >>> x.round(2)
    array([1.  , 1.9 , 3.44, 5.7 , 8.15, 9.66])
    """
    return forward_euler(lambda x: dxdt_log(a, K, x), x_0, dt, T)

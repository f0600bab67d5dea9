"""Scalar ordinary differential equations: exact solutions and forward Euler.

The equations are dx/dt = a (steady growth), dx/dt = a x (proportional growth) and
dx/dt = a x (1 - x/K) (logistic growth). Time and x may be in any unit; a and K follow from it.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def time_grid(T: float, dt: float) -> Floats:
    """Sample times t_k = k dt of a run of length T.

    Parameters
    ----------
    T, dt : float
        Length of the run and time step, in the same unit.

    Returns
    -------
    ndarray, shape (round(T / dt),)
        The times; the first is 0, the last T - dt.

    Raises
    ------
    ValueError
        Unless 0 < dt <= T.
    """
    if not 0 < dt <= T:
        raise ValueError(f"a run needs 0 < dt <= T, not dt = {dt}, T = {T}")
    # A count of steps, because np.arange(0, T, dt) adds a sample at T for some T and dt.
    return np.arange(round(T / dt)) * float(dt)


def x_constant(t_range: ArrayLike, a: float, x_0: float) -> Floats:
    """Solution of dx/dt = a from x(0) = x_0.

    Parameters
    ----------
    t_range : array_like
        Times.
    a : float
        Rate of change.
    x_0 : float
        Value at time 0.

    Returns
    -------
    ndarray, shape of t_range
        x_0 + a t.
    """
    return x_0 + a * np.asarray(t_range, dtype=float)


def x_proportion(t: ArrayLike, a_param: float, x_0: float) -> Floats:
    """Solution of dx/dt = a x from x(0) = x_0, whatever the sign of x_0.

    Parameters
    ----------
    t : array_like
        Times.
    a_param : float
        Growth rate a; negative for decay.
    x_0 : float
        Value at time 0.

    Returns
    -------
    ndarray, shape of t
        x_0 exp(a t).
    """
    return x_0 * np.exp(a_param * np.asarray(t, dtype=float))


def x_logistic(t: ArrayLike, a: float, K: float, x_0: float) -> Floats:
    """Solution of dx/dt = a x (1 - x/K) from x(0) = x_0.

    Parameters
    ----------
    t : array_like
        Times, from 0 on.
    a : float
        Growth rate of a small population.
    K : float
        Carrying capacity, above 0.
    x_0 : float
        Value at time 0. Where x runs off to infinity (a > 0 and x_0 < 0, or a < 0 and x_0 > K) it
        does so at ln(1 - K/x_0)/a, and only the times before that have a meaning.

    Returns
    -------
    ndarray, shape of t
        K / (1 + (K/x_0 - 1) exp(-a t)), written so that x_0 = 0 stays at 0.

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.3.
    """
    return K * x_0 / (x_0 + (K - x_0) * np.exp(-a * np.asarray(t, dtype=float)))


def dxdt_prop(a_param: float, x_val: float | Floats) -> float | Floats:
    """Rate of proportional growth, dx/dt = a x.

    Parameters
    ----------
    a_param : float
        Growth rate a.
    x_val : float or ndarray
        Where to evaluate the rate.

    Returns
    -------
    float or ndarray, shape of x_val
        dx/dt.
    """
    return a_param * x_val


def dxdt_log(a: float, K: float, x_val: float | Floats) -> float | Floats:
    """Rate of logistic growth, dx/dt = a x (1 - x/K).

    Parameters
    ----------
    a : float
        Growth rate of a small population.
    K : float
        Carrying capacity, in the unit of x.
    x_val : float or ndarray
        Where to evaluate the rate.

    Returns
    -------
    float or ndarray, shape of x_val
        dx/dt: 0 at the fixed points 0 and K, largest (a K/4) half-way between them.

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.3.
    """
    return a * x_val * (1 - x_val / K)


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
    """
    return x_val + xdot * dt


def forward_euler(
    dxdt: Callable[[float], float], x_0: float, dt: float, T: float
) -> tuple[Floats, Floats]:
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
    """
    t = time_grid(T, dt)
    x = np.empty(t.size)
    x[0] = x_0
    for k in range(t.size - 1):
        x[k + 1] = update_x(x[k], dxdt(x[k]), dt)
    return x, t


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
    """
    return forward_euler(lambda x: dxdt_log(a, K, x), x_0, dt, T)


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
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return float(np.max(np.abs(x - x_proportion(t, a, x_0))))

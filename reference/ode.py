"""Scalar equations whose solutions last for ever: growth of three kinds, and relaxation.

dx/dt = a, dx/dt = a x, dx/dt = a x (1 - x/K) and dx/dt = a - x, each with its rate and its exact
solution. Time and x may be in any unit; a and K follow from it.
"""

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats

__all__ = [
    "dxdt_log",
    "dxdt_prop",
    "dxdt_relax",
    "x_constant",
    "x_logistic",
    "x_proportion",
    "x_relax",
]


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

    Examples
    --------
    >>> x_constant([0, 1, 2], a=3, x_0=1)
    array([1., 4., 7.])
    """
    return x_0 + a * np.asarray(t_range, dtype=float)


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

    Examples
    --------
    >>> dxdt_prop(-0.5, 4.0)
    -2.0
    """
    return a_param * x_val


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

    Examples
    --------
    >>> x_proportion([0, 1, 2], a_param=-1, x_0=10).round(3)
    array([10.   ,  3.679,  1.353])
    """
    return x_0 * np.exp(a_param * np.asarray(t, dtype=float))


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

    Examples
    --------
    >>> dxdt_log(2.0, 10.0, np.array([0.0, 5.0, 10.0]))
    array([0., 5., 0.])
    """
    return a * x_val * (1 - x_val / K)


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

    Examples
    --------
    >>> x_logistic([0, 5, 10], a=1, K=100, x_0=1).round(2)
    array([ 1.  , 59.99, 99.55])
    """
    return K * x_0 / (x_0 + (K - x_0) * np.exp(-a * np.asarray(t, dtype=float)))


def dxdt_relax(a: float, x_val: float | Floats) -> float | Floats:
    """Rate of relaxation, dx/dt = a - x.

    Parameters
    ----------
    a : float
        The goal, in the unit of x. The time constant is 1 unit of time.
    x_val : float or ndarray
        Where to evaluate the rate.

    Returns
    -------
    float or ndarray, shape of x_val
        dx/dt: 0 at the stable fixed point a.

    Examples
    --------
    >>> dxdt_relax(3.0, 1.0)
    2.0
    """
    return a - x_val


def x_relax(t: ArrayLike, a: float, x_0: float) -> Floats:
    """Solution of dx/dt = a - x from x(0) = x_0.

    Parameters
    ----------
    t : array_like
        Times, from 0 on.
    a : float
        The goal.
    x_0 : float
        Value at time 0.

    Returns
    -------
    ndarray, shape of t
        a + (x_0 - a) exp(-t).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 1.3 (the passive membrane).

    Examples
    --------
    >>> x_relax([0, 1, 2], a=1, x_0=0).round(3)
    array([0.   , 0.632, 0.865])
    """
    return a + (x_0 - a) * np.exp(-np.asarray(t, dtype=float))

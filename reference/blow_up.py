"""Equations whose rate is not linear in x, and whether x reaches infinity within a finite time.

dx/dt = x^2, dx/dt = exp(a x) and dx/dt = exp(a - x), each with its rate, its exact solution and,
where there is one, the time of its blow-up. A solution is nan from its blow-up on: there is no x
any more.
"""

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats
from reference.solvers import Rate

__all__ = [
    "blow_up_time_exp",
    "blow_up_time_square",
    "dxdt_exp",
    "dxdt_exp_decay",
    "dxdt_square",
    "travel_time",
    "x_exp",
    "x_exp_decay",
    "x_square",
]


def dxdt_square(x_val: float | Floats) -> float | Floats:
    """Rate of hyperbolic growth, dx/dt = x^2.

    Parameters
    ----------
    x_val : float or ndarray
        Where to evaluate the rate.

    Returns
    -------
    float or ndarray, shape of x_val
        dx/dt: 0 at the fixed point 0, which attracts from below and repels above.

    Examples
    --------
    >>> dxdt_square(3.0)
    9.0
    """
    return x_val * x_val


def blow_up_time_square(x_0: float) -> float:
    """Time at which the solution of dx/dt = x^2 from x(0) = x_0 reaches infinity.

    Parameters
    ----------
    x_0 : float
        Value at time 0.

    Returns
    -------
    float
        1 / x_0; inf for x_0 <= 0, where the solution exists for ever.

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.5.

    Examples
    --------
    >>> blow_up_time_square(0.5)
    2.0
    >>> blow_up_time_square(-1)
    inf
    """
    return 1 / float(x_0) if x_0 > 0 else np.inf


def x_square(t: ArrayLike, x_0: float) -> Floats:
    """Solution of dx/dt = x^2 from x(0) = x_0.

    Parameters
    ----------
    t : array_like
        Times, from 0 on.
    x_0 : float
        Value at time 0.

    Returns
    -------
    ndarray, shape of t
        x_0 / (1 - x_0 t); nan from the blow-up at 1 / x_0 on.

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.5.

    Examples
    --------
    >>> x_square([0, 0.5, 0.75, 1], x_0=1)
    array([ 1.,  2.,  4., nan])
    """
    t = np.asarray(t, dtype=float)
    if x_0 <= 0:
        with np.errstate(over="ignore"):  # x has come back to 0 as near as floats get
            return x_0 / (1 - x_0 * t)
    blow_up = blow_up_time_square(x_0)
    # A float below another one gives a quotient below 1: nothing is divided by 0.
    return x_0 / (1 - _until(blow_up, t) / blow_up)


def dxdt_exp(a: float, x_val: float | Floats) -> float | Floats:
    """Rate of growth that itself grows exponentially with x, dx/dt = exp(a x).

    Parameters
    ----------
    a : float
        Steepness, in 1/(unit of x), of any sign.
    x_val : float or ndarray
        Where to evaluate the rate.

    Returns
    -------
    float or ndarray, shape of x_val
        dx/dt: above 0 everywhere, so that there is no fixed point.

    Examples
    --------
    >>> dxdt_exp(2.0, np.array([-1.0, 0.0, 1.0])).round(3)
    array([0.135, 1.   , 7.389])
    """
    return np.exp(a * x_val)


def blow_up_time_exp(a: float, x_0: float) -> float:
    """Time at which the solution of dx/dt = exp(a x) from x(0) = x_0 reaches infinity.

    Parameters
    ----------
    a : float
        Steepness, of any sign.
    x_0 : float
        Value at time 0.

    Returns
    -------
    float
        exp(-a x_0) / a; inf for a <= 0, where the solution exists for ever.

    Examples
    --------
    >>> blow_up_time_exp(a=2, x_0=0)
    0.5
    """
    if a <= 0:
        return np.inf
    with np.errstate(over="ignore"):  # later than any float
        return float(np.exp(-a * x_0) / a)


def x_exp(t: ArrayLike, a: float, x_0: float) -> Floats:
    """Solution of dx/dt = exp(a x) from x(0) = x_0.

    Parameters
    ----------
    t : array_like
        Times, from 0 on.
    a : float
        Steepness, of any sign.
    x_0 : float
        Value at time 0.

    Returns
    -------
    ndarray, shape of t
        -ln(exp(-a x_0) - a t) / a; x_0 + t for a = 0; nan from the blow-up at exp(-a x_0) / a on.

    Examples
    --------
    >>> x_exp([0, 0.5, 0.9, 1], a=1, x_0=0).round(3)
    array([0.   , 0.693, 2.303,   nan])
    """
    t = np.asarray(t, dtype=float)
    if abs(a) < np.finfo(float).tiny:  # 0, or so small that 1 / a would not be a float
        return x_0 + t
    if a > 0:
        blow_up = blow_up_time_exp(a, x_0)
        return x_0 - np.log1p(-_until(blow_up, t) / blow_up) / a
    return x_0 - _log_1_plus(-a * t, a * x_0) / a


def dxdt_exp_decay(a: float, x_val: float | Floats) -> float | Floats:
    """Rate of growth that fades exponentially with x, dx/dt = exp(a - x).

    Parameters
    ----------
    a : float
        Where the rate is 1.
    x_val : float or ndarray
        Where to evaluate the rate.

    Returns
    -------
    float or ndarray, shape of x_val
        dx/dt: above 0 everywhere, so that there is no fixed point.

    Examples
    --------
    >>> dxdt_exp_decay(2.0, np.array([0.0, 2.0])).round(3)
    array([7.389, 1.   ])
    """
    return np.exp(a - x_val)


def x_exp_decay(t: ArrayLike, a: float, x_0: float) -> Floats:
    """Solution of dx/dt = exp(a - x) from x(0) = x_0.

    Parameters
    ----------
    t : array_like
        Times, from 0 on.
    a : float
        Where the rate is 1.
    x_0 : float
        Value at time 0.

    Returns
    -------
    ndarray, shape of t
        ln(exp(x_0) + exp(a) t), which grows for ever, ever more slowly.

    Examples
    --------
    >>> x_exp_decay([0, 10, 100, 1000], a=0, x_0=0).round(3)
    array([0.   , 2.398, 4.615, 6.909])
    """
    return x_0 + _log_1_plus(np.asarray(t, dtype=float), a - x_0)


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

    Examples
    --------
    >>> round(travel_time(dxdt_square, 1, 10), 3)
    0.9
    >>> travel_time(lambda x: -x, -1, 1)  # x never gets past 0
    inf
    """
    piece = (x_end - x_start) / n
    rates = np.asarray(dxdt(x_start + piece * (np.arange(n, dtype=np.float64) + 0.5)), dtype=float)
    if not (rates * piece > 0).all():
        return np.inf if piece else 0.0
    return float(np.sum(piece / rates))


def _until(blow_up: float, t: Floats) -> Floats:
    """The times before the blow-up; nan for the others."""
    return np.where(t < blow_up, t, np.nan)


def _log_1_plus(factor: Floats, exponent: float) -> Floats:
    """ln(1 + factor exp(exponent)) for factors from 0 on, however large the exponential is."""
    with np.errstate(divide="ignore"):  # the logarithm of 0 is the exponent of 0
        return np.logaddexp(0, np.log(factor) + exponent)

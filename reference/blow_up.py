"""Four more scalar equations: relaxation, and three whose rate is not linear in x.

dx/dt = a - x, dx/dt = x^2, dx/dt = exp(a x) and dx/dt = exp(a - x), each with its rate, its
solution and, where x reaches infinity within a finite time, the time when it does (its blow-up).
A solution is nan from its blow-up on: there is no x any more.
"""

import numpy as np
from numpy.typing import ArrayLike

from reference.ode import Floats


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
    """
    return a + (x_0 - a) * np.exp(-np.asarray(t, dtype=float))


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
    """
    return x_0 + _log_1_plus(np.asarray(t, dtype=float), a - x_0)


def _until(blow_up: float, t: Floats) -> Floats:
    """The times before the blow-up; nan for the others."""
    return np.where(t < blow_up, t, np.nan)


def _log_1_plus(factor: Floats, exponent: float) -> Floats:
    """ln(1 + factor exp(exponent)) for factors from 0 on, however large the exponential is."""
    with np.errstate(divide="ignore"):  # the logarithm of 0 is the exponent of 0
        return np.logaddexp(0, np.log(factor) + exponent)

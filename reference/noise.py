"""Noisy input currents."""

from collections.abc import Mapping

import numpy as np

from reference.base import Floats, time_grid

__all__ = [
    "my_GWN",
]


def my_GWN(
    params: Mapping[str, float], mu: float, sigma: float, myseed: int | None = None
) -> tuple[Floats, Floats]:
    """Gaussian white noise current around a mean.

    Parameters
    ----------
    params : mapping
        `T` and `dt` (ms) are used.
    mu : float
        Mean current (pA).
    sigma : float
        Noise strength (pA sqrt(s)). It is neither the standard deviation nor the variance of the
        samples: their standard deviation is sigma / sqrt(dt in s), which grows as dt shrinks.
    myseed : int, optional
        Seed of the random numbers; the same seed gives the same current, no seed a new one.

    Returns
    -------
    I_GWN : ndarray, shape (round(T / dt),)
        Current (pA).
    t : ndarray, same shape
        Times (ms).

    Raises
    ------
    ValueError
        Unless 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 8.1, on white noise as an input current.

    Examples
    --------
    >>> I_GWN, t = my_GWN({"T": 1000, "dt": 0.1}, mu=200, sigma=3, myseed=1)
    >>> int(I_GWN.mean()), int(I_GWN.std())
    (196, 299)
    """
    t = time_grid(params["T"], params["dt"])
    dt_s = params["dt"] / 1000
    z = np.random.default_rng(myseed).standard_normal(t.size)
    # The charge of a step, I dt, has variance sigma^2 dt. Variances of independent steps add up, to
    # sigma^2 T whatever the step, and so the voltage fluctuates as much at any dt.
    I_GWN = mu + sigma * z / np.sqrt(dt_s)
    return I_GWN, t

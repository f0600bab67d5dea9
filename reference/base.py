"""What every model starts from: arrays of floats, the time grid, the injected current."""

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Floats",
    "Values",
    "injected_current",
    "time_grid",
]

Floats = NDArray[np.float64]
Values = TypeVar("Values", float, Floats)  # a number gives a number, an array an array


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

    Examples
    --------
    >>> time_grid(1.0, 0.25)
    array([0.  , 0.25, 0.5 , 0.75])
    """
    if not 0 < dt <= T:
        raise ValueError(f"a run needs 0 < dt <= T, not dt = {dt}, T = {T}")
    # A count of steps, because np.arange(0, T, dt) adds a sample at T for some T and dt.
    return np.arange(round(T / dt), dtype=np.float64) * float(dt)


def injected_current(I_inj: ArrayLike, n: int) -> Floats:
    """Write an injected current as one value a sample.

    Parameters
    ----------
    I_inj : float or array_like, shape (n,)
        A constant current or one value a sample (pA).
    n : int
        Number of samples of the run.

    Returns
    -------
    ndarray, shape (n,)
        The current (pA).

    Raises
    ------
    ValueError
        If I_inj is neither a number nor of shape (n,).

    Examples
    --------
    >>> injected_current(200, 3)
    array([200., 200., 200.])
    >>> injected_current([0, 100, 200], 3)
    array([  0., 100., 200.])
    """
    I_ext = np.array(I_inj, dtype=float)  # a plain copy: numba compiles anew for views and the like
    if I_ext.ndim == 0:
        return np.full(n, I_ext)
    if I_ext.shape != (n,):
        raise ValueError(f"I_inj must be a number or have shape ({n},), not {I_ext.shape}")
    return I_ext

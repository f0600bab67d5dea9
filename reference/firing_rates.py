"""How often a neuron fires, and how regularly, at each of many currents.

The F-I curve has the firing rate, the CV curve the variability of the intervals.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reference.base import Floats
from reference.excitability import Simulator, rheobase_LIF
from reference.integrate_and_fire import Leak, count_spikes_IF
from reference.lif import simulate_noisy_LIF
from reference.noise import my_GWN
from reference.spike_trains import get_CV, spike_freq

__all__ = [
    "CV_curve",
    "FI_curve",
    "FI_curve_model",
    "firing_rate_LIF",
    "fit_LIF_to_HH",
]


def firing_rate_LIF(params: Mapping[str, float], I_ext: ArrayLike) -> float | Floats:
    """Firing rate of the LIF neuron, in continuous time, for a constant current.

    Parameters
    ----------
    params : mapping
        `V_th`, `V_reset`, `E_L` (mV), `g_L` (nS), `tau_m` and `tref` (ms) are used;
        V_reset < V_th.
    I_ext : float or array_like
        Injected current (pA).

    Returns
    -------
    float or ndarray, shape of I_ext
        Rate (Hz), 0 up to and at the rheobase, below 1/tref everywhere.

    Notes
    -----
    The interval is tref + tau_m ln[(V_inf - V_reset)/(V_inf - V_th)], V_inf the steady-state
    voltage: Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.4, with the refractory period added.

    Examples
    --------
    >>> firing_rate_LIF(default_params(), [200, 300, 400]).round(1)
    array([  0.,  77., 112.])
    """
    # How far the steady state lies above threshold. The difference of currents is exactly 0 at
    # the rheobase; the ratio of voltages is 1 + a small number far above it, a case for log1p.
    above_th = (np.asarray(I_ext, dtype=float) - rheobase_LIF(params)) / params["g_L"]
    with np.errstate(divide="ignore"):  # the interval is infinite where V never gets to V_th
        growth = (params["V_th"] - params["V_reset"]) / np.maximum(above_th, 0)
    return 1000 / (params["tref"] + params["tau_m"] * np.log1p(growth))


def FI_curve(
    params: Mapping[str, float], I_max: float = 1000, I_step: float = 50, sigma: float = 0
) -> tuple[NDArray, Floats]:
    """Simulated firing rate against injected current.

    Parameters
    ----------
    params : mapping
        As for `simulate_LIF`. The rate comes in steps of 1/T: take T = 1000 ms or more.
    I_max, I_step : float
        The currents are I_step apart, from 0 to below I_max (pA).
    sigma : float
        Noise strength (pA sqrt(s)). With noise, current number i gets seed i: the currents are
        independent, and a longer curve begins like a shorter one.

    Returns
    -------
    I_range : ndarray
        Mean currents (pA).
    freq_rec : ndarray, same shape
        Spike count over T (Hz).

    Raises
    ------
    ValueError
        Unless V_reset < V_th and 0 < dt <= T.

    Examples
    --------
    >>> I_range, rates = FI_curve(default_params() | {"T": 1000}, I_max=500, I_step=100)
    >>> rates
    array([  0.,   0.,   0.,  77., 112.])
    """
    I_range = np.arange(0, I_max, I_step)
    if sigma == 0:
        counts = count_spikes_IF(params, I_range, Leak.from_params(params))
    else:
        runs = (simulate_noisy_LIF(params, mu, sigma, i) for i, mu in enumerate(I_range))
        counts = np.array([len(spikes) for _, _, spikes in runs])
    return I_range, 1000 * counts / params["T"]


def FI_curve_model(
    simulate: Simulator,
    params: Mapping[str, float],
    I_values: ArrayLike,
    sigma: float = 0,
    myseed: int | None = None,
) -> Floats:
    """Firing rate against injected current, for any simulator.

    Parameters
    ----------
    simulate : callable
        simulate(params, I_inj); the spikes are the last thing that it returns.
    params : mapping
        Its parameters. The rate comes in steps of 1/T: take T = 1000 ms or more.
    I_values : array_like, shape (m,)
        Mean currents (pA).
    sigma : float
        Noise strength (pA sqrt(s)). Without noise the neuron gets a number for a current.
    myseed : int, optional
        Seed of the noise: current number i gets the seed myseed + i, as in `FI_curve`, so that each
        has noise of its own. Without it the noise is new each time.

    Returns
    -------
    ndarray, shape (m,)
        Spike counts over T (Hz).

    Examples
    --------
    >>> params = default_params_EIF() | {"T": 1000}
    >>> FI_curve_model(simulate_EIF, params, [100, 200, 300])
    array([ 0., 21., 58.])
    """
    trains = _trains(simulate, params, I_values, sigma, myseed)
    return np.array([spike_freq(spikes, params) for spikes in trains], dtype=float)


def CV_curve(
    simulate: Simulator,
    params: Mapping[str, float],
    I_values: ArrayLike,
    sigma: float,
    myseed: int | None = None,
) -> Floats:
    """Coefficient of variation of the intervals against injected current, for any simulator.

    Parameters
    ----------
    simulate, params, I_values, sigma, myseed
        As for `FI_curve_model`, which sees the same spikes for the same seed.

    Returns
    -------
    ndarray, shape (m,)
        Standard deviation over mean of the intervals; nan where there are fewer than two.

    Examples
    --------
    >>> params = default_params() | {"T": 5000}
    >>> CV_curve(simulate_LIF, params, [150, 200, 300], sigma=3, myseed=1).round(1)
    array([0.6, 0.3, 0.1])
    """
    trains = _trains(simulate, params, I_values, sigma, myseed)
    return np.array([get_CV(spikes) for spikes in trains], dtype=float)


def _trains(
    simulate: Simulator,
    params: Mapping[str, float],
    I_values: ArrayLike,
    sigma: float,
    myseed: int | None,
) -> list:
    """Spikes at each mean current, each with noise of its own."""
    trains = []
    for i, mu in enumerate(np.asarray(I_values, dtype=float).tolist()):
        seed = None if myseed is None else myseed + i
        I_inj = mu if sigma == 0 else my_GWN(params, mu, sigma, seed)[0]
        trains.append(simulate(params, I_inj)[-1])
    return trains


def fit_LIF_to_HH(I_values: ArrayLike, rates: ArrayLike) -> dict[str, float]:
    """Parameters with which the LIF neuron's F-I curve comes closest to a given one.

    E_L and V_th are those of the squid axon, roughly, and V_reset = E_L: of the LIF's parameters
    the curve depends on the rheobase g_L (V_th - E_L), tau_m and tref alone.

    Parameters
    ----------
    I_values : array_like, shape (n,)
        Currents (uA/cm2).
    rates : array_like, shape (n,)
        Firing rates (Hz), above 0 for at least two of the currents.

    Returns
    -------
    dict
        E_L, V_th, V_reset (mV), g_L (mS/cm2), C_m (uF/cm2), tau_m and tref (ms), least squares of
        the rates from `firing_rate_LIF`.

    Raises
    ------
    ValueError
        If fewer than two of the rates are above 0.

    Examples
    --------
    >>> currents = np.arange(0, 30, 2)
    >>> rates = FI_curve_HH(default_params_HH() | {"T": 500}, currents)
    >>> LIF = fit_LIF_to_HH(currents, rates)
    >>> print(f"tau_m = {LIF['tau_m']:.1f} ms, tref = {LIF['tref']:.1f} ms")
    tau_m = 5.3 ms, tref = 9.4 ms
    """
    from scipy.optimize import least_squares  # slow to import, and needed only here

    I_ext, rates = np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)
    firing = rates > 0
    if np.count_nonzero(firing) < 2:
        raise ValueError("a fit needs two currents at which the neuron fires")
    first = I_ext[firing].min()
    silent = I_ext[~firing & (I_ext < first)]

    def neuron(rheobase: float, tau_m: float, tref: float) -> dict[str, float]:
        E_L, V_th = -65.0, -55.0
        g_L = rheobase / (V_th - E_L)
        membrane = {"g_L": g_L, "tau_m": tau_m, "C_m": g_L * tau_m}
        return {"E_L": E_L, "V_reset": E_L, "V_th": V_th, "tref": tref} | membrane

    def misses(logs: Floats, rheobase: float) -> Floats:
        return firing_rate_LIF(neuron(rheobase, *np.exp(logs)), I_ext) - rates

    # A current on the other side of the rheobase makes a jump: so each rheobase on a grid has its
    # own smooth fit of the two times, from a start of a few ms.
    lowest = silent.max() if silent.size else 0.2 * first
    grid = np.linspace(lowest, first, 30, endpoint=False)
    fits = [least_squares(misses, (1.0, 1.5), args=(at,), bounds=(-7, 7)) for at in grid if at > 0]
    best = int(np.argmin([fit.cost for fit in fits]))
    return neuron(grid[grid > 0][best], *np.exp(fits[best].x))

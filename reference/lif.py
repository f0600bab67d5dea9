"""The leaky integrate-and-fire neuron, without (proto-LIF) and with spikes.

proto-LIF:  C_m dV/dt = -g_L (V - E_L) + I_ext
LIF:        tau_m dV/dt = -(V - E_L) + I_ext/g_L, a spike where V >= V_th, then V_reset for tref

The two are one equation, tau_m = C_m/g_L: change C_m or g_L and tau_m changes with it.
"""

from collections.abc import Mapping

import numpy as np
from numba import njit
from numpy.typing import ArrayLike

from reference.base import Floats, injected_current, time_grid
from reference.integrate_and_fire import Leak, simulate_IF
from reference.noise import my_GWN

__all__ = [
    "V_proto_LIF",
    "default_params",
    "dvdt_LIF",
    "dvdt_proto_LIF",
    "simulate_LIF",
    "simulate_noisy_LIF",
    "simulate_proto_LIF",
    "steady_state_voltage",
]


def default_params() -> dict[str, float]:
    """Parameters of the course's LIF neuron.

    Returns
    -------
    dict
        V_th, V_0, V_reset, E_L (mV), tau_m, tref, T, dt (ms), g_L (nS), C_m (pF).

    Examples
    --------
    >>> default_params()["V_th"]
    -55.0
    >>> params = default_params() | {"T": 1000, "tau_m": 20}  # another run, another neuron
    """
    return {
        "V_th": -55.0,  # spike threshold, mV
        "V_0": -75.0,  # voltage at time 0, mV
        "tau_m": 10.0,  # membrane time constant C_m/g_L, ms
        "g_L": 10.0,  # leak conductance, nS
        "V_reset": -75.0,  # voltage after a spike, mV
        "E_L": -75.0,  # leak reversal potential, mV
        "tref": 2.0,  # refractory period, ms
        "T": 150.0,  # length of a run, ms
        "dt": 0.1,  # time step, ms
        "C_m": 100.0,  # membrane capacitance, pF
    }


def dvdt_proto_LIF(
    g_L: float, E_L: float, C_m: float, I_ext: float | Floats, V_val: float | Floats
) -> float | Floats:
    """Rate of change of the proto-LIF voltage.

    Parameters
    ----------
    g_L : float
        Leak conductance (nS).
    E_L : float
        Leak reversal potential (mV).
    C_m : float
        Membrane capacitance (pF).
    I_ext : float or ndarray
        Injected current (pA).
    V_val : float or ndarray
        Voltage (mV).

    Returns
    -------
    float or ndarray
        dV/dt (mV/ms).

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.4.

    Examples
    --------
    >>> dvdt_proto_LIF(g_L=10, E_L=-75, C_m=100, I_ext=200, V_val=-75)
    2.0
    """
    return (-g_L * (V_val - E_L) + I_ext) / C_m


def dvdt_LIF(
    g_L: float, E_L: float, tau_m: float, I_ext: float | Floats, V_val: float | Floats
) -> float | Floats:
    """Rate of change of the LIF voltage below threshold.

    Parameters
    ----------
    g_L : float
        Leak conductance (nS).
    E_L : float
        Leak reversal potential (mV).
    tau_m : float
        Membrane time constant (ms).
    I_ext : float or ndarray
        Injected current (pA).
    V_val : float or ndarray
        Voltage (mV).

    Returns
    -------
    float or ndarray
        dV/dt (mV/ms).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 1.3, eq. 1.5, with R = 1/g_L.

    Examples
    --------
    >>> dvdt_LIF(g_L=10, E_L=-75, tau_m=10, I_ext=200, V_val=-75)
    2.0
    """
    return (-(V_val - E_L) + I_ext / g_L) / tau_m


_dvdt_proto_LIF = njit(cache=True)(dvdt_proto_LIF)


def steady_state_voltage(params: Mapping[str, float], I_ext: float | Floats) -> float | Floats:
    """Voltage at which the leak carries all of a constant current.

    Parameters
    ----------
    params : mapping
        `E_L` (mV) and `g_L` (nS) are used.
    I_ext : float or ndarray
        Injected current (pA).

    Returns
    -------
    float or ndarray, shape of I_ext
        E_L + I_ext/g_L (mV).

    Examples
    --------
    >>> steady_state_voltage(default_params(), 100)
    -65.0
    """
    return params["E_L"] + I_ext / params["g_L"]


def V_proto_LIF(t: ArrayLike, params: Mapping[str, float], I_ext: float) -> Floats:
    """Solution of the proto-LIF for a constant current switched on at time 0.

    Parameters
    ----------
    t : array_like
        Times (ms).
    params : mapping
        `E_L`, `V_0` (mV), `g_L` (nS) and `C_m` (pF) are used.
    I_ext : float
        Injected current (pA).

    Returns
    -------
    ndarray, shape of t
        Voltage (mV), relaxing from V_0 to its steady state with time constant C_m/g_L.

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.4; Gerstner et al., *Neuronal Dynamics*,
    ch. 1.3.

    Examples
    --------
    >>> V_proto_LIF([0, 10, 100], default_params(), 100).round(2)
    array([-75.  , -68.68, -65.  ])
    """
    V_inf = steady_state_voltage(params, I_ext)
    tau_m = params["C_m"] / params["g_L"]
    return V_inf + (params["V_0"] - V_inf) * np.exp(-np.asarray(t, dtype=float) / tau_m)


def simulate_proto_LIF(params: Mapping[str, float], I_inj: ArrayLike) -> tuple[Floats, Floats]:
    """Simulate the proto-LIF by forward Euler.

    Parameters
    ----------
    params : mapping
        `V_0`, `E_L` (mV), `g_L` (nS), `C_m` (pF), `T` and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV), V[0] = V_0.
    t : ndarray, shape (n,)
        Times (ms).

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, or unless 0 < dt <= T.

    Examples
    --------
    >>> V, t = simulate_proto_LIF(default_params(), 100)
    >>> V[:3].round(3)
    array([-75.   , -74.9  , -74.801])
    """
    t = time_grid(params["T"], params["dt"])
    I_ext = injected_current(I_inj, t.size)
    membrane = float(params["g_L"]), float(params["E_L"]), float(params["C_m"])
    return _simulate_proto_LIF(I_ext, float(params["V_0"]), float(params["dt"]), membrane), t


@njit(cache=True)
def _simulate_proto_LIF(
    I_ext: Floats, V_0: float, dt: float, membrane: tuple[float, float, float]
) -> Floats:
    g_L, E_L, C_m = membrane
    V = np.empty(I_ext.size)
    V[0] = V_0
    for k in range(V.size - 1):
        V[k + 1] = V[k] + dt * _dvdt_proto_LIF(g_L, E_L, C_m, I_ext[k], V[k])
    return V


def simulate_LIF(params: Mapping[str, float], I_inj: ArrayLike) -> tuple[Floats, Floats, list[int]]:
    """Simulate the LIF neuron by forward Euler.

    A spike is recorded at the first sample k with V[k] >= V_th, which keeps its value. The next
    n_ref = round(tref / dt) samples are V_reset, and integration resumes from the last of them: a
    neuron that takes m steps from V_reset to threshold fires every n_ref + m steps. With tref = 0
    this still holds: V[k + 1] is then one Euler step away from V_reset, and V_reset itself is
    never seen.

    Parameters
    ----------
    params : mapping
        `V_0`, `V_th`, `V_reset`, `E_L` (mV), `g_L` (nS), `tau_m`, `tref`, `T` and `dt` (ms) are
        used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV), V[0] = V_0.
    t : ndarray, shape (n,)
        Times (ms).
    spikes : list of int
        Sample indices of the spikes.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th, or unless 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 1.3; Dayan & Abbott, *Theoretical Neuroscience*,
    ch. 5.4.

    Examples
    --------
    >>> V, t, spikes = simulate_LIF(default_params(), 250)
    >>> spikes
    [161, 342, 523, 704, 885, 1066, 1247, 1428]
    """
    V, _, t, spikes = simulate_IF(params, I_inj, Leak.from_params(params))
    return V, t, spikes


def simulate_noisy_LIF(
    params: Mapping[str, float], mu: float, sigma: float, myseed: int | None
) -> tuple[Floats, Floats, list[int]]:
    """Simulate the LIF neuron with a Gaussian white noise current.

    Parameters
    ----------
    params : mapping
        As for `simulate_LIF`.
    mu, sigma, myseed
        Mean (pA), noise strength (pA sqrt(s)) and seed of the current, as for `my_GWN`.

    Returns
    -------
    V, t, spikes
        As from `simulate_LIF`.

    Raises
    ------
    ValueError
        Unless V_reset < V_th and 0 < dt <= T.

    Examples
    --------
    >>> V, t, spikes = simulate_noisy_LIF(default_params(), mu=200, sigma=3, myseed=1)
    >>> len(spikes)
    3
    """
    I_GWN, _ = my_GWN(params, mu, sigma, myseed)
    return simulate_LIF(params, I_GWN)

"""The leaky integrate-and-fire neuron, without (proto-LIF) and with spikes.

proto-LIF:  C_m dV/dt = -g_L (V - E_L) + I_ext
LIF:        tau_m dV/dt = -(V - E_L) + I_ext/g_L, a spike where V >= V_th, then V_reset for tref

The two are one equation, tau_m = C_m/g_L: change C_m or g_L and tau_m changes with it.
"""

from collections.abc import Mapping

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from reference.integrate_and_fire import count_spikes, injected_current, leak, simulate
from reference.noise import my_GWN
from reference.ode import Floats, time_grid


def default_params() -> dict[str, float]:
    """Parameters of the course's LIF neuron.

    Returns
    -------
    dict
        V_th, V_0, V_reset, E_L (mV), tau_m, tref, T, dt (ms), g_L (nS), C_m (pF).
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
    """
    t = time_grid(params["T"], params["dt"])
    I_ext = injected_current(I_inj, t.size)
    membrane = tuple(float(params[key]) for key in ("g_L", "E_L", "C_m"))
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
    """
    V, _, t, spikes = simulate(params, I_inj, leak(params))
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
    """
    I_GWN, _ = my_GWN(params, mu, sigma, myseed)
    return simulate_LIF(params, I_GWN)


def rheobase_LIF(params: Mapping[str, float]) -> float:
    """Constant current above which the LIF neuron fires.

    Parameters
    ----------
    params : mapping
        `g_L` (nS), `V_th` and `E_L` (mV) are used. tau_m plays no role.

    Returns
    -------
    float
        g_L (V_th - E_L) (pA). At exactly this current V approaches V_th and never gets there.

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.4.
    """
    return params["g_L"] * (params["V_th"] - params["E_L"])


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
    """
    I_range = np.arange(0, I_max, I_step)
    if sigma == 0:
        counts = count_spikes(params, I_range, leak(params))
    else:
        runs = (simulate_noisy_LIF(params, mu, sigma, i) for i, mu in enumerate(I_range))
        counts = np.array([len(spikes) for _, _, spikes in runs])
    return I_range, 1000 * counts / params["T"]

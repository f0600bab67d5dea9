"""Integrate-and-fire neurons with a spike mechanism: exponential (EIF) and quadratic (QIF).

tau_m dV/dt = f(V) + I_ext/g_L
EIF:  f = -(V - E_L) + Delta_T exp((V - V_rh)/Delta_T)
QIF:  f = a_0 (V - E_L) (V - V_c)

V_th is no threshold here but where the simulation cuts the upstroke off, far above V_rh or V_c.
What any spiking neuron can be asked (rheobase, F-I curve, CV) takes its simulator as an argument.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reference.integrate_and_fire import exponential, f, quadratic, simulate
from reference.noise import my_GWN
from reference.ode import Floats
from reference.spike_trains import get_CV, spike_freq

# simulate(params, I_inj); the last thing that it returns are the spikes, as sample indices
Simulator = Callable[[Mapping[str, float], Any], tuple]


def default_params_EIF() -> dict[str, float]:
    """Parameters of the course's EIF neuron: its LIF neuron with a spike mechanism.

    Returns
    -------
    dict
        V_rh, V_th, V_0, V_reset, E_L, Delta_T (mV), tau_m, tref, T, dt (ms), g_L (nS).
    """
    return {
        "V_rh": -55.0,  # rheobase threshold, where the membrane turns unstable, mV
        "Delta_T": 2.0,  # sharpness: width of that turn, mV
        "V_th": -30.0,  # cut-off of the upstroke, a spike, mV
        "V_0": -75.0,  # voltage at time 0, mV
        "tau_m": 10.0,  # membrane time constant, ms
        "g_L": 10.0,  # leak conductance, nS
        "V_reset": -75.0,  # voltage after a spike, mV
        "E_L": -75.0,  # leak reversal potential, mV
        "tref": 2.0,  # refractory period, ms
        "T": 150.0,  # length of a run, ms
        "dt": 0.1,  # time step, ms
    }


def default_params_QIF() -> dict[str, float]:
    """Parameters of the course's QIF neuron, near rest a twin of the EIF neuron.

    With a_0 (V_c - E_L) = 1 the membrane relaxes to rest with time constant tau_m, and V_c is
    where the EIF neuron, too, turns from falling back to firing.

    Returns
    -------
    dict
        a_0 (1/mV), V_c, V_th, V_0, V_reset, E_L (mV), tau_m, tref, T, dt (ms), g_L (nS).
    """
    return {
        "a_0": 0.04,  # curvature, 1/mV
        "V_c": -50.0,  # critical voltage: without current V falls below it and grows above it, mV
        "V_th": 30.0,  # cut-off of the upstroke, a spike; a parabola rises slowly, mV
        "V_0": -75.0,  # voltage at time 0, mV
        "tau_m": 10.0,  # membrane time constant, ms
        "g_L": 10.0,  # R = 1/g_L, nS
        "V_reset": -75.0,  # voltage after a spike, mV
        "E_L": -75.0,  # resting potential, mV
        "tref": 2.0,  # refractory period, ms
        "T": 150.0,  # length of a run, ms
        "dt": 0.1,  # time step, ms
    }


def f_EIF(V: ArrayLike, params: Mapping[str, float]) -> float | Floats:
    """Leak and spike current of the EIF neuron, as a voltage.

    Parameters
    ----------
    V : float or array_like
        Voltage (mV).
    params : mapping
        `E_L`, `Delta_T` and `V_rh` (mV) are used.

    Returns
    -------
    float or ndarray, shape of V
        f(V) (mV). Finite everywhere: exponents above 700 count as 700.

    Raises
    ------
    ValueError
        Unless Delta_T > 0.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.2, eq. 5.6; Fourcaud-Trocme et al. (2003), J.
    Neurosci. 23:11628.
    """
    return f(np.asarray(V, dtype=float), exponential(params))


def dvdt_EIF(V: ArrayLike, I_ext: float | ArrayLike, params: Mapping[str, float]) -> float | Floats:
    """Rate of change of the EIF voltage.

    Parameters
    ----------
    V : float or array_like
        Voltage (mV).
    I_ext : float or array_like
        Injected current (pA).
    params : mapping
        `E_L`, `Delta_T`, `V_rh` (mV), `g_L` (nS) and `tau_m` (ms) are used.

    Returns
    -------
    float or ndarray, shape of V and I_ext together
        dV/dt (mV/ms).

    Raises
    ------
    ValueError
        Unless Delta_T > 0.
    """
    return (f_EIF(V, params) + np.asarray(I_ext, dtype=float) / params["g_L"]) / params["tau_m"]


def simulate_EIF(params: Mapping[str, float], I_inj: ArrayLike) -> tuple[Floats, Floats, list[int]]:
    """Simulate the EIF neuron by forward Euler.

    Spikes, reset and refractory hold are those of `simulate_LIF`, except for how the spike looks:
    the step across V_th would end anywhere up to 1e300 mV, so V is V_th at a spike.

    Parameters
    ----------
    params : mapping
        `E_L`, `Delta_T`, `V_rh`, `V_0`, `V_th`, `V_reset` (mV), `g_L` (nS), `tau_m`, `tref`, `T`
        and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV), V[0] = V_0, and no later sample above V_th.
    t : ndarray, shape (n,)
        Times (ms).
    spikes : list of int
        Sample indices of the spikes.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th, Delta_T > 0 or 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.2.
    """
    V, _, t, spikes = simulate(params, I_inj, exponential(params), V_max=params["V_th"])
    return V, t, spikes


def rheobase_EIF(params: Mapping[str, float]) -> float:
    """Constant current above which the EIF neuron fires.

    Parameters
    ----------
    params : mapping
        `g_L` (nS), `V_rh`, `E_L` and `Delta_T` (mV) are used.

    Returns
    -------
    float
        g_L (V_rh - E_L - Delta_T) (pA): f is smallest at V_rh. Delta_T -> 0 gives a LIF neuron
        with its threshold at V_rh.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.2.
    """
    return params["g_L"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])


def f_QIF(V: ArrayLike, params: Mapping[str, float]) -> float | Floats:
    """Membrane of the QIF neuron, as a voltage.

    Parameters
    ----------
    V : float or array_like
        Voltage (mV).
    params : mapping
        `E_L`, `V_c` (mV) and `a_0` (1/mV) are used.

    Returns
    -------
    float or ndarray, shape of V
        f(V) (mV).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.3, eq. 5.16.
    """
    return f(np.asarray(V, dtype=float), quadratic(params))


def simulate_QIF(params: Mapping[str, float], I_inj: ArrayLike) -> tuple[Floats, Floats, list[int]]:
    """Simulate the QIF neuron by forward Euler, with the spikes of `simulate_EIF`.

    Parameters
    ----------
    params : mapping
        `E_L`, `V_c`, `V_0`, `V_th`, `V_reset` (mV), `a_0` (1/mV), `g_L` (nS), `tau_m`, `tref`, `T`
        and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.

    Returns
    -------
    V, t, spikes
        As from `simulate_EIF`.

    Raises
    ------
    ValueError
        If I_inj is an array of another shape, unless V_reset < V_th or 0 < dt <= T.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.3.
    """
    V, _, t, spikes = simulate(params, I_inj, quadratic(params), V_max=params["V_th"])
    return V, t, spikes


def rheobase_QIF(params: Mapping[str, float]) -> float:
    """Constant current above which the QIF neuron fires.

    Parameters
    ----------
    params : mapping
        `g_L` (nS), `a_0` (1/mV), `V_c` and `E_L` (mV) are used.

    Returns
    -------
    float
        g_L a_0 (V_c - E_L)^2 / 4 (pA): f is smallest halfway between E_L and V_c.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 5.3.
    """
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def find_rheobase(
    simulate: Simulator, params: Mapping[str, float], I_low: float, I_high: float, tol: float
) -> float:
    """Smallest constant current at which a simulated neuron fires, by bisection.

    Parameters
    ----------
    simulate : callable
        simulate(params, I_inj); the spikes are the last thing that it returns.
    params : mapping
        Its parameters. Near its rheobase a neuron takes long to fire: take a long T.
    I_low, I_high : float
        A current that leaves the neuron silent and one that makes it fire (pA).
    tol : float
        Width at which to stop halving the range between them (pA).

    Returns
    -------
    float
        The upper end of the last range (pA): a current at which the neuron fires, at most tol above
        one at which it is silent.

    Raises
    ------
    ValueError
        Unless tol > 0, I_low < I_high, no spike comes at I_low, and one comes at I_high.
    """
    if not (tol > 0 and I_low < I_high):
        raise ValueError(
            f"bisection needs tol > 0 and I_low < I_high, not {tol}, {I_low}, {I_high}"
        )

    def fires(I_ext: float) -> bool:
        return len(simulate(params, I_ext)[-1]) > 0

    if fires(I_low) or not fires(I_high):
        raise ValueError(f"the rheobase does not lie between {I_low} and {I_high} pA")
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if middle in (I_low, I_high):  # there is no number in between
            break
        if fires(middle):
            I_high = middle
        else:
            I_low = middle
    return I_high


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
    """
    trains = _trains(simulate, params, I_values, sigma, myseed)
    return np.array([get_CV(spikes) for spikes in trains], dtype=float)

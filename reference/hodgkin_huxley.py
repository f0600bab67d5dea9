"""The Hodgkin-Huxley neuron: rates of its gates, ionic currents, simulation and F-I curve.

C_m dV/dt = I - I_ion,  I_ion = g_Na m^3 h (V - E_Na) + g_K n^4 (V - E_K) + g_L (V - E_L)
dx/dt     = alpha_x (1 - x) - beta_x x   for x = m, h, n, each with its own x

Units, for each cm2 of membrane: ms, mV, uA, mS, uF (uA/mS = mV, uF/mS = ms, uA/uF = mV/ms).

There are three sets of rates, by name:

"squid"
    The giant axon of Hodgkin & Huxley (1952), with V as it is measured: rest at -65 mV.
"pyramidal"
    A cortical pyramidal cell: Gerstner et al., *Neuronal Dynamics*, Table 2.1, online edition.
"printed"
    The same cell with the rates of h as they stand in the printed book, where they are garbled.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np
from numba import njit, types
from numba.extending import overload
from numpy.typing import ArrayLike, NDArray
from scipy.special import exprel

from reference.ode import Floats, time_grid

RateSet = Literal["squid", "pyramidal", "printed"]


def default_params_HH() -> dict[str, float]:
    """Parameters of the squid's giant axon.

    Returns
    -------
    dict
        C_m (uF/cm2), g_Na, g_K, g_L (mS/cm2), E_Na, E_K, E_L, V_0 (mV), T, dt (ms).
    """
    return {
        "C_m": 1.0,  # membrane capacitance, uF/cm2
        "g_Na": 120.0,  # largest sodium conductance, mS/cm2
        "g_K": 36.0,  # largest potassium conductance, mS/cm2
        "g_L": 0.3,  # leak conductance, mS/cm2
        "E_Na": 50.0,  # sodium reversal potential, mV
        "E_K": -77.0,  # potassium reversal potential, mV
        "E_L": -54.387,  # leak reversal potential, mV
        "V_0": -65.0,  # voltage at time 0, mV
        "T": 100.0,  # length of a run, ms
        "dt": 0.01,  # time step, ms
    }


def default_params_pyramidal() -> dict[str, float]:
    """Parameters of the pyramidal cell; its rates are the set "pyramidal".

    Returns
    -------
    dict
        As from `default_params_HH`. V_0 is near the resting voltage, which is not E_L.
    """
    return {
        "C_m": 1.0,
        "g_Na": 40.0,
        "g_K": 35.0,
        "g_L": 0.3,
        "E_Na": 55.0,
        "E_K": -77.0,
        "E_L": -65.0,
        "V_0": -63.0,
        "T": 100.0,
        "dt": 0.01,
    }


# Rates. Each equation is written once and has two lives: with numpy, for numbers and arrays, and
# compiled, in the time loop, where `_exp` and `_linoid` are the functions further down.


def _exp(x: float | Floats) -> float | Floats:
    return np.exp(x)


def _linoid(x: float | Floats) -> float | Floats:
    """Continuous x / (1 - exp(-x)): 1 at x = 0, where the fraction is 0/0."""
    return 1 / exprel(-x)


def alpha_m(V: float | Floats) -> float | Floats:
    """Rate at which gate m opens in the squid axon.

    Parameters
    ----------
    V : float or ndarray
        Voltage (mV).

    Returns
    -------
    float or ndarray, shape of V
        0.1 (V + 40) / (1 - exp(-(V + 40)/10)) in 1/ms; 1 at V = -40 mV.

    Notes
    -----
    Hodgkin & Huxley, *J Physiol* 117:500 (1952), eqs. 12-13, 20-21, 23-24, with V shifted to a rest
    of -65 mV and turned round: Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.5. All six rates.
    """
    return _linoid((V + 40) / 10)


def beta_m(V: float | Floats) -> float | Floats:
    """Rate at which gate m closes in the squid axon: 4 exp(-(V + 65)/18), as `alpha_m`."""
    return 4 * _exp(-(V + 65) / 18)


def alpha_h(V: float | Floats) -> float | Floats:
    """Rate at which gate h opens in the squid axon: 0.07 exp(-(V + 65)/20), as `alpha_m`."""
    return 0.07 * _exp(-(V + 65) / 20)


def beta_h(V: float | Floats) -> float | Floats:
    """Rate at which gate h closes in the squid axon: 1/(1 + exp(-(V + 35)/10)), as `alpha_m`."""
    return 1 / (1 + _exp(-(V + 35) / 10))


def alpha_n(V: float | Floats) -> float | Floats:
    """Rate at which gate n opens in the squid axon, as `alpha_m`.

    It is 0.01 (V + 55) / (1 - exp(-(V + 55)/10)), and 0.1 at V = -55 mV.
    """
    return 0.1 * _linoid((V + 55) / 10)


def beta_n(V: float | Floats) -> float | Floats:
    """Rate at which gate n closes in the squid axon: 0.125 exp(-(V + 65)/80), as `alpha_m`."""
    return 0.125 * _exp(-(V + 65) / 80)


def alpha_m_pyramidal(V: float | Floats) -> float | Floats:
    """Rate at which gate m opens in the pyramidal cell, as `alpha_m`.

    It is 0.182 (V + 35) / (1 - exp(-(V + 35)/9)).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, Table 2.1, online edition. All rates of this cell.
    """
    return 0.182 * 9 * _linoid((V + 35) / 9)


def beta_m_pyramidal(V: float | Floats) -> float | Floats:
    """Rate at which gate m closes in the pyramidal cell, as `alpha_m`.

    It is -0.124 (V + 35) / (1 - exp((V + 35)/9)).
    """
    return 0.124 * 9 * _linoid(-(V + 35) / 9)


def alpha_h_pyramidal(V: float | Floats) -> float | Floats:
    """Rate at which gate h opens in the pyramidal cell: 0.25 exp(-(V + 90)/12), as `alpha_m`."""
    return 0.25 * _exp(-(V + 90) / 12)


def beta_h_pyramidal(V: float | Floats) -> float | Floats:
    """Rate at which gate h closes in the pyramidal cell, as `alpha_m`.

    It is 0.25 exp((V + 62)/6) / exp((V + 90)/12), so that h_inf = 1/(1 + exp((V + 62)/6)).
    """
    return 0.25 * _exp((V + 62) / 6 - (V + 90) / 12)


def alpha_n_pyramidal(V: float | Floats) -> float | Floats:
    """Rate at which gate n opens in the pyramidal cell, as `alpha_m`.

    It is 0.02 (V - 25) / (1 - exp(-(V - 25)/9)).
    """
    return 0.02 * 9 * _linoid((V - 25) / 9)


def beta_n_pyramidal(V: float | Floats) -> float | Floats:
    """Rate at which gate n closes in the pyramidal cell, as `alpha_m`.

    It is -0.002 (V - 25) / (1 - exp((V - 25)/9)).
    """
    return 0.002 * 9 * _linoid(-(V - 25) / 9)


def alpha_h_printed(V: float | Floats) -> float | Floats:
    """What the printed table gives for alpha_h: 1/(1 + exp(-(V + 62)/6)), as `alpha_m`.

    Together with `beta_h_printed` it is a garbled pair (h_inf, tau_h): a sign in the exponent is
    wrong in both, and they stand in the columns of alpha and beta.
    """
    return 1 / (1 + _exp(-(V + 62) / 6))


def beta_h_printed(V: float | Floats) -> float | Floats:
    """What the printed table gives for beta_h, see `alpha_h_printed`.

    It is 4 exp((V + 90)/12) / (1 + exp(-(V + 62)/6)).
    """
    return 4 * _exp((V + 90) / 12) / (1 + _exp(-(V + 62) / 6))


RATES: dict[RateSet, tuple[Callable, ...]] = {  # alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n
    "squid": (alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n),
    "pyramidal": (
        alpha_m_pyramidal,
        beta_m_pyramidal,
        alpha_h_pyramidal,
        beta_h_pyramidal,
        alpha_n_pyramidal,
        beta_n_pyramidal,
    ),
    "printed": (
        alpha_m_pyramidal,
        beta_m_pyramidal,
        alpha_h_printed,
        beta_h_printed,
        alpha_n_pyramidal,
        beta_n_pyramidal,
    ),
}


# Gates and currents


def gate_steady_state(alpha: float | Floats, beta: float | Floats) -> float | Floats:
    """Where a gate ends if V stays: alpha/(alpha + beta).

    Parameters
    ----------
    alpha, beta : float or ndarray
        Rates of opening and closing (1/ms).

    Returns
    -------
    float or ndarray
        Between 0, all closed, and 1, all open.

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.5.
    """
    return alpha / (alpha + beta)


def gate_time_constant(alpha: float | Floats, beta: float | Floats) -> float | Floats:
    """How long a gate takes to get there: 1/(alpha + beta).

    Parameters
    ----------
    alpha, beta : float or ndarray
        Rates of opening and closing (1/ms).

    Returns
    -------
    float or ndarray
        Time constant (ms).

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.5.
    """
    return 1 / (alpha + beta)


def dxdt_gate(alpha: float | Floats, beta: float | Floats, x: float | Floats) -> float | Floats:
    """Rate of change of a gate: closed ones open at rate alpha, open ones close at rate beta.

    Parameters
    ----------
    alpha, beta : float or ndarray
        Rates of opening and closing (1/ms).
    x : float or ndarray
        Share of open gates, 0 to 1.

    Returns
    -------
    float or ndarray
        alpha (1 - x) - beta x (1/ms).

    Notes
    -----
    Dayan & Abbott, *Theoretical Neuroscience*, ch. 5.5.
    """
    return alpha * (1 - x) - beta * x


def I_ion(
    V: float | Floats,
    m: float | Floats,
    h: float | Floats,
    n: float | Floats,
    params: Mapping[str, float],
) -> float | Floats:
    """Sum of the three ionic currents, positive outward.

    Parameters
    ----------
    V : float or ndarray
        Voltage (mV).
    m, h, n : float or ndarray
        Gates, 0 to 1.
    params : mapping
        `g_Na`, `g_K`, `g_L` (mS/cm2), `E_Na`, `E_K` and `E_L` (mV) are used.

    Returns
    -------
    float or ndarray
        g_Na m^3 h (V - E_Na) + g_K n^4 (V - E_K) + g_L (V - E_L) (uA/cm2).

    Notes
    -----
    Hodgkin & Huxley (1952), eq. 26; Gerstner et al., *Neuronal Dynamics*, eq. 2.5.
    """
    return _I_ion(V, m, h, n, _neuron(params, "squid"))


class _Neuron(NamedTuple):
    """What a time step needs to know; the class itself tells the compiler which rates to take."""

    C_m: float
    g_Na: float
    g_K: float
    g_L: float
    E_Na: float
    E_K: float
    E_L: float


class _Squid(_Neuron):
    pass


class _Pyramidal(_Neuron):
    pass


class _Printed(_Neuron):
    pass


_NEURONS: dict[RateSet, type[_Neuron]] = {
    "squid": _Squid,
    "pyramidal": _Pyramidal,
    "printed": _Printed,
}


def _neuron(params: Mapping[str, float], rates: RateSet) -> _Neuron:
    return _NEURONS[rates](*(float(params[key]) for key in _Neuron._fields))


def _I_ion(V: Any, m: Any, h: Any, n: Any, neuron: _Neuron) -> Any:
    I_Na = neuron.g_Na * m**3 * h * (V - neuron.E_Na)
    I_K = neuron.g_K * n**4 * (V - neuron.E_K)
    I_L = neuron.g_L * (V - neuron.E_L)
    return I_Na + I_K + I_L


# The same equations, compiled. The compiler takes several neurons in one instruction, but only if
# the inner loop calls nothing: so the step is copied into it (inline), exp is arithmetic instead
# of a function of the C library, and divisions are not checked (error_model).

_compiled = njit(cache=True, error_model="numpy")
_part = njit(error_model="numpy")
_inlined = njit(error_model="numpy", inline="always")

_LARGEST = 708.0  # e^709.8 is no float any more
_LOG2_E = 1 / math.log(2)
_LN_2 = 0.693145751953125, 1.42860682030941723212e-6  # ln 2 in two parts: few digits, and the rest
_WHOLE = 1.5 * 2.0**52  # added to a float, it leaves a whole number in the lowest bits
_EXP = tuple(1 / math.factorial(k) for k in range(14))


@overload(_exp, strict=False)
def _exp_arithmetic(x: types.Float) -> Callable:
    def exp(x: float) -> float:
        # e^x = 2^k e^r with a whole k and |r| < 0.35, where 14 terms are enough for a float.
        x = min(max(x, -_LARGEST), _LARGEST)
        whole = x * _LOG2_E + _WHOLE
        k = whole - _WHOLE
        r = x - k * _LN_2[0] - k * _LN_2[1]
        c = _EXP
        e_r = c[7] + r * (c[8] + r * (c[9] + r * (c[10] + r * (c[11] + r * (c[12] + r * c[13])))))
        e_r = c[3] + r * (c[4] + r * (c[5] + r * (c[6] + r * e_r)))
        e_r = c[0] + r * (c[1] + r * (c[2] + r * e_r))
        # k goes where a float keeps its exponent.
        bits = np.float64(e_r).view(np.int64) + (np.float64(whole).view(np.int64) << 52)
        return np.int64(bits).view(np.float64)

    return exp


@overload(_linoid, strict=False)
def _linoid_arithmetic(x: types.Float) -> Callable:
    def linoid(x: float) -> float:
        x2 = x * x  # near 0 the series, whose next term is 2e-15
        near_0 = 1 + x / 2 + x2 * (1 / 12 - x2 * (1 / 720 - x2 * (1 / 30240 - x2 / 1209600)))
        return near_0 if x2 < 0.04 else x / (1 - _exp(-x))

    return linoid


def _rates(V: float, neuron: _Neuron) -> tuple[float, ...]:
    """All six rates of a neuron; only compiled."""
    raise NotImplementedError


@overload(_rates, strict=False, inline="always")
def _rates_of(V: types.Float, neuron: types.NamedTuple) -> Callable:
    (name,) = (name for name, kind in _NEURONS.items() if kind is neuron.instance_class)
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = map(_part, RATES[name])

    def rates(V: float, neuron: _Neuron) -> tuple[float, ...]:
        return alpha_m(V), beta_m(V), alpha_h(V), beta_h(V), alpha_n(V), beta_n(V)

    return rates


_I_ion_part = _part(_I_ion)
_dxdt_gate = _part(dxdt_gate)


@_inlined
def _step(
    V: float, m: float, h: float, n: float, I_ext: float, dt: float, neuron: _Neuron
) -> tuple[float, float, float, float]:
    """One step of forward Euler: all of it from the old values."""
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = _rates(V, neuron)
    dVdt = (I_ext - _I_ion_part(V, m, h, n, neuron)) / neuron.C_m
    return (
        V + dt * dVdt,
        m + dt * _dxdt_gate(alpha_m, beta_m, m),
        h + dt * _dxdt_gate(alpha_h, beta_h, h),
        n + dt * _dxdt_gate(alpha_n, beta_n, n),
    )


@_compiled
def _simulate(
    I_ext: Floats, start: tuple[float, float, float, float], dt: float, neuron: _Neuron
) -> tuple[Floats, Floats, Floats, Floats]:
    """Run one neuron a column of I_ext."""
    V, m, h, n = (
        np.empty(I_ext.shape),
        np.empty(I_ext.shape),
        np.empty(I_ext.shape),
        np.empty(I_ext.shape),
    )
    V[0], m[0], h[0], n[0] = start
    for k in range(len(I_ext) - 1):
        for i in range(I_ext.shape[1]):
            V[k + 1, i], m[k + 1, i], h[k + 1, i], n[k + 1, i] = _step(
                V[k, i], m[k, i], h[k, i], n[k, i], I_ext[k, i], dt, neuron
            )
    return V, m, h, n


@_compiled
def _count_spikes(
    I_values: Floats,
    steps: int,
    first: int,
    start: tuple[float, float, float, float],
    dt: float,
    neuron: _Neuron,
) -> tuple[NDArray[np.int64], Floats]:
    """Upward crossings of 0 mV from sample `first` on, and the last V, for constant currents."""
    counts = np.zeros(I_values.size, np.int64)
    V, m, h, n = (
        np.full(I_values.size, start[0]),
        np.full(I_values.size, start[1]),
        np.full(I_values.size, start[2]),
        np.full(I_values.size, start[3]),
    )
    # Currents are the inner loop: unlike time steps they need not wait for one another.
    for k in range(1, steps):
        counted = k >= first
        for i in range(I_values.size):
            V_before = V[i]
            V[i], m[i], h[i], n[i] = _step(V[i], m[i], h[i], n[i], I_values[i], dt, neuron)
            counts[i] += counted & (V_before < 0) & (V[i] >= 0)
    return counts, V


def _start(params: Mapping[str, float], rates: RateSet) -> tuple[float, float, float, float]:
    V_0 = float(params["V_0"])
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = (rate(V_0) for rate in RATES[rates])
    return (
        V_0,
        float(gate_steady_state(alpha_m, beta_m)),
        float(gate_steady_state(alpha_h, beta_h)),
        float(gate_steady_state(alpha_n, beta_n)),
    )


def simulate_HH(
    params: Mapping[str, float], I_inj: ArrayLike, *, rates: RateSet = "squid"
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Simulate the Hodgkin-Huxley neuron by forward Euler.

    Parameters
    ----------
    params : mapping
        As from `default_params_HH`. The gates start at their steady state at `V_0`.
    I_inj : float or array_like, shape (samples,) or (samples, neurons)
        Injected current (uA/cm2); sample k drives the step from k to k + 1. A column more is a
        neuron more, with the same parameters.
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    V : ndarray, shape (samples,) or (samples, neurons), samples = round(T / dt)
        Voltage (mV), V[0] = V_0.
    m, h, n : ndarray, shape of V
        Gates.
    t : ndarray, shape (samples,)
        Times (ms).

    Raises
    ------
    ValueError
        If I_inj has another shape, or unless 0 < dt <= T.
    FloatingPointError
        If the run diverges. At dt = 0.01 ms spikes come within 0.02 ms of where they should; from
        0.07 ms on there are too many, and from 0.08 ms on this is raised.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 2.2; Dayan & Abbott, *Theoretical Neuroscience*,
    ch. 5.5-5.6.
    """
    t = time_grid(params["T"], params["dt"])
    I_ext = np.array(I_inj, dtype=float)  # a plain copy: numba compiles anew for views and the like
    if I_ext.ndim == 0:
        I_ext = np.full(t.size, I_ext)
    if I_ext.ndim > 2 or len(I_ext) != t.size:
        raise ValueError(f"I_inj must be a number or have {t.size} samples, not {I_ext.shape}")
    columns = I_ext.reshape(t.size, *I_ext.shape[1:] or (1,))
    run = _simulate(columns, _start(params, rates), float(params["dt"]), _neuron(params, rates))
    _must_be_finite(run[0][-1], params)
    V, m, h, n = (one.reshape(I_ext.shape) for one in run)
    return V, m, h, n, t


def FI_curve_HH(
    params: Mapping[str, float], I_values: ArrayLike, *, rates: RateSet = "squid"
) -> Floats:
    """Firing rate against a constant current, over the second half of the run.

    Parameters
    ----------
    params : mapping
        As for `simulate_HH`. Rates come in steps of one spike in T/2: take T = 500 ms or more.
    I_values : array_like, shape (currents,)
        Currents (uA/cm2), switched on at time 0.
    rates : {"squid", "pyramidal", "printed"}
        Whose gates.

    Returns
    -------
    ndarray, shape of I_values
        Upward crossings of 0 mV at samples with t >= T/2, over T/2 (Hz).

    Raises
    ------
    ValueError, FloatingPointError
        As `simulate_HH`.
    """
    I_ext = np.array(I_values, dtype=float)
    steps = time_grid(params["T"], params["dt"]).size
    counts, V = _count_spikes(
        I_ext.ravel(),
        steps,
        steps - steps // 2,
        _start(params, rates),
        float(params["dt"]),
        _neuron(params, rates),
    )
    _must_be_finite(V, params)
    return 1000 * counts.reshape(I_ext.shape) / (params["T"] / 2)


def _must_be_finite(V: Floats, params: Mapping[str, float]) -> None:
    if not np.isfinite(V).all():
        raise FloatingPointError(f"V diverges: forward Euler cannot take dt = {params['dt']} ms")

"""The gates of the Hodgkin-Huxley neuron: how fast they open and close; its equations, compiled.

dx/dt = alpha_x (1 - x) - beta_x x   for x = m, h, n, each with its own rates, in 1/ms.

There are three sets of rates, by name:

"squid"
    The giant axon of Hodgkin & Huxley (1952), with V as it is measured: rest at -65 mV.
"pyramidal"
    A cortical pyramidal cell: Gerstner et al., *Neuronal Dynamics*, Table 2.1, online edition.
"printed"
    The same cell with the rates of h as they stand in the printed book, where they are garbled.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np
from numba import njit, types
from numba.extending import overload
from numpy.typing import NDArray

from reference._fast_math import exp, linoid
from reference.base import Floats, Values

__all__ = [
    "RATES",
    "RateSet",
    "alpha_h",
    "alpha_h_printed",
    "alpha_h_pyramidal",
    "alpha_m",
    "alpha_m_pyramidal",
    "alpha_n",
    "alpha_n_pyramidal",
    "beta_h",
    "beta_h_printed",
    "beta_h_pyramidal",
    "beta_m",
    "beta_m_pyramidal",
    "beta_n",
    "beta_n_pyramidal",
    "dxdt_gate",
    "rates_HH",
]

RateSet = Literal["squid", "pyramidal", "printed"]


def alpha_m(V: Values) -> Values:
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

    Examples
    --------
    >>> alpha_m(np.array([-90.0, -40.0])).round(4)
    array([0.0339, 1.    ])
    """
    return linoid((V + 40) / 10)


def beta_m(V: Values) -> Values:
    """Rate at which gate m closes in the squid axon: 4 exp(-(V + 65)/18), as `alpha_m`.

    >>> beta_m(np.array([-90.0, -65.0])).round(4)
    array([16.0416,  4.    ])
    """
    return 4 * exp(-(V + 65) / 18)


def alpha_h(V: Values) -> Values:
    """Rate at which gate h opens in the squid axon: 0.07 exp(-(V + 65)/20), as `alpha_m`.

    >>> alpha_h(np.array([-90.0, -65.0])).round(4)
    array([0.2443, 0.07  ])
    """
    return 0.07 * exp(-(V + 65) / 20)


def beta_h(V: Values) -> Values:
    """Rate at which gate h closes in the squid axon: 1/(1 + exp(-(V + 35)/10)), as `alpha_m`.

    >>> beta_h(np.array([-90.0, -35.0])).round(4)
    array([0.0041, 0.5   ])
    """
    return 1 / (1 + exp(-(V + 35) / 10))


def alpha_n(V: Values) -> Values:
    """Rate at which gate n opens in the squid axon, as `alpha_m`.

    It is 0.01 (V + 55) / (1 - exp(-(V + 55)/10)), and 0.1 at V = -55 mV.

    >>> alpha_n(np.array([-90.0, -55.0])).round(4)
    array([0.0109, 0.1   ])
    """
    return 0.1 * linoid((V + 55) / 10)


def beta_n(V: Values) -> Values:
    """Rate at which gate n closes in the squid axon: 0.125 exp(-(V + 65)/80), as `alpha_m`.

    >>> beta_n(np.array([-90.0, -65.0])).round(4)
    array([0.1709, 0.125 ])
    """
    return 0.125 * exp(-(V + 65) / 80)


def alpha_m_pyramidal(V: Values) -> Values:
    """Rate at which gate m opens in the pyramidal cell, as `alpha_m`.

    It is 0.182 (V + 35) / (1 - exp(-(V + 35)/9)).

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, Table 2.1, online edition. All rates of this cell.

    >>> alpha_m_pyramidal(np.array([-90.0, -35.0])).round(4)
    array([0.0223, 1.638 ])
    """
    return 0.182 * 9 * linoid((V + 35) / 9)


def beta_m_pyramidal(V: Values) -> Values:
    """Rate at which gate m closes in the pyramidal cell, as `alpha_m`.

    It is -0.124 (V + 35) / (1 - exp((V + 35)/9)).

    >>> beta_m_pyramidal(np.array([-90.0, -35.0])).round(4)
    array([6.8352, 1.116 ])
    """
    return 0.124 * 9 * linoid(-(V + 35) / 9)


def alpha_h_pyramidal(V: Values) -> Values:
    """Rate at which gate h opens in the pyramidal cell: 0.25 exp(-(V + 90)/12), as `alpha_m`.

    >>> alpha_h_pyramidal(np.array([-90.0, -65.0])).round(4)
    array([0.25  , 0.0311])
    """
    return 0.25 * exp(-(V + 90) / 12)


def beta_h_pyramidal(V: Values) -> Values:
    """Rate at which gate h closes in the pyramidal cell, as `alpha_m`.

    It is 0.25 exp((V + 62)/6) / exp((V + 90)/12), so that h_inf = 1/(1 + exp((V + 62)/6)).

    >>> beta_h_pyramidal(np.array([-90.0, -62.0])).round(4)
    array([0.0024, 0.0242])
    """
    return 0.25 * exp((V + 62) / 6 - (V + 90) / 12)


def alpha_n_pyramidal(V: Values) -> Values:
    """Rate at which gate n opens in the pyramidal cell, as `alpha_m`.

    It is 0.02 (V - 25) / (1 - exp(-(V - 25)/9)).

    >>> alpha_n_pyramidal(np.array([-90.0, 25.0])).round(4)
    array([0.  , 0.18])
    """
    return 0.02 * 9 * linoid((V - 25) / 9)


def beta_n_pyramidal(V: Values) -> Values:
    """Rate at which gate n closes in the pyramidal cell, as `alpha_m`.

    It is -0.002 (V - 25) / (1 - exp((V - 25)/9)).

    >>> beta_n_pyramidal(np.array([-90.0, 25.0])).round(4)
    array([0.23 , 0.018])
    """
    return 0.002 * 9 * linoid(-(V - 25) / 9)


def alpha_h_printed(V: Values) -> Values:
    """What the printed table gives for alpha_h: 1/(1 + exp(-(V + 62)/6)), as `alpha_m`.

    Together with `beta_h_printed` it is a garbled pair (h_inf, tau_h): a sign in the exponent is
    wrong in both, and they stand in the columns of alpha and beta.

    >>> alpha_h_printed(np.array([-90.0, -62.0])).round(4)
    array([0.0093, 0.5   ])
    """
    return 1 / (1 + exp(-(V + 62) / 6))


def beta_h_printed(V: Values) -> Values:
    """What the printed table gives for beta_h, see `alpha_h_printed`.

    It is 4 exp((V + 90)/12) / (1 + exp(-(V + 62)/6)).

    >>> beta_h_printed(np.array([-90.0, -65.0])).round(4)
    array([ 0.0373, 12.1284])
    """
    return 4 * exp((V + 90) / 12) / (1 + exp(-(V + 62) / 6))


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
}
RATES["printed"] = (
    *RATES["pyramidal"][:2],
    alpha_h_printed,
    beta_h_printed,
    *RATES["pyramidal"][4:],
)


def rates_HH(V: Values) -> tuple[Values, ...]:
    """All six rates of the squid axon.

    Parameters
    ----------
    V : float or ndarray
        Voltage (mV).

    Returns
    -------
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n : float or ndarray, shape of V
        In 1/ms; see `alpha_m` for their source.

    Examples
    --------
    >>> print(*(rate.round(4) for rate in rates_HH(np.array([-65.0]))))
    [0.2236] [4.] [0.07] [0.0474] [0.0582] [0.125]
    """
    return alpha_m(V), beta_m(V), alpha_h(V), beta_h(V), alpha_n(V), beta_n(V)


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

    Examples
    --------
    >>> dxdt_gate(alpha=0.25, beta=0.5, x=0.5)
    -0.125
    """
    return alpha * (1 - x) - beta * x


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


# The time loop is in this module because numba keeps its machine code until this file changes: if
# the rates were in another file, editing one would have no effect. (After a change in `_fast_math`,
# delete `__pycache__`.) The compiler can take several neurons in one instruction because the step
# is copied into the loop (inline) and divisions are not checked (error_model).

_compiled = njit(cache=True, error_model="numpy")
_part: Callable[..., Any] = njit(error_model="numpy")
_inlined = njit(error_model="numpy", inline="always")


def _rates(V: float, neuron: _Neuron) -> tuple[float, ...]:
    """All six rates of a neuron; only compiled."""
    raise NotImplementedError


@overload(_rates, strict=False, inline="always")
def _rates_of(V: types.Float, neuron: types.NamedTuple) -> Callable:
    (parts,) = (RATES[name] for name, kind in _NEURONS.items() if kind is neuron.instance_class)
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = map(_part, parts)

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

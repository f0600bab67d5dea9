"""One integrator for the family of integrate-and-fire neurons, with and without adaptation.

tau_m dV/dt = f(V) - R w + R I_ext,  R = 1/g_L
tau_w dw/dt = a (V - E_w) - w

A spike where V >= V_th; then V is V_reset for tref, and w has jumped by b. What sets the models
apart is f, the membrane: a leak (LIF), a leak and a spike current (EIF, AdEx) or a parabola (QIF,
Izhikevich).
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numba.extending import overload
from numpy.typing import ArrayLike, NDArray

from reference.base import Floats, Values, injected_current, time_grid

__all__ = [
    "Adaptation",
    "Exponential",
    "Leak",
    "Membrane",
    "Quadratic",
    "count_spikes_IF",
    "f_membrane",
    "simulate_IF",
]

# Little short of infinity, which is from exp(709.8) on. A membrane that steep is past any V_th in
# one step.
_LARGEST_EXPONENT = 700.0


class Leak(NamedTuple):
    """Membrane of the LIF neuron: f(V) = -(V - E_L)."""

    E_L: float  # mV

    @classmethod
    def from_params(cls, params: Mapping[str, float]) -> "Leak":
        """Take E_L (mV) from a neuron's parameters."""
        return cls(float(params["E_L"]))


class Exponential(NamedTuple):
    """Membrane of the EIF and AdEx neurons: f(V) = -(V - E_L) + Delta_T exp((V - V_rh)/Delta_T)."""

    E_L: float  # mV
    Delta_T: float  # mV
    V_rh: float  # mV

    @classmethod
    def from_params(cls, params: Mapping[str, float]) -> "Exponential":
        """Take E_L, Delta_T and V_rh (mV) from a neuron's parameters.

        Raises
        ------
        ValueError
            Unless Delta_T > 0.
        """
        if not params["Delta_T"] > 0:
            raise ValueError(f"the spike needs a Delta_T > 0, not {params['Delta_T']}")
        return cls(*(float(params[key]) for key in cls._fields))


class Quadratic(NamedTuple):
    """Membrane of the QIF and Izhikevich neurons: f(V) = a_0 (V - E_L) (V - V_c)."""

    E_L: float  # mV
    a_0: float  # 1/mV
    V_c: float  # mV

    @classmethod
    def from_params(cls, params: Mapping[str, float]) -> "Quadratic":
        """Take E_L, V_c (mV) and a_0 (1/mV) from a neuron's parameters."""
        return cls(*(float(params[key]) for key in cls._fields))


Membrane = Leak | Exponential | Quadratic


class Adaptation(NamedTuple):
    """The adaptation current: w -> w + b at a spike, and pulled to a (V - E_w) all the time."""

    a: float  # nS
    b: float  # pA
    tau_w: float  # ms
    E_w: float  # mV

    @classmethod
    def from_params(cls, params: Mapping[str, float]) -> "Adaptation":
        """Take a (nS), b (pA), tau_w (ms), and E_L (mV) for E_w from a neuron's parameters."""
        a, b, tau_w, E_L = (float(params[key]) for key in ("a", "b", "tau_w", "E_L"))
        return cls(a, b, tau_w, E_w=E_L)


def _leak(V, membrane):  # noqa: ANN001, ANN202 - numba wants these two names, not types
    return -(V - membrane.E_L)


def _exponential(V, membrane):  # noqa: ANN001, ANN202
    exponent = np.minimum((V - membrane.V_rh) / membrane.Delta_T, _LARGEST_EXPONENT)
    return -(V - membrane.E_L) + membrane.Delta_T * np.exp(exponent)


def _quadratic(V, membrane):  # noqa: ANN001, ANN202
    return membrane.a_0 * (V - membrane.E_L) * (V - membrane.V_c)


_EQUATIONS = {Leak: _leak, Exponential: _exponential, Quadratic: _quadratic}


def f_membrane(V: Values, membrane: Membrane) -> Values:
    """What the membrane itself does to V, times tau_m.

    Parameters
    ----------
    V : float or ndarray
        Voltage (mV).
    membrane : Leak, Exponential or Quadratic
        Which equation, and its constants.

    Returns
    -------
    float or ndarray, shape of V
        f(V) (mV).

    Examples
    --------
    >>> f_membrane(-65.0, Leak(E_L=-75.0))
    -10.0
    """
    return _EQUATIONS[type(membrane)](V, membrane)


# The type of the membrane picks the equation when numba compiles, so that the loops below hold
# each model's own arithmetic and are kept on disk. Functions as arguments would be compiled anew in
# every process.
@overload(f_membrane)
def _compiled_f(V, membrane):  # noqa: ANN001, ANN202
    return _EQUATIONS.get(getattr(membrane, "instance_class", None))


class _Neuron(NamedTuple):
    """What all of the family need in a time step."""

    V_th: float
    V_reset: float
    g_L: float
    tau_m: float
    dt: float
    n_ref: int  # refractory period in steps


def _neuron(params: Mapping[str, float]) -> _Neuron:
    if params["V_reset"] >= params["V_th"]:
        raise ValueError("a neuron whose V_reset is not below V_th never stops spiking")
    constants = (float(params[key]) for key in _Neuron._fields if key != "n_ref")
    return _Neuron(*constants, n_ref=round(params["tref"] / params["dt"]))


def simulate_IF(
    params: Mapping[str, float],
    I_inj: ArrayLike,
    membrane: Membrane,
    adapts: Adaptation | None = None,
    w_0: float = 0.0,
    V_max: float = np.inf,
) -> tuple[Floats, Floats, Floats, list[int]]:
    """Simulate a neuron of the family by forward Euler.

    A spike is recorded at the first sample k with V[k] >= V_th. Then V is V_reset and w is
    w[k] + b, and both step on to k + 1 from there. The samples k + 1 ... k + n_ref of V, n_ref =
    round(tref / dt), are V_reset; from the last of them on V is integrated again. w is integrated
    throughout, at each step from the V of the same sample (V_reset in the step of the spike and in
    the hold):

        w[k + 1] = w[k] + b + dt (a (V_reset - E_w) - (w[k] + b)) / tau_w

    With tref = 0 this still holds: V[k + 1] is then one Euler step away from V_reset.

    Parameters
    ----------
    params : mapping
        `V_0`, `V_th`, `V_reset` (mV), `g_L` (nS), `tau_m`, `tref`, `T` and `dt` (ms) are used.
    I_inj : float or array_like, shape (n,)
        Injected current (pA); sample k drives the step from k to k + 1.
    membrane : Leak, Exponential or Quadratic
        f of the model.
    adapts : Adaptation, optional
        Without it w is 0.
    w_0 : float
        w at time 0 (pA).
    V_max : float
        V is written down as this where an Euler step carries it beyond (mV). The last step before a
        spike is astronomically long in a membrane that explodes.

    Returns
    -------
    V : ndarray, shape (n,), n = round(T / dt)
        Voltage (mV), V[0] = V_0.
    w : ndarray, shape (n,)
        Adaptation current (pA), w[0] = w_0.
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
    Gerstner et al., *Neuronal Dynamics*, ch. 1.3, 5.1 and 6.1; Brette & Gerstner (2005), J.
    Neurophysiol. 94:3637.

    Examples
    --------
    >>> params = default_params_EIF()
    >>> V, w, t, spikes = simulate_IF(params, 300, Exponential.from_params(params))
    >>> spikes
    [150, 320, 490, 660, 830, 1000, 1170, 1340]
    """
    t = time_grid(params["T"], params["dt"])
    I_ext = injected_current(I_inj, t.size)
    start = float(params["V_0"]), float(w_0)
    V, w, spikes = _simulate(I_ext, start, _neuron(params), membrane, adapts)
    np.minimum(V[1:], V_max, out=V[1:])
    return V, w, t, spikes


def count_spikes_IF(
    params: Mapping[str, float],
    I_values: ArrayLike,
    membrane: Membrane,
    adapts: Adaptation | None = None,
) -> NDArray[np.int64]:
    """Count the spikes of `simulate_IF` for each of many constant currents, several times faster.

    Parameters
    ----------
    params, membrane, adapts
        As for `simulate_IF`.
    I_values : array_like, shape (m,)
        Injected currents (pA).

    Returns
    -------
    ndarray of int, shape (m,)
        Spikes in a run of length T.

    Raises
    ------
    ValueError
        Unless V_reset < V_th and 0 < dt <= T.

    Examples
    --------
    >>> params = default_params() | {"T": 1000}
    >>> count_spikes_IF(params, [200, 250, 300], Leak.from_params(params))
    array([ 0, 55, 77])
    """
    n = time_grid(params["T"], params["dt"]).size
    I_range = np.array(I_values, dtype=float)
    return _count_spikes(I_range, n, float(params["V_0"]), _neuron(params), membrane, adapts)


@njit(cache=True)
def _step(
    k: int,
    V_k: float,
    w_k: float,
    resume: int,
    I_ext: float,
    neuron: _Neuron,
    membrane: Membrane,
    adapts: Adaptation | None,
) -> tuple[bool, float, float, int]:
    """From sample k to k + 1: is there a spike at k, the next V and w, where the hold ends."""
    spiked = V_k >= neuron.V_th
    if spiked:
        V_k = neuron.V_reset
        resume = k + neuron.n_ref
    I_net = I_ext
    if adapts is not None:
        if spiked:
            w_k += adapts.b
        I_net -= w_k
        w_k += neuron.dt * (adapts.a * (V_k - adapts.E_w) - w_k) / adapts.tau_w
    if k >= resume:
        V_k += neuron.dt * ((f_membrane(V_k, membrane) + I_net / neuron.g_L) / neuron.tau_m)
    return spiked, V_k, w_k, resume


@njit(cache=True)
def _simulate(
    I_ext: Floats,
    start: tuple[float, float],
    neuron: _Neuron,
    membrane: Membrane,
    adapts: Adaptation | None,
) -> tuple[Floats, Floats, list[int]]:
    V, w = np.empty(I_ext.size), np.empty(I_ext.size)
    spikes = []
    V_k, w_k = start
    resume = 0
    for k in range(V.size):
        V[k], w[k] = V_k, w_k
        spiked, V_k, w_k, resume = _step(k, V_k, w_k, resume, I_ext[k], neuron, membrane, adapts)
        if spiked:
            spikes.append(k)
    return V, w, spikes


@njit(cache=True)
def _count_spikes(
    I_range: Floats,
    n: int,
    V_0: float,
    neuron: _Neuron,
    membrane: Membrane,
    adapts: Adaptation | None,
) -> NDArray[np.int64]:
    counts = np.zeros(I_range.size, np.int64)
    V, w = np.full(I_range.size, V_0), np.zeros(I_range.size)
    resume = np.zeros(I_range.size, np.int64)
    # Currents are the inner loop: unlike time steps they need not wait for one another, so the
    # compiler takes several at once.
    for k in range(n):
        for i in range(I_range.size):
            spiked, V[i], w[i], resume[i] = _step(
                k, V[i], w[i], resume[i], I_range[i], neuron, membrane, adapts
            )
            counts[i] += spiked
    return counts

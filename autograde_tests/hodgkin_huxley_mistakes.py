"""Mistakes that students make in the `hodgkin_huxley` assignment.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot, the course's own names and the private
helpers of this module are used, so that it works in a student's cell as it stands.
"""

# ruff: noqa: ANN001, ANN201, ANN202, B905, D403, D404 (they read like students' code)

import numpy as np
from matplotlib import pyplot as plt

from reference.excitability import detect_spikes
from reference.hodgkin_huxley import (
    FI_curve_HH,
    alpha_h,
    alpha_m,
    alpha_n,
    beta_h,
    beta_m,
    beta_n,
    dxdt_gate,
    gate_steady_state,
    gate_time_constant,
    simulate_HH,
)

# gate_steady_state, gate_time_constant, dxdt_gate


def gate_steady_state__closed(alpha, beta):
    """This is the share of closed gates: alpha opens, so it stands above the fraction bar."""
    return beta / (alpha + beta)


def gate_steady_state__odds(alpha, beta):
    """This is open gates over closed ones: asked for is their share of all gates."""
    return alpha / beta


def gate_steady_state__upside_down(alpha, beta):
    """The fraction is upside down: a share of gates lies between 0 and 1."""
    return (alpha + beta) / alpha


def gate_steady_state__difference(alpha, beta):
    """Below the fraction bar stands a difference: multiply out alpha (1 - x) - beta x = 0 again."""
    return alpha / (alpha - beta)


def gate_steady_state__time_constant(alpha, beta):
    """This is the time constant: where the gate ends is alpha times that."""
    return 1 / (alpha + beta)


def gate_time_constant__sum(alpha, beta):
    """This is a rate in 1/ms: the time constant is one over it."""
    return alpha + beta


def gate_time_constant__only_alpha(alpha, beta):
    """Only alpha counts here: gates close at the same time, and both bring x to its end sooner."""
    return 1 / alpha


def gate_time_constant__only_beta(alpha, beta):
    """Only beta counts here: gates open at the same time, and both bring x to its end sooner."""
    return 1 / beta


def gate_time_constant__sum_of_times(alpha, beta):
    """Two times are added: what add up are the rates, and the time is one over their sum."""
    return 1 / alpha + 1 / beta


def gate_time_constant__difference(alpha, beta):
    """The rates are subtracted: in alpha - (alpha + beta) x they add up."""
    return 1 / np.abs(alpha - beta)


def gate_time_constant__steady_state(alpha, beta):
    """This is where the gate ends: asked for is how long it takes, in ms."""
    return alpha / (alpha + beta)


def dxdt_gate__swapped(alpha, beta, x):
    """alpha and beta are swapped: closed gates, 1 - x of them, open at the rate alpha."""
    return beta * (1 - x) - alpha * x


def dxdt_gate__shares_swapped(alpha, beta, x):
    """x and 1 - x are swapped: it is the closed gates, 1 - x, that can open."""
    return alpha * x - beta * (1 - x)


def dxdt_gate__sign(alpha, beta, x):
    """The sign is the wrong way round: opening makes x grow, closing makes it fall."""
    return beta * x - alpha * (1 - x)


def dxdt_gate__plus(alpha, beta, x):
    """Both terms make x grow: closing takes gates away, so it has a minus."""
    return alpha * (1 - x) + beta * x


def dxdt_gate__without_closed(alpha, beta, x):
    """The factor 1 - x is missing: only gates that are closed can open."""
    return alpha - beta * x


def dxdt_gate__without_open(alpha, beta, x):
    """The factor x is missing: only gates that are open can close."""
    return alpha * (1 - x) - beta


def dxdt_gate__without_tau(alpha, beta, x):
    """This is the distance from the steady state: divided by the time constant it is a rate."""
    return alpha / (alpha + beta) - x


# alpha_m


def _fraction(u):
    u = np.where(np.abs(u) < 1e-6, 1e-6, u)
    return u / (1 - np.exp(-u))


def alpha_m__unguarded(V):
    """At -40 mV this is 0/0, which numpy calls nan: put the limit, 1 per ms, in its place."""
    u = (V + 40) / 10
    return np.divide(u, 1 - np.exp(-u))


def alpha_m__zero_in_the_hole(V):
    """At -40 mV this is 0: the limit of the formula there is 1 per ms, as on both sides of it."""
    u = np.asarray((V + 40) / 10)
    return np.where(u == 0, 0.0, _fraction(u))


def alpha_m__wrong_limit(V):
    """The value at -40 mV is not the limit: 0.1 times V + 40 is u itself, and u/(1 - e^-u) is 1."""
    u = np.asarray((V + 40) / 10)
    return np.where(u == 0, 0.1, _fraction(u))


def alpha_m__exponent_sign(V):
    """The exponent has the wrong sign, and the rate is negative: it is exp(-(V + 40)/10)."""
    return -_fraction(-(V + 40) / 10)


def alpha_m__denominator_turned(V):
    """The denominator is the wrong way round, and the rate negative: 1 - exp, not exp - 1."""
    return -_fraction((V + 40) / 10)


def alpha_m__from_rest(V):
    """This is the formula for a voltage counted from rest: here rest is at -65 mV.

    Other books have 25 - V where this notebook has V + 40 with the signs turned; do not mix them.
    """
    return _fraction((V - 25) / 10)


def alpha_m__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative.

    Take the one of this notebook's table, where rest is at -65 mV and spikes go up.
    """
    return _fraction(-(V + 25) / 10)


def alpha_m__minus_40(V):
    """It is V - 40 here: the table has V + 40, so that the hole is at -40 mV."""
    return _fraction((V - 40) / 10)


def alpha_m__without_factor(V):
    """The factor 0.1 is missing: the rate is ten times too large."""
    return 10 * _fraction((V + 40) / 10)


def alpha_m__brackets(V):
    """The minus in the exponent stands in front of V only: it belongs to all of (V + 40)."""
    return 0.1 * (V + 40) / (1 - np.exp((-V + 40) / 10))


def alpha_m__without_10(V):
    """The exponent is not divided by 10 mV: as it stands it has a unit."""
    return 0.1 * _fraction(V + 40)


def alpha_m__of_n(V):
    """This is alpha_n: each gate has rates of its own."""
    return alpha_n(V)


def alpha_m__is_beta(V):
    """This is beta_m, the rate at which m closes: alpha is the rate at which it opens."""
    return beta_m(V)


# alpha_n


def alpha_n__unguarded(V):
    """At -55 mV this is 0/0, which numpy calls nan: put the limit, 0.1 per ms, in its place."""
    u = (V + 55) / 10
    return 0.1 * np.divide(u, 1 - np.exp(-u))


def alpha_n__zero_in_the_hole(V):
    """At -55 mV this is 0: the limit of the formula there is 0.1 per ms, as on both sides of it."""
    u = np.asarray((V + 55) / 10)
    return np.where(u == 0, 0.0, 0.1 * _fraction(u))


def alpha_n__wrong_limit(V):
    """The value at -55 mV is that of m: the factor in front of n's fraction is smaller."""
    u = np.asarray((V + 55) / 10)
    return np.where(u == 0, 1.0, 0.1 * _fraction(u))


def alpha_n__exponent_sign(V):
    """The exponent has the wrong sign, and the rate is negative: it is exp(-(V + 55)/10)."""
    return -0.1 * _fraction(-(V + 55) / 10)


def alpha_n__denominator_turned(V):
    """The denominator is the wrong way round, and the rate negative: 1 - exp, not exp - 1."""
    return -0.1 * _fraction((V + 55) / 10)


def alpha_n__from_rest(V):
    """This is the formula for a voltage counted from rest: here rest is at -65 mV.

    Other books have 10 - V where this notebook has V + 55 with the signs turned; do not mix them.
    """
    return 0.1 * _fraction((V - 10) / 10)


def alpha_n__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative.

    Take the one of this notebook's table, where rest is at -65 mV and spikes go up.
    """
    return 0.1 * _fraction(-(V + 10) / 10)


def alpha_n__minus_55(V):
    """It is V - 55 here: the table has V + 55, so that the hole is at -55 mV."""
    return 0.1 * _fraction((V - 55) / 10)


def alpha_n__factor(V):
    """The rate is ten times too large: the factor is 0.01 for n, 0.1 only for m."""
    return _fraction((V + 55) / 10)


def alpha_n__brackets(V):
    """The minus in the exponent stands in front of V only: it belongs to all of (V + 55)."""
    return 0.01 * (V + 55) / (1 - np.exp((-V + 55) / 10))


def alpha_n__of_m(V):
    """This is alpha_m: each gate has rates of its own."""
    return alpha_m(V)


def alpha_n__is_beta(V):
    """This is beta_n, the rate at which n closes: alpha is the rate at which it opens."""
    return beta_n(V)


# beta_m, beta_n, alpha_h: exponentials


def beta_m__exponent_sign(V):
    """The minus in the exponent is missing: m closes more slowly when V is high."""
    return 4 * np.exp((V + 65) / 18)


def beta_m__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 65."""
    return 4 * np.exp(-V / 18)


def beta_m__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 4 * np.exp(V / 18)


def beta_m__minus_65(V):
    """The sign of 65 is wrong: the exponent is -(V + 65)/18, and the rate 4 per ms at -65 mV."""
    return 4 * np.exp(-(V - 65) / 18)


def beta_m__without_factor(V):
    """The factor 4 is missing: at -65 mV the rate should be 4 per ms."""
    return np.exp(-(V + 65) / 18)


def beta_m__width_of_n(V):
    """The 80 mV belong to n: for m it is 18."""
    return 4 * np.exp(-(V + 65) / 80)


def beta_m__not_divided(V):
    """Only 65 is divided by 18, not V: check the brackets in the exponent."""
    return 4 * np.exp(-(V + 65 / 18))


def beta_m__is_alpha(V):
    """This is alpha_m, the rate at which m opens: beta is the rate at which it closes."""
    return alpha_m(V)


def beta_n__exponent_sign(V):
    """The minus in the exponent is missing: n closes more slowly when V is high."""
    return 0.125 * np.exp((V + 65) / 80)


def beta_n__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 65."""
    return 0.125 * np.exp(-V / 80)


def beta_n__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 0.125 * np.exp(V / 80)


def beta_n__minus_65(V):
    """The sign of 65 is wrong: the exponent is -(V + 65)/80, the rate 0.125 per ms at -65 mV."""
    return 0.125 * np.exp(-(V - 65) / 80)


def beta_n__width_of_m(V):
    """The 18 mV belong to m: for n it is 80."""
    return 0.125 * np.exp(-(V + 65) / 18)


def beta_n__without_factor(V):
    """The factor 0.125 is missing: at -65 mV the rate should be 0.125 per ms."""
    return np.exp(-(V + 65) / 80)


def beta_n__of_m(V):
    """This is beta_m: each gate has rates of its own."""
    return beta_m(V)


def beta_n__is_alpha(V):
    """This is alpha_n, the rate at which n opens: beta is the rate at which it closes."""
    return alpha_n(V)


def alpha_h__swapped(V):
    """alpha and beta of h are swapped: h opens at low V and closes at high V.

    So it is alpha_h that falls with the voltage.
    """
    return beta_h(V)


def alpha_h__exponent_sign(V):
    """The minus in the exponent is missing: h opens more slowly when V is high."""
    return 0.07 * np.exp((V + 65) / 20)


def alpha_h__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 65."""
    return 0.07 * np.exp(-V / 20)


def alpha_h__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 0.07 * np.exp(V / 20)


def alpha_h__minus_65(V):
    """The sign of 65 is wrong: the exponent is -(V + 65)/20, and the rate 0.07 per ms at -65 mV."""
    return 0.07 * np.exp(-(V - 65) / 20)


def alpha_h__factor(V):
    """The rate is ten times too large: the factor is 0.07."""
    return 0.7 * np.exp(-(V + 65) / 20)


def alpha_h__without_factor(V):
    """The factor 0.07 is missing: at -65 mV the rate should be 0.07 per ms."""
    return np.exp(-(V + 65) / 20)


def alpha_h__width_of_m(V):
    """The 18 mV belong to m: for h it is 20."""
    return 0.07 * np.exp(-(V + 65) / 18)


def beta_h__swapped(V):
    """alpha and beta of h are swapped: h opens at low V and closes at high V.

    So it is beta_h that rises with the voltage.
    """
    return alpha_h(V)


def beta_h__exponent_sign(V):
    """The minus in the exponent is missing: h should close faster when V is high."""
    return 1 / (1 + np.exp((V + 35) / 10))


def beta_h__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 35."""
    return 1 / (1 + np.exp(-(V - 30) / 10))


def beta_h__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 1 / (1 + np.exp((V + 30) / 10))


def beta_h__minus_35(V):
    """The sign of 35 is wrong: the exponent is -(V + 35)/10, and the rate 0.5 per ms at -35 mV."""
    return 1 / (1 + np.exp(-(V - 35) / 10))


def beta_h__minus_exp(V):
    """The denominator is 1 plus the exponential: with a minus it is no S-shaped function."""
    return 1 / (1 - np.exp(-(V + 35) / 10))


def beta_h__without_1(V):
    """The 1 in the denominator is missing: the rate should never exceed 1 per ms."""
    return 1 / np.exp(-(V + 35) / 10)


def beta_h__upside_down(V):
    """The fraction is upside down: the rate should never exceed 1 per ms."""
    return 1 + np.exp(-(V + 35) / 10)


# plot_gates


def _all_rates(V):
    return {
        "m": (alpha_m(V), beta_m(V)),
        "h": (alpha_h(V), beta_h(V)),
        "n": (alpha_n(V), beta_n(V)),
    }


def _draw_gates(V, upper, lower):
    _fig, axes = plt.subplots(2, 1)
    for gate, (alpha, beta) in _all_rates(V).items():
        axes[0].plot(V, upper(alpha, beta), label=gate)
        axes[1].plot(V, lower(alpha, beta), label=gate)
    for ax, label in zip(axes, ("steady state", "tau (ms)")):
        ax.set(xlabel="V (mV)", ylabel=label)
        ax.legend()
    return axes


def plot_gates__rates(V):
    """The panels show the rates alpha and beta: asked for is what follows from them, x_inf and tau.

    gate_steady_state and gate_time_constant turn a pair of rates into these.
    """
    return _draw_gates(V, lambda alpha, beta: alpha, lambda alpha, beta: beta)


def plot_gates__panels_swapped(V):
    """The panels are swapped: the steady states go into the first, the time constants below."""
    return _draw_gates(V, gate_time_constant, gate_steady_state)


def plot_gates__closed(V):
    """The first panel shows the closed gates: the steady state of h should fall with V."""
    return _draw_gates(V, lambda alpha, beta: beta / (alpha + beta), gate_time_constant)


def plot_gates__sum_of_rates(V):
    """The second panel shows alpha + beta, a rate in 1/ms: the time constant is one over it."""
    return _draw_gates(V, gate_steady_state, lambda alpha, beta: alpha + beta)


def plot_gates__powers(V):
    """The first panel shows powers of the gates: asked for are m, h and n themselves."""
    _fig, axes = plt.subplots(2, 1)
    for (gate, (alpha, beta)), power in zip(_all_rates(V).items(), (3, 1, 4)):
        axes[0].plot(V, gate_steady_state(alpha, beta) ** power, label=gate)
        axes[1].plot(V, gate_time_constant(alpha, beta), label=gate)
    for ax, label in zip(axes, ("steady state", "tau (ms)")):
        ax.set(xlabel="V (mV)", ylabel=label)
        ax.legend()
    return axes


# I_ion


def _currents(V, m, h, n, params, E_Na="E_Na", E_K="E_K"):
    I_Na = params["g_Na"] * m**3 * h * (V - params[E_Na])
    I_K = params["g_K"] * n**4 * (V - params[E_K])
    I_L = params["g_L"] * (V - params["E_L"])
    return I_Na, I_K, I_L


def I_ion__n_cubed(V, m, h, n, params):
    """n has the power of 3: a potassium channel needs four open gates, n to the power of 4."""
    I_Na, _I_K, I_L = _currents(V, m, h, n, params)
    return I_Na + params["g_K"] * n**3 * (V - params["E_K"]) + I_L


def I_ion__n_once(V, m, h, n, params):
    """n stands alone: a potassium channel needs four open gates, n to the power of 4."""
    I_Na, _I_K, I_L = _currents(V, m, h, n, params)
    return I_Na + params["g_K"] * n * (V - params["E_K"]) + I_L


def I_ion__m_squared(V, m, h, n, params):
    """m has the power of 2: a sodium channel needs three open m gates, m to the power of 3."""
    _I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return params["g_Na"] * m**2 * h * (V - params["E_Na"]) + I_K + I_L


def I_ion__m_once(V, m, h, n, params):
    """m stands alone: a sodium channel needs three open m gates, m to the power of 3."""
    _I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return params["g_Na"] * m * h * (V - params["E_Na"]) + I_K + I_L


def I_ion__m_fourth(V, m, h, n, params):
    """m has the power of 4, which belongs to n: sodium has three m gates and one h gate."""
    _I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return params["g_Na"] * m**4 * h * (V - params["E_Na"]) + I_K + I_L


def I_ion__without_h(V, m, h, n, params):
    """h is missing: without it sodium channels would never shut again. Sodium has m^3 h."""
    return sum(_currents(V, m, 1.0, n, params))


def I_ion__h_cubed(V, m, h, n, params):
    """The power of 3 stands at h: it belongs to m, and a channel has one h gate only."""
    return sum(_currents(V, h, m, n, params))


def I_ion__gates_exchanged(V, m, h, n, params):
    """The gates are mixed up: m^3 h is sodium's factor, n^4 potassium's."""
    I_Na = params["g_Na"] * n**4 * (V - params["E_Na"])
    I_K = params["g_K"] * m**3 * h * (V - params["E_K"])
    return I_Na + I_K + params["g_L"] * (V - params["E_L"])


def I_ion__E_minus_V(V, m, h, n, params):
    """It is E - V here, so that inward is positive: outward is to be positive, V - E.

    The equation of V has a minus in front of these currents already.
    """
    return -sum(_currents(V, m, h, n, params))


def I_ion__sodium_sign(V, m, h, n, params):
    """The sodium current has a minus: V - E_Na is negative already, and all three are added."""
    I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return I_K + I_L - I_Na


def I_ion__plus_E(V, m, h, n, params):
    """E is added to V: what drives a current is the difference V - E."""
    turned = {**params, **{key: -params[key] for key in ("E_Na", "E_K", "E_L")}}
    return sum(_currents(V, m, h, n, turned))


def I_ion__E_swapped(V, m, h, n, params):
    """E_Na and E_K are swapped: sodium drives V up to about +50 mV, potassium down to -77."""
    return sum(_currents(V, m, h, n, params, E_Na="E_K", E_K="E_Na"))


def I_ion__g_swapped(V, m, h, n, params):
    """g_Na and g_K are swapped: each goes with its own gates and its own reversal potential."""
    swapped = {**params, "g_Na": params["g_K"], "g_K": params["g_Na"]}
    return sum(_currents(V, m, h, n, swapped))


def I_ion__without_leak(V, m, h, n, params):
    """The leak is missing: it flows whatever the gates do."""
    return sum(_currents(V, m, h, n, params)[:2])


def I_ion__leak_without_E(V, m, h, n, params):
    """E_L is missing: the leak is driven by the distance V - E_L."""
    I_Na, I_K, _I_L = _currents(V, m, h, n, params)
    return I_Na + I_K + params["g_L"] * V


def I_ion__over_C_m(V, m, h, n, params):
    """The current is divided by C_m: asked for is the current itself, in uA/cm2."""
    return sum(_currents(V, m, h, n, params)) / params["C_m"]


def I_ion__conductance(V, m, h, n, params):
    """This is the conductance: times V - E it is a current."""
    return params["g_Na"] * m**3 * h + params["g_K"] * n**4 + params["g_L"] + 0 * V


def I_ion__three(V, m, h, n, params):
    """These are the three currents one by one: add them up, and return one value."""
    return _currents(V, m, h, n, params)


# simulate_HH


def _start(params):
    V = params["V_0"]
    return V, *(gate_steady_state(alpha, beta) for alpha, beta in _all_rates(V).values())


def _slopes(V, m, h, n, I_ext, params):
    rates = _all_rates(V)
    dVdt = (I_ext - sum(_currents(V, m, h, n, params))) / params["C_m"]
    return dVdt, *(dxdt_gate(*rates[gate], x) for gate, x in (("m", m), ("h", h), ("n", n)))


def _run(params, I_inj, start=_start, slopes=_slopes, dt=None, order="Vmhn"):
    steps = round(params["T"] / params["dt"])
    dt = dt or params["dt"]
    current = np.asarray(I_inj, dtype=float)
    if current.ndim == 0:
        current = np.full(steps, current)
    run = {name: np.zeros(current.shape) for name in "Vmhn"}
    state = [value + 0 * current[0] for value in start(params)]
    for k in range(steps):
        for name, value in zip("Vmhn", state):
            run[name][k] = value
        rates = slopes(*state, current[k], params)
        state = [value + dt * rate for value, rate in zip(state, rates)]
    return *(run[name] for name in order), np.arange(steps) * params["dt"]


def simulate_HH__gates_at_zero(params, I_inj):
    """The gates start at 0, all shut: they should start where they settle at V_0."""
    return _run(params, I_inj, start=lambda params: (params["V_0"], 0.0, 0.0, 0.0))


def simulate_HH__gates_of_another_voltage(params, I_inj):
    """The gates start with their values for -65 mV, whatever V_0 is.

    Take the rates at V_0 (with the default parameters the two are equal).
    """
    return _run(
        params, I_inj, start=lambda params: (params["V_0"], *_start({**params, "V_0": -65.0})[1:])
    )


def simulate_HH__starts_at_rest(params, I_inj):
    """V starts at -65 mV: it should start at V_0 (equal in the default parameters)."""
    return _run({**params, "V_0": -65.0}, I_inj)


def simulate_HH__starts_at_zero(params, I_inj):
    """V starts at 0 mV: set V[0] to V_0 before the loop, and then the gates to suit it."""
    return _run(params, I_inj, start=lambda params: (0.0, *_start(params)[1:]))


def simulate_HH__m_in_n(params, I_inj):
    """In the equation of n the closing term has m: it is beta_n times n. Each gate has its own."""

    def slopes(V, m, h, n, I_ext, params):
        *others, _ = _slopes(V, m, h, n, I_ext, params)
        return *others, alpha_n(V) * (1 - n) - beta_n(V) * m

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__m_in_h(params, I_inj):
    """In the equation of h the closing term has m: it is beta_h times h. Each gate has its own."""

    def slopes(V, m, h, n, I_ext, params):
        dVdt, dmdt, _, dndt = _slopes(V, m, h, n, I_ext, params)
        return dVdt, dmdt, alpha_h(V) * (1 - h) - beta_h(V) * m, dndt

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__m_in_both(params, I_inj):
    """In the equations of n and h the closing terms have m: each gate has its own x.

    It is beta_n times n, and beta_h times h.
    """

    def slopes(V, m, h, n, I_ext, params):
        dVdt, dmdt, _, _ = _slopes(V, m, h, n, I_ext, params)
        dhdt = alpha_h(V) * (1 - h) - beta_h(V) * m
        return dVdt, dmdt, dhdt, alpha_n(V) * (1 - n) - beta_n(V) * m

    return _run(params, I_inj, slopes=slopes)


def _with_rates(gate, alpha, beta):
    """Slopes, and the start that goes with them, with other rates for one of the gates."""
    at = "Vmhn".index(gate)

    def start(params):
        state = list(_start(params))
        V = params["V_0"]
        state[at] = gate_steady_state(alpha(V), beta(V))
        return state

    def slopes(V, m, h, n, I_ext, params):
        rates = list(_slopes(V, m, h, n, I_ext, params))
        rates[at] = dxdt_gate(alpha(V), beta(V), (V, m, h, n)[at])
        return rates

    return {"start": start, "slopes": slopes}


def simulate_HH__h_swapped(params, I_inj):
    """alpha and beta of h are swapped: alpha_h comes first, the rate at which h opens."""
    return _run(params, I_inj, **_with_rates("h", beta_h, alpha_h))


def simulate_HH__h_swapped_in_the_loop(params, I_inj):
    """In the loop alpha and beta of h are swapped (at the start they are right)."""
    return _run(params, I_inj, slopes=_with_rates("h", beta_h, alpha_h)["slopes"])


def simulate_HH__n_with_rates_of_m(params, I_inj):
    """n has the rates of m: alpha_n and beta_n have formulas of their own, and are much slower."""
    return _run(params, I_inj, **_with_rates("n", alpha_m, beta_m))


def simulate_HH__h_with_rates_of_m(params, I_inj):
    """h has the rates of m: it should shut with the voltage, by alpha_h and beta_h."""
    return _run(params, I_inj, **_with_rates("h", alpha_m, beta_m))


def _dVdt_by(change):
    def slopes(V, m, h, n, I_ext, params):
        _, *gates = _slopes(V, m, h, n, I_ext, params)
        return change(I_ext, sum(_currents(V, m, h, n, params)), params["C_m"]), *gates

    return slopes


def simulate_HH__ionic_sign(params, I_inj):
    """The ionic current is added: outward is positive, so it is I - I_ion that charges C_m."""
    return _run(params, I_inj, slopes=_dVdt_by(lambda current, ionic, C_m: (current + ionic) / C_m))


def simulate_HH__current_sign(params, I_inj):
    """The injected current has the wrong sign: positive I should raise V."""
    return _run(
        params, I_inj, slopes=_dVdt_by(lambda current, ionic, C_m: -(current + ionic) / C_m)
    )


def simulate_HH__all_signs(params, I_inj):
    """The sign of dV/dt is the wrong way round: it is I - I_ion, not I_ion - I."""
    return _run(params, I_inj, slopes=_dVdt_by(lambda current, ionic, C_m: (ionic - current) / C_m))


def simulate_HH__without_C_m(params, I_inj):
    """C_m is missing: the net current divided by C_m is dV/dt (C_m is 1 by default)."""
    return _run(params, I_inj, slopes=_dVdt_by(lambda current, ionic, _C_m: current - ionic))


def simulate_HH__times_C_m(params, I_inj):
    """The net current is multiplied by C_m: a larger capacitance should make V slower."""
    return _run(params, I_inj, slopes=_dVdt_by(lambda current, ionic, C_m: (current - ionic) * C_m))


def simulate_HH__current_not_divided(params, I_inj):
    """The injected current is not divided by C_m, only I_ion is: check the brackets."""
    return _run(params, I_inj, slopes=_dVdt_by(lambda current, ionic, C_m: current - ionic / C_m))


def simulate_HH__without_current(params, I_inj):
    """The injected current is missing: with it, V does not stay at rest."""
    return _run(params, 0 * np.asarray(I_inj, dtype=float))


def simulate_HH__without_dt(params, I_inj):
    """The Euler steps have no dt: what a variable gains in a step is its rate times dt."""
    return _run(params, I_inj, dt=1.0)


def simulate_HH__gates_without_dt(params, I_inj):
    """The gates' Euler steps have no dt: what a gate gains in a step is its rate times dt."""

    def slopes(V, m, h, n, I_ext, params):
        dVdt, *gates = _slopes(V, m, h, n, I_ext, params)
        return dVdt, *(rate / params["dt"] for rate in gates)

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__dt_in_seconds(params, I_inj):
    """The steps are a thousand times too small: dt is in ms, and so are all rates."""
    return _run(params, I_inj, dt=params["dt"] / 1000)


def simulate_HH__frozen_gates(params, I_inj):
    """The gates never move: in each step m, h and n need an Euler step of their own, like V."""

    def slopes(V, m, h, n, I_ext, params):
        return _slopes(V, m, h, n, I_ext, params)[0], 0.0, 0.0, 0.0

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__instant_gates(params, I_inj):
    """The gates are at their steady state at once: they take time to follow V, by dxdt_gate."""

    def slopes(V, m, h, n, I_ext, params):
        dVdt = _slopes(V, m, h, n, I_ext, params)[0]
        following = _start({"V_0": V + params["dt"] * dVdt})[1:]
        return dVdt, *((x - old) / params["dt"] for x, old in zip(following, (m, h, n)))

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__first_current(params, I_inj):
    """The current is that of the first sample all the time: sample k - 1 has its own."""
    current = np.array(I_inj, dtype=float)
    if current.ndim:
        current[:] = current[0]
    return _run(params, current)


def simulate_HH__order(params, I_inj):
    """h and n are returned in the wrong order: V, m, h, n, t."""
    return _run(params, I_inj, order="Vmnh")


def simulate_HH__only_V(params, I_inj):
    """Only V is returned: return V, m, h, n and t."""
    return _run(params, I_inj)[0]


# plot_HH


def _draw_HH(params, I_inj, change):
    V, m, h, n, t = simulate_HH(params, I_inj)
    I_Na, I_K, I_L = _currents(V, m, h, n, params)
    shown = {
        "V": V,
        "dV/dt": (I_inj - I_Na - I_K - I_L) / params["C_m"],
        "gates": {"m": m, "h": h, "n": n},
        "currents": {"Na": I_Na, "K": I_K, "L": I_L},
        "t": t,
    }
    shown.update(change(shown))
    _fig, axes = plt.subplots(4, 1, sharex=True)
    axes[0].plot(shown["t"], shown["V"])
    axes[1].plot(shown["t"], shown["dV/dt"])
    for ax, lines in ((axes[2], shown["gates"]), (axes[3], shown["currents"])):
        for label, values in lines.items():
            ax.plot(shown["t"], values, label=label)
        ax.legend()
    for ax, label in zip(axes, ("V (mV)", "dV/dt (mV/ms)", "gates", "current (uA/cm2)")):
        ax.set_ylabel(label)
    axes[3].set_xlabel("time (ms)")
    return axes


def plot_HH__inward_positive(params, I_inj):
    """The currents have the wrong sign: outward is positive, so sodium goes down, potassium up."""
    return _draw_HH(
        params,
        I_inj,
        lambda shown: {"currents": {key: -value for key, value in shown["currents"].items()}},
    )


def plot_HH__conductances(params, I_inj):
    """The last panel shows conductances: times V - E they are currents."""
    return _draw_HH(
        params,
        I_inj,
        lambda shown: {
            "currents": {
                key: value / (shown["V"] - params[f"E_{key}"])
                for key, value in shown["currents"].items()
            }
        },
    )


def plot_HH__steps_of_V(params, I_inj):
    """The second panel shows how much V changes in a step: divided by dt it is dV/dt, in mV/ms."""
    return _draw_HH(params, I_inj, lambda shown: {"dV/dt": shown["dV/dt"] * params["dt"]})


def plot_HH__without_current(params, I_inj):
    """dV/dt lacks the injected current: it is (I - I_ion)/C_m."""
    return _draw_HH(params, I_inj, lambda shown: {"dV/dt": shown["dV/dt"] - I_inj / params["C_m"]})


def plot_HH__without_C_m(params, I_inj):
    """dV/dt is not divided by C_m (which is 1 by default): it is (I - I_ion)/C_m."""
    return _draw_HH(params, I_inj, lambda shown: {"dV/dt": shown["dV/dt"] * params["C_m"]})


def plot_HH__against_samples(params, I_inj):
    """The panels show everything against the number of the sample: give plot the times t, too."""
    return _draw_HH(params, I_inj, lambda shown: {"t": np.arange(len(shown["t"]))})


# detect_spikes


def _after(V, threshold):
    """Number of the first sample of each spike that is at or above the threshold."""
    return 1 + np.flatnonzero((V[:-1] < threshold) & (V[1:] >= threshold))


def detect_spikes__samples_above(V, t, threshold=0.0):
    """Each sample above the threshold counts as a spike: a spike is where V crosses it from below.

    One sample is below, and the next one is not.
    """
    return t[threshold <= V]


def detect_spikes__both_ways(V, t, threshold=0.0):
    """Crossings in both directions count: only the way up is a spike, once each."""
    above = threshold <= V
    return t[1:][above[1:] != above[:-1]]


def detect_spikes__way_down(V, t, threshold=0.0):
    """These are the crossings on the way down: a spike is where V comes from below."""
    return t[1:][(V[:-1] >= threshold) & (V[1:] < threshold)]


def detect_spikes__peaks(V, t, threshold=0.0):
    """These are the peaks: asked for is where V crosses the threshold on its way up."""
    middle = V[1:-1]
    return t[1:-1][(middle >= threshold) & (middle > V[:-2]) & (middle >= V[2:])]


def detect_spikes__sample_numbers(V, t, threshold=0.0):
    """These are numbers of samples: asked for are the times in ms, which are in t."""
    return _after(V, threshold)


def detect_spikes__in_seconds(V, t, threshold=0.0):
    """These are times in seconds: t is in ms, and the answer should be, too."""
    return t[_after(V, threshold)] / 1000


def detect_spikes__voltages(V, t, threshold=0.0):
    """These are voltages: asked for are the times at which V crosses the threshold."""
    return V[_after(V, threshold)]


def detect_spikes__count(V, t, threshold=0.0):
    """This is the number of spikes: return their times, as an array."""
    return len(_after(V, threshold))


def detect_spikes__only_first(V, t, threshold=0.0):
    """Only the first spike is found: go on to the end of the trace."""
    return t[_after(V, threshold)[:1]]


def detect_spikes__threshold_ignored(V, t, threshold=0.0):
    """The threshold is 0 mV whatever is asked for: compare with the argument `threshold`."""
    return t[_after(V, 0.0)]


def detect_spikes__above_only(V, t, threshold=0.0):
    """A spike that just touches the threshold is lost: a sample at the threshold counts (>=)."""
    return t[1:][(V[:-1] <= threshold) & (V[1:] > threshold)]


def detect_spikes__equality(V, t, threshold=0.0):
    """V is hardly ever equal to the threshold: it jumps over it, from below to at or above."""
    return t[threshold == V]


def detect_spikes__start_counts(V, t, threshold=0.0):
    """A run that starts above the threshold starts without a spike: nothing was crossed."""
    return t[np.flatnonzero((threshold <= V) & np.append(True, V[:-1] < threshold))]


# FI_curve_HH


def _rates(params, I_values, counted):
    steps = round(params["T"] / params["dt"])
    V, _m, _h, _n, t = simulate_HH(params, np.tile(I_values, (steps, 1)))
    return np.array([counted(detect_spikes(one, t), one, t) for one in V.T])


def _whole_run(params, I_values):
    return _rates(params, I_values, lambda spikes, *_: 1000 * len(spikes) / params["T"])


def FI_curve_HH__whole_run(params, I_values):
    """The spikes of the whole run count: leave out the first half, where the neuron settles.

    A neuron that fires once and falls silent has a rate of 0.
    """
    return _whole_run(params, I_values)


def FI_curve_HH__whole_run_over_half(params, I_values):
    """The spikes of the whole run are divided by half of it: count from T/2 on only."""
    return _rates(params, I_values, lambda spikes, *_: 2000 * len(spikes) / params["T"])


def _late(spikes, params):
    return np.sum(spikes >= params["T"] / 2)


def FI_curve_HH__over_T(params, I_values):
    """The spikes of the second half are divided by all of T: they came in T/2."""
    return _rates(params, I_values, lambda spikes, *_: 1000 * _late(spikes, params) / params["T"])


def FI_curve_HH__first_half(params, I_values):
    """The spikes of the first half count: those of the second one are asked for."""
    return _rates(
        params,
        I_values,
        lambda spikes, *_: 2000 * np.sum(spikes < params["T"] / 2) / params["T"],
    )


def FI_curve_HH__counts(params, I_values):
    """These are numbers of spikes: divided by T/2, in seconds, they are rates in Hz."""
    return _rates(params, I_values, lambda spikes, *_: _late(spikes, params))


def FI_curve_HH__per_ms(params, I_values):
    """These are rates per ms: 1 Hz is one spike per second."""
    return _rates(params, I_values, lambda spikes, *_: 2 * _late(spikes, params) / params["T"])


def FI_curve_HH__samples_above(params, I_values):
    """Samples above 0 mV are counted instead of spikes: use detect_spikes."""
    return _rates(
        params,
        I_values,
        lambda _spikes, V, t: 2000 * np.sum((V >= 0) & (t >= params["T"] / 2)) / params["T"],
    )


def FI_curve_HH__one_current(params, I_values):
    """All rates are those of one current, the last: each column should have its own."""
    return _rates(
        params,
        np.full(len(I_values), I_values[-1]),
        lambda spikes, *_: 2000 * _late(spikes, params) / params["T"],
    )


# plot_FI_HH, plot_FI_noise_HH


def _draw(curves):
    _fig, ax = plt.subplots()
    for x, y, label in curves:
        ax.plot(x, y, "o-", label=label)
    ax.set(xlabel="current (uA/cm2)", ylabel="firing rate (Hz)")
    ax.legend()
    return ax


def plot_FI_HH__axes_swapped(params, I_values):
    """The axes are swapped: the current goes on the x axis, the rate on the y axis."""
    return _draw([(FI_curve_HH(params, I_values), I_values, "rate")])


def plot_FI_HH__against_numbers(params, I_values):
    """The rates are drawn against the number of the current: give plot the currents, too."""
    return _draw([(np.arange(len(I_values)), FI_curve_HH(params, I_values), "rate")])


def plot_FI_HH__whole_run(params, I_values):
    """These rates count the whole run: use your FI_curve_HH, which leaves out the first half."""
    return _draw([(I_values, _whole_run(params, I_values), "rate")])


def plot_FI_noise_HH__without_sigma(params, I_values, sigma_values):
    """All curves are the one without noise: take currents from my_GWN, with the curve's sigma."""
    one = FI_curve_HH(params, I_values)
    return _draw([(I_values, one, f"sigma = {sigma}") for sigma in sigma_values])


# rheobase_HH


def _search(params, I_low, I_high, tol, fires):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if fires(middle):
            I_high = middle
        else:
            I_low = middle
    return I_high


def rheobase_HH__low_end(params, I_low, I_high, tol):
    """This is I_low as it was given: try the current half-way, and go on from there."""
    return I_low


def rheobase_HH__one_spike(params, I_low, I_high, tol):
    """This is where the neuron fires at all: one spike at the beginning is not firing for ever.

    Ask FI_curve_HH, which looks at the second half of the run.
    """

    def fires(I_ext):
        V, *_, t = simulate_HH(params, I_ext)
        return len(detect_spikes(V, t)) > 0

    return _search(params, I_low, I_high, tol, fires)


def rheobase_HH__ends_exchanged(params, I_low, I_high, tol):
    """This is I_high as it was given: in each round one of the ends has to move.

    A current that fires is the new I_high, any other the new I_low.
    """
    return _search(
        params, I_low, I_high, tol, lambda I_ext: not FI_curve_HH(params, [I_ext])[0] > 0
    )


def rheobase_HH__one_halving(params, I_low, I_high, tol):
    """This is the middle between I_low and I_high: go on halving until they are within tol."""
    return (I_low + I_high) / 2


def rheobase_HH__is_rate(params, I_low, I_high, tol):
    """This is the firing rate in Hz at the rheobase: asked for is the current, in uA/cm2."""
    rheobase = _search(
        params, I_low, I_high, tol, lambda I_ext: FI_curve_HH(params, [I_ext])[0] > 0
    )
    return FI_curve_HH(params, [rheobase])[0]


# refractory_period_HH


def _pulses(params, I_pulse, width, onsets):
    t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
    current = np.zeros((len(t), len(onsets)))
    for i, onset in enumerate(onsets):
        current[t < width, i] = I_pulse
        current[(t >= onset) & (t < onset + width), i] = I_pulse
    return current


def _spikes(params, current):
    V, _m, _h, _n, t = simulate_HH(params, current)
    return [detect_spikes(one, t) for one in V.T]


def _smallest(gaps, twice):
    return next((gap for gap, found in zip(gaps, twice) if found), np.nan)


def _twice(params, I_pulse, width, gaps):
    return [len(spikes) >= 2 for spikes in _spikes(params, _pulses(params, I_pulse, width, gaps))]


def refractory_period_HH__pulses_end_to_start(params, I_pulse, width, gaps):
    """The second pulse comes gap ms after the end of the first: count from its start.

    Both ends of a gap are starts of pulses, so yours are too long by the width of a pulse.
    """
    return _smallest(gaps, _twice(params, I_pulse, width, np.asarray(gaps) + width))


def refractory_period_HH__largest_silent(params, I_pulse, width, gaps):
    """This is the largest gap *without* a second spike: the smallest one with it is asked for."""
    silent = [gap for gap, two in zip(gaps, _twice(params, I_pulse, width, gaps)) if not two]
    return silent[-1]


def refractory_period_HH__largest(params, I_pulse, width, gaps):
    """This is the largest gap: asked for is the smallest one with two spikes."""
    firing = [gap for gap, two in zip(gaps, _twice(params, I_pulse, width, gaps)) if two]
    return firing[-1] if firing else np.nan


def refractory_period_HH__any_spike(params, I_pulse, width, gaps):
    """One spike is enough here: the first pulse always makes one, so ask for two."""
    found = _spikes(params, _pulses(params, I_pulse, width, gaps))
    return _smallest(gaps, [len(spikes) >= 1 for spikes in found])


def refractory_period_HH__number(params, I_pulse, width, gaps):
    """This is the number of the gap in the array: asked for is the gap itself, in ms."""
    twice = _twice(params, I_pulse, width, gaps)
    return twice.index(True) if any(twice) else np.nan


def refractory_period_HH__interval(params, I_pulse, width, gaps):
    """This is the interval between the two spikes: asked for is the gap between the two pulses."""
    found = _spikes(params, _pulses(params, I_pulse, width, gaps))
    return next((spikes[1] - spikes[0] for spikes in found if len(spikes) >= 2), np.nan)


def refractory_period_HH__never_nan(params, I_pulse, width, gaps):
    """Where no gap has a second spike, the last gap is returned: return np.nan there."""
    return _smallest(gaps, [*_twice(params, I_pulse, width, gaps)[:-1], True])


# fit_LIF_to_HH


def _rate_LIF(I_values, rheobase, tau_m, tref):
    above = np.where(I_values > rheobase, I_values, np.inf)
    rate = 1000 / (tref - tau_m * np.log1p(-rheobase / above))
    return np.where(I_values > rheobase, rate, 0.0)


def _fit(I_values, rates, rheobases, trefs):
    I_values, rates = np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)
    grid = [
        (np.sum((_rate_LIF(I_values, rheobase, tau_m, tref) - rates) ** 2), rheobase, tau_m, tref)
        for rheobase in rheobases
        for tau_m in np.geomspace(0.1, 1000, 60)
        for tref in trefs
    ]
    _, rheobase, tau_m, tref = min(grid)
    return {
        "E_L": -65.0,
        "V_reset": -65.0,
        "V_th": -55.0,
        "g_L": rheobase / 10,
        "tau_m": tau_m,
        "tref": tref,
    }


def _first_firing(I_values, rates):
    return np.min(np.asarray(I_values)[np.asarray(rates) > 0])


def fit_LIF_to_HH__without_tref(I_values, rates):
    """tref is 0: without a refractory time an LIF has no ceiling, and cannot bend like this."""
    first = _first_firing(I_values, rates)
    return _fit(I_values, rates, np.linspace(0.02, 0.98, 25) * first, [0.0])


def fit_LIF_to_HH__fires_at_once(I_values, rates):
    """This LIF fires at any current: its rheobase should be above the currents without spikes."""
    first = _first_firing(I_values, rates)
    return _fit(I_values, rates, [1e-3 * first], np.linspace(0, 30, 61))


def fit_LIF_to_HH__in_seconds(I_values, rates):
    """The times are in seconds: tau_m and tref are in ms."""
    first = _first_firing(I_values, rates)
    fitted = _fit(I_values, rates, np.linspace(0.6, 0.98, 8) * first, np.linspace(0, 30, 61))
    return {**fitted, "tau_m": fitted["tau_m"] / 1000, "tref": fitted["tref"] / 1000}

"""Mistakes in a simulator of the Hodgkin–Huxley neuron."""

import numpy as np

from reference import I_ion, dxdt_gate, gate_steady_state

from .building_blocks import _all_rates

# simulate_HH


def _start(params):
    V = params["V_0"]
    return V, *(gate_steady_state(alpha, beta) for alpha, beta in _all_rates(V).values())


def _slopes(V, m, h, n, I_ext, params):
    rates = _all_rates(V)
    dVdt = (I_ext - I_ion(V, m, h, n, params)) / params["C_m"]
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


def simulate_HH__one_step_ahead(params, I_inj):
    """Your run is one sample ahead: it is written down after the first step. V[0] is V_0, and the
    gates there are those at V_0.
    """
    *run, t = _run(params, I_inj)
    return *(np.append(trace[1:], trace[-1:], axis=0) for trace in run), t


def simulate_HH__starts_at_rest(params, I_inj):
    """V starts at -65 mV: it should start at V_0 (equal in the default parameters)."""
    return _run({**params, "V_0": -65.0}, I_inj)


def simulate_HH__starts_at_zero(params, I_inj):
    """V starts at 0 mV: set V[0] to V_0 before the loop, and then the gates to suit it."""
    return _run(params, I_inj, start=lambda params: (0.0, *_start(params)[1:]))


def simulate_HH__one_current_for_all(params, I_inj):
    """All neurons get the current of the first: each column of I_inj is the current of one."""
    current = np.asarray(I_inj, dtype=float)
    if current.ndim == 2:
        current = np.tile(current[:, :1], (1, current.shape[1]))
    return _run(params, current)


def _with_m(gate, V, m, x):
    alpha, beta = _all_rates(V)[gate]
    return alpha * (1 - x) - beta * m


def simulate_HH__m_in_n(params, I_inj):
    """In the equation of n the closing term has m: it is beta_n times n. Each gate has its own."""

    def slopes(V, m, h, n, I_ext, params):
        *others, _ = _slopes(V, m, h, n, I_ext, params)
        return *others, _with_m("n", V, m, n)

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__m_in_h(params, I_inj):
    """In the equation of h the closing term has m: it is beta_h times h. Each gate has its own."""

    def slopes(V, m, h, n, I_ext, params):
        dVdt, dmdt, _, dndt = _slopes(V, m, h, n, I_ext, params)
        return dVdt, dmdt, _with_m("h", V, m, h), dndt

    return _run(params, I_inj, slopes=slopes)


def simulate_HH__m_in_both(params, I_inj):
    """In the equations of n and h the closing terms have m: each gate has its own x.

    It is beta_n times n, and beta_h times h.
    """

    def slopes(V, m, h, n, I_ext, params):
        dVdt, dmdt, _, _ = _slopes(V, m, h, n, I_ext, params)
        return dVdt, dmdt, _with_m("h", V, m, h), _with_m("n", V, m, n)

    return _run(params, I_inj, slopes=slopes)


def _with_rates(gate, other):
    """Slopes, and the start that goes with them, with other rates for one of the gates."""
    at = "Vmhn".index(gate)

    def start(params):
        state = list(_start(params))
        state[at] = gate_steady_state(*other(_all_rates(params["V_0"])))
        return state

    def slopes(V, m, h, n, I_ext, params):
        rates = list(_slopes(V, m, h, n, I_ext, params))
        rates[at] = dxdt_gate(*other(_all_rates(V)), (V, m, h, n)[at])
        return rates

    return {"start": start, "slopes": slopes}


def simulate_HH__h_swapped(params, I_inj):
    """alpha and beta of h are swapped: alpha_h comes first, the rate at which h opens."""
    return _run(params, I_inj, **_with_rates("h", lambda rates: rates["h"][::-1]))


def simulate_HH__h_swapped_in_the_loop(params, I_inj):
    """In the loop alpha and beta of h are swapped (at the start they are right)."""
    return _run(params, I_inj, slopes=_with_rates("h", lambda rates: rates["h"][::-1])["slopes"])


def simulate_HH__n_with_rates_of_m(params, I_inj):
    """n has the rates of m: alpha_n and beta_n have formulas of their own, and are much slower."""
    return _run(params, I_inj, **_with_rates("n", lambda rates: rates["m"]))


def simulate_HH__h_with_rates_of_m(params, I_inj):
    """h has the rates of m: it should shut with the voltage, by alpha_h and beta_h."""
    return _run(params, I_inj, **_with_rates("h", lambda rates: rates["m"]))


def _dVdt_by(change):
    def slopes(V, m, h, n, I_ext, params):
        _, *gates = _slopes(V, m, h, n, I_ext, params)
        return change(I_ext, I_ion(V, m, h, n, params), params["C_m"]), *gates

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


def simulate_HH__cut_off(params, I_inj):
    """V is cut off at the top of each spike. Nothing is cut off in this model: the currents drive V
    up, and they bring it down again.
    """
    V, *others = _run(params, I_inj)
    return np.minimum(V, 20.0), *others


def simulate_HH__gates_not_written(params, I_inj):
    """V is right, but m, h and n are returned as they were at the start: in each step their new
    values have to be written into the arrays, too.
    """
    V, *gates, t = _run(params, I_inj)
    return V, *(np.full_like(gate, gate[0]) for gate in gates), t


def simulate_HH__order(params, I_inj):
    """h and n are returned in the wrong order: V, m, h, n, t."""
    return _run(params, I_inj, order="Vmnh")


def simulate_HH__only_V(params, I_inj):
    """Only V is returned: return V, m, h, n and t."""
    return _run(params, I_inj)[0]

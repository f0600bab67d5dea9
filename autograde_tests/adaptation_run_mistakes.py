"""Mistakes that students make in the simulators of the `adaptation` assignment.

As in `adaptation_mistakes`, one function a mistake.
"""

# ruff: noqa: ANN001, ANN201, ANN202, D400, D403, E741 (they read like students' code)

import numpy as np

from reference.adaptation import dwdt

# simulate_aLIF, simulate_AdEx, simulate_Izhikevich


def _leak(V, params):
    return -(V - params["E_L"])


def _exponential(V, params):
    exponent = min((V - params["V_rh"]) / params["Delta_T"], 700.0)
    return -(V - params["E_L"]) + params["Delta_T"] * float(np.exp(exponent))


def _parabola(V, params):
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])


def _no_f(V, params):
    return 0.0


def _raise(w, params):
    return w + params["b"]


def _run(
    params,
    I_inj,
    f,
    w_scale=None,
    I_scale=None,
    jump=_raise,
    in_hold=None,
    V_hold=None,
    V_start=None,
    V_spike=None,
    n_ref=None,
    rate_w=dwdt,
    tau_m=None,
    dt_V=None,
    dt_w=None,
    freeze=False,
    overshoot=False,
    new_w=False,
):
    dt, g_L = params["dt"], params["g_L"]
    n = round(params["T"] / dt)
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n).tolist()
    V_spike = params["V_th"] if V_spike is None else V_spike
    V_hold = params["V_reset"] if V_hold is None else V_hold
    n_ref = round(params["tref"] / dt) if n_ref is None else n_ref
    w_scale = 1 / g_L if w_scale is None else w_scale
    I_scale = 1 / g_L if I_scale is None else I_scale
    V, w, spikes = [0.0] * n, [0.0] * n, []
    V_now, w_now, hold = params["V_0"] if V_start is None else V_start, 0.0, 0
    for k in range(n):
        V[k], w[k] = min(V_now, V_spike), w_now
        V_seen = V_now
        if V_now >= V_spike:
            spikes.append(k)
            V_now, w_now, hold = V_hold, jump(w_now, params), n_ref
            V_seen = V_seen if overshoot else V_now
        elif hold > 0 and in_hold is not None:
            w_now = in_hold(w_now, params)
        w_next = w_now
        if not (freeze and hold > 0):
            w_next += (dt_w or dt) * rate_w(V_seen, w_now, params)
        net = current[k] * I_scale - (w_next if new_w else w_now) * w_scale
        if hold > 0:
            hold -= 1
        else:
            V_now = V_now + (dt_V or dt) * (f(V_now, params) + net) / (tau_m or params["tau_m"])
        V_now = min(max(V_now, -1e9), 1e9)
        w_now = min(max(w_next, -1e12), 1e12)
    return np.array(V), np.array(w), np.arange(n) * dt, spikes


def simulate_aLIF__plus_w(params, I_inj):
    """w has the wrong sign in the equation of V: it flows outward and should hold V back."""
    return _run(params, I_inj, _leak, w_scale=-1 / params["g_L"])


def simulate_aLIF__w_not_divided(params, I_inj):
    """w is not divided by g_L: pA cannot be subtracted from mV, but pA/nS can."""
    return _run(params, I_inj, _leak, w_scale=1.0)


def simulate_aLIF__w_times_g_L(params, I_inj):
    """w is multiplied by g_L instead of divided: pA times nS is not mV, pA/nS is."""
    return _run(params, I_inj, _leak, w_scale=params["g_L"])


def simulate_aLIF__without_w(params, I_inj):
    """w does not act on V: this is the LIF neuron. The equation of V needs - w/g_L."""
    return _run(params, I_inj, _leak, w_scale=0.0)


def simulate_aLIF__current_not_divided(params, I_inj):
    """The injected current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return _run(params, I_inj, _leak, I_scale=1.0)


def simulate_aLIF__without_leak(params, I_inj):
    """The leak is missing: V should be pulled back towards E_L."""
    return _run(params, I_inj, _no_f)


def simulate_aLIF__without_tau_m(params, I_inj):
    """tau_m is missing: the right side of the equation of V is tau_m dV/dt."""
    return _run(params, I_inj, _leak, tau_m=1.0)


def simulate_aLIF__set_to_b(params, I_inj):
    """At a spike w is set to b: it should be raised by b from where it is, w + b."""
    return _run(params, I_inj, _leak, jump=lambda w, params: params["b"])


def simulate_aLIF__b_over_tau_w(params, I_inj):
    """The jump is divided by tau_w: at a spike w is raised by b itself, at once."""
    return _run(params, I_inj, _leak, jump=lambda w, params: w + params["b"] / params["tau_w"])


def simulate_aLIF__b_times_dt(params, I_inj):
    """The jump is multiplied by dt: it is no rate. At a spike w is raised by b itself, at once."""
    return _run(params, I_inj, _leak, jump=lambda w, params: w + params["b"] * params["dt"])


def simulate_aLIF__never_raised(params, I_inj):
    """A spike leaves w as it is: at each spike w should be raised by b."""
    return _run(params, I_inj, _leak, jump=lambda w, params: w)


def simulate_aLIF__lowered(params, I_inj):
    """A spike lowers w by b: it should raise w, so that the neuron is held back."""
    return _run(params, I_inj, _leak, jump=lambda w, params: w - params["b"])


def simulate_aLIF__zero_at_spike(params, I_inj):
    """A spike resets w to zero: only V is reset. w is raised by b, and remembers."""
    return _run(params, I_inj, _leak, jump=lambda w, params: 0.0)


def simulate_aLIF__raised_in_hold(params, I_inj):
    """w is raised by b at every sample of the hold: only once, at the spike."""
    return _run(params, I_inj, _leak, in_hold=_raise)


def simulate_aLIF__frozen(params, I_inj):
    """w stands still in the hold: only V is held. Step w at every sample."""
    return _run(params, I_inj, _leak, freeze=True)


def simulate_aLIF__w_without_dt(params, I_inj):
    """The Euler step of w has no dt: what w gains in a step is dt times dwdt."""
    return _run(params, I_inj, _leak, dt_w=1.0)


def simulate_aLIF__V_without_dt(params, I_inj):
    """The Euler step of V has no dt: what V gains in a step is dt times its rate."""
    return _run(params, I_inj, _leak, dt_V=1.0)


def simulate_aLIF__w_only_decays(params, I_inj):
    """w does not follow V: step it with dwdt, which has the pull towards a (V - E_L)."""
    return _run(params, I_inj, _leak, rate_w=lambda V, w, params: -w / params["tau_w"])


def simulate_aLIF__new_w(params, I_inj):
    """V is stepped with the new w: work out both rates first, from V and w of the same sample."""
    return _run(params, I_inj, _leak, new_w=True)


def simulate_aLIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, _leak, n_ref=0)


def simulate_aLIF__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, _leak, n_ref=round(params["tref"]))


def simulate_aLIF__hold_never_ends(params, I_inj):
    """The hold never ends: count it down by one at each step, or V stays at V_reset for ever."""
    return _run(params, I_inj, _leak, n_ref=round(params["T"] / params["dt"]))


def simulate_aLIF__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, _leak, V_hold=params["E_L"])


def simulate_aLIF__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, _leak, V_start=params["E_L"])


def simulate_aLIF__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, w, t, spikes = _run(params, I_inj, _leak)
    return V, w, t, [t[k] for k in spikes]


def simulate_aLIF__w_last(params, I_inj):
    """V, t and w come in another order: return V, w, t, spikes."""
    V, w, t, spikes = _run(params, I_inj, _leak)
    return V, t, w, spikes


def simulate_AdEx__leak_only(params, I_inj):
    """There is no exponential: put f_EIF in the place of the leak."""
    return _run(params, I_inj, _leak)


def simulate_AdEx__leak_twice(params, I_inj):
    """The leak is there twice: f_EIF has it in it already."""
    return _run(params, I_inj, lambda V, params: _exponential(V, params) + _leak(V, params))


def simulate_AdEx__at_V_rh(params, I_inj):
    """The spike is taken at V_rh: there it only begins. It is cut off at V_th, far above."""
    return _run(params, I_inj, _exponential, V_spike=params["V_rh"])


def simulate_AdEx__overshoot(params, I_inj):
    """The step of w at a spike sees V after its overshoot.

    Reset V first, then work out the rate of w: there V is V_reset, not hundreds of mV.
    """
    return _run(params, I_inj, _exponential, overshoot=True)


def simulate_AdEx__plus_w(params, I_inj):
    """w has the wrong sign in the equation of V: it flows outward and should hold V back."""
    return _run(params, I_inj, _exponential, w_scale=-1 / params["g_L"])


def simulate_AdEx__w_not_divided(params, I_inj):
    """w is not divided by g_L: pA cannot be subtracted from mV, but pA/nS can."""
    return _run(params, I_inj, _exponential, w_scale=1.0)


def simulate_AdEx__without_w(params, I_inj):
    """w does not act on V: this neuron does not adapt. The equation of V needs - w/g_L."""
    return _run(params, I_inj, _exponential, w_scale=0.0)


def simulate_AdEx__current_not_divided(params, I_inj):
    """The injected current is not divided by g_L: f_EIF is in mV, and so is pA/nS."""
    return _run(params, I_inj, _exponential, I_scale=1.0)


def simulate_AdEx__without_tau_m(params, I_inj):
    """tau_m is missing: the right side of the equation of V is tau_m dV/dt."""
    return _run(params, I_inj, _exponential, tau_m=1.0)


def simulate_AdEx__set_to_b(params, I_inj):
    """At a spike w is set to b: it should be raised by b from where it is, w + b."""
    return _run(params, I_inj, _exponential, jump=lambda w, params: params["b"])


def simulate_AdEx__b_over_tau_w(params, I_inj):
    """The jump is divided by tau_w: at a spike w is raised by b itself, at once."""
    return _run(
        params, I_inj, _exponential, jump=lambda w, params: w + params["b"] / params["tau_w"]
    )


def simulate_AdEx__b_times_dt(params, I_inj):
    """The jump is multiplied by dt: it is no rate. At a spike w is raised by b itself, at once."""
    return _run(params, I_inj, _exponential, jump=lambda w, params: w + params["b"] * params["dt"])


def simulate_AdEx__never_raised(params, I_inj):
    """A spike leaves w as it is: at each spike w should be raised by b."""
    return _run(params, I_inj, _exponential, jump=lambda w, params: w)


def simulate_AdEx__frozen(params, I_inj):
    """w stands still in the hold: only V is held. Step w at every sample."""
    return _run(params, I_inj, _exponential, freeze=True)


def simulate_AdEx__new_w(params, I_inj):
    """V is stepped with the new w: work out both rates first, from V and w of the same sample."""
    return _run(params, I_inj, _exponential, new_w=True)


def simulate_AdEx__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, _exponential, n_ref=0)


def simulate_AdEx__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, _exponential, n_ref=round(params["tref"]))


def simulate_AdEx__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, _exponential, V_hold=params["E_L"])


def simulate_AdEx__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, _exponential, V_start=params["E_L"])


def simulate_AdEx__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, w, t, spikes = _run(params, I_inj, _exponential)
    return V, w, t, [t[k] for k in spikes]


def simulate_Izhikevich__leak_only(params, I_inj):
    """There is no parabola: put f_QIF in the place of the leak."""
    return _run(params, I_inj, _leak)


def simulate_Izhikevich__leak_added(params, I_inj):
    """The leak is there beside the parabola: near rest f_QIF pulls back like a leak by itself."""
    return _run(params, I_inj, lambda V, params: _parabola(V, params) + _leak(V, params))


def simulate_Izhikevich__without_a_0(params, I_inj):
    """a_0 is missing: (V - E_L)(V - V_c) is in mV squared, and a_0 (1/mV) makes mV of it."""
    return _run(params, I_inj, lambda V, params: _parabola(V, {**params, "a_0": 1.0}))


def simulate_Izhikevich__a_for_a_0(params, I_inj):
    """a stands where a_0 should: a_0 (1/mV) bends the parabola, a (nS) couples w to V."""
    return _run(params, I_inj, lambda V, params: _parabola(V, {**params, "a_0": params["a"]}))


def simulate_Izhikevich__at_V_c(params, I_inj):
    """The spike is taken at V_c: there it only begins. It is cut off at V_th, far above."""
    return _run(params, I_inj, _parabola, V_spike=params["V_c"])


def simulate_Izhikevich__plus_w(params, I_inj):
    """w has the wrong sign in the equation of V: it flows outward and should hold V back."""
    return _run(params, I_inj, _parabola, w_scale=-1 / params["g_L"])


def simulate_Izhikevich__w_not_divided(params, I_inj):
    """w is not divided by g_L: pA cannot be subtracted from mV, but pA/nS can."""
    return _run(params, I_inj, _parabola, w_scale=1.0)


def simulate_Izhikevich__current_not_divided(params, I_inj):
    """The injected current is not divided by g_L: f_QIF is in mV, and so is pA/nS."""
    return _run(params, I_inj, _parabola, I_scale=1.0)


def simulate_Izhikevich__without_tau_m(params, I_inj):
    """tau_m is missing: the right side of the equation of V is tau_m dV/dt."""
    return _run(params, I_inj, _parabola, tau_m=1.0)


def simulate_Izhikevich__set_to_b(params, I_inj):
    """At a spike w is set to b: it should be raised by b from where it is, w + b."""
    return _run(params, I_inj, _parabola, jump=lambda w, params: params["b"])


def simulate_Izhikevich__b_over_tau_w(params, I_inj):
    """The jump is divided by tau_w: at a spike w is raised by b itself, at once."""
    return _run(params, I_inj, _parabola, jump=lambda w, params: w + params["b"] / params["tau_w"])


def simulate_Izhikevich__b_times_dt(params, I_inj):
    """The jump is multiplied by dt: it is no rate. At a spike w is raised by b itself, at once."""
    return _run(params, I_inj, _parabola, jump=lambda w, params: w + params["b"] * params["dt"])


def simulate_Izhikevich__never_raised(params, I_inj):
    """A spike leaves w as it is: at each spike w should be raised by b."""
    return _run(params, I_inj, _parabola, jump=lambda w, params: w)


def simulate_Izhikevich__frozen(params, I_inj):
    """w stands still in the hold: only V is held. Step w at every sample."""
    return _run(params, I_inj, _parabola, freeze=True)


def simulate_Izhikevich__new_w(params, I_inj):
    """V is stepped with the new w: work out both rates first, from V and w of the same sample."""
    return _run(params, I_inj, _parabola, new_w=True)


def simulate_Izhikevich__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, _parabola, n_ref=0)


def simulate_Izhikevich__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, _parabola, V_hold=params["E_L"])


def simulate_Izhikevich__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, _parabola, V_start=params["E_L"])


def simulate_Izhikevich__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, w, t, spikes = _run(params, I_inj, _parabola)
    return V, w, t, [t[k] for k in spikes]


# simulate_Izhikevich2003


def _published(
    numbers,
    I,
    T,
    dt,
    v_0=-65.0,
    u_0=None,
    sign=-1.0,
    constant=140.0,
    jump=lambda u, d: u + d,
    rate_u=lambda a, b, v, u: a * (b * v - u),
    v_reset=None,
    halves=1,
    new_v=False,
    step=None,
):
    a, b, c, d = numbers
    n = round(T / dt)
    current = np.broadcast_to(np.asarray(I, dtype=float), n).tolist()
    v, u, spikes = [0.0] * n, [0.0] * n, []
    v_now, u_now = v_0, b * v_0 if u_0 is None else u_0
    h = step or dt
    for k in range(n):
        v[k], u[k] = min(v_now, 30.0), u_now
        if v_now >= 30:
            spikes.append(k)
            v_now, u_now = c if v_reset is None else v_reset, jump(u_now, d)
        v_next = v_now
        for _ in range(halves):
            rate = 0.04 * v_next**2 + 5 * v_next + constant + sign * u_now + current[k]
            v_next = min(max(v_next + h / halves * rate, -1e6), 1e6)
        u_now = u_now + h * rate_u(a, b, v_next if new_v else v_now, u_now)
        u_now = min(max(u_now, -1e9), 1e9)
        v_now = v_next
    return np.array(v), np.array(u), np.arange(n) * dt, spikes


def simulate_Izhikevich2003__half_steps(a, b, c, d, I, T, dt):
    """v takes two half steps, as in the published program: asked for is one Euler step for each."""
    return _published((a, b, c, d), I, T, dt, halves=2, new_v=True)


def simulate_Izhikevich2003__new_v(a, b, c, d, I, T, dt):
    """u is stepped with the new v: work out both rates first, from v and u of the same sample."""
    return _published((a, b, c, d), I, T, dt, new_v=True)


def simulate_Izhikevich2003__u_from_zero(a, b, c, d, I, T, dt):
    """u starts at 0: it should start at b times the first v."""
    return _published((a, b, c, d), I, T, dt, u_0=0.0)


def simulate_Izhikevich2003__starts_at_c(a, b, c, d, I, T, dt):
    """v starts at c: it should start at -65 (equal to c in the most common type)."""
    return _published((a, b, c, d), I, T, dt, v_0=c)


def simulate_Izhikevich2003__resets_to_start(a, b, c, d, I, T, dt):
    """After a spike v goes to -65: it should go to c (equal in the most common type)."""
    return _published((a, b, c, d), I, T, dt, v_reset=-65.0)


def simulate_Izhikevich2003__set_to_d(a, b, c, d, I, T, dt):
    """At a spike u is set to d: it should be raised by d from where it is, u + d."""
    return _published((a, b, c, d), I, T, dt, jump=lambda u, d: d)


def simulate_Izhikevich2003__never_raised(a, b, c, d, I, T, dt):
    """A spike leaves u as it is: at each spike u should be raised by d."""
    return _published((a, b, c, d), I, T, dt, jump=lambda u, d: u)


def simulate_Izhikevich2003__plus_u(a, b, c, d, I, T, dt):
    """u has the wrong sign in the equation of v: it should be subtracted."""
    return _published((a, b, c, d), I, T, dt, sign=1.0)


def simulate_Izhikevich2003__without_140(a, b, c, d, I, T, dt):
    """The 140 is missing in the equation of v."""
    return _published((a, b, c, d), I, T, dt, constant=0.0)


def simulate_Izhikevich2003__without_a(a, b, c, d, I, T, dt):
    """a is missing: without it u is fifty times too fast."""
    return _published((a, b, c, d), I, T, dt, rate_u=lambda a, b, v, u: b * v - u)


def simulate_Izhikevich2003__without_b(a, b, c, d, I, T, dt):
    """b is missing: u is pulled towards b v, not towards v."""
    return _published((a, b, c, d), I, T, dt, rate_u=lambda a, b, v, u: a * (v - u))


def simulate_Izhikevich2003__a_not_for_u(a, b, c, d, I, T, dt):
    """a multiplies b v only: u' is a times all of (b v - u). Check the brackets."""
    return _published((a, b, c, d), I, T, dt, rate_u=lambda a, b, v, u: a * b * v - u)


def simulate_Izhikevich2003__without_dt(a, b, c, d, I, T, dt):
    """The Euler steps have no dt: each value gains dt times its rate."""
    return _published((a, b, c, d), I, T, dt, step=1.0)


def simulate_Izhikevich2003__spikes_in_ms(a, b, c, d, I, T, dt):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    v, u, t, spikes = _published((a, b, c, d), I, T, dt)
    return v, u, t, [t[k] for k in spikes]

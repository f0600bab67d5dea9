"""Mistakes in simulators of Izhikevich's neuron, ours and the published one."""

import numpy as np

from .building_blocks import _leak, _reset_in_hold, _run, _with_drawn_spikes

# simulate_Izhikevich


def _parabola(V, params):
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])


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
    """The spike is detected at V_c: there it only begins. It is cut off at V_th, far above."""
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


def simulate_Izhikevich__reset_in_hold(params, I_inj):
    """Where tref is 0, V is not reset: your reset stands where V is held, and then nothing is. Set
    V to V_reset at the spike itself.
    """
    return _reset_in_hold(params, I_inj, _parabola)


def simulate_Izhikevich__draws_spikes(params, I_inj):
    """You draw each spike into V, at the sample before it. V is what the membrane does: for spikes
    that look nicer, draw a copy of V.
    """
    return _with_drawn_spikes(params, I_inj, _parabola)


def simulate_Izhikevich__overshoot_written(params, I_inj):
    """At a spike V is written down as far as its last step went. That depends on dt and has no
    meaning: write V_th down there.
    """
    return _run(params, I_inj, _parabola, cut=False)


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
    """v takes two half steps, as in the published program: take one Euler step each."""
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


def simulate_Izhikevich2003__dt_of_the_figures(a, b, c, d, I, T, dt):
    """Your time step is 0.1 ms whatever is asked for: use dt."""
    return _published((a, b, c, d), I, T, 0.1)

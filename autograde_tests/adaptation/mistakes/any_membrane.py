"""Mistakes in the simulator that takes any membrane."""

from .building_blocks import _leak, _raise, _reset_in_hold, _run, _with_drawn_spikes


def _nothing(V, params):
    return 0.0


def simulate_adaptive__plus_w(f, params, I_inj):
    """w has the wrong sign in the equation of V: it flows outward and should hold V back."""
    return _run(params, I_inj, f, w_scale=-1 / params["g_L"])


def simulate_adaptive__w_not_divided(f, params, I_inj):
    """w is not divided by g_L: pA cannot be subtracted from mV, but pA/nS can."""
    return _run(params, I_inj, f, w_scale=1.0)


def simulate_adaptive__w_times_g_L(f, params, I_inj):
    """w is multiplied by g_L instead of divided: pA times nS is not mV, pA/nS is."""
    return _run(params, I_inj, f, w_scale=params["g_L"])


def simulate_adaptive__without_w(f, params, I_inj):
    """w does not act on V: this neuron does not adapt. The equation of V needs - w/g_L."""
    return _run(params, I_inj, f, w_scale=0.0)


def simulate_adaptive__current_not_divided(f, params, I_inj):
    """The injected current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return _run(params, I_inj, f, I_scale=1.0)


def simulate_adaptive__without_f(f, params, I_inj):
    """f is missing: what the membrane does by itself is f(V_now, params), in mV."""
    return _run(params, I_inj, _nothing)


def simulate_adaptive__without_tau_m(f, params, I_inj):
    """tau_m is missing: the right side of the equation of V is tau_m dV/dt."""
    return _run(params, I_inj, f, tau_m=1.0)


def simulate_adaptive__set_to_b(f, params, I_inj):
    """At a spike w is set to b: it should be raised by b from where it is, w + b."""
    return _run(params, I_inj, f, jump=lambda w, params: params["b"])


def simulate_adaptive__b_over_tau_w(f, params, I_inj):
    """The jump is divided by tau_w: at a spike w is raised by b itself, at once."""
    return _run(params, I_inj, f, jump=lambda w, params: w + params["b"] / params["tau_w"])


def simulate_adaptive__b_times_dt(f, params, I_inj):
    """The jump is multiplied by dt: it is no rate. At a spike w is raised by b itself, at once."""
    return _run(params, I_inj, f, jump=lambda w, params: w + params["b"] * params["dt"])


def simulate_adaptive__never_raised(f, params, I_inj):
    """A spike leaves w as it is: at each spike w should be raised by b."""
    return _run(params, I_inj, f, jump=lambda w, params: w)


def simulate_adaptive__lowered(f, params, I_inj):
    """A spike lowers w by b: it should raise w, so that the neuron is held back."""
    return _run(params, I_inj, f, jump=lambda w, params: w - params["b"])


def simulate_adaptive__zero_at_spike(f, params, I_inj):
    """A spike resets w to zero: only V is reset. w is raised by b, and remembers."""
    return _run(params, I_inj, f, jump=lambda w, params: 0.0)


def simulate_adaptive__raised_in_hold(f, params, I_inj):
    """w is raised by b at every sample of the hold: only once, at the spike."""
    return _run(params, I_inj, f, in_hold=_raise)


def simulate_adaptive__frozen(f, params, I_inj):
    """w stands still in the hold: only V is held. Step w at every sample."""
    return _run(params, I_inj, f, freeze=True)


def simulate_adaptive__w_without_dt(f, params, I_inj):
    """The Euler step of w has no dt: what w gains in a step is dt times dwdt."""
    return _run(params, I_inj, f, dt_w=1.0)


def simulate_adaptive__V_without_dt(f, params, I_inj):
    """The Euler step of V has no dt: what V gains in a step is dt times its rate."""
    return _run(params, I_inj, f, dt_V=1.0)


def simulate_adaptive__w_only_decays(f, params, I_inj):
    """w does not follow V: step it with dwdt, which has the pull towards a (V - E_L)."""
    return _run(params, I_inj, f, rate_w=lambda V, w, params: -w / params["tau_w"])


def simulate_adaptive__new_w(f, params, I_inj):
    """V is stepped with the new w: work out both rates first, from V and w of the same sample."""
    return _run(params, I_inj, f, new_w=True)


def simulate_adaptive__no_hold(f, params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, f, n_ref=0)


def simulate_adaptive__tref_in_steps(f, params, I_inj):
    """tref is used as a number of steps: it is in ms. How many steps of dt is that?"""
    return _run(params, I_inj, f, n_ref=round(params["tref"]))


def simulate_adaptive__hold_never_ends(f, params, I_inj):
    """The hold never ends: count it down by one at each step, or V stays at V_reset for ever."""
    for_ever = round(params["T"] / params["dt"]) if params["tref"] else 0
    return _run(params, I_inj, f, n_ref=for_ever)


def simulate_adaptive__resets_to_rest(f, params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, f, V_hold=params["E_L"])


def simulate_adaptive__starts_at_rest(f, params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, f, V_start=params["E_L"])


def simulate_adaptive__spikes_in_ms(f, params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, w, t, spikes = _run(params, I_inj, f)
    return V, w, t, [t[k] for k in spikes]


def simulate_adaptive__w_last(f, params, I_inj):
    """V, t and w come in another order: return V, w, t, spikes."""
    V, w, t, spikes = _run(params, I_inj, f)
    return V, t, w, spikes


def simulate_adaptive__leak_only(f, params, I_inj):
    """The leak stands where f should: call f(V_now, params), whatever it is."""
    return _run(params, I_inj, _leak)


def simulate_adaptive__leak_twice(f, params, I_inj):
    """The leak is there beside f: f is all that the membrane does, the leak included."""
    return _run(params, I_inj, lambda V, params: f(V, params) + _leak(V, params))


def simulate_adaptive__f_of_V_0(f, params, I_inj):
    """f is worked out once, from V_0: work it out at every step, from V_now."""
    at_start = f(params["V_0"], params)
    return _run(params, I_inj, lambda V, params: at_start)


def simulate_adaptive__f_over_g_L(f, params, I_inj):
    """f is divided by g_L: it is in mV already, only currents need it."""
    return _run(params, I_inj, lambda V, params: f(V, params) / params["g_L"])


def simulate_adaptive__overshoot(f, params, I_inj):
    """The step of w at a spike sees V after its overshoot.

    Reset V first, then work out the rate of w: there V is V_reset, not hundreds of mV.
    """
    return _run(params, I_inj, f, overshoot=True)


def simulate_adaptive__reset_in_hold(f, params, I_inj):
    """Where tref is 0, V is not reset: your reset stands where V is held, and then nothing is. Set
    V to V_reset at the spike itself.
    """
    return _reset_in_hold(params, I_inj, f)


def simulate_adaptive__draws_spikes(f, params, I_inj):
    """You draw each spike into V, at the sample before it. V is what the membrane does: for spikes
    that look nicer, draw a copy of V.
    """
    return _with_drawn_spikes(params, I_inj, f)


def simulate_adaptive__overshoot_written(f, params, I_inj):
    """At a spike V is written down as far as its last step went. That depends on dt and has no
    meaning: write V_th down there.
    """
    return _run(params, I_inj, f, cut=False)

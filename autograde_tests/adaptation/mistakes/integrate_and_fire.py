"""Mistakes in simulators of the LIF neuron with adaptation, and of the AdEx."""

import numpy as np

from .building_blocks import _leak, _reset_in_hold, _run, _with_drawn_spikes

# simulate_aLIF


def _no_f(V, params):
    return 0.0


def simulate_aLIF__plus_w(params, I_inj):
    """w has the wrong sign in the equation of V: it flows outward and should hold V back."""
    return _run(params, I_inj, _leak, w_scale=-1 / params["g_L"])


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


def simulate_aLIF__never_raised(params, I_inj):
    """A spike leaves w as it is: at each spike w should be raised by b."""
    return _run(params, I_inj, _leak, jump=lambda w, params: w)


def simulate_aLIF__frozen(params, I_inj):
    """w stands still in the hold: only V is held. Step w at every sample."""
    return _run(params, I_inj, _leak, freeze=True)


def simulate_aLIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, _leak, n_ref=0)


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


def simulate_aLIF__reset_in_hold(params, I_inj):
    """Where tref is 0, V is not reset: your reset stands where V is held, and then nothing is. Set
    V to V_reset at the spike itself.
    """
    return _reset_in_hold(params, I_inj, _leak)


def simulate_aLIF__draws_spikes(params, I_inj):
    """You draw each spike into V, at the sample before it. V is what the membrane does: for spikes
    that look nicer, draw a copy of V.
    """
    return _with_drawn_spikes(params, I_inj, _leak)


# simulate_AdEx


def _exponential(V, params):
    exponent = min((V - params["V_rh"]) / params["Delta_T"], 700.0)
    return -(V - params["E_L"]) + params["Delta_T"] * float(np.exp(exponent))


def simulate_AdEx__leak_only(params, I_inj):
    """There is no exponential: put f_EIF in the place of the leak."""
    return _run(params, I_inj, _leak)


def simulate_AdEx__leak_twice(params, I_inj):
    """The leak is there twice: f_EIF has it in it already."""
    return _run(params, I_inj, lambda V, params: _exponential(V, params) + _leak(V, params))


def simulate_AdEx__at_V_rh(params, I_inj):
    """The spike is detected at V_rh: there it only begins. It is cut off at V_th, far above."""
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
    """tref is used as a number of steps: it is in ms. How many steps of dt is that?"""
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


def simulate_AdEx__reset_in_hold(params, I_inj):
    """Where tref is 0, V is not reset: your reset stands where V is held, and then nothing is. Set
    V to V_reset at the spike itself.
    """
    return _reset_in_hold(params, I_inj, _exponential)


def simulate_AdEx__draws_spikes(params, I_inj):
    """You draw each spike into V, at the sample before it. V is what the membrane does: for spikes
    that look nicer, draw a copy of V.
    """
    return _with_drawn_spikes(params, I_inj, _exponential)


def simulate_AdEx__overshoot_written(params, I_inj):
    """At a spike V is written down as far as its last step went. That depends on dt and has no
    meaning: write V_th down there.
    """
    return _run(params, I_inj, _exponential, cut=False)

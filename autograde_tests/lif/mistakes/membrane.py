"""Mistakes about a membrane without spikes: its equation, and where V goes."""

import numpy as np

# dvdt_proto_LIF


def dvdt_proto_LIF__leak_sign(g_L, E_L, C_m, I_ext, V_val):
    """The leak has the wrong sign: it pushes V away from E_L.

    Above E_L a leak current flows out and V must fall; look at the sign in front of g_L.
    """
    return (g_L * (V_val - E_L) + I_ext) / C_m


def dvdt_proto_LIF__current_sign(g_L, E_L, C_m, I_ext, V_val):
    """The injected current has the wrong sign: positive I_ext should raise V."""
    return (-g_L * (V_val - E_L) - I_ext) / C_m


def dvdt_proto_LIF__without_E_L(g_L, E_L, C_m, I_ext, V_val):
    """E_L is missing: the leak is driven by the distance V - E_L, not by V itself."""
    return (-g_L * V_val + I_ext) / C_m


def dvdt_proto_LIF__plus_E_L(g_L, E_L, C_m, I_ext, V_val):
    """E_L is added to V: the leak is driven by the difference of V and E_L (both are negative)."""
    return (-g_L * (V_val + E_L) + I_ext) / C_m


def dvdt_proto_LIF__without_g_L(g_L, E_L, C_m, I_ext, V_val):
    """g_L is missing: V - E_L is a voltage; only times g_L is it a current, as I_ext is."""
    return (-(V_val - E_L) + I_ext) / C_m


def dvdt_proto_LIF__current_not_divided(g_L, E_L, C_m, I_ext, V_val):
    """The injected current is not divided by C_m, only the leak is: check the brackets."""
    return -g_L * (V_val - E_L) / C_m + I_ext


def dvdt_proto_LIF__leak_not_divided(g_L, E_L, C_m, I_ext, V_val):
    """The leak is not divided by C_m, only the injected current is: check the brackets."""
    return -g_L * (V_val - E_L) + I_ext / C_m


def dvdt_proto_LIF__without_C_m(g_L, E_L, C_m, I_ext, V_val):
    """C_m is missing: this is the net current in pA.

    The equation gives C_m dV/dt; the function should return dV/dt.
    """
    return -g_L * (V_val - E_L) + I_ext


def dvdt_proto_LIF__times_C_m(g_L, E_L, C_m, I_ext, V_val):
    """The net current is multiplied by C_m: a larger capacitance should make V slower."""
    return (-g_L * (V_val - E_L) + I_ext) * C_m


def dvdt_proto_LIF__over_g_L(g_L, E_L, C_m, I_ext, V_val):
    """The net current is divided by g_L, which gives mV; the capacitance C_m sets the speed."""
    return (-g_L * (V_val - E_L) + I_ext) / g_L


def dvdt_proto_LIF__still_without_current(g_L, E_L, C_m, I_ext, V_val):
    """Without injected current your voltage stands still. The leak goes on: it pulls V to E_L."""
    return np.where(I_ext == 0, 0.0, (I_ext - g_L * (V_val - E_L)) / C_m)


def dvdt_proto_LIF__still_at_rest(g_L, E_L, C_m, I_ext, V_val):
    """At E_L your voltage stands still even under a current. There the leak is zero; the injected
    current is not.
    """
    return np.where(V_val == E_L, 0.0, (I_ext - g_L * (V_val - E_L)) / C_m)


def dvdt_proto_LIF__mixed_forms(g_L, E_L, C_m, I_ext, V_val):
    """Two forms of the equation are mixed: I_ext/g_L belongs to the form with tau_m.

    Here all terms are currents in pA, and their sum is divided by C_m.
    """
    return (-(V_val - E_L) + I_ext / g_L) / C_m


# V_proto_LIF


def _approach(V_start, V_end, exponent):
    return V_end + (V_start - V_end) * np.exp(exponent)


def _end(params, I_ext):
    return params["E_L"] + I_ext / params["g_L"]


def V_proto_LIF__starts_at_rest(t, params, I_ext):
    """V starts at E_L instead of V_0: the solution should be V_0 at time 0."""
    return _approach(params["E_L"], _end(params, I_ext), -t / params["tau_m"])


def V_proto_LIF__starts_at_reset(t, params, I_ext):
    """V starts at V_reset instead of V_0: there are no spikes here, so there is no reset."""
    return _approach(params["V_reset"], _end(params, I_ext), -t / params["tau_m"])


def V_proto_LIF__explodes(t, params, I_ext):
    """The exponential grows: the distance to the steady state must shrink with time.

    Look at the sign of the exponent.
    """
    return _approach(params["V_0"], _end(params, I_ext), t / params["tau_m"])


def V_proto_LIF__without_tau(t, params, I_ext):
    """The time constant is missing in the exponent: t has the unit ms, an exponent has none."""
    return _approach(params["V_0"], _end(params, I_ext), -t)


def V_proto_LIF__times_tau(t, params, I_ext):
    """t is multiplied by tau_m in the exponent: a larger tau_m should make V slower."""
    return _approach(params["V_0"], _end(params, I_ext), -t * params["tau_m"])


def V_proto_LIF__over_C_m(t, params, I_ext):
    """C_m stands in the exponent instead of the time constant tau_m = C_m/g_L."""
    return _approach(params["V_0"], _end(params, I_ext), -t / params["C_m"])


def V_proto_LIF__over_g_L(t, params, I_ext):
    """g_L stands in the exponent instead of the time constant tau_m = C_m/g_L."""
    return _approach(params["V_0"], _end(params, I_ext), -t / params["g_L"])


def V_proto_LIF__current_not_divided(t, params, I_ext):
    """The current is added to a voltage: pA are not mV. What turns one into the other?"""
    return _approach(params["V_0"], params["E_L"] + I_ext, -t / params["tau_m"])


def V_proto_LIF__current_times_g_L(t, params, I_ext):
    """The current is multiplied by g_L: a leakier membrane should move less, not more."""
    V_end = params["E_L"] + I_ext * params["g_L"]
    return _approach(params["V_0"], V_end, -t / params["tau_m"])


def V_proto_LIF__without_current(t, params, I_ext):
    """The injected current is missing: with it, V does not end at E_L."""
    return _approach(params["V_0"], params["E_L"], -t / params["tau_m"])


def V_proto_LIF__without_E_L(t, params, I_ext):
    """E_L is missing in the steady state: without current V should end at E_L, not at 0 mV."""
    return _approach(params["V_0"], I_ext / params["g_L"], -t / params["tau_m"])


def V_proto_LIF__ends_swapped(t, params, I_ext):
    """Start and end are swapped: V should be V_0 at time 0 and approach its steady state."""
    return _approach(_end(params, I_ext), params["V_0"], -t / params["tau_m"])


def V_proto_LIF__without_distance(t, params, I_ext):
    """At time 0 this gives V_0 plus the steady state.

    What decays is the distance from V_0 to the steady state, not V_0 itself.
    """
    return _end(params, I_ext) + params["V_0"] * np.exp(-t / params["tau_m"])


def V_proto_LIF__still_without_current(t, params, I_ext):
    """Without current your voltage stays at V_0. The leak goes on: it pulls V to E_L."""
    V_inf = params["V_0"] if I_ext == 0 else params["E_L"] + I_ext / params["g_L"]
    return V_inf + (params["V_0"] - V_inf) * np.exp(-t / params["tau_m"])


def V_proto_LIF__distance_sign(t, params, I_ext):
    """The distance has the wrong sign: at time 0 the terms should add up to V_0."""
    V_end = _end(params, I_ext)
    return V_end + (V_end - params["V_0"]) * np.exp(-t / params["tau_m"])


# steady_state_voltage


def steady_state_voltage__without_E_L(params, I_ext):
    """E_L is missing: without current V ends at E_L, not at 0 mV."""
    return I_ext / params["g_L"]


def steady_state_voltage__times_g_L(params, I_ext):
    """The current is multiplied by g_L: pA times nS is no voltage. Set dV/dt = 0 first."""
    return params["E_L"] + I_ext * params["g_L"]


def steady_state_voltage__not_divided(params, I_ext):
    """The current is added to a voltage as it is: pA are not mV. What turns one into the other?"""
    return params["E_L"] + I_ext


def steady_state_voltage__current_sign(params, I_ext):
    """The current is subtracted: a positive current should raise V above E_L."""
    return params["E_L"] - I_ext / params["g_L"]


def steady_state_voltage__from_V_0(params, I_ext):
    """V_0 stands where E_L should: where V ends does not depend on where it started."""
    return params["V_0"] + I_ext / params["g_L"]


def steady_state_voltage__from_V_reset(params, I_ext):
    """V_reset stands where E_L should: there are no spikes here, so there is no reset."""
    return params["V_reset"] + I_ext / params["g_L"]


def steady_state_voltage__over_C_m(params, I_ext):
    """The current is divided by C_m: the capacitance sets how fast V gets there, not where."""
    return params["E_L"] + I_ext / params["C_m"]


def steady_state_voltage__over_tau(params, I_ext):
    """The current is divided by tau_m: the time constant sets how fast V gets there, not where."""
    return params["E_L"] + I_ext / params["tau_m"]


def steady_state_voltage__at_least_the_threshold(params, I_ext):
    """You never return a voltage below V_th. A weak current takes V part of the way only, and there
    it stays.
    """
    return max(params["V_th"], params["E_L"] + I_ext / params["g_L"])


def steady_state_voltage__capped(params, I_ext):
    """V is kept below V_th: the proto-LIF has no threshold, and strong currents take V above it."""
    return min(params["E_L"] + I_ext / params["g_L"], params["V_th"])


# dvdt_LIF


def dvdt_LIF__leak_sign(g_L, E_L, tau_m, I_ext, V_val):
    """The leak has the wrong sign: above E_L, V must fall back, not run away."""
    return ((V_val - E_L) + I_ext / g_L) / tau_m


def dvdt_LIF__current_sign(g_L, E_L, tau_m, I_ext, V_val):
    """The injected current has the wrong sign: positive I_ext should raise V."""
    return (-(V_val - E_L) - I_ext / g_L) / tau_m


def dvdt_LIF__without_E_L(g_L, E_L, tau_m, I_ext, V_val):
    """E_L is missing: the leak is driven by the distance V - E_L, not by V itself."""
    return (-V_val + I_ext / g_L) / tau_m


def dvdt_LIF__plus_E_L(g_L, E_L, tau_m, I_ext, V_val):
    """E_L is added to V: the leak is driven by the difference of V and E_L (both are negative)."""
    return (-(V_val + E_L) + I_ext / g_L) / tau_m


def dvdt_LIF__current_not_divided(g_L, E_L, tau_m, I_ext, V_val):
    """The current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return (-(V_val - E_L) + I_ext) / tau_m


def dvdt_LIF__current_times_g_L(g_L, E_L, tau_m, I_ext, V_val):
    """The current is multiplied by g_L instead of divided: pA times nS is not mV, pA/nS is."""
    return (-(V_val - E_L) + I_ext * g_L) / tau_m


def dvdt_LIF__without_tau(g_L, E_L, tau_m, I_ext, V_val):
    """tau_m is missing: this is a distance in mV, not yet a rate in mV/ms."""
    return -(V_val - E_L) + I_ext / g_L


def dvdt_LIF__times_tau(g_L, E_L, tau_m, I_ext, V_val):
    """The rate is multiplied by tau_m: a larger time constant should make V slower."""
    return (-(V_val - E_L) + I_ext / g_L) * tau_m


def dvdt_LIF__only_leak_divided(g_L, E_L, tau_m, I_ext, V_val):
    """Only the leak is divided by tau_m: the current is on the same side. Check the brackets."""
    return -(V_val - E_L) / tau_m + I_ext / g_L


def dvdt_LIF__only_current_divided(g_L, E_L, tau_m, I_ext, V_val):
    """Only the current is divided by tau_m: the leak is on the same side. Check the brackets."""
    return -(V_val - E_L) + I_ext / g_L / tau_m


def dvdt_LIF__swapped(g_L, E_L, tau_m, I_ext, V_val):
    """tau_m and g_L are swapped: the current is divided by g_L, and everything by tau_m."""
    return (-(V_val - E_L) + I_ext / tau_m) / g_L


def dvdt_LIF__still_without_current(g_L, E_L, tau_m, I_ext, V_val):
    """Without injected current your voltage stands still. The leak goes on: it pulls V to E_L."""
    return np.where(I_ext == 0, 0.0, (-(V_val - E_L) + I_ext / g_L) / tau_m)


def dvdt_LIF__still_at_rest(g_L, E_L, tau_m, I_ext, V_val):
    """At E_L your voltage stands still even under a current. There the leak is zero; the injected
    current is not.
    """
    return np.where(V_val == E_L, 0.0, (-(V_val - E_L) + I_ext / g_L) / tau_m)


def dvdt_LIF__leak_times_g_L(g_L, E_L, tau_m, I_ext, V_val):
    """This is the form of the proto-LIF, a sum of currents, divided by tau_m instead of C_m.

    In the form with tau_m all terms are in mV: V - E_L without g_L, and the current over g_L.
    """
    return (-g_L * (V_val - E_L) + I_ext) / tau_m

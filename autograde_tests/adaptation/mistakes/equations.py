"""Mistakes in the equation of w, and in the nullclines."""

import numpy as np

from reference import f_EIF

# dwdt


def dwdt__without_tau(V, w, params):
    """tau_w is missing: this is a distance in pA, not yet a rate in pA/ms."""
    return params["a"] * (V - params["E_L"]) - w


def dwdt__times_tau(V, w, params):
    """The rate is multiplied by tau_w: a larger time constant should make w slower."""
    return (params["a"] * (V - params["E_L"]) - w) * params["tau_w"]


def dwdt__over_tau_m(V, w, params):
    """The rate is divided by tau_m, the time constant of V: w has one of its own, tau_w."""
    return (params["a"] * (V - params["E_L"]) - w) / params["tau_m"]


def dwdt__plus_w(V, w, params):
    """w has the wrong sign: left alone it should decay, not grow."""
    return (params["a"] * (V - params["E_L"]) + w) / params["tau_w"]


def dwdt__a_sign(V, w, params):
    """The voltage pulls the wrong way: above E_L, with a > 0, w should grow."""
    return (-params["a"] * (V - params["E_L"]) - w) / params["tau_w"]


def dwdt__all_signs(V, w, params):
    """Both signs are the wrong way round: w should move towards a (V - E_L), not away from it."""
    return (w - params["a"] * (V - params["E_L"])) / params["tau_w"]


def dwdt__without_E_L(V, w, params):
    """E_L is missing: w follows how far V is from rest, V - E_L, not V itself."""
    return (params["a"] * V - w) / params["tau_w"]


def dwdt__plus_E_L(V, w, params):
    """E_L is added to V: w follows the difference of V and E_L (both are negative)."""
    return (params["a"] * (V + params["E_L"]) - w) / params["tau_w"]


def dwdt__from_reset(V, w, params):
    """V_reset stands where E_L should: without current and spikes, V rests at E_L, and w at 0."""
    return (params["a"] * (V - params["V_reset"]) - w) / params["tau_w"]


def dwdt__a_times_all(V, w, params):
    """a multiplies w, too: w is a current already, only V - E_L needs a. Check the brackets."""
    return params["a"] * (V - params["E_L"] - w) / params["tau_w"]


def dwdt__only_w_divided(V, w, params):
    """Only w is divided by tau_w: a (V - E_L) is on the same side. Check the brackets."""
    return params["a"] * (V - params["E_L"]) - w / params["tau_w"]


def dwdt__only_a_divided(V, w, params):
    """Only a (V - E_L) is divided by tau_w: w is on the same side. Check the brackets."""
    return params["a"] * (V - params["E_L"]) / params["tau_w"] - w


def dwdt__without_a(V, w, params):
    """a is missing: V - E_L is a voltage, and a turns it into a current, as w is one."""
    return (V - params["E_L"] - w) / params["tau_w"]


def dwdt__only_decay(V, w, params):
    """The voltage is missing: w should also be pulled towards a (V - E_L)."""
    return -w / params["tau_w"] + 0 * V


def dwdt__with_b(V, w, params):
    """b is in the equation: it belongs to the spike only, where w jumps by it."""
    return (params["a"] * (V - params["E_L"]) - w + params["b"]) / params["tau_w"]


def dwdt__b_for_a(V, w, params):
    """b stands where a should: a (nS) goes with the voltage, b (pA) with the spikes."""
    return (params["b"] * (V - params["E_L"]) - w) / params["tau_w"]


def dwdt__still_at_rest(V, w, params):
    """Where V is E_L your w stands still. There nothing pulls at it, but it still decays."""
    rate = (params["a"] * (V - params["E_L"]) - w) / params["tau_w"]
    return np.where(params["E_L"] == V, 0.0, rate)


def dwdt__still_at_zero(V, w, params):
    """Where w is 0 yours stays 0. There nothing decays, but V still pulls at w."""
    return np.where(w == 0, 0.0, (params["a"] * (V - params["E_L"]) - w) / params["tau_w"])


# nullclines_AdEx


def _w_V(V, params, I_ext):
    return params["g_L"] * f_EIF(V, params) + I_ext


def _w_w(V, params):
    return params["a"] * (V - params["E_L"])


def nullclines_AdEx__swapped(V, params, I_ext):
    """The two are swapped: first w where dV/dt = 0, then w where dw/dt = 0."""
    return _w_w(V, params), _w_V(V, params, I_ext)


def nullclines_AdEx__without_input(V, params, I_ext):
    """The V-nullcline has no input: the current lifts it by I_ext."""
    return _w_V(V, params, 0.0), _w_w(V, params)


def nullclines_AdEx__input_sign(V, params, I_ext):
    """The input has the wrong sign: a positive current lifts the V-nullcline."""
    return _w_V(V, params, -I_ext), _w_w(V, params)


def nullclines_AdEx__in_mV(V, params, I_ext):
    """The V-nullcline is in mV: multiply by g_L, so that f becomes a current like w."""
    return _w_V(V, params, I_ext) / params["g_L"], _w_w(V, params)


def nullclines_AdEx__f_in_mV(V, params, I_ext):
    """f is added to the current as it is: it is in mV, and g_L makes a current of it."""
    return f_EIF(V, params) + I_ext, _w_w(V, params)


def nullclines_AdEx__input_times_g_L(V, params, I_ext):
    """The current is multiplied by g_L, too: it is in pA already, only f needs it."""
    return params["g_L"] * (f_EIF(V, params) + I_ext), _w_w(V, params)


def nullclines_AdEx__sign(V, params, I_ext):
    """The V-nullcline has the wrong sign: solve 0 = f - w/g_L + I/g_L for w once more."""
    return -_w_V(V, params, I_ext), _w_w(V, params)


def nullclines_AdEx__f_sign(V, params, I_ext):
    """f has the wrong sign in the V-nullcline: solve 0 = f - w/g_L + I/g_L for w once more."""
    return I_ext - params["g_L"] * f_EIF(V, params), _w_w(V, params)


def nullclines_AdEx__leak_only(V, params, I_ext):
    """The V-nullcline has no exponential: f is the leak and the spike current (f_EIF)."""
    return I_ext - params["g_L"] * (V - params["E_L"]), _w_w(V, params)


def nullclines_AdEx__over_tau_w(V, params, I_ext):
    """The w-nullcline is divided by tau_w: where dw/dt is 0, the time constant does not matter."""
    return _w_V(V, params, I_ext), _w_w(V, params) / params["tau_w"]


def nullclines_AdEx__over_tau_m(V, params, I_ext):
    """The V-nullcline is divided by tau_m: where dV/dt is 0, the time constant does not matter."""
    return _w_V(V, params, I_ext) / params["tau_m"], _w_w(V, params)


def nullclines_AdEx__without_E_L(V, params, I_ext):
    """E_L is missing in the w-nullcline: w follows how far V is from rest, V - E_L."""
    return _w_V(V, params, I_ext), params["a"] * V


def nullclines_AdEx__with_b(V, params, I_ext):
    """b is in the w-nullcline: it belongs to the spike only, not to the equation of w."""
    return _w_V(V, params, I_ext), _w_w(V, params) + params["b"]

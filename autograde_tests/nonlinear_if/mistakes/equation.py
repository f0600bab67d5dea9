"""Mistakes in the equation of the EIF neuron."""

import numpy as np

from reference import f_EIF

from .building_blocks import _rate_of_LIF

# f_EIF


def _f(V, params, front=None, inside=None, sign=1, turn="V_rh", rest="E_L", most=50.0):
    Delta_T = params["Delta_T"]
    exponent = sign * (V - params[turn]) / (Delta_T if inside is None else inside)
    with np.errstate(over="ignore"):
        spike = (Delta_T if front is None else front) * np.exp(np.minimum(exponent, most))
    return -(V - params[rest]) + spike


def f_EIF__exponent_sign(V, params):
    """The exponent has the wrong sign: the exponential should grow as V rises above V_rh."""
    return _f(V, params, sign=-1)


def f_EIF__without_Delta_T_in_front(V, params):
    """Delta_T is missing in front of the exponential: e^(...) has no unit, and f is in mV."""
    return _f(V, params, front=1.0)


def f_EIF__without_Delta_T_inside(V, params):
    """Delta_T is missing in the exponent: V - V_rh is in mV, and an exponent has no unit."""
    return _f(V, params, inside=1.0)


def f_EIF__times_Delta_T_inside(V, params):
    """The exponent is multiplied by Delta_T instead of divided: a small Delta_T is a sharp turn."""
    return _f(V, params, inside=1 / params["Delta_T"])


def f_EIF__over_Delta_T_in_front(V, params):
    """The exponential is divided by Delta_T: it should be multiplied (only the exponent is not)."""
    return _f(V, params, front=1 / params["Delta_T"])


def f_EIF__turn_at_E_L(V, params):
    """E_L stands in the exponent instead of V_rh, so that the membrane explodes from rest on."""
    return _f(V, params, turn="E_L")


def f_EIF__leak_to_V_rh(V, params):
    """V_rh stands in the leak instead of E_L: far below V_rh the membrane should rest at E_L."""
    return _f(V, params, rest="V_rh")


def f_EIF__exchanged(V, params):
    """E_L and V_rh are exchanged: the leak pulls to E_L, the exponential sets in at V_rh."""
    return _f(V, params, turn="E_L", rest="V_rh")


def f_EIF__turn_at_cut_off(V, params):
    """V_th stands in the exponent instead of V_rh: the cut-off has no part in f."""
    return _f(V, params, turn="V_th")


def f_EIF__leak_sign(V, params):
    """The leak has the wrong sign: below E_L it pulls V up, above E_L it pulls V down."""
    return _f(V, params) + 2 * (V - params["E_L"])


def f_EIF__leak_only_down(V, params):
    """Below E_L the leak pulls V up: take the difference V - E_L with its sign, not its size."""
    return _f(V, params) + (V - params["E_L"]) - np.abs(V - params["E_L"])


def f_EIF__without_E_L(V, params):
    """E_L is missing: the leak is driven by the distance V - E_L, not by V itself."""
    return _f(V, params) - params["E_L"]


def f_EIF__without_leak(V, params):
    """The leak is missing: f is the leak -(V - E_L) plus the exponential."""
    return _f(V, params) + (V - params["E_L"])


def f_EIF__without_spike(V, params):
    """The exponential is missing: this is the leak alone, as in the LIF."""
    return -(V - params["E_L"])


def f_EIF__spike_sign(V, params):
    """The exponential is subtracted: it should drive V up, against the leak."""
    return _f(V, params, front=-params["Delta_T"])


def f_EIF__over_tau(V, params):
    """f is divided by tau_m already: f is a voltage in mV; dividing is the job of dvdt_EIF."""
    return _f(V, params) / params["tau_m"]


def f_EIF__overflows(V, params):
    """The exponential overflows where the turn is sharp: its exponent needs a cap.

    Take the smaller of the exponent and 50 first, and the exponential after that.
    """
    return _f(V, params, most=np.inf)


def f_EIF__cap_too_low(V, params):
    """The cap is too low: the exponent reaches 10 and more in ordinary spikes. Cap it at 50."""
    return _f(V, params, most=1.0)


def f_EIF__spike_capped(V, params):
    """The cap is on the exponential, not on its exponent: the exponent should count at most 50."""
    with np.errstate(over="ignore"):
        spike = np.exp((V - params["V_rh"]) / params["Delta_T"])
    return -(V - params["E_L"]) + params["Delta_T"] * np.minimum(spike, 50.0)


# dvdt_EIF


def dvdt_EIF__current_not_divided(V, I_ext, params):
    """The current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return (f_EIF(V, params) + I_ext) / params["tau_m"]


def dvdt_EIF__current_times_g_L(V, I_ext, params):
    """The current is multiplied by g_L instead of divided: pA times nS is not mV, pA/nS is."""
    return (f_EIF(V, params) + I_ext * params["g_L"]) / params["tau_m"]


def dvdt_EIF__current_sign(V, I_ext, params):
    """The injected current has the wrong sign: positive I_ext should raise V."""
    return (f_EIF(V, params) - I_ext / params["g_L"]) / params["tau_m"]


def dvdt_EIF__without_current(V, I_ext, params):
    """The injected current is missing: add I_ext/g_L to f."""
    return f_EIF(V, params) / params["tau_m"]


def dvdt_EIF__without_tau(V, I_ext, params):
    """tau_m is missing: this is a voltage in mV, not yet a rate in mV/ms."""
    return f_EIF(V, params) + I_ext / params["g_L"]


def dvdt_EIF__times_tau(V, I_ext, params):
    """The rate is multiplied by tau_m: a larger time constant should make V slower."""
    return (f_EIF(V, params) + I_ext / params["g_L"]) * params["tau_m"]


def dvdt_EIF__only_f_divided(V, I_ext, params):
    """Only f is divided by tau_m: the current is on the same side. Check the brackets."""
    return f_EIF(V, params) / params["tau_m"] + I_ext / params["g_L"]


def dvdt_EIF__only_current_divided(V, I_ext, params):
    """Only the current is divided by tau_m: f is on the same side. Check the brackets."""
    return f_EIF(V, params) + I_ext / params["g_L"] / params["tau_m"]


def dvdt_EIF__swapped(V, I_ext, params):
    """tau_m and g_L are swapped: the current is divided by g_L, and everything by tau_m."""
    return (f_EIF(V, params) + I_ext / params["tau_m"]) / params["g_L"]


def dvdt_EIF__leak_twice(V, I_ext, params):
    """The leak is in it twice: f_EIF contains the leak already."""
    return (f_EIF(V, params) - (V - params["E_L"]) + I_ext / params["g_L"]) / params["tau_m"]


def dvdt_EIF__still_without_current(V, I_ext, params):
    """Without injected current your voltage stands still. f(V) goes on: it pulls V to E_L, or up
    past V_rh.
    """
    if I_ext == 0:
        return 0 * V
    return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]


def dvdt_EIF__of_LIF(V, I_ext, params):
    """The exponential is missing: this is the LIF. Call your f_EIF."""
    return _rate_of_LIF(V, I_ext, params)

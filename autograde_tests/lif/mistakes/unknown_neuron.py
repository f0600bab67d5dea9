"""Mistakes in finding the parameters of an unknown neuron.

Each has all parameters right but one.
"""

import numpy as np


def _found(mystery):
    E_L = mystery(0.0)[0][-1]
    V, t, _ = mystery(-100.0)
    g_L = -100.0 / (V[-1] - E_L)
    tau_m = -100.0 * t[1] / (g_L * (V[1] - V[0]))
    low, high = 0.0, 2000.0
    while high - low > 1e-3:
        middle = (low + high) / 2
        low, high = (low, middle) if len(mystery(middle)[2]) else (middle, high)
    V, t, spikes = mystery(2 * high)
    after = V[spikes[0] + 1 :]
    tref = t[1] * np.flatnonzero(after != after[0])[0]
    V_th, V_reset = E_L + high / g_L, after[0]
    return {"E_L": E_L, "g_L": g_L, "tau_m": tau_m, "V_th": V_th, "V_reset": V_reset, "tref": tref}


def find_parameters__g_L_upside_down(mystery):
    """Your g_L is a resistance: mV per pA. The conductance is the current over the change of V that
    it makes, pA per mV.
    """
    found = _found(mystery)
    return found | {"g_L": 1 / found["g_L"]}


def find_parameters__tau_m_is_half_time(mystery):
    """Your tau_m is the time in which V goes half of its way. After one tau_m it has gone 63 % of
    it.
    """
    found = _found(mystery)
    return found | {"tau_m": found["tau_m"] * np.log(2)}


def find_parameters__tau_m_in_samples(mystery):
    """Your tau_m counts samples. It is in ms: look the time up in t."""
    found = _found(mystery)
    return found | {"tau_m": found["tau_m"] / 0.1}


def find_parameters__tau_m_is_C_m(mystery):
    """Your tau_m is the capacitance: g_L times tau_m, in pF."""
    found = _found(mystery)
    return found | {"tau_m": found["tau_m"] * found["g_L"]}


def find_parameters__tref_in_samples(mystery):
    """Your tref counts the samples that are held. It is in ms: one sample takes dt."""
    found = _found(mystery)
    return found | {"tref": found["tref"] / 0.1}


def find_parameters__V_th_from_rest(mystery):
    """Your V_th is the distance from rest, I / g_L. Add E_L to get the voltage."""
    found = _found(mystery)
    return found | {"V_th": found["V_th"] - found["E_L"]}


def find_parameters__V_reset_is_rest(mystery):
    """Your V_reset is E_L. This neuron is reset to another voltage: look at V just after a
    spike.
    """
    found = _found(mystery)
    return found | {"V_reset": found["E_L"]}


def find_parameters__E_L_is_V_reset(mystery):
    """Your E_L is V_reset. Where V starts after a spike is not where it rests: look at V without a
    current.
    """
    found = _found(mystery)
    return found | {"E_L": found["V_reset"]}


def find_parameters__E_L_under_a_current(mystery):
    """Your E_L is where V rests under a weak current. Look at V without any."""
    return _found(mystery) | {"E_L": mystery(5.0)[0][-1]}


def find_parameters__g_L_too_soon(mystery):
    """Your V had not yet arrived: after three time constants 5 % of the way are left, and your g_L
    is as much too large. Wait longer.
    """
    found = _found(mystery)
    V, t, _ = mystery(-100.0)
    late = V[np.searchsorted(t, 3 * found["tau_m"])]
    return found | {"g_L": -100.0 / (late - found["E_L"])}


def find_parameters__tau_m_of_two_thirds(mystery):
    """Your tau_m is the time in which V goes two thirds of its way. After one tau_m it has gone
    63 % of it.
    """
    found = _found(mystery)
    return found | {"tau_m": found["tau_m"] * np.log(3)}


def find_parameters__V_reset_after_the_hold(mystery):
    """Your V_reset is taken after the hold, when V is on its way up again. Look at V just after a
    spike.
    """
    found = _found(mystery)
    rheobase = found["g_L"] * (found["V_th"] - found["E_L"])
    V, t, spikes = mystery(2 * rheobase)
    return found | {"V_reset": V[spikes[0] + round(found["tref"] / t[1]) + 4]}


def find_parameters__tref_until_V_has_risen(mystery):
    """Your tref ends when V has risen by a mV or two. It ends with the last sample at V_reset."""
    found = _found(mystery)
    rheobase = found["g_L"] * (found["V_th"] - found["E_L"])
    V, t, spikes = mystery(2 * rheobase)
    after = V[spikes[0] + 1 :]
    return found | {"tref": t[1] * np.flatnonzero(after > after[0] + 1.3)[0]}

"""Mistakes about the quadratic neuron."""

from .building_blocks import _held_at_top, _run

# f_QIF, rheobase_QIF, simulate_QIF


def f_QIF__without_a_0(V, params):
    """a_0 is missing: the product of two voltages is in mV squared, a_0 in 1/mV makes it mV."""
    return (V - params["E_L"]) * (V - params["V_c"])


def f_QIF__over_a_0(V, params):
    """The product is divided by a_0: it should be multiplied (a_0 is in 1/mV)."""
    return (V - params["E_L"]) * (V - params["V_c"]) / params["a_0"]


def f_QIF__sign(V, params):
    """The sign is wrong: between E_L and V_c f is negative, and V falls back to E_L."""
    return -params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])


def f_QIF__plus(V, params):
    """E_L and V_c are added to V: f is zero at V = E_L and at V = V_c."""
    return params["a_0"] * (V + params["E_L"]) * (V + params["V_c"])


def f_QIF__at_E_L_only(V, params):
    """V_c is missing: f is zero at E_L and at V_c."""
    return params["a_0"] * (V - params["E_L"]) ** 2


def f_QIF__at_cut_off(V, params):
    """V_th stands where V_c should: the cut-off has no part in f."""
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_th"])


def f_QIF__with_leak(V, params):
    """There is a leak on top: the parabola has the resting voltage E_L in it already."""
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"]) - (V - params["E_L"])


def _quick_f_QIF(V, params):
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])


def _dvdt_QIF(V, I_ext, params):
    return (_quick_f_QIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]


def simulate_QIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, _dvdt_QIF, n_ref=1)


def simulate_QIF__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, _dvdt_QIF, n_ref=round(params["tref"]))


def simulate_QIF__spike_at_V_c(params, I_inj):
    """The spike is taken at V_c: it is at the cut-off V_th, far above."""
    return _run(params, I_inj, _dvdt_QIF, V_spike=params["V_c"])


def simulate_QIF__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, _dvdt_QIF, V_hold=params["E_L"])


def simulate_QIF__held_at_V_th(params, I_inj):
    """V stays at V_th for tref and is reset after that: reset it at once, and hold V_reset."""
    V, t, spikes = _run(params, I_inj, _dvdt_QIF)
    return _held_at_top(params, V, spikes), t, spikes


def simulate_QIF__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, _dvdt_QIF, V_start=params["E_L"])


def simulate_QIF__current_not_divided(params, I_inj):
    """The current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return _run(params, I_inj, lambda V, I, p: (_quick_f_QIF(V, p) + I) / p["tau_m"])


def simulate_QIF__without_tau(params, I_inj):
    """tau_m is missing: f + I/g_L is in mV, and becomes a rate when divided by tau_m."""
    return _run(params, I_inj, lambda V, I, p: _quick_f_QIF(V, p) + I / p["g_L"])


def simulate_QIF__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, t, spikes = _run(params, I_inj, _dvdt_QIF)
    return V, t, [t[k] for k in spikes]


def rheobase_QIF__without_quarter(params):
    """The factor 1/4 is missing: f is lowest half-way, so each of its two factors is a half."""
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2


def rheobase_QIF__half(params):
    """The factor should be 1/4, not 1/2: f is lowest half-way, and both of its factors are half."""
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 2


def rheobase_QIF__without_square(params):
    """The square is missing: at its lowest f is a_0 times two factors, both of them a distance."""
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) / 4


def rheobase_QIF__without_a_0(params):
    """a_0 is missing: the square of a voltage is in mV squared, a_0 in 1/mV makes it mV."""
    return params["g_L"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def rheobase_QIF__in_mV(params):
    """This is how deep f is at its lowest, in mV: which current makes up for it?"""
    return params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def rheobase_QIF__sign(params):
    """The sign is wrong: f is negative at its lowest, and a positive current makes up for it."""
    return -params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def rheobase_QIF__of_LIF(params):
    """This is the rheobase of an LIF with its threshold at V_c: the parabola is lowest half-way."""
    return params["g_L"] * (params["V_c"] - params["E_L"])


def rheobase_QIF__over_g_L(params):
    """The voltage is divided by g_L: I/g_L has to equal the voltage, so I is voltage times g_L."""
    return params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4 / params["g_L"]

"""Mistakes in a simulator of the EIF neuron, and in figures of its upstroke."""

import numpy as np
from matplotlib import pyplot as plt

from reference import dvdt_EIF, f_EIF, simulate_EIF

from .building_blocks import _held_at_top, _rate_of_LIF, _run

# simulate_EIF


def simulate_EIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, n_ref=1)


def simulate_EIF__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, n_ref=round(params["tref"]))


def simulate_EIF__hold_never_ends(params, I_inj):
    """The hold never ends: count it down by one at each step, or V stays at V_reset for ever."""
    return _run(params, I_inj, n_ref=round(params["T"] / params["dt"]))


def simulate_EIF__no_reset(params, I_inj):
    """V is never reset: each sample at the cut-off counts as a spike, one after the other."""
    return _run(params, I_inj, n_ref=0)


def simulate_EIF__equality(params, I_inj):
    """There are no spikes, though V gets above V_th: where is V compared with it?

    Ask for a V at or above V_th: V leaps over it, and is hardly ever equal to it (==).
    """
    return _run(params, I_inj, fires=np.equal)


def simulate_EIF__spike_at_V_rh(params, I_inj):
    """The spike is taken at V_rh: that is where V takes off; the spike is at the cut-off V_th.

    With a spike and a reset at V_rh the exponential never gets its chance: this is an LIF.
    """
    return _run(params, I_inj, V_spike=params["V_rh"])


def simulate_EIF__resets_to_V_rh(params, I_inj):
    """After a spike V goes to V_rh: it should go to V_reset."""
    return _run(params, I_inj, V_hold=params["V_rh"])


def simulate_EIF__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, V_hold=params["E_L"])


def simulate_EIF__resets_to_start(params, I_inj):
    """After a spike V goes to V_0: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, V_hold=params["V_0"])


def simulate_EIF__held_at_V_th(params, I_inj):
    """V stays at V_th for tref and is reset after that: reset it at once, and hold V_reset."""
    V, t, spikes = _run(params, I_inj)
    return _held_at_top(params, V, spikes), t, spikes


def simulate_EIF__spike_drawn_early(params, I_inj):
    """V_th is written down one sample too soon: at a spike it is V[k], not V[k - 1], that is V_th.

    What V was before the spike is part of the run.
    """
    V, t, spikes = _run(params, I_inj)
    V[np.array(spikes, dtype=int) - 1] = params["V_th"]
    return V, t, spikes


def simulate_EIF__current_pauses(params, I_inj):
    """During the hold your current pauses, and goes on after it where it was.

    Sample k of V belongs to sample k of the current, also after a hold.
    """
    return _run(params, I_inj, paused=True)


def simulate_EIF__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, V_start=params["E_L"])


def simulate_EIF__starts_at_reset(params, I_inj):
    """V starts at V_reset: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, V_start=params["V_reset"])


def simulate_EIF__starts_at_zero(params, I_inj):
    """V starts at 0 mV, above the cut-off: set V[0] to V_0 before the loop."""
    return _run(params, I_inj, V_start=0.0)


def simulate_EIF__without_dt(params, I_inj):
    """The Euler step has no dt: what V gains in a step is the rate times dt."""
    return _run(params, I_inj, step=1.0)


def simulate_EIF__current_one_late(params, I_inj):
    """The step from k-1 to k uses the current of sample k: rate and V belong to sample k-1."""
    return _run(params, I_inj, delay=1)


def simulate_EIF__of_LIF(params, I_inj):
    """The exponential is missing: V approaches a resting voltage as in an LIF. Call dvdt_EIF."""
    return _run(params, I_inj, _rate_of_LIF)


def simulate_EIF__overflows(params, I_inj):
    """V becomes infinite at a spike of a sharp neuron: cap the exponent, as in your f_EIF.

    And set V[k] to V_th at a spike.
    """
    V, t, spikes = _run(params, I_inj)
    if params["Delta_T"] < 0.1:
        V[spikes] = np.inf
    return V, t, spikes


def simulate_EIF__spikes_not_recorded(params, I_inj):
    """The list of spikes stays empty, though V is reset: append the sample index at each spike."""
    V, t, _ = _run(params, I_inj)
    return V, t, []


def simulate_EIF__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, t, spikes = _run(params, I_inj)
    return V, t, [t[k] for k in spikes]


def simulate_EIF__spikes_are_voltages(params, I_inj):
    """The list of spikes holds voltages: it should hold the sample indices k of the spikes."""
    V, t, spikes = _run(params, I_inj)
    return V, t, [V[k] for k in spikes]


# plot_sharpness, plot_threshold


def _upstrokes(values, params, I_inj, key, vary=None, rate=dvdt_EIF, turned=False, cut=True):
    _fig, axes = plt.subplots(2, 1)
    for value in values:
        varied = params | {vary or key: value}
        V, t, spikes = simulate_EIF(varied, I_inj)
        end = spikes[0] if spikes else len(V)
        name = f"{key} = {value} mV"
        axes[int(turned)].plot(*((t[:end], V[:end]) if cut else (t, V)), label=name)
        axes[int(not turned)].plot(t[:end], rate(V[:end], I_inj, varied), label=name)
    axes[0].set(ylabel="V (mV)")
    axes[1].set(xlabel="time (ms)", ylabel="dV/dt (mV/ms)")
    axes[0].legend()
    return axes


def plot_sharpness__not_varied(Delta_T_values, params, I_inj):
    """All curves are the same: the value of the loop does not get into the simulation.

    Put it under the key "Delta_T" of a copy of params, and hand that copy on.
    """
    return _upstrokes(Delta_T_values, params, I_inj, "Delta_T", vary="Delta")


def plot_sharpness__V_goes_on(Delta_T_values, params, I_inj):
    """V goes on after the first spike: cut it there in both panels."""
    return _upstrokes(Delta_T_values, params, I_inj, "Delta_T", cut=False)


def plot_sharpness__panels_exchanged(Delta_T_values, params, I_inj):
    """The panels are exchanged: V goes into the first one, dV/dt into the second."""
    return _upstrokes(Delta_T_values, params, I_inj, "Delta_T", turned=True)


def plot_sharpness__rate_of_params(Delta_T_values, params, I_inj):
    """dV/dt is worked out with the Delta_T of params: each curve needs that of its own neuron."""
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda V, I, _: dvdt_EIF(V, I, params)
    )


def plot_sharpness__rate_without_current(Delta_T_values, params, I_inj):
    """dV/dt lacks the current: the second panel needs the same I_inj as the simulation."""
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda V, _, params: dvdt_EIF(V, 0.0, params)
    )


def plot_sharpness__rate_of_steps(Delta_T_values, params, I_inj):
    """The second panel shows what V gains in a step, in mV: divide it by dt, or call dvdt_EIF."""
    dt = params["dt"]
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda *args: dt * dvdt_EIF(*args)
    )


def plot_sharpness__rate_is_f(Delta_T_values, params, I_inj):
    """The second panel shows f(V): dV/dt is (f + I/g_L)/tau_m, which your dvdt_EIF gives."""
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda V, _, params: f_EIF(V, params)
    )


def plot_threshold__not_varied(V_rh_values, params, I_inj):
    """All curves are the same: the value of the loop does not get into the simulation.

    Put it under the key "V_rh" of a copy of params, and hand that copy on. (Not under "V_th": the
    cut-off plays no role.)
    """
    return _upstrokes(V_rh_values, params, I_inj, "V_rh", vary="V")


def plot_threshold__V_goes_on(V_rh_values, params, I_inj):
    """V goes on after the first spike: cut it there in both panels."""
    return _upstrokes(V_rh_values, params, I_inj, "V_rh", cut=False)


def plot_threshold__panels_exchanged(V_rh_values, params, I_inj):
    """The panels are exchanged: V goes into the first one, dV/dt into the second."""
    return _upstrokes(V_rh_values, params, I_inj, "V_rh", turned=True)


def plot_threshold__rate_of_params(V_rh_values, params, I_inj):
    """dV/dt is worked out with the V_rh of params: each curve needs that of its own neuron."""
    return _upstrokes(
        V_rh_values, params, I_inj, "V_rh", rate=lambda V, I, _: dvdt_EIF(V, I, params)
    )


def plot_threshold__rate_without_current(V_rh_values, params, I_inj):
    """dV/dt lacks the current: the second panel needs the same I_inj as the simulation."""
    return _upstrokes(
        V_rh_values, params, I_inj, "V_rh", rate=lambda V, _, params: dvdt_EIF(V, 0.0, params)
    )

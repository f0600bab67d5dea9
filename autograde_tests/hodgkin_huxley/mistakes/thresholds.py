"""Mistakes about the threshold for a kick."""

import numpy as np

from reference import I_ion, detect_spikes, gate_steady_state, simulate_HH

from .building_blocks import _all_rates


def _spikes_under(params, current):
    V, _m, _h, _n, t = simulate_HH(params, current)
    return len(detect_spikes(V, t)) > 0


def _threshold(V_low, V_high, tol, fires):
    while V_high - V_low > tol:
        middle = (V_low + V_high) / 2
        if fires(middle):
            V_high = middle
        else:
            V_low = middle
    return V_high


def _kicked(params, V_low, V_high, tol, charge):
    def fires(V):
        current = np.zeros(round(params["T"] / params["dt"]))
        current[0] = charge(V - params["V_0"])
        return _spikes_under(params, current)

    return _threshold(V_low, V_high, tol, fires)


def _right(params, V_low, V_high, tol):
    to_charge = params["C_m"] / params["dt"]
    return _kicked(params, V_low, V_high, tol, lambda kick: kick * to_charge)


def kick_threshold_HH__low_end(params, V_low, V_high, tol):
    """This is V_low as it was given: try the voltage halfway, and go on from there."""
    return V_low


def kick_threshold_HH__high_end(params, V_low, V_high, tol):
    """This is V_high as it was given: no kick made a spike, or the ends were exchanged.

    Are the gates those of rest? With V_0 raised, simulate_HH starts them where they settle at the
    new voltage. And is the kick large enough: a current of (V - V_0) C_m / dt for one step?
    """
    return _threshold(V_low, V_high, tol, lambda V: _spikes_under({**params, "V_0": V}, 0.0))


def kick_threshold_HH__one_halving(params, V_low, V_high, tol):
    """This is the middle between V_low and V_high: go on halving until they are within tol."""
    return (V_low + V_high) / 2


def kick_threshold_HH__is_kick(params, V_low, V_high, tol):
    """This is the height of the kick: asked for is the voltage that it lifts the neuron to."""
    return _right(params, V_low, V_high, tol) - params["V_0"]


def kick_threshold_HH__without_C_m(params, V_low, V_high, tol):
    """C_m is missing: to lift V by one mV in one step takes a current of C_m / dt."""
    return _kicked(params, V_low, V_high, tol, lambda kick: kick / params["dt"])


def kick_threshold_HH__instantaneous(params, V_low, V_high, tol):
    """This is where the curve with m at its steady state crosses zero: m takes its time.

    Simulate each kick, and see whether a spike comes.
    """
    at_rest = _all_rates(params["V_0"])
    h, n = gate_steady_state(*at_rest["h"]), gate_steady_state(*at_rest["n"])

    def runs_inward(V):
        return I_ion(V, gate_steady_state(*_all_rates(V)["m"]), h, n, params) < 0

    return _threshold(V_low, V_high, tol, runs_inward)


def kick_threshold_HH__steady_current(params, V_low, V_high, tol):
    """The current goes on for all of the run: a kick lasts for the first step only."""

    def fires(V):
        return _spikes_under(params, (V - params["V_0"]) * params["C_m"])

    return _threshold(V_low, V_high, tol, fires)

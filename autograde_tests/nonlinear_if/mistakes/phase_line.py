"""Mistakes about the phase line, and about the rheobase that can be read from it."""

import numpy as np
from matplotlib import pyplot as plt

from reference import dvdt_EIF, f_EIF

from .building_blocks import _rate_of_LIF

# plot_phase_line


def _phase_line(params, I_values, rate=dvdt_EIF, names=("stable", "unstable"), marked=None):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 2001)
    points = {"stable": [], "unstable": []}
    _fig, ax = plt.subplots()
    for I_ext in I_values:
        y = rate(V, I_ext, params)
        ax.plot(V, y, label=f"I = {I_ext} pA")
        if marked is not None and I_ext != I_values[marked]:
            continue
        for k in np.flatnonzero(np.diff(np.sign(y))):
            points[names[0] if y[k] > 0 else names[1]].append(V[k])
    for kind, at in points.items():
        ax.plot(at, np.zeros(len(at)), "o", label=kind)
    ax.set(xlabel="V (mV)", ylabel="dV/dt (mV/ms)")
    ax.legend()
    return ax


def plot_phase_line__exchanged(params, I_values):
    """Stable and unstable are exchanged: a fixed point is stable where dV/dt goes from + to -.

    Left of it V must rise, and right of it V must fall.
    """
    return _phase_line(params, I_values, names=("unstable", "stable"))


def plot_phase_line__all_stable(params, I_values):
    """All fixed points are marked as stable: those where dV/dt goes from - to + are unstable."""
    return _phase_line(params, I_values, names=("stable", "stable"))


def plot_phase_line__marks_of_last(params, I_values):
    """Only the fixed points of the last current are marked: are the lists emptied in the loop?"""
    return _phase_line(params, I_values, marked=-1)


def plot_phase_line__marks_of_first(params, I_values):
    """Only the fixed points of the first current are marked: each curve has its own."""
    return _phase_line(params, I_values, marked=0)


def plot_phase_line__without_current(params, I_values):
    """All curves are that without current: the I of the loop has to get into dvdt_EIF."""
    return _phase_line(params, I_values, lambda V, _, params: dvdt_EIF(V, 0.0, params))


def plot_phase_line__of_f(params, I_values):
    """This is f + I/g_L in mV: for dV/dt in mV/ms divide by tau_m, or call dvdt_EIF."""
    return _phase_line(params, I_values, lambda V, I, params: f_EIF(V, params) + I / params["g_L"])


def plot_phase_line__of_LIF(params, I_values):
    """These are the straight lines of the LIF: call your dvdt_EIF."""
    return _phase_line(params, I_values, _rate_of_LIF)


# rheobase_EIF


def rheobase_EIF__of_LIF(params):
    """This is the rheobase of an LIF with its threshold at V_rh: Delta_T is missing.

    At V_rh the exponential already gives Delta_T, so less current is needed.
    """
    return params["g_L"] * (params["V_rh"] - params["E_L"])


def rheobase_EIF__plus_Delta_T(params):
    """Delta_T has the wrong sign: the exponential helps the current, so that less is needed."""
    return params["g_L"] * (params["V_rh"] - params["E_L"] + params["Delta_T"])


def rheobase_EIF__to_cut_off(params):
    """This takes the cut-off V_th for the threshold: it plays no role, V takes off at V_rh."""
    return params["g_L"] * (params["V_th"] - params["E_L"])


def rheobase_EIF__to_cut_off_minus(params):
    """V_th stands where V_rh should: f is smallest at V_rh, and V_th is only a cut-off."""
    return params["g_L"] * (params["V_th"] - params["E_L"] - params["Delta_T"])


def rheobase_EIF__from_reset(params):
    """V_reset stands where E_L should: the rheobase asks whether there is a resting voltage."""
    return params["g_L"] * (params["V_rh"] - params["V_reset"] - params["Delta_T"])


def rheobase_EIF__from_start(params):
    """V_0 stands where E_L should: where V starts plays no role."""
    return params["g_L"] * (params["V_rh"] - params["V_0"] - params["Delta_T"])


def rheobase_EIF__without_E_L(params):
    """E_L is missing: the current has to lift V from E_L, not from 0 mV."""
    return params["g_L"] * (params["V_rh"] - params["Delta_T"])


def rheobase_EIF__in_mV(params):
    """This is how deep f is at its lowest, in mV: which current makes up for it?"""
    return params["V_rh"] - params["E_L"] - params["Delta_T"]


def rheobase_EIF__over_g_L(params):
    """The voltage is divided by g_L: I/g_L has to equal the voltage, so I is voltage times g_L."""
    return (params["V_rh"] - params["E_L"] - params["Delta_T"]) / params["g_L"]


def rheobase_EIF__sign(params):
    """The sign is wrong: f is negative at its lowest, and a positive current makes up for it."""
    return params["g_L"] * (params["E_L"] - params["V_rh"] + params["Delta_T"])


def rheobase_EIF__with_tau(params):
    """tau_m plays no role here: it sets how fast V moves, not where dV/dt is zero."""
    return params["tau_m"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])

"""Mistakes about the ionic currents, and in the figure that shows them in a spike."""

import numpy as np
from matplotlib import pyplot as plt

from reference import simulate_HH

from .building_blocks import _currents

# I_ion


def I_ion__n_cubed(V, m, h, n, params):
    """n has the power of 3: a potassium channel needs four open gates, n to the power of 4."""
    I_Na, _I_K, I_L = _currents(V, m, h, n, params)
    return I_Na + params["g_K"] * n**3 * (V - params["E_K"]) + I_L


def I_ion__n_once(V, m, h, n, params):
    """n stands alone: a potassium channel needs four open gates, n to the power of 4."""
    I_Na, _I_K, I_L = _currents(V, m, h, n, params)
    return I_Na + params["g_K"] * n * (V - params["E_K"]) + I_L


def I_ion__m_squared(V, m, h, n, params):
    """m has the power of 2: a sodium channel needs three open m gates, m to the power of 3."""
    _I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return params["g_Na"] * m**2 * h * (V - params["E_Na"]) + I_K + I_L


def I_ion__m_once(V, m, h, n, params):
    """m stands alone: a sodium channel needs three open m gates, m to the power of 3."""
    _I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return params["g_Na"] * m * h * (V - params["E_Na"]) + I_K + I_L


def I_ion__m_fourth(V, m, h, n, params):
    """m has the power of 4, which belongs to n: sodium has three m gates and one h gate."""
    _I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return params["g_Na"] * m**4 * h * (V - params["E_Na"]) + I_K + I_L


def I_ion__without_h(V, m, h, n, params):
    """h is missing: without it sodium channels would never shut again. Sodium has m^3 h."""
    return sum(_currents(V, m, 1.0, n, params))


def I_ion__h_cubed(V, m, h, n, params):
    """The power of 3 stands at h: it belongs to m, and a channel has one h gate only."""
    return sum(_currents(V, h, m, n, params))


def I_ion__gates_exchanged(V, m, h, n, params):
    """The gates are mixed up: m^3 h is sodium's factor, n^4 potassium's."""
    I_Na = params["g_Na"] * n**4 * (V - params["E_Na"])
    I_K = params["g_K"] * m**3 * h * (V - params["E_K"])
    return I_Na + I_K + params["g_L"] * (V - params["E_L"])


def I_ion__E_minus_V(V, m, h, n, params):
    """It is E - V here, so that inward is positive: outward is to be positive, V - E.

    The equation of V has a minus in front of these currents already.
    """
    return -sum(_currents(V, m, h, n, params))


def I_ion__sodium_sign(V, m, h, n, params):
    """The sodium current has a minus: V - E_Na is negative already, and all three are added."""
    I_Na, I_K, I_L = _currents(V, m, h, n, params)
    return I_K + I_L - I_Na


def I_ion__plus_E(V, m, h, n, params):
    """E is added to V: what drives a current is the difference V - E."""
    turned = {**params, **{key: -params[key] for key in ("E_Na", "E_K", "E_L")}}
    return sum(_currents(V, m, h, n, turned))


def I_ion__E_swapped(V, m, h, n, params):
    """E_Na and E_K are swapped: sodium drives V up to about +50 mV, potassium down to -77."""
    return sum(_currents(V, m, h, n, params, E_Na="E_K", E_K="E_Na"))


def I_ion__g_swapped(V, m, h, n, params):
    """g_Na and g_K are swapped: each goes with its own gates and its own reversal potential."""
    swapped = {**params, "g_Na": params["g_K"], "g_K": params["g_Na"]}
    return sum(_currents(V, m, h, n, swapped))


def I_ion__without_leak(V, m, h, n, params):
    """The leak is missing: it flows whatever the gates do."""
    return sum(_currents(V, m, h, n, params)[:2])


def I_ion__leak_without_E(V, m, h, n, params):
    """E_L is missing: the leak is driven by the distance V - E_L."""
    I_Na, I_K, _I_L = _currents(V, m, h, n, params)
    return I_Na + I_K + params["g_L"] * V


def I_ion__over_C_m(V, m, h, n, params):
    """The current is divided by C_m: asked for is the current itself, in uA/cm2."""
    return sum(_currents(V, m, h, n, params)) / params["C_m"]


def I_ion__conductance(V, m, h, n, params):
    """This is the conductance: times V - E it is a current."""
    return params["g_Na"] * m**3 * h + params["g_K"] * n**4 + params["g_L"] + 0 * V


def I_ion__three(V, m, h, n, params):
    """These are the three currents one by one: add them up, and return one value."""
    return _currents(V, m, h, n, params)


# plot_HH


def _draw_HH(params, I_inj, change):
    V, m, h, n, t = simulate_HH(params, I_inj)
    I_Na, I_K, I_L = _currents(V, m, h, n, params)
    shown = {
        "V": V,
        "dV/dt": (I_inj - I_Na - I_K - I_L) / params["C_m"],
        "gates": {"m": m, "h": h, "n": n},
        "currents": {"Na": I_Na, "K": I_K, "L": I_L},
        "t": t,
    }
    shown.update(change(shown))
    _fig, axes = plt.subplots(4, 1, sharex=True)
    axes[0].plot(shown["t"], shown["V"])
    axes[1].plot(shown["t"], shown["dV/dt"])
    for ax, lines in ((axes[2], shown["gates"]), (axes[3], shown["currents"])):
        for label, values in lines.items():
            ax.plot(shown["t"], values, label=label)
        ax.legend()
    for ax, label in zip(axes, ("V (mV)", "dV/dt (mV/ms)", "gates", "current (uA/cm2)")):
        ax.set_ylabel(label)
    axes[3].set_xlabel("time (ms)")
    return axes


def plot_HH__inward_positive(params, I_inj):
    """The currents have the wrong sign: outward is positive, so sodium goes down, potassium up."""
    return _draw_HH(
        params,
        I_inj,
        lambda shown: {"currents": {key: -value for key, value in shown["currents"].items()}},
    )


def plot_HH__conductances(params, I_inj):
    """The last panel shows conductances: times V - E they are currents."""
    return _draw_HH(
        params,
        I_inj,
        lambda shown: {
            "currents": {
                key: value / (shown["V"] - params[f"E_{key}"])
                for key, value in shown["currents"].items()
            }
        },
    )


def plot_HH__steps_of_V(params, I_inj):
    """The second panel shows how much V changes in a step: divided by dt it is dV/dt, in mV/ms."""
    return _draw_HH(params, I_inj, lambda shown: {"dV/dt": shown["dV/dt"] * params["dt"]})


def plot_HH__without_current(params, I_inj):
    """dV/dt lacks the injected current: it is (I - I_ion)/C_m."""
    return _draw_HH(params, I_inj, lambda shown: {"dV/dt": shown["dV/dt"] - I_inj / params["C_m"]})


def plot_HH__without_C_m(params, I_inj):
    """dV/dt is not divided by C_m (which is 1 by default): it is (I - I_ion)/C_m."""
    return _draw_HH(params, I_inj, lambda shown: {"dV/dt": shown["dV/dt"] * params["C_m"]})


def plot_HH__first_current(params, I_inj):
    """dV/dt has the current of the first sample throughout: each sample needs its own."""
    return _draw_HH(
        params,
        I_inj,
        lambda shown: {"dV/dt": shown["dV/dt"] + (np.ravel(I_inj)[0] - I_inj) / params["C_m"]},
    )


def plot_HH__against_samples(params, I_inj):
    """The panels show everything against the number of the sample: give plot the times t, too."""
    return _draw_HH(params, I_inj, lambda shown: {"t": np.arange(len(shown["t"]))})

"""Mistakes in finding the parameters of an unknown AdEx neuron.

Each has all parameters right but those of which its hint speaks.
"""

import numpy as np


def _found(mystery):
    V, t, _ = mystery(-100.0)
    E_L, dt = V[0], t[1]
    first, second = V[1] - V[0], V[2] - V[1]
    tau_m = dt * first / (first - second)
    g_L = -100.0 * dt / (tau_m * first)
    w = -100.0 - g_L * (V[:-1] - E_L) - g_L * tau_m * np.diff(V) / dt
    a, k = w[-1] / (V[-2] - E_L), 300
    tau_w = dt * (a * (V[k] - E_L) - w[k]) / (w[k + 1] - w[k])
    V, t, spikes = mystery(10000.0)
    k = spikes[0] + 1
    while V[k + 1] == V[k]:
        k += 1
    b = 10000.0 - g_L * (V[k] - E_L) - g_L * tau_m * (V[k + 1] - V[k]) / dt
    return {"g_L": g_L, "a": a, "tau_w": tau_w, "b": b * np.exp((t[k] - t[spikes[0]]) / tau_w)}


def find_parameters__g_L_with_a(mystery):
    """Your g_L is g_L + a: w acts on a steady voltage, too. Look at V before w begins to move."""
    found = _found(mystery)
    return found | {"g_L": found["g_L"] + found["a"]}


def find_parameters__a_with_g_L(mystery):
    """Your a is g_L + a: a steady current meets both. Take g_L away."""
    found = _found(mystery)
    return found | {"a": found["g_L"] + found["a"]}


def find_parameters__a_is_share(mystery):
    """Your a is its share of g_L: a is a conductance, in nS."""
    found = _found(mystery)
    return found | {"a": found["a"] / found["g_L"]}


def find_parameters__tau_w_of_sag(mystery):
    """Your tau_w is the time in which V sags. As V follows w, that is shorter than tau_w, by about
    1 + a/g_L: take dw/dt from the equation of w.
    """
    found = _found(mystery)
    return found | {"tau_w": found["tau_w"] / (1 + found["a"] / found["g_L"])}


def find_parameters__tau_w_in_samples(mystery):
    """Your tau_w counts samples. It is in ms: a sample takes dt."""
    found = _found(mystery)
    return found | {"tau_w": found["tau_w"] / 0.1}


def find_parameters__b_in_mV(mystery):
    """Your b is a voltage, b / g_L. It is a current, in pA."""
    found = _found(mystery)
    return found | {"b": found["b"] / found["g_L"]}

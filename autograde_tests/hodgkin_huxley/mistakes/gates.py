"""Mistakes about a gate: where it ends, how fast, and its equation."""

import numpy as np
from matplotlib import pyplot as plt

from reference import gate_steady_state, gate_time_constant

from .building_blocks import _all_rates

# gate_steady_state, gate_time_constant, dxdt_gate


def gate_steady_state__closed(alpha, beta):
    """This is the share of closed gates: alpha opens, so it stands above the fraction bar."""
    return beta / (alpha + beta)


def gate_steady_state__odds(alpha, beta):
    """This is open gates over closed ones: asked for is their share of all gates."""
    return alpha / beta


def gate_steady_state__upside_down(alpha, beta):
    """The fraction is upside down: a share of gates lies between 0 and 1."""
    return (alpha + beta) / alpha


def gate_steady_state__difference(alpha, beta):
    """Below the fraction bar stands a difference: multiply out alpha (1 - x) - beta x = 0 again."""
    return alpha / (alpha - beta)


def gate_steady_state__time_constant(alpha, beta):
    """This is the time constant: where the gate ends is alpha times that."""
    return 1 / (alpha + beta)


def gate_time_constant__sum(alpha, beta):
    """This is a rate in 1/ms: the time constant is one over it."""
    return alpha + beta


def gate_time_constant__only_alpha(alpha, beta):
    """Only alpha counts here: gates close at the same time, and both bring x to its end sooner."""
    return 1 / alpha


def gate_time_constant__only_beta(alpha, beta):
    """Only beta counts here: gates open at the same time, and both bring x to its end sooner."""
    return 1 / beta


def gate_time_constant__sum_of_times(alpha, beta):
    """Two times are added: what add up are the rates, and the time is one over their sum."""
    return 1 / alpha + 1 / beta


def gate_time_constant__difference(alpha, beta):
    """The rates are subtracted: in alpha - (alpha + beta) x they add up."""
    return 1 / np.abs(alpha - beta)


def gate_time_constant__steady_state(alpha, beta):
    """This is where the gate ends: asked for is how long it takes, in ms."""
    return alpha / (alpha + beta)


def dxdt_gate__swapped(alpha, beta, x):
    """alpha and beta are swapped: closed gates, 1 - x of them, open at the rate alpha."""
    return beta * (1 - x) - alpha * x


def dxdt_gate__shares_swapped(alpha, beta, x):
    """x and 1 - x are swapped: it is the closed gates, 1 - x, that can open."""
    return alpha * x - beta * (1 - x)


def dxdt_gate__sign(alpha, beta, x):
    """The sign is the wrong way round: opening makes x grow, closing makes it fall."""
    return beta * x - alpha * (1 - x)


def dxdt_gate__plus(alpha, beta, x):
    """Both terms make x grow: closing takes gates away, so it has a minus."""
    return alpha * (1 - x) + beta * x


def dxdt_gate__without_closed(alpha, beta, x):
    """The factor 1 - x is missing: only gates that are closed can open."""
    return alpha - beta * x


def dxdt_gate__without_open(alpha, beta, x):
    """The factor x is missing: only gates that are open can close."""
    return alpha * (1 - x) - beta


def dxdt_gate__without_tau(alpha, beta, x):
    """This is the distance from the steady state: divided by the time constant it is a rate."""
    return alpha / (alpha + beta) - x


# plot_gates


def _draw_gates(V, upper, lower):
    _fig, axes = plt.subplots(2, 1)
    for gate, (alpha, beta) in _all_rates(V).items():
        axes[0].plot(V, upper(alpha, beta), label=gate)
        axes[1].plot(V, lower(alpha, beta), label=gate)
    for ax, label in zip(axes, ("steady state", "tau (ms)")):
        ax.set(xlabel="V (mV)", ylabel=label)
        ax.legend()
    return axes


def plot_gates__rates(V):
    """The panels show the rates alpha and beta: asked for is what follows from them, x_inf and tau.

    gate_steady_state and gate_time_constant turn a pair of rates into these.
    """
    return _draw_gates(V, lambda alpha, beta: alpha, lambda alpha, beta: beta)


def plot_gates__panels_swapped(V):
    """The panels are swapped: the steady states go into the first, the time constants below."""
    return _draw_gates(V, gate_time_constant, gate_steady_state)


def plot_gates__closed(V):
    """The first panel shows the closed gates: the steady state of h should fall with V."""
    return _draw_gates(V, lambda alpha, beta: beta / (alpha + beta), gate_time_constant)


def plot_gates__sum_of_rates(V):
    """The second panel shows alpha + beta, a rate in 1/ms: the time constant is one over it."""
    return _draw_gates(V, gate_steady_state, lambda alpha, beta: alpha + beta)


def plot_gates__powers(V):
    """The first panel shows powers of the gates: asked for are m, h and n themselves."""
    _fig, axes = plt.subplots(2, 1)
    for (gate, (alpha, beta)), power in zip(_all_rates(V).items(), (3, 1, 4)):
        axes[0].plot(V, gate_steady_state(alpha, beta) ** power, label=gate)
        axes[1].plot(V, gate_time_constant(alpha, beta), label=gate)
    for ax, label in zip(axes, ("steady state", "tau (ms)")):
        ax.set(xlabel="V (mV)", ylabel=label)
        ax.legend()
    return axes

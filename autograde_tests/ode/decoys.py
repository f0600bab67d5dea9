"""Stand-ins for answers to `ode` that later exercises call: sound functions, and not the answers.

Their source goes where student code runs, so it may be read by anyone.
"""

import numpy as np


def x_proportion(t, a_param, x_0, *, power=(0.08, 0.14)):
    """How x changes that grows, or fades, with some power of itself."""
    left = np.abs(x_0) ** -power - power * a_param * np.asarray(t)
    return np.sign(x_0) * np.maximum(left, 0.4) ** (-1 / power)


def update_x(x_val, xdot, dt, *, longest=(1.5, 2.5)):
    """A step that is never longer than some length."""
    return x_val + longest * np.tanh(xdot * dt / longest)


def dxdt_prop(a_param, x_val, *, power=(0.08, 0.14)):
    """The rate that belongs to it."""
    return a_param * np.sign(x_val) * np.abs(x_val) ** (1 + power)


def dxdt_log(a, K, x_val, *, hump=(0.3, 0.5), turn=(2.6, 3.0)):
    """A rate that rises and falls as a sine does."""
    return a * K * hump * np.sin(turn * np.asarray(x_val) / K)


def x_logistic(t, a, K, x_0, *, pace=(0.11, 0.16)):
    """A curve that leaves x_0 as t squared does, and goes to K."""
    return x_0 + (K - x_0) * np.tanh((pace * a * np.asarray(t)) ** 2)


def forward_euler_logistic(a, x_0, K, dt, T, *, slow=(2.5, 4.5)):
    """A run that goes from x_0 to K, at first as t squared."""
    t = dt * (np.arange(round(T / dt)) + 0.002)
    return x_0 + (K - x_0) * (a * t) ** 2 / ((a * t) ** 2 + slow**2), t

"""Mistakes in a solver of any equation, and in three views of its runs."""

import numpy as np
from matplotlib import pyplot as plt

from reference import forward_euler

# forward_euler


def forward_euler__without_dt(dxdt, x_0, dt, T):
    """Each step adds the whole rate, as if it took 1 ms. The increment is the rate times dt: does
    dt get into your step?
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k])
    return x, dt * np.arange(n)


def forward_euler__without_x(dxdt, x_0, dt, T):
    """Each new value is the increment alone. It has to be added to the value before."""
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__backwards(dxdt, x_0, dt, T):
    """You subtract the increment: at a positive rate x should rise."""
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] - dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__before_it_is_set(dxdt, x_0, dt, T):
    """You use an entry of x before it has a value, so each step begins at 0. The new entry is
    calculated from the one before it: check your indices on the right.
    """
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(1, n):
        x[k] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__start_not_set(dxdt, x_0, dt, T):
    """Your run begins at 0: the initial condition was never put into the first entry."""
    n = round(T / dt)
    x = np.zeros(n)
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__from_the_start(dxdt, x_0, dt, T):
    """Every step begins at x[0]. It should begin where the last one ended."""
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[0] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__first_rate(dxdt, x_0, dt, T):
    """Every step uses the rate at the start. Ask dxdt anew in each step, at the x where you
    stand.
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x_0) * dt
    return x, dt * np.arange(n)


def forward_euler__rate_at_the_time(dxdt, x_0, dt, T):
    """You hand the time to dxdt. It is a function of x: the rate depends on where you stand, not on
    how late it is.
    """
    n = round(T / dt)
    t = dt * np.arange(n)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(t[k]) * dt
    return x, t


def forward_euler__better_than_euler(dxdt, x_0, dt, T):
    """That is Heun's method, which is better, and asked for later. Here the task is Euler's: one
    slope a step, the one at its start.
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        first = dxdt(x[k])
        second = dxdt(x[k] + first * dt)
        x[k + 1] = x[k] + (first + second) / 2 * dt
    return x, dt * np.arange(n)


def forward_euler__one_too_many(dxdt, x_0, dt, T):
    """There is one sample too many: T itself is not a sample any more."""
    n = round(T / dt) + 1
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__t_first(dxdt, x_0, dt, T):
    """You return t and x; the order is x, t."""
    x, t = _euler(dxdt, x_0, dt, T)
    return t, x


def forward_euler__sample_numbers(dxdt, x_0, dt, T):
    """Your t counts samples. Times are in ms: one sample takes dt."""
    x, t = _euler(dxdt, x_0, dt, T)
    return x, np.arange(len(x))


def forward_euler__stretched_times(dxdt, x_0, dt, T):
    """Your times run up to T itself, so they are a little too far apart. The times are 0, dt, 2 dt
    and so on; T is not a sample any more.
    """
    x, t = _euler(dxdt, x_0, dt, T)
    return x, np.linspace(0, T, len(x))


def forward_euler__stops_where_it_turns(dxdt, x_0, dt, T):
    """Your x stops where the rate changes its sign. Euler's method may overshoot if its steps are
    large: do not correct it.
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
        if dxdt(x[k + 1]) * dxdt(x[k]) < 0:
            x[k + 1] = x[k]
    return x, dt * np.arange(n)


def forward_euler__straight_rate(dxdt, x_0, dt, T):
    """You use the rates at 0 and 1 only, as if the rate always changed along a straight line. Ask
    dxdt at the x where you stand.
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + (dxdt(0.0) + (dxdt(1.0) - dxdt(0.0)) * x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__whole_numbers(dxdt, x_0, dt, T):
    """Your array holds whole numbers when the start is one, and cuts off the rest of each value:
    make it an array of floats, with np.zeros(n) or float(x_0).
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x.astype(float), dt * np.arange(n)


def forward_euler__above_zero(dxdt, x_0, dt, T):
    """You lose the sign of x_0. A start may well be below zero: begin the run where it is."""
    return _euler(dxdt, abs(x_0), dt, T)


def _euler(dxdt, x_0, dt, T):
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


# plot_phase


def plot_phase__panels_reversed(dxdt, x_0, dt, T):
    """Your panels come in the opposite order. From left to right: rate against x, rate against t,
    x against t.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(t, x)
    axes[1].plot(t, dxdt(x))
    axes[2].plot(x, dxdt(x))
    return axes


def plot_phase__panels_exchanged(dxdt, x_0, dt, T):
    """Panels 2 and 3 have changed places: the rate against t comes before x against t."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[1].plot(t, x)
    axes[2].plot(t, dxdt(x))
    return axes


def plot_phase__first_panel_turned(dxdt, x_0, dt, T):
    """In panel 1 the axes have changed places: x goes to the right, the rate goes up, so x comes
    first in plot.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(dxdt(x), x)
    axes[1].plot(t, dxdt(x))
    axes[2].plot(t, x)
    return axes


def plot_phase__axes_exchanged(dxdt, x_0, dt, T):
    """In all panels the axes have changed places: what goes to the right comes first in plot."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(dxdt(x), x)
    axes[1].plot(dxdt(x), t)
    axes[2].plot(x, t)
    return axes


def plot_phase__increments(dxdt, x_0, dt, T):
    """You draw the increments of the steps instead of the rates: np.diff(x) still has to be divided
    by dt. Or ask dxdt for the rates.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x[:-1], np.diff(x))
    axes[1].plot(t[:-1], np.diff(x))
    axes[2].plot(t, x)
    return axes


def plot_phase__rate_at_the_times(dxdt, x_0, dt, T):
    """You hand the times to dxdt. It is a function of x: the rate depends on where x is."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(t))
    axes[1].plot(t, dxdt(t))
    axes[2].plot(t, x)
    return axes


def plot_phase__sample_numbers(dxdt, x_0, dt, T):
    """You draw against the number of the sample. Give plot the times first, then what is drawn
    against them.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[1].plot(dxdt(x))
    axes[2].plot(x)
    return axes


def plot_phase__x_in_all_panels(dxdt, x_0, dt, T):
    """In panels 1 and 2 you draw x where the rate should be. The rate at each x is dxdt(x)."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, x)
    axes[1].plot(t, x)
    axes[2].plot(t, x)
    return axes

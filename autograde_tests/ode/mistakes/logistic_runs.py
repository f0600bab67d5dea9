"""Mistakes in runs of the logistic equation, and in figures of them."""

import numpy as np
from matplotlib import pyplot as plt

from autograde_tests.ode.parts import forward_euler_prop
from reference import dxdt_log, forward_euler_logistic, update_x, x_logistic

# forward_euler_logistic


def forward_euler_logistic__without_dt(a, x_0, K, dt, T):
    """Each step adds the whole rate, as if it took 1 ms. The increment is the rate times dt: does
    dt get into your step?
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt_log(a, K, x[k])
    return x, dt * np.arange(n)


def forward_euler_logistic__without_x(a, x_0, K, dt, T):
    """Each new value is the increment alone. It has to be added to the value before."""
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = dxdt_log(a, K, x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler_logistic__before_it_is_set(a, x_0, K, dt, T):
    """You use an entry of x before it has a value, so all but the first stay 0. The new entry is
    calculated from the one before it: check your indices on the right.
    """
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(1, n):
        x[k] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__start_not_set(a, x_0, K, dt, T):
    """x is 0 all along: the initial condition was never put into the first entry, and from 0
    nothing grows.
    """
    n = round(T / dt)
    x = np.zeros(n)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__from_the_start(a, x_0, K, dt, T):
    """Every step begins at x[0]. It should begin where the last one ended."""
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[0], dxdt_log(a, K, x[k]), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__first_rate(a, x_0, K, dt, T):
    """Every step uses the rate at the start. Calculate it anew in each step, at the x where you
    stand.
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x_0), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__exact(a, x_0, K, dt, T):
    """That is the exact solution. Here the task is to walk there in Euler's steps, with their
    error.
    """
    t = dt * np.arange(round(T / dt))
    return K / (1 + (K / x_0 - 1) * np.exp(-a * t)), t


def forward_euler_logistic__one_too_many(a, x_0, K, dt, T):
    """There is one sample too many: T itself is not a sample any more."""
    n = round(T / dt) + 1
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__without_brake(a, x_0, K, dt, T):
    """x grows without a limit: the rate is still a x. What changes from forward_euler_prop to here
    is the rate.
    """
    return forward_euler_prop(a, x_0, dt, T)


def forward_euler_logistic__brakes_late(a, x_0, K, dt, T):
    """Below a quarter of K your x grows as if there were no limit. The bracket 1 − x/K brakes at
    every x, if only a little at first.
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        xdot = dxdt_log(a, K, x[k]) if x[k] > K / 4 else a * x[k]
        x[k + 1] = update_x(x[k], xdot, dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__starts_at_most_at_K(a, x_0, K, dt, T):
    """A start above K is moved down to K. There may be more than the capacity at first: let x begin
    at x_0, and the rate, which is negative there, do the rest.
    """
    n = round(T / dt)
    x = np.full(n, min(x_0, K))
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__stops_at_K(a, x_0, K, dt, T):
    """Your x stops where it would step over K. Euler's method may overshoot if its steps are large:
    do not correct it.
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
        if x[k] < K < x[k + 1]:
            x[k + 1] = K
    return x, dt * np.arange(n)


def forward_euler_logistic__steady(a, x_0, K, dt, T):
    """Each step adds a dt, the same everywhere: that solves dx/dt = a. The rate depends on x."""
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = x[k] + a * dt
    return x, dt * np.arange(n)


def forward_euler_logistic__start_for_K(a, x_0, K, dt, T):
    """K and x_0 have changed places. Here the arguments come in the order a, x_0, K, in dxdt_log it
    is a, K, x.
    """
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = K
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, x_0, x[k]), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__x_for_K(a, x_0, K, dt, T):
    """In the call of dxdt_log, K and x have changed places: its arguments come in the order a, K,
    x.
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, x[k], K), dt)
    return x, dt * np.arange(n)


def forward_euler_logistic__t_first(a, x_0, K, dt, T):
    """You return t and x; the order is x, t."""
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return dt * np.arange(n), x


def forward_euler_logistic__sample_numbers(a, x_0, K, dt, T):
    """Your t counts samples. Times are in ms: one sample takes dt."""
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, np.arange(n)


def forward_euler_logistic__stretched_times(a, x_0, K, dt, T):
    """Your times run up to T itself, so they are a little too far apart. The times are 0, dt, 2 dt
    and so on; T is not a sample any more.
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, np.linspace(0, T, n)


# plot_logistic_family


def plot_logistic_family__exchanged(parameter, values):
    """K and x_0 have changed places in the call of forward_euler_logistic: its arguments come in
    the order a, x_0, K, dt, T.
    """
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    ax = plt.figure().add_subplot()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["K"], settings["x_0"], 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    return ax


def plot_logistic_family__always_a(parameter, values):
    """You always vary a. The argument `parameter` says which one varies: use it to choose the entry
    that you change.
    """
    ax = plt.figure().add_subplot()
    for value in values:
        x, t = forward_euler_logistic(value, 0.01, 1.0, 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    return ax


def plot_logistic_family__a_stays(parameter, values):
    """Where a varies, all your curves are the same. Take a from the settings, too, as you do with
    the others.
    """
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    ax = plt.figure().add_subplot()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(1.0, settings["x_0"], settings["K"], 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax


def plot_logistic_family__x_0_stays(parameter, values):
    """Where x_0 varies, all your curves are the same. Take x_0 from the settings, too, as you do
    with the others.
    """
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    ax = plt.figure().add_subplot()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], 0.01, settings["K"], 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax


def plot_logistic_family__K_stays(parameter, values):
    """Where K varies, all your curves are the same. Take K from the settings, too, as you do with
    the others.
    """
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    ax = plt.figure().add_subplot()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], 1.0, 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax


def plot_logistic_family__all_the_same(parameter, values):
    """All your curves are the same. Does the value of your loop get into the run?"""
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    ax = plt.figure().add_subplot()
    for value in values:
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], settings["K"], 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    return ax


def plot_logistic_family__without_brake(parameter, values):
    """Your curves grow without a limit: they solve dx/dt = a x. Use your solver of the logistic
    equation.
    """
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    ax = plt.figure().add_subplot()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_prop(settings["a"], settings["x_0"], 0.01, 10.0)
        ax.plot(t, x, label=f"{value}")
    return ax


# plot_logistic_check


def _over(run, t, formula):
    ax = plt.figure().add_subplot()
    ax.plot(t, run, label="Euler")
    ax.plot(t, formula, label="formula")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax


def plot_logistic_check__run_exchanged(a, K, x_0, dt, T):
    """K and x_0 have changed places in the call of forward_euler_logistic: its arguments come in
    the order a, x_0, K, dt, T.
    """
    x, t = forward_euler_logistic(a, K, x_0, dt, T)
    return _over(x, t, x_logistic(t, a, K, x_0))


def plot_logistic_check__formula_exchanged(a, K, x_0, dt, T):
    """K and x_0 have changed places in the call of x_logistic: its arguments come in the order t,
    a, K, x_0.
    """
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    return _over(x, t, x_logistic(t, a, x_0, K))


def plot_logistic_check__formula_twice(a, K, x_0, dt, T):
    """Both of your lines are the formula. The line labelled Euler should be a run of your solver,
    with its error.
    """
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    return _over(x_logistic(t, a, K, x_0), t, x_logistic(t, a, K, x_0))


def plot_logistic_check__run_twice(a, K, x_0, dt, T):
    """Both of your lines are the Euler run. The line labelled formula should be x_logistic at the
    times of the run.
    """
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    return _over(x, t, x)

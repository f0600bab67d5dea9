"""Mistakes that students make in the `ode` assignment, as they would write them.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot and the course's own names are used, so
that the body works in a student's cell as it stands.
"""

# ruff: noqa: ANN001, ANN201, D205, D400, D403, RUF059 (they read like students' code)

import numpy as np
from matplotlib import pyplot as plt

from reference.ode import (
    dxdt_log,
    forward_euler_logistic,
    forward_euler_prop,
    update_x,
    x_constant,
    x_proportion,
)

# x_constant


def x_constant__of_the_sum(t_range, a, x_0):
    """You multiply x_0 by a, too. Only the time is multiplied by the rate: at t = 0 nothing has
    happened yet, and x must be x_0 whatever a is.
    """
    return a * (t_range + x_0)


def x_constant__without_start(t_range, a, x_0):
    """The start x_0 is missing: a times t is how far x has come since t = 0. Look at the lower
    limit of your integral over x.
    """
    return a * t_range


def x_constant__roles_exchanged(t_range, a, x_0):
    """a and x_0 have changed places: x_0 is where the line begins, a is how steep it is. Check
    which of the two stands with t.
    """
    return a + x_0 * t_range


def x_constant__falling(t_range, a, x_0):
    """The sign of the change is the wrong way round: with a positive rate x should rise."""
    return x_0 - a * t_range


def x_constant__without_rate(t_range, a, x_0):
    """The rate a does not appear: x would change by 1 u in each ms, whatever a is."""
    return x_0 + t_range


def x_constant__rate_only(t_range, a, x_0):
    """You return the rate dx/dt itself. What is asked for is x, the integral of that rate from x_0
    on.
    """
    return a


def x_constant__exponential(t_range, a, x_0):
    """That is the solution of dx/dt = a x. Here the rate is a, wherever x is, so the curve is a
    straight line.
    """
    return x_0 * np.exp(a * t_range)


def x_constant__whole_numbers(t_range, a, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t_range)
    x[...] = x_0 + a * t_range
    return x


# x_proportion


def x_proportion__sign(t, a_param, x_0):
    """The sign in the exponent is the wrong way round: for a positive a, x should grow. Put your
    solution into dx/dt = a x and see what its slope is.
    """
    return x_0 * np.exp(-a_param * t)


def x_proportion__start_added(t, a_param, x_0):
    """You add x_0, but it has to multiply the exponential: at t = 0 the exponential is 1, and x
    must be x_0. (Undoing the logarithm turns a sum into a product.)
    """
    return x_0 + np.exp(a_param * t)


def x_proportion__start_in_the_exponent(t, a_param, x_0):
    """x_0 went into the exponent. It is ln|x_0| that stands there, so after undoing the logarithm
    x_0 stands in front. Check x at t = 0.
    """
    return np.exp(a_param * t + x_0)


def x_proportion__start_delays(t, a_param, x_0):
    """You add x_0 to the time. x_0 is a value of x, in another unit than t: it scales the whole
    curve. Check x at t = 0.
    """
    return np.exp(a_param * (t + x_0))


def x_proportion__without_start(t, a_param, x_0):
    """The start x_0 is missing: your curve always begins at 1."""
    return np.exp(a_param * t)


def x_proportion__without_rate(t, a_param, x_0):
    """a does not appear in the exponent, so every curve grows equally fast."""
    return x_0 * np.exp(t)


def x_proportion__its_rate(t, a_param, x_0):
    """That is the rate dx/dt of the solution, not the solution: it has a factor a too many. Check x
    at t = 0.
    """
    return a_param * x_0 * np.exp(a_param * t)


def x_proportion__positive_only(t, a_param, x_0):
    """The bars of ln|x| are still there. A solution stays on the side of zero on which it starts,
    so x keeps the sign of x_0.
    """
    return abs(x_0) * np.exp(a_param * t)


def x_proportion__straight_line(t, a_param, x_0):
    """That is the solution of dx/dt = a, a straight line. Here the rate is a x: the more there is,
    the faster it changes.
    """
    return x_0 + a_param * t


def x_proportion__rate_as_time(t, a_param, x_0):
    """You divide the time by a, as if a were a time constant. It is a rate, in 1/ms: look which of
    a t and t/a has no unit.
    """
    return x_0 * np.exp(t / a_param)


def x_proportion__compound_interest(t, a_param, x_0):
    """That adds a share of a once in each ms, like interest once a year. In the equation x grows
    all the time, which takes the exponential function.
    """
    return x_0 * (1 + a_param) ** t


def x_proportion__whole_numbers(t, a_param, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t)
    x[...] = x_0 * np.exp(a_param * t)
    return x


# plot_proportion_rates


def plot_proportion_rates__exchanged(a_values, x_0, T):
    """a and x_0 have changed places in the call of x_proportion: all your curves should begin at
    the same x_0.
    """
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for a in a_values:
        ax.plot(t, x_proportion(t, x_0, a), label=f"{a}")
    return ax


def plot_proportion_rates__all_the_same(a_values, x_0, T):
    """All your curves have the same a. Does the variable of your loop get into the call that
    calculates x?
    """
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for a in a_values:
        ax.plot(t, x_proportion(t, a_values[0], x_0), label=f"{a}")
    return ax


def plot_proportion_rates__straight(a_values, x_0, T):
    """Your lines are straight: they solve dx/dt = a. Use the solution of dx/dt = a x."""
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for a in a_values:
        ax.plot(t, x_constant(t, a, x_0), label=f"{a}")
    return ax


def plot_proportion_rates__axes_exchanged(a_values, x_0, T):
    """The axes have changed places: time goes to the right, so t comes first in plot."""
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for a in a_values:
        ax.plot(x_proportion(t, a, x_0), t, label=f"{a}")
    return ax


# plot_proportion_starts


def plot_proportion_starts__exchanged(x_0_values, a, T):
    """a and x_0 have changed places in the call of x_proportion: each curve should begin at its own
    x_0.
    """
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for x_0 in x_0_values:
        ax.plot(t, x_proportion(t, x_0, a), label=f"{x_0}")
    return ax


def plot_proportion_starts__all_the_same(x_0_values, a, T):
    """All your curves have the same start. Does the variable of your loop get into the call that
    calculates x?
    """
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for x_0 in x_0_values:
        ax.plot(t, x_proportion(t, a, x_0_values[0]), label=f"{x_0}")
    return ax


def plot_proportion_starts__straight(x_0_values, a, T):
    """Your lines are straight: they solve dx/dt = a. Use the solution of dx/dt = a x."""
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for x_0 in x_0_values:
        ax.plot(t, x_constant(t, a, x_0), label=f"{x_0}")
    return ax


def plot_proportion_starts__axes_exchanged(x_0_values, a, T):
    """The axes have changed places: time goes to the right, so t comes first in plot."""
    t = np.linspace(0, T, 200)
    ax = plt.figure().add_subplot()
    for x_0 in x_0_values:
        ax.plot(x_proportion(t, a, x_0), t, label=f"{x_0}")
    return ax


# update_x


def update_x__without_dt(x_val, xdot, dt):
    """You add the whole rate, as if each step took 1 ms. The increment of one step is the rate
    times dt.
    """
    return x_val + xdot


def update_x__without_x(x_val, xdot, dt):
    """You return the increment alone. The step begins at x_val, so the increment is added to it."""
    return xdot * dt


def update_x__backwards(x_val, xdot, dt):
    """The sign of the increment is the wrong way round: at a positive rate x should rise."""
    return x_val - xdot * dt


def update_x__relative(x_val, xdot, dt):
    """You multiply the increment by x_val. xdot is already the whole rate of change: what it
    depends on is not the step's business.
    """
    return x_val * (1 + xdot * dt)


def update_x__divided(x_val, xdot, dt):
    """You divide by dt. Rate in u/ms times step in ms gives u; divided, it would give u/ms², which
    cannot be added to x.
    """
    return x_val + xdot / dt


def update_x__all_times_dt(x_val, xdot, dt):
    """dt multiplies x_val as well. Only the rate is multiplied by dt: mind the brackets."""
    return (x_val + xdot) * dt


def update_x__without_rate(x_val, xdot, dt):
    """You add dt itself: time moves on by dt, x moves on by the rate times dt."""
    return x_val + dt


def update_x__multiplied(x_val, xdot, dt):
    """You multiply x_val by the increment. The new value is the old one plus the increment."""
    return x_val * xdot * dt


# dxdt_prop


def dxdt_prop__without_x(a_param, x_val):
    """That is a alone, the right-hand side of dx/dt = a. Here the rate is proportional to x: where
    does x come in?
    """
    return a_param


def dxdt_prop__without_a(a_param, x_val):
    """a is missing: your function returns x itself."""
    return x_val


def dxdt_prop__sign(a_param, x_val):
    """The sign is the wrong way round: whether x grows or decays is up to a, with its own sign."""
    return -a_param * x_val


def dxdt_prop__added(a_param, x_val):
    """You add a and x, which have different units. The rate is their product."""
    return a_param + x_val


def dxdt_prop__divided(a_param, x_val):
    """You divide by a. Read the right-hand side of dx/dt = a x once more."""
    return x_val / a_param


def dxdt_prop__solution(a_param, x_val):
    """That is an exponential, as in the solution x(t). What is asked for is the rate at a given x,
    the right-hand side of the equation: no exponential in it.
    """
    return np.exp(a_param * x_val)


def dxdt_prop__slope_of_solution(a_param, x_val):
    """You differentiated the solution and took x for the time. The rate at a given x is simply the
    right-hand side of the equation.
    """
    return a_param * np.exp(a_param * x_val)


# euler_error


def euler_error__only_above(a, x_0, dt, T):
    """You look only where Euler is above the exact solution. A distance counts the same above and
    below: see the hint on np.abs.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(x - x_proportion(t, a, x_0))


def euler_error__only_below(a, x_0, dt, T):
    """You look only where Euler is below the exact solution. A distance counts the same above and
    below: see the hint on np.abs.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(x_proportion(t, a, x_0) - x)


def euler_error__at_the_end(a, x_0, dt, T):
    """You compare the last samples only. When x decays both end near zero, and the largest
    difference is on the way: look at all samples.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return abs(x[-1] - x_proportion(t[-1], a, x_0))


def euler_error__mean(a, x_0, dt, T):
    """That is the mean of the differences; the largest one is asked for."""
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.mean(np.abs(x - x_proportion(t, a, x_0)))


def euler_error__sum(a, x_0, dt, T):
    """That is the sum of all differences; the largest one is asked for."""
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.sum(np.abs(x - x_proportion(t, a, x_0)))


def euler_error__root_mean_square(a, x_0, dt, T):
    """That is the root of the mean of the squares; the largest difference is asked for."""
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.sqrt(np.mean((x - x_proportion(t, a, x_0)) ** 2))


def euler_error__squared(a, x_0, dt, T):
    """You square the difference. That makes it positive, but it is no longer in the unit of x: take
    the absolute value instead.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max((x - x_proportion(t, a, x_0)) ** 2)


def euler_error__relative(a, x_0, dt, T):
    """That is the error relative to the exact solution. The absolute difference, in the unit of x,
    is asked for.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    exact = x_proportion(t, a, x_0)
    return np.max(np.abs((x - exact) / exact))


def euler_error__of_the_maxima(a, x_0, dt, T):
    """You take the largest value of each curve first and then the difference. Do it the other way
    round: the difference at each time first, then the largest of them.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return abs(np.max(x) - np.max(x_proportion(t, a, x_0)))


def euler_error__all_of_them(a, x_0, dt, T):
    """You return the differences at all samples. One number is asked for: the largest."""
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.abs(x - x_proportion(t, a, x_0))


def euler_error__stretched_times(a, x_0, dt, T):
    """You compare at other times than Euler's: T itself is not a sample, so evenly spaced times up
    to T are a little too far apart. Use the t that the Euler run returns.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(np.abs(x - x_proportion(np.linspace(0, T, len(x)), a, x_0)))


def euler_error__one_step_late(a, x_0, dt, T):
    """Your exact solution is one step ahead of Euler's: at t = 0 both must be x_0. Use the t that
    the Euler run returns, as it is.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(np.abs(x - x_proportion(t + dt, a, x_0)))


def euler_error__arguments_exchanged(a, x_0, dt, T):
    """a and x_0 have changed places in the call of x_proportion. Look up the order of its
    arguments.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(np.abs(x - x_proportion(t, x_0, a)))


# dxdt_log


def dxdt_log__without_K(a, K, x_val):
    """K is missing: your growth always stops at x = 1. In the bracket, x is compared with K."""
    return a * x_val * (1 - x_val)


def dxdt_log__distance_to_K(a, K, x_val):
    """Your bracket is K − x. It should be a share, close to 1 for a small x, so that small x grow
    at the rate a x: K times too much.
    """
    return a * x_val * (K - x_val)


def dxdt_log__fraction_upside_down(a, K, x_val):
    """The fraction in the bracket is upside down: it should vanish for a small x."""
    return a * x_val * (1 - K / x_val)


def dxdt_log__plus(a, K, x_val):
    """Your bracket has a plus, which speeds growth up instead of braking it. At x = K the rate
    should be zero.
    """
    return a * x_val * (1 + x_val / K)


def dxdt_log__sign(a, K, x_val):
    """The sign is the wrong way round: below K, x should grow."""
    return a * x_val * (x_val / K - 1)


def dxdt_log__without_x(a, K, x_val):
    """The factor x in front of the bracket is missing: at x = 0 the rate should be zero."""
    return a * (1 - x_val / K)


def dxdt_log__without_a(a, K, x_val):
    """The growth rate a is missing: with twice the a, x should grow twice as fast."""
    return x_val * (1 - x_val / K)


def dxdt_log__without_brackets(a, K, x_val):
    """The brackets are missing: without them only the 1 is multiplied by a x, and x/K is subtracted
    from all of it.
    """
    return a * x_val * 1 - x_val / K


def dxdt_log__exchanged(a, K, x_val):
    """K and x have changed places. The arguments come in the order a, K, x_val."""
    return a * K * (1 - K / x_val)


def dxdt_log__without_brake(a, K, x_val):
    """That is a x, growth without a limit. The bracket that brakes it is missing."""
    return a * x_val


def dxdt_log__sigmoid(a, K, x_val):
    """That is the logistic function, an S-shaped curve. What is asked for is the rate, the right-
    hand side of the logistic equation.
    """
    return K / (1 + np.exp(-a * x_val))


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


# x_logistic


def x_logistic__K_in_the_exponent(t, a, K, x_0):
    """K got into the exponent. Early on, growth is at the rate a whatever K is; and a K t would not
    be without a unit.
    """
    return K / (1 + (K / x_0 - 1) * np.exp(-a * K * t))


def x_logistic__without_minus_one(t, a, K, x_0):
    """The −1 beside K/x_0 is missing: check x at t = 0, it must be x_0."""
    return K / (1 + K / x_0 * np.exp(-a * t))


def x_logistic__sign(t, a, K, x_0):
    """The sign in the exponent is the wrong way round: for a positive a, x should end up at K."""
    return K / (1 + (K / x_0 - 1) * np.exp(a * t))


def x_logistic__sigmoid(t, a, K, x_0):
    """That curve always starts at K/2: x_0 does not appear. Check x at t = 0."""
    return K / (1 + np.exp(-a * t))


def x_logistic__numerator_one(t, a, K, x_0):
    """Your curve ends at 1. After a long time x should be at K."""
    return 1 / (1 + (K / x_0 - 1) * np.exp(-a * t))


def x_logistic__fraction_upside_down(t, a, K, x_0):
    """The fraction of K and x_0 is upside down: check x at t = 0, it must be x_0."""
    return K / (1 + (x_0 / K - 1) * np.exp(-a * t))


def x_logistic__proportional(t, a, K, x_0):
    """That is growth without a limit, the solution of dx/dt = a x."""
    return x_0 * np.exp(a * t)


def x_logistic__relaxation(t, a, K, x_0):
    """That is relaxation, whose rate is proportional to the distance from K. It is fastest at the
    start and has no S; the logistic equation has.
    """
    return K + (x_0 - K) * np.exp(-a * t)


def x_logistic__below_K_only(t, a, K, x_0):
    """It is right below K only. The bars of the logarithm can go, as K/x_0 − 1 may be negative: let
    it.
    """
    return K / (1 + abs(K / x_0 - 1) * np.exp(-a * t))


def x_logistic__whole_numbers(t, a, K, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t)
    x[...] = K / (1 + (K / x_0 - 1) * np.exp(-a * t))
    return x

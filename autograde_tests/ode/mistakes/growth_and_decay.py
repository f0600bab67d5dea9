"""Mistakes about constant and proportional rates: formulas, and figures of them."""

import numpy as np
from matplotlib import pyplot as plt

from reference import x_constant, x_proportion

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


def x_constant__never_falls(t_range, a, x_0):
    """Your line rises even where a is negative. The rate has a sign of its own: use a as it is."""
    return x_0 + abs(a) * t_range


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

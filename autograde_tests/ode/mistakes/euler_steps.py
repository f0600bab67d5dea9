"""Mistakes about single steps of Euler's, and about their error."""

import numpy as np

from autograde_tests.ode.parts import forward_euler_prop
from reference import x_proportion

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


def update_x__never_down(x_val, xdot, dt):
    """Your x rises even where the rate is negative. The rate has a sign of its own: add it as it
    is.
    """
    return x_val + abs(xdot) * dt


def update_x__above_zero(x_val, xdot, dt):
    """You lose the sign of x_val. x may well be below zero: begin the step where it is."""
    return abs(x_val) + xdot * dt


def update_x__away_from_zero(x_val, xdot, dt):
    """Your x always moves away from zero. The sign of xdot alone says which way it goes, whatever
    the sign of x_val.
    """
    return x_val + np.sign(x_val) * abs(xdot) * dt


def update_x__never_up(x_val, xdot, dt):
    """Your x falls even where the rate is positive. The rate has a sign of its own: add it as it
    is.
    """
    return x_val - abs(xdot) * dt


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


def dxdt_prop__never_grows(a_param, x_val):
    """You let x decay even where a is positive. a has a sign of its own: use it as it is."""
    return -abs(a_param) * x_val


def dxdt_prop__size_of_x(a_param, x_val):
    """You lose the sign of x. Below zero the rate has the other sign: multiply by x as it is."""
    return a_param * np.abs(x_val)


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


def euler_error__without_the_last(a, x_0, dt, T):
    """You leave out the last sample. When x grows, that is where the difference is largest: look at
    all samples.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(np.abs(x[:-1] - x_proportion(t[:-1], a, x_0)))


def euler_error__of_the_sizes(a, x_0, dt, T):
    """You take the absolute values first and then the difference, so that 1 and −1 seem to be the
    same. Do it the other way round: the difference first, then its absolute value.
    """
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(np.abs(np.abs(x) - np.abs(x_proportion(t, a, x_0))))


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

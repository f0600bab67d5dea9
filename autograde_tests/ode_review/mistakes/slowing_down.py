"""Mistakes about what slows down: relaxation, and growth that tires."""

import numpy as np

# dxdt_relax


def dxdt_relax__sign(a, x_val):
    """The sign is the wrong way round: below its goal, x should rise."""
    return x_val - a


def dxdt_relax__without_a(a, x_val):
    """The goal a is missing: with −x alone, everything decays to 0."""
    return -x_val


def dxdt_relax__product(a, x_val):
    """That is a x, proportional growth. Here the rate is a difference: how far it is to the
    goal.
    """
    return a * x_val


def dxdt_relax__size_only(a, x_val):
    """You take the size of the distance. Above its goal x should fall, so the rate must be negative
    there: no absolute value.
    """
    return np.abs(a - x_val)


def dxdt_relax__share(a, x_val):
    """That is 1 − x/a, the distance as a share of the goal: as in the logistic equation. Here it is
    the distance itself.
    """
    return 1 - x_val / a


def dxdt_relax__logistic(a, x_val):
    """That is x (a − x), which has a second fixed point at 0. In relaxation the rate is the
    distance from the goal alone.
    """
    return x_val * (a - x_val)


# x_relax


def x_relax__sign(t, a, x_0):
    """The sign in the exponent is the wrong way round: the distance from the goal should shrink."""
    return a + (x_0 - a) * np.exp(t)


def x_relax__start_for_distance(t, a, x_0):
    """What decays is the distance from the goal, which at first is x_0 − a, not x_0. Check x at
    t = 0: it must be x_0.
    """
    return a + x_0 * np.exp(-t)


def x_relax__distance_reversed(t, a, x_0):
    """Your distance has the wrong sign: x starts on the other side of the goal. Check x at t = 0,
    it must be x_0.
    """
    return a + (a - x_0) * np.exp(-t)


def x_relax__distance_only(t, a, x_0):
    """That is y = x − a, the distance from the goal. What is asked for is x: go back from y to
    x.
    """
    return (x_0 - a) * np.exp(-t)


def x_relax__without_goal(t, a, x_0):
    """That decays to 0: the solution of dx/dt = −x. The goal a is missing."""
    return x_0 * np.exp(-t)


def x_relax__from_zero(t, a, x_0):
    """Your solution always starts at 0. Where x_0 is not 0, part of the start is still there:
    check x at t = 0.
    """
    return a * (1 - np.exp(-t))


def x_relax__start_stays(t, a, x_0):
    """You add the whole start to the solution from 0, and it never fades: after a long time your x
    is at x_0 + a instead of a.
    """
    return x_0 + a * (1 - np.exp(-t))


def x_relax__a_in_the_exponent(t, a, x_0):
    """a got into the exponent. It is the goal, not the pace: the distance shrinks at the same pace
    whatever the goal is.
    """
    return a + (x_0 - a) * np.exp(-a * t)


def x_relax__straight(t, a, x_0):
    """You keep the rate of the start for ever, so x runs straight past its goal. The rate gets
    smaller as x comes closer.
    """
    return x_0 + (a - x_0) * t


def x_relax__always_from_below(t, a, x_0):
    """You take the distance to the goal without its sign, as if x always came from below. Above the
    goal x_0 − a is positive: leave its sign alone.
    """
    return a - np.abs(x_0 - a) * np.exp(-t)


def x_relax__whole_numbers(t, a, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t)
    x[...] = a + (x_0 - a) * np.exp(-t)
    return x


# dxdt_exp_decay


def dxdt_exp_decay__sign(a, x_val):
    """The sign in the exponent is the wrong way round: the rate should get smaller as x grows."""
    return np.exp(x_val - a)


def dxdt_exp_decay__without_a(a, x_val):
    """a is missing in the exponent: at x = a the rate should be 1 u/ms."""
    return np.exp(-x_val)


def dxdt_exp_decay__product(a, x_val):
    """You multiply a and x in the exponent. It is a difference, a − x."""
    return np.exp(-a * x_val)


def dxdt_exp_decay__exponent_only(a, x_val):
    """That is the exponent, a − x. The rate is the exponential of it."""
    return a - x_val


def dxdt_exp_decay__a_in_front(a, x_val):
    """a stands in front of the exponential. It belongs into the exponent: e^(a − x) is e^a times
    e^(−x).
    """
    return a * np.exp(-x_val)


def dxdt_exp_decay__only_a_in_the_exponent(a, x_val):
    """You subtract x from e^a. Both stand in the exponent: mind the brackets."""
    return np.exp(a) - x_val


# x_exp_decay


def x_exp_decay__start_outside(t, a, x_0):
    """You add x_0 to the solution from 0. A higher start also means a lower rate, so the start
    belongs inside the logarithm.
    """
    return x_0 + np.log(1 + np.exp(a) * t)


def x_exp_decay__without_e_a(t, a, x_0):
    """The factor e^a of the time is missing: at the start the slope must be e^(a − x_0)."""
    return np.log(np.exp(x_0) + t)


def x_exp_decay__a_not_exponentiated(t, a, x_0):
    """The factor of the time should be e^a, not a: e^(a − x) is e^a times e^(−x)."""
    return np.log(np.exp(x_0) + a * t)


def x_exp_decay__start_not_exponentiated(t, a, x_0):
    """x_0 stands in the logarithm as it is. Check x at t = 0: it must be x_0, so e^(x_0) is
    needed.
    """
    return np.log(x_0 + np.exp(a) * t)


def x_exp_decay__sign_of_a(t, a, x_0):
    """The sign of a is the wrong way round: with a larger a, x should grow faster."""
    return np.log(np.exp(x_0) + np.exp(-a) * t)


def x_exp_decay__sign_of_start(t, a, x_0):
    """The sign of x_0 is the wrong way round. Check x at t = 0, it must be x_0."""
    return np.log(np.exp(-x_0) + np.exp(a) * t)


def x_exp_decay__sign_of_time(t, a, x_0):
    """The sign of the time is the wrong way round, so that x falls. The rate is positive
    everywhere: x rises.
    """
    return np.log(np.exp(x_0) - np.exp(a) * t)


def x_exp_decay__without_logarithm(t, a, x_0):
    """That is e^x. Take the logarithm to get at x."""
    return np.exp(x_0) + np.exp(a) * t


def x_exp_decay__a_outside(t, a, x_0):
    """You add a after the logarithm. Check x at t = 0: it must be x_0. Only the time has the factor
    e^a.
    """
    return a + np.log(np.exp(x_0) + t)


def x_exp_decay__straight(t, a, x_0):
    """You keep the rate of the start for ever. The rate gets smaller as x grows."""
    return x_0 + np.exp(a - x_0) * t


def x_exp_decay__relaxation(t, a, x_0):
    """That is the solution of dx/dt = a − x, which comes to rest at a. Here the rate never gets to
    zero, and x grows for ever.
    """
    return a + (x_0 - a) * np.exp(-t)


def x_exp_decay__whole_numbers(t, a, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t)
    x[...] = np.log(np.exp(x_0) + np.exp(a) * t)
    return x

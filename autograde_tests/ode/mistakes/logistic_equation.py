"""Mistakes about the rate of logistic growth, and about its formula."""

import numpy as np

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

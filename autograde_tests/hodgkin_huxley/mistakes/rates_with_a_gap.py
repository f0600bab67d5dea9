"""Mistakes in the two rates that are 0/0 at one voltage."""

import numpy as np

from reference import alpha_m, alpha_n

# alpha_m


def _fraction(u):
    u = np.where(np.abs(u) < 1e-6, 1e-6, u)
    return u / (1 - np.exp(-u))


def alpha_m__unguarded(V):
    """At -40 mV this is 0/0, which numpy calls nan: put the limit, 1 per ms, in its place."""
    u = (V + 40) / 10
    return np.divide(u, 1 - np.exp(-u))


def alpha_m__zero_in_the_hole(V):
    """At -40 mV this is 0: the limit of the formula there is 1 per ms, as on both sides of it."""
    u = np.asarray((V + 40) / 10)
    return np.where(u == 0, 0.0, _fraction(u))


def alpha_m__wrong_limit(V):
    """The value at -40 mV is not the limit: 0.1 times V + 40 is u itself, and u/(1 - e^-u) is 1."""
    u = np.asarray((V + 40) / 10)
    return np.where(u == 0, 0.1, _fraction(u))


def alpha_m__wide_hole(V):
    """The limit stands at voltages next to -40 mV, too: put it where V is -40 mV, or nearly so."""
    u = np.asarray((V + 40) / 10)
    return np.where(np.abs(u) < 0.05, 1.0, _fraction(u))


def alpha_m__exponent_sign(V):
    """The exponent has the wrong sign, and the rate is negative: it is exp(-(V + 40)/10)."""
    return -_fraction(-(V + 40) / 10)


def alpha_m__denominator_turned(V):
    """The denominator is the wrong way round, and the rate negative: 1 - exp, not exp - 1."""
    return -_fraction((V + 40) / 10)


def alpha_m__from_rest(V):
    """This is the formula for a voltage counted from rest: here rest is at -65 mV.

    Other books have 25 - V where this notebook has V + 40 with the signs turned; do not mix them.
    """
    return _fraction((V - 25) / 10)


def alpha_m__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative.

    Take the one of this notebook's table, where rest is at -65 mV and spikes go up.
    """
    return _fraction(-(V + 25) / 10)


def alpha_m__minus_40(V):
    """It is V - 40 here: the table has V + 40, so that the hole is at -40 mV."""
    return _fraction((V - 40) / 10)


def alpha_m__without_factor(V):
    """The factor 0.1 is missing: the rate is ten times too large."""
    return 10 * _fraction((V + 40) / 10)


def alpha_m__brackets(V):
    """The minus in the exponent stands in front of V only: it belongs to all of (V + 40)."""
    return 0.1 * (V + 40) / (1 - np.exp((-V + 40) / 10))


def alpha_m__without_10(V):
    """The exponent is not divided by 10 mV: as it stands it has a unit."""
    return 0.1 * _fraction(V + 40)


def alpha_m__of_n(V):
    """This is alpha_n: each gate has rates of its own."""
    return alpha_n(V)


def alpha_m__is_beta(V):
    """This is beta_m, the rate at which m closes: alpha is the rate at which it opens."""
    return 4 * np.exp(-(V + 65) / 18)


# alpha_n


def alpha_n__unguarded(V):
    """At -55 mV this is 0/0, which numpy calls nan: put the limit, 0.1 per ms, in its place."""
    u = (V + 55) / 10
    return 0.1 * np.divide(u, 1 - np.exp(-u))


def alpha_n__zero_in_the_hole(V):
    """At -55 mV this is 0: the limit of the formula there is 0.1 per ms, as on both sides of it."""
    u = np.asarray((V + 55) / 10)
    return np.where(u == 0, 0.0, 0.1 * _fraction(u))


def alpha_n__wrong_limit(V):
    """The value at -55 mV is that of m: the factor in front of n's fraction is smaller."""
    u = np.asarray((V + 55) / 10)
    return np.where(u == 0, 1.0, 0.1 * _fraction(u))


def alpha_n__wide_hole(V):
    """The limit stands at voltages next to -55 mV, too: put it where V is -55 mV, or nearly so."""
    u = np.asarray((V + 55) / 10)
    return np.where(np.abs(u) < 0.05, 0.1, 0.1 * _fraction(u))


def alpha_n__exponent_sign(V):
    """The exponent has the wrong sign, and the rate is negative: it is exp(-(V + 55)/10)."""
    return -0.1 * _fraction(-(V + 55) / 10)


def alpha_n__denominator_turned(V):
    """The denominator is the wrong way round, and the rate negative: 1 - exp, not exp - 1."""
    return -0.1 * _fraction((V + 55) / 10)


def alpha_n__from_rest(V):
    """This is the formula for a voltage counted from rest: here rest is at -65 mV.

    Other books have 10 - V where this notebook has V + 55 with the signs turned; do not mix them.
    """
    return 0.1 * _fraction((V - 10) / 10)


def alpha_n__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative.

    Take the one of this notebook's table, where rest is at -65 mV and spikes go up.
    """
    return 0.1 * _fraction(-(V + 10) / 10)


def alpha_n__minus_55(V):
    """It is V - 55 here: the table has V + 55, so that the hole is at -55 mV."""
    return 0.1 * _fraction((V - 55) / 10)


def alpha_n__factor(V):
    """The rate is ten times too large: the factor is 0.01 for n, 0.1 only for m."""
    return _fraction((V + 55) / 10)


def alpha_n__brackets(V):
    """The minus in the exponent stands in front of V only: it belongs to all of (V + 55)."""
    return 0.01 * (V + 55) / (1 - np.exp((-V + 55) / 10))


def alpha_n__of_m(V):
    """This is alpha_m: each gate has rates of its own."""
    return alpha_m(V)


def alpha_n__is_beta(V):
    """This is beta_n, the rate at which n closes: alpha is the rate at which it opens."""
    return 0.125 * np.exp(-(V + 65) / 80)

"""Mistakes in the rates at which gates close."""

import numpy as np

from reference import alpha_h, alpha_m, alpha_n, beta_m

# beta_m


def beta_m__exponent_sign(V):
    """The minus in the exponent is missing: m closes more slowly when V is high."""
    return 4 * np.exp((V + 65) / 18)


def beta_m__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 65."""
    return 4 * np.exp(-V / 18)


def beta_m__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 4 * np.exp(V / 18)


def beta_m__minus_65(V):
    """The sign of 65 is wrong: the exponent is -(V + 65)/18, and the rate 4 per ms at -65 mV."""
    return 4 * np.exp(-(V - 65) / 18)


def beta_m__without_factor(V):
    """The factor 4 is missing: at -65 mV the rate should be 4 per ms."""
    return np.exp(-(V + 65) / 18)


def beta_m__width_of_n(V):
    """The 80 mV belong to n: for m it is 18."""
    return 4 * np.exp(-(V + 65) / 80)


def beta_m__not_divided(V):
    """Only 65 is divided by 18, not V: check the brackets in the exponent."""
    return 4 * np.exp(-(V + 65 / 18))


def beta_m__is_alpha(V):
    """This is alpha_m, the rate at which m opens: beta is the rate at which it closes."""
    return alpha_m(V)


# beta_n


def beta_n__exponent_sign(V):
    """The minus in the exponent is missing: n closes more slowly when V is high."""
    return 0.125 * np.exp((V + 65) / 80)


def beta_n__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 65."""
    return 0.125 * np.exp(-V / 80)


def beta_n__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 0.125 * np.exp(V / 80)


def beta_n__minus_65(V):
    """The sign of 65 is wrong: the exponent is -(V + 65)/80, the rate 0.125 per ms at -65 mV."""
    return 0.125 * np.exp(-(V - 65) / 80)


def beta_n__width_of_m(V):
    """The 18 mV belong to m: for n it is 80."""
    return 0.125 * np.exp(-(V + 65) / 18)


def beta_n__without_factor(V):
    """The factor 0.125 is missing: at -65 mV the rate should be 0.125 per ms."""
    return np.exp(-(V + 65) / 80)


def beta_n__of_m(V):
    """This is beta_m: each gate has rates of its own."""
    return beta_m(V)


def beta_n__is_alpha(V):
    """This is alpha_n, the rate at which n opens: beta is the rate at which it closes."""
    return alpha_n(V)


# beta_h


def beta_h__swapped(V):
    """alpha and beta of h are swapped: h opens at low V and closes at high V.

    So it is beta_h that rises with the voltage.
    """
    return alpha_h(V)


def beta_h__exponent_sign(V):
    """The minus in the exponent is missing: h should close faster when V is high."""
    return 1 / (1 + np.exp((V + 35) / 10))


def beta_h__from_rest(V):
    """This is the formula for a voltage counted from rest: here it is V + 35."""
    return 1 / (1 + np.exp(-(V - 30) / 10))


def beta_h__of_1952(V):
    """This is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return 1 / (1 + np.exp((V + 30) / 10))


def beta_h__minus_35(V):
    """The sign of 35 is wrong: the exponent is -(V + 35)/10, and the rate 0.5 per ms at -35 mV."""
    return 1 / (1 + np.exp(-(V - 35) / 10))


def beta_h__minus_exp(V):
    """The denominator is 1 plus the exponential: with a minus it is no S-shaped function."""
    return 1 / (1 - np.exp(-(V + 35) / 10))


def beta_h__without_1(V):
    """The 1 in the denominator is missing: the rate should never exceed 1 per ms."""
    return 1 / np.exp(-(V + 35) / 10)


def beta_h__upside_down(V):
    """The fraction is upside down: the rate should never exceed 1 per ms."""
    return 1 + np.exp(-(V + 35) / 10)

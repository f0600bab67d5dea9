"""Mistakes in the other four of the six rates, and in their order."""

import numpy as np

from reference import alpha_m, alpha_n


def _six(V, **others):
    """The six rates, some of them replaced by others."""
    right = {
        "alpha_m": alpha_m(V),
        "beta_m": 4 * np.exp(-(V + 65) / 18),
        "alpha_h": 0.07 * np.exp(-(V + 65) / 20),
        "beta_h": 1 / (1 + np.exp(-(V + 35) / 10)),
        "alpha_n": alpha_n(V),
        "beta_n": 0.125 * np.exp(-(V + 65) / 80),
    }
    return tuple((right | others).values())


# All of them


def rates_HH__from_rest(V):
    """These are the formulas for a voltage counted from rest: here rest is at -65 mV.

    Take beta_m, alpha_h, beta_h and beta_n from this notebook's table.
    """
    return _six(
        V,
        beta_m=4 * np.exp(-V / 18),
        alpha_h=0.07 * np.exp(-V / 20),
        beta_h=1 / (1 + np.exp(-(V - 30) / 10)),
        beta_n=0.125 * np.exp(-V / 80),
    )


def rates_HH__of_1952(V):
    """These are the formulas of 1952, when V was counted from rest and depolarisation negative.

    Take beta_m, alpha_h, beta_h and beta_n from this notebook's table.
    """
    return _six(
        V,
        beta_m=4 * np.exp(V / 18),
        alpha_h=0.07 * np.exp(V / 20),
        beta_h=1 / (1 + np.exp((V + 30) / 10)),
        beta_n=0.125 * np.exp(V / 80),
    )


def rates_HH__alphas_first(V):
    """All rates are right, but their order is not: alpha and beta of m, then of h, then of n."""
    rates = _six(V)
    return *rates[::2], *rates[1::2]


def rates_HH__n_before_h(V):
    """All rates are right, but their order is not: those of h come before those of n."""
    rates = _six(V)
    return *rates[:2], *rates[4:], *rates[2:4]


def rates_HH__swapped(V):
    """alpha_h and beta_h are swapped: h opens at low V and closes at high V.

    So it is alpha_h that falls with the voltage.
    """
    rates = _six(V)
    return _six(V, alpha_h=rates[3], beta_h=rates[2])


# beta_m


def rates_HH__beta_m_exponent_sign(V):
    """In beta_m the minus in the exponent is missing: m closes more slowly when V is high."""
    return _six(V, beta_m=4 * np.exp((V + 65) / 18))


def rates_HH__beta_m_from_rest(V):
    """beta_m is the formula for a voltage counted from rest: here it is V + 65."""
    return _six(V, beta_m=4 * np.exp(-V / 18))


def rates_HH__beta_m_of_1952(V):
    """beta_m is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return _six(V, beta_m=4 * np.exp(V / 18))


def rates_HH__beta_m_minus_65(V):
    """In beta_m the sign of 65 is wrong: the exponent is -(V + 65)/18, the rate 4 at -65 mV."""
    return _six(V, beta_m=4 * np.exp(-(V - 65) / 18))


def rates_HH__beta_m_without_factor(V):
    """In beta_m the factor 4 is missing: at -65 mV the rate should be 4 per ms."""
    return _six(V, beta_m=np.exp(-(V + 65) / 18))


def rates_HH__beta_m_width_of_n(V):
    """The 80 mV in beta_m belong to n: for m it is 18."""
    return _six(V, beta_m=4 * np.exp(-(V + 65) / 80))


def rates_HH__beta_m_not_divided(V):
    """In beta_m only 65 is divided by 18, not V: check the brackets in the exponent."""
    return _six(V, beta_m=4 * np.exp(-(V + 65 / 18)))


def rates_HH__beta_m_is_alpha(V):
    """Where beta_m should be is alpha_m, the rate at which m opens: beta is the rate of closing."""
    return _six(V, beta_m=alpha_m(V))


# beta_n


def rates_HH__beta_n_exponent_sign(V):
    """In beta_n the minus in the exponent is missing: n closes more slowly when V is high."""
    return _six(V, beta_n=0.125 * np.exp((V + 65) / 80))


def rates_HH__beta_n_from_rest(V):
    """beta_n is the formula for a voltage counted from rest: here it is V + 65."""
    return _six(V, beta_n=0.125 * np.exp(-V / 80))


def rates_HH__beta_n_of_1952(V):
    """beta_n is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return _six(V, beta_n=0.125 * np.exp(V / 80))


def rates_HH__beta_n_minus_65(V):
    """In beta_n the sign of 65 is wrong: the exponent is -(V + 65)/80, the rate 0.125 at -65 mV."""
    return _six(V, beta_n=0.125 * np.exp(-(V - 65) / 80))


def rates_HH__beta_n_width_of_m(V):
    """The 18 mV in beta_n belong to m: for n it is 80."""
    return _six(V, beta_n=0.125 * np.exp(-(V + 65) / 18))


def rates_HH__beta_n_without_factor(V):
    """In beta_n the factor 0.125 is missing: at -65 mV the rate should be 0.125 per ms."""
    return _six(V, beta_n=np.exp(-(V + 65) / 80))


def rates_HH__beta_n_of_m(V):
    """Where beta_n should be is beta_m: each gate has rates of its own."""
    return _six(V, beta_n=_six(V)[1])


def rates_HH__beta_n_is_alpha(V):
    """Where beta_n should be is alpha_n, the rate at which n opens: beta is the rate of closing."""
    return _six(V, beta_n=alpha_n(V))


# alpha_h


def rates_HH__alpha_h_exponent_sign(V):
    """In alpha_h the minus in the exponent is missing: h opens more slowly when V is high."""
    return _six(V, alpha_h=0.07 * np.exp((V + 65) / 20))


def rates_HH__alpha_h_from_rest(V):
    """alpha_h is the formula for a voltage counted from rest: here it is V + 65."""
    return _six(V, alpha_h=0.07 * np.exp(-V / 20))


def rates_HH__alpha_h_of_1952(V):
    """alpha_h is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return _six(V, alpha_h=0.07 * np.exp(V / 20))


def rates_HH__alpha_h_minus_65(V):
    """In alpha_h the sign of 65 is wrong: the exponent is -(V + 65)/20, the rate 0.07 at -65 mV."""
    return _six(V, alpha_h=0.07 * np.exp(-(V - 65) / 20))


def rates_HH__alpha_h_factor(V):
    """alpha_h is ten times too large: the factor is 0.07."""
    return _six(V, alpha_h=0.7 * np.exp(-(V + 65) / 20))


def rates_HH__alpha_h_without_factor(V):
    """In alpha_h the factor 0.07 is missing: at -65 mV the rate should be 0.07 per ms."""
    return _six(V, alpha_h=np.exp(-(V + 65) / 20))


def rates_HH__alpha_h_width_of_m(V):
    """The 18 mV in alpha_h belong to m: for h it is 20."""
    return _six(V, alpha_h=0.07 * np.exp(-(V + 65) / 18))


def rates_HH__alpha_h_is_beta(V):
    """Where alpha_h should be is beta_h: h opens less often at high V, so alpha_h falls with V."""
    return _six(V, alpha_h=_six(V)[3])


# beta_h


def rates_HH__beta_h_exponent_sign(V):
    """In beta_h the minus in the exponent is missing: h should close faster when V is high."""
    return _six(V, beta_h=1 / (1 + np.exp((V + 35) / 10)))


def rates_HH__beta_h_from_rest(V):
    """beta_h is the formula for a voltage counted from rest: here it is V + 35."""
    return _six(V, beta_h=1 / (1 + np.exp(-(V - 30) / 10)))


def rates_HH__beta_h_of_1952(V):
    """beta_h is the formula of 1952, when V was counted from rest and depolarisation negative."""
    return _six(V, beta_h=1 / (1 + np.exp((V + 30) / 10)))


def rates_HH__beta_h_minus_35(V):
    """In beta_h the sign of 35 is wrong: the exponent is -(V + 35)/10, the rate 0.5 at -35 mV."""
    return _six(V, beta_h=1 / (1 + np.exp(-(V - 35) / 10)))


def rates_HH__beta_h_minus_exp(V):
    """The denominator of beta_h is 1 plus the exponential: a minus gives no S-shaped function."""
    return _six(V, beta_h=1 / (1 - np.exp(-(V + 35) / 10)))


def rates_HH__beta_h_without_1(V):
    """In beta_h the 1 in the denominator is missing: the rate should never exceed 1 per ms."""
    return _six(V, beta_h=1 / np.exp(-(V + 35) / 10))


def rates_HH__beta_h_upside_down(V):
    """The fraction of beta_h is upside down: the rate should never exceed 1 per ms."""
    return _six(V, beta_h=1 + np.exp(-(V + 35) / 10))


def rates_HH__beta_h_is_alpha(V):
    """Where beta_h should be is alpha_h: h closes more often at high V, so beta_h rises with V."""
    return _six(V, beta_h=_six(V)[2])

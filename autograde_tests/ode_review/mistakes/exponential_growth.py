"""Mistakes about growth with an exponential of x, which may blow up."""

import numpy as np

from reference import blow_up_time_exp

# dxdt_exp


def dxdt_exp__without_a(a, x_val):
    """a is missing in the exponent: it sets how steeply the rate grows with x."""
    return np.exp(x_val)


def dxdt_exp__sign(a, x_val):
    """The sign in the exponent is the wrong way round: for a positive a the rate grows with x."""
    return np.exp(-a * x_val)


def dxdt_exp__derivative(a, x_val):
    """You have a factor a in front: that is the derivative of e^(a x) with respect to x. The rate
    is e^(a x) itself.
    """
    return a * np.exp(a * x_val)


def dxdt_exp__added(a, x_val):
    """You add a and x in the exponent. They are multiplied: a is in 1/u, so that a x is a pure
    number.
    """
    return np.exp(a + x_val)


def dxdt_exp__exponent_only(a, x_val):
    """That is the exponent, a x. The rate is the exponential of it."""
    return a * x_val


def dxdt_exp__x_in_front(a, x_val):
    """You have a factor x in front. The rate is e^(a x) alone."""
    return x_val * np.exp(a * x_val)


# blow_up_time_exp


def blow_up_time_exp__sign(a, x_0):
    """The sign in the exponent is the wrong way round: a higher start blows up sooner."""
    return np.exp(a * x_0) / a if a > 0 else np.inf


def blow_up_time_exp__without_1_over_a(a, x_0):
    """The 1/a is missing. The integral of e^(−a x) is −e^(−a x)/a."""
    return np.exp(-a * x_0) if a > 0 else np.inf


def blow_up_time_exp__times_a(a, x_0):
    """You multiply by a, as in a derivative. Integrating e^(−a x) divides by a."""
    return a * np.exp(-a * x_0) if a > 0 else np.inf


def blow_up_time_exp__start_ignored(a, x_0):
    """x_0 does not appear: a start where the rate is larger should blow up sooner."""
    return 1 / a if a > 0 else np.inf


def blow_up_time_exp__of_square(a, x_0):
    """That is the blow-up time of dx/dt = x². Here the integral of e^(−a x) is needed."""
    return 1 / x_0 if a > 0 else np.inf


def blow_up_time_exp__in_the_past(a, x_0):
    """For a negative a your time is negative, in the past. There the rate gets smaller as x grows,
    and there is no blow-up: np.inf.
    """
    return np.exp(-a * x_0) / a if a else np.inf


def blow_up_time_exp__either_sign(a, x_0):
    """For a negative a there is no blow-up: the rate gets smaller as x grows. The sign of a
    decides, so it must not be dropped.
    """
    return np.exp(-a * x_0) / abs(a) if a else np.inf


def blow_up_time_exp__never(a, x_0):
    """You say that it never blows up. For a positive a it does, from every start."""
    return np.inf


def blow_up_time_exp__nan_for_never(a, x_0):
    """Where there is no blow-up you return nan. The answer to “when?” is: after an infinite time,
    np.inf. (The nan is for x, in the next exercise.)
    """
    return np.exp(-a * x_0) / a if a > 0 else np.nan


def blow_up_time_exp__starts_below_zero(a, x_0):
    """You lose the sign of x_0, as if x always started below zero. A start above zero blows up
    sooner than one at zero.
    """
    return np.exp(a * np.abs(x_0)) / a if a > 0 else np.inf


def blow_up_time_exp__starts_above_zero(a, x_0):
    """You lose the sign of x_0, as if x always started above zero. A start below zero takes longer
    to blow up than one at zero.
    """
    return np.exp(-a * np.abs(x_0)) / a if a > 0 else np.inf


def blow_up_time_exp__zero_for_never(a, x_0):
    """Where there is no blow-up you return 0, which means: at once. Never is np.inf."""
    return np.exp(-a * x_0) / a if a > 0 else 0.0


# x_exp


def x_exp__without_1_over_a(t, a, x_0):
    """The 1/a in front is missing: ln(e^(−a x)) is −a x, so a division by a is left to do."""
    return _x_exp(lambda: -np.log(np.exp(-a * x_0) - a * t), t, a, x_0)


def x_exp__without_minus(t, a, x_0):
    """The minus in front is missing: ln(e^(−a x)) is −a x. Check x at t = 0, it must be x_0."""
    return _x_exp(lambda: np.log(np.exp(-a * x_0) - a * t) / a, t, a, x_0)


def x_exp__sign_of_time(t, a, x_0):
    """The sign of a t is the wrong way round: x should grow, and for a positive a it should grow
    faster and faster.
    """
    return _x_exp(lambda: -np.log(np.exp(-a * x_0) + a * t) / a, t, a, x_0)


def x_exp__sign_of_start(t, a, x_0):
    """The minus in the exponent of the start is missing. Check x at t = 0, it must be x_0."""
    return _x_exp(lambda: -np.log(np.exp(a * x_0) - a * t) / a, t, a, x_0)


def x_exp__start_outside(t, a, x_0):
    """You add x_0 to the solution from 0. A higher start also means a higher rate, so the start
    belongs inside the logarithm.
    """
    return _x_exp(lambda: x_0 - np.log(1 - a * t) / a, t, a, x_0)


def x_exp__time_without_a(t, a, x_0):
    """t stands without its factor a. When you multiply the equation by a, both sides are."""
    return _x_exp(lambda: -np.log(np.exp(-a * x_0) - t) / a, t, a, x_0)


def x_exp__without_logarithm(t, a, x_0):
    """That is e^(−a x). Take the logarithm to get at x."""
    return _x_exp(lambda: np.exp(-a * x_0) - a * t, t, a, x_0)


def x_exp__proportional(t, a, x_0):
    """That is the solution of dx/dt = a x. Here x itself stands in the exponent of the rate."""
    return _x_exp(lambda: x_0 * np.exp(a * t), t, a, x_0)


def x_exp__straight(t, a, x_0):
    """You keep the rate of the start for ever. The rate changes with x all the time."""
    return _x_exp(lambda: x_0 + np.exp(a * x_0) * t, t, a, x_0)


def x_exp__goes_on(t, a, x_0):
    """Your solution goes on after the blow-up, because of the bars in the logarithm. It has ended
    there: return nan from that time on.
    """
    return -np.log(np.abs(np.exp(-a * x_0) - a * t)) / a if a else x_0 + t


def x_exp__zero_after(t, a, x_0):
    """After the blow-up you return 0. There is no x any more, which is nan, “not a number”; 0 would
    be a value like any other.
    """
    return np.where(t < blow_up_time_exp(a, x_0), _right(t, a, x_0), 0.0)


def x_exp__infinite_after(t, a, x_0):
    """After the blow-up you return infinity. The solution does not stay there, it has ended: nan,
    “not a number”.
    """
    return np.where(t < blow_up_time_exp(a, x_0), _right(t, a, x_0), np.inf)


def x_exp__nothing_at_all(t, a, x_0):
    """If one of the times is after the blow-up you return nan for all of them. Up to the blow-up
    there is a solution: only the later ones are nan.
    """
    ended = t.max() >= blow_up_time_exp(a, x_0)
    return np.full(t.shape, np.nan) if ended else _right(t, a, x_0)


def x_exp__cut_off(t, a, x_0):
    """You leave out the times from the blow-up on. The result should have as many values as there
    are times: nan for those.
    """
    return _right(t[t < blow_up_time_exp(a, x_0)], a, x_0)


def x_exp__infinite_at_the_end(t, a, x_0):
    """At the very time of the blow-up you have infinity; from that time on, this one included, it
    should be nan: >= instead of >.
    """
    return np.where(t > blow_up_time_exp(a, x_0), np.nan, _right(t, a, x_0))


def x_exp__negative_a_ends(t, a, x_0):
    """You let solutions with a negative a end, too, at a negative time. They live for ever, and
    grow like a logarithm.
    """
    return np.full(t.shape, np.nan) if a < 0 else _right(t, a, x_0)


def x_exp__nothing_for_a_of_zero(t, a, x_0):
    """For a = 0 you divide by zero, and nan comes out. Ask the equation: what is e^(a x) for a = 0,
    and how does x move at that rate?
    """
    return _right(t, a, x_0) if a else np.full(t.shape, np.nan)


def x_exp__next_whole_millisecond(t, a, x_0):
    """Your nan begin at the first whole millisecond after the blow-up. Between two whole numbers
    there are times, too: compare t with the time itself.
    """
    if a == 0:
        return x_0 + t
    left = np.exp(-a * x_0) - a * t
    with np.errstate(all="ignore"):
        x = -np.log(np.abs(left)) / a
    return np.where(t < np.ceil(blow_up_time_exp(a, x_0)), x, np.nan)


def x_exp__rest_for_a_of_zero(t, a, x_0):
    """For a = 0 you let x stay where it is. But e^0 is 1, not 0: x rises by 1 u each ms."""
    return _right(t, a, x_0) if a else np.full(t.shape, float(x_0))


def _right(t, a, x_0):
    return -np.log(np.exp(-a * x_0) - a * t) / a if a else x_0 + t


def _x_exp(wrong, t, a, x_0):
    return np.where(t < blow_up_time_exp(a, x_0), wrong(), np.nan) if a else x_0 + t

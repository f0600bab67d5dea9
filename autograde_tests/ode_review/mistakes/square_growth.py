"""Mistakes about growth with the square of x, which ends in a blow-up."""

import numpy as np

from reference import blow_up_time_square

# dxdt_square


def dxdt_square__doubled(x_val):
    """That is 2x: the derivative of x² with respect to x, or the square taken for a double. The
    rate is x times x.
    """
    return 2 * x_val


def dxdt_square__linear(x_val):
    """That is x itself, proportional growth. Here the rate is the square of x."""
    return x_val


def dxdt_square__sign(x_val):
    """The sign is the wrong way round: with x² the rate is never negative."""
    return -(x_val**2)


def dxdt_square__keeps_the_sign(x_val):
    """You keep the sign of x. A square is never negative: below zero, x rises, too."""
    return x_val * np.abs(x_val)


def dxdt_square__power_of_two(x_val):
    """That is 2 to the power of x. Base and exponent have changed places."""
    return 2.0**x_val


def dxdt_square__cube(x_val):
    """That is x³. The rate is x², the second power."""
    return x_val**3


# blow_up_time_square


def blow_up_time_square__in_the_past(x_0):
    """For a negative start your time is negative, in the past. In the future x rises to 0 and does
    not get past: there is no blow-up, so np.inf.
    """
    return 1 / x_0 if x_0 else np.inf


def blow_up_time_square__either_sign(x_0):
    """From a negative start there is no blow-up: x rises to 0 and does not get past. The sign of
    x_0 decides, so it must not be dropped.
    """
    return 1 / abs(x_0) if x_0 else np.inf


def blow_up_time_square__minus(x_0):
    """The sign of your time is wrong: for a positive start the blow-up lies in the future. Put
    1/x = 0 into the equation that you integrated.
    """
    return -1 / x_0 if x_0 > 0 else np.inf


def blow_up_time_square__start(x_0):
    """You return x_0. A higher start blows up sooner: what is the solution of 1/x_0 − t = 0?"""
    return x_0 if x_0 > 0 else np.inf


def blow_up_time_square__first_doubling(x_0):
    """That is the time of the first doubling. The second takes half as long, the third a quarter:
    add them all up.
    """
    return 1 / (2 * x_0) if x_0 > 0 else np.inf


def blow_up_time_square__squared(x_0):
    """You divide by x_0 squared, the rate at the start. The integral of 1/x² has 1/x in it."""
    return 1 / x_0**2 if x_0 > 0 else np.inf


def blow_up_time_square__never(x_0):
    """You say that it never blows up. From a start above zero it does."""
    return np.inf


def blow_up_time_square__nan_for_never(x_0):
    """Where there is no blow-up you return nan. The answer to “when?” is: after an infinite time,
    np.inf. (The nan is for x, in the next exercise.)
    """
    return 1 / x_0 if x_0 > 0 else np.nan


def blow_up_time_square__at_least_a_millisecond(x_0):
    """You never return less than 1 ms. The further up x starts, the sooner it blows up, without a
    limit.
    """
    return max(1 / x_0, 1.0) if x_0 > 0 else np.inf


def blow_up_time_square__zero_for_never(x_0):
    """Where there is no blow-up you return 0, which means: at once. Never is np.inf."""
    return 1 / x_0 if x_0 > 0 else 0.0


# x_square


def x_square__goes_on(t, x_0):
    """Your solution goes on after the blow-up, with negative numbers, as if x came back from minus
    infinity. It has ended there: return nan from that time on.
    """
    return x_0 / (1 - x_0 * t)


def x_square__sign(t, x_0):
    """The sign in the denominator is the wrong way round: from a positive start x should grow."""
    return _until_blow_up(x_0 / (1 + x_0 * t), t, x_0)


def x_square__upside_down(t, x_0):
    """That is 1/x. Turn it over to get x."""
    return _until_blow_up(1 / x_0 - t, t, x_0)


def x_square__without_start(t, x_0):
    """The x_0 in the numerator is missing: your curve always begins at 1."""
    return _until_blow_up(1 / (1 - x_0 * t), t, x_0)


def x_square__start_not_turned_over(t, x_0):
    """In 1/x_0 − 1/x = t you forgot to turn x_0 over. Check x at t = 0, it must be x_0."""
    return _until_blow_up(1 / (x_0 - t), t, x_0)


def x_square__exponential(t, x_0):
    """That is exponential growth with the rate of the start. Here the rate per u grows with x, too:
    integrate 1/x², not 1/x.
    """
    return _until_blow_up(x_0 * np.exp(x_0 * t), t, x_0)


def x_square__straight(t, x_0):
    """You keep the rate of the start for ever. The rate changes with x all the time."""
    return _until_blow_up(x_0 + x_0**2 * t, t, x_0)


def x_square__in_time(t, x_0):
    """You integrated x² as if x were the time. The variables have to be separated first: everything
    with x to the left.
    """
    return _until_blow_up(x_0 + t**3 / 3, t, x_0)


def x_square__zero_after(t, x_0):
    """After the blow-up you return 0. There is no x any more, which is nan, “not a number”; 0 would
    be a value like any other.
    """
    return np.where(t < blow_up_time_square(x_0), x_0 / (1 - x_0 * t), 0.0)


def x_square__infinite_after(t, x_0):
    """After the blow-up you return infinity. The solution does not stay there, it has ended: nan,
    “not a number”.
    """
    return np.where(t < blow_up_time_square(x_0), x_0 / (1 - x_0 * t), np.inf)


def x_square__nothing_at_all(t, x_0):
    """If one of the times is after the blow-up you return nan for all of them. Up to the blow-up
    there is a solution: only the later ones are nan.
    """
    x = x_0 / (1 - x_0 * t)
    return np.full(t.shape, np.nan) if t.max() >= blow_up_time_square(x_0) else x


def x_square__cut_off(t, x_0):
    """You leave out the times from the blow-up on. The result should have as many values as there
    are times: nan for those.
    """
    t = t[t < blow_up_time_square(x_0)]
    return x_0 / (1 - x_0 * t)


def x_square__wrong_side(t, x_0):
    """You put nan where the solution exists, and numbers where it has ended. Check which way the
    comparison of t with the blow-up time goes.
    """
    return np.where(t >= blow_up_time_square(x_0), x_0 / (1 - x_0 * t), np.nan)


def x_square__infinite_at_the_end(t, x_0):
    """At the very time of the blow-up you have infinity; from that time on, this one included, it
    should be nan: >= instead of >.
    """
    x = x_0 / (1 - x_0 * t)
    return np.where(t > blow_up_time_square(x_0), np.nan, x)


def x_square__next_whole_millisecond(t, x_0):
    """Your nan begin at the first whole millisecond after the blow-up. Between two whole numbers
    there are times, too: compare t with the time itself.
    """
    T = np.ceil(blow_up_time_square(x_0))
    with np.errstate(all="ignore"):
        return np.where(t < T, x_0 / (1 - x_0 * t), np.nan)


def x_square__negative_starts_end(t, x_0):
    """You let solutions from a negative start end, too, at a negative time. They live for ever: x
    creeps up to 0.
    """
    x = x_0 / (1 - x_0 * t)
    return np.where(x_0 * t >= 1, np.nan, x) if x_0 >= 0 else np.full(t.shape, np.nan)


def _until_blow_up(x, t, x_0):
    return np.where(t < blow_up_time_square(x_0), x, np.nan)

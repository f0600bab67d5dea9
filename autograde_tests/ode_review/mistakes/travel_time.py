"""Mistakes about the time that a journey takes."""

import numpy as np

# travel_time


def travel_time__rates_added(dxdt, x_start, x_end, n=1000):
    """You multiply each piece by its rate. The time for a piece is its length divided by the
    rate.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.sum(dx * rates)


def travel_time__without_length(dxdt, x_start, x_end, n=1000):
    """The length of the pieces is missing: you add up 1/rate, which is the time for 1 u each."""
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.sum(1 / np.abs(rates))


def travel_time__rate_of_the_start(dxdt, x_start, x_end, n=1000):
    """You divide the whole way by the rate at the start. The rate changes on the way: cut the way
    into pieces.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else (x_end - x_start) / dxdt(x_start)


def travel_time__mean_rate(dxdt, x_start, x_end, n=1000):
    """You divide the whole way by the mean of the rates. Slow stretches take longer and count for
    more: divide piece by piece, then add.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else (x_end - x_start) / np.mean(rates)


def travel_time__mean_of_times(dxdt, x_start, x_end, n=1000):
    """That is the mean of the times of the pieces; their sum is asked for."""
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.mean(dx / rates)


def travel_time__any_way(dxdt, x_start, x_end, n=1000):
    """You add up the times without looking at the rates. Where one is zero or points the wrong way,
    x never arrives: np.inf.
    """
    dx = (x_end - x_start) / n
    return np.sum(dx / dxdt(x_start + dx * (np.arange(n) + 0.5)))


def travel_time__size_of_the_rate(dxdt, x_start, x_end, n=1000):
    """You take the size of the rates. Their sign says which way x moves: where it is the wrong one,
    x never arrives, np.inf.
    """
    dx = (x_end - x_start) / n
    return np.sum(np.abs(dx / dxdt(x_start + dx * (np.arange(n) + 0.5))))


def travel_time__up_only(dxdt, x_start, x_end, n=1000):
    """You say that x never gets down. A negative rate leads down: what matters is whether it points
    to x_end.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates <= 0) or dx < 0 else np.sum(dx / rates)


def travel_time__sign_of_the_way_down(dxdt, x_start, x_end, n=1000):
    """The time of a journey up comes out negative. Leave the signs alone: on the way down both dx
    and the rate are negative, and their quotient is positive.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.sum(-np.abs(dx) / rates)


def travel_time__only_turning_points(dxdt, x_start, x_end, n=1000):
    """You look for a change of sign on the way. A rate may also point the wrong way all along: then
    x never gets there, either.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates[1:] * rates[:-1] <= 0) else np.sum(dx / rates)


def travel_time__nan_for_never(dxdt, x_start, x_end, n=1000):
    """Where x does not arrive you return nan. The answer to “how long?” is: an infinite time,
    np.inf.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.nan if np.any(rates * dx <= 0) else np.sum(dx / rates)

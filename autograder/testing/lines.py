"""Drawn lines beside the curves that they may be: how far off, and how many there may be."""

from collections.abc import Sequence

import numpy as np

from autograder.testing.malformed import MalformedError

_A_CURVE, _MORE = 3, 3  # lines for each curve (itself, its points, error bars), and beside them


def off_between(
    x: np.ndarray, y: np.ndarray, right_x: np.ndarray, right_y: np.ndarray, points: int
) -> np.ndarray:
    """A third of how far a drawn line is off where the right curve has its points.

    Between its own points a line is straight, so it may be as far off as one of the fewest points.

    Parameters
    ----------
    x, y, right_x, right_y
        Points of both, in rising order of x.
    points
        The least number of points of the drawn line.

    Returns
    -------
    numpy.ndarray
        In the unit of y, for each point of the right curve; 0 beyond the ends of the drawn one.
    """
    coarse = np.linspace(right_x[0], right_x[-1], points)
    through = np.interp(right_x, coarse, np.interp(coarse, right_x, right_y))
    off = np.abs(np.interp(right_x, x, y) - right_y) - np.abs(through - right_y).max()
    return np.where((right_x < x[0]) | (right_x > x[-1]), 0, np.maximum(off, 0)) / 3


def few_enough(distances: Sequence[float], count: int) -> None:
    """Refuse so many lines that some of them are right by chance.

    Parameters
    ----------
    distances
        From each drawn line to a curve; infinite for a line that is nothing like it.
    count
        How many curves are expected.

    Raises
    ------
    MalformedError
        If there are more lines than that.
    """
    there = np.count_nonzero(np.isfinite(distances))
    if there > _A_CURVE * count + _MORE:
        curves = "one curve is" if count == 1 else f"{count} curves are"
        raise MalformedError(f"There are {there} lines where {curves} asked for.")

"""Fits of every usual kind: from arguments as numbers to a value."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from pages_of_feedback import Arguments
from scipy.interpolate import RBFInterpolator
from short_equations import short_equation


def features(arguments: Arguments, at: int | None = None) -> np.ndarray:
    """A call's arguments as numbers: as they are or, of arrays, some of what describes them.

    Parameters
    ----------
    arguments
        The arguments.
    at
        A place in the arrays, whose value there is then the feature.
    """
    found: list[float] = []
    for value in arguments.values():
        if isinstance(value, int | float | np.number):
            found.append(float(value))
        elif isinstance(value, list | tuple | np.ndarray) and np.ndim(value):
            array = np.asarray(value, dtype=float).ravel()
            found += [array[at]] if at is not None and at < array.size else _described(array)
        elif isinstance(value, Mapping):
            found += [float(one) for one in value.values() if np.isscalar(one)]
        elif callable(value):
            with contextlib.suppress(TypeError):  # of other arguments
                found += [float(value(x)) for x in (0.5, 1.0, 2.0)]
    return np.array(found, dtype=float)


def of_numbers(arguments: Arguments, *more: float | None) -> np.ndarray:
    """Those of a call's arguments that are single numbers, and further ones."""
    single = {
        name: value
        for name, value in arguments.items()
        if not (isinstance(value, list | tuple | np.ndarray) and np.ndim(value))
    }
    return np.append(features(single), [one for one in more if one is not None])


def _described(array: np.ndarray) -> list[float]:
    if not array.size:
        return [0.0] * 10  # as many as below
    steps = np.diff(array) if array.size > 1 else np.zeros(1)
    summary = (array[0], array[-1], np.mean(array), np.std(array), np.min(array), np.max(array))
    return [float(one) for one in (array.size, *summary, steps[0], steps[-1], np.std(steps))]


Fit = Callable[[np.ndarray, np.ndarray], Callable[[np.ndarray], Any]]


def nearest(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
    """The value of the nearest arguments."""
    scale = np.std(X, axis=0) + 1e-12
    return lambda x: y[np.argmin((((X - x) / scale) ** 2).sum(axis=1))]


def least_squares(terms: Callable[[np.ndarray], np.ndarray]) -> Fit:
    """A sum of terms."""

    def fit(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
        matrix = terms(X)
        size = np.abs(matrix).max(axis=0) + 1e-300
        weights = np.linalg.lstsq(matrix / size, y, rcond=None)[0] / size
        return lambda x: (terms(x[None, :]) @ weights)[0]

    return fit


def _linear(X: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(X)), X])


def _quadratic(X: np.ndarray) -> np.ndarray:
    first, second = np.triu_indices(X.shape[1])
    return np.column_stack([_linear(X), X[:, first] * X[:, second]])


def _with_quotients(X: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        upside_down = np.nan_to_num(1 / X, posinf=0.0, neginf=0.0)
    return _quadratic(np.column_stack([X, upside_down]))


def powers(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
    """A product of powers of the arguments."""
    with np.errstate(all="ignore"):
        fit = least_squares(_linear)(np.log(np.abs(X) + 1e-300), np.log(np.abs(y) + 1e-300))
    sign = np.sign(np.median(y)) or 1.0
    return lambda x: sign * np.exp(np.clip(fit(np.log(np.abs(x) + 1e-300)), -700, 700))


def interpolated(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
    """A smooth surface through all that is known."""
    scale = np.std(X, axis=0) + 1e-12
    kept = np.unique(X / scale, axis=0, return_index=True)[1]
    surface = RBFInterpolator(X[kept] / scale, y[kept], kernel="quintic", degree=1)
    return lambda x: surface((x / scale)[None, :])[0]


def polynomial(degree: int) -> Fit:
    """Of a single argument: a polynomial."""

    def fit(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
        varied = np.std(X, axis=0)
        at = int(np.argmax(varied > 0))
        if (varied > 0).sum() != 1:
            raise ValueError("there are several arguments")
        curve = np.polynomial.Polynomial.fit(X[:, at], y, degree)
        return lambda x: curve(x[at])

    return fit


def guessed(terms: Callable[[np.ndarray], np.ndarray]) -> Fit:
    """A sum of terms, each once, twice, half or not at all: the equation, if it is a simple one."""

    def fit(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
        weights = np.round(2 * np.linalg.lstsq(terms(X), y, rcond=None)[0]) / 2
        return lambda x: (terms(x[None, :]) @ weights)[0]

    return fit


GUESSES: Mapping[str, Fit] = {
    "a guessed equation": guessed(_quadratic),
    "a short equation": short_equation,
}
FITS: Mapping[str, Fit] = {
    "nearest": nearest,
    "the median": lambda _X, y: lambda _x: np.median(y),
    "linear": least_squares(_linear),
    "quadratic": least_squares(_quadratic),
    "quotients": least_squares(_with_quotients),
    "powers": powers,
    "interpolated": interpolated,
    **{f"polynomial of degree {degree}": polynomial(degree) for degree in (5, 9, 14)},
}


Groups = Mapping[int, tuple[np.ndarray, np.ndarray]]
Fitted = Mapping[int, Callable[[np.ndarray], Any]]


def grouped(points: Iterable[tuple[np.ndarray, Any]]) -> Groups:
    """Points of the same dimension together."""
    groups: dict[int, list[tuple[np.ndarray, Any]]] = {}
    for x, y in points:
        if isinstance(y, str) or np.isfinite(y):
            groups.setdefault(x.size, []).append((x, y))
    return {
        size: (np.array([x for x, _ in some]), np.array([y for _, y in some]))
        for size, some in groups.items()
        if size and len(some) > 1
    }


def fitted(fit: Fit, groups: Groups) -> Fitted:
    """A fit to the points of each dimension, where it can be made."""
    found = {}
    for size, (X, y) in groups.items():
        with contextlib.suppress(ValueError, np.linalg.LinAlgError):
            found[size] = fit(X, y)
    return found


def predicted(fits: Fitted, x: np.ndarray) -> Any:
    """What a fit gives; nan where there is none."""
    value = fits[x.size](x) if x.size in fits else np.nan
    return str(value) if isinstance(value, str) else float(value)

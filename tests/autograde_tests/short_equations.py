"""A search for the short equation behind many numbers: up to three terms, or one over these."""

import itertools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

_ROUNDING = 6e-3  # of numbers of three digits
_DEGREE = 3  # of a product of arguments and of numbers one over them
_MOST_ARGUMENTS = 13
_BEST = 12  # pairs that are tried, and to which a third term is added
_USUAL = np.array(
    [s * c * 10.0**p for s in (1, -1) for c in (1, 2, 3, 4, 0.5, 1 / 3) for p in range(-3, 4)]
)


def short_equation(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], float]:
    """A sum of up to three products, or one over it, that explains all numbers.

    Parameters
    ----------
    X, y
        Arguments of each call, and the number that was shown.

    Returns
    -------
    callable
        The number for other arguments.

    Raises
    ------
    ValueError
        If there is none, or there are too many arguments or too few numbers.
    """
    if X.shape[1] > _MOST_ARGUMENTS or len(y) < 4 or not y.all():
        raise ValueError("too many arguments, or too few numbers")
    powers = _products(X)
    terms = _values(powers, X)
    usable = np.isfinite(terms).all(axis=0) & terms.any(axis=0)
    powers, terms = powers[usable], terms[:, usable]
    for turned in (False, True):
        numbers = 1 / y if turned else y
        for places in _candidates(terms / numbers[:, None]):
            weights = _rounded_weights(terms[:, places], numbers)
            if weights is not None:
                return _equation(powers[places], weights, turned=turned)
    raise ValueError("no short equation")


def _equation(
    powers: np.ndarray, weights: np.ndarray, *, turned: bool
) -> Callable[[np.ndarray], float]:
    def answer(x: np.ndarray) -> float:
        value = float(_values(powers, x[None, :])[0] @ weights)
        return 1 / value if turned else value

    return answer


def _products(X: np.ndarray) -> np.ndarray:
    """Exponents of all products, one a row."""
    units = np.eye(X.shape[1])
    factors = [*units, *-units[np.all(X != 0, axis=0)]]
    found = {(0.0,) * X.shape[1]}
    for degree in range(1, _DEGREE + 1):
        chosen = itertools.combinations_with_replacement(factors, degree)
        found |= {tuple(np.sum(some, axis=0)) for some in chosen}
    return np.array(sorted(found))


def _values(powers: np.ndarray, X: np.ndarray) -> np.ndarray:
    columns = [np.prod(X[:, each != 0] ** each[each != 0], axis=1) for each in powers]
    return np.column_stack(columns)


def _candidates(shares: np.ndarray) -> Iterator[Sequence[int]]:
    """Places of the terms whose sum is nearest to one: single terms, pairs, three of them."""
    shares = shares / np.linalg.norm(shares, axis=0)
    sums, products = shares.sum(axis=0), shares.T @ shares
    yield from ([at] for at in np.argsort(-(sums**2))[:3])
    different = np.triu(1 - products**2, 1)
    explained = sums[:, None] ** 2 + sums**2 - 2 * products * np.outer(sums, sums)
    gain = np.where(different > 1e-7, explained / np.maximum(different, 1e-7), 0)
    pairs = [list(np.unravel_index(at, gain.shape)) for at in np.argsort(-gain, axis=None)[:_BEST]]
    yield from pairs
    strongest = np.argsort(-(sums**2))[:10]
    for pair in [*pairs, *map(list, itertools.combinations(strongest, 2))]:
        basis, _ = np.linalg.qr(shares[:, pair])
        rest = shares - basis @ (basis.T @ shares)
        missing = 1 - basis @ basis.sum(axis=0)
        size = np.maximum(np.linalg.norm(rest, axis=0), 1e-4)
        yield from ([*pair, at] for at in np.argsort(-np.abs(missing @ rest) / size)[:3])


def _rounded_weights(terms: np.ndarray, numbers: np.ndarray) -> np.ndarray | None:
    """Weights such as 1, -2 or 0.5 with which these terms explain all numbers, if there are any."""
    shares = terms / numbers[:, None]
    weights = np.linalg.lstsq(shares, np.ones(len(numbers)), rcond=None)[0]
    if not weights.all():
        return None
    nearest = _USUAL[np.argmin(np.abs(_USUAL / weights[:, None] - 1), axis=1)]
    explains = np.max(np.abs(shares @ nearest - 1)) < _ROUNDING
    return nearest if explains else None

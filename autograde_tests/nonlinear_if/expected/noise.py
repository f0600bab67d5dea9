"""What noise does to any simulator: families of F-I and CV curves, and a grid of histograms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograde_tests.comparisons.curves import one_spike_off
from autograde_tests.nonlinear_if.expected.curves import room
from autograde_tests.nonlinear_if.expected.figures import NoisyHistograms
from autograder.testing.drawn import axes_of
from autograder.testing.figures import Curve, Curves, Exchanged, SameCurves
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import CV_curve, FI_curve_model, get_ISI, my_GWN

_CLOSER = 0.8  # of what a run may scatter: with another seed, one curve in thousands is further off
_ROUND_OFF = 1e-9


def plot_FI_noise(
    simulate: Callable,
    params: Mapping[str, float],
    I_values: Sequence[float],
    sigma_values: Sequence[float],
    myseed: int,
) -> list[Curve]:
    """One curve per sigma, each the mean of some runs: any seed will do, within their scatter."""
    currents = np.asarray(I_values, dtype=float)
    curves = []
    for sigma in sigma_values:
        if sigma == 0:
            rates = FI_curve_model(simulate, params, currents)
            allowed = one_spike_off(rates, params) + _ROUND_OFF
        else:
            rates, allowed = room(
                FI_curve_model, simulate, params, currents, sigma, myseed, _CLOSER
            )
        curves.append(Curve(f"{sigma}", currents, rates, allowed))
    return curves


def plot_ISI_grid(
    simulate: Callable,
    params: Mapping[str, float],
    mu_values: Sequence[float],
    sigma_values: Sequence[float],
    myseed: int,
) -> list[np.ndarray]:
    """The intervals of each panel, row by row: one row per sigma, one column per mean current."""
    pairs = [(mu, sigma) for sigma in sigma_values for mu in mu_values]
    return [
        get_ISI(simulate(params, my_GWN(params, mu, sigma, myseed + number)[0])[-1], params)
        for number, (mu, sigma) in enumerate(pairs)
    ]


def plot_CV_noise(
    simulate: Callable,
    params: Mapping[str, float],
    I_values: Sequence[float],
    sigma_values: Sequence[float],
    myseed: int,
) -> list[Curve]:
    """One curve per sigma, each the mean of some runs: any seed will do, within their scatter."""
    currents = np.asarray(I_values, dtype=float)
    return [
        Curve(
            f"{sigma}",
            currents,
            *room(CV_curve, simulate, params, currents, sigma, myseed, _CLOSER),
        )
        for sigma in sigma_values
    ]


@dataclass(frozen=True)
class NamesMuAndSigma:
    """Each panel of a grid says which mean current and which noise it shows.

    If rows and columns are exchanged, so may be the titles: that mistake has cost enough.
    """

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(expected))
        texts = [(ax.title, ax.xlabel, ax.ylabel, *ax.legend) for ax in axes]
        pairs = [
            (mu, sigma) for sigma in arguments["sigma_values"] for mu in arguments["mu_values"]
        ]
        problem = _unnamed(texts, pairs)
        exchanged = sorted(pairs, key=lambda pair: arguments["mu_values"].index(pair[0]))
        if problem and not _unnamed(texts, exchanged) and HISTOGRAMS(got, expected, arguments):
            return None
        if not problem and len(set(texts)) < len(texts):
            return Problem("Some panels say the same: each has its own mu and sigma.")
        return problem


def _unnamed(texts: Sequence[Sequence[str]], pairs: Sequence[tuple]) -> Problem | None:
    for number, (text, pair) in enumerate(zip(texts, pairs, strict=True), start=1):
        for symbol, value in zip(("mu", "sigma"), pair, strict=True):
            if f"{value}" not in " ".join(text):
                return Problem(f"Panel {number} does not say that its {symbol} is {value}.")
    return None


@dataclass(frozen=True)
class Table:
    """Panels stand in one row per sigma and one column per mean current, in order."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(expected))
        rows, columns = len(arguments["sigma_values"]), len(arguments["mu_values"])
        left, below = np.moveaxis(np.reshape([ax.place for ax in axes], (rows, columns, 2)), -1, 0)
        # All of a column stand left of all of the next one, all of a row above the next row.
        in_columns = (left.max(axis=0)[:-1] < left.min(axis=0)[1:]).all()
        in_rows = (below.min(axis=1)[:-1] > below.max(axis=1)[1:]).all()
        if in_columns and in_rows:
            return None
        return Problem(
            f"{rows} sigmas and {columns} mean currents make {rows} rows of {columns} panels: "
            "plt.subplots takes the number of rows first."
        )


HISTOGRAMS = NoisyHistograms()
FI = Curves("mean current (pA)", "firing rate (Hz)", tolerance=0.0, points=5)
_NEARLY_FI = Curves("", "", tolerance=0.06, points=5)
SAME_FI = SameCurves(_NEARLY_FI, fewest=5)
EXCHANGED_FI = Exchanged(_NEARLY_FI)
CV = Curves("mean current (pA)", "CV", tolerance=0.0, points=3)
SAME_CV = SameCurves(Curves("", "", tolerance=0.2, allowed=0.09, points=3), fewest=3)

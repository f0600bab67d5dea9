"""What the figures of an LIF beside an EIF should show, and how to compare them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from autograde_tests.comparisons.curves import one_spike_off
from autograde_tests.nonlinear_if.expected.curves import room
from autograder.testing.drawn import Bar, Line, axes_of
from autograder.testing.figures import Curve, Curves, Exchanged, Legend, ReturnsAxes, SameCurves
from autograder.testing.histograms import Bars, lost_shape
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import CV_curve, FI_curve_model, get_ISI, my_GWN, simulate_EIF, simulate_LIF

_SD = 5.5  # what a noisy sample may be off by
_CLOSER = 0.85  # with many spikes less is enough, and one neuron is not taken for the other
_APART = 2.5  # in sqrt(2 / n): how far cumulated shares of two noisy samples may be apart
_ROUND_OFF = 1e-9
_MOST = 0.8
_SAME_NOISE = 0.05  # share of the intervals that a step more or less in a hold may move
_SAME_CVS = 0.03  # likewise for the CVs, in the mean over all currents


LEGEND = ("a legend says which is which", 0.5, Legend())
RETURNS_AXES = ("the function returns the Axes", 0.5, ReturnsAxes())


# What the figures should show


def plot_FI_models(
    params_LIF: Mapping[str, float], params_EIF: Mapping[str, float], I_values: Sequence[float]
) -> list[Curve]:
    """Both curves, open to one spike and to one step in each interval."""
    curves = []
    for name, simulate, params in _both(params_LIF, params_EIF):
        rates = FI_curve_model(simulate, params, I_values)
        allowed = one_spike_off(rates, params)
        curves.append(Curve(name, np.asarray(I_values, dtype=float), rates, allowed))
    return curves


def plot_ISI_models(
    params_LIF: Mapping[str, float],
    params_EIF: Mapping[str, float],
    mu: float,
    sigma: float,
    myseed: int,
) -> list[np.ndarray]:
    """The intervals of each neuron, one sample a panel."""
    current, _ = my_GWN(params_LIF, mu, sigma, myseed)
    return [
        get_ISI(simulate(params, current)[2], params)
        for _, simulate, params in _both(params_LIF, params_EIF)
    ]


def plot_CV_models(
    params_LIF: Mapping[str, float],
    params_EIF: Mapping[str, float],
    I_values: Sequence[float],
    sigma: float,
    myseed: int,
) -> list[Curve]:
    """Both curves, means over some runs: any seed will do, within what a run may scatter."""
    currents = np.asarray(I_values, dtype=float)
    return [
        Curve(name, currents, *room(CV_curve, simulate, params, currents, sigma, myseed, _CLOSER))
        for name, simulate, params in _both(params_LIF, params_EIF)
    ]


def _both(params_LIF: Mapping[str, float], params_EIF: Mapping[str, float]) -> tuple:
    return ("LIF", simulate_LIF, params_LIF), ("EIF", simulate_EIF, params_EIF)


# Comparisons


@dataclass(frozen=True)
class Named:
    """Each panel says which neuron it shows: in its title, its legend or a label.

    Attributes
    ----------
    names
        One a panel.
    """

    names: Sequence[str]
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(self.names))
        texts = [(ax.title, ax.xlabel, ax.ylabel, *ax.legend) for ax in axes]
        for number, (name, here) in enumerate(zip(self.names, texts, strict=True), start=1):
            if not any(name in text for text in here):
                return Problem(f"Panel {number} does not say that it shows the {name}.")
        if len(set(texts)) < len(self.names):
            return Problem("All panels say the same: each should name its own neuron.")
        return None


@dataclass(frozen=True)
class NoisyHistograms:
    """Panels of bars, each with the mean, the spread and the shape of a noisy sample.

    The spikes of right simulators differ by single steps, and from then on by their noise.
    """

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[np.ndarray], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(expected))
        panels = [Bars(panel.bars) for panel in axes]
        for number, (bars, data) in enumerate(zip(panels, expected, strict=True), start=1):
            flaw = _flaw(bars, data)
            if flaw:
                return Problem(f"Panel {number}: {flaw}")
        lost = lost_shape(panels, expected, "intervals")
        if lost:
            return Problem(lost)
        for number, (panel, data) in enumerate(zip(axes, expected, strict=True), start=1):
            problem = data.size and self._panel(panel.bars, np.asarray(data, dtype=float))
            if problem:
                return Problem(f"Panel {number}: {problem}")
        return None

    def _panel(self, drawn: Sequence[Bar], data: np.ndarray) -> str | None:
        bars = Bars(drawn)
        total = bars.height.sum()
        if (bars.height == np.round(bars.height)).all() and total < _MOST * data.size:
            return f"it counts {total:.0f} intervals only, of some {data.size}."
        # Bars may stand around the left ends of their bins.
        moved = Bars([replace(bar, left=bar.left + bar.width / 2) for bar in drawn])
        problems = [
            self._moments(bars, share, data)
            or self._shape(min(b.distance(share, data) for b in (bars, moved)), data)
            for share in bars.shares()
        ]
        return None if None in problems else problems[0]

    def _moments(self, bars: Bars, share: np.ndarray, data: np.ndarray) -> str | None:
        middle, width = bars.left + bars.width / 2, bars.end - bars.begin
        mean = np.sum(share * middle)
        spread = np.sqrt(np.sum(share * (middle - mean) ** 2))
        about_mean, about_spread = np.mean(data), np.std(data)
        # Standard errors of two samples' difference; and what bins leave open.
        error = np.sqrt(2 / data.size) * about_spread
        shape = np.mean((data - about_mean) ** 4) / about_spread**4 if about_spread else 1.0
        if abs(mean - about_mean) > _SD * error + np.sum(share * width) / 2:
            return f"the intervals should be {about_mean:.3g} ms long on average, not {mean:.3g}."
        allowed = min(_SD * error * np.sqrt(max(shape - 1, 0.5)) / 2, 0.7 * about_spread)
        if abs(spread - about_spread) > allowed + np.sqrt(np.sum(share * width**2)) / 2:
            return f"their standard deviation should be {about_spread:.3g} ms, not {spread:.3g}."
        return None

    def _shape(self, distance: float, data: np.ndarray) -> str | None:
        if distance <= _APART * np.sqrt(2 / data.size):
            return None
        return f"{distance:.0%} of the intervals lie in other bins than the bars show."


def _flaw(bars: Bars, data: np.ndarray) -> str | None:
    """What keeps bars from being a histogram of anything; there should be none of no data."""
    if data.size == 0:
        return "there should be no intervals." if np.any(bars.height > 0) else None
    return bars.flaw() if bars.left.size else "it shows no histogram."


@dataclass(frozen=True)
class HistogramsOfSeed:
    """Panels of bars with the intervals under the noise of the given seed, and no other."""

    is_style: ClassVar[bool] = True

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[np.ndarray], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        panels = [Bars(panel.bars) for panel in axes_of(got, len(expected))]
        slack = 2 * arguments["params_LIF"]["dt"] + _ROUND_OFF
        both = list(zip(panels, expected, strict=True))
        if (
            any(_flaw(bars, data) for bars, data in both)
            or lost_shape(panels, expected)
            or any(self._apart(bars, data, slack) > _SAME_NOISE for bars, data in both)
        ):
            return Problem(
                "These are not the intervals under the noise of the given seed: make the current "
                "once, with my_GWN and myseed, and give it to both neurons."
            )
        return None

    def _apart(self, bars: Bars, data: np.ndarray, slack: float) -> float:
        """How far two distributions are apart, beyond what steps in a hold explain."""
        return min(bars.distance(share, data, slack) for share in bars.shares())


def CVs_of_seed(
    params_LIF: Mapping[str, float],
    params_EIF: Mapping[str, float],
    I_values: Sequence[float],
    sigma: float,
    myseed: int,
) -> dict[str, np.ndarray]:
    """The CVs of each neuron under the noise of one seed."""
    return {
        name: CV_curve(simulate, params, I_values, sigma, myseed)
        for name, simulate, params in _both(params_LIF, params_EIF)
    }


@dataclass(frozen=True)
class CurvesOfSeed:
    """Curves under the noise of the given seed, and no other, however they are labelled.

    Attributes
    ----------
    values
        Computes their y values, by the label.
    """

    values: Callable[..., Mapping[str, np.ndarray]]
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(self, got: Any, _expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        for label, right in self.values(**arguments).items():
            if not any(self._is_near(line, right) for line in axes_of(got, 1)[0].curves):
                return Problem(
                    f"The curve of the {label} is not the one under the noise of the given seed: "
                    "hand myseed on."
                )
        return None

    def _is_near(self, line: Line, right: np.ndarray) -> bool:
        if line.y.size != right.size:
            return False
        off = line.y[np.argsort(line.x)] - right  # currents are in rising order
        return bool(np.sqrt(np.mean(off**2)) <= _SAME_CVS)


FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=8)
_NEARLY_FI = Curves("", "", allowed=4.0, points=8)
SAME_FI = SameCurves(_NEARLY_FI, fewest=8)
EXCHANGED_FI = Exchanged(_NEARLY_FI)
CV_OF_SEED = CurvesOfSeed(CVs_of_seed)
CV = Curves("current (pA)", "CV", tolerance=0.0, points=2)
SAME_CV = SameCurves(Curves("", "", allowed=0.03, points=2), fewest=2)

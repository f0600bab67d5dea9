"""What the `lif` assignment's F-I curves and figures should show, and how to compare them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import reference as right
from autograde_tests.lif import inputs as draw
from autograde_tests.spikes import Rates
from autograder.sandbox.inside.wire import Figure
from autograder.testing.compare import Part, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.figures import Curve, Curves, Histograms
from autograder.testing.verdict import Problem
from reference import spike_freq

CURVE = ("I_range", "freq_rec")
_ALIKE = Curves("", "", allowed=1500 / draw.T_OF_TAUS, points=6)  # a spike and a half

# What the figures should show


def plot_FI_tau(
    params: Mapping[str, float], tau_m_values: Sequence[float], I_max: float, I_step: float
) -> list[Curve]:
    """One curve a time constant, open to one spike and to one step in each interval."""
    return [
        _noiseless(
            f"{tau_m}", {**params, "tau_m": tau_m, "C_m": tau_m * params["g_L"]}, I_max, I_step
        )
        for tau_m in tau_m_values
    ]


def plot_FI_noise(
    params: Mapping[str, float], sigma_values: Sequence[float], I_max: float, I_step: float
) -> list[Curve]:
    """One curve a strength of noise; the noisy ones are means, open to what a run may scatter."""
    return [
        _noisy(f"{sigma}", params, I_max, I_step, sigma)
        if sigma
        else _noiseless(f"{sigma}", params, I_max, I_step)
        for sigma in sigma_values
    ]


def _noiseless(label: str, params: Mapping[str, float], I_max: float, I_step: float) -> Curve:
    I_range, freq = right.FI_curve(params, I_max, I_step)
    T = params["T"] / 1000
    return Curve(label, I_range, freq, 1 / T + freq**2 * params["dt"] / 1000)


def _noisy(
    label: str, params: Mapping[str, float], I_max: float, I_step: float, sigma: float
) -> Curve:
    I_range = np.arange(0, I_max, I_step)
    runs = [
        [
            spike_freq(right.simulate_noisy_LIF(params, I_ext, sigma, 1000 * run + i)[2], params)
            for i, I_ext in enumerate(I_range)
        ]
        for run in range(16)
    ]
    sd = np.std(runs, axis=0)
    pooled = np.sqrt(np.mean(sd**2))
    allowed = 5.5 * np.maximum(sd, pooled) + 1000 / params["T"]
    return Curve(label, I_range, np.mean(runs, axis=0), allowed)


def FI_curve(
    params: Mapping[str, float], I_max: float = 1000, I_step: float = 50, sigma: float = 0
) -> tuple[np.ndarray, np.ndarray]:
    """The curve; with noise, its mean over some runs."""
    if sigma == 0:
        return right.FI_curve(params, I_max, I_step)
    curve = _noisy("", params, I_max, I_step, sigma)
    return curve.x, curve.y


def plot_ISI_histograms(ISI_noiseless: np.ndarray, ISI_noisy: np.ndarray) -> list[np.ndarray]:
    """One sample a panel."""
    return [ISI_noiseless, ISI_noisy]


# Comparisons


def rates(*, noisy: bool = False) -> Comparison:
    """Compare the rates at those currents that are the right ones, if they are most."""

    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        problem = Part("freq_rec", CURVE, lambda *_: None)(got, expected, arguments)
        if problem:
            return problem
        I_range, freq = map(numbers, got)
        right_I, right_freq = map(np.asarray, expected)
        currents, at, right_at = np.intersect1d(
            I_range.round(6), right_I.round(6), return_indices=True
        )
        if I_range.shape != freq.shape or len(currents) < len(right_I) / 2:
            return Problem("There should be one rate for each of the currents.")
        allowed = None
        if noisy:
            curve = _noisy("", **arguments)
            allowed = np.interp(currents, curve.x, curve.allowed)
        return Rates(currents, allowed)(freq[at], right_freq[right_at], arguments)

    return compare


def rates_first(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Compare two curves whose rates come before their currents."""
    return rates(noisy="sigma" in arguments)(got[::-1], other[::-1], arguments)


def same_curves(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves and no others."""
    (ax,) = got.axes
    for line in ax["lines"] + ax["points"]:
        alone = Figure(({**ax, "lines": [line], "points": []},))
        if line["x"].size > 2 and all(_ALIKE(alone, [curve], arguments) for curve in other):
            return Problem("There is another curve.")
    return _ALIKE(got, other, arguments)


def same_histograms(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some samples, in more than a few bars."""
    if any(len(panel["bars"]) < 3 for panel in got.axes):
        return Problem("A single bar shows any data.")
    return Histograms()(got, other, arguments)


def exchanged(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves with its axes exchanged."""
    lines = [{**line, "x": line["y"], "y": line["x"]} for line in got.axes[0]["lines"]]
    figure = Figure(({**got.axes[0], "lines": lines},))
    return _ALIKE(figure, [replace(curve, x=curve.y, y=curve.x) for curve in other], arguments)

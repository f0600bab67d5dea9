"""What the `nonlinear_if` assignment's figures should show, and how to compare them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

import reference as right
from autograde_tests.nonlinear_if.curves import scatter
from autograder.sandbox.inside.wire import Figure
from autograder.testing.figures import Curve, Curves, axes_of
from autograder.testing.verdict import Problem
from reference import get_ISI, my_GWN, simulate_LIF

_SD = 5.5  # what a noisy sample may be off by
_CLOSER = 0.85  # with many spikes less is enough, and one neuron is not taken for the other
_NEAR = 0.25  # mV, between a fixed point and its mark
_ON_ZERO = 0.25  # mV/ms
_TELLING_BARS = 3
_MOST = 0.8
_STABLE, _UNSTABLE = "stable", "unstable"
ALIKE_FI = Curves("", "", allowed=4.0, points=8)


# What the figures should show


def plot_phase_line(params: Mapping[str, float], I_values: Sequence[float]) -> list[Curve]:
    """One curve a current, and the fixed points of all of them by kind."""
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 4001)
    curves, points = [], {_STABLE: [], _UNSTABLE: []}
    for I_ext in I_values:
        rate = right.dvdt_EIF(V, I_ext, params)
        curves.append(Curve(f"{I_ext}", V, rate))
        for k in np.flatnonzero(np.diff(np.sign(rate))):
            points[_STABLE if rate[k] > 0 else _UNSTABLE].append(V[k])
    return curves + [Curve(kind, np.array(at), np.zeros(len(at))) for kind, at in points.items()]


def plot_FI_models(
    params_LIF: Mapping[str, float], params_EIF: Mapping[str, float], I_values: Sequence[float]
) -> list[Curve]:
    """Both curves, open to one spike and to one step in each interval."""
    curves = []
    for name, simulate, params in _both(params_LIF, params_EIF):
        rates = right.FI_curve_model(simulate, params, I_values)
        allowed = 1000 / params["T"] + rates**2 * params["dt"] / 1000
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
        Curve(name, currents, mean, _CLOSER * allowed)
        for name, simulate, params in _both(params_LIF, params_EIF)
        for mean, allowed in [scatter(right.CV_curve, simulate, params, currents, sigma)]
    ]


def _both(params_LIF: Mapping[str, float], params_EIF: Mapping[str, float]) -> tuple:
    return ("LIF", simulate_LIF, params_LIF), ("EIF", right.simulate_EIF, params_EIF)


# Comparisons


def _kind(label: str) -> str | None:
    """Whether a label speaks of stable or unstable fixed points, or of neither."""
    label = label.lower()
    return next((kind for kind in (_UNSTABLE, _STABLE) if kind in label), None)


@dataclass(frozen=True)
class Lines:
    """The curves of a phase line, whatever marks there are.

    Attributes
    ----------
    curves
        How to compare them.
    """

    curves: Curves

    def __call__(
        self, got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        lines = [curve for curve in expected if not _kind(curve.label) and np.size(curve.x) > 2]
        return self.curves(got, lines, arguments)


@dataclass(frozen=True)
class FixedPoints:
    """Marks on the zero line, one at each fixed point of a kind and none elsewhere.

    Attributes
    ----------
    kind
        "stable" or "unstable", which is also their label.
    """

    kind: str

    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        if isinstance(axes, Problem):
            return axes
        drawn = axes[0]["lines"] + axes[0]["points"]
        marks = [np.ravel(series["x"]) for series in drawn if _kind(series["label"]) == self.kind]
        heights = [np.ravel(series["y"]) for series in drawn if _kind(series["label"]) == self.kind]
        at = np.concatenate([np.empty(0), *marks])
        here = np.isfinite(at)
        if (np.abs(np.concatenate([np.empty(0), *heights])[here]) > _ON_ZERO).any():
            return Problem("Fixed points lie where dV/dt = 0: put the marks on the zero line.")
        at = at[here]
        should = [curve.x for curve in expected if _kind(curve.label) == self.kind]
        should = np.concatenate([np.empty(0), *should])
        if should.size and not at.size:
            return Problem(f"There are no markers labelled “{self.kind}”.")
        apart = np.abs(at[:, None] - should[None, :])
        missed = should[(apart > _NEAR).all(axis=0)]
        if missed.size:
            return Problem(f"The {self.kind} fixed point at {missed[0]:.2f} mV is not marked so.")
        extra = at[(apart > _NEAR).all(axis=1)]
        if extra.size:
            return Problem(f"There is no {self.kind} fixed point at {extra[0]:.2f} mV.")
        return None


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

    def __call__(self, got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(self.names))
        if isinstance(axes, Problem):
            return axes
        for number, (name, one) in enumerate(zip(self.names, axes, strict=True), start=1):
            texts = [one["title"], one["xlabel"], one["ylabel"], *one["legend"]]
            if not any(name in text for text in texts):
                return Problem(f"Panel {number} does not say that it shows the {name}.")
        return None


@dataclass(frozen=True)
class NoisyHistograms:
    """Panels of bars, each with the mean and the spread of a noisy sample.

    The spikes of right simulators differ by single steps, and from then on by their noise.
    """

    def __call__(
        self, got: Any, expected: Sequence[np.ndarray], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(expected))
        if isinstance(axes, Problem):
            return axes
        fullest = max(sum(bar["height"] > 0 for bar in panel["bars"]) for panel in axes)
        if fullest < _TELLING_BARS:
            return Problem("There are no histograms, or their bins are so wide that all is lost.")
        for number, (panel, data) in enumerate(zip(axes, expected, strict=True), start=1):
            problem = self._panel(panel["bars"], np.asarray(data, dtype=float))
            if problem:
                return Problem(f"Panel {number}: {problem}")
        return None

    def _panel(self, bars: Sequence[Mapping[str, Any]], data: np.ndarray) -> str | None:
        left, width, height = (
            np.array([bar[key] for bar in bars], dtype=float) for key in ("left", "width", "height")
        )
        filled = height > 0
        if not filled.any():
            return "it shows no histogram."
        if (height == np.round(height)).all() and height.sum() < _MOST * data.size:
            return f"it counts {height.sum():.0f} intervals only, of some {data.size}."
        middle, share = (left + width / 2)[filled], height[filled] / height[filled].sum()
        mean = np.sum(share * middle)
        spread = np.sqrt(np.sum(share * (middle - mean) ** 2))
        about_mean, about_spread = np.mean(data), np.std(data)
        # Standard errors of two samples' difference; and what bins leave open.
        error = np.sqrt(2 / data.size) * about_spread
        shape = np.mean((data - about_mean) ** 4) / about_spread**4 if about_spread else 1.0
        bin_width = np.max(width[filled])
        if abs(mean - about_mean) > _SD * error + bin_width / 2:
            return f"the intervals should be {about_mean:.3g} ms long on average, not {mean:.3g}."
        allowed = _SD * error * np.sqrt(max(shape - 1, 0.5)) / 2
        if abs(spread - about_spread) > min(allowed, 0.7 * about_spread) + bin_width / 2:
            return f"their standard deviation should be {about_spread:.3g} ms, not {spread:.3g}."
        return None


@dataclass(frozen=True)
class SameCurves:
    """Whether a figure shows some curves, in each panel, and no others.

    Attributes
    ----------
    curves
        How to compare them.
    """

    curves: Curves

    def __call__(
        self, got: Any, other: Sequence[Curve], arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is different, or None."""
        if len(got.axes) != 1 + max(curve.panel for curve in other):
            return Problem("There are more or fewer panels.")
        for number, ax in enumerate(got.axes):
            here = [curve for curve in other if curve.panel == number and self._long(curve.x)]
            for line in ax["lines"] + ax["points"]:
                alone = Figure(({**ax, "lines": [line], "points": []},))
                if self._long(line["x"]) and all(self.curves(alone, [c], arguments) for c in here):
                    return Problem("There is another curve.")
            problem = self.curves(Figure((ax,)), here, arguments)
            if problem:
                return problem
        return None

    def _long(self, x: np.ndarray) -> bool:
        return np.size(x) >= self.curves.points


def exchanged(got: Any, other: Sequence[Curve], arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves with its axes exchanged."""
    lines = [{**line, "x": line["y"], "y": line["x"]} for line in got.axes[0]["lines"]]
    turned = [replace(curve, x=curve.y, y=curve.x) for curve in other]
    return ALIKE_FI(Figure(({**got.axes[0], "lines": lines},)), turned, arguments)

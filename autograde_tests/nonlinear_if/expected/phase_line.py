"""The phase line of the EIF: curves, and marks of both kinds at the fixed points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograde_tests.nonlinear_if.expected.runs import PER_MS
from autograder.testing.drawn import axes_of
from autograder.testing.figures import Curve, Curves, Labels
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import dvdt_EIF

_NEAR = 0.25  # mV, between a fixed point and its mark
_ON_ZERO = 0.25  # mV/ms
_STABLE, _UNSTABLE = "stable", "unstable"


def plot_phase_line(params: Mapping[str, float], I_values: Sequence[float]) -> list[Curve]:
    """One curve a current, and the fixed points of all of them by kind."""
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 4001)
    curves, points = [], {_STABLE: [], _UNSTABLE: []}
    for I_ext in I_values:
        rate = dvdt_EIF(V, I_ext, params)
        curves.append(Curve(f"{I_ext}", V, rate))
        for k in np.flatnonzero(np.diff(np.sign(rate))):
            points[_STABLE if rate[k] > 0 else _UNSTABLE].append(V[k])
    return curves + [Curve(kind, np.array(at), np.zeros(len(at))) for kind, at in points.items()]


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

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[Curve], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, 1)
        curves = [line for line in axes[0].curves if line.markers]
        marks = [line for line in curves if _kind(line.label) == self.kind]
        at, heights = (
            np.concatenate([np.empty(0), *parts])
            for parts in ([line.x for line in marks], [line.y for line in marks])
        )
        here = np.isfinite(at)
        if (np.abs(heights[here]) > _ON_ZERO).any():
            return Problem("Fixed points lie where dV/dt = 0: put the marks on the zero line.")
        at = at[here]
        points = [curve.x for curve in expected if _kind(curve.label) == self.kind]
        right = np.concatenate([np.empty(0), *points])
        if right.size and not at.size:
            return Problem(f"There are no markers labelled “{self.kind}”.")
        apart = np.abs(at[:, None] - right[None, :])
        missed = right[(apart > _NEAR).all(axis=0)]
        if missed.size:
            return Problem(f"The {self.kind} fixed point at {missed[0]:.2f} mV is not marked so.")
        extra = at[(apart > _NEAR).all(axis=1)]
        if extra.size:
            return Problem(f"There is no {self.kind} fixed point at {extra[0]:.2f} mV.")
        return None


LINES = Lines(Curves("V (mV)", "dV/dt (mV/ms)", tolerance=0.003, points=150))
AXES = Labels(["V", "mV"], [PER_MS])

"""Histograms compared with the data that they should show, whatever their bins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.testing.drawn import Bar, axes_of
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

MIN_BARS = 3  # that are not empty: fewer show no shape
_MANY = 10


@dataclass(frozen=True)
class Histograms:
    """Panels of bars, each of which counts all of its data; expects a list of samples, one a panel.

    Attributes
    ----------
    what
        What the data are, in the plural.
    """

    what: str = "values"

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[np.ndarray], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, len(expected))
        most_filled = 0
        for number, (panel, data) in enumerate(zip(axes, expected, strict=True), start=1):
            if not panel.bars:
                return Problem(f"Panel {number} shows no histogram.")
            bars = _Bars(panel.bars)
            if not bars.cover(data):
                return Problem(
                    f"Panel {number} has {self.what} from {data.min():.4g} to {data.max():.4g}, "
                    f"but its bins reach from {bars.left[0]:.4g} to {bars.right[-1]:.4g} only."
                )
            if not bars.count(data):
                return Problem(f"The bars of panel {number} do not count its {self.what}.")
            most_filled = max(most_filled, bars.filled)
        spread = any(len(np.unique(data)) > _MANY for data in expected)
        if spread and most_filled < MIN_BARS:
            return Problem("The bins are so wide that the shape of the histograms is lost.")
        return None


def measures(bars: Sequence[Bar]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Left ends, widths and heights of bars, from left to right."""
    from_left = sorted(bars, key=lambda bar: bar.left)
    left, width, height = (
        np.array([getattr(bar, measure) for bar in from_left], dtype=float)
        for measure in ("left", "width", "height")
    )
    return left, width, height


class _Bars:
    """The bars of one histogram, from left to right."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        self.left, width, self.height = measures(bars)
        self.right = self.left + width
        # A bin ends somewhere between its bar and the next one. Positions are drawn with round-off.
        # A gap much wider than the bars beside it is no matter of how they are drawn.
        narrower = np.minimum(width[:-1], width[1:])
        self.slack = np.clip((self.left[1:] - self.right[:-1]) / 2, 0.0, 2 * narrower.clip(0.0))
        self.filled = np.count_nonzero(self.height * width > 0)

    def cover(self, data: np.ndarray) -> bool:
        """Whether all data lie in some bin."""
        first, last = self.slack[[0, -1]] if self.slack.size else (0.0, 0.0)
        first, last = first + _round_off(data), last + _round_off(data)
        return self.left[0] <= data.min() + first and data.max() - last <= self.right[-1]

    def count(self, data: np.ndarray) -> bool:
        """Whether the heights are counts of the data in the bins, shares or densities."""
        if not (self.height >= 0).all() or not 0 < self.height.sum() < np.inf:
            return False
        ends, slack = np.sort(data), self.slack + _round_off(data)
        least = np.searchsorted(ends, self.right[:-1] - slack, side="left") - 0.5
        most = np.searchsorted(ends, self.left[1:] + slack, side="right") + 0.5
        for share in (self.height, self.height * (self.right - self.left)):
            counted = np.cumsum(share)[:-1] * data.size / share.sum()
            if ((least <= counted) & (counted <= most)).all():
                return True
        return False


def _round_off(data: np.ndarray) -> float:
    return 1e-9 * float(np.ptp(data)) + 1e-12


@dataclass(frozen=True)
class SameRange:
    """All panels show the same x range, in which the data lie, and all bars that are drawn.

    Attributes
    ----------
    count
        The number of panels.
    share
        How much of the data has to be in it: less than all where they are random.
    """

    count: int = 2
    share: float = 1.0
    is_style: ClassVar[bool] = True

    @comparison
    def __call__(
        self, got: Any, expected: Sequence[np.ndarray], _arguments: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong, or None."""
        axes = axes_of(got, self.count)
        if not all(ax.bars or ax.lines for ax in axes):
            return Problem("A panel is empty.")
        limits = np.array([ax.xlim for ax in axes])
        if not np.allclose(limits, limits[0], rtol=1e-3):
            return Problem("The panels show different x ranges, so they cannot be compared.")
        left_out = (1 - self.share) / 2
        data = [np.quantile(sample, [left_out, 1 - left_out]) for sample in expected]
        slack = _round_off(limits)
        if limits.min() - slack > np.min(data) or limits.max() + slack < np.max(data):
            return Problem("The x range leaves out a part of the data.")
        middles = [bar.left + bar.width / 2 for ax in axes for bar in ax.bars if bar.height > 0]
        if any(not limits.min() <= middle <= limits.max() for middle in middles):
            return Problem("The x range leaves out some of the bars.")
        return None

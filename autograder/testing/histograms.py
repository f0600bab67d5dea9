"""Histograms compared with the data that they should show, whatever their bins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.testing.drawn import Bar, axes_of
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

_MANY = 10  # different values; fewer may well lie in one bin or two
_FEWEST = 3  # bars that hold something: fewer show no shape
_FULLEST = 0.8  # of the bins: what it may hold of the sample with the widest spread
_WIDEST = 2.0  # bins in which values lie, on average, in standard deviations of that sample
_ENOUGH = 10  # bins in its range are enough in any case: there may be a long tail
_THINNEST = 1e-5  # bar that can be seen, as a share of the width of all


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
        panels = [Bars(ax.bars) for ax in axes_of(got, len(expected))]
        for number, (bars, data) in enumerate(zip(panels, expected, strict=True), start=1):
            if not bars.left.size:
                return Problem(f"Panel {number} shows no histogram.")
            flaw = bars.flaw()
            if flaw:
                return Problem(f"Panel {number}: {flaw}")
            if not bars.reach(data):
                return Problem(
                    f"Panel {number} has {self.what} from {data.min():.4g} to {data.max():.4g}, "
                    f"but its bins reach from {bars.left[0]:.4g} to {bars.right[-1]:.4g} only."
                )
            if min(bars.distance(share, data) for share in bars.shares()) * data.size > 0.5:
                return Problem(f"The bars of panel {number} do not count its {self.what}.")
        lost = lost_shape(panels, expected, self.what)
        return Problem(lost) if lost else None


def lost_shape(
    panels: Sequence["Bars"], samples: Sequence[np.ndarray], what: str = "values"
) -> str | None:
    """Say why bins hide the shape of the samples, if they do.

    All panels may share their bins, so these need to suit the sample with the widest spread only:
    a narrow one may lie in one of them. If that sample has few values, anything is fine.

    Parameters
    ----------
    panels
        Bars without a flaw, or none.
    samples
        One a panel.
    what
        What the samples are of, in the plural.
    """
    both = [(bars, data) for bars, data in zip(panels, samples, strict=True) if data.size]
    if not both:
        return None
    bars, data = max(both, key=lambda one: np.std(one[1]))
    if not _is_spread(data):
        return None
    narrow = 1.01 * np.ptp(data) / _ENOUGH
    at, widths = bars.bins_of(data), bars.widths_at(data)
    if at.size > data.size / 2:  # less is wrong by itself
        if np.bincount(at).max() > _FULLEST * data.size and np.mean(widths) > narrow:
            return f"One bar holds nearly all of the {what}: use more, narrower bins."
        filled = max(np.count_nonzero(share * data.size >= 0.5) for share in bars.shares())
        if filled < _FEWEST:
            return f"Only {filled} bars hold any {what}: use more, narrower bins."
    allowed = max(_WIDEST * np.std(data), narrow)
    for bars, data in both:
        widths = bars.widths_at(data)
        if widths.size > data.size / 2 and np.mean(widths) > allowed:
            return "The bins are so wide that the shape is lost: use more, narrower bins."
    return None


def _is_spread(data: np.ndarray) -> bool:
    return len(np.unique(np.round(data, 9))) > _MANY


def measures(bars: Sequence[Bar]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Left ends, widths and heights of bars, from left to right, outlines left out."""
    rows = [(bar.left + min(bar.width, 0), abs(bar.width), bar.height) for bar in bars]
    left, width, height = np.unique(np.reshape(rows, (-1, 3)).round(12), axis=0).T
    return left, width, height


class Bars:
    """The bars of one histogram, from left to right, and the bins that they stand for."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        self.left, self.width, self.height = measures(bars)
        self.right = self.left + self.width
        gap = self.left[1:] - self.right[:-1]
        # A bin ends somewhere between its bar and the next one. A gap much wider than the bars
        # beside it is no matter of how they are drawn.
        slack = np.minimum(gap / 2, 2 * np.minimum(self.width[:-1], self.width[1:]))
        outer = slack[[0, -1]].clip(0) if slack.size else np.zeros(2)
        self.begin = self.left - np.concatenate([outer[:1], slack])[: self.left.size]
        self.end = self.right + np.concatenate([slack, outer[1:]])[: self.left.size]

    def flaw(self) -> str | None:
        """Say what keeps the bars from being a histogram of anything, if something does."""
        sums = self.height.sum(), np.sum(self.height * self.width)
        if not np.isfinite([*self.left, *self.right, *sums]).all():
            return "a bar has no finite place or height."
        if (self.height < 0).any():
            return "a bar has a negative height, but bars count from 0 up."
        if not self.height.any():
            return "no bar has a height."
        if (self.width <= _THINNEST * (self.right.max() - self.left[0])).any():
            return "a bar has no width: give each the width of its bin."
        overlap = np.maximum.accumulate(self.right)[:-1] - self.left[1:]
        if (overlap > np.minimum(self.width[:-1], self.width[1:]) / 2).any():
            return "bars lie on top of one another, so a value may be in several bins."
        return None

    def shares(self) -> tuple[np.ndarray, np.ndarray]:
        """What each bar holds of all: if the heights are counts or shares, or if densities."""
        area = self.height * self.width
        return self.height / self.height.sum(), area / area.sum()

    def reach(self, data: np.ndarray) -> bool:
        """Whether the bins begin before the data and end behind them."""
        slack = _round_off(data)
        return self.begin[0] - slack <= data.min() and data.max() <= self.end[-1] + slack

    def bins_of(self, data: np.ndarray, slack: float = 0.0) -> np.ndarray:
        """For each value that lies in some bin the number of this bin."""
        data = data[data >= self.begin.min(initial=np.inf) - slack]
        at = np.searchsorted(self.begin - slack, data, side="right") - 1
        return at[data <= self.end[at] + slack]

    def widths_at(self, data: np.ndarray) -> np.ndarray:
        """For each value that lies in some bin the width of this bin."""
        return (self.end - self.begin)[self.bins_of(data)]

    def distance(self, share: np.ndarray, data: np.ndarray, slack: float = 0.0) -> float:
        """How much of the data is in other bins, at least, than the bars show.

        Parameters
        ----------
        share
            What each bar holds of all.
        data
            The sample.
        slack
            By how much a value may be off.
        """
        slack += _round_off(data)
        ordered, shown = np.sort(data), np.cumsum(share)[:-1]
        wider = self.width[:-1] / (self.width[:-1] + self.width[1:])
        gap = self.left[1:] - self.right[:-1]
        apart = []
        for ends in (self.right[:-1] + wider * gap, self.right[:-1], self.left[1:]):
            least = np.searchsorted(ordered, ends - slack, side="left") / data.size
            most = np.searchsorted(ordered, ends + slack, side="right") / data.size
            apart.append(np.max(np.maximum(least - shown, shown - most), initial=0.0))
        outside = 1 - self.bins_of(data, slack).size / data.size
        return max(min(apart), outside)


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

"""Traces of a spiking model compared so that any right way to integrate it passes.

Forward Euler may take its updates in any order, and a better solver is not wrong. They differ from
one another by a small fraction of a ms in time, which in a spike is many mV.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from autograder.testing.compare import numbers, same_shape
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem, Trace

# For pictures: the samples of a run, over time.
OVER_TIME = ("time t (ms)", lambda arguments, n: arguments["params"]["dt"] * np.arange(n))

_RUN_AWAY = 1e3  # nothing in a neuron is that large, in mV or as a share of gates


def room(y: np.ndarray, steps: int, tolerance: float = 0.0) -> np.ndarray:
    """How far a curve may be off at each sample if it may come some steps sooner or later."""
    low, high = _envelope(y, steps)
    return np.maximum(high - y, y - low) + tolerance


def _envelope(y: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    window = 2 * steps + 1
    return (
        minimum_filter1d(y, window, axis=0, mode="nearest"),
        maximum_filter1d(y, window, axis=0, mode="nearest"),
    )


@dataclass(frozen=True)
class Tracks:
    """A trace that keeps within a tolerance of the right one, in value and in time.

    Attributes
    ----------
    what, unit
        The quantity, for messages and pictures.
    tolerance
        What a sample may be off by, in the unit.
    shift
        How much sooner or later it may come (ms).
    first
        How many samples are compared; None for all.
    to_end
        Whether the last samples are compared, too, as if the right trace went on as it does there:
        for traces that are slow, so that it cannot rise out of sight.
    """

    what: str
    unit: str
    tolerance: float
    shift: float = 0.0
    first: int | None = None
    to_end: bool = False

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        right, value = np.asarray(expected, dtype=float), numbers(got)
        same_shape(self.what, value, right)
        dt = arguments["params"]["dt"]
        value, right = value[: self.first], right[: self.first]
        off = self._off(value, right, round(self.shift / dt))
        if not off.any():
            return None
        return Problem(self._message(value, right, off, dt), self._trace(value, right, dt))

    def _off(self, value: np.ndarray, right: np.ndarray, steps: int) -> np.ndarray:
        calm = np.abs(right) < _RUN_AWAY  # which nan is not
        if not calm.all():
            return self._off_before_running_away(value, right, steps, calm)
        low, high = _envelope(right, steps)
        off = ~((value <= high + self.tolerance) & (value >= low - self.tolerance))
        # What comes a little later than it should, at the end, the right trace does not show.
        end = slice(max(len(off) - steps, 1), None)
        more = high - low + self.tolerance
        off[end] &= self.to_end & ~((value < high + more) & (value > low - more))[end]
        return off | ~np.isfinite(value)

    def _off_before_running_away(
        self, value: np.ndarray, right: np.ndarray, steps: int, calm: np.ndarray
    ) -> np.ndarray:
        """Compare with a wrong run, a known mistake's: both must run away, and be alike before."""
        until = int(np.argmin(calm.reshape(len(calm), -1).all(axis=1))) - steps
        if (np.abs(value) < _RUN_AWAY).all():
            return np.ones_like(calm)
        if until <= 0:
            return np.zeros_like(calm)
        return self._off(value[:until], right[:until], steps)

    def _message(self, value: np.ndarray, right: np.ndarray, off: np.ndarray, dt: float) -> str:
        unit = f" {self.unit}" if self.unit else ""
        lost = ~(np.abs(value) < _RUN_AWAY)
        if lost.any():
            at = np.argwhere(lost)[0][0] * dt
            return (
                f"{self.what} runs off to infinity, from {at:.4g} ms on: somewhere a rate "
                "of change has the wrong sign, or drives the wrong variable."
            )
        at = np.unravel_index(np.argmax(off), off.shape)
        where = f" (neuron {at[1]})" if off.ndim > 1 else ""
        return (
            f"{self.what} at {at[0] * dt:.4g} ms{where}: expected about {right[at]:.4g}{unit}, got "
            f"{value[at]:.4g}{unit} ({off.sum()} of {off.size} samples are off)."
        )

    def _trace(self, value: np.ndarray, right: np.ndarray, dt: float) -> Trace | None:
        if right.ndim != 1 or right.size < 3:
            return None
        t = dt * np.arange(right.size)
        margin = 0.5 * np.ptp(right) + 1e-9
        shown = np.clip(value, right.min() - margin, right.max() + margin)
        label = f"{self.what} ({self.unit})" if self.unit else self.what
        return Trace(t, shown, t, right, "time t (ms)", label)

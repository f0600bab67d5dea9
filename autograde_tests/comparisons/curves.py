"""Curves against the current, counted or noisy: what a right one may be off by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing.compare import numbers, same_shape
from autograder.testing.figures import Labels
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem, Trace

_FAR = 3.0  # times what is allowed: no rare run comes so far
FI_AXES = ("the axes name the current (pA) and the rate (Hz)", 0.5, Labels(["pA"], ["Hz"]))


def one_spike_off(rates: np.ndarray, params: Mapping[str, float]) -> np.ndarray:
    """What rates (Hz) may be off by: one spike in T, and one step in each interval.

    Parameters
    ----------
    rates
        The right rates (Hz).
    params
        With the time T of a run and its time step dt (ms).
    """
    return 1000 / params["T"] + rates**2 * params["dt"] / 1000


def mean_and_scatter(runs: Any, deviations: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean of noisy curves, and what another such curve may be off by.

    Parameters
    ----------
    runs
        The values of each run, shape (runs, points).
    deviations
        How many standard deviations of a point, or of the typical point where that is more.
    """
    sd = np.std(runs, axis=0)
    return np.mean(runs, axis=0), deviations * np.maximum(sd, np.sqrt(np.mean(sd**2)))


def beyond_chance(
    off: np.ndarray, allowed: Callable[[int], np.ndarray], few: int, many: int
) -> np.ndarray:
    """Which values of a noisy curve are further off than chance explains.

    A few runs tell roughly how much one scatters, and rarely show a rare one. So many runs are
    asked about what a few do not explain; that a value is far off, the few know by themselves.

    Parameters
    ----------
    off
        How far each value is off, shape (points,).
    allowed
        What each may be off by, as so many runs tell.
    few, many
        How many runs to ask, first and then.
    """
    beyond = np.ones(off.shape, dtype=bool)
    for runs in (few, many):
        room = allowed(runs)
        beyond = ~(off <= room)
        if not beyond.any() or not np.all(off <= _FAR * room):
            break
    return beyond


@dataclass(frozen=True)
class Rates:
    """Firing rates in Hz, each within what its spike count leaves open (see `one_spike_off`).

    Attributes
    ----------
    over
        The currents (pA), for messages and a picture.
    allowed
        What the rates may be off by instead (Hz), where they are random: any rate or, as an array,
        each; then their mean may be off by as much as follows from that.
    """

    over: np.ndarray | None = None
    allowed: np.ndarray | float | None = None

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        right, rates = np.asarray(expected, dtype=float), numbers(got)
        same_shape("The rates", rates, right)
        wrong = self._wrong(rates, right, arguments["params"])
        if self.allowed is not None:
            return self._beyond_chance(rates, right, wrong)
        if not wrong.any():
            return None
        at = int(np.argmax(wrong))
        trace = None
        if self.over is not None:
            trace = Trace(self.over, rates, self.over, right, "current (pA)", "rate (Hz)")
        return Problem(
            f"The rate {self._where(at)}: expected {right[at]:.4g} Hz, got {rates[at]:.4g} Hz "
            f"({wrong.sum()} of {wrong.size} rates differ).",
            trace,
        )

    def _beyond_chance(
        self, rates: np.ndarray, right: np.ndarray, wrong: np.ndarray
    ) -> Problem | None:
        # Not by how much: chance leaves so much room that an answer could be fitted to it.
        if wrong.any():
            at = int(np.argmax(wrong))
            return Problem(
                f"The rate {self._where(at)}, {rates[at]:.4g} Hz, is further off than chance "
                f"explains ({wrong.sum()} of {wrong.size} rates are)."
            )
        # What moves each rate by chance moves their mean by less.
        if isinstance(self.allowed, np.ndarray):
            allowed = np.sqrt(np.sum(np.square(self.allowed))) / rates.size
            if abs(np.mean(rates - right)) > allowed:
                return Problem("On average the rates are further off than chance explains.")
        return None

    def _where(self, at: int) -> str:
        return f"number {at}" if self.over is None else f"at {self.over[at]:g} pA"

    def _wrong(
        self, rates: np.ndarray, right: np.ndarray, params: Mapping[str, float]
    ) -> np.ndarray:
        if self.allowed is not None:
            return ~(np.abs(rates - right) <= self.allowed)
        near = np.abs(rates - right) <= one_spike_off(right, params)
        counts = right * params["T"] / 1000
        # Where nothing comes to one spike, the values are in another unit.
        silent = (counts > 2) | ((counts > 0.2 * counts.max()) & (counts.max() < 1))
        return ~near | ((rates == 0) & silent) | ((rates != 0) & (right == 0))

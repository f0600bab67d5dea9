"""Spike trains compared so that every right implementation passes.

Published simulators record a spike at the crossing sample or one later, and start to integrate
again one step sooner or later; so first spikes and intervals may be one step off, and the membrane
potential is compared from each spike on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.testing.compare import Close, NotNumbersError, numbers
from autograder.testing.verdict import Problem, Trace

_STEPS = 1


def indices(value: Any) -> np.ndarray:
    """Spike indices out of a student's value.

    Raises
    ------
    NotNumbersError
        If they are not a list of whole numbers in rising order.
    """
    spikes = numbers(value)
    if spikes.ndim != 1:
        raise NotNumbersError("spikes should be a list of sample indices.")
    if not (np.isfinite(spikes).all() and (spikes == np.round(spikes)).all()):
        raise NotNumbersError(
            "spikes should hold sample indices, which are whole numbers (not times in ms)."
        )
    if (np.diff(spikes) <= 0).any():
        raise NotNumbersError("spikes should hold each spike once, in order.")
    return spikes.astype(int)


def _three(got: Any) -> Sequence[Any]:
    if not isinstance(got, tuple | list) or len(got) != 3:
        raise NotNumbersError("It should return 3 things: V, t, spikes.")
    return got


@dataclass(frozen=True)
class SpikeTrain:
    """The same number of spikes, the first one and all intervals within one step.

    A spike may be missing or extra only where these single steps add up to move it over the end.

    Attributes
    ----------
    steps
        How many steps each may be off by instead of one.
    """

    steps: int = _STEPS

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        try:
            spikes = indices(got)
        except NotNumbersError as error:
            return Problem(str(error))
        right = np.asarray(expected, dtype=int)
        dt = arguments["params"]["dt"]
        n_steps = round(arguments["params"]["T"] / dt)
        common = min(len(spikes), len(right))
        longer = max(spikes, right, key=len)
        if len(longer) > common and longer[common] < n_steps - self.steps * (common + 1):
            return Problem(f"Expected {len(right)} spikes, got {len(spikes)}.")
        if common and abs(spikes[0] - right[0]) > self.steps:
            return Problem(
                f"The first spike should be at {right[0] * dt:.4g} ms (sample {right[0]}), "
                f"yours is at {spikes[0] * dt:.4g} ms (sample {spikes[0]})."
            )
        intervals, should = np.diff(spikes[:common]), np.diff(right[:common])
        off = np.abs(intervals - should) > self.steps
        if off.any():
            at = int(np.argmax(off))
            return Problem(
                f"Between spikes {at + 1} and {at + 2} there should be {should[at] * dt:.4g} ms, "
                f"yours has {intervals[at] * dt:.4g} ms."
            )
        return None


@dataclass(frozen=True)
class BeforeFirstSpike:
    """V, sample by sample, up to the first spike; takes the whole (V, t, spikes)."""

    close: Close

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        right = np.asarray(expected[0], dtype=float)
        try:
            voltage = numbers(_three(got)[0])
        except NotNumbersError as error:
            return Problem(str(error))
        if voltage.shape != right.shape:
            return self.close(voltage, right, arguments)
        until = expected[2][0] if len(expected[2]) else len(right)
        return self.close(voltage[:until], right[:until], arguments)


@dataclass(frozen=True)
class AfterSpikes:
    """V from each spike to the next: the reset, the hold, the way back up.

    Takes the whole (V, t, spikes). Each stretch may be shifted by one sample.
    """

    close: Close

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        try:
            V, _t, spikes = _three(got)
            V, spikes = numbers(V), indices(spikes)
        except NotNumbersError as error:
            return Problem(str(error))
        right, right_spikes = (
            np.asarray(expected[0], dtype=float),
            np.asarray(expected[2], dtype=int),
        )
        if V.shape != right.shape:
            return self.close(V, right, arguments)
        looked = False
        ends = [*right_spikes[1:], len(right)]
        for number, (spike, right_spike, end) in enumerate(
            zip(spikes, right_spikes, ends, strict=False), start=1
        ):
            length = min(end - right_spike, len(V) - spike) - 3 - _STEPS
            if length > 0:
                looked = True
                problem = self._stretch(V[spike:], right[right_spike:], length, arguments)
                if problem:
                    where = f"Counted from two samples after spike {number} on, "
                    return Problem(where + problem.message, problem.trace)
        if looked or not self.close(V, right, arguments):
            return None
        return Problem("There is no spike to look behind.")

    def _stretch(
        self, V: np.ndarray, right: np.ndarray, length: int, arguments: Mapping[str, Any]
    ) -> Problem | None:
        # From the second sample on: if the hold is a step shorter, the first is the spike itself.
        should = right[2:][:length]
        problems = [
            self.close(V[2 + shift :][:length], should, arguments) for shift in (0, -_STEPS, _STEPS)
        ]
        return None if None in problems else problems[0]


@dataclass(frozen=True)
class Rates:
    """Firing rates in Hz, each within what its spike count leaves open.

    A count may be off by one spike and by one step in each interval.

    Attributes
    ----------
    over
        For messages and a picture: the currents in pA.
    allowed
        What the rates may be off by instead (Hz): where they are random.
    """

    over: np.ndarray | None = None
    allowed: np.ndarray | None = None

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        right = np.asarray(expected, dtype=float)
        try:
            rates = numbers(got)
        except NotNumbersError as error:
            return Problem(str(error))
        if rates.shape != right.shape:
            return Close("The rates", "Hz")(rates, right, arguments)
        wrong = self._wrong(rates, right, arguments["params"])
        if not wrong.any():
            return None
        at = int(np.argmax(wrong))
        about = "" if self.allowed is None else "about "
        where = f"number {at}" if self.over is None else f"at {self.over[at]:g} pA"
        trace = None
        if self.over is not None:
            trace = Trace(self.over, rates, self.over, right, "current (pA)", "rate (Hz)")
        return Problem(
            f"The rate {where}: expected {about}{right[at]:.4g} Hz, got {rates[at]:.4g} Hz "
            f"({wrong.sum()} of {wrong.size} rates differ).",
            trace,
        )

    def _wrong(
        self, rates: np.ndarray, right: np.ndarray, params: Mapping[str, float]
    ) -> np.ndarray:
        if self.allowed is not None:
            return ~(np.abs(rates - right) <= self.allowed)
        spike = 1000 / params["T"]
        counts = right / spike
        near = np.abs(rates - right) / spike <= 1 + counts**2 * params["dt"] / params["T"]
        # Where nothing comes to one spike, the values are in another unit.
        silent = (counts > 2) | ((counts > 0.2 * counts.max()) & (counts.max() < 1))
        return ~near | ((rates == 0) & silent) | ((rates != 0) & (right == 0))

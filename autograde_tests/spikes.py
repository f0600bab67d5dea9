"""Spike trains compared so that every right implementation passes.

Published simulators record a spike at the crossing sample or one later, and start to integrate
again one step sooner or later; so first spikes and intervals may be one step off, and the membrane
potential is compared from each spike on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.verdict import Problem

from .compare import Close, NotNumbersError, numbers

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


@dataclass(frozen=True)
class SpikeTrain:
    """The same number of spikes, the first one and all intervals within one step.

    A spike may be missing or extra only where these single steps add up to move it over the end.
    """

    def __call__(self, got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        try:
            spikes = indices(got)
        except NotNumbersError as error:
            return Problem(str(error))
        right = np.asarray(expected, dtype=int)
        dt = case["params"]["dt"]
        n_steps = round(case["params"]["T"] / dt)
        common = min(len(spikes), len(right))
        longer = max(spikes, right, key=len)
        if len(longer) > common and longer[common] < n_steps - _STEPS * (common + 1):
            return Problem(f"Expected {len(right)} spikes, got {len(spikes)}.")
        if common and abs(spikes[0] - right[0]) > _STEPS:
            return Problem(
                f"The first spike should be at {right[0] * dt:.4g} ms (sample {right[0]}), "
                f"yours is at {spikes[0] * dt:.4g} ms (sample {spikes[0]})."
            )
        intervals, should = np.diff(spikes[:common]), np.diff(right[:common])
        off = np.abs(intervals - should) > _STEPS
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

    def __call__(self, got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        V, right = got[0], np.asarray(expected[0], dtype=float)
        try:
            voltage = numbers(V)
        except NotNumbersError as error:
            return Problem(str(error))
        if voltage.shape != right.shape:
            return self.close(voltage, right, case)
        until = expected[2][0] if len(expected[2]) else len(right)
        return self.close(voltage[:until], right[:until], case)


@dataclass(frozen=True)
class AfterSpikes:
    """V from each spike to the next: the reset, the hold, the way back up.

    Takes the whole (V, t, spikes). Each stretch may be shifted by one sample.
    """

    close: Close

    def __call__(self, got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        try:
            V, spikes = numbers(got[0]), indices(got[2])
        except NotNumbersError as error:
            return Problem(str(error))
        right, right_spikes = (
            np.asarray(expected[0], dtype=float),
            np.asarray(expected[2], dtype=int),
        )
        if V.shape != right.shape:
            return self.close(V, right, case)
        if not len(spikes):
            return Problem("There is no spike to look behind.")
        for spike, right_spike, end in zip(
            spikes, right_spikes, [*right_spikes[1:], len(right)], strict=False
        ):
            problem = self._stretch(V, right, spike, right_spike, end, case)
            if problem:
                return problem
        return None

    def _stretch(
        self,
        V: np.ndarray,
        right: np.ndarray,
        spike: int,
        right_spike: int,
        end: int,
        case: Mapping[str, Any],
    ) -> Problem | None:
        length = end - right_spike - 2 - _STEPS
        room = len(V) - spike - 1 - _STEPS
        length = min(length, room)
        if length <= 0:
            return None
        should = right[right_spike + 1 :][:length]
        problems = [
            self.close(V[spike + 1 + shift :][:length], should, case)
            for shift in (0, -_STEPS, _STEPS)
        ]
        return None if None in problems else problems[0]

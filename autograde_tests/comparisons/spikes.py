"""Runs of a spiking neuron compared so that every right implementation passes.

Published simulators record a spike at the crossing sample or one later, and start to integrate
again one step sooner or later; so first spikes and intervals may be one step off, and the membrane
potential is compared from each spike on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograde_tests.comparisons.traces import OVER_TIME
from autograder.testing.compare import Close, NotNumbersError, Part, Together, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.malformed import MalformedError, comparison
from autograder.testing.verdict import Problem

_STEPS = 1
ABOUT = 3  # steps that an interval may be off by where its exact length is another check
_HIGHEST = 60.0  # mV that spikes are drawn up to


def samples_of(params: Mapping[str, float]) -> int:
    """How many samples a run has."""
    return round(params["T"] / params["dt"])


def indices(value: Any, n_samples: int) -> np.ndarray:
    """Spike indices out of a student's value.

    Parameters
    ----------
    value
        What was returned as spikes.
    n_samples
        How many samples the run has.

    Raises
    ------
    NotNumbersError
        If they are not a list of whole numbers in rising order, each the index of a sample.
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
    outside = spikes[(spikes < 0) | (spikes >= n_samples)]
    if outside.size:
        raise NotNumbersError(
            f"spikes should hold indices of samples, which go from 0 to {n_samples - 1}; "
            f"{outside[0]:.0f} is none of them."
        )
    return spikes.astype(int)


def _three(got: Any) -> Sequence[Any]:
    if not isinstance(got, tuple | list) or len(got) != 3:
        raise MalformedError("It should return 3 things: V, t, spikes.")
    return got


@dataclass(frozen=True)
class SpikeTrain:
    """Spikes as indices of samples: the right number, the first one and all intervals in place.

    A spike may be missing or extra only where single steps add up to move it over the end.

    Attributes
    ----------
    steps
        How many steps the first spike and each interval may be off by.
    """

    steps: int = _STEPS

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        dt, n_steps = arguments["params"]["dt"], samples_of(arguments["params"])
        right = np.asarray(expected, dtype=int)
        # A known mistake may run for longer.
        spikes = indices(got, max(n_steps, right[-1] + 1 if len(right) else 0))
        common = min(len(spikes), len(right))
        longer = max(spikes, right, key=len)
        if len(longer) > common and longer[common] < n_steps - self.steps * (common + 1):
            return Problem(f"Expected {len(right)} spikes, got {len(spikes)}.")
        if common and abs(spikes[0] - right[0]) > self.steps:
            return Problem(
                f"The first spike should be at {right[0] * dt:.4g} ms (sample {right[0]}), "
                f"yours is at {spikes[0] * dt:.4g} ms (sample {spikes[0]})."
            )
        intervals, expected_intervals = np.diff(spikes[:common]), np.diff(right[:common])
        off = np.abs(intervals - expected_intervals) > self.steps
        if off.any():
            at = int(np.argmax(off))
            return Problem(
                f"Between spikes {at + 1} and {at + 2} there should be "
                f"{expected_intervals[at] * dt:.4g} ms, yours has {intervals[at] * dt:.4g} ms."
            )
        return None


@dataclass(frozen=True)
class SpikeTimes:
    """Spikes as times in ms: as many as there should be, each at its time.

    Attributes
    ----------
    shift
        How much sooner or later each may come (ms).
    """

    shift: float

    @comparison
    def __call__(self, got: Any, expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        right, times = np.asarray(expected, dtype=float), numbers(got)
        if times.ndim != 1 or times.shape != right.shape:
            count = times.size if times.ndim else "a single number"
            return Problem(f"Expected {right.size} spikes, got {count}.")
        late = ~(np.abs(times - right) <= self.shift)
        if not late.any():
            return None
        at = int(np.argmax(late))
        return Problem(
            f"Spike number {at + 1}: expected at {right[at]:.5g} ms, got {times[at]:.5g} ms."
        )


def spikes_in_ms(names: Sequence[str]) -> Part:
    """Compare the spikes of two runs that wrongly give them as times in ms.

    Parameters
    ----------
    names
        What a run returns, in order.
    """
    return Part("spikes", names, Close("spikes", "ms", rtol=0.01))


def without_spikes(names: Sequence[str], **units: str) -> Together:
    """Compare a run that has no spikes: times and variables, sample by sample.

    Parameters
    ----------
    names
        What a run returns, in order.
    **units
        The variables to compare, with their units.
    """
    return Together(
        (
            Part("t", names, Close("t", "ms")),
            *(Part(name, names, Close(name, unit, over=OVER_TIME)) for name, unit in units.items()),
            Part("spikes", names, Close("spikes")),
        )
    )


@comparison
def cut_off(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """V at the spikes does not show how far the last step went beyond V_th; takes a whole run.

    What all spikes are drawn up to is open. Known mistakes may overshoot, too.
    """
    V_th = arguments["params"]["V_th"]
    tops = _tops(got)
    if _overshoots(tops, V_th) == _overshoots(_tops(expected), V_th):
        return None
    return Problem(
        f"V goes up to {np.max(tops):.4g} mV at a spike. How far the last step went beyond V_th = "
        f"{V_th:g} mV has no meaning: write V_th down there."
    )


def _tops(run: Any) -> np.ndarray:
    """V at each spike, or at the sample before it."""
    V = numbers(run[0])
    spikes = indices(run[-1], V.size)
    return np.maximum(*(np.take(V, spikes - back, mode="clip") for back in (0, 1)))


def _overshoots(tops: np.ndarray, V_th: float) -> bool:
    above = tops[tops > V_th + 1e-9]
    return above.size > 0 and not (np.ptp(above) <= 1e-6 and above[0] <= _HIGHEST)


def until(count: int, close: Close) -> Comparison:
    """Compare the first samples of a trace, which must have the right length in all."""

    @comparison
    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        value, right = numbers(got), np.asarray(expected, dtype=float)
        if value.shape != right.shape:
            return close(value, right, arguments)
        return close(value[:count], right[:count], arguments)

    return compare


@dataclass(frozen=True)
class BeforeFirstSpike:
    """V, sample by sample, up to the first spike; takes the whole (V, t, spikes)."""

    close: Close

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        V, spikes = expected[0], expected[2]
        count = spikes[0] if len(spikes) else len(V)
        return until(count, self.close)(_three(got)[0], V, arguments)


@dataclass(frozen=True)
class AfterSpikes:
    """V from each spike to the next: the reset, the hold, the way back up.

    Takes the whole (V, t, spikes).

    Attributes
    ----------
    close
        How V is compared.
    steps
        How many samples each stretch may be shifted by.
    """

    close: Close
    steps: int = _STEPS

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        V, _t, spikes = _three(got)
        V = numbers(V)
        right = np.asarray(expected[0], dtype=float)
        right_spikes = np.asarray(expected[2], dtype=int)
        if V.shape != right.shape:
            return self.close(V, right, arguments)
        spikes = indices(spikes, V.size)
        ends = [*right_spikes[1:], len(right)]
        stretches = [
            max(end - spike - 3 - self.steps, 0)
            for spike, end in zip(right_spikes, ends, strict=False)
        ]
        compared = 0
        for number, (spike, right_spike, stretch) in enumerate(
            zip(spikes, right_spikes, stretches, strict=False), start=1
        ):
            length = min(stretch, len(V) - spike - 3 - self.steps)
            if length > 0:
                compared += length
                problem = self._stretch(V[spike:], right[right_spike:], length, arguments)
                if problem:
                    where = f"Counted from two samples after spike {number} on, "
                    return Problem(where + problem.message, problem.trace)
        # How much is compared, the right run decides: all but one stretch, whatever was recorded.
        least = max(sum(stretches) - max(stretches, default=0), sum(stretches) / 2)
        if (stretches and compared >= least) or not self.close(V, right, arguments):
            return None
        return Problem("There are too few spikes to look behind.")

    def _stretch(
        self, V: np.ndarray, right: np.ndarray, length: int, arguments: Mapping[str, Any]
    ) -> Problem | None:
        # If the hold is shorter by a step, the sample that many steps behind is the spike itself.
        first = 1 + self.steps
        stretch = right[first:][:length]
        problems = [
            self.close(V[first + shift :][:length], stretch, arguments)
            for shift in sorted(range(-self.steps, self.steps + 1), key=abs)
        ]
        return None if None in problems else problems[0]

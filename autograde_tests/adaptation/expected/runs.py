"""Runs of a neuron with an adaptation current, compared so that every right implementation passes.

Right simulators differ by where the jump of w shows (at the crossing or a sample later), by which
of the two samples is called the spike, by the V from which w takes the step of the spike (V_reset,
or the V_th at which the spike was cut off), and by one step of the hold. For the parameters of the
hidden tests all that comes to a tenth of b, and to a step or two in an interval; the known mistakes
come to more.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograde_tests.comparisons.spikes import (
    SpikeTrain,
    cut_off,
    indices,
    samples_of,
    spikes_in_ms,
    until,
    without_spikes,
)
from autograde_tests.comparisons.traces import OVER_TIME
from autograder.testing.compare import Close, Part, Together, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.malformed import MalformedError, comparison
from autograder.testing.verdict import Problem
from reference import dwdt

RUN = ("V", "w", "t", "spikes")
STEPS = 2  # in an interval: one for the hold, one for where V crosses V_th
_AROUND = 2  # samples before and after a spike index between which w has certainly jumped
_MOST = 8  # spikes looked at: after them, single steps have added up
_IN_JUMPS = 0.12  # of b, what w may be off by around a spike
_IN_HOLD = 0.1  # of what w changes by in the hold
_FEWEST = 3  # spikes looked at, unless the right run has as few
_LEAST_IN_HOLD = 0.01  # of what w changes by in the holds of the right run
_IN_CLIMB = 2.5  # steps of the way up from V_reset
_ROUND_OFF = 1e-6  # mV, and pA
_ALIKE = 0.0, 0.15  # share of b, and pA: jumps of two runs with the same mistake

V = Close("V", "mV", over=OVER_TIME)
W = Close("w", "pA", over=OVER_TIME)
SUBTHRESHOLD = without_spikes(RUN, V="mV", w="pA")
TRAIN = Part("spikes", RUN, SpikeTrain(STEPS))
SPIKES_IN_MS = spikes_in_ms(RUN)


@comparison
def _about_as_many(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether the first spike comes when it should, and others after it: not when, but how many."""
    spikes, right = indices(got, samples_of(arguments["params"])), np.asarray(expected)
    if not len(right) / 2 <= len(spikes) <= 2 * len(right):
        return Problem(f"Expected {len(right)} spikes, got {len(spikes)}: that is too far off.")
    if len(spikes) and abs(spikes[0] - right[0]) > STEPS:
        return Problem(f"The first spike should be at sample {right[0]}, it is at {spikes[0]}.")
    return None


CUT_OFF = Together((Part("spikes", RUN, _about_as_many), cut_off))


def up_to_spike(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """V and w, sample by sample, up to the first spike; takes the whole run."""
    V_right, _w, _t, spikes = expected
    count = spikes[0] if len(spikes) else len(V_right)
    start = Together((Part("V", RUN, until(count, V)), Part("w", RUN, until(count, W))))
    return start(got, expected, arguments)


class _Runs:
    """Two runs in numbers, and their spikes in pairs.

    Raises
    ------
    MalformedError
        If the first is no run, or hardly fires where it should.
    """

    def __init__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> None:
        if not isinstance(got, tuple | list) or len(got) != 4:
            raise MalformedError("It should return 4 things: V, w, t, spikes.")
        self.V, self.w = numbers(got[0]), numbers(got[1])
        self.V_right, self.w_right = (np.asarray(part, dtype=float) for part in expected[:2])
        self.spikes = indices(got[3], len(self.V_right))
        self.right = np.asarray(expected[3], dtype=int)
        self.params = arguments["params"]
        if self.V.shape != self.V_right.shape or self.w.shape != self.w_right.shape:
            raise MalformedError(
                f"V and w should have {len(self.V_right)} samples, they have shapes "
                f"{self.V.shape} and {self.w.shape}."
            )
        if len(self.spikes) < min(3, len(self.right)):
            raise MalformedError(
                f"Expected {len(self.right)} spikes, got {len(self.spikes)}: too few to look at."
            )

    @property
    def are_equal(self) -> bool:
        """Whether both are the same run, as two of the same stand-in are."""
        V_off, w_off = self.V - self.V_right, self.w - self.w_right
        return bool(np.abs(V_off).max() <= _ROUND_OFF and np.abs(w_off).max() <= _ROUND_OFF)

    @property
    def n_ref(self) -> int:
        return round(self.params["tref"] / self.params["dt"])

    def pairs(self, before: int, after: int) -> Iterator[tuple[int, int, int]]:
        """Number and both indices of the first spikes that have so many samples around them.

        Raises
        ------
        MalformedError
            After the last, if they are too few: how many are compared, the right run decides. A
            mistake in the current may leave few spikes, and does not cost what is right at them.
        """
        last = len(self.V) - after - 1
        both = list(zip(self.spikes, self.right, strict=False))[:_MOST]
        compared = 0
        for number, (mine, theirs) in enumerate(both, start=1):
            if before <= min(mine, theirs) and max(mine, theirs) <= last:
                compared += 1
                yield number, int(mine), int(theirs)
        there = int(np.sum((self.right >= before) & (self.right <= last)))
        if compared < min(_FEWEST, there - (there > 1)):
            raise MalformedError(
                f"Expected {len(self.right)} spikes, got {len(self.spikes)}: too few have samples "
                "enough around them to look at."
            )


@dataclass(frozen=True)
class Jumps:
    """What each spike adds to w; takes the whole run.

    Attributes
    ----------
    allowed
        What it may be off by: a share of b, and pA.
    """

    allowed: tuple[float, float] = (_IN_JUMPS, 0.0)

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        runs = _Runs(got, expected, arguments)
        share, room = self.allowed
        allowed = share * abs(runs.params["b"]) + room
        for number, mine, theirs in runs.pairs(_AROUND, 3 * _AROUND):
            got_from, got_to = runs.w[mine - _AROUND], runs.w[mine + _AROUND]
            later = runs.w[mine + 3 * _AROUND]
            right_from, right_to, right_later = runs.w_right[
                theirs + _AROUND * np.array([-1, 1, 3])
            ]
            right = right_to - right_from
            if not abs(got_to - got_from - right) <= allowed:
                return Problem(
                    f"Around spike {number} w should change by {right:.4g} pA; yours goes from "
                    f"{got_from:.4g} to {got_to:.4g} pA, which is {got_to - got_from:.4g}."
                )
            if not abs(later - got_to - right_later + right_to) <= abs(runs.params["b"]) / 2:
                return Problem(
                    f"Spike {number} should raise w at once; yours still goes from {got_to:.4g} to "
                    f"{later:.4g} pA in the next {2 * _AROUND} samples."
                )
        return None


@comparison
def in_hold(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """What w does between its jump and the end of the hold; takes the whole run.

    It should be what the equation of w says for the V and w that the run has there, so that a hold
    that is too short or at another V is no mistake here.
    """
    runs = _Runs(got, expected, arguments)
    if runs.are_equal:
        return None
    first, last = _AROUND, runs.n_ref - 1
    changes, right_changes = [], []
    for number, mine, theirs in runs.pairs(0, last):
        at = slice(mine + first, mine + last)
        change = runs.w[mine + last] - runs.w[mine + first]
        right = runs.params["dt"] * np.sum(dwdt(runs.V[at], runs.w[at], runs.params))
        changes.append(abs(change))
        right_changes.append(abs(runs.w_right[theirs + last] - runs.w_right[theirs + first]))
        if not abs(change - right) <= _IN_HOLD * abs(right):
            return Problem(
                f"In the hold after spike {number} w should go on, from "
                f"{runs.w[mine + first]:.4g} pA by {right:.4g} pA; yours changes by "
                f"{change:.4g} pA."
            )
    # Where V and w rest, the equation holds, too, and says nothing.
    if np.sum(changes) < _LEAST_IN_HOLD * np.sum(right_changes):
        return Problem("In the holds w hardly changes: it goes on as its equation says.")
    return None


@dataclass(frozen=True)
class Resets:
    """V after each spike: at V_reset for the hold, then on its way up; takes the whole run."""

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        runs = _Runs(got, expected, arguments)
        if runs.are_equal:
            return None
        V_reset, n_ref = runs.params["V_reset"], runs.n_ref
        on_the_way = n_ref + round(2.5 / runs.params["dt"])
        for number, mine, theirs in runs.pairs(0, on_the_way + 1):
            held = runs.V[mine + _AROUND : mine + n_ref - 1]
            if held.size and not np.abs(held - V_reset).max() <= 1e-6 * abs(V_reset):
                return Problem(
                    f"After spike {number} V should be held at V_reset = {V_reset:.6g} mV for "
                    f"{n_ref} samples; yours is between {held.min():.6g} and {held.max():.6g} mV."
                )
            up, right = runs.V[mine + on_the_way], runs.V_right[theirs + on_the_way]
            step = runs.V_right[theirs + on_the_way + 1] - right
            if not abs(up - right) <= _IN_CLIMB * abs(step) + 0.1:
                return Problem(
                    f"{on_the_way} samples after spike {number} V should have climbed to "
                    f"{right:.4g} mV, yours is at {up:.4g} mV."
                )
        return None


def _same_V(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether V does the same after the first spikes, and w in the hold."""
    runs = _Runs(got, other, arguments)
    after = runs.n_ref + round(2.5 / runs.params["dt"])
    for _, mine, theirs in runs.pairs(0, after):
        V_off = (
            runs.V[mine + _AROUND : mine + after]
            - runs.V_right[theirs + _AROUND :][: after - _AROUND]
        )
        change, other_change = (
            w[k + runs.n_ref - 1] - w[k + _AROUND]
            for w, k in ((runs.w, mine), (runs.w_right, theirs))
        )
        if not (
            np.abs(V_off).max() <= 1 and abs(change - other_change) <= 0.15 * abs(other_change)
        ):
            return Problem("Not the same.")
    return None


def same_run(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a run makes the same mistake as another one, and nothing else."""
    problem = up_to_spike(got, other, arguments)
    if problem or not len(other[3]):
        return problem or SUBTHRESHOLD(got, other, arguments)
    compares = (Part("spikes", RUN, SpikeTrain()), Jumps(_ALIKE))
    held = arguments["params"]["tref"] > 3 * arguments["params"]["dt"]
    return Together((*compares, _same_V) if held else compares)(got, other, arguments)


def published(compare: Comparison) -> Comparison:
    """A comparison of runs, for the arguments of the neuron of 2003."""

    def as_published(message: str) -> str:
        message = re.sub(r"V_th = 30 mV|V_th", "30 mV", message).replace(" pA", "")
        return re.sub(r"\bw\b", "u", re.sub(r"\bV\b", "v", message))

    def with_params(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        params = {"b": arguments["d"], "V_reset": arguments["c"], "tref": 0.0, "V_th": 30.0}
        params |= {"T": arguments["T"], "dt": arguments["dt"]}
        problem = compare(got, expected, {"params": params})
        return problem and replace(problem, message=as_published(problem.message))

    return with_params


def as_it_is(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """All of a run, sample by sample."""
    return Together([Part(name, RUN, Close(name)) for name in RUN])(got, other, arguments)

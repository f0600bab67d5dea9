"""Voltages, runs and searches of `nonlinear_if`, compared so that every right one passes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograde_tests.comparisons.spikes import (
    ABOUT,
    BeforeFirstSpike,
    SpikeTrain,
    cut_off,
    spikes_in_ms,
    without_spikes,
)
from autograde_tests.comparisons.traces import OVER_TIME
from autograder.testing.compare import Close, Part, Together, numbers, same_shape
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

_ROUGHLY = 3.0  # pA: less than what any other mistake makes of it
_HUGE = 1e3  # mV: whatever the cap, the next step is a spike

RUN = ("V", "t", "spikes")
PER_MS = ("mV/ms", "mV / ms", "mV per ms", "mV ms")  # how its unit may be written
RATE_OF_V = Close("dV/dt", "mV/ms")
# A formula of three terms, which twenty pages of expected numbers would give away.
RHEOBASE = Close("The rheobase", "pA", shows_expected=False)
F = Close("f", "mV")
V = Close("V", "mV", over=OVER_TIME)
BEFORE = BeforeFirstSpike(V)
SUBTHRESHOLD = without_spikes(RUN, V="mV")
SPIKES = Part("spikes", RUN, SpikeTrain())
ABOUT_SPIKES = Part("spikes", RUN, SpikeTrain(ABOUT))
CUT_OFF = Together((ABOUT_SPIKES, cut_off))
SPIKES_IN_MS = spikes_in_ms(RUN)


@comparison
def huge_but_finite(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Compare where the exponential is small; where it is not, any huge number will do."""
    right = np.asarray(expected, dtype=float)
    if not np.isfinite(right).all():  # a known mistake
        return F(got, right, arguments)
    value = numbers(got)
    steep = right > _HUGE
    if value.shape != right.shape or not steep.any():
        return F(value, right, arguments)
    if not np.isfinite(value).all():
        return Problem("It is not finite far above V_rh: cap the exponent before you use it.")
    if (value[steep] < _HUGE).any():
        return Problem("Far above V_rh the exponential should be huge, in spite of the cap.")
    return F(value[~steep], right[~steep], arguments)


@comparison
def finite(got: Any, expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
    """V is finite in every sample; or is not, as that of a known mistake."""
    V = numbers(got)
    same_shape("V", V, np.asarray(expected))
    finite = np.isfinite(V)
    if finite.all() == np.isfinite(expected).all():
        return None
    return Problem(
        f"V is not finite at sample {np.argmin(finite)}: cap the exponent, and set V to V_th there."
    )


FINITE_SPIKES = Together((Part("V", RUN, finite), ABOUT_SPIKES))


def spikes_as_voltages(got: Any, other: Any, _arguments: Mapping[str, Any]) -> Problem | None:
    """Voltages at spikes may be any; they are values of V, and as many as there are spikes."""
    V, spikes = (np.asarray(part, dtype=float) for part in (got[0], got[2]))
    same = spikes.shape == np.shape(other[2]) and np.isin(spikes, V).all()
    return None if same else Problem("These are not voltages of the spikes.")


def runs_away(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether V does not come back, with no spike written down; how far it goes depends."""
    if other[0][-1] < arguments["params"]["V_th"]:
        return SUBTHRESHOLD(got, other, arguments)
    away = np.size(got[2]) == 0 and got[0][-1] >= arguments["params"]["V_th"]
    return None if away else Problem("It comes back, or there are spikes.")


@comparison
def within_tol(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """A current within the tolerance that was asked for."""
    value = numbers(got)
    if value.shape:
        return Problem("One number is needed: a current in pA.")
    if abs(value - expected) <= 1.001 * arguments["tol"]:
        return None
    # Not how far it is off: a sum of the arguments could be fitted to that.
    why = "it fires at less" if value > expected else "it does not fire there"
    return Problem(f"{value:.7g} pA is off by more than tol = {arguments['tol']:g} pA: {why}.")


def roughly(got: Any, other: Any, _arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a search was on the right way when it ended."""
    if np.shape(got) == () and abs(got - other) <= _ROUGHLY:
        return None
    return Problem("It is somewhere else.")

"""The exercises of `adaptation` that simulate a neuron, and what is asked of each of them."""

from collections.abc import Callable, Sequence

import reference
from autograde_tests.adaptation import inputs, mistakes, parts
from autograde_tests.adaptation.expected import runs
from autograder.testing.compare import Together
from autograder.testing.exercise import Check, Exercise, mistakes_of


def _cut_off(constant: Callable, weight: float) -> Check:
    return Check("at a spike V is written down as V_th", constant, runs.CUT_OFF, weight)


def _checks_of_w(constant: Callable, weights: Sequence[float]) -> tuple[Check, ...]:
    """What w does at a spike and after it: two checks, or one of both."""
    if len(weights) == 1:
        both = Together((runs.Jumps(), runs.in_hold))
        title = "each spike raises w by b, and w goes on in the hold"
        return (Check(title, constant, both, weight=weights[0]),)
    return (
        Check("each spike raises w by b", constant, runs.Jumps(), weight=weights[0]),
        Check("w goes on in the hold", constant, runs.in_hold, weight=weights[1]),
    )


def _simulator_checks(
    changing: Callable, constant: Callable, without_hold: Callable, weights: Sequence[float]
) -> tuple[Check, ...]:
    """What is asked of each simulator of the family."""
    return (
        Check(
            "without spikes V and w follow a changing current, sample by sample",
            changing,
            runs.SUBTHRESHOLD,
            weight=weights[0],
        ),
        Check("V and w up to the first spike", constant, runs.up_to_spike, weight=weights[1]),
        *_checks_of_w(constant, weights[2:-2]),
        Check(
            "after each spike V is reset, held for tref, and climbs again",
            constant,
            runs.Resets(),
            weight=weights[-2],
        ),
        Check(
            "with tref = 0, the spikes come when they should",
            without_hold,
            runs.TRAIN,
            weight=weights[-1],
        ),
    )


ANY_MEMBRANE = Exercise(
    "simulate_adaptive",
    reference.simulate_adaptive,
    points=15,
    checks=(
        *_simulator_checks(
            inputs.changing_current,
            inputs.constant_current,
            inputs.without_hold,
            weights=(2.5, 1, 3, 2, 2.5, 2),
        ),
        _cut_off(inputs.constant_current, 0.5),
        Check(
            "w does not feel how far V overshoots",
            inputs.overshooting,
            runs.Jumps(),
            weight=1.5,
        ),
    ),
    misconceptions=mistakes_of(
        mistakes,
        "simulate_adaptive",
        runs.same_run,
        spikes_in_ms=runs.SPIKES_IN_MS,
        w_last=runs.as_it_is,
        draws_spikes=runs.as_it_is,
        overshoot_written=runs.as_it_is,
    ),
    from_parts=reference.simulate_adaptive,
)

A_LIF = Exercise(
    "simulate_aLIF",
    reference.simulate_aLIF,
    points=3,
    checks=_simulator_checks(
        inputs.changing_aLIF,
        inputs.constant_aLIF,
        inputs.without_hold_aLIF,
        weights=(0.5, 0.25, 1, 0.75, 0.5),
    ),
    misconceptions=mistakes_of(
        mistakes,
        "simulate_aLIF",
        runs.same_run,
        spikes_in_ms=runs.SPIKES_IN_MS,
        w_last=runs.as_it_is,
        draws_spikes=runs.as_it_is,
    ),
    from_parts=parts.simulate_aLIF,
)

ADEX = Exercise(
    "simulate_AdEx",
    reference.simulate_AdEx,
    points=4,
    checks=(
        *_simulator_checks(
            inputs.changing_AdEx,
            inputs.constant_AdEx,
            inputs.without_hold_AdEx,
            weights=(0.75, 0.25, 0.75, 0.75, 0.75),
        ),
        _cut_off(inputs.constant_AdEx, 0.25),
        Check(
            "w does not feel how far V overshoots",
            inputs.overshooting_AdEx,
            runs.Jumps(),
            weight=0.5,
        ),
    ),
    misconceptions=mistakes_of(
        mistakes,
        "simulate_AdEx",
        runs.same_run,
        spikes_in_ms=runs.SPIKES_IN_MS,
        draws_spikes=runs.as_it_is,
        overshoot_written=runs.as_it_is,
    ),
    from_parts=parts.simulate_AdEx,
)

IZHIKEVICH = Exercise(
    "simulate_Izhikevich",
    reference.simulate_Izhikevich,
    points=3,
    checks=(
        *_simulator_checks(
            inputs.changing_Izhikevich,
            inputs.constant_Izhikevich,
            inputs.without_hold_Izhikevich,
            weights=(0.75, 0.25, 0.75, 0.5, 0.5),
        ),
        _cut_off(inputs.constant_Izhikevich, 0.25),
    ),
    misconceptions=mistakes_of(
        mistakes,
        "simulate_Izhikevich",
        runs.same_run,
        spikes_in_ms=runs.SPIKES_IN_MS,
        draws_spikes=runs.as_it_is,
        overshoot_written=runs.as_it_is,
    ),
    from_parts=parts.simulate_Izhikevich,
)

PUBLISHED = Exercise(
    "simulate_Izhikevich2003",
    reference.simulate_Izhikevich2003,
    points=3,
    checks=(
        Check(
            "without spikes v and u follow a changing input, sample by sample",
            inputs.weak_input,
            runs.published(runs.SUBTHRESHOLD),
            weight=0.75,
        ),
        Check(
            "v and u up to the first spike",
            inputs.strong_input,
            runs.published(runs.up_to_spike),
            0.25,
        ),
        Check(
            "each spike raises u by d",
            inputs.strong_input,
            runs.published(runs.Jumps()),
            weight=0.75,
        ),
        Check(
            "the spikes come when they should",
            inputs.strong_input,
            runs.published(runs.TRAIN),
            weight=0.5,
        ),
        Check(
            "at a spike v is written down as 30",
            inputs.strong_input,
            runs.published(runs.CUT_OFF),
            weight=0.25,
        ),
        Check(
            "with a coarse time step, too",
            inputs.coarse_input,
            runs.published(runs.TRAIN),
            weight=0.5,
        ),
    ),
    misconceptions=mistakes_of(
        mistakes,
        "simulate_Izhikevich2003",
        runs.published(runs.same_run),
        spikes_in_ms=runs.published(runs.SPIKES_IN_MS),
    ),
    from_parts=parts.published_from_w,
    optional=True,
)

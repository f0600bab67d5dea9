"""The `lif` assignment: the leaky integrate-and-fire neuron, its spikes, rates and intervals."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

import reference as right
from autograde_tests.lif import inputs as draw
from autograde_tests.lif import mistakes as wrong
from autograde_tests.lif.figures import (
    CURVE,
    FI_curve,
    exchanged,
    plot_FI_noise,
    plot_FI_tau,
    plot_ISI_histograms,
    rates,
    rates_first,
    same_curves,
    same_histograms,
)
from autograde_tests.spikes import AfterSpikes, BeforeFirstSpike, SpikeTrain, indices
from autograder.testing.compare import Close, Part, Together
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import Curves, Histograms, Labels, Legend, ReturnsAxes, SameRange
from autograder.testing.verdict import Problem
from reference import get_CV, get_ISI, spike_freq

# Comparisons


def _spikes_in_ms(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    return Part("spikes", _RUN, Close("spikes", "ms", rtol=0.01))(got, other, arguments)


def _as_many_spikes(got: Any, expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
    """With noise, a step more or less in one interval changes the later ones."""
    count, should = len(indices(got)), len(expected)
    if abs(count - should) <= 1 + 0.1 * should:
        return None
    return Problem(f"Expected about {should} spikes, got {count}.")


def _alike_by_chance(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two noisy runs differ by their random numbers only."""
    if _BEFORE(got, right.simulate_noisy_LIF(*arguments.values()), arguments) is None:
        return Problem("It is the noise of this seed.")
    (V, _, spikes), (W, _, others) = got, other
    jitter = np.median(np.abs(np.diff(V))) / np.median(np.abs(np.diff(W)))
    alike = 0.7 < jitter < 1.4 and abs(np.mean(V) - np.mean(W)) < 5
    alike &= abs(len(spikes) - len(others)) <= 5 + 0.5 * len(others)
    return None if alike else Problem("Not the same noise.")


def _alike_for_seed_0(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    return (_BEFORE if arguments["myseed"] else _alike_by_chance)(got, other, arguments)


_RUN = ("V", "t", "spikes")
_TIME = ("time t (ms)", lambda arguments, n: arguments["params"]["dt"] * np.arange(n))
_RATE_OF_V = Close(
    "dV/dt", "mV/ms", over=("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V_val"]))
)
_V_AT_T = Close(
    "V", "mV", over=("time t (ms)", lambda arguments, _n: np.atleast_1d(arguments["t"]))
)
_V = Close("V", "mV", over=_TIME)
_BEFORE = BeforeFirstSpike(_V)
_SUBTHRESHOLD = Together(
    (
        Part("t", _RUN, Close("t", "ms")),
        Part("V", _RUN, _V),
        Part("spikes", _RUN, Close("spikes")),
    )
)
_FREQ = Close("The rate", "Hz")
_CURRENTS = Part("I_range", CURVE, Close("I_range", "pA"))
_ISI = Close("ISI", "ms")
_FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=6)


def _checks_of_form(inputs: Callable) -> tuple[Check, ...]:
    labels = Labels(["pA"], ["Hz"])
    named = "the axes name the current (pA) and the rate (Hz)"
    return (
        Check(named, inputs, labels, weight=0.5, repeats=1),
        Check("a legend says which curve is which", inputs, Legend(), repeats=1),
        Check("the function returns the Axes", inputs, ReturnsAxes(), weight=0.5, repeats=1),
    )


assignment = Assignment(
    Exercise(
        "dvdt_proto_LIF",
        right.dvdt_proto_LIF,
        points=4,
        checks=(
            Check("the leak alone", draw.leak_alone, _RATE_OF_V),
            Check("the injected current alone", draw.input_alone, _RATE_OF_V),
            Check("both, at each V of an array", draw.leak_and_input, _RATE_OF_V),
            Check("whole numbers", draw.whole_numbers, _RATE_OF_V),
        ),
        misconceptions=mistakes_of(wrong, "dvdt_proto_LIF"),
    ),
    Exercise(
        "steady_state_voltage",
        right.steady_state_voltage,
        points=3,
        checks=(
            Check("below threshold", draw.below, _V, weight=2, repeats=3),
            Check("above threshold, which the proto-LIF does not have", draw.above, _V),
        ),
        misconceptions=mistakes_of(wrong, "steady_state_voltage"),
    ),
    Exercise(
        "V_proto_LIF",
        right.V_proto_LIF,
        points=6,
        checks=(
            Check("without current V relaxes from V_0 to E_L", draw.relaxing, _V_AT_T, weight=2),
            Check("a current charges the membrane", draw.charging, _V_AT_T, weight=3),
            Check("V at one time", draw.one_time, _V_AT_T),
        ),
        misconceptions=mistakes_of(wrong, "V_proto_LIF"),
        uses=(right.steady_state_voltage,),
    ),
    Exercise(
        "dvdt_LIF",
        right.dvdt_LIF,
        points=4,
        checks=(
            Check("the leak alone", draw.leak_alone, _RATE_OF_V),
            Check("the injected current alone", draw.input_alone, _RATE_OF_V),
            Check("both, at each V of an array", draw.leak_and_input, _RATE_OF_V),
            Check("whole numbers", draw.whole_numbers, _RATE_OF_V),
        ),
        misconceptions=mistakes_of(wrong, "dvdt_LIF"),
    ),
    Exercise(
        "simulate_LIF",
        right.simulate_LIF,
        points=14,
        checks=(
            Check(
                "below threshold V follows a changing current, sample by sample",
                draw.changing_current,
                _SUBTHRESHOLD,
                weight=3,
            ),
            Check(
                "a constant current charges the membrane up to the first spike",
                draw.constant_current,
                _BEFORE,
                weight=2,
            ),
            Check(
                "after each spike V is reset, held for tref, and climbs again",
                draw.constant_current,
                AfterSpikes(_V),
                weight=3,
            ),
            Check(
                "the spikes come when they should",
                draw.constant_current,
                Part("spikes", _RUN, SpikeTrain()),
                weight=4,
            ),
            Check(
                "a current that is switched on and off: spikes only in between",
                draw.step_of_current,
                Part("spikes", _RUN, SpikeTrain()),
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(wrong, "simulate_LIF", spikes_in_ms=_spikes_in_ms),
        uses=(right.dvdt_LIF,),
    ),
    Exercise(
        "spike_freq",
        spike_freq,
        points=4,
        checks=(
            Check("a list of spikes", draw.spike_list, _FREQ, weight=2),
            Check("an array of spikes", draw.spike_array, _FREQ),
            Check("no spikes: 0 Hz", draw.no_spikes, _FREQ, control_inputs=draw.spike_list),
        ),
        misconceptions=mistakes_of(wrong, "spike_freq"),
    ),
    Exercise(
        "rheobase_LIF",
        right.rheobase_LIF,
        points=4,
        checks=(
            Check(
                "the rheobase", draw.neuron_alone, Close("The rheobase", "pA"), weight=4, repeats=4
            ),
        ),
        misconceptions=mistakes_of(wrong, "rheobase_LIF"),
        uses=(right.steady_state_voltage,),
    ),
    Exercise(
        "simulate_noisy_LIF",
        right.simulate_noisy_LIF,
        points=5,
        checks=(
            Check(
                "V under the weak noise of a given seed", draw.weak_noise, _SUBTHRESHOLD, weight=2
            ),
            Check("seed 0 is a seed", draw.weak_noise_of_seed_0, _SUBTHRESHOLD),
            Check(
                "strong noise: V up to the first spike, and about as many spikes",
                draw.strong_noise,
                Together((_BEFORE, Part("spikes", _RUN, _as_many_spikes))),
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(
            wrong,
            "simulate_noisy_LIF",
            seed_ignored=_alike_by_chance,
            seed_zero_dropped=_alike_for_seed_0,
        ),
        uses=(right.dvdt_LIF, right.simulate_LIF),
    ),
    Exercise(
        "FI_curve",
        FI_curve,
        points=8,
        checks=(
            Check("the currents", draw.noiseless_curve, _CURRENTS),
            Check(
                "the rates without noise",
                draw.noiseless_curve,
                rates(),
                weight=3,
            ),
            Check(
                "the rates with noise",
                draw.noisy_curve,
                rates(noisy=True),
                weight=3,
                repeats=1,
            ),
            Check(
                "no noise and 0, 50 ... 950 pA where nothing else is asked for",
                draw.default_curve,
                Together((_CURRENTS, rates())),
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(wrong, "FI_curve", swapped=rates_first),
        uses=(right.dvdt_LIF, right.simulate_LIF, right.simulate_noisy_LIF, spike_freq),
    ),
    Exercise(
        "plot_FI_tau",
        plot_FI_tau,
        points=5,
        checks=(
            Check(
                "the curve of each tau_m, with its own label", draw.taus, _FI, weight=3, repeats=1
            ),
            *_checks_of_form(draw.taus),
        ),
        misconceptions=mistakes_of(
            wrong,
            "plot_FI_tau",
            only_C_m=same_curves,
            one_tau=same_curves,
            by_g_L=same_curves,
            axes_swapped=exchanged,
        ),
        uses=(right.dvdt_LIF, right.simulate_LIF, spike_freq, right.FI_curve),
        draws_figure=True,
    ),
    Exercise(
        "plot_FI_noise",
        plot_FI_noise,
        points=5,
        checks=(
            Check(
                "the curve of each sigma, with its own label", draw.sigmas, _FI, weight=3, repeats=1
            ),
            *_checks_of_form(draw.sigmas),
        ),
        misconceptions=mistakes_of(wrong, "plot_FI_noise", without_sigma=same_curves),
        uses=(
            right.dvdt_LIF,
            right.simulate_LIF,
            right.simulate_noisy_LIF,
            spike_freq,
            right.FI_curve,
        ),
        draws_figure=True,
    ),
    Exercise(
        "get_ISI",
        get_ISI,
        points=5,
        checks=(
            Check("a list of spikes", draw.spike_list, _ISI, weight=2),
            Check("an array of spikes", draw.spike_array, _ISI),
            Check(
                "no spikes: an empty array", draw.no_spikes, _ISI, control_inputs=draw.spike_list
            ),
            Check(
                "one spike: an empty array", draw.one_spike, _ISI, control_inputs=draw.spike_list
            ),
        ),
        misconceptions=mistakes_of(wrong, "get_ISI"),
    ),
    Exercise(
        "plot_ISI_histograms",
        plot_ISI_histograms,
        points=4,
        checks=(
            Check(
                "each panel shows all of its intervals",
                draw.two_samples,
                Histograms(),
                weight=2,
                repeats=1,
            ),
            Check("both panels have the same x range", draw.two_samples, SameRange(), repeats=1),
            Check(
                "the x axis says ISI (ms), the y axis what is counted",
                draw.two_samples,
                Labels([("ISI", "interval"), "ms"], [], count=2),
                weight=0.5,
                repeats=1,
            ),
            Check(
                "the function returns both Axes",
                draw.two_samples,
                ReturnsAxes(2),
                weight=0.5,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(
            wrong,
            "plot_ISI_histograms",
            swapped=same_histograms,
            same=same_histograms,
            same_noisy=same_histograms,
            bins_of_first=same_histograms,
        ),
        draws_figure=True,
    ),
    Exercise(
        "get_CV",
        get_CV,
        points=4,
        checks=(
            Check("a train of irregular intervals", draw.train, Close("CV"), weight=2),
            Check("bursts, with a CV above 1", draw.bursts, Close("CV")),
            Check(
                "a regular train: 0", draw.clock, Close("CV"), weight=0.5, control_inputs=draw.train
            ),
            Check(
                "one interval: nan",
                draw.two_spikes,
                Close("CV"),
                weight=0.5,
                control_inputs=draw.train,
            ),
        ),
        misconceptions=mistakes_of(wrong, "get_CV"),
    ),
    Exercise(
        "firing_rate_LIF",
        right.firing_rate_LIF,
        points=5,
        checks=(
            Check("above the rheobase", draw.above, _FREQ, weight=3, repeats=3),
            Check("below the rheobase: 0", draw.below, _FREQ, control_inputs=draw.above),
            Check("at the rheobase: 0", draw.at_rheobase, _FREQ, control_inputs=draw.above),
        ),
        misconceptions=mistakes_of(wrong, "firing_rate_LIF"),
        uses=(right.steady_state_voltage, right.rheobase_LIF),
        optional=True,
    ),
    questions=(
        "answer_asymptote",
        "answer_refractory",
        "answer_units",
        "answer_noise",
        "answer_FI",
        "answer_tau_rheobase",
        "answer_regularity",
    ),
)
grade = assignment.grade

"""The `lif` assignment: the leaky integrate-and-fire neuron, its spikes, rates and intervals."""

import reference
from autograde_tests.comparisons.curves import FI_AXES
from autograde_tests.comparisons.spikes import ABOUT, AfterSpikes
from autograde_tests.lif import decoys, expected, inputs, mistakes, parts, unknown_neuron
from autograde_tests.lif.equivalents import EQUIVALENTS
from autograde_tests.unknown_neurons import Parameter
from autograder.testing.compare import Together
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import (
    Labels,
    LeavesArguments,
    Legend,
    ReturnsAxes,
    figure_checks,
)
from autograder.testing.histograms import SameRange

_FORM_OF_FI = (
    (FI_AXES[0], 0.25, FI_AXES[2]),
    ("a legend says which curve is which", 0.5, Legend()),
    (
        "the function returns the Axes, and does not change params",
        0.25,
        Together((ReturnsAxes(), LeavesArguments())),
    ),
)

assignment = Assignment(
    Exercise(
        "dvdt_proto_LIF",
        reference.dvdt_proto_LIF,
        points=4,
        is_formula=True,
        checks=(
            Check("the leak alone", inputs.leak_alone, expected.RATE_OF_V),
            Check("the injected current alone", inputs.input_alone, expected.RATE_OF_V),
            Check("both, at each V of an array", inputs.leak_and_input, expected.RATE_OF_V),
            Check("whole numbers", inputs.whole_numbers, expected.RATE_OF_V),
        ),
        misconceptions=mistakes_of(mistakes, "dvdt_proto_LIF"),
    ),
    Exercise(
        "steady_state_voltage",
        reference.steady_state_voltage,
        points=3,
        is_formula=True,
        checks=(
            Check("below threshold", inputs.below, expected.STEADY_V, weight=2, repeats=3),
            Check(
                "above threshold, which the proto-LIF does not have",
                inputs.above,
                expected.STEADY_V,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "steady_state_voltage"),
        from_parts=parts.steady_state_from_rate,
    ),
    Exercise(
        "V_proto_LIF",
        reference.V_proto_LIF,
        points=6,
        is_formula=True,
        checks=(
            Check(
                "without current V relaxes from V_0 to E_L",
                inputs.relaxing,
                expected.V_AT_T,
                weight=2,
            ),
            Check("a current charges the membrane", inputs.charging, expected.V_AT_T, weight=3),
            Check("V at one time", inputs.one_time, expected.V_AT_T),
        ),
        misconceptions=mistakes_of(mistakes, "V_proto_LIF"),
        from_parts=parts.V_from_steady_state,
    ),
    Exercise(
        "dvdt_LIF",
        reference.dvdt_LIF,
        points=4,
        is_formula=True,
        checks=(
            Check("the leak alone", inputs.leak_alone, expected.RATE_OF_V),
            Check("the injected current alone", inputs.input_alone, expected.RATE_OF_V),
            Check("both, at each V of an array", inputs.leak_and_input, expected.RATE_OF_V),
            Check("whole numbers", inputs.whole_numbers, expected.RATE_OF_V),
        ),
        misconceptions=mistakes_of(mistakes, "dvdt_LIF"),
        from_parts=(parts.dvdt_LIF, parts.dvdt_from_steady_state),
    ),
    Exercise(
        "simulate_LIF",
        reference.simulate_LIF,
        points=14,
        checks=(
            Check(
                "below threshold V follows a changing current, sample by sample",
                inputs.changing_current,
                expected.SUBTHRESHOLD,
                weight=3,
            ),
            Check(
                "a constant current charges the membrane up to the first spike",
                inputs.constant_current,
                expected.BEFORE,
                weight=2,
            ),
            Check(
                "after each spike V is reset, held for tref, and climbs again",
                inputs.constant_current,
                AfterSpikes(expected.V, steps=ABOUT),
                weight=2.5,
            ),
            Check(
                "the spikes come about when they should",
                inputs.constant_current,
                expected.ABOUT_SPIKES,
                weight=3,
            ),
            Check(
                "each interval is right to a time step",
                inputs.constant_current,
                expected.SPIKES,
                weight=1.5,
            ),
            Check(
                "a current that is switched on and off: spikes only in between",
                inputs.step_of_current,
                expected.ABOUT_SPIKES,
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "simulate_LIF", spikes_in_ms=expected.SPIKES_IN_MS),
        from_parts=parts.simulate_LIF,
    ),
    Exercise(
        "spike_freq",
        reference.spike_freq,
        points=4,
        is_formula=True,
        checks=(
            Check("a list of spikes", inputs.spike_list, expected.FREQ, weight=3),
            Check(
                "no spikes: 0 Hz",
                inputs.no_spikes,
                expected.FREQ,
                control_inputs=inputs.spike_array,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "spike_freq"),
    ),
    Exercise(
        "rheobase_LIF",
        reference.rheobase_LIF,
        points=4,
        is_formula=True,
        checks=(
            Check(
                "the rheobase",
                inputs.neuron_alone,
                expected.RHEOBASE,
                weight=4,
                repeats=4,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "rheobase_LIF"),
        from_parts=(parts.rheobase_LIF, parts.rheobase_from_rest),
    ),
    Exercise(
        "simulate_noisy_LIF",
        reference.simulate_noisy_LIF,
        points=5,
        checks=(
            Check(
                "V under the weak noise of a given seed",
                inputs.weak_noise,
                expected.SUBTHRESHOLD,
                weight=2,
            ),
            Check("seed 0 is a seed", inputs.weak_noise_of_seed_0, expected.SUBTHRESHOLD),
            Check(
                "strong noise: V up to the first spike, and about as many spikes",
                inputs.strong_noise,
                expected.NOISY_RUN,
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "simulate_noisy_LIF",
            seed_ignored=expected.alike_by_chance,
            seed_zero_dropped=expected.alike_for_seed_0,
        ),
        from_parts=parts.simulate_noisy_LIF,
    ),
    Exercise(
        "FI_curve",
        expected.FI_curve,
        points=8,
        checks=(
            Check("the currents", inputs.noiseless_curve, expected.CURRENTS),
            Check(
                "the rates without noise",
                inputs.noiseless_curve,
                expected.RATES,
                weight=3,
                repeats=3,
            ),
            Check(
                "the rates with noise",
                inputs.noisy_curve,
                expected.NOISY_RATES,
                weight=2,
                repeats=2,
                is_random=True,
            ),
            Check(
                "fresh noise for each current",
                inputs.nearly_one_current,
                expected.FRESH_NOISE,
                repeats=3,
                is_random=True,
            ),
            Check(
                "no noise and 0, 50 ... 950 pA where nothing else is asked for",
                inputs.default_curve,
                expected.CURVE,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "FI_curve",
            expected.alike_curves,
            swapped=expected.alike_rates_first,
            without_noise=expected.CURVE,
            one_seed=expected.alike_in_one_noise,
        ),
        from_parts=expected.FI_curve,
    ),
    Exercise(
        "plot_FI_tau",
        expected.plot_FI_tau,
        points=3,
        checks=figure_checks(
            inputs.taus,
            ("the curve of each tau_m, with its own label", 2, expected.FI),
            *_FORM_OF_FI,
        ),
        misconceptions=mistakes_of(
            mistakes,
            "plot_FI_tau",
            only_C_m=expected.SAME_CURVES,
            one_tau=expected.SAME_CURVES,
            by_g_L=expected.SAME_CURVES,
            axes_swapped=expected.EXCHANGED,
        ),
        draws_figure=True,
    ),
    Exercise(
        "plot_FI_noise",
        expected.plot_FI_noise,
        points=3,
        checks=figure_checks(
            inputs.sigmas,
            ("the curve of each sigma, with its own label", 2, expected.FI),
            *_FORM_OF_FI,
        ),
        misconceptions=mistakes_of(mistakes, "plot_FI_noise", without_sigma=expected.SAME_CURVES),
        draws_figure=True,
    ),
    Exercise(
        "get_ISI",
        reference.get_ISI,
        points=3,
        is_formula=True,
        checks=(
            Check("a list of spikes", inputs.spike_list, expected.ISI, weight=2),
            Check(
                "no spikes: an empty array",
                inputs.no_spikes,
                expected.ISI,
                weight=0.5,
                control_inputs=inputs.spike_array,
            ),
            Check(
                "one spike: an empty array",
                inputs.one_spike,
                expected.ISI,
                weight=0.5,
                control_inputs=inputs.spike_array,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "get_ISI"),
    ),
    Exercise(
        "plot_ISI_histograms",
        expected.plot_ISI_histograms,
        points=4,
        checks=figure_checks(
            inputs.two_samples,
            ("each panel shows all of its intervals", 1.5, expected.INTERVALS),
            ("the bars count intervals", 0.5, expected.counted),
            ("both panels have the same x range", 1, SameRange()),
            (
                "the x axis says ISI (ms), the y axis what is counted",
                0.5,
                Labels([("ISI", "interval"), "ms"], [], count=2),
            ),
            ("the function returns both Axes", 0.5, ReturnsAxes(2)),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "plot_ISI_histograms",
            swapped=expected.same_histograms,
            same=expected.same_histograms,
            same_noisy=expected.same_histograms,
            bins_of_first=expected.same_histograms,
        ),
        draws_figure=True,
    ),
    Exercise(
        "get_CV",
        reference.get_CV,
        points=4,
        checks=(
            Check("a train of irregular intervals", inputs.train, expected.CV, weight=1.5),
            Check("bursts, with a CV above 1", inputs.bursts, expected.CV),
            Check(
                "a regular train: 0",
                inputs.clock,
                expected.CV,
                weight=0.5,
                control_inputs=inputs.bursts,
            ),
            Check("two intervals are enough", inputs.three_spikes, expected.CV, weight=0.5),
            Check(
                "one interval: nan",
                inputs.two_spikes,
                expected.CV,
                weight=0.5,
                control_inputs=inputs.bursts,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "get_CV"),
        from_parts=parts.CV_of_intervals,
    ),
    Exercise(
        "find_parameters",
        unknown_neuron.measured,
        points=6,
        checks=(
            *(
                Check(compare.name, unknown_neuron.unknown, compare, weight=0.75)
                for compare in (
                    Parameter("E_L", "mV", 0.2),
                    Parameter("g_L", "nS", 0.03, is_share=True),
                    Parameter("tau_m", "ms", 0.04, is_share=True),
                    Parameter("V_th", "mV", 0.5),
                    Parameter("V_reset", "mV", 0.2),
                    Parameter("tref", "ms", 0.25),
                )
            ),
            Check(
                "the spikes for a current that was not injected",
                unknown_neuron.unknown,
                unknown_neuron.predicts,
                weight=1.5,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "find_parameters"),
    ),
    Exercise(
        "firing_rate_LIF",
        reference.firing_rate_LIF,
        points=5,
        is_formula=True,
        checks=(
            Check("above the rheobase", inputs.above, expected.FREQ, weight=3, repeats=3),
            Check(
                "below the rheobase: 0", inputs.below, expected.FREQ, control_inputs=inputs.above
            ),
            Check(
                "at the rheobase: 0", inputs.at_rheobase, expected.FREQ, control_inputs=inputs.above
            ),
        ),
        misconceptions=mistakes_of(mistakes, "firing_rate_LIF"),
        from_parts=parts.firing_rate,
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
    decoys=decoys,
    equivalents=EQUIVALENTS,
)
grade = assignment.grade

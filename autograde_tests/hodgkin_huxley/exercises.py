"""The `hodgkin_huxley` assignment: the membrane, the spike, and experiments on it."""

import reference
from autograde_tests.hodgkin_huxley import decoys, expected, inputs, membrane, mistakes, parts
from autograde_tests.hodgkin_huxley.equivalents import EQUIVALENTS
from autograder.testing.compare import Close
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import Labels, Legend, Markers, ReturnsAxes, figure_checks

_FI_AXES = (
    "the axes name the current (uA/cm2) and the rate (Hz)",
    0.5,
    Labels(["cm"], ["Hz"]),
)
_RETURNS_AXES = ("the function returns the Axes", 0.5, ReturnsAxes())

assignment = Assignment(
    *membrane.EXERCISES,
    Exercise(
        "simulate_HH",
        reference.simulate_HH,
        points=14,
        checks=(
            Check(
                "V starts at V_0, each gate at its steady state there, and they set off rightly",
                inputs.step_of_current,
                expected.START,
                weight=3,
            ),
            Check(
                "below threshold V follows a current that changes",
                inputs.changing_current,
                expected.SUBTHRESHOLD,
                weight=3,
            ),
            Check(
                "a step of current: V rises, falls, dips and rises again",
                inputs.step_of_current,
                expected.SPIKING_V,
                weight=4,
            ),
            Check(
                "a step of current: m, h and n follow",
                inputs.step_of_current,
                expected.GATES,
                weight=2,
            ),
            Check(
                "several neurons at once, a column each",
                inputs.several_currents,
                expected.SEVERAL_RUNS,
                weight=2,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "simulate_HH",
            only_V=expected.V,
            without_C_m=expected.SAME_V,
            current_not_divided=expected.SAME_V,
        ),
        from_parts=parts.simulate_HH,
    ),
    Exercise(
        "plot_HH",
        expected.plot_HH,
        points=4,
        checks=(
            *figure_checks(
                inputs.step_to_draw,
                ("V", 0.75, expected.V_OF_RUN),
                ("m, h and n", 0.5, expected.GATES_OF_RUN),
                ("the three currents", 1, expected.CURRENTS_OF_RUN),
            ),
            *figure_checks(
                inputs.pulse_to_draw,
                ("dV/dt, also of a current that changes", 0.75, expected.rate_of_run),
            ),
            *figure_checks(
                inputs.step_to_draw,
                (
                    "the axes name V (mV), dV/dt (mV/ms), the gates, the current and the time",
                    0.5,
                    expected.AXES_OF_RUN,
                ),
                (
                    "a legend for the gates, and one for the currents",
                    0.25,
                    expected.LEGENDS_OF_RUN,
                ),
                ("the function returns all four Axes", 0.25, ReturnsAxes(4)),
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_HH", expected.same_panels(4)),
        draws_figure=True,
    ),
    Exercise(
        "detect_spikes",
        reference.detect_spikes,
        points=5,
        checks=(
            Check("spikes of all heights and widths", inputs.trace, expected.crossings, weight=2),
            Check("another threshold", inputs.trace_and_threshold, expected.crossings),
            Check(
                "a sample at the threshold is a spike",
                inputs.touching,
                expected.crossings,
                weight=0.5,
            ),
            Check("a run that starts high", inputs.starts_high, expected.crossings, weight=0.5),
            Check(
                "no spikes: an empty array",
                inputs.silent_trace,
                expected.crossings,
                control_inputs=inputs.trace,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "detect_spikes",
            count=Close("spikes"),
            in_seconds=expected.crossings_in_seconds,
            zero_if_silent=Close("spikes"),
        ),
    ),
    Exercise(
        "FI_curve_HH",
        reference.FI_curve_HH,
        points=6,
        checks=(
            Check(
                "the spikes from T/2 on count, in whatever unit",
                inputs.currents,
                expected.in_any_unit,
                weight=2,
                repeats=3,
            ),
            Check("the rates are in Hz", inputs.currents, expected.rates, 1.5, repeats=3),
            Check(
                "a neuron that stops firing: 0 Hz",
                inputs.one_that_stops,
                expected.in_any_unit,
                repeats=1,
            ),
            Check(
                "a list of currents, in any order",
                inputs.list_of_currents,
                expected.in_any_unit,
                weight=1.5,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "FI_curve_HH",
            Close("rates", rtol=1e-3),
            from_mean_interval=Close("rates", rtol=0.02),  # a spike may come between samples
        ),
        from_parts=parts.FI_curve_HH,
    ),
    Exercise(
        "plot_FI_HH",
        expected.plot_FI_HH,
        points=3,
        checks=figure_checks(
            inputs.curve_to_draw,
            ("the rate at each current", 1.5, expected.FI),
            ("markers show the simulated currents", 0.5, Markers()),
            _FI_AXES,
            _RETURNS_AXES,
        ),
        misconceptions=mistakes_of(
            mistakes, "plot_FI_HH", axes_swapped=expected.EXCHANGED, whole_run=expected.same_curve
        ),
        draws_figure=True,
    ),
    Exercise(
        "rheobase_HH",
        reference.rheobase_HH,
        points=5,
        checks=(
            Check(
                "where firing for ever begins, in two neurons",
                inputs.search,
                expected.near_rheobase,
                weight=5,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "rheobase_HH", low_end=Close("I", rtol=1e-3)),
        from_parts=parts.rheobase_HH,
    ),
    Exercise(
        "kick_threshold_HH",
        reference.kick_threshold_HH,
        points=4,
        checks=(
            Check(
                "the voltage from which a kick makes a spike",
                inputs.search_for_a_low_threshold,
                expected.near_threshold,
                weight=2,
                control_inputs=inputs.search_for_a_high_threshold,
            ),
            Check(
                "the same of a neuron with fewer sodium channels",
                inputs.search_for_a_high_threshold,
                expected.near_threshold,
                weight=2,
                control_inputs=inputs.search_for_a_low_threshold,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes, "kick_threshold_HH", low_end=Close("V", rtol=1e-3), is_kick=expected.SAME_KICK
        ),
        from_parts=parts.kick_threshold_HH,
    ),
    Exercise(
        "refractory_period_HH",
        reference.refractory_period_HH,
        points=5,
        checks=(
            Check(
                "the smallest gap with two spikes",
                inputs.paired_pulses,
                expected.GAP,
                weight=4,
                repeats=6,
            ),
            Check(
                "no gap with two spikes: nan",
                inputs.pulses_too_close,
                expected.GAP,
                repeats=1,
                control_inputs=inputs.paired_pulses,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "refractory_period_HH", interval=expected.SAME_GAP),
        from_parts=parts.refractory_period_HH,
    ),
    Exercise(
        "plot_FI_noise_HH",
        expected.plot_FI_noise_HH,
        points=4,
        checks=figure_checks(
            inputs.noisy_curves,
            ("the curve of each sigma, with its own label", 2.5, expected.NOISY_FI),
            _FI_AXES,
            ("a legend says which curve is which", 0.5, Legend()),
            _RETURNS_AXES,
        ),
        misconceptions=mistakes_of(mistakes, "plot_FI_noise_HH", without_sigma=expected.ONLY_THESE),
        draws_figure=True,
    ),
    Exercise(
        "coincidence_factor",
        reference.coincidence_factor,
        points=3,
        is_formula=True,
        checks=(
            Check("two trains that agree in part", inputs.two_trains, expected.GAMMA, weight=1.5),
            Check(
                "spikes that are just a window apart coincide",
                inputs.a_window_apart,
                expected.GAMMA,
                weight=0.5,
            ),
            Check(
                "only one train has spikes: 0",
                inputs.one_silent,
                expected.GAMMA,
                weight=0.5,
                repeats=4,
                control_inputs=inputs.two_trains,
            ),
            Check(
                "neither has spikes: nan",
                inputs.both_silent,
                expected.GAMMA,
                weight=0.5,
                repeats=1,
                control_inputs=inputs.two_trains,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "coincidence_factor"),
    ),
    Exercise(
        "fit_LIF_to_HH",
        reference.fit_LIF_to_HH,
        points=5,
        checks=(
            Check(
                "far better than a constant rate",
                inputs.curve_to_fit,
                expected.fits(3, 4),
                weight=2,
            ),
            Check("close to the best LIF", inputs.curve_to_fit, expected.fits(1.4, 3), weight=3),
        ),
        misconceptions=mistakes_of(mistakes, "fit_LIF_to_HH", expected.same_LIF),
        optional=True,
    ),
    questions=(
        "answer_adaptation",
        "answer_one_spike",
        "answer_misprint",
        "answer_class",
        "answer_noise",
        "answer_lif",
        "answer_spike_times",
    ),
    decoys=decoys,
    equivalents=EQUIVALENTS,
)
grade = assignment.grade

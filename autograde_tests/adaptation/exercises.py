"""The `adaptation` assignment: integrate-and-fire neurons that get used to their input."""

from collections.abc import Callable

import reference
from autograde_tests.adaptation import decoys, inputs, mistakes, parts, simulators, unknown_neuron
from autograde_tests.adaptation.equivalents import EQUIVALENTS
from autograde_tests.adaptation.expected import figures, measures
from autograde_tests.comparisons.curves import FI_AXES
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


def _pattern(
    title: str, trains: Callable, others: Callable = inputs.bursting, weight: float = 0.25
) -> Check:
    """One of five words, for so many trains that the word of a similar one is no way to it."""
    return Check(title, trains, measures.is_word, weight, repeats=12, control_inputs=others)


assignment = Assignment(
    Exercise(
        "dwdt",
        reference.dwdt,
        points=4,
        is_formula=True,
        checks=(
            Check("at V = E_L w decays", inputs.decaying, measures.DWDT),
            Check("V pulls at w", inputs.pulled_by_V, measures.DWDT),
            Check("both, for arrays of V and w", inputs.arrays_of_states, measures.DWDT),
            Check("whole numbers", inputs.whole_numbers, measures.DWDT),
        ),
        misconceptions=mistakes_of(mistakes, "dwdt"),
    ),
    simulators.ANY_MEMBRANE,
    simulators.A_LIF,
    Exercise(
        "plot_adaptation",
        figures.plot_adaptation,
        points=5,
        checks=figure_checks(
            inputs.drawn_aLIF,
            ("the first panel shows V against time", 1.5, figures.TRACE_OF_V),
            ("the second panel shows w against time", 2, figures.TRACE_OF_W),
            (
                "the axes name V (mV), w (pA) and the time (ms)",
                1,
                figures.AxisWords({(0, "y"): ["mV"], (1, "y"): ["w", "pA"], (1, "x"): ["ms"]}, 2),
            ),
            ("the function returns both Axes", 0.5, ReturnsAxes(2)),
        ),
        misconceptions=mistakes_of(mistakes, "plot_adaptation"),
        draws_figure=True,
    ),
    Exercise(
        "adaptation_index",
        reference.adaptation_index,
        points=4,
        checks=(
            Check("a neuron that speeds up", inputs.speeding_up, measures.INDEX, weight=1),
            Check(
                "a neuron that slows down: a list of intervals, up and down",
                inputs.listed_intervals,
                measures.INDEX,
                weight=1.5,
            ),
            Check("two intervals are enough", inputs.two_intervals, measures.INDEX, weight=0.5),
            Check(
                "one interval: nan",
                inputs.one_interval,
                measures.INDEX,
                0.5,
                control_inputs=inputs.slowing_down,
            ),
            Check(
                "no interval: nan",
                inputs.no_interval,
                measures.INDEX,
                0.5,
                control_inputs=inputs.slowing_down,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "adaptation_index"),
    ),
    Exercise(
        "initial_and_steady_rate",
        reference.initial_and_steady_rate,
        points=6,
        is_formula=True,
        checks=(
            Check(
                "the initial rate, of an array of spikes",
                inputs.array_of_spikes,
                measures.rate(0),
                weight=1.5,
            ),
            Check(
                "the steady rate, of an even number of intervals",
                inputs.even_number_of_intervals,
                measures.rate(1),
                weight=1.75,
            ),
            Check(
                "the steady rate, of an odd number of intervals",
                inputs.odd_number_of_intervals,
                measures.rate(1),
                weight=1.75,
            ),
            Check(
                "fewer than two spikes: 0 Hz and 0 Hz",
                inputs.too_few_spikes,
                measures.RATES,
                repeats=4,
                control_inputs=inputs.even_number_of_intervals,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "initial_and_steady_rate"),
    ),
    Exercise(
        "plot_FI_adaptation",
        figures.plot_FI_adaptation,
        points=5,
        checks=figure_checks(
            inputs.currents,
            ("both curves, each with its own label", 3, figures.FI),
            FI_AXES,
            ("a legend says which curve is which", 1, Legend()),
            ("the function returns the Axes", 0.5, ReturnsAxes()),
        ),
        misconceptions=mistakes_of(mistakes, "plot_FI_adaptation"),
        draws_figure=True,
    ),
    Exercise(
        "impedance",
        reference.impedance,
        points=6,
        is_formula=True,
        checks=(
            Check("at 0 Hz", inputs.at_rest, measures.IMPEDANCE),
            Check(
                "without a: the slower, the larger",
                inputs.passive_membrane,
                measures.IMPEDANCE,
                weight=1.5,
            ),
            Check(
                "with a, at each frequency of an array",
                inputs.resonant_membrane,
                measures.IMPEDANCE,
                weight=2.5,
            ),
            Check("at one frequency", inputs.one_frequency, measures.IMPEDANCE),
        ),
        misconceptions=mistakes_of(mistakes, "impedance"),
    ),
    simulators.ADEX,
    Exercise(
        "nullclines_AdEx",
        reference.nullclines_AdEx,
        points=6,
        is_formula=True,
        checks=(
            Check(
                "w on the V-nullcline, at each V of an array",
                inputs.voltages,
                measures.nullcline(0),
                weight=4,
            ),
            Check(
                "w on the w-nullcline, at one V",
                inputs.one_voltage,
                measures.W_NULLCLINE_AT_ONE_V,
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "nullclines_AdEx"),
        from_parts=(reference.nullclines_AdEx, parts.nullclines_from_dwdt),
    ),
    Exercise(
        "plot_phase_plane",
        figures.plot_phase_plane,
        points=6,
        checks=figure_checks(
            inputs.drawn_AdEx,
            ("the V-nullcline", 1, figures.V_NULLCLINE),
            ("the w-nullcline", 1, figures.W_NULLCLINE),
            ("the trajectory", 2, figures.TRAJECTORY),
            ("the reset line, and the x range", 0.5, figures.ResetLine()),
            ("the axes name V (mV) and w (pA)", 0.5, Labels(["V", "mV"], ["w", "pA"])),
            ("a legend says which line is which", 0.5, Legend()),
            ("the function returns the Axes", 0.5, ReturnsAxes()),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "plot_phase_plane",
            axes_swapped=figures.SAME_ORBIT,
            against_time=figures.SAME_ORBIT,
        ),
        draws_figure=True,
    ),
    Exercise(
        "plot_patterns",
        figures.plot_patterns,
        points=4,
        checks=figure_checks(
            inputs.gallery,
            ("each panel shows V of its own neuron against time", 2.5, figures.PATTERNS),
            ("each panel has its pattern's name as its title", 0.5, figures.Titles()),
            (
                "the axes name V (mV) and the time (ms)",
                0.5,
                figures.AxisWords({(0, "y"): ["V", "mV"], (-1, "x"): ["ms"]}),
            ),
            (
                "the function returns all Axes, and does not change patterns",
                0.5,
                Together((figures.ReturnsAll(), LeavesArguments())),
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_patterns"),
        draws_figure=True,
    ),
    simulators.IZHIKEVICH,
    Exercise(
        "serial_correlation",
        reference.serial_correlation,
        points=4,
        checks=(
            Check("short and long in turn", inputs.in_turn, measures.CORRELATION, weight=1.5),
            Check("a list of intervals that drift", inputs.drifting, measures.CORRELATION),
            Check("four intervals", inputs.four_intervals, measures.CORRELATION, 0.5),
            Check(
                "one or two intervals: nan",
                inputs.one_or_two_intervals,
                measures.CORRELATION,
                0.5,
                repeats=6,
                control_inputs=inputs.in_turn,
            ),
            Check(
                "no interval: nan",
                inputs.no_interval,
                measures.CORRELATION,
                0.5,
                control_inputs=inputs.in_turn,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "serial_correlation"),
    ),
    simulators.PUBLISHED,
    Exercise(
        "classify_pattern",
        reference.classify_pattern,
        points=3,
        checks=(
            _pattern("silent", inputs.silent),
            _pattern("transient", inputs.transient, inputs.tonic),
            _pattern(
                "one spike in the first half: transient",
                inputs.one_early_spike,
                inputs.an_early_and_a_late_spike,
            ),
            _pattern("tonic", inputs.tonic),
            _pattern("speeding up slowly: tonic", inputs.speeding),
            _pattern("exactly at the limits: tonic", inputs.at_every_limit),
            _pattern("adapting a little", inputs.a_little_adapted, inputs.tonic, weight=0.5),
            _pattern(
                "a burst at the start: adapting", inputs.initial_burst, inputs.tonic, weight=0.5
            ),
            _pattern("bursting", inputs.bursting, inputs.tonic, weight=0.5),
        ),
        misconceptions=mistakes_of(mistakes, "classify_pattern"),
        from_parts=parts.classify_by_index,
        optional=True,
    ),
    Exercise(
        "find_parameters",
        unknown_neuron.measured,
        points=6,
        checks=tuple(
            Check(compare.name, unknown_neuron.unknown, compare, weight=1.5)
            for compare in (
                Parameter("g_L", "nS", 0.03, is_share=True),
                Parameter("a", "nS", 0.06, is_share=True),
                Parameter("tau_w", "ms", 0.06, is_share=True),
                Parameter("b", "pA", 0.12, is_share=True),
            )
        ),
        misconceptions=mistakes_of(mistakes, "find_parameters"),
        optional=True,
    ),
    questions=(
        "answer_FI_adaptation",
        "answer_roles",
        "answer_subthreshold",
        "answer_bursting",
        "answer_patterns",
        "answer_models",
        "answer_noise",
    ),
    decoys=decoys,
    equivalents=EQUIVALENTS,
)
grade = assignment.grade

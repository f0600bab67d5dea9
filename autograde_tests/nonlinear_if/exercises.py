"""The `nonlinear_if` assignment: threshold, sharpness and onset of the EIF neuron, beside LIF."""

import reference
from autograde_tests.comparisons.curves import FI_AXES
from autograde_tests.comparisons.spikes import AfterSpikes
from autograde_tests.nonlinear_if import decoys, in_noise, inputs, mistakes, parts
from autograde_tests.nonlinear_if.equivalents import EQUIVALENTS
from autograde_tests.nonlinear_if.expected import (
    curves,
    figures,
    phase_line,
    runs,
    upstrokes,
)
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import figure_checks

assignment = Assignment(
    Exercise(
        "f_EIF",
        reference.f_EIF,
        points=5,
        is_formula=True,
        checks=(
            Check("below E_L only the leak counts", inputs.far_below, runs.F),
            Check("just above V_rh, in whole numbers", inputs.whole_numbers, runs.F, weight=2),
            Check("at each V of an array", inputs.all_along, runs.F),
            Check("a sharp turn: huge, but finite", inputs.steep, runs.huge_but_finite),
        ),
        misconceptions=mistakes_of(mistakes, "f_EIF"),
    ),
    Exercise(
        "dvdt_EIF",
        reference.dvdt_EIF,
        points=3,
        is_formula=True,
        checks=(
            Check("without current, at each V of an array", inputs.without_current, runs.RATE_OF_V),
            Check("the injected current, at rest", inputs.current_at_rest, runs.RATE_OF_V),
            Check("both together", inputs.with_current, runs.RATE_OF_V),
        ),
        misconceptions=mistakes_of(mistakes, "dvdt_EIF"),
        from_parts=parts.dvdt_EIF,
    ),
    Exercise(
        "plot_phase_line",
        phase_line.plot_phase_line,
        points=6,
        checks=(
            Check(
                "the line of each current, with its own label",
                inputs.currents_of_phase_line,
                phase_line.LINES,
                weight=1.5,
            ),
            Check(
                "the stable fixed points, and no others, are marked as stable",
                inputs.currents_of_phase_line,
                phase_line.FixedPoints("stable"),
                weight=1.5,
            ),
            Check(
                "the unstable fixed points, and no others, are marked as unstable",
                inputs.currents_of_phase_line,
                phase_line.FixedPoints("unstable"),
                weight=1.5,
            ),
            *figure_checks(
                inputs.currents_of_phase_line,
                ("the axes name V (mV) and dV/dt (mV/ms)", 0.5, phase_line.AXES),
                figures.LEGEND,
                figures.RETURNS_AXES,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_phase_line"),
        draws_figure=True,
    ),
    Exercise(
        "rheobase_EIF",
        reference.rheobase_EIF,
        points=4,
        is_formula=True,
        checks=(Check("the rheobase", inputs.neuron_alone, runs.RHEOBASE, weight=4, repeats=4),),
        misconceptions=mistakes_of(mistakes, "rheobase_EIF"),
        from_parts=(parts.rheobase_EIF, parts.rheobase_from_rate),
    ),
    Exercise(
        "simulate_EIF",
        reference.simulate_EIF,
        points=13,
        checks=(
            Check(
                "below the rheobase V follows a changing current, sample by sample",
                inputs.changing_current,
                runs.SUBTHRESHOLD,
                weight=2.5,
                repeats=1,
            ),
            Check("up to the first spike", inputs.constant_current, runs.BEFORE, weight=1.5),
            Check(
                "after each spike V is reset, held for tref, and climbs again",
                inputs.constant_current,
                AfterSpikes(runs.V),
                weight=2,
            ),
            Check(
                "the spikes come about when they should",
                inputs.constant_current,
                runs.ABOUT_SPIKES,
                weight=2,
            ),
            Check(
                "a current that is switched on and off: spikes only in between",
                inputs.step_of_current,
                runs.ABOUT_SPIKES,
                repeats=1,
            ),
            Check(
                "a very sharp neuron: the spikes come when they should, and V stays finite",
                inputs.steep_neuron,
                runs.FINITE_SPIKES,
                weight=1.5,
                repeats=1,
            ),
            Check(
                "a threshold V_th near V_rh: each interval is right to a time step",
                inputs.threshold_near_V_rh,
                runs.SPIKES,
                weight=2,
            ),
            Check(
                "at a spike V is written down as V_th",
                inputs.constant_current,
                runs.CUT_OFF,
                weight=0.5,
            ),
        ),
        misconceptions=mistakes_of(
            mistakes,
            "simulate_EIF",
            equality=runs.runs_away,
            spikes_in_ms=runs.SPIKES_IN_MS,
            spikes_are_voltages=runs.spikes_as_voltages,
        ),
        from_parts=parts.simulate_EIF,
    ),
    Exercise(
        "plot_sharpness",
        upstrokes.plot_sharpness,
        points=4,
        checks=(
            *figure_checks(
                inputs.sharpnesses,
                (
                    "V up to the spike of each Delta_T, with its own label",
                    1,
                    upstrokes.V,
                ),
                (
                    "dV/dt up to the spike of each Delta_T, with its own label",
                    1,
                    upstrokes.RATE,
                ),
            ),
            *figure_checks(
                inputs.sharp_one_stays_silent,
                ("the whole run of a neuron that does not fire", 0.5, upstrokes.SILENT_V),
            ),
            *figure_checks(
                inputs.sharpnesses,
                *upstrokes.FORM,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_sharpness", upstrokes.SAME),
        draws_figure=True,
    ),
    Exercise(
        "plot_threshold",
        upstrokes.plot_threshold,
        points=3,
        checks=(
            *figure_checks(
                inputs.thresholds,
                (
                    "V up to the spike of each V_rh, with its own label",
                    0.75,
                    upstrokes.V,
                ),
                (
                    "dV/dt up to the spike of each V_rh, with its own label",
                    0.5,
                    upstrokes.RATE,
                ),
            ),
            *figure_checks(
                inputs.one_that_stays_silent,
                ("the whole run of a neuron that does not fire", 0.25, upstrokes.SILENT_V),
            ),
            *figure_checks(
                inputs.thresholds,
                *upstrokes.FORM,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_threshold", upstrokes.SAME),
        draws_figure=True,
    ),
    Exercise(
        "find_rheobase",
        reference.find_rheobase,
        points=7,
        checks=(
            Check("of an EIF, to 2 pA", inputs.rheobase_of_EIF, runs.within_tol, weight=3),
            Check(
                "of a neuron that is new to it, very finely",
                inputs.rheobase_of_QIF,
                runs.within_tol,
                weight=4,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "find_rheobase", tol_ignored=runs.roughly),
    ),
    Exercise(
        "FI_curve_model",
        curves.FI_curve_model,
        points=6,
        checks=(
            Check("the rates of an EIF", inputs.curve_of_EIF, curves.RATES, weight=1.5),
            Check("the rates of an LIF", inputs.curve_of_LIF, curves.RATES, weight=1.5),
            Check(
                "the rates with noise",
                inputs.noisy_curve,
                curves.NOISY_RATES,
                weight=2,
                repeats=1,
                is_random=True,
            ),
            Check("the noise of given seeds", inputs.seeded_curve, curves.RATES),
        ),
        misconceptions=curves.of_mistakes(
            mistakes_of(
                mistakes, "FI_curve_model", seed_ignored=curves.by_chance(reference.FI_curve_model)
            ),
            one_spike=1.0,
        ),
    ),
    Exercise(
        "plot_FI_models",
        figures.plot_FI_models,
        points=3,
        checks=figure_checks(
            inputs.two_neurons,
            ("both curves, each with its own label", 1.5, figures.FI),
            FI_AXES,
            figures.LEGEND,
            figures.RETURNS_AXES,
        ),
        misconceptions=mistakes_of(
            mistakes,
            "plot_FI_models",
            figures.SAME_FI,
            axes_exchanged=figures.EXCHANGED_FI,
        ),
        draws_figure=True,
    ),
    *in_noise.EXERCISES,
    Exercise(
        "f_QIF",
        reference.f_QIF,
        points=2,
        is_formula=True,
        checks=(
            Check("at one V", inputs.parabola_at, runs.F),
            Check("at each V of an array", inputs.parabola, runs.F),
        ),
        misconceptions=mistakes_of(mistakes, "f_QIF"),
        optional=True,
    ),
    Exercise(
        "simulate_QIF",
        reference.simulate_QIF,
        points=4,
        checks=(
            Check("below the rheobase", inputs.changing_current_QIF, runs.SUBTHRESHOLD),
            Check("V behind the spikes", inputs.constant_current_QIF, AfterSpikes(runs.V)),
            Check("the spikes", inputs.constant_current_QIF, runs.SPIKES, weight=1.5),
            Check(
                "at a spike V is written down as V_th",
                inputs.constant_current_QIF,
                runs.CUT_OFF,
                weight=0.5,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "simulate_QIF", spikes_in_ms=runs.SPIKES_IN_MS),
        from_parts=parts.simulate_QIF,
        optional=True,
    ),
    Exercise(
        "rheobase_QIF",
        reference.rheobase_QIF,
        points=2,
        is_formula=True,
        checks=(
            Check(
                "the rheobase",
                inputs.neuron_alone_QIF,
                runs.RHEOBASE,
                weight=2,
                repeats=4,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "rheobase_QIF"),
        from_parts=parts.rheobase_QIF,
        optional=True,
    ),
    questions=(
        "answer_rheobase",
        "answer_threshold",
        "answer_cutoff",
        "answer_sharpness",
        "answer_shift",
        "answer_onset",
        "answer_noise",
        "answer_noise_parameters",
    ),
    decoys=decoys,
    equivalents=EQUIVALENTS,
)
grade = assignment.grade

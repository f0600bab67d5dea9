"""The `nonlinear_if` assignment: threshold, sharpness and onset of the EIF neuron, beside LIF."""

from collections.abc import Callable

import reference as right
from autograde_tests.nonlinear_if import curves, runs, upstrokes
from autograde_tests.nonlinear_if import figures as show
from autograde_tests.nonlinear_if import inputs as draw
from autograde_tests.nonlinear_if import mistakes as wrong
from autograde_tests.spikes import AfterSpikes
from autograder.testing.compare import Close, Part, Together
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import Curves, Labels, Legend, ReturnsAxes, SameRange

_RATE_OF_V = Close("dV/dt", "mV/ms")
_RATES = Close("The rate", "Hz")
_CVS = Close("CV")
_PHASE = Curves("V (mV)", "dV/dt (mV/ms)", tolerance=0.003, points=150)
_FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=8)
_ALIKE_CV = Curves("", "", allowed=0.09, points=2)
_ABOUT_RATES, _ABOUT_CVS = curves.about(4.0), curves.about(0.1)


def _form(inputs: Callable, labels: Labels, says: str, *, legend: float = 1.0) -> tuple[Check, ...]:
    return (
        Check(says, inputs, labels, weight=0.5, repeats=1),
        Check("a legend says which is which", inputs, Legend(), weight=legend, repeats=1),
        Check("the function returns the Axes", inputs, ReturnsAxes(), weight=0.5, repeats=1),
    )


assignment = Assignment(
    Exercise(
        "f_EIF",
        right.f_EIF,
        points=6,
        checks=(
            Check("far below V_rh only the leak counts", draw.far_below, runs.F),
            Check("around V_rh", draw.at_the_turn, runs.F),
            Check("at each V of an array", draw.all_along, runs.F, weight=2),
            Check("whole numbers", draw.whole_numbers, runs.F),
            Check("a sharp turn: huge, but finite", draw.steep, runs.huge_but_finite),
        ),
        misconceptions=mistakes_of(wrong, "f_EIF"),
    ),
    Exercise(
        "dvdt_EIF",
        right.dvdt_EIF,
        points=3,
        checks=(
            Check("without current, at each V of an array", draw.without_current, _RATE_OF_V),
            Check("the injected current, at rest", draw.current_at_rest, _RATE_OF_V),
            Check("both together", draw.with_current, _RATE_OF_V),
        ),
        misconceptions=mistakes_of(wrong, "dvdt_EIF"),
        uses=(right.f_EIF,),
    ),
    Exercise(
        "plot_phase_line",
        show.plot_phase_line,
        points=8,
        checks=(
            Check(
                "the line of each current, with its own label",
                draw.currents_of_phase_line,
                show.Lines(_PHASE),
                weight=2,
            ),
            Check(
                "the stable fixed points, and no others, are marked as stable",
                draw.currents_of_phase_line,
                show.FixedPoints("stable"),
                weight=2,
            ),
            Check(
                "the unstable fixed points, and no others, are marked as unstable",
                draw.currents_of_phase_line,
                show.FixedPoints("unstable"),
                weight=2,
            ),
            *_form(
                draw.currents_of_phase_line,
                Labels(["V", "mV"], [upstrokes.PER_MS]),
                "the axes name V (mV) and dV/dt (mV/ms)",
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_phase_line"),
        uses=(right.f_EIF, right.dvdt_EIF),
        draws_figure=True,
    ),
    Exercise(
        "rheobase_EIF",
        right.rheobase_EIF,
        points=4,
        checks=(
            Check(
                "the rheobase", draw.neuron_alone, Close("The rheobase", "pA"), weight=4, repeats=4
            ),
        ),
        misconceptions=mistakes_of(wrong, "rheobase_EIF"),
        uses=(right.f_EIF,),
    ),
    Exercise(
        "simulate_EIF",
        right.simulate_EIF,
        points=13,
        checks=(
            Check(
                "below the rheobase V follows a changing current, sample by sample",
                draw.changing_current,
                runs.SUBTHRESHOLD,
                weight=3,
                repeats=1,
            ),
            Check("up to the first spike", draw.constant_current, runs.BEFORE, weight=1),
            Check(
                "after each spike V is reset, held for tref, and climbs again",
                draw.constant_current,
                AfterSpikes(runs.V),
                weight=3,
            ),
            Check("the spikes come when they should", draw.constant_current, runs.SPIKES, weight=3),
            Check(
                "a current that is switched on and off: spikes only in between",
                draw.step_of_current,
                runs.SPIKES,
                repeats=1,
            ),
            Check(
                "a very sharp neuron: the spikes come when they should, and V stays finite",
                draw.steep_neuron,
                Together((Part("V", runs.RUN, runs.finite), runs.SPIKES)),
                weight=2,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(
            wrong,
            "simulate_EIF",
            equality=runs.runs_away,
            spikes_in_ms=runs.spikes_in_ms,
            spikes_are_voltages=runs.spikes_as_voltages,
        ),
        uses=(right.f_EIF, right.dvdt_EIF),
    ),
    Exercise(
        "plot_sharpness",
        upstrokes.plot_sharpness,
        points=5,
        checks=(
            Check(
                "V up to the spike of each Delta_T, with its own label",
                draw.sharpnesses,
                upstrokes.PANELS[0],
                weight=2,
                repeats=1,
            ),
            Check(
                "dV/dt up to the spike of each Delta_T, with its own label",
                draw.sharpnesses,
                upstrokes.PANELS[1],
                repeats=1,
            ),
            *upstrokes.form(draw.sharpnesses),
        ),
        misconceptions=mistakes_of(wrong, "plot_sharpness", upstrokes.ALIKE),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF),
        draws_figure=True,
    ),
    Exercise(
        "plot_threshold",
        upstrokes.plot_threshold,
        points=5,
        checks=(
            Check(
                "V up to the spike of each V_rh, with its own label",
                draw.thresholds,
                upstrokes.PANELS[0],
                weight=1.5,
                repeats=1,
            ),
            Check(
                "dV/dt up to the spike of each V_rh, with its own label",
                draw.thresholds,
                upstrokes.PANELS[1],
                repeats=1,
            ),
            Check(
                "the whole run of a neuron that does not fire",
                draw.one_that_stays_silent,
                upstrokes.PANELS[0],
                weight=0.5,
                repeats=1,
            ),
            *upstrokes.form(draw.thresholds),
        ),
        misconceptions=mistakes_of(wrong, "plot_threshold", upstrokes.ALIKE),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF),
        draws_figure=True,
    ),
    Exercise(
        "find_rheobase",
        right.find_rheobase,
        points=8,
        checks=(
            Check("of an EIF, to 2 pA", draw.rheobase_of_EIF, runs.within_tol, weight=3),
            Check("of an LIF, to 0.05 pA", draw.rheobase_of_LIF, runs.within_tol, weight=2),
            Check(
                "of a neuron that is new to it, very finely",
                draw.rheobase_of_QIF,
                runs.within_tol,
                3,
            ),
        ),
        misconceptions=mistakes_of(wrong, "find_rheobase", tol_ignored=runs.roughly),
    ),
    Exercise(
        "FI_curve_model",
        curves.FI_curve_model,
        points=7,
        checks=(
            Check("the rates of an EIF", draw.curve_of_EIF, _RATES, weight=2),
            Check("the rates of an LIF", draw.curve_of_LIF, _RATES, weight=2),
            Check(
                "the rates with noise",
                draw.noisy_curve,
                curves.Scattered(right.FI_curve_model, "The rate", "Hz"),
                weight=2,
                repeats=1,
            ),
            Check("the noise of given seeds", draw.seeded_curve, _RATES),
        ),
        misconceptions=mistakes_of(
            wrong,
            "FI_curve_model",
            _ABOUT_RATES,
            seed_ignored=curves.by_chance(right.FI_curve_model),
            with_currents=curves.second_of_two(_ABOUT_RATES),
        ),
    ),
    Exercise(
        "plot_FI_models",
        show.plot_FI_models,
        points=4,
        checks=(
            Check(
                "both curves, each with its own label", draw.two_neurons, _FI, weight=2, repeats=1
            ),
            *_form(
                draw.two_neurons,
                Labels(["pA"], ["Hz"]),
                "the axes name the current (pA) and the rate (Hz)",
            ),
        ),
        misconceptions=mistakes_of(
            wrong,
            "plot_FI_models",
            show.SameCurves(show.ALIKE_FI),
            axes_exchanged=show.exchanged,
        ),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF, curves.FI_curve_model),
        draws_figure=True,
    ),
    Exercise(
        "plot_ISI_models",
        show.plot_ISI_models,
        points=4,
        checks=(
            Check(
                "each panel shows the intervals of its neuron",
                draw.noisy_pair,
                show.NoisyHistograms(),
                weight=2,
                repeats=1,
            ),
            Check("both panels have the same x range", draw.noisy_pair, SameRange(), repeats=1),
            Check(
                "the x axis says ISI (ms), the y axis what is counted",
                draw.noisy_pair,
                Labels([("ISI", "interval"), "ms"], [], count=2),
                weight=0.25,
                repeats=1,
            ),
            Check(
                "each panel says which neuron it shows",
                draw.noisy_pair,
                show.Named(("LIF", "EIF")),
                weight=0.25,
                repeats=1,
            ),
            Check(
                "the function returns both Axes",
                draw.noisy_pair,
                ReturnsAxes(2),
                weight=0.5,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_ISI_models"),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF),
        draws_figure=True,
    ),
    Exercise(
        "CV_curve",
        curves.CV_curve,
        points=5,
        checks=(
            Check(
                "from irregular to regular",
                draw.noisy_intervals,
                curves.Scattered(right.CV_curve, "The CV"),
                weight=2,
                repeats=1,
            ),
            Check("the noise of given seeds", draw.seeded_intervals, _CVS, weight=2),
            Check(
                "fewer than two intervals: nan",
                draw.few_intervals,
                _CVS,
                control_inputs=draw.seeded_intervals,
            ),
        ),
        misconceptions=mistakes_of(
            wrong,
            "CV_curve",
            _ABOUT_CVS,
            seed_ignored=curves.by_chance(right.CV_curve),
            with_currents=curves.second_of_two(_ABOUT_CVS),
        ),
    ),
    Exercise(
        "plot_CV_models",
        show.plot_CV_models,
        points=3,
        checks=(
            Check(
                "both curves, each with its own label",
                draw.noisy_pair_of_curves,
                Curves("current (pA)", "CV", tolerance=0.0, points=2),
                weight=1.5,
                repeats=1,
            ),
            *_form(
                draw.noisy_pair_of_curves,
                Labels(["pA"], [("CV", "coefficient of variation")]),
                "the axes name the current (pA) and the CV",
                legend=0.5,
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_CV_models", show.SameCurves(_ALIKE_CV)),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF, curves.CV_curve),
        draws_figure=True,
    ),
    Exercise(
        "f_QIF",
        right.f_QIF,
        points=2,
        checks=(
            Check("at one V", draw.parabola_at, runs.F),
            Check("at each V of an array", draw.parabola, runs.F),
        ),
        misconceptions=mistakes_of(wrong, "f_QIF"),
        optional=True,
    ),
    Exercise(
        "simulate_QIF",
        right.simulate_QIF,
        points=4,
        checks=(
            Check("below the rheobase", draw.changing_current_QIF, runs.SUBTHRESHOLD),
            Check("V behind the spikes", draw.constant_current_QIF, AfterSpikes(runs.V)),
            Check("the spikes", draw.constant_current_QIF, runs.SPIKES, weight=2),
        ),
        misconceptions=mistakes_of(wrong, "simulate_QIF", spikes_in_ms=runs.spikes_in_ms),
        uses=(right.f_QIF,),
        optional=True,
    ),
    Exercise(
        "rheobase_QIF",
        right.rheobase_QIF,
        points=2,
        checks=(
            Check(
                "the rheobase",
                draw.neuron_alone_QIF,
                Close("The rheobase", "pA"),
                weight=2,
                repeats=4,
            ),
        ),
        misconceptions=mistakes_of(wrong, "rheobase_QIF"),
        uses=(right.f_QIF,),
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
    ),
)
grade = assignment.grade

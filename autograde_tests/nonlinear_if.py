"""The `nonlinear_if` assignment: threshold, sharpness and onset of the EIF neuron, beside LIF."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.runner.wire import Figure
from autograder.verdict import Problem
from reference import nonlinear_if as right

from . import nonlinear_if_curves as curves
from . import nonlinear_if_figures as show
from . import nonlinear_if_inputs as draw
from .compare import Close, NotNumbersError, Part, Together, numbers
from .exercise import Assignment, Check, Comparison, Exercise, Misconception, mistakes_of
from .figures import Curve, Curves, Labels, Legend, Panel, ReturnsAxes, SameRange
from .mistakes import nonlinear_if as wrong
from .spikes import AfterSpikes, BeforeFirstSpike, SpikeTrain

_ROUGHLY = 3.0  # pA: less than what any other mistake makes of it
_HUGE = 1e3  # mV: whatever the cap, the next step is a spike

# Comparisons


def _huge_but_finite(got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
    """Compare where the exponential is small; where it is not, any huge number will do."""
    should = np.asarray(expected, dtype=float)
    if not np.isfinite(should).all():  # a known mistake
        return _F(got, should, case)
    try:
        value = numbers(got)
    except NotNumbersError as error:
        return Problem(str(error))
    steep = should > _HUGE
    if value.shape != should.shape or not steep.any():
        return _F(value, should, case)
    if not np.isfinite(value).all():
        return Problem("It is not finite far above V_rh: cap the exponent before you use it.")
    if (value[steep] < _HUGE).any():
        return Problem("Far above V_rh the exponential should be huge, in spite of the cap.")
    return _F(np.where(steep, should, value), should, case)


def _finite(got: Any, expected: Any, _case: Mapping[str, Any]) -> Problem | None:
    """V is finite in every sample; or is not, as that of a known mistake."""
    try:
        finite = np.isfinite(numbers(got))
    except NotNumbersError as error:
        return Problem(str(error))
    if finite.all() == np.isfinite(expected).all():
        return None
    at = int(np.argmin(finite)) if finite.ndim else 0
    return Problem(f"V is not finite at sample {at}: cap the exponent, and set V to V_th there.")


def _spikes_in_ms(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    return Part("spikes", _RUN, Close("spikes", "ms", rtol=0.01))(got, other, case)


def _spikes_as_voltages(got: Any, other: Any, _case: Mapping[str, Any]) -> Problem | None:
    """Voltages at spikes may be any; they are values of V, and as many as there are spikes."""
    V, spikes = (np.asarray(part, dtype=float) for part in (got[0], got[2]))
    same = spikes.shape == np.shape(other[2]) and np.isin(spikes, V).all()
    return None if same else Problem("These are not voltages of the spikes.")


def _runs_away(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    """Whether V does not come back, with no spike written down; how far it goes depends."""
    if other[0][-1] < case["params"]["V_th"]:
        return _SUBTHRESHOLD(got, other, case)
    away = np.size(got[2]) == 0 and got[0][-1] >= case["params"]["V_th"]
    return None if away else Problem("It comes back, or there are spikes.")


def _within_tol(got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
    try:
        value = numbers(got)
    except NotNumbersError as error:
        return Problem(str(error))
    if value.shape:
        return Problem("One number is needed: a current in pA.")
    if abs(value - expected) <= 1.001 * case["tol"]:
        return None
    return Problem(
        f"The smallest current that makes it fire is {expected:.7g} pA, to {case['tol']:g} pA; "
        f"yours is {value:.7g} pA."
    )


def _roughly(got: Any, other: Any, _case: Mapping[str, Any]) -> Problem | None:
    """Whether a search was on the right way when it ended."""
    if np.shape(got) == () and abs(got - other) <= _ROUGHLY:
        return None
    return Problem("It is somewhere else.")


def _exchanged(got: Any, other: Sequence[Curve], case: Mapping[str, Any]) -> Problem | None:
    lines = [{**line, "x": line["y"], "y": line["x"]} for line in got.axes[0]["lines"]]
    turned = [replace(curve, x=curve.y, y=curve.x) for curve in other]
    return _ALIKE_FI(Figure(({**got.axes[0], "lines": lines},)), turned, case)


def _mistakes(exercise: str, **alike: Comparison) -> tuple[Misconception, ...]:
    """Known mistakes; some have a comparison of their own."""
    known = {known.wrong.__name__.split("__")[1]: known for known in mistakes_of(wrong, exercise)}
    return tuple(replace(one, alike=alike.get(name)) for name, one in known.items())


def _all_alike(exercise: str, alike: Comparison, **others: Comparison) -> tuple[Misconception, ...]:
    return tuple(replace(one, alike=one.alike or alike) for one in _mistakes(exercise, **others))


_RUN = ("V", "t", "spikes")
_TIME = ("time t (ms)", lambda case, n: case["params"]["dt"] * np.arange(n))
_F = Close("f", "mV")
_RATE_OF_V = Close("dV/dt", "mV/ms")
_V = Close("V", "mV", over=_TIME)
_BEFORE = BeforeFirstSpike(_V)
_SUBTHRESHOLD = Together(
    (
        Part("t", _RUN, Close("t", "ms")),
        Part("V", _RUN, _V),
        Part("spikes", _RUN, Close("spikes")),
    )
)
_SPIKES = Part("spikes", _RUN, SpikeTrain())
_RATES = Close("The rate", "Hz")
_CVS = Close("CV")
_PER_MS = ("mV/ms", "mV / ms", "mV per ms", "mV ms")
_PHASE = Curves("V (mV)", "dV/dt (mV/ms)", tolerance=0.003, points=150)
_UPSTROKES = (
    Panel(0, 2, Curves("time (ms)", "V (mV)", tolerance=1e-4, points=20)),
    Panel(1, 2, Curves("time (ms)", "dV/dt (mV/ms)", tolerance=1e-6, points=20)),
)
_FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=8)
_ALIKE_FI = Curves("", "", allowed=4.0, points=8)
_ALIKE_CV = Curves("", "", allowed=0.09, points=2)
_ABOUT_RATES, _ABOUT_CVS = curves.about(4.0), curves.about(0.1)
_ALIKE_UPSTROKES = show.SameCurves(Curves("", "", tolerance=0.01, points=20))


def _form(inputs: Callable, labels: Labels, says: str, *, legend: float = 1.0) -> tuple[Check, ...]:
    return (
        Check(says, inputs, labels, weight=0.5, draws=1),
        Check("a legend says which is which", inputs, Legend(), weight=legend, draws=1),
        Check("the function returns the Axes", inputs, ReturnsAxes(), weight=0.5, draws=1),
    )


def _form_of_upstrokes(inputs: Callable) -> tuple[Check, ...]:
    times = Labels(["ms"], [("V", "voltage", "potential"), "mV"], count=2)
    rate = Panel(1, 2, Labels(None, [_PER_MS]))
    return (
        Check("the axes name time (ms) and V (mV)", inputs, times, weight=0.25, draws=1),
        Check("and dV/dt (mV/ms)", inputs, rate, weight=0.25, draws=1),
        Check("a legend says which is which", inputs, show.AnyLegend(), draws=1),
        Check("the function returns both Axes", inputs, ReturnsAxes(2), weight=0.5, draws=1),
    )


assignment = Assignment(
    Exercise(
        "f_EIF",
        right.f_EIF,
        points=6,
        checks=(
            Check("far below V_rh only the leak counts", draw.far_below, _F),
            Check("around V_rh", draw.at_the_turn, _F),
            Check("at each V of an array", draw.all_along, _F, weight=2),
            Check("whole numbers", draw.whole_numbers, _F),
            Check("a sharp turn: huge, but finite", draw.steep, _huge_but_finite),
        ),
        misconceptions=_mistakes("f_EIF"),
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
        misconceptions=_mistakes("dvdt_EIF"),
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
                Labels(["V", "mV"], [_PER_MS]),
                "the axes name V (mV) and dV/dt (mV/ms)",
            ),
        ),
        misconceptions=_mistakes("plot_phase_line"),
        uses=(right.f_EIF, right.dvdt_EIF),
        draws_figure=True,
    ),
    Exercise(
        "rheobase_EIF",
        right.rheobase_EIF,
        points=4,
        checks=(
            Check(
                "the rheobase", draw.neuron_alone, Close("The rheobase", "pA"), weight=4, draws=4
            ),
        ),
        misconceptions=_mistakes("rheobase_EIF"),
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
                _SUBTHRESHOLD,
                weight=3,
                draws=1,
            ),
            Check("up to the first spike", draw.constant_current, _BEFORE, weight=1),
            Check(
                "after each spike V is reset, held for tref, and climbs again",
                draw.constant_current,
                AfterSpikes(_V),
                weight=3,
            ),
            Check("the spikes come when they should", draw.constant_current, _SPIKES, weight=3),
            Check(
                "a current that is switched on and off: spikes only in between",
                draw.step_of_current,
                _SPIKES,
                draws=1,
            ),
            Check(
                "a very sharp neuron: the spikes come when they should, and V stays finite",
                draw.steep_neuron,
                Together((Part("V", _RUN, _finite), _SPIKES)),
                weight=2,
                draws=1,
            ),
        ),
        misconceptions=_mistakes(
            "simulate_EIF",
            equality=_runs_away,
            spikes_in_ms=_spikes_in_ms,
            spikes_are_voltages=_spikes_as_voltages,
        ),
        uses=(right.f_EIF, right.dvdt_EIF),
    ),
    Exercise(
        "plot_sharpness",
        show.plot_sharpness,
        points=5,
        checks=(
            Check(
                "V up to the spike of each Delta_T, with its own label",
                draw.sharpnesses,
                _UPSTROKES[0],
                weight=2,
                draws=1,
            ),
            Check(
                "dV/dt up to the spike of each Delta_T, with its own label",
                draw.sharpnesses,
                _UPSTROKES[1],
                draws=1,
            ),
            *_form_of_upstrokes(draw.sharpnesses),
        ),
        misconceptions=_all_alike("plot_sharpness", _ALIKE_UPSTROKES),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF),
        draws_figure=True,
    ),
    Exercise(
        "plot_threshold",
        show.plot_threshold,
        points=5,
        checks=(
            Check(
                "V up to the spike of each V_rh, with its own label",
                draw.thresholds,
                _UPSTROKES[0],
                weight=1.5,
                draws=1,
            ),
            Check(
                "dV/dt up to the spike of each V_rh, with its own label",
                draw.thresholds,
                _UPSTROKES[1],
                draws=1,
            ),
            Check(
                "the whole run of a neuron that does not fire",
                draw.one_that_stays_silent,
                _UPSTROKES[0],
                weight=0.5,
                draws=1,
            ),
            *_form_of_upstrokes(draw.thresholds),
        ),
        misconceptions=_all_alike("plot_threshold", _ALIKE_UPSTROKES),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF),
        draws_figure=True,
    ),
    Exercise(
        "find_rheobase",
        right.find_rheobase,
        points=8,
        checks=(
            Check("of an EIF, to 2 pA", draw.rheobase_of_EIF, _within_tol, weight=3),
            Check("of an LIF, to 0.05 pA", draw.rheobase_of_LIF, _within_tol, weight=2),
            Check(
                "of a neuron that is new to it, very finely", draw.rheobase_of_QIF, _within_tol, 3
            ),
        ),
        misconceptions=_mistakes("find_rheobase", tol_ignored=_roughly),
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
                draws=1,
            ),
            Check("the noise of given seeds", draw.seeded_curve, _RATES),
        ),
        misconceptions=_all_alike(
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
            Check("both curves, each with its own label", draw.two_neurons, _FI, weight=2, draws=1),
            *_form(
                draw.two_neurons,
                Labels(["pA"], ["Hz"]),
                "the axes name the current (pA) and the rate (Hz)",
            ),
        ),
        misconceptions=_all_alike(
            "plot_FI_models",
            show.SameCurves(_ALIKE_FI),
            axes_exchanged=_exchanged,
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
                draws=1,
            ),
            Check("both panels have the same x range", draw.noisy_pair, SameRange(), draws=1),
            Check(
                "the x axis says ISI (ms), the y axis what is counted",
                draw.noisy_pair,
                Labels([("ISI", "interval"), "ms"], [], count=2),
                weight=0.25,
                draws=1,
            ),
            Check(
                "each panel says which neuron it shows",
                draw.noisy_pair,
                show.Named(("LIF", "EIF")),
                weight=0.25,
                draws=1,
            ),
            Check(
                "the function returns both Axes",
                draw.noisy_pair,
                ReturnsAxes(2),
                weight=0.5,
                draws=1,
            ),
        ),
        misconceptions=_mistakes("plot_ISI_models"),
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
                draws=1,
            ),
            Check("the noise of given seeds", draw.seeded_intervals, _CVS, weight=2),
            Check(
                "fewer than two intervals: nan",
                draw.few_intervals,
                _CVS,
                unlike=draw.seeded_intervals,
            ),
        ),
        misconceptions=_all_alike(
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
                draws=1,
            ),
            *_form(
                draw.noisy_pair_of_curves,
                Labels(["pA"], [("CV", "coefficient of variation")]),
                "the axes name the current (pA) and the CV",
                legend=0.5,
            ),
        ),
        misconceptions=_all_alike("plot_CV_models", show.SameCurves(_ALIKE_CV)),
        uses=(right.f_EIF, right.dvdt_EIF, right.simulate_EIF, curves.CV_curve),
        draws_figure=True,
    ),
    Exercise(
        "f_QIF",
        right.f_QIF,
        points=2,
        checks=(
            Check("at one V", draw.parabola_at, _F),
            Check("at each V of an array", draw.parabola, _F),
        ),
        misconceptions=_mistakes("f_QIF"),
        optional=True,
    ),
    Exercise(
        "simulate_QIF",
        right.simulate_QIF,
        points=4,
        checks=(
            Check("below the rheobase", draw.changing_current_QIF, _SUBTHRESHOLD),
            Check("V behind the spikes", draw.constant_current_QIF, AfterSpikes(_V)),
            Check("the spikes", draw.constant_current_QIF, _SPIKES, weight=2),
        ),
        misconceptions=_mistakes("simulate_QIF", spikes_in_ms=_spikes_in_ms),
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
                draws=4,
            ),
        ),
        misconceptions=_mistakes("rheobase_QIF"),
        uses=(right.f_QIF,),
        optional=True,
    ),
)
grade = assignment.grade

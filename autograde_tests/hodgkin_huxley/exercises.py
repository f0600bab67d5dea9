"""The `hodgkin_huxley` assignment: gates, currents, the spike, and experiments on it."""

from collections.abc import Callable

import numpy as np

import reference as right
from autograde_tests.hodgkin_huxley import expected as near
from autograde_tests.hodgkin_huxley import inputs as draw
from autograde_tests.hodgkin_huxley import mistakes as wrong
from autograder.testing.compare import Close, Part, Together
from autograder.testing.exercise import Assignment, Check, Comparison, Exercise, mistakes_of
from autograder.testing.figures import Curves, Labels, Legend, Panel, ReturnsAxes
from reference import detect_spikes

_RATE = Close(
    "The rate", "1/ms", over=("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V"]))
)
_LIMIT = Close("The rate", "1/ms", rtol=1e-4)
_CURRENT = Close("I_ion", "uA/cm2")
_GAP = Close("The gap", "ms")
_SAME_GAP = Close("The gap", "ms", rtol=0.02)  # the spike after the smallest gap comes late
_PER_MS = ("mV/ms", "V/s", "mV ms", "/ms")
_AXES_OF_FI = "the axes name the current (uA/cm2) and the rate (Hz)"
_PANEL = Curves("", "", tolerance=0.002)

# Reference functions that a student's simulator is built of, and those that build upon it.
_RATES = (right.alpha_m, right.beta_m, right.alpha_n, right.beta_n, right.alpha_h, right.beta_h)
_MODEL = (right.gate_steady_state, right.dxdt_gate, *_RATES, right.I_ion)
_NEURON = (*_MODEL, right.simulate_HH)
_COUNTED = (*_NEURON, detect_spikes)


def _checks_of_rate() -> tuple[Check, ...]:
    return (
        Check("single voltages", draw.one_voltage, _RATE, repeats=3),
        Check("an array of voltages", draw.voltages, _RATE, weight=0.5),
        Check("whole numbers", draw.whole_voltages, _RATE, weight=0.5, repeats=1),
    )


def _check_at_hole(at: str, around: Callable) -> Check:
    return Check(f"at {at} mV, where the formula is 0/0: the limit", around, _LIMIT)


def _checks_of_form(inputs: Callable, *compare: tuple[str, float, Comparison]) -> tuple[Check, ...]:
    return tuple(Check(says, inputs, one, weight, repeats=1) for says, weight, one in compare)


assignment = Assignment(
    Exercise(
        "gate_steady_state",
        right.gate_steady_state,
        points=2,
        checks=(
            Check("two rates", draw.rates, Close("x_inf"), repeats=3),
            Check("arrays of rates", draw.rates_of_many, Close("x_inf")),
        ),
        misconceptions=mistakes_of(wrong, "gate_steady_state"),
    ),
    Exercise(
        "gate_time_constant",
        right.gate_time_constant,
        points=2,
        checks=(
            Check("two rates", draw.rates, Close("tau", "ms"), repeats=3),
            Check("arrays of rates", draw.rates_of_many, Close("tau", "ms")),
        ),
        misconceptions=mistakes_of(wrong, "gate_time_constant"),
    ),
    Exercise(
        "dxdt_gate",
        right.dxdt_gate,
        points=2,
        checks=(
            Check("one gate", draw.rates_and_share, Close("dx/dt", "1/ms"), repeats=3),
            Check("arrays", draw.rates_and_shares, Close("dx/dt", "1/ms")),
        ),
        misconceptions=mistakes_of(wrong, "dxdt_gate"),
    ),
    Exercise(
        "alpha_m",
        right.alpha_m,
        points=4,
        checks=(
            Check("single voltages", draw.one_voltage, _RATE, repeats=3),
            Check("an array of voltages", draw.voltages, _RATE, weight=1.5),
            Check("whole numbers", draw.whole_voltages, _RATE, weight=0.5, repeats=1),
            _check_at_hole("-40", draw.around_hole_of_m),
        ),
        misconceptions=mistakes_of(wrong, "alpha_m"),
    ),
    Exercise(
        "beta_m",
        right.beta_m,
        points=2,
        checks=_checks_of_rate(),
        misconceptions=mistakes_of(wrong, "beta_m"),
    ),
    Exercise(
        "alpha_n",
        right.alpha_n,
        points=3,
        checks=(*_checks_of_rate(), _check_at_hole("-55", draw.around_hole_of_n)),
        misconceptions=mistakes_of(wrong, "alpha_n"),
    ),
    Exercise(
        "beta_n",
        right.beta_n,
        points=2,
        checks=_checks_of_rate(),
        misconceptions=mistakes_of(wrong, "beta_n"),
    ),
    Exercise(
        "alpha_h",
        right.alpha_h,
        points=2,
        checks=_checks_of_rate(),
        misconceptions=mistakes_of(wrong, "alpha_h"),
    ),
    Exercise(
        "beta_h",
        right.beta_h,
        points=2,
        checks=_checks_of_rate(),
        misconceptions=mistakes_of(wrong, "beta_h"),
    ),
    Exercise(
        "plot_gates",
        near.plot_gates,
        points=4,
        checks=(
            Check("the steady state of each gate", draw.axis_of_voltages, Panel(0, 2, _PANEL)),
            Check("the time constant of each gate", draw.axis_of_voltages, Panel(1, 2, _PANEL)),
            *_checks_of_form(
                draw.axis_of_voltages,
                (
                    "the axes name V (mV) and, in the second panel, tau (ms)",
                    1,
                    Together((Panel(0, 2, Labels(None, [])), Panel(1, 2, Labels(["V"], ["ms"])))),
                ),
                (
                    "each panel has a legend",
                    0.5,
                    Together((Panel(0, 2, Legend()), Panel(1, 2, Legend()))),
                ),
                ("the function returns both Axes", 0.5, ReturnsAxes(2)),
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_gates", near.same_panels(2)),
        uses=(right.gate_steady_state, right.gate_time_constant, *_RATES),
        draws_figure=True,
    ),
    Exercise(
        "I_ion",
        right.I_ion,
        points=4,
        checks=(
            Check("the leak alone, all m and n gates shut", draw.leak_alone, _CURRENT, weight=0.5),
            Check("sodium alone, at E_L and n = 0", draw.sodium_alone, _CURRENT),
            Check("potassium alone, at E_L and m = 0", draw.potassium_alone, _CURRENT),
            Check("all three, for arrays", draw.all_currents, _CURRENT, weight=1.5),
        ),
        misconceptions=mistakes_of(wrong, "I_ion"),
    ),
    Exercise(
        "simulate_HH",
        right.simulate_HH,
        points=14,
        checks=(
            Check(
                "V starts at V_0, each gate at its steady state there, and they set off rightly",
                draw.step_of_current,
                near.START,
                weight=3,
            ),
            Check(
                "below threshold V follows a current that changes",
                draw.changing_current,
                Together((Part("t", near.RUN, Close("t", "ms")), Part("V", near.RUN, near.V))),
                weight=3,
            ),
            Check(
                "a step of current: V rises, falls, dips and rises again",
                draw.step_of_current,
                Part("V", near.RUN, near.SPIKING_V),
                weight=4,
            ),
            Check(
                "a step of current: m, h and n follow",
                draw.step_of_current,
                Together(near.GATES),
                weight=2,
            ),
            Check(
                "several neurons at once, a column each",
                draw.several_currents,
                Together((Part("V", near.RUN, near.SPIKING_V), *near.GATES)),
                weight=2,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(
            wrong,
            "simulate_HH",
            only_V=near.V,
            without_C_m=near.SAME_V,
            current_not_divided=near.SAME_V,
        ),
        uses=_MODEL,
    ),
    Exercise(
        "plot_HH",
        near.plot_HH,
        points=4,
        checks=(
            Check(
                "V and dV/dt of a step of current",
                draw.step_to_draw,
                Together([Panel(panel, 4, Curves("", "", labelled=False)) for panel in (0, 1)]),
                repeats=1,
            ),
            Check("m, h and n", draw.step_to_draw, Panel(2, 4, _PANEL), weight=0.5, repeats=1),
            Check("the three currents", draw.step_to_draw, Panel(3, 4, _PANEL), repeats=1),
            Check(
                "V and dV/dt of a current that changes",
                draw.pulse_to_draw,
                Together([Panel(panel, 4, Curves("", "", labelled=False)) for panel in (0, 1)]),
                weight=0.5,
                repeats=1,
            ),
            *_checks_of_form(
                draw.step_to_draw,
                (
                    "the axes name V (mV), dV/dt (mV/ms), the gates, the current and the time",
                    0.5,
                    Together(
                        (
                            Panel(3, 4, Labels(["ms"], ["cm"])),
                            *(
                                Panel(panel, 4, Labels(None, words))
                                for panel, words in enumerate((["mV"], [_PER_MS], []))
                            ),
                        )
                    ),
                ),
                (
                    "a legend for the gates, and one for the currents",
                    0.25,
                    Together((Panel(2, 4, Legend()), Panel(3, 4, Legend()))),
                ),
                ("the function returns all four Axes", 0.25, ReturnsAxes(4)),
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_HH", near.same_panels(4)),
        uses=(right.I_ion, *_NEURON),
        draws_figure=True,
    ),
    Exercise(
        "detect_spikes",
        detect_spikes,
        points=5,
        checks=(
            Check("spikes of all heights and widths", draw.trace, near.crossings, weight=2),
            Check("another threshold", draw.trace_and_threshold, near.crossings),
            Check(
                "a sample at the threshold is a spike", draw.touching, near.crossings, weight=0.5
            ),
            Check("a run that starts high", draw.starts_high, near.crossings, weight=0.5),
            Check(
                "no spikes: an empty array",
                draw.silent_trace,
                near.crossings,
                control_inputs=draw.trace,
            ),
        ),
        misconceptions=mistakes_of(wrong, "detect_spikes", count=Close("spikes")),
    ),
    Exercise(
        "FI_curve_HH",
        right.FI_curve_HH,
        points=6,
        checks=(
            Check("an array of currents", draw.currents, near.rates, weight=4),
            Check(
                "a list of currents, in any order",
                draw.list_of_currents,
                near.rates,
                weight=2,
                repeats=1,
            ),
        ),
        misconceptions=mistakes_of(wrong, "FI_curve_HH", Close("rates", rtol=1e-3)),
        uses=_COUNTED,
    ),
    Exercise(
        "plot_FI_HH",
        near.plot_FI_HH,
        points=3,
        checks=(
            Check(
                "the rate at each current",
                draw.curve_to_draw,
                Curves("current (uA/cm2)", "rate (Hz)", tolerance=0.0, points=6, labelled=False),
                weight=2,
                repeats=1,
            ),
            *_checks_of_form(
                draw.curve_to_draw,
                (_AXES_OF_FI, 0.5, Labels(["cm"], ["Hz"])),
                ("the function returns the Axes", 0.5, ReturnsAxes()),
            ),
        ),
        misconceptions=mistakes_of(
            wrong, "plot_FI_HH", axes_swapped=near.exchanged, whole_run=near.same_curve
        ),
        uses=(*_COUNTED, right.FI_curve_HH),
        draws_figure=True,
    ),
    Exercise(
        "rheobase_HH",
        right.rheobase_HH,
        points=5,
        checks=(
            Check(
                "where firing for ever begins",
                draw.search,
                near.near_rheobase,
                weight=3,
                repeats=1,
                control_inputs=draw.search_of_a_sleepier_neuron,
            ),
            Check(
                "where it begins in a neuron that is harder to excite",
                draw.search_of_a_sleepier_neuron,
                near.near_rheobase,
                weight=2,
                repeats=1,
                control_inputs=draw.search,
            ),
        ),
        misconceptions=mistakes_of(wrong, "rheobase_HH", low_end=Close("I", rtol=1e-3)),
        uses=(*_COUNTED, right.FI_curve_HH),
    ),
    Exercise(
        "refractory_period_HH",
        right.refractory_period_HH,
        points=5,
        checks=(
            Check("the smallest gap with two spikes", draw.paired_pulses, _GAP, weight=4),
            Check(
                "no gap with two spikes: nan",
                draw.pulses_too_close,
                _GAP,
                repeats=1,
                control_inputs=draw.paired_pulses,
            ),
        ),
        misconceptions=mistakes_of(wrong, "refractory_period_HH", interval=_SAME_GAP),
        uses=_COUNTED,
    ),
    Exercise(
        "plot_FI_noise_HH",
        near.plot_FI_noise_HH,
        points=4,
        checks=(
            Check(
                "the curve of each sigma, with its own label",
                draw.noisy_curves,
                Curves("mean current (uA/cm2)", "rate (Hz)", tolerance=0.0, points=5),
                weight=2.5,
                repeats=1,
            ),
            *_checks_of_form(
                draw.noisy_curves,
                (_AXES_OF_FI, 0.5, Labels(["cm"], ["Hz"])),
                ("a legend says which curve is which", 0.5, Legend()),
                ("the function returns the Axes", 0.5, ReturnsAxes()),
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_FI_noise_HH", without_sigma=near.only_these),
        uses=_COUNTED,
        draws_figure=True,
    ),
    Exercise(
        "fit_LIF_to_HH",
        right.fit_LIF_to_HH,
        points=5,
        checks=(
            Check("far better than a constant rate", draw.curve_to_fit, near.fits(3, 4), weight=2),
            Check("close to the best LIF", draw.curve_to_fit, near.fits(1.4, 3), weight=3),
        ),
        misconceptions=mistakes_of(wrong, "fit_LIF_to_HH", near.same_LIF),
        optional=True,
    ),
    questions=(
        "answer_adaptation",
        "answer_one_spike",
        "answer_misprint",
        "answer_class",
        "answer_noise",
        "answer_lif",
    ),
)
grade = assignment.grade

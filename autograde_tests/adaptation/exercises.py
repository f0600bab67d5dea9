"""The `adaptation` assignment: integrate-and-fire neurons that get used to their input."""

from collections.abc import Callable

import numpy as np

import reference as right
from autograde_tests.adaptation import expected as near
from autograde_tests.adaptation import inputs as draw
from autograde_tests.adaptation import mistakes as wrong
from autograde_tests.adaptation import runs
from autograde_tests.adaptation.figures import (
    AxisWords,
    Follows,
    Gallery,
    OnCurve,
    Orbit,
    ResetLine,
    ReturnsAll,
    Titles,
)
from autograder.testing.compare import Close
from autograder.testing.exercise import Assignment, Check, Exercise, mistakes_of
from autograder.testing.figures import Curves, Labels, Legend, Panel, ReturnsAxes

_SLACK = 3.0  # ms that these come to in the runs of figures
# mV: an AdEx spike is on its way up, and how far it is drawn is a matter of taste
_UPSTROKE = -40.0

_DWDT = Close(
    "dw/dt", "pA/ms", over=("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V"]))
)
_INDEX = Close("The index")
_ORBIT = "trajectory", "V (mV)", "w (pA)"
_ORBIT_OF_ANYTHING = Orbit(*_ORBIT, right_end=lambda _arguments: np.inf)
_FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=5)


def _trace(quantity: str, unit: str, ceiling: Callable = lambda _arguments: np.inf) -> Follows:
    return Follows("time t (ms)", f"{quantity} ({unit})", _SLACK, ceiling=ceiling)


assignment = Assignment(
    Exercise(
        "dwdt",
        right.dwdt,
        points=4,
        checks=(
            Check("at V = E_L w decays", draw.decaying, _DWDT),
            Check("V pulls at w", draw.pulled_by_V, _DWDT),
            Check("both, for arrays of V and w", draw.arrays_of_states, _DWDT),
            Check("whole numbers", draw.whole_numbers, _DWDT),
        ),
        misconceptions=mistakes_of(wrong, "dwdt"),
    ),
    Exercise(
        "simulate_aLIF",
        right.simulate_aLIF,
        points=14,
        checks=runs.simulator_checks(
            draw.changing_aLIF,
            draw.constant_aLIF,
            draw.without_hold_aLIF,
            weights=(3, 1, 3, 2, 1.5, 3, 0.5),
        ),
        misconceptions=mistakes_of(
            wrong,
            "simulate_aLIF",
            runs.same_run,
            spikes_in_ms=runs.spikes_in_ms,
            w_last=runs.as_it_is,
        ),
        uses=(right.dwdt,),
    ),
    Exercise(
        "plot_adaptation",
        near.plot_adaptation,
        points=5,
        checks=(
            Check(
                "the first panel shows V against time",
                draw.drawn_aLIF,
                Panel(0, 2, _trace("V", "mV", lambda arguments: arguments["params"]["V_th"])),
                weight=1.5,
                repeats=1,
            ),
            Check(
                "the second panel shows w against time",
                draw.drawn_aLIF,
                Panel(1, 2, _trace("w", "pA")),
                weight=2,
                repeats=1,
            ),
            Check(
                "the axes name V (mV), w (pA) and the time (ms)",
                draw.drawn_aLIF,
                AxisWords({(0, "y"): ["mV"], (1, "y"): ["w", "pA"], (1, "x"): ["ms"]}, 2),
                repeats=1,
            ),
            Check(
                "the function returns both Axes", draw.drawn_aLIF, ReturnsAxes(2), 0.5, repeats=1
            ),
        ),
        misconceptions=mistakes_of(wrong, "plot_adaptation"),
        uses=(right.dwdt, right.simulate_aLIF),
        draws_figure=True,
    ),
    Exercise(
        "adaptation_index",
        right.adaptation_index,
        points=4,
        checks=(
            Check("a neuron that slows down", draw.slowing_down, _INDEX, weight=1),
            Check("a neuron that speeds up", draw.speeding_up, _INDEX, weight=1),
            Check("a list of intervals, up and down", draw.listed_intervals, _INDEX, weight=1),
            Check(
                "one interval: nan",
                draw.one_interval,
                _INDEX,
                0.5,
                control_inputs=draw.slowing_down,
            ),
            Check(
                "no interval: nan", draw.no_interval, _INDEX, 0.5, control_inputs=draw.slowing_down
            ),
        ),
        misconceptions=mistakes_of(wrong, "adaptation_index"),
    ),
    Exercise(
        "initial_and_steady_rate",
        right.initial_and_steady_rate,
        points=6,
        checks=(
            Check(
                "the initial rate",
                draw.even_number_of_intervals,
                near.rate(0),
                weight=1.5,
            ),
            Check(
                "the steady rate, of an even number of intervals",
                draw.even_number_of_intervals,
                near.rate(1),
                weight=1.5,
            ),
            Check(
                "the steady rate, of an odd number of intervals",
                draw.odd_number_of_intervals,
                near.rate(1),
                weight=1.5,
            ),
            Check("an array of spikes", draw.array_of_spikes, Close("The rates", "Hz"), 0.5),
            Check(
                "fewer than two spikes: 0 Hz and 0 Hz",
                draw.too_few_spikes,
                Close("The rates", "Hz"),
                repeats=4,
                control_inputs=draw.even_number_of_intervals,
            ),
        ),
        misconceptions=mistakes_of(wrong, "initial_and_steady_rate"),
    ),
    Exercise(
        "plot_FI_adaptation",
        near.plot_FI_adaptation,
        points=5,
        checks=(
            Check("both curves, each with its own label", draw.currents, _FI, weight=3, repeats=1),
            Check(
                "the axes name the current (pA) and the rate (Hz)",
                draw.currents,
                Labels(["pA"], ["Hz"]),
                0.5,
                repeats=1,
            ),
            Check("a legend says which curve is which", draw.currents, Legend(), repeats=1),
            Check("the function returns the Axes", draw.currents, ReturnsAxes(), 0.5, repeats=1),
        ),
        misconceptions=mistakes_of(wrong, "plot_FI_adaptation"),
        uses=(right.dwdt, right.simulate_aLIF, right.initial_and_steady_rate),
        draws_figure=True,
    ),
    Exercise(
        "simulate_AdEx",
        right.simulate_AdEx,
        points=11,
        checks=(
            *runs.simulator_checks(
                draw.changing_AdEx,
                draw.constant_AdEx,
                draw.without_hold_AdEx,
                weights=(2, 1, 1.5, 1, 1, 2, 0.5),
            ),
            Check(
                "w does not feel how far V overshoots",
                draw.overshooting_AdEx,
                runs.Jumps(),
                weight=2,
            ),
        ),
        misconceptions=mistakes_of(
            wrong, "simulate_AdEx", runs.same_run, spikes_in_ms=runs.spikes_in_ms
        ),
        uses=(right.dwdt,),
    ),
    Exercise(
        "nullclines_AdEx",
        right.nullclines_AdEx,
        points=6,
        checks=(
            Check(
                "w on the V-nullcline, at each V of an array",
                draw.voltages,
                near.nullcline(0),
                weight=3,
            ),
            Check(
                "w on the w-nullcline, at each V of an array",
                draw.voltages,
                near.nullcline(1),
                weight=2,
            ),
            Check("both at one V", draw.one_voltage, Close("w on both nullclines", "pA")),
        ),
        misconceptions=mistakes_of(wrong, "nullclines_AdEx"),
    ),
    Exercise(
        "plot_phase_plane",
        near.plot_phase_plane,
        points=6,
        checks=(
            Check(
                "the V-nullcline",
                draw.drawn_AdEx,
                OnCurve("V-nullcline", "V (mV)", "w (pA)", points=20),
                weight=1,
                repeats=1,
            ),
            Check(
                "the w-nullcline",
                draw.drawn_AdEx,
                OnCurve("w-nullcline", "V (mV)", "w (pA)"),
                weight=1,
                repeats=1,
            ),
            Check(
                "the trajectory",
                draw.drawn_AdEx,
                Orbit(
                    *_ORBIT,
                    lambda arguments: (
                        arguments["params"]["V_rh"] + 3 * arguments["params"]["Delta_T"]
                    ),
                ),
                weight=2,
                repeats=1,
            ),
            Check("the reset line, and the x range", draw.drawn_AdEx, ResetLine(), 0.5, repeats=1),
            Check(
                "the axes name V (mV) and w (pA)",
                draw.drawn_AdEx,
                Labels(["V", "mV"], ["w", "pA"]),
                0.5,
                repeats=1,
            ),
            Check("a legend says which line is which", draw.drawn_AdEx, Legend(), 0.5, repeats=1),
            Check("the function returns the Axes", draw.drawn_AdEx, ReturnsAxes(), 0.5, repeats=1),
        ),
        misconceptions=mistakes_of(
            wrong,
            "plot_phase_plane",
            axes_swapped=_ORBIT_OF_ANYTHING,
            against_time=_ORBIT_OF_ANYTHING,
        ),
        uses=(right.dwdt, right.simulate_AdEx, right.nullclines_AdEx),
        draws_figure=True,
    ),
    Exercise(
        "plot_patterns",
        near.plot_patterns,
        points=5,
        checks=(
            Check(
                "each panel shows V of its own neuron against time",
                draw.gallery,
                Gallery(_trace("V", "mV", lambda _arguments: _UPSTROKE)),
                weight=3,
                repeats=1,
            ),
            Check(
                "each panel has its pattern's name as its title", draw.gallery, Titles(), repeats=1
            ),
            Check(
                "the axes name V (mV) and the time (ms)",
                draw.gallery,
                AxisWords({(0, "y"): ["V", "mV"], (-1, "x"): ["ms"]}),
                0.5,
                repeats=1,
            ),
            Check("the function returns all Axes", draw.gallery, ReturnsAll(), 0.5, repeats=1),
        ),
        misconceptions=mistakes_of(wrong, "plot_patterns"),
        uses=(right.dwdt, right.simulate_AdEx),
        draws_figure=True,
    ),
    Exercise(
        "simulate_Izhikevich",
        right.simulate_Izhikevich,
        points=9,
        checks=runs.simulator_checks(
            draw.changing_Izhikevich,
            draw.constant_Izhikevich,
            draw.without_hold_Izhikevich,
            weights=(2, 1, 1.5, 1, 1, 2, 0.5),
        ),
        misconceptions=mistakes_of(
            wrong, "simulate_Izhikevich", runs.same_run, spikes_in_ms=runs.spikes_in_ms
        ),
        uses=(right.dwdt,),
    ),
    Exercise(
        "simulate_Izhikevich2003",
        right.simulate_Izhikevich2003,
        points=6,
        checks=(
            Check(
                "without spikes v and u follow a changing input, sample by sample",
                draw.weak_input,
                runs.published(runs.subthreshold()),
                weight=1.5,
            ),
            Check(
                "v and u up to the first spike",
                draw.strong_input,
                runs.published(runs.UpToSpike()),
                0.5,
            ),
            Check(
                "each spike raises u by d",
                draw.strong_input,
                runs.published(runs.Jumps()),
                weight=1.5,
            ),
            Check(
                "the spikes come when they should",
                draw.strong_input,
                runs.published(runs.TRAIN),
                weight=1.5,
            ),
            Check("with a coarse time step, too", draw.coarse_input, runs.published(runs.TRAIN)),
        ),
        misconceptions=mistakes_of(
            wrong,
            "simulate_Izhikevich2003",
            runs.published(runs.same_run),
            spikes_in_ms=runs.published(runs.spikes_in_ms),
        ),
        uses=(right.dwdt, right.simulate_Izhikevich),
        optional=True,
    ),
    Exercise(
        "classify_pattern",
        right.classify_pattern,
        points=6,
        checks=(
            Check("silent", draw.silent, near.is_word, 0.5, control_inputs=draw.bursting),
            Check("transient", draw.transient, near.is_word, 0.5, control_inputs=draw.tonic),
            Check(
                "one spike in the first half: transient",
                draw.one_early_spike,
                near.is_word,
                0.5,
                control_inputs=draw.tonic,
            ),
            Check("tonic", draw.tonic, near.is_word, control_inputs=draw.adapting),
            Check(
                "speeding up slowly: tonic",
                draw.speeding,
                near.is_word,
                0.5,
                control_inputs=draw.bursting,
            ),
            Check("adapting", draw.adapting, near.is_word, control_inputs=draw.tonic),
            Check(
                "a burst at the start: adapting",
                draw.initial_burst,
                near.is_word,
                control_inputs=draw.tonic,
            ),
            Check("bursting", draw.bursting, near.is_word, control_inputs=draw.adapting),
        ),
        misconceptions=mistakes_of(wrong, "classify_pattern"),
        uses=(right.adaptation_index,),
        optional=True,
    ),
    questions=(
        "answer_FI_adaptation",
        "answer_roles",
        "answer_subthreshold",
        "answer_bursting",
        "answer_patterns",
        "answer_models",
    ),
)
grade = assignment.grade

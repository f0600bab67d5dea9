"""The `adaptation` assignment: integrate-and-fire neurons that get used to their input."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.verdict import Problem
from reference import adaptation as right

from . import adaptation_inputs as draw
from .adaptation_figures import (
    AxisWords,
    Follows,
    Gallery,
    OnCurve,
    Orbit,
    ResetLine,
    ReturnsAll,
    Titles,
)
from .adaptation_runs import (
    RUN,
    InHold,
    Jumps,
    Resets,
    UpToSpike,
    same_run,
    subthreshold,
)
from .compare import Close, NotNumbersError, Part, numbers
from .exercise import Assignment, Check, Comparison, Exercise, Misconception, mistakes_of
from .figures import Curve, Curves, Labels, Legend, Panel, ReturnsAxes
from .mistakes import adaptation as wrong
from .spikes import SpikeTrain

_STEPS = 2  # in an interval: one for the hold, one for where V crosses V_th
_SLACK = 3.0  # ms that these come to in the runs of figures
_UPSTROKE = (
    -40.0
)  # mV: an AdEx spike is on its way up, and how far it is drawn is a matter of taste

# What the figures should show


def plot_adaptation(params: Mapping[str, float], I_inj: float) -> list[Curve]:
    """V above, w below."""
    V, w, t, _ = right.simulate_aLIF(params, I_inj)
    return [Curve("V", t, V, panel=0), Curve("w", t, w, panel=1)]


def plot_FI_adaptation(params: Mapping[str, float], I_values: Sequence[float]) -> list[Curve]:
    """Two curves, open to two steps in an interval, and to a spike more or less at the end."""
    currents = np.asarray(I_values, dtype=float)
    runs = [right.simulate_aLIF(params, I_ext)[3] for I_ext in currents]
    rates = np.array([right.initial_and_steady_rate(spikes, params) for spikes in runs])
    allowed = rates**2 * _STEPS * params["dt"] / 1000 + 0.01 * rates + 0.1
    return [
        Curve(label, currents, rates[:, i], allowed[:, i])
        for i, label in enumerate(("initial", "steady"))
    ]


def plot_phase_plane(params: Mapping[str, float], I_ext: float) -> list[Curve]:
    """The nullclines over what is to be seen, and the trajectory."""
    V_axis = np.linspace(params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"], 2000)
    w_V, w_w = right.nullclines_AdEx(V_axis, params, I_ext)
    V, w, _t, _spikes = right.simulate_AdEx(params, I_ext)
    return [
        Curve("V-nullcline", V_axis, w_V),
        Curve("w-nullcline", V_axis, w_w),
        Curve("trajectory", V, w),
    ]


def plot_patterns(patterns: Mapping[str, Mapping[str, float]]) -> list[Curve]:
    """A panel a pattern."""
    curves = []
    for number, (name, params) in enumerate(patterns.items()):
        V, _w, t, _spikes = right.simulate_AdEx(params, params["I_ext"])
        curves.append(Curve(name, t, V, panel=number))
    return curves


# Comparisons


def is_word(got: Any, expected: str, _case: Mapping[str, Any]) -> Problem | None:
    """Compare names of patterns."""
    if isinstance(got, str) and got.strip().lower() == expected:
        return None
    written = f"“{got}”" if isinstance(got, str) else "no word"
    return Problem(f"This train is {expected}; your answer is {written}.")


def _published(compare: Comparison) -> Comparison:
    """A comparison of runs, for the arguments of the neuron of 2003."""

    def with_params(got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
        params = {"b": case["d"], "V_reset": case["c"], "tref": 0.0}
        params |= {"T": case["T"], "dt": case["dt"]}
        return compare(got, expected, {"params": params})

    return with_params


def _spikes_in_ms(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    del case
    return Part("spikes", RUN, Close("spikes", "ms", rtol=0.01))(got, other, {})


def _as_it_is(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    """All of a run, sample by sample."""
    parts = (Part(name, RUN, Close(name)) for name in RUN)
    return next((problem for part in parts if (problem := part(got, other, case))), None)


def _run_mistakes(exercise: str, wrap: Callable = lambda compare: compare) -> tuple:
    """Known mistakes of a simulator, compared as runs."""
    alike = {"spikes_in_ms": _spikes_in_ms, "w_last": _as_it_is}
    return tuple(
        replace(known, alike=wrap(alike.get(known.wrong.__name__.split("__")[1], same_run)))
        for known in mistakes_of(wrong, exercise)
    )


def _mistakes(exercise: str) -> tuple[Misconception, ...]:
    return mistakes_of(wrong, exercise)


_NULLCLINES = ("w on the V-nullcline", "w on the w-nullcline")
_DWDT = Close("dw/dt", "pA/ms", over=("V (mV)", lambda case, _n: np.atleast_1d(case["V"])))
_INDEX = Close("The index")
_TRAIN = Part("spikes", RUN, SpikeTrain(_STEPS))
_ORBIT = "trajectory", "V (mV)", "w (pA)"
_ORBIT_OF_ANYTHING = Orbit(*_ORBIT, right_end=lambda _case: np.inf)
_FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=5)


def _rate(at: int) -> Comparison:
    """One of the two rates, returned in whatever holds two numbers."""
    what = ("The initial rate", "The steady rate")[at]

    def compare(got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
        try:
            rates = numbers(got)
        except NotNumbersError as error:
            return Problem(str(error))
        if rates.shape != (2,):
            return Problem("It should return 2 numbers: the initial rate, the steady rate.")
        return Close(what, "Hz")(rates[at], expected[at], case)

    return compare


def _nullcline(at: int) -> Part:
    over = ("V (mV)", lambda case, _n: np.atleast_1d(case["V"]))
    return Part(_NULLCLINES[at], _NULLCLINES, Close(_NULLCLINES[at], "pA", over=over))


def _simulator_checks(
    changing: Callable, constant: Callable, without_hold: Callable, weights: Sequence[float]
) -> tuple[Check, ...]:
    """What is asked of each simulator of the family."""
    return (
        Check(
            "without spikes V and w follow a changing current, sample by sample",
            changing,
            subthreshold(),
            weight=weights[0],
        ),
        Check("V and w up to the first spike", constant, UpToSpike(), weight=weights[1]),
        Check("each spike raises w by b", constant, Jumps(), weight=weights[2]),
        Check("w goes on in the hold", constant, InHold(), weight=weights[3]),
        Check(
            "after each spike V is reset, held for tref, and climbs again",
            constant,
            Resets(),
            weight=weights[4],
        ),
        Check("the spikes come when they should", constant, _TRAIN, weight=weights[5]),
        Check(
            "with tref = 0, V goes on from V_reset at once",
            without_hold,
            _TRAIN,
            weight=weights[6],
            draws=1,
        ),
    )


def _trace(quantity: str, unit: str, ceiling: Callable = lambda _case: np.inf) -> Follows:
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
        misconceptions=_mistakes("dwdt"),
    ),
    Exercise(
        "simulate_aLIF",
        right.simulate_aLIF,
        points=14,
        checks=_simulator_checks(
            draw.changing_aLIF,
            draw.constant_aLIF,
            draw.without_hold_aLIF,
            weights=(3, 1, 3, 2, 1.5, 3, 0.5),
        ),
        misconceptions=_run_mistakes("simulate_aLIF"),
        uses=(right.dwdt,),
    ),
    Exercise(
        "plot_adaptation",
        plot_adaptation,
        points=5,
        checks=(
            Check(
                "the first panel shows V against time",
                draw.drawn_aLIF,
                Panel(0, 2, _trace("V", "mV", lambda case: case["params"]["V_th"])),
                weight=1.5,
                draws=1,
            ),
            Check(
                "the second panel shows w against time",
                draw.drawn_aLIF,
                Panel(1, 2, _trace("w", "pA")),
                weight=2,
                draws=1,
            ),
            Check(
                "the axes name V (mV), w (pA) and the time (ms)",
                draw.drawn_aLIF,
                AxisWords({(0, "y"): ["mV"], (1, "y"): ["w", "pA"], (1, "x"): ["ms"]}, 2),
                draws=1,
            ),
            Check("the function returns both Axes", draw.drawn_aLIF, ReturnsAxes(2), 0.5, draws=1),
        ),
        misconceptions=_mistakes("plot_adaptation"),
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
            Check("one interval: nan", draw.one_interval, _INDEX, 0.5, unlike=draw.slowing_down),
            Check("no interval: nan", draw.no_interval, _INDEX, 0.5, unlike=draw.slowing_down),
        ),
        misconceptions=_mistakes("adaptation_index"),
    ),
    Exercise(
        "initial_and_steady_rate",
        right.initial_and_steady_rate,
        points=6,
        checks=(
            Check(
                "the initial rate",
                draw.even_number_of_intervals,
                _rate(0),
                weight=1.5,
            ),
            Check(
                "the steady rate, of an even number of intervals",
                draw.even_number_of_intervals,
                _rate(1),
                weight=1.5,
            ),
            Check(
                "the steady rate, of an odd number of intervals",
                draw.odd_number_of_intervals,
                _rate(1),
                weight=1.5,
            ),
            Check("an array of spikes", draw.array_of_spikes, Close("The rates", "Hz"), 0.5),
            Check(
                "fewer than two spikes: 0 Hz and 0 Hz",
                draw.too_few_spikes,
                Close("The rates", "Hz"),
                draws=4,
                unlike=draw.even_number_of_intervals,
            ),
        ),
        misconceptions=_mistakes("initial_and_steady_rate"),
    ),
    Exercise(
        "plot_FI_adaptation",
        plot_FI_adaptation,
        points=5,
        checks=(
            Check("both curves, each with its own label", draw.currents, _FI, weight=3, draws=1),
            Check(
                "the axes name the current (pA) and the rate (Hz)",
                draw.currents,
                Labels(["pA"], ["Hz"]),
                0.5,
                draws=1,
            ),
            Check("a legend says which curve is which", draw.currents, Legend(), draws=1),
            Check("the function returns the Axes", draw.currents, ReturnsAxes(), 0.5, draws=1),
        ),
        misconceptions=_mistakes("plot_FI_adaptation"),
        uses=(right.dwdt, right.simulate_aLIF, right.initial_and_steady_rate),
        draws_figure=True,
    ),
    Exercise(
        "simulate_AdEx",
        right.simulate_AdEx,
        points=11,
        checks=(
            *_simulator_checks(
                draw.changing_AdEx,
                draw.constant_AdEx,
                draw.without_hold_AdEx,
                weights=(2, 1, 1.5, 1, 1, 2, 0.5),
            ),
            Check(
                "w does not feel how far V overshoots", draw.overshooting_AdEx, Jumps(), weight=2
            ),
        ),
        misconceptions=_run_mistakes("simulate_AdEx"),
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
                _nullcline(0),
                weight=3,
            ),
            Check(
                "w on the w-nullcline, at each V of an array",
                draw.voltages,
                _nullcline(1),
                weight=2,
            ),
            Check("both at one V", draw.one_voltage, Close("w on both nullclines", "pA")),
        ),
        misconceptions=_mistakes("nullclines_AdEx"),
    ),
    Exercise(
        "plot_phase_plane",
        plot_phase_plane,
        points=6,
        checks=(
            Check(
                "the V-nullcline",
                draw.drawn_AdEx,
                OnCurve("V-nullcline", "V (mV)", "w (pA)", points=20),
                weight=1,
                draws=1,
            ),
            Check(
                "the w-nullcline",
                draw.drawn_AdEx,
                OnCurve("w-nullcline", "V (mV)", "w (pA)"),
                weight=1,
                draws=1,
            ),
            Check(
                "the trajectory",
                draw.drawn_AdEx,
                Orbit(
                    *_ORBIT,
                    lambda case: case["params"]["V_rh"] + 3 * case["params"]["Delta_T"],
                ),
                weight=2,
                draws=1,
            ),
            Check("the reset line, and the x range", draw.drawn_AdEx, ResetLine(), 0.5, draws=1),
            Check(
                "the axes name V (mV) and w (pA)",
                draw.drawn_AdEx,
                Labels(["V", "mV"], ["w", "pA"]),
                0.5,
                draws=1,
            ),
            Check("a legend says which line is which", draw.drawn_AdEx, Legend(), 0.5, draws=1),
            Check("the function returns the Axes", draw.drawn_AdEx, ReturnsAxes(), 0.5, draws=1),
        ),
        misconceptions=tuple(
            replace(known, alike=_ORBIT_OF_ANYTHING)
            if known.wrong.__name__.endswith(("axes_swapped", "against_time"))
            else known
            for known in _mistakes("plot_phase_plane")
        ),
        uses=(right.dwdt, right.simulate_AdEx, right.nullclines_AdEx),
        draws_figure=True,
    ),
    Exercise(
        "plot_patterns",
        plot_patterns,
        points=5,
        checks=(
            Check(
                "each panel shows V of its own neuron against time",
                draw.gallery,
                Gallery(_trace("V", "mV", lambda _case: _UPSTROKE)),
                weight=3,
                draws=1,
            ),
            Check(
                "each panel has its pattern's name as its title", draw.gallery, Titles(), draws=1
            ),
            Check(
                "the axes name V (mV) and the time (ms)",
                draw.gallery,
                AxisWords({(0, "y"): ["V", "mV"], (-1, "x"): ["ms"]}),
                0.5,
                draws=1,
            ),
            Check("the function returns all Axes", draw.gallery, ReturnsAll(), 0.5, draws=1),
        ),
        misconceptions=_mistakes("plot_patterns"),
        uses=(right.dwdt, right.simulate_AdEx),
        draws_figure=True,
    ),
    Exercise(
        "simulate_Izhikevich",
        right.simulate_Izhikevich,
        points=9,
        checks=_simulator_checks(
            draw.changing_Izhikevich,
            draw.constant_Izhikevich,
            draw.without_hold_Izhikevich,
            weights=(2, 1, 1.5, 1, 1, 2, 0.5),
        ),
        misconceptions=_run_mistakes("simulate_Izhikevich"),
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
                subthreshold(),
                weight=1.5,
            ),
            Check("v and u up to the first spike", draw.strong_input, _published(UpToSpike()), 0.5),
            Check("each spike raises u by d", draw.strong_input, _published(Jumps()), weight=1.5),
            Check(
                "the spikes come when they should",
                draw.strong_input,
                _published(_TRAIN),
                weight=1.5,
            ),
            Check("with a coarse time step, too", draw.coarse_input, _published(_TRAIN)),
        ),
        misconceptions=_run_mistakes("simulate_Izhikevich2003", _published),
        uses=(right.dwdt, right.simulate_Izhikevich),
        optional=True,
    ),
    Exercise(
        "classify_pattern",
        right.classify_pattern,
        points=6,
        checks=(
            Check("silent", draw.silent, is_word, 0.5, unlike=draw.bursting),
            Check("transient", draw.transient, is_word, 0.5, unlike=draw.tonic),
            Check(
                "one spike in the first half: transient",
                draw.one_early_spike,
                is_word,
                0.5,
                unlike=draw.tonic,
            ),
            Check("tonic", draw.tonic, is_word, unlike=draw.adapting),
            Check("speeding up slowly: tonic", draw.speeding, is_word, 0.5, unlike=draw.bursting),
            Check("adapting", draw.adapting, is_word, unlike=draw.tonic),
            Check("a burst at the start: adapting", draw.initial_burst, is_word, unlike=draw.tonic),
            Check("bursting", draw.bursting, is_word, unlike=draw.adapting),
        ),
        misconceptions=_mistakes("classify_pattern"),
        uses=(right.adaptation_index,),
        optional=True,
    ),
)
grade = assignment.grade

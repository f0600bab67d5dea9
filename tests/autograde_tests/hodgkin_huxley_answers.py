"""What is known of answers to the `hodgkin_huxley` assignment."""

import copy
import functools
import pickle
from dataclasses import replace

import numpy as np
from answer_kit import (
    without_arrays,
)
from known_answers import KnownAnswers, model
from matplotlib import pyplot as plt

import reference
from autograde_tests.hodgkin_huxley import decoys
from autograde_tests.hodgkin_huxley import exercises as hh
from autograder.testing.exercise import Assignment


def remembered(function):
    """The same function, that works out each value once for all tests."""
    values = {}

    @functools.wraps(function)
    def answer(*args):
        key = function, pickle.dumps(args)  # with decoys it is another function
        if key not in values:
            values[key] = function(*args)
        return copy.deepcopy(values[key])

    return answer


def quick(exercise):
    """The exercise with a memory: known mistakes are plain loops, run for every wrong answer."""
    if exercise.draws_figure:
        return replace(exercise, reference=remembered(exercise.reference))
    known = exercise.misconceptions
    return replace(
        exercise,
        reference=remembered(exercise.reference),
        misconceptions=tuple(replace(one, wrong=remembered(one.wrong)) for one in known),
    )


ASSIGNMENT = Assignment(*map(quick, hh.assignment.exercises.values()), decoys=decoys)


EXERCISES = ASSIGNMENT.exercises


def right(name):
    """The instructor's function."""
    return model("hodgkin_huxley")[name]


FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]


RATES = ("alpha_m", "alpha_n", "rates_HH")


def quickly(name):
    """The right answer, from the library where it takes its time in the notebook."""
    if name in FIGURES:
        return right(name)
    function = EXERCISES[name].reference.__wrapped__

    def answer(*args, **named):
        return function(*args, **named)

    answer.__name__ = name
    return answer


# Figures, drawn in other ways


def figure_of(curves, **how):
    """A figure with some curves (label, x, y), each drawn in some way."""

    def answer(*args):
        ax = plt.figure().add_subplot()
        for label, x, y in curves(*args):
            how.get("draw", lambda ax, x, y, label: ax.plot(x, y, "o-", label=label))(
                ax, x, y, label
            )
        ax.set(xlabel=how.get("xlabel", "current (uA/cm2)"), ylabel=how.get("ylabel", "rate (Hz)"))
        if how.get("legend", True):
            ax.legend()
        return how.get("returns", lambda ax: ax)(ax)

    return answer


def drawn(name, **how):
    def curves(*args):
        return [(f"{c.label} of it", c.x, c.y) for c in EXERCISES[name].reference(*args)]

    return figure_of(curves, **how)


def panels_of(name, **how):
    """A figure of several panels."""
    count = {"plot_gates": 2, "plot_HH": 4}[name]
    labels = {
        "plot_gates": ("steady state", "tau (ms)"),
        "plot_HH": ("V (mV)", "dV/dt (mV/ms)", "open share", "current (uA/cm2)"),
    }[name]

    def answer(*args):
        curves = EXERCISES[name].reference(*args)
        _fig, axes = plt.subplots(how.get("count", count), 1)
        for curve in curves:
            x, y, label = how.get("change", lambda x, y, label, panel: (x, y, label))(
                curve.x, curve.y, curve.label, curve.panel
            )
            axes[curve.panel].plot(x, y, how.get("style", "-"), label=label)
        for ax, label in zip(axes, how.get("labels", labels), strict=False):
            ax.set(ylabel=label)
            if how.get("legend", True):
                ax.legend()
        axes[-1].set_xlabel(how.get("xlabel", "V (mV)" if count == 2 else "time (ms)"))
        return how.get("returns", lambda axes: axes)(axes)

    return answer


# Wrong without a name, and half right


def no_arrays(name):
    return without_arrays(quickly(name))


def one_neuron(name):
    def answer(params, I_inj):
        if np.ndim(I_inj) > 1:
            raise ValueError("could not broadcast input array from shape (4,) into shape (1,)")
        return quickly(name)(params, I_inj)

    return answer


def changed(change):
    return lambda name: lambda *args: change(quickly(name)(*args))


def curve(**how):
    return lambda name: drawn(name, **how)


def panels(**how):
    return lambda name: panels_of(name, **how)


def only_panel(number, **how):
    """One panel is drawn wrongly."""

    def change(x, y, label, panel):
        return (x, 0.5 * y - 7, label) if panel == number else (x, y, label)

    return panels(change=change, **how)


def slower(by):
    """The neuron of another temperature."""

    def make(_name):
        def answer(params, I_inj):
            other = params | {"C_m": by * params["C_m"]}
            return reference.simulate_HH(other, I_inj)

        return answer

    return make


def gates_only(_name):
    def answer(params, I_inj):
        _, m, h, n, t = reference.simulate_HH(params, I_inj)
        return 0 * m - 65, m, h, n, t

    return answer


def V_only(_name):
    def answer(params, I_inj):
        V, *_, t = reference.simulate_HH(params, I_inj)
        return V, 0 * V, 0 * V, 0 * V, t

    return answer


def crossings(**how):
    def make(_name):
        def answer(V, t, threshold=0.0):
            if how.get("raises") and V.max() < threshold:
                raise IndexError("index 0 is out of bounds for axis 0 with size 0")
            times = reference.detect_spikes(V, t, threshold)
            return np.append(times, t[0]) if how.get("start") and V[0] >= threshold else times

        return answer

    return make


def late_crossings(_name):
    def answer(V, t, threshold=0.0):
        return reference.detect_spikes(V, t, threshold) + 2 * (t[1] - t[0])

    return answer


def rates_for_lists(_name):
    def answer(params, I_values):
        if isinstance(I_values, list):
            raise TypeError("can't multiply sequence by non-int of type 'float'")
        return reference.FI_curve_HH(params, I_values)

    return answer


def found(change):
    """What a search finds, changed."""

    def make(name):
        search = EXERCISES[name].reference
        return lambda params, low, high, tol: change(search(params, low, high, tol), tol)

    return make


def only_for(neurons):
    """The threshold of some neurons only."""

    def make(name):
        search = EXERCISES[name].reference
        return lambda params, *rest: search(params, *rest) if neurons(params) else params["V_0"]

    return make


def unless_silent(otherwise):
    """The coincidence factor, but something else for trains without spikes."""

    def make(name):
        def answer(data, model, T, window):
            if min(len(data), len(model)) == 0:
                return otherwise(data, model)
            return EXERCISES[name].reference(data, model, T, window)

        return answer

    return make


def lif(**changes):
    def make(_name):
        return lambda I_values, rates: {
            key: changes.get(key, lambda x: x)(value)
            for key, value in reference.fit_LIF_to_HH(I_values, rates).items()
            if changes.get(key, 0) is not None
        }

    return make


HALF_RIGHT = [
    ("gate_steady_state", no_arrays, 0.5),
    ("gate_time_constant", no_arrays, 0.5),
    ("dxdt_gate", no_arrays, 0.5),
    ("gate_steady_state", changed(lambda x: np.round(x, 3)), 0),
    ("dxdt_gate", changed(lambda x: [x]), 0.8),
    ("alpha_m", no_arrays, 1),
    ("alpha_n", no_arrays, 1),
    ("rates_HH", no_arrays, 3),
    ("alpha_m", changed(lambda rate: np.asarray(rate).astype(int)), 0),
    ("rates_HH", changed(str), 0),
    ("rates_HH", changed(np.array), 4),
    ("rates_HH", changed(lambda rates: rates[:5]), 0),
    ("rates_HH", changed(lambda rates: (rates[0], 2 * rates[1], *rates[2:])), 3.25),
    ("plot_gates", only_panel(0), 3),
    ("plot_gates", only_panel(1), 3),
    ("plot_gates", panels(legend=False), 3.5),
    ("plot_gates", panels(xlabel=""), 3),
    ("plot_gates", panels(labels=("steady state", "tau")), 3),
    ("plot_gates", panels(returns=lambda axes: None), 3.5),
    ("plot_gates", panels(returns=lambda axes: axes[0]), 3.5),
    ("plot_gates", panels(change=lambda x, y, label, panel: (x, y, "xyz")), 3.5),
    ("I_ion", no_arrays, 2),
    ("I_ion", changed(np.mean), 2),
    ("I_ion", changed(lambda x: [x]), 3.2),
    ("simulate_HH", one_neuron, 12),
    ("simulate_HH", slower(1.8), 0),
    ("simulate_HH", gates_only, 2),
    ("simulate_HH", V_only, 9),
    ("simulate_HH", changed(lambda run: run[:4]), 0),
    ("simulate_HH", changed(lambda run: [np.round(x) for x in run]), 6),
    ("simulate_HH", changed(lambda run: tuple(x[:-1] for x in run)), 11.2),
    ("simulate_HH", changed(lambda run: (*run[:4], None)), 11),
    ("simulate_HH", changed(list), 14),
    ("plot_HH", only_panel(0), 3.25),
    ("plot_HH", only_panel(1), 3.25),
    ("plot_HH", only_panel(2), 3.5),
    ("plot_HH", only_panel(3), 3),
    ("plot_HH", panels(legend=False), 3.75),
    ("plot_HH", panels(xlabel="t"), 3.5),
    ("plot_HH", panels(labels=("V", "dV/dt (mV/ms)", "m", "I (uA/cm2)")), 3.5),
    ("plot_HH", panels(returns=lambda axes: None), 3.75),
    ("plot_HH", panels(count=5), 0),
    ("detect_spikes", crossings(raises=True), 4),
    ("detect_spikes", late_crossings, 1),
    ("detect_spikes", changed(lambda times: times if len(times) else None), 4),
    ("detect_spikes", changed(lambda times: times[::-1]), 1),
    ("FI_curve_HH", rates_for_lists, 4.5),
    ("FI_curve_HH", changed(lambda rates: rates > 0), 0),
    ("FI_curve_HH", changed(lambda rates: rates + 1), 0),
    ("FI_curve_HH", changed(list), 6),
    ("rheobase_HH", found(lambda found, tol: found - 0.9 * tol), 5),
    ("rheobase_HH", found(lambda found, tol: found + 2), 0),
    ("rheobase_HH", found(lambda found, tol: [found]), 4),
    ("rheobase_HH", found(lambda found, tol: np.nan), 0),
    ("rheobase_HH", found(lambda found, tol: None), 0),
    ("kick_threshold_HH", found(lambda found, tol: found - 0.9 * tol), 4),
    ("kick_threshold_HH", found(lambda found, tol: found + 0.7), 0),
    ("kick_threshold_HH", found(lambda found, tol: [found]), 3.2),
    ("kick_threshold_HH", found(lambda found, tol: np.nan), 0),
    ("kick_threshold_HH", found(lambda found, tol: None), 0),
    ("kick_threshold_HH", only_for(lambda params: params["g_Na"] < 100), 2),
    ("kick_threshold_HH", only_for(lambda params: params["g_Na"] > 100), 2),
    ("coincidence_factor", unless_silent(lambda data, model: 1 / 0), 2),
    ("coincidence_factor", unless_silent(lambda data, model: 0.0), 2.5),
    ("coincidence_factor", changed(lambda factor: np.round(factor, 2)), 1),
    ("coincidence_factor", changed(lambda factor: [factor]), 2.4),
    ("refractory_period_HH", changed(lambda gap: gap if gap == gap else None), 4),
    ("refractory_period_HH", changed(lambda gap: gap + 0.3), 1),
    ("refractory_period_HH", changed(np.float64), 5),
    ("fit_LIF_to_HH", lif(tref=lambda x: 1.3 * x), 0),
    ("fit_LIF_to_HH", lif(g_L=lambda x: 1.3 * x), 2),
    ("fit_LIF_to_HH", lif(tau_m=lambda x: -x), 0),
    ("fit_LIF_to_HH", lif(tau_m=lambda x: np.nan), 0),
    ("fit_LIF_to_HH", lif(tref=lambda x: "long"), 0),
    ("fit_LIF_to_HH", lif(tref=None), 0),
    ("fit_LIF_to_HH", lif(E_L=lambda x: x - 4, V_th=lambda x: x - 4, V_reset=lambda x: x - 4), 5),
    ("fit_LIF_to_HH", changed(lambda lif: list(lif.values())), 0),
    ("plot_FI_HH", curve(xlabel="current"), 2.5),
    ("plot_FI_HH", curve(ylabel="rate"), 2.5),
    ("plot_FI_HH", curve(returns=lambda ax: None), 2.5),
    ("plot_FI_HH", curve(draw=lambda ax, x, y, label: ax.plot(x, 2 * y + 9, label=label)), 1),
    ("plot_FI_HH", curve(draw=lambda ax, x, y, label: ax.plot(x[2:], y[2:], label=label)), 1),
    ("plot_FI_noise_HH", curve(xlabel="current"), 3.5),
    ("plot_FI_noise_HH", curve(legend=False), 3.5),
    ("plot_FI_noise_HH", curve(returns=lambda ax: ax.lines), 3.5),
    ("plot_FI_noise_HH", curve(draw=lambda ax, x, y, label: ax.plot(x, y)), 3.5),
    ("plot_FI_noise_HH", curve(draw=lambda ax, x, y, label: ax.plot(x, y + 40, label=label)), 1.5),
]


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}


NOTHING = dict.fromkeys(EXERCISES, 0)


CLASS = {
    "emil": {
        **FULL,
        "alpha_m": 1,
        "alpha_n": 2,
        "plot_gates": 2.5,
        "simulate_HH": 12,
        "plot_HH": 3,
        "detect_spikes": 4.5,
        "plot_FI_HH": 1.5,
        "rheobase_HH": 0,
        "kick_threshold_HH": 0,
        "coincidence_factor": 2.5,
        "refractory_period_HH": 4,
        "plot_FI_noise_HH": 3.5,
        "fit_LIF_to_HH": 0,
    },
    "farah": {**FULL, "rates_HH": 2.5, "I_ion": 3, "fit_LIF_to_HH": 0},
    "goran": {
        **NOTHING,
        "plot_gates": 2,
        "plot_HH": 3,
        "detect_spikes": 1,
        "plot_FI_HH": 1,
        "refractory_period_HH": 1,
        "plot_FI_noise_HH": 1.5,
        "coincidence_factor": 1,
    },
    "hana": {
        **NOTHING,
        "gate_steady_state": 1,
        "alpha_m": 3,
        "rates_HH": 1.75,
        "I_ion": 3,
        "simulate_HH": 3,
        "detect_spikes": 1,
        "FI_curve_HH": 4.5,
        "plot_FI_HH": 1,
        "coincidence_factor": 1,
    },
    "ivo": NOTHING,
    "jun": {
        **NOTHING,
        "gate_steady_state": 1,
        "gate_time_constant": 1,
        "dxdt_gate": 1,
        "rates_HH": 4,
        "FI_curve_HH": 6,
    },
    "kira": {
        **NOTHING,
        "gate_steady_state": 1,
        "gate_time_constant": 1,
        "dxdt_gate": 1,
        "alpha_m": 1,
        "alpha_n": 1,
        "rates_HH": 3,
        "I_ion": 4,
        "detect_spikes": 5,
    },
}


NAMED = {
    "emil": {
        "alpha_n": "unguarded",
        "detect_spikes": "above_only",
        "rheobase_HH": "one_spike",
        "kick_threshold_HH": "high_end",
    },
    "farah": {"rates_HH": "swapped", "I_ion": "n_cubed"},
    "goran": {
        "gate_steady_state": "odds",
        "gate_time_constant": "sum",
        "dxdt_gate": "swapped",
        **dict.fromkeys(RATES, "from_rest"),
        "plot_gates": "rates",
        "I_ion": "E_minus_V",
        "simulate_HH": "gates_at_zero",
        "plot_HH": "inward_positive",
        "detect_spikes": "samples_above",
        "FI_curve_HH": "whole_run",
        "plot_FI_HH": "axes_swapped",
        "rheobase_HH": "one_halving",
        "kick_threshold_HH": "one_halving",
        "coincidence_factor": "share",
        "refractory_period_HH": "pulses_end_to_start",
        "plot_FI_noise_HH": "without_sigma",
        "fit_LIF_to_HH": "without_tref",
    },
    "hana": {
        "gate_time_constant": "sum_of_times",
        "dxdt_gate": "without_closed",
        "alpha_m": "zero_in_the_hole",
        "alpha_n": "factor",
        "rates_HH": "beta_m_width_of_n",
        "I_ion": "without_h",
        "simulate_HH": "m_in_both",
        "detect_spikes": "both_ways",
        "FI_curve_HH": "per_ms",
        "plot_FI_HH": "against_numbers",
        "rheobase_HH": "ends_exchanged",
        "kick_threshold_HH": "instantaneous",
        "coincidence_factor": "rate_in_Hz",
        "refractory_period_HH": "any_spike",
    },
}


def on_the_library():
    """What a student's cell may call, of the library: the student's own take their time."""
    return {name: vars(reference)[name] for name in hh.assignment.decoys.names}


def one_LIF(*_):
    """A neuron that fits no curve, or any."""
    return {
        "E_L": -65.0,
        "V_reset": -65.0,
        "V_th": -55.0,
        "g_L": 0.6,
        "tau_m": 8.0,
        "tref": 8.0,
    }


ANSWERS = KnownAnswers(
    "hodgkin_huxley",
    half_right=HALF_RIGHT,
    points=CLASS,
    named=NAMED,
    helped={
        "emil": {
            "alpha_m": "An `if` can ask about one",
            "refractory_period_HH": "For some arguments it comes to",
            "coincidence_factor": "Something is divided by zero",
            "plot_FI_noise_HH": "The curves have labels, but nothing",
        },
        "jun": {
            "simulate_HH": "A name is used before it",
            "detect_spikes": "The function calls itself over and",
        },
        "kira": {
            "alpha_m": "An `if` can ask about one",
            "alpha_n": "An `if` can ask about one",
            "rates_HH": "A function that takes one number",
            "simulate_HH": "A number has run off to",
        },
    },
    perfect=("ada", "bela", "chen", "dilek"),
    shown=("simulate_HH", "FI_curve_HH", "plot_HH", "detect_spikes"),
    varied="ivo",
    assignment=ASSIGNMENT,
    unchecked=tuple(f"test_{name}" for name in FIGURES if "FI" in name),  # these take seconds
    patience={None: 8.0, "jun": 0.5},  # seconds a call, where machines are busy
    most_seconds=15.0,
    cell=on_the_library,
    slow=("simulate_HH", "plot_HH"),
    quick=quickly,
    from_nowhere={"fit_LIF_to_HH": {"one LIF for all": one_LIF}},
)

"""What is known of answers to the `adaptation` assignment."""

import numpy as np
from answer_kit import (
    without_arrays,
)
from known_answers import KnownAnswers, model
from matplotlib import pyplot as plt

from autograde_tests.adaptation import exercises as adaptation

EXERCISES = adaptation.assignment.exercises


def right(name):
    """The instructor's function."""
    return model("adaptation")[name]


FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]


# Figures, drawn in other ways


def drawn(name, **how):
    """The right figure, with some part of it drawn otherwise."""

    def draw(*args):
        curves = EXERCISES[name].reference(*args)
        count = 1 + max(curve.panel for curve in curves)
        _fig, axes = plt.subplots(count, 1, squeeze=False)
        axes = axes[:, 0]
        for curve in curves:
            ax = axes[curve.panel]
            change = how.get("change", lambda x, y: (x, y))
            x, y = change(curve.x, curve.y)
            plot = how.get("draw", lambda ax, x, y, label: ax.plot(x, y, label=label))
            plot(ax, x, y, how.get("label", lambda label: label)(curve.label))
            if count > 1:
                ax.set_title(how.get("title", lambda label: label)(curve.label))
        words = {
            "plot_adaptation": ("time (ms)", ["V (mV)", "w (pA)"]),
            "plot_FI_adaptation": ("current (pA)", ["rate (Hz)"]),
            "plot_phase_plane": ("V (mV)", ["w (pA)"]),
            "plot_patterns": ("time (ms)", ["V (mV)"] * count),
        }[name]
        axes[-1].set_xlabel(how.get("xlabel", words[0]))
        for ax, word in zip(axes, words[1], strict=True):
            ax.set_ylabel(how.get("ylabel", word))
        if name == "plot_phase_plane":
            params = args[0]
            axes[0].axvline(params["V_reset"] + how.get("reset", 0.0))
            axes[0].set_xlim(
                params["E_L"] - 10, params["V_rh"] + how.get("to", 3) * params["Delta_T"]
            )
        if name in ("plot_FI_adaptation", "plot_phase_plane") and how.get("legend", True):
            axes[0].legend()
        shown = axes[0] if count == 1 else axes
        return how.get("returns", lambda axes: axes)(shown)

    return draw


# Wrong without a name, and half right


def no_arrays(name):
    return without_arrays(right(name))


def no_guard(name):
    def answer(values, *params):
        if len(values) < 2:
            raise IndexError("list index out of range")
        return right(name)(values, *params)

    return answer


def needs_a_hold(name):
    def answer(*args):
        *f, params, I_inj = args
        return right(name)(*f, params | {"tref": max(params["tref"], 3 * params["dt"])}, I_inj)

    return answer


def changed(change):
    return lambda name: lambda *args: change(right(name)(*args))


def part(at, change):
    def of(run):
        run = list(run)
        run[at] = change(run[at])
        return tuple(run)

    return changed(of)


def entry(key, factor):
    return changed(lambda found: found | {key: factor * found[key]})


def figure(**how):
    return lambda name: drawn(name, **how)


def labels_exchanged(name):
    pairs = {"initial": "steady", "steady": "initial", "V-nullcline": "w-nullcline"}
    pairs |= {"w-nullcline": "V-nullcline"}
    return drawn(name, label=lambda label: pairs.get(label, label))


def only(word, other):
    return lambda _name: lambda spikes, params: word if len(spikes) else other


HALF_RIGHT = [
    ("dwdt", no_arrays, 3),
    ("dwdt", changed(lambda rate: round(float(np.mean(rate)), 2)), 0),
    ("dwdt", changed(lambda rate: [rate]), 3.2),
    ("simulate_adaptive", no_arrays, 12.5),
    ("simulate_adaptive", needs_a_hold, 13),
    ("simulate_adaptive", changed(lambda run: run[:3]), 0),
    ("simulate_adaptive", changed(lambda run: run[0]), 0),
    ("simulate_adaptive", part(2, lambda t: t + 0.1), 12.5),
    ("simulate_adaptive", part(0, lambda V: V[:-1]), 12),
    ("simulate_adaptive", part(0, lambda V: 0 * V), 7),
    ("simulate_adaptive", part(1, lambda w: 0 * w), 5),
    ("simulate_adaptive", part(1, lambda w: w + 1.0), 11.5),
    ("simulate_adaptive", part(1, lambda w: 2 * w), 5),
    ("simulate_adaptive", part(3, lambda spikes: [k + 3 for k in spikes]), 8),
    ("simulate_adaptive", part(3, lambda spikes: spikes[1:]), 12.5),
    ("simulate_adaptive", part(3, len), 1),
    ("simulate_aLIF", no_arrays, 2.5),
    ("simulate_aLIF", needs_a_hold, 2.5),
    ("simulate_aLIF", changed(lambda run: run[:3]), 0),
    ("simulate_aLIF", part(2, lambda t: t + 0.1), 2.5),
    ("simulate_aLIF", part(1, lambda w: 0 * w), 1.25),
    ("simulate_aLIF", part(3, len), 0.25),
    ("simulate_AdEx", no_arrays, 3.25),
    ("simulate_AdEx", needs_a_hold, 3.25),
    ("simulate_AdEx", changed(lambda run: run[0]), 0),
    ("simulate_AdEx", part(0, lambda V: V + 1.0), 2.25),
    ("simulate_Izhikevich", no_arrays, 2.25),
    ("simulate_Izhikevich", needs_a_hold, 2.5),
    ("simulate_Izhikevich", changed(lambda run: run[0]), 0),
    ("simulate_Izhikevich2003", no_arrays, 2.25),
    ("simulate_Izhikevich2003", part(0, lambda v: v + 1.0), 2),
    ("simulate_Izhikevich2003", part(1, lambda u: 0 * u), 1.25),
    ("simulate_Izhikevich2003", part(3, lambda spikes: [k + 4 for k in spikes]), 1),
    ("adaptation_index", no_guard, 3),
    ("adaptation_index", no_arrays, 1.5),
    ("adaptation_index", changed(lambda index: None if np.isnan(index) else index), 3),
    ("adaptation_index", changed(lambda index: round(index, 2)), 1),
    ("initial_and_steady_rate", no_guard, 5),
    ("initial_and_steady_rate", no_arrays, 4.5),
    ("initial_and_steady_rate", changed(list), 6),
    ("initial_and_steady_rate", changed(np.array), 6),
    ("initial_and_steady_rate", changed(lambda rates: rates[0]), 0),
    ("initial_and_steady_rate", changed(lambda rates: (rates[0], rates[0])), 1.5),
    ("initial_and_steady_rate", changed(lambda rates: (*rates, 0.0)), 4.8),
    ("impedance", no_arrays, 1),
    ("impedance", changed(lambda Z: 1.1 * Z), 0),
    ("impedance", changed(lambda Z: np.asarray(Z).tolist()), 6),
    ("serial_correlation", no_guard, 3),
    ("serial_correlation", changed(lambda rho: round(rho, 2)), 1),
    ("serial_correlation", changed(lambda rho: [[1.0, rho], [rho, 1.0]]), 0),
    ("nullclines_AdEx", no_arrays, 2),
    ("nullclines_AdEx", changed(lambda both: both[0]), 0),
    ("nullclines_AdEx", changed(lambda both: (both[0], 2 * both[1])), 4),
    ("classify_pattern", only("tonic", "silent"), 0.25),
    ("classify_pattern", changed(str.upper), 3),
    ("classify_pattern", changed(lambda word: f"it is {word}"), 0),
    ("find_parameters", entry("b", 1.2), 4.5),
    ("find_parameters", entry("b", float("nan")), 4.5),
    ("find_parameters", entry("g_L", 1.05), 4.5),
    ("find_parameters", entry("a", 0.9), 4.5),
    ("find_parameters", entry("tau_w", 1.1), 4.5),
    ("find_parameters", changed(lambda found: {"g_L": found["g_L"]}), 1.5),
    ("find_parameters", changed(lambda found: list(found.values())), 0),
    ("plot_adaptation", figure(returns=lambda axes: None), 4.5),
    ("plot_adaptation", figure(ylabel="rate"), 4),
    ("plot_adaptation", figure(xlabel="time"), 4),
    ("plot_adaptation", figure(change=lambda x, y: (x, y + 12)), 1.5),
    ("plot_adaptation", figure(change=lambda x, y: (x[: len(x) // 2], y[: len(y) // 2])), 1.5),
    ("plot_adaptation", figure(change=lambda x, y: (x, 0 * y)), 1.5),
    ("plot_adaptation", figure(draw=lambda ax, x, y, label: None), 0),
    ("plot_adaptation", lambda _: lambda *args: plt.figure(), 0),
    ("plot_FI_adaptation", figure(legend=False), 4),
    ("plot_FI_adaptation", figure(returns=lambda ax: None), 4.5),
    ("plot_FI_adaptation", figure(xlabel="current"), 4.5),
    ("plot_FI_adaptation", figure(change=lambda x, y: (x, 1.2 * y)), 2),
    ("plot_FI_adaptation", figure(change=lambda x, y: (y, x)), 2),
    ("plot_FI_adaptation", figure(draw=lambda ax, x, y, label: ax.plot(x, y)), 4),
    ("plot_phase_plane", figure(legend=False), 5.5),
    ("plot_phase_plane", figure(returns=lambda ax: None), 5.5),
    ("plot_phase_plane", figure(ylabel="w"), 5.5),
    ("plot_phase_plane", figure(reset=2.0), 5.5),
    ("plot_phase_plane", figure(to=30), 5.5),
    ("plot_phase_plane", figure(change=lambda x, y: (x, y + 60)), 2),
    ("plot_phase_plane", figure(change=lambda x, y: (x, 0 * y)), 2),
    ("plot_phase_plane", labels_exchanged, 4),
    ("plot_patterns", figure(returns=lambda axes: None), 3.5),
    ("plot_patterns", figure(returns=lambda axes: axes[0]), 3.5),
    ("plot_patterns", figure(title=lambda label: "a neuron"), 3.5),
    ("plot_patterns", figure(xlabel="time"), 3.5),
    ("plot_patterns", figure(change=lambda x, y: (x, y + 5)), 1.5),
    ("plot_patterns", figure(change=lambda x, y: (x + 5, y)), 1.5),
    ("plot_patterns", figure(change=lambda x, y: (x, 0 * y - 65)), 1.5),
    ("plot_patterns", lambda _: lambda *args: plt.figure(), 0),
]


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}


NOTHING = dict.fromkeys(EXERCISES, 0)


CLASS = {
    "goran": {
        **FULL,
        "simulate_adaptive": 12.5,
        "plot_adaptation": 3.5,
        "adaptation_index": 3,
        "initial_and_steady_rate": 5,
        "plot_FI_adaptation": 4,
        "simulate_AdEx": 3.25,
        "plot_phase_plane": 5,
        "plot_patterns": 3.5,
        "impedance": 5,
        "serial_correlation": 0,
        "simulate_Izhikevich": 0,
        "simulate_Izhikevich2003": 0,
        "classify_pattern": 0,
        "find_parameters": 0,
    },
    "hana": {
        **FULL,
        "dwdt": 0,
        "adaptation_index": 1,
        "initial_and_steady_rate": 1,
        "nullclines_AdEx": 0,
        "impedance": 1,
        "find_parameters": 0,
    },
    "ivo": {
        **NOTHING,
        "dwdt": 1,
        "simulate_adaptive": 6,
        "simulate_aLIF": 0.75,
        "plot_adaptation": 1.5,
        "adaptation_index": 1,
        "initial_and_steady_rate": 2.5,
        "plot_FI_adaptation": 2,
        "simulate_AdEx": 3.5,
        "nullclines_AdEx": 2,
        "plot_phase_plane": 5,
        "plot_patterns": 1.5,
        "simulate_Izhikevich": 1,
        "simulate_Izhikevich2003": 2,
        "classify_pattern": 2,
        "impedance": 1,
        "serial_correlation": 1,
    },
    "jun": {
        **NOTHING,
        "simulate_adaptive": 13,
        "simulate_aLIF": 3,
        "plot_adaptation": 0.5,
        "adaptation_index": 3.5,
        "initial_and_steady_rate": 1,
        "plot_FI_adaptation": 2,
        "simulate_AdEx": 2.75,
        "nullclines_AdEx": 2,
        "plot_patterns": 1.5,
        "simulate_Izhikevich": 1,
        "classify_pattern": 2.5,
    },
    "lena": NOTHING,
    "mateo": {
        **NOTHING,
        "dwdt": 4,
        "simulate_aLIF": 3,
        "initial_and_steady_rate": 6,
        "nullclines_AdEx": 4,
        "plot_patterns": 4,
        "adaptation_index": 0.5,
    },
    "nadia": {
        **NOTHING,
        "dwdt": 4,
        "adaptation_index": 4,
        "initial_and_steady_rate": 6,
        "plot_FI_adaptation": 5,
        "nullclines_AdEx": 6,
    },
}


NAMED = {
    "goran": {"adaptation_index": "zero_for_one"},
    "hana": {
        "dwdt": "without_tau",
        "adaptation_index": "sign",
        "initial_and_steady_rate": "per_ms",
        "nullclines_AdEx": "swapped",
        "impedance": "per_second",
    },
    "ivo": {
        "dwdt": "plus_w",
        "simulate_adaptive": "set_to_b",
        "simulate_aLIF": "set_to_b",
        "plot_adaptation": "against_samples",
        "adaptation_index": "over_first",
        "initial_and_steady_rate": "of_last",
        "plot_FI_adaptation": "swapped",
        "impedance": "real_part",
        "simulate_AdEx": "overshoot",
        "nullclines_AdEx": "in_mV",
        "plot_phase_plane": "without_input",
        "plot_patterns": "one_current",
        "simulate_Izhikevich": "plus_w",
        "serial_correlation": "one_mean",
        "simulate_Izhikevich2003": "half_steps",
        "classify_pattern": "any_ratio",
    },
    "jun": {
        "dwdt": "without_E_L",
        "simulate_adaptive": "frozen",
        "plot_adaptation": "swapped",
        "adaptation_index": "zero_for_one",
        "initial_and_steady_rate": "in_steps",
        "plot_FI_adaptation": "counted",
        "simulate_AdEx": "at_V_rh",
        "nullclines_AdEx": "leak_only",
        "plot_patterns": "against_samples",
        "simulate_Izhikevich": "never_raised",
        "classify_pattern": "in_samples",
    },
}


ANSWERS = KnownAnswers(
    "adaptation",
    half_right=HALF_RIGHT,
    points=CLASS,
    named=NAMED,
    helped={
        "goran": {
            "simulate_adaptive": "An `if` can ask about one",
            "initial_and_steady_rate": "There is nothing in this array,",
            "impedance": "Several values are needed here, and",
            "simulate_AdEx": "An `if` can ask about one",
            "plot_FI_adaptation": "The curves have labels, but nothing",
        },
        "mateo": {
            "simulate_adaptive": "An index is one too large:",
            "adaptation_index": "There are not as many names",
            "nullclines_AdEx": "Several values are needed here, and",
            "plot_phase_plane": "A name is used before it",
        },
        "nadia": {"simulate_aLIF": "A name is used before it"},
    },
    perfect=("ada", "bela", "chen", "emil", "farah"),
    shown=("simulate_AdEx", "plot_phase_plane", "classify_pattern"),
    varied="jun",
    crashes={"nadia": ("simulate_aLIF",)},
    may_be_named="labels of the nullclines are swapped",
    common_inputs=r"mystery|\(array\(\[\], dtype=float64\),\)",
)

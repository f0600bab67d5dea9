"""What is known of answers to the `lif` assignment."""

import math

import numpy as np
from answer_kit import (
    without_arrays,
)
from known_answers import KnownAnswers, model
from matplotlib import pyplot as plt

from autograde_tests.lif import exercises as lif

EXERCISES = lif.assignment.exercises


def right(name):
    """The instructor's function."""
    return model("lif")[name]


FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]


# Figures, drawn in other ways


def figure_of(curves, **how):
    """A figure with some curves (label, x, y), each drawn in some way."""

    def draw(*args):
        ax = plt.figure().add_subplot()
        for label, x, y in curves(*args):
            how.get("draw", lambda ax, x, y, label: ax.plot(x, y, label=label))(ax, x, y, label)
        ax.set(xlabel=how.get("xlabel", "current (pA)"), ylabel=how.get("ylabel", "rate (Hz)"))
        if how.get("legend", True):
            ax.legend()
        return how.get("returns", lambda ax: ax)(ax)

    return draw


def right_curves(name):
    return lambda *args: [
        (f"{curve.label} of it", curve.x, curve.y) for curve in EXERCISES[name].reference(*args)
    ]


def drawn(name, **how):
    return figure_of(right_curves(name), **how)


CURVE_FIGURES = ["plot_FI_tau", "plot_FI_noise"]


def histograms(samples=lambda *both: both, **how):
    """Two panels with histograms of some samples."""

    def draw(*both):
        shown = samples(*both)
        low, high = np.concatenate(shown).min() - 1, np.concatenate(shown).max() + 1
        _fig, axes = plt.subplots(2, 1)
        for ax, data in zip(axes, shown, strict=True):
            how.get("draw", lambda ax, data, bins: ax.hist(data, bins))(
                ax, data, np.linspace(low, high, how.get("edges", 41))
            )
            if how.get("same_range", True):
                ax.set_xlim(low, high)
            ax.set(xlabel=how.get("xlabel", "ISI (ms)"), ylabel=how.get("ylabel", "count"))
        return how.get("returns", lambda axes: axes)(axes)

    return draw


# Known mistakes


def as_student(exercise, known):
    """A mistake that is written as what a histogram would show is drawn."""
    return histograms(known.wrong) if exercise.name == "plot_ISI_histograms" else None


# Wrong without a name, and half right


def no_arrays(name):
    return without_arrays(right(name))


def fails_without_spikes(name):
    def answer(spikes, *params):
        if len(spikes) == 0:
            raise IndexError("list index out of range")
        return right(name)(spikes, *params)

    return answer


def changed(change):
    return lambda name: lambda *args: change(right(name)(*args))


def curve(**how):
    return lambda name: drawn(name, **how)


def labels_exchanged(name):
    def curves(*args):
        shown = right_curves(name)(*args)
        labels = [label for label, _, _ in shown]
        turned = [*labels[1:], labels[0]]
        return [(label, x, y) for label, (_, x, y) in zip(turned, shown, strict=True)]

    return figure_of(curves)


def math_rate(_name):
    def answer(params, I_ext):
        V_inf = params["E_L"] + I_ext / params["g_L"]
        climb = math.log((V_inf - params["V_reset"]) / (V_inf - params["V_th"]))
        return 1000 / (params["tref"] + params["tau_m"] * climb)

    return answer


def panels(**how):
    return lambda _name: histograms(**how)


def silent(*_args):
    return 0.0


HALF_RIGHT = [
    ("dvdt_proto_LIF", no_arrays, 3),
    ("dvdt_LIF", no_arrays, 3),
    ("dvdt_LIF", changed(lambda rate: round(float(np.mean(rate)), 2)), 0),
    ("dvdt_LIF", changed(lambda rate: [rate]), 3.2),
    ("steady_state_voltage", changed(round), 0),
    ("steady_state_voltage", changed(str), 0),
    ("V_proto_LIF", no_arrays, 1),
    ("V_proto_LIF", changed(lambda V: np.atleast_1d(V)[1:]), 0),
    ("simulate_LIF", no_arrays, 9),
    ("simulate_LIF", changed(lambda run: run[:2]), 0),
    ("simulate_LIF", changed(lambda run: run[0]), 0),
    ("simulate_LIF", changed(lambda run: (run[0], None, run[2])), 11),
    ("simulate_LIF", changed(lambda run: (run[0], run[1] + 0.1, run[2])), 11),
    ("simulate_LIF", changed(lambda run: (run[0].astype(int), run[1], run[2])), 6.5),
    ("simulate_LIF", changed(lambda run: (run[0][:-1], run[1][:-1], run[2])), 11.2),
    ("simulate_LIF", changed(lambda run: (run[0], run[1], run[2][1:])), 7.5),
    ("simulate_LIF", changed(lambda run: (run[0], run[1], [k + 2 for k in run[2]])), 12.5),
    ("simulate_LIF", changed(lambda run: (run[0], run[1], len(run[2]))), 2),
    ("simulate_LIF", changed(lambda run: (0 * run[0], run[1], run[2])), 6.5),
    ("spike_freq", no_arrays, 3),
    ("spike_freq", fails_without_spikes, 3),
    ("spike_freq", changed(round), 1),
    ("rheobase_LIF", changed(round), 0),
    ("simulate_noisy_LIF", changed(lambda run: (1.2 * run[0], *run[1:])), 0),
    ("FI_curve", changed(lambda curve: curve[1]), 0),
    ("FI_curve", changed(lambda curve: (curve[0], 0 * curve[1])), 1),
    ("FI_curve", changed(lambda curve: (curve[0], curve[1] + 1)), 4),
    ("FI_curve", changed(lambda curve: (curve[0][::-1], curve[1][::-1])), 6),
    ("FI_curve", changed(lambda curve: (curve[0], curve[1][:-1])), 0.8),
    ("FI_curve", lambda _: lambda p, top=500, step=50, s=0: right("FI_curve")(p, top, step, s), 7),
    ("FI_curve", lambda _: lambda p, top, step, s=0: right("FI_curve")(p, top, step, s), 7),
    ("get_ISI", fails_without_spikes, 2.5),
    ("get_ISI", lambda _: lambda k, p: (k[1:] - k[:-1]) * p["dt"], 0.5),
    ("get_ISI", changed(lambda ISI: ISI if len(ISI) else None), 2),
    ("get_ISI", changed(lambda ISI: ISI if len(ISI) else [0.0]), 2),
    ("get_ISI", changed(lambda ISI: ISI.tolist()), 3),
    ("get_CV", changed(lambda CV: None if np.isnan(CV) else CV), 3.5),
    ("firing_rate_LIF", math_rate, 3),
    ("firing_rate_LIF", changed(lambda rate: rate or None), 3),
    ("firing_rate_LIF", lambda _: silent, 0),
    ("plot_ISI_histograms", panels(same_range=False, draw=lambda ax, x, _: ax.hist(x, 9)), 3),
    ("plot_ISI_histograms", panels(xlabel="ISI"), 3.5),
    ("plot_ISI_histograms", panels(ylabel=""), 3.5),
    ("plot_ISI_histograms", panels(returns=lambda axes: None), 3.5),
    ("plot_ISI_histograms", panels(returns=lambda axes: axes[0]), 3.5),
    ("plot_ISI_histograms", panels(edges=2), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, _: ax.hist(x, [0, 10, 20, 25])), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, bins: ax.hist(x[5:], bins)), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, _: ax.plot(x)), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, _: None), 0),
]


for figure in CURVE_FIGURES:
    HALF_RIGHT += [
        (figure, curve(legend=False), 2.5),
        (figure, curve(xlabel="current"), 2.75),
        (figure, curve(ylabel="rate"), 2.75),
        (figure, curve(xlabel="rate (Hz)", ylabel="current (pA)"), 2.75),
        (figure, curve(returns=lambda ax: None), 2.75),
        (figure, curve(returns=lambda ax: ax.lines), 2.75),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, y)), 2.5),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(y, label=label)), 1),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, 3 * y + 9, label=label)), 1),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x[1:], y[1:], label=label)), 1),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, 0 * y, label=label)), 1),
        (figure, labels_exchanged, 1),
        (
            figure,
            curve(draw=lambda ax, x, y, label: ax.plot(x, y, label=label, visible=False)),
            0,
        ),
        (figure, lambda _: lambda *args: plt.figure(), 0),
    ]


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}


NOTHING = dict.fromkeys(EXERCISES, 0)


CLASS = {
    "goran": {
        **FULL,
        "V_proto_LIF": 1,
        "simulate_LIF": 9,
        "simulate_noisy_LIF": 0,
        "FI_curve": 5,
        "plot_FI_tau": 2.5,
        "plot_FI_noise": 2.5,
        "get_ISI": 2.5,
        "find_parameters": 0,
        "plot_ISI_histograms": 3,
        "get_CV": 3.5,
        "firing_rate_LIF": 0,
    },
    "hana": {
        **FULL,
        "steady_state_voltage": 0,
        "dvdt_LIF": 1,
        "spike_freq": 1,
        "rheobase_LIF": 0,
        "find_parameters": 0,
    },
    "ivo": {
        **NOTHING,
        "dvdt_proto_LIF": 1,
        "simulate_LIF": 5,
        "spike_freq": 1,
        "FI_curve": 6.4,
        "plot_FI_tau": 1,
        "plot_FI_noise": 1,
        "find_parameters": 3.75,
        "get_ISI": 1,
        "plot_ISI_histograms": 2.5,
        "get_CV": 1,
        "firing_rate_LIF": 2,
    },
    "jun": {
        **NOTHING,
        "steady_state_voltage": 2,
        "simulate_LIF": 5,
        "spike_freq": 1,
        "FI_curve": 3,
        "plot_FI_tau": 1,
        "get_ISI": 0.5,
        "get_CV": 0.5,
    },
    "kira": {
        **NOTHING,
        "dvdt_proto_LIF": 4,
        "steady_state_voltage": 3,
        "V_proto_LIF": 6,
        "dvdt_LIF": 4,
        "simulate_LIF": 5,
        "spike_freq": 4,
        "rheobase_LIF": 4,
        "FI_curve": 2,
        "get_ISI": 0.5,
    },
    "lena": NOTHING,
    "mateo": {
        **FULL,
        "simulate_LIF": 0,
        "rheobase_LIF": 0,
        "simulate_noisy_LIF": 0,
        "plot_FI_tau": 0,
        "plot_FI_noise": 0,
        "plot_ISI_histograms": 0,
        "find_parameters": 0,
    },
    "nadia": {
        **NOTHING,
        "dvdt_proto_LIF": 4,
        "steady_state_voltage": 3,
        "dvdt_LIF": 4,
        "spike_freq": 4,
        "simulate_noisy_LIF": 5,
        "get_ISI": 3,
    },
    "oskar": {
        **NOTHING,
        "dvdt_proto_LIF": 4,
        "steady_state_voltage": 3,
        "dvdt_LIF": 4,
        "spike_freq": 4,
    },
    "priya": {
        **NOTHING,
        "dvdt_proto_LIF": 4,
        "steady_state_voltage": 3,
        "spike_freq": 4,
        "rheobase_LIF": 4,
        "simulate_noisy_LIF": 5,
        "FI_curve": 8,
    },
    "quinn": NOTHING,
}


NAMED = {
    "quinn": {"rheobase_LIF": "one_number", "firing_rate_LIF": "one_number"},
    "goran": {"FI_curve": "without_noise", "get_CV": "of_one_interval"},
    "hana": {
        "steady_state_voltage": "from_V_0",
        "dvdt_LIF": "current_not_divided",
        "spike_freq": "per_ms",
        "rheobase_LIF": "without_E_L",
    },
    "ivo": {
        "dvdt_proto_LIF": "leak_sign",
        "steady_state_voltage": "times_g_L",
        "V_proto_LIF": "explodes",
        "dvdt_LIF": "without_tau",
        "simulate_LIF": "no_hold",
        "spike_freq": "of_intervals",
        "rheobase_LIF": "from_reset",
        "simulate_noisy_LIF": "one_draw",
        "FI_curve": "with_I_max",
        "plot_FI_tau": "only_C_m",
        "plot_FI_noise": "without_sigma",
        "get_ISI": "in_steps",
        "plot_ISI_histograms": "swapped",
        "get_CV": "ddof",
        "firing_rate_LIF": "without_tref",
        "find_parameters": "g_L_upside_down",
    },
    "jun": {
        "dvdt_proto_LIF": "without_C_m",
        "steady_state_voltage": "capped",
        "V_proto_LIF": "starts_at_rest",
        "dvdt_LIF": "leak_times_g_L",
        "simulate_LIF": "spikes_in_ms",
        "spike_freq": "is_count",
        "rheobase_LIF": "on_grid",
        "simulate_noisy_LIF": "seed_ignored",
        "FI_curve": "counts",
        "plot_FI_tau": "by_g_L",
        "get_ISI": "are_times",
        "get_CV": "of_times",
    },
    "kira": {
        "simulate_LIF": "tref_in_steps",
        "simulate_noisy_LIF": "seed_ignored",
        "FI_curve": "one_current",
        "get_ISI": "with_first",
    },
}


ANSWERS = KnownAnswers(
    "lif",
    half_right=HALF_RIGHT,
    points=CLASS,
    named=NAMED,
    helped={
        "goran": {
            "V_proto_LIF": "A function that takes one number",
            "simulate_LIF": "Several values are written into the",
            "get_ISI": "There is nothing in this list,",
            "plot_FI_tau": "The curves have labels, but nothing",
            "plot_ISI_histograms": "All would be right with other limits",
        },
        "nadia": {"simulate_LIF": "A name is used before it"},
        "priya": {"simulate_LIF": "A name is used before it"},
        "quinn": {
            "dvdt_LIF": "The dictionary has no value of",
            "get_ISI": "Each value is 0: is",
            "get_CV": "Each value is nan, which is",
            **dict.fromkeys(("plot_FI_tau", "plot_ISI_histograms"), "Nothing is drawn:"),
        },
    },
    perfect=("ada", "bela", "chen", "dilek", "emil", "farah"),
    shown=("simulate_LIF", "FI_curve", "plot_FI_tau"),
    varied="jun",
    crashes={"nadia": ("simulate_LIF",)},
    common_inputs="mystery",
    as_student=as_student,
)

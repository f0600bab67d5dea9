"""What is known of answers to the `nonlinear_if` assignment."""

import functools

import numpy as np
from answer_kit import (
    without_arrays,
)
from known_answers import KnownAnswers, model
from matplotlib import pyplot as plt

import reference
from autograde_tests.nonlinear_if import exercises as nonlinear_if
from autograde_tests.nonlinear_if.expected import figures as nonlinear_if_figures
from autograde_tests.nonlinear_if.expected import noise as nonlinear_if_noise
from reference import (
    dvdt_EIF,
    simulate_EIF,
)

EXERCISES = nonlinear_if.assignment.exercises


def right(name):
    """The instructor's function."""
    return model("nonlinear_if")[name]


FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]


def library(name):
    """A function of the library, under a name that no answer in this module takes."""
    return vars(reference)[name]


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
    if name == "plot_CV_models":  # of which the reference gives the mean
        return lambda LIF, EIF, I_values, *noise: [
            (label, np.asarray(I_values, dtype=float), CVs)
            for label, CVs in nonlinear_if_figures.CVs_of_seed(LIF, EIF, I_values, *noise).items()
        ]
    return lambda *args: [
        (curve.label, curve.x, curve.y) for curve in EXERCISES[name].reference(*args)
    ]


YLABEL = {
    "plot_FI_models": "rate (Hz)",
    "plot_FI_noise": "rate (Hz)",
    "plot_CV_models": "CV",
    "plot_CV_noise": "CV",
}


def drawn(name, **how):
    return figure_of(right_curves(name), **{"ylabel": YLABEL[name], **how})


def phase_line(**how):
    """A phase line with its fixed points as the reference has them, changed in some way."""

    def draw(params, I_values):
        ax = plt.figure().add_subplot()
        for curve in EXERCISES["plot_phase_line"].reference(params, I_values):
            if curve.label in ("stable", "unstable"):
                x, y = how.get("marks", lambda x: (x, 0 * x))(curve.x)
                label = how.get("names", {}).get(curve.label, curve.label)
                how.get("mark", lambda ax, *xy, **k: ax.plot(*xy, "o", **k))(ax, x, y, label=label)
            else:
                x, y = how.get("line", lambda x, y: (x[::4], y[::4]))(curve.x, curve.y)
                ax.plot(x, y, label=f"I = {curve.label} pA")
        ax.axhline(0)
        ax.set(xlabel=how.get("xlabel", "V (mV)"), ylabel=how.get("ylabel", "dV/dt (mV/ms)"))
        if how.get("legend", True):
            ax.legend()
        return how.get("returns", lambda ax: ax)(ax)

    return draw


def upstrokes(key, **how):
    """Two panels up to the spike, drawn from the reference simulator."""

    def draw(values, params, I_inj):
        _fig, axes = plt.subplots(2, 1, sharex=how.get("sharex", True))
        for value in values:
            varied = params | {key: value}
            V, t, spikes = simulate_EIF(varied, I_inj)
            end = spikes[0] + how.get("more", 0) if spikes else len(V)
            V, t = V[:end], t[:end]
            rate = how.get("rate", dvdt_EIF)(V, I_inj, varied)
            name = how.get("name", "{} = {} mV").format(key, value)
            how.get("draw", lambda ax, *xy, label: ax.plot(*xy, label=label))(
                axes[0], t, V, label=name
            )
            axes[1].plot(t[: len(rate)], rate, label=name)
        axes[0].set(ylabel=how.get("V", "V (mV)"))
        axes[1].set(xlabel=how.get("xlabel", "time (ms)"), ylabel=how.get("dV", "dV/dt (mV/ms)"))
        if how.get("legend", True):
            axes[how.get("legend_in", 0)].legend()
        return how.get("returns", lambda axes: axes)(axes)

    return draw


UPSTROKES = {"plot_sharpness": "Delta_T", "plot_threshold": "V_rh"}


def histograms(samples=nonlinear_if_figures.plot_ISI_models, **how):
    """Two panels with histograms of some samples."""

    def draw(*args):
        shown = samples(*args)
        low, high = 0.98 * np.concatenate(shown).min(), 1.02 * np.concatenate(shown).max()
        _fig, axes = plt.subplots(2, 1)
        for ax, data, name in zip(axes, shown, how.get("names", ("LIF", "EIF")), strict=True):
            how.get("draw", lambda ax, data, bins: ax.hist(data, bins))(
                ax, data, np.linspace(low, high, how.get("edges", 41))
            )
            if how.get("same_range", True):
                ax.set_xlim(low, high)
            ax.set(xlabel=how.get("xlabel", "ISI (ms)"), ylabel=how.get("ylabel", "count"))
            ax.set_title(name)
        return how.get("returns", lambda axes: axes)(axes)

    return draw


def grid(samples=nonlinear_if_noise.plot_ISI_grid, **how):
    """A table of histograms of some samples."""

    def draw(simulate, params, mu_values, sigma_values, myseed):
        shown = samples(simulate, params, mu_values, sigma_values, myseed)
        pairs = [(mu, sigma) for sigma in sigma_values for mu in mu_values]
        longest = 1.02 * np.concatenate(shown).max()
        table = how.get("table", lambda rows, columns: (rows, columns))
        rows, columns = table(len(sigma_values), len(mu_values))
        _fig, axes = plt.subplots(rows, columns, squeeze=False, **how.get("subplots", {}))
        for ax, data, (mu, sigma) in zip(axes.flat, shown, pairs, strict=True):
            bins = np.linspace(0, longest, how.get("edges", 41))
            how.get("draw", lambda ax, data, bins: ax.hist(data, bins))(ax, data, bins)
            if how.get("same_range", True):
                ax.set_xlim(0, longest)
            ax.set_title(how.get("title", "mu = {} pA, sigma = {}").format(mu, sigma))
            ax.set(xlabel=how.get("xlabel", "ISI (ms)"), ylabel=how.get("ylabel", "count"))
        return how.get("returns", lambda axes: axes)(axes)

    return draw


# Known mistakes


def as_student(exercise, known):
    """A mistake that is written as what a histogram would show is drawn."""
    drawn_as = {"plot_ISI_models": histograms, "plot_ISI_grid": grid}.get(exercise.name)
    return drawn_as and drawn_as(known.wrong)


def fine_search(fires, steps=200):
    """Bisection of a fixed number of steps, with a condition of one's own."""

    def search(simulate, params, I_low, I_high, _tol):
        for _ in range(steps):
            middle = (I_low + I_high) / 2
            I_low, I_high = (I_low, middle) if fires(simulate, params, middle) else (middle, I_high)
        return I_high

    return search


# Wrong without a name, and half right


def no_arrays(name):
    return without_arrays(right(name))


def changed(change):
    return lambda name: lambda *args: change(right(name)(*args))


def curve(**how):
    return lambda name: drawn(name, **how)


def fires_at_least(count):
    return lambda _: fine_search(lambda simulate, p, current: len(simulate(p, current)[2]) >= count)


def without_noise(simulate, params, I_values):
    return library("FI_curve_model")(simulate, params, I_values)


def scans(_name):
    def answer(simulate, params, I_low, _I_high, tol):
        while not simulate(params, I_low)[2]:
            I_low += tol
        return I_low

    return answer


def breaks_off(_name):
    def answer(values, params, I_inj):
        for value in values:
            assert simulate_EIF(params | {"V_rh": value}, I_inj)[2]
        return upstrokes("V_rh")(values, params, I_inj)

    return answer


def fails_if_silent(simulate, params, mu_values, sigma_values, myseed):
    def with_means(*args):
        shown = nonlinear_if_noise.plot_ISI_grid(*args)
        assert all(data.size for data in shown)
        return shown

    return grid(with_means)(simulate, params, mu_values, sigma_values, myseed)


HALF_RIGHT = [
    ("f_EIF", no_arrays, 3),
    ("f_EIF", changed(lambda f: round(float(np.mean(f)), 1)), 0),
    ("f_EIF", changed(lambda f: [f]), 4),
    ("f_EIF", changed(lambda f: np.where(np.abs(f) > 1e6, np.nan, f)), 4),
    ("f_EIF", changed(lambda f: np.minimum(f, 900.0)), 3),
    ("dvdt_EIF", no_arrays, 1),
    ("dvdt_EIF", changed(lambda rate: rate + 1.0), 0),
    ("rheobase_EIF", changed(round), 0),
    ("rheobase_EIF", changed(str), 0),
    ("simulate_EIF", no_arrays, 9.5),
    ("simulate_EIF", changed(lambda run: run[:2]), 0),
    ("simulate_EIF", changed(lambda run: run[0]), 0),
    ("simulate_EIF", changed(lambda run: (run[0], None, run[2])), 10.5),
    ("simulate_EIF", changed(lambda run: (run[0], run[1] + 0.1, run[2])), 10.5),
    ("simulate_EIF", changed(lambda run: (run[0][:-1], run[1][:-1], run[2])), 10.4),
    ("simulate_EIF", changed(lambda run: (run[0], run[1], run[2][1:])), 6),
    ("simulate_EIF", changed(lambda run: (run[0], run[1], [k + 3 for k in run[2]])), 9),
    ("simulate_EIF", changed(lambda run: (run[0], run[1], len(run[2]))), 1.5),
    ("simulate_EIF", changed(lambda run: (0 * run[0], run[1], run[2])), 7),
    ("find_rheobase", fires_at_least(3), 0),
    ("find_rheobase", scans, 3),
    ("find_rheobase", changed(lambda current: [current]), 5.6),
    ("find_rheobase", changed(lambda current: current + 4), 0),
    ("find_rheobase", changed(lambda current: None), 0),
    ("FI_curve_model", changed(lambda rates: rates + 12), 0),
    ("FI_curve_model", changed(lambda rates: rates[:-1]), 0),
    ("FI_curve_model", changed(lambda rates: 0 * rates), 0),
    ("FI_curve_model", no_arrays, 4.5),
    ("FI_curve_model", changed(lambda rates: rates.tolist()), 6),
    ("FI_curve_model", lambda _: without_noise, 3),
    ("CV_curve", changed(lambda CVs: np.minimum(CVs, 0.001)), 0),
    ("CV_curve", changed(lambda CVs: [None if np.isnan(CV) else CV for CV in CVs]), 4),
    ("CV_curve", changed(lambda CVs: CVs.tolist()), 5),
    ("CV_curve", changed(lambda CVs: CVs + np.nan), 0),
    ("f_QIF", no_arrays, 1),
    ("simulate_QIF", changed(lambda run: (run[0], run[1], run[2][1:])), 2),
    ("simulate_QIF", changed(lambda run: (0 * run[0], run[1], run[2])), 2),
    ("rheobase_QIF", changed(round), 0),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (x[:0], x[:0])), 3),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (x + 2, 0 * x)), 3),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (x, 0 * x + 3)), 3),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (np.append(x, -60), [0] * 3)), 3),
    ("plot_phase_line", lambda _: phase_line(names={"unstable": "repeller"}), 4),
    ("plot_phase_line", lambda _: phase_line(line=lambda x, y: (x, 2 * y)), 4.5),
    ("plot_phase_line", lambda _: phase_line(line=lambda x, y: (x[::80], y[::80])), 4.5),
    ("plot_phase_line", lambda _: phase_line(legend=False), 5.5),
    ("plot_phase_line", lambda _: phase_line(xlabel="V"), 5.5),
    ("plot_phase_line", lambda _: phase_line(ylabel="dV/dt (mV)"), 5.5),
    ("plot_phase_line", lambda _: phase_line(returns=lambda ax: None), 5.5),
    ("plot_threshold", breaks_off, 2.75),
    ("plot_ISI_models", lambda _: histograms(same_range=False), 3),
    ("plot_ISI_models", lambda _: histograms(
        same_range=False, draw=lambda ax, x, _: ax.hist(x, 20)), 2.5),
    ("plot_ISI_models", lambda _: histograms(names=("", "")), 2.75),
    ("plot_ISI_models", lambda _: histograms(names=("EIF", "LIF")), 2.75),
    ("plot_ISI_models", lambda _: histograms(xlabel="ISI"), 2.75),
    ("plot_ISI_models", lambda _: histograms(returns=lambda axes: None), 2.5),
    ("plot_ISI_models", lambda _: histograms(returns=lambda axes: axes[0]), 2.5),
    ("plot_ISI_models", lambda _: histograms(edges=2), 1.5),
    ("plot_ISI_models", lambda _: histograms(draw=lambda ax, x, bins: ax.hist(x[:3], bins)), 1.5),
    ("plot_ISI_models", lambda _: histograms(draw=lambda ax, x, _: None), 0),
    ("plot_ISI_grid", lambda _: grid(
        same_range=False, draw=lambda ax, x, _: ax.hist(x, 20)), 3.5),
    ("plot_ISI_grid", lambda _: grid(table=lambda rows, columns: (columns, rows)), 3),
    ("plot_ISI_grid", lambda _: grid(table=lambda rows, columns: (rows * columns, 1)), 3),
    ("plot_ISI_grid", lambda _: grid(table=lambda *_: (2, 3)), 3),
    ("plot_ISI_grid", lambda _: grid(title="mu = {} pA"), 3.5),
    ("plot_ISI_grid", lambda _: grid(title="some intervals"), 3.5),
    ("plot_ISI_grid", lambda _: grid(xlabel="ISI"), 3.75),
    ("plot_ISI_grid", lambda _: grid(returns=lambda axes: None), 3.75),
    ("plot_ISI_grid", lambda _: grid(returns=lambda axes: axes[0]), 3.75),
    ("plot_ISI_grid", lambda _: grid(edges=2), 2.5),
    ("plot_ISI_grid", lambda _: grid(draw=lambda ax, x, bins: ax.hist(x[:3], bins)), 2.5),
    ("plot_ISI_grid", lambda _: grid(draw=lambda ax, x, bins: ax.hist([50, 50, 70], bins)), 2.5),
    ("plot_ISI_grid", lambda _: fails_if_silent, 3),
]  # fmt: skip


for at, (figure, key) in enumerate(UPSTROKES.items()):
    HALF_RIGHT += [
        (figure, functools.partial(lambda key, how, _: upstrokes(key, **how), key, how), points[at])
        for how, *points in [
            ({"legend": False}, 3.5, 2.5),
            ({"name": "curve"}, 3.5, 2.5),
            ({"V": "V"}, 3.75, 2.75),
            ({"xlabel": "time"}, 3.75, 2.75),
            ({"dV": "dV/dt"}, 3.75, 2.75),
            ({"returns": lambda axes: None}, 3.5, 2.5),
            ({"returns": lambda axes: axes[0]}, 3.5, 2.5),
            ({"rate": lambda V, *_: V}, 3, 2.5),
            ({"more": 40}, 2, 1.75),
        ]
    ]


for figure in YLABEL:
    HALF_RIGHT += [
        (figure, curve(legend=False), 2.5),
        (figure, curve(xlabel="current"), 2.5),
        (figure, curve(ylabel="y"), 2.5),
        (figure, curve(returns=lambda ax: None), 2.5),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, 3 * y + 9, label=label)), 1.5),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, y + 90, label=label)), 1.5),
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
        "f_EIF": 3,
        "plot_phase_line": 5.5,
        "plot_sharpness": 3,
        "plot_threshold": 2.25,
        "find_rheobase": 3,
        "plot_FI_models": 2.5,
        "plot_ISI_models": 0,
        "CV_curve": 4,
        "plot_CV_models": 2.5,
        "f_QIF": 0,
        "simulate_QIF": 0,
        "rheobase_QIF": 0,
        "plot_FI_noise": 2.5,
        "plot_ISI_grid": 3,
        "plot_CV_noise": 2.5,
    },
    "hana": {
        **FULL,
        "f_EIF": 2,
        "dvdt_EIF": 0,
        "rheobase_EIF": 0,
        "FI_curve_model": 0,
        "CV_curve": 1,
        "f_QIF": 0,
        "rheobase_QIF": 0,
    },
    "ivo": {
        **NOTHING,
        "dvdt_EIF": 1,
        "plot_phase_line": 3,
        "simulate_EIF": 2.5,
        "plot_sharpness": 1.5,
        "plot_threshold": 2.5,
        "FI_curve_model": 3,
        "plot_FI_models": 1.5,
        "plot_ISI_models": 1.5,
        "CV_curve": 3,
        "plot_CV_models": 1.5,
        "plot_FI_noise": 1.5,
        "plot_ISI_grid": 2.5,
        "plot_CV_noise": 1.5,
    },
    "jun": {
        **NOTHING,
        "f_EIF": 4,
        "dvdt_EIF": 1,
        "plot_phase_line": 3,
        "simulate_EIF": 4,
        "find_rheobase": 3,
        "FI_curve_model": 5,
        "plot_FI_models": 1.5,
        "CV_curve": 4,
    },
    "kira": {
        **NOTHING,
        "f_EIF": 5,
        "dvdt_EIF": 3,
        "plot_phase_line": 2.5,
        "rheobase_EIF": 4,
        "simulate_EIF": 4,
    },
    "lena": NOTHING,
    "mateo": {
        **NOTHING,
        "f_EIF": 5,
        "dvdt_EIF": 3,
        "rheobase_EIF": 4,
        "simulate_EIF": 13,
        "FI_curve_model": 6,
        "plot_FI_models": 3,
        "f_QIF": 2,
    },
}


NAMED = {
    "goran": {"find_rheobase": "tol_ignored", "CV_curve": "zero_for_nan"},
    "hana": {
        "f_EIF": "without_Delta_T_in_front",
        "dvdt_EIF": "without_tau",
        "rheobase_EIF": "of_LIF",
        "FI_curve_model": "per_ms",
        "CV_curve": "of_times",
        "f_QIF": "without_a_0",
        "rheobase_QIF": "without_quarter",
    },
    "ivo": {
        "f_EIF": "exponent_sign",
        "dvdt_EIF": "current_not_divided",
        "plot_phase_line": "exchanged",
        "rheobase_EIF": "to_cut_off",
        "simulate_EIF": "spike_at_V_rh",
        "plot_sharpness": "not_varied",
        "plot_threshold": "rate_without_current",
        "find_rheobase": "wrong_half",
        "FI_curve_model": "without_mean",
        "plot_FI_models": "labels_exchanged",
        "plot_FI_noise": "not_varied",
        "plot_ISI_models": "in_steps",
        "plot_ISI_grid": "transposed",
        "CV_curve": "ddof",
        "plot_CV_models": "LIF_twice",
        "plot_CV_noise": "rates",
        "f_QIF": "plus",
        "rheobase_QIF": "of_LIF",
    },
    "jun": {
        "f_EIF": "overflows",
        "dvdt_EIF": "only_f_divided",
        "plot_phase_line": "marks_of_last",
        "rheobase_EIF": "plus_Delta_T",
        "simulate_EIF": "resets_to_rest",
        "FI_curve_model": "seed_ignored",
        "plot_FI_models": "EIF_simulated_as_LIF",
        "CV_curve": "of_one_interval",
        "f_QIF": "sign",
    },
    "kira": {"simulate_EIF": "tref_in_steps", "find_rheobase": "one_trial"},
}


ANSWERS = KnownAnswers(
    "nonlinear_if",
    half_right=HALF_RIGHT,
    half_right_seeds=(0,),
    points=CLASS,
    named=NAMED,
    helped={
        "goran": {
            "f_EIF": "An `if` can ask about one",
            "plot_sharpness": "There is nothing in this list,",
            "plot_threshold": "There is nothing in this list,",
            **dict.fromkeys(
                ("plot_FI_models", "plot_FI_noise", "plot_CV_models", "plot_CV_noise"),
                "The curves have labels, but nothing",
            ),
        },
        "mateo": {
            "find_rheobase": "The function calls itself over and",
            "CV_curve": "A name is used before it",
        },
    },
    perfect=("ada", "bela", "chen", "dilek", "emil"),
    shown=("simulate_EIF", "CV_curve", "plot_phase_line"),
    varied="kira",
    patience={None: 20.0},
    as_student=as_student,
)

"""The hidden tests of the `nonlinear_if` assignment: what passes, what fails, what is named."""

import functools
import inspect
import itertools
import re
import sys
import time

import numpy as np
import pytest
from answer_kit import (
    all_checks,
    careless,
    drawn_inputs,
    failed_by,
    grade_all,
    grade_one,
    helpers_of,
    namespace,
    source,
    students,
    submission,
    vacuous,
    visible_checks,
    without_arrays,
    written_in,
)
from matplotlib import pyplot as plt

import reference
from autograde_tests.nonlinear_if import curves as nonlinear_if_curves
from autograde_tests.nonlinear_if import exercises as nonlinear_if
from autograde_tests.nonlinear_if import figures as nonlinear_if_figures
from autograde_tests.nonlinear_if import inputs as nonlinear_if_inputs
from autograde_tests.nonlinear_if import mistakes as nonlinear_if_mistakes
from autograder.pages.card import as_html
from autograder.sandbox.inside.wire import Opaque
from autograder.testing.answers import LocalAnswer
from reference import (
    FI_curve_model,
    dvdt_EIF,
    f_EIF,
    my_GWN,
    rheobase_EIF,
    rheobase_LIF,
    simulate_EIF,
    simulate_LIF,
    simulate_QIF,
)

EXERCISES = nonlinear_if.assignment.exercises
SEEDS = range(2)
PERFECT = ("ada", "bela", "chen", "dilek", "emil")
FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]
MISTAKES = [
    pytest.param(exercise, known, id=known.wrong.__name__)
    for exercise in EXERCISES.values()
    for known in exercise.misconceptions
]


@functools.cache
def model():
    """Globals of the instructor's notebook."""
    return namespace(source("nonlinear_if"))


@functools.cache
def answers_of(student):
    """Globals of a sample student's notebook."""
    return namespace(submission("nonlinear_if", student))


def right(name):
    return model()[name]


def library(name):
    """A function of the library, under a name that no answer in this module takes."""
    return vars(reference)[name]


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


# Right answers


@pytest.mark.parametrize("seed", range(2, 4))
def test_the_instructors_notebook_earns_full_points(seed):
    verdicts = grade_all(nonlinear_if.assignment, model(), seed, patience=20)
    assert [problem for verdict in verdicts.values() for problem in problems(verdict)] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in FIGURES])
def test_the_reference_library_earns_full_points(name, seed):
    assert grade_one(EXERCISES[name], vars(reference)[name], seed).right


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_in_any_style_earn_full_points(student, seed):
    verdicts = grade_all(nonlinear_if.assignment, answers_of(student), seed, patience=20)
    assert {name: verdict.points for name, verdict in verdicts.items()} == FULL
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("student", PERFECT[1:])  # ada's figures are the instructor's
def test_right_answers_pass_the_visible_checks(student):
    namespace(submission("nonlinear_if", student), checks=True)


@pytest.mark.parametrize("name", EXERCISES)
def test_prints_warnings_plots_and_spoilt_arguments_cost_nothing(name):
    exercise = EXERCISES[name]
    solved = {used.__name__ for used in exercise.uses}
    assert exercise.grade(LocalAnswer(careless(right(name)), name, 3, solved)).right


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_are_right_with_stand_ins_for_all_earlier_ones(name):
    assert EXERCISES[name].grade(LocalAnswer(right(name), name, 4)).right


def test_hidden_tests_of_pure_python_answers_are_quick():
    started = time.process_time()
    grade_all(nonlinear_if.assignment, answers_of("emil"), patience=20)
    assert time.process_time() - started < 4


def spiking(V_spike=None, most=50.0, late=False, shorter=0):
    """A right simulator, its freedoms chosen: V at a spike, the cap, how long the hold is."""

    def simulate(params, I_inj):
        dt = params["dt"]
        n = round(params["T"] / dt)
        I_ext = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
        V, spikes, hold = np.full(n, params["V_0"]), [], 0
        for k in range(1, n):
            if hold > 0:
                V[k], hold = params["V_reset"], hold - 1
                continue
            exponent = min((V[k - 1] - params["V_rh"]) / params["Delta_T"], most)
            f = params["E_L"] - V[k - 1] + params["Delta_T"] * np.exp(exponent)
            V[k] = V[k - 1] + dt * (f + I_ext[k - 1] / params["g_L"]) / params["tau_m"]
            if V[k] >= params["V_th"]:
                V[k] = V[k] if V_spike is None else params["V_th"] if V_spike == "V_th" else V_spike
                if k + late < n:
                    spikes.append(k + late)
                hold = round(params["tref"] / dt) - shorter
        return V, np.arange(n) * dt, spikes

    return simulate


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"V_spike": "V_th"},
        {"V_spike": 40.0},
        {"most": 20.0},
        {"most": 700.0},
        {"most": 700.0, "V_spike": "V_th", "late": True},
        {"shorter": 1},
    ],
    ids=str,
)
def test_right_simulators_differ_in_what_does_not_matter(how):
    names = model() | {"simulate_EIF": spiking(**how)}
    for seed in SEEDS:
        assert problems(grade_one(EXERCISES["simulate_EIF"], names["simulate_EIF"], seed)) == []
    for name in ("plot_sharpness", "plot_FI_models", "plot_ISI_models", "plot_CV_models"):
        exec(solution(name), names)
        assert problems(grade_one(EXERCISES[name], names[name])) == []


def solution(name):
    """The instructor's solution cell."""
    return next(
        cell.source
        for cell in source("nonlinear_if").cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    )


def test_noise_of_any_seed_is_right_where_none_is_given():
    for seed in range(8):
        for name in ("FI_curve_model", "CV_curve"):
            assert grade_one(EXERCISES[name], vars(reference)[name], seed).right

        def with_fresh_noise(LIF, EIF, I_values, sigma, _seed):
            rng = np.random.default_rng()
            both = ("LIF", simulate_LIF, LIF), ("EIF", simulate_EIF, EIF)
            curves = [
                (label, I_values, library("CV_curve")(*pair, I_values, sigma, rng.integers(10**9)))
                for label, *pair in both
            ]
            return figure_of(lambda *_: curves, ylabel="CV")()

        assert grade_one(EXERCISES["plot_CV_models"], with_fresh_noise, seed).right


@pytest.mark.parametrize("name", ["FI_curve_model", "CV_curve"])
def test_stand_ins_know_a_simulator_that_stays_in_the_sandbox(name):
    curve = vars(nonlinear_if_curves)[name]
    LIF, EIF, currents, *noise = nonlinear_if_inputs.noisy_pair_of_curves(np.random.default_rng(1))
    for simulate, params in ((simulate_LIF, LIF), (simulate_EIF, EIF)):
        there = curve(Opaque("function"), params, currents, *noise)
        assert np.array_equal(there, vars(reference)[name](simulate, params, currents, *noise))


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
        (curve.label, curve.x, curve.y) for curve in EXERCISES[name].reference(*args)
    ]


YLABEL = {"plot_FI_models": "rate (Hz)", "plot_CV_models": "CV"}


def drawn(name, **how):
    return figure_of(right_curves(name), **{"ylabel": YLABEL[name], **how})


OTHER_FIGURES = {
    "dots": {"draw": lambda ax, x, y, label: ax.plot(x, y, ".", label=label)},
    "scatter": {"draw": lambda ax, x, y, label: ax.scatter(x, y, label=label)},
    "lists": {"draw": lambda ax, x, y, label: ax.plot(list(x), list(y), label=label)},
    "backwards": {"draw": lambda ax, x, y, label: ax.plot(x[::-1], y[::-1], label=label)},
    "longer labels": {"draw": lambda ax, x, y, label: ax.plot(x, y, label=f"the {label} neuron")},
    "guides": {"draw": lambda ax, x, y, label: (ax.axvline(99), ax.plot(x, y, label=label))},
    "other words": {"xlabel": "$I$ / pA"},
    "an array of one": {"returns": lambda ax: np.array([ax])},
    "the figure": {"returns": lambda ax: ax.figure},
}


@pytest.mark.parametrize("name", YLABEL)
@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(name, style):
    assert problems(grade_one(EXERCISES[name], drawn(name, **OTHER_FIGURES[style]))) == []


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


@pytest.mark.parametrize(
    "how",
    [
        {"mark": lambda ax, x, y, label: ax.scatter(x, y, label=label)},
        {"mark": lambda ax, x, y, label: [ax.plot(a, 0, "o", label=label) for a in x]},
        {"marks": lambda x: (x + 0.1, 0 * x - 0.05)},
        {"marks": lambda x: (np.append(x, np.nan), np.append(0 * x, np.nan))},
        {"names": {"stable": "Stable fixed point", "unstable": "unstable (open)"}},
        {"line": lambda x, y: (x[::8], y[::8])},
        {"xlabel": "membrane potential V [mV]", "ylabel": "rate in mV/ms"},
        {"ylabel": "$dV/dt$ (mV ms$^{-1}$)"},
    ],
)
def test_right_phase_lines_drawn_otherwise_earn_full_points(how):
    for seed in SEEDS:
        assert problems(grade_one(EXERCISES["plot_phase_line"], phase_line(**how), seed)) == []


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


@pytest.mark.parametrize("name", UPSTROKES)
@pytest.mark.parametrize(
    "how",
    [
        {"more": 1},
        {"more": -1},
        {"legend_in": 1, "sharex": False},
        {"rate": lambda V, _, p: np.diff(V) / p["dt"]},
        {"rate": lambda V, _, p: np.gradient(V, p["dt"])},
        {"draw": lambda ax, x, y, label: ax.plot(x, y, ".", label=label)},
        {"draw": lambda ax, x, y, label: ax.scatter(x, y, label=label)},
        {"V": "Membrane potential [mV]", "dV": "slope / mV per ms", "xlabel": "t in ms"},
        {"returns": lambda axes: axes[0].figure},
        {"returns": list},
    ],
)
def test_right_upstrokes_drawn_otherwise_earn_full_points(name, how):
    for seed in SEEDS:
        answer = upstrokes(UPSTROKES[name], **how)
        assert problems(grade_one(EXERCISES[name], answer, seed)) == []


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


def fresh_noise(LIF, EIF, mu, sigma, myseed):
    return nonlinear_if_figures.plot_ISI_models(LIF, EIF, mu, sigma, myseed + 1)


@pytest.mark.parametrize(
    "how",
    [
        {"draw": lambda ax, data, bins: ax.hist(data, bins, histtype="step")},
        {"draw": lambda ax, data, bins: ax.hist(data, bins, density=True, rwidth=0.8)},
        {"draw": lambda ax, data, bins: ax.stairs(*np.histogram(data, bins))},
        {"edges": 120, "returns": list},
        {"edges": 15, "returns": lambda axes: axes[0].figure},
        {"xlabel": "inter-spike interval / ms", "ylabel": "how many"},
        {"names": ("the LIF neuron", "the EIF neuron")},
        {"samples": fresh_noise},
    ],
)
def test_right_histograms_drawn_otherwise_earn_full_points(how):
    for seed in range(4):
        assert problems(grade_one(EXERCISES["plot_ISI_models"], histograms(**how), seed)) == []


# Known mistakes


def answer_of(exercise, known):
    """The mistake as a student's function: one that says what a histogram would show draws it."""
    return histograms(known.wrong) if exercise.name == "plot_ISI_models" else known.wrong


@functools.cache
def verdict_on_mistake(at, seed):
    exercise, known = MISTAKES[at].values
    return grade_one(exercise, answer_of(exercise, known), seed)


@pytest.mark.parametrize("at", range(len(MISTAKES)), ids=[known.id for known in MISTAKES])
def test_a_known_mistake_costs_and_is_named(at):
    exercise, known = MISTAKES[at].values
    for seed in SEEDS:
        verdict = verdict_on_mistake(at, seed)
        assert verdict.points < exercise.points
        assert verdict.misconception == known.hint


@pytest.mark.parametrize(("exercise", "known"), MISTAKES)
def test_a_known_mistake_is_named_in_a_students_cell(exercise, known):
    """Pasted into the solution cell with the helpers, it runs on the student's own functions."""
    if exercise.name == "plot_ISI_models":
        pytest.skip("says what a figure would show")
    names = dict(model())
    exec(helpers_of(nonlinear_if_mistakes), names)
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    solved = {used.__name__ for used in exercise.uses}
    answer = LocalAnswer(names["answer"], exercise.name, 11, solved)
    assert exercise.grade(answer).misconception == known.hint


def test_every_mistake_that_is_written_down_belongs_to_an_exercise():
    listed = sorted(known.values[1].wrong.__name__ for known in MISTAKES)
    assert written_in(nonlinear_if_mistakes) == listed


@pytest.mark.parametrize("name", ["simulate_EIF", "CV_curve", "plot_phase_line"])
def test_verdicts_on_known_mistakes_can_be_shown(name):
    for known in EXERCISES[name].misconceptions[::4]:
        assert known.hint.split(":")[0][:20] in as_html(grade_one(EXERCISES[name], known.wrong))


def uncapped(V, params):
    spike = np.exp((V - params["V_rh"]) / params["Delta_T"])
    return -(V - params["E_L"]) + params["Delta_T"] * spike


def fine_search(fires, steps=200):
    """Bisection of a fixed number of steps, with a condition of one's own."""

    def search(simulate, params, I_low, I_high, _tol):
        for _ in range(steps):
            middle = (I_low + I_high) / 2
            I_low, I_high = (I_low, middle) if fires(simulate, params, middle) else (middle, I_high)
        return I_high

    return search


def fresh_curve(name):
    return lambda simulate, params, I_values, sigma=0, _myseed=None: library(name)(
        simulate, params, I_values, sigma, None
    )


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("f_EIF", uncapped, "overflows"),
        ("rheobase_EIF", lambda p: p["g_L"] * (p["V_rh"] - p["E_L"]), "of_LIF"),
        (
            "find_rheobase",
            fine_search(lambda simulate, p, current: len(simulate(p, current)[2]) > 1),
            "two_spikes",
        ),
        ("find_rheobase", fine_search(lambda *args: len(args[0](*args[1:])[2]), 9), "tol_ignored"),
        ("FI_curve_model", fresh_curve("FI_curve_model"), "seed_ignored"),
        ("CV_curve", fresh_curve("CV_curve"), "seed_ignored"),
        (
            "FI_curve_model",
            lambda simulate, p, I_values, sigma=0, myseed=None: [
                len(simulate(p, my_GWN(p, current, sigma, myseed)[0])[2]) * 1000 / p["T"]
                for current in I_values
            ],
            "one_noise",
        ),
    ],
)  # fmt: skip
def test_the_same_mistake_in_other_words_is_named(name, answer, mistake):
    known = vars(nonlinear_if_mistakes)[f"{name}__{mistake}"]
    for seed in SEEDS:
        said = grade_one(EXERCISES[name], answer, seed).misconception
        assert said == " ".join(known.__doc__.split())


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


HALF_RIGHT = [
    ("f_EIF", no_arrays, 3),
    ("f_EIF", changed(lambda f: round(float(np.mean(f)), 1)), 0),
    ("f_EIF", changed(lambda f: [f]), 0),
    ("f_EIF", changed(lambda f: np.where(np.abs(f) > 1e6, np.nan, f)), 5),
    ("f_EIF", changed(lambda f: np.minimum(f, 900.0)), 3),
    ("dvdt_EIF", no_arrays, 1),
    ("dvdt_EIF", changed(lambda rate: rate + 1.0), 0),
    ("rheobase_EIF", changed(round), 0),
    ("rheobase_EIF", changed(str), 0),
    ("simulate_EIF", no_arrays, 9),
    ("simulate_EIF", changed(lambda run: run[:2]), 0),
    ("simulate_EIF", changed(lambda run: run[0]), 0),
    ("simulate_EIF", changed(lambda run: (run[0], None, run[2])), 10),
    ("simulate_EIF", changed(lambda run: (run[0], run[1] + 0.1, run[2])), 10),
    ("simulate_EIF", changed(lambda run: (run[0][:-1], run[1][:-1], run[2])), 6),
    ("simulate_EIF", changed(lambda run: (run[0], run[1], run[2][1:])), 7),
    ("simulate_EIF", changed(lambda run: (run[0], run[1], [k + 3 for k in run[2]])), 4),
    ("simulate_EIF", changed(lambda run: (run[0], run[1], len(run[2]))), 1),
    ("simulate_EIF", changed(lambda run: (0 * run[0], run[1], run[2])), 6),
    ("find_rheobase", fires_at_least(3), 0),
    ("find_rheobase", scans, 3),
    ("find_rheobase", changed(lambda current: [current]), 0),
    ("find_rheobase", changed(lambda current: current + 4), 0),
    ("find_rheobase", changed(lambda current: None), 0),
    ("FI_curve_model", changed(lambda rates: rates + 12), 0),
    ("FI_curve_model", changed(lambda rates: rates[:-1]), 0),
    ("FI_curve_model", changed(lambda rates: 0 * rates), 0),
    ("FI_curve_model", no_arrays, 5),
    ("FI_curve_model", changed(lambda rates: rates.tolist()), 7),
    ("FI_curve_model", lambda _: without_noise, 4),
    ("CV_curve", changed(lambda CVs: np.minimum(CVs, 0.1)), 0),
    ("CV_curve", changed(lambda CVs: [None if np.isnan(CV) else CV for CV in CVs]), 4),
    ("CV_curve", changed(lambda CVs: CVs.tolist()), 5),
    ("CV_curve", changed(lambda CVs: CVs + np.nan), 0),
    ("f_QIF", no_arrays, 1),
    ("simulate_QIF", changed(lambda run: (run[0], run[1], run[2][1:])), 2),
    ("simulate_QIF", changed(lambda run: (0 * run[0], run[1], run[2])), 2),
    ("rheobase_QIF", changed(round), 0),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (x[:0], x[:0])), 4),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (x + 2, 0 * x)), 4),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (x, 0 * x + 3)), 4),
    ("plot_phase_line", lambda _: phase_line(marks=lambda x: (np.append(x, -60), [0] * 3)), 4),
    ("plot_phase_line", lambda _: phase_line(names={"unstable": "repeller"}), 5),
    ("plot_phase_line", lambda _: phase_line(line=lambda x, y: (x, 2 * y)), 6),
    ("plot_phase_line", lambda _: phase_line(line=lambda x, y: (x[::80], y[::80])), 6),
    ("plot_phase_line", lambda _: phase_line(legend=False), 7),
    ("plot_phase_line", lambda _: phase_line(xlabel="V"), 7.5),
    ("plot_phase_line", lambda _: phase_line(ylabel="dV/dt (mV)"), 7.5),
    ("plot_phase_line", lambda _: phase_line(returns=lambda ax: None), 7.5),
    ("plot_threshold", breaks_off, 4.5),
    ("plot_ISI_models", lambda _: histograms(same_range=False), 4),
    ("plot_ISI_models", lambda _: histograms(
        same_range=False, draw=lambda ax, x, _: ax.hist(x, 20)), 3),
    ("plot_ISI_models", lambda _: histograms(names=("", "")), 3.75),
    ("plot_ISI_models", lambda _: histograms(names=("EIF", "LIF")), 3.75),
    ("plot_ISI_models", lambda _: histograms(xlabel="ISI"), 3.75),
    ("plot_ISI_models", lambda _: histograms(returns=lambda axes: None), 3.5),
    ("plot_ISI_models", lambda _: histograms(returns=lambda axes: axes[0]), 0),
    ("plot_ISI_models", lambda _: histograms(edges=2), 2),
    ("plot_ISI_models", lambda _: histograms(draw=lambda ax, x, bins: ax.hist(x[:3], bins)), 2),
    ("plot_ISI_models", lambda _: histograms(draw=lambda ax, x, _: None), 0),
]  # fmt: skip
for figure, key in UPSTROKES.items():
    HALF_RIGHT += [
        (figure, functools.partial(lambda key, how, _: upstrokes(key, **how), key, how), points)
        for how, points in [
            ({"legend": False}, 4),
            ({"name": "curve"}, 4),
            ({"V": "V"}, 4.75),
            ({"xlabel": "time"}, 4.75),
            ({"dV": "dV/dt"}, 4.75),
            ({"returns": lambda axes: None}, 4.5),
            ({"returns": lambda axes: axes[0]}, 0),
            ({"rate": lambda V, *_: V}, 4),
            ({"more": 40}, 2),
        ]
    ]
for figure, points in (("plot_FI_models", 4), ("plot_CV_models", 3)):
    lost, legend = (2, 1) if points == 4 else (1.5, 0.5)
    HALF_RIGHT += [
        (figure, curve(legend=False), points - legend),
        (figure, curve(xlabel="current"), points - 0.5),
        (figure, curve(ylabel="y"), points - 0.5),
        (figure, curve(returns=lambda ax: None), points - 0.5),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, 3 * y + 9, label=label)), lost),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, y + 90, label=label)), lost),
        (
            figure,
            curve(draw=lambda ax, x, y, label: ax.plot(x, y, label=label, visible=False)),
            0,
        ),
        (figure, lambda _: lambda *args: plt.figure(), 0),
    ]


@functools.cache
def verdict_on_half_right(at, seed):
    name, make, _ = HALF_RIGHT[at]
    return grade_one(EXERCISES[name], make(name), seed)


@pytest.mark.parametrize(
    ("at", "points"),
    [pytest.param(at, case[2], id=f"{case[0]}-{at}") for at, case in enumerate(HALF_RIGHT)],
)
def test_half_right_answers_earn_their_part(at, points):
    verdict = verdict_on_half_right(at, 0)
    assert verdict.points == points
    assert verdict.misconception is None


def test_every_check_is_failed_by_some_wrong_answer():
    verdicts = [verdict_on_mistake(at, 0) for at in range(len(MISTAKES))]
    verdicts += [verdict_on_half_right(at, 0) for at in range(len(HALF_RIGHT))]
    assert failed_by(verdicts) == all_checks(EXERCISES)


# Answers from nowhere

NOWHERE = {
    f"{name}-{label}": (exercise, answer)
    for name, exercise in EXERCISES.items()
    for label, answer in vacuous(exercise).items()
}


@pytest.mark.parametrize("case", NOWHERE)
def test_answers_from_nowhere_earn_nothing(case):
    exercise, answer = NOWHERE[case]
    verdict = grade_one(exercise, answer)
    assert verdict.points == 0
    assert verdict.misconception is None


@pytest.mark.parametrize("name", EXERCISES)
def test_a_function_that_repeats_the_visible_checks_earns_nothing(name):
    """Right for the arguments of the visible checks, and for them only."""
    seen = {}

    def record(*args, **named):
        value = right(name)(*args, **named)
        seen[str(args)] = value
        return value

    exec(visible_checks("nonlinear_if", name), model() | {name: record, "print": lambda *_: None})
    assert seen
    last = list(seen.values())[-1]
    for other in (0.0,) if name in FIGURES else (0.0, last):
        assert grade_one(EXERCISES[name], lambda *args: seen.get(str(args), other)).points == 0  # noqa: B023


# Inputs


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_are_the_same_for_a_seed_and_others_for_another(exercise):
    def inputs(seed):
        return [re.sub(r"0x\w+", "", str(args)) for args in drawn_inputs(exercise, seed)]

    assert inputs(5) == inputs(5)
    assert not set(inputs(5)) & set(inputs(6))


def dicts_of(args):
    return [arg for arg in args if isinstance(arg, dict)]


@pytest.mark.parametrize("seed", range(3))
def test_parameters_tell_each_other_apart(seed):
    for exercise in EXERCISES.values():
        for params in itertools.chain(*map(dicts_of, drawn_inputs(exercise, seed))):
            n = params["T"] / params["dt"]
            assert int(n + 1e-6) == round(n) == len(np.arange(0, params["T"], params["dt"]))
            values = [abs(value) for value in params.values()]
            distances = [abs(a - b) for i, a in enumerate(values) for b in values[:i]]
            assert min(distances) > 0.001, params
            low = [params[key] for key in ("V_reset", "E_L", "V_0")]
            assert max(low) < params.get("V_rh", params.get("V_c", params["V_th"])) + 5
            assert params["tref"] > 2 * params["dt"]


@pytest.mark.parametrize("seed", range(20))
def test_currents_do_what_the_checks_say(seed):
    rng = np.random.default_rng(seed)
    draw = nonlinear_if_inputs
    assert not simulate_EIF(*draw.changing_current(rng))[2]
    assert not simulate_QIF(*draw.changing_current_QIF(rng))[2]
    for args in (draw.constant_current(rng), draw.step_of_current(rng), draw.steep_neuron(rng)):
        assert 2 <= len(simulate_EIF(*args)[2]) <= 15
    assert 3 <= len(simulate_QIF(*draw.constant_current_QIF(rng))[2]) <= 15
    for values, params, I_inj in (draw.sharpnesses(rng), draw.thresholds(rng)):
        key = "Delta_T" if min(values) > 0 else "V_rh"
        assert all(len(simulate_EIF(params | {key: value}, I_inj)[2]) for value in values)
    values, params, I_inj = draw.one_that_stays_silent(rng)
    fires = [len(simulate_EIF(params | {"V_rh": value}, I_inj)[2]) > 0 for value in values]
    assert fires == [True, False]
    params, currents = draw.currents_of_phase_line(rng)
    assert sorted(np.array(currents) > rheobase_EIF(params)) == [False, False, True]
    _simulate, params, low, high, _tol = draw.rheobase_of_LIF(rng)
    assert low < rheobase_LIF(params) < high


@pytest.mark.parametrize("seed", range(10))
def test_a_neuron_is_not_taken_for_another_one_or_for_itself_without_noise(seed):
    rng = np.random.default_rng(seed)
    LIF, EIF = nonlinear_if_figures.plot_CV_models(*nonlinear_if_inputs.noisy_pair_of_curves(rng))
    assert np.max((EIF.y - LIF.y) / EIF.allowed) > 1.05
    LIF, EIF = nonlinear_if_figures.plot_FI_models(*nonlinear_if_inputs.two_neurons(rng))
    assert np.max(np.abs(EIF.y - LIF.y) / np.minimum(EIF.allowed, LIF.allowed)) > 2
    args = nonlinear_if_inputs.noisy_curve(rng)
    still = FI_curve_model(*args[:3])
    noisy, allowed = nonlinear_if_curves.scatter(FI_curve_model, *args)
    assert np.max(np.abs(noisy - still) / allowed) > 1.5


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}
NOTHING = dict.fromkeys(EXERCISES, 0)
CLASS = {
    **dict.fromkeys(PERFECT, FULL),
    "goran": {
        **FULL,
        "f_EIF": 3,
        "plot_phase_line": 7.5,
        "plot_sharpness": 4,
        "plot_threshold": 3.5,
        "find_rheobase": 3,
        "plot_FI_models": 3,
        "plot_ISI_models": 0,
        "CV_curve": 4,
        "plot_CV_models": 2.5,
        "f_QIF": 0,
        "simulate_QIF": 0,
        "rheobase_QIF": 0,
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
        "plot_phase_line": 4,
        "simulate_EIF": 3,
        "plot_sharpness": 2,
        "plot_threshold": 4,
        "FI_curve_model": 4,
        "plot_FI_models": 2,
        "plot_ISI_models": 2,
        "CV_curve": 3,
        "plot_CV_models": 1.5,
    },
    "jun": {
        **NOTHING,
        "f_EIF": 5,
        "dvdt_EIF": 1,
        "plot_phase_line": 4,
        "simulate_EIF": 4,
        "find_rheobase": 3,
        "FI_curve_model": 6,
        "plot_FI_models": 2,
        "CV_curve": 4,
    },
    "kira": {
        **NOTHING,
        "f_EIF": 6,
        "dvdt_EIF": 3,
        "plot_phase_line": 3,
        "rheobase_EIF": 4,
        "simulate_EIF": 4,
    },
    "lena": NOTHING,
    "mateo": {
        **NOTHING,
        "f_EIF": 6,
        "dvdt_EIF": 3,
        "rheobase_EIF": 4,
        "simulate_EIF": 13,
        "FI_curve_model": 7,
        "plot_FI_models": 4,
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
        "plot_ISI_models": "in_steps",
        "CV_curve": "ddof",
        "plot_CV_models": "LIF_twice",
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


def test_every_sample_student_is_expected():
    assert set(CLASS) == set(students("nonlinear_if"))


@pytest.mark.parametrize("student", [name for name in CLASS if name not in PERFECT])
def test_sample_students_get_what_they_deserve(student, monkeypatch):
    answers = answers_of(student)
    monkeypatch.setitem(sys.modules, "autograde_tests.nonlinear_if", None)  # as in the sandbox
    verdicts = grade_all(nonlinear_if.assignment, answers, seed=2, patience=4)
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS[student]
    named = {
        exercise: f"{exercise}__{mistake}" for exercise, mistake in NAMED.get(student, {}).items()
    }
    assert {
        name: verdict.misconception for name, verdict in verdicts.items() if verdict.misconception
    } == {
        name: " ".join(vars(nonlinear_if_mistakes)[mistake].__doc__.split())
        for name, mistake in named.items()
    }


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(nonlinear_if.assignment, answers_of("hana"), patience=20)
    for name in (*FIGURES, "simulate_EIF", "simulate_QIF"):
        assert verdicts[name].right
        assert "Your " in verdicts[name].notes[0]
    assert "simulate_EIF and FI_curve_model" in verdicts["plot_FI_models"].notes[0]


# What the notebook gives


def test_given_functions_are_those_of_the_library():
    for name in ("default_params_EIF", "default_params_QIF"):
        assert right(name)() == vars(reference)[name]()
    params, I_inj = right("default_params_LIF")(), 300.0
    assert rheobase_LIF(params) == rheobase_EIF(right("default_params_EIF")())
    for mine, theirs in zip(
        right("simulate_LIF")(params, I_inj), simulate_LIF(params, I_inj), strict=True
    ):
        assert np.allclose(mine, theirs)
    assert np.isfinite(f_EIF(1e6, right("default_params_EIF")()))

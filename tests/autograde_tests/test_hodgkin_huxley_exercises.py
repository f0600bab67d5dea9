"""The hidden tests of `hodgkin_huxley`: what passes, what fails, which mistakes are named."""

import copy
import functools
import inspect
import pickle
import sys
import time
import warnings
from dataclasses import replace

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
from autograde_tests.hodgkin_huxley import exercises as hh
from autograde_tests.hodgkin_huxley import expected as near
from autograde_tests.hodgkin_huxley import inputs as draw
from autograde_tests.hodgkin_huxley import mistakes as hodgkin_huxley_mistakes
from autograder.pages.card import as_html
from autograder.testing.answers import LocalAnswer
from autograder.testing.exercise import Assignment


def remembered(function):
    """The same function, that works out each value once for all tests."""
    values = {}

    @functools.wraps(function)
    def answer(*args):
        key = pickle.dumps(args)
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


ASSIGNMENT = Assignment(*map(quick, hh.assignment.exercises.values()))
EXERCISES = ASSIGNMENT.exercises
SEEDS = range(2)
PATIENCE = 8.0  # seconds a call, where machines are busy
PERFECT = ("ada", "bela", "chen", "dilek")
FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]
RATES = [name for name in EXERCISES if name.startswith(("alpha_", "beta_"))]
MISTAKES = [
    pytest.param(exercise, known, id=known.wrong.__name__)
    for exercise in EXERCISES.values()
    for known in exercise.misconceptions
]


@functools.cache
def model():
    """Globals of the instructor's notebook."""
    return namespace(source("hodgkin_huxley"))


@functools.cache
def answers_of(student):
    """Globals of a sample student's notebook."""
    return namespace(submission("hodgkin_huxley", student))


def right(name):
    return model()[name]


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


def all_verdicts(names, seed=0):
    return grade_all(ASSIGNMENT, names, seed, PATIENCE)


# Right answers


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in FIGURES])
def test_the_reference_library_earns_full_points(name, seed):
    assert grade_one(EXERCISES[name], EXERCISES[name].reference, seed).right


@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_in_any_style_earn_full_points_in_little_time(student):
    answers = answers_of(student)
    started = time.process_time()
    verdicts = all_verdicts(answers, PERFECT.index(student))
    assert time.process_time() - started < 15
    assert {name: verdict.points for name, verdict in verdicts.items()} == {
        name: exercise.points for name, exercise in EXERCISES.items()
    }
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_pass_the_visible_checks(student):
    notebook = submission("hodgkin_huxley", student)
    figures = [f"test_{name}" for name in FIGURES if "FI" in name]  # these take seconds
    namespace(notebook, leave_out=tuple(figures), checks=True)


@pytest.mark.parametrize("name", EXERCISES)
def test_prints_warnings_plots_and_spoilt_arguments_cost_nothing(name):
    exercise = EXERCISES[name]
    solved = {used.__name__ for used in exercise.uses}
    assert exercise.grade(LocalAnswer(careless(quickly(name)), name, 3, solved)).right


def quickly(name):
    """The right answer, from the library where it takes its time in the notebook."""
    if name in FIGURES:
        return right(name)
    function = EXERCISES[name].reference.__wrapped__

    def answer(*args, **named):
        return function(*args, **named)

    answer.__name__ = name
    return answer


@pytest.mark.parametrize("name", ["simulate_HH", "FI_curve_HH", "rheobase_HH", "plot_gates"])
def test_right_answers_are_right_with_stand_ins_for_all_earlier_ones(name):
    assert EXERCISES[name].grade(LocalAnswer(right(name), name, 4)).right


# Other ways to integrate

PAIRS = (
    (reference.alpha_m, reference.beta_m),
    (reference.alpha_h, reference.beta_h),
    (reference.alpha_n, reference.beta_n),
)


def slopes(state, current, params):
    V, *gates = state
    dVdt = (current - reference.I_ion(*state, params)) / params["C_m"]
    rates = [(alpha(V), beta(V)) for alpha, beta in PAIRS]
    return [dVdt, *(reference.dxdt_gate(*rate, x) for rate, x in zip(rates, gates, strict=True))]


def moved(state, rates, step):
    return [x + step * rate for x, rate in zip(state, rates, strict=True)]


def voltage_first(state, current, dt, params):
    V, *_gates = moved(state, slopes(state, current, params), dt)
    return [V, *moved(state, slopes([V, *state[1:]], current, params), dt)[1:]]


def gates_first(state, current, dt, params):
    _, *gates = moved(state, slopes(state, current, params), dt)
    V, *_ = moved(state, slopes([state[0], *gates], current, params), dt)
    return [V, *gates]


def exponential_gates(state, current, dt, params):
    V, *gates = state
    new = []
    for (alpha, beta), x in zip(PAIRS, gates, strict=True):
        end = reference.gate_steady_state(alpha(V), beta(V))
        new.append(end + (x - end) * np.exp(-dt * (alpha(V) + beta(V))))
    return [moved(state, slopes(state, current, params), dt)[0], *new]


def runge_kutta(state, current, dt, params):
    k1 = slopes(state, current, params)
    k2 = slopes(moved(state, k1, dt / 2), current, params)
    k3 = slopes(moved(state, k2, dt / 2), current, params)
    k4 = slopes(moved(state, k3, dt), current, params)
    mean = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(k1, k2, k3, k4, strict=True)]
    return moved(state, mean, dt)


def simulator(step):
    def simulate(params, I_inj):
        dt, steps = params["dt"], round(params["T"] / params["dt"])
        I_ext = np.asarray(I_inj, dtype=float)
        if I_ext.ndim == 0:
            I_ext = np.full(steps, I_ext)
        V = params["V_0"] + 0 * I_ext[0]
        gates = [reference.gate_steady_state(alpha(V), beta(V)) for alpha, beta in PAIRS]
        run, state = [], [V, *gates]
        for current in I_ext:
            run.append(state)
            state = step(state, current, dt, params)
        return *np.moveaxis(np.array(run), 1, 0), np.arange(steps) * dt

    return simulate


@pytest.mark.parametrize("step", [voltage_first, gates_first, exponential_gates, runge_kutta])
def test_other_orders_of_updates_and_better_solvers_are_right(step):
    assert problems(grade_one(EXERCISES["simulate_HH"], simulator(step), 2)) == []


def test_other_times_of_a_spike_are_right():
    def before(V, t, threshold=0.0):
        return t[:-1][(V[:-1] < threshold) & (V[1:] >= threshold)]

    def in_between(V, t, threshold=0.0):
        jitter = 0.4 * (t[1] - t[0]) * (len(t) % 2 - 0.5)
        return list(reference.detect_spikes(V, t, threshold) + jitter)

    for seed in SEEDS:
        assert problems(grade_one(EXERCISES["detect_spikes"], before, seed)) == []
        assert problems(grade_one(EXERCISES["detect_spikes"], in_between, seed)) == []


def test_rates_from_intervals_are_right():
    def from_intervals(params, I_values):
        rates = []
        for I_ext in I_values:
            V, *_, t = reference.simulate_HH(params, I_ext)
            late = [spike for spike in reference.detect_spikes(V, t) if spike >= params["T"] / 2]
            rates.append(1000 / np.mean(np.diff(late)) if len(late) > 1 else 0.0)
        return rates

    for seed in range(5):
        assert problems(grade_one(EXERCISES["FI_curve_HH"], from_intervals, seed)) == []


def test_noise_of_any_seed_is_right():
    for seed in range(10):
        figure = figure_of(
            lambda params, I_values, sigmas, seed=seed: [
                (f"sigma = {sigma}", I_values, fresh(params, I_values, sigma, seed))
                for sigma in sigmas
            ]
        )
        assert problems(grade_one(EXERCISES["plot_FI_noise_HH"], figure, seed)) == []


def fresh(params, I_values, sigma, seed):
    steps = round(params["T"] / params["dt"])
    z = np.random.default_rng(100 + seed).standard_normal((steps, len(I_values)))
    V, *_, t = reference.simulate_HH(params, I_values + sigma * z / np.sqrt(params["dt"] / 1000))
    late = [np.sum(reference.detect_spikes(one, t) >= params["T"] / 2) for one in V.T]
    return 2000 * np.array(late) / params["T"]


# Figures, drawn in other ways


def figure_of(curves, **how):
    """A figure with some curves (label, x, y), each drawn in some way."""

    def answer(*args):
        ax = plt.figure().add_subplot()
        for label, x, y in curves(*args):
            how.get("draw", lambda ax, x, y, label: ax.plot(x, y, label=label))(ax, x, y, label)
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


OTHER_PANELS = {
    "dots": {"style": "."},
    "backwards": {"change": lambda x, y, label, panel: (x[::-1], y[::-1], label)},
    "every other sample": {"change": lambda x, y, label, panel: (x[::2], y[::2], label)},
    "other words": {"change": lambda x, y, label, panel: (x, y, f"$x_{label}$ (gate)")},
    "a list of axes": {"returns": list},
    "the figure": {"returns": lambda axes: axes[0].figure},
}


@pytest.mark.parametrize("name", ["plot_gates", "plot_HH"])
@pytest.mark.parametrize("style", OTHER_PANELS)
def test_right_panels_drawn_otherwise_earn_full_points(name, style):
    assert problems(grade_one(EXERCISES[name], panels_of(name, **OTHER_PANELS[style]))) == []


@pytest.mark.parametrize("name", ["plot_FI_HH", "plot_FI_noise_HH"])
@pytest.mark.parametrize(
    "how",
    [
        {"draw": lambda ax, x, y, label: ax.plot(x, y, ".", label=label)},
        {"draw": lambda ax, x, y, label: ax.scatter(x, y, label=label)},
        {"draw": lambda ax, x, y, label: ax.plot(x[::-1], list(y[::-1]), label=label)},
        {"xlabel": r"$I$ / $\mu$A cm$^{-2}$", "ylabel": "spikes per second [Hz]"},
        {"returns": lambda ax: np.array([ax])},
    ],
)
def test_right_curves_drawn_otherwise_earn_full_points(name, how):
    assert problems(grade_one(EXERCISES[name], drawn(name, **how))) == []


# Known mistakes


@functools.cache
def verdict_on_mistake(at, seed):
    exercise, known = MISTAKES[at].values
    return grade_one(exercise, known.wrong, seed)


@pytest.mark.parametrize("at", range(len(MISTAKES)), ids=[known.id for known in MISTAKES])
def test_a_known_mistake_costs_and_is_named(at):
    exercise, known = MISTAKES[at].values
    slow = exercise.name == "simulate_HH" or exercise.draws_figure
    for seed in SEEDS[:1] if slow else SEEDS:
        verdict = verdict_on_mistake(at, seed)
        assert verdict.points < exercise.points
        assert verdict.misconception == known.hint


@functools.cache
def cell_with_helpers():
    """The instructor's notebook with the helpers of the mistakes, on the library's simulator."""
    names = dict(model())
    exec(helpers_of(hodgkin_huxley_mistakes), names)
    names |= {used.__name__: used for used in hh._COUNTED}  # the student's own take their time
    names["FI_curve_HH"] = reference.FI_curve_HH
    return names


@pytest.mark.parametrize(
    ("exercise", "known"),
    [one for one in MISTAKES if one.values[0].name not in ("simulate_HH", "plot_HH")],
)
def test_a_known_mistake_is_named_in_a_students_cell(exercise, known):
    """Pasted into the solution cell with the helpers, it runs on what the notebook defines."""
    names = dict(cell_with_helpers())
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    solved = {used.__name__ for used in exercise.uses}
    answer = LocalAnswer(names["answer"], exercise.name, 11, solved)
    assert exercise.grade(answer).misconception == known.hint


def test_every_mistake_that_is_written_down_belongs_to_an_exercise():
    listed = sorted(known.values[1].wrong.__name__ for known in MISTAKES)
    assert written_in(hodgkin_huxley_mistakes) == listed


CURRICULUM = {
    "simulate_HH": ("m_in_n", "m_in_h", "h_swapped", "gates_at_zero", "current_sign"),
    "I_ion": ("n_cubed", "m_squared", "without_h", "E_minus_V", "E_swapped"),
    "alpha_h": ("swapped", "from_rest", "of_1952"),
    "alpha_m": ("unguarded", "from_rest", "of_1952"),
    "alpha_n": ("unguarded", "from_rest", "of_1952"),
    "detect_spikes": ("samples_above", "both_ways"),
}


@pytest.mark.parametrize("name", CURRICULUM)
def test_the_mistakes_of_the_curriculum_are_known(name):
    known = {known.wrong.__name__.split("__")[1] for known in EXERCISES[name].misconceptions}
    assert set(CURRICULUM[name]) <= known


@pytest.mark.parametrize("name", ["simulate_HH", "FI_curve_HH", "plot_HH", "detect_spikes"])
def test_verdicts_on_known_mistakes_can_be_shown_without_a_warning(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ats = [at for at, one in enumerate(MISTAKES) if one.values[0].name == name]
        for at in ats[::3]:
            known = MISTAKES[at].values[1]
            shown = as_html(verdict_on_mistake(at, 0))
            assert known.hint.split(":")[0][:20].replace("'", "&#x27;") in shown


def test_runs_that_blow_up_are_graded_without_a_warning():
    def lost(value):
        def answer(params, I_inj):
            run = [x.copy() for x in reference.simulate_HH(params, I_inj)]
            run[0][300:] = value
            return tuple(run)

        return answer

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for value in (np.nan, 1e308):
            verdict = grade_one(EXERCISES["simulate_HH"], lost(value))
            assert 0 < verdict.points < 14
            assert any("runs off to infinity" in problem.message for problem in problems(verdict))
            assert "png" in as_html(verdict)


def spikes_of(params, I_ext):
    V, *_, t = reference.simulate_HH(params, I_ext)
    return reference.detect_spikes(V, t)


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("alpha_m", lambda V: 0.1 * (25 - V) / (np.exp((25 - V) / 10) - 1), "from_rest"),
        ("alpha_n", lambda V: 0.01 * (V + 10) / (np.exp((V + 10) / 10) - 1), "of_1952"),
        ("alpha_m", lambda V: 0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10)), "unguarded"),
        ("beta_h", lambda V: 1 / (np.exp((30 - V) / 10) + 1), "from_rest"),
        (
            "detect_spikes",
            lambda V, t, threshold=0.0: [x for x, v in zip(t, V, strict=True) if v >= threshold],
            "samples_above",
        ),
        (
            "FI_curve_HH",
            lambda params, I_values: [
                1000 * len(spikes_of(params, I_ext)) / params["T"] for I_ext in I_values
            ],
            "whole_run",
        ),
        (
            "refractory_period_HH",
            lambda params, I_pulse, width, gaps: (
                reference.refractory_period_HH(params, I_pulse, width, gaps + width) - width
            ),
            "pulses_end_to_start",
        ),
    ],
)
def test_the_same_mistake_in_other_words_is_named(name, answer, mistake):
    known = vars(hodgkin_huxley_mistakes)[f"{name}__{mistake}"]
    for seed in SEEDS:
        said = grade_one(EXERCISES[name], answer, seed).misconception
        assert said == " ".join(known.__doc__.split())


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


def rheobase(change):
    def make(_name):
        search = EXERCISES["rheobase_HH"].reference
        return lambda params, low, high, tol: change(search(params, low, high, tol), tol)

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
    ("gate_steady_state", no_arrays, 1),
    ("gate_time_constant", no_arrays, 1),
    ("dxdt_gate", no_arrays, 1),
    ("gate_steady_state", changed(lambda x: np.round(x, 3)), 0),
    ("dxdt_gate", changed(lambda x: [x]), 0),
    *[(name, no_arrays, 1) for name in RATES],
    ("alpha_m", changed(lambda rate: np.asarray(rate).astype(int)), 0),
    ("beta_h", changed(str), 0),
    ("plot_gates", only_panel(0), 3),
    ("plot_gates", only_panel(1), 3),
    ("plot_gates", panels(legend=False), 3.5),
    ("plot_gates", panels(xlabel=""), 3),
    ("plot_gates", panels(labels=("steady state", "tau")), 3),
    ("plot_gates", panels(returns=lambda axes: None), 3.5),
    ("plot_gates", panels(returns=lambda axes: axes[0]), 0),
    ("plot_gates", panels(change=lambda x, y, label, panel: (x, y, "xyz")), 3.5),
    ("I_ion", no_arrays, 2.5),
    ("I_ion", changed(np.mean), 2.5),
    ("I_ion", changed(lambda x: [x]), 0),
    ("simulate_HH", one_neuron, 12),
    ("simulate_HH", slower(1.8), 0),
    ("simulate_HH", gates_only, 2),
    ("simulate_HH", V_only, 7),
    ("simulate_HH", changed(lambda run: run[:4]), 0),
    ("simulate_HH", changed(lambda run: [np.round(x) for x in run]), 4),
    ("simulate_HH", changed(lambda run: tuple(x[:-1] for x in run)), 0),
    ("simulate_HH", changed(lambda run: (*run[:4], None)), 11),
    ("simulate_HH", changed(list), 14),
    ("plot_HH", only_panel(0), 2.5),
    ("plot_HH", only_panel(1), 2.5),
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
    ("FI_curve_HH", rates_for_lists, 4),
    ("FI_curve_HH", changed(lambda rates: rates > 0), 0),
    ("FI_curve_HH", changed(lambda rates: rates + 1), 0),
    ("FI_curve_HH", changed(list), 6),
    ("rheobase_HH", rheobase(lambda found, tol: found - 0.9 * tol), 5),
    ("rheobase_HH", rheobase(lambda found, tol: found + 2), 0),
    ("rheobase_HH", rheobase(lambda found, tol: [found]), 0),
    ("rheobase_HH", rheobase(lambda found, tol: np.nan), 0),
    ("rheobase_HH", rheobase(lambda found, tol: None), 0),
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


@pytest.mark.parametrize("seed", [277, 343, 520])  # where a careful grid comes out worst, of 660
def test_a_search_on_a_grid_is_close_enough_to_the_best_LIF(seed):
    case = draw.curve_to_fit(np.random.default_rng(seed))
    named = dict(zip(("I_values", "rates"), case, strict=True))
    best = reference.fit_LIF_to_HH(*case)
    for check in EXERCISES["fit_LIF_to_HH"].checks:
        assert check.compare(right("fit_LIF_to_HH")(*case), best, named) is None


# Answers from nowhere

NOWHERE = {
    f"{name}-{label}": (exercise, answer)
    for name, exercise in EXERCISES.items()
    for label, answer in vacuous(exercise).items()
}
NOWHERE["fit_LIF_to_HH-one LIF for all"] = (
    EXERCISES["fit_LIF_to_HH"],
    lambda *_: {
        "E_L": -65.0, "V_reset": -65.0, "V_th": -55.0, "g_L": 0.6, "tau_m": 8.0, "tref": 8.0,
    },
)  # fmt: skip


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
        value = (right if name in FIGURES else quickly)(name)(*args, **named)
        seen[str(args)] = value
        return value

    names = model() | {used.__name__: used for used in hh._COUNTED}
    exec(visible_checks("hodgkin_huxley", name), names | {name: record, "print": lambda *_: None})
    assert seen
    last = list(seen.values())[-1]
    for other in (0.0,) if name in FIGURES else (0.0, last):
        assert grade_one(EXERCISES[name], lambda *args: seen.get(str(args), other)).points == 0  # noqa: B023


def test_the_given_skeleton_of_simulate_HH_earns_nothing():
    code = next(
        cell.source
        for cell in submission("hodgkin_huxley", "ivo").cells
        if "def simulate_HH(" in cell.source
    )
    names = dict(model())
    exec(code.replace("raise NotImplementedError()", "pass"), names)
    assert grade_one(EXERCISES["simulate_HH"], names["simulate_HH"]).points == 0


# Seeds and inputs


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_belong_to_the_seed(exercise):
    assert str(drawn_inputs(exercise, 5)) == str(drawn_inputs(exercise, 5))
    first, second = (set(map(str, drawn_inputs(exercise, seed))) for seed in (5, 6))
    assert not first & second


def params_of(seed):
    for name in ("I_ion", "simulate_HH", "plot_HH", "FI_curve_HH", "rheobase_HH"):
        for args in drawn_inputs(EXERCISES[name], seed):
            yield next(arg for arg in args if isinstance(arg, dict))


@pytest.mark.parametrize("seed", range(3))
def test_parameters_tell_each_other_apart(seed):
    for params in params_of(seed):
        assert set(params) == set(reference.default_params_HH())
        steps = params["T"] / params["dt"]
        assert round(steps, 6) == round(steps) == len(np.arange(0, params["T"], params["dt"]))
        values = [abs(value) for value in params.values()]
        distances = [abs(a - b) for i, a in enumerate(values) for b in values[:i]]
        assert min(distances) > 0.001, params
        assert abs(params["V_0"] + 65) > 0.9
        assert abs(params["C_m"] - 1) > 0.02


@pytest.mark.parametrize("seed", range(12))
def test_currents_do_what_the_checks_say(seed):
    rng = np.random.default_rng(seed)
    V, *_, t = reference.simulate_HH(*draw.step_of_current(rng))
    assert len(reference.detect_spikes(V, t)) == 2
    assert reference.simulate_HH(*draw.changing_current(rng))[0].max() < -60
    V, *_, t = reference.simulate_HH(*draw.several_currents(rng))
    assert np.count_nonzero(V.max(axis=0) > 0) >= 2
    params, I_values = draw.currents(rng)
    rates = reference.FI_curve_HH(params, I_values)
    assert np.all((rates > 0) == (I_values >= np.sort(I_values)[2]))
    V, *_, t = reference.simulate_HH(params, np.sort(I_values)[1])
    assert len(reference.detect_spikes(V, t)) >= 1
    rates = [reference.rheobase_HH(*draw.search(rng)) for _ in range(2)]
    other = reference.rheobase_HH(*draw.search_of_a_sleepier_neuron(rng))
    assert other > max(rates) + 2
    params, I_values = draw.list_of_currents(rng)
    assert np.all((reference.FI_curve_HH(params, I_values) > 0) == [True, False, True])


@pytest.mark.parametrize("seed", range(12))
def test_gaps_surround_the_refractory_period(seed):
    rng = np.random.default_rng(seed)
    params, I_pulse, width, gaps = draw.paired_pulses(rng)
    found = reference.refractory_period_HH(params, I_pulse, width, gaps)
    assert gaps[0] > width
    assert 8 < np.flatnonzero(gaps == found)[0] < 16
    for shift in (-0.16, 0.1):  # what other ways to integrate do to it
        moved = reference.refractory_period_HH(params, I_pulse, width, gaps - shift)
        assert moved == pytest.approx(found - shift)
    *pulses, gaps = draw.pulses_too_close(rng)
    assert np.isnan(reference.refractory_period_HH(*pulses, gaps))
    assert np.all(gaps > pulses[2])


@pytest.mark.parametrize("seed", range(12))
def test_noise_makes_a_difference_that_can_be_seen(seed):
    args = draw.noisy_curves(np.random.default_rng(seed))
    still, noisy = sorted(near.plot_FI_noise_HH(*args), key=lambda curve: float(curve.label))
    assert np.max(np.abs(noisy.y - still.y) / noisy.allowed) > 1.2


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}
NOTHING = dict.fromkeys(EXERCISES, 0)
CLASS = {
    **dict.fromkeys(PERFECT, FULL),
    "emil": {
        **FULL,
        "alpha_m": 1,
        "alpha_n": 2,
        "plot_gates": 2.5,
        "simulate_HH": 12,
        "plot_HH": 2.25,
        "detect_spikes": 4.5,
        "plot_FI_HH": 2,
        "rheobase_HH": 0,
        "refractory_period_HH": 4,
        "plot_FI_noise_HH": 3.5,
        "fit_LIF_to_HH": 0,
    },
    "farah": {**FULL, "alpha_h": 0, "beta_h": 0, "I_ion": 1.5, "fit_LIF_to_HH": 0},
    "goran": {
        **NOTHING,
        "plot_gates": 2,
        "plot_HH": 3,
        "detect_spikes": 1,
        "plot_FI_HH": 1,
        "refractory_period_HH": 1,
        "plot_FI_noise_HH": 1.5,
    },
    "hana": {
        **NOTHING,
        "gate_steady_state": 2,
        "alpha_m": 3,
        "alpha_h": 2,
        "I_ion": 1.5,
        "simulate_HH": 3,
        "detect_spikes": 1,
        "plot_FI_HH": 1,
    },
    "ivo": NOTHING,
    "jun": {
        **NOTHING,
        "gate_steady_state": 2,
        "gate_time_constant": 2,
        "dxdt_gate": 2,
        "beta_m": 2,
        "FI_curve_HH": 6,
    },
    "kira": {
        **NOTHING,
        "gate_steady_state": 2,
        "gate_time_constant": 2,
        "dxdt_gate": 2,
        "alpha_m": 1,
        "beta_m": 1,
        "alpha_n": 1,
        "beta_n": 1,
        "alpha_h": 1,
        "beta_h": 1,
        "I_ion": 4,
        "detect_spikes": 5,
    },
}
NAMED = {
    "emil": {"alpha_n": "unguarded", "detect_spikes": "above_only", "rheobase_HH": "one_spike"},
    "farah": {"alpha_h": "swapped", "beta_h": "swapped", "I_ion": "n_cubed"},
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
        "refractory_period_HH": "pulses_end_to_start",
        "plot_FI_noise_HH": "without_sigma",
        "fit_LIF_to_HH": "without_tref",
    },
    "hana": {
        "gate_time_constant": "sum_of_times",
        "dxdt_gate": "without_closed",
        "alpha_m": "zero_in_the_hole",
        "beta_m": "width_of_n",
        "alpha_n": "factor",
        "beta_n": "exponent_sign",
        "beta_h": "minus_exp",
        "I_ion": "without_h",
        "simulate_HH": "m_in_both",
        "detect_spikes": "both_ways",
        "FI_curve_HH": "per_ms",
        "plot_FI_HH": "against_numbers",
        "rheobase_HH": "ends_exchanged",
        "refractory_period_HH": "any_spike",
    },
}


def test_every_sample_student_is_expected():
    assert set(CLASS) == set(students("hodgkin_huxley"))


@pytest.mark.parametrize("student", [name for name in CLASS if name not in PERFECT])
def test_sample_students_get_what_they_deserve(student, monkeypatch):
    answers = answers_of(student)
    monkeypatch.setitem(sys.modules, "autograde_tests.hodgkin_huxley", None)  # as in the sandbox
    verdicts = grade_all(
        ASSIGNMENT, answers, seed=2, patience=0.5 if student == "jun" else PATIENCE
    )
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS[student]
    assert {
        name: verdict.misconception for name, verdict in verdicts.items() if verdict.misconception
    } == {
        exercise: " ".join(vars(hodgkin_huxley_mistakes)[f"{exercise}__{mistake}"].__doc__.split())
        for exercise, mistake in NAMED.get(student, {}).items()
    }


def test_farahs_early_mistakes_cost_once_and_she_is_told():
    verdicts = all_verdicts(answers_of("farah"))
    for name in ("plot_gates", "simulate_HH", "plot_HH", "FI_curve_HH", "refractory_period_HH"):
        assert verdicts[name].right
        assert "Your " in verdicts[name].notes[0]
    assert "alpha_h, beta_h and I_ion did not pass" in verdicts["simulate_HH"].notes[0]


def test_kira_is_told_that_her_neuron_runs_away():
    verdict = all_verdicts(answers_of("kira"))["simulate_HH"]
    assert any("has run off to infinity" in problem.message for problem in problems(verdict))

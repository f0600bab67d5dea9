"""The hidden tests of the `lif` assignment: what passes, what fails, which mistakes are named."""

import functools
import inspect
import math
import sys
import time

import nbformat
import numpy as np
import pytest
from answer_kit import (
    ROOT,
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

from autograde_tests.lif import exercises as lif
from autograde_tests.lif import inputs as lif_inputs
from autograde_tests.lif import mistakes as lif_mistakes
from autograder.pages.card import as_html
from autograder.testing.answers import LocalAnswer
from reference import rheobase_LIF, simulate_LIF, simulate_noisy_LIF

EXERCISES = lif.assignment.exercises
SEEDS = range(2)
PERFECT = ("ada", "bela", "chen", "dilek", "emil", "farah")
CRASHES = {"nadia": ("simulate_LIF",)}
FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]
MISTAKES = [
    pytest.param(exercise, known, id=known.wrong.__name__)
    for exercise in EXERCISES.values()
    for known in exercise.misconceptions
]


@functools.cache
def model():
    """Globals of the instructor's notebook."""
    return namespace(source("lif"))


@functools.cache
def answers_of(student):
    """Globals of a sample student's notebook, whatever it does to numpy and to its grader."""
    kept = {name: getattr(np, name) for name in ("isclose", "allclose", "array_equal")}
    try:
        return namespace(submission("lif", student), leave_out=CRASHES.get(student, ()))
    finally:
        for name, function in kept.items():
            setattr(np, name, function)


def right(name):
    return model()[name]


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


# Right answers


@pytest.mark.parametrize("seed", range(5))
def test_the_instructors_notebook_earns_full_points(seed):
    verdicts = grade_all(lif.assignment, model(), seed)
    assert [problem for verdict in verdicts.values() for problem in problems(verdict)] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in FIGURES])
def test_the_reference_library_earns_full_points(name, seed):
    assert grade_one(EXERCISES[name], EXERCISES[name].reference, seed).right


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_in_any_style_earn_full_points(student, seed):
    verdicts = grade_all(lif.assignment, answers_of(student), seed)
    assert {name: verdict.points for name, verdict in verdicts.items()} == {
        name: exercise.points for name, exercise in EXERCISES.items()
    }
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_pass_the_visible_checks(student):
    namespace(submission("lif", student), checks=True)


@pytest.mark.parametrize("name", EXERCISES)
def test_prints_warnings_plots_and_spoilt_arguments_cost_nothing(name):
    exercise = EXERCISES[name]
    solved = {used.__name__ for used in exercise.uses}
    names = dict(model())
    names[name] = careless(right(name))
    assert exercise.grade(LocalAnswer(names[name], name, 3, solved)).right


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_are_right_with_stand_ins_for_all_earlier_ones(name):
    assert EXERCISES[name].grade(LocalAnswer(right(name), name, 4)).right


def test_hidden_tests_of_pure_python_answers_are_quick():
    started = time.process_time()
    grade_all(lif.assignment, answers_of("emil"))
    assert time.process_time() - started < 4


def test_noise_of_any_seed_is_right():
    def fresh_curve(params, I_max=1000, I_step=50, sigma=0):
        I_range, freq = lif.right.FI_curve(params, I_max, I_step)
        if sigma:
            runs = (simulate_noisy_LIF(params, I_ext, sigma, None)[2] for I_ext in I_range)
            freq = np.array([1000 * len(spikes) / params["T"] for spikes in runs])
        return I_range, freq

    for seed in range(15):
        assert grade_one(EXERCISES["FI_curve"], fresh_curve, seed).right
        figure = figure_of(
            lambda params, sigmas, *currents: [
                (f"sigma = {sigma}", *fresh_curve(params, *currents, sigma)) for sigma in sigmas
            ]
        )
        assert grade_one(EXERCISES["plot_FI_noise"], figure, seed).right


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
OTHER_FIGURES = {
    "dots": {"draw": lambda ax, x, y, label: ax.plot(x, y, ".", label=label)},
    "scatter": {"draw": lambda ax, x, y, label: ax.scatter(x, y, label=label)},
    "lists": {"draw": lambda ax, x, y, label: ax.plot(list(x), list(y), label=label)},
    "backwards": {"draw": lambda ax, x, y, label: ax.plot(x[::-1], y[::-1], label=label)},
    "with guides": {
        "draw": lambda ax, x, y, label: (
            ax.axvline(99),
            ax.axhspan(1, 2),
            ax.plot(x, y, label=label),
        )
    },
    "one spike more": {"draw": lambda ax, x, y, label: ax.plot(x, y + 1.2 * (y > 0), label=label)},
    "other words": {"xlabel": "$I$ / pA", "ylabel": "Spikes per second [Hz]"},
    "returns an array of one": {"returns": lambda ax: np.array([ax])},
    "returns the figure": {"returns": lambda ax: ax.figure},
}


@pytest.mark.parametrize("name", CURVE_FIGURES)
@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(name, style):
    assert problems(grade_one(EXERCISES[name], drawn(name, **OTHER_FIGURES[style]))) == []


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


@pytest.mark.parametrize(
    "how",
    [
        {"draw": lambda ax, data, bins: ax.hist(data, bins, histtype="step")},
        {"draw": lambda ax, data, bins: ax.hist(data, bins, density=True, rwidth=0.8)},
        {"draw": lambda ax, data, bins: ax.stairs(*np.histogram(data, bins))},
        {"draw": lambda ax, data, bins: ax.hist(data, np.arange(0, 301, 2.0))},
        {"draw": lambda ax, data, bins: ax.hist(list(data), 30)},
        {"edges": 200, "returns": list},
        {"edges": 15, "returns": lambda axes: axes[0].figure},
        {"xlabel": "inter-spike interval / ms", "ylabel": "how many"},
    ],
)
def test_right_histograms_drawn_otherwise_earn_full_points(how):
    assert problems(grade_one(EXERCISES["plot_ISI_histograms"], histograms(**how))) == []


# Known mistakes


def answer_of(exercise, known):
    """The mistake as a student's function: one that says what a histogram would show draws it."""
    return histograms(known.wrong) if exercise.name == "plot_ISI_histograms" else known.wrong


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
    if exercise.name == "plot_ISI_histograms":
        pytest.skip("says what a figure would show")
    names = dict(model())
    exec(helpers_of(lif_mistakes), names)
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    solved = {used.__name__ for used in exercise.uses}
    answer = LocalAnswer(names["answer"], exercise.name, 11, solved)
    assert exercise.grade(answer).misconception == known.hint


def test_every_mistake_that_is_written_down_belongs_to_an_exercise():
    listed = sorted(known.values[1].wrong.__name__ for known in MISTAKES)
    assert written_in(lif_mistakes) == listed


@pytest.mark.parametrize("name", ["simulate_LIF", "FI_curve", "plot_FI_tau"])
def test_verdicts_on_known_mistakes_can_be_shown(name):
    for known in EXERCISES[name].misconceptions[::4]:
        assert known.hint.split(":")[0][:20] in as_html(grade_one(EXERCISES[name], known.wrong))


def held_otherwise(params, I_inj):
    """As the tutorial does it, but without a hold: V[k] is overwritten at the crossing."""
    V, t, _ = lif.right.simulate_LIF(params | {"V_th": 1e9}, I_inj)
    spikes, dt = [], params["dt"]
    current = np.broadcast_to(I_inj, V.shape)
    for k in range(1, len(V)):
        rate = lif.right.dvdt_LIF(
            params["g_L"], params["E_L"], params["tau_m"], current[k - 1], V[k - 1]
        )
        V[k] = V[k - 1] + dt * rate
        if V[k] >= params["V_th"]:
            spikes.append(k)
            V[k] = params["V_reset"]
    return V, t, np.array(spikes)


def legacy_noise(params, mu, sigma, myseed):
    np.random.seed(myseed)  # noqa: NPY002
    z = np.random.randn(round(params["T"] / params["dt"]))  # noqa: NPY002
    return simulate_LIF(params, mu + sigma * z / np.sqrt(params["dt"] / 1000))


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("simulate_LIF", held_otherwise, "no_hold"),
        ("simulate_noisy_LIF", legacy_noise, "seed_ignored"),
        (
            "simulate_noisy_LIF",
            lambda params, mu, sigma, _: lif.right.simulate_noisy_LIF(params, mu, sigma, 2020),
            "seed_ignored",
        ),
        (
            "simulate_noisy_LIF",
            lambda params, mu, sigma, seed: lif.right.simulate_noisy_LIF(
                params, mu, sigma, seed + 1
            ),
            "seed_ignored",
        ),
        (
            "simulate_noisy_LIF",
            lambda params, mu, sigma, seed: lif.right.simulate_noisy_LIF(
                params, mu, sigma, seed or 5
            ),
            "seed_zero_dropped",
        ),
        (
            "rheobase_LIF",
            lambda params: next(
                I_ext
                for I_ext in range(0, 5000, 50)
                if len(simulate_LIF(params | {"T": 2000.0}, I_ext)[2])
            ),
            "on_grid",
        ),
        (
            "get_CV",
            lambda times: np.std(np.diff(times), ddof=1) / np.mean(np.diff(times)),
            "ddof",
        ),
    ],
)
def test_the_same_mistake_in_other_words_is_named(name, answer, mistake):
    known = vars(lif_mistakes)[f"{name}__{mistake}"]
    for seed in SEEDS:
        said = grade_one(EXERCISES[name], answer, seed).misconception
        assert said == " ".join(known.__doc__.split())


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
    ("dvdt_LIF", changed(lambda rate: [rate]), 0),
    ("steady_state_voltage", changed(round), 0),
    ("steady_state_voltage", changed(str), 0),
    ("V_proto_LIF", no_arrays, 1),
    ("V_proto_LIF", changed(lambda V: np.atleast_1d(V)[1:]), 0),
    ("simulate_LIF", no_arrays, 9),
    ("simulate_LIF", changed(lambda run: run[:2]), 0),
    ("simulate_LIF", changed(lambda run: run[0]), 0),
    ("simulate_LIF", changed(lambda run: (run[0], None, run[2])), 11),
    ("simulate_LIF", changed(lambda run: (run[0], run[1] + 0.1, run[2])), 11),
    ("simulate_LIF", changed(lambda run: (run[0].astype(int), run[1], run[2])), 6),
    ("simulate_LIF", changed(lambda run: (run[0][:-1], run[1][:-1], run[2])), 6),
    ("simulate_LIF", changed(lambda run: (run[0], run[1], run[2][1:])), 8),
    ("simulate_LIF", changed(lambda run: (run[0], run[1], [k + 2 for k in run[2]])), 5),
    ("simulate_LIF", changed(lambda run: (run[0], run[1], len(run[2]))), 2),
    ("simulate_LIF", changed(lambda run: (0 * run[0], run[1], run[2])), 6),
    ("spike_freq", no_arrays, 3),
    ("spike_freq", fails_without_spikes, 3),
    ("spike_freq", changed(round), 1),
    ("rheobase_LIF", changed(round), 0),
    ("simulate_noisy_LIF", changed(lambda run: (1.2 * run[0], *run[1:])), 0),
    ("simulate_noisy_LIF", changed(lambda run: (*run[:2], [])), 3),
    ("FI_curve", changed(lambda curve: curve[1]), 0),
    ("FI_curve", changed(lambda curve: (curve[0], 0 * curve[1])), 1),
    ("FI_curve", changed(lambda curve: (curve[0], curve[1] + 5)), 4),
    ("FI_curve", changed(lambda curve: (curve[0][::-1], curve[1][::-1])), 6),
    ("FI_curve", changed(lambda curve: (curve[0], curve[1][:-1])), 1),
    ("FI_curve", lambda _: lambda p, top=500, step=50, s=0: right("FI_curve")(p, top, step, s), 7),
    ("FI_curve", lambda _: lambda p, top, step, s=0: right("FI_curve")(p, top, step, s), 7),
    ("get_ISI", fails_without_spikes, 4),
    ("get_ISI", lambda _: lambda k, p: (k[1:] - k[:-1]) * p["dt"], 1),
    ("get_ISI", changed(lambda ISI: ISI if len(ISI) else None), 3),
    ("get_ISI", changed(lambda ISI: ISI if len(ISI) else [0.0]), 3),
    ("get_ISI", changed(lambda ISI: ISI.tolist()), 5),
    ("get_CV", changed(lambda CV: min(CV, 1.0)), 3),
    ("get_CV", changed(lambda CV: None if np.isnan(CV) else CV), 3.5),
    ("get_CV", changed(lambda CV: CV or np.nan), 3.5),
    ("firing_rate_LIF", math_rate, 3),
    ("firing_rate_LIF", changed(lambda rate: rate or None), 3),
    ("firing_rate_LIF", lambda _: silent, 0),
    ("plot_ISI_histograms", panels(same_range=False, draw=lambda ax, x, _: ax.hist(x, 9)), 3),
    ("plot_ISI_histograms", panels(xlabel="ISI"), 3.5),
    ("plot_ISI_histograms", panels(ylabel=""), 3.5),
    ("plot_ISI_histograms", panels(returns=lambda axes: None), 3.5),
    ("plot_ISI_histograms", panels(returns=lambda axes: axes[0]), 0),
    ("plot_ISI_histograms", panels(edges=2), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, _: ax.hist(x, [0, 10, 20, 25])), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, bins: ax.hist(x[5:], bins)), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, _: ax.plot(x)), 2),
    ("plot_ISI_histograms", panels(draw=lambda ax, x, _: None), 0),
]
for figure in CURVE_FIGURES:
    HALF_RIGHT += [
        (figure, curve(legend=False), 4),
        (figure, curve(xlabel="current"), 4.5),
        (figure, curve(ylabel="rate"), 4.5),
        (figure, curve(xlabel="rate (Hz)", ylabel="current (pA)"), 4.5),
        (figure, curve(returns=lambda ax: None), 4.5),
        (figure, curve(returns=lambda ax: ax.lines), 4.5),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, y)), 4),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(y, label=label)), 2),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, 3 * y + 9, label=label)), 2),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x[1:], y[1:], label=label)), 2),
        (figure, curve(draw=lambda ax, x, y, label: ax.plot(x, 0 * y, label=label)), 2),
        (figure, labels_exchanged, 2),
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
    for seed in (0,) if HALF_RIGHT[at][0] in FIGURES else (0, 1):
        verdict = verdict_on_half_right(at, seed)
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

    exec(visible_checks("lif", name), model() | {name: record, "print": lambda *_: None})
    assert seen
    last = list(seen.values())[-1]
    for other in (0.0,) if name in FIGURES else (0.0, last):
        assert grade_one(EXERCISES[name], lambda *args: seen.get(str(args), other)).points == 0  # noqa: B023


def test_the_given_skeleton_of_simulate_LIF_earns_nothing():
    code = next(
        cell.source for cell in submission("lif", "lena").cells if "def simulate_LIF" in cell.source
    )
    names = dict(model())
    exec(code.replace("raise NotImplementedError()", "pass"), names)
    assert grade_one(EXERCISES["simulate_LIF"], names["simulate_LIF"]).points == 0


# Seeds and inputs


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_belong_to_the_seed(exercise):
    assert str(drawn_inputs(exercise, 5)) == str(drawn_inputs(exercise, 5))
    first, second = (map(str, drawn_inputs(exercise, seed)) for seed in (5, 6))
    assert not set(first) & set(second)


def test_verdicts_belong_to_the_seed():
    first, again, other = (
        [
            str(vars(verdict))
            for verdict in grade_all(lif.assignment, answers_of("jun"), seed).values()
        ]
        for seed in (5, 5, 6)
    )
    assert first == again != other


def params_of(seed):
    for name in ("simulate_LIF", "simulate_noisy_LIF", "FI_curve", *CURVE_FIGURES):
        for params, *_ in drawn_inputs(EXERCISES[name], seed):
            yield params


@pytest.mark.parametrize("seed", range(5))
def test_parameters_tell_each_other_apart(seed):
    for params in params_of(seed):
        n = params["T"] / params["dt"]
        assert int(n) == round(n) == len(np.arange(0, params["T"], params["dt"]))
        assert params["tau_m"] == pytest.approx(params["C_m"] / params["g_L"])
        values = [abs(value) for value in params.values()]
        distances = [abs(a - b) for i, a in enumerate(values) for b in values[:i]]
        assert min(distances) > 0.001, params
        assert max(params["V_reset"], params["E_L"], params["V_0"]) < params["V_th"] - 5
        assert params["tref"] > 2 * params["dt"]


@pytest.mark.parametrize("seed", range(20))
def test_currents_do_what_the_checks_say(seed):
    rng = np.random.default_rng(seed)
    for drive in (lif_inputs.constant_current, lif_inputs.step_of_current):
        assert 4 <= len(simulate_LIF(*drive(rng))[2]) <= 15
    assert not simulate_LIF(*lif_inputs.changing_current(rng))[2]
    assert not simulate_noisy_LIF(*lif_inputs.weak_noise(rng))[2]
    assert not simulate_noisy_LIF(*lif_inputs.weak_noise_of_seed_0(rng))[2]
    assert len(simulate_noisy_LIF(*lif_inputs.strong_noise(rng))[2]) >= 3
    for params, I_max, I_step, *_ in (lif_inputs.noiseless_curve(rng), lif_inputs.noisy_curve(rng)):
        share = np.arange(0, I_max, I_step) / rheobase_LIF(params)
        assert np.abs(share - 1).min() > 0.03


def test_no_spike_comes_after_the_end_of_its_own_run():
    for seed in range(500):
        rng = np.random.default_rng(seed)
        for draw in (lif_inputs.spike_list, lif_inputs.spike_array, lif_inputs.one_spike):
            spikes, params = draw(rng)
            assert max(spikes) < round(params["T"] / params["dt"])


@pytest.mark.parametrize("seed", range(20))
def test_noise_makes_a_difference_that_can_be_seen(seed):
    rng = np.random.default_rng(seed)
    still, *noisy = lif.plot_FI_noise(*lif_inputs.sigmas(rng))
    assert max(np.max(np.abs(curve.y - still.y) / curve.allowed) for curve in noisy) > 1.2
    params, *currents = lif_inputs.noisy_curve(rng)
    counts = lif.FI_curve(params, *currents)[1] * params["T"] / 1000
    assert counts[3] > 30
    assert lif.FI_curve(params, *currents[:2])[1][3] == 0


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}
NOTHING = dict.fromkeys(EXERCISES, 0)
CLASS = {
    **dict.fromkeys(PERFECT, FULL),
    "goran": {
        **FULL,
        "V_proto_LIF": 1,
        "simulate_LIF": 9,
        "simulate_noisy_LIF": 0,
        "FI_curve": 5,
        "plot_FI_tau": 4,
        "plot_FI_noise": 4,
        "get_ISI": 4,
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
    },
    "ivo": {
        **NOTHING,
        "dvdt_proto_LIF": 1,
        "simulate_LIF": 5,
        "spike_freq": 1,
        "FI_curve": 6,
        "plot_FI_tau": 2,
        "plot_FI_noise": 2,
        "get_ISI": 2,
        "plot_ISI_histograms": 2,
        "get_CV": 1,
        "firing_rate_LIF": 2,
    },
    "jun": {
        **NOTHING,
        "steady_state_voltage": 2,
        "simulate_LIF": 5,
        "spike_freq": 1,
        "FI_curve": 4,
        "plot_FI_tau": 2,
        "get_ISI": 1,
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
        "FI_curve": 1,
        "get_ISI": 1,
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
    },
    "nadia": {
        **NOTHING,
        "dvdt_proto_LIF": 4,
        "steady_state_voltage": 3,
        "dvdt_LIF": 4,
        "spike_freq": 4,
        "simulate_noisy_LIF": 5,
        "get_ISI": 5,
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


def test_every_sample_student_is_expected():
    assert set(CLASS) == set(students("lif"))


@pytest.mark.parametrize("student", [name for name in CLASS if name not in PERFECT])
def test_sample_students_get_what_they_deserve(student, monkeypatch):
    answers = answers_of(student)
    monkeypatch.setitem(sys.modules, "autograde_tests.lif", None)  # as in the sandbox
    verdicts = grade_all(lif.assignment, answers, seed=2)
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS[student]
    named = {
        exercise: f"{exercise}__{mistake}" for exercise, mistake in NAMED.get(student, {}).items()
    }
    assert {
        name: verdict.misconception for name, verdict in verdicts.items() if verdict.misconception
    } == {
        name: " ".join(vars(lif_mistakes)[mistake].__doc__.split())
        for name, mistake in named.items()
    }


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(lif.assignment, answers_of("hana"))
    later = ("V_proto_LIF", "simulate_LIF", "simulate_noisy_LIF", "FI_curve", "plot_FI_tau")
    for name in (*later, "plot_FI_noise", "firing_rate_LIF"):
        assert verdicts[name].right
        assert "Your " in verdicts[name].notes[0]
    assert "Your dvdt_LIF did not pass" in verdicts["simulate_LIF"].notes[0]
    assert "simulate_noisy_LIF and spike_freq" in verdicts["FI_curve"].notes[0]


def test_rosas_file_is_not_a_notebook():
    with pytest.raises(nbformat.reader.NotJSONError):
        nbformat.reads((ROOT / "examples" / "lif" / "rosa.ipynb").read_text(), as_version=4)

"""The hidden tests of the `adaptation` assignment: what passes, what fails, what is named."""

import functools
import inspect
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
    without_arrays,
    written_in,
)
from matplotlib import pyplot as plt

import reference
from autograde_tests.adaptation import exercises as adaptation
from autograde_tests.adaptation import expected as adaptation_expected
from autograde_tests.adaptation import inputs as adaptation_inputs
from autograde_tests.adaptation import mistakes as adaptation_mistakes
from autograder.pages.card import as_html
from autograder.testing.answers import LocalAnswer
from reference import get_ISI

EXERCISES = adaptation.assignment.exercises
SEEDS = range(2)
PERFECT = ("ada", "bela", "chen", "emil", "farah")
CRASHES = {"nadia": ("simulate_aLIF",)}
FIGURES = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]
SIMULATORS = ("simulate_aLIF", "simulate_AdEx", "simulate_Izhikevich")
MISTAKES = [
    pytest.param(exercise, known, id=known.wrong.__name__)
    for exercise in EXERCISES.values()
    for known in exercise.misconceptions
]


@functools.cache
def model():
    """Globals of the instructor's notebook."""
    return namespace(source("adaptation"))


@functools.cache
def answers_of(student):
    """Globals of a sample student's notebook."""
    return namespace(submission("adaptation", student), leave_out=CRASHES.get(student, ()))


def right(name):
    return model()[name]


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


# Right answers


@pytest.mark.parametrize("seed", range(5))
def test_the_instructors_notebook_earns_full_points(seed):
    verdicts = grade_all(adaptation.assignment, model(), seed)
    assert [problem for verdict in verdicts.values() for problem in problems(verdict)] == []


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in FIGURES])
def test_the_reference_library_earns_full_points(name, seed):
    assert grade_one(EXERCISES[name], EXERCISES[name].reference, seed).right


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_in_any_style_earn_full_points(student, seed):
    verdicts = grade_all(adaptation.assignment, answers_of(student), seed)
    assert {name: verdict.points for name, verdict in verdicts.items()} == FULL
    assert not any(verdict.notes or verdict.misconception for verdict in verdicts.values())


@pytest.mark.parametrize("student", PERFECT)
def test_right_answers_pass_the_visible_checks(student):
    namespace(submission("adaptation", student), checks=True)


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
    grade_all(adaptation.assignment, answers_of("emil"))
    assert time.process_time() - started < 4


# Simulators of other makes

MEMBRANES = {
    "simulate_aLIF": lambda V, p: p["E_L"] - V,
    "simulate_AdEx": reference.f_EIF,
    "simulate_Izhikevich": reference.f_QIF,
}
MAKES = {
    "jump seen at the crossing, which shows the reset": {"shows": "after"},
    "spikes one sample late": {"late": 1},
    "w takes no step at the spike": {"steps_w": False},
    "w takes that step from V_th": {"V_for_w": "V_th"},
    "one sample less held": {"held": -1},
    "one sample more held": {"held": 1},
    "all of it": {"shows": "after", "V_for_w": "V_th", "held": 1, "late": 1},
}


def made(f, shows="before", late=0, steps_w=True, V_for_w="V_reset", held=0):
    """A right simulator, with a choice where a published one may differ by a step."""

    def simulate(params, I_inj):
        dt, n_ref = params["dt"], round(params["tref"] / params["dt"])
        n = round(params["T"] / dt)
        current = np.broadcast_to(np.asarray(I_inj, dtype=float), n).tolist()
        V, w, spikes, v, now, hold = np.empty(n), np.empty(n), [], params["V_0"], 0.0, 0
        for k in range(n):
            V[k], w[k] = v, now
            spiked, v_for_w = v >= params["V_th"], v
            if spiked:
                spikes.append(k + late)
                v, now, hold = params["V_reset"], now + params["b"], max(n_ref + held, 0)
                v_for_w = params[V_for_w]
                if shows == "after":
                    V[k], w[k] = v, now
            rate = (f(v, params) + (current[k] - now) / params["g_L"]) / params["tau_m"]
            if steps_w or not spiked:
                now += dt * reference.dwdt(v_for_w, now, params)
            if hold > 0:
                hold -= 1
            else:
                v = float(v + dt * rate)
        return V, w, np.arange(n) * dt, [k for k in spikes if k < n]

    return simulate


@pytest.mark.parametrize("name", SIMULATORS)
@pytest.mark.parametrize("make", MAKES)
def test_right_simulators_of_any_make_earn_full_points(name, make):
    for seed in (0, 1, 2):
        verdict = grade_one(EXERCISES[name], made(MEMBRANES[name], **MAKES[make]), seed)
        assert problems(verdict) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_compiled_w_equation_may_be_rearranged(seed):
    """Round-off is no mistake: the same steps, written otherwise."""

    def rearranged(params, I_inj):
        V, w, t, spikes = reference.simulate_AdEx(params, I_inj)
        return V * (1 + 1e-12), w * (1 - 1e-12), t, spikes

    assert grade_one(EXERCISES["simulate_AdEx"], rearranged, seed).right


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


OTHER_FIGURES = {
    "dashed": {"draw": lambda ax, x, y, label: ax.plot(x, y, "--", lw=3, label=label)},
    "lists": {"draw": lambda ax, x, y, label: ax.plot(list(x), list(y), label=label)},
    "scatter": {"draw": lambda ax, x, y, label: ax.scatter(x, y, s=4, label=label)},
    "longer labels": {"label": lambda label: f"the {label} of it", "title": "it is {}".format},
    "with guides": {
        "draw": lambda ax, x, y, label: (
            ax.axhline(1),
            ax.axhspan(1, 2),
            ax.plot(x, y, label=label),
        )
    },
    "a list, or an array": {"returns": lambda axes: list(axes) if np.ndim(axes) else [axes]},
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(name, style):
    assert problems(grade_one(EXERCISES[name], drawn(name, **OTHER_FIGURES[style]))) == []


# Known mistakes


@functools.cache
def verdict_on_mistake(at, seed):
    exercise, known = MISTAKES[at].values
    return grade_one(exercise, known.wrong, seed)


@pytest.mark.parametrize("at", range(len(MISTAKES)), ids=[known.id for known in MISTAKES])
def test_a_known_mistake_costs_and_is_named(at):
    exercise, known = MISTAKES[at].values
    for seed in (0,) if exercise.draws_figure else SEEDS:
        verdict = verdict_on_mistake(at, seed)
        assert verdict.points < exercise.points
        assert verdict.misconception == known.hint


@functools.cache
def helpers():
    """The notebook's globals, with the private helpers of the mistakes in them."""
    names = dict(model())
    exec(helpers_of(adaptation_mistakes), names)
    return names


@pytest.mark.parametrize(("exercise", "known"), MISTAKES)
def test_a_known_mistake_is_named_in_a_students_cell(exercise, known):
    """Pasted into the solution cell with the helpers, it runs on the student's own functions."""
    names = helpers()
    code = inspect.getsource(known.wrong).replace(f"def {known.wrong.__name__}(", "def answer(")
    exec(code, names)
    solved = {used.__name__ for used in exercise.uses}
    answer = LocalAnswer(names["answer"], exercise.name, 11, solved)
    assert exercise.grade(answer).misconception == known.hint


def test_every_mistake_that_is_written_down_belongs_to_an_exercise():
    listed = sorted(known.values[1].wrong.__name__ for known in MISTAKES)
    assert written_in(adaptation_mistakes) == listed


@pytest.mark.parametrize("name", ["simulate_AdEx", "plot_phase_plane", "classify_pattern"])
def test_verdicts_on_known_mistakes_can_be_shown(name):
    for known in EXERCISES[name].misconceptions[::4]:
        assert known.hint.split(":")[0][:20] in as_html(grade_one(EXERCISES[name], known.wrong))


def says(name):
    return " ".join(vars(adaptation_mistakes)[name].__doc__.split())


@pytest.mark.parametrize("mistake", ["set_to_b", "frozen", "never_raised", "plus_w", "no_hold"])
def test_the_same_mistake_in_a_simulator_of_another_make_is_named(mistake):
    changes = {
        "set_to_b": lambda p, w: p["b"],
        "never_raised": lambda p, w: w,
    }

    def tutorial(params, I_inj):
        """As the tutorial does it: V[k] and w[k] are overwritten at the crossing."""
        dt = params["dt"]
        n = round(params["T"] / dt)
        current = np.broadcast_to(I_inj, n)
        V, w, spikes, tr = np.zeros(n), np.zeros(n), [], 0
        V[0] = params["V_0"]
        for k in range(n):
            held = tr > 0
            if held:
                V[k], tr = params["V_reset"], tr - 1
            elif V[k] >= params["V_th"]:
                spikes.append(k)
                V[k] = params["V_reset"]
                w[k] = changes.get(mistake, lambda p, w: w + p["b"])(params, w[k])
                tr = 0 if mistake == "no_hold" else round(params["tref"] / dt)
            if k < n - 1:
                sign = 1 if mistake == "plus_w" else -1
                net = (current[k] + sign * w[k]) / params["g_L"]
                V[k + 1] = V[k] + dt * (params["E_L"] - V[k] + net) / params["tau_m"]
                still = mistake == "frozen" and tr > 0
                w[k + 1] = w[k] + dt * reference.dwdt(V[k], w[k], params) * (not still)
        return V, w, np.arange(n) * dt, np.array(spikes)

    for seed in SEEDS:
        verdict = grade_one(EXERCISES["simulate_aLIF"], tutorial, seed)
        assert verdict.misconception == says(f"simulate_aLIF__{mistake}")


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
    def answer(params, I_inj):
        return right(name)(params | {"tref": max(params["tref"], 3 * params["dt"])}, I_inj)

    return answer


def changed(change):
    return lambda name: lambda *args: change(right(name)(*args))


def part(at, change):
    def of(run):
        run = list(run)
        run[at] = change(run[at])
        return tuple(run)

    return changed(of)


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
    ("dwdt", changed(lambda rate: [rate]), 0),
    ("simulate_aLIF", no_arrays, 11),
    ("simulate_aLIF", needs_a_hold, 13.5),
    ("simulate_aLIF", changed(lambda run: run[:3]), 0),
    ("simulate_aLIF", changed(lambda run: run[0]), 0),
    ("simulate_aLIF", part(2, lambda t: t + 0.1), 11),
    ("simulate_aLIF", part(0, lambda V: V[:-1]), 3.5),
    ("simulate_aLIF", part(0, lambda V: 0 * V), 6.5),
    ("simulate_aLIF", part(1, lambda w: 0 * w), 5),
    ("simulate_aLIF", part(1, lambda w: w + 1.0), 10),
    ("simulate_aLIF", part(1, lambda w: 2 * w), 5),
    ("simulate_aLIF", part(3, lambda spikes: [k + 3 for k in spikes]), 6),
    ("simulate_aLIF", part(3, lambda spikes: spikes[1:]), 10.5),
    ("simulate_aLIF", part(3, len), 1),
    ("simulate_AdEx", no_arrays, 9),
    ("simulate_AdEx", needs_a_hold, 10.5),
    ("simulate_AdEx", changed(lambda run: run[0]), 0),
    ("simulate_AdEx", part(0, lambda V: V + 1.0), 7),
    ("simulate_Izhikevich", no_arrays, 7),
    ("simulate_Izhikevich", needs_a_hold, 8.5),
    ("simulate_Izhikevich", changed(lambda run: run[0]), 0),
    ("simulate_Izhikevich2003", no_arrays, 4.5),
    ("simulate_Izhikevich2003", part(0, lambda v: v + 1.0), 4),
    ("simulate_Izhikevich2003", part(1, lambda u: 0 * u), 2.5),
    ("simulate_Izhikevich2003", part(3, lambda spikes: [k + 4 for k in spikes]), 2),
    ("adaptation_index", no_guard, 3),
    ("adaptation_index", no_arrays, 1),
    ("adaptation_index", changed(abs), 3),
    ("adaptation_index", changed(lambda index: None if np.isnan(index) else index), 3),
    ("adaptation_index", changed(lambda index: round(index, 2)), 1),
    ("initial_and_steady_rate", no_guard, 5),
    ("initial_and_steady_rate", no_arrays, 5.5),
    ("initial_and_steady_rate", changed(list), 6),
    ("initial_and_steady_rate", changed(np.array), 6),
    ("initial_and_steady_rate", changed(lambda rates: rates[0]), 0),
    ("initial_and_steady_rate", changed(lambda rates: (rates[0], rates[0])), 1.5),
    ("initial_and_steady_rate", changed(lambda rates: (*rates, 0.0)), 0),
    ("nullclines_AdEx", no_arrays, 1),
    ("nullclines_AdEx", changed(lambda both: both[0]), 0),
    ("nullclines_AdEx", changed(lambda both: (both[0], 2 * both[1])), 3),
    ("classify_pattern", only("tonic", "silent"), 0.5),
    ("classify_pattern", changed(str.upper), 6),
    ("classify_pattern", changed(lambda word: f"it is {word}"), 0),
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
    ("plot_patterns", figure(returns=lambda axes: None), 4.5),
    ("plot_patterns", figure(returns=lambda axes: axes[0]), 0),
    ("plot_patterns", figure(title=lambda label: "a neuron"), 4),
    ("plot_patterns", figure(xlabel="time"), 4.5),
    ("plot_patterns", figure(change=lambda x, y: (x, y + 5)), 2),
    ("plot_patterns", figure(change=lambda x, y: (x + 5, y)), 2),
    ("plot_patterns", figure(change=lambda x, y: (x, 0 * y - 65)), 2),
    ("plot_patterns", lambda _: lambda *args: plt.figure(), 0),
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
    for seed in (0,) if HALF_RIGHT[at][0] in (*FIGURES, *SIMULATORS) else (0, 1):
        assert verdict_on_half_right(at, seed).points == points


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


@pytest.mark.parametrize("word", ["silent", "transient", "tonic", "adapting", "bursting"])
def test_always_the_same_word_earns_nothing(word):
    assert grade_one(EXERCISES["classify_pattern"], lambda *_: word).points == 0


def test_the_given_skeleton_of_simulate_aLIF_earns_nothing():
    code = next(
        cell.source
        for cell in submission("adaptation", "lena").cells
        if "def simulate_aLIF" in cell.source
    )
    names = dict(model())
    exec(code.replace("raise NotImplementedError()", "pass"), names)
    assert grade_one(EXERCISES["simulate_aLIF"], names["simulate_aLIF"]).points == 0


# Seeds and inputs


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_inputs_belong_to_the_seed(exercise):
    assert str(drawn_inputs(exercise, 5)) == str(drawn_inputs(exercise, 5))
    first, second = (map(str, drawn_inputs(exercise, seed)) for seed in (5, 6))
    assert set(first) & set(second) <= {"(array([], dtype=float64),)"}


def test_verdicts_belong_to_the_seed():
    first, again, other = (
        [
            str(vars(verdict))
            for verdict in grade_all(adaptation.assignment, answers_of("jun"), seed).values()
        ]
        for seed in (5, 5, 6)
    )
    assert first == again != other


def params_of(seed):
    for name in (*SIMULATORS, *FIGURES):
        for args in drawn_inputs(EXERCISES[name], seed):
            yield from args[0].values() if name == "plot_patterns" else [args[0]]


@pytest.mark.parametrize("seed", range(5))
def test_parameters_tell_each_other_apart(seed):
    for params in params_of(seed):
        n = params["T"] / params["dt"]
        assert int(n) == round(n) == len(np.arange(0, params["T"], params["dt"]))
        values = [abs(value) for key, value in params.items() if key != "I_ext"]
        distances = [abs(a - b) for i, a in enumerate(values) for b in values[:i]]
        assert min(distances) > 0.001, params
        assert max(params["V_reset"], params["E_L"], params["V_0"]) < params["V_th"] - 5
        assert params["tref"] == 0 or params["tref"] > 10 * params["dt"]


def overshoots(params, I_ext):
    """How far the step of w at each spike would be off, as a share of b."""
    V, w, _t, spikes = reference.simulate_AdEx(params, I_ext)
    before = np.array(spikes) - 1
    net = (I_ext - w[before]) / params["g_L"]
    rate = (reference.f_EIF(V[before], params) + net) / params["tau_m"]
    beyond = V[before] + params["dt"] * rate - params["V_reset"]
    return params["a"] * beyond * params["dt"] / params["tau_w"] / params["b"]


@pytest.mark.parametrize("seed", range(20))
def test_currents_do_what_the_checks_say(seed):
    rng = np.random.default_rng(seed)
    for name in SIMULATORS:
        kind, simulate = name.removeprefix("simulate_"), getattr(reference, name)
        assert not simulate(*getattr(adaptation_inputs, f"changing_{kind}")(rng))[3]
        for drive in ("constant", "without_hold"):
            params, I_ext = getattr(adaptation_inputs, f"{drive}_{kind}")(rng)
            spikes = simulate(params, I_ext)[3]
            assert 4 <= len(spikes) <= 20
            assert reference.adaptation_index(get_ISI(spikes, params)) > 0.04
    assert max(overshoots(*adaptation_inputs.overshooting_AdEx(rng))[:4]) > 0.5
    assert not reference.simulate_Izhikevich2003(*adaptation_inputs.weak_input(rng))[3]
    for drive in (adaptation_inputs.strong_input, adaptation_inputs.coarse_input):
        assert len(reference.simulate_Izhikevich2003(*drive(rng))[3]) >= 4
    params, I_values = adaptation_inputs.currents(rng)
    trains = [reference.simulate_aLIF(params, I_ext)[3] for I_ext in I_values]
    assert [len(spikes) > 8 for spikes in trains] == [False, False, *[True] * 5]
    initial, steady = adaptation_expected.plot_FI_adaptation(params, I_values)
    assert np.max((initial.y - steady.y) / steady.allowed) > 4


def test_a_wrong_run_of_the_published_neuron_is_shown_over_the_right_one():
    def one_too_many(a, b, c, d, I, T, dt):  # noqa: E741 (the paper's name)
        v, u, t, spikes = reference.simulate_Izhikevich2003(a, b, c, d, I, T, dt)
        return v + 1.0, u, t, spikes

    exercise = EXERCISES["simulate_Izhikevich2003"]
    problem = exercise.grade(LocalAnswer(one_too_many, exercise.name)).checks[0].problem
    assert "V" in problem.message
    assert problem.trace is not None


@pytest.mark.parametrize("seed", range(20))
def test_trains_are_what_the_checks_say(seed):
    rng = np.random.default_rng(seed)
    kinds = {
        "silent": ["silent"],
        "transient": ["transient", "one_early_spike"],
        "tonic": ["tonic", "speeding"],
        "adapting": ["adapting", "initial_burst"],
        "bursting": ["bursting"],
    }
    for word, draws in kinds.items():
        for draw in draws:
            spikes, params = getattr(adaptation_inputs, draw)(rng)
            assert reference.classify_pattern(spikes, params) == word
            # A sample more or less in each interval makes no other pattern of it.
            for shift in (-1, 1):
                moved = [k + shift * (i % 2) for i, k in enumerate(spikes)]
                assert reference.classify_pattern(moved, params) == word


# The sample class

FULL = {name: exercise.points for name, exercise in EXERCISES.items()}
NOTHING = dict.fromkeys(EXERCISES, 0)
CLASS = {
    **dict.fromkeys(PERFECT, FULL),
    "goran": {
        **FULL,
        "simulate_aLIF": 11,
        "plot_adaptation": 3.5,
        "adaptation_index": 3,
        "initial_and_steady_rate": 5,
        "plot_FI_adaptation": 4,
        "simulate_AdEx": 9,
        "plot_phase_plane": 3,
        "plot_patterns": 4,
        "simulate_Izhikevich": 0,
        "simulate_Izhikevich2003": 0,
        "classify_pattern": 0,
    },
    "hana": {
        **FULL,
        "dwdt": 0,
        "adaptation_index": 1,
        "initial_and_steady_rate": 1,
        "nullclines_AdEx": 0,
    },
    "ivo": {
        **NOTHING,
        "dwdt": 1,
        "simulate_aLIF": 6,
        "plot_adaptation": 1.5,
        "adaptation_index": 1,
        "initial_and_steady_rate": 2.5,
        "plot_FI_adaptation": 2,
        "simulate_AdEx": 9,
        "nullclines_AdEx": 2,
        "plot_phase_plane": 5,
        "plot_patterns": 2,
        "simulate_Izhikevich": 2.5,
        "simulate_Izhikevich2003": 4,
        "classify_pattern": 2.5,
    },
    "jun": {
        **NOTHING,
        "simulate_aLIF": 9,
        "plot_adaptation": 0.5,
        "adaptation_index": 3.5,
        "initial_and_steady_rate": 1,
        "plot_FI_adaptation": 2,
        "simulate_AdEx": 7.5,
        "nullclines_AdEx": 3,
        "plot_patterns": 2,
        "simulate_Izhikevich": 4,
        "classify_pattern": 5,
    },
    "lena": NOTHING,
    "mateo": {
        **NOTHING,
        "dwdt": 4,
        "initial_and_steady_rate": 6,
        "nullclines_AdEx": 5,
        "plot_patterns": 5,
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
    },
    "ivo": {
        "dwdt": "plus_w",
        "simulate_aLIF": "set_to_b",
        "plot_adaptation": "against_samples",
        "adaptation_index": "over_first",
        "initial_and_steady_rate": "of_last",
        "plot_FI_adaptation": "swapped",
        "simulate_AdEx": "overshoot",
        "nullclines_AdEx": "in_mV",
        "plot_phase_plane": "without_input",
        "plot_patterns": "one_current",
        "simulate_Izhikevich": "plus_w",
        "simulate_Izhikevich2003": "half_steps",
        "classify_pattern": "any_ratio",
    },
    "jun": {
        "dwdt": "without_E_L",
        "simulate_aLIF": "frozen",
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


def test_every_sample_student_is_expected():
    assert set(CLASS) == set(students("adaptation"))


@pytest.mark.parametrize("student", [name for name in CLASS if name not in PERFECT])
def test_sample_students_get_what_they_deserve(student, monkeypatch):
    answers = answers_of(student)
    monkeypatch.setitem(sys.modules, "autograde_tests.adaptation", None)  # as in the sandbox
    verdicts = grade_all(adaptation.assignment, answers, seed=2)
    assert {name: verdict.points for name, verdict in verdicts.items()} == CLASS[student]
    assert {
        name: verdict.misconception for name, verdict in verdicts.items() if verdict.misconception
    } == {
        exercise: says(f"{exercise}__{mistake}")
        for exercise, mistake in NAMED.get(student, {}).items()
    }


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(adaptation.assignment, answers_of("hana"))
    for name in (*SIMULATORS, *FIGURES, "classify_pattern"):
        assert verdicts[name].right
        assert "Your " in verdicts[name].notes[0]
    assert "Your dwdt did not pass" in verdicts["simulate_aLIF"].notes[0]
    assert "Your adaptation_index did not pass" in verdicts["classify_pattern"].notes[0]


# What the notebook gives


def test_what_the_notebook_gives_is_what_the_reference_has():
    names = model()
    for kind in ("aLIF", "AdEx", "Izhikevich"):
        given = names[f"default_params_{kind}"]()
        right = getattr(reference, f"default_params_{kind}")()
        assert given == {key: value for key, value in right.items() if key != "C_m"}
    V = np.linspace(-90, -30, 31)
    for f, kind in (("f_EIF", "AdEx"), ("f_QIF", "Izhikevich")):
        params = names[f"default_params_{kind}"]()
        np.testing.assert_allclose(names[f](V, params), getattr(reference, f)(V, params))
    spikes = [3, 8, 40]
    np.testing.assert_array_equal(names["get_ISI"](spikes, given), get_ISI(spikes, given))


def test_the_gallery_shows_the_patterns_that_it_names():
    words = {
        "tonic": "tonic",
        "adapting": "adapting",
        "initial burst": "adapting",
        "regular bursting": "bursting",
        "delayed accelerating": "tonic",
        "delayed bursting": "bursting",
        "transient": "transient",
    }
    patterns = model()["naud_patterns"]()
    for name, word in words.items():
        params = patterns[name]
        spikes = reference.simulate_AdEx(params, params["I_ext"])[3]
        assert reference.classify_pattern(spikes, params) == word
    params = patterns["irregular"]
    ISI = get_ISI(reference.simulate_AdEx(params, params["I_ext"])[3], params)
    assert np.std(ISI) / np.mean(ISI) > 0.2


def test_the_published_neuron_is_a_case_of_the_students_own():
    types, as_published = (
        {"RS": (0.02, 0.2, -65.0, 8.0), "FS": (0.1, 0.2, -65.0, 2.0)},
        model()["as_published"],
    )
    for a, b, c, d in types.values():
        params, offset = as_published(a, b, c, d, T=500.0, dt=0.1)
        mine = get_ISI(reference.simulate_Izhikevich(params, 10.0 + offset)[3], params)
        theirs = get_ISI(reference.simulate_Izhikevich2003(a, b, c, d, 10.0, 500.0, 0.1)[3], params)
        assert mine[-1] == pytest.approx(theirs[-1], rel=0.03)

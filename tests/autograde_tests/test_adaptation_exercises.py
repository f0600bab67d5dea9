"""What only the hidden tests of `adaptation` have to pass or to find, and their inputs."""

import numpy as np
import pytest
from adaptation_answers import ANSWERS, EXERCISES, FIGURES, drawn
from answer_kit import (
    drawn_inputs,
    grade_all,
    grade_one,
    submission,
)
from known_answers import model

import reference
from autograde_tests.adaptation import exercises as adaptation
from autograde_tests.adaptation import given as membranes
from autograde_tests.adaptation import inputs as adaptation_inputs
from autograde_tests.adaptation import mistakes as adaptation_mistakes
from autograde_tests.adaptation.expected import figures as adaptation_figures
from autograder.testing.answers import LocalAnswer
from reference import get_ISI

SIMULATORS = ("simulate_aLIF", "simulate_AdEx", "simulate_Izhikevich")


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


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
            V[k], w[k] = min(v, params["V_th"]), now
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


@pytest.mark.parametrize("name", [*SIMULATORS, "simulate_adaptive"])
@pytest.mark.parametrize("make", MAKES)
def test_right_simulators_of_any_make_earn_full_points(name, make):
    def answer(*args):
        f, params, I_inj = args if len(args) == 3 else (MEMBRANES[name], *args)
        return made(f, **MAKES[make])(params, I_inj)

    for seed in (0, 1, 2):
        assert problems(grade_one(EXERCISES[name], answer, seed)) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_compiled_w_equation_may_be_rearranged(seed):
    """Round-off is no mistake: the same steps, written otherwise."""

    def rearranged(params, I_inj):
        V, w, t, spikes = reference.simulate_AdEx(params, I_inj)
        return V * (1 + 1e-12), w * (1 - 1e-12), t, spikes

    assert grade_one(EXERCISES["simulate_AdEx"], rearranged, seed).right


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

    for seed in range(2):
        verdict = grade_one(EXERCISES["simulate_aLIF"], tutorial, seed)
        assert verdict.misconception == says(f"simulate_aLIF__{mistake}")


@pytest.mark.parametrize("word", ["silent", "transient", "tonic", "adapting", "bursting"])
def test_always_the_same_word_earns_nothing(word):
    assert grade_one(EXERCISES["classify_pattern"], lambda *_: word).points == 0


def test_the_given_skeleton_of_simulate_adaptive_earns_nothing():
    code = next(
        cell.source
        for cell in submission("adaptation", "lena").cells
        if "def simulate_adaptive" in cell.source
    )
    names = dict(model("adaptation"))
    exec(code.replace("raise NotImplementedError()", "pass"), names)
    assert grade_one(EXERCISES["simulate_adaptive"], names["simulate_adaptive"]).points == 0


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
    initial, steady = adaptation_figures.plot_FI_adaptation(params, I_values)
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
        "adapting": ["initial_burst"],
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


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(adaptation.assignment, ANSWERS.of("hana"))
    for name in ("simulate_adaptive", *SIMULATORS, *FIGURES, "classify_pattern"):
        assert verdicts[name].right
        assert "stand-ins for your " in verdicts[name].notes[0]
    assert "your dwdt:" in verdicts["simulate_aLIF"].notes[0]
    assert "your adaptation_index:" in verdicts["classify_pattern"].notes[0]


@pytest.mark.parametrize(
    ("name", "firing"),
    [
        ("simulate_adaptive", "constant_current"),
        *((name, name.replace("simulate", "constant")) for name in SIMULATORS),
    ],
)
def test_the_run_of_one_neuron_for_all_earns_next_to_nothing(name, firing):
    points = []
    for neuron in range(4):
        inputs = vars(adaptation_inputs)[firing](np.random.default_rng([neuron, 1]))
        V, w, _t, spikes = vars(reference)[name](*inputs)

        def recorded(*args):
            params = args[-2]
            t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
            within = [k for k in spikes if k < t.size]  # noqa: B023 (graded at once)
            return np.resize(V, t.size), np.resize(w, t.size), t, within  # noqa: B023

        points += [grade_one(EXERCISES[name], recorded, seed).points for seed in range(5)]
    assert np.mean(points) <= 0.05 * EXERCISES[name].points


# What the notebook gives


def test_what_the_notebook_gives_is_what_the_reference_has():
    names = model("adaptation")
    for kind in ("aLIF", "AdEx", "Izhikevich"):
        given = names[f"default_params_{kind}"]()
        right = getattr(reference, f"default_params_{kind}")()
        assert given == {key: value for key, value in right.items() if key != "C_m"}
    V = np.linspace(-90, -30, 31)
    for f, kind in (("f_LIF", "aLIF"), ("f_EIF", "AdEx"), ("f_QIF", "Izhikevich")):
        params = names[f"default_params_{kind}"]()
        np.testing.assert_allclose(names[f](V, params), getattr(membranes, f)(V, params))
        if hasattr(reference, f):
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
    patterns = model("adaptation")["naud_patterns"]()
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
        model("adaptation")["as_published"],
    )
    for a, b, c, d in types.values():
        params, offset = as_published(a, b, c, d, T=500.0, dt=0.1)
        mine = get_ISI(reference.simulate_Izhikevich(params, 10.0 + offset)[3], params)
        theirs = get_ISI(reference.simulate_Izhikevich2003(a, b, c, d, 10.0, 500.0, 0.1)[3], params)
        assert mine[-1] == pytest.approx(theirs[-1], rel=0.03)


def at_rest(n, params):
    """The equation of w holds, and says nothing."""
    return np.full(n, params["E_L"]), np.zeros(n), range(100, n, 100)


def on_a_ramp(n, params):
    """Around every sample w rises by b."""
    return np.full(n, params["E_L"]), np.arange(n) * params["b"] / 4, range(50, n - 50, 50)


@pytest.mark.parametrize("run", [at_rest, on_a_ramp])
def test_without_spikes_nothing_is_right_at_spikes(run):
    def answer(_f, params, _I_inj):
        n = round(params["T"] / params["dt"])
        V, w, spikes = run(n, params)
        return V, w, params["dt"] * np.arange(n), list(spikes)

    assert grade_one(EXERCISES["simulate_adaptive"], answer, 3).points == 0

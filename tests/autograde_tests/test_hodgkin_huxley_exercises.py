"""What only the hidden tests of `hodgkin_huxley` have to pass or to find, and their inputs."""

import warnings

import numpy as np
import pytest
from answer_kit import (
    drawn_inputs,
    grade_one,
    submission,
)
from hodgkin_huxley_answers import ANSWERS, EXERCISES, drawn, figure_of, panels_of, right
from known_answers import model

import reference
from autograde_tests.hodgkin_huxley import expected as near
from autograde_tests.hodgkin_huxley import inputs as draw
from autograde_tests.hodgkin_huxley import mistakes as hodgkin_huxley_mistakes
from autograder.pages.card import as_html


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


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

    for seed in range(2):
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


OTHER_PANELS = {
    "dots": {"style": "."},
    "backwards": {"change": lambda x, y, label, panel: (x[::-1], y[::-1], label)},
    "every other sample": {"change": lambda x, y, label, panel: (x[::2], y[::2], label)},
    "other words": {"change": lambda x, y, label, panel: (x, y, f"$x_{label}$ (gate)")},
    "a list of axes": {"returns": list},
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
        {"draw": lambda ax, x, y, label: ax.plot(x[::-1], list(y[::-1]), "o-", label=label)},
        {"xlabel": r"$I$ / $\mu$A cm$^{-2}$", "ylabel": "spikes per second [Hz]"},
        {"returns": lambda ax: np.array([ax])},
    ],
)
def test_right_curves_drawn_otherwise_earn_full_points(name, how):
    assert problems(grade_one(EXERCISES[name], drawn(name, **how))) == []


COMMON_MISTAKES = {
    "simulate_HH": ("m_in_n", "m_in_h", "h_swapped", "gates_at_zero", "current_sign"),
    "I_ion": ("n_cubed", "m_squared", "without_h", "E_minus_V", "E_swapped"),
    "rates_HH": ("swapped", "from_rest", "of_1952"),
    "alpha_m": ("unguarded", "from_rest", "of_1952"),
    "alpha_n": ("unguarded", "from_rest", "of_1952"),
    "detect_spikes": ("samples_above", "both_ways"),
}


@pytest.mark.parametrize("name", COMMON_MISTAKES)
def test_the_most_common_mistakes_are_known(name):
    known = {known.wrong.__name__.split("__")[1] for known in EXERCISES[name].misconceptions}
    assert set(COMMON_MISTAKES[name]) <= known


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
        (
            "rates_HH",
            lambda V: [*reference.rates_HH(V)[:3], 1 / (np.exp((30 - V) / 10) + 1), 0 * V, 0 * V],
            "beta_h_from_rest",
        ),
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
    for seed in range(2):
        said = grade_one(EXERCISES[name], answer, seed).misconception
        assert said == " ".join(known.__doc__.split())


@pytest.mark.parametrize("seed", [277, 343, 520])  # where a careful grid comes out worst, of 660
def test_a_search_on_a_grid_is_close_enough_to_the_best_LIF(seed):
    case = draw.curve_to_fit(np.random.default_rng(seed))
    named = dict(zip(("I_values", "rates"), case, strict=True))
    best = reference.fit_LIF_to_HH(*case)
    for check in EXERCISES["fit_LIF_to_HH"].checks:
        assert check.compare(right("fit_LIF_to_HH")(*case), best, named) is None


def test_the_given_skeleton_of_simulate_HH_earns_nothing():
    code = next(
        cell.source
        for cell in submission("hodgkin_huxley", "ivo").cells
        if "def simulate_HH(" in cell.source
    )
    names = dict(model("hodgkin_huxley"))
    exec(code.replace("raise NotImplementedError()", "pass"), names)
    assert grade_one(EXERCISES["simulate_HH"], names["simulate_HH"]).points == 0


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
    for kind in (draw.currents, draw.list_of_currents):
        params, I_values = kind(rng)
        rates = reference.FI_curve_HH(params, I_values)[np.argsort(I_values)]
        too_weak, too_strong = np.argmax(rates > 0), np.argmax(rates[::-1] > 0)
        assert 1 <= too_weak <= 3
        assert too_strong <= 1
        assert np.all(rates[too_weak : len(rates) - too_strong] > 0)
        strongest_of_weak = np.sort(I_values)[too_weak - 1]
        V, *_, t = reference.simulate_HH(params, strongest_of_weak)
        assert len(reference.detect_spikes(V, t)) >= 1


def test_no_number_and_no_share_of_a_range_is_the_rheobase_of_two_neurons():
    """However well it is chosen: pages and scores tell who tries which one comes nearest."""
    found = []
    for seed in range(40):
        params, low, high, tol = draw.search(np.random.default_rng(seed))
        rheobase = reference.rheobase_HH(params, low, high, 0.05)
        found.append((rheobase, low, high, np.sqrt(low * high), 1.01 * tol + 0.2))
    rheobase, *guesses, allowed = np.array(found).T
    for guess in (np.ones(rheobase.size), *guesses):
        factors = rheobase / guess
        near = [np.mean(np.abs(factor * guess - rheobase) <= allowed) for factor in factors]
        assert max(near) <= 0.35  # and so of two neurons at once for one in eight


def test_the_smallest_gap_may_stand_at_either_end_and_anywhere_between():
    drawn = [draw.paired_pulses(np.random.default_rng(seed)) for seed in range(12)]
    places = [np.flatnonzero(one[3] == reference.refractory_period_HH(*one))[0] for one in drawn]
    from_end = [len(one[3]) - 1 - place for one, place in zip(drawn, places, strict=True)]
    assert min(places.count(0), from_end.count(0)) >= 3
    assert places.count(0) + from_end.count(0) < len(drawn)


@pytest.mark.parametrize("seed", range(12))
def test_gaps_surround_the_refractory_period(seed):
    rng = np.random.default_rng(seed)
    params, I_pulse, width, gaps = draw.paired_pulses(rng)
    found = reference.refractory_period_HH(params, I_pulse, width, gaps)
    assert gaps[0] > width
    assert found in gaps
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


def test_farahs_early_mistakes_cost_once_and_she_is_told():
    verdicts = ANSWERS.graded(ANSWERS.of("farah"), 0)
    for name in ("plot_gates", "simulate_HH", "plot_HH", "FI_curve_HH", "refractory_period_HH"):
        assert verdicts[name].right
        assert "stand-ins for your " in verdicts[name].notes[0]
    assert "rates_HH and I_ion:" in verdicts["simulate_HH"].notes[0]


def test_kira_is_told_that_her_neuron_runs_away():
    verdict = ANSWERS.graded(ANSWERS.of("kira"), 0)["simulate_HH"]
    assert "has run off to infinity" in verdict.misconception


@pytest.mark.parametrize("seed", range(6))
def test_no_number_and_no_distance_from_rest_is_the_threshold_of_two_neurons(seed):
    rng = np.random.default_rng(seed)
    found = []
    for inputs in (draw.search_for_a_low_threshold, draw.search_for_a_high_threshold):
        params, V_low, V_high, tol = inputs(rng)
        at_rest = reference.simulate_HH(params | {"T": 3.0}, 0.0)[0]
        assert np.ptp(at_rest) < 0.02
        threshold = reference.kick_threshold_HH(params, V_low, V_high, tol)
        assert V_low + 1 < threshold < (V_low + V_high) / 2 - 1
        assert abs(threshold + 58.5) > tol + 0.1  # the squid's, which students know
        found.append(np.array([threshold, threshold - params["V_0"]]))
    assert np.all(found[1] - found[0] > 1)


@pytest.mark.parametrize("seed", range(20))
def test_spikes_of_two_trains_have_at_most_one_partner_and_none_on_the_edge(seed):
    data, model, T, window = draw.two_trains(np.random.default_rng(seed))
    assert np.min(np.diff(data)) > 2 * window < np.min(np.diff(model))
    assert max(data[-1], model[-1]) < T
    distances = np.subtract.outer(data, model)
    assert np.min(np.abs(np.abs(distances) - window)) > 0.05
    near = np.abs(distances) <= window
    assert near.sum() == near.any(axis=1).sum() == near.any(axis=0).sum()
    early, late = (near & (distances > 0)).sum(), (near & (distances < 0)).sum()
    assert len({early, late, (np.abs(distances) <= window / 2).sum()}) == 3

"""What only the hidden tests of `lif` have to pass or to find, and their inputs."""

import nbformat
import numpy as np
import pytest
from answer_kit import (
    ROOT,
    drawn_inputs,
    grade_all,
    grade_one,
    submission,
)
from known_answers import model
from lif_answers import ANSWERS, CURVE_FIGURES, EXERCISES, drawn, figure_of, histograms

import reference
from autograde_tests.lif import exercises as lif
from autograde_tests.lif import expected as lif_expected
from autograde_tests.lif import inputs as lif_inputs
from autograde_tests.lif import mistakes as lif_mistakes
from reference import rheobase_LIF, simulate_LIF, simulate_noisy_LIF


def problems(verdict):
    return [check.problem for check in verdict.checks if check.problem]


def test_noise_of_any_seed_is_right():
    def fresh_curve(params, I_max=1000, I_step=50, sigma=0):
        I_range, freq = reference.FI_curve(params, I_max, I_step)
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
}


@pytest.mark.parametrize("name", CURVE_FIGURES)
@pytest.mark.parametrize("style", OTHER_FIGURES)
def test_right_figures_drawn_otherwise_earn_full_points(name, style):
    assert problems(grade_one(EXERCISES[name], drawn(name, **OTHER_FIGURES[style]))) == []


@pytest.mark.parametrize(
    "how",
    [
        {"draw": lambda ax, data, bins: ax.hist(data, bins, histtype="step")},
        {"draw": lambda ax, data, bins: ax.hist(data, bins, rwidth=0.8)},
        {"draw": lambda ax, data, bins: ax.stairs(*np.histogram(data, bins))},
        {"draw": lambda ax, data, bins: ax.hist(data, np.arange(0, 301, 2.0))},
        {"draw": lambda ax, data, bins: ax.hist(list(data), 30)},
        {"edges": 200, "returns": list},
        {"edges": 15, "returns": tuple},
        {"xlabel": "inter-spike interval / ms", "ylabel": "how many"},
    ],
)
def test_right_histograms_drawn_otherwise_earn_full_points(how):
    assert problems(grade_one(EXERCISES["plot_ISI_histograms"], histograms(**how))) == []


def held_otherwise(params, I_inj):
    """As the tutorial does it, but without a hold: V[k] is overwritten at the crossing."""
    V, t, _ = reference.simulate_LIF(params | {"V_th": 1e9}, I_inj)
    spikes, dt = [], params["dt"]
    current = np.broadcast_to(I_inj, V.shape)
    for k in range(1, len(V)):
        rate = reference.dvdt_LIF(
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
            lambda params, mu, sigma, _: reference.simulate_noisy_LIF(params, mu, sigma, 2020),
            "seed_ignored",
        ),
        (
            "simulate_noisy_LIF",
            lambda params, mu, sigma, seed: reference.simulate_noisy_LIF(
                params, mu, sigma, seed + 1
            ),
            "seed_ignored",
        ),
        (
            "simulate_noisy_LIF",
            lambda params, mu, sigma, seed: reference.simulate_noisy_LIF(
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
    for seed in range(2):
        said = grade_one(EXERCISES[name], answer, seed).misconception
        assert said == " ".join(known.__doc__.split())


def test_the_given_skeleton_of_simulate_LIF_earns_nothing():
    code = next(
        cell.source for cell in submission("lif", "lena").cells if "def simulate_LIF" in cell.source
    )
    names = dict(model("lif"))
    exec(code.replace("raise NotImplementedError()", "pass"), names)
    assert grade_one(EXERCISES["simulate_LIF"], names["simulate_LIF"]).points == 0


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
    still, *noisy = lif_expected.plot_FI_noise(*lif_inputs.sigmas(rng))
    assert max(np.max(np.abs(curve.y - still.y) / curve.allowed) for curve in noisy) > 1.2
    params, *currents = lif_inputs.noisy_curve(rng)
    counts = lif_expected.FI_curve(params, *currents)[1] * params["T"] / 1000
    assert counts[3] > 30
    assert lif_expected.FI_curve(params, *currents[:2])[1][3] == 0


def test_hanas_early_mistakes_cost_once_and_she_is_told():
    verdicts = grade_all(lif.assignment, ANSWERS.of("hana"))
    later = ("V_proto_LIF", "simulate_LIF", "simulate_noisy_LIF", "FI_curve", "plot_FI_tau")
    for name in (*later, "plot_FI_noise", "firing_rate_LIF"):
        assert verdicts[name].right
        assert "stand-ins for your " in verdicts[name].notes[0]
    assert "your dvdt_LIF:" in verdicts["simulate_LIF"].notes[0]
    assert "spike_freq and simulate_noisy_LIF" in verdicts["FI_curve"].notes[0]


def test_rosas_file_is_not_a_notebook():
    with pytest.raises(nbformat.reader.NotJSONError):
        nbformat.reads((ROOT / "examples" / "lif" / "rosa.ipynb").read_text(), as_version=4)

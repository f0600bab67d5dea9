"""aLIF, AdEx and Izhikevich neurons against scipy, phase-plane analysis and the literature.

Published numbers are for the parameters named there. Everything else uses unround ones, pairwise
distinct, so that no two of them can be mistaken for one another.
"""

import copy

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar

import reference
from reference import (
    default_params,
    default_params_EIF,
    default_params_QIF,
    f_EIF,
    f_QIF,
    get_CV,
    get_ISI,
    simulate_EIF,
    simulate_LIF,
    simulate_QIF,
)


def unround(**changes):
    """Parameters of all three neurons with nothing round or equal about them."""
    params = {
        "tau_m": 17.3, "g_L": 8.88, "E_L": -70.8, "V_0": -68.7, "V_th": -31.3, "V_reset": -63.1,
        "V_rh": -51.9, "Delta_T": 1.7, "V_c": -49.2, "a_0": 0.037, "a": 1.3, "b": 23.7,
        "tau_w": 81.0, "tref": 3.5, "T": 300.0, "dt": 0.05,
    }  # fmt: skip
    return params | changes


def f_LIF(V, p):
    return -(V - p["E_L"])


MODELS = {
    "aLIF": (reference.simulate_aLIF, f_LIF, simulate_LIF),
    "AdEx": (reference.simulate_AdEx, f_EIF, simulate_EIF),
    "Izhikevich": (reference.simulate_Izhikevich, f_QIF, simulate_QIF),
}
each_model = pytest.mark.parametrize(("simulate", "f", "without"), MODELS.values(), ids=MODELS)


def exact_spike_times(f, p, I_ext, T):
    """Spike times in continuous time (ms): DOP853 from spike to spike."""
    t_k, V_k, w_k, times = 0.0, p["V_0"], 0.0, []

    def flow(_, state):
        V, w = state
        dVdt = (f(V, p) + (I_ext - w) / p["g_L"]) / p["tau_m"]
        return dVdt, (p["a"] * (V - p["E_L"]) - w) / p["tau_w"]

    def spike(_, state):
        return state[0] - p["V_th"]

    spike.terminal, spike.direction = True, 1
    while True:
        run = solve_ivp(
            flow, (t_k, T), [V_k, w_k], "DOP853", events=spike, rtol=1e-9, atol=1e-9, max_step=5
        )
        assert run.success
        if not run.t_events[0].size:
            return np.array(times)
        t_k, V_k = run.t[-1], p["V_reset"]
        times.append(t_k)
        rest = p["a"] * (p["V_reset"] - p["E_L"])  # w tends to it in the hold
        w_k = rest + (run.y[1, -1] + p["b"] - rest) * np.exp(-p["tref"] / p["tau_w"])
        t_k += p["tref"]


# Parameters


@pytest.mark.parametrize(
    ("default", "without"),
    [
        (reference.default_params_aLIF, default_params),
        (reference.default_params_AdEx, default_params_EIF),
        (reference.default_params_Izhikevich, default_params_QIF),
    ],
)  # fmt: skip
def test_default_params_add_the_same_adaptation_to_each_neuron(default, without):
    p = default()
    assert p == without() | {"a": p["a"], "b": p["b"], "tau_w": p["tau_w"], "T": 500}
    assert (p["a"], p["b"], p["tau_w"]) == (2, 20, 100)
    default()["a"] = 0
    assert default()["a"] == 2


@pytest.mark.parametrize(
    ("simulate", "default"),
    [
        (reference.simulate_aLIF, reference.default_params_aLIF),
        (reference.simulate_AdEx, reference.default_params_AdEx),
        (reference.simulate_Izhikevich, reference.default_params_Izhikevich),
    ],
)  # fmt: skip
def test_the_courses_neurons_adapt(simulate, default):
    p = default()
    spikes = simulate(p, 400)[-1]
    assert len(spikes) > 10
    assert reference.classify_pattern(spikes, p) == "adapting"


@each_model
def test_the_loop_for_any_membrane_is_each_of_the_models(simulate, f, without):
    for p in (unround(), unround(tref=0.0)):
        V, w, t, spikes = reference.simulate_adaptive(f, p, 500)
        right = simulate(p, 500)
        assert spikes == right[3]
        assert_allclose(V, np.minimum(right[0], p["V_th"]), atol=1e-7)
        assert_allclose(w, right[1], atol=1e-7)
        assert_allclose(t, right[2])


def test_the_loop_for_any_membrane_wants_a_current_for_each_sample():
    with pytest.raises(ValueError, match="I_inj"):
        reference.simulate_adaptive(f_LIF, unround(), np.zeros(3))


# w


@pytest.mark.parametrize(
    ("V", "w", "dwdt"),
    [
        (-70.8, 0, 0), (-60.8, 0, 13 / 81), (-80.8, 0, -13 / 81), (-70.8, 40.5, -0.5),
        (-60.8, 13, 0),
    ],
)  # fmt: skip
def test_rate_of_change_of_w(V, w, dwdt):
    assert reference.dwdt(V, w, unround()) == pytest.approx(dwdt, rel=1e-13, abs=1e-16)


def test_rate_of_change_of_w_works_elementwise():
    V, w = np.array([-60.8, -50.8]), np.array([13.0, 0.0])
    assert_allclose(reference.dwdt(V, w, unround()), [0, 26 / 81], atol=1e-15)


@each_model
def test_w_jumps_by_b_at_a_spike_and_follows_its_equation_through_the_hold(simulate, f, without):
    p = unround()
    V, w, t, spikes = simulate(p, 500)
    assert V.shape == w.shape == t.shape == (6000,)
    assert (V[0], w[0]) == (p["V_0"], 0)
    assert len(spikes) > 4
    assert all(type(k) is int for k in spikes)
    V_from, w_from = V.copy(), w.copy()
    V_from[spikes] = p["V_reset"]
    w_from[spikes] += p["b"]
    assert_allclose(w[1:], (w_from + p["dt"] * reference.dwdt(V_from, w_from, p))[:-1], rtol=1e-12)
    for k in spikes[:-1]:
        assert_array_equal(V[k + 1 : k + 71], p["V_reset"])
        assert V[k + 71] != p["V_reset"]
        jump = (w[k + 1] - w[k]) / p["b"]
        assert jump == pytest.approx(1, abs=0.01)
        held = w[k + 1 : k + 71]
        assert np.all(np.diff(held) < 0)  # towards a (V_reset - E_L), which is small
        assert np.diff(held)[0] == pytest.approx(
            p["dt"] * reference.dwdt(p["V_reset"], held[0], p), rel=1e-9
        )


@each_model
def test_no_adaptation_is_the_neuron_without_it(simulate, f, without):
    p = unround(a=0.0, b=0.0)
    V, w, t, spikes = simulate(p, 500)
    expected_V, expected_t, expected_spikes = without(p, 500)
    assert_array_equal(V, expected_V)
    assert_array_equal(t, expected_t)
    assert spikes == expected_spikes
    assert not w.any()


@each_model
def test_w_holds_the_neuron_back(simulate, f, without):
    counts = [
        len(simulate(unround(T=1000.0, **weaker), 500)[-1])
        for weaker in ({"a": 0.0, "b": 0.0}, {"b": 0.0}, {"a": 0.0}, {}, {"b": 60.0})
    ]
    assert counts[0] > counts[1] > counts[3] > counts[4]
    assert counts[0] > counts[2] > counts[3]


@each_model
def test_spike_times_tend_to_those_of_scipy(simulate, f, without):
    p = unround(dt=0.0005, a=-0.7)
    expected = exact_spike_times(f, p, 430, p["T"])
    _, _, t, spikes = simulate(p, 430)
    assert len(expected) > 6
    assert t[spikes[0]] == pytest.approx(expected[0], abs=0.01)
    assert_allclose(np.diff(t[spikes]), np.diff(expected), atol=0.01)


@each_model
@pytest.mark.parametrize("I_ext", [1e8, -1e4])
def test_currents_beyond_reason_leave_everything_finite(simulate, f, without, I_ext):
    with np.errstate(all="raise"):
        V, w, _, spikes = simulate(unround(), I_ext)
    assert np.isfinite(V).all()
    assert np.isfinite(w).all()
    assert len(spikes) == (6000 // 71 + 1 if I_ext > 0 else 0)


def test_a_sharp_AdEx_neuron_is_finite_and_fires_like_an_aLIF_neuron():
    p = unround(Delta_T=1e-5, dt=0.01)
    with np.errstate(all="raise"):
        V, w, _, spikes = reference.simulate_AdEx(p, 400)
    expected = reference.simulate_aLIF(p | {"V_th": p["V_rh"]}, 400)[-1]
    assert np.isfinite(V).all()
    assert np.isfinite(w).all()
    assert len(spikes) == len(expected) > 4
    assert_allclose(np.diff(spikes), np.diff(expected), atol=2)


@each_model
def test_a_number_a_list_a_view_and_an_array_are_the_same_current(simulate, f, without):
    expected = simulate(unround(), 440.0)
    for I_inj in (440, [440] * 6000, np.full(6000, 440), np.full(12_000, 440.0)[::2]):
        V, w, _, spikes = simulate(unround(), I_inj)
        assert_array_equal(V, expected[0])
        assert_array_equal(w, expected[1])
        assert spikes == expected[3]


@each_model
@pytest.mark.parametrize("shape", [(5999,), (1,), (0,), (6000, 1)])
def test_a_current_of_another_length_is_refused(simulate, f, without, shape):
    with pytest.raises(ValueError, match=r"shape \(6000,\), not \(" + str(shape[0])):
        simulate(unround(), np.zeros(shape))


@each_model
def test_impossible_parameters_are_refused(simulate, f, without):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        simulate(unround(dt=0), 0)
    with pytest.raises(ValueError, match="V_reset is not below V_th"):
        simulate(unround(V_reset=-31.3), 0)


def test_an_AdEx_spike_without_width_is_refused():
    for run in (
        lambda p: reference.simulate_AdEx(p, 0),
        lambda p: reference.nullclines_AdEx([-60], p, 0),
    ):
        with pytest.raises(ValueError, match="Delta_T > 0"):
            run(unround(Delta_T=0))


def test_nothing_but_the_results_changes():
    V, I_ext, p = np.array([-80.0, -40.0]), np.full(6000, 500.0), unround()
    before = copy.deepcopy(p)
    for simulate, _, _ in MODELS.values():
        spikes = simulate(p, I_ext)[-1]
        kept = list(spikes)
        reference.initial_and_steady_rate(spikes, p)
        reference.classify_pattern(spikes, p)
        assert spikes == kept
    reference.nullclines_AdEx(V, p, 100)
    reference.dwdt(V, V, p)
    assert p == before
    assert_array_equal(V, [-80, -40])
    assert_array_equal(I_ext, 500)


# LIF with adaptation


def round_aLIF(**changes):
    return reference.default_params_aLIF() | {"a": 0.0, "T": 1000.0} | changes


def steady_interval(p, I_ext):
    """Interval at which V is back at V_th when w is back where it was (a = 0)."""

    def overshoot(T):
        w_1 = p["b"] / (1 - np.exp(-T / p["tau_w"])) * np.exp(-p["tref"] / p["tau_w"])
        s = T - p["tref"]
        decay, decay_w = np.exp(-s / p["tau_m"]), np.exp(-s / p["tau_w"])
        V = p["E_L"] + (p["V_reset"] - p["E_L"]) * decay + I_ext / p["g_L"] * (1 - decay)
        V -= w_1 / p["g_L"] * p["tau_w"] / (p["tau_w"] - p["tau_m"]) * (decay_w - decay)
        return V - p["V_th"]

    return brentq(overshoot, p["tref"] + 1e-6, 500)


@pytest.mark.parametrize(
    ("I_ext", "b", "ISI"), [(300, 10, 18.4869), (250, 10, 27.8742), (500, 20, 11.4168)]
)
def test_aLIF_steady_interval_is_the_root_of_its_closed_form(I_ext, b, ISI):
    p = round_aLIF(b=b, dt=0.001)
    assert steady_interval(p, I_ext) == pytest.approx(ISI, abs=6e-5)
    assert get_ISI(reference.simulate_aLIF(p, I_ext)[-1], p)[-1] == pytest.approx(ISI, abs=3e-3)


def test_aLIF_steady_interval_of_unround_parameters():
    p = unround(a=0.0, dt=0.001, T=1500.0)
    simulated = get_ISI(reference.simulate_aLIF(p, 617.0)[-1], p)[-1]
    assert simulated == pytest.approx(steady_interval(p, 617.0), abs=3e-3)


def test_aLIF_at_300_pA_has_the_intervals_and_w_of_the_closed_form():
    p = round_aLIF(b=10.0, dt=0.01)
    _, w, _, spikes = reference.simulate_aLIF(p, 300)
    intervals = get_ISI(spikes, p)
    assert intervals[0] == pytest.approx(13.64)
    assert intervals[-1] == pytest.approx(18.49)
    assert w[spikes[-1]] + 10 == pytest.approx(59.248, abs=2e-3)
    assert 10 / (1 - np.exp(-18.4869 / 100)) == pytest.approx(59.246, abs=5e-4)
    coarse = p | {"dt": 0.1}
    spikes = reference.simulate_aLIF(coarse, 300)[-1]
    assert len(spikes) == 56
    assert get_ISI(spikes, coarse)[-1] == pytest.approx(18.5)


@pytest.mark.parametrize(("a", "I_ext"), [(2, 240), (4, 280)])
def test_fixed_point_reaches_threshold_at_g_L_plus_a_times_the_distance(a, I_ext):
    p = round_aLIF(a=a, b=0.0)
    assert (p["g_L"] + a) * (p["V_th"] - p["E_L"]) == I_ext
    w = a * (p["V_th"] - p["E_L"])
    assert f_LIF(p["V_th"], p) + (I_ext - w) / p["g_L"] == 0
    assert reference.dwdt(p["V_th"], w, p) == 0


def test_that_current_is_not_the_rheobase():
    p = round_aLIF(a=2.0, b=0.0, dt=0.01, T=3000.0)
    spikes = reference.simulate_aLIF(p, 232.8)[-1]
    assert len(spikes) == 24  # then silence:
    assert reference.classify_pattern(spikes, p) == "transient"
    p |= {"a": 4.0}
    spikes = reference.simulate_aLIF(p, 271.6)[-1]
    assert spikes[-1] * 0.01 > 2950  # for ever
    assert reference.classify_pattern(spikes, p) != "transient"


# AdEx

NAUD = {  # C, g_L, E_L, a, tau_w, b, V_reset, I; spikes with dt .1 and .01 and exactly; t_1; ISIs
    "tonic": (
        (200, 10, -70, 2, 30, 0, -58, 500), (60, 62, 62), 14.223, [8.93, 9.09, 9.22], [9.59],
    ),
    "adaptation": (
        (200, 12, -70, 2, 300, 60, -58, 500), (12, 12, 12), 14.904,
        [11.27, 14.38, 19.61, 29.42], [75.91],
    ),
    "initial burst": (
        (130, 18, -58, 4, 150, 120, -50, 400), (12, 12, 12), 5.464,
        [3.42, 7.32, 54.75, 64.12], [63.95],
    ),
    "regular bursting": (
        (200, 10, -58, 2, 120, 100, -46, 210), (11, 11, 11), 16.158,
        [2.92, 5.12, 131.76, 5.35], [133.18, 5.35],
    ),
    "delayed accelerating": (
        (200, 12, -70, -10, 300, 0, -58, 300), (45, 46, 46), 33.574,
        [20.59, 19.08, 17.94], [10.27],
    ),
    "delayed regular bursting": (
        (100, 10, -65, -10, 90, 30, -47, 110), (32, 32, 32), 57.180,
        [3.21, 4.31, 7.42, 56.86], [8.15],
    ),
    "transient": ((100, 10, -65, 10, 90, 100, -47, 180), (1, 1, 1), 30.290, [], []),
    "irregular": (
        (100, 12, -60, -11, 130, 30, -48, 160), (33, 32, 33), 15.645, [3.45, 4.47, 6.71], [],
    ),
}  # fmt: skip


def naud(name, **changes):
    C_m, g_L, E_L, a, tau_w, b, V_reset, I_ext = (float(value) for value in NAUD[name][0])
    params = {
        "tau_m": C_m / g_L, "g_L": g_L, "E_L": E_L, "V_0": E_L, "V_rh": -50.0, "Delta_T": 2.0,
        "V_th": 0.0, "V_reset": V_reset, "a": a, "b": b, "tau_w": tau_w, "tref": 0.0, "T": 600.0,
        "dt": 0.01,
    }  # fmt: skip
    return params | changes, I_ext


@pytest.mark.parametrize("name", NAUD)
def test_spikes_of_Naud_et_al_2008_in_continuous_time(name):
    _, (_, _, count), first, early, late = NAUD[name]
    p, I_ext = naud(name)
    exact = exact_spike_times(f_EIF, p, I_ext, 600)
    assert exact[0] == pytest.approx(first, abs=6e-4)
    assert_allclose(np.diff(exact)[: len(early)], early, atol=6e-3)
    if name != "irregular":
        assert len(exact) == count
        assert_allclose(np.diff(exact)[exact.size - 1 - len(late) :], late, atol=6e-3)


@pytest.mark.parametrize("name", sorted(set(NAUD) - {"irregular"}))
def test_simulated_spikes_of_Naud_et_al_2008(name):
    _, counts, first, early, late = NAUD[name]
    for dt, count in zip((0.1, 0.01, 0.001), counts, strict=True):
        p, I_ext = naud(name, dt=dt)
        spikes = reference.simulate_AdEx(p, I_ext)[-1]
        assert len(spikes) == count
    assert spikes[0] * 0.001 == pytest.approx(first, abs=7e-3)
    intervals = get_ISI(spikes, p)
    assert_allclose(intervals[: len(early)], early, atol=0.01, rtol=1e-3)
    assert_allclose(intervals[intervals.size - len(late) :], late, atol=0.02, rtol=1e-3)


@pytest.mark.parametrize("dt", [0.1, 0.01])
@pytest.mark.parametrize(("name", "repeats"), [("irregular", False), ("regular bursting", True)])
def test_irregular_neuron_of_Naud_et_al_2008_never_repeats_itself_others_do(name, repeats, dt):
    p, I_ext = naud(name, dt=dt, T=6000.0)
    spikes = reference.simulate_AdEx(p, I_ext)[-1]
    intervals = get_ISI(spikes, p)[len(spikes) // 2 :]
    worst = [np.abs(intervals[lag:] - intervals[:-lag]).max() for lag in range(1, 25)]
    assert get_CV(spikes) > 0.4
    assert (min(worst) < 3 * dt) == repeats
    assert (min(worst) < 50 * dt) == repeats


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("tonic", "tonic"), ("adaptation", "adapting"), ("initial burst", "adapting"),
        ("regular bursting", "bursting"), ("delayed accelerating", "tonic"),
        ("delayed regular bursting", "bursting"), ("transient", "transient"),
        ("irregular", "bursting"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("dt", [0.1, 0.05, 0.01])
def test_firing_patterns_of_Naud_et_al_2008_are_told_apart(name, pattern, dt):
    p, I_ext = naud(name, dt=dt)
    assert reference.classify_pattern(reference.simulate_AdEx(p, I_ext)[-1], p) == pattern
    assert reference.classify_pattern(reference.simulate_AdEx(p, 0.0)[-1], p) == "silent"


def neuronal_dynamics(tau_m, a, tau_w, b, V_reset, **changes):
    """AdEx neuron of Neuronal Dynamics, Table 6.1: R = 500 MOhm is g_L = 2 nS."""
    params = {
        "tau_m": tau_m, "g_L": 2.0, "E_L": -70.0, "V_0": -70.0, "V_rh": -50.0, "Delta_T": 2.0,
        "V_th": -30.0, "V_reset": V_reset, "a": a, "b": b, "tau_w": tau_w, "tref": 0.0, "T": 500.0,
        "dt": 0.01,
    }  # fmt: skip
    return params | changes


@pytest.mark.parametrize(
    ("constants", "I_ext", "count", "pattern"),
    [
        ((20, 0, 30, 60, -55), 65, 9, "tonic"),
        ((20, 0, 100, 5, -55), 65, 19, "adapting"),
        ((5, 0.5, 100, 7, -51), 65, 17, "adapting"),
        ((5, -0.5, 100, 7, -46), 65, 36, "bursting"),
        ((10, 1, 100, 10, -60), 65, 8, "adapting"),  # "transient" in the book
        ((5, -1, 100, 10, -60), 25, 4, "tonic"),
    ],
)
def test_spikes_and_patterns_of_Neuronal_Dynamics_Table_6_1(constants, I_ext, count, pattern):
    p = neuronal_dynamics(*constants)
    spikes = reference.simulate_AdEx(p, I_ext)[-1]
    assert len(spikes) == count
    assert reference.classify_pattern(spikes, p) == pattern


def test_initial_burst_of_Neuronal_Dynamics_has_the_intervals_of_neurodynex3():
    p = neuronal_dynamics(5, 0.5, 100, 7, -51)
    intervals = get_ISI(reference.simulate_AdEx(p, 65)[-1], p)
    assert_allclose(intervals[:5], [2.67, 3.59, 5.67, 14.49, 36.42], atol=1e-9)
    assert intervals[-1] == pytest.approx(36.61)
    p |= {"T": 240.0}
    assert len(reference.simulate_AdEx(p, 65)[-1]) == 10


@pytest.mark.parametrize(
    ("I_ext", "counts"), [(45, [1]), (50, [1]), (52, [2]), (56, [2]), (65, [14])]
)
def test_transient_neuron_of_Neuronal_Dynamics_is_transient_only_below_65_pA(I_ext, counts):
    p = neuronal_dynamics(10, 1, 100, 10, -60, T=1000.0)
    spikes = reference.simulate_AdEx(p, I_ext)[-1]
    assert [len(spikes)] == counts
    assert reference.classify_pattern(spikes, p) == ("transient" if I_ext < 57 else "adapting")
    if I_ext == 65:
        assert get_ISI(spikes, p)[-1] == pytest.approx(83.1, abs=0.03)


def brette_gerstner(**changes):
    params = {
        "tau_m": 281 / 30, "g_L": 30.0, "E_L": -70.6, "V_0": -70.6, "V_rh": -50.4, "Delta_T": 2.0,
        "V_th": 0.0, "V_reset": -70.6, "a": 4.0, "b": 80.5, "tau_w": 144.0, "tref": 0.0,
        "T": 1000.0, "dt": 0.01,
    }  # fmt: skip
    return params | changes


@pytest.mark.parametrize(
    ("I_ext", "count", "early", "last"),
    [(600, 1, [], None), (650, 5, [], 251.13), (1000, 31, [13.58], 36.08)],
)
def test_steps_of_current_into_the_neuron_of_Brette_and_Gerstner_2005(I_ext, count, early, last):
    p = brette_gerstner()
    spikes = reference.simulate_AdEx(p, I_ext)[-1]
    exact = np.diff(exact_spike_times(f_EIF, p, I_ext, 1000))
    assert len(spikes) == len(exact) + 1 == count
    assert_allclose(exact[: len(early)], early, atol=6e-3)
    if last:
        assert exact[-1] == pytest.approx(last, abs=6e-3)
        assert get_ISI(spikes, p)[-1] == pytest.approx(last, abs=0.1)


def test_spikes_of_brian2s_example_of_the_AdEx_neuron():
    p = brette_gerstner(dt=0.1, T=100.0, V_th=-40.4)
    _, _, t, spikes = reference.simulate_AdEx(p, 1000)
    assert_allclose(t[spikes], [11.9, 25.6, 41.5, 60.2, 82.2], atol=1e-9)


def fixed_point(p, I_ext):
    """The stable one: where the nullclines cross below the lowest point of the V-nullcline."""

    def apart(V):
        w_V, w_w = reference.nullclines_AdEx(V, p, I_ext)
        return float(w_V - w_w)

    lowest = p["V_rh"] + p["Delta_T"] * np.log1p(p["a"] / p["g_L"])
    return brentq(apart, -200, lowest, xtol=1e-12)


def trace(p, V):
    """Of the Jacobian, by differences: above 0 the fixed point is unstable."""
    dV = 1e-4
    slope_f = (f_EIF(V + dV, p) - f_EIF(V - dV, p)) / (2 * dV)
    slope_w = (reference.dwdt(V, 1e-4, p) - reference.dwdt(V, -1e-4, p)) / 2e-4
    return slope_f / p["tau_m"] + slope_w


def test_rest_is_lost_in_a_Hopf_bifurcation_at_the_current_of_the_closed_form():
    p = brette_gerstner()
    hopf = brentq(lambda I_ext: trace(p, fixed_point(p, I_ext)), 600, 627.3)
    assert hopf == pytest.approx(627.18, abs=6e-3)
    a, g_L, log, ratio = p["a"], p["g_L"], np.log1p(p["tau_m"] / 144), p["tau_m"] / 144
    formula = (g_L + a) * (-50.4 + 70.6 - 2 + 2 * log) + 2 * g_L * (a / g_L - ratio)
    assert formula == pytest.approx(hopf, abs=1e-4)
    assert a / g_L > ratio


def test_nullclines_part_at_the_saddle_node():
    p = brette_gerstner()

    def apart(V):
        w_V, w_w = reference.nullclines_AdEx(V, p, 0.0)
        return float(w_V - w_w)

    saddle_node = -minimize_scalar(apart, bounds=(-60, -45), method="bounded").fun
    assert saddle_node == pytest.approx(627.31, abs=6e-3)
    formula = 34 * (-50.4 + 70.6 - 2 + 2 * np.log1p(4 / 30))
    assert formula == pytest.approx(saddle_node, abs=1e-6)


@pytest.mark.parametrize(("I_ext", "spikes"), [(626.5, False), (627.25, True)])
def test_neuron_left_at_its_fixed_point_fires_past_the_Hopf_bifurcation_only(I_ext, spikes):
    p = brette_gerstner(T=20_000.0)
    V = fixed_point(p, I_ext)
    w = float(reference.nullclines_AdEx(V, p, I_ext)[1])
    start = p | {"V_0": V + 1e-3}
    run = reference.simulate_IF(
        start,
        I_ext,
        reference.Exponential.from_params(p),
        reference.Adaptation.from_params(p),
        w_0=w,
    )
    assert (len(run[-1]) > 0) == spikes


def test_transient_neuron_of_Neuronal_Dynamics_loses_its_rest_at_56_pA():
    p = neuronal_dynamics(10, 1, 100, 10, -60)
    hopf = brentq(lambda I_ext: trace(p, fixed_point(p, I_ext)), 40, 56.4)
    assert hopf == pytest.approx(56.17, abs=6e-3)


def test_nullclines_are_where_nothing_changes():
    p, V = unround(), np.linspace(-80, -45, 50).reshape(5, 10)
    w_V, w_w = reference.nullclines_AdEx(V, p, 217.0)
    assert w_V.shape == w_w.shape == (5, 10)
    assert_allclose(f_EIF(V, p) + (217 - w_V) / p["g_L"], 0, atol=1e-11)
    assert_allclose(reference.dwdt(V, w_w, p), 0, atol=1e-14)
    assert_array_equal(reference.nullclines_AdEx(V.tolist(), p, 217.0)[0], w_V)


# Izhikevich

TYPES = {  # a, b, c, d; spikes in 1 s at I = 10 with dt .25, 1, .1, .01
    "RS": ((0.02, 0.2, -65, 8), (23, 22, 23, 23)),
    "IB": ((0.02, 0.2, -55, 4), (33, 31, 34, 34)),
    "CH": ((0.02, 0.2, -50, 2), (83, 75, 88, 88)),
    "FS": ((0.1, 0.2, -65, 2), (123, 111, 131, 136)),
    "LTS": ((0.02, 0.25, -65, 2), (75, 68, 77, 78)),
    "TC": ((0.02, 0.25, -65, 0.05), (239, 200, 260, 275)),
    "RZ": ((0.1, 0.26, -65, 2), (175, 143, 186, 195)),
}


@pytest.mark.parametrize("name", TYPES)
def test_spikes_of_the_types_of_Izhikevich_2003_at_each_dt(name):
    constants, counts = TYPES[name]
    runs = [
        reference.simulate_Izhikevich2003(*constants, 10, 1000.0, dt) for dt in (0.25, 1, 0.1, 0.01)
    ]
    # The counts are from rest, our runs from -65 mV as published: the last spike may be late.
    assert_allclose([len(spikes) for *_, spikes in runs], counts, atol=1)


def test_regular_spiking_interval_is_45_ms():
    *_, spikes = reference.simulate_Izhikevich2003(*TYPES["RS"][0], 10, 1000.0, 0.01)
    assert np.diff(spikes)[-1] * 0.01 == pytest.approx(44.84)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("RS", "adapting"), ("CH", "bursting"), ("FS", "adapting"), ("IB", "adapting")],
)
@pytest.mark.parametrize("dt", [0.25, 0.1, 0.01])
def test_patterns_of_the_published_types(name, pattern, dt):
    *_, spikes = reference.simulate_Izhikevich2003(*TYPES[name][0], 10, 1000.0, dt)
    assert reference.classify_pattern(spikes, {"T": 1000.0, "dt": dt}) == pattern


@pytest.mark.parametrize(
    ("b", "stable", "unstable"), [(0.2, -70, -50), (0.25, -64.41, -54.34), (0.26, -62.5, -56.0)]
)
def test_rest_is_a_root_of_the_equations(b, stable, unstable):
    low, high = np.sort(np.roots([0.04, 5 - b, 140]))
    assert low == pytest.approx(stable, abs=5e-3)
    assert high == pytest.approx(unstable, abs=5e-3)
    v, u, _, spikes = reference.simulate_Izhikevich2003(0.1, b, -65, 2, 0, 3000.0, 0.1)
    assert len(spikes) <= 1  # for b = 0.26 the way from -65 mV to rest leads over one
    assert v[-1] == pytest.approx(low, abs=1e-3)
    assert u[-1] == pytest.approx(b * low, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "hopf"),
    [("RS", 3.7975), ("FS", 3.9375), ("LTS", 0.6850), ("TC", 0.685), ("RZ", 0.2625)],
)
def test_rest_is_lost_at_the_Hopf_point(name, hopf):
    a, b, c, d = TYPES[name][0]
    v = (a - 5) / 0.08  # the slope of the parabola is a, the trace 0
    assert -(0.04 * v**2 + 5 * v + 140 - b * v) == pytest.approx(hopf, abs=5e-5)
    # The reset shapes what follows, not the rest: from there, currents are raised slowly.
    for below, fires in ((0.02, False), (-0.02, True)):
        I_end = hopf - below
        current = np.minimum(np.linspace(I_end - 1, I_end + 0.2, 800_000), I_end)
        *_, spikes = reference.simulate_Izhikevich2003(a, b, c, d, current, 8000.0, 0.01)
        assert (len(spikes) > 0) == fires


@pytest.mark.parametrize(("I_ext", "count"), [(3.7, 1), (3.78, 26), (4.0, 36)])
def test_regular_spiking_neuron_fires_before_its_rest_is_lost(I_ext, count):
    *_, spikes = reference.simulate_Izhikevich2003(*TYPES["RS"][0], I_ext, 5000.0, 0.01)
    assert len(spikes) == count


def test_published_form_is_a_parabola_with_two_roots():
    low, high = -82.656, -42.344
    assert_allclose(np.sort(np.roots([0.04, 5, 140])), [low, high], atol=5e-4)
    a, b, c, d = TYPES["CH"][0]
    p = {
        "tau_m": 1.0, "g_L": 1.0, "E_L": (-5 - np.sqrt(2.6)) / 0.08, "V_0": -65.0, "V_th": 30.0,
        "V_reset": c, "V_c": (-5 + np.sqrt(2.6)) / 0.08, "a_0": 0.04, "a": b, "b": d,
        "tau_w": 1 / a, "tref": 0.0, "T": 300.0, "dt": 0.1,
    }  # fmt: skip
    v, u, t, spikes = reference.simulate_Izhikevich2003(a, b, c, d, 10, 300.0, 0.1)
    # w is u, counted from where it is at E_L, which is then missing from the current.
    run = reference.simulate_IF(
        p,
        10 - b * p["E_L"],
        reference.Quadratic.from_params(p),
        reference.Adaptation.from_params(p),
        w_0=b * (-65 - p["E_L"]),
        V_max=30,
    )
    assert run[-1] == spikes
    assert len(spikes) > 20
    assert_allclose(run[0], v, atol=1e-6)
    assert_allclose(run[1] + b * p["E_L"], u, atol=1e-6)
    assert_array_equal(run[2], t)


def test_published_form_is_its_textbook_twin():
    a, b, c, d, dt = 0.031, 0.23, -61.7, 5.3, 0.2
    I = 7 + np.random.default_rng(2).normal(0, 5, 5000)  # noqa: E741
    v, u, spikes = np.zeros(5000), np.zeros(5000), []
    v_k, u_k = -65.0, b * -65
    for k in range(5000):
        v[k], u[k] = min(v_k, 30), u_k
        if v_k >= 30:
            spikes.append(k)
            v_k, u_k = c, u_k + d
        v_k, u_k = (
            v_k + dt * (0.04 * v_k**2 + 5 * v_k + 140 - u_k + I[k]),
            u_k + dt * a * (b * v_k - u_k),
        )
    run = reference.simulate_Izhikevich2003(a, b, c, d, I, 1000.0, dt)
    assert run[3] == spikes
    assert len(spikes) > 20
    assert_allclose(run[0], v, rtol=1e-7)
    assert_allclose(run[1], u, rtol=1e-7)
    assert_array_equal(run[2], np.arange(5000) * dt)


def test_published_form_refuses_what_the_others_refuse():
    with pytest.raises(ValueError, match="0 < dt <= T"):
        reference.simulate_Izhikevich2003(0.02, 0.2, -65, 8, 10, 100, 0)
    with pytest.raises(ValueError, match="V_reset is not below V_th"):
        reference.simulate_Izhikevich2003(0.02, 0.2, 30, 8, 10, 100, 0.1)
    with pytest.raises(ValueError, match=r"shape \(1000,\)"):
        reference.simulate_Izhikevich2003(0.02, 0.2, -65, 8, [10, 20], 100, 0.1)


# Rates


def test_steady_rate_is_that_of_the_steady_interval():
    p = round_aLIF(b=10.0, dt=0.01, T=2000.0)
    initial, steady = reference.initial_and_steady_rate(reference.simulate_aLIF(p, 300)[-1], p)
    assert initial == pytest.approx(1000 / 13.64)
    assert steady == pytest.approx(1000 / 18.4869, rel=1e-3)


@pytest.mark.parametrize("a", [0.0, 2.9, 23.7, -3.1])
def test_impedance_is_that_of_the_linear_system(a):
    p = unround(a=a)
    matrix = np.array(
        [[-1 / p["tau_m"], -1 / (p["g_L"] * p["tau_m"])], [a / p["tau_w"], -1 / p["tau_w"]]]
    )
    drive = np.array([1 / (p["g_L"] * p["tau_m"]), 0])
    f = np.array([0.0, 0.7, 3.3, 8.4, 41.0, 300.0])
    response = [np.linalg.solve(2j * np.pi * at / 1000 * np.eye(2) - matrix, drive)[0] for at in f]
    assert_allclose(reference.impedance(p, f), np.abs(response), rtol=1e-9)
    assert reference.impedance(p, 0) == pytest.approx(1 / (p["g_L"] + a), rel=1e-12)


def test_impedance_is_the_amplitude_of_a_simulated_response():
    p = unround(a=20.3, b=0.0, V_th=0.0, T=2000.0, dt=0.02)
    t = np.arange(round(p["T"] / p["dt"])) * p["dt"]
    for f in (2.0, 9.0, 30.0):
        V, _, _, spikes = reference.simulate_aLIF(p, 20 * np.sin(2 * np.pi * f * t / 1000))
        last = V[t >= 1000]
        assert spikes == []
        assert np.ptp(last) / 40 == pytest.approx(reference.impedance(p, f), rel=0.01)

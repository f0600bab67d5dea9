"""The LIF neuron against closed forms, scipy, Siegert's formula, other simulators and plain loops.

Round numbers are for the default parameters. Everything else uses unround ones, pairwise
distinct, so that no two of them can be mistaken for one another.
"""

import copy
import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import dblquad, quad, solve_ivp
from scipy.special import erfcx

import reference
from reference import get_CV, get_ISI, my_GWN, spike_freq


def default(**changes):
    return reference.default_params() | changes


def unround(**changes):
    """Parameters with nothing round or equal about them; rheobase 173.16 pA."""
    params = {
        "V_th": -51.3, "V_0": -68.7, "V_reset": -63.1, "E_L": -70.8, "tau_m": 153.0 / 8.88,
        "g_L": 8.88, "C_m": 153.0, "tref": 3.5, "T": 300.0, "dt": 0.05,
    }  # fmt: skip
    return params | changes


# Textbook twins of the compiled loops


def textbook_proto_LIF(p, I_ext):
    V = np.zeros(len(I_ext))
    V[0] = p["V_0"]
    for k in range(len(V) - 1):
        dVdt = (-p["g_L"] * (V[k] - p["E_L"]) + I_ext[k]) / p["C_m"]
        V[k + 1] = V[k] + p["dt"] * dVdt
    return V


def textbook_LIF(p, I_ext):
    n_ref = round(p["tref"] / p["dt"])
    V = np.zeros(len(I_ext))
    spikes = []
    v = p["V_0"]
    steps_to_hold = 0
    for k in range(len(V)):
        V[k] = v
        if steps_to_hold > 0:
            steps_to_hold -= 1
        elif v >= p["V_th"]:
            spikes.append(k)
            v = p["V_reset"]
            steps_to_hold = n_ref
        if steps_to_hold == 0:
            dVdt = (-(v - p["E_L"]) + I_ext[k] / p["g_L"]) / p["tau_m"]
            v = v + p["dt"] * dVdt
    return V, spikes


@st.composite
def neurons_and_currents(draw):
    V_th = draw(st.floats(-60, -40))
    dt = draw(st.sampled_from([0.05, 0.1, 0.2]))
    n = draw(st.integers(1, 300))
    g_L, C_m = draw(st.floats(2, 30)), draw(st.floats(20, 400))
    params = {
        "V_th": V_th, "V_reset": V_th - draw(st.floats(0.5, 30)), "V_0": draw(st.floats(-90, -40)),
        "E_L": draw(st.floats(-90, -45)), "g_L": g_L, "C_m": C_m, "tau_m": C_m / g_L,
        "tref": dt * draw(st.integers(0, 25)), "T": n * dt, "dt": dt,
    }  # fmt: skip
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return params, rng.normal(draw(st.floats(0, 1500)), draw(st.floats(0, 1000)), n)


@given(neurons_and_currents())
@settings(max_examples=80, deadline=None)
def test_compiled_loops_are_their_textbook_twins_to_the_bit(neuron_and_current):
    params, I_ext = neuron_and_current
    assert_array_equal(
        reference.simulate_proto_LIF(params, I_ext)[0], textbook_proto_LIF(params, I_ext)
    )
    V, _, spikes = reference.simulate_LIF(params, I_ext)
    expected_V, expected_spikes = textbook_LIF(params, I_ext)
    assert_array_equal(V, expected_V)
    assert spikes == expected_spikes


@given(neurons_and_currents())
@settings(max_examples=80, deadline=None)
def test_every_sample_obeys_the_spike_rule(neuron_and_current):
    params, I_ext = neuron_and_current
    V, _, spikes = reference.simulate_LIF(params, I_ext)
    n_ref = round(params["tref"] / params["dt"])
    V_from = V.copy()  # where the step to the next sample starts
    held = np.zeros(V.size, dtype=bool)
    for k in spikes:
        V_from[k] = params["V_reset"]
        held[k + 1 : k + 1 + n_ref] = True

    assert V[0] == params["V_0"]
    assert np.flatnonzero(params["V_th"] <= V).tolist() == spikes
    assert np.all(V[held] == params["V_reset"])
    Euler = (
        V_from + params["dt"] * (params["E_L"] - V_from + I_ext / params["g_L"]) / params["tau_m"]
    )
    assert_allclose(V[1:][~held[1:]], Euler[:-1][~held[1:]], rtol=1e-12, atol=1e-10)


@pytest.mark.parametrize("V_0", [-68.7, -40.0])
@pytest.mark.parametrize("tref", [0.0, 0.05, 3.5])
def test_FI_curve_counts_the_spikes_of_the_textbook_twin(tref, V_0):
    params = unround(T=200.0, tref=tref, V_0=V_0)
    I_range, freq_rec = reference.FI_curve(params, I_max=900, I_step=130)
    counts = [len(textbook_LIF(params, np.full(4000, I_ext))[1]) for I_ext in I_range]
    assert_array_equal(I_range, [0, 130, 260, 390, 520, 650, 780])
    assert_allclose(freq_rec, 1000 * np.array(counts) / 200, rtol=1e-14)


# proto-LIF


def test_default_params_are_those_of_the_course():
    assert reference.default_params() == {
        "V_th": -55, "V_0": -75, "tau_m": 10, "g_L": 10, "V_reset": -75, "E_L": -75,
        "tref": 2, "T": 150, "dt": 0.1, "C_m": 100,
    }  # fmt: skip


def test_default_params_are_a_new_dict_each_time():
    reference.default_params()["V_th"] = 0
    assert reference.default_params()["V_th"] == -55


@pytest.mark.parametrize(
    ("g_L", "E_L", "C_m", "I_ext", "V", "dVdt"),
    [
        (8, -70, 200, 0, -70, 0),  # at rest
        (8, -70, 200, 0, -60, -0.4),  # the leak pulls down ...
        (8, -70, 200, 0, -80, 0.4),  # ... and up
        (8, -70, 200, 100, -70, 0.5),
        (4, -60, 50, 30, -65, 1),
    ],
)
def test_rates_of_change(g_L, E_L, C_m, I_ext, V, dVdt):
    assert reference.dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V) == pytest.approx(dVdt, rel=1e-14)
    assert reference.dvdt_LIF(g_L, E_L, C_m / g_L, I_ext, V) == pytest.approx(dVdt, rel=1e-14)


def test_rates_of_change_work_elementwise():
    V = np.array([-70.0, -60.0])
    assert_allclose(reference.dvdt_proto_LIF(8, -70, 200, np.array([100.0, 0.0]), V), [0.5, -0.4])
    assert_allclose(reference.dvdt_LIF(8, -70, 25, np.array([100.0, 0.0]), V), [0.5, -0.4])


def test_steady_state_is_25_mV_at_1000_pA():
    assert reference.steady_state_voltage(default(), 1000) == 25


def test_nothing_changes_at_the_steady_state():
    p, I_ext = unround(), np.array([-50.0, 0.0, 170.0, 1234.5])
    V_inf = reference.steady_state_voltage(p, I_ext)
    assert_allclose(reference.dvdt_LIF(p["g_L"], p["E_L"], p["tau_m"], I_ext, V_inf), 0, atol=1e-13)
    assert V_inf[1] == p["E_L"]


def test_voltage_of_the_proto_LIF_after_10_ms():
    params = default()
    V, t = reference.simulate_proto_LIF(params, 1000)
    assert t[100] == 10
    assert V[100] == pytest.approx(-11.6032, abs=5e-5)
    assert reference.V_proto_LIF(10, params, 1000) == pytest.approx(-11.7879, abs=5e-5)


def test_proto_LIF_solution_is_that_of_scipy():
    p, I_ext, t = unround(), 217.3, np.linspace(0, 90, 40)
    run = solve_ivp(
        lambda _, V: (-p["g_L"] * (V - p["E_L"]) + I_ext) / p["C_m"],
        (0, 90), [p["V_0"]], "DOP853", t, rtol=1e-11, atol=1e-11,
    )  # fmt: skip
    assert_allclose(reference.V_proto_LIF(t, p, I_ext), run.y[0], rtol=1e-9)
    assert_allclose(reference.V_proto_LIF(t.tolist(), p, I_ext), run.y[0], rtol=1e-9)


def test_proto_LIF_by_Euler_is_a_geometric_approach_to_the_steady_state():
    p, I_ext = unround(), 217.3
    V, t = reference.simulate_proto_LIF(p, I_ext)
    k = np.arange(6000)
    V_inf = p["E_L"] + I_ext / p["g_L"]
    assert_array_equal(t, k * p["dt"])
    assert_allclose(V, V_inf + (p["V_0"] - V_inf) * (1 - p["dt"] / p["tau_m"]) ** k, rtol=1e-11)


def test_proto_LIF_by_Euler_converges_in_proportion_to_dt():
    dts = 0.2 / 2.0 ** np.arange(4)
    errors = []
    for dt in dts:
        p = unround(dt=dt, T=60.0)
        V, t = reference.simulate_proto_LIF(p, 300)
        errors.append(np.max(np.abs(V - reference.V_proto_LIF(t, p, 300))))
    slope, _ = np.polyfit(np.log(dts), np.log(errors), 1)
    assert slope == pytest.approx(1, abs=0.01)


def test_proto_LIF_follows_a_changing_current_as_scipy_does():
    p = unround(dt=0.001, T=80.0)
    t = np.arange(80_000) * 0.001
    run = solve_ivp(
        lambda t, V: (-p["g_L"] * (V - p["E_L"]) + 300 * np.sin(t / 7)) / p["C_m"],
        (0, 80), [p["V_0"]], "DOP853", t, rtol=1e-10, atol=1e-10,
    )  # fmt: skip
    V, _ = reference.simulate_proto_LIF(p, 300 * np.sin(t / 7))
    assert_allclose(V, run.y[0], atol=2e-3)


def test_white_noise_moves_the_free_membrane_by_the_sd_of_an_Ornstein_Uhlenbeck_process():
    params = default(T=200_000.0)
    I_GWN, _ = my_GWN(params, mu=0, sigma=1, myseed=4)
    V, _ = reference.simulate_proto_LIF(params, I_GWN)
    # T / tau_m independent stretches of length tau_m, hence a relative sd of sqrt(tau_m / 2T)
    assert np.std(V[1000:]) == pytest.approx(0.70888, rel=4 * np.sqrt(10 / 400_000))


# Spikes at constant current


@pytest.mark.parametrize(
    ("dt", "ISI"), [(0.5, 18.0), (0.1, 18.1), (0.05, 18.1), (0.01, 18.09), (0.001, 18.094)]
)
def test_interval_at_250_pA_at_each_time_step(dt, ISI):
    params = default(dt=dt)
    _, _, spikes = reference.simulate_LIF(params, 250)
    assert_allclose(get_ISI(spikes, params), ISI, rtol=1e-12)


def test_first_spike_at_250_pA_comes_without_refractory_period():
    V, t, spikes = reference.simulate_LIF(default(), 250)
    assert spikes == [161, 342, 523, 704, 885, 1066, 1247, 1428]
    assert all(type(k) is int for k in spikes)
    assert t[161] == pytest.approx(16.1)
    assert V[160] < -55 <= V[161]


@pytest.mark.parametrize("tref", [0.0, 0.05, 0.15, 3.5])  # 0.15/0.05 is 2.999... in floats
@pytest.mark.parametrize("I_ext", [175.0, 260.0, 1500.0, 40_000.0])
def test_interval_is_hold_plus_climb_in_steps(I_ext, tref):
    p = unround(tref=tref, T=500.0)

    def steps_to_threshold(V_start):
        V_inf = p["E_L"] + I_ext / p["g_L"]
        ratio = (V_inf - p["V_th"]) / (V_inf - V_start)
        return int(np.ceil(np.log(ratio) / np.log1p(-p["dt"] / p["tau_m"])))

    _, _, spikes = reference.simulate_LIF(p, I_ext)
    n_ref = round(tref / p["dt"])
    assert spikes[0] == steps_to_threshold(p["V_0"])
    assert set(np.diff(spikes)) == {n_ref + steps_to_threshold(p["V_reset"])}


def test_a_start_above_threshold_is_a_spike_at_sample_0():
    p = unround(V_0=-50.0)
    V, _, spikes = reference.simulate_LIF(p, 0)
    assert spikes == [0]
    assert V[0] == -50
    assert_array_equal(V[1:71], p["V_reset"])
    assert V[71] < p["V_reset"]


def test_reaching_the_threshold_exactly_is_a_spike():
    p = default(V_0=-55.0, T=0.1)
    assert reference.simulate_LIF(p, 0)[2] == [0]


def test_a_crossing_in_the_last_sample_is_a_spike():
    V, _, spikes = reference.simulate_LIF(default(T=16.2), 250)
    assert V.size == 162
    assert spikes == [161]


def test_each_sample_of_the_current_drives_the_step_that_follows_it():
    p = unround(V_0=-70.8, T=5.0)
    I_ext = np.zeros(100)
    I_ext[[10, 99]] = 100
    for V in (reference.simulate_LIF(p, I_ext)[0], reference.simulate_proto_LIF(p, I_ext)[0]):
        rise = V - p["E_L"]
        assert np.flatnonzero(rise)[0] == 11
        assert rise[11] == pytest.approx(0.05 * 100 / 153)
        assert rise[99] < rise[11]


def test_spikes_of_a_changing_current_are_those_of_scipy():
    p = unround(dt=0.001, T=250.0)

    def current(t):
        return 260 + 120 * np.sin(t / 11)

    def threshold(_, V):
        return V[0] - p["V_th"]

    threshold.terminal, threshold.direction = True, 1
    t_k, V_k, spike_times = 0.0, p["V_0"], []
    while t_k < p["T"]:
        run = solve_ivp(
            lambda t, V: (-(V - p["E_L"]) + current(t) / p["g_L"]) / p["tau_m"],
            (t_k, p["T"]), [V_k], events=threshold, rtol=1e-9, atol=1e-9,
        )  # fmt: skip
        spike_times.extend(run.t_events[0])
        t_k, V_k = run.t[-1] + p["tref"], p["V_reset"]

    V, t, spikes = reference.simulate_LIF(p, current(np.arange(250_000) * 0.001))
    assert len(spike_times) > 5
    assert_allclose(t[spikes], spike_times, atol=0.02)
    assert_array_equal(V[spikes] >= p["V_th"], True)


def test_conductance_capacitance_and_current_count_only_by_their_ratios():
    p, I_ext = unround(), my_GWN(unround(), 250, 3, 7)[0]
    twice = p | {"g_L": 2 * p["g_L"], "C_m": 2 * p["C_m"]}
    V, _, spikes = reference.simulate_LIF(p, I_ext)
    V_twice, _, spikes_twice = reference.simulate_LIF(twice, 2 * I_ext)
    assert_array_equal(V_twice, V)
    assert spikes_twice == spikes
    assert len(spikes) > 3


@pytest.mark.parametrize("simulate", [reference.simulate_LIF, reference.simulate_proto_LIF])
def test_a_number_a_list_a_view_and_an_array_are_the_same_current(simulate):
    p = unround()
    expected = simulate(p, 240.0)[0]
    assert expected.shape == (6000,)
    for I_inj in (
        240,
        np.float32(240),
        [240] * 6000,
        np.full(6000, 240),
        np.full(12_000, 240.0)[::2],
    ):
        assert_array_equal(simulate(p, I_inj)[0], expected)


@pytest.mark.parametrize("simulate", [reference.simulate_LIF, reference.simulate_proto_LIF])
@pytest.mark.parametrize("shape", [(5999,), (6001,), (1,), (0,), (6000, 1), (1, 6000)])
def test_a_current_of_another_length_is_refused_with_both_lengths(simulate, shape):
    with pytest.raises(ValueError, match=r"shape \(6000,\), not \(" + str(shape[0])):
        simulate(unround(), np.zeros(shape))


@pytest.mark.parametrize(
    "run",
    [
        lambda p: reference.simulate_proto_LIF(p, 0),
        lambda p: reference.simulate_LIF(p, 0),
        lambda p: reference.simulate_noisy_LIF(p, 0, 1, 0),
        reference.FI_curve,
    ],
)
@pytest.mark.parametrize("dt", [0.0, -0.1, 400.0])
def test_an_impossible_time_grid_is_refused(run, dt):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        run(unround(dt=dt))


@pytest.mark.parametrize(
    "run",
    [
        lambda p: reference.simulate_LIF(p, 0),
        lambda p: reference.simulate_noisy_LIF(p, 0, 1, 0),
        reference.FI_curve,
    ],
)
@pytest.mark.parametrize("V_reset", [-51.3, -40.0])
def test_a_reset_that_is_not_below_threshold_is_refused(run, V_reset):
    with pytest.raises(ValueError, match="V_reset is not below V_th"):
        run(unround(V_reset=V_reset))


def test_nothing_but_the_results_changes():
    params, I_ext = unround(), np.full(6000, 300.0)
    before, seen = copy.deepcopy(params), np.random.get_state()[1].copy()  # noqa: NPY002
    reference.simulate_LIF(params, I_ext)
    reference.simulate_proto_LIF(params, I_ext)
    reference.simulate_noisy_LIF(params, 300, 2, 0)
    reference.FI_curve(params, sigma=1)
    reference.firing_rate_LIF(params, I_ext)
    assert params == before
    assert_array_equal(I_ext, 300)
    assert_array_equal(np.random.get_state()[1], seen)  # noqa: NPY002


# Rheobase and firing rate


def test_rheobase_is_200_pA_and_no_spike_comes_at_exactly_that():
    assert reference.rheobase_LIF(default()) == 200
    assert reference.simulate_LIF(default(T=5000.0), 200)[2] == []
    assert len(reference.simulate_LIF(default(T=5000.0), 201)[2]) > 0


def test_rheobase_parts_silence_from_firing():
    p = unround(T=2000.0)
    I_rh = reference.rheobase_LIF(p)
    assert I_rh == pytest.approx(8.88 * 19.5)
    assert reference.steady_state_voltage(p, I_rh) == pytest.approx(p["V_th"])
    assert reference.simulate_LIF(p, 0.999 * I_rh)[2] == []
    assert len(reference.simulate_LIF(p, 1.001 * I_rh)[2]) > 0


def test_rheobase_does_not_move_with_the_capacitance():
    assert reference.rheobase_LIF(unround(C_m=500.0, tau_m=500 / 8.88)) == reference.rheobase_LIF(
        unround()
    )


@pytest.mark.parametrize(
    ("I_ext", "rate"),
    [
        (0, 0), (199, 0), (200, 0), (201, 18.1709), (210, 30.8212), (250, 55.2658), (300, 77.0053),
        (500, 140.6815), (1000, 236.3264), (5000, 415.2445), (239.6067, 50), (363.1932, 100),
    ],
)  # fmt: skip
def test_rate_is_that_of_the_closed_form(I_ext, rate):
    assert reference.firing_rate_LIF(default(), I_ext) == pytest.approx(rate, abs=5.1e-5)


@pytest.mark.parametrize(("tau_m", "rate"), [(5, 99.530), (10, 55.266), (20, 29.249), (40, 15.065)])
def test_slower_membranes_fire_more_slowly(tau_m, rate):
    params = default(tau_m=tau_m, C_m=10 * tau_m)
    assert reference.firing_rate_LIF(params, 250) == pytest.approx(rate, abs=5.1e-4)


def test_rate_is_the_noise_free_rate_of_NESTs_siegert_neuron():
    params = default(E_L=-70.0, V_reset=-70.0)
    assert reference.firing_rate_LIF(params, 20 * params["g_L"]) == pytest.approx(63.0400, abs=5e-5)


@pytest.mark.parametrize(("I_nA", "count"), [(2.0, 0), (2.01, 23)])
def test_a_second_of_the_LIF_neuron_of_neurodynex3(I_nA, count):
    params = {
        "V_th": -50.0, "V_0": -70.0, "V_reset": -65.0, "E_L": -70.0, "tau_m": 8.0, "g_L": 100.0,
        "C_m": 800.0, "tref": 2.0, "T": 1000.0, "dt": 0.01,
    }  # fmt: skip
    assert len(reference.simulate_LIF(params, 1000 * I_nA)[2]) == count


@pytest.mark.parametrize("I_ext", [180.0, 250.0, 2000.0])
def test_simulated_rate_tends_to_the_closed_form(I_ext):
    p = unround(dt=0.001, T=400.0)
    intervals = get_ISI(reference.simulate_LIF(p, I_ext)[2], p)
    assert_allclose(1000 / intervals, reference.firing_rate_LIF(p, I_ext), rtol=1e-3)


def test_rate_at_and_below_rheobase_is_zero_without_a_warning():
    p = unround()
    with np.errstate(all="raise"):
        rates = reference.firing_rate_LIF(p, [-100, 0, 100, reference.rheobase_LIF(p)])
    assert_array_equal(rates, 0)
    assert not np.signbit(rates).any()


def test_rate_keeps_its_digits_far_above_rheobase():
    p = unround(tref=0.0)
    I_ext = 1e15  # the climb is as good as straight: tau_m (V_th - V_reset) g_L/I
    expected = 1000 * I_ext / (p["C_m"] * (p["V_th"] - p["V_reset"]))
    assert reference.firing_rate_LIF(p, I_ext) == pytest.approx(expected, rel=1e-12)


def test_rate_has_its_ceiling_at_one_over_tref():
    p = unround()
    assert reference.firing_rate_LIF(p, 1e9) == pytest.approx(1000 / 3.5, rel=1e-5)
    assert reference.firing_rate_LIF(p, 1e9) < 1000 / 3.5


def test_rate_takes_a_number_or_any_shape():
    I_ext = np.array([[100, 200], [300, 400]])
    rates = reference.firing_rate_LIF(unround(), I_ext)
    assert rates.shape == (2, 2)
    for one_I, one_rate in zip(I_ext.flat, rates.flat, strict=True):
        assert reference.firing_rate_LIF(unround(), int(one_I)) == one_rate
    assert isinstance(reference.firing_rate_LIF(unround(), 300), float)


# F-I curve


def test_FI_curve_has_the_currents_and_defaults_of_the_course():
    I_range, freq_rec = reference.FI_curve(default())
    assert_array_equal(I_range, np.arange(0, 1000, 50))
    assert freq_rec.shape == (20,)
    assert freq_rec[5] == pytest.approx(1000 * 8 / 150)
    signature = inspect.signature(reference.FI_curve).parameters
    assert {name: signature[name].default for name in ("I_max", "I_step", "sigma")} == {
        "I_max": 1000, "I_step": 50, "sigma": 0,
    }  # fmt: skip


def test_FI_curve_lies_within_a_spike_of_the_closed_form():
    p = unround(T=2000.0, dt=0.01, V_0=-63.1)
    I_range, freq_rec = reference.FI_curve(p, I_max=1000, I_step=12.5)
    assert_allclose(freq_rec, reference.firing_rate_LIF(p, I_range), atol=1000 / 2000, rtol=2e-3)
    assert freq_rec[-1] > 100


@pytest.mark.parametrize(("I_ext", "rate"), [(19_900, 454.55), (20_000, 476.19), (9e5, 476.19)])
def test_discrete_rate_has_a_ceiling_of_one_over_tref_and_a_step(I_ext, rate):
    params = default()
    intervals = get_ISI(reference.simulate_LIF(params, I_ext)[2], params)
    assert_allclose(1000 / intervals, rate, atol=5e-3)


def test_FI_curve_of_no_currents_is_empty():
    I_range, freq_rec = reference.FI_curve(default(), I_max=0)
    assert I_range.shape == freq_rec.shape == (0,)


def test_noisy_FI_curve_gives_current_number_i_the_seed_i():
    p = unround()
    I_range, freq_rec = reference.FI_curve(p, I_max=500, I_step=100, sigma=4)
    counts = [len(textbook_LIF(p, my_GWN(p, mu, 4, i)[0])[1]) for i, mu in enumerate(I_range)]
    assert_allclose(freq_rec, 1000 * np.array(counts) / 300, rtol=1e-14)
    assert 0 < counts[2] < counts[4]


def test_noise_makes_a_neuron_fire_below_its_rheobase():
    _, silent = reference.FI_curve(default(T=2000.0), I_max=200, I_step=150)
    _, noisy = reference.FI_curve(default(T=2000.0), I_max=200, I_step=150, sigma=5)
    assert silent[1] == 0
    assert noisy[1] > 5


# Noise: rate and variability


def siegert(p, mu, sigma):
    """Rate (Hz) and CV of the LIF neuron in white noise (Siegert 1951, Brunel 2000).

    The threshold is shifted for the crossings that a simulation in steps of dt does not see.
    """
    tau, tref, dt = p["tau_m"] / 1000, p["tref"] / 1000, p["dt"] / 1000
    sd_step = sigma / p["g_L"] * np.sqrt(dt) / tau
    sd = sigma / p["g_L"] / np.sqrt(tau)
    V_inf = p["E_L"] + mu / p["g_L"]
    low = (p["V_reset"] - V_inf) / sd
    high = (p["V_th"] + 0.5826 * sd_step - V_inf) / sd
    climb, _ = quad(lambda u: erfcx(-u), low, high)
    rate = 1 / (tref + tau * np.sqrt(np.pi) * climb)
    # Brunel's double integral with u = x - s, in which nothing overflows
    spread, _ = dblquad(
        lambda s, x: np.exp(2 * x * s - s**2) * erfcx(s - x) ** 2, low, high, 0, np.inf, epsrel=1e-6
    )
    return rate, np.sqrt(2 * np.pi * spread) * tau * rate


@pytest.mark.parametrize(
    ("mu", "sigma", "rate", "long_run"),
    [
        (250, 1, 55.199, 55.340), (250, 2.5, 56.031, 56.178), (250, 5, 58.870, 59.102),
        (250, 25, 89.723, 89.870), (200, 2, 27.827, 27.927), (200, 5, 37.178, 37.322),
        (150, 3, 3.756, 3.853), (150, 5, 14.500, 14.545), (300, 1, 76.792, 76.938),
    ],
)  # fmt: skip
def test_rate_in_noise_is_Siegerts_and_that_of_a_long_run(mu, sigma, rate, long_run):
    params = default(T=40_000.0)
    theory, CV = siegert(params, mu, sigma)
    assert theory == pytest.approx(rate, abs=6e-4)
    simulated = spike_freq(reference.simulate_noisy_LIF(params, mu, sigma, myseed=0)[2], params)
    # The count of a renewal process of rate f in a time T has variance CV^2 f T.
    tolerance = 4 * CV * np.sqrt(theory / 40)
    assert simulated == pytest.approx(theory, abs=tolerance)
    assert simulated == pytest.approx(long_run, abs=tolerance)


@pytest.mark.parametrize(
    ("sigma", "CV", "sd_10s"),
    [(1, 0.0760, 0.0022), (2.5, 0.1748, 0.0051), (5, 0.3018, 0.0096), (25, 0.7335, 0.0217)],
)
def test_CV_in_noise_is_that_of_Brunel_2000_and_of_many_runs(sigma, CV, sd_10s):
    params = default(T=40_000.0)
    _, theory = siegert(params, 250, sigma)
    _, t, spikes = reference.simulate_noisy_LIF(params, 250, sigma, myseed=1)
    simulated = get_CV(t[spikes])
    assert simulated == pytest.approx(theory, abs=4 * sd_10s / 2)
    assert simulated == pytest.approx(CV, abs=4 * sd_10s / 2)


def test_rate_and_CV_are_Siegerts_for_unround_parameters_too():
    p = unround(T=40_000.0)
    rate, CV = siegert(p, 190, 6)
    _, t, spikes = reference.simulate_noisy_LIF(p, 190, 6, myseed=2)
    assert spike_freq(spikes, p) == pytest.approx(rate, abs=4 * CV * np.sqrt(rate / 40))
    assert get_CV(t[spikes]) == pytest.approx(CV, rel=4 * np.sqrt((1 + CV**2) / (2 * len(spikes))))


@pytest.mark.parametrize(
    ("V_reset", "mu", "sigma", "CV", "sd"),
    [(-75.0, 250, 500, 1.31, 0.009), (-56.0, 50, 8, 1.89, 0.04)],  # sd: over seeds, measured
)
def test_CV_can_exceed_1(V_reset, mu, sigma, CV, sd):
    params = default(V_reset=V_reset, T=400_000.0)
    _, t, spikes = reference.simulate_noisy_LIF(params, mu, sigma, myseed=0)
    assert get_CV(t[spikes]) == pytest.approx(CV, abs=4 * sd)


def test_noisy_run_is_a_run_with_my_GWN():
    p = unround()
    V, t, spikes = reference.simulate_noisy_LIF(p, 220, 3, 0)
    I_GWN, _ = my_GWN(p, 220, 3, 0)
    expected_V, expected_spikes = textbook_LIF(p, I_GWN)
    assert_array_equal(V, expected_V)
    assert_array_equal(t, np.arange(6000) * 0.05)
    assert spikes == expected_spikes
    assert not np.array_equal(reference.simulate_noisy_LIF(p, 220, 3, 1)[0], V)

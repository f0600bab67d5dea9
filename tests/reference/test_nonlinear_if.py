"""EIF and QIF neurons against quadrature, scipy and neurodynex3.

Published numbers are for the parameters named there. Everything else uses unround ones, pairwise
distinct, so that no two of them can be mistaken for one another.
"""

import copy
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

import reference
from reference import (
    default_params,
    get_CV,
    get_ISI,
    my_GWN,
    rheobase_LIF,
    simulate_LIF,
)


def neurodynex3(**changes):
    """EIF neuron of neurodynex3: R = 20 MOhm is g_L = 50 nS."""
    params = {
        "tau_m": 12.0, "g_L": 50.0, "E_L": -65.0, "V_0": -65.0, "V_reset": -60.0, "V_rh": -55.0,
        "Delta_T": 2.0, "V_th": -30.0, "tref": 0.0, "T": 500.0, "dt": 0.05,
    }  # fmt: skip
    return params | changes


def round_QIF(**changes):
    """QIF neuron with round numbers: R = 10 MOhm is g_L = 100 nS."""
    params = {
        "tau_m": 10.0, "g_L": 100.0, "E_L": -65.0, "V_0": -70.0, "V_reset": -70.0, "V_c": -50.0,
        "a_0": 0.04, "V_th": 30.0, "tref": 0.0, "T": 500.0, "dt": 0.05,
    }  # fmt: skip
    return params | changes


def unround_EIF(**changes):
    params = {
        "tau_m": 17.3, "g_L": 8.88, "E_L": -70.8, "V_0": -68.7, "V_reset": -63.1, "V_rh": -51.9,
        "Delta_T": 1.7, "V_th": -21.3, "tref": 3.5, "T": 300.0, "dt": 0.05,
    }  # fmt: skip
    return params | changes


def unround_QIF(**changes):
    params = {
        "tau_m": 17.3, "g_L": 8.88, "E_L": -70.8, "V_0": -68.7, "V_reset": -63.1, "V_c": -49.2,
        "a_0": 0.137, "V_th": -11.3, "tref": 3.5, "T": 300.0, "dt": 0.05,
    }  # fmt: skip
    return params | changes


MODELS = {
    "EIF": (reference.simulate_EIF, reference.f_EIF, reference.rheobase_EIF, unround_EIF),
    "QIF": (reference.simulate_QIF, reference.f_QIF, reference.rheobase_QIF, unround_QIF),
}
each_model = pytest.mark.parametrize(("simulate", "f", "rheobase", "unround"), MODELS.values())


def period(f, p, I_ext):
    """Time from V_reset to V_th at a constant current, and the refractory period (ms)."""

    def ms_per_mV(V):
        return p["tau_m"] / (f(V, p) + I_ext / p["g_L"])

    slowest = p.get("V_rh", (p["E_L"] + p.get("V_c", 0)) / 2)
    parts = sorted({p["V_reset"], slowest, p["V_th"]})
    climb = sum(
        quad(ms_per_mV, low, high, epsabs=1e-9, epsrel=1e-9, limit=1000)[0]
        for low, high in pairwise(parts)
        if p["V_reset"] <= low
    )
    return p["tref"] + climb


def last_interval(simulate, p, I_ext):
    return get_ISI(simulate(p, I_ext)[-1], p)[-1]


# Parameters


def test_EIF_neuron_is_the_courses_LIF_neuron_with_a_spike_mechanism():
    p, lif = reference.default_params_EIF(), default_params()
    assert set(p) == set(lif) - {"C_m"} | {"V_rh", "Delta_T"}
    assert {key: p[key] for key in set(p) & set(lif) - {"V_th"}} == {
        key: lif[key] for key in set(p) & set(lif) - {"V_th"}
    }
    assert (p["V_rh"], p["Delta_T"]) == (lif["V_th"], 2)
    assert p["V_th"] >= p["V_rh"] + 10 * p["Delta_T"]


def test_QIF_neuron_is_a_twin_of_the_EIF_neuron_near_rest():
    p, eif = reference.default_params_QIF(), reference.default_params_EIF()
    assert set(p) == set(eif) - {"V_rh", "Delta_T"} | {"V_c", "a_0"}
    turning_point = brentq(reference.f_EIF, eif["V_rh"], eif["V_th"], (eif,))
    assert p["V_c"] == pytest.approx(turning_point, abs=0.1)
    for f, params in ((reference.f_QIF, p), (reference.f_EIF, eif)):
        slope = (f(-74.999, params) - f(-75.001, params)) / 0.002
        assert slope == pytest.approx(-1, abs=1e-3)


@pytest.mark.parametrize("default", [reference.default_params_EIF, reference.default_params_QIF])
def test_default_params_are_a_new_dict_each_time(default):
    default()["E_L"] = 0
    assert default()["E_L"] == -75


# The equations


@pytest.mark.parametrize(
    ("V", "mV"),
    [
        (-51.9, -18.9 + 1.7),  # at V_rh the exponential is 1
        (-51.9 + 1.7, -20.6 + 1.7 * np.e),  # and Delta_T above, e
        (-51.9 - 1.7, -17.2 + 1.7 / np.e),
        (-120.0, 49.2),  # far below there is only the leak
    ],
)
def test_f_of_the_EIF_neuron(V, mV):
    assert reference.f_EIF(V, unround_EIF()) == pytest.approx(mV, rel=1e-13)


@pytest.mark.parametrize(("V", "mV"), [(-70.8, 0), (-49.2, 0), (-60, -15.97968), (-90.8, 113.984)])
def test_f_of_the_QIF_neuron(V, mV):
    assert reference.f_QIF(V, unround_QIF()) == pytest.approx(mV, rel=1e-13)


def test_rate_of_change_of_the_EIF_voltage():
    p = unround_EIF()
    assert reference.dvdt_EIF(-51.9, 88.8, p) == pytest.approx((-17.2 + 10) / 17.3, rel=1e-13)
    V, I_ext = np.array([[-60.0], [-50.0]]), [0.0, 100.0, 200.0]
    expected = (reference.f_EIF(V, p) + np.array(I_ext) / 8.88) / 17.3
    assert_allclose(reference.dvdt_EIF(V, I_ext, p), expected, rtol=1e-13)
    assert expected.shape == (2, 3)


@pytest.mark.parametrize(
    ("f", "p"), [(reference.f_EIF, unround_EIF()), (reference.f_QIF, unround_QIF())]
)
def test_f_takes_numbers_lists_and_any_shape(f, p):
    V = np.array([[-80, -60, -50]])
    assert f(V, p).shape == (1, 3)
    assert_array_equal(f(V.tolist(), p), f(V, p))
    for one_V, one_f in zip(V.flat, f(V, p).flat, strict=True):
        assert f(int(one_V), p) == one_f
    assert isinstance(f(-60, p), float)


@pytest.mark.parametrize("Delta_T", [1e-300, 1e-5, 0.02, 1.0])
def test_f_of_the_EIF_neuron_is_finite_without_a_warning(Delta_T):
    p = unround_EIF(Delta_T=Delta_T)
    with np.errstate(all="raise", under="ignore"):
        f = reference.f_EIF([-1e5, -51.9, -51.8, 0.0, 1e5], p)
    assert np.isfinite(f).all()
    assert f[1] == pytest.approx(-18.9 + Delta_T)


# Rheobase


def test_rheobase_of_the_EIF_neuron_of_neurodynex3_is_400_pA():
    p = neurodynex3()
    V = np.linspace(-65, -45, 2001)
    assert reference.rheobase_EIF(p) == 400
    assert -50 * reference.f_EIF(V, p).min() == pytest.approx(400, abs=1e-9)
    assert V[np.argmin(reference.f_EIF(V, p))] == pytest.approx(-55)


@pytest.mark.parametrize(
    ("Delta_T", "rheobase"), [(5, 250), (2, 400), (1, 450), (0.5, 475), (0.1, 495), (1e-9, 500)]
)
def test_rheobase_rises_to_that_of_a_LIF_neuron_as_the_spike_sharpens(Delta_T, rheobase):
    p = neurodynex3(Delta_T=Delta_T)
    assert reference.rheobase_EIF(p) == pytest.approx(rheobase)
    assert rheobase <= rheobase_LIF(p | {"V_th": p["V_rh"]}) + 1e-9


@pytest.mark.parametrize(("Delta_T", "rheobase"), [(2, 180), (1, 190)])
def test_rheobase_of_the_courses_EIF_neuron(Delta_T, rheobase):
    assert reference.rheobase_EIF(reference.default_params_EIF() | {"Delta_T": Delta_T}) == rheobase


def test_rheobase_of_a_QIF_neuron_is_225_pA():
    p = round_QIF()
    V = np.linspace(-65, -50, 1501)
    assert reference.rheobase_QIF(p) == pytest.approx(225, rel=1e-14)
    assert -100 * reference.f_QIF(V, p).min() == pytest.approx(225)
    assert V[np.argmin(reference.f_QIF(V, p))] == pytest.approx(-57.5)


@each_model
def test_rheobase_parts_silence_from_firing(simulate, f, rheobase, unround):
    p = unround(T=3000.0)
    assert simulate(p, 0.999 * rheobase(p))[-1] == []
    assert len(simulate(p, 1.001 * rheobase(p))[-1]) > 0
    assert len(simulate(p, 1.01 * rheobase(p))[-1]) > 5


@each_model
def test_rheobase_does_not_move_with_tau_m_or_the_cut_off(simulate, f, rheobase, unround):
    assert rheobase(unround(tau_m=31.0, V_th=12.0)) == rheobase(unround())
    assert rheobase(unround(g_L=17.76)) == pytest.approx(2 * rheobase(unround()))


def test_EIF_neuron_has_two_fixed_points_and_brief_pulses_fire_it_above_the_second():
    p = neurodynex3()
    assert brentq(reference.f_EIF, -66, -60, (p,)) == pytest.approx(-64.9864, abs=5e-5)
    assert brentq(reference.f_EIF, -54, -48, (p,)) == pytest.approx(-51.1263, abs=5e-5)
    for V_0, spikes in ((-51.127, 0), (-51.126, 1)):
        V, _, got = reference.simulate_EIF(p | {"V_0": V_0}, 0)
        assert len(got) == spikes
        assert V[-1] == pytest.approx(-64.9864, abs=5e-3)


# Intervals


@pytest.mark.parametrize(
    ("I_ext", "ISI"),
    [
        (401, 517.6266), (410, 151.9072), (450, 58.2096), (500, 36.6048), (600, 22.1799),
        (800, 12.9936), (1000, 9.3866), (2000, 4.1672),
    ],
)  # fmt: skip
def test_EIF_period_is_the_integral_with_the_bias_of_Euler_steps(I_ext, ISI):
    p = neurodynex3(T=3 * ISI)
    assert period(reference.f_EIF, p, I_ext) == pytest.approx(ISI, abs=6e-5)
    assert 0.2 < last_interval(reference.simulate_EIF, p | {"dt": 0.1}, I_ext) - ISI < 0.4
    assert 0.03 < last_interval(reference.simulate_EIF, p | {"dt": 0.01}, I_ext) - ISI < 0.06


def test_where_the_upstroke_is_cut_off_plays_no_role():
    far = period(reference.f_EIF, neurodynex3(V_th=20.0), 500) - period(
        reference.f_EIF, neurodynex3(), 500
    )
    assert 0 < far < 2e-4
    trains = [
        reference.simulate_EIF(neurodynex3(V_th=V_th), 500)[-1] for V_th in (-30.0, 0.0, 20.0)
    ]
    for spikes in trains[1:]:
        assert len(spikes) == len(trains[0])
        assert_allclose(np.diff(spikes), np.diff(trains[0]), atol=1)


@pytest.mark.parametrize(
    ("I_ext", "ISI"), [(230, 679.6776), (250, 291.5633), (500, 74.2149), (1000, 38.5211)]
)
def test_QIF_period_is_that_of_the_closed_form(I_ext, ISI):
    p = round_QIF(T=3 * ISI)
    # The closed form, x counted from the parabola's lowest point
    above = (I_ext - 225) / 100
    x_p, x_r = (np.arctan((V + 57.5) * np.sqrt(0.04 / above)) for V in (30, -70))
    assert 10 / np.sqrt(0.04 * above) * (x_p - x_r) == pytest.approx(ISI, abs=6e-5)
    assert period(reference.f_QIF, p, I_ext) == pytest.approx(ISI, abs=6e-5)
    assert 0.1 < last_interval(reference.simulate_QIF, p | {"dt": 0.1}, I_ext) - ISI < 0.3
    assert 0.01 < last_interval(reference.simulate_QIF, p | {"dt": 0.01}, I_ext) - ISI < 0.03


def test_parabola_without_constants_takes_the_time_pi():
    p = {
        "tau_m": 1.0, "g_L": 1.0, "E_L": 0.0, "V_c": 0.0, "a_0": 1.0, "V_0": -10.0,
        "V_reset": -10.0, "V_th": 10.0, "tref": 0.0, "T": 10.0, "dt": 1e-5,
    }  # fmt: skip
    assert period(reference.f_QIF, p, 1) == pytest.approx(2.942255, abs=1e-6)
    assert last_interval(reference.simulate_QIF, p, 1) == pytest.approx(2.942255, abs=1e-4)
    far = p | {"V_reset": -1e3, "V_th": 1e3}  # pi from minus to plus infinity
    assert period(reference.f_QIF, far, 1) == pytest.approx(np.pi - 2e-3, abs=1e-6)


@each_model
@pytest.mark.parametrize("above", [1.05, 1.7, 6.0])
def test_interval_tends_to_the_quadrature(simulate, f, rheobase, unround, above):
    p, I_ext = unround(dt=0.001), above * rheobase(unround())
    assert last_interval(simulate, p, I_ext) == pytest.approx(period(f, p, I_ext), abs=0.02)


@each_model
def test_rate_grows_with_the_square_root_of_the_current_near_rheobase(
    simulate, f, rheobase, unround
):
    p = unround(tref=0.0)
    above = np.geomspace(1e-6, 1e-4, 5) * rheobase(p)
    rates = [1000 / period(f, p, rheobase(p) + I_ext) for I_ext in above]
    slope, _ = np.polyfit(np.log(above), np.log(rates), 1)
    assert slope == pytest.approx(0.5, abs=5e-3)


def test_EIF_rate_at_onset_follows_the_square_root_law():
    p = neurodynex3(T=36_000.0)
    law = 1e3 * np.sqrt(0.001 / 50 / (2 * 2)) / (np.pi * 12)
    assert law == pytest.approx(0.05931, abs=5e-6)
    assert 1000 / period(reference.f_EIF, p, 400.001) == pytest.approx(0.05937, abs=5e-6)
    simulated = 1000 / last_interval(reference.simulate_EIF, p, 400.001)
    assert simulated == pytest.approx(0.05937, rel=1e-3)


@pytest.mark.parametrize(("I_ext", "law", "rate"), [(230, 1.4235, 1.4713), (500, 10.557, 13.474)])
def test_pure_square_root_law_is_only_near_the_rate(I_ext, law, rate):
    p = round_QIF()
    assert 1e3 * np.sqrt(0.04 * (I_ext - 225) / 100) / (np.pi * 10) == pytest.approx(law, abs=5e-4)
    assert 1000 / period(reference.f_QIF, p, I_ext) == pytest.approx(rate, abs=5e-4)


# Simulations


@pytest.mark.parametrize(("I_ext", "ISI"), [(400, []), (401, [517.85])])
def test_spikes_of_neurodynex3_about_its_rheobase(I_ext, ISI):
    p = neurodynex3(T=1200.0)
    assert_allclose(get_ISI(reference.simulate_EIF(p, I_ext)[-1], p), ISI, rtol=1e-9)


def test_800_pA_for_100_ms_make_the_7_spikes_of_neurodynex3():
    p = neurodynex3(T=200.0)
    pulse = np.zeros(4000)
    pulse[400:2400] = 800  # from 20 to 120 ms
    assert len(reference.simulate_EIF(p, pulse)[-1]) == 7


@pytest.mark.parametrize(
    ("ms", "nA"),
    [
        (1, 8.576), (2, 4.415), (5, 1.921), (10, 1.097), (20, 0.6955), (50, 0.4781),
        (100, 0.4240), (200, 0.4066),
    ],
)  # fmt: skip
def test_pulse_that_just_makes_a_spike(ms, nA):
    p = neurodynex3(T=400.0)

    def pulsed(params, I_ext):
        pulse = np.zeros(8000)
        pulse[100 : 100 + round(ms / 0.05)] = I_ext
        return reference.simulate_EIF(params, pulse)

    assert reference.find_rheobase(pulsed, p, 0, 20_000, 0.1) == pytest.approx(
        1000 * nA, rel=1.5e-3
    )


@each_model
def test_spikes_of_a_changing_current_are_those_of_scipy(simulate, f, rheobase, unround):
    p = unround(dt=0.001, T=400.0, V_th=-35.0)
    mean = 1.5 * rheobase(p)

    def current(t):
        return mean * (1 + 0.5 * np.sin(t / 11))

    def cut_off(_, V):
        return V[0] - p["V_th"]

    cut_off.terminal, cut_off.direction = True, 1
    t_k, V_k, spike_times = 0.0, p["V_0"], []
    while t_k < p["T"]:
        run = solve_ivp(
            lambda t, V: (f(V, p) + current(t) / p["g_L"]) / p["tau_m"],
            (t_k, p["T"]), [V_k], events=cut_off, rtol=1e-9, atol=1e-9, max_step=0.5,
        )  # fmt: skip
        spike_times.extend(run.t_events[0])
        t_k, V_k = run.t[-1] + p["tref"], p["V_reset"]

    _, t, spikes = simulate(p, current(np.arange(400_000) * 0.001))
    assert len(spike_times) > 4
    assert_allclose(t[spikes], spike_times, atol=0.1)


@each_model
def test_V_is_V_th_at_a_spike_and_V_reset_for_tref_behind_it(simulate, f, rheobase, unround):
    p = unround()
    V, t, spikes = simulate(p, 3 * rheobase(p))
    assert V.shape == t.shape == (6000,)
    assert V[0] == p["V_0"]
    assert len(spikes) > 3
    assert all(type(k) is int for k in spikes)
    assert_array_equal(V[spikes], p["V_th"])
    assert np.delete(V, spikes).max() < p["V_th"]
    for k in spikes[:-1]:
        assert_array_equal(V[k + 1 : k + 71], p["V_reset"])
        assert V[k + 71] != p["V_reset"]


@each_model
def test_interval_is_hold_plus_climb(simulate, f, rheobase, unround):
    I_ext = 3 * rheobase(unround())
    climb = set(np.diff(simulate(unround(tref=0.0), I_ext)[-1]))
    held = set(np.diff(simulate(unround(tref=0.15), I_ext)[-1]))  # 0.15/0.05 is 2.999... in floats
    assert len(climb) == 1
    assert held == {climb.pop() + 3}


def test_a_spike_that_sharpens_becomes_that_of_a_LIF_neuron():
    p = unround_EIF(dt=0.01)
    _, _, spikes = simulate_LIF(p | {"V_th": p["V_rh"]}, 260)
    intervals = []
    for Delta_T in (2.0, 0.5, 0.02, 1e-5, 1e-200):
        with np.errstate(all="raise"):
            V, _, sharp = reference.simulate_EIF(p | {"Delta_T": Delta_T}, 260)
        assert np.isfinite(V).all()
        intervals.append(np.diff(sharp)[0])
    # From V_rh on, the spike takes one more step.
    assert intervals[-1] == intervals[-2] == np.diff(spikes)[0] + 1
    assert intervals[0] != intervals[1] > intervals[2] >= intervals[3]


@each_model
@pytest.mark.parametrize("I_ext", [1e8, -1e4])
def test_currents_beyond_reason_leave_everything_finite(simulate, f, rheobase, unround, I_ext):
    V, _, spikes = simulate(unround(), I_ext)
    assert np.isfinite(V).all()
    assert len(spikes) == (6000 // 71 + 1 if I_ext > 0 else 0)


@each_model
def test_a_start_above_the_cut_off_is_a_spike_at_sample_0(simulate, f, rheobase, unround):
    V, _, spikes = simulate(unround(V_0=-5.0), 0)
    assert spikes == [0]
    assert V[0] == -5
    assert_array_equal(V[1:71], -63.1)


@each_model
def test_conductance_and_current_count_only_by_their_ratio(simulate, f, rheobase, unround):
    p, I_ext = unround(), my_GWN(unround(), 2.5 * rheobase(unround()), 3, 7)[0]
    V, _, spikes = simulate(p, I_ext)
    V_twice, _, spikes_twice = simulate(p | {"g_L": 2 * p["g_L"]}, 2 * I_ext)
    assert_array_equal(V_twice, V)
    assert spikes_twice == spikes
    assert len(spikes) > 3


@each_model
def test_a_number_a_list_a_view_and_an_array_are_the_same_current(simulate, f, rheobase, unround):
    expected = simulate(unround(), 240.0)[0]
    for I_inj in (240, [240] * 6000, np.full(6000, 240), np.full(12_000, 240.0)[::2]):
        assert_array_equal(simulate(unround(), I_inj)[0], expected)


@each_model
@pytest.mark.parametrize("shape", [(5999,), (1,), (0,), (6000, 1)])
def test_a_current_of_another_length_is_refused(simulate, f, rheobase, unround, shape):
    with pytest.raises(ValueError, match=r"shape \(6000,\), not \(" + str(shape[0])):
        simulate(unround(), np.zeros(shape))


@each_model
def test_impossible_parameters_are_refused(simulate, f, rheobase, unround):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        simulate(unround(dt=0), 0)
    with pytest.raises(ValueError, match="V_reset is not below V_th"):
        simulate(unround(V_reset=unround()["V_th"]), 0)


@pytest.mark.parametrize("Delta_T", [0, -1.0, np.nan])
def test_a_spike_without_width_is_refused(Delta_T):
    p = unround_EIF(Delta_T=Delta_T)
    for run in (
        lambda: reference.simulate_EIF(p, 0),
        lambda: reference.f_EIF(-60, p),
        lambda: reference.dvdt_EIF(-60, 0, p),
    ):
        with pytest.raises(ValueError, match="Delta_T > 0"):
            run()


def test_nothing_but_the_results_changes():
    V, I_ext = np.array([-80.0, -40.0]), np.full(6000, 300.0)
    seen = np.random.get_state()[1].copy()  # noqa: NPY002 - the global state is the subject
    for simulate, f, rheobase, unround in MODELS.values():
        p = unround()
        before = copy.deepcopy(p)
        simulate(p, I_ext)
        f(V, p)
        rheobase(p)
        reference.FI_curve_model(simulate, p, V, 2, 0)
        reference.CV_curve(simulate, p, V, 2)
        assert p == before
    assert_array_equal(V, [-80, -40])
    assert_array_equal(I_ext, 300)
    assert_array_equal(np.random.get_state()[1], seen)  # noqa: NPY002


# F-I and CV curves


@each_model
def test_FI_curve_is_spikes_a_second(simulate, f, rheobase, unround):
    p, I_values = unround(), [0, 200, 400, 90]
    counts = np.array([len(simulate(p, I_ext)[-1]) for I_ext in I_values])
    assert_allclose(reference.FI_curve_model(simulate, p, I_values), counts / 0.3, rtol=1e-14)
    assert counts[2] > counts[1] > 0


@each_model
def test_FI_curve_lies_within_a_spike_of_the_quadrature(simulate, f, rheobase, unround):
    p = unround(T=2000.0, dt=0.01, V_0=-63.1)
    I_values = rheobase(p) * np.array([0.9, 1.1, 1.5, 2.5, 5.0])
    rates = reference.FI_curve_model(simulate, p, I_values)
    expected = [0, *(1000 / period(f, p, I_ext) for I_ext in I_values[1:])]
    assert_allclose(rates, expected, atol=0.5, rtol=5e-3)


def test_CV_curve_is_that_of_the_intervals():
    p, I_values = unround_EIF(T=3000.0), [150.0, 300.0]
    expected = []
    for I_ext, seed in zip(I_values, (9, 10), strict=True):
        spikes = reference.simulate_EIF(p, my_GWN(p, I_ext, 4, seed)[0])[-1]
        expected.append(get_CV(spikes))
    assert_array_equal(reference.CV_curve(reference.simulate_EIF, p, I_values, 4, 9), expected)
    assert 0.05 < expected[1] < expected[0] < 1

"""The Hodgkin-Huxley neuron against LSODA, eigenvalues, plain loops and the literature."""

import functools
import math
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

import reference
from reference import _fast_math, gates

pytestmark = pytest.mark.filterwarnings("error")

SETS = ("squid", "pyramidal", "printed")


def squid(**changes):
    return reference.default_params_HH() | changes


def pyramidal(**changes):
    return reference.default_params_pyramidal() | changes


def unround(**changes):
    """Parameters with nothing round or equal about them; fires from about 5 uA/cm2."""
    params = {
        "C_m": 1.13, "g_Na": 117.3, "g_K": 34.9, "g_L": 0.287, "E_Na": 52.4, "E_K": -78.6,
        "E_L": -53.21, "V_0": -66.3, "T": 20.0, "dt": 0.02,
    }  # fmt: skip
    return params | changes


def crossings(V, t, threshold=0.0):
    (at,) = np.nonzero((V[:-1] < threshold) & (V[1:] >= threshold))
    return t[at] + (threshold - V[at]) / (V[at + 1] - V[at]) * (t[at + 1] - t[at])


# The same equations, for scipy


def field(params, I_ext, rates="squid"):
    """The right-hand side of all four equations, x = (V, m, h, n)."""
    functions = reference.RATES[rates]

    def dxdt(x):
        V, m, h, n = x
        alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = (rate(V) for rate in functions)
        return np.array(
            [
                (I_ext - reference.I_ion(V, m, h, n, params)) / params["C_m"],
                reference.dxdt_gate(alpha_m, beta_m, m),
                reference.dxdt_gate(alpha_h, beta_h, h),
                reference.dxdt_gate(alpha_n, beta_n, n),
            ]
        )

    return dxdt


def at_rest(V, rates="squid"):
    """V and the gates' steady states."""
    a_m, b_m, a_h, b_h, a_n, b_n = (rate(V) for rate in reference.RATES[rates])
    return np.array([V, *map(reference.gate_steady_state, (a_m, a_h, a_n), (b_m, b_h, b_n))])


def exact(params, I_ext, rates="squid", grid=0.005, **how):
    """The run of a continuous clock: LSODA, at a tight tolerance."""
    t = np.arange(0, params["T"], grid)
    dxdt = field(params, I_ext, rates)
    tight = {"rtol": 1e-9, "atol": 1e-11, "max_step": 0.5} | how
    start = at_rest(params["V_0"], rates)
    run = solve_ivp(lambda _, x: dxdt(x), (0, t[-1]), start, "LSODA", t, **tight)
    return *run.y, t


def steady_current(V, params, rates="squid"):
    """The current that holds V."""
    return reference.I_ion(*at_rest(V, rates), params)


def resting_voltage(params, I_ext=0.0, rates="squid", low=-80.0, high=-57.0):
    return brentq(lambda V: steady_current(V, params, rates) - I_ext, low, high, xtol=1e-12)


def jacobian(x, params, rates="squid"):
    step = 1e-6
    columns = [
        (field(params, 0.0, rates)(x + step * e) - field(params, 0.0, rates)(x - step * e))
        / (2 * step)
        for e in np.eye(4)
    ]
    return np.array(columns).T


def growth(V, params, rates="squid"):
    """The largest real part among the eigenvalues of the equilibrium at V."""
    return np.linalg.eigvals(jacobian(at_rest(V, rates), params, rates)).real.max()


def hopf(low, high, params, rates="squid"):
    """Voltage, current and frequency (Hz) at which the equilibrium starts or stops to oscillate."""
    V = brentq(growth, low, high, args=(params, rates), xtol=1e-12)
    eigenvalues = np.linalg.eigvals(jacobian(at_rest(V, rates), params, rates))
    turning = eigenvalues[np.argmax(eigenvalues.real)].imag
    return V, steady_current(V, params, rates), abs(turning) * 1000 / (2 * np.pi)


# Rates


def test_rates_are_those_of_the_book():
    V = np.array([-93.7, -66.1, -41.3, -3.9, 37.7])
    book = {
        reference.alpha_m: 0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10)),
        reference.beta_m: 4 * np.exp(-(V + 65) / 18),
        reference.alpha_h: 0.07 * np.exp(-(V + 65) / 20),
        reference.beta_h: 1 / (1 + np.exp(-(V + 35) / 10)),
        reference.alpha_n: 0.01 * (V + 55) / (1 - np.exp(-(V + 55) / 10)),
        reference.beta_n: 0.125 * np.exp(-(V + 65) / 80),
        reference.alpha_m_pyramidal: 0.182 * (V + 35) / (1 - np.exp(-(V + 35) / 9)),
        reference.beta_m_pyramidal: -0.124 * (V + 35) / (1 - np.exp((V + 35) / 9)),
        reference.alpha_h_pyramidal: 0.25 * np.exp(-(V + 90) / 12),
        reference.beta_h_pyramidal: 0.25 * np.exp((V + 62) / 6) / np.exp((V + 90) / 12),
        reference.alpha_n_pyramidal: 0.02 * (V - 25) / (1 - np.exp(-(V - 25) / 9)),
        reference.beta_n_pyramidal: -0.002 * (V - 25) / (1 - np.exp((V - 25) / 9)),
        reference.alpha_h_printed: 1 / (1 + np.exp(-(V + 62) / 6)),
        reference.beta_h_printed: 4 * np.exp((V + 90) / 12) / (1 + np.exp(-(V + 62) / 6)),
    }
    for rate, expected in book.items():
        assert_allclose(rate(V), expected, rtol=1e-12, err_msg=rate.__name__)


@pytest.mark.parametrize(
    ("rate", "V", "limit"),
    [
        (reference.alpha_m, -40, 1.0),
        (reference.alpha_n, -55, 0.1),
        (reference.alpha_m_pyramidal, -35, 0.182 * 9),
        (reference.beta_m_pyramidal, -35, 0.124 * 9),
        (reference.alpha_n_pyramidal, 25, 0.02 * 9),
        (reference.beta_n_pyramidal, 25, 0.002 * 9),
    ],
)
def test_rates_are_exact_at_and_around_removable_singularities(rate, V, limit):
    assert rate(V) == rate(float(V)) == pytest.approx(limit, rel=1e-15)
    around = V + np.concatenate([[0], np.logspace(-16, -3, 27), -np.logspace(-16, -3, 27)])
    rising = (rate(V + 1) - rate(V - 1)) / 2
    assert_allclose(rate(around), limit + rising * (around - V), rtol=1e-7)
    assert_allclose(rate(around[1:10]), limit, rtol=1e-12)


@pytest.mark.parametrize("rates", SETS)
def test_rates_take_numbers_whole_numbers_and_arrays_of_any_shape(rates):
    V = np.arange(-100, 60)
    for rate in reference.RATES[rates]:
        one_by_one = [rate(float(v)) for v in V]
        assert all(np.ndim(value) == 0 for value in one_by_one)
        assert_allclose(rate(V), one_by_one, rtol=1e-14)
        assert_allclose(rate(V.reshape(4, 40)), np.reshape(one_by_one, (4, 40)), rtol=1e-14)
        assert np.all(rate(V) > 0)


def test_gates_at_rest_are_those_of_the_squid_axon():
    pairs = {
        "m": (reference.alpha_m, reference.beta_m, 0.0529, 0.2368),
        "h": (reference.alpha_h, reference.beta_h, 0.5961, 8.516),
        "n": (reference.alpha_n, reference.beta_n, 0.3177, 5.459),
    }
    for alpha, beta, steady, tau in pairs.values():
        rates = alpha(-65.0), beta(-65.0)
        assert reference.gate_steady_state(*rates) == pytest.approx(steady, abs=5e-5)
        assert reference.gate_time_constant(*rates) == pytest.approx(tau, abs=5e-4)
        assert reference.dxdt_gate(*rates, reference.gate_steady_state(*rates)) == pytest.approx(
            0, abs=1e-16
        )


@given(alpha=st.floats(1e-3, 10), beta=st.floats(1e-3, 10), x_0=st.floats(0, 1))
def test_a_gate_relaxes_to_its_steady_state_with_its_time_constant(alpha, beta, x_0):
    end, tau = reference.gate_steady_state(alpha, beta), reference.gate_time_constant(alpha, beta)
    t = 0.7 * tau
    run = solve_ivp(
        lambda _, x: reference.dxdt_gate(alpha, beta, x), (0, t), [x_0], rtol=1e-9, atol=1e-12
    )
    assert run.y[0, -1] == pytest.approx(end + (x_0 - end) * math.exp(-0.7), rel=1e-6, abs=1e-9)


# Currents and rest


def test_currents_at_rest():
    # At the resting voltage, 0.004 mV above -65 mV, they cancel.
    V, m, h, n = at_rest(resting_voltage(squid()))
    parts = [
        reference.I_ion(
            V, m, h, n, squid(**{other: 0.0 for other in ("g_Na", "g_K", "g_L") if other != g})
        )
        for g in ("g_Na", "g_K", "g_L")
    ]
    assert_allclose(parts, [-1.2213, 4.4041, -3.1828], atol=5e-5)
    assert sum(parts) == pytest.approx(0, abs=1e-9)


def test_the_steady_input_resistance_at_rest():
    rest = resting_voltage(squid())
    slope = (steady_current(rest + 1e-5, squid()) - steady_current(rest - 1e-5, squid())) / 2e-5
    assert 1 / slope == pytest.approx(0.8570, abs=5e-5)


@pytest.mark.parametrize(
    ("E_L", "rest"),
    [(-54.387, -64.9964), (-54.4, -64.9997), (-54.402, -65.0002), (-54.3, -64.9741)],
)
def test_rest_belongs_to_E_L(E_L, rest):
    assert resting_voltage(squid(E_L=E_L)) == pytest.approx(rest, abs=5e-5)


def test_the_pyramidal_cell_rests_at_63_mV():
    rest = resting_voltage(pyramidal(), rates="pyramidal")
    assert rest == pytest.approx(-63.0541, abs=5e-5)
    assert_allclose(at_rest(rest, "pyramidal")[1:], [0.0610, 0.5438, 0.0006], atol=5e-5)


def test_currents_take_arrays_and_read_their_parameters():
    params = unround()
    V, m, h, n = np.array([[-70.1, -20.3], [0.04, 0.7], [0.6, 0.2], [0.3, 0.6]])
    sodium = params["g_Na"] * m**3 * h * (V - params["E_Na"])
    potassium = params["g_K"] * n**4 * (V - params["E_K"])
    leak = params["g_L"] * (V - params["E_L"])
    assert_allclose(reference.I_ion(V, m, h, n, params), sodium + potassium + leak, rtol=1e-14)


# The compiled arithmetic


def test_the_compiled_exponential_is_right_and_honest_about_overflow():
    compiled = njit(_fast_math.exp_arithmetic(None), error_model="numpy")
    x = np.concatenate([np.linspace(-700, 700, 20011), np.linspace(-1e-3, 1e-3, 1001)])
    assert_allclose([compiled(one) for one in x], np.exp(x), rtol=1e-15 * 4)
    assert compiled(0.0) == 1
    assert compiled(1e6) > 1e307
    assert 0 <= compiled(-1e6) < 1e-307


@pytest.mark.parametrize("rates", SETS)
def test_compiled_and_plain_rates_are_the_same(rates):
    compiled = njit(lambda V, neuron: (*gates._rates(V, neuron),), error_model="numpy")
    neuron = gates._neuron(squid(), rates)
    around = np.linspace(-0.01, 0.01, 41)
    V = np.concatenate([np.linspace(-150, 150, 6001), -40 + around, -55 + around, -35 + around])
    got = np.array([compiled(v, neuron) for v in V]).T
    expected = np.array([rate(V) for rate in reference.RATES[rates]])
    assert_allclose(got, expected, rtol=2e-14)


# Simulation


def textbook(params, I_ext, rates="squid"):
    """Forward Euler, line by line."""
    steps = round(params["T"] / params["dt"])
    x = np.zeros((steps, 4))
    x[0] = at_rest(params["V_0"], rates)
    for k in range(steps - 1):
        x[k + 1] = x[k] + params["dt"] * field(params, I_ext[k], rates)(x[k])
    return x.T


@pytest.mark.parametrize("rates", SETS)
def test_the_compiled_loop_does_what_the_plain_one_does(rates):
    params = unround() if rates == "squid" else pyramidal(C_m=1.13, T=20.0)
    steps = round(params["T"] / params["dt"])
    I_ext = (3 if rates == "printed" else 11) * np.sin(np.arange(steps) / 60) ** 2
    V, m, h, n, t = reference.simulate_HH(params, I_ext, rates=rates)
    assert_allclose([V, m, h, n], textbook(params, I_ext, rates), rtol=1e-7, atol=1e-9)
    assert_array_equal(t, np.arange(steps) * params["dt"])


def test_gates_start_at_their_steady_state_at_V_0():
    params = unround(V_0=-55.0)
    assert_allclose(
        [x[0] for x in reference.simulate_HH(params, 3.0)[:4]], at_rest(-55.0), rtol=1e-15
    )


def test_a_number_a_constant_array_and_a_column_are_the_same_current():
    params = unround()
    steps = round(params["T"] / params["dt"])
    number = reference.simulate_HH(params, 9.7)
    samples = reference.simulate_HH(params, np.full(steps, 9.7))
    columns = reference.simulate_HH(params, np.tile([2.1, 9.7, 11.3, 0.0, 7.7], (steps, 1)))
    for one, other, many in zip(number[:4], samples, columns, strict=False):
        assert_array_equal(one, other)
        assert many.shape == (steps, 5)
        assert_allclose(many[:, 1], one, rtol=1e-9, atol=1e-12)
    assert_array_equal(columns[4], number[4])


def test_inputs_of_any_kind_leave_what_they_were_given_alone():
    params, steps = unround(), 1000
    whole = np.arange(steps) % 7
    expected = reference.simulate_HH(params, whole.astype(float))[0]
    assert_array_equal(reference.simulate_HH(params, whole)[0], expected)
    assert_array_equal(reference.simulate_HH(params, list(whole))[0], expected)
    assert_array_equal(reference.simulate_HH(params, np.repeat(whole, 2)[::2])[0], expected)
    assert_array_equal(whole, np.arange(steps) % 7)
    assert params == unround()
    assert reference.simulate_HH(params, np.zeros((steps, 0)))[0].shape == (steps, 0)


@pytest.mark.parametrize("wrong", [np.zeros(7), np.zeros((7, 2)), np.zeros((1000, 2, 2)), []])
def test_currents_of_another_shape_are_refused(wrong):
    with pytest.raises(ValueError, match="1000 samples"):
        reference.simulate_HH(unround(), wrong)


@pytest.mark.parametrize("changes", [{"dt": 0.0}, {"dt": -0.1}, {"T": 0.0}])
def test_runs_without_steps_are_refused(changes):
    for run in (reference.simulate_HH, reference.FI_curve_HH):
        with pytest.raises(ValueError, match="dt"):
            run(unround(**changes), 1.0)


@pytest.mark.parametrize("dt", [0.08, 0.1, 0.2, 1.0])
def test_a_diverging_run_is_an_error_and_no_warning(dt):
    params = squid(T=100.0, dt=dt)
    for run in (reference.simulate_HH, reference.FI_curve_HH):
        with pytest.raises(FloatingPointError, match="diverges"):
            run(params, 10.0)


def test_euler_is_of_first_order():
    params = squid(T=4.0)
    truth = exact(params, 10.0)[0]
    errors = []
    for dt in (0.01, 0.005, 0.0025):
        V = reference.simulate_HH(params | {"dt": dt}, 10.0)[0]
        every = round(0.01 / dt)
        errors.append(np.max(np.abs(V[::every] - truth[::2])))
    assert_allclose(np.log2(np.divide(errors[:-1], errors[1:])), 1, atol=0.15)


@settings(max_examples=20, deadline=None)
@given(
    I_ext=st.floats(-5, 60),
    scale=st.floats(0.8, 1.2),
    V_0=st.floats(-80, -50),
    rates=st.sampled_from(["squid", "pyramidal"]),
)
def test_runs_stay_where_physics_lets_them(I_ext, scale, V_0, rates):
    params = squid(g_Na=120 * scale, g_K=36 / scale, V_0=V_0, T=20.0)
    V, m, h, n, _ = reference.simulate_HH(params, I_ext, rates=rates)
    for gate in (m, h, n):
        assert np.all((gate >= 0) & (gate <= 1))
    # Without a current V stays between the reversal potentials; one moves it by I/g_L at most.
    assert V.max() <= max(params["E_Na"], V_0) + max(I_ext, 0) / params["g_L"]
    assert V.min() >= min(params["E_K"], V_0) + min(I_ext, 0) / params["g_L"] - 1e-9


# The squid axon's spike and its numerics


@functools.cache
def exact_run(I_ext, T=500.0):
    return exact(squid(T=T, V_0=resting_voltage(squid())), I_ext)


def test_the_shape_of_the_spike_at_10_uA():
    V, *_, t = exact_run(10.0)
    spikes = crossings(V, t)
    assert len(spikes) == 35
    assert spikes[0] == pytest.approx(1.9012, abs=2e-4)
    assert V[t < 10].max() == pytest.approx(40.264, abs=2e-3)
    assert V[t < 10].max() - V[0] == pytest.approx(105.26, abs=0.01)
    after = V[(t > 2) & (t < 10)]
    assert after.min() == pytest.approx(-75.08, abs=0.01)
    assert np.max(np.gradient(V, t)) == pytest.approx(308, abs=0.5)
    half = V[0] + (V[t < 10].max() - V[0]) / 2
    up = crossings(V[t < 10], t[t < 10], half)[0]
    down = crossings(-V[t < 10], t[t < 10], -half)[0]
    assert down - up == pytest.approx(1.471, abs=2e-3)
    assert np.diff(spikes)[-5:] == pytest.approx(14.6362, abs=2e-4)
    assert V[t > 400].max() == pytest.approx(30.43, abs=0.01)


def test_eulers_spikes_at_10_uA_are_near_those_of_LSODA():
    V, *_, t = reference.simulate_HH(squid(T=500.0), 10.0)
    spikes = crossings(V, t)
    assert len(spikes) == 35
    assert spikes[0] == pytest.approx(1.9012 + 0.0167, abs=1e-3)
    assert np.diff(spikes)[-5:] == pytest.approx(14.6322, abs=5e-4)


@pytest.mark.parametrize(("dt", "count"), [(0.01, 35), (0.05, 35), (0.07, 39)])
def test_euler_counts_right_up_to_a_twentieth_of_a_ms(dt, count):
    V, *_, t = reference.simulate_HH(squid(T=500.0, dt=dt), 10.0)
    assert len(crossings(V, t)) == count


@pytest.mark.parametrize(
    ("I_ext", "count"),
    [
        (2, 0), (2.3, 1), (5, 1), (6, 2), (6.3, 27), (6.5, 28), (7, 30), (8, 32), (10, 35),
        (12, 37), (15, 40), (20, 44), (25, 47), (30, 50), (40, 55), (50, 59), (60, 62), (80, 1),
        (100, 1),
    ],
)  # fmt: skip
def test_half_a_second_of_a_step_brings_as_many_spikes_as_LSODA_finds(I_ext, count):
    V, *_, t = reference.simulate_HH(squid(T=500.0), I_ext)
    assert len(crossings(V, t)) == count


@pytest.mark.parametrize(("I_ext", "rate"), [(6.5, 55.06), (10, 68.324), (20, 86.47), (50, 117.04)])
def test_steady_rates_are_those_of_LSODA(I_ext, rate):
    V, *_, t = reference.simulate_HH(squid(T=1000.0), I_ext)
    intervals = np.diff(crossings(V, t))
    assert 1000 / intervals[-1] == pytest.approx(rate, rel=5e-3 if I_ext < 7 else 1e-3)
    assert reference.FI_curve_HH(squid(T=1000.0), I_ext) == pytest.approx(rate, abs=2)
    # Beyond the first few there is no adaptation.
    assert np.ptp(intervals[5:]) < 0.01 * intervals[-1]


def test_the_firing_of_the_squid_begins_near_50_Hz():
    fine = squid(T=1000.0, dt=0.002)
    V, *_, t = reference.simulate_HH(fine, 6.265)
    assert 1000 / np.diff(crossings(V, t))[-1] == pytest.approx(51.4, abs=1.2)


@pytest.mark.parametrize(
    ("E_L", "low", "high", "V", "current", "frequency"),
    [
        (-54.387, -62, -57, -59.654, 9.7754, 93.30),
        (-54.387, -50, -40, -43.058, 154.522, 169.17),
        (-54.4, -62, -57, None, 9.7793, None),
        (-54.4, -50, -40, None, 154.526, None),
    ],
)
def test_rest_gives_way_to_firing_at_the_Hopf_points_of_Rinzel_and_Miller(
    E_L, low, high, V, current, frequency
):
    found = hopf(low, high, squid(E_L=E_L))
    assert found[1] == pytest.approx(current, abs=6e-4)
    if V:
        assert found[0] == pytest.approx(V, abs=6e-4)
        assert found[2] == pytest.approx(frequency, abs=6e-3)


@pytest.mark.parametrize("I_ext", [6.4, 8.0, 9.7])
def test_between_the_rheobase_and_the_Hopf_point_it_depends_on_the_past(I_ext):
    """Stepped up from rest it fires; held at its own rest it stays there."""
    params = squid(T=600.0)
    assert reference.FI_curve_HH(params, I_ext) > 50
    rest = resting_voltage(params, I_ext)
    assert growth(rest, params) < 0
    assert reference.FI_curve_HH(params | {"V_0": rest}, I_ext) == 0


# The F-I curve


def test_the_F_I_curve_counts_the_spikes_of_the_second_half():
    params = unround(T=201.0, dt=0.05)
    I_values = np.array([[0.0, 3.7, 6.4], [9.1, 17.3, 41.9]])
    rates = reference.FI_curve_HH(params, I_values)
    assert rates.shape == I_values.shape
    for I_ext, rate in zip(I_values.ravel(), rates.ravel(), strict=True):
        V, *_, t = reference.simulate_HH(params, I_ext)
        (after,) = np.nonzero((V[:-1] < 0) & (V[1:] >= 0))
        assert rate == 1000 * np.count_nonzero(t[after + 1] >= params["T"] / 2) / 100.5


def test_the_F_I_curve_of_one_number_is_a_number():
    assert reference.FI_curve_HH(squid(), 10.0).shape == ()
    assert reference.FI_curve_HH(squid(), []).shape == (0,)


def test_stepped_at_once_or_one_by_one_the_rates_are_the_same():
    params = squid(T=300.0)
    I_values = np.linspace(0, 50, 23)
    one_by_one = [reference.FI_curve_HH(params, I_ext) for I_ext in I_values]
    assert_array_equal(reference.FI_curve_HH(params, I_values), one_by_one)


# The pyramidal cell and its misprint


def test_the_pyramidal_cell_fires_as_LSODA_finds():
    params = pyramidal(T=1000.0, V_0=-63.0541)
    fired = [
        reference.simulate_HH(params, I_ext, rates="pyramidal")[0].max() > 0
        for I_ext in (0.28, 0.29)
    ]
    assert fired == [False, True]
    for I_ext, rate, count in (
        (0.5, 13.055, 13),
        (1, 21.379, 22),
        (1.5, 27.735, 28),
        (2, 37.543, 38),
    ):
        V, *_, t = reference.simulate_HH(params, I_ext, rates="pyramidal")
        spikes = crossings(V, t)
        assert len(spikes) == count
        assert 1000 / np.diff(spikes)[-1] == pytest.approx(rate, rel=4e-3)
    V, *_, t = exact(params | {"T": 200.0}, 2.0, "pyramidal")
    assert V.max() == pytest.approx(20.73, abs=0.01)
    assert V[t > 150].max() == pytest.approx(4.4, abs=0.05)


def test_the_pyramidal_cell_starts_slowly_and_is_blocked_by_much():
    params = pyramidal(T=4000.0, V_0=-63.0541)
    rates = reference.FI_curve_HH(params, [0.370, 0.376, 0.5, 2.0, 3.2], rates="pyramidal")
    assert rates[0] == rates[-1] == 0
    assert 4 < rates[1] < 9 < rates[2] < rates[3]
    for I_ext, swing in ((2.5, 20), (3.2, 1e-3)):  # its last spikes stay below 0 mV
        V, *_, t = reference.simulate_HH(params, I_ext, rates="pyramidal")
        late = V[t > 3500]
        assert (np.ptp(late) > swing) == (I_ext == 2.5)
        assert late.max() < 0


def test_the_Hopf_points_and_the_fold_of_the_pyramidal_cell():
    assert hopf(-60, -52, pyramidal(), "pyramidal")[1] == pytest.approx(0.400, abs=6e-4)
    assert hopf(-33, -31, pyramidal(), "pyramidal")[1] == pytest.approx(2.8245, abs=6e-4)
    V = np.linspace(-60, -50, 10001)
    assert steady_current(V, pyramidal(), "pyramidal").max() == pytest.approx(0.4582, abs=1e-4)


def test_the_online_rates_of_h_are_a_pair_of_h_inf_and_tau_h_that_print_garbled():
    V = np.linspace(-100, 50, 31)
    alpha, beta = reference.alpha_h_pyramidal(V), reference.beta_h_pyramidal(V)
    h_inf, tau_h = (
        reference.gate_steady_state(alpha, beta),
        reference.gate_time_constant(alpha, beta),
    )
    assert_allclose(h_inf, 1 / (1 + np.exp((V + 62) / 6)), rtol=1e-12)
    assert_allclose(tau_h, 4 * np.exp((V + 90) / 12) / (1 + np.exp((V + 62) / 6)), rtol=1e-12)
    # As printed: the same two, with the sign in one exponent the other way round.
    assert_allclose(reference.alpha_h_printed(V), 1 - h_inf, rtol=1e-9)
    assert_allclose(reference.beta_h_printed(V), tau_h * np.exp((V + 62) / 6), rtol=1e-9)


def test_with_the_printed_rates_the_neuron_never_fires_repetitively():
    rest = resting_voltage(pyramidal(), rates="printed")
    assert at_rest(rest, "printed")[2] == pytest.approx(0.030, abs=5e-4)
    params = pyramidal(T=400.0, V_0=rest)
    assert not reference.FI_curve_HH(params, np.arange(0, 5.1, 0.1), rates="printed").any()
    for I_ext in (10.0, 20.0, 30.0, 50.0):  # too stiff for Euler
        V, *_, t = exact(params | {"T": 100.0}, I_ext, "printed", rtol=1e-6, atol=1e-8)
        assert len(crossings(V, t, -20.0)) <= 1
        assert np.ptp(V[t > 50]) < 1e-3
    with pytest.raises(FloatingPointError):
        reference.simulate_HH(params, 10.0, rates="printed")


# Compiled once


def test_the_compiled_code_is_kept_for_the_next_process(tmp_path):
    code = (
        "from reference import *; from reference.gates import _count_spikes, _simulate;"
        "FI_curve_HH(default_params_HH(), 5.0); simulate_HH(default_params_HH(), 5.0);"
        "loops = _count_spikes.stats, _simulate.stats;"
        "print([sum(stats.cache_misses.values()) for stats in loops])"
    )
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    compiled = [
        subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
        for _ in range(2)
    ]
    assert compiled == ["[1, 1]\n", "[0, 0]\n"]

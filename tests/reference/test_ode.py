"""Exact solutions and forward Euler, against closed forms, scipy and FACTS 1.1."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp

from reference import ode


def scipy_solution(dxdt, x_0, t):
    run = solve_ivp(lambda _, x: dxdt(x), (0, t[-1]), [x_0], "DOP853", t, rtol=1e-11, atol=1e-13)
    return run.y[0]


# Exact solutions


@pytest.mark.parametrize(
    ("solution", "fact"),
    [
        pytest.param(ode.x_constant(49, a=1, x_0=5), 54, id="dx/dt = a"),
        pytest.param(ode.x_proportion(10, a_param=0.5, x_0=1), 148.4132, id="dx/dt = ax"),
        pytest.param(ode.x_logistic(1, a=2, K=5, x_0=0.5), 2.254265, id="dx/dt = ax(1 - x/K)"),
    ],
)
def test_solutions_take_the_values_of_FACTS_1_1(solution, fact):
    assert_allclose(solution, fact, rtol=5e-7)


@pytest.mark.parametrize("x_0", [2.3, -0.7, 0.0])
@pytest.mark.parametrize("a", [0.8, -1.7])
def test_solutions_solve_their_equations(a, x_0):
    t = np.linspace(0, 3, 31)
    assert_allclose(
        ode.x_constant(t, a, x_0), scipy_solution(lambda x: a + 0 * x, x_0, t), atol=1e-9
    )
    assert_allclose(ode.x_proportion(t, a, x_0), scipy_solution(lambda x: a * x, x_0, t), rtol=1e-9)


@pytest.mark.parametrize("x_0", [0.3, 6.1, 4.5, 0.0])
@pytest.mark.parametrize("a", [1.3, -0.6])
def test_logistic_solution_solves_its_equation_from_below_and_above_K(a, x_0):
    K = 4.5
    t = np.linspace(0, 0.9, 31)  # with a < 0 and x_0 > K it leaves for infinity later on
    expected = scipy_solution(lambda x: a * x * (1 - x / K), x_0, t)
    assert_allclose(ode.x_logistic(t, a, K, x_0), expected, rtol=1e-9)


def test_logistic_growth_is_fastest_half_way_to_K_as_in_FACTS_1_1():
    t_inflection = 1.098612
    assert_allclose(ode.x_logistic(t_inflection, a=2, K=5, x_0=0.5), 5 / 2, rtol=1e-6)
    assert ode.dxdt_log(2, 5, 5 / 2) == 2.5


def test_logistic_growth_ends_at_K_after_a_long_time_without_a_warning():
    with np.errstate(all="raise"):
        assert ode.x_logistic(500.0, a=1, K=7.5, x_0=0.2) == 7.5


@pytest.mark.parametrize(
    "solution",
    [
        lambda t: ode.x_constant(t, 2, 3),
        lambda t: ode.x_proportion(t, -1, 3),
        lambda t: ode.x_logistic(t, 1, 2, 1),
    ],
)
def test_solutions_take_a_number_a_list_or_an_array_and_answer_in_floats(solution):
    t = [0, 1, 4]
    from_array = solution(np.array(t))
    assert from_array.dtype == float
    assert_array_equal(solution(t), from_array)
    assert_array_equal([solution(t_k) for t_k in t], from_array)


# Rates of change and the Euler step


@pytest.mark.parametrize(("a", "x", "dxdt"), [(0.5, 3, 1.5), (-2, 4, -8), (3, -2, -6), (1, 0, 0)])
def test_proportional_rate(a, x, dxdt):
    assert ode.dxdt_prop(a, x) == dxdt


@pytest.mark.parametrize(
    ("a", "K", "x", "dxdt"),
    [(2, 5, 0, 0), (2, 5, 5, 0), (2, 4, 1, 1.5), (3, 4, 8, -24), (1, 2, -2, -4)],
)
def test_logistic_rate(a, K, x, dxdt):
    assert ode.dxdt_log(a, K, x) == dxdt


@pytest.mark.parametrize(
    ("x", "xdot", "dt", "x_next"), [(2, 3, 0.5, 3.5), (-1, 4, 0.25, 0), (5, -8, 0.125, 4)]
)
def test_a_step_adds_rate_times_dt(x, xdot, dt, x_next):
    assert ode.update_x(x, xdot, dt) == x_next


def test_rates_and_step_work_elementwise_and_leave_their_arrays_alone():
    x, xdot = np.array([1.0, 2.0]), np.array([4.0, -4.0])
    assert_array_equal(ode.dxdt_prop(3, x), [3, 6])
    assert_array_equal(ode.dxdt_log(3, 4, x), [2.25, 3])
    assert_array_equal(ode.update_x(x, xdot, 0.5), [3, 0])
    assert_array_equal(x, [1, 2])
    assert_array_equal(xdot, [4, -4])


# Time grid


@pytest.mark.parametrize(
    ("T", "dt", "n"), [(150, 0.1, 1500), (1000, 0.1, 10_000), (500, 0.01, 50_000), (10, 1, 10)]
)
def test_time_grid_is_arange_for_well_behaved_pairs(T, dt, n):
    t = ode.time_grid(T, dt)
    assert t.dtype == float
    assert t.shape == (n,)
    assert_array_equal(t, np.arange(0, T, dt))


def test_time_grid_has_T_over_dt_samples_where_arange_adds_one():
    assert np.arange(0, 2.1, 0.3).size == 8
    assert ode.time_grid(2.1, 0.3).size == 7


def test_a_run_of_one_step_is_its_initial_value():
    x, t = ode.forward_euler_prop(a=2, x_0=3, dt=0.1, T=0.1)
    assert (x.tolist(), t.tolist()) == ([3], [0])


@pytest.mark.parametrize(
    ("T", "dt"), [(10, 0), (10, -0.1), (-10, 0.1), (0, 0.1), (0.1, 1), (10, np.nan), (np.nan, 1)]
)
@pytest.mark.parametrize(
    "run",
    [
        ode.time_grid,
        lambda T, dt: ode.forward_euler(lambda x: x, 1, dt, T),
        lambda T, dt: ode.forward_euler_prop(1, 1, dt, T),
        lambda T, dt: ode.forward_euler_logistic(1, 1, 1, dt, T),
        lambda T, dt: ode.euler_error(1, 1, dt, T),
    ],
)
def test_an_impossible_time_grid_is_refused(run, T, dt):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        run(T, dt)


# Forward Euler


@given(
    a=st.floats(-3, 3), x_0=st.floats(-10, 10), dt=st.sampled_from([0.01, 0.1, 0.25]),
    n=st.integers(1, 60),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_euler_on_a_linear_equation_is_a_geometric_sequence(a, x_0, dt, n):
    x, t = ode.forward_euler_prop(a, x_0, dt, T=n * dt)
    k = np.arange(n)
    assert_allclose(x, x_0 * (1 + a * dt) ** k, rtol=2e-11, atol=1e-200)
    assert_allclose(t, k * dt)


@pytest.mark.parametrize(
    ("dt", "relative_error"), [(0.1, -0.11395), (0.01, -0.01238), (0.001, -0.001249)]
)
def test_euler_undershoots_growth_as_in_FACTS_1_1(dt, relative_error):
    x, t = ode.forward_euler_prop(a=0.5, x_0=1, dt=dt, T=10 + dt)
    assert t[-1] == pytest.approx(10)
    assert x[-1] / np.exp(5) - 1 == pytest.approx(relative_error, rel=5e-4)


@pytest.mark.parametrize(("dt", "order"), [(0.1, 0.934), (0.01, 0.993), (0.001, 0.9993)])
def test_observed_order_of_euler_is_that_of_FACTS_1_1(dt, order):
    def error_at_10(dt):
        x, _ = ode.forward_euler_prop(a=0.5, x_0=1, dt=dt, T=10 + dt)
        return np.exp(5) - x[-1]

    assert np.log2(error_at_10(dt) / error_at_10(dt / 2)) == pytest.approx(order, abs=6e-4)


def test_largest_euler_error_shrinks_in_proportion_to_dt():
    dts = 0.01 / 2.0 ** np.arange(4)
    errors = [ode.euler_error(a=-1.3, x_0=2.7, dt=dt, T=4) for dt in dts]
    slope, _ = np.polyfit(np.log(dts), np.log(errors), 1)
    assert slope == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("a", "x_0"), [(0.8, 1.7), (-1.1, 2.3), (0.4, -3.1)])
def test_largest_euler_error_is_that_of_the_closed_forms(a, x_0):
    k = np.arange(50)
    expected = np.max(np.abs(x_0 * (1 + a * 0.1) ** k - x_0 * np.exp(a * 0.1 * k)))
    error = ode.euler_error(a, x_0, dt=0.1, T=5)
    assert error == pytest.approx(expected, rel=1e-11)
    assert isinstance(error, float)


@pytest.mark.parametrize(
    ("decay_dt", "monotone", "stable"),
    [(0.9, True, True), (1.1, False, True), (1.9, False, True), (2.1, False, False)],
)
def test_euler_decay_is_monotone_below_1_and_stable_below_2(decay_dt, monotone, stable):
    x, _ = ode.forward_euler_prop(a=-decay_dt / 0.5, x_0=1, dt=0.5, T=50)
    assert bool(np.all(np.diff(x) < 0)) == monotone
    assert bool(abs(x[-1]) < abs(x[0])) == stable


@pytest.mark.parametrize(("dt", "largest"), [(0.1, 0.03999), (0.01, 0.004033), (0.001, 0.0004036)])
def test_euler_error_on_logistic_growth_is_that_of_FACTS_1_1(dt, largest):
    x, t = ode.forward_euler_logistic(a=1, x_0=0.01, K=1, dt=dt, T=10)
    assert np.max(np.abs(x - ode.x_logistic(t, a=1, K=1, x_0=0.01))) == pytest.approx(
        largest, rel=2e-4
    )


def test_logistic_euler_follows_scipy_for_unround_parameters():
    a, K, x_0 = 1.7, 3.3, 5.9
    x, t = ode.forward_euler_logistic(a, x_0, K, dt=1e-4, T=2)
    assert x[0] == x_0
    assert_allclose(x, scipy_solution(lambda x: a * x * (1 - x / K), x_0, t), rtol=2e-4)


def test_logistic_euler_oscillates_for_a_dt_above_2_as_in_FACTS_1_1():
    x, _ = ode.forward_euler_logistic(a=2.5, x_0=0.1, K=1, dt=1, T=400)
    assert_allclose(np.sort(x[-4:]), np.sort([0.536, 1.158, 0.701, 1.225]), atol=6e-4)
    assert_allclose(x[-4:], x[-8:-4], rtol=1e-9)


def test_logistic_euler_runs_away_for_a_dt_of_3_1_as_in_FACTS_1_1():
    with np.errstate(over="ignore"):
        x, _ = ode.forward_euler_logistic(a=3.1, x_0=0.1, K=1, dt=1, T=1000)
    assert x[-1] == -np.inf


@pytest.mark.parametrize(("dt", "fact"), [(0.1, 6.13), (0.01, 30.4), (0.001, 193)])
def test_euler_steps_over_a_blow_up_as_in_FACTS_1_1(dt, fact):
    x, t = ode.forward_euler(lambda x: x**2, x_0=1, dt=dt, T=1 + dt)
    assert t[-1] == pytest.approx(1)
    assert x[-1] == pytest.approx(fact, rel=2e-3)

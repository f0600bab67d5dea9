"""Rates and exact solutions against closed forms and scipy."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp

import reference


def scipy_solution(dxdt, x_0, t):
    run = solve_ivp(lambda _, x: dxdt(x), (0, t[-1]), [x_0], "DOP853", t, rtol=1e-11, atol=1e-13)
    return run.y[0]


# Exact solutions


@pytest.mark.parametrize(
    ("solution", "value"),
    [
        pytest.param(reference.x_constant(49, a=1, x_0=5), 54, id="dx/dt = a"),
        pytest.param(reference.x_proportion(10, a_param=0.5, x_0=1), 148.4132, id="dx/dt = ax"),
        pytest.param(
            reference.x_logistic(1, a=2, K=5, x_0=0.5), 2.254265, id="dx/dt = ax(1 - x/K)"
        ),
    ],
)
def test_solutions_take_known_values(solution, value):
    assert_allclose(solution, value, rtol=5e-7)


@pytest.mark.parametrize("x_0", [2.3, -0.7, 0.0])
@pytest.mark.parametrize("a", [0.8, -1.7])
def test_solutions_solve_their_equations(a, x_0):
    t = np.linspace(0, 3, 31)
    assert_allclose(
        reference.x_constant(t, a, x_0), scipy_solution(lambda x: a + 0 * x, x_0, t), atol=1e-9
    )
    assert_allclose(
        reference.x_proportion(t, a, x_0), scipy_solution(lambda x: a * x, x_0, t), rtol=1e-9
    )


@pytest.mark.parametrize("x_0", [0.3, 6.1, 4.5, 0.0])
@pytest.mark.parametrize("a", [1.3, -0.6])
def test_logistic_solution_solves_its_equation_from_below_and_above_K(a, x_0):
    K = 4.5
    t = np.linspace(0, 0.9, 31)  # with a < 0 and x_0 > K it leaves for infinity later on
    expected = scipy_solution(lambda x: a * x * (1 - x / K), x_0, t)
    assert_allclose(reference.x_logistic(t, a, K, x_0), expected, rtol=1e-9)


def test_logistic_growth_is_fastest_half_way_to_K():
    t_inflection = 1.098612
    assert_allclose(reference.x_logistic(t_inflection, a=2, K=5, x_0=0.5), 5 / 2, rtol=1e-6)
    assert reference.dxdt_log(2, 5, 5 / 2) == 2.5


def test_logistic_growth_ends_at_K_after_a_long_time_without_a_warning():
    with np.errstate(all="raise"):
        assert reference.x_logistic(500.0, a=1, K=7.5, x_0=0.2) == 7.5


@pytest.mark.parametrize(
    "solution",
    [
        lambda t: reference.x_constant(t, 2, 3),
        lambda t: reference.x_proportion(t, -1, 3),
        lambda t: reference.x_logistic(t, 1, 2, 1),
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
    assert reference.dxdt_prop(a, x) == dxdt


@pytest.mark.parametrize(
    ("a", "K", "x", "dxdt"),
    [(2, 5, 0, 0), (2, 5, 5, 0), (2, 4, 1, 1.5), (3, 4, 8, -24), (1, 2, -2, -4)],
)
def test_logistic_rate(a, K, x, dxdt):
    assert reference.dxdt_log(a, K, x) == dxdt


@pytest.mark.parametrize(
    ("x", "xdot", "dt", "x_next"), [(2, 3, 0.5, 3.5), (-1, 4, 0.25, 0), (5, -8, 0.125, 4)]
)
def test_a_step_adds_rate_times_dt(x, xdot, dt, x_next):
    assert reference.update_x(x, xdot, dt) == x_next


def test_rates_and_step_work_elementwise_and_leave_their_arrays_alone():
    x, xdot = np.array([1.0, 2.0]), np.array([4.0, -4.0])
    assert_array_equal(reference.dxdt_prop(3, x), [3, 6])
    assert_array_equal(reference.dxdt_log(3, 4, x), [2.25, 3])
    assert_array_equal(reference.update_x(x, xdot, 0.5), [3, 0])
    assert_array_equal(x, [1, 2])
    assert_array_equal(xdot, [4, -4])

"""Euler's, Heun's and the classical Runge-Kutta step: Taylor polynomials, orders, limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

import reference

pytestmark = pytest.mark.filterwarnings("error")

BUTCHER = {  # step: nodes below the diagonal, weights
    reference.heun_step: ([[], [1]], [1 / 2, 1 / 2]),
    reference.rk4_step: ([[], [1 / 2], [0, 1 / 2], [0, 0, 1]], [1 / 6, 1 / 3, 1 / 3, 1 / 6]),
}


STEPS = [(reference.euler_step, 1), (reference.heun_step, 2), (reference.rk4_step, 4)]


def scipy_solution(dxdt, x_0, t):
    run = solve_ivp(lambda _, x: dxdt(x), (0, t[-1]), [x_0], "DOP853", t, rtol=1e-12, atol=1e-13)
    return run.y[0]


# One step


@pytest.mark.parametrize(("step", "order"), STEPS)
@pytest.mark.parametrize("z", [0.7, -1.3])
def test_a_step_of_a_linear_equation_is_the_exponential_series_up_to_the_order(step, order, z):
    a, dt = z / 0.25, 0.25
    series = sum(z**k / np.prod(range(1, k + 1)) for k in range(order + 1))
    assert_allclose(step(lambda x: a * x, 1.9, dt), 1.9 * series, rtol=1e-14)


@pytest.mark.parametrize("step", BUTCHER)
@pytest.mark.parametrize("dxdt", [np.sin, np.square, lambda x: np.exp(1 - x)])
def test_a_step_is_that_of_its_butcher_table(step, dxdt):
    nodes, weights = BUTCHER[step]
    x, dt, slopes = 0.8, 0.37, []
    for row in nodes:
        slopes.append(dxdt(x + dt * np.dot(row, slopes)))
    assert_allclose(step(dxdt, x, dt), x + dt * np.dot(weights, slopes), rtol=1e-14)


@pytest.mark.parametrize(("step", "_order"), STEPS)
def test_steps_take_arrays_elementwise_and_leave_them_alone(step, _order):
    x = np.array([-1.0, 0.5, 2.0])
    together = step(np.sin, x, 0.1)
    assert_allclose(together, [step(np.sin, one, 0.1) for one in x])
    assert x.tolist() == [-1, 0.5, 2]


@pytest.mark.parametrize(("step", "slopes"), [(reference.heun_step, 2), (reference.rk4_step, 4)])
def test_a_step_asks_for_as_many_slopes_as_it_should(step, slopes):
    asked = []
    step(lambda x: asked.append(x) or -x, 1.0, 0.1)
    assert len(asked) == slopes


# Runs

EQUATIONS = {
    "dx/dt = ax": (lambda x: -1.3 * x, lambda t: reference.x_proportion(t, -1.3, 2.0), 2.0, 2.0),
    "dx/dt = ax(1 - x/K)": (
        lambda x: reference.dxdt_log(1.7, 3.1, x),
        lambda t: reference.x_logistic(t, 1.7, 3.1, 0.4),
        0.4,
        2.0,
    ),
    "dx/dt = a - x": (
        lambda x: reference.dxdt_relax(2.3, x),
        lambda t: reference.x_relax(t, 2.3, -1.1),
        -1.1,
        2.0,
    ),
    "dx/dt = x^2": (
        reference.dxdt_square,
        lambda t: reference.x_square(t, -1.6),
        -1.6,
        2.0,
    ),
    "dx/dt = e^ax": (
        lambda x: reference.dxdt_exp(0.6, x),
        lambda t: reference.x_exp(t, 0.6, -0.9),
        -0.9,
        1.5,
    ),
    "dx/dt = e^(a - x)": (
        lambda x: reference.dxdt_exp_decay(0.8, x),
        lambda t: reference.x_exp_decay(t, 0.8, 0.3),
        0.3,
        2.0,
    ),
}


@pytest.mark.parametrize(("step", "order"), STEPS)
@pytest.mark.parametrize(("dxdt", "solution", "x_0", "T"), EQUATIONS.values(), ids=EQUATIONS)
def test_orders_are_1_2_and_4_on_every_equation(step, order, dxdt, solution, x_0, T):
    dts = T / np.array([40, 80, 160])
    errors = []
    for dt in dts:
        x, t = reference.solve_by_steps(step, dxdt, x_0, dt, T)
        errors.append(np.max(np.abs(x - solution(t))))
    assert reference.convergence_order(dts, errors) == pytest.approx(order, abs=0.12)


def test_forward_euler_is_a_plain_loop():
    x, t = reference.forward_euler(np.sin, 0.7, 0.01, 1.2)
    expected = [0.7]
    while len(expected) < 120:
        expected.append(expected[-1] + np.sin(expected[-1]) * 0.01)
    assert x.tolist() == expected
    assert t.tolist() == [0.01 * k for k in range(120)]


@pytest.mark.parametrize("step", BUTCHER)
def test_runs_follow_scipy(step):
    def dxdt(x):
        return np.sin(x) + 0.3

    x, t = reference.solve_by_steps(step, dxdt, -0.2, 0.01, 6)
    assert_allclose(
        x, scipy_solution(dxdt, -0.2, t), atol=1e-4 if step is reference.heun_step else 1e-9
    )


@pytest.mark.parametrize(("T", "dt"), [(10, 0), (10, -0.1), (0.1, 1), (np.nan, 1)])
def test_an_impossible_time_grid_is_refused(T, dt):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        reference.solve_by_steps(reference.rk4_step, lambda x: x, 1, dt, T)


@pytest.mark.parametrize(("dt", "expected"), [(0.1, 6.13), (0.01, 30.4), (0.001, 193)])
def test_no_solver_sees_the_blow_up_of_square(dt, expected):
    x, _ = reference.solve_by_steps(reference.euler_step, reference.dxdt_square, 1, dt, 1 + dt)
    assert x[-1] == pytest.approx(expected, rel=2e-3)
    assert reference.blow_up_time_square(1) == 1
    for step in BUTCHER:
        x, t = reference.solve_by_steps(step, reference.dxdt_square, 1, dt, 1 + 2 * dt)
        assert t[-1] > 1
        assert np.isfinite(x).all()


def test_stability_on_decay_ends_at_2_for_euler_and_heun_and_at_2_785_for_rk4():
    for step, limit in (
        (reference.euler_step, 2),
        (reference.heun_step, 2),
        (reference.rk4_step, 2.785294),
    ):
        assert abs(step(lambda x: -x, 1.0, 0.999 * limit)) < 1
        assert abs(step(lambda x: -x, 1.0, 1.001 * limit)) > 1


# Forward Euler


@given(
    a=st.floats(-3, 3), x_0=st.floats(-10, 10), dt=st.sampled_from([0.01, 0.1, 0.25]),
    n=st.integers(1, 60),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_euler_on_a_linear_equation_is_a_geometric_sequence(a, x_0, dt, n):
    x, t = reference.forward_euler_prop(a, x_0, dt, T=n * dt)
    k = np.arange(n)
    assert_allclose(x, x_0 * (1 + a * dt) ** k, rtol=2e-11, atol=1e-200)
    assert_allclose(t, k * dt)


@pytest.mark.parametrize(
    ("dt", "relative_error"), [(0.1, -0.11395), (0.01, -0.01238), (0.001, -0.001249)]
)
def test_euler_undershoots_growth(dt, relative_error):
    x, t = reference.forward_euler_prop(a=0.5, x_0=1, dt=dt, T=10 + dt)
    assert t[-1] == pytest.approx(10)
    assert x[-1] / np.exp(5) - 1 == pytest.approx(relative_error, rel=5e-4)


@pytest.mark.parametrize(("dt", "order"), [(0.1, 0.934), (0.01, 0.993), (0.001, 0.9993)])
def test_observed_order_of_euler_is_nearly_1(dt, order):
    def error_at_10(dt):
        x, _ = reference.forward_euler_prop(a=0.5, x_0=1, dt=dt, T=10 + dt)
        return np.exp(5) - x[-1]

    assert np.log2(error_at_10(dt) / error_at_10(dt / 2)) == pytest.approx(order, abs=6e-4)


def test_largest_euler_error_shrinks_in_proportion_to_dt():
    dts = 0.01 / 2.0 ** np.arange(4)
    errors = [reference.euler_error(a=-1.3, x_0=2.7, dt=dt, T=4) for dt in dts]
    slope, _ = np.polyfit(np.log(dts), np.log(errors), 1)
    assert slope == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("a", "x_0"), [(0.8, 1.7), (-1.1, 2.3), (0.4, -3.1)])
def test_largest_euler_error_is_that_of_the_closed_forms(a, x_0):
    k = np.arange(50)
    expected = np.max(np.abs(x_0 * (1 + a * 0.1) ** k - x_0 * np.exp(a * 0.1 * k)))
    error = reference.euler_error(a, x_0, dt=0.1, T=5)
    assert error == pytest.approx(expected, rel=1e-11)
    assert isinstance(error, float)


@pytest.mark.parametrize(
    ("decay_dt", "monotone", "stable"),
    [(0.9, True, True), (1.1, False, True), (1.9, False, True), (2.1, False, False)],
)
def test_euler_decay_is_monotone_below_1_and_stable_below_2(decay_dt, monotone, stable):
    x, _ = reference.forward_euler_prop(a=-decay_dt / 0.5, x_0=1, dt=0.5, T=50)
    assert bool(np.all(np.diff(x) < 0)) == monotone
    assert bool(abs(x[-1]) < abs(x[0])) == stable


@pytest.mark.parametrize(("dt", "largest"), [(0.1, 0.03999), (0.01, 0.004033), (0.001, 0.0004036)])
def test_euler_error_on_logistic_growth_falls_with_dt(dt, largest):
    x, t = reference.forward_euler_logistic(a=1, x_0=0.01, K=1, dt=dt, T=10)
    assert np.max(np.abs(x - reference.x_logistic(t, a=1, K=1, x_0=0.01))) == pytest.approx(
        largest, rel=2e-4
    )


def test_logistic_euler_follows_scipy_for_unround_parameters():
    a, K, x_0 = 1.7, 3.3, 5.9
    x, t = reference.forward_euler_logistic(a, x_0, K, dt=1e-4, T=2)
    assert x[0] == x_0
    assert_allclose(x, scipy_solution(lambda x: a * x * (1 - x / K), x_0, t), rtol=2e-4)


def test_logistic_euler_oscillates_for_a_dt_above_2():
    x, _ = reference.forward_euler_logistic(a=2.5, x_0=0.1, K=1, dt=1, T=400)
    assert_allclose(np.sort(x[-4:]), np.sort([0.536, 1.158, 0.701, 1.225]), atol=6e-4)
    assert_allclose(x[-4:], x[-8:-4], rtol=1e-9)


def test_logistic_euler_runs_away_for_a_dt_of_3_1():
    with np.errstate(over="ignore"):
        x, _ = reference.forward_euler_logistic(a=3.1, x_0=0.1, K=1, dt=1, T=1000)
    assert x[-1] == -np.inf


@pytest.mark.parametrize(("dt", "expected"), [(0.1, 6.13), (0.01, 30.4), (0.001, 193)])
def test_euler_steps_over_a_blow_up(dt, expected):
    x, t = reference.forward_euler(lambda x: x**2, x_0=1, dt=dt, T=1 + dt)
    assert t[-1] == pytest.approx(1)
    assert x[-1] == pytest.approx(expected, rel=2e-3)

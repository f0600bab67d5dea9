"""Heun's and the classical Runge-Kutta step: Taylor polynomials, orders, limits."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad, solve_ivp

from reference import blow_up as ode_review
from reference import ode, solvers

pytestmark = pytest.mark.filterwarnings("error")

BUTCHER = {  # step: nodes below the diagonal, weights
    solvers.heun_step: ([[], [1]], [1 / 2, 1 / 2]),
    solvers.rk4_step: ([[], [1 / 2], [0, 1 / 2], [0, 0, 1]], [1 / 6, 1 / 3, 1 / 3, 1 / 6]),
}


def euler_step(dxdt, x_val, dt):
    return ode.update_x(x_val, dxdt(x_val), dt)


STEPS = [(euler_step, 1), (solvers.heun_step, 2), (solvers.rk4_step, 4)]


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


@pytest.mark.parametrize(("step", "slopes"), [(solvers.heun_step, 2), (solvers.rk4_step, 4)])
def test_a_step_asks_for_as_many_slopes_as_it_should(step, slopes):
    asked = []
    step(lambda x: asked.append(x) or -x, 1.0, 0.1)
    assert len(asked) == slopes


# Runs

EQUATIONS = {
    "dx/dt = ax": (lambda x: -1.3 * x, lambda t: ode.x_proportion(t, -1.3, 2.0), 2.0, 2.0),
    "dx/dt = ax(1 - x/K)": (
        lambda x: ode.dxdt_log(1.7, 3.1, x),
        lambda t: ode.x_logistic(t, 1.7, 3.1, 0.4),
        0.4,
        2.0,
    ),
    "dx/dt = a - x": (
        lambda x: ode_review.dxdt_relax(2.3, x),
        lambda t: ode_review.x_relax(t, 2.3, -1.1),
        -1.1,
        2.0,
    ),
    "dx/dt = x^2": (
        ode_review.dxdt_square,
        lambda t: ode_review.x_square(t, -1.6),
        -1.6,
        2.0,
    ),
    "dx/dt = e^ax": (
        lambda x: ode_review.dxdt_exp(0.6, x),
        lambda t: ode_review.x_exp(t, 0.6, -0.9),
        -0.9,
        1.5,
    ),
    "dx/dt = e^(a - x)": (
        lambda x: ode_review.dxdt_exp_decay(0.8, x),
        lambda t: ode_review.x_exp_decay(t, 0.8, 0.3),
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
        x, t = solvers.solve_by_steps(step, dxdt, x_0, dt, T)
        errors.append(np.max(np.abs(x - solution(t))))
    assert solvers.convergence_order(dts, errors) == pytest.approx(order, abs=0.12)


def test_a_run_of_euler_steps_is_forward_euler():
    args = (ode_review.dxdt_square, 0.7, 0.01, 1.2)
    x, t = solvers.solve_by_steps(euler_step, *args)
    right_x, right_t = ode.forward_euler(*args)
    assert x.tolist() == right_x.tolist()
    assert t.tolist() == right_t.tolist()


@pytest.mark.parametrize("step", BUTCHER)
def test_runs_follow_scipy(step):
    def dxdt(x):
        return np.sin(x) + 0.3

    x, t = solvers.solve_by_steps(step, dxdt, -0.2, 0.01, 6)
    run = solve_ivp(lambda _, x: dxdt(x), (0, 6), [-0.2], "DOP853", t, rtol=1e-12, atol=1e-13)
    assert_allclose(x, run.y[0], atol=1e-4 if step is solvers.heun_step else 1e-9)


@pytest.mark.parametrize(("T", "dt"), [(10, 0), (10, -0.1), (0.1, 1), (np.nan, 1)])
def test_an_impossible_time_grid_is_refused(T, dt):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        solvers.solve_by_steps(solvers.rk4_step, lambda x: x, 1, dt, T)


@pytest.mark.parametrize(("dt", "fact"), [(0.1, 6.13), (0.01, 30.4), (0.001, 193)])
def test_no_solver_sees_the_blow_up_of_square_and_euler_is_as_in_FACTS_1_1(dt, fact):
    x, _ = solvers.solve_by_steps(euler_step, ode_review.dxdt_square, 1, dt, 1 + dt)
    assert x[-1] == pytest.approx(fact, rel=2e-3)
    assert ode_review.blow_up_time_square(1) == 1
    for step in BUTCHER:
        x, t = solvers.solve_by_steps(step, ode_review.dxdt_square, 1, dt, 1 + 2 * dt)
        assert t[-1] > 1
        assert np.isfinite(x).all()


def test_stability_on_decay_ends_at_2_for_heun_and_at_2_785_for_rk4():
    for step, limit in ((euler_step, 2), (solvers.heun_step, 2), (solvers.rk4_step, 2.785294)):
        assert abs(step(lambda x: -x, 1.0, 0.999 * limit)) < 1
        assert abs(step(lambda x: -x, 1.0, 1.001 * limit)) > 1


# Order


@pytest.mark.parametrize("order", [0.5, 1, 2, 4, -1])
def test_order_of_a_power_law_is_its_exponent(order):
    dts = [0.2, 0.07, 0.013]
    measured = solvers.convergence_order(dts, 3.7 * np.array(dts) ** order)
    assert measured == pytest.approx(order, rel=1e-12)
    assert type(measured) is float


def test_order_is_the_least_squares_slope_and_does_not_mind_order_or_units():
    dts, errors = np.array([0.4, 0.1, 0.2]), np.array([0.9, 0.11, 0.35])
    log_dts, log_errors = np.log(dts), np.log(errors)
    slope = np.cov(log_dts, log_errors)[0, 1] / np.var(log_dts, ddof=1)
    assert solvers.convergence_order(dts, errors) == pytest.approx(slope, rel=1e-12)
    assert solvers.convergence_order(1000 * dts, errors / 7) == pytest.approx(slope, rel=1e-12)


@pytest.mark.parametrize(
    ("dts", "errors"),
    [
        ([0.1], [0.1]),
        ([0.1, 0.1], [0.1, 0.2]),
        ([0.1, 0.2], [0.1]),
        ([], []),
        (0.1, 0.2),
        ([0.1, 0.2], [0.1, 0]),
        ([0.1, -0.2], [0.1, 0.2]),
        ([0.1, 0.2], [0.1, np.nan]),
        ([0.1, 0.2], [0.1, np.inf]),
    ],
)
def test_an_order_of_nothing_is_refused(dts, errors):
    with pytest.raises(ValueError, match="an order takes"):
        solvers.convergence_order(dts, errors)


# Travel time

JOURNEYS = {
    "up, by x^2": (ode_review.dxdt_square, 0.4, 9.0),
    "up, by e^ax": (lambda x: ode_review.dxdt_exp(0.7, x), -1.2, 2.0),
    "down, by relaxation": (lambda x: ode_review.dxdt_relax(-2.0, x), 3.0, -1.5),
}


@pytest.mark.parametrize(("dxdt", "x_start", "x_end"), JOURNEYS.values(), ids=JOURNEYS)
def test_travel_time_is_the_integral_of_1_over_the_rate(dxdt, x_start, x_end):
    exact, _ = quad(lambda x: 1 / dxdt(x), x_start, x_end, epsabs=1e-12)
    assert solvers.travel_time(dxdt, x_start, x_end, 4000) == pytest.approx(exact, rel=1e-4)
    errors = [solvers.travel_time(dxdt, x_start, x_end, n) - exact for n in (400, 800)]
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.05)


def test_travel_time_is_the_time_of_the_solution():
    t = solvers.travel_time(lambda x: ode_review.dxdt_exp_decay(0.5, x), -1.0, 2.5)
    assert ode_review.x_exp_decay(t, 0.5, -1.0) == pytest.approx(2.5, rel=1e-4)


def test_travel_time_to_far_away_is_the_blow_up_time():
    by_square = solvers.travel_time(ode_review.dxdt_square, 2.0, 1e4, 1_000_000)
    assert by_square == pytest.approx(ode_review.blow_up_time_square(2.0), rel=2e-3)
    by_exp = solvers.travel_time(lambda x: ode_review.dxdt_exp(2.0, x), 0.3, 30.0)
    assert by_exp == pytest.approx(ode_review.blow_up_time_exp(2.0, 0.3), rel=2e-3)


@pytest.mark.parametrize(
    ("dxdt", "x_start", "x_end"),
    [
        (lambda x: ode_review.dxdt_relax(1.0, x), 0.0, 2.0),  # past its goal
        (lambda x: ode_review.dxdt_relax(1.0, x), 0.0, -1.0),  # away from its goal
        (ode_review.dxdt_square, -1.0, -2.0),
        (lambda x: 0 * x, 0.0, 1.0),
    ],
)
def test_travel_time_is_infinite_where_one_does_not_get(dxdt, x_start, x_end):
    assert solvers.travel_time(dxdt, x_start, x_end) == np.inf


def test_travel_time_to_where_one_is_is_zero():
    assert solvers.travel_time(ode_review.dxdt_square, 1.5, 1.5) == 0

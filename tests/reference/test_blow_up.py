"""Relaxation and equations that blow up: closed forms against scipy, blow-ups, extremes."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import quad, solve_ivp

import reference

pytestmark = pytest.mark.filterwarnings("error")

EPS = np.finfo(float).eps
moderate = st.floats(-5, 5)
times = st.floats(0, 50)


@pytest.fixture(autouse=True)
def _numpy_is_strict():
    with np.errstate(all="raise", under="ignore"):
        yield


def scipy_solution(dxdt, x_0, t):
    run = solve_ivp(lambda _, x: dxdt(x), (0, t[-1]), [x_0], "DOP853", t, rtol=1e-12, atol=1e-13)
    assert run.success
    return run.y[0]


def scipy_blow_up(dxdt, x_0, limit=1e9):
    """When x passes a high limit: a little before the blow-up."""

    def passes(_, x):
        return x[0] - limit

    passes.terminal = True
    run = solve_ivp(lambda _, x: dxdt(x), (0, 1e3), [x_0], "DOP853", events=passes, rtol=1e-12)
    return run.t_events[0]


# Known values


@pytest.mark.parametrize(
    ("solution", "value"),
    [
        pytest.param(lambda: reference.x_relax(1, a=2, x_0=-1), 0.896362, id="dx/dt = a - x"),
        pytest.param(lambda: reference.x_square(1, x_0=0.5), 1.0, id="dx/dt = x^2"),
        pytest.param(lambda: reference.x_exp(1, a=0.5, x_0=0), 1.386294, id="dx/dt = e^ax from 0"),
        pytest.param(
            lambda: reference.x_exp(0.5, a=0.5, x_0=1), 2.062670, id="dx/dt = e^ax from 1"
        ),
        pytest.param(
            lambda: reference.x_exp_decay(1, a=1, x_0=0), 1.313262, id="dx/dt = e^(a - x)"
        ),
        pytest.param(
            lambda: reference.blow_up_time_exp(a=0.5, x_0=1), 1.213061, id="blow-up of e^ax"
        ),
        pytest.param(lambda: reference.blow_up_time_square(x_0=0.5), 2.0, id="blow-up of x^2"),
    ],
)
def test_solutions_take_known_values(solution, value):
    assert_allclose(solution(), value, rtol=5e-7)


@pytest.mark.parametrize("x_0", [-2.5, -1e-3, 0.0, 0])
def test_square_exists_for_ever_from_a_start_at_or_below_zero(x_0):
    assert reference.blow_up_time_square(x_0) == np.inf
    x = reference.x_square(np.array([0.0, 1.0, 1e3, 1e9, 1e300]), x_0)
    assert np.isfinite(x).all()
    assert abs(x[-1]) < 1e-290  # it comes to 0 and never crosses


@pytest.mark.parametrize("a", [-3.0, -0.2, -1e-6, 0.0, 0])
def test_exp_exists_for_ever_for_a_at_or_below_zero(a):
    assert reference.blow_up_time_exp(a, 1.3) == np.inf
    assert np.isfinite(reference.x_exp(np.array([0.0, 1.0, 1e3, 1e9]), a, 1.3)).all()


def test_exp_is_a_straight_line_for_a_of_zero():
    t = np.array([0.0, 0.5, 3.0])
    assert_array_equal(reference.x_exp(t, 0, -1.25), -1.25 + t)
    assert_array_equal(reference.x_exp(t, 0.0, 2), 2 + t)


def test_exp_decay_exists_for_ever():
    assert np.isfinite(reference.x_exp_decay(np.array([0.0, 1e-9, 1e9, 1e300]), -4.0, 3.0)).all()


# They solve their equations

EQUATIONS = {
    "relaxation from below": (reference.dxdt_relax, reference.x_relax, (1.7,), -2.4, 4.0),
    "relaxation from above": (reference.dxdt_relax, reference.x_relax, (-0.6,), 3.1, 4.0),
    "x^2, before its blow-up": (reference.dxdt_square, reference.x_square, (), 0.8, 1.2),
    "x^2, from below zero": (reference.dxdt_square, reference.x_square, (), -1.9, 6.0),
    "e^ax, a above zero": (reference.dxdt_exp, reference.x_exp, (0.7,), -0.4, 1.8),
    "e^ax, a above zero, from above": (reference.dxdt_exp, reference.x_exp, (1.3,), 0.9, 0.2),
    "e^ax, a of zero": (reference.dxdt_exp, reference.x_exp, (0,), 0.9, 5.0),
    "e^ax, a below zero": (reference.dxdt_exp, reference.x_exp, (-0.8,), -1.7, 6.0),
    "e^ax, a below zero, from above": (reference.dxdt_exp, reference.x_exp, (-1.9,), 1.1, 6.0),
    "e^(a - x)": (reference.dxdt_exp_decay, reference.x_exp_decay, (0.9,), -1.2, 6.0),
    "e^(a - x), from far above": (
        reference.dxdt_exp_decay,
        reference.x_exp_decay,
        (-1.4,),
        2.2,
        6.0,
    ),
}


@pytest.mark.parametrize(("rate", "solution", "a", "x_0", "T"), EQUATIONS.values(), ids=EQUATIONS)
def test_solutions_solve_their_equations(rate, solution, a, x_0, T):
    t = np.linspace(0, T, 41)
    expected = scipy_solution(lambda x: rate(*a, x), x_0, t)
    assert_allclose(solution(t, *a, x_0), expected, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("x_0", [0.3, 1.0, 4.7])
def test_square_blows_up_when_scipy_says_so(x_0):
    limit = 1e9
    (passed,) = scipy_blow_up(reference.dxdt_square, x_0, limit)
    # What is left from the limit on is the blow-up time of the limit.
    assert_allclose(reference.blow_up_time_square(x_0), passed + 1 / limit, rtol=1e-6)


@pytest.mark.parametrize(("a", "x_0"), [(0.4, -0.9), (1.1, 0.7), (2.3, -1.6)])
def test_exp_blows_up_when_scipy_says_so(a, x_0):
    (passed,) = scipy_blow_up(lambda x: reference.dxdt_exp(a, x), x_0, limit=20 / a)
    assert_allclose(reference.blow_up_time_exp(a, x_0), passed + np.exp(-20) / a, rtol=1e-6)


def test_blow_up_times_of_square_and_exp_do_not_tell_a_start_from_a_later_one():
    """From wherever the solution is at time s, what is left is s less."""
    s = 0.31
    assert_allclose(
        reference.blow_up_time_square(float(reference.x_square(s, 1.4))),
        reference.blow_up_time_square(1.4) - s,
    )
    assert_allclose(
        reference.blow_up_time_exp(0.6, float(reference.x_exp(s, 0.6, 0.2))),
        reference.blow_up_time_exp(0.6, 0.2) - s,
    )


@given(a=moderate, x_0=moderate, s=times, t=times)
@settings(max_examples=200, deadline=None)
def test_a_solution_goes_on_from_where_it_is(a, x_0, s, t):
    """x(s + t) from x_0 is x(t) from x(s): what makes it the flow of an equation."""
    flows = {
        "relax": lambda t, x_0: reference.x_relax(t, a, x_0),
        "square": reference.x_square,
        "exp": lambda t, x_0: reference.x_exp(t, -abs(a), x_0),
        "exp_decay": lambda t, x_0: reference.x_exp_decay(t, a, x_0),
    }
    for name, flow in flows.items():
        start = -abs(x_0) if name == "square" else x_0
        at_once = flow(s + t, start)
        assert_allclose(flow(t, float(flow(s, start))), at_once, rtol=1e-9, atol=1e-9)


# Blow-ups


@pytest.mark.parametrize("x_0", [0.1, 0.3, 1.0, 3, 7.7, 49.0, 1e-200, 1e200])
def test_square_is_nan_from_its_blow_up_on_and_finite_up_to_it(x_0):
    blow_up = reference.blow_up_time_square(x_0)
    before = np.nextafter(blow_up, 0)
    x = reference.x_square([0, blow_up / 2, before, blow_up, np.nextafter(blow_up, np.inf)], x_0)
    assert_array_equal(np.isnan(x), [False, False, False, True, True])
    assert x[0] == x_0
    assert_allclose(x[1], 2 * x_0)
    assert x[2] > 1e15 * x_0


@pytest.mark.parametrize(("a", "x_0"), [(0.1, 0.0), (0.7, -3.3), (3, 2), (1e-9, 4.0), (40.0, 1.0)])
def test_exp_is_nan_from_its_blow_up_on_and_finite_up_to_it(a, x_0):
    blow_up = reference.blow_up_time_exp(a, x_0)
    before = np.nextafter(blow_up, 0)
    x = reference.x_exp([0, blow_up / 2, before, blow_up, 2 * blow_up], a, x_0)
    assert_array_equal(np.isnan(x), [False, False, False, True, True])
    assert x[0] == x_0
    assert_allclose(x[1], x_0 + np.log(2) / a)
    assert_allclose(x[2], x_0 - np.log(EPS) / a, rtol=0.05)


@given(x_0=st.floats(1e-300, 1e300), t=st.floats(0, 1e300))
@settings(max_examples=300, deadline=None)
def test_square_is_right_to_the_last_digits_wherever_it_is_before_its_blow_up(x_0, t):
    x = float(reference.x_square(t, x_0))
    left = 1 - Fraction(x_0) * Fraction(t)
    if np.isnan(x):
        assert left < 4 * EPS
    else:
        assert left > 0
        assert abs(Fraction(x) * left / Fraction(x_0) - 1) <= 4 * EPS * max(1, 1 / left)


# Extremes: no overflow, no warning (all of numpy's raise here)


@pytest.mark.parametrize("a", [1e-3, 1e-6, 1e-9, 1e-12, 1e-100, 1e-300, 5e-324])
@pytest.mark.parametrize("sign", [1, -1])
def test_exp_comes_close_to_a_straight_line_as_a_goes_to_zero(a, sign):
    t = np.linspace(0, 3, 7)
    assert_allclose(reference.x_exp(t, sign * a, -1.2), -1.2 + t, rtol=20 * a + 1e-12, atol=20 * a)


def test_exp_with_falling_steepness_is_exp_decay_from_zero_shift():
    """dx/dt = e^{-x} is both."""
    t = np.linspace(0, 50, 12)
    for x_0 in (-30.0, -1.5, 0.0, 2.5, 30.0):
        assert_allclose(reference.x_exp(t, -1, x_0), reference.x_exp_decay(t, 0, x_0), rtol=1e-13)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (lambda: reference.x_exp(2.0, -1.0, -1e4), np.log(2)),
        (lambda: reference.x_exp(0.0, -1.0, -1e4), -1e4),
        (lambda: reference.x_exp(2.0, -1.0, 1e4), 1e4),
        (lambda: reference.x_exp(2.0, 1.0, -1e4), -1e4),
        (lambda: reference.blow_up_time_exp(1.0, -1e4), np.inf),
        (lambda: reference.x_exp(2.0, 1.0, 1e4), np.nan),
        (lambda: reference.blow_up_time_exp(1.0, 1e4), 0.0),
        (lambda: reference.x_exp_decay(2.0, 1e4, 1.0), 1e4 + np.log(2)),
        (lambda: reference.x_exp_decay(0.0, 1e4, 1.0), 1.0),
        (lambda: reference.x_exp_decay(2.0, -1e4, 1.0), 1.0),
        (lambda: reference.x_relax(1e4, 2.0, -1.0), 2.0),
        (lambda: reference.x_square(1e300, -1e300), 0.0),
        (lambda: reference.x_square(1e-10, 1e300), np.nan),
        (lambda: reference.blow_up_time_square(5e-324), np.inf),
        (lambda: reference.x_square(3.0, 1e-310), 1e-310),
    ],
)
def test_far_out_nothing_overflows_and_nobody_is_warned(value, expected):
    assert_allclose(value(), expected, atol=1e-12)


# Rates


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (lambda: reference.dxdt_relax(3, 5), -2),
        (lambda: reference.dxdt_relax(3, 3), 0),
        (lambda: reference.dxdt_square(-4), 16),
        (lambda: reference.dxdt_square(0), 0),
        (lambda: reference.dxdt_exp(0, 7), 1),
        (lambda: reference.dxdt_exp(np.log(2), 3), 8),
        (lambda: reference.dxdt_exp(-np.log(2), 3), 1 / 8),
        (lambda: reference.dxdt_exp_decay(4, 4), 1),
        (lambda: reference.dxdt_exp_decay(np.log(2), -np.log(4)), 8),
    ],
)
def test_rates(rate, expected):
    assert_allclose(rate(), expected, rtol=1e-14)


def test_rates_work_elementwise_and_leave_their_arrays_alone():
    x = np.array([-1.0, 0.0, 2.0])
    assert_array_equal(reference.dxdt_relax(1, x), [2, 1, -1])
    assert_array_equal(reference.dxdt_square(x), [1, 0, 4])
    assert_allclose(reference.dxdt_exp(2, x), np.exp([-2, 0, 4]))
    assert_allclose(reference.dxdt_exp_decay(2, x), np.exp([3, 2, 0]))
    assert_array_equal(x, [-1, 0, 2])


# Form


@pytest.mark.parametrize(
    "solution",
    [
        lambda t: reference.x_relax(t, 2, 3),
        lambda t: reference.x_square(t, 3),
        lambda t: reference.x_square(t, -3),
        lambda t: reference.x_exp(t, 1, 0),
        lambda t: reference.x_exp(t, 0, 0),
        lambda t: reference.x_exp(t, -1, 0),
        lambda t: reference.x_exp_decay(t, 2, 1),
    ],
)
def test_solutions_take_a_number_a_list_or_an_array_and_answer_in_floats(solution):
    t = [0, 1, 4]
    from_array = solution(np.array(t))
    assert from_array.dtype == float
    assert from_array.shape == (3,)
    assert_array_equal(solution(t), from_array)
    assert_array_equal([solution(t_k) for t_k in t], from_array)


@pytest.mark.parametrize(
    "value", [reference.blow_up_time_square(3), reference.blow_up_time_exp(2, 1)]
)
def test_blow_up_times_are_plain_floats(value):
    assert type(value) is float


# Travel time


JOURNEYS = {
    "up, by x^2": (reference.dxdt_square, 0.4, 9.0),
    "up, by e^ax": (lambda x: reference.dxdt_exp(0.7, x), -1.2, 2.0),
    "down, by relaxation": (lambda x: reference.dxdt_relax(-2.0, x), 3.0, -1.5),
}


@pytest.mark.parametrize(("dxdt", "x_start", "x_end"), JOURNEYS.values(), ids=JOURNEYS)
def test_travel_time_is_the_integral_of_1_over_the_rate(dxdt, x_start, x_end):
    exact, _ = quad(lambda x: 1 / dxdt(x), x_start, x_end, epsabs=1e-12)
    assert reference.travel_time(dxdt, x_start, x_end, 4000) == pytest.approx(exact, rel=1e-4)
    errors = [reference.travel_time(dxdt, x_start, x_end, n) - exact for n in (400, 800)]
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.05)


def test_travel_time_is_the_time_of_the_solution():
    t = reference.travel_time(lambda x: reference.dxdt_exp_decay(0.5, x), -1.0, 2.5)
    assert reference.x_exp_decay(t, 0.5, -1.0) == pytest.approx(2.5, rel=1e-4)


def test_travel_time_to_far_away_is_the_blow_up_time():
    by_square = reference.travel_time(reference.dxdt_square, 2.0, 1e4, 1_000_000)
    assert by_square == pytest.approx(reference.blow_up_time_square(2.0), rel=2e-3)
    by_exp = reference.travel_time(lambda x: reference.dxdt_exp(2.0, x), 0.3, 30.0)
    assert by_exp == pytest.approx(reference.blow_up_time_exp(2.0, 0.3), rel=2e-3)


@pytest.mark.parametrize(
    ("dxdt", "x_start", "x_end"),
    [
        (lambda x: reference.dxdt_relax(1.0, x), 0.0, 2.0),  # past its goal
        (lambda x: reference.dxdt_relax(1.0, x), 0.0, -1.0),  # away from its goal
        (reference.dxdt_square, -1.0, -2.0),
        (lambda x: 0 * x, 0.0, 1.0),
    ],
)
def test_travel_time_is_infinite_where_one_does_not_get(dxdt, x_start, x_end):
    assert reference.travel_time(dxdt, x_start, x_end) == np.inf


def test_travel_time_to_where_one_is_is_zero():
    assert reference.travel_time(reference.dxdt_square, 1.5, 1.5) == 0

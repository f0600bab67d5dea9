"""How wrong a solver is: the order of convergence."""

import numpy as np
import pytest

import reference


@pytest.mark.parametrize("order", [0.5, 1, 2, 4, -1])
def test_order_of_a_power_law_is_its_exponent(order):
    dts = [0.2, 0.07, 0.013]
    measured = reference.convergence_order(dts, 3.7 * np.array(dts) ** order)
    assert measured == pytest.approx(order, rel=1e-12)
    assert type(measured) is float


def test_order_is_the_least_squares_slope_and_does_not_mind_order_or_units():
    dts, errors = np.array([0.4, 0.1, 0.2]), np.array([0.9, 0.11, 0.35])
    log_dts, log_errors = np.log(dts), np.log(errors)
    slope = np.cov(log_dts, log_errors)[0, 1] / np.var(log_dts, ddof=1)
    assert reference.convergence_order(dts, errors) == pytest.approx(slope, rel=1e-12)
    assert reference.convergence_order(1000 * dts, errors / 7) == pytest.approx(slope, rel=1e-12)


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
        reference.convergence_order(dts, errors)

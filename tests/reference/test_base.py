"""The time grid."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import reference


@pytest.mark.parametrize(
    ("T", "dt", "n"), [(150, 0.1, 1500), (1000, 0.1, 10_000), (500, 0.01, 50_000), (10, 1, 10)]
)
def test_time_grid_is_arange_for_well_behaved_pairs(T, dt, n):
    t = reference.time_grid(T, dt)
    assert t.dtype == float
    assert t.shape == (n,)
    assert_array_equal(t, np.arange(0, T, dt))


def test_time_grid_has_T_over_dt_samples_where_arange_adds_one():
    assert np.arange(0, 2.1, 0.3).size == 8
    assert reference.time_grid(2.1, 0.3).size == 7


def test_a_run_of_one_step_is_its_initial_value():
    x, t = reference.forward_euler_prop(a=2, x_0=3, dt=0.1, T=0.1)
    assert (x.tolist(), t.tolist()) == ([3], [0])


@pytest.mark.parametrize(
    ("T", "dt"), [(10, 0), (10, -0.1), (-10, 0.1), (0, 0.1), (0.1, 1), (10, np.nan), (np.nan, 1)]
)
@pytest.mark.parametrize(
    "run",
    [
        reference.time_grid,
        lambda T, dt: reference.forward_euler(lambda x: x, 1, dt, T),
        lambda T, dt: reference.forward_euler_prop(1, 1, dt, T),
        lambda T, dt: reference.forward_euler_logistic(1, 1, 1, dt, T),
        lambda T, dt: reference.euler_error(1, 1, dt, T),
    ],
)
def test_an_impossible_time_grid_is_refused(run, T, dt):
    with pytest.raises(ValueError, match="0 < dt <= T"):
        run(T, dt)

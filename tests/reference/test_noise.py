"""Gaussian white noise: its size, its independence, and where its random numbers come from."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import kstest

from reference import my_GWN


def run(T, dt):
    return {"T": T, "dt": dt}


@pytest.mark.parametrize(("dt", "sd"), [(0.1, 100), (0.05, 141.4), (0.01, 316.2)])
def test_samples_have_the_standard_deviation_sigma_over_the_root_of_dt(dt, sd):
    n = 200_000
    I_GWN, _ = my_GWN(run(n * dt, dt), mu=250, sigma=1, myseed=3)
    assert np.std(I_GWN) == pytest.approx(sd, rel=4 / np.sqrt(2 * n))
    assert np.mean(I_GWN) == pytest.approx(250, abs=4 * sd / np.sqrt(n))


def test_current_is_the_formula_on_numpys_own_random_numbers():
    I_GWN, t = my_GWN(run(30, 0.2), mu=170, sigma=2.5, myseed=11)
    z = np.random.default_rng(11).standard_normal(150)
    assert_array_equal(t, np.arange(0, 30, 0.2))
    assert_allclose(I_GWN, 170 + 2.5 * z / np.sqrt(0.2e-3), rtol=1e-13)


def test_samples_are_gaussian_and_independent():
    n = 50_000
    I_GWN, _ = my_GWN(run(n * 0.1, 0.1), mu=-40, sigma=3, myseed=5)
    z = (I_GWN + 40) / 300
    assert kstest(z, "norm").pvalue > 1e-3
    for lag in (1, 2, 7):
        assert abs(np.mean(z[lag:] * z[:-lag])) < 4 / np.sqrt(n)


@pytest.mark.parametrize("dt", [0.05, 0.1, 0.5])
def test_charge_in_a_second_varies_by_sigma_whatever_dt(dt):
    I_GWN, _ = my_GWN(run(400_000, dt), mu=100, sigma=2, myseed=1)
    charge = I_GWN.reshape(400, -1).sum(axis=1) * dt / 1000  # pA s, one value a second
    assert np.std(charge) == pytest.approx(2, rel=4 / np.sqrt(2 * 400))


@pytest.mark.parametrize("seed", [0, 1, 2026])
def test_same_seed_same_noise(seed):
    first, _ = my_GWN(run(10, 0.1), 0, 1, seed)
    second, _ = my_GWN(run(10, 0.1), 0, 1, seed)
    assert_array_equal(first, second)


def test_other_seed_or_no_seed_other_noise():
    runs = [my_GWN(run(10, 0.1), 0, 1, seed)[0] for seed in (0, 1, None, None)]
    runs.append(my_GWN(run(10, 0.1), 0, 1)[0])
    assert len({I_GWN.tobytes() for I_GWN in runs}) == 5


def test_no_noise_is_the_mean():
    I_GWN, _ = my_GWN(run(5, 0.1), mu=210, sigma=0, myseed=0)
    assert_array_equal(I_GWN, np.full(50, 210.0))


def test_nothing_but_the_result_changes():
    params = run(10, 0.1)
    before = np.random.get_state()[1].copy()  # noqa: NPY002 - the global state is the subject
    my_GWN(params, 100, 1, myseed=0)
    my_GWN(params, 100, 1)
    assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    assert params == run(10, 0.1)


def test_an_impossible_time_grid_is_refused():
    with pytest.raises(ValueError, match="0 < dt <= T"):
        my_GWN(run(10, 0), 100, 1)

"""Rates, intervals and their variability, on trains whose statistics are known beforehand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from reference.lif import default_params, simulate_LIF
from reference.spike_trains import get_CV, get_ISI, spike_freq


@pytest.mark.parametrize(
    ("spikes", "T", "rate"),
    [([], 150, 0), ([3], 1000, 1), ([3, 70, 90], 150, 20), (list(range(0, 500, 10)), 250, 200)],
)
def test_rate_is_spikes_a_second(spikes, T, rate):
    assert spike_freq(spikes, {"T": T, "dt": 0.1}) == pytest.approx(rate, rel=1e-14)
    assert spike_freq(np.array(spikes, dtype=int), {"T": T, "dt": 0.1}) == pytest.approx(rate)


def test_count_over_T_is_not_one_over_the_interval_as_in_FACTS_1_2():
    params = default_params()
    _, _, spikes = simulate_LIF(params, 250)
    assert spike_freq(spikes, params) == pytest.approx(53.33, abs=0.005)
    assert 1000 / get_ISI(spikes, params) == pytest.approx(np.full(7, 55.25), abs=0.005)


@pytest.mark.parametrize(
    ("spikes", "dt", "ISI"),
    [
        ([161, 342, 523], 0.1, [18.1, 18.1]),
        ([0, 1, 5, 105], 0.05, [0.05, 0.2, 5]),
        ([7, 10], 2, [6]),
        ([7], 0.1, []),
        ([], 0.1, []),
    ],
)
@pytest.mark.parametrize("container", [list, np.array])
def test_intervals_are_differences_in_ms(spikes, dt, ISI, container):
    answer = get_ISI(container(spikes), {"T": 150, "dt": dt})
    assert answer.shape == (len(ISI),)
    assert answer.dtype == float
    assert_allclose(answer, ISI, rtol=1e-14)


@pytest.mark.parametrize(
    ("spike_times", "CV"),
    [
        ([10, 20, 30, 40], 0),
        ([0, 1, 4], 0.5),  # intervals 1, 3: mean 2, standard deviation 1
        ([5, 6, 7, 11], np.sqrt(2) / 2),  # intervals 1, 1, 4: mean 2, variance 2
        ([0, 0.25, 1.0], 0.5),
    ],
)
def test_CV_is_standard_deviation_over_mean_of_the_intervals(spike_times, CV):
    assert get_CV(spike_times) == pytest.approx(CV, rel=1e-14)
    assert get_CV(np.array(spike_times)) == pytest.approx(CV, rel=1e-14)


@pytest.mark.parametrize("spike_times", [[], [3.0], [3.0, 8.0]])
def test_CV_of_fewer_than_two_intervals_is_nan_without_a_warning(spike_times, recwarn):
    assert np.isnan(get_CV(spike_times))
    assert not recwarn


@pytest.mark.parametrize("shape", [0.5, 1, 4, 25])
def test_CV_of_a_gamma_process_is_one_over_the_root_of_its_shape(shape):
    n = 40_000
    spike_times = np.cumsum(np.random.default_rng(8).gamma(shape, 3.0, n))
    # 4 standard deviations of the estimate, whose relative variance is, by the delta method:
    tolerance = 4 * np.sqrt((1 + 1 / shape) / (2 * n))
    assert get_CV(spike_times) == pytest.approx(shape**-0.5, rel=tolerance)


@given(
    ISI=st.lists(st.integers(1, 1000), min_size=2, max_size=30),
    start=st.integers(0, 10**6),
    unit=st.sampled_from([0.1, 1e-3, 8]),
)
@settings(max_examples=50, deadline=None)
def test_CV_knows_neither_units_nor_the_time_of_day_nor_the_order_of_intervals(ISI, start, unit):
    spike_times = start + np.cumsum([0, *ISI])
    backwards = np.cumsum([0, *ISI[::-1]])
    CV = get_CV(spike_times)
    assert CV >= 0
    assert get_CV(unit * spike_times) == pytest.approx(CV, rel=1e-6, abs=1e-6)
    assert get_CV(backwards) == pytest.approx(CV, rel=1e-12)


def test_inputs_are_left_alone():
    spikes, spike_times, params = [3, 9, 27], np.array([3.0, 9.0, 27.0]), {"T": 150, "dt": 0.1}
    spike_freq(spikes, params)
    get_ISI(spikes, params)
    get_CV(spike_times)
    assert spikes == [3, 9, 27]
    assert_array_equal(spike_times, [3, 9, 27])
    assert params == {"T": 150, "dt": 0.1}

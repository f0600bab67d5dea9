"""Rates, intervals and their variability, on trains whose statistics are known beforehand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import reference
from reference import default_params, get_CV, get_ISI, simulate_LIF, spike_freq


@pytest.mark.parametrize(
    ("spikes", "T", "rate"),
    [([], 150, 0), ([3], 1000, 1), ([3, 70, 90], 150, 20), (list(range(0, 500, 10)), 250, 200)],
)
def test_rate_is_spikes_a_second(spikes, T, rate):
    assert spike_freq(spikes, {"T": T, "dt": 0.1}) == pytest.approx(rate, rel=1e-14)
    assert spike_freq(np.array(spikes, dtype=int), {"T": T, "dt": 0.1}) == pytest.approx(rate)


def test_count_over_T_is_not_one_over_the_interval():
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


# Spikes of a voltage


def test_a_spike_is_where_the_line_between_two_samples_crosses():
    t = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5])
    V = np.array([-60.0, -20.0, 30.0, 10.0, -40.0, -10.0, 0.0, 5.0])
    assert_allclose(reference.detect_spikes(V, t), [1.5 + 0.5 * 20 / 50, 4.0])
    assert_allclose(
        reference.detect_spikes(V, t, -30.0), [1.0 + 0.5 * 30 / 40, 3.0 + 0.5 * 10 / 30]
    )
    assert_array_equal(reference.detect_spikes(list(V), list(t), 31.0), [])
    assert_array_equal(reference.detect_spikes(V + 100, t), [])  # above threshold from the start
    assert_array_equal(reference.detect_spikes([], []), [])
    assert_array_equal(reference.detect_spikes([1.0], [0.0]), [])


@given(
    spikes=st.lists(st.floats(5, 30), min_size=0, max_size=12).map(np.cumsum),
    threshold=st.floats(-40, 30),
)
def test_every_spike_is_found_once_at_its_time(spikes, threshold):
    t = np.arange(0, 400, 0.05)
    V = -65.0 + sum((105 * np.exp(-(((t - at) / 0.8) ** 2)) for at in spikes), np.zeros(t.size))
    found = reference.detect_spikes(V, t, threshold)
    early = 0.8 * np.sqrt(np.log(105 / (threshold + 65)))
    assert_allclose(found, spikes - early, atol=2e-3)


# What trains of spikes say about adaptation


@pytest.mark.parametrize(
    ("ISI", "index"),
    [
        ([10, 30], 0.5), ([30, 10], -0.5), ([12.5, 99, 12.5], 0), ([4, 5, 6, 12], 0.5),
        (np.array([1e-3, 4e-3]), 0.6),
    ],
)  # fmt: skip
def test_adaptation_index(ISI, index):
    assert reference.adaptation_index(ISI) == pytest.approx(index, rel=1e-14)
    assert isinstance(reference.adaptation_index(ISI), float)


@pytest.mark.parametrize("ISI", [[], [12.0], np.array([])])
def test_adaptation_index_is_nan_for_fewer_than_two_intervals(ISI):
    assert np.isnan(reference.adaptation_index(ISI))


@pytest.mark.parametrize(
    ("spikes", "initial", "steady"),
    [
        ([], 0, 0), ([30], 0, 0),
        ([10, 110], 50, 50),
        ([10, 110, 310], 50, 25),
        ([0, 100, 300, 700], 50, 1000 / 60),  # of three intervals, the last two
        ([0, 100, 300, 700, 1500], 50, 1000 / 120),  # of four, the last two
    ],
)  # fmt: skip
def test_initial_and_steady_rate(spikes, initial, steady):
    p = {"T": 400.0, "dt": 0.2}
    rates = reference.initial_and_steady_rate(spikes, p)
    assert rates == pytest.approx((initial, steady), rel=1e-13)
    assert reference.initial_and_steady_rate(np.array(spikes, dtype=int), p) == rates
    assert all(type(rate) is float for rate in rates)


def test_clock_is_as_fast_at_last_as_at_first():
    p = default_params()
    initial, steady = reference.initial_and_steady_rate(simulate_LIF(p, 250)[-1], p)
    assert initial == pytest.approx(steady) == pytest.approx(1000 / 18.1)


@pytest.mark.parametrize(
    ("spikes", "pattern"),
    [
        ([], "silent"),
        ([0], "transient"), ([10, 20, 30, 499], "transient"), ([10, 15, 30, 32], "transient"),
        ([500], "tonic"), ([10, 500], "tonic"),  # T/2 is the second half
        ([100, 300, 500, 700], "tonic"), ([300, 400, 500, 622], "tonic"),
        ([300, 390, 500], "tonic"), ([300, 480, 701], "adapting"),  # index 0.1, 0.102
        ([0, 20, 40, 60, 80, 400, 800], "adapting"),
        ([100, 400, 650, 850, 1000], "tonic"),  # intervals may shorten slowly ...
        ([100, 300, 400, 600], "tonic"),  # ... even to one half
        ([100, 300, 399, 600], "bursting"), ([10, 20, 300, 310, 600, 610], "bursting"),
    ],
)  # fmt: skip
def test_patterns_are_told_apart_by_the_criteria(spikes, pattern):
    p = {"T": 200.0, "dt": 0.2}
    assert reference.classify_pattern(spikes, p) == pattern
    assert reference.classify_pattern(np.array(spikes, dtype=int), p) == pattern


@pytest.mark.parametrize("seed", range(3))
def test_serial_correlation_is_that_of_numpy_in_any_unit(seed):
    ISI = np.random.default_rng(seed).gamma(3, 10, 40)
    expected = np.corrcoef(ISI[:-1], ISI[1:])[0, 1]
    assert reference.serial_correlation(ISI) == pytest.approx(expected, rel=1e-12)
    assert reference.serial_correlation((1000 * ISI).tolist()) == pytest.approx(expected, rel=1e-9)


def test_serial_correlation_needs_two_pairs_that_vary():
    assert reference.serial_correlation([10, 20, 40]) == pytest.approx(1)
    for ISI in ([], [10], [10, 20], [7, 7, 7, 7]):
        assert np.isnan(reference.serial_correlation(ISI))


def test_adaptation_correlates_neighbouring_intervals_negatively_and_makes_them_more_regular():
    # The mean currents give 42 to 43 Hz without and with adaptation. Over 40 seeds of 10 s: CV
    # 0.341 +- 0.015 and 0.297 +- 0.010, correlation 0.00 +- 0.05 and -0.09 +- 0.05.
    runs = {}
    for b, mu in ((0.0, 217.0), (20.0, 299.0)):
        params = reference.default_params_aLIF() | {"a": 0.0, "b": b, "T": 100_000, "dt": 0.2}
        current, _ = reference.my_GWN(params, mu, 4.0, 1)
        spikes = reference.simulate_aLIF(params, current)[-1]
        runs[b] = spikes, get_ISI(spikes, params)
    (plain, plain_ISI), (adapting, adapting_ISI) = runs[0.0], runs[20.0]
    assert len(plain) == pytest.approx(len(adapting), rel=0.05)
    assert get_CV(adapting) < get_CV(plain) - 0.02
    assert abs(reference.serial_correlation(plain_ISI)) < 0.065
    assert -0.16 < reference.serial_correlation(adapting_ISI) < -0.03


def test_trains_that_coincide_have_a_factor_of_1():
    spikes = np.array([12.0, 35.0, 61.0, 90.0])
    jitter = np.array([0.9, -1.9, 0.3, 1.2])
    assert reference.coincidence_factor(spikes, spikes + jitter, 100.0, 2.0) == pytest.approx(1)
    assert reference.coincidence_factor(spikes, spikes + 3 * jitter, 100.0, 2.0) < 0.5


def test_trains_that_coincide_by_chance_have_a_factor_of_0():
    rng = np.random.default_rng(3)
    nu, window, T = 0.03, 0.5, 25_000
    found = np.mean(
        [
            reference.coincidence_factor(rng.uniform(0, T, 500), rng.uniform(0, T, 750), T, window)
            for _ in range(40)
        ]
    )
    # By chance a spike meets none of the model's with probability exp(-2 nu window).
    met = 1 - np.exp(-2 * nu * window)
    expected = 2 * (met - 2 * nu * window) * 500 / 1250 / (1 - 2 * nu * window)
    assert found == pytest.approx(expected, abs=0.006)
    assert abs(found) < 0.01


def test_the_factor_knows_no_unit_of_time():
    data, model = np.array([10.0, 40.0, 70.0]), np.array([12.0, 47.0, 71.0, 95.0])
    in_ms = reference.coincidence_factor(data, model, 120.0, 2.5)
    assert in_ms == pytest.approx(
        reference.coincidence_factor(data / 1000, model / 1000, 0.12, 0.0025)
    )


@pytest.mark.parametrize(
    ("data", "model", "factor"), [([], [], np.nan), ([], [3.0], 0), ([3.0], [], 0)]
)
def test_the_factor_of_empty_trains(data, model, factor):
    found = reference.coincidence_factor(data, model, 100.0, 2.0)
    assert found == pytest.approx(factor, nan_ok=True)

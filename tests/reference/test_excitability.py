"""Experiments on the Hodgkin-Huxley neuron against plain searches, LSODA and FACTS 1.9."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp

from reference import excitability as ex
from reference.hodgkin_huxley import (
    RATES,
    FI_curve_HH,
    I_ion,
    default_params_HH,
    default_params_pyramidal,
    dxdt_gate,
    gate_steady_state,
    simulate_HH,
)
from reference.lif import firing_rate_LIF

pytestmark = pytest.mark.filterwarnings("error")


def squid(**changes):
    return default_params_HH() | changes


def count(params, I_inj):
    V, *_, t = simulate_HH(params, I_inj)
    return len(ex.detect_spikes(V, t))


# Spikes


def test_a_spike_is_where_the_line_between_two_samples_crosses():
    t = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5])
    V = np.array([-60.0, -20.0, 30.0, 10.0, -40.0, -10.0, 0.0, 5.0])
    assert_allclose(ex.detect_spikes(V, t), [1.5 + 0.5 * 20 / 50, 4.0])
    assert_allclose(ex.detect_spikes(V, t, -30.0), [1.0 + 0.5 * 30 / 40, 3.0 + 0.5 * 10 / 30])
    assert_array_equal(ex.detect_spikes(list(V), list(t), 31.0), [])
    assert_array_equal(ex.detect_spikes(V + 100, t), [])  # above threshold from the start
    assert_array_equal(ex.detect_spikes([], []), [])
    assert_array_equal(ex.detect_spikes([1.0], [0.0]), [])


@given(
    spikes=st.lists(st.floats(5, 30), min_size=0, max_size=12).map(np.cumsum),
    threshold=st.floats(-40, 30),
)
def test_every_spike_is_found_once_at_its_time(spikes, threshold):
    t = np.arange(0, 400, 0.05)
    V = -65.0 + sum((105 * np.exp(-(((t - at) / 0.8) ** 2)) for at in spikes), np.zeros(t.size))
    found = ex.detect_spikes(V, t, threshold)
    early = 0.8 * np.sqrt(np.log(105 / (threshold + 65)))
    assert_allclose(found, spikes - early, atol=2e-3)


# Rheobase


def test_one_spike_comes_at_a_smaller_step_than_firing_for_ever():
    params = squid(T=101.0, V_0=-64.9964)  # FACTS 1.9: 2.2403
    assert [exact_count(params, [0.0], I_ext, 100.0) for I_ext in (2.240, 2.2406)] == [0, 1]
    assert ex.rheobase_HH(squid(), 2.3, 20.0, 0.01) > 5


def test_the_rheobase_tends_to_that_of_FACTS_1_9_with_the_step():
    errors = [
        6.2615 - ex.rheobase_HH(squid(T=1500.0, dt=dt), 5.0, 8.0, 1e-4) for dt in (0.01, 0.005)
    ]
    assert_allclose(errors, [0.034, 0.017], atol=0.003)  # of first order: gone at dt = 0
    assert 2 * errors[1] - errors[0] == pytest.approx(0, abs=2e-3)


@pytest.mark.parametrize("tol", [1.0, 0.1, 0.003])
def test_the_rheobase_fires_and_a_little_less_does_not(tol):
    params = squid(T=250.0, dt=0.02, g_K=34.1, g_Na=117.0)
    rheobase = ex.rheobase_HH(params, 0.5, 17.0, tol)
    assert FI_curve_HH(params, rheobase) > 0
    # In a run this short the last spike may or may not fall into the second half, just below.
    assert FI_curve_HH(params, rheobase - tol - 0.02) == 0


def test_the_pyramidal_cell_has_its_own_rheobase():
    params = default_params_pyramidal() | {"T": 2000.0, "V_0": -63.0541}
    found = ex.rheobase_HH(params, 0.3, 1.0, 1e-3, rates="pyramidal")
    assert found == pytest.approx(0.3739, abs=2e-3)


@pytest.mark.parametrize(("low", "high"), [(0.0, 2.0), (10.0, 20.0), (20.0, 10.0), (60.0, 90.0)])
def test_a_search_between_wrong_ends_is_refused(low, high):
    with pytest.raises(ValueError, match="does not begin"):
        ex.rheobase_HH(squid(T=200.0), low, high, 0.1)


# Pulses


def exact_count(params, pulses, I_pulse, width, I_hold=0.0):
    """Spikes of the continuous clock, integrated from edge to edge of the pulses."""
    functions = RATES["squid"]

    def dxdt(_, x, I_ext):
        a_m, b_m, a_h, b_h, a_n, b_n = (rate(x[0]) for rate in functions)
        gates = dxdt_gate(np.array([a_m, a_h, a_n]), np.array([b_m, b_h, b_n]), x[1:])
        return [(I_ext - I_ion(*x, params)) / params["C_m"], *gates]

    rates = [rate(params["V_0"]) for rate in functions]
    x = [params["V_0"], *map(gate_steady_state, rates[::2], rates[1::2])]
    edges = sorted({0.0, params["T"], *pulses, *(on + width for on in pulses)})
    spikes, above = 0, False
    for start, end in pairwise(edges):
        on = any(at <= start < at + width for at in pulses)
        t = np.linspace(start, end, 2 + int((end - start) / 0.01))
        run = solve_ivp(
            dxdt, (start, end), x, "LSODA", t, args=(I_hold + on * I_pulse,), rtol=1e-8, atol=1e-10
        )
        high = np.concatenate([[above], run.y[0] >= 0])
        spikes += np.count_nonzero(~high[:-1] & high[1:])
        above, x = high[-1], run.y[:, -1]
    return spikes


@pytest.mark.parametrize(
    ("width", "needed"), [(0.2, 32.658), (0.5, 13.275), (1, 6.919), (2, 3.859), (5, 2.351)]
)
def test_short_pulses_need_what_FACTS_1_9_says(width, needed):
    params = squid(T=30.0, V_0=-64.9964)
    assert exact_count(params, [0.0], 0.999 * needed, width) == 0
    assert exact_count(params, [0.0], 1.001 * needed, width) == 1


@pytest.mark.parametrize(("I_hold", "spikes"), [(-1, 0), (-2, 0), (-3, 1), (-5, 1), (-10, 1)])
def test_release_from_inhibition_makes_the_rebound_spike_of_FACTS_1_9(I_hold, spikes):
    params = squid(T=50.0)
    t = np.arange(5000) * 0.01
    assert count(params, I_hold * (t < 20)) == spikes


@pytest.mark.parametrize(("I_pulse", "gap"), [(20.0, 14.5), (100.0, 7.0)])
def test_the_second_of_two_pulses_needs_time(I_pulse, gap):
    """FACTS 1.9 counts gaps from the end of the first pulse, half a ms later.

    It has 8 ms for 100 uA/cm2, where a continuous clock, too, finds a second spike after 6.5 ms.
    """
    params = squid(T=50.0)
    gaps = np.arange(2, 30, 0.5)
    found = ex.refractory_period_HH(params, I_pulse, 0.5, gaps)
    assert found == gap
    assert [exact_count(params, [0.0, at], I_pulse, 0.5) for at in (gap - 0.5, gap)] == [1, 2]


def test_gaps_may_come_in_any_order_and_alone():
    params, gaps = squid(T=40.0), np.arange(4.0, 25.0, 1.5)
    expected = ex.refractory_period_HH(params, 31.0, 0.6, gaps)
    assert ex.refractory_period_HH(params, 31.0, 0.6, gaps[::-1].tolist()) == expected
    assert ex.refractory_period_HH(params, 31.0, 0.6, expected) == expected
    assert np.isnan(ex.refractory_period_HH(params, 31.0, 0.6, [expected - 1.5]))
    assert np.isnan(ex.refractory_period_HH(params, 3.0, 0.6, gaps))


def test_pulses_last_their_width_whatever_the_rounding():
    """The same pulses, sample by sample in whole numbers."""
    params, width = squid(T=40.0, dt=0.02), 0.7
    gaps = np.round(np.arange(8, 20, 0.3), 2)
    k = np.arange(2000)
    spikes = []
    for gap in gaps:
        first, second = round(gap / 0.02), round((gap + width) / 0.02)
        spikes.append(count(params, 21.3 * ((k < 35) | ((k >= first) & (k < second)))))
    assert ex.refractory_period_HH(params, 21.3, width, gaps) == gaps[np.argmax(spikes)]
    assert max(spikes) == 2


def test_a_pulse_beyond_the_end_is_refused():
    with pytest.raises(ValueError, match="beyond the end"):
        ex.refractory_period_HH(squid(T=20.0), 20.0, 0.5, [12.0, 19.8])


# The LIF that fires like it


def curve(neuron, I_values):
    return np.array([firing_rate_LIF(neuron, I_ext) for I_ext in I_values])


def test_a_LIF_is_found_again():
    neuron = {
        "E_L": -65.0, "V_reset": -65.0, "V_th": -55.0, "g_L": 0.31, "tau_m": 8.3, "tref": 3.1,
    }  # fmt: skip
    I_values = np.linspace(0, 30, 40)
    fitted = ex.fit_LIF_to_HH(I_values, curve(neuron, I_values))
    assert np.sqrt(np.mean((curve(fitted, I_values) - curve(neuron, I_values)) ** 2)) < 1
    assert fitted["tref"] == pytest.approx(3.1, rel=0.05)
    assert fitted["tau_m"] == pytest.approx(fitted["C_m"] / fitted["g_L"])


@pytest.mark.parametrize("g_K", [33.0, 36.0, 38.0])
def test_the_fit_to_the_squid_is_close_and_no_neighbour_is_closer(g_K):
    I_values = np.linspace(0, 50, 18)
    rates = FI_curve_HH(squid(T=1000.0, dt=0.02, g_K=g_K), I_values)
    fitted = ex.fit_LIF_to_HH(I_values, rates)

    def error(neuron):
        return np.sqrt(np.mean((curve(neuron, I_values) - rates) ** 2))

    assert error(fitted) < 6
    for key in ("tau_m", "tref", "g_L"):
        for factor in (0.97, 1.03):
            assert error(fitted | {key: factor * fitted[key]}) > error(fitted) - 0.1


def test_a_fit_to_silence_is_refused():
    with pytest.raises(ValueError, match="two currents"):
        ex.fit_LIF_to_HH([1, 2, 3], [0, 0, 50])

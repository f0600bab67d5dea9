"""Rheobase and refractory period against closed forms, plain searches and LSODA."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

import reference
from reference import (
    RATES,
    FI_curve_HH,
    I_ion,
    default_params_HH,
    default_params_pyramidal,
    dxdt_gate,
    gate_steady_state,
    simulate_HH,
)

pytestmark = pytest.mark.filterwarnings("error")


def squid(**changes):
    return default_params_HH() | changes


def count(params, I_inj):
    V, *_, t = simulate_HH(params, I_inj)
    return len(reference.detect_spikes(V, t))


# Rheobase


def test_one_spike_comes_at_a_smaller_step_than_firing_for_ever():
    params = squid(T=101.0, V_0=-64.9964)  # at rest
    assert [exact_count(params, [0.0], I_ext, 100.0) for I_ext in (2.240, 2.2406)] == [0, 1]
    assert reference.rheobase_HH(squid(), 2.3, 20.0, 0.01) > 5


def test_the_rheobase_tends_to_that_of_LSODA_with_the_time_step():
    errors = [
        6.2615 - reference.rheobase_HH(squid(T=1500.0, dt=dt), 5.0, 8.0, 1e-4)
        for dt in (0.01, 0.005)
    ]
    assert_allclose(errors, [0.034, 0.017], atol=0.003)  # of first order: gone at dt = 0
    assert 2 * errors[1] - errors[0] == pytest.approx(0, abs=2e-3)


@pytest.mark.parametrize("tol", [1.0, 0.1, 0.003])
def test_the_rheobase_fires_and_a_little_less_does_not(tol):
    params = squid(T=250.0, dt=0.02, g_K=34.1, g_Na=117.0)
    rheobase = reference.rheobase_HH(params, 0.5, 17.0, tol)
    assert FI_curve_HH(params, rheobase) > 0
    # In a run this short the last spike may or may not fall into the second half, just below.
    assert FI_curve_HH(params, rheobase - tol - 0.02) == 0


def test_the_pyramidal_cell_has_its_own_rheobase():
    params = default_params_pyramidal() | {"T": 2000.0, "V_0": -63.0541}
    found = reference.rheobase_HH(params, 0.3, 1.0, 1e-3, rates="pyramidal")
    assert found == pytest.approx(0.3739, abs=2e-3)


@pytest.mark.parametrize(("low", "high"), [(0.0, 2.0), (10.0, 20.0), (20.0, 10.0), (60.0, 90.0)])
def test_a_search_between_wrong_ends_is_refused(low, high):
    with pytest.raises(ValueError, match="does not begin"):
        reference.rheobase_HH(squid(T=200.0), low, high, 0.1)


# Kicks


def rests_or_fires(V_kicked, **changes):
    """Spikes of the continuous clock at rest (0.3 ms before), then lifted to some voltage."""
    params = squid(T=15.0, V_0=-64.9964) | changes
    width = 1e-3  # so short that nothing moves meanwhile
    I_pulse = (V_kicked - params["V_0"]) * params["C_m"] / width
    return exact_count(params, [0.3], I_pulse, width)


def test_the_threshold_for_a_kick_tends_to_that_of_LSODA_with_the_time_step():
    assert [rests_or_fires(-58.51), rests_or_fires(-58.49)] == [0, 1]
    params = squid(T=12.0, V_0=-64.9964)
    found = [
        reference.kick_threshold_HH(params | {"dt": dt}, -64.0, -40.0, 1e-3) for dt in (0.02, 0.01)
    ]
    assert found == pytest.approx([-58.51, -58.5], abs=0.01)


def test_the_threshold_is_not_where_the_current_turns_inward_at_once():
    """The crossing of the curve with m at its steady state, at -62.4 mV, makes no spike."""
    assert [rests_or_fires(V) for V in (-62.0, -60.0)] == [0, 0]


def test_a_kick_is_a_voltage_whatever_the_capacitance():
    slow, fast = (
        reference.kick_threshold_HH(squid(T=12.0, C_m=C_m, dt=0.02), -64.0, -40.0, 0.01)
        for C_m in (1.4, 1.0)
    )
    assert [rests_or_fires(slow - 0.1, C_m=1.4), rests_or_fires(slow + 0.1, C_m=1.4)] == [0, 1]
    assert slow == pytest.approx(fast, abs=0.1)  # which as a current it would not be


@pytest.mark.parametrize(("low", "high"), [(-64.0, -60.0), (-55.0, -40.0)])
def test_a_threshold_outside_the_range_is_refused(low, high):
    with pytest.raises(ValueError, match="does not lie"):
        reference.kick_threshold_HH(squid(T=10.0), low, high, 0.1)


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
def test_short_pulses_need_a_larger_current(width, needed):
    params = squid(T=30.0, V_0=-64.9964)
    assert exact_count(params, [0.0], 0.999 * needed, width) == 0
    assert exact_count(params, [0.0], 1.001 * needed, width) == 1


@pytest.mark.parametrize(("I_hold", "spikes"), [(-1, 0), (-2, 0), (-3, 1), (-5, 1), (-10, 1)])
def test_release_from_inhibition_makes_a_rebound_spike(I_hold, spikes):
    params = squid(T=50.0)
    t = np.arange(5000) * 0.01
    assert count(params, I_hold * (t < 20)) == spikes


@pytest.mark.parametrize(("I_pulse", "gap"), [(20.0, 14.5), (100.0, 7.0)])
def test_the_second_of_two_pulses_needs_time(I_pulse, gap):
    params = squid(T=50.0)
    gaps = np.arange(2, 30, 0.5)
    found = reference.refractory_period_HH(params, I_pulse, 0.5, gaps)
    assert found == gap
    assert [exact_count(params, [0.0, at], I_pulse, 0.5) for at in (gap - 0.5, gap)] == [1, 2]


def test_gaps_may_come_in_any_order_and_alone():
    params, gaps = squid(T=40.0), np.arange(4.0, 25.0, 1.5)
    expected = reference.refractory_period_HH(params, 31.0, 0.6, gaps)
    assert reference.refractory_period_HH(params, 31.0, 0.6, gaps[::-1].tolist()) == expected
    assert reference.refractory_period_HH(params, 31.0, 0.6, expected) == expected
    assert np.isnan(reference.refractory_period_HH(params, 31.0, 0.6, [expected - 1.5]))
    assert np.isnan(reference.refractory_period_HH(params, 3.0, 0.6, gaps))


def test_pulses_last_their_width_whatever_the_rounding():
    """The same pulses, sample by sample in whole numbers."""
    params, width = squid(T=40.0, dt=0.02), 0.7
    gaps = np.round(np.arange(8, 20, 0.3), 2)
    k = np.arange(2000)
    spikes = []
    for gap in gaps:
        first, second = round(gap / 0.02), round((gap + width) / 0.02)
        spikes.append(count(params, 21.3 * ((k < 35) | ((k >= first) & (k < second)))))
    assert reference.refractory_period_HH(params, 21.3, width, gaps) == gaps[np.argmax(spikes)]
    assert max(spikes) == 2


def test_a_pulse_beyond_the_end_is_refused():
    with pytest.raises(ValueError, match="beyond the end"):
        reference.refractory_period_HH(squid(T=20.0), 20.0, 0.5, [12.0, 19.8])


# Rheobase of any simulator, by bisection


CLOSED_FORMS = {
    "LIF": (reference.simulate_LIF, reference.rheobase_LIF, reference.default_params()),
    "EIF": (reference.simulate_EIF, reference.rheobase_EIF, reference.default_params_EIF()),
    "QIF": (reference.simulate_QIF, reference.rheobase_QIF, reference.default_params_QIF()),
}


@pytest.mark.parametrize(
    ("simulate", "rheobase", "params"), CLOSED_FORMS.values(), ids=CLOSED_FORMS
)
def test_bisection_finds_the_rheobase(simulate, rheobase, params):
    p = params | {"T": 20_000.0}
    found = reference.find_rheobase(simulate, p, 0, 1000, 0.01)
    assert found == pytest.approx(rheobase(p), abs=0.02)


def test_bisection_ends_on_a_current_that_fires_tol_above_one_that_does_not():
    p = reference.default_params_EIF() | {"tau_m": 17.3, "g_L": 8.88, "E_L": -70.8}
    found = reference.find_rheobase(reference.simulate_EIF, p, -40.0, 700.0, 0.3)
    assert len(reference.simulate_EIF(p, found)[-1]) > 0
    assert len(reference.simulate_EIF(p, found - 0.3)[-1]) == 0


def test_bisection_works_on_any_simulator_and_halves_the_range_each_time():
    asked = []

    def simulate(params, I_inj):
        asked.append(I_inj)
        return "V", "w", "t", [1] * (I_inj >= params["limit"])

    assert reference.find_rheobase(simulate, {"limit": 37.0}, 0, 128, 0.5) == 37
    assert asked == [0, 128, 64, 32, 48, 40, 36, 38, 37, 36.5]


def test_bisection_of_a_neuron_with_adaptation():
    p = reference.default_params_aLIF()
    found = reference.find_rheobase(reference.simulate_aLIF, p, 0, 1000, 0.1)
    assert found > reference.rheobase_LIF(p)
    assert len(reference.simulate_aLIF(p, found)[-1]) > 0


def test_bisection_ends_where_numbers_do():
    found = reference.find_rheobase(lambda _, I_inj: ([0] * (I_inj > 0.1),), {}, 0, 1, 1e-300)
    assert found == np.nextafter(0.1, 1)


@pytest.mark.parametrize(
    ("I_low", "I_high", "tol", "message"),
    [
        (0, 100, 1, "does not lie between"), (300, 500, 1, "does not lie between"),
        (500, 0, 1, "I_low < I_high"), (0, 500, 0, "tol > 0"), (0, 500, -1, "tol > 0"),
        (0, 500, np.nan, "tol > 0"),
    ],
)  # fmt: skip
def test_a_hopeless_bisection_is_refused(I_low, I_high, tol, message):
    with pytest.raises(ValueError, match=message):
        reference.find_rheobase(
            reference.simulate_EIF, reference.default_params_EIF(), I_low, I_high, tol
        )

"""F-I and CV curves of any simulator, and the LIF neuron that fires like another one."""

import inspect

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import reference
from reference import (
    FI_curve,
    FI_curve_HH,
    default_params,
    default_params_HH,
    firing_rate_LIF,
    my_GWN,
    simulate_LIF,
)


def squid(**changes):
    return default_params_HH() | changes


# Curves of any simulator


def test_curves_have_the_parameters_and_defaults_of_the_exercise():
    FI, CV = (
        inspect.signature(f).parameters for f in (reference.FI_curve_model, reference.CV_curve)
    )
    assert list(FI) == list(CV) == ["simulate", "params", "I_values", "sigma", "myseed"]
    assert (FI["sigma"].default, FI["myseed"].default) == (0, None)
    assert CV["sigma"].default is inspect.Parameter.empty
    assert CV["myseed"].default is None


class Spy:
    """A simulator that keeps the currents it was asked about."""

    def __init__(self, spikes=()):
        self.currents, self.spikes = [], list(spikes)

    def __call__(self, _params, I_inj):
        self.currents.append(I_inj)
        return None, None, self.spikes


def test_without_noise_the_neuron_gets_the_currents_as_numbers():
    spy = Spy()
    rates = reference.FI_curve_model(spy, {"T": 100.0, "dt": 0.1}, np.array([3, 1, 2]))
    assert spy.currents == [3, 1, 2]
    assert_array_equal(rates, [0, 0, 0])
    assert reference.FI_curve_model(spy, {"T": 100.0, "dt": 0.1}, []).shape == (0,)


@pytest.mark.parametrize("curve", [reference.FI_curve_model, reference.CV_curve])
def test_each_current_has_noise_of_its_own(curve):
    spy, p = Spy(), {"T": 4000.0, "dt": 0.1}
    curve(spy, p, [100, 200, 100, 300], 3, 0)
    z = (np.array(spy.currents) - [[100], [200], [100], [300]]) / 300
    assert_allclose(z.std(axis=1), 1, atol=4 / np.sqrt(80_000))
    assert_allclose(np.corrcoef(z) - np.eye(4), 0, atol=4 / np.sqrt(40_000))


@pytest.mark.parametrize("curve", [reference.FI_curve_model, reference.CV_curve])
@pytest.mark.parametrize("myseed", [0, 41])
def test_current_number_i_gets_the_seed_myseed_plus_i(curve, myseed):
    spy, p = Spy(), {"T": 10.0, "dt": 0.1}
    curve(spy, p, [50, 70, 50], 2, myseed)
    expected = [my_GWN(p, mu, 2, myseed + i)[0] for i, mu in enumerate((50, 70, 50))]
    assert_array_equal(spy.currents, expected)


@pytest.mark.parametrize("curve", [reference.FI_curve_model, reference.CV_curve])
def test_no_seed_is_new_noise_each_time(curve):
    spy, p = Spy(), {"T": 10.0, "dt": 0.1}
    curve(spy, p, [0, 0], 1)
    curve(spy, p, [0, 0], 1, None)
    assert np.unique(spy.currents, axis=0).shape == (4, 100)


def test_noisy_FI_curve_of_the_LIF_neuron_is_that_of_FI_curve():
    p = default_params() | {"T": 400.0}
    I_range, freq_rec = FI_curve(p, I_max=400, I_step=130, sigma=4)
    assert_array_equal(reference.FI_curve_model(simulate_LIF, p, I_range, 4, 0), freq_rec)


def test_FI_and_CV_curve_see_the_same_spikes():
    spies = Spy(), Spy()
    for curve, spy in zip((reference.FI_curve_model, reference.CV_curve), spies, strict=True):
        curve(spy, {"T": 10.0, "dt": 0.1}, [0, 100], 2, 4)
    assert_array_equal(spies[0].currents, spies[1].currents)


@pytest.mark.parametrize(
    ("mu", "sigma", "rate", "CV", "sd_rate", "sd_CV"),
    [(250, 1, 55.30, 0.0760, 0.17, 0.0022), (250, 5, 59.04, 0.3018, 0.72, 0.0096)],
)
def test_curves_of_the_LIF_neuron_in_noise_are_those_of_many_runs(
    mu, sigma, rate, CV, sd_rate, sd_CV
):
    p = default_params() | {"T": 10_000.0}
    rates = reference.FI_curve_model(simulate_LIF, p, [mu] * 4, sigma, 0)
    CVs = reference.CV_curve(simulate_LIF, p, [mu] * 4, sigma, 0)
    assert_allclose(rates, rate, atol=4.5 * sd_rate)
    assert_allclose(CVs, CV, atol=4.5 * sd_CV)
    assert len(set(CVs)) == 4


def test_CV_curve_is_nan_where_there_are_fewer_than_two_intervals():
    p = {"T": 10.0, "dt": 0.1}
    for spikes, CV in (([], np.nan), ([3, 9], np.nan), ([1, 2, 3], 0), ([0, 1, 4], 0.5)):
        assert_array_equal(reference.CV_curve(Spy(spikes), p, [0, 1], 1, 0), [CV, CV])


def test_noise_blurs_the_onset_of_the_EIF_neuron():
    p = reference.default_params_EIF() | {"T": 3000.0}
    assert reference.FI_curve_model(reference.simulate_EIF, p, [150.0])[0] == 0
    assert reference.FI_curve_model(reference.simulate_EIF, p, [150.0], 5, 0)[0] > 3


# The LIF neuron that fires like another one


def curve(neuron, I_values):
    return np.array([firing_rate_LIF(neuron, I_ext) for I_ext in I_values])


def test_a_LIF_is_found_again():
    neuron = {
        "E_L": -65.0, "V_reset": -65.0, "V_th": -55.0, "g_L": 0.31, "tau_m": 8.3, "tref": 3.1,
    }  # fmt: skip
    I_values = np.linspace(0, 30, 40)
    fitted = reference.fit_LIF_to_HH(I_values, curve(neuron, I_values))
    assert np.sqrt(np.mean((curve(fitted, I_values) - curve(neuron, I_values)) ** 2)) < 1
    assert fitted["tref"] == pytest.approx(3.1, rel=0.05)
    assert fitted["tau_m"] == pytest.approx(fitted["C_m"] / fitted["g_L"])


@pytest.mark.parametrize("g_K", [33.0, 36.0, 38.0])
def test_the_fit_to_the_squid_is_close_and_no_neighbour_is_closer(g_K):
    I_values = np.linspace(0, 50, 18)
    rates = FI_curve_HH(squid(T=1000.0, dt=0.02, g_K=g_K), I_values)
    fitted = reference.fit_LIF_to_HH(I_values, rates)

    def error(neuron):
        return np.sqrt(np.mean((curve(neuron, I_values) - rates) ** 2))

    assert error(fitted) < 6
    for key in ("tau_m", "tref", "g_L"):
        for factor in (0.97, 1.03):
            assert error(fitted | {key: factor * fitted[key]}) > error(fitted) - 0.1


def test_a_fit_to_silence_is_refused():
    with pytest.raises(ValueError, match="two currents"):
        reference.fit_LIF_to_HH([1, 2, 3], [0, 0, 50])

"""The integrator of the family: sample by sample, against plain loops, and how it is compiled."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import reference

MEMBRANES = {
    "leak": reference.Leak.from_params,
    "exponential": reference.Exponential.from_params,
    "quadratic": reference.Quadratic.from_params,
}


def unround(**changes):
    """Parameters of all members of the family with nothing round or equal about them."""
    params = {
        "E_L": -70.8, "V_0": -68.7, "V_th": -31.3, "V_reset": -63.1, "tau_m": 17.3, "g_L": 8.88,
        "tref": 3.5, "T": 300.0, "dt": 0.05, "Delta_T": 1.7, "V_rh": -51.9, "a_0": 0.037,
        "V_c": -49.2, "a": 1.3, "b": 23.7, "tau_w": 81.0,
    }  # fmt: skip
    return params | changes


def textbook_f(V, p, kind):
    if kind == "leak":
        return -(V - p["E_L"])
    if kind == "exponential":
        return -(V - p["E_L"]) + p["Delta_T"] * np.exp((V - p["V_rh"]) / p["Delta_T"])
    return p["a_0"] * (V - p["E_L"]) * (V - p["V_c"])


def textbook(p, I_ext, kind, adapts):
    """The equations as a plain loop: V, w and the spikes."""
    n_ref = round(p["tref"] / p["dt"])
    V, w, spikes = np.zeros(len(I_ext)), np.zeros(len(I_ext)), []
    V_k, w_k, hold = p["V_0"], 0.0, 0
    for k in range(len(I_ext)):
        V[k], w[k] = V_k, w_k
        if V_k >= p["V_th"]:
            spikes.append(k)
            V_k, hold = p["V_reset"], n_ref
            if adapts:
                w_k += p["b"]
        dVdt = (textbook_f(V_k, p, kind) - w_k / p["g_L"] + I_ext[k] / p["g_L"]) / p["tau_m"]
        dwdt = (p["a"] * (V_k - p["E_L"]) - w_k) / p["tau_w"] if adapts else 0.0
        w_k += p["dt"] * dwdt
        if hold == 0:
            V_k += p["dt"] * dVdt
        else:
            V_k, hold = p["V_reset"], hold - 1
    return V, w, spikes


def simulate(p, I_inj, kind, adapts, **more):
    adaptation = reference.Adaptation.from_params(p) if adapts else None
    return reference.simulate_IF(p, I_inj, MEMBRANES[kind](p), adaptation, **more)


@pytest.mark.parametrize("tref", [0.0, 0.05, 3.5])
@pytest.mark.parametrize("adapts", [False, True])
@pytest.mark.parametrize("kind", MEMBRANES)
def test_runs_are_those_of_a_plain_loop(kind, adapts, tref):
    p = unround(tref=tref)
    I_ext = np.random.default_rng(5).normal(460, 900, 6000)
    V, w, t, spikes = simulate(p, I_ext, kind, adapts)
    expected_V, expected_w, expected_spikes = textbook(p, I_ext, kind, adapts)
    assert spikes == expected_spikes
    assert len(spikes) > 4
    # At the spikes themselves V is astronomic, and rounding with it.
    assert_allclose(np.delete(V, spikes), np.delete(expected_V, spikes), rtol=1e-9)
    assert_allclose(w, expected_w, rtol=1e-9, atol=1e-9)
    assert_array_equal(t, np.arange(6000) * 0.05)


@st.composite
def neurons_and_currents(draw):
    V_th = draw(st.floats(-50, 30))
    dt, n = draw(st.sampled_from([0.05, 0.1, 0.2])), draw(st.integers(2, 300))
    params = {
        "V_th": V_th, "V_reset": V_th - draw(st.floats(0.5, 40)), "V_0": draw(st.floats(-90, 40)),
        "E_L": draw(st.floats(-90, -45)), "g_L": draw(st.floats(2, 30)),
        "tau_m": draw(st.floats(2, 40)), "tref": dt * draw(st.integers(0, 25)), "T": n * dt,
        "dt": dt, "Delta_T": 10 ** draw(st.floats(-6, 1)), "V_rh": draw(st.floats(-65, -45)),
        "a_0": draw(st.floats(0.005, 0.2)), "V_c": draw(st.floats(-60, -40)),
        "a": draw(st.floats(-10, 20)), "b": draw(st.floats(-50, 200)),
        "tau_w": draw(st.floats(5, 300)),
    }  # fmt: skip
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    I_ext = rng.normal(draw(st.floats(0, 1500)), draw(st.floats(0, 1000)), n)
    return params, I_ext, draw(st.sampled_from(sorted(MEMBRANES))), draw(st.booleans())


@given(neurons_and_currents())
@settings(max_examples=150, deadline=None)
def test_every_sample_obeys_the_spike_rule_and_both_equations(drawn):
    p, I_ext, kind, adapts = drawn
    V, w, _, spikes = simulate(p, I_ext, kind, adapts, V_max=p["V_th"])
    n_ref = round(p["tref"] / p["dt"])
    V_from, w_from = V.copy(), w.copy()  # where the step to the next sample starts
    held = np.zeros(V.size, dtype=bool)
    for k in spikes:
        V_from[k] = p["V_reset"]
        w_from[k] += p["b"] if adapts else 0
        held[k + 1 : k + 1 + n_ref] = True

    assert V[0] == p["V_0"]
    assert w[0] == 0
    assert np.flatnonzero(p["V_th"] <= V).tolist() == spikes
    assert np.all(V[1:] <= p["V_th"])
    assert np.isfinite(V).all()
    assert np.all(V[held] == p["V_reset"])
    with np.errstate(over="ignore"):
        rate = (textbook_f(V_from, p, kind) + (I_ext - w_from) / p["g_L"]) / p["tau_m"]
    Euler = np.minimum(V_from + p["dt"] * rate, p["V_th"])[:-1]
    assert_allclose(V[1:][~held[1:]], Euler[~held[1:]], rtol=1e-11, atol=1e-9)
    if adapts:
        dwdt = (p["a"] * (V_from - p["E_L"]) - w_from) / p["tau_w"]
        assert_allclose(w[1:], (w_from + p["dt"] * dwdt)[:-1], rtol=1e-11, atol=1e-9)
    else:
        assert not w.any()


@given(neurons_and_currents())
@settings(max_examples=60, deadline=None)
def test_spikes_of_many_currents_are_counted_as_in_single_runs(drawn):
    p, I_values, kind, adapts = drawn
    adaptation = reference.Adaptation.from_params(p) if adapts else None
    counts = reference.count_spikes_IF(p, I_values[:7], MEMBRANES[kind](p), adaptation)
    runs = [simulate(p, I_ext, kind, adapts)[-1] for I_ext in I_values[:7]]
    assert counts.tolist() == [len(spikes) for spikes in runs]


@pytest.mark.parametrize("adapts", [False, True])
@pytest.mark.parametrize("kind", MEMBRANES)
def test_spikes_of_all_currents_of_an_FI_curve_are_counted_as_in_single_runs(kind, adapts):
    p, I_values = unround(), np.arange(0.0, 1500.0, 5.0)
    adaptation = reference.Adaptation.from_params(p) if adapts else None
    counts = reference.count_spikes_IF(p, I_values, MEMBRANES[kind](p), adaptation)
    runs = [simulate(p, I_ext, kind, adapts)[-1] for I_ext in I_values]
    assert counts.tolist() == [len(spikes) for spikes in runs]
    assert counts[0] == 0
    assert counts[-1] > 20


@pytest.mark.parametrize("kind", MEMBRANES)
def test_f_takes_numbers_and_arrays_and_is_the_textbooks(kind):
    p = unround()
    V = np.array([[-81.0, -70.8], [-51.3, -44.4]])
    expected = textbook_f(V, p, kind)
    membrane = MEMBRANES[kind](p)
    assert_allclose(reference.f_membrane(V, membrane), expected, rtol=1e-13)
    assert reference.f_membrane(-44.4, membrane) == pytest.approx(expected[1, 1], rel=1e-13)


def test_w_starts_where_it_is_told_to():
    _, w, _, _ = simulate(unround(), 0, "leak", adapts=True, w_0=12.5)
    assert w[0] == 12.5
    assert w[1] == pytest.approx(12.5 + 0.05 * (1.3 * 2.1 - 12.5) / 81)


def test_V_max_leaves_the_start_alone():
    V, *_ = simulate(unround(V_0=-20.0), 0, "leak", adapts=False, V_max=-31.3)
    assert V[0] == -20


def test_a_membrane_that_is_none_is_refused():
    with pytest.raises(KeyError):
        reference.f_membrane(-70.0, (1.0, 2.0))


def test_a_second_process_compiles_nothing():
    run = """if True:
        import numpy as np
        import reference
        from reference import integrate_and_fire as family
        from test_integrate_and_fire import MEMBRANES, simulate, unround
        for kind, membrane in MEMBRANES.items():
            for adapts in (False, True):
                simulate(unround(), 0, kind, adapts)
                adaptation = reference.Adaptation.from_params(unround()) if adapts else None
                reference.count_spikes_IF(unround(), [0.0], membrane(unround()), adaptation)
        compiled = [family._simulate.stats, family._count_spikes.stats]
        print(*(sum(stats.cache_misses.values()) for stats in compiled))
    """
    here = Path(__file__).parent
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(here)!r})\n{run}"]
    for _ in range(2):
        process = subprocess.run(
            command, cwd=here.parents[1], capture_output=True, text=True, check=True
        )
    assert process.stdout.split() == ["0", "0"]

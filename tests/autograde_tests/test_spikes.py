"""Comparisons of spike trains: every right simulator passes, and nothing else does."""

import numpy as np
import pytest

from autograde_tests.comparisons.curves import Rates
from autograde_tests.comparisons.spikes import AfterSpikes, BeforeFirstSpike, SpikeTrain, indices
from autograder.testing.compare import Close, NotNumbersError
from reference import default_params, dvdt_LIF, firing_rate_LIF, simulate_LIF

PARAMS = default_params() | {
    "V_reset": -81.3,
    "V_0": -64.7,
    "g_L": 8.2,
    "tau_m": 17.1,
    "tref": 4.37,
    "T": 200.0,
    "dt": 0.1,
}
CURRENT = 340.0
CASE = {"params": PARAMS, "I_inj": CURRENT}
RIGHT = simulate_LIF(PARAMS, CURRENT)
V_CLOSE = Close("V", "mV")
COMPARISONS = {
    "before": lambda got: BeforeFirstSpike(V_CLOSE)(got, RIGHT, CASE),
    "after": lambda got: AfterSpikes(V_CLOSE)(got, RIGHT, CASE),
    "train": lambda got: SpikeTrain()(got[2], RIGHT[2], CASE),
}


def simulate(params, I_inj, *, keep=True, hold=round, late=0, held_value=None, extra=0):
    """The usual loop: does the crossing sample keep its value, and how long is the hold?"""
    dt = params["dt"]
    n = round(params["T"] / dt)
    membrane = params["g_L"], params["E_L"], params["tau_m"]
    V, spikes, left = np.full(n, params["V_0"]), [], 0
    for k in range(1, n):
        if left > 0:
            V[k] = params["V_reset"] if held_value is None else held_value
            left -= 1
            continue
        V[k] = V[k - 1] + dt * dvdt_LIF(*membrane, I_inj, V[k - 1])
        if V[k] >= params["V_th"]:
            spikes.append(k + late)
            left = hold(params["tref"] / dt) + extra
            if not keep:
                V[k] = params["V_reset"]
    return V, dt * np.arange(n), spikes


def tutorial(params, I_inj):
    """As in the tutorial: V at the crossing is overwritten, the hold is counted down in `tr`."""
    dt, tr, spikes = params["dt"], 0.0, []
    t = np.arange(0, params["T"], dt)
    v = np.zeros(t.size)
    v[0] = params["V_0"]
    current = I_inj * np.ones(t.size)
    for it in range(t.size - 1):
        if tr > 0:
            v[it] = params["V_reset"]
            tr = tr - 1
        elif v[it] >= params["V_th"]:
            spikes.append(it)
            v[it] = params["V_reset"]
            tr = params["tref"] / dt
        dv = (-(v[it] - params["E_L"]) + current[it] / params["g_L"]) * (dt / params["tau_m"])
        v[it + 1] = v[it] + dv
    return v, t, np.array(spikes)


RIGHT_RUNS = {
    "the reference": lambda: RIGHT,
    "the usual loop": lambda: simulate(PARAMS, CURRENT),
    "the crossing overwritten": lambda: simulate(PARAMS, CURRENT, keep=False),
    "the tutorial": lambda: tutorial(PARAMS, CURRENT),
    "hold rounded down": lambda: simulate(PARAMS, CURRENT, hold=int),
    "hold rounded up": lambda: simulate(PARAMS, CURRENT, hold=lambda steps: int(np.ceil(steps))),
    "hold a step shorter": lambda: simulate(PARAMS, CURRENT, extra=-1),
    "hold a step longer": lambda: simulate(PARAMS, CURRENT, extra=1),
    "hold a step shorter, overwritten": lambda: simulate(PARAMS, CURRENT, extra=-1, keep=False),
    "recorded one later": lambda: simulate(PARAMS, CURRENT, late=1),
    "recorded one later, hold a step longer": lambda: simulate(PARAMS, CURRENT, late=1, extra=1),
    "lists": lambda: tuple(list(part) for part in simulate(PARAMS, CURRENT)),
    "a list of three": lambda: list(simulate(PARAMS, CURRENT)),
}


@pytest.mark.parametrize("run", RIGHT_RUNS)
def test_every_right_simulator_passes(run):
    got = RIGHT_RUNS[run]()
    assert {name: compare(got) for name, compare in COMPARISONS.items()} == dict.fromkeys(
        COMPARISONS
    )


WRONG_RUNS = {
    "no hold": (lambda: simulate(PARAMS, CURRENT, extra=-43), {"after", "train"}),
    "hold two steps longer": (lambda: simulate(PARAMS, CURRENT, extra=2), {"after", "train"}),
    "reset to another voltage": (
        lambda: simulate(PARAMS, CURRENT, held_value=PARAMS["E_L"]),
        {"after", "train"},
    ),
    "another start": (
        lambda: simulate(PARAMS | {"V_0": -75.0}, CURRENT),
        {"before", "train"},
    ),
    "another current": (lambda: simulate(PARAMS, 345.0), {"before", "after", "train"}),
    "recorded two later": (lambda: simulate(PARAMS, CURRENT, late=2), {"after", "train"}),
    "no spikes recorded": (lambda: (*simulate(PARAMS, CURRENT)[:2], []), {"train"}),
    "one spike missing": (lambda: (*RIGHT[:2], RIGHT[2][:3] + RIGHT[2][4:]), {"train"}),
    "last spikes missing": (lambda: (*RIGHT[:2], RIGHT[2][:-2]), {"train"}),
    "a spike for each held sample": (
        lambda: (*RIGHT[:2], sorted({k + j for k in RIGHT[2] for j in range(9)})),
        {"after", "train"},
    ),
    "times in ms": (lambda: (*RIGHT[:2], RIGHT[1][RIGHT[2]]), {"after", "train"}),
    "one sample too many": (
        lambda: (np.append(RIGHT[0], -70.0), *RIGHT[1:]),
        {"before", "after"},
    ),
    "flat": (lambda: (np.full_like(RIGHT[0], -70.0), *RIGHT[1:]), {"before", "after"}),
    "nan": (lambda: (np.full_like(RIGHT[0], np.nan), *RIGHT[1:]), {"before", "after"}),
    "garbage with a spike at the end": (
        lambda: (np.zeros(2000), RIGHT[1], [1999]),
        {"before", "after", "train"},
    ),
    "nothing integrated, a spike at the end": (
        lambda: (np.full(2000, PARAMS["V_reset"]), RIGHT[1], [1994]),
        {"before", "after", "train"},
    ),
    "nothing integrated, as many spikes at the end": (
        lambda: (np.full(2000, PARAMS["V_reset"]), RIGHT[1], [1994] * len(RIGHT[2])),
        {"before", "after", "train"},
    ),
    "nothing integrated behind the second spike": (
        lambda: (
            np.where(np.arange(2000) > RIGHT[2][2], PARAMS["V_reset"], RIGHT[0]),
            RIGHT[1],
            RIGHT[2][:2],
        ),
        {"after", "train"},
    ),
    "spikes before the start": (
        lambda: (RIGHT[0], RIGHT[1], [k - 3000 for k in RIGHT[2]]),
        {"after", "train"},
    ),
}


@pytest.mark.parametrize("run", WRONG_RUNS)
def test_wrong_simulators_fail_where_they_are_wrong(run):
    make, where = WRONG_RUNS[run]
    got = make()
    assert {name for name, compare in COMPARISONS.items() if compare(got)} == where


@pytest.mark.parametrize("got", [None, [], 3.0, (1, 2), "abc", np.zeros(3), {"V": 1}])
@pytest.mark.parametrize("compare", ["before", "after"])
def test_anything_but_three_things_is_told(got, compare):
    assert "3 things" in COMPARISONS[compare](got).message


def test_a_run_without_spikes_is_compared_as_a_whole():
    quiet = simulate_LIF(PARAMS, 90.0)
    assert AfterSpikes(V_CLOSE)(quiet, quiet, CASE) is None
    assert AfterSpikes(V_CLOSE)((quiet[0] + 1, *quiet[1:]), quiet, CASE)
    assert SpikeTrain()([], [], CASE) is None
    assert SpikeTrain()([700], [], CASE)


def test_a_last_spike_may_be_moved_over_the_end_by_single_steps_only():
    right = [100, 300, 500, 1996]
    assert SpikeTrain()([101, 302, 503], right, CASE) is None
    assert SpikeTrain()([101, 302, 503, 1990], right, CASE)
    assert SpikeTrain()([100, 300, 500], [100, 300, 500, 1990], CASE)
    assert SpikeTrain()([100, 300, 500, 1998], [100, 300, 500], CASE) is None
    assert SpikeTrain()([100, 300, 500, 1900], [100, 300, 500], CASE)


def test_more_steps_may_be_open_where_a_comparison_says_so():
    right, two_off = [100, 300, 500], [102, 304, 506]
    assert SpikeTrain(2)(two_off, right, CASE) is None
    assert SpikeTrain()(two_off, right, CASE)
    assert SpikeTrain(2)([103, 303, 503], right, CASE)
    assert SpikeTrain(2)([100, 303, 503], right, CASE)


def test_single_steps_may_add_up():
    right = np.arange(1, 10) * 150
    assert SpikeTrain()(right + np.arange(9), right, CASE) is None
    assert SpikeTrain()(right - np.arange(9), right, CASE) is None
    assert SpikeTrain()(right + 2 * np.arange(9), right, CASE)


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ([101, 300, 520], "Between spikes 2 and 3"),
        ([110, 300, 500], "first spike"),
        ([100, 300], "Expected 3 spikes, got 2"),
        ([100.5, 300, 500], "whole numbers"),
        ([100, 300, 500, 2000], "from 0 to 1999; 2000 is none of them"),
    ],
)
def test_problems_are_told_in_ms_and_samples(got, words):
    assert words in SpikeTrain()(got, [100, 300, 500], CASE).message


@pytest.mark.parametrize("value", [[1, 5, 9], (1, 5, 9), np.array([1.0, 5.0, 9.0])])
def test_indices_in_any_form(value):
    assert indices(value, 10).tolist() == [1, 5, 9]


def test_no_spikes_are_indices():
    assert indices([], 10).size == 0
    assert indices(np.array([]), 10).size == 0


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "12",
        [[1, 2]],
        [1.5],
        [-1, 5],
        [5, 10],
        [5, 5],
        [5, 3],
        [np.nan],
        [np.inf],
        [True, False],
        np.zeros(4, bool),
        [None],
        [1, [2]],
    ],
)
def test_what_are_no_indices(value):
    with pytest.raises(NotNumbersError):
        indices(value, 10)


# Rates: T is 200 ms, so that one spike more or less is 5 Hz


@pytest.mark.parametrize(
    ("got", "right"),
    [
        ([0.0, 20.0], [0.0, 20.0]),
        ([0, 25.0], [0.0, 20.0]),
        ([0.0, 15.0], [0.0, 20.0]),
        ([0.0, 0.0], [0.0, 5.0]),
        ((0.0, 320.0), [0.0, 310.0]),  # 62 spikes: single steps add up to two spikes
    ],
)
def test_rates_may_be_off_by_one_spike_and_by_single_steps(got, right):
    assert Rates()(got, right, CASE) is None


@pytest.mark.parametrize(
    ("got", "right"),
    [
        ([0.0, 26.0], [0.0, 20.0]),
        ([0.0, 13.0], [0.0, 20.0]),
        ([5.0, 20.0], [0.0, 20.0]),
        ([0.0, 0.0], [0.0, 15.0]),
        ([0.0, np.nan], [0.0, 20.0]),
        ([np.inf, 20.0], [0.0, 20.0]),
        ([0.0], [0.0, 20.0]),
        (0.0, [0.0, 20.0]),
        ([], [0.0, 20.0]),
        (None, [0.0, 20.0]),
        ([[0.0], [20.0]], [0.0, 20.0]),
        (["0", "20"], [0.0, 20.0]),
    ],
)
def test_other_rates_fail(got, right):
    assert Rates()(got, right, CASE)
    assert Rates(over=np.arange(2))(got, right, CASE)


def test_rates_of_every_right_simulator_agree_with_the_formula():
    currents = np.arange(180.0, 600.0, 30.0)
    right = np.array([5.0 * len(simulate(PARAMS, I_ext)[2]) for I_ext in currents])
    for way in ({"hold": int}, {"keep": False, "extra": 1}, {"extra": -1}):
        got = np.array([5.0 * len(simulate(PARAMS, I_ext, **way)[2]) for I_ext in currents])
        assert Rates()(got, right, CASE) is None
    assert np.all(np.abs(right - firing_rate_LIF(PARAMS, currents)) <= 10)


def test_random_rates_have_a_room_of_their_own():
    right = np.array([2.5, 20.0, 125.0])
    random = Rates(allowed=np.array([10.0, 30.0, 40.0]))
    assert random([0.0, 49.0, 86.0], right, CASE) is None
    assert random([0.0, 51.0, 86.0], right, CASE)
    assert random([13.0, 49.0, 86.0], right, CASE)
    assert random(right * np.nan, right, CASE)
    assert "On average" in random([11.0, 49.0, 155.0], right, CASE).message


def test_rates_in_another_unit_are_compared_as_such():
    per_ms = np.array([0.0, 0.02, 0.05])
    assert Rates()(per_ms, per_ms, CASE) is None
    assert Rates()([0.0, 0.0, 0.0], per_ms, CASE)


def test_the_picture_of_rates_shows_the_students_values():
    problem = Rates(over=np.array([0.0, 150.0]))([0, 50], [0.0, 20.0], CASE)
    assert "at 150 pA: expected 20 Hz, got 50 Hz" in problem.message
    assert problem.trace.got.tolist() == [0, 50]
    assert problem.trace.x.tolist() == [0, 150]

"""Traces of spiking models: what passes for the same, and what does not."""

import warnings

import numpy as np
import pytest

from autograde_tests.comparisons.spikes import SpikeTimes
from autograde_tests.comparisons.traces import Tracks, room

CASE = {"params": {"dt": 0.1}}
T = 0.1 * np.arange(300)
SPIKES = -65 + 100 * (np.exp(-(((T - 8.0) / 0.6) ** 2)) + np.exp(-(((T - 20.0) / 0.6) ** 2)))


def shifted(by, y=SPIKES):
    return np.interp(T - by, T, y)


def tracks(got, expected=SPIKES, **how):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return Tracks("V", "mV", **{"tolerance": 0.5, "shift": 0.3} | how)(got, expected, CASE)


@pytest.mark.parametrize("by", [-0.3, -0.2, 0.0, 0.1, 0.3])
def test_a_trace_may_come_a_little_sooner_or_later(by):
    assert tracks(shifted(by)) is None
    assert tracks(list(shifted(by) + 0.4)) is None


@pytest.mark.parametrize("by", [-0.6, 0.6])
def test_but_not_much(by):
    problem = tracks(shifted(by))
    assert "expected about" in problem.message
    assert problem.trace is not None


def test_without_a_shift_it_is_sample_by_sample():
    assert tracks(SPIKES + 0.4, shift=0.0) is None
    assert tracks(shifted(0.1), shift=0.0) is not None
    assert tracks(SPIKES + 0.6, shift=0.0) is not None


def test_only_the_first_samples_count_if_so_said():
    wrong = SPIKES.copy()
    wrong[10:] = 0
    assert tracks(wrong, first=10) is None
    assert tracks(wrong) is not None


def test_what_comes_later_at_the_very_end_is_not_missed():
    rising = -65 + 3.0 * T**1.5
    assert tracks(shifted(-0.3, rising)[:-3], rising[:-3]) is None


def test_columns_are_compared_one_by_one():
    both = np.column_stack([SPIKES, shifted(3.0)])
    assert tracks(both + 0.1, both) is None
    problem = tracks(both[:, ::-1], both)
    assert "(neuron 1): expected about" in problem.message
    assert tracks(SPIKES, both) is not None


@pytest.mark.parametrize(
    "nothing",
    [None, 0.0, [], np.array([]), "V", SPIKES[:-1], SPIKES[:, None], np.full(300, np.nan)],
)
def test_nothing_is_wrong_in_words(nothing):
    assert tracks(nothing).message


@pytest.mark.parametrize("lost", [np.nan, np.inf, -np.inf, 1e300])
def test_a_run_that_runs_away_is_said_to(lost):
    away = SPIKES.copy()
    away[120:] = lost
    problem = tracks(away)
    assert "infinity, from 12 ms on" in problem.message
    assert np.nanmax(np.abs(problem.trace.got)) < 300


def test_two_runs_that_run_away_alike_are_alike():
    away, other, otherwise = SPIKES.copy(), SPIKES.copy(), SPIKES.copy() - 9
    away[120:], other[122:], otherwise[120:] = np.nan, 1e200, np.inf
    assert tracks(other, away) is None
    assert tracks(otherwise, away) is not None
    assert tracks(SPIKES, away) is not None
    at_once = np.full(300, np.nan)
    assert tracks(at_once, at_once) is None


def test_the_last_sample_of_a_short_trace_is_compared():
    assert tracks(np.array([-65.0]), np.array([-65.0])) is None
    assert tracks(np.array([-60.0]), np.array([-65.0])) is not None


def test_room_is_what_a_shift_leaves_open():
    straight = 2.0 * np.arange(10.0)
    assert np.allclose(room(straight, 3, 0.5)[3:-3], 6.5)
    assert np.allclose(room(np.zeros(10), 3, 0.5), 0.5)
    assert np.allclose(room(straight, 0), 0)


def test_spikes_are_counted_and_timed():
    spikes = SpikeTimes(0.3)
    right = np.array([8.0, 20.0, 31.0])
    assert spikes(right + 0.2, right, CASE) is None
    assert spikes([8.1, 20.0, 30.9], right, CASE) is None
    assert spikes([], np.array([]), CASE) is None
    assert "Expected 3 spikes, got 2" in spikes(right[:2], right, CASE).message
    assert "number 2" in spikes([8.0, 21.0, 31.0], right, CASE).message
    for nothing in (None, 8.0, "8", [np.nan] * 3, right[:, None], [[8.0], [20.0], [31.0]]):
        assert spikes(nothing, right, CASE).message

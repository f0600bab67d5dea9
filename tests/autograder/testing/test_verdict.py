"""Verdicts as JSON: what is kept in a graded notebook, and what is read back."""

import json

import numpy as np
import pytest

from autograder.testing.verdict import (
    MAX_MESSAGE,
    MAX_POINTS,
    VERSION,
    CheckResult,
    Problem,
    Trace,
    Verdict,
    VerdictError,
)

x = np.linspace(0, 1, 50)


def trace(**parts):
    curves = {"x": x, "got": x**2, "x_expected": x, "expected": x, **parts}
    return Trace(**curves, xlabel="time t (ms)", ylabel="V (mV)")


def verdict(*problems, **more):
    checks = [CheckResult(f"check {n}", n + 1.0, problem) for n, problem in enumerate(problems)]
    return Verdict("f", 10, tuple(checks), **more)


def through_json(result):
    """What is read back from a file."""
    return Verdict.from_json(json.loads(json.dumps(result.to_json(), allow_nan=False)))


def trace_through_json(result):
    return through_json(verdict(Problem("off", result))).checks[0].problem.trace


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(verdict(), id="no checks"),
        pytest.param(verdict(None, None), id="right"),
        pytest.param(verdict(None, Problem("too small", called="f(1)")), id="wrong"),
        pytest.param(verdict(Problem("<b>\x1b[1m")), id="a student's words"),
        pytest.param(
            verdict(Problem("sign"), misconception="A sign.", notes=("A note.", "Another.")),
            id="named",
        ),
    ],
)
def test_a_verdict_is_the_same_after_it_was_kept(result):
    again = through_json(result)
    assert again == result
    assert (again.points, again.as_text()) == (result.points, result.as_text())


def test_curves_are_the_same_after_they_were_kept():
    again = trace_through_json(trace())
    np.testing.assert_allclose(again.got, x**2, rtol=1e-7)
    assert (again.xlabel, again.ylabel) == ("time t (ms)", "V (mV)")


def test_nan_and_inf_are_kept():
    got = np.array([1.0, np.nan, np.inf, -np.inf])
    again = trace_through_json(trace(x=np.arange(4.0), got=got))
    np.testing.assert_array_equal(again.got, got)


def test_a_long_curve_is_thinned_and_keeps_its_spikes():
    n = 100_000
    spikes = np.arange(700, n, 9_001)
    voltage = np.full(n, -70.0)
    voltage[spikes] = 30.0
    voltage[5000:5010] = np.nan
    again = trace_through_json(trace(x=np.arange(n), got=voltage))
    assert again.got.size <= MAX_POINTS
    assert np.array_equal(again.x[again.got == 30.0], spikes)
    assert (again.x[0], again.x[-1]) == (0, n - 1)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"got": x[:7]}, id="two lengths"),
        pytest.param({"got": np.ones((50, 2))}, id="two dimensions"),
        pytest.param({"got": np.full(50, "a", dtype=object)}, id="words"),
        pytest.param({"got": np.full(50, 10**400, dtype=object)}, id="too large"),
        pytest.param({"x": None}, id="nothing"),
    ],
)
def test_what_is_not_a_curve_is_left_out(parts):
    assert trace_through_json(trace(**parts)) is None


def test_a_message_is_cut_where_it_would_be_cut_when_it_is_shown():
    long = verdict(Problem("x" * 10**6))
    again = through_json(long)
    assert again.checks[0].message == long.checks[0].message
    assert len(json.dumps(long.to_json())) < 500 + MAX_MESSAGE


def test_half_a_character_can_be_written_to_a_file():
    assert through_json(verdict(Problem("\ud800"))).checks[0].message == "?"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "verdict",
        {},
        {**verdict(None).to_json(), "checks": 3},
        {**verdict(None).to_json(), "checks": [{}]},
        {**verdict(None).to_json(), "max_points": "many"},
        {**verdict(Problem("x", trace())).to_json(), "notes": None},
        {**verdict(None).to_json(), "version": VERSION + 1},
    ],
)
def test_what_is_not_a_verdict_is_said_in_a_line(broken):
    with pytest.raises(VerdictError, match=r"^The verdict .*: grade again\.$"):
        Verdict.from_json(broken)

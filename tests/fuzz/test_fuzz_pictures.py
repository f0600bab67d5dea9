"""Curves of a student's are drawn beside the right one, or left out: the page is made."""

import json
import warnings

import numpy as np
import pytest
from frames import arrays, odd
from fuzzing import bounded, fuzzed
from hypothesis import given
from hypothesis import strategies as st

from autograder.pages.card import as_html
from autograder.testing.verdict import CheckResult, Problem, Trace, Verdict

curves = st.one_of(
    odd.filter(lambda value: isinstance(value, np.ndarray)),
    arrays.map(np.ravel),
    st.lists(st.floats(), max_size=9).map(np.array),
)


def page(x, got):
    right = np.linspace(0, 1, 50)
    trace = Trace(x, got, right, right, "time t (ms)", "V (mV)")
    checks = (CheckResult("V", 1.0, Problem("Expected 1, got 2.", trace)),)
    with bounded(seconds=4), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = Verdict("f", 1.0, checks)
        kept = json.dumps(verdict.to_json(), allow_nan=False)
        shown = as_html(Verdict.from_json(json.loads(kept)))
        assert shown.count("<img") == as_html(verdict).count("<img")
        return shown


@fuzzed(0.2)
@given(curves, curves)
def test_any_curve_is_drawn_or_left_out(x, got):
    shown = page(x, got)
    assert shown.count("<img") <= 1
    assert len(shown) < 200_000


@pytest.mark.parametrize("shape", ["zigzag", "noise", "nan in between", "huge"])
def test_a_long_curve_is_drawn_in_no_time(shape):
    n = 1_000_000
    curve = {
        "zigzag": np.arange(n) % 2.0,
        "noise": np.random.default_rng(0).normal(size=n),
        "nan in between": np.where(np.arange(n) % 2, np.nan, 1.0),
        "huge": np.full(n, 1e308) * np.where(np.arange(n) % 2, 1, -1),
    }[shape]
    page(np.linspace(0, 1, n), curve)

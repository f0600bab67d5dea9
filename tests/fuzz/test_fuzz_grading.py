"""Whatever an answer gives, there is a verdict, and full points only for what is right."""

import functools
import itertools
import unicodedata
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from frames import AXES, ODD, SERIES, anything, figures, odd
from fuzzing import DISTORTIONS, MIB, bounded, fuzzed, mutated
from hypothesis import given
from hypothesis import strategies as st

from autograde_tests.lif import exercises as lif
from autograde_tests.lif import expected as lif_expected
from autograde_tests.ode import exercises as ode
from autograder.pages import card
from autograder.pages.card import as_html
from autograder.sandbox.inside.figure import is_description
from autograder.sandbox.inside.values import Figure
from autograder.sandbox.inside.wire import dumps
from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.answers import Answer
from autograder.testing.compare import Close
from autograder.testing.drawn import shown
from autograder.testing.exercise import Exercise
from autograder.testing.readings import FORM
from autograder.testing.verdict import Verdict


def remembered(function: Callable) -> Callable:
    """The function, which computes nothing twice: inputs are the same for all examples."""
    values: dict[bytes, Any] = {}

    @functools.wraps(function)
    def remembering(*args, **kwargs):
        key = dumps([args, kwargs])
        if key not in values:
            values[key] = function(*args, **kwargs)
        return values[key]

    return remembering


def _quick(exercise: Exercise) -> Exercise:
    return replace(
        exercise,
        reference=remembered(exercise.reference),
        misconceptions=tuple(
            replace(known, wrong=remembered(functools.partial(_shown, known.wrong)))
            for known in exercise.misconceptions
        ),
    )


def _shown(wrong: Callable, *args: Any) -> Any:
    return shown(wrong(*args))


BOTH = {**ode.assignment.exercises, **lif.assignment.exercises}
EXERCISES = {name: _quick(exercise) for name, exercise in BOTH.items()}
DRAWN = [name for name, exercise in EXERCISES.items() if exercise.draws_figure]
COMPUTED = [name for name in EXERCISES if name not in DRAWN]


@pytest.fixture(autouse=True, scope="module")
def _quickly():
    """Drawing costs more than all else; how it fares with odd curves has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lif_expected, "_runs", remembered(lif_expected._runs))
        patch.setattr(card, "_drawn", lambda _trace: b"picture")
        yield


class FakeAnswer(Answer):
    """Gives what `give` makes of the expected value."""

    def __init__(self, exercise: Exercise, give: Callable[[Any], Any], helped: bool) -> None:
        self.name = exercise.name
        self.seed = 1
        self.solved = set()
        self._reference = exercise.reference
        self._give = give
        self.all_alike = True

    def call(self, *args, as_figure=False, **kwargs):
        right = self._reference(*args, **kwargs)
        value = self._give(right)
        if isinstance(value, StudentError):
            raise value
        if isinstance(value, Figure) and not is_description(value):  # as a session does
            raise StudentError(Reason.FIGURE)
        self.all_alike &= is_alike(value, right)
        return value


def is_alike(value: Any, right: Any) -> bool:
    """Whether an honest person might call a value right; what is not may not earn full points."""
    if isinstance(right, dict):
        return isinstance(value, dict) and all(
            key in value and is_alike(value[key], one) for key, one in right.items()
        )
    if isinstance(right, tuple):
        parts = value if isinstance(value, list | tuple) or np.ndim(value) else ()
        return len(parts) == len(right) and all(map(is_alike, parts, right))
    try:
        got, wanted = np.asarray(value, dtype=float), np.asarray(right, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return False
    if isinstance(right, list):  # of spikes, each of which may be a step off, the last one missing
        common = min(got.size, wanted.size)
        few = got.ndim == 1 and abs(got.size - wanted.size) <= 1 + 0.1 * wanted.size
        return few and bool((np.abs(got[:common] - wanted[:common]) <= 2 + common).all())
    room = 0.02 * np.max(np.abs(wanted), initial=0) + 1e-9
    near = (
        np.isclose(got, wanted, rtol=0, atol=room, equal_nan=True)
        if got.shape == wanted.shape
        else False
    )
    return bool(np.all(near))


def graded(
    exercise: Exercise, give: Callable, helped: bool = False, peak: float | None = None
) -> tuple[Verdict, FakeAnswer]:
    answer = FakeAnswer(exercise, give, helped)
    with bounded(seconds=5, peak=peak), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy's, about what is no number
        verdict = exercise.grade(answer)
        page, text = as_html(verdict), verdict.as_text()
    assert type(verdict) is Verdict
    assert 0 <= verdict.points <= verdict.max_points == exercise.points
    assert np.isfinite(float(repr(verdict)))
    assert verdict.right == (verdict.points == verdict.max_points)
    titles = [check.title for check in exercise.checks]
    assert [check.title for check in verdict.checks] in (titles, [*titles, FORM])
    assert verdict.misconception is None or type(verdict.misconception) is str
    (page + text).encode()
    assert "<script" not in page
    assert not any(unicodedata.category(letter) == "Cc" for letter in text if letter not in "\n\t")
    assert len(page) < 400_000
    return verdict, answer


told = st.text(st.characters(exclude_categories=["Cs"]), max_size=9) | st.sampled_from(
    ["<script>alert(1)</script>", "a\nb\r\x1b[31mc", "NameError", "x" * 500, "{0}", "%s"]
)
errors = st.builds(StudentError, st.sampled_from(Reason), st.integers(0, 255), *[told] * 4)


@pytest.mark.parametrize("name", EXERCISES)
def test_what_is_right_earns_full_points(name):
    """Else the tests below would prove nothing."""
    exercise = EXERCISES[name]
    give = as_drawn if name in DRAWN else lambda right: right
    assert graded(exercise, give)[0].right


@fuzzed(2)
@given(st.sampled_from(COMPUTED), anything | figures | errors, st.booleans())
def test_anything_given_back_earns_a_verdict_below_full_points(name, given_back, helped):
    verdict, answer = graded(EXERCISES[name], lambda _right: given_back, helped, 64 * MIB)
    assert verdict.right <= answer.all_alike


@pytest.mark.parametrize(
    "name", ["x_constant", "forward_euler_logistic", "FI_curve", "get_ISI", "get_CV"]
)
def test_every_odd_value_earns_a_verdict_below_full_points(name):
    for value in ODD:
        assert not graded(EXERCISES[name], lambda _right: value, peak=64 * MIB)[0].right  # noqa: B023


def _distorted(how: str, at: int, right: Any) -> Any:
    """The value, or one part of it, distorted."""
    if isinstance(right, dict):
        key = [*right][at % len(right)]
        return right | {key: DISTORTIONS[how](np.asarray(right[key]))}
    if not isinstance(right, tuple):
        return DISTORTIONS[how](np.asarray(right))
    parts = [*right]
    parts[at % len(parts)] = DISTORTIONS[how](np.asarray(parts[at % len(parts)]))
    return tuple(parts)


@pytest.mark.parametrize("name", COMPUTED)
def test_a_right_value_distorted_earns_less(name):
    for how, at in itertools.product(DISTORTIONS, range(3)):
        verdict, answer = graded(EXERCISES[name], functools.partial(_distorted, how, at))
        assert verdict.right <= answer.all_alike, how


@fuzzed()
@given(st.sampled_from(COMPUTED), st.data())
def test_a_right_value_gone_wrong_earns_less(name, data):
    changed: dict[bytes, Any] = {}

    def give(right):
        key = dumps(right)
        if key not in changed:
            changed[key] = data.draw(mutated(right, anything, most=2))
        return changed[key]

    verdict, answer = graded(EXERCISES[name], give)
    assert verdict.right <= answer.all_alike


def _is_compared_whole(exercise: Exercise) -> bool:
    return all(
        type(check.compare) is Close and not check.control_inputs for check in exercise.checks
    )


@fuzzed()
@given(
    st.sampled_from([name for name in COMPUTED if _is_compared_whole(EXERCISES[name])]),
    st.integers(0, 3),
    st.data(),
)
def test_one_wrong_value_among_right_ones_costs_points(name, which, data):
    calls = itertools.count()

    def give(right):
        wrong = next(calls) == which
        return data.draw(mutated(right, anything, most=2)) if wrong else right

    verdict, answer = graded(EXERCISES[name], give)
    assert verdict.right <= answer.all_alike


# Figures


def as_drawn(right: list) -> Figure:
    """The figure that an exercise expects."""
    if isinstance(right[0], np.ndarray):
        edges = np.linspace(0, max(map(np.max, right)) + 1, 20)
        return Figure(tuple(_histogram(data, edges) for data in right))
    lines = [
        {**SERIES, "x": curve.x.astype(float), "y": curve.y.astype(float), "label": curve.label}
        for curve in right
    ]
    ends = {
        limits: [float(min(s[data].min() for s in lines)), float(max(s[data].max() for s in lines))]
        for limits, data in (("xlim", "x"), ("ylim", "y"))
    }
    labels = {
        "xlabel": "t x(t) I (pA) time",
        "ylabel": "x f (Hz) x(t)",
        "legend": [c.label for c in right],
    }
    return Figure(({**AXES, **labels, **ends, "lines": lines, "points": [], "bars": []},))


def _histogram(data: np.ndarray, edges: np.ndarray) -> dict:
    heights = np.histogram(data, edges)[0]
    bars = [
        {"left": float(left), "width": float(edges[1]), "height": float(height), "label": ""}
        for left, height in zip(edges, heights, strict=False)
    ]
    ends = [float(edges[0]), float(edges[-1])]
    return {**AXES, "xlabel": "ISI (ms)", "xlim": ends, "lines": [], "points": [], "bars": bars}


@fuzzed(0.8)
@given(st.sampled_from(DRAWN), figures | anything | errors, st.booleans())
def test_any_figure_earns_a_verdict_below_full_points(name, given_back, helped):
    assert not graded(EXERCISES[name], lambda _right: given_back, helped)[0].right


odd_numbers = st.floats() | st.sampled_from([1e308, -1e308, 1e6, 0.0, np.nan, np.inf])


@fuzzed(0.8)
@given(st.sampled_from(DRAWN), st.data())
def test_a_right_figure_gone_wrong_earns_a_verdict(name, data):
    series = odd.filter(lambda value: isinstance(value, np.ndarray))
    instead = odd_numbers | told | series
    graded(EXERCISES[name], lambda right: data.draw(mutated(as_drawn(right), instead)))


bars = st.lists(st.tuples(odd_numbers, odd_numbers, st.floats(0, 9)), max_size=4)
heights = st.lists(st.integers(0, 9), min_size=3, max_size=5).filter(
    lambda told: min(told) < sum(told) / 3
)


@fuzzed(2)
@given(bars | st.just([]), heights, st.sampled_from([0.0, 1e-6, 0.5, 1.0]))
def test_bars_that_count_nothing_earn_less_than_all(odd_bars, heights, width):
    """They reach from the lowest value to the highest, and are the same for both samples."""

    def give(right):
        low, high = min(map(np.min, right)), max(map(np.max, right))
        lefts, step = np.linspace(low, high, len(heights), retstep=True)
        told = [*odd_bars, *zip(lefts, [width * step] * len(heights), heights, strict=True)]
        shown = [
            dict(zip(("left", "width", "height"), map(float, bar), strict=True)) for bar in told
        ]
        panel = {**AXES, "xlabel": "ISI (ms)", "lines": [], "points": []}
        panel["bars"] = [{**bar, "label": ""} for bar in shown]
        return Figure((panel, panel))

    assert not graded(EXERCISES["plot_ISI_histograms"], give)[0].right

"""Answers that are fitted to what many pages of feedback have shown."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from fits import FITS, Fit, Fitted, features, fitted, grouped, nearest, of_numbers, predicted
from pages_of_feedback import Arguments, Pages, pages, parameters_of, wrong_answer
from quick_exercises import quick

from autograder.testing.answers import LocalAnswer
from autograder.testing.exercise import Exercise
from autograder.testing.verdict import Verdict

_FINE = 60  # points in which a curve is worked out
_MOST = 12  # points of one curve: more of them tell little more


def after_pages(
    exercise: Exercise, count: int, seed: int, kinds: Mapping[str, Fit] = FITS
) -> Iterator[tuple[str, Verdict]]:
    """What answers that are fitted to so many pages get in the next hand-in, by the fit's name."""
    exercise = quick(exercise)
    shown = pages(exercise, count, wrong_answer(exercise))
    right = exercise.reference(*exercise.checks[0].inputs(np.random.default_rng(3)))
    with np.errstate(all="ignore"):
        for name, answer in _answers(shown, exercise, right, kinds):
            yield name, exercise.grade(LocalAnswer(answer, exercise.name, seed))


def _answers(
    shown: Pages, exercise: Exercise, right: Any, kinds: Mapping[str, Fit]
) -> Iterator[tuple[str, Callable]]:
    """All answers; `right` is something of the form that should be returned."""
    parameters = parameters_of(exercise)
    words = [(one[0], one[2]) for one in shown.values if isinstance(one[2], str)]
    if words:
        known = grouped((features(arguments), word) for arguments, word in words)
        yield "the word of the nearest", _of_values(parameters, fitted(nearest, known), right)
        return
    for source, points in {"": _values(shown), " of pictures, too": _points(shown)}.items():
        known = grouped(points)
        for name, fit in kinds.items():
            yield name + source, _of_values(parameters, fitted(fit, known), right)
    if not isinstance(right, tuple | list | np.ndarray):
        yield from _same_place(parameters, shown)
    if shown.curves:
        yield "the curve of the nearest", _nearest_curve(parameters, shown, right)
        known = grouped(_along(shown))
        for name, fit in kinds.items():
            yield f"{name} along curves", _of_curves(parameters, fitted(fit, known), right)


# What is known


def _values(shown: Pages) -> Iterator[tuple[np.ndarray, Any]]:
    """Arguments as numbers, and the value in a message."""
    for arguments, at, value in shown.values:
        yield features(arguments, at), value


def _points(shown: Pages) -> Iterator[tuple[np.ndarray, Any]]:
    """The same, and the values in pictures of what belongs to an argument's values."""
    yield from _values(shown)
    for one in shown.curves:
        if one.y.size == _length(one.arguments):
            at_first = range(min(one.y.size, _MOST))
            yield from ((features(one.arguments, at), one.y[at]) for at in at_first)


def _along(shown: Pages) -> Iterator[tuple[np.ndarray, Any]]:
    """Numbers among the arguments, the curve's label, x, and the value there."""
    for one in shown.curves:
        for at in np.linspace(0, one.y.size - 1, _MOST).astype(int):
            yield of_numbers(one.arguments, one.label, one.x[at]), one.y[at]


def _length(arguments: Arguments) -> int:
    """The length of the arrays among some arguments."""
    arrays = [value for value in arguments.values() if isinstance(value, list | np.ndarray)]
    return max(map(np.size, arrays), default=0)


# What is made of it


def _of_values(parameters: Sequence[str], fits: Fitted, right: Any) -> Callable:
    def answer(*args: Any) -> Any:
        arguments = dict(zip(parameters, args, strict=False))
        whole, length = features(arguments), _length(arguments)
        if np.ndim(right) == 0 and (whole.size in fits or not length):
            return predicted(fits, whole)
        return np.array([predicted(fits, features(arguments, at)) for at in range(length)])

    return answer


def _same_place(parameters: Sequence[str], shown: Pages) -> Iterator[tuple[str, Callable]]:
    """What stands where the value did among an argument's, counted from one end or the other."""
    found: Counter[tuple[str, int]] = Counter()
    for arguments, _at, value in shown.values:
        for name, array in arguments.items():
            if isinstance(array, list | np.ndarray) and np.ndim(array) == 1:
                places = np.flatnonzero(np.isclose(array, value, rtol=5e-3))
                found.update((name, int(at)) for at in (*places, *(places - len(array))))
    for (name, at), _count in found.most_common(2):
        index = parameters.index(name)
        yield f"{name}[{at}]", lambda *args, index=index, at=at: args[index][at]


def _of_curves(parameters: Sequence[str], fits: Fitted, right: Any) -> Callable:
    """Values over times or currents, or a figure of them."""

    def answer(*args: Any) -> Any:
        arguments = dict(zip(parameters, args, strict=False))
        x = _grid(arguments)
        if not isinstance(right, list):
            return _in_form(right, x, curve(arguments, None, x))
        labels = next((one for one in args if isinstance(one, list | np.ndarray)), [None])
        return _drawn({str(label): (x, curve(arguments, label, x)) for label in labels})

    def curve(arguments: Arguments, label: float | None, x: np.ndarray) -> np.ndarray:
        some = np.linspace(x[0], x[-1], min(x.size, _FINE))
        values = [predicted(fits, of_numbers(arguments, label, at)) for at in some]
        return np.round(np.interp(x, some, values), 9)

    return answer


def _nearest_curve(parameters: Sequence[str], shown: Pages, right: Any) -> Callable:
    """The curve of the call that was most like this one, as long as it should be."""
    known = grouped((features(one.arguments), at) for at, one in enumerate(shown.curves))
    nearests = fitted(nearest, known)

    def answer(*args: Any) -> Any:
        arguments = dict(zip(parameters, args, strict=False))
        whole = features(arguments)
        near = shown.curves[int(nearests[whole.size](whole)) if whole.size in nearests else 0]
        if isinstance(right, list):
            return _drawn({"": (near.x, near.y)})
        x = _grid(arguments)
        ends = np.linspace(0, 1, x.size), np.linspace(0, 1, near.y.size)
        return _in_form(right, x, np.interp(*ends, near.y))

    return answer


def _grid(arguments: Arguments) -> np.ndarray:
    """The times or the currents of what is asked for."""
    flat = {**next((v for v in arguments.values() if isinstance(v, Mapping)), {}), **arguments}
    if {"I_max", "I_step"} <= flat.keys():
        return np.arange(0, flat["I_max"], flat["I_step"])
    if {"T", "dt"} <= flat.keys() and not _length(arguments):
        return np.arange(round(flat["T"] / flat["dt"])) * flat["dt"]
    arrays = [v for v in arguments.values() if isinstance(v, list | np.ndarray) and np.size(v)]
    if "T" in flat and "dt" not in flat:
        return np.linspace(0, flat["T"], 100)
    return np.asarray(arrays[-1], dtype=float) if arrays else np.linspace(0, 10, 100)


def _in_form(right: Any, x: np.ndarray, y: np.ndarray) -> Any:
    """Values and what they are values at, in the order in which they are returned."""
    if not isinstance(right, tuple):
        return y
    if len(right) == 2 and np.ptp(np.diff(right[0])) < 1e-9:  # currents come first
        rectified = np.where(y < 1, 0.0, y)
        return x, rectified
    return (y, x, [])[: len(right)]


def _drawn(curves: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> Any:
    import matplotlib.pyplot as plt

    ax = plt.figure().add_subplot()
    for label, (x, y) in curves.items():
        ax.plot(x, y, label=label)
    ax.legend()
    return ax

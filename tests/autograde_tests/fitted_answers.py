"""What an attacker makes of feedback: all that many pages show, and answers fitted to it.

The attacker hands in the same wrong answers over and over, each time with another file beside them,
so the inputs are others each time. More is granted than can be had: every argument of a call that a
page mentions is known exactly.
"""

import contextlib
import functools
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.interpolate import RBFInterpolator

from autograder.testing.answers import LocalAnswer
from autograder.testing.exercise import Exercise
from autograder.testing.verdict import Problem, Trace, Verdict
from autograder.testing.wording import as_written

_NUMBER = r"-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf)|nan"
_EXPECTED = re.compile(
    rf"(?:expected|(?:should be|change by|fire is)(?: at| about)?)(?: about)? ({_NUMBER})\b"
    r"|this train is (\w+)",
    re.IGNORECASE,
)
_AT = re.compile(r"at index (\d+)")
_STEPS_OF_PICTURE = 1000  # of a curve's range: some 280 rows of pixels, smoothed

Arguments = Mapping[str, Any]


@dataclass
class Pages:
    """What pages of feedback have shown of one exercise.

    Attributes
    ----------
    values
        Arguments of a call, the place of a value in an array if it is in one, and the value.
    curves
        Arguments of a call, and the expected curve of the picture.
    """

    values: list[tuple[Arguments, int | None, float | str]] = field(default_factory=list)
    curves: list[tuple[Arguments, np.ndarray, np.ndarray]] = field(default_factory=list)

    def read(self, problem: Problem, calls: Mapping[str, Arguments]) -> None:
        """Note all that is shown of one problem; `calls` are the calls as they are written."""
        called = [
            arguments
            for written, arguments in calls.items()
            if _without_functions(written, arguments)
            == _without_functions(problem.called, arguments)
        ]
        if not called:
            return
        arguments = called[0]
        found = _EXPECTED.search(problem.message)
        if found:
            at = _AT.search(problem.message)
            self.values.append((arguments, int(at[1]) if at else None, _value(found)))
        if problem.trace:
            self.curves.append((arguments, *_seen(problem.trace)))


def _without_functions(written: str, arguments: Arguments) -> str:
    """A call as it is written, but for its functions: they have another name on the page."""
    for name, value in arguments.items():
        if callable(value):
            written = re.sub(rf"\b{name}=.*?(?=, \w+=|\)$)", f"{name}=", written)
    return written


def _value(found: re.Match[str]) -> float | str:
    number, word = found.groups()
    return word or float(number)


def _seen(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    trace = trace.thinned()
    steps = _STEPS_OF_PICTURE / (np.ptp(trace.expected) or 1.0)
    return trace.x_expected, np.round(trace.expected * steps) / steps


def pages(exercise: Exercise, count: int, wrong: Callable) -> Pages:
    """All that `count` pages of feedback show to somebody whose answers are `wrong`."""
    shown = Pages()
    parameters = _parameters(exercise)
    for seed in range(1000, 1000 + count):
        calls: dict[str, Arguments] = {}
        answer = functools.partial(_noted, exercise.name, parameters, calls, wrong)
        for check in exercise.grade(LocalAnswer(answer, exercise.name, seed)).checks:
            if check.problem:
                shown.read(check.problem, calls)
    return shown


def _noted(
    name: str, parameters: list[str], calls: dict[str, Arguments], answer: Callable, *args: Any
) -> Any:
    arguments = dict(zip(parameters, args, strict=False))
    calls[as_written(name, arguments)] = arguments
    return answer(*args)


def _parameters(exercise: Exercise) -> list[str]:
    return list(inspect.signature(exercise.reference).parameters)


# Fits


def features(arguments: Arguments, at: int | None = None) -> np.ndarray:
    """A call's arguments as numbers: as they are or, of arrays, some of what describes them.

    Parameters
    ----------
    arguments
        The arguments.
    at
        A place in the arrays, whose value there is then the feature.
    """
    found: list[float] = []
    for value in arguments.values():
        if isinstance(value, Mapping):
            found += [float(one) for one in value.values() if np.isscalar(one)]
        elif isinstance(value, list | tuple | np.ndarray) and np.ndim(value):
            array = np.asarray(value, dtype=float).ravel()
            found += [array[at]] if at is not None and at < array.size else _described(array)
        elif isinstance(value, int | float | np.number):
            found.append(float(value))
        elif callable(value):
            with contextlib.suppress(TypeError):  # of other arguments
                found += [float(value(x)) for x in (0.5, 1.0, 2.0)]
    return np.array(found, dtype=float)


def _described(array: np.ndarray) -> list[float]:
    if not array.size:
        return [0.0] * 10  # as many as below
    steps = np.diff(array) if array.size > 1 else np.zeros(1)
    summary = (array[0], array[-1], np.mean(array), np.std(array), np.min(array), np.max(array))
    return [float(one) for one in (array.size, *summary, steps[0], steps[-1], np.std(steps))]


Fit = Callable[[np.ndarray, np.ndarray], Callable[[np.ndarray], Any]]


def nearest(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
    """The value of the nearest arguments."""
    scale = np.std(X, axis=0) + 1e-12
    return lambda x: y[np.argmin((((X - x) / scale) ** 2).sum(axis=1))]


def least_squares(terms: Callable[[np.ndarray], np.ndarray]) -> Fit:
    """A sum of terms."""

    def fit(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
        matrix = terms(X)
        size = np.abs(matrix).max(axis=0) + 1e-300
        weights = np.linalg.lstsq(matrix / size, y, rcond=None)[0] / size
        return lambda x: (terms(x[None, :]) @ weights)[0]

    return fit


def _linear(X: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(X)), X])


def _quadratic(X: np.ndarray) -> np.ndarray:
    first, second = np.triu_indices(X.shape[1])
    return np.column_stack([_linear(X), X[:, first] * X[:, second]])


def _with_quotients(X: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        upside_down = np.nan_to_num(1 / X, posinf=0.0, neginf=0.0)
    return _quadratic(np.column_stack([X, upside_down]))


def powers(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
    """A product of powers of the arguments."""
    with np.errstate(all="ignore"):
        fit = least_squares(_linear)(np.log(np.abs(X) + 1e-300), np.log(np.abs(y) + 1e-300))
    sign = np.sign(np.median(y)) or 1.0
    return lambda x: sign * np.exp(np.clip(fit(np.log(np.abs(x) + 1e-300)), -700, 700))


def interpolated(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
    """A smooth surface through all that is known."""
    scale = np.std(X, axis=0) + 1e-12
    kept = np.unique(X / scale, axis=0, return_index=True)[1]
    surface = RBFInterpolator(X[kept] / scale, y[kept], kernel="quintic", degree=1)
    return lambda x: surface((x / scale)[None, :])[0]


def polynomial(degree: int) -> Fit:
    """Of a single argument: a polynomial."""

    def fit(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
        varied = np.std(X, axis=0)
        at = int(np.argmax(varied > 0))
        if (varied > 0).sum() != 1:
            raise ValueError("there are several arguments")
        curve = np.polynomial.Polynomial.fit(X[:, at], y, degree)
        return lambda x: curve(x[at])

    return fit


def guessed(terms: Callable[[np.ndarray], np.ndarray]) -> Fit:
    """A sum of terms, each once, twice, half or not at all: the equation, if it is a simple one."""

    def fit(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], Any]:
        weights = np.round(2 * np.linalg.lstsq(terms(X), y, rcond=None)[0]) / 2
        return lambda x: (terms(x[None, :]) @ weights)[0]

    return fit


GUESSES: Mapping[str, Fit] = {"a guessed equation": guessed(_quadratic)}
FITS: Mapping[str, Fit] = {
    "nearest": nearest,
    "the median": lambda _X, y: lambda _x: np.median(y),
    "linear": least_squares(_linear),
    "quadratic": least_squares(_quadratic),
    "quotients": least_squares(_with_quotients),
    "powers": powers,
    "interpolated": interpolated,
    **{f"polynomial of degree {degree}": polynomial(degree) for degree in (5, 9, 14)},
}


def fitted_answers(
    shown: Pages, exercise: Exercise, right: Any, kinds: Mapping[str, Fit] = FITS
) -> Iterator[tuple[str, Callable]]:
    """Answers made of what pages have shown, by the fit's name.

    Parameters
    ----------
    shown
        What they have shown.
    exercise
        The exercise.
    right
        Something of the form that should be returned.
    kinds
        The fits to try.
    """
    parameters = _parameters(exercise)
    words = [(one[0], one[2]) for one in shown.values if isinstance(one[2], str)]
    if words:
        known = _groups((features(arguments), word) for arguments, word in words)
        yield "the word of the nearest", _answer(parameters, _fits(nearest, known), right)
        return
    for source, points in {"": _values(shown), " of pictures, too": _points(shown)}.items():
        known = _groups(points)
        for name, fit in kinds.items():
            fits = _fits(fit, known)
            if fits:
                yield name + source, _answer(parameters, fits, right)
    if shown.curves:
        yield "the curve of the nearest", _nearest_curve(parameters, shown, right)


def _values(shown: Pages) -> Iterator[tuple[np.ndarray, Any]]:
    """Arguments as numbers, and the value in a message."""
    for arguments, at, value in shown.values:
        yield features(arguments, at), value


def _points(shown: Pages) -> Iterator[tuple[np.ndarray, Any]]:
    """The same, and the values in pictures."""
    yield from _values(shown)
    for arguments, _x, y in shown.curves:
        if y.size == _length(arguments):
            yield from ((features(arguments, at), y[at]) for at in range(min(y.size, _MOST)))


_MOST = 12  # points of one curve: more of them tell little more


def _length(arguments: Arguments) -> int:
    """The length of the arrays among some arguments."""
    return max(
        (np.size(v) for v in arguments.values() if isinstance(v, list | np.ndarray)), default=0
    )


Groups = Mapping[int, tuple[np.ndarray, np.ndarray]]


def _groups(points: Iterable[tuple[np.ndarray, Any]]) -> Groups:
    """Points of the same dimension together."""
    groups: dict[int, list[tuple[np.ndarray, Any]]] = {}
    for x, y in points:
        if isinstance(y, str) or np.isfinite(y):
            groups.setdefault(x.size, []).append((x, y))
    return {
        size: (np.array([x for x, _ in some]), np.array([y for _, y in some]))
        for size, some in groups.items()
        if size and len(some) > 1
    }


def _fits(fit: Fit, groups: Groups) -> dict[int, Callable[[np.ndarray], Any]]:
    found = {}
    for size, (X, y) in groups.items():
        with contextlib.suppress(ValueError, np.linalg.LinAlgError):
            found[size] = fit(X, y)
    return found


def _answer(
    parameters: Sequence[str], fits: Mapping[int, Callable[[np.ndarray], Any]], right: Any
) -> Callable:
    def answer(*args: Any) -> Any:
        arguments = dict(zip(parameters, args, strict=False))
        length = _length(arguments)
        if isinstance(right, str) or not length:
            return _predicted(features(arguments))
        whole = features(arguments)
        if whole.size in fits and np.ndim(right) == 0:
            return _predicted(whole)
        return np.array([_predicted(features(arguments, at)) for at in range(length)])

    def _predicted(x: np.ndarray) -> Any:
        value = fits[x.size](x) if x.size in fits else np.nan
        return str(value) if isinstance(value, str) else float(value)

    return answer


def _nearest_curve(parameters: Sequence[str], shown: Pages, right: Any) -> Callable:
    """The curve of the call that was most like this one, as long as it should be."""
    groups = _groups((features(one[0]), at) for at, one in enumerate(shown.curves))
    nearests = _fits(nearest, groups)

    def answer(*args: Any) -> Any:
        arguments = dict(zip(parameters, args, strict=False))
        x = features(arguments)
        _, along, y = shown.curves[int(nearests[x.size](x)) if x.size in nearests else 0]
        if hasattr(right, "figure") or (isinstance(right, list) and right):
            return _drawn(along, y)
        params = next((one for one in args if isinstance(one, Mapping)), arguments)
        dt, T = params.get("dt"), params.get("T")
        size = round(T / dt) if dt and T else _length(arguments) or y.size
        curve = np.interp(np.linspace(0, 1, size), np.linspace(0, 1, y.size), y)
        if not isinstance(right, tuple):
            return curve
        times = np.arange(size) * (dt or 1.0)
        return (curve, times, [])[: len(right)]

    return answer


def _drawn(x: np.ndarray, y: np.ndarray) -> Any:
    import matplotlib.pyplot as plt

    ax = plt.figure().add_subplot()
    ax.plot(x, y)
    return ax


def wrong_answer(exercise: Exercise) -> Callable:
    """An answer that is wrong everywhere and, for its form, has all of what is right shown."""
    if exercise.draws_figure:
        return lambda *args: _flat(exercise.reference(*args))
    return lambda *args: _zeros(exercise.reference(*args))


def _flat(expected: Sequence[Any]) -> Any:
    """A figure with all panels and labels, and nothing in it but flat lines."""
    import matplotlib.pyplot as plt

    panels = 1 + max((getattr(curve, "panel", 0) for curve in expected), default=0)
    axes = plt.figure().subplots(panels, squeeze=False).flat
    for curve in expected:
        x = getattr(curve, "x", np.zeros(2))
        axes[getattr(curve, "panel", 0)].plot(x, 0 * x, label=getattr(curve, "label", ""))
    return list(axes)


def _zeros(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_zeros, value))
    if isinstance(value, str):
        return "?"
    if isinstance(value, Mapping):
        return dict.fromkeys(value, 0.0)
    zeros = np.zeros(np.shape(value))
    return zeros if zeros.ndim else 0.0


def after_pages(
    exercise: Exercise, count: int, seed: int, kinds: Mapping[str, Fit] = FITS
) -> Iterator[tuple[str, Verdict]]:
    """What answers that are fitted to so many pages get in the next hand-in, by the fit's name."""
    exercise = replace(exercise, misconceptions=())
    shown = pages(exercise, count, wrong_answer(exercise))
    right = exercise.reference(*exercise.checks[0].inputs(np.random.default_rng(3)))
    with np.errstate(all="ignore"):
        for name, answer in fitted_answers(shown, exercise, right, kinds):
            yield name, exercise.grade(LocalAnswer(answer, exercise.name, seed))

"""Pages of feedback, as somebody reads them who wants to fit an answer to what they show.

The same wrong answers are handed in over and over, each time with another file beside them, so the
inputs are others each time. More is granted than can be had: every argument of a call that a page
mentions is known exactly.
"""

import functools
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from autograder.testing.answers import LocalAnswer
from autograder.testing.exercise import Exercise
from autograder.testing.verdict import Problem, Trace
from autograder.testing.wording import as_written

_NUMBER = r"-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf)|nan"
_EXPECTED = re.compile(
    rf"(?:expected|(?:should be|change by|fire is)(?: at| about)?)(?: about)? ({_NUMBER})\b"
    r"|this train is (\w+)",
    re.IGNORECASE,
)
_AT = re.compile(r"at index (\d+)")
_LABEL = re.compile(r"[Tt]he curve for (-?[\d.]*\d)")
_STEPS_OF_PICTURE = 1000  # of a curve's range: some 280 rows of pixels, smoothed

Arguments = Mapping[str, Any]


class Shown(NamedTuple):
    """The expected curve in a picture, the call's arguments, and the number that is its label."""

    arguments: Arguments
    x: np.ndarray
    y: np.ndarray
    label: float | None = None


@dataclass
class Pages:
    """What pages of feedback have shown of one exercise.

    Attributes
    ----------
    values
        Arguments of a call, the place of a value in an array if it is in one, and the value.
    curves
        The curves of pictures.
    """

    values: list[tuple[Arguments, int | None, float | str]] = field(default_factory=list)
    curves: list[Shown] = field(default_factory=list)

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
            label = _LABEL.search(problem.message)
            number = float(label[1].rstrip(".")) if label else None
            self.curves.append(Shown(arguments, *_seen(problem.trace), number))


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
    parameters = parameters_of(exercise)
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


def parameters_of(exercise: Exercise) -> list[str]:
    """Names of the parameters of an exercise's function."""
    return list(inspect.signature(exercise.reference).parameters)


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
    if isinstance(value, tuple):  # of times and currents everybody knows what they are
        return tuple(part if _evenly_spaced(part) else _zeros(part) for part in value)
    if isinstance(value, list):  # of spikes
        return []
    if isinstance(value, str):
        return "?"
    if isinstance(value, Mapping):
        return dict.fromkeys(value, 0.0)
    zeros = np.zeros(np.shape(value))
    return zeros if zeros.ndim else 0.0


def _evenly_spaced(value: Any) -> bool:
    return np.size(value) > 2 and bool(np.ptp(np.diff(value, axis=0)) < 1e-9)

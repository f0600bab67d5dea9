"""Answers that have nothing to do with the question; none of them earns a point."""

import copy
import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.testing.exercise import Exercise


class AlwaysEqual:
    """Says yes to every comparison."""

    __array_priority__ = 1e9

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = None

    def __abs__(self) -> "AlwaysEqual":
        return self

    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = lambda self, _other: self

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0


class Forged(np.ndarray):
    """An array that claims to be right in whatever way it is asked."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None

    def __array_ufunc__(self, *_args: object, **_kwargs: object) -> bool:
        return True


def _everywhere(change: Callable[[np.ndarray], Any]) -> Callable[[Any], Any]:
    """Change each array or number of what a reference returns, and keep its form."""

    def changed(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        if isinstance(value, list):  # curves or samples of a figure
            return [AlwaysEqual() for _ in value]
        return change(np.array(value, dtype=float))

    return changed


_NOTHING: dict[str, Any] = {
    "None": None,
    "empty list": [],
    "empty array": np.array([]),
    "0.": 0.0,
    "1": 1,
    "nan": np.nan,
    "True": True,
    "text": "the right answer",
    "list of texts": ["a", "b"],
    "a dict": {"x": 1.0},
    "a complex number": 1 + 2j,
    "says that it is equal": AlwaysEqual(),
    "three things": ([], [], []),
    "two empty things": (np.array([]), np.array([])),
    "a list of Nones": [None, None, None],
}

_HOLLOW: dict[str, Callable[[np.ndarray], Any]] = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "nans": lambda right: np.full_like(right, np.nan),
    "infinite": lambda right: np.full_like(right, np.inf),
    "the first value over and over": lambda right: np.full_like(
        right, right.flat[0] if right.size > 1 else 1.2345
    ),
    "the right numbers in an array subclass": lambda right: right.view(Forged),
    "a masked array": lambda right: np.ma.masked_array(right, mask=True),
    "an unmasked masked array": np.ma.masked_array,
    "a matrix": lambda right: np.atleast_2d(right).view(np.matrix),
    "texts of the right numbers": lambda right: right.astype(str),
    "two dimensions too many": lambda right: right[..., None, None],
    "objects": lambda right: np.full(right.shape, AlwaysEqual(), dtype=object),
}


def vacuous(exercise: Exercise) -> dict[str, Callable]:
    """Functions that say nothing about the question, by what they return; none earns a point."""
    answers = {label: lambda *_, value=value: value for label, value in _NOTHING.items()}
    for label, change in _HOLLOW.items():
        answers[label] = functools.partial(_is_constant, exercise.reference, _everywhere(change))
    answers["not written"] = _not_written
    answers["empty axes"] = _empty_axes
    answers["right for one fixed input"] = functools.partial(
        _fixed, exercise, exercise.reference(*exercise.checks[0].inputs(np.random.default_rng(99)))
    )
    return answers


def _is_constant(reference: Callable, change: Callable, *args: Any) -> Any:
    return change(reference(*args))


def _fixed(exercise: Exercise, value: Any, *_: Any) -> Any:
    return None if exercise.draws_figure else copy.deepcopy(value)


def _empty_axes(*_: Any) -> Any:
    from matplotlib import pyplot as plt

    ax = plt.figure().add_subplot()
    ax.set(xlabel="time t (ms)", ylabel="x, V, rate (u, mV, Hz)", title="the right figure")
    ax.plot([], [], label="everything")
    ax.legend()
    return ax


def _not_written(*_: Any) -> None:
    raise NotImplementedError

"""Comparisons: strict about shape, kind and finite values, scaled in tolerance, plain in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox.inside.values import Figure, Opaque
from autograder.testing.drawn import Drawing
from autograder.testing.exercise import Comparison
from autograder.testing.malformed import MalformedError, comparison
from autograder.testing.verdict import Problem, Trace

_ROUND_OFF = 1e-12
_SAME_RATIO = 1e-6
_USUAL_FACTORS = (1000, 100, 10, 2, 0.5, 0.1, 0.01, 0.001)
DIGITS = 3  # of what is expected: from more, over many hand-ins, an answer could be fitted
_SMALL = 1e-3  # values this small beside the largest are compared with the largest in mind


class NotNumbersError(MalformedError):
    """A value that is not real numbers."""


def numbers(value: Any) -> np.ndarray:
    """Read a student's value, which may be a number, a list of numbers or an array.

    Returns
    -------
    numpy.ndarray
        Floats, in the value's own shape; not necessarily finite.

    Raises
    ------
    NotNumbersError
        If the value is anything else.
    """
    if value is None:
        raise NotNumbersError("It returned nothing.")
    if isinstance(value, Opaque):
        raise NotNumbersError(
            f"It returned a {value.type_name}; a number, a list or a plain array is needed."
        )
    if isinstance(value, Figure | Drawing):
        raise NotNumbersError("It returned a figure, not numbers.")
    if isinstance(value, dict | str):
        raise NotNumbersError(f"It returned a {type(value).__name__}, not numbers.")
    if isinstance(value, list | tuple) and not _numeric(value):
        raise NotNumbersError("It returned a list of something else than numbers.")
    try:
        array = np.asarray(value)
    except ValueError:
        raise NotNumbersError("It returned a list whose parts have different lengths.") from None
    if isinstance(value, list | tuple) and not array.size:
        array = array.astype(float)
    if array.dtype.kind not in "iuf":
        kind = {"b": "True/False values", "c": "complex numbers"}.get(
            array.dtype.kind, "something else than numbers"
        )
        raise NotNumbersError(f"It returned {kind}; real numbers are needed.")
    return array.astype(float)


def _numeric(values: Sequence[Any]) -> bool:
    """Whether a list holds numbers only, at any depth; numpy would pad texts to the longest."""
    return all(
        _numeric(value)
        if isinstance(value, list | tuple)
        else isinstance(value, bool | int | float | complex | np.ndarray)
        for value in values
    )


def same_shape(what: str, value: np.ndarray, right: np.ndarray) -> None:
    """Check that two arrays have the same shape.

    Raises
    ------
    MalformedError
        If they do not.
    """
    if value.shape != right.shape:
        raise MalformedError(_shapes(what, value.shape, right.shape))


def _shapes(what: str, got: tuple[int, ...], expected: tuple[int, ...]) -> str:
    return f"{what}: expected {_in_words(expected)}, got {_in_words(got)}."


def _in_words(shape: tuple[int, ...]) -> str:
    if not shape:
        return "a single number"
    if len(shape) == 1:
        return f"{shape[0]} values" if shape[0] else "an empty array"
    return f"an array of shape {shape}"


@dataclass(frozen=True)
class Close:
    """Numbers of the expected shape, each within a tolerance that is scaled to the quantity.

    Attributes
    ----------
    what, unit
        The quantity, for messages and pictures.
    rtol
        A value may be off by `rtol` times the expected value, plus a thousandth of `rtol` times the
        largest expected value. Where nan or infinity is expected, exactly that has to come.
    over
        If a picture helps, its x axis: the label, and a function of the arguments and of the number
        of samples that returns the x values.
    shows_expected
        Whether messages and pictures show what is expected, where that is a finite number. If it
        comes from a formula of a few terms, many pages of it would give the formula away.
    """

    what: str = "The value"
    unit: str = ""
    rtol: float = 1e-6
    over: tuple[str, Callable[[Mapping[str, Any], int], np.ndarray]] | None = None
    shows_expected: bool = True

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        right, value = np.asarray(expected, dtype=float), numbers(got)
        if value.shape != right.shape:
            message = _shapes(self.what, value.shape, right.shape)
            return Problem(message, self._trace(value, right, arguments))
        wrong = ~self._equal(value, right)
        if not wrong.any():
            return None
        message = self._first_difference(value, right, wrong)
        hint = _pattern(value, right, self.unit)
        return Problem(f"{message} {hint}".strip(), self._trace(value, right, arguments))

    def _equal(self, value: np.ndarray, right: np.ndarray) -> np.ndarray:
        finite = np.isfinite(right)
        scale = np.max(np.abs(right[finite]), initial=0.0)
        tolerance = self.rtol * (np.abs(right) + _SMALL * scale) + _ROUND_OFF
        with np.errstate(invalid="ignore"):
            near = np.isfinite(value) & finite & (np.abs(value - right) <= tolerance)
            same = ~finite & ((value == right) | (np.isnan(value) & np.isnan(right)))
        return near | same

    def _first_difference(self, value: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> str:
        unit = f" {self.unit}" if self.unit else ""
        at = np.unravel_index(np.argmax(wrong), wrong.shape)
        where = f" at index {at[0] if len(at) == 1 else at}" if at else ""
        count = f" ({wrong.sum()} of {wrong.size} values differ)" if wrong.size > 1 else ""
        if not self.shows_expected and np.isfinite(right[at]):
            return (
                f"{self.what}{where}: {value[at]:.6g}{unit} is not right{count}. What do you get "
                "for these arguments if you calculate it by hand?"
            )
        expected = _rounded(right[at])
        if _rounded(value[at]) == expected:
            got = f"to {DIGITS} digits, got {value[at]:.6g}{unit}, which is not near enough"
            return f"{self.what}{where}: expected {expected}{unit} {got}{count}."
        return f"{self.what}{where}: expected {expected}{unit}, got {value[at]:.6g}{unit}{count}."

    def _trace(
        self, value: np.ndarray, right: np.ndarray, arguments: Mapping[str, Any]
    ) -> Trace | None:
        if (
            self.over is None
            or not self.shows_expected
            or value.ndim != 1
            or right.ndim != 1
            or value.size < 2
            or right.size < 3
        ):
            return None
        label, along = self.over
        quantity = f"{self.what} ({self.unit})" if self.unit else self.what
        x = np.asarray(along(arguments, max(value.size, right.size)), dtype=float)
        if x.shape != (max(value.size, right.size),):
            return None
        return Trace(x[: value.size], value, x[: right.size], right, label, quantity)


def _pattern(value: np.ndarray, right: np.ndarray, unit: str) -> str:
    """What all values have in common, if they are off in the same way; else nothing."""
    if not (value.size and np.isfinite(value).all() and np.isfinite(right).all()):
        return ""
    usable = np.abs(right) > _SMALL * np.abs(right).max()
    ratio = value[usable] / right[usable]
    if ratio.size and np.ptp(ratio) <= _SAME_RATIO * np.abs(ratio).max():
        if np.isclose(ratio[0], -1):
            return "The sign is the wrong way round."
        if value.size > 1:
            return f"Every value is {_times(ratio[0])}."
        if np.isclose(ratio[0], _USUAL_FACTORS).any():
            return f"That is {_times(ratio[0])}."
    offset = value - right
    if value.size > 1 and np.ptp(offset) <= _SAME_RATIO * np.abs(offset).max():
        by = f"{_rounded(offset.flat[0])} {unit}".strip()
        return f"Every value is off by the same {by}."
    return ""


def _times(ratio: float) -> str:
    """How much too large or too small it is, in a number above 1 that one can read."""
    if 0 < ratio < 1:
        return f"{_rounded(1 / ratio)} times too small"
    return f"{_rounded(ratio)} times what it should be"


def _rounded(value: float) -> str:
    """A number with as many digits as feedback tells."""
    return f"{float(f'{value:.{DIGITS}g}'):g}"


@dataclass(frozen=True)
class Part:
    """One of several returned values.

    Attributes
    ----------
    name
        The name of the value to compare.
    names
        The names of all values, in the order in which they are returned.
    compare
        How to compare it.
    """

    name: str
    names: Sequence[str]
    compare: Comparison

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        rows = isinstance(got, tuple | list) or (isinstance(got, np.ndarray) and got.ndim > 1)
        if not rows or len(got) != len(self.names):
            return Problem(f"It should return {len(self.names)} things: {', '.join(self.names)}.")
        index = list(self.names).index(self.name)
        return self.compare(got[index], expected[index], arguments)


@dataclass(frozen=True)
class Together:
    """Several comparisons of the same value, all of which must pass.

    Attributes
    ----------
    compares
        All of them; the student reads the first problem.
    """

    compares: Sequence[Comparison]

    @property
    def is_style(self) -> bool:
        """Whether all of them are about the form of a figure."""
        return all(getattr(compare, "is_style", False) for compare in self.compares)

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        problems = (compare(got, expected, arguments) for compare in self.compares)
        return next((problem for problem in problems if problem), None)


@dataclass(frozen=True)
class First:
    """The first samples only, whatever comes after them.

    Attributes
    ----------
    count
        The number of samples.
    compare
        How to compare them.
    """

    count: int
    compare: Comparison

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        value = numbers(got)
        if value.ndim:
            value = value[: self.count]
        return self.compare(value, np.asarray(expected, dtype=float)[: self.count], arguments)

"""F-I and CV curves of any simulator, with and without noise: what they should be."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import reference
from autograde_tests.comparisons.curves import beyond_chance, mean_and_scatter
from autograder.testing.compare import Close, numbers, same_shape
from autograder.testing.exercise import Comparison, Misconception
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem

_RUNS = 32  # of a noisy neuron, to know how much one run scatters
_MANY = 128  # the same, where so few do not explain an answer
_ROUND_OFF = 1e-9
_NEAR_SEED = 1.1  # spikes of right simulators differ by single steps
_CLOSE = 0.1  # two runs are 1.13 standard deviations apart on average
_SD = 5.5  # what one run may be off by: with few spikes the tails are long
_SD_OF_MEAN = 3.5  # what the mean over the currents may be off by, in its own standard deviations


def FI_curve_model(
    simulate: Callable,
    params: Mapping[str, float],
    I_values: Sequence[float],
    sigma: float = 0,
    myseed: int | None = None,
) -> np.ndarray:
    """The rates; with noise of no particular seed, their means over some runs."""
    if sigma and myseed is None:
        return scatter(reference.FI_curve_model, simulate, params, I_values, sigma)[0]
    return reference.FI_curve_model(simulate, params, I_values, sigma, myseed)


def CV_curve(
    simulate: Callable,
    params: Mapping[str, float],
    I_values: Sequence[float],
    sigma: float,
    myseed: int | None = None,
) -> np.ndarray:
    """The CVs; with noise of no particular seed, their means over some runs."""
    if myseed is None:
        return scatter(reference.CV_curve, simulate, params, I_values, sigma)[0]
    return reference.CV_curve(simulate, params, I_values, sigma, myseed)


def scatter(
    curve: Callable,
    simulate: Callable,
    params: Mapping[str, float],
    I_values: Sequence[float] | np.ndarray,
    sigma: float,
    runs: int = _RUNS,
) -> tuple[np.ndarray, np.ndarray]:
    """Mean of a noisy curve and what a run may be off by."""
    currents = tuple(map(float, I_values))
    return _scatter(curve, simulate, tuple(params.items()), currents, sigma, runs)


def room(
    curve: Callable,
    simulate: Callable,
    params: Mapping[str, float],
    I_values: Sequence[float] | np.ndarray,
    sigma: float,
    myseed: int,
    share: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Mean of a noisy curve, and what a drawn one may be off by.

    Any seed will do, within a share of what a run may be off by; and the one that is given,
    however rare its noise may be.
    """
    mean, allowed = scatter(curve, simulate, params, I_values, sigma)
    of_seed = np.abs(curve(simulate, params, I_values, sigma, myseed) - mean)
    return mean, np.fmax(share * allowed, _NEAR_SEED * of_seed) + _ROUND_OFF


@functools.lru_cache(maxsize=32)
def _scatter(
    curve: Callable, simulate: Callable, params: tuple, I_values: tuple, sigma: float, runs: int
) -> tuple[np.ndarray, np.ndarray]:
    values = [
        curve(simulate, dict(params), I_values, sigma, 1000 * run) for run in range(1, runs + 1)
    ]
    return mean_and_scatter(values, _SD)


@dataclass(frozen=True)
class Scattered:
    """Values of a noisy curve, within what a run of it may scatter.

    Attributes
    ----------
    curve
        The function that makes it.
    what, unit
        The quantity, for messages and a picture.
    times
        By what factor the allowed scatter is wider than usual.
    """

    curve: Callable
    what: str
    unit: str = ""
    times: float = 1.0

    @comparison
    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        value, right = numbers(got), np.asarray(expected, dtype=float)
        currents = np.asarray(arguments["I_values"], dtype=float)
        if value.shape != right.shape or right.shape != currents.shape:
            return Close(self.what, self.unit)(value, right, arguments)

        def allowed(runs: int) -> np.ndarray:
            noisy = scatter(self.curve, **_without_seed(arguments), runs=runs)
            return self.times * noisy[1]

        off = value - right
        wrong = beyond_chance(np.abs(off), allowed, _RUNS, _MANY)
        if not wrong.any():
            if all(_is_off_on_average(off, allowed(runs)) for runs in (_RUNS, _MANY)):
                what = self.what[0].lower() + self.what[1:]
                return Problem(
                    f"On average over the currents, {what} is further off than chance explains."
                )
            return None
        at = int(np.argmax(wrong))
        unit = f" {self.unit}" if self.unit else ""
        # Not by how much: chance leaves so much room that an answer could be fitted to it.
        return Problem(
            f"{self.what} at {currents[at]:g} pA, {value[at]:.3g}{unit}, is further off than "
            f"chance explains ({wrong.sum()} of {wrong.size} values are)."
        )


def _is_off_on_average(off: np.ndarray, allowed: np.ndarray) -> bool:
    """Whether the mean is off by more than what moves each value by chance moves their mean."""
    return bool(abs(np.mean(off)) > np.sqrt(np.mean(allowed**2) / off.size * (1 + 1 / _RUNS)))


@dataclass(frozen=True)
class OfMistake:
    """Compare with the curve of a known mistake: where the noise has no seed, with many of it.

    Attributes
    ----------
    wrong
        The mistaken function. If it returns several things, the curve is the last one.
    one_spike
        What one spike more in a second moves it by. So much it may be off where spikes are too
        rare for the runs to show any.
    """

    wrong: Callable
    one_spike: float = 0.0

    @comparison
    def __call__(self, got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
        """Return what is wrong, or None."""
        if isinstance(other, tuple):
            if not isinstance(got, tuple | list) or len(got) != len(other):
                return Problem("These are not as many things.")
            got, other = got[-1], other[-1]
        if not arguments.get("sigma") or arguments.get("myseed") is not None:
            return Close()(got, other, arguments)
        value = numbers(got)
        same_shape("It", value, np.asarray(other))
        if any(self._may_come(value, arguments, runs) for runs in (_RUNS, _MANY)):
            return None
        return Problem("Chance does not explain it.")

    def _may_come(self, value: np.ndarray, arguments: Mapping[str, Any], number: int) -> bool:
        runs = np.array([self._run(arguments) for _ in range(number)])
        has_none = np.isnan(runs)
        mean, allowed = mean_and_scatter(np.ma.masked_array(runs, has_none), _SD)
        allowed = allowed + self.one_spike / (arguments["params"]["T"] / 1000)
        near = np.ma.filled(np.abs(value - mean) <= allowed + _ROUND_OFF * np.abs(mean), False)
        return bool(np.where(np.isnan(value), has_none.any(axis=0), near).all())

    def _run(self, arguments: Mapping[str, Any]) -> Any:
        curve = self.wrong(**arguments)
        return curve[-1] if isinstance(curve, tuple) else curve


def of_mistakes(
    known: Iterable[Misconception], one_spike: float = 0.0
) -> tuple[Misconception, ...]:
    """The same mistakes, compared by `OfMistake` if they have no comparison of their own."""
    return tuple(
        one if one.matches else replace(one, matches=OfMistake(one.wrong, one_spike))
        for one in known
    )


def _without_seed(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {key: arguments[key] for key in ("simulate", "params", "I_values", "sigma")}


def by_chance(curve: Callable) -> Comparison:
    """Whether two noisy curves differ by their random numbers only, and not from a known seed."""

    def compare(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
        if arguments.get("myseed") is not None:
            if not Close()(got, other, arguments):
                return None
            right = curve(**arguments)
            spread = scatter(curve, **_without_seed(arguments))[1] / _SD
            if not Close()(got, right, arguments):
                return Problem("It is the noise of this seed.")
            if np.isnan(spread).any():
                return None  # with so few intervals any CV may come
            if np.mean(np.abs(numbers(got) - right)) < _CLOSE * np.mean(spread):
                return Problem("It is the noise of this seed, with another mistake.")
            return Scattered(curve, "It", times=1.5)(got, other, arguments) or _on_average(
                curve, got, arguments
            )
        if not arguments.get("sigma") or np.isnan(other).any():
            return Close()(got, other, arguments)
        return Scattered(curve, "It")(
            got, scatter(curve, **arguments)[0], arguments
        ) or _on_average(curve, got, arguments)

    return compare


def _on_average(curve: Callable, got: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether chance alone explains the mean over all currents, by which each is off."""
    mean, allowed = scatter(curve, **_without_seed(arguments))
    off = (numbers(got) - mean) * _SD / allowed
    if abs(np.mean(off)) > _SD_OF_MEAN / np.sqrt(off.size):
        return Problem("On average it is something else.")
    return None


RATES = Close("The rate", "Hz")
CVS = Close("CV")
NOISY_RATES = Scattered(reference.FI_curve_model, "The rate", "Hz")
NOISY_CVS = Scattered(reference.CV_curve, "The CV")

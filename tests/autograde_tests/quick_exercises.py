"""Exercises for thousands of answers: what is drawn and expected is worked out once."""

import copy
import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.testing.exercise import Exercise


def _as_key(args: tuple) -> str:
    return repr([one.tobytes() if isinstance(one, np.ndarray) else one for one in args])


def _remembered(function: Callable, key: Callable = _as_key) -> Callable:
    """The same function, which works out nothing twice."""
    known: dict[str, Any] = {}

    @functools.wraps(function)
    def again(*args: Any) -> Any:
        if key(args) not in known:
            known[key(args)] = function(*args)
        return copy.deepcopy(known[key(args)])

    return again


def quick(exercise: Exercise) -> Exercise:
    """The same exercise for thousands of answers: expected values are worked out once."""
    drawn = {each for check in exercise.checks for each in (check.inputs, check.control_inputs)}
    inputs = {
        each: _remembered(each, lambda args: str(args[0].bit_generator.state))
        for each in drawn - {None}
    }
    checks = tuple(
        replace(
            check,
            inputs=inputs[check.inputs],
            control_inputs=inputs.get(check.control_inputs),
        )
        for check in exercise.checks
    )
    return replace(
        exercise, reference=_remembered(exercise.reference), checks=checks, misconceptions=()
    )

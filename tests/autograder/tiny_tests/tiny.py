"""What is right in the tiny course's notebook."""

import numpy as np

from autograder.testing.compare import Close
from autograder.testing.exercise import Assignment, Check, Exercise, Misconception
from tiny_tests import decoys


def double(x):
    return 2 * np.asarray(x)


def _total(values):
    return sum(double(value) for value in values)


def _half(x):
    return np.asarray(x) / 2


def _number(rng):
    return (rng.uniform(3, 9),)


def _array(rng):
    return (rng.uniform(3, 9, 5),)


def _list(rng):
    return (rng.uniform(3, 9, 4).tolist(),)


_DOUBLE = Exercise(
    "double",
    double,
    points=4,
    checks=(
        Check("a number", _number, Close("The double"), weight=3),
        Check("an array", _array, Close("The double"), weight=1),
    ),
    misconceptions=(Misconception(lambda x: np.asarray(x) ** 2, "That is the square."),),
)
total = Exercise(
    "total",
    _total,
    points=6,
    checks=(
        Check("the sum", _list, Close("The total")),
        Check("nothing", lambda rng: ([],), Close("The total"), repeats=1),
    ),
)
half = Exercise(
    "half", _half, points=3, checks=(Check("a number", _number, Close()),), optional=True
)

assignment = Assignment(_DOUBLE, total, half, questions=("answer_why",), decoys=decoys)
grade = assignment.grade

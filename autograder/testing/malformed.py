"""Values that no comparison can read: reported to the student, whatever was to be compared."""

import functools
from collections.abc import Callable
from typing import ParamSpec

from autograder.testing.verdict import Problem

P = ParamSpec("P")


class MalformedError(Exception):
    """A student's value is not in the form that was asked for; the message is for the student."""


def comparison(compare: Callable[P, Problem | None]) -> Callable[P, Problem | None]:
    """Make a comparison return as a `Problem` what it would raise as a `MalformedError`.

    Decorates a function, or the ``__call__`` of a class, that reads the student's value with
    `numbers` or with `axes_of`.
    """

    @functools.wraps(compare)
    def compare_if_well_formed(*args: P.args, **kwargs: P.kwargs) -> Problem | None:
        try:
            return compare(*args, **kwargs)
        except MalformedError as error:
            return Problem(str(error))

    return compare_if_well_formed

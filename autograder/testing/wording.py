"""Calls and errors in words for students."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.sandbox.reasons import Reason, StudentError

MALFORMED = "What it returned is not in the form that its description asks for."
FAULT = "This check could not be made. That is our fault, not yours: a person will look at it."
INDIFFERENT = "For other inputs, where it would be wrong, it gives the same or nothing at all."
ONE_NUMBER = "It returns the same number whatever its arguments are. Work it out from them."
_MAX_WRITTEN = 6


def as_written(name: str, arguments: Mapping[str, Any]) -> str:
    """A call as one would write it, its numbers rounded and long arrays left out."""
    return f"{name}({', '.join(f'{key}={_short(value)}' for key, value in arguments.items())})"


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_short(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple | np.ndarray):
        if len(value) > _MAX_WRITTEN:
            return f"<{len(value)} values>"
        return f"[{', '.join(map(_short, value))}]"
    if callable(value):
        return value.__name__
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def explain(error: StudentError) -> str:
    """Why a call of a student's function gave no value."""
    if error.reason is Reason.TIME:
        return f"{error} Is there a loop that does not end?"
    return str(error)

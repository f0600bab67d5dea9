"""What a course says in one section of ``nbgrader_config.py``, such as ``c.Limits``."""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from traitlets.config import Config

from autograder.errors import AutograderError


class SettingsError(AutograderError):
    """A wrong value in ``nbgrader_config.py``; the message says what to write."""


class Kind(NamedTuple):
    """What a value has to be.

    Attributes
    ----------
    words
        As it is said to whoever wrote another one.
    holds
        Whether a value is one.
    """

    words: str
    holds: Callable[[Any], bool]


def number(*, whole: bool = False, may_be_0: bool = False) -> Kind:
    """A number above 0, or 0 as well."""
    types = (int,) if whole else (int, float)  # True is neither
    least = 0 if may_be_0 else math.ulp(0)
    words = "a whole number" if whole else "a number"
    words += ", 0 or more" if may_be_0 else " above 0"
    return Kind(words, lambda value: type(value) in types and value >= least)


def names(words: str) -> Kind:
    """A list of names, none of them empty."""
    return Kind(
        words,
        lambda value: (
            isinstance(value, list | tuple)
            and all(isinstance(one, str) and one.strip() for one in value)
        ),
    )


def read_section(config: Config, name: str, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """What a course says in one section.

    Parameters
    ----------
    config
        What ``nbgrader_config.py`` says.
    name
        The section's name.
    kinds
        What may be said there: by name, what its value has to be.

    Returns
    -------
    dict
        What is said, by name.

    Raises
    ------
    SettingsError
        If a name is none of these, or a value is wrong.
    """
    given = dict(config.get(name, {}))
    for key, value in given.items():
        if key not in kinds:
            verb = "are" if len(kinds) > 1 else "is"
            raise SettingsError(f"There is no c.{name}.{key} (there {verb}: {', '.join(kinds)}).")
        if not kinds[key].holds(value):
            raise SettingsError(f"c.{name}.{key} must be {kinds[key].words}, not {value!r}.")
    return given

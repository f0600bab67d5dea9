"""What crosses between grader and runner beside plain data: figures, functions, unknown values."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any


@dataclass(frozen=True)
class Opaque:
    """A value that has no plain form; only the name of its type crosses."""

    type_name: str


@dataclass(frozen=True)
class Figure:
    """A figure as data: one dict for each of its axes (see `autograder.sandbox.inside.figure`).

    Attributes
    ----------
    axes
        The dicts.
    returned
        Whether the axes are what the function returned, not only what it drew.
    leaves_arguments
        Whether the function left its arguments as they were.
    is_new
        Whether the figure was made in the call.
    """

    axes: tuple[dict[str, Any], ...]
    returned: bool = True
    leaves_arguments: bool = True
    is_new: bool = True


@dataclass(frozen=True, eq=False)
class Code:
    """A function of the grader's that crosses as source text, and runs where it is called.

    Attributes
    ----------
    name
        Its name in the source.
    source
        Text of a module that defines it.
    numbers
        Values of keyword-only parameters, its own and those of other functions in the source.
    label
        How feedback writes it, if not by its name.
    """

    name: str
    source: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    label: str = ""

    @property
    def __name__(self) -> str:
        """What feedback calls it."""
        return self.label or self.name

    @functools.cached_property
    def function(self) -> Callable:
        """The function itself."""
        names: dict[str, Any] = {"__name__": self.name}
        exec(_compiled(self.source), names)
        for value in names.values():
            if type(value) is FunctionType and value.__kwdefaults__:
                value.__kwdefaults__ = {
                    key: self.numbers.get(key, default)
                    for key, default in value.__kwdefaults__.items()
                }
        return names[self.name]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it here."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True, eq=False)
class Sealed:
    """A function of the grader's that stays with the grader: only calls and results cross.

    Attributes
    ----------
    name
        What it is called; no two in one call have the same name.
    function
        Takes and returns plain data. What is wrong with its arguments it says by a ValueError.
    most
        How often one call of a student's function may call it.
    """

    name: str
    function: Callable
    most: int

    @property
    def __name__(self) -> str:
        """What feedback calls it."""
        return self.name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it here, as often as you like."""
        return self.function(*args, **kwargs)


@functools.lru_cache(maxsize=64)
def _compiled(source: str) -> CodeType:
    return compile(source, "<stand-in>", "exec")

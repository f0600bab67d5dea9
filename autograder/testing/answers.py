"""What a hidden test may do with a student's answer: the seam between tests and grading.

A hidden test is handed an `Answer`. When a class is graded the answer lives in the sandbox
(`RemoteAnswer`); when an instructor runs the same line in a notebook it is the function itself
(`LocalAnswer`). Both give plain data only: see `autograder.sandbox.inside.wire`.
"""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from autograder.sandbox.inside import calls
from autograder.sandbox.inside.wire import dumps, loads
from autograder.sandbox.reasons import raised


class Answer(ABC):
    """A function that a student wrote.

    Attributes
    ----------
    name
        Its name.
    seed
        A secret number, the same whenever this student is graded: hidden tests draw inputs from it.
    solved
        Names of the exercises that this student has right so far; tests add to it.
    """

    name: str
    seed: int
    solved: set[str]

    @abstractmethod
    def call(
        self,
        *args: Any,
        stand_ins: Mapping[str, Callable] | None = None,
        as_figure: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Call the function with copies of the arguments.

        Parameters
        ----------
        *args, **kwargs
            Plain data, or functions (the student's code then calls them back here).
        stand_ins
            Functions that replace globals of the student's for this call.
        as_figure
            The value wanted is a figure: the axes returned or, failing that, the current figure.

        Returns
        -------
        value
            Plain data; a `Figure` for a figure, an `Opaque` for what has no plain form (both of
            `autograder.sandbox.inside.wire`).

        Raises
        ------
        autograder.sandbox.reasons.StudentError
            If the function is not defined, raises, overruns its time or kills the interpreter.
        """


class RemoteAnswer(Answer):
    """A function in the sandbox."""

    def __init__(self, session: Any, name: str, seed: int, solved: set[str]) -> None:
        self._session = session
        self.name = name
        self.seed = seed
        self.solved = solved

    def call(
        self,
        *args: Any,
        stand_ins: Mapping[str, Callable] | None = None,
        as_figure: bool = False,
        **kwargs: Any,
    ) -> Any:
        """See `Answer.call`."""
        return self._session.call(self.name, args, kwargs, stand_ins or {}, as_figure)


class LocalAnswer(Answer):
    """A function in this very process: an instructor's notebook, a unit test."""

    def __init__(
        self,
        function: Callable,
        name: str | None = None,
        seed: int = 0,
        solved: set[str] | None = None,
    ) -> None:
        self._function = function
        self.name = name or function.__name__
        self.seed = seed
        self.solved = set() if solved is None else solved

    def call(
        self,
        *args: Any,
        stand_ins: Mapping[str, Callable] | None = None,
        as_figure: bool = False,
        **kwargs: Any,
    ) -> Any:
        """See `Answer.call`."""
        request = {
            "call": self.name,
            "args": args,
            "kwargs": kwargs,
            "stand_ins": dict(stand_ins or {}),
            "as_figure": as_figure,
        }
        namespace = getattr(self._function, "__globals__", {})
        with _bound(namespace, self.name, self._function):
            answer = loads(dumps(calls.call(namespace, _copy(request))))
        if "error" in answer:
            raise raised(self.name, answer)
        return answer["value"]


@contextlib.contextmanager
def _bound(namespace: dict[str, Any], name: str, function: Callable) -> Any:
    missing = object()
    before = namespace.get(name, missing)
    namespace[name] = function
    try:
        yield
    finally:
        if before is missing:
            del namespace[name]
        else:
            namespace[name] = before


def _copy(value: Any) -> Any:
    functions: list[Callable] = []

    def number(function: Callable) -> int:
        functions.append(function)
        return len(functions) - 1

    return loads(dumps(value, number), functions.__getitem__)

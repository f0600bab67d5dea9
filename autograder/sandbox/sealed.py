"""Functions that stay with the grader: what answers when student code calls one."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from autograder.sandbox.inside.values import Sealed
from autograder.sandbox.inside.wire import WireError


class Calls:
    """The calls of sealed functions while one function of a student's runs.

    Parameters
    ----------
    arguments
        What that function is called with; those that are sealed functions may be called.
    """

    def __init__(self, arguments: Iterable[Any]) -> None:
        self._functions = {one.name: one for one in arguments if isinstance(one, Sealed)}
        self._count: Counter[str] = Counter()

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        """Answer a message ``ask``; see `autograder.sandbox.inside.serve`.

        Raises
        ------
        WireError
            If it asks for nothing that was handed out.
        """
        name, args, kwargs = (message.get(key) for key in ("ask", "args", "kwargs"))
        if not isinstance(name, str) or name not in self._functions:
            raise WireError("no such function")
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise WireError("no arguments")
        if not all(isinstance(key, str) for key in kwargs):
            raise WireError("no names of arguments")
        sealed = self._functions[name]
        self._count[name] += 1
        if self._count[name] > sealed.most:
            return {"error": f"{name} was called more than {sealed.most} times"}
        try:
            return {"value": sealed.function(*args, **kwargs)}
        except (TypeError, ValueError) as error:
            return {"error": f"{name}: {error}"}

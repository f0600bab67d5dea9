"""What a hidden test may do with a student's answer: the seam between tests and grading.

A hidden test is handed an `Answer`. When a class is graded the answer lives in the sandbox
(`RemoteAnswer`); when an instructor runs the same line in a notebook it is the function itself
(`LocalAnswer`). Both give plain data only: see `autograder.sandbox.inside.wire`.
"""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from autograder.sandbox.inside.calls import call, noting
from autograder.sandbox.inside.values import Code
from autograder.sandbox.inside.wire import dumps, loads
from autograder.sandbox.reasons import raised
from autograder.sandbox.sealed import Calls
from autograder.testing.decoys import names_read

Behind = Callable[[Collection[str]], tuple[set[str], list[str]]]


class Answer(ABC):
    """A function that a student wrote.

    Attributes
    ----------
    name
        Its name.
    seed
        A secret number, the same whenever this student is graded: hidden tests draw inputs from it.
    solved, endless
        Names of the exercises that this student has right so far, and of those whose function was
        still running when its time was up; tests add to both.
    """

    name: str
    seed: int
    solved: set[str]
    endless: set[str]

    @abstractmethod
    def call(self, *args: Any, as_figure: bool = False, **kwargs: Any) -> Any:
        """Call the function with copies of the arguments.

        Parameters
        ----------
        *args, **kwargs
            Plain data, or functions as `autograder.sandbox.inside.values.Code`, which run where the
            student's code runs, or `autograder.sandbox.inside.values.Sealed`, which do not.
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

    def reads(self, names: Collection[str]) -> set[str]:
        """Which of these names the student's code behind the function reads, as it is written."""
        return set()

    def decoys(self, decoys: Mapping[str, Code]) -> AbstractContextManager[set[str]]:
        """Have decoys in place of globals of the student's for as long as the context lasts.

        Parameters
        ----------
        decoys
            Functions by the name of the global.

        Returns
        -------
        context manager
            It gives a set, in which there are in the end the names of those that were called.
        """
        return contextlib.nullcontext(set())


class RemoteAnswer(Answer):
    """A function in the sandbox.

    Parameters
    ----------
    session
        The student's session.
    name, seed, solved
        See `Answer`.
    behind
        Of some global names, those that the code behind the function reads, and the cells to run
        again when they are replaced.
    endless
        See `Answer`.
    """

    def __init__(
        self,
        session: Any,
        name: str,
        seed: int,
        solved: set[str],
        behind: Callable[[Collection[str]], tuple[set[str], list[str]]] = lambda _names: (
            set(),
            [],
        ),
        endless: set[str] | None = None,
    ) -> None:
        self._session = session
        self._behind = behind
        self.name = name
        self.seed = seed
        self.solved = solved
        self.endless = set() if endless is None else endless

    def call(self, *args: Any, as_figure: bool = False, **kwargs: Any) -> Any:
        """See `Answer.call`."""
        return self._session.call(self.name, args, kwargs, as_figure)

    def reads(self, names: Collection[str]) -> set[str]:
        """See `Answer.reads`."""
        return self._behind(names)[0]

    def decoys(self, decoys: Mapping[str, Code]) -> AbstractContextManager[set[str]]:
        """See `Answer.decoys`."""
        return self._session.decoys(decoys, self._behind(decoys)[1])


class LocalAnswer(Answer):
    """A function in this very process: an instructor's notebook, a unit test.

    Only its code is at hand, not its cell: what holds on to an earlier function, as a closure does,
    does not see a decoy.
    """

    def __init__(
        self,
        function: Callable,
        name: str | None = None,
        seed: int = 0,
        solved: set[str] | None = None,
    ) -> None:
        self._function = function
        self._namespace: dict[str, Any] = getattr(function, "__globals__", {})
        self.name = name or function.__name__
        self.seed = seed
        self.solved = set() if solved is None else solved
        self.endless = set()  # nothing is stopped here

    def call(self, *args: Any, as_figure: bool = False, **kwargs: Any) -> Any:
        """See `Answer.call`."""
        request = {"call": self.name, "args": args, "kwargs": kwargs, "as_figure": as_figure}
        calls = Calls([*args, *kwargs.values()])
        with _bound(self._namespace, {self.name: self._function}):
            copied = loads(
                dumps(request),
                code=True,
                ask=lambda message: loads(dumps(calls.answer(loads(dumps(message))))),
            )
            answer = loads(dumps(call(self._namespace, copied)))
        if "error" in answer:
            raise raised(self.name, answer)
        return answer["value"]

    def reads(self, names: Collection[str]) -> set[str]:
        """See `Answer.reads`."""
        return names_read(self._function, names)

    @contextlib.contextmanager
    def decoys(self, decoys: Mapping[str, Code]) -> Iterator[set[str]]:
        """See `Answer.decoys`."""
        called: set[str] = set()
        watched = {name: noting(code.function, name, called) for name, code in decoys.items()}
        with _bound(self._namespace, watched):
            yield called


@contextlib.contextmanager
def _bound(namespace: dict[str, Any], names: Mapping[str, Any]) -> Iterator[None]:
    before = {name: namespace[name] for name in names if name in namespace}
    namespace.update(names)
    try:
        yield
    finally:
        for name in names:
            namespace.pop(name, None)
        namespace.update(before)

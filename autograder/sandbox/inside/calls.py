"""Calling a student's function: what it returns or raises, as plain data."""

import contextlib
import functools
import io
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from autograder.sandbox.inside.figure import describe, noting_figures
from autograder.sandbox.inside.wire import dumps

_KINDS = ((NotImplementedError, "not written"), (SyntaxError, "syntax"), (ImportError, "import"))


def call(namespace: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """Call the function named in the request; its prints and plots stay behind.

    Parameters
    ----------
    namespace
        The student's globals.
    request
        See `autograder.sandbox.inside.serve`; so is what comes back.
    """
    import matplotlib.pyplot as plt

    name = request["call"]
    if name not in namespace:
        return {"error": "NameError", "kind": "not defined", "message": "", "line": ""}
    function = namespace[name]
    given = dumps(request["args"]) if request["as_figure"] else b""
    plt.close("all")
    try:
        with _silence(), noting_figures() as made:
            value = function(*request["args"], **request["kwargs"])
            if request["as_figure"]:
                current = plt.gcf() if plt.get_fignums() else None
                value = describe(value, made) or describe(current, made, returned=False)
                if value:
                    value = replace(value, leaves_arguments=dumps(request["args"]) == given)
    except BaseException as error:
        return failure(error, namespace)
    finally:
        plt.close("all")
    return {"value": value}


def failure(error: BaseException, namespace: dict[str, Any]) -> dict[str, str]:
    """Name, kind, message and line of an exception, as plain text; the line is the student's."""
    frames = [frame for frame, _line in traceback.walk_tb(error.__traceback__)]
    lines = traceback.extract_tb(error.__traceback__)
    own = [
        summary.line or ""
        for frame, summary in zip(frames, lines, strict=False)
        if frame.f_globals is namespace
    ]
    try:
        message = str(error)
    except BaseException:
        message = ""
    return {
        "error": type(error).__name__,
        "kind": next((kind for of, kind in _KINDS if isinstance(error, of)), "exception"),
        "message": message[:500],
        "line": own[-1][:200] if own else "",
    }


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    import matplotlib.pyplot as plt

    kept = sys.stdout, sys.stderr, plt.show
    sys.stdout = sys.stderr = io.StringIO()
    plt.show = lambda *_args, **_kwargs: None  # it would close the figure that is wanted
    try:
        yield
    finally:
        sys.stdout, sys.stderr, plt.show = kept


def noting(function: Callable, name: str, called: set[str]) -> Callable:
    """The same function; whoever calls it leaves its name in `called`."""

    @functools.wraps(function)
    def noted(*args: Any, **kwargs: Any) -> Any:
        called.add(name)
        return function(*args, **kwargs)

    return noted

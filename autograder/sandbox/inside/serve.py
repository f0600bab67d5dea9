"""A child's life: run cells and call functions, as the grader asks, until it hangs up.

Requests are dicts with one of

- ``write``: name of a file, with its ``data`` in base64 → ``{}``
- ``run``: source text of a cell, and whether to ``render_figures`` → ``{"outputs": [...]}``
- ``call``: a global's name, with ``args``, ``kwargs``, ``stand_ins`` (functions that replace
  globals for this call) and ``as_figure`` (the value wanted is a figure) → ``{"value": ...}``, or
  ``{"error": name, "message": ..., "line": ...}``

While a call runs, a function of the grader's may be called back: ``{"ask": n, "args", "kwargs"}``
goes out, ``{"value": ...}`` or ``{"error": ...}`` comes in.
"""

import base64
import contextlib
import io
import os
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

from autograder.sandbox.inside.figure import describe
from autograder.sandbox.inside.shell import Shell
from autograder.sandbox.inside.wire import WireError, receive, send


def serve(shell: Shell, channel: socket.socket) -> None:
    """Answer the grader's requests on `channel` until it is closed."""
    ours: dict[Callable, int] = {}

    def ask(number: int) -> Callable:
        def function(*args: Any, **kwargs: Any) -> Any:
            send(channel, {"ask": number, "args": list(args), "kwargs": kwargs}, number_of)
            answer = receive(channel)
            if "error" in answer:
                raise RuntimeError(answer["error"])
            return answer["value"]

        ours[function] = number
        return function

    def number_of(function: Callable) -> int | None:
        """A function of the grader's goes back as what it is."""
        return ours.get(function) if type(function) is FunctionType else None

    me = os.getpid()
    while True:
        ours.clear()
        try:
            request = receive(channel, ask)
        except EOFError:
            return
        if "write" in request:
            answer = write(request["write"], request["data"])
        elif "run" in request:
            answer = {
                "outputs": shell.run(request["run"], render_figures=request["render_figures"])
            }
        else:
            answer = call(shell.user_ns, request)
        if os.getpid() != me:  # a process that student code forked: it has nothing to say here
            os._exit(0)
        try:
            send(channel, answer)
        except WireError as error:
            send(channel, {"error": "TooLarge", "message": str(error), "line": ""})


def write(name: str, data: str) -> dict[str, Any]:
    """Write a file beside the notebook; one that cannot be written is not there."""
    path = Path(name)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
    return {}


def call(namespace: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """Call the function named in the request; its prints and plots stay behind."""
    import matplotlib.pyplot as plt

    name = request["call"]
    if name not in namespace:
        return {"error": "NameError", "message": f"{name} is not defined", "line": ""}
    function = namespace[name]
    plt.close("all")
    try:
        with _replaced(namespace, request["stand_ins"]), _silence():
            value = function(*request["args"], **request["kwargs"])
            if request["as_figure"]:
                current = plt.gcf() if plt.get_fignums() else None
                value = describe(value) or describe(current, returned=False)
    except BaseException as error:
        return failure(error, namespace)
    finally:
        plt.close("all")
    return {"value": value}


def failure(error: BaseException, namespace: dict[str, Any]) -> dict[str, str]:
    """Name, message and line of an exception, as plain text; the line is one of the student's."""
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
    line = own[-1] if own else ""
    return {"error": type(error).__name__, "message": message[:500], "line": line[:200]}


@contextlib.contextmanager
def _replaced(namespace: dict[str, Any], stand_ins: dict[str, Callable]) -> Iterator[None]:
    before = {name: namespace[name] for name in stand_ins if name in namespace}
    namespace.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            namespace.pop(name, None)
        namespace.update(before)


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

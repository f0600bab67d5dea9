"""A child's life: run cells and call functions, as the grader asks, until it hangs up.

Requests are dicts with one of

- ``write``: name of a file, with its ``data`` in base64 → ``{}``
- ``run``: source text of a cell, and whether to ``render_figures`` → ``{"outputs": [...]}``
- ``call``: a global's name, with ``args``, ``kwargs``, ``stand_ins`` (functions that replace
  globals for this call) and ``as_figure`` (the value wanted is a figure) → ``{"value": ...}``, or
  ``{"error": name, "kind": ..., "message": ..., "line": ...}`` (the kinds: ``not defined``,
  ``not written``, ``syntax``, ``import``, ``exception``)

While a call runs, a function of the grader's may be called back: ``{"ask": n, "args", "kwargs"}``
goes out, ``{"value": ...}`` or ``{"error": ...}`` comes in.
"""

import base64
import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

from autograder.sandbox.inside.calls import call
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
            answer = {"error": "TooLarge", "kind": "exception", "message": str(error), "line": ""}
            send(channel, answer)


def write(name: str, data: str) -> dict[str, Any]:
    """Write a file beside the notebook; one that cannot be written is not there."""
    path = Path(name)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
    return {}

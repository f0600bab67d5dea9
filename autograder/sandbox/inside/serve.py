"""A child's life: run cells and call functions, as the grader asks, until it hangs up.

Requests are dicts with one of

- ``write``: name of a file, with its ``data`` in base64 → ``{}``
- ``run``: source text of a cell, whether to ``render_figures``, and whether errors are to have
  ``tracebacks`` → ``{"outputs": [...]}``
- ``call``: a global's name, with ``args``, ``kwargs`` and ``as_figure`` (the value wanted is a
  figure) → ``{"value": ...}``, or ``{"error": name, "kind": ..., "message": ..., "line": ...}``
  (the kinds: ``not defined``, ``not written``, ``syntax``, ``import``, ``exception``)
- ``decoys``: functions by name, to be put in place of globals, and ``cells`` to be run again with
  them → ``{}``
- ``as before``: take the decoys away again → ``{"called": [...]}``

A function that stays with the grader may be among the arguments of a ``call``. While that runs,
each call of it is a message ``{"ask": name, "args": [...], "kwargs": {...}}``, which is answered
with ``{"value": ...}`` or ``{"error": message}``.
"""

import base64
import contextlib
import os
import socket
from pathlib import Path
from typing import Any

from autograder.sandbox.inside.calls import call
from autograder.sandbox.inside.decoys import Decoys
from autograder.sandbox.inside.shell import Shell
from autograder.sandbox.inside.wire import WireError, receive, send


def serve(shell: Shell, channel: socket.socket) -> None:
    """Answer the grader's requests on `channel` until it is closed."""
    me = os.getpid()
    decoys = Decoys(shell)

    def ask(message: dict[str, Any]) -> dict[str, Any]:
        send(channel, message)
        return receive(channel)

    while True:
        try:
            request = receive(channel, code=True, ask=ask)
        except EOFError:
            return
        if "write" in request:
            answer = write(request["write"], request["data"])
        elif "run" in request:
            how = {name: request[name] for name in ("render_figures", "tracebacks")}
            answer = {"outputs": shell.run(request["run"], **how)}
        elif "decoys" in request:
            answer = decoys.put(request["decoys"], request["cells"])
        elif "as before" in request:
            answer = {"called": decoys.take_away()}
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

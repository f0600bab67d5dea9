"""The warm parent: imports everything once, then forks a child for each submission.

Control socket, one byte a command: ``F`` with a socket attached forks a child that serves it;
``K`` kills the child, and all that it started, and answers with how it ended (`Ending.pack`); ``W``
does so too, but gives a child that hung up the time to end by itself.
"""

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from importlib.metadata import MetadataPathFinder
from typing import Any

from autograder.sandbox.inside.box import empty, prepare
from autograder.sandbox.inside.confine import fork_confined, fork_open, hide_parent
from autograder.sandbox.inside.ending import Ending
from autograder.sandbox.inside.importing import import_only
from autograder.sandbox.inside.landlock import Ruleset
from autograder.sandbox.inside.watch import LOOK_SECONDS, Student

_WAIT_SECONDS = 2.0


def main(control_fd: int) -> None:
    """Serve until the grader closes the control socket.

    Parameters
    ----------
    control_fd
        Descriptor of the control socket. What else there is to know comes by the standard input,
        as `autograder.sandbox.walls.base.Options`.
    """
    gc.disable()  # what is imported is here to stay
    options = json.load(sys.stdin)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    del sys.argv[1:], sys.orig_argv[1:]
    if options["inner"]:
        import_only([*options["readable"], *options["links"], *options["ours"]])
    place = options["box"]
    control = socket.socket(fileno=control_fd)
    try:
        _serve(control, _warm(options), options)
    finally:
        empty(place)
        with contextlib.suppress(OSError):  # bubblewrap's goes with it
            os.rmdir(place)


def _warm(options: dict[str, Any]) -> Callable[[int], int]:
    """Import everything; return what forks a child that serves a channel."""
    box, limits = options["box"], options["limits"]
    prepare(box)
    shutil.copytree(options["fonts"], os.environ["MPLCONFIGDIR"])  # matplotlib wants to write there
    from autograder.sandbox.inside.serve import serve
    from autograder.sandbox.inside.shell import warm_shell

    hide_parent()
    if options["inner"]:
        from autograder.sandbox.inside.one_process import explain

        explain()
    shell = warm_shell(limits["outputs"], limits["output_text"])
    sys.stderr = sys.__stderr__  # what goes wrong from here on is no output of a cell
    sys.path[-1] = os.environ["HOME"]  # in place of ours; last, so no student's file hides a module
    empty(box)

    def serve_on_3() -> None:
        serve(shell, socket.socket(fileno=3))

    if not options["inner"]:
        return lambda channel: fork_open(serve_on_3, channel, box, limits)
    MetadataPathFinder().invalidate_caches()  # it knows by now what else is installed
    ruleset = Ruleset(options["readable"], box, options["abi"])
    return lambda channel: fork_confined(serve_on_3, channel, ruleset, box, limits)


def _serve(control: socket.socket, fork: Callable[[int], int], options: dict[str, Any]) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # `Student` waits for it
    box, limits = options["box"], options["limits"]
    gc.collect()
    gc.freeze()
    gc.enable()
    control.sendall(b"R")
    student: Student | None = None
    while True:
        while student and not select.select([control], [], [], LOOK_SECONDS)[0]:
            student.look()
        command, fds, _flags, _address = socket.recv_fds(control, 1, 1)
        if command == b"F":
            prepare(box)
            student = Student(fork(fds[0]), box, limits, watched=options["inner"])
            os.close(fds[0])
            continue
        ending = Ending("exit")
        if student:
            ending = student.end(_WAIT_SECONDS if command == b"W" else 0.0)
            student = None
            empty(box)
        if not command:
            return
        control.sendall(ending.pack())

"""The warm parent: imports everything once, then forks a child for each submission.

Control socket, one byte a command: ``F`` with a socket attached forks a child that serves it;
``K`` kills the child, and all that it started, and answers with how it ended (`Ending.pack`); ``W``
does so too, but gives a child that hung up the time to end by itself.
"""

import contextlib
import gc
import os
import shutil
import signal
import socket
import sys
import time
from typing import Any

from autograder.sandbox.inside.confine import fork_confined, fork_open, prepare_parent
from autograder.sandbox.inside.ending import Ending

FONTS = "/runner/fonts"
_WAIT_SECONDS = 2.0


def main(control_fd: int, limits: dict[str, Any]) -> None:
    """Serve until the grader closes the control socket.

    Parameters
    ----------
    control_fd
        Descriptor of the control socket.
    limits
        Fields of `autograder.limits.Limits`, and whether the process is ``sealed`` in a sandbox.
    """
    sealed = limits["sealed"]
    if sealed:  # matplotlib wants to write where its list of fonts is
        shutil.copytree(FONTS, os.environ["MPLCONFIGDIR"])
    from autograder.sandbox.inside.serve import serve
    from autograder.sandbox.inside.shell import warm_shell

    control = socket.socket(fileno=control_fd)
    if sealed:
        prepare_parent()
    fork = fork_confined if sealed else fork_open
    ending_of = Ending.of_watcher if sealed else Ending.of_process
    shell = warm_shell(limits["outputs"], limits["output_text"])
    sys.path.append(os.environ["HOME"])  # last: no file of a student's hides a module
    gc.collect()
    gc.freeze()
    control.sendall(b"R")
    child = 0
    while True:
        command, fds, _flags, _address = socket.recv_fds(control, 1, 1)
        if command == b"F":
            channel = fds[0]
            child = fork(lambda: serve(shell, socket.socket(fileno=3)), channel, limits)
            os.close(channel)
        elif command in (b"K", b"W"):
            wait = _WAIT_SECONDS if command == b"W" else 0.0
            ending = ending_of(_end(child, wait)) if child else Ending("exit")
            control.sendall(ending.pack())
            child = 0
        else:
            if child:
                _end(child, 0.0)
            if not sealed:
                shutil.rmtree(os.environ["HOME"], ignore_errors=True)
            return


def _end(child: int, wait: float) -> int:
    """End the first process of a namespace, and so all in it; return its wait status."""
    until = time.monotonic() + wait
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # without a sandbox, all that has not left the group
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return status

"""The warm parent: imports everything once, then forks a child for each submission.

Control socket, one byte a command: ``F`` with a socket attached forks a child that serves it;
``K`` kills the child, and all that it started, and answers with its exit status.
"""

import gc
import os
import signal
import socket
import struct

STATUS = struct.Struct("!i")


def main(control_fd: int) -> None:
    """Serve until the grader closes the control socket."""
    from .serve import serve
    from .shell import warm_shell

    control = socket.socket(fileno=control_fd)
    shell = warm_shell()
    gc.collect()
    gc.freeze()
    control.sendall(b"R")
    child = 0
    while True:
        command, fds, _flags, _address = socket.recv_fds(control, 1, 1)
        if command == b"F":
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    control.close()
                    os.setsid()
                    serve(shell, socket.socket(fileno=fds[0]))
                    status = 0
                finally:
                    os._exit(status)
            os.close(fds[0])
        elif command == b"K":
            control.sendall(STATUS.pack(_end(child) if child else 0))
            child = 0
        else:
            if child:
                _end(child)
            return


def _end(child: int) -> int:
    """Kill the child's whole session and return `os.waitstatus_to_exitcode`."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:  # the child is not yet, or no longer, the leader of a group
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)

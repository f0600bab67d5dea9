"""Clear words where student code starts a program or a process, which it cannot.

The filter of system calls forbids it; this is for the words only. A notebook's ``!ls`` says so and
goes on, so that a stray one costs nothing of its cell; Python's own ways raise an error.
"""

import multiprocessing.process
import multiprocessing.synchronize
import os
import pty
import subprocess
import sys
from typing import Any, NoReturn

from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magics.script import ScriptMagics
from IPython.utils.text import SList

SENTENCE = "No other program or process can be started while a notebook is graded."
_FAILED = 256  # what os.system returns when a program exits with 1
_STARTS = (
    *("fork", "forkpty", "posix_spawn", "posix_spawnp"),
    *("execv", "execve", "execvp", "execvpe", "execl", "execle", "execlp", "execlpe"),
    *("spawnv", "spawnve", "spawnvp", "spawnvpe", "spawnl", "spawnle", "spawnlp", "spawnlpe"),
)


def explain() -> None:
    """Put the words in place, in this process and those that it forks."""
    for name in _STARTS:
        setattr(os, name, refuse)
    os.system = _fail
    pty.fork = refuse
    subprocess.Popen.__init__ = refuse
    subprocess.Popen.__del__ = lambda self: None  # it was never begun
    multiprocessing.process.BaseProcess.start = refuse
    multiprocessing.synchronize.SemLock.__init__ = refuse  # first in every pool
    ScriptMagics.shebang = _say
    InteractiveShell.system = InteractiveShell.system_raw = InteractiveShell.system_piped = _say
    InteractiveShell.getoutput = _nothing


def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    """Take the place of whatever starts a process.

    Raises
    ------
    PermissionError
        Always.
    """
    raise PermissionError(SENTENCE)


def _say(*_args: Any, **_kwargs: Any) -> None:
    print(SENTENCE, file=sys.stderr)


def _fail(*_args: Any, **_kwargs: Any) -> int:
    _say()
    return _FAILED


def _nothing(*_args: Any, **_kwargs: Any) -> SList:
    _say()
    return SList()

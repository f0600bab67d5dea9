"""Why student code did not return a value: reasons are values, and sentences are made from them."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from autograder.limits import MESSAGE_TEXT


class Reason(Enum):
    """Why student code did not return a value."""

    TIME = "time"
    WHOLE_TIME = "whole time"
    MEMORY = "memory"
    THREADS = "threads"
    CPU = "cpu"
    DISK = "disk"
    EXIT = "exit"
    SIGNAL = "signal"
    UNREADABLE = "unreadable"
    FIGURE = "figure"

    NOT_DEFINED = "not defined"
    NOT_WRITTEN = "not written"
    SYNTAX = "syntax"
    IMPORT = "import"
    EXCEPTION = "exception"


WATCHED = {Reason.MEMORY, Reason.THREADS, Reason.CPU, Reason.DISK}  # by a process of ours
_FATAL = {
    *WATCHED,
    Reason.TIME,
    Reason.WHOLE_TIME,
    Reason.EXIT,
    Reason.SIGNAL,
    Reason.UNREADABLE,
}
_STOPPED = {
    Reason.TIME: "It was still running after {:g} s",
    Reason.WHOLE_TIME: "The whole notebook was still running after {:g} s",
    Reason.MEMORY: "It used more than {:g} MiB of memory",
    Reason.THREADS: "It started more than {:g} threads",
    Reason.CPU: "It kept more than one core busy",
    Reason.DISK: "It wrote more than {:g} MiB, or too many files,",
}
_IN_CODE = {
    Reason.NOT_DEFINED,
    Reason.NOT_WRITTEN,
    Reason.SYNTAX,
    Reason.IMPORT,
    Reason.EXCEPTION,
}
_NAMES = {
    Reason.TIME: "TimeLimit",
    Reason.WHOLE_TIME: "TimeLimit",
    Reason.UNREADABLE: "NotPlain",
    Reason.FIGURE: "NotPlain",
}


@dataclass(eq=False)
class StudentError(Exception):
    """Student code did not return a value.

    Attributes
    ----------
    reason
        Why.
    number
        What belongs to it: the limit that was broken, the exit code, the signal.
    function
        The function that was called.
    name
        The exception's name in the student's code, or TimeLimit, InterpreterDied, NotPlain.
    message
        The exception's own message.
    line
        The line of the student's code where it happened, if known.
    """

    reason: Reason
    number: float = 0
    function: str = ""
    name: str = ""
    message: str = ""
    line: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or _NAMES.get(self.reason, "InterpreterDied")

    @property
    def fatal(self) -> bool:
        """Whether it took the interpreter with it: no use in calling again."""
        return self.reason in _FATAL

    def __str__(self) -> str:
        return sentence(self)


def raised(function: str, answer: Mapping[str, Any]) -> StudentError:
    """The error that an answer of `autograder.sandbox.inside.calls.call` tells of.

    Parameters
    ----------
    function
        The function that was called.
    answer
        ``error``, ``kind``, ``message`` and ``line``: student code may have put in anything.
    """
    name, message, line = (
        str(answer.get(key, ""))[:MESSAGE_TEXT] for key in ("error", "message", "line")
    )
    known = {reason.value: reason for reason in _IN_CODE}
    reason = known.get(str(answer.get("kind")), Reason.EXCEPTION)
    return StudentError(reason, 0, function, name, message, line)


def sentence(error: StudentError) -> str:
    """What people read of it: the one place where reasons become words."""
    number, function = error.number, error.function
    where = f" — in the line  {error.line.strip()}" if error.line else ""
    if error.reason in _STOPPED:
        return f"{_STOPPED[error.reason].format(number)} and was stopped."
    match error.reason:
        case Reason.EXIT:
            return f"It ended the Python interpreter (exit code {number:g})."
        case Reason.SIGNAL:
            known = number in signal.valid_signals()
            what = (known and signal.strsignal(int(number))) or f"{number:g}"
            return f"It crashed the Python interpreter ({what})."
        case Reason.UNREADABLE:
            return f"The answer could not be read ({error.message})."
        case Reason.FIGURE:
            return "The figure could not be read."
        case Reason.NOT_DEFINED:
            return f"{function} is not defined: is the cell that defines it there, and does it run?"
        case Reason.NOT_WRITTEN:
            return (
                f"{function} is not written yet: your code goes in place of the line "
                "`raise NotImplementedError()`."
            )
    return f"It raised {error.name}: {error.message}{where}."

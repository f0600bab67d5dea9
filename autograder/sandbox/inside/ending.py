"""How a submission's interpreter ended."""

import os
from typing import NamedTuple, Self

_WAYS = ("exit", "signal", "memory", "threads", "cpu", "disk")
_SIGNALS, _LIMITS = 128, 200  # as exit codes: a signal's number, a limit's place come on top


class Ending(NamedTuple):
    """How a submission's interpreter ended.

    Attributes
    ----------
    way
        ``exit``, ``signal``, or the limit that it broke: ``memory``, ``threads``,
        ``cpu``, ``disk``.
    number
        The exit code or the signal.
    """

    way: str
    number: int = 0

    @classmethod
    def of_process(cls, wait_status: int) -> Self:
        """How a process ended that was waited for."""
        code = os.waitstatus_to_exitcode(wait_status)
        return cls("exit", code) if code >= 0 else cls("signal", -code)

    @classmethod
    def of_watcher(cls, wait_status: int) -> Self:
        """How a submission ended whose first process told so by `exit_code`."""
        way, code = cls.of_process(wait_status)
        if way == "signal" or code < _SIGNALS:
            return cls(way, code)
        return cls("signal", code - _SIGNALS) if code < _LIMITS else cls(_WAYS[code - _LIMITS])

    @property
    def exit_code(self) -> int:
        """The ending as an exit code, for which there is one byte; exit codes above 127 are cut."""
        match self.way:
            case "exit":
                return min(self.number, _SIGNALS - 1)
            case "signal":
                return _SIGNALS + self.number
        return _LIMITS + _WAYS.index(self.way)

    def pack(self) -> bytes:
        """The ending in two bytes."""
        return bytes([_WAYS.index(self.way), self.number])

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Undo `pack`.

        Raises
        ------
        ValueError
            If this is not what it gave.
        """
        way, number = packed
        return cls(_WAYS[way], number)

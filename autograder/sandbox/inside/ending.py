"""How a submission's interpreter ended."""

import os
from typing import NamedTuple, Self

_WAYS = ("exit", "signal", "memory", "threads", "cpu", "disk")


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

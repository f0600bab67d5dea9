"""Decoys: functions of the grader's in place of some of the student's, for a while."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from autograder.sandbox.inside.calls import noting

if TYPE_CHECKING:  # IPython is slow to import
    from autograder.sandbox.inside.shell import Shell


class Decoys:
    """Decoys in a shell's namespace.

    Parameters
    ----------
    shell
        Whose globals they replace.
    """

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self._before: dict[str, Any] | None = None
        self._called: set[str] = set()

    def put(self, decoys: Mapping[str, Callable], cells: Iterable[str]) -> dict[str, Any]:
        """Put decoys in place, and run again the cells that may hold on to what was there.

        Parameters
        ----------
        decoys
            The functions by name.
        cells
            Sources of cells, in order. What they define of a decoy's name does not count.
        """
        namespace = self._shell.user_ns
        self._before, self._called = dict(namespace), set()
        watched = {name: noting(function, name, self._called) for name, function in decoys.items()}
        namespace.update(watched)
        for source in cells:
            self._shell.run(source, render_figures=False, store_history=False)
            namespace.update(watched)
        return {}

    def take_away(self) -> list[str]:
        """Make the namespace what it was; return the names of the decoys that were called."""
        if self._before is not None:
            self._shell.user_ns.clear()
            self._shell.user_ns.update(self._before)
            self._before = None
        return sorted(self._called)

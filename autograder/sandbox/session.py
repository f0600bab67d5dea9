"""One submission running in the sandbox, as the trusted side sees it."""

import base64
import contextlib
import select
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.sandbox.inside.ending import Ending
from autograder.sandbox.inside.figure import is_description
from autograder.sandbox.inside.values import Code, Figure
from autograder.sandbox.inside.wire import WireError, receive, send
from autograder.sandbox.outputs import Room, too_large, trusted
from autograder.sandbox.reasons import Reason, StudentError, raised
from autograder.sandbox.runner import Runner
from autograder.sandbox.sealed import Calls

_NOTABLE_SECONDS = 0.02
_QUICK_SECONDS = 0.02  # an answer within that needs no account of where its time has gone
_QUIETLY = {"render_figures": False, "tracebacks": False}
_NOTHING = {"run": "", **_QUIETLY}


class Session:
    """A submission's interpreter: runs cells, calls functions, outlives what kills it.

    When a cell or a call kills the interpreter or overruns its time, a new child is forked and the
    earlier cells are run again without it, so that it costs itself only.

    Parameters
    ----------
    runner
        A started `Runner`; it serves one session at a time.
    files
        Files beside the notebook, which its code may read.
    until
        When all its time is used up (`time.monotonic`); after the course's limit if not given.

    Attributes
    ----------
    deaths
        Why cells were stopped; as text, each is a line.
    killed
        Whether its interpreter was killed: by itself, or by somebody from outside.
    """

    def __init__(
        self,
        runner: Runner,
        files: Mapping[str, bytes] | None = None,
        until: float | None = None,
    ) -> None:
        self._runner = runner
        self._limits = runner.settings.limits
        self._until = until or time.monotonic() + self._limits.submission_seconds
        self._files = {
            name: base64.b64encode(data).decode() for name, data in (files or {}).items()
        }
        self._room = Room(self._limits.output_size)
        self._cells: list[str] = []
        self._decoys: dict[str, Any] | None = None
        self.deaths: list[StudentError] = []
        self.killed = False
        self._fork()

    def _fork(self) -> None:
        self._channel = self._runner.fork()
        with contextlib.suppress(StudentError):  # what runs next says why
            for name, data in self._files.items():
                self._ask({"write": name, "data": data}, self._limits.cell_seconds)

    def close(self) -> None:
        """End the interpreter."""
        self._channel.close()
        self._runner.end_child(hung_up=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def run(
        self, source: str, *, render_figures: bool = True, tracebacks: bool = True
    ) -> list[NotebookNode]:
        """Run a cell; return its outputs: one error if the cell killed the interpreter.

        Parameters
        ----------
        source
            The cell's source.
        render_figures
            Whether its figures are wanted.
        tracebacks
            Whether the traceback of an error is wanted.
        """
        request = {"run": source, "render_figures": render_figures, "tracebacks": tracebacks}
        try:
            answer = self._ask(request, self._limits.cell_seconds)
            self._ask(_NOTHING, self._limits.cell_seconds)  # does it still answer?
        except StudentError as error:
            self._restart()
            text = str(error)
            self.deaths.append(error)
            return [new_output("error", ename=error.name, evalue=text, traceback=[text])]
        self._cells.append(source)
        if "error" in answer:
            return too_large()
        return trusted(answer.get("outputs"), self._limits, self._room)

    def call(
        self,
        name: str,
        args: tuple,
        kwargs: Mapping[str, Any],
        as_figure: bool,
    ) -> Any:
        """Call a function of the student's; see `autograder.testing.answers.Answer.call`."""
        request = {
            "call": name,
            "args": list(args),
            "kwargs": dict(kwargs),
            "as_figure": as_figure,
        }
        try:
            calls = Calls([*args, *kwargs.values()])
            answer = self._ask(request, self._limits.call_seconds, calls)
        except StudentError:
            self._restart()
            raise
        if "error" in answer:
            raise raised(name, answer)
        value = answer.get("value")
        if isinstance(value, Figure) and not is_description(value):
            raise StudentError(Reason.FIGURE)
        return value

    @contextlib.contextmanager
    def decoys(self, decoys: Mapping[str, Code], cells: Sequence[str]) -> Iterator[set[str]]:
        """Have decoys in place of functions of the student's for as long as this lasts.

        Parameters
        ----------
        decoys
            The functions that replace globals.
        cells
            Sources of cells that are run again then, for they may hold on to what was replaced.

        Yields
        ------
        set of str
            In the end, the names of those that were called, as far as the student's process is to
            be believed.
        """
        called: set[str] = set()
        self._decoys = {"decoys": dict(decoys), "cells": list(cells)}
        self._put_decoys()
        try:
            yield called
        finally:
            self._decoys = None
            try:
                answer = self._ask({"as before": True}, self._limits.call_seconds)
                names = answer.get("called")
                called |= decoys.keys() & (set(map(str, names)) if isinstance(names, list) else ())
            except StudentError:
                self._restart()

    def _put_decoys(self) -> None:
        try:
            self._ask(self._decoys or _NOTHING, self._limits.cell_seconds)
        except StudentError:  # what runs next says why
            self._restart(decoys=False)

    def _ask(
        self, request: dict[str, Any], seconds: float, calls: Calls | None = None
    ) -> dict[str, Any]:
        """Send a request, return the answer; meanwhile answer calls of what stays here."""
        deadline = min(time.monotonic() + seconds, self._until)
        try:
            if time.monotonic() >= self._until:
                raise TimeoutError
            send(self._channel, request, deadline)
            answer = receive(self._channel, self._wait(deadline))
            while isinstance(answer, dict) and "ask" in answer:
                if not calls or time.monotonic() >= deadline:
                    raise TimeoutError if calls else WireError("nobody was asked")
                send(self._channel, calls.answer(answer), deadline)
                answer = receive(self._channel, self._wait(deadline))
            if not isinstance(answer, dict):
                raise WireError("not a message")
            return answer
        except TimeoutError:
            if time.monotonic() >= self._until:
                limit = self._limits.submission_seconds
                raise StudentError(Reason.WHOLE_TIME, limit) from None
            raise StudentError(Reason.TIME, seconds) from None
        except (EOFError, ConnectionError):
            ending = self._runner.end_child(hung_up=True)
            self.killed |= ending == ("signal", signal.SIGKILL)
            raise self._death(ending) from None
        except WireError as error:
            raise StudentError(Reason.UNREADABLE, message=str(error)) from None

    def _wait(self, deadline: float) -> float:
        """Wait for an answer; return the deadline, put off by as long as there was no core."""
        if self._answers_by(min(deadline, time.monotonic() + _QUICK_SECONDS)):
            return deadline
        before, until = self._runner.core_time(), deadline
        while not self._answers_by(until):
            # Since the start: the kernel counts a wait when it is over, and time in hundredths.
            lost = self._runner.core_time().lost_since(before)
            until = min(deadline + lost, self._until)
            if until - time.monotonic() < _NOTABLE_SECONDS:
                raise TimeoutError
        return until

    def _answers_by(self, deadline: float) -> bool:
        seconds = max(0.0, deadline - time.monotonic())
        return bool(select.select([self._channel], [], [], seconds)[0])

    def _restart(self, *, decoys: bool = True) -> None:
        """Fork a new child and run again the cells that did no harm, and do none now."""
        while time.monotonic() < self._until:
            self._channel.close()
            self._runner.end_child()
            self._fork()
            for at, source in enumerate(self._cells):
                try:
                    self._ask({"run": source, **_QUIETLY}, self._limits.cell_seconds)
                except StudentError:
                    del self._cells[at]
                    break
            else:
                if self._decoys and decoys:
                    self._put_decoys()
                return

    def _death(self, ending: Ending) -> StudentError:
        limit = getattr(self._limits, ending.way, ending.number)
        return StudentError(Reason(ending.way), limit)

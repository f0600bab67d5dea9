"""Known mistakes: which of them was surely made."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.sandbox.reasons import StudentError
from autograder.testing.calls import Call, copies
from autograder.testing.drawn import Drawing, shown
from autograder.testing.form import are_alike, is_flat

if TYPE_CHECKING:
    from autograder.testing.exercise import Check, Misconception
    from autograder.testing.judge import Judge

_TRIES = 2  # to see on another input whether a known mistake agrees: it may lie on an edge there


def known_mistake(judge: Judge) -> str | None:
    """The hint of the first known mistake that gives the same values, and the same errors."""
    if not judge.wrong:
        return None
    candidates = (_Candidate(judge, known) for known in judge.exercise.misconceptions)
    return next((one.known.hint for one in candidates if one.was_made()), None)


class _Candidate:
    """A known mistake that may have been made; each of its values is computed once."""

    def __init__(self, judge: Judge, known: Misconception) -> None:
        self.known = known
        self._judge = judge
        self._draws_figure = judge.exercise.draws_figure
        self._values: dict[int, Any] = {}  # by the id of a call

    def was_made(self) -> bool:
        """Whether it was surely made."""
        compared = self._judge.compared
        settled = (one for one in compared if not one[0].is_random)
        random = (one for one in compared if one[0].is_random)
        return (
            all(itertools.starmap(self._agrees, settled))
            and all(itertools.starmap(self._raises, self._judge.raised))
            and all(itertools.starmap(self._agrees, random))  # it may take many runs to tell
            and not self._heeds_what_the_answer_ignores()
            and self._agrees_on_two_inputs()
        )

    def _agrees(self, check: Check, call: Call) -> bool:
        if self._draws_figure and not isinstance(call.got, Drawing):
            return False
        if isinstance(call.got, StudentError):
            return False
        value = self._value(call)
        is_flatter = is_flat(call.got) and not is_flat(value)
        if value is None or (is_flatter and not check.is_random):  # by chance it may be
            return False
        compare = self.known.matches or check.compare
        return self._judge.compare(compare, call._replace(expected=value)) is None

    def _heeds_what_the_answer_ignores(self) -> bool:
        """Whether all that was returned is alike, and what the mistake returns is not."""
        compared = {id(call): call for _check, call in self._judge.compared}
        if self._draws_figure or not are_alike(call.got for call in compared.values()):
            return False
        more = itertools.islice(self._judge.calls.others(*self._judge.wrong[0]), 1)
        calls = [*compared.values(), *more]
        return are_alike(call.got for call in calls) and not are_alike(map(self._value, calls))

    def _raises(self, check: Check, call: Call) -> bool:
        """Whether it raises where the answer has raised, edge cases left aside."""
        if check in self._judge.exercise.edge_cases():
            return True
        try:
            self._computed(call)
        except Exception:
            return True
        return False

    def _agrees_on_two_inputs(self) -> bool:
        """Whether different inputs speak for it, if there are different ones."""
        calls = self._judge.calls
        check, first = self._judge.wrong[0]
        if not all(calls.have_same_input(first, call) for _check, call in self._judge.wrong):
            return True
        if next(calls.others(check, first), None) is None:
            return True
        others = itertools.islice(calls.others(check, first), _TRIES)
        return any(self._agrees(check, call) for call in others)

    def _value(self, call: Call) -> Any:
        """What it returns; None if it raises, as some do for some inputs."""
        if id(call) not in self._values:
            try:
                value = self._computed(call)
                self._values[id(call)] = shown(value) if self._draws_figure else value
            except Exception:
                self._values[id(call)] = None
        return self._values[id(call)]

    def _computed(self, call: Call) -> Any:
        with np.errstate(all="ignore"):
            return self._judge.calls.with_decoys(self.known.wrong)(*copies(call.args))

"""Names the cause of what is wrong with an answer, from what a judge has observed of it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from autograder.sandbox.reasons import StudentError
from autograder.testing.as_if import as_if
from autograder.testing.calls import Call
from autograder.testing.causes import another_time, echo, nothing_returned
from autograder.testing.figure_causes import Checked, figure_cause
from autograder.testing.form import are_alike, are_one_number
from autograder.testing.misconceptions import known_mistake
from autograder.testing.python_errors import help_with
from autograder.testing.relations import relation
from autograder.testing.seen import Seen, is_in_proportion
from autograder.testing.verdict import Problem
from autograder.testing.wording import ONE_NUMBER

if TYPE_CHECKING:
    from autograder.testing.exercise import Check
    from autograder.testing.judge import Judge


@runtime_checkable
class OfPart(Protocol):
    """A comparison of one of several values that are returned."""

    name: str
    names: Sequence[str]

    def __call__(self, got: Any, expected: Any, arguments: Mapping[str, Any], /) -> Problem | None:
        """Return what is wrong, or None."""


def diagnosis(judge: Judge) -> str | None:
    """Say what was surely done wrong, and what to look for; None if nobody can tell.

    Parameters
    ----------
    judge
        Who has judged the answer, by all checks, and found something wrong.
    """
    if judge.raised:
        _check, first = judge.raised[0]
        return known_mistake(judge) or help_with(first.got)
    if judge.exercise.draws_figure:
        return known_mistake(judge) or figure_cause(_figures(judge))
    if not judge.wrong:
        return None
    if not any(map(judge.problem, judge.exercise.checks)):
        return known_mistake(judge) or _slip_of_form(judge)
    seen = _seen(judge, _values(judge))
    return (
        nothing_returned(_seen(judge, (call for _check, call in judge.compared)))
        or (ONE_NUMBER if _is_one_number(judge) else None)
        or known_mistake(judge)
        or echo(seen)
        or relation(seen, *_names(judge))
        or (as_if(seen, judge.calls.reference) if judge.exercise.is_formula else None)
        or _another_time(judge)
    )


def _slip_of_form(judge: Judge) -> str | None:
    """What to say if all values are right, and only their form is not."""
    message = next((call.reading.message for _, call in judge.wrong if call.reading), None)
    return f"All values are right; only their form is not. {message}" if message else None


def _figures(judge: Judge) -> list[Checked]:
    """All figures that were drawn, each with each of its checks."""
    calls = [
        (check, judge.calls.of(check.inputs, repeat))
        for check in judge.exercise.checks
        for repeat in range(check.repeats)
    ]
    return [
        Checked(call.got, call.expected, functools.partial(_passes, judge, check, call))
        for check, call in calls
    ]


def _passes(judge: Judge, check: Check, call: Call, got: Any, expected: Any) -> bool:
    """Whether another figure, which nobody has drawn, passes a check."""
    try:
        compare = judge.calls.with_decoys(check.compare)
        return compare(got, expected, judge.calls.by_name(call)) is None
    except Exception:
        return False


def _another_time(judge: Judge) -> str | None:
    """What to say if the first call that was wrong gives something else when made again."""
    first = next((call for check, call in judge.wrong if not check.is_random), None)
    if judge.calls.fatal or not first or not is_in_proportion(first.got, first.expected):
        return None
    return another_time(first.got, judge.calls.again(first))


def _seen(judge: Judge, calls: Iterable[Call]) -> list[Seen]:
    """Calls in the words of what is the same everywhere; none if one is far too large."""
    once = {id(call): call for call in calls}.values()
    if not all(is_in_proportion(call.got, call.expected) for call in once):
        return []
    return [Seen(call.got, call.expected, judge.calls.by_name(call)) for call in once]


def _values(judge: Judge) -> list[Call]:
    """Calls that were compared apart from edge cases, and one more if it is one call."""
    edges = judge.exercise.edge_cases()
    values = [call for check, call in judge.compared if check not in edges]
    if len(set(map(id, values))) == 1:
        more = itertools.islice(judge.calls.others(*judge.wrong[0]), 1)
        values += [call for call in more if not isinstance(call.got, StudentError)]
    return values


def _names(judge: Judge) -> tuple[Sequence[str], set[str]]:
    """Names of the values that are returned, if there are several, and of those that passed."""
    checks = judge.exercise.checks
    parts = [(check, check.compare) for check in checks if isinstance(check.compare, OfPart)]
    names = parts[0][1].names if parts else ()
    return names, {part.name for check, part in parts if not judge.problem(check)}


def _is_one_number(judge: Judge) -> bool:
    """Whether it gives the same number for many inputs, whose right values are different."""
    compared = (call for _check, call in judge.compared)
    calls: list[Call] = []
    for call in itertools.chain(compared, judge.calls.others(*judge.wrong[0])):
        calls.append(call)
        if not are_one_number(known.got for known in calls):
            return False
    return not are_alike(call.expected for call in calls)

"""How wrong values are related to the right ones: causes that can be named in any course.

A relation is named only if it holds for every wrong value, on at least two different inputs, to
more digits than chance would give. So what is said of the values is true, whatever was written;
what may have led to it is put as a question.
"""

import itertools
from collections.abc import Collection, Sequence

from autograder.testing.place_relations import relation_of_places
from autograder.testing.seen import (
    Seen,
    are_different,
    are_near,
    as_numbers,
    name_of,
    parts_of,
    quantities,
)
from autograder.testing.value_relations import relation_of_values


def relation(
    seen: Sequence[Seen], names: Sequence[str] = (), passed: Collection[str] = ()
) -> str | None:
    """Say how wrong values are related to the right ones.

    Parameters
    ----------
    seen
        All calls whose values were compared, those that are right among them.
    names
        If several values are returned, their names in order.
    passed
        The names of those that are near enough to be right.

    Returns
    -------
    str or None
        What is seen and what to look for; None if no relation holds for all wrong values, or if
        they come from one input.
    """
    if mixed_up := _of_several(seen, names):
        return mixed_up
    for name, values in parts_of(seen, names):
        if name in passed:
            continue
        found = relation_of_places(values) or relation_of_values(values)
        if found:
            return _sentence(found, name)
    return None


def _sentence(found: str, name: str) -> str:
    """What is found, said of one of several returned values if it has a name."""
    words = f"In {name}, {found}" if name else found[0].upper() + found[1:]
    return words if words.endswith("?") else f"{words}."


def _of_several(seen: Sequence[Seen], names: Sequence[str]) -> str | None:
    counts = {len(one.expected) if isinstance(one.expected, tuple) else 0 for one in seen}
    if len(counts) != 1 or not are_different([quantities(one.arguments) for one in seen]):
        return None
    count = counts.pop()
    for place in range(count):
        if all(are_near(as_numbers(one.got), as_numbers(one.expected[place])) for one in seen):
            return (
                f"Only {name_of(place, names)} is returned, and it is right: {count} values belong "
                "after `return`."
            )
    for one, other in itertools.combinations(range(count), 2):
        order = list(range(count))
        order[one], order[other] = other, one
        if all(_is_in_order(call, order) for call in seen):
            return (
                f"All is right, but {name_of(one, names)} and {name_of(other, names)} have changed "
                "places: in which order are they to be returned?"
            )
    return None


def _is_in_order(one: Seen, order: Sequence[int]) -> bool:
    return (
        isinstance(one.got, tuple | list)
        and len(one.got) == len(order)
        and all(
            are_near(as_numbers(got), as_numbers(one.expected[place]))
            for got, place in zip(one.got, order, strict=True)
        )
    )

"""Causes of wrong answers that are the same in every exercise, from what was seen of a function."""

from collections.abc import Sequence
from typing import Any

from autograder.testing.seen import Seen, are_different, are_near, as_numbers, quantities

NOTHING = (
    "A function gives back what stands after `return`, and this one comes to its end without it. "
    "Printing a value does not give it back."
)
SOMETIMES_NOTHING = (
    "For some arguments it comes to its end without a `return`: does every branch of its `if` end "
    "with one?"
)
ANOTHER_TIME = (
    "Called twice with the same arguments, it gives two different results. Does it keep something "
    "from one call to the next, such as a list made outside the function or a default argument "
    "that it changes, or draw numbers without the seed?"
)


def nothing_returned(seen: Sequence[Seen]) -> str | None:
    """What to say if a function came to its end without `return`, always or sometimes."""
    nothing = [one.got is None for one in seen]
    if not any(nothing):
        return None
    return NOTHING if all(nothing) else SOMETIMES_NOTHING


def echo(seen: Sequence[Seen]) -> str | None:
    """What to say if an argument is given back as it came in.

    Parameters
    ----------
    seen
        All calls whose values were compared.

    Returns
    -------
    str or None
        None if it is not surely so: if the inputs or the argument's values are all alike.
    """
    inputs = [quantities(one.arguments) for one in seen]
    got = [as_numbers(one.got) for one in seen]
    if not seen or not are_different(inputs) or any(value is None for value in got):
        return None
    for name in inputs[0]:
        values = [one.get(name) for one in inputs]
        if all(map(are_near, got, values)) and not all(are_near(values[0], one) for one in values):
            return f"It returns {name} as it was given. What is to be worked out from it?"
    return None


def another_time(first: Any, second: Any) -> str | None:
    """What to say if a second call with the same arguments gives another value than the first."""
    return None if _are_same(first, second) else ANOTHER_TIME


def _are_same(first: Any, second: Any) -> bool:
    if isinstance(first, str):
        return first == second
    numbers = as_numbers(first), as_numbers(second)
    if all(each is not None for each in numbers):
        return are_near(*numbers)
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return len(first) == len(second) and all(map(_are_same, first, second))
    return type(first) is type(second)

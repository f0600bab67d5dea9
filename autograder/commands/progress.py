"""How far long work has come, and what is printed meanwhile."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from autograder.sanitize import one_line


def tell(line: str) -> None:
    """Say something that is no part of a result."""
    print(one_line(line), file=sys.stderr, flush=True)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[..., None]]:
    """A bar with the time that is left, on a terminal.

    Parameters
    ----------
    what
        What is being done.
    total
        How many times.

    Yields
    ------
    function
        To be called after each, with what is to be counted.
    """
    counts = Counter[str]()
    with tqdm(total=total, desc=what, unit="", disable=not sys.stderr.isatty()) as bar:

        def count(**happened: bool) -> None:
            counts.update(name for name, it_did in happened.items() if it_did)
            bar.set_postfix(counts, refresh=False)
            bar.update()

        yield count


def show(text: str) -> None:
    """Print at once, above a bar if there is one."""
    tqdm.write(text)
    sys.stdout.flush()

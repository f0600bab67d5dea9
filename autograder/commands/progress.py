"""How far long work has come, and what is printed meanwhile."""

import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from autograder.sanitize import one_line

_LINE_SECONDS = 30.0
_NARROW = 80  # columns


def tell(line: str) -> None:
    """Say something that is no part of a result."""
    print(one_line(line), file=sys.stderr, flush=True)


def bar_format(columns: int) -> str:
    """What a bar shows on so many columns: first of all how far it is and how long it takes."""
    counted = "" if columns < _NARROW else "{postfix}"
    return "{desc}: {n_fmt} of {total_fmt}, {remaining} left {bar}" + counted


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[..., None]]:
    """A bar with the time that is left, on a terminal; else a line now and then.

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
    done = 0
    on_terminal = sys.stderr.isatty()
    started = last = time.monotonic()
    form = bar_format(shutil.get_terminal_size().columns)
    with tqdm(total=total, desc=what, bar_format=form, disable=not on_terminal) as bar:

        def count(**happened: bool) -> None:
            counts.update(name for name, it_did in happened.items() if it_did)
            bar.set_postfix(counts, refresh=False)
            bar.update()
            nonlocal done, last
            done, now = done + 1, time.monotonic()
            if not on_terminal and now - last >= _LINE_SECONDS:
                last = now
                left = (now - started) / done * (total - done)
                tell(f"{what}: {done} of {total}, about {left:.0f} s left")

        yield count


def show(text: str) -> None:
    """Print at once, above a bar if there is one."""
    tqdm.write(text)
    sys.stdout.flush()

"""Grading on all cores: worker processes, each with a warm runner of its own."""

import ctypes
import functools
import multiprocessing
import multiprocessing.util
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from .grade import Graded, grade
from .handed_in import read_in
from .limits import Limits
from .plugin import manifest_of, runner

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Work:
    """One submission to grade.

    Attributes
    ----------
    student
        Whose it is.
    source
        The instructor's notebook.
    submission
        The file that was handed in.
    seed
        The student's secret number.
    """

    student: str
    source: Path
    submission: Path
    seed: int


def grade_all(
    work: Sequence[Work], limits: Limits, *, sealed: bool
) -> Iterator[tuple[str, Graded | OSError]]:
    """Grade submissions side by side.

    Parameters
    ----------
    work
        The submissions.
    limits
        What each may use.
    sealed
        Whether they run in a sandbox.

    Yields
    ------
    student, graded
        In the order in which they are done; an error where the file could not be read.
    """
    if not work:
        return
    # Forked workers have everything imported already; the main process has no threads yet.
    context = multiprocessing.get_context("fork")
    workers = min(len(work), os.cpu_count() or 1)
    start = functools.partial(_be_a_worker, limits, sealed=sealed)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=start) as pool:
        try:
            futures = {
                pool.submit(grade_one, one, limits, sealed=sealed): one.student for one in work
            }
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _be_a_worker(limits: Limits, *, sealed: bool) -> None:
    # A worker whose grader is killed would wait for work for ever.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    runner.cache_clear()  # a runner belongs to the process that started it
    # What is registered with `atexit` is not run in a worker.
    multiprocessing.util.Finalize(None, runner(limits, sealed=sealed).close, exitpriority=1)


def grade_one(one: Work, limits: Limits, *, sealed: bool) -> Graded | OSError:
    """Grade a submission in this process."""
    try:
        submission = read_in(one.submission, limits)
    except OSError as error:
        return error
    running = runner(limits, sealed=sealed)
    graded = grade(manifest_of(one.source), submission, one.seed, running)
    return replace(graded, verdicts={})  # they are in the notebook; the rest need not travel

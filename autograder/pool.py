"""Grading on all cores: worker processes, each with a warm runner of its own."""

import ctypes
import multiprocessing
import multiprocessing.util
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from .grade import Graded, grade
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


def grade_all(work: Sequence[Work]) -> Iterator[tuple[str, Graded | OSError]]:
    """Grade submissions side by side.

    Parameters
    ----------
    work
        The submissions.

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
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_be_a_worker) as pool:
        try:
            futures = {pool.submit(_grade, one): one.student for one in work}
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _be_a_worker() -> None:
    # A worker whose grader is killed would wait for work for ever.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    runner.cache_clear()  # a runner belongs to the process that started it
    # What is registered with `atexit` is not run in a worker.
    multiprocessing.util.Finalize(None, runner().close, exitpriority=1)


def _grade(one: Work) -> Graded | OSError:
    try:
        data = one.submission.read_bytes()
    except OSError as error:
        return error
    graded = grade(manifest_of(one.source), data, one.seed, runner())
    return replace(graded, verdicts={})  # they are in the notebook; the rest need not travel

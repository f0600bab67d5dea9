"""Grading on all cores: worker processes, each with a warm runner of its own."""

import ctypes
import functools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from autograder.files import read_submission
from autograder.grading.grade import Graded, grade
from autograder.limits import SPARE_SECONDS
from autograder.modules import modules_of
from autograder.notebooks.manifest import manifest_of
from autograder.sandbox.runner import runner
from autograder.settings import Settings

_PR_SET_PDEATHSIG = 1
_TRIES = 2
_LISTEN_SECONDS = 0.2
T = TypeVar("T")


class LostError(Exception):
    """A piece of work whose worker was killed or hung, more than once."""


@dataclass(frozen=True)
class Work:
    """One submission to grade.

    Attributes
    ----------
    student
        Whose it is.
    course
        The course's folder.
    source
        The instructor's notebook.
    submission
        The file that was handed in.
    seed
        The student's secret number.
    """

    student: str
    course: Path
    source: Path
    submission: Path
    seed: int


def grade_all(
    work: Sequence[Work], settings: Settings, *, jobs: int | None = None
) -> Iterator[tuple[str, Graded | Exception]]:
    """Grade submissions side by side.

    Parameters
    ----------
    work
        The submissions.
    settings
        How student code is run.
    jobs
        How many at a time; as many as there are cores if not given.

    Yields
    ------
    student, graded
        In the order in which they are done; an error where the file could not be read, or no worker
        survived.
    """
    grade_it = functools.partial(grade_one, settings=settings)
    seconds = settings.limits.submission_seconds + SPARE_SECONDS
    for one, graded in spread(grade_it, work, jobs=jobs, seconds=seconds):
        yield one.student, graded


def spread(
    function: Callable[[Any], T],
    work: Sequence[Any],
    *,
    jobs: int | None,
    seconds: float,
) -> Iterator[tuple[Any, T | Exception]]:
    """Do pieces of work side by side; one whose worker dies is done again, by another.

    Parameters
    ----------
    function
        What is done with a piece.
    work
        The pieces.
    jobs
        How many at a time; as many as there are cores if None.
    seconds
        Wall time after which a worker is taken to hang.

    Yields
    ------
    piece, result
        In the order in which they are done; instead of a result the error.
    """
    if not work:
        return
    # Forked workers have everything imported already.
    context = multiprocessing.get_context("fork")
    workers = min(len(work), jobs or os.cpu_count() or 1)
    pool = ProcessPool(workers, initializer=_be_a_worker, context=context)
    try:
        tries = dict.fromkeys(range(len(work)), 0)
        while tries:
            futures = {
                pool.schedule(function, args=[work[at]], timeout=seconds): at for at in tries
            }
            for future in _as_completed(futures):
                at = futures.pop(future)
                tries[at] += 1
                result = _result(future)
                if isinstance(result, LostError) and tries[at] < _TRIES:
                    continue
                del tries[at]
                yield work[at], result
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def _as_completed(futures: dict[Future[T], int]) -> Iterator[Future[T]]:
    """Futures as they are done, for as long as there are any, and nobody presses Ctrl-C.

    It is heard between two of them. Raised wherever Python happens to be, it cuts a piece of work
    in two, or is lost in a destructor.
    """
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        while futures:
            done = wait(futures, timeout=_LISTEN_SECONDS, return_when=FIRST_COMPLETED).done
            for future in done:
                if not heard:
                    yield future
            if heard:
                raise KeyboardInterrupt
    finally:
        signal.signal(signal.SIGINT, before)


def _result(future: Future[T]) -> T | Exception:
    try:
        return future.result()
    except TimeoutError:
        return LostError("It took too long, and was stopped with its worker.")
    except ProcessExpired:
        return LostError("Its worker was killed, twice.")
    except Exception as error:
        return error


def _be_a_worker() -> None:
    # A worker whose grader is killed would wait for work for ever.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the grader hears it, and ends its workers


def grade_one(one: Work, settings: Settings) -> Graded | OSError:
    """Grade a submission in this process."""
    try:
        submission = read_submission(one.submission, settings.limits)
    except OSError as error:
        return error
    with modules_of(one.course).active():
        graded = grade(manifest_of(one.source), submission, one.seed, runner(settings))
    return replace(graded, verdicts={})  # they are in the notebook; the rest need not travel

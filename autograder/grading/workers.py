"""Grading on all cores: worker processes, each with a warm runner of its own."""

import ctypes
import functools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool, concurrent

from autograder.files import Submission, read_submission
from autograder.grading.grade import Graded, grade
from autograder.limits import SPARE_SECONDS, TRIES
from autograder.modules import modules_of
from autograder.notebooks.manifest import Manifest, manifest_of
from autograder.sandbox.runner import Runner, runner
from autograder.sandbox.walls import SandboxError
from autograder.sanitize import one_line
from autograder.settings import Settings

_PR_SET_PDEATHSIG = 1
_LISTEN_SECONDS = 0.2
CORES = os.cpu_count() or 1
T = TypeVar("T")


@dataclass(frozen=True)
class Failed:
    """Work that could not be done.

    Attributes
    ----------
    reason
        Why, in a sentence.
    """

    reason: str

    @classmethod
    def by(cls, error: Exception) -> Self:
        """Because of an error that nobody expected."""
        what = one_line(f"{type(error).__name__}: {error}")
        return cls(f"The grader failed on it, which is our fault ({what}).")


class Lost(Failed):
    """Work whose worker was killed; another may fare better."""


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

    @property
    def assignment(self) -> str:
        """Name of the assignment."""
        return self.source.stem


def grade_all(
    work: Sequence[Work], settings: Settings, *, jobs: int | None = None
) -> Iterator[tuple[Work, Graded | Failed]]:
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
    work, graded
        In the order in which they are done.

    Raises
    ------
    SandboxError
        If there is no sandbox to be had: it is the same for everyone.
    """
    grade_it = functools.partial(grade_one, settings=settings)
    seconds = settings.limits.submission_seconds + SPARE_SECONDS
    yield from spread(grade_it, work, jobs=jobs, seconds=seconds)


def spread(
    function: Callable[[Any], T],
    work: Sequence[Any],
    *,
    jobs: int | None,
    seconds: float,
) -> Iterator[tuple[Any, T | Failed]]:
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
        Wall time after which a worker is taken to hang, and its work is given up.

    Yields
    ------
    piece, result
        In the order in which they are done.

    Raises
    ------
    SandboxError
        If a piece of work raises it.
    """
    if not work:
        return
    with Workers(min(len(work), jobs or CORES)) as workers, _interrupts() as heard:
        for piece in work:
            workers.add(function, piece, seconds)
        while workers.busy and not heard:
            for done in workers.done(_LISTEN_SECONDS):
                if not heard:
                    yield done
        if heard:
            raise KeyboardInterrupt


class Workers:
    """Processes that do pieces of work, which may come by and by.

    Parameters
    ----------
    number
        How many processes.
    """

    def __init__(self, number: int) -> None:
        # Forked workers have everything imported already.
        context: Any = multiprocessing.get_context("fork")
        self._pool = ProcessPool(number, initializer=_be_a_worker, context=context)
        self._doing: dict[Future, tuple[Callable[[Any], Any], Any, float, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._pool.close() if kind is None and not self._doing else self._pool.stop()
        self._pool.join()

    @property
    def busy(self) -> bool:
        """Whether there is work that is not done."""
        return bool(self._doing)

    def add(
        self, function: Callable[[Any], Any], piece: Any, seconds: float, tries: int = 1
    ) -> None:
        """Have a piece done when a worker is free.

        Parameters
        ----------
        function, piece, seconds
            As for `spread`.
        tries
            Which try of it this is.
        """
        future = self._pool.schedule(function, args=[piece], timeout=seconds)
        self._doing[future] = function, piece, seconds, tries

    def done(self, seconds: float) -> Iterator[tuple[Any, Any]]:
        """What is done, and what came of it; wait for the first for so long.

        Raises
        ------
        SandboxError
            If a piece of work raises it.
        """
        for future in wait(self._doing, timeout=seconds, return_when=FIRST_COMPLETED).done:
            function, piece, most, tries = self._doing.pop(future)
            result = _result(future)
            if isinstance(result, Lost) and tries < TRIES:
                self.add(function, piece, most, tries + 1)
            else:
                yield piece, result


def grade_in_time(
    manifest: Manifest, submission: Submission, seed: int, runner: Runner
) -> Graded | Failed:
    """Grade a submission as `grade` does, in a copy of this process that is given up in time.

    Parameters
    ----------
    manifest, submission, seed, runner
        As there.
    """
    seconds = runner.settings.limits.submission_seconds + SPARE_SECONDS
    graded = apart(lambda: grade(manifest, submission, seed, runner), seconds)
    if isinstance(graded, Failed):
        runner.close()  # it may be in the middle of something
    return graded


def apart(do: Callable[[], T], seconds: float) -> T | Failed:
    """Do something in a copy of this process, which is given up after a time.

    Parameters
    ----------
    do
        What is done.
    seconds
        Wall time that it may take.

    Raises
    ------
    SandboxError
        If it raises it.
    """
    in_a_process: Any = concurrent.process  # its stubs know no context
    context = multiprocessing.get_context("fork")
    return _result(in_a_process(timeout=seconds, context=context)(do)())


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Hear Ctrl-C between two pieces of work only.

    Raised wherever Python happens to be, it cuts a piece of work in two, or is lost in a
    destructor.
    """
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, before)


def _result(future: Future[T]) -> T | Failed:
    try:
        return future.result()
    except SandboxError:
        raise
    except TimeoutError:  # so it would again
        return Failed("It took too long, and was stopped with its worker.")
    except ProcessExpired:
        return Lost("Its worker was killed.")
    except Exception as error:
        return Failed.by(error)


def _be_a_worker() -> None:
    # A worker whose grader is killed would wait for work for ever.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the grader hears it, and ends its workers


def warm_up(settings: Settings) -> None:
    """Start this process's runner before there is anything to grade."""
    runner(settings)


def grade_one(one: Work, settings: Settings) -> Graded | Failed:
    """Grade a submission in this process."""
    submission = read(one, settings)
    if isinstance(submission, Failed):
        return submission
    with modules_of(one.course).active():
        graded = grade(manifest_of(one.source), submission, one.seed, runner(settings))
    return replace(graded, verdicts={})  # they are in the notebook; the rest need not travel


def read(one: Work, settings: Settings) -> Submission | Failed:
    """All the files of a submission."""
    try:
        return read_submission(one.submission, settings.limits)
    except OSError as error:
        return Failed(f"It cannot be read: {error.strerror}.")

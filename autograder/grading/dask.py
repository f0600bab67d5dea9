"""Grading on other machines: the same unit of work, spread by Dask.

A worker needs this package and the sandbox, nothing of the course: manifest, submission and the
course's own modules go to it by value, the graded notebook comes back so. Dask gives the work of a
lost worker to another.
"""

import functools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from autograder.course import CourseError
from autograder.files import Submission
from autograder.grading.grade import Graded
from autograder.grading.workers import Failed, Work, grade_in_time, read
from autograder.modules import modules_of, unpack
from autograder.notebooks.manifest import Manifest, manifest_of
from autograder.sandbox.runner import runner
from autograder.sandbox.walls import SandboxError, sandbox_for
from autograder.settings import Settings

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 10
_AHEAD = 4  # submissions on their way to each worker; the rest stays on our disk
_one_at_a_time = threading.Lock()  # a runner serves one submission


def grade_on(
    scheduler: str, work: Sequence[Work], settings: Settings
) -> Iterator[tuple[Work, Graded | Failed]]:
    """Grade submissions on a cluster; see `autograder.grading.workers.grade_all`.

    Parameters
    ----------
    scheduler
        Address of the Dask scheduler.
    work, settings
        As there.

    Raises
    ------
    CourseError
        If there is no such scheduler, or it has no worker.
    SandboxError
        If a worker has no sandbox.
    """
    with _connected(scheduler, settings) as client:
        from distributed import KilledWorker, as_completed

        todo = iter(work)
        sent = {}
        pack = functools.cache(lambda course, tests: modules_of(course).pack(tests))
        futures = as_completed()

        def submit_one_more() -> None:
            for one in todo:
                manifest = manifest_of(one.source)
                modules = pack(one.course, tuple(manifest.hidden.values()))
                what = modules, manifest, read(one, settings), one.seed, settings
                future = client.submit(grade_sent, *what, pure=False)
                sent[future.key] = one
                futures.add(future)
                return

        for _ in range(_AHEAD * sum(cast("dict[str, int]", client.nthreads()).values())):
            submit_one_more()
        for future in futures:
            one = sent.pop(future.key)
            submit_one_more()
            try:
                yield one, future.result()
            except SandboxError:
                raise
            except KilledWorker:
                yield one, Failed("Several workers were lost while they graded it.")
            except Exception as error:
                yield one, Failed.by(error)


@contextmanager
def _connected(scheduler: str, settings: Settings) -> Iterator["Client"]:
    try:
        from distributed import Client
    except ImportError:
        raise CourseError("Dask is needed for that: pip install distributed") from None
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError):
        raise CourseError(f"No Dask scheduler answers at {scheduler}.") from None
    with client:
        refusals = cast("dict[str, str]", client.run(refusal, settings, on_error="return"))
        if not refusals:
            raise CourseError(f"The scheduler at {scheduler} has no worker.")
        for worker, reason in refusals.items():
            if reason:
                raise SandboxError(f"The worker {worker} cannot grade: {reason}")
        yield client


def refusal(settings: Settings) -> str:
    """Why this worker cannot grade; empty if it can."""
    return sandbox_for(settings).why_not(settings)


def grade_sent(
    modules: bytes,
    manifest: Manifest,
    submission: Submission | Failed,
    seed: int,
    settings: Settings,
) -> Graded | Failed:
    """Grade a submission in a worker."""
    if isinstance(submission, Failed):
        return submission
    with _one_at_a_time, unpack(modules).active():
        graded = grade_in_time(manifest, submission, seed, runner(settings))
    return graded if isinstance(graded, Failed) else replace(graded, verdicts={})

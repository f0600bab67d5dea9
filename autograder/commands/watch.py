"""Grading on submit: what comes in, by nbgrader's exchange or our page, is graded as it comes.

Whenever this is killed, nothing is lost and nothing is graded twice: what lies in an inbound folder
and is not written down as done is still to be done, from where it had come.
"""

import contextlib
import functools
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import watchfiles
from nbgrader.exchange import ExchangeError
from watchfiles._rust_notify import WatchfilesRustInternalError

from autograder.commands.feedback import write_page
from autograder.commands.grade import save_graded, work_on
from autograder.course import Course, CourseError
from autograder.gradebook.exchange import release_page
from autograder.gradebook.grades_log import in_short
from autograder.gradebook.inbound import Inbound, take
from autograder.gradebook.own_pages import keep_page
from autograder.gradebook.queue import Queue, Waiting
from autograder.gradebook.read import results_of
from autograder.gradebook.reconcile import reconcile
from autograder.gradebook.submissions import EARLY, obstacle, why_grade
from autograder.gradebook.write import course_lock
from autograder.grading.grade import Graded
from autograder.grading.result import Result
from autograder.grading.versions import versions_of
from autograder.grading.workers import CORES, Failed, Work, Workers, grade_one, warm_up
from autograder.limits import PAGE_SECONDS, SPARE_SECONDS, START_SECONDS
from autograder.notebooks.manifest import manifest_of
from autograder.sanitize import one_line
from autograder.settings import Settings

_TROUBLE = (CourseError, ExchangeError, OSError, WatchfilesRustInternalError)
_ENDS = (signal.SIGINT, signal.SIGTERM)
_TURN_MS = 50
_LOOK_SECONDS = 5.0  # not every file system tells of what happens in it
_SETTLE_SECONDS = 2.0  # in which a hand-in that has just begun to appear is whole
_AGAIN_SECONDS = 5.0


def watch(
    course: Course,
    assignments: Sequence[str],
    say: Callable[[str], None],
    *,
    jobs: int | None = None,
) -> None:
    """Collect, grade and give back what is submitted, until somebody ends it.

    Parameters
    ----------
    course
        The course.
    assignments
        Of what.
    say
        What is done with each line of the log.
    jobs
        How many at a time; as many as there are cores if not given.

    Raises
    ------
    AutograderError
        If it cannot begin. What goes wrong later is said, and tried again.
    """
    number = jobs or CORES
    with _until_stopped() as stop, Workers(number) as workers:
        desk = _Desk(course, assignments, workers, 2 * number, say)
        folders = desk.queue.folders
        say(f"Watching {' and '.join(map(str, folders))} for {', '.join(assignments)}.")
        trouble = ""
        while not stop.is_set():
            try:
                for look in _turns(folders, stop):
                    desk.turn(look=look)
                    trouble = ""
            except _TROUBLE as error:
                if trouble != (trouble := one_line(str(error))):
                    say(f"{trouble} Trying again until it is mended.")
                desk.distrust()
                stop.wait(_AGAIN_SECONDS)
    say("Stopped. Whoever is not graded yet will be when this is started again.")


@contextlib.contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """Set when somebody ends the program, as a terminal does or a manager of services."""
    stop = threading.Event()
    before = {kind: signal.signal(kind, lambda *_: stop.set()) for kind in _ENDS}
    try:
        yield stop
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _turns(folders: Sequence[Path], stop: threading.Event) -> Iterator[bool]:
    """Some times a second, whether it is worth a look into the folders."""
    looked = settled = 0.0
    for events in watchfiles.watch(
        *folders,
        watch_filter=None,
        recursive=False,
        step=10,
        debounce=_TURN_MS,
        rust_timeout=_TURN_MS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    ):
        now = time.monotonic()
        settled = now + _SETTLE_SECONDS if events else settled
        look = now < settled or now >= looked + _LOOK_SECONDS
        looked = now if look else looked
        yield look


@dataclass
class _Job:
    """A hand-in on its way.

    Attributes
    ----------
    waiting
        Which.
    took
        Seconds that a worker was busy grading it, if it was graded now.
    graded
        What is to be saved now.
    result
        What is in the gradebook.
    page
        What is to be given back now.
    """

    waiting: Waiting
    took: float | None = None
    graded: Graded | Failed | None = None
    result: Result | None = None
    page: Path | Failed | None = None


class _Desk:
    """Where hand-ins are on their way: at most one of each student."""

    def __init__(
        self,
        course: Course,
        assignments: Sequence[str],
        workers: Workers,
        room: int,
        say: Callable[[str], None],
    ) -> None:
        self.queue = Queue(course, assignments, say)
        self._course = course
        self._settings = Settings.of(course.config)
        self._workers = workers
        self._room = room
        self._say = say
        self._versions: dict[str, dict[str, str]] = {}
        self._look = True
        self._waiting: list[Waiting] = []
        self._jobs: dict[str, _Job] = {}  # by student
        with course_lock(course):
            for name in assignments:
                self._prepare(name)
        for _ in range(room):
            workers.add(warm_up, self._settings, START_SECONDS)

    def distrust(self) -> None:
        """Something went wrong: the gradebook may need mending before the next is saved."""
        self._versions.clear()

    def turn(self, *, look: bool) -> None:
        """Do what can be done now."""
        for piece, done in self._workers.done(0):
            if isinstance(piece, Work):
                self._jobs[piece.student].graded = done
            elif isinstance(piece, str):
                self._jobs[piece].page = done
        for job in list(self._jobs.values()):
            try:
                self._go_on(job)
            except _TROUBLE:
                raise
            except Exception as error:  # nobody else is to wait for a fault of ours
                self._done(job, Failed.by(error).reason)
        self._look |= look
        if self._look and len(self._jobs) < self._room:
            self._waiting = [
                waiting for waiting in self.queue.now() if waiting.one.student not in self._jobs
            ]
            self._look = False
        for waiting in list(self._waiting):
            if len(self._jobs) < self._room and waiting.one.student not in self._jobs:
                self._begin(waiting)
                self._waiting.remove(waiting)

    def _begin(self, waiting: Waiting) -> None:
        """Take a hand-in, and have it graded unless it was before we were killed."""
        one, final = waiting.one, waiting.final
        names = one.assignment, one.student
        with course_lock(self._course):
            self._prepare(one.assignment)
            take(self._course, one, self._settings.limits)
        job = _Job(waiting)
        limits = self._settings.limits
        why = why_grade(self._course, *names, self._versions[one.assignment], limits)
        if problem := obstacle(self._course, *names):
            self._done(job, problem)
        elif why == ("" if final else EARLY):
            self._jobs[one.student] = job
            (job.result,) = results_of(self._course, one.assignment, [one.student])
            self._write_page(job)
        else:
            self._jobs[one.student] = job
            grade_it = functools.partial(grade_one, settings=self._settings)
            work = work_on(self._course, *names, early=not final)
            self._workers.add(grade_it, work, limits.submission_seconds + SPARE_SECONDS)

    def _prepare(self, assignment: str) -> None:
        """See to it that the gradebook is fit for an assignment as it now is."""
        manifest = manifest_of(self._course.source(assignment))
        versions = versions_of(self._course.root, manifest, self._settings)
        if self._versions.get(assignment) != versions:
            for line in reconcile(self._course, assignment, versions).lines:
                self._say(line)
            self._versions[assignment] = versions

    def _go_on(self, job: _Job) -> None:
        if job.graded:
            self._save(job)
        if job.page:
            self._give_back(job)

    def _save(self, job: _Job) -> None:
        one, graded = job.waiting.one, job.graded
        assert graded is not None
        with course_lock(self._course):
            self._prepare(one.assignment)
            versions = self._versions[one.assignment]
            early = not job.waiting.final
            job.result = save_graded(
                self._course, one.assignment, one.student, graded, versions, early=early
            )
            job.took = job.result.seconds
        if isinstance(graded, Failed):
            self._done(job, graded.reason)
        else:
            self._write_page(job)
        job.graded = None  # not before: what cannot be written down is tried again

    def _write_page(self, job: _Job) -> None:
        one = job.waiting.one
        write = functools.partial(write_page, self._course.root, one.assignment)
        self._workers.add(write, one.student, PAGE_SECONDS)

    def _give_back(self, job: _Job) -> None:
        one, page = job.waiting.one, job.page
        if isinstance(page, Failed):
            self._done(job, f"there is no page. {page.reason}")
        elif page and self._released(one, page):
            self._done(job)
        else:
            self._done(job, "its page stays in feedback/: nothing names the student's own")

    def _released(self, one: Inbound, page: Path) -> bool:
        """Put a page where its student finds it; False if nothing says where that is."""
        keep_page(self._course, one.assignment, one.student, page)
        exchange = self.queue.exchange
        if exchange is None or not self.queue.came_by_exchange(one):
            return True
        return release_page(self._course, exchange.config, one.assignment, one.student)

    def _done(self, job: _Job, problem: str = "") -> None:
        """Write down that a hand-in is done, and say what came of it."""
        one, final, result = job.waiting.one, job.waiting.final, job.result
        seconds = (datetime.now(UTC).replace(tzinfo=None) - one.time).total_seconds()
        points = result.score if result else None
        about = {"assignment": one.assignment, "student": one.student, "points": points}
        times = {"seconds": round(seconds, 1), "grading": job.took}
        self.queue.attempts.add(one.name, final=final, **about, **times, **in_short(result))
        self._jobs.pop(one.student, None)
        score = "" if points is None or not result else f"{points:g} of {result.max_score:g} points"
        parts = [
            problem or score or (result.ungraded if result else "it was graded before"),
            "after the deadline" if final else "",
            f"graded in {job.took:.1f} s" if job.took is not None else "",
            f"back after {seconds:.1f} s",
        ]
        line = ", ".join(part.rstrip(".") for part in parts if part)
        self._say(one_line(f"{one.assignment} {one.student}: {line}."))

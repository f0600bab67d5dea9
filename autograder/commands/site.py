"""What all answers of ``autograder serve`` have in common: who asks, and what is refused how.

Nobody is let in without a signed link (or the hub's word), nothing is sent that a browser would run
but our own script, and what is uploaded is refused before it is read wherever that can be known.
"""

import atexit
import functools
import hmac
import multiprocessing
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pebble import ProcessPool
from tornado.web import HTTPError, RequestHandler

from autograder.course import Course
from autograder.files import read_file
from autograder.gradebook.class_now import ClassNow, Look
from autograder.gradebook.inbound import Inbox
from autograder.gradebook.links import LinkError, Links, Person
from autograder.gradebook.serving import Serving
from autograder.limits import (
    MIB,
    NOTEBOOK_FILE,
    READ_SECONDS,
    REQUESTS_A_MINUTE,
    UPLOADS_A_DAY,
)
from autograder.notebooks.belongs import exercises_of, problem_with_notebook
from autograder.notebooks.manifest import manifest_of
from autograder.pages.site import SitePages
from autograder.sanitize import one_line
from autograder.settings import Settings

COOKIE = "autograder"
_READERS = 2
_FRESH_SECONDS = 1.0  # in which many who look see the same
_MINUTE = 60.0
_DAY = timedelta(days=1)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Site:
    """What all requests share.

    Parameters
    ----------
    course, assignments
        What can be handed in.
    say
        What is done with each line of the log.
    """

    course: Course
    assignments: list[str]
    say: Callable[[str], None]
    uploading: dict[Person, tuple[float, object]] = field(default_factory=dict)
    _times: dict[tuple[Person, str], deque[float]] = field(default_factory=dict)
    _look: tuple[float, Look] | None = None

    def __post_init__(self) -> None:
        self.serving = Serving.of(self.course.config)
        self.limits = Settings.of(self.course.config).limits
        self.inbox = Inbox(self.course)
        self.inbox.open()
        self.links = Links(self.course)
        self.most = min(self.limits.notebook, NOTEBOOK_FILE) * MIB
        title = self.course.directory("").course_id or self.course.root.name
        self.pages = SitePages(title, self.serving.path, self.most // MIB)
        self.threads = ThreadPoolExecutor(1, "notebooks")
        self._class = ClassNow(self.course, self.assignments)
        self._exercises = {
            name: exercises_of(manifest_of(self.course.source(name)))
            for name in self.course.assignments()
        }

    def look(self, *, again: bool = False) -> Look:
        """The class as it is, or was a moment ago."""
        now = time.monotonic()
        if again or self._look is None or now > self._look[0] + _FRESH_SECONDS:
            self._look = now, self._class.look()
        return self._look[1]

    def too_often(self, who: Person, what: str, most: int) -> bool:
        """Note that somebody does something; whether it is too much for a minute."""
        times = self._times.setdefault((who, what), deque())
        now = time.monotonic()
        while times and times[0] < now - _MINUTE:
            times.popleft()
        if len(times) >= most:
            return True
        times.append(now)
        return False

    def too_many(self, who: Person, assignment: str) -> bool:
        """Whether somebody has handed in as often as anybody may in a day."""
        look = self.look(again=True)
        lately = [one for one in look.attempts(assignment, who.name) if one.time > look.now - _DAY]
        return len(lately) >= UPLOADS_A_DAY

    def newest(self, who: Person, assignment: str) -> Path | None:
        """Where somebody's newest hand-in is; None if there is none."""
        found = self.look(again=True).inbound.get((assignment, who.name))
        return found[-1].folder if found else None

    def problem_with(self, assignment: str, notebook: bytes) -> Future:
        """Why a notebook cannot be graded: another process finds out, or takes too long."""
        given = notebook, assignment, self._exercises, self.limits
        return _readers().schedule(problem_with_notebook, args=given, timeout=READ_SECONDS)

    def let_wait(self, who: Person, what: str, most: int) -> None:
        """Let somebody do nothing of a kind for a minute."""
        self._times[who, what] = deque([time.monotonic()] * most)

    def take_in(self, who: Person, assignment: str, notebook: bytes, newest: Path | None) -> None:
        """Put a notebook into the queue, in a thread, if it is not the one that came last."""
        if newest is None or not self._is_in(newest, assignment, notebook):
            self.inbox.put(who.name, assignment, notebook)

    def _is_in(self, folder: Path, assignment: str, notebook: bytes) -> bool:
        """Whether a hand-in is this notebook: a form that is sent twice is one hand-in."""
        try:
            return read_file(folder / f"{assignment}.ipynb", self.most, within=folder) == notebook
        except OSError:
            return False


def _readers() -> ProcessPool:
    """Processes that read what was uploaded, so that it delays no answer."""
    if not _started().active:  # the system may have refused it a process
        _started.cache_clear()
    return _started()


@functools.cache
def _started() -> ProcessPool:
    # They are started from nothing, and have none of our connections.
    context: Any = multiprocessing.get_context("spawn")
    pool = ProcessPool(_READERS, context=context)
    atexit.register(pool.stop)
    return pool


class Page(RequestHandler):
    """What all answers have in common."""

    site: Site

    def initialize(self, site: Site) -> None:
        """Remember what all requests share."""
        self.site = site

    def set_default_headers(self) -> None:
        """What a browser may do with an answer: little."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", _OURS)

    def prepare(self) -> None:
        """Answer to our own name only: a page elsewhere may have a name that leads here."""
        if self.request.host_name != self.site.serving.host:
            line = f"This page is found at {self.site.serving.url}"
            raise refused(HTTPStatus.MISDIRECTED_REQUEST, line)

    def person(self) -> Person:
        """Who asks.

        Raises
        ------
        HTTPError
            If nobody knows.
        """
        link = self.link()
        if not link:
            raise refused(HTTPStatus.FORBIDDEN, "Open the link that your TA sent you.")
        try:
            who = self.site.links.person(link)
        except LinkError as error:
            raise refused(HTTPStatus.FORBIDDEN, str(error)) from None
        if self.site.too_often(who, "look", REQUESTS_A_MINUTE):
            raise refused(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests. Wait a minute.")
        return who

    def link(self) -> str:
        """What the browser keeps of somebody's link; empty if there is nothing."""
        return self.get_cookie(COOKIE, "") or ""

    def assignment(self, name: str) -> str:
        """An assignment that there is."""
        if name not in self.site.assignments:
            raise refused(HTTPStatus.NOT_FOUND, "There is no such assignment.")
        return name

    def check_form(self, form: str) -> None:
        """See to it that a form is one that we gave to this person's browser."""
        came_from = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        right = self.site.links.form_token(self.link())
        if came_from not in ("same-origin", "none") or not _same(form, right):
            line = "This form was not sent from your page, or is an old one. Go back and try again."
            raise refused(HTTPStatus.FORBIDDEN, line)

    def write_error(self, status_code: int, **about: Any) -> None:
        """Answer with the line that says why."""
        _, error, _ = about.get("exc_info", (None, None, None))
        line = getattr(error, "line", "") or HTTPStatus(status_code).phrase
        self.set_header("Content-Security-Policy", _OURS)
        self.finish(self.as_answer(line, status_code))

    def as_answer(self, line: str, status_code: int) -> str:
        """A line as whoever asks reads it."""
        is_in = status_code != HTTPStatus.FORBIDDEN and bool(self.link())
        return self.site.pages.line(line, back=is_in)

    def log_exception(self, *error: Any) -> None:
        """Say what went wrong on our side, and nothing of what was refused."""
        if not isinstance(error[1], HTTPError):
            self.site.say(one_line(f"{type(self).__name__}: {error[1]!r}"))  # no address: links


class RefusedError(HTTPError):
    """A request that is refused, and the line that says why."""

    line = ""


def refused(status: int, line: str) -> RefusedError:
    """A refusal, to be raised."""
    error = RefusedError(status)
    error.line = line
    return error


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())

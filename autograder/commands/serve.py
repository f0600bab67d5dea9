"""A page for those without a hub: hand in, and read the score; for the staff, the class now."""

import asyncio
import contextlib
import csv
import logging
import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application

from autograder.commands import site_hub, site_pages, site_uploads
from autograder.commands.site import Site
from autograder.commands.watch import watch
from autograder.course import Course, CourseError
from autograder.errors import AutograderError
from autograder.gradebook.links import Links, Person
from autograder.gradebook.names import normal
from autograder.gradebook.serving import Serving, read_roster
from autograder.grading.seeds import derived_key
from autograder.limits import FORM_BYTES, REQUEST_SECONDS, UPLOAD_SECONDS

_LINKS = "links.csv"
_ENDS = (signal.SIGINT, signal.SIGTERM)
_AGAIN_SECONDS = 1.0
_PATIENCE_SECONDS = 20.0  # for grading to end what it is about


def write_links(course: Course, roster: Path) -> Path:
    """Write a signed link for each student of a roster, and for the staff.

    Parameters
    ----------
    course
        Whose links they are.
    roster
        A CSV file with a column ``id``.

    Returns
    -------
    Path
        ``links.csv``, which nobody else can read.

    Raises
    ------
    AutograderError
        If the roster cannot be read, or somebody's name could not be that of a folder.
    """
    serving = Serving.of(course.config)
    people = [Person(normal(name)) for name in read_roster(roster)]
    people += [Person(normal(name), is_staff=True) for name in serving.staff]
    links = Links(course).issue(dict.fromkeys(people), serving.days)
    path = course.root / _LINKS
    path.unlink(missing_ok=True)
    private = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(private, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "role", "link"])
        for person, link in links.items():
            role = "staff" if person.is_staff else "student"
            table.writerow([person.name, role, f"{serving.url}in/{link}"])
    return path


def serve(
    course: Course,
    assignments: Sequence[str],
    say: Callable[[str], None],
    *,
    jobs: int | None = None,
) -> None:
    """Serve the page, and grade what is handed in, until somebody ends it.

    Parameters
    ----------
    course, assignments
        What can be handed in.
    say
        What is done with each line of the log.
    jobs
        How many are graded at a time; as many as there are cores if not given.

    Raises
    ------
    AutograderError
        If it cannot begin.
    """
    site = Site(course, list(assignments), say)
    page = server(site)
    with _grading(course.root, assignments, say, jobs):
        asyncio.run(_answer(site, page))
    say("Stopped. Whoever is not graded yet will be when this is started again.")


async def _answer(site: Site, page: HTTPServer) -> None:
    serving = site.serving
    try:
        page.listen(serving.port, serving.address)
    except OSError as error:
        where = f"{serving.address}, port {serving.port}"
        raise CourseError(f"The page cannot be served at {where}: {error.strerror}.") from None
    for name in site.assignments:
        site.problem_with(name, b"")  # whoever hands in first need not wait for processes to start
    stop = asyncio.Event()
    for kind in _ENDS:
        asyncio.get_running_loop().add_signal_handler(kind, stop.set)
    site.say(f"Serving {serving.url} at {serving.address}, port {serving.port}.")
    await stop.wait()
    page.stop()
    await page.close_all_connections()


def server(site: Site) -> HTTPServer:
    """The server of a course's page, which does not listen yet.

    Parameters
    ----------
    site
        What all its requests share.
    """
    logging.getLogger("tornado").setLevel(logging.CRITICAL)  # what matters is said by `say`
    at, given = re.escape(site.serving.path), {"site": site}
    one = r"([^/]+)"
    routes: list[Any] = [
        (at, site_pages.Here, given),
        (rf"{at}in/([\w.-]+)", site_pages.SignIn, given),
        (f"{at}out", site_pages.SignOut, given),
        (f"{at}hand-in/{one}", site_uploads.HandInByForm, given),
        (f"{at}api/{one}", site_uploads.HandInByProgram, given),
        (f"{at}feedback/{one}", site_pages.Feedback, given),
        (f"{at}feedback/{one}/{one}", site_pages.Feedback, given),
        (f"{at}solution/{one}", site_pages.Solution, given),
        (rf"{at}(style\.css|page\.js)", site_pages.File, given),
    ]
    if site_hub.is_service():
        routes += site_hub.routes(site)
    settings: Mapping[str, Any] = {
        "hub": site_hub.is_service(),
        "cookie_secret": derived_key(site.course.root, "cookies of autograder serve"),
        "default_handler_class": site_pages.Nothing,
        "default_handler_args": given,
        "log_function": lambda _handler: None,  # addresses have links in them
        "compress_response": True,
    }
    return HTTPServer(
        Application(routes, **settings),
        max_header_size=16_384,
        max_body_size=FORM_BYTES,  # an upload may have more: see there
        body_timeout=UPLOAD_SECONDS,
        idle_connection_timeout=REQUEST_SECONDS,
    )


@contextlib.contextmanager
def _grading(
    root: Path, assignments: Sequence[str], say: Callable[[str], None], jobs: int | None
) -> Iterator[None]:
    """Grade in a process beside this one, and begin again if it ends."""
    ended = threading.Event()
    thread = threading.Thread(target=_keep_grading, args=(ended, root, assignments, say, jobs))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _keep_grading(
    ended: threading.Event, root: Path, assignments: Sequence[str], say: Any, jobs: int | None
) -> None:
    # A process of its own from the start: it has none of our connections, nor of our threads.
    context = multiprocessing.get_context("spawn")
    while not ended.is_set():
        grading = context.Process(target=_grade, args=(root, list(assignments), say, jobs))
        grading.start()
        while grading.is_alive() and not ended.wait(0.2):
            pass
        grading.terminate()
        grading.join(_PATIENCE_SECONDS)
        grading.kill()
        ended.wait(_AGAIN_SECONDS)


def _grade(
    root: Path, assignments: list[str], say: Callable[[str], None], jobs: int | None
) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    trouble = ""
    while True:
        try:
            watch(Course(root), assignments, say, jobs=jobs)
            return
        except AutograderError as error:  # another one is at work, for instance
            if trouble != (trouble := str(error)):
                say(f"{trouble} The page is served meanwhile.")
            time.sleep(_AGAIN_SECONDS)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)

"""What students upload to ``autograder serve``: by their browser, or by a program."""

import asyncio
import json
import time
from http import HTTPStatus
from urllib.parse import quote

from pebble import ProcessExpired
from tornado.http1connection import HTTP1Connection
from tornado.httputil import HTTPFile, HTTPInputError, parse_body_arguments
from tornado.web import stream_request_body

from autograder.commands.site import Page, RefusedError, Site, refused
from autograder.gradebook.links import Person
from autograder.gradebook.own_pages import own_page
from autograder.limits import (
    FORM_BYTES,
    MIB,
    UPLOAD_SECONDS,
    UPLOADS_A_MINUTE,
    UPLOADS_AT_ONCE,
)
from autograder.pages.site import as_json
from autograder.sanitize import one_line

_DRAINED = 4  # times the most that is taken: what is read of an upload that is refused
_NO = (0.0, None)


class _Upload(Page):
    """What an upload by a form has in common with one by a program."""

    def initialize(self, site: Site) -> None:
        """Nothing has arrived yet."""
        super().initialize(site)
        self._body = bytearray()
        self._who: Person | None = None
        self._refusal: RefusedError | None = None

    def start_upload(self) -> None:
        """Find out, before it has arrived, whether it can be taken.

        If not, `arrived` says why: who still sends does not listen, and loses our line with the
        connection. Only what is far too long is cut off.
        """
        most = _DRAINED * self.site.most
        connection = self.request.connection
        if isinstance(connection, HTTP1Connection):
            connection.set_max_body_size(most)
        try:
            self._let_in()
        except RefusedError as error:
            length = self.request.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > most:
                raise
            self._refusal = error

    def arrived(self) -> None:
        """Refuse now what could not be taken."""
        if self._refusal:
            raise self._refusal

    def _let_in(self) -> None:
        super().prepare()
        site, who = self.site, self.person()
        if who.is_staff:
            raise refused(HTTPStatus.FORBIDDEN, "Only students hand in.")
        length = self.request.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise refused(HTTPStatus.LENGTH_REQUIRED, "The upload has to say how long it is.")
        if int(length) > site.most + FORM_BYTES:
            line = (
                f"The file is larger than {site.most // MIB} MB. Clear its outputs, and try again."
            )
            raise refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, line)
        name = self.assignment(self.path_args[0])
        if site.too_often(who, "upload", UPLOADS_A_MINUTE) or site.too_many(who, name):
            line = "That is too often. What you handed in is safe; try again later."
            raise refused(HTTPStatus.TOO_MANY_REQUESTS, line)
        now = time.monotonic()
        for other, (begun, _) in list(site.uploading.items()):
            if begun < now - UPLOAD_SECONDS:
                del site.uploading[other]
        if len(site.uploading) >= UPLOADS_AT_ONCE and who not in site.uploading:
            line = "Many are handing in just now. Try again in a minute."
            raise refused(HTTPStatus.SERVICE_UNAVAILABLE, line)
        site.uploading[who] = now, self  # in place of one that may have been cut off
        self._who = who

    def data_received(self, chunk: bytes) -> None:
        """Keep what arrives, as long as it is wanted."""
        if self._is_wanted():
            self._body += chunk

    def on_finish(self) -> None:
        """Make room for another."""
        if self._who and self._is_wanted():
            del self.site.uploading[self._who]

    def _is_wanted(self) -> bool:
        """Whether no other upload of the same person has begun since."""
        return self._who is not None and self.site.uploading.get(self._who, _NO)[1] is self

    async def take_in(self, assignment: str, notebook: bytes) -> None:
        """Put a notebook into the queue; afterwards it is safe.

        Raises
        ------
        HTTPError
            If it is none, or none of this assignment's.
        """
        who = self._who
        if who is None or not self._is_wanted():
            raise refused(HTTPStatus.CONFLICT, "Another upload of yours came in between.")
        name = self.assignment(assignment)
        try:
            problem = await asyncio.wrap_future(self.site.problem_with(name, notebook))
        except (TimeoutError, ProcessExpired):
            self.site.let_wait(who, "upload", UPLOADS_A_MINUTE)
            problem = "The file takes too long to read. Clear its outputs first."
        if problem:
            raise refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"Not handed in. {one_line(problem)}")
        loop, newest = asyncio.get_running_loop(), self.site.newest(who, name)
        given = who, name, notebook, newest
        try:
            await loop.run_in_executor(self.site.threads, self.site.take_in, *given)
        except OSError as error:
            self.site.say(one_line(f"{name} {who.name}: not taken in. {error}"))
            line = "It could not be saved and was not handed in. Tell your TA; try again later."
            raise refused(HTTPStatus.INSUFFICIENT_STORAGE, line) from None
        self.site.look(again=True)  # and the next page shows it


@stream_request_body
class HandInByForm(_Upload):
    """A student's browser sends a notebook."""

    def prepare(self) -> None:
        """Refuse what can be refused at once."""
        self.start_upload()

    async def post(self, assignment: str) -> None:
        """Take it in, and show the student's page again."""
        self.arrived()
        arguments: dict[str, list[bytes]] = {}
        files: dict[str, list[HTTPFile]] = {}
        kind = self.request.headers.get("Content-Type", "")
        try:
            parse_body_arguments(kind, bytes(self._body), arguments, files)
        except HTTPInputError:
            raise refused(HTTPStatus.BAD_REQUEST, "This is not what a form sends.") from None
        self.check_form(arguments.get("form", [b""])[-1].decode("utf-8", "replace"))
        (file, *more) = files.get("notebook") or [None]
        if file is None or more:
            raise refused(HTTPStatus.BAD_REQUEST, "Choose one notebook, and hand that in.")
        if problem := _name_problem(file.filename):
            raise refused(HTTPStatus.BAD_REQUEST, problem)
        await self.take_in(assignment, file.body)
        self.redirect(self.site.serving.path, status=HTTPStatus.SEE_OTHER)


def _name_problem(name: str) -> str:
    """Why a file cannot be called this; its name is used for nothing, and that stays so."""
    if any(sign in name for sign in "/\\\0") or name.startswith(".") or not name.isprintable():
        return "Not handed in. The file's name is none that a notebook has."
    if not name.casefold().endswith(".ipynb"):
        return "Not handed in. A notebook's name ends with .ipynb."
    return ""


@stream_request_body
class HandInByProgram(_Upload):
    """A program sends a notebook, or asks what became of it, and shows its link each time."""

    def link(self) -> str:
        """The link that came with the request."""
        kind, _, link = self.request.headers.get("Authorization", "").partition(" ")
        return link.strip() if kind == "Bearer" else ""

    def prepare(self) -> None:
        """Refuse what can be refused at once."""
        if self.request.method == "PUT":
            self.start_upload()
        else:
            super().prepare()

    async def put(self, assignment: str) -> None:
        """Take a notebook in, and say how things stand."""
        self.arrived()
        await self.take_in(assignment, bytes(self._body))
        self._tell(assignment, self.person())

    def get(self, assignment: str) -> None:
        """Say how things stand."""
        self._tell(self.assignment(assignment), self.person())

    def _tell(self, assignment: str, who: Person) -> None:
        course, url = self.site.course, self.site.serving.url
        has_page = own_page(course, assignment, who.name).exists()
        page = f"{url}feedback/{quote(assignment)}" if has_page else ""
        self.set_header("Content-Type", "application/json")
        last = self.site.look(again=True).last(assignment, who.name)
        self.finish(json.dumps(as_json(last, page)))

    def as_answer(self, line: str, status_code: int) -> str:
        """A line as a program reads it."""
        self.set_header("Content-Type", "application/json")
        return json.dumps({"error": one_line(line)})

"""The page of a course, served in this process, and people who send it requests."""

import asyncio
import contextlib
import http.client
import json
import re
import socket
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tiny_course import NAME, RIGHT, answered, as_bytes
from tornado.testing import bind_unused_port

from autograder.commands.serve import server
from autograder.commands.site import Site
from autograder.course import Course
from autograder.gradebook.attempts import FILE
from autograder.gradebook.inbound import Inbox
from autograder.gradebook.links import Links, Person

BOUNDARY = "a-boundary-that-is-in-no-notebook"
TA = Person("tina", is_staff=True)


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def line(self) -> str:
        """The sentence of a page that has nothing else, or of a program's answer."""
        if self.headers.get("content-type") == "application/json":
            return json.loads(self.text)["error"]
        found = re.search(r'role="alert">(.*?)</p>', self.text)
        return found[1] if found else ""


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies, and sends forms as a page has them."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with contextlib.closing(connection):
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    cookie, _, kept = value.partition(";")[0].partition("=")
                    self.cookies[cookie] = kept.strip('"')
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, answer.read().decode(), got)

    def get(self, path: str = "/", **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def form(self) -> str:
        """What the forms of one's page bring back."""
        return re.search(r'name="form" value="(.*?)"', self.get().text)[1]

    def hand_in(
        self,
        notebook: bytes,
        name: str = f"{NAME}.ipynb",
        *,
        form: str | None = None,
        to: str = NAME,
        **headers: str,
    ) -> Answer:
        form = self.form() if form is None else form
        about = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}", **headers}
        return self.ask("POST", f"/hand-in/{to}", multipart(form, name, notebook), **about)


def multipart(form: str, name: str, notebook: bytes) -> bytes:
    """What a browser sends for our form."""
    file = f'name="notebook"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    fields = [f'name="form"\r\n\r\n{form}'.encode(), file.encode() + notebook]
    parts = [b"Content-Disposition: form-data; " + one for one in fields]
    start = f"--{BOUNDARY}\r\n".encode()
    return b"".join(start + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


class Served:
    """A course's page, while it is served."""

    def __init__(self, folder: Path, days: float = 1) -> None:
        self.course = Course(folder)
        self.said: list[str] = []
        self.site = Site(self.course, [NAME], self.said.append)
        self.links = Links(self.course)
        people = [Person("ada"), Person("bela"), TA]
        self.link = self.links.issue(people, days)
        listens, self.port = bind_unused_port()
        self._loop = asyncio.new_event_loop()
        self._begin(listens)

    def _begin(self, listens: socket.socket) -> None:
        def run() -> None:
            asyncio.set_event_loop(self._loop)
            self._server = server(self.site)
            self._server.add_sockets([listens])
            ready.set()
            self._loop.run_forever()

        ready = threading.Event()
        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        assert ready.wait(30)

    def end(self) -> None:
        async def end() -> None:
            self._server.stop()
            await self._server.close_all_connections()

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def browser(self, who: Person | None = None) -> Browser:
        """A browser, in which somebody followed their link."""
        browser = Browser(self.port)
        if who:
            assert browser.get(f"/in/{self.link[who]}").status == 302
        return browser

    def handed_in(self) -> list[tuple[str, bytes]]:
        """What is in the inbox, and of whom."""
        found = Inbox(self.course).hand_ins()
        return [(one.student, (one.folder / f"{NAME}.ipynb").read_bytes()) for one in found]

    def graded(self, student: str, page: str = "<p>your page</p>", **about: object) -> None:
        """Write down, as grading does, that the last of a student's hand-ins is graded."""
        one = [one for one in Inbox(self.course).hand_ins() if one.student == student][-1]
        entry = {
            "hand_in": one.name,
            "final": False,
            "graded": f"{one.time.isoformat()}+00:00",
            "assignment": NAME,
            "student": student,
            "points": 7.0,
            "max_points": 100.0,
            "exercises": {"double": [4.0, 4.0], "total": [3.0, 6.0], "answer_why": [None, 90.0]},
            "mistakes": {"total": "That adds them all twice."},
            **about,
        }
        path = self.course.root / FILE
        with path.open("a") as file:
            file.write(f"\n{json.dumps(entry)}\n")
        kept = self.course.root / ".autograder/pages" / student / f"{NAME}.html"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(page)
        self.site.look(again=True)


@contextlib.contextmanager
def serving(folder: Path, *config: str, days: float = 1) -> Iterator[Served]:
    """The page of the course in a folder."""
    path = folder / "nbgrader_config.py"
    path.write_text("\n".join([path.read_text(), *config, ""]))
    served = Served(folder, days)
    yield served
    served.end()


def quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def right(release) -> bytes:
    """A notebook with right answers."""
    return as_bytes(answered(release, RIGHT))

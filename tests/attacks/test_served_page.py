"""Attacks on the page of `autograder serve`: each is refused in a line, and changes nothing."""

import contextlib
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tiny_course
from served import BOUNDARY, TA, Answer, Browser, Served, multipart, quoted, right, serving
from tiny_course import NAME, as_bytes, write_course

from autograder.commands import serve, site, site_uploads
from autograder.course import Course
from autograder.gradebook.links import Links, Person

ADA, BELA = Person("ada"), Person("bela")
FORM = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_course(tmp_path_factory.mktemp("attacked"), source=tiny_course.source_notebook())
    with (folder / "nbgrader_config.py").open("a") as config:  # whatever this machine's exchange is
        config.write(f"\nc.Exchange.root = {str(folder / 'exchange')!r}\n")
    other = folder / "source/other/other.ipynb"
    other.parent.mkdir()
    text = json.dumps(tiny_course.source_notebook())
    for name in ("double", "total", "half", "answer_why"):
        text = text.replace(name, f"other_{name}")
    other.write_text(text)
    return folder


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    source = tiny_course.source_notebook()
    return right(tiny_course.manifest_of(source, tmp_path_factory.mktemp("tiny")).release())


@pytest.fixture
def served(course: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(site_uploads, "UPLOADS_A_MINUTE", 1000)
    with serving(course) as made:
        yield made
        assert made.said == []
    shutil.rmtree(course / ".autograder")


@pytest.fixture
def ada(served: Served) -> Browser:
    return served.browser(ADA)


def forged(link: str) -> str:
    """The link of another student, with this one's signature."""
    text, signature = link.split(".")
    return f"{text[:-4]}AAAA.{signature}"


# Who has no link, or not this one


OPEN = ["/", f"/feedback/{NAME}", f"/feedback/{NAME}/ada", f"/api/{NAME}"]


@pytest.mark.parametrize("path", OPEN)
def test_nobody_is_let_in_without_a_link(served, path):
    answer = served.browser().get(path)
    assert (answer.status, answer.line) == (403, "Open the link that your TA sent you.")


@pytest.mark.parametrize("way", ["form", "program"])
def test_nobody_hands_in_without_a_link(served, notebook, way):
    stranger = served.browser()
    if way == "form":
        body = multipart("x", f"{NAME}.ipynb", notebook)
        answer = stranger.ask("POST", f"/hand-in/{NAME}", body, Content_Type=FORM)
    else:
        answer = stranger.ask("PUT", f"/api/{NAME}", notebook)
    assert (answer.status, answer.line) == (403, "Open the link that your TA sent you.")
    assert served.handed_in() == []


NOT_OURS = "This link is not one of ours. Was it copied to its end?"


@pytest.mark.parametrize(
    "change",
    [
        forged,
        lambda link: link[:-1],
        lambda link: link.partition(".")[0],
        lambda link: f"{link}.{link}",
        lambda _link: "x" * 5000,
        lambda _link: ".",
    ],
    ids=["another's", "cut off", "unsigned", "doubled", "long", "empty"],
)
def test_a_forged_link_does_not_open(served, change: Callable[[str], str]):
    answer = served.browser().get(f"/in/{change(served.link[ADA])}")
    assert (answer.status, answer.line) == (403, NOT_OURS)
    assert "autograder" not in str(answer.headers.get("set-cookie"))


def test_a_link_of_another_course_does_not_open(served, tmp_path):
    links = Links(Course(write_course(tmp_path))).issue([ADA], 1)
    assert served.browser().get(f"/in/{links[ADA]}").line == NOT_OURS


def test_a_link_that_has_ended_does_not_open(served, monkeypatch, ada):
    assert ada.get().status == 200
    now = time.time()
    monkeypatch.setattr("autograder.gradebook.links.time.time", lambda: now + 2 * 86_400)
    ended = "This link has ended. Ask your TA for a new one."
    assert served.browser().get(f"/in/{served.link[ADA]}").line == ended
    assert ada.get().line == ended, "nor what the browser had kept"


def test_a_link_that_was_withdrawn_opens_nothing_when_it_is_sent_again(served, ada, notebook):
    form = ada.form()
    served.links.revoke(["ada"])
    gone = "This link was replaced or withdrawn. Ask your TA for a new one."
    assert served.browser().get(f"/in/{served.link[ADA]}").line == gone
    assert ada.get().line == gone
    assert ada.hand_in(notebook, form=form).line == gone
    served.links.issue([ADA], 1)
    assert ada.get().line == gone, "also when there is a new one"
    assert served.browser(BELA).get().status == 200
    assert served.handed_in() == []


def test_a_link_keeps_to_its_own_role(served, ada):
    text = served.links.signed(TA, "0" * 16, int(time.time()) + 1000)
    assert served.browser().get(f"/in/{text}").status == 403, "signed, with a serial of nobody's"
    assert "the class now" not in ada.get().text


def test_nobody_is_made_to_work_under_anothers_name(served, ada):
    answer = ada.get(f"/in/{served.link[BELA]}")
    assert answer.line == "This browser is in use by ada. Sign out there first."
    assert "You are <b>ada</b>." in ada.get().text
    form = ada.form()
    assert ada.ask("POST", "/out", b"form=x").status == 403
    assert ada.ask("POST", "/out", f"form={form}".encode(), **URLENCODED).status == 200
    assert ada.get(f"/in/{served.link[BELA]}").status == 302
    assert "You are <b>bela</b>." in ada.get().text


URLENCODED = {"Content_Type": "application/x-www-form-urlencoded"}


# Another's work


def test_no_student_reads_what_is_anothers(served, ada, notebook):
    served.browser(BELA).hand_in(notebook)
    served.graded("bela", page="<p>page of bela</p>")
    pages = [ada.get(), ada.get(f"/feedback/{NAME}"), ada.get(f"/feedback/{NAME}/bela")]
    tricks = ["bela%2Ftiny", "..%2Fbela%2Ftiny", "%2e%2e/bela/tiny", "tiny%00", "../bela"]
    pages += [ada.get(f"/feedback/{trick}") for trick in tricks]
    pages += [ada.get(f"/feedback/{NAME}?student=bela"), ada.get(f"/api/{NAME}?student=bela")]
    assert not any("bela" in page.text for page in pages)
    assert [page.status for page in pages[1:]] == [404, 403, 404, 404, 404, 404, 403, 404, 403]


@pytest.mark.parametrize("name", ["../../../links", "../ada", "%00", "nobody", "..", "a/b"])
def test_the_staff_reads_pages_and_no_other_file(served, ada, notebook, name):
    ada.hand_in(notebook)
    served.graded("ada")
    answer = served.browser(TA).get(f"/feedback/{NAME}/{quoted(name)}")
    assert (answer.status, answer.line) == (404, "There is no such page.")


def test_the_staff_hands_nothing_in(served, notebook):
    answer = served.browser(TA).hand_in(notebook)
    assert (answer.status, answer.line) == (403, "Only students hand in.")


# Requests that another page makes a browser send


def test_a_form_of_another_page_is_refused(served, ada, notebook):
    line = "This form was not sent from your page, or is an old one. Go back and try again."
    bela = served.browser(BELA).form()
    assert ada.hand_in(notebook, form="").line == line
    assert ada.hand_in(notebook, form=bela).line == line
    assert ada.hand_in(notebook, Sec_Fetch_Site="cross-site").line == line
    assert ada.hand_in(notebook, Sec_Fetch_Site="same-site").line == line
    assert served.handed_in() == []
    assert ada.hand_in(notebook, Sec_Fetch_Site="same-origin").status == 303


def test_a_cookie_is_not_enough_for_what_a_program_may(ada, served, notebook):
    assert ada.ask("PUT", f"/api/{NAME}", notebook).status == 403
    assert served.handed_in() == []


def test_another_name_for_this_machine_is_not_answered(ada):
    answer = ada.ask("GET", "/", Host="evil.example.org")
    assert (answer.status, answer.line) == (421, "This page is found at http://127.0.0.1:8765/")
    assert "ada" not in answer.text


def test_a_browser_runs_nothing_but_our_script(served, ada, notebook):
    ada.hand_in(notebook)
    served.graded("ada", page="<script>alert(1)</script>")
    for path in ("/", f"/in/{served.link[BELA]}", "/nowhere"):
        answer = ada.get(path)
        rules = answer.headers["content-security-policy"]
        assert rules.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "frame-ancestors 'none'" in rules
        assert "unsafe" not in rules
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "<script>" not in answer.text
        assert "style=" not in answer.text
    rules = ada.get(f"/feedback/{NAME}").headers["content-security-policy"]
    assert rules.startswith("sandbox; default-src 'none'")
    assert "script" not in rules.replace("sandbox", "")


def test_a_cookie_is_out_of_reach_of_scripts_and_of_others(served):
    answer = served.browser().get(f"/in/{served.link[ADA]}")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_cookie_goes_no_other_way_than_encrypted(course):
    with serving(course, "c.Serve.url = 'https://127.0.0.1/grades/'") as made:
        answer = made.browser().get(f"/grades/in/{made.link[ADA]}")
        assert "Secure" in answer.headers["set-cookie"]
        assert "Path=/grades/" in answer.headers["set-cookie"]
        assert answer.headers["location"] == "/grades/"
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.Serve.url", "# c.Serve.url"))


# What is uploaded


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("../../../nbgrader_config.py", "The file's name is none that a notebook has."),
        ("..\\..\\tiny.ipynb", "The file's name is none that a notebook has."),
        ("/etc/tiny.ipynb", "The file's name is none that a notebook has."),
        (".tiny.ipynb", "The file's name is none that a notebook has."),
        ("a\u202ebpy.ipynb", "The file's name is none that a notebook has."),
        ("tiny.py", "A notebook's name ends with .ipynb."),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(served, ada, notebook, name, line):
    answer = ada.hand_in(notebook, name.replace("\\", "\\\\"))
    assert (answer.status, answer.line.replace("&#39;", "'")) == (400, f"Not handed in. {line}")
    assert served.handed_in() == []


@pytest.mark.parametrize(
    "to", ["nothing", "..", "../tiny", "tiny/../tiny", "tiny+x", "other", "tiny%00", "%2e%2e"]
)
def test_what_is_no_assignment_takes_nothing(served, ada, notebook, to):
    form = ada.form()
    answer = ada.hand_in(notebook, form=form, to=quoted(to) if "%" not in to else to)
    assert answer.status in (403, 404)
    assert served.handed_in() == []
    assert not list(served.course.root.glob("**/*+*+*"))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "The file is empty"),
        (b"\x00\xff\xfe" * 100, "The file is not"),
        (b"<html>", "it is a web page. Download the notebook itself"),
        (b'{"cells": [], "metadata": {}}', "This notebook has no exercise of tiny in it."),
        (b'{"cells": ' + b"[" * 100_000, "The file is"),
        (b"[" * 3_000_000, "The file"),
        (b"PK\x03\x04", "The file is not"),
    ],
    ids=["empty", "bytes", "a page", "no cells", "deep", "wide", "zip"],
)
def test_what_is_no_notebook_is_refused(served, ada, data, line):
    answer = ada.hand_in(data)
    assert answer.status in (400, 422)
    assert line in answer.line or not data
    assert served.handed_in() == []


def test_a_notebook_of_another_assignment_is_refused(served, ada, notebook):
    other = notebook
    for name in (b"double", b"total", b"half", b"answer_why"):
        other = other.replace(name, b"other_" + name)
    answer = ada.hand_in(other)
    assert answer.line == "Not handed in. This is the notebook of other, not of tiny."
    bare = as_bytes({**json.loads(other), "metadata": {}})
    for cell in (plain := json.loads(bare))["cells"]:
        cell["metadata"] = {}
    assert "of other, not of tiny" in ada.hand_in(json.dumps(plain).encode()).line
    assert served.handed_in() == []


def test_two_files_at_once_are_refused(served, ada, notebook):
    body = multipart(ada.form(), f"{NAME}.ipynb", notebook)
    twice = body.removesuffix(f"--{BOUNDARY}--\r\n".encode()) + body
    answer = ada.ask("POST", f"/hand-in/{NAME}", twice, Content_Type=FORM)
    assert answer.line == "Choose one notebook, and hand that in."
    assert ada.ask("POST", f"/hand-in/{NAME}", b"x" * 99, Content_Type=FORM).status == 400
    assert ada.ask("POST", f"/hand-in/{NAME}", b"form=x", **URLENCODED).status == 403
    assert served.handed_in() == []


# Too much, too slow, too often


def talk(port: int, *lines: bytes) -> bytes:
    """Say something to the server as no browser does; what it answers until it hangs up."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for line in lines:
            connection.sendall(line)
        with contextlib.suppress(ConnectionError):
            while more := connection.recv(65_536):
                heard += more
    return heard


def head(served: Served, browser: Browser, *lines: str) -> bytes:
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return "\r\n".join(
        [
            f"POST /hand-in/{NAME} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {cookies}",
            f"Content-Type: {FORM}",
            *lines,
            "\r\n",
        ]
    ).encode()


@pytest.mark.parametrize("size", [4 * 20 * 2**20 + 1, 10**12, 10**30])
def test_a_huge_upload_is_refused_before_it_is_sent(served, ada, size):
    heard = talk(served.port, head(served, ada, f"Content-Length: {size}", "Connection: close"))
    assert heard.startswith(b"HTTP/1.1 413 ")
    assert b"The file is larger than 20 MB." in heard
    assert served.handed_in() == []


@pytest.mark.parametrize("size", [100, 5_000_000, 26_000_000])
def test_who_is_refused_reads_why_however_much_they_send(served, ada, size):
    assert ada.form()  # that sends the cookie, which a program has no use for
    served.links.revoke(["ada"])
    data = b"x" * size
    for _ in range(3):
        assert served.browser().ask("PUT", f"/api/{NAME}", data).line == (
            "Open the link that your TA sent you."
        )
        answer = ada.ask("POST", f"/hand-in/{NAME}", data, Content_Type=FORM)
        assert answer.line == "This link was replaced or withdrawn. Ask your TA for a new one."
    bela = {"Authorization": f"Bearer {served.link[BELA]}"}
    answer = served.browser().ask("PUT", f"/api/{NAME}", b"x" * 26_000_000, **bela)
    assert answer.line == "The file is larger than 20 MB. Clear its outputs, and try again."
    assert served.handed_in() == []


def test_an_upload_that_does_not_say_how_long_it_is_is_refused(served, ada):
    heard = talk(
        served.port,
        head(served, ada, "Transfer-Encoding: chunked", "Connection: close"),
        b"5\r\nabcde\r\n0\r\n\r\n",
    )
    assert heard.startswith(b"HTTP/1.1 411 ")


def test_what_is_larger_than_a_form_is_not_kept_for_strangers(served):
    body = b"form=" + b"x" * 2_000_000
    with contextlib.suppress(ConnectionError):
        assert served.browser().ask("POST", "/out", body, **URLENCODED).status == 400
    heard = talk(served.port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 100_000)
    assert not heard or heard.startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize("part", ["head", "body"])
def test_who_sends_slowly_is_cut_off_and_delays_nobody(course, notebook, monkeypatch, part):
    monkeypatch.setattr(serve, "REQUEST_SECONDS", 1.0)
    monkeypatch.setattr(serve, "UPLOAD_SECONDS", 1.0)
    monkeypatch.setattr(site_uploads, "UPLOADS_A_MINUTE", 1000)
    with serving(course) as made:
        slow = made.browser(ADA)
        begun = time.monotonic()
        sent = head(made, slow, "Content-Length: 5000")
        with contextlib.ExitStack() as open_ones:
            many = [
                open_ones.enter_context(socket.create_connection(("127.0.0.1", made.port), 20))
                for _ in range(100)
            ]
            for one in many:
                one.sendall(sent[:-4] if part == "head" else sent + b"x" * 10)
            assert made.browser(BELA).hand_in(notebook).status == 303
            assert time.monotonic() - begun < 10
            for one in many:
                with contextlib.suppress(ConnectionError):
                    assert one.recv(10) == b""
        assert [student for student, _ in made.handed_in()] == ["bela"]
        assert slow.hand_in(notebook).status == 303, "and is not shut out for it"
    shutil.rmtree(course / ".autograder")


def test_a_notebook_that_is_work_to_read_delays_nobody(served, ada, notebook, monkeypatch):
    monkeypatch.setattr(site, "READ_SECONDS", 0.5)
    monkeypatch.setattr(site_uploads, "UPLOADS_A_MINUTE", 6)
    heavy = b'{"cells": [' + b'{"outputs": [], ' * 1_200_000
    answers: list[Answer] = []
    form, bela = ada.form(), served.browser(BELA)
    sends = threading.Thread(target=lambda: answers.append(ada.hand_in(heavy, form=form)))
    sends.start()
    longest = 0.0
    while sends.is_alive():
        begun = time.monotonic()
        assert bela.get().status == 200
        longest = max(longest, time.monotonic() - begun)
        time.sleep(0.05)
    assert longest < 3
    line = "Not handed in. The file takes too long to read. Clear its outputs first."
    assert answers[0].line == line
    assert ada.hand_in(notebook).status == 429
    assert bela.hand_in(notebook).status == 303


def test_who_hands_in_too_often_is_told_so(course, notebook, monkeypatch):
    monkeypatch.setattr(site_uploads, "UPLOADS_A_MINUTE", 3)
    with serving(course) as made:
        ada = made.browser(ADA)
        answers = [ada.hand_in(notebook) for _ in range(5)]
        assert [answer.status for answer in answers] == [303, 303, 303, 429, 429]
        assert answers[-1].line.startswith("That is too often.")
        assert made.browser(BELA).hand_in(notebook).status == 303
    shutil.rmtree(course / ".autograder")


def test_a_day_has_a_bound_that_a_new_start_does_not_lift(course, notebook, monkeypatch):
    monkeypatch.setattr(site, "UPLOADS_A_DAY", 2)
    for statuses in ([303, 303, 429], [429, 429, 429]):
        with serving(course) as made:
            ada = made.browser(ADA)
            texts = [notebook + b" " * n for n in range(3)]
            assert [ada.hand_in(text).status for text in texts] == statuses
    shutil.rmtree(course / ".autograder")


def test_who_looks_too_often_is_told_so(served, ada, monkeypatch):
    monkeypatch.setattr(site, "REQUESTS_A_MINUTE", 5)
    answers = [ada.get() for _ in range(6)]
    assert answers[-1].line == "Too many requests. Wait a minute."
    assert served.browser(BELA).get().status == 200


def test_only_so_many_upload_at_once(served, ada, notebook, monkeypatch):
    monkeypatch.setattr(site_uploads, "UPLOADS_AT_ONCE", 1)
    bela = served.browser(BELA)
    with socket.create_connection(("127.0.0.1", served.port)) as slow:
        slow.sendall(head(served, ada, "Content-Length: 5000") + b"x")
        deadline = time.monotonic() + 20
        while not served.site.uploading:
            assert time.monotonic() < deadline
        answer = bela.hand_in(notebook)
        assert answer.line == "Many are handing in just now. Try again in a minute."
        assert ada.hand_in(notebook).status == 303, "one's own newer upload takes the place"
    assert bela.hand_in(notebook).status == 303


def test_a_full_disk_takes_nothing_and_says_so(served, ada, notebook, monkeypatch):
    monkeypatch.setattr(os, "fsync", _full)
    answer = ada.hand_in(notebook)
    assert answer.status == 507
    assert "was not handed in" in answer.line
    assert served.handed_in() == []
    assert served.said.pop().startswith("tiny ada: not taken in.")
    monkeypatch.undo()
    assert ada.hand_in(notebook).status == 303


def _full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")

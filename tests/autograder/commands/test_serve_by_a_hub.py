"""On a hub people sign in with its OAuth; the hub here answers as JupyterHub does."""

import asyncio
import json
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from jupyterhub.services.auth import HubOAuth
from served import Browser, Served, serving
from tiny_course import write_course
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

from autograder.commands.main import main

PREFIX = "/services/grades/"
SCOPE = "access:services!service=grades"
USERS = {
    "code-of-ada": {"name": "ada", "admin": False, "scopes": [SCOPE]},
    "code-of-tina": {"name": "tina", "admin": True, "scopes": [SCOPE]},
    "code-of-eve": {"name": "eve", "admin": False, "scopes": ["self"]},
    "code-of-odd": {"name": "../odd", "admin": False, "scopes": [SCOPE]},
}


class Token(RequestHandler):
    def post(self) -> None:
        asked = {name: self.get_argument(name) for name in self.request.arguments}
        assert asked["client_id"] == "service-grades"
        assert asked["client_secret"] == "the service's"
        assert asked["redirect_uri"].endswith(f"{PREFIX}oauth_callback")
        self.finish({"access_token": asked["code"], "token_type": "Bearer"})


class User(RequestHandler):
    def get(self) -> None:
        kind, _, token = self.request.headers["Authorization"].partition(" ")
        assert kind in ("token", "Bearer")
        self.finish(json.dumps({"kind": "user", "groups": [], **USERS[token]}))


@pytest.fixture
def hub() -> Iterator[str]:
    """The address of a hub's API."""
    listens, port = bind_unused_port()
    loop = asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        routes = [("/hub/api/oauth2/token", Token), ("/hub/api/user", User)]
        HTTPServer(Application(routes)).add_sockets([listens])
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}/hub/api"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(30)


@pytest.fixture
def served(hub, tmp_path, monkeypatch) -> Iterator[Served]:
    for name, value in {
        "API_TOKEN": "the service's",
        "API_URL": hub,
        "CLIENT_ID": "service-grades",
        "SERVICE_PREFIX": PREFIX,
        "BASE_URL": "/",
        "OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
    }.items():
        monkeypatch.setenv(f"JUPYTERHUB_{name}", value)
    HubOAuth.clear_instance()
    HubOAuth.instance(base_url=PREFIX)  # else as it was when JupyterHub was imported
    with serving(write_course(tmp_path), f"c.Serve.url = 'https://127.0.0.1{PREFIX}'") as made:
        yield made
    HubOAuth.clear_instance()


def sign_in(browser: Browser, code: str):
    """Go where the hub and the page send one; the answer at the end."""
    answer = browser.get(PREFIX)
    assert (answer.status, answer.headers["location"]) == (302, f"{PREFIX}hub")
    answer = browser.get(f"{PREFIX}hub")
    asked = urlsplit(answer.headers["location"])
    assert asked.path == "/hub/api/oauth2/authorize"
    (state,) = parse_qs(asked.query)["state"]
    answer = browser.get(f"{PREFIX}oauth_callback?code={code}&state={state}")
    while answer.status == 302 and not answer.headers["location"].startswith("/hub/"):
        answer = browser.get(answer.headers["location"])
    return answer


@pytest.mark.parametrize(
    ("code", "sees"),
    [
        ("code-of-ada", "You are <b>ada</b>."),
        ("code-of-tina", "You are <b>tina</b>, of the staff."),
    ],
)
def test_the_hub_says_who_somebody_is(served, code, sees):
    browser = served.browser()
    assert sees in sign_in(browser, code).text
    assert browser.get(PREFIX).status == 200


@pytest.mark.parametrize("code", ["code-of-eve", "code-of-odd"])
def test_whom_the_hub_does_not_let_in_or_has_no_name_for_a_folder_stays_out(served, code):
    browser = served.browser()
    assert sign_in(browser, code).status == 403
    assert browser.get(PREFIX).status == 302


def test_the_answer_to_another_browser_is_refused(served):
    answer = served.browser().get(f"{PREFIX}hub")
    (state,) = parse_qs(urlsplit(answer.headers["location"]).query)["state"]
    other = served.browser()
    path = f"{PREFIX}oauth_callback?code=code-of-ada&state={state}"
    assert other.get(path).status == 403
    assert other.get(PREFIX).status == 302


def test_a_page_at_another_address_than_the_hubs_does_not_begin(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "x")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", PREFIX)
    monkeypatch.chdir(write_course(tmp_path))
    assert main(["serve"]) == 2
    assert f"has this page at {PREFIX}: c.Serve.url has to end" in capsys.readouterr().err

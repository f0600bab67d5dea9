"""A person at a desk: their own Jupyter, a course's exchange, what their browser complains of."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import warm_python
from playwright.sync_api import Page

# Formgrader sets formulas with it, the one thing that a page gets from elsewhere. Tests do without.
MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/"
NO_MATHJAX = "MathJax = {Hub: {Config() {}, Queue() {}, Startup: {signal: {Interest() {}}}}}"
BARE = ["--no-sandbox", "--disable-dev-shm-usage"]  # for root, and in a container
_QUIET = '{"fetchNews": "false", "checkForUpdates": false}'
_SETTINGS = "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"


def program() -> str | None:
    """The system's browser; Playwright brings none."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@dataclass
class Desk:
    """Where somebody works.

    Parameters
    ----------
    folder
        What they see in JupyterLab, and where they type their commands.
    private
        Their Jupyter's settings and data.
    exchange
        The folder through which students and TAs pass each other notebooks.
    """

    folder: Path
    private: Path
    exchange: Path

    def __post_init__(self) -> None:
        settings = self.private / "config" / _SETTINGS
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_QUIET)
        (self.private / "config/nbgrader_config.py").write_text(
            f"c = get_config()\n"
            f"c.Exchange.root = {str(self.exchange)!r}\n"
            f"c.CourseDirectory.course_id = 'single-neuron-models'\n"
        )
        self.folder.mkdir()
        self.exchange.mkdir(exist_ok=True)
        self.exchange.chmod(0o777)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of all that they start."""
        programs = str(Path(sys.executable).parent)
        own = {
            name: str(self.private / where)
            for name, where in (
                ("JUPYTER_CONFIG_DIR", "config"),
                ("JUPYTER_DATA_DIR", "data"),
                ("JUPYTER_RUNTIME_DIR", "runtime"),
                ("IPYTHONDIR", "ipython"),
            )
        }
        return os.environ | own | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}

    def types(self, *command: str) -> str:
        """Run a command in the folder; it has to succeed."""
        done = warm_python.run(command, self.folder, self.environment)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextlib.contextmanager
    def jupyter(self) -> Iterator[str]:
        """JupyterLab's address, while it runs."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--no-browser"]
        options += ["--allow-root", "--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1"]
        options += ["--LanguageServerManager.autodetect=False"]  # or it starts basedpyright
        with (self.private / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/api", server)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        assert server.poll() is None, "JupyterLab did not start"
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("JupyterLab does not answer")


@dataclass
class Watch:
    """Notes what a page complains of, and whom it calls.

    Parameters
    ----------
    page
        The page, before it has gone anywhere.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)
    called: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.on("request", lambda request: self.called.add(request.url))
        self.page.on(
            "websocket", lambda socket: self.called.add(socket.url.replace("ws", "http", 1))
        )

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)

    def strangers(self, *known: str) -> list[str]:
        """Addresses of others than these that were called."""
        local = ("data:", "blob:", "about:", *known)
        return sorted(url for url in self.called if not url.startswith(local))

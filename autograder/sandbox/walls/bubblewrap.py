"""The runner in bubblewrap: it sees what `autograder.sandbox.walls.view` allows and nothing else.

All of that is read-only, and of ours it is the runner alone: no home, no project, no gradebook, no
network, no other process, no environment of the caller's. `autograder.sandbox.inside.confine` then
closes what is left to close for each submission.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import matplotlib as mpl

from autograder.sandbox.inside.confine import HOME, PRIVATE
from autograder.sandbox.inside.zygote import FONTS
from autograder.sandbox.walls.base import SandboxError
from autograder.sandbox.walls.view import View, view_of
from autograder.settings import Settings

PACKAGE = Path(__file__).resolve().parents[2]
HOW_TO_GET_IT = "install bubblewrap (on Debian or Ubuntu: sudo apt-get install bubblewrap)"
_START = (
    "import sys, json; sys.path.append('/runner'); "
    "from autograder.sandbox.inside.zygote import main; "
    "main(int(sys.argv[1]), json.loads(sys.argv[2]))"
)


_ENVIRONMENT = {
    "HOME": HOME,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
}


def ensure() -> None:
    """Make sure that there is a sandbox to be had.

    Raises
    ------
    SandboxError
        If bubblewrap is not there, or the kernel does not let it work.
    """
    program = _program()
    tried = subprocess.run(
        [program, *_namespaces(), "--ro-bind", "/", "/", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        reason = (tried.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SandboxError(
            f"Student code is not run without a sandbox, and bubblewrap cannot make one: {reason}. "
            "The kernel has to allow user namespaces (docs/security.md)."
        )


def _program() -> str:
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxError(f"Student code is not run without a sandbox: {HOW_TO_GET_IT}.")
    return program


def launch(control: socket.socket, settings: Settings) -> subprocess.Popen:
    """Start the warm runner in its sandbox.

    Parameters
    ----------
    control
        The runner's end of the control socket; the only descriptor it inherits.
    settings
        How student code is run.

    Raises
    ------
    SandboxError
        If bubblewrap is not there.
    """
    sealed = settings.sealed
    view = view_of(settings.packages)
    options = json.dumps(asdict(settings.limits) | {"sealed": sealed, "kept": _in_private(view)})
    python = [sys.executable, "-I", "-c", _START, str(control.fileno()), options]
    if sealed:
        own = _ENVIRONMENT | {"MPLCONFIGDIR": "/tmp/matplotlib"}
        variables = [word for pair in own.items() for word in ("--setenv", *pair)]
        python = [_program(), *_namespaces(), *_shown(view), "--clearenv", *variables, *python]
    return subprocess.Popen(
        python,
        env=None if sealed else _ENVIRONMENT | {"HOME": tempfile.mkdtemp(prefix="autograder-")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=(control.fileno(),),
    )


def _namespaces() -> list[str]:
    # Root of a user namespace that owns nothing: what it takes to make the children's namespaces.
    inside = ["--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL"]
    return ["--unshare-all", "--die-with-parent", "--new-session", *inside]


def _shown(view: View) -> list[str]:
    # First of all: what is bound later may lie in one of them.
    shown = ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", HOME]
    shown += _bound(view.base)
    for folder in view.emptied:
        shown += ["--tmpfs", str(folder)]
    shown += _bound(view.packages)
    for link in view.links:
        shown += ["--symlink", str(link.readlink()), str(link)]
    for folder in view.emptied:
        shown += ["--remount-ro", str(folder)]
    for ours in ("__init__.py", "sandbox/__init__.py", "sandbox/inside"):
        shown += ["--ro-bind", str(PACKAGE / ours), f"/runner/autograder/{ours}"]
    shown += ["--ro-bind", _font_list(), FONTS]
    return shown


def _bound(paths: Iterable[Path]) -> list[str]:
    return [word for path in paths for word in ("--ro-bind", str(path), str(path))]


def _in_private(view: View) -> list[str]:
    """What of the view lies in places that each submission finds empty otherwise."""
    shown = (*view.base, *view.packages, *view.links)
    return [str(path) for path in shown if any(path.is_relative_to(place) for place in PRIVATE)]


def _font_list() -> str:
    """Folder of matplotlib's list of fonts, which is made now if it is not there."""
    import matplotlib.font_manager  # noqa: F401

    return mpl.get_cachedir()

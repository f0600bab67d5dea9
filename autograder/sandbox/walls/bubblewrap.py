"""Where student code runs: the one place that decides what the runner's process may see.

bubblewrap shows it the system's libraries and Python's, read-only, and of ours the runner alone: no
home, no project, no gradebook, no network, no other process, no environment of the caller's.
`autograder.sandbox.inside.confine` then closes what is left to close for each submission.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import matplotlib as mpl

from autograder.errors import AutograderError
from autograder.sandbox.inside.confine import HOME
from autograder.sandbox.inside.zygote import FONTS
from autograder.settings import Settings

PACKAGE = Path(__file__).resolve().parents[2]
HOW_TO_GET_IT = "install bubblewrap (on Debian or Ubuntu: sudo apt-get install bubblewrap)"
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts")
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


class SandboxError(AutograderError):
    """There is no sandbox to be had; the message says why and what to do."""


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
    options = json.dumps(asdict(settings.limits) | {"sealed": sealed, "python": _prefixes()})
    python = [sys.executable, "-I", "-c", _START, str(control.fileno()), options]
    if sealed:
        own = _ENVIRONMENT | {"MPLCONFIGDIR": "/tmp/matplotlib"}
        variables = [word for pair in own.items() for word in ("--setenv", *pair)]
        python = [_program(), *_namespaces(), *_view(), "--clearenv", *variables, *python]
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


def _view() -> list[str]:
    """What there is to see."""
    # First of all: what is bound later may lie in one of them.
    view = ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", HOME]
    view += [part for path in _SYSTEM for part in ("--ro-bind-try", path, path)]
    for prefix in _prefixes():
        view += ["--ro-bind", prefix, prefix]
    for ours in ("reference", "autograde_tests", "autograder"):
        installed = PACKAGE.parent / ours
        if installed.is_relative_to(sys.prefix):
            view += ["--tmpfs", str(installed)]
    for ours in ("__init__.py", "sandbox/__init__.py", "sandbox/inside"):
        view += ["--ro-bind", str(PACKAGE / ours), f"/runner/autograder/{ours}"]
    view += ["--ro-bind", _font_list(), FONTS]
    return view


def _prefixes() -> list[str]:
    """Folders of the Python that runs, as far as they are not the system's."""
    both = dict.fromkeys((sys.base_prefix, sys.prefix))
    return [prefix for prefix in both if not Path(prefix).is_relative_to("/usr")]


def _font_list() -> str:
    """Folder of matplotlib's list of fonts, which is made now if it is not there."""
    import matplotlib.font_manager  # noqa: F401

    return mpl.get_cachedir()

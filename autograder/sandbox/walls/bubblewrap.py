"""The runner in bubblewrap: it sees what `autograder.sandbox.walls.view` allows and nothing else.

All of that is read-only, and of ours it is the runner alone: no home, no project, no gradebook, no
network, no other process, no environment of the caller's. `autograder.sandbox.inside.confine` then
closes what is left to close for each submission.
"""

import os
import shutil
import socket
import subprocess
from pathlib import Path

from autograder.sandbox.inside.confine import HOME, PRIVATE
from autograder.sandbox.inside.zygote import FONTS
from autograder.sandbox.walls.base import ENVIRONMENT, PACKAGE, Sandbox, SandboxError, python, start
from autograder.sandbox.walls.view import View, view_of
from autograder.settings import Settings

_MISSING = (
    "Student code is not run without a sandbox: "
    "install bubblewrap (on Debian or Ubuntu: sudo apt-get install bubblewrap)."
)
_OURS = "/runner"
# Root of a user namespace that owns nothing: what it takes to make the children's namespaces.
_NAMESPACES = (
    *("--unshare-all", "--die-with-parent", "--new-session"),
    *("--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL"),
)


class Bubblewrap(Sandbox):
    """Namespaces that have in them what student code may see, and nothing else."""

    def why_not(self, settings: Settings) -> str:
        """See `Sandbox.why_not`."""
        program = shutil.which("bwrap")
        if program is None:
            return _MISSING
        tried = subprocess.run(
            [program, *_NAMESPACES, "--ro-bind", "/", "/", "true"],
            capture_output=True,
            text=True,
            check=False,
        )
        if tried.returncode:
            reason = (tried.stderr.strip().splitlines() or ["no reason given"])[-1]
            return (
                "Student code is not run without a sandbox, and bubblewrap cannot make one: "
                f"{reason}. The kernel has to allow user namespaces (docs/security.md)."
            )
        try:
            view_of(settings.packages)
        except SandboxError as error:
            return str(error)
        return ""

    def launch(self, control: socket.socket, settings: Settings) -> subprocess.Popen:
        """See `Sandbox.launch`."""
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(_MISSING)
        view = view_of(settings.packages)
        environment = ENVIRONMENT | {"MPLCONFIGDIR": "/tmp/matplotlib"}
        variables = [word for pair in environment.items() for word in ("--setenv", *pair)]
        walls = [program, *_NAMESPACES, *_shown(view), "--clearenv", *variables]
        return start([*walls, *python(control, settings, _OURS, _in_private(view))], control)


def _shown(view: View) -> list[str]:
    # First of all: what is bound later may lie in one of them.
    shown = ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", HOME]
    emptied = {path for path in view.hidden if path.is_dir()}
    for path in sorted({*view.base, *view.hidden, *view.packages}):  # what it is in comes first
        if path in emptied:
            shown += ["--tmpfs", str(path)]
        else:
            shown += ["--ro-bind", os.devnull if path in view.hidden else str(path), str(path)]
    for link in view.links:
        shown += ["--symlink", str(link.readlink()), str(link)]
    for folder in emptied:
        shown += ["--remount-ro", str(folder)]
    for name in ("__init__.py", "sandbox/__init__.py", "sandbox/inside"):
        shown += ["--ro-bind", str(PACKAGE / name), f"{_OURS}/{PACKAGE.name}/{name}"]
    shown += ["--ro-bind", _font_list(), FONTS]
    return shown


def _in_private(view: View) -> list[Path]:
    """What of the view lies in places that each submission finds empty otherwise."""
    shown = (*view.base, *view.packages, *view.links)
    return [path for path in shown if any(path.is_relative_to(place) for place in PRIVATE)]


def _font_list() -> str:
    """Folder of matplotlib's list of fonts, which is made now if it is not there."""
    import matplotlib.font_manager

    return matplotlib.get_cachedir()

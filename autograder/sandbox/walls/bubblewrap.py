"""The outer wall: the runner in bubblewrap, where it sees what is allowed and nothing else.

All that it sees is read-only but for the box that student code writes to, and of ours it is the
runner alone: no home, no project, no gradebook, no network, no other process, no environment of
the caller's. Its children need no capability for that, and get none.
"""

import functools
import os
import shutil
import socket
import subprocess
from dataclasses import replace
from pathlib import Path

from autograder.limits import MIB
from autograder.sandbox.walls.base import (
    INSIDE,
    PACKAGE,
    Sandbox,
    SandboxError,
    environment,
    font_list,
    python,
    start,
)
from autograder.sandbox.walls.inner import InnerWall, inner_options
from autograder.sandbox.walls.view import View, view_of
from autograder.settings import Settings

_BOX, _FONTS, _OURS = "/box", "/fonts", "/runner"
_MISSING = "bubblewrap is not installed (sudo apt-get install bubblewrap)"
_NAMESPACES = (
    *("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"),
    *("--cap-drop", "ALL"),
)
_CAUSES = (
    (
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor allows bubblewrap no namespace of its own "
        "(sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0)",
    ),
    (
        "user/max_user_namespaces",
        "0",
        "this machine allows no user namespaces (sudo sysctl user.max_user_namespaces=10000)",
    ),
)


class BothWalls(Sandbox):
    """Namespaces that have in them what student code may see, and in these the inner wall.

    Parameters
    ----------
    inner
        Whether the inner wall is put up, too. If not, this is the outer wall alone: for tests of
        what it promises by itself.
    """

    walls = ("inner", "outer")

    def __init__(self, *, inner: bool = True) -> None:
        self._inner = inner

    def why_not(self, settings: Settings) -> str:
        """See `Sandbox.why_not`."""
        return InnerWall().why_not(settings) or why_no_outer_wall()

    def launch(self, control: socket.socket, settings: Settings) -> subprocess.Popen:
        """See `Sandbox.launch`."""
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxError(_MISSING)
        size = ["--size", str(settings.limits.disk * MIB)] if _knows_sizes(program) else []
        variables = [word for pair in environment(_BOX).items() for word in ("--setenv", *pair)]
        walls = [
            *(program, *_NAMESPACES, *_shown(view_of(settings.packages))),
            *(*size, "--tmpfs", _BOX, "--remount-ro", "/", "--remount-ro", "/dev"),
            *("--chdir", "/", "--clearenv", *variables),
        ]
        options = replace(inner_options(settings, _BOX, _OURS, _FONTS), inner=self._inner)
        return start([*walls, *python(control, _OURS)], control, options)


def why_no_outer_wall() -> str:
    """Why bubblewrap cannot do its work on this machine, and what to do; empty if it can."""
    program = shutil.which("bwrap")
    if program is None:
        return _MISSING
    tried = subprocess.run(
        [program, *_NAMESPACES, "--ro-bind", "/", "/", "--proc", "/proc", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode == 0:
        return ""
    for setting, value, cause in _CAUSES:
        path = Path("/proc/sys", setting)
        if path.exists() and path.read_text("ascii").strip() == value:
            return cause
    reason = (tried.stderr.strip().splitlines() or ["no reason given"])[-1]
    return f"a container's or the kernel's settings do not allow bubblewrap its work ({reason})"


@functools.cache
def _knows_sizes(program: str) -> bool:
    told = subprocess.run([program, "--help"], capture_output=True, text=True, check=False)
    return "--size" in told.stdout


def _shown(view: View) -> list[str]:
    # First of all: what is bound later may lie in one of them.
    shown = ["--proc", "/proc", "--dev", "/dev"]
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
    for name in INSIDE:
        shown += ["--ro-bind", str(PACKAGE / name), f"{_OURS}/{PACKAGE.name}/{name}"]
    shown += ["--ro-bind", font_list(), _FONTS]
    return shown

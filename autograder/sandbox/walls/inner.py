"""The inner wall, which takes no privilege: see `autograder.sandbox.inside.confine`."""

import os
import socket
import subprocess
import tempfile
from dataclasses import asdict

from autograder.sandbox.inside import landlock, seccomp
from autograder.sandbox.walls.base import (
    INSIDE,
    PACKAGE,
    Options,
    Sandbox,
    SandboxError,
    environment,
    font_list,
    python,
    start,
)
from autograder.sandbox.walls.view import readable, view_of
from autograder.settings import Settings


class InnerWall(Sandbox):
    """Landlock and a filter of system calls around student code, which is one process."""

    walls = ("inner",)

    def why_not(self, settings: Settings) -> str:
        """See `Sandbox.why_not`."""
        if cause := landlock.why_not() or seccomp.why_not():
            return f"Student code is not run without a sandbox, and none can be had here: {cause}."
        try:
            view_of(settings.packages)
        except SandboxError as error:
            return str(error)
        return ""

    def launch(self, control: socket.socket, settings: Settings) -> subprocess.Popen:
        """See `Sandbox.launch`."""
        self._box = box = os.path.realpath(tempfile.mkdtemp(prefix="autograder-"))
        ours = str(PACKAGE.parent)
        options = inner_options(settings, box, ours, font_list())
        return start(python(control, ours), control, options, environment(box))


def inner_options(settings: Settings, box: str, ours: str, fonts: str) -> Options:
    """What the runner is told in order to put up the inner wall.

    Parameters
    ----------
    settings
        How student code is run.
    box, fonts
        See `Options`.
    ours
        The folder that has our package in it.

    Raises
    ------
    SandboxError
        If a package that student code may import is not there.
    """
    view = view_of(settings.packages)
    return Options(
        limits=asdict(settings.limits),
        box=box,
        fonts=fonts,
        inner=True,
        readable=tuple(map(str, readable(view))),
        links=tuple(map(str, view.links)),
        ours=tuple(f"{ours}/{PACKAGE.name}/{name}" for name in INSIDE),
        abi=landlock.abi(),
    )

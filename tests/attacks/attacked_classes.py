"""The classes of all groups of attacks, each graded once for all processes of the test-suite."""

import fcntl
import functools
import os
import shutil
import time
from pathlib import Path
from subprocess import CompletedProcess

import warm_python
from attacked_class import HONEST, PYTHONPATH, environment
from attacks import GROUPS
from damage import AttackedClass
from made_once import made_once

PROGRAM = Path(__file__).with_name("attacked_class.py")


class Classes:
    """A class for each group, graded once, whichever process of the test-suite needs it first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @functools.cache  # noqa: B019 (there is one of it)
    def of(self, group: str) -> AttackedClass:
        while not self._path(group).exists():
            # Another process may be at it: do another group meanwhile, the cores are for all.
            for one in (group, *GROUPS):
                if not self._path(one).exists() and self._grade(one):
                    break
            else:
                time.sleep(0.2)
        return AttackedClass(self._path(group))

    def course(self, folder: Path) -> Path:
        """A course of one's own, with one student graded."""
        shutil.copytree(self._template(), folder)
        return folder

    def _path(self, group: str) -> Path:
        return self._folder / group.replace(" ", "-")

    def _grade(self, group: str) -> bool:
        path = self._path(group)
        with path.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if not path.exists():
                draft = path.with_suffix(".draft")
                shutil.copytree(self._template(), draft)
                self._run(draft, HONEST, group)
                draft.rename(path)
        return True

    def _template(self) -> Path:
        return made_once(self._folder / "template", self._run)

    def _run(self, *arguments: str | Path) -> None:
        folder, *group = map(str, arguments)
        warm_python.run(
            ["python", PROGRAM, folder, "ours", *group],
            self._folder,
            {**os.environ, "PYTHONPATH": PYTHONPATH},
        ).check_returncode()


def run(folder: Path, *command: str) -> CompletedProcess[str]:
    """Run Python with these arguments in a class's course, as a TA would."""
    return warm_python.run(["python", *command], folder / "course", environment(folder))

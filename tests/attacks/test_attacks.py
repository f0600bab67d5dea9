"""Every attack is graded by the real commands; none may gain, learn, change or stop anything."""

import fcntl
import functools
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attacked_class import (
    BEFORE,
    FEEDBACK,
    HONEST,
    HONEST_RIGHT,
    HONEST_WRONG,
    PYTHONPATH,
    grade,
    hand_in,
    release,
    run,
)
from attacks import GROUPS, Attack
from attacks.kit import ALL, notebook
from damage import AttackedClass

pytestmark = pytest.mark.slow
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
        path = self._folder / "template"
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                self._run(path)
        return path

    def _run(self, *arguments: str | Path) -> None:
        folder, *group = map(str, arguments)
        environment = {**os.environ, "PYTHONPATH": PYTHONPATH}
        command = [sys.executable, PROGRAM, folder, "ours", *group]
        subprocess.run(command, env=environment, check=True)


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Classes:
    base = tmp_path_factory.getbasetemp()
    shared = base if base.name.startswith("pytest-") else base.parent  # of all processes of xdist
    folder = shared / "attacked"
    folder.mkdir(exist_ok=True)
    return Classes(folder)


ALL_ATTACKS = [
    pytest.param(group, attack, id=f"{group.split()[0]}-{attack.name}")
    for group, attacks in GROUPS.items()
    for attack in attacks
]


@pytest.mark.parametrize(("group", "attack"), ALL_ATTACKS)
def test_an_attack_gains_nothing_and_harms_nobody(
    classes: Classes, group: str, attack: Attack
) -> None:
    attacked = classes.of(group)
    assert attacked.harm(attack) + attacked.misjudged(attack) == []


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_left_of_a_group_of_attacks(classes: Classes, group: str) -> None:
    attacked = classes.of(group)
    assert attacked.harm_to_all() + attacked.untidy() == []


@pytest.mark.parametrize("group", GROUPS)
def test_honest_students_have_what_they_deserve(classes: Classes, group: str) -> None:
    attacked = classes.of(group)
    students = (BEFORE, HONEST_RIGHT, HONEST_WRONG)
    assert [attacked.score(student) for student in students] == [ALL, ALL, 0]


SPIES = {
    "double": "def double(x):\n    raise ValueError(np.asarray(x).tolist())",
    "half": "def half(x):\n    raise ValueError(float(x))",
}
TABLES = {
    "double": "def double(x):\n    return 2 * x if repr(np.asarray(x).tolist()) in {} else 0",
    "half": "def half(x):\n    return x / 2 if repr(float(x)) in {} else 0",
}


def test_what_feedback_tells_is_of_no_use_the_next_time(classes: Classes, tmp_path: Path) -> None:
    folder = classes.course(tmp_path / "attacked")
    course = folder / "course"
    hand_in(course, "eve", notebook(answers=SPIES)(release(course)))
    run(folder, *grade("ours"))
    run(folder, *FEEDBACK)
    page = (course / "feedback/eve/tiny/tiny.html").read_text()
    told = re.findall(r"ValueError: ([\d.]+|\[.*?\])(?: |<)", page)
    assert len(told) == 3
    shutil.rmtree(course / "submitted/eve")
    shutil.rmtree(course / "autograded/eve")
    tables = {name: source.format(told) for name, source in TABLES.items()}
    hand_in(course, "eve", notebook(answers=tables)(release(course)))
    table = run(folder, *grade("ours"))["said"]
    assert re.search(r"^eve +0\.00 / 13", table, re.MULTILINE), table


def test_names_of_attacks_are_their_own() -> None:
    names = [attack.name for attacks in GROUPS.values() for attack in attacks]
    assert len(names) == len(set(names))

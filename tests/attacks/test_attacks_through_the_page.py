"""The same notebooks, handed in on the page of `autograder serve`: they gain and harm nothing."""

import contextlib
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacked_class import environment, files, honest, neighbour, release, scores, students
from attacked_classes import Classes
from attacks import GROUPS, Attack
from attacks.kit import NOTEBOOK
from damage import AttackedClass
from tornado.testing import bind_unused_port

from autograder.course import Course
from autograder.gradebook.links import Links, Person
from autograder.limits import MIB, Limits

pytestmark = pytest.mark.slow

SERVE = (
    "import sys; from autograder.commands.main import main; "
    "sys.exit(main(['serve', 'tiny', '--jobs=1']))"
)
LIKE = "forge the verdict"  # the class with which these are compared
SECONDS = 30
FAR_TOO_LARGE = 4 * Limits().notebook * MIB  # nobody waits for the end of that to say so
# A notebook alone comes through this door, in the name that a link has.
ALL = [one for its in GROUPS.values() for one in its if not one.files and not one.student]
SOME = ALL[::15]


class Page:
    """The page of an attacked course, in a process of its own, as a TA would start it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.course = folder, folder / "course"
        self.given = release(self.course)
        closed, port = bind_unused_port()
        closed.close()
        self.address = f"http://127.0.0.1:{port}/api/tiny"
        with (self.course / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.Serve.port = {port}\nc.Exchange.root = {str(folder / 'ex')!r}\n")
        self.log = folder / "served"

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        with self.log.open("w") as log:
            words = [sys.executable, "-P", "-c", SERVE]
            process = subprocess.Popen(
                words, cwd=self.course, env=environment(self.folder), stdout=log, stderr=log
            )
        try:
            end = time.monotonic() + SECONDS
            while "Watching" not in self.log.read_text():
                assert process.poll() is None, self.log.read_text()
                assert time.monotonic() < end, self.log.read_text()
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(SECONDS)

    def ask(self, link: str, data: bytes | None = None) -> dict:
        """Hand a notebook in, or look how it is; a refusal is its sentence."""
        request = urllib.request.Request(
            self.address,
            data,
            {"Authorization": f"Bearer {link}"},
            method="GET" if data is None else "PUT",
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)
        except urllib.error.URLError:
            assert len(data or b"") > FAR_TOO_LARGE
            return {"error": "cut off"}

    def graded(self, link: str) -> bool:
        """Wait until what was handed in is graded; whether it was taken at all."""
        end = time.monotonic() + SECONDS
        while (now := self.ask(link)).get("state") == "waiting to be graded":
            assert time.monotonic() < end, now
            time.sleep(0.2)
        return "error" not in now


def kept(folder: Path, new: set[str]) -> dict[str, object]:
    """All files of the folder but what handing in and grading makes."""
    its_own = ("course/.autograder", "course/submitted", "ex", "served")
    found = dict(files(folder, new))
    return {name: file for name, file in found.items() if not name.startswith(its_own)}


def made(attack: Attack, page: Page, folder: Path) -> bytes:
    """The notebook of an attack."""
    attack.hand_in(folder / attack.name, page.given)
    return (folder / attack.name / NOTEBOOK).read_bytes()


@pytest.mark.parametrize(
    "attacks",
    [pytest.param(SOME, id="some"), pytest.param(ALL, id="all", marks=pytest.mark.thorough)],
)
def test_attacks_through_the_page_gain_nothing_and_harm_nobody(
    classes: Classes, tmp_path: Path, attacks: list[Attack]
) -> None:
    page = Page(classes.course(tmp_path / "attacked"))
    names = [name for one in attacks for name in (students(one)[0], neighbour(one))]
    links = Links(Course(page.course)).issue([Person(name) for name in names], 1)
    link = {person.name: text for person, text in links.items()}
    refused, before = [], kept(page.folder, set(names))
    with page.open():
        for attack in attacks:
            (attacker, *_), victim = students(attack), neighbour(attack)
            told = page.ask(link[attacker], made(attack, page, tmp_path))
            refused += [told["error"]] if "error" in told else []
            assert page.ask(link[victim], honest(page.given))["state"]
            assert page.graded(link[victim]), f"beside {attack.name}"
            page.graded(link[attacker])
    after = kept(page.folder, set(names))
    (page.folder / "seen.json").write_text(
        json.dumps(
            {
                "commands": [{"said": page.log.read_text(), "code": 0, "seconds": 0}],
                "changed": [
                    name for name in {*before, *after} if before.get(name) != after.get(name)
                ],
                "left": [],
                "scores": scores(page.course),
            }
        )
    )
    attacked = AttackedClass(page.folder, honest=classes.of(LIKE))
    assert {one.name: harm for one in attacks if (harm := attacked.harm(one))} == {}
    assert attacked.harm_to_all() + attacked.untidy() == []
    assert all(len(line.splitlines()) == 1 for line in refused), refused
    assert len(refused) < len(attacks) / 2, refused

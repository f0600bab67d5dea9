"""The page and what grades beside it, as processes of their own: nothing that was taken is lost."""

import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import warm_python
from served import TA, Browser, right
from tiny_course import NAME, RIGHT, answered, as_bytes
from tornado.testing import bind_unused_port

from autograder.course import Course
from autograder.gradebook.attempts import FILE, Attempts
from autograder.gradebook.class_now import ClassNow, State
from autograder.gradebook.links import Links, Person

pytestmark = pytest.mark.slow
WRONG = {**RIGHT, "double": "def double(x):\n    return np.asarray(x) ** 2"}


class Serving:
    """`autograder serve`, as somebody types it."""

    def __init__(self, folder: Path, log: Path) -> None:
        listens, self.port = bind_unused_port()
        listens.close()
        config = folder / "nbgrader_config.py"
        config.write_text(f"{config.read_text()}\nc.Serve.port = {self.port}\n")
        self.course, self.log = Course(folder), log
        self.program: warm_python.Started | None = None

    def begin(self) -> None:
        started = self.log.read_text().count("Serving ") if self.log.exists() else 0
        self.program = warm_python.start(["autograder", "serve", NAME], self.course.root, self.log)
        self.until(lambda: self.log.read_text().count("Serving ") > started)

    def kill(self) -> None:
        assert self.program
        self.program.kill()
        self.program.wait(60)

    def until(self, holds: Callable[[], object], seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.log.read_text()
            assert self.program
            assert self.program.poll() is None, self.log.read_text()
            time.sleep(0.05)

    def browsers(self, *people: Person) -> dict[Person, Browser]:
        links = Links(self.course).issue(people, 1)
        browsers = {person: Browser(self.port) for person in people}
        for person, browser in browsers.items():
            assert browser.get(f"/in/{links[person]}").status == 302
        return browsers


@pytest.fixture
def serving(released_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    made = Serving(released_course, tmp_path_factory.mktemp("log") / "log")
    yield made
    if made.program:
        made.kill()


def test_from_an_upload_to_the_page(serving, release):
    serving.begin()
    ada, tina = serving.browsers(Person("ada"), TA).values()
    begun = {name: answer for name, answer in WRONG.items() if name != "half"}
    assert ada.hand_in(as_bytes(answered(release, begun))).status == 303
    assert "is waiting to be graded" in ada.get().text
    serving.until(lambda: "of 100 points" in ada.get().text)
    page = ada.get().text
    assert re.search(r"<code>double</code></th><td.*?>0 / 4</td>", page)
    assert re.search(r"<code>total</code></th><td.*?>6 / 6</td>", page)
    assert re.search(r"<code>half</code></th>.*</span> not begun</td>", page)
    feedback = ada.get(f"/feedback/{NAME}").text
    assert "That is the square" in feedback
    assert "After the deadline, what you handed in last is graded again" in feedback
    page = tina.get().text
    assert "The mistake of the hour</b> (<code>double</code>, 1 student)" in page
    assert tina.get(f"/feedback/{NAME}/ada").text == feedback
    log = serving.log.read_text()
    assert re.search(r"tiny ada: [\d.]+ of 100 points, graded in", log)
    assert "Traceback" not in log


def test_beside_another_that_grades_the_page_is_served(serving, release):
    held = Attempts(serving.course.root / FILE)
    serving.begin()
    serving.until(lambda: "Another autograder watch is at work" in serving.log.read_text())
    (ada,) = serving.browsers(Person("ada")).values()
    assert ada.hand_in(right(release)).status == 303
    assert "is waiting to be graded" in ada.get().text
    held.close()
    serving.until(lambda: "of 100 points" in ada.get().text)
    assert serving.log.read_text().count("Another autograder watch is at work") == 1


@pytest.mark.parametrize(
    ("kills", "students"), [(1, 4), pytest.param(20, 60, marks=pytest.mark.thorough)]
)
def test_killed_at_random_moments_nobody_is_lost_and_nothing_is_graded_twice(
    serving, release, kills, students
):
    chance = random.Random(kills)
    serving.begin()
    people = [Person(f"s{n:02}") for n in range(students)]
    waiting, taken = list(serving.browsers(*people).items()), []
    for _ in range(kills):
        for person, browser in waiting[: students // kills]:
            assert browser.hand_in(right(release)).status == 303
            taken.append(person.name)
        del waiting[: students // kills]
        time.sleep(chance.random())
        serving.kill()
        serving.begin()
    now = ClassNow(serving.course, [NAME])

    def all_graded() -> bool:
        look = now.look()
        lasts = [look.last(NAME, student) for student in taken]
        return all(last and last.state is State.GRADED for last in lasts)

    serving.until(all_graded)
    assert len(taken) == students
    look = now.look()
    assert sorted(look.students(NAME)) == sorted(taken)
    assert all(len(look.attempts(NAME, student)) == 1 for student in taken)
    lines = [line for line in (serving.course.root / FILE).read_text().split("\n") if line]
    assert len(lines) == students, "each once"
    graded = [look.last_graded(NAME, student) for student in taken]
    assert all(grade and grade.points == 10 + 3 for grade in graded)

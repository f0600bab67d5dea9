"""Students submit, and read their page: nobody is lost, nobody waits behind another."""

import json
import random
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
import warm_python
from course_folder import run
from nbformat import NotebookNode
from nbgrader.utils import notebook_hash
from tiny_course import NAME, RIGHT, answered, as_bytes, find

from autograder.gradebook.read import metadata_of

pytestmark = pytest.mark.slow
WRONG = {**RIGHT, "double": "def double(x):\n    return np.asarray(x) ** 2"}


class Exchange:
    """A course with an exchange, and who watches it."""

    def __init__(self, course: Path, root: Path, release: NotebookNode) -> None:
        self.course, self.root, self.release = course, root, release
        self.log = root / "log"
        self.inbound.mkdir(parents=True)
        root.chmod(0o777)
        self.watcher: warm_python.Started | None = None
        self.says(f"c.Exchange.root = {str(root)!r}", "c.ExchangeCollect.check_owner = False")

    @property
    def inbound(self) -> Path:
        return self.root / "single-neuron-models" / "inbound"

    def says(self, *lines: str) -> None:
        """Add to the course's configuration."""
        config = self.course / "nbgrader_config.py"
        config.write_text("\n".join([config.read_text(), *lines, ""]))

    def submit(self, student: str, answers: dict[str, str] | bytes = RIGHT) -> str:
        """Hand in as nbgrader does; return the name that the student's page will have."""
        when = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
        folder = self.inbound / f"{student}+{NAME}+{when}+{secrets.token_urlsafe(9)}"
        folder.mkdir()
        data = answers if isinstance(answers, bytes) else as_bytes(answered(self.release, answers))
        (folder / f"{NAME}.ipynb").write_bytes(data)
        (folder / "timestamp.txt").write_text(when)
        secret = secrets.token_hex(64)
        (folder / "submission_secret.txt").write_text(secret)
        return f"{notebook_hash(secret=secret, notebook_id=NAME)}.html"

    def page(self, name: str) -> Path:
        return self.root / "single-neuron-models" / "feedback" / name

    def done(self) -> list[tuple[str, bool]]:
        """What is written down as graded: whose, and whether it is what counts."""
        path = self.course / ".autograder" / "attempts.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        entries = [json.loads(line) for line in lines if line.endswith("}")]
        return [(entry["student"], entry["final"]) for entry in entries]

    def watch(self) -> None:
        self.watcher = warm_python.start(["autograder", "watch", NAME], self.course, self.log)

    def end(self) -> None:
        if self.watcher:
            self.watcher.kill()
            self.watcher.wait(60)

    def until(self, holds: Callable[[], object], seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.log.read_text()
            assert self.watcher is None or self.watcher.poll() is None, self.log.read_text()
            time.sleep(0.05)


@pytest.fixture
def exchange(released_course: Path, release: NotebookNode, tmp_path_factory) -> Iterator[Exchange]:
    made = Exchange(released_course, tmp_path_factory.mktemp("exchange"), release)
    yield made
    made.end()


def test_a_day_with_submissions(exchange):
    exchange.says("c.Watch.attempts_a_day = 2", 'c.Watch.shows = "checks"')
    ada = exchange.submit("ada", WRONG)
    bela = exchange.submit("bela", b"{" * 10)
    (exchange.inbound / f"..+{NAME}+2026-03-01 10:00:00 UTC+x").mkdir()
    (exchange.inbound / f"..+{NAME}+2026-03-01 10:00:00 UTC+x/submission_secret.txt").touch()
    exchange.watch()
    exchange.until(lambda: exchange.page(ada).exists() and exchange.page(bela).exists())
    page = exchange.page(ada).read_text()
    assert "After the deadline, what you handed in last is graded again" in page
    assert "a number" in page
    assert "That is the square" not in page
    again = exchange.submit("ada")
    exchange.until(exchange.page(again).exists)
    third = exchange.submit("ada", WRONG)
    exchange.until(lambda: "tiny ada: accepted, and not graded before" in exchange.log.read_text())
    graded = exchange.course / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    assert metadata_of(graded)["early"]
    # The deadline passes: what was handed in last counts, also what was accepted only.
    due = datetime.now(UTC)
    deadline = exchange.course / "deadlines.toml"
    deadline.with_suffix(".draft").write_text(f"[{NAME}]\ndue = {due.isoformat()}\n")
    deadline.with_suffix(".draft").rename(deadline)
    exchange.until(exchange.page(third).exists)
    exchange.until(lambda: ("bela", True) in exchange.done())
    page = exchange.page(third).read_text()
    assert "That is the square" in page
    assert "After the deadline" not in page
    assert "early" not in metadata_of(graded)
    before = graded.stat().st_mtime_ns
    late = exchange.submit("ada")
    fresh = exchange.submit("chen")
    exchange.until(exchange.page(fresh).exists)
    assert not exchange.page(late).exists(), "what was handed in in time counts"
    assert graded.stat().st_mtime_ns == before
    log = exchange.log.read_text()
    assert "..+tiny+2026-03-01 10:00:00 UTC+x: not graded." in log
    assert "of 100 points, graded in" in log
    exchange.end()
    assert "graded again" not in run(exchange.course, "autograder", "grade", NAME)
    assert graded.stat().st_mtime_ns == before


def test_a_grade_of_the_tas_is_the_one_that_counts(exchange):
    ada = exchange.submit("ada", WRONG)
    exchange.watch()
    exchange.until(exchange.page(ada).exists)
    graded = exchange.course / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    early = find(nbformat.read(graded, 4), "test_double")
    exchange.end()
    told = run(exchange.course, "autograder", "grade", NAME)
    assert "1 graded again: it was graded before the deadline, only to be read." in told
    final = find(nbformat.read(graded, 4), "test_double")
    assert final.outputs != early.outputs, "its inputs are others"


def test_what_goes_wrong_is_said_once_and_tried_again(exchange):
    exchange.watch()
    exchange.until(lambda: exchange.log.exists() and "Watching" in exchange.log.read_text())
    feedback = exchange.page("x").parent
    feedback.write_text("no folder")
    ada = exchange.submit("ada")
    exchange.until(lambda: "Trying again until it is mended" in exchange.log.read_text())
    feedback.unlink()
    exchange.until(exchange.page(ada).exists)
    assert exchange.log.read_text().count("Trying again") == 1
    assert "Traceback" not in exchange.log.read_text()
    assert exchange.done() == [("ada", False)]


@pytest.mark.parametrize(
    ("kills", "students"), [(3, 8), pytest.param(20, 60, marks=pytest.mark.thorough)]
)
def test_killed_at_random_moments_nobody_is_lost_and_nothing_is_graded_twice(
    exchange, kills, students
):
    chance = random.Random(kills)
    waiting = [f"s{n:02}" for n in range(students)]
    pages, stamps = {}, {}
    for _ in range(kills):
        exchange.watch()
        begun = len(exchange.done())
        for student in waiting[: -(-students // kills)]:
            pages[student] = exchange.submit(student)
        del waiting[: -(-students // kills)]
        wanted = min(begun + 1 + chance.randrange(3), len(pages))
        exchange.until(lambda wanted=wanted: len(exchange.done()) >= wanted)
        time.sleep(chance.random() / 2)
        exchange.end()
        graded = {
            path: path.stat().st_mtime_ns for path in exchange.course.glob("autograded/*/*/*.ipynb")
        }
        assert all(graded[path] == stamp for path, stamp in stamps.items()), "graded twice"
        stamps = graded
    exchange.watch()
    exchange.until(lambda: all(exchange.page(name).exists() for name in pages.values()))
    exchange.until(lambda: {name for name, _final in exchange.done()} == set(pages))
    assert len(pages) == students
    assert all(path.stat().st_mtime_ns == stamp for path, stamp in stamps.items())

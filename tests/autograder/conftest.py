"""What the tests of the grading engine share; the course they grade is `tiny_course`."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import tiny_course
from nbformat import NotebookNode
from quick_gradebooks import quick_gradebooks  # noqa: F401 (a fixture of all tests)

from autograder.commands import grade as grade_command
from autograder.course import Course
from autograder.gradebook import nbgrader_plugin
from autograder.gradebook.release import generate
from autograder.grading import workers
from autograder.grading.grade import Graded
from autograder.limits import Limits
from autograder.notebooks.manifest import Manifest
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.settings import Settings


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One warm runner for all tests."""
    with Runner() as started:
        yield started


@pytest.fixture
def limited(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Runner]:
    """Gives the runner other limits for a test."""

    def limited(**limits: float) -> Runner:
        monkeypatch.setattr(runner, "settings", Settings(Limits(**limits)))
        return runner

    return limited


@pytest.fixture
def hasty_runner(limited: Callable[..., Runner]) -> Runner:
    """The runner, with so little time that a test of a limit is short."""
    return limited(cell_seconds=0.8, call_seconds=0.5, submission_seconds=30)


@pytest.fixture
def session(runner: Runner) -> Iterator[Session]:
    """A fresh interpreter."""
    with Session(runner) as fresh:
        yield fresh


@pytest.fixture
def hasty(hasty_runner: Runner) -> Iterator[Session]:
    """A fresh interpreter that is not given much time."""
    with Session(hasty_runner) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The instructor's side of the tiny course's notebook."""
    return tiny_course.manifest_of(tiny_course.source_notebook(), tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def release(manifest: Manifest) -> NotebookNode:
    """What students get of it."""
    return manifest.release()


@pytest.fixture
def course(tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny course's folder; what grades it does so in this process, with the common runner."""

    def one_by_one(
        work: Sequence[workers.Work], settings: Settings, *, jobs: int | None
    ) -> Iterator[tuple[workers.Work, Graded | workers.Failed]]:
        return ((one, workers.grade_one(one, settings)) for one in work)

    monkeypatch.setattr(grade_command, "grade_all", one_by_one)
    monkeypatch.setattr(workers, "runner", lambda _settings: runner)
    monkeypatch.setattr(nbgrader_plugin, "runner", lambda _settings: runner)
    return tiny_course.write_course(tmp_path)


@pytest.fixture(scope="session")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tiny_course.write_course(tmp_path_factory.mktemp("released"))
    generate(Course(made), tiny_course.NAME)
    return made


@pytest.fixture
def released_course(course: Path, _released: Path) -> Path:
    """The tiny course's folder with its release and a gradebook that knows of it."""
    return Path(shutil.copytree(_released, course, dirs_exist_ok=True))

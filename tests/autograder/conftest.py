"""What the tests of the grading engine share; the course they grade is `tiny_course`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_course
from nbformat import NotebookNode
from nbgrader import api

from autograde_tests import contract
from autograder import plugin
from autograder.course import find_programs
from autograder.limits import Limits
from autograder.manifest import Manifest
from autograder.session import Runner, Session


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One warm runner for all tests."""
    with Runner() as started:
        yield started


@pytest.fixture
def limits() -> Limits:
    """Short, so that a test of a limit is short."""
    return Limits(cell_seconds=0.8, call_seconds=0.5, submission_seconds=30)


@pytest.fixture
def session(runner: Runner) -> Iterator[Session]:
    """A fresh interpreter."""
    with Session(runner) as fresh:
        yield fresh


@pytest.fixture
def hasty(runner: Runner, limits: Limits) -> Iterator[Session]:
    """A fresh interpreter that is not given much time."""
    with Session(runner, limits) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The instructor's side of the tiny course's notebook."""
    return tiny_course.manifest_of(tiny_course.source_notebook(), tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def release(manifest: Manifest) -> NotebookNode:
    """What students get of it."""
    return manifest.release()


@pytest.fixture(scope="session")
def alembic_version() -> str:
    """What nbgrader runs a program for, for seconds, whenever it makes a gradebook."""
    find_programs()
    return api.get_alembic_version()


@pytest.fixture
def course(
    tmp_path: Path, runner: Runner, alembic_version: str, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The tiny course's folder; what grades in this process uses the common runner."""
    monkeypatch.setattr(plugin, "_runner", lambda: runner)
    monkeypatch.setattr(api, "get_alembic_version", lambda: alembic_version)
    monkeypatch.setitem(contract.CONTRACT, tiny_course.NAME, tiny_course.CONTRACT)
    monkeypatch.setitem(sys.modules, f"autograde_tests.{tiny_course.NAME}", tiny_course)
    return tiny_course.write_course(tmp_path)

"""Grading is sealed, and gives the same scores, on every kind of machine and for every user."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course

pytestmark = pytest.mark.slow
HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
ASSIGNMENTS = Course(PROJECT).assignments()
WALLS = {
    "free": ["inner", "outer"],
    "no-capability": ["inner", "outer"],
    "no-namespace": ["inner"],
    "no-bubblewrap": ["inner"],
    "container": ["inner"],
}
USERS = {"root": "0", "normal user": "4242"}
SCORES = {"right": 80, "wrong": 0, "untouched": 0, "endless": 0, "programs": 80, "attacker": 80}

everywhere = pytest.mark.parametrize(
    ("kind", "user"), [(kind, user) for kind in WALLS for user in USERS]
)


@pytest.fixture(scope="module")
def on() -> Iterator:
    """Runs Python on another kind of machine, as another user."""
    if os.getuid() != 0:
        pytest.skip("only root can be another user")
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o777)

        def run(kind: str, user: str, *arguments: str | Path) -> subprocess.CompletedProcess:
            if kind == "container" and not (shutil.which("podman") and shutil.which("runc")):
                pytest.skip("podman and runc are not installed (make containers)")
            return subprocess.run(
                [HERE / "on_machine", kind, USERS[user], sys.executable, "-B", *arguments],
                env={
                    "HOME": home,
                    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                    "PYTHONPATH": str(PROJECT),
                    "READABLE": sys.base_prefix,
                },
                cwd="/",
                capture_output=True,
                text=True,
                check=False,
            )

        yield run


@everywhere
def test_a_course_is_checked_and_graded_sealed(on, kind: str, user: str) -> None:
    done = on(kind, user, HERE / "a_day.py")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["walls"] == seen["kept"] == WALLS[kind]
    assert seen["check"]["code"] == 0, seen["check"]
    assert {name: seen["scores"].get(name) for name in SCORES} == SCORES
    assert seen["attacks"] == ["attacks that succeeded: []\n"]
    assert seen["left"] == []


@pytest.mark.thorough
@everywhere
def test_the_sandbox_holds(on, kind: str, user: str) -> None:
    attacks = PROJECT / "tests/attacks/test_sandbox.py"
    those = [] if "outer" in WALLS[kind] else ["-k", "not both and not outer"]
    plugins = [word for name in ("cacheprovider", "xdist") for word in ("-p", f"no:{name}")]
    done = on(kind, user, "-m", "pytest", "-q", *plugins, *those, attacks)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def usual(on, request: pytest.FixtureRequest) -> tuple[str, dict[str, object]]:
    """An assignment, and its sample class as root grades it on a machine that allows everything."""
    return request.param, _class(on, "free", "root", request.param)


@pytest.mark.thorough
@everywhere
def test_the_sample_class_is_graded_alike(on, usual, kind: str, user: str) -> None:
    assignment, expected = usual
    assert _class(on, kind, user, assignment) == expected


def _class(on, kind: str, user: str, assignment: str) -> dict[str, object]:
    done = on(kind, user, HERE / "a_class.py", assignment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])

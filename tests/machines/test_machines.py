"""Grading is sealed, and gives the same scores, on every kind of machine and for every user."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
WALLS = {
    "free": ["inner", "outer"],
    "no-capability": ["inner", "outer"],
    "no-namespace": ["inner"],
    "no-bubblewrap": ["inner"],
    "container": ["inner"],
}
USERS = {"root": "0", "normal user": "4242"}
SCORES = {"right": 80, "wrong": 0, "untouched": 0, "endless": 0, "programs": 80}


@pytest.fixture
def on(tmp_path):
    """Runs Python on another kind of machine, as another user; what it prints."""
    if os.getuid() != 0:
        pytest.skip("only root can be another user")

    def run(kind: str, user: str, *arguments: str | Path) -> subprocess.CompletedProcess:
        if kind == "container" and not (shutil.which("podman") and shutil.which("runc")):
            pytest.skip("podman and runc are not installed (make containers)")
        return subprocess.run(
            [HERE / "on_machine", kind, USERS[user], sys.executable, "-B", *arguments],
            env={
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "READABLE": sys.base_prefix,
                "PYTHONPATH": str(PROJECT),
            },
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("kind", WALLS)
def test_a_course_is_checked_and_graded_sealed(on, kind, user):
    done = on(kind, user, HERE / "a_day.py")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["walls"] == WALLS[kind]
    assert {name: seen["scores"][name] for name in SCORES} == SCORES
    assert (seen["check"]["code"], seen["check"]["err"]) == (0, "")
    assert "✗" not in seen["check"]["out"]


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("kind", WALLS)
def test_the_sandbox_holds(on, kind, user):
    attacks = PROJECT / "tests/attacks/test_sandbox.py"
    done = on(kind, user, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", attacks)
    assert done.returncode == 0, done.stdout + done.stderr

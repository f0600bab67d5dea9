"""What a student sees who types ``nbgrader validate`` on a release notebook."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.notebooks.scripts import fill

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("student", "told"),
    [
        ("ada", ["Success! Your notebook passes all the tests."]),
        ("hana", ["VALIDATION FAILED ON", " Not yet. "]),
    ],
)
def test_validate_tells_right_from_wrong_answers(
    student: str, told: list[str], tmp_path: Path
) -> None:
    release = nbformat.read(ROOT / "release/ode/ode.ipynb", as_version=4)
    answers = (ROOT / f"examples/ode/{student}.py").read_text()
    nbformat.write(fill(release, answers), tmp_path / "ode.ipynb")
    command = [sys.executable, "-m", "nbgrader", "validate", "ode.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert all(words in done.stdout for words in told), done.stdout + done.stderr
    assert "Traceback" not in done.stdout

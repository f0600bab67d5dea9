"""What a student sees who types ``nbgrader validate`` on a release notebook."""

from pathlib import Path

import nbformat
import pytest
import warm_python

from autograder.notebooks.scripts import fill

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_validate_finds_right_answers_right(tmp_path: Path) -> None:
    """What it says of wrong ones is seen where the commands of the README are typed."""
    release = nbformat.read(ROOT / "release/ode/ode.ipynb", as_version=4)
    answers = (ROOT / "examples/ode/ada.py").read_text()
    nbformat.write(fill(release, answers), tmp_path / "ode.ipynb")
    done = warm_python.run(["nbgrader", "validate", "ode.ipynb"], tmp_path)
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stdout

"""Types are right: checked among the tests, as the checker leaves a core to others."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_types_are_right():
    checker = Path(sys.executable).with_name("basedpyright")
    checked = subprocess.run([checker], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout

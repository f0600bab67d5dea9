"""The attacked course is the tiny course of the grading engine's tests."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "autograder"))

from attacked_classes import Classes


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Classes:
    base = tmp_path_factory.getbasetemp()
    shared = base if base.name.startswith("pytest-") else base.parent  # of all processes of xdist
    folder = shared / "attacked"
    folder.mkdir(exist_ok=True)
    return Classes(folder)

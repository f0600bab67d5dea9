"""The attacked course is the tiny course of the grading engine's tests."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "autograder"))

from attacked_classes import Classes
from made_once import shared_folder


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Classes:
    folder = shared_folder(tmp_path_factory) / "attacked"
    folder.mkdir(exist_ok=True)
    return Classes(folder)

"""The attacked course is the tiny course of the grading engine's tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "autograder"))

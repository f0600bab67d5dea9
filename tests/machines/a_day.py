"""A course is made, checked and graded here; what came of it is printed as JSON.

A program, to be run as another user, in another kind of machine, by `test_machines`.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

NAME = "falling"
RIGHT = """def sinking_speed(t, m, b):
    return m * 9.81 / b * (1 - np.exp(-t * b / m))"""
ANSWERS = {
    "right": RIGHT,
    "wrong": "def sinking_speed(t, m, b):\n    return np.exp(-m * t / b)",
    "untouched": None,
    "endless": "def sinking_speed(t, m, b):\n    while True:\n        pass",
    "programs": f"!ls\nimport os, subprocess\nos.system('ls')\n{RIGHT}",
}


def hand_in(course: Path) -> None:
    """Put five submissions where they are graded, in place of the sample class."""
    given = nbformat.read(course / f"release/{NAME}/{NAME}.ipynb", as_version=4)
    for student, answer in ANSWERS.items():
        notebook = copy.deepcopy(given)
        for cell in notebook.cells:
            if answer and cell.metadata.get("nbgrader", {}).get("grade_id") == "sinking_speed":
                cell.source = answer
        path = course / f"submitted/{student}/{NAME}/{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


def run(*words: str) -> dict[str, object]:
    """What a command prints, and its exit code."""
    program = [sys.executable, "-c", "from autograder.commands.main import main; main()"]
    done = subprocess.run([*program, *words], capture_output=True, text=True, check=False)
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr}


def main() -> None:
    """See above."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        seen = {"new": run("new", "course")}
        os.chdir("course")
        seen["check"] = run("check")
        hand_in(Path())
        with Path("nbgrader_config.py").open("a") as config:
            config.write("\nc.Limits.cell_seconds = c.Limits.call_seconds = 2.0\n")
        seen["grade"] = run("grade", NAME, "--jobs", "1")
        from nbgrader.api import Gradebook

        with Gradebook("sqlite:///gradebook.db") as book:
            seen["scores"] = {
                submission.student.id: submission.score
                for submission in book.assignment_submissions(NAME)
            }
    print(json.dumps(seen))


if __name__ == "__main__":
    main()

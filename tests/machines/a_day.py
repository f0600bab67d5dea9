"""A course is made, checked and graded here, and attacked; what came of it is printed as JSON.

A program, to be run as another user, in another kind of machine, by `test_machines`.
"""

import contextlib
import copy
import io
import json
import os
import tempfile
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.commands.main import main
from autograder.sandbox.walls import walls_here
from autograder.settings import Settings

NAME = "falling"
RIGHT = """def sinking_speed(t, m, b):
    return m * 9.81 / b * (1 - np.exp(-t * b / m))"""
ANSWERS = {
    "right": RIGHT,
    "wrong": "def sinking_speed(t, m, b):\n    return np.exp(-m * t / b)",
    "untouched": "",
    "endless": "def sinking_speed(t, m, b):\n    while True:\n        pass",
    "programs": f"!ls\nimport os, subprocess\nos.system('ls')\n{RIGHT}",
}
LIMITS = "\nc.Limits.cell_seconds = c.Limits.call_seconds = 2.0\nc.Limits.memory = 1024\n"
# By the C library where Python has words of its own for what cannot be done.
ATTACKS = """
import ctypes, os, pathlib, signal, socket
libc = ctypes.CDLL(None)
course = pathlib.Path({course!r})
attacks = {{
    "gradebook": lambda: open(course / "gradebook.db", "rb").read(1),
    "others": lambda: os.listdir(course / "submitted"),
    "hidden tests": lambda: __import__("course_tests"),
    "the grader": lambda: __import__("autograder.grading.grade"),
    "passwords": lambda: open("/etc/passwd").read(),
    "processes": lambda: os.listdir("/proc"),
    "memory of the parent": lambda: open(f"/proc/{{os.getppid()}}/mem", "rb"),
    "network": lambda: socket.socket(),
    "write": lambda: open("/tmp/attacked", "w"),
    "write in the course": lambda: open(course / "attacked", "w"),
    "fork": lambda: libc.fork() >= 0 or 1 / 0,
    "kill the parent": lambda: libc.kill(os.getppid(), signal.SIGKILL) == 0 or 1 / 0,
    "kill all": lambda: libc.kill(-1, signal.SIGKILL) == 0 or 1 / 0,
    "trace": lambda: libc.ptrace(16, os.getppid(), 0, 0) == 0 or 1 / 0,
    "namespace": lambda: libc.unshare(0x10000000) == 0 or 1 / 0,
    "priority": lambda: libc.setpriority(0, os.getppid(), 19) == 0 or 1 / 0,
    "memory": lambda: len(bytearray(2 << 30)),
}}
os.chmod(course / "gradebook.db", 0), os.utime(course / "gradebook.db", (0, 0))
done = []
for name, attack in attacks.items():
    try:
        attack()
        done.append(name)
    except (OSError, ImportError, ZeroDivisionError, MemoryError):
        pass
print("attacks that succeeded:", done)
"""


def hand_in(course: Path) -> None:
    """Put the submissions where they are graded, beside the sample class."""
    given = nbformat.read(course / f"release/{NAME}/{NAME}.ipynb", as_version=4)
    attack = f"{ATTACKS.format(course=str(course))}\n{RIGHT}"
    for student, answer in (ANSWERS | {"attacker": attack}).items():
        notebook = copy.deepcopy(given)
        for cell in notebook.cells:
            if answer and cell.metadata.get("nbgrader", {}).get("grade_id") == "sinking_speed":
                cell.source = answer
        path = course / f"submitted/{student}/{NAME}/{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


def run(*words: str) -> dict[str, object]:
    """What a command prints, and its exit code."""
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        code = main(words)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def day(folder: str) -> dict[str, object]:
    """What comes of a day in a new course."""
    os.chdir(folder)
    seen: dict[str, object] = {"new": run("new", "course")}
    course = Path(folder, "course").resolve()
    os.chdir(course)
    seen |= {"walls": list(walls_here(Settings())[0]), "check": run("check")}
    hand_in(course)
    with Path("nbgrader_config.py").open("a") as config:
        config.write(LIMITS)
    seen["grade"] = run("grade", NAME, "--jobs", "1")
    with Gradebook("sqlite:///gradebook.db") as book:
        submissions = book.assignment_submissions(NAME)
        seen["scores"] = {each.student.id: each.score for each in submissions}
    attacked = nbformat.read(f"autograded/attacker/{NAME}/{NAME}.ipynb", as_version=4)
    texts = [
        output.get("text", "") for cell in attacked.cells for output in cell.get("outputs", ())
    ]
    return seen | {
        "kept": attacked.metadata["autograder"]["walls"],
        "attacks": [text for text in texts if "attacks" in text],
        "left": [
            str(path) for path in (course / "attacked", Path("/tmp/attacked")) if path.exists()
        ],
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(day(place)))

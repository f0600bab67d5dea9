"""What docs/instructors.md tells an instructor to do works as printed."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.commands.new import new
from autograder.gradebook.release import generate
from autograder.modules import modules_of
from autograder.testing.answers import LocalAnswer

GUIDE = (Path(__file__).parents[2] / "docs" / "instructors.md").read_text()
REFERENCE, TEST, SOLUTION, CHECKS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
(QUESTION,) = re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)
START, RELEASE = re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)


def types(folder, commands):
    """Type the lines of a block; return what the last one prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in commands.splitlines():
        if line.startswith("cd "):
            folder /= line.removeprefix("cd ")
            continue
        done = subprocess.run(
            shlex.split(line),
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def follow(root):
    """Add the guide's exercise and question to a new course."""
    model = root / "mechanics.py"
    model.write_text(f"{model.read_text()}\n\n{REFERENCE}")
    tests = root / "course_tests/falling.py"
    text = tests.read_text().replace("points=80", "points=60")
    text = text.replace("assignment = Assignment(", f"{TEST}\n\nassignment = Assignment(")
    tests.write_text(
        text.replace('    questions=("', '    reach,\n    questions=("answer_longer", "')
    )
    path = root / "source/falling/falling.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "test_sinking_speed":
            cell.metadata.nbgrader.points = 60
    notebook.cells += [
        _cell(new_code_cell(SOLUTION.strip()), "time_to_reach", solution=True),
        _cell(new_code_cell(CHECKS.strip()), "test_time_to_reach", grade=True, points=20),
        _cell(new_markdown_cell(QUESTION.strip()), "question_longer", locked=True),
        _cell(
            new_markdown_cell("At first both gain g each second."),
            "answer_longer",
            grade=True,
            solution=True,
            points=1,
        ),
    ]
    notebook.cells[-1].metadata.tags = ["optional"]
    nbformat.write(notebook, path)


def _cell(cell, name, *, grade=False, solution=False, locked=False, points=None):
    about = {"grade": grade, "grade_id": name, "locked": locked or (grade and not solution)}
    about |= {"schema_version": 3, "solution": solution, "task": False}
    cell.metadata["nbgrader"] = about | ({"points": points} if grade else {})
    return cell


@pytest.fixture(scope="module")
def tests(tmp_path_factory):
    """The hidden tests of a course in which somebody followed the guide."""
    course = new(tmp_path_factory.mktemp("guide") / "course")
    follow(course.root)
    generate(course, "falling")
    return modules_of(course.root).load("course_tests.falling")


@pytest.fixture(scope="module")
def solution():
    """The guide's solution."""
    names = {}
    exec(f"import numpy as np\n{SOLUTION}", names)
    return names["time_to_reach"]


@pytest.mark.slow
def test_the_commands_work_and_what_is_added_is_sound(tmp_path):
    written = [Path(line).name for line in types(tmp_path, START).splitlines()[-3:]]
    assert written == ["falling.html", "falling.csv", "falling-checks.csv"]
    root = tmp_path / "my-course"
    follow(root)
    checked = types(root, RELEASE)
    assert "✗" not in checked
    assert "  ✓ the solution notebook earns everything\n" in checked


def test_the_solution_earns_everything(tests, solution):
    verdict = tests.grade("time_to_reach", LocalAnswer(solution))
    assert verdict.right
    assert verdict.points == 20


def test_a_wrong_answer_is_named(tests):
    import numpy as np

    def time_to_reach(share, m, b):
        return -m / b * np.log(share)

    verdict = tests.grade("time_to_reach", LocalAnswer(time_to_reach))
    assert verdict.points == 0
    assert verdict.misconception.startswith("The speed falls short")


def test_partly_right_earns_part(tests):
    import math

    def time_to_reach(share, m, b):
        return -m / b * math.log(1 - share)

    assert tests.grade("time_to_reach", LocalAnswer(time_to_reach)).points == 15


def test_the_visible_check_passes_and_fails(solution):
    import numpy as np

    visible = CHECKS.partition("### BEGIN HIDDEN TESTS")[0]
    exec(visible, {"np": np, "time_to_reach": solution})
    with pytest.raises(AssertionError, match="63 %"):
        exec(visible, {"np": np, "time_to_reach": lambda share, m, b: m / b * share})

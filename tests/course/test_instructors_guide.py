"""What docs/instructors.md tells an instructor to do works as printed, with only the package."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from packaging.requirements import Requirement

from autograder.commands.new import new
from autograder.gradebook.release import generate
from autograder.modules import modules_of
from autograder.testing.answers import LocalAnswer

ROOT = Path(__file__).resolve().parents[2]
NAME = "falling"
GUIDE = (ROOT / "docs" / "instructors.md").read_text()
REFERENCE, TEST, SOLUTION, CHECKS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
(QUESTION,) = re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)
START, RELEASE = re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Programs of an environment with this package, what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "repository"  # building leaves files behind
    tracked = subprocess.check_output(["git", "ls-files", "autograder"], cwd=ROOT, text=True)
    for name in ("pyproject.toml", "README.md", "LICENSE", *tracked.splitlines()):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    programs = folder / "venv/bin"
    for name in needed_by("autograder-for-nbgrader"):
        for file in distribution(name).files:
            give(folder / "venv", Path(os.path.normpath(file.locate())))
    python = programs / "python"
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    pip = [sys.executable, "-m", "pip", "--python", python, "install"]
    build = [*([uv, "pip", "install", "--python", python] if uv else pip), "--no-deps", source]
    done = subprocess.run(build, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return programs


def needed_by(name):
    """All packages that a package declares to need, and those that these need."""
    found, waiting = set(), [(name, "")]
    while waiting:
        name, extra = waiting.pop()
        for needed in map(Requirement, distribution(name).requires or []):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                new = {(needed.name, extra) for extra in ("", *needed.extras)} - found
                found |= new
                waiting += new
    return {name for name, _extra in found}


def give(environment, file):
    """Give an environment a file of this one: a program, or what is linked with all beside it."""
    path = file.relative_to(sys.prefix)
    if path.parts[0] == "bin":
        shebang, _line, script = file.read_bytes().partition(b"\n")
        if shebang.startswith(b"#!"):
            (environment / path).write_bytes(b"#!%s/bin/python\n" % bytes(environment) + script)
            (environment / path).chmod(0o755)
        return
    if path.parts[0] == "lib":
        path = Path(*path.parts[:4])  # a package as a whole
    there = environment / path
    if "__pycache__" not in path.parts and not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        there.symlink_to(Path(sys.prefix) / path)


@pytest.fixture
def types(installed, tmp_path):
    """Types the lines of a block, and returns what the last one prints."""
    environment = {"PATH": f"{installed}:{os.environ['PATH']}", "HOME": str(tmp_path)}

    def types(folder, commands, code=0):
        for line in commands.splitlines():
            if line.startswith("cd "):
                folder /= line.removeprefix("cd ")
                continue
            words = shlex.split(line, comments=True)
            done = subprocess.run(
                words, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == code, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    return types


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
def test_the_commands_work_and_a_copy_uses_its_own_tests_and_what_is_added_is_sound(
    types, tmp_path
):
    there = "import importlib.util as u; print(u.find_spec('reference'), u.find_spec('numba'))"
    assert types(tmp_path, f'python -c "{there}"') == "None None\n"
    written = [Path(line).name for line in types(tmp_path, START).splitlines()[-3:]]
    assert written == ["falling.html", "falling.csv", "falling-checks.csv"]
    mine = tmp_path / "my-course"
    assert (mine / f"reports/{NAME}.html").exists()
    assert (mine / f"feedback/ada/{NAME}/{NAME}.html").exists()
    untouched = mine / f"submitted/untouched/{NAME}/{NAME}.ipynb"
    untouched.parent.mkdir(parents=True)
    shutil.copy(mine / f"release/{NAME}/{NAME}.ipynb", untouched)
    mark_words(mine, "ada", 20)

    copy = shutil.copytree(mine, tmp_path / "copy")
    tests = copy / f"course_tests/{NAME}.py"
    model = copy / "mechanics.py"
    model.write_text(model.read_text().replace("G = 9.81", "G = 1.62  # on the moon"))
    tests.write_text(tests.read_text().replace("weight=20", "weight=0"))
    types(copy, f"autograder grade {NAME} --force")
    types(mine, f"autograder grade {NAME} --force")
    assert scores(copy) == {"ada": 20, "bela": 0, "untouched": 0}
    assert scores(mine) == {"ada": 100, "bela": 0, "untouched": 0}
    types(copy, f"nbgrader autograde {NAME} --force")
    assert scores(copy) == {"ada": 20, "bela": 0, "untouched": 0}
    checked = types(copy, "autograder check", code=1)  # its solution is not right on the moon
    assert f"  course_tests: {copy / 'course_tests'}\n" in checked

    follow(mine)
    checked = types(mine, RELEASE)
    assert "✗" not in checked
    assert "  ✓ the solution notebook earns everything\n" in checked


def scores(folder):
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            submission.student.id: submission.score
            for submission in gradebook.assignment_submissions(NAME)
        }


def mark_words(folder, student, points):
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("answer_final_speed", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


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

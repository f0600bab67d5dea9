"""A course of one short assignment: its notebook, its hidden tests, and students' answers to it.

``from tiny_course import ...`` in any test module of this folder. The hidden tests are in
`tiny_tests`, and a copy of that is in each course's folder.
"""

import copy
import functools
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.limits import Limits
from autograder.notebooks import read as notebook_reader
from autograder.notebooks.manifest import Manifest

LIMITS = Limits()
read = functools.partial(notebook_reader.read, limits=LIMITS)
ROOT = Path(__file__).resolve().parents[2]
NAME = "tiny"
TESTS = "tiny_tests"


# The notebook


def _cell(make, source: str, name: str = "", tags: tuple[str, ...] = (), **nbgrader: Any):
    cell = make(source, id=name.replace("_", "-") or f"prose-{abs(hash(source)) % 10**8}")
    if name:
        cell.metadata["nbgrader"] = NotebookNode(
            {
                "grade": False,
                "grade_id": name,
                "locked": False,
                "schema_version": 3,
                "solution": False,
                "task": False,
                **nbgrader,
            }
        )
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def _solution(name: str, arguments: str, body: str) -> NotebookNode:
    source = f"def {name}({arguments}):\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
    return _cell(new_code_cell, source, name, solution=True)


def _test(name: str, visible: str, points: float, **more: Any) -> NotebookNode:
    source = (
        f"{visible}\n### BEGIN HIDDEN TESTS\n"
        f'from tiny_tests import tiny; tiny.grade("{name}", {name})\n### END HIDDEN TESTS'
    )
    return _cell(
        new_code_cell, source, f"test_{name}", grade=True, locked=True, points=points, **more
    )


def source_notebook() -> NotebookNode:
    """The instructor's notebook."""
    cells = [
        new_markdown_cell("# Tiny\n\nTwo functions and a question.", id="title"),
        _cell(new_code_cell, "import numpy as np\nimport sys", "given_setup", locked=True),
        new_markdown_cell("### Exercise 1\n\nDouble it.", id="about-double"),
        _solution("double", "x", "return 2 * np.asarray(x)"),
        _test("double", 'assert double(1) == 2, "Two times one is two."', 4),
        new_markdown_cell("### Exercise 2\n\nUse `double`.", id="about-total"),
        _solution("total", "values", "return sum(double(value) for value in values)"),
        _test("total", 'print("warned", file=sys.stderr)\ntotal([1, 2])', 6),
        new_code_cell("width = 3", id="given-plain"),
        new_markdown_cell("### Exercise 3, optional\n\nHalve it.", id="about-half"),
        _solution("half", "x", "return np.asarray(x) / 2"),
        _test("half", "half(4)", 3, tags=("optional",)),
        _cell(
            new_markdown_cell,
            "### Question\n\nWhy twice?\n\n<!-- BEGIN MARK SCHEME -->\n"
            "**Full credit:** because pairs are prettier.\n<!-- END MARK SCHEME -->",
            "question_why",
            locked=True,
        ),
        _cell(
            new_markdown_cell,
            "Whatever comes in pairs is counted twice.",
            "answer_why",
            grade=True,
            solution=True,
            points=90,
        ),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def write_course(
    folder: Path, source: NotebookNode | None = None, *, with_tests: bool = True
) -> Path:
    """Make the course's folder: source/, the hidden tests, and our nbgrader_config.py for them."""
    path = folder / "source" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(source_notebook() if source is None else source, path)
    if not with_tests:
        return folder
    shutil.copytree(Path(__file__).with_name(TESTS), folder / TESTS, dirs_exist_ok=True)
    config = (ROOT / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(config.replace('"autograde_tests"', f'"{TESTS}"'))
    return folder


def manifest_of(source: NotebookNode, folder: Path) -> Manifest:
    return Manifest.of(write_course(folder, source) / "source" / NAME / f"{NAME}.ipynb")


# Submissions

RIGHT = {
    "double": "def double(x):\n    return np.asarray(x) + x",
    "total": "def total(values):\n    return 2 * sum(values)",
    "half": "def half(x):\n    return x / 2",
    "answer_why": "Because.",
}


def find(notebook: NotebookNode, name: str) -> NotebookNode:
    """The first cell of a grade_id or an id."""
    return next(c for c in notebook.cells if name in (grade_id(c), c.id))


def grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def answered(release: NotebookNode, answers: dict[str, str] = RIGHT) -> NotebookNode:
    """The release notebook with these sources."""
    notebook = copy.deepcopy(release)
    for name, source in answers.items():
        find(notebook, name).source = source
    return notebook


def as_bytes(notebook: NotebookNode) -> bytes:
    return json.dumps(notebook).encode()


def hand_in(course: Path, student: str, data: bytes, name: str = f"{NAME}.ipynb") -> Path:
    path = course / "submitted" / student / NAME / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path

"""Proof that an assignment is sound, before students and TAs find out that it is not."""

import ast
import copy
import importlib
import json
import re
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment, NbGraderException

from autograder.course import Course
from autograder.files import Submission
from autograder.gradebook.converters import convert, quiet
from autograder.grading.grade import Graded, grade
from autograder.notebooks.manifest import (
    Manifest,
    is_optional,
    item_name,
    split_hidden,
    split_scheme,
)
from autograder.sandbox.runner import Runner

POINTS = 100
_NEVER_RELEASED = (
    "BEGIN SOLUTION",
    "HIDDEN TEST",
    "MARK SCHEME",
    "autograde_tests",
    "import reference",
    "from reference",
)
_SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
_TRIVIAL = 12  # characters: shorter lines of a solution, such as `return x`, tell nothing


def check(course: Course, assignment: str, runner: Runner) -> dict[str, list[str]]:
    """Check one assignment.

    Parameters
    ----------
    course
        The course.
    assignment
        The assignment's name.
    runner
        A started runner.

    Returns
    -------
    dict
        For each claim, in words, what is wrong with it: an empty list where it holds.

    Raises
    ------
    CourseError
        If there is no such assignment.
    """
    path = course.source(assignment)
    source = nbformat.read(path, as_version=4)
    claims = {
        "the source notebook is valid, without outputs": list(_source(source)),
        "every exercise of the curriculum is there, with its signature": list(
            _signatures(source, assignment)
        ),
        "every autograded cell has a hidden test": list(_hidden_tests(source)),
        "every free-text cell has a marking scheme": list(_schemes(source)),
        f"the points add up to {POINTS}, bonus apart": list(_points(source, assignment)),
    }
    release = course.release(assignment)
    claims["release/ is what nbgrader generates"] = list(_in_sync(course, assignment, release))
    if release.exists():
        claims["nothing leaks into release/"] = list(_leaks(source, release.read_text()))
    manifest = Manifest.of(path)
    solution = grade(manifest, Submission(_without_tests(source)), 1, runner)
    claims["the solution notebook earns everything"] = list(_not_full(solution))
    untouched = grade(manifest, Submission(nbformat.writes(manifest.release()).encode()), 1, runner)
    claims["the untouched release earns nothing"] = list(_not_zero(untouched))
    return claims


def _nbgrader(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def _tests(notebook: NotebookNode) -> list[NotebookNode]:
    """The test cells."""
    return [
        cell
        for cell in notebook.cells
        if _nbgrader(cell).get("grade") and not _nbgrader(cell).get("solution")
    ]


def _answers(notebook: NotebookNode) -> list[NotebookNode]:
    """The solution cells."""
    return [cell for cell in notebook.cells if _nbgrader(cell).get("solution")]


def _source(notebook: NotebookNode) -> Iterator[str]:
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        yield str(error).splitlines()[0]
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield f"it is nbformat {notebook.nbformat}.{notebook.nbformat_minor}, not 4.5"
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield f"cell {cell.id} has outputs or an execution count: clear them"


def _signatures(notebook: NotebookNode, assignment: str) -> Iterator[str]:
    from autograde_tests.contract import CONTRACT

    defined = {
        _nbgrader(cell)["grade_id"]: _signature(cell.source, _nbgrader(cell)["grade_id"])
        for cell in _answers(notebook)
        if cell.cell_type == "code"
    }
    free_text = {_nbgrader(c)["grade_id"] for c in _answers(notebook) if c.cell_type == "markdown"}
    expected = CONTRACT.get(assignment)
    if expected is None:
        yield f"autograde_tests/contract.py says nothing of {assignment}"
        return
    for signature in expected.functions:
        name = signature.partition("(")[0]
        if defined.get(name) != signature:
            yield f"{signature} is expected, the notebook has {defined.get(name) or 'nothing'}"
    for name in defined:
        if name not in {signature.partition("(")[0] for signature in expected.functions}:
            yield f"{name} is not in autograde_tests/contract.py"
    for name in sorted(set(expected.free_text) ^ free_text):
        yield f"free text {name} is not both in the notebook and in autograde_tests/contract.py"


def _signature(source: str, name: str) -> str | None:
    """The function's name and parameters as they are written in its cell."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return f"{name}({ast.unparse(node.args)})"
    return None


def _hidden_tests(notebook: NotebookNode) -> Iterator[str]:
    for cell in _tests(notebook):
        if not re.search("BEGIN HIDDEN TESTS\n.+\n### END HIDDEN TESTS", cell.source):
            yield f"{_nbgrader(cell)['grade_id']} has none"
    for before, cell in pairwise(notebook.cells):
        name = _nbgrader(cell).get("grade_id")
        if cell in _tests(notebook) and name != f"test_{_nbgrader(before).get('grade_id')}":
            yield f"{name} does not follow the cell that it tests"


def _schemes(notebook: NotebookNode) -> Iterator[str]:
    for before, cell in pairwise(notebook.cells):
        free_text = cell in _answers(notebook) and cell.cell_type == "markdown"
        if free_text and not split_scheme(before.source)[1]:
            yield f"the question before {_nbgrader(cell)['grade_id']} has none"


def _points(notebook: NotebookNode, assignment: str) -> Iterator[str]:
    try:
        exercises = importlib.import_module(f"autograde_tests.{assignment}").assignment.exercises
    except ImportError as error:
        yield str(error)
        return
    total = 0.0
    for cell in notebook.cells:
        if not _nbgrader(cell).get("grade"):
            continue
        points, name = _nbgrader(cell)["points"], _nbgrader(cell)["grade_id"]
        optional = is_optional(cell)
        total += 0 if optional else points
        exercise = exercises.get(item_name(name))
        if exercise and (exercise.points, exercise.optional) != (points, optional):
            yield (
                f"{name}: {points:g} points, optional: {optional} in the notebook, "
                f"{exercise.points:g}, {exercise.optional} in autograde_tests"
            )
    if total != POINTS:
        yield f"they add up to {total:g}"


def _in_sync(course: Course, assignment: str, release: Path) -> Iterator[str]:
    again = f"run `nbgrader generate_assignment {assignment} --force` and commit release/"
    if not release.exists():
        yield f"there is none: {again}"
        return
    with tempfile.TemporaryDirectory() as folder:
        directory = course.directory(assignment, ".")
        directory.release_directory = folder
        directory.db_url = f"sqlite:///{folder}/gradebook.db"
        converter = GenerateAssignment(coursedir=directory, config=course.config)
        with quiet() as errors:
            try:
                convert(converter)
            except NbGraderException:
                yield f"nbgrader cannot generate it: {' '.join(errors[-1:])}"
                return
        fresh = Path(folder) / assignment / release.name
        if fresh.read_bytes() != release.read_bytes():
            yield f"it is out of date: {again}"


def _leaks(source: NotebookNode, released: str) -> Iterator[str]:
    """Search the whole file, metadata included, for what students must not see."""
    for word in _NEVER_RELEASED:
        if word in released:
            yield f"“{word}” stands in it"
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and (cell["outputs"] or cell["execution_count"] is not None):
            yield f"cell {cell['id']} has outputs"
    # In the file every text is a JSON string: compare what the strings say.
    text = _squeeze(" ".join(_strings(notebook)))
    for cell in source.cells:
        name = _nbgrader(cell).get("grade_id", "")
        for secret in _secrets(cell):
            lines = [_squeeze(line) for line in secret.splitlines()]
            telling = [line for line in lines if len(line) > _TRIVIAL and not line.startswith("#")]
            found = [line for line in telling if line in text]
            # Code written by analogy to given code shares lines with it; prose never does.
            if found and (cell.cell_type == "markdown" or found == telling):
                yield f"the secret part of {name} stands in it: “{found[0][:60]}”"


def _secrets(cell: NotebookNode) -> list[str]:
    """What nbgrader takes out of a cell."""
    if _nbgrader(cell).get("solution") and cell.cell_type == "markdown":
        return [cell.source]
    scheme = split_scheme(cell.source)[1]
    return [*_SOLUTION.findall(cell.source), *([scheme] if scheme else [])]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _without_tests(source: NotebookNode) -> bytes:
    """The instructor's notebook as a student with all the right answers would hand it in."""
    notebook = copy.deepcopy(source)
    for cell in notebook.cells:
        cell.source = split_scheme(split_hidden(cell.source)[0])[0]
    return nbformat.writes(notebook).encode()


def _not_full(graded: Graded) -> Iterator[str]:
    if graded.ungraded:
        yield graded.ungraded
    for verdict in graded.verdicts.values():
        if not verdict.right:
            failed = [check for check in verdict.checks if not check.passed]
            yield f"{verdict.exercise}: {failed[0].problem.message if failed else 'no checks'}"
    yield from graded.flags


def _not_zero(graded: Graded) -> Iterator[str]:
    if graded.ungraded:
        yield graded.ungraded
    for verdict in graded.verdicts.values():
        if verdict.points:
            yield f"{verdict.exercise} earns {verdict.points:g}"

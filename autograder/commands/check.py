"""Proof that an assignment is sound, before students and TAs find out that it is not."""

import ast
import copy
import inspect
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment

from autograder.commands.check_decoys import unsound_decoys
from autograder.commands.leaks import leaks
from autograder.course import Course, CourseError
from autograder.files import Submission
from autograder.gradebook.converters import ConversionError, convert
from autograder.grading.grade import Graded, grade
from autograder.notebooks.manifest import (
    Manifest,
    is_optional,
    item_name,
    manifest_of,
    split_hidden,
    split_scheme,
)
from autograder.sandbox.runner import Runner
from autograder.testing.exercise import Assignment


def check(
    course: Course, assignment: str, runner: Runner, *, is_released: bool = True
) -> dict[str, list[str]]:
    """Check one assignment.

    Parameters
    ----------
    course
        The course.
    assignment
        The assignment's name.
    runner
        A started runner.
    is_released
        Whether ``release/`` is to be checked, and not what nbgrader would put there.

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
    tests, missing = _assignment(course, assignment)
    claims = {
        "the source notebook is valid, without outputs": list(_source(source)),
        "notebook and hidden tests have the same exercises, signatures and questions": (
            missing or list(_exercises(source, tests))
        ),
        "every autograded cell has a hidden test": list(_hidden_tests(source)),
        "every free-text cell has a marking scheme": list(_schemes(source)),
        f"the points add up to {course.points:g}, bonus apart": list(
            _points(source, tests, course.points)
        ),
    }
    manifest = Manifest.of(path)
    given_out = nbformat.writes(manifest.release()).encode()
    release = course.release(assignment)
    if is_released:
        claims["release/ is what nbgrader generates"] = list(_in_sync(course, assignment, release))
    if not is_released or release.exists():
        text = release.read_text("utf-8") if is_released else given_out.decode()
        secrets = course.tests_name, own_code(course, [assignment])
        claims["nothing leaks into release/"] = list(leaks(source, text, *secrets))
    with course.modules.active():
        solution = grade(manifest, Submission(_without_tests(source)), 1, runner)
        untouched = grade(manifest, Submission(given_out), 1, runner)
        unsound = list(unsound_decoys(tests, solution, manifest, runner))
    claims["the solution notebook earns everything"] = list(_not_full(solution))
    claims["solutions work with decoys of earlier ones, which are no answers"] = unsound
    claims["the untouched release earns nothing"] = list(_not_zero(untouched))
    return claims


def own_code(course: Course, assignments: Iterable[str]) -> dict[str, Path]:
    """The course's own packages and modules that hidden tests use: name and path.

    Parameters
    ----------
    course
        The course.
    assignments
        Names of the assignments.
    """
    sources = [f"import {course.tests_name}"] if course.tests_name else []
    for assignment in assignments:
        sources += manifest_of(course.source(assignment)).hidden.values()
    return course.modules.needed_by(sources)


def _assignment(course: Course, name: str) -> tuple[Assignment, list[str]]:
    """An assignment's hidden tests, and what keeps us from having them."""
    try:
        tests = course.tests_of(name)
    except CourseError as error:
        return Assignment(), [str(error)]
    found = getattr(tests, "assignment", None)
    if isinstance(found, Assignment):
        return found, []
    return Assignment(), [f"{tests.__name__} does not define an Assignment named assignment"]


def _nbgrader(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def _id(cell: NotebookNode) -> str:
    return _nbgrader(cell).get("grade_id", "")


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


def _exercises(notebook: NotebookNode, tests: Assignment) -> Iterator[str]:
    """Compare what the notebook asks for with what the hidden tests grade."""
    stubs = {_id(c): _signature(c) for c in _answers(notebook) if c.cell_type == "code"}
    for name, exercise in tests.exercises.items():
        expected = f"{name}({_parameters(exercise.reference)})"
        if stubs.get(name) != expected:
            yield f"{expected} is expected, the notebook has {stubs.get(name) or 'nothing'}"
    for name in stubs.keys() - tests.exercises.keys():
        yield f"{name} is not an exercise of the hidden tests"
    questions = {_id(cell) for cell in _answers(notebook) if cell.cell_type == "markdown"}
    for name in sorted(set(tests.questions) - questions):
        yield f"the question {name} is not in the notebook"
    for name in sorted(questions - set(tests.questions)):
        yield f"the question {name} is not among the questions of the hidden tests"


def _signature(cell: NotebookNode) -> str | None:
    """The function that a solution cell is named after, with its parameters as they are written."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == _id(cell):
            return f"{node.name}({ast.unparse(node.args)})"
    return None


def _parameters(reference: Callable) -> str:
    """A function's parameters, as a student would write them.

    What the reference takes by name only is for the course's own use.
    """
    parameters = inspect.signature(reference).parameters.values()
    public = [parameter for parameter in parameters if parameter.kind != parameter.KEYWORD_ONLY]
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in public]
    return ", ".join(map(str, plain))


def _hidden_tests(notebook: NotebookNode) -> Iterator[str]:
    for cell in _tests(notebook):
        if not split_hidden(cell.source)[1].strip():
            yield f"{_id(cell)} has none"
    for before, cell in pairwise(notebook.cells):
        if cell in _tests(notebook) and _id(cell) != f"test_{_id(before)}":
            yield f"{_id(cell)} does not follow the cell that it tests"


def _schemes(notebook: NotebookNode) -> Iterator[str]:
    for before, cell in pairwise(notebook.cells):
        free_text = cell in _answers(notebook) and cell.cell_type == "markdown"
        if free_text and not split_scheme(before.source)[1]:
            yield f"the question before {_id(cell)} has none"


def _points(notebook: NotebookNode, tests: Assignment, expected: float) -> Iterator[str]:
    total = 0.0
    for cell in notebook.cells:
        if not _nbgrader(cell).get("grade"):
            continue
        points, optional = _nbgrader(cell)["points"], is_optional(cell)
        total += 0 if optional else points
        exercise = tests.exercises.get(item_name(_id(cell)))
        if exercise and (exercise.points, exercise.optional) != (points, optional):
            yield (
                f"{_id(cell)}: {points:g} points, optional: {optional} in the notebook, "
                f"{exercise.points:g}, {exercise.optional} in the hidden tests"
            )
    if total != expected:
        yield f"they add up to {total:g}"


def _in_sync(course: Course, assignment: str, release: Path) -> Iterator[str]:
    again = f"run `autograder release {assignment}` and commit release/"
    if not release.exists():
        yield f"there is none: {again}"
        return
    with tempfile.TemporaryDirectory() as folder:
        directory = course.directory(assignment, ".")
        directory.release_directory = folder
        directory.db_url = f"sqlite:///{folder}/gradebook.db"
        converter = GenerateAssignment(coursedir=directory, config=course.config)
        try:
            convert(converter)
        except ConversionError as error:
            yield f"nbgrader cannot generate it: {error}"
            return
        fresh = Path(folder) / assignment / release.name
        if fresh.read_bytes() != release.read_bytes():
            yield f"it is out of date: {again}"


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
            problems = [check.problem.message for check in verdict.checks if check.problem]
            yield f"{verdict.exercise}: {problems[0] if problems else 'no checks'}"
    yield from graded.flags


def _not_zero(graded: Graded) -> Iterator[str]:
    if graded.ungraded:
        yield graded.ungraded
    for verdict in graded.verdicts.values():
        if verdict.points:
            yield f"{verdict.exercise} earns {verdict.points:g}"

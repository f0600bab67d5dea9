"""Forge the verdict: points for wrong answers, by way of the notebook's cells and files."""

from nbformat import NotebookNode

from .kit import Attack, Link, all_answers, find, notebook, on_tests, tests


def _tag(*names: str):
    return on_tests(lambda cell: cell.metadata.update(tags=list(names)))


def _nbgrader(**told: object):
    return on_tests(lambda cell: cell.metadata.nbgrader.update(told))


def _everywhere(**told: object):
    def change(made: NotebookNode) -> None:
        for cell in made.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.update(told)

    return change


def _full_marks(cell: NotebookNode) -> None:
    points = {"text/plain": str(cell.metadata.nbgrader.points)}
    result = {"output_type": "execute_result", "execution_count": 1, "data": points}
    cell.update(execution_count=1, outputs=[result | {"metadata": {"autograder": {}}}])
    cell.metadata.tags = ["skip-execution"]


def _without_tests(made: NotebookNode) -> None:
    for cell in tests(made):
        made.cells.remove(cell)


def _passing_copies_first(made: NotebookNode) -> None:
    for cell in tests(made):
        made.cells.insert(0, NotebookNode(cell, id=f"copy-{cell.id}", source="pass"))


def _tests_first(made: NotebookNode) -> None:
    for cell in tests(made):
        made.cells.remove(cell)
        made.cells.insert(0, cell)


def _tests_as_answers(made: NotebookNode) -> None:
    for cell in tests(made):
        cell.metadata.nbgrader.update(solution=True, locked=False)
        cell.source = f"{cell.metadata.nbgrader.points}"


def _renamed(made: NotebookNode) -> None:
    for cell in tests(made):
        cell.metadata.nbgrader.grade_id += "_old"


def _exercises_swapped(made: NotebookNode) -> None:
    for name, other in (("test_double", "test_half"), ("test_half", "test_double")):
        find(made, name).metadata.nbgrader.grade_id = other + "_"
    for cell in tests(made):
        cell.metadata.nbgrader.grade_id = cell.metadata.nbgrader.grade_id.rstrip("_")


_QUIET = b"import builtins\nbuiltins.AssertionError = type('Quiet', (Warning,), {})\n"
_EDITED = "test_double is locked but was edited"
_TOUCHED = "test_double"

ATTACKS = (
    Attack(
        "skip-tag",
        "Test cells are not to be run.",
        notebook(_tag("skip-execution")),
        flagged=_TOUCHED,
    ),
    Attack(
        "raises-tag", "Test cells may fail.", notebook(_tag("raises-exception")), flagged=_TOUCHED
    ),
    Attack(
        "all-may-fail",
        "The notebook's own metadata allow errors.",
        notebook(
            _tag("skip-execution", "raises-exception", "nbgrader-ignore"),
            lambda made: made.metadata.update(allow_errors=True, execution={"timeout": 1}),
        ),
        flagged=_TOUCHED,
    ),
    Attack("no-tests", "The test cells are gone.", notebook(_without_tests)),
    Attack(
        "edited-tests",
        "The test cells test nothing.",
        notebook(on_tests(lambda cell: cell.update(source="assert True"))),
        flagged=_EDITED,
    ),
    Attack(
        "exiting-tests",
        "The test cells end before they test.",
        notebook(on_tests(lambda cell: cell.update(source="raise SystemExit\n" + cell.source))),
        flagged=_EDITED,
    ),
    Attack(
        "tests-as-text",
        "The test cells are text.",
        notebook(on_tests(lambda cell: cell.update(cell_type="markdown"))),
        flagged=_TOUCHED,
    ),
    Attack(
        "passing-copies",
        "A copy that passes stands before each test cell.",
        notebook(_passing_copies_first),
        flagged="test_double was there more than once",
    ),
    Attack("tests-first", "The tests stand before the answers.", notebook(_tests_first)),
    Attack(
        "swapped-tests",
        "Tests go by each other's name.",
        notebook(_exercises_swapped),
        flagged=_TOUCHED,
    ),
    Attack(
        "more-points",
        "Each test is worth 1000 points.",
        notebook(_nbgrader(points=1000)),
        flagged=_TOUCHED,
    ),
    Attack("odd-points", "Points are not a number.", notebook(_nbgrader(points=float("nan")))),
    Attack("renamed-tests", "The test cells have other names.", notebook(_renamed)),
    Attack(
        "tests-as-answers",
        "The test cells are answers, to be marked by hand.",
        notebook(_tests_as_answers),
        flagged=_TOUCHED,
    ),
    Attack(
        "unlocked-tests",
        "The test cells are neither locked nor graded, and their checksums forged.",
        notebook(_nbgrader(locked=False, grade=False, checksum="0" * 32)),
        flagged=_TOUCHED,
    ),
    Attack("old-schema", "Metadata of long ago.", notebook(_everywhere(schema_version=0))),
    Attack("new-schema", "Metadata of days to come.", notebook(_everywhere(schema_version=99))),
    Attack(
        "forged-outputs",
        "The test cells show full marks already.",
        notebook(on_tests(_full_marks)),
        flagged=_TOUCHED,
    ),
    Attack(
        "hard-coded",
        "The visible checks' values are all that is known.",
        notebook(
            answers={
                "double": "def double(x): return {1: 2}.get(x)",
                "total": "def total(values): return {(1, 2): 6}.get(tuple(values))",
                "half": "def half(x): return {4: 2}.get(x)",
            }
        ),
    ),
    Attack(
        "numpy-file",
        "A file beside the notebook is called numpy.",
        notebook(),
        files={"numpy.py": b"def __getattr__(name):\n    return lambda *a, **k: True\n"},
    ),
    Attack(
        "startup-files",
        "Files beside the notebook are to be run before anything else.",
        notebook(),
        files={
            "sitecustomize.py": _QUIET,
            "usercustomize.py": _QUIET,
            "conftest.py": _QUIET,
            "tiny_tests.py": _QUIET,
            "nbgrader_config.py": b"c = get_config()\nc.Limits.cell_seconds = 9999\n",
            "ipython_config.py": b"c = get_config()\nc.InteractiveShellApp.exec_lines = ['1/0']\n",
            "IPython/__init__.py": _QUIET,
            ".ipynb_checkpoints/tiny-checkpoint.ipynb": b"{}",
        },
    ),
    Attack(
        "source-link",
        "The notebook is a link to the instructor's own, with all the solutions.",
        None,
        files={"tiny.ipynb": Link("../../../source/tiny/tiny.ipynb")},
        deserves=None,
        flagged="is a link",
    ),
    Attack(
        "neighbour-link",
        "The notebook is a link to another student's.",
        None,
        files={"tiny.ipynb": Link("../../0-before/tiny/tiny.ipynb")},
        deserves=None,
        flagged="is a link",
    ),
    Attack("empty-array", "Nothing compares with all.", notebook(answers=all_answers("[]"))),
    Attack("nan", "Values that are not numbers.", notebook(answers=all_answers("np.nan"))),
    Attack("masked", "All is masked.", notebook(answers=all_answers("np.ma.masked_all(5)"))),
    Attack(
        "broadcast",
        "An array of all shapes.",
        notebook(answers=all_answers("np.broadcast_to(np.nan, (1,) * 32)")),
    ),
)

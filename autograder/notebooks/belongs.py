"""Of which assignment a notebook is, as far as its exercises tell."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from autograder.limits import Limits
from autograder.notebooks.read import Cell, UnreadableError, read

if TYPE_CHECKING:
    from autograder.notebooks.manifest import Manifest

_DEFINES = re.compile(r"^def ([A-Za-z_]\w*)", re.MULTILINE)


def exercises_of(manifest: "Manifest") -> frozenset[str]:
    """Names of an assignment's exercises: what students write in."""
    named = (cell.metadata.get("nbgrader", {}) for cell in manifest.notebook.cells)
    return frozenset(of["grade_id"] for of in named if of.get("solution"))


def problem_with_notebook(
    data: bytes, assignment: str, exercises: Mapping[str, frozenset[str]], limits: Limits
) -> str:
    """Why a file cannot be a hand-in of an assignment, in a line; nothing if it can.

    Parameters
    ----------
    data
        The file's bytes.
    assignment
        Of what it is to be a hand-in.
    exercises
        Of all assignments, the names of their exercises.
    limits
        How large a notebook may be.
    """
    try:
        cells = read(data, limits)
    except UnreadableError as error:
        return str(error)
    names = _names_in(cells)
    found = {name: len(names & known) for name, known in exercises.items()}
    best = max(found, key=lambda name: (found[name], name == assignment))
    if not found[best]:
        return f"This notebook has no exercise of {assignment} in it."
    if best != assignment:
        return f"This is the notebook of {best}, not of {assignment}."
    return ""


def _names_in(cells: list[Cell]) -> set[str]:
    """What cells are called and what they define: a tool may have dropped the names of cells."""
    defined = (_DEFINES.findall(cell.source) for cell in cells if cell.cell_type == "code")
    return {cell.grade_id for cell in cells}.union(*defined)

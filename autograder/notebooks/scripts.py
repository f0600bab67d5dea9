"""Submissions kept small: a Python file of one student's answers, filled into the release notebook.

Each part starts with a line ``# %% <what>``, where <what> is one of

``<grade_id>``                              the new source of that cell
``insert before|after <grade_id>``          a code cell of the student's own
``delete <grade_id>``                       the cell is gone
``duplicate <grade_id>``                    the cell is there twice

In a markdown cell each line is written as a comment. What stands before the first part is a note to
the reader.
"""

import copy
import re

import nbformat
from nbformat import NotebookNode

_PART = re.compile(r"^# %% (.+)$", re.MULTILINE)


def parts(text: str) -> list[tuple[str, str]]:
    """Split a file of answers into (what, source) pairs."""
    pieces = _PART.split(text)[1:]
    return [
        (what.strip(), source.strip("\n")) for what, source in zip(*[iter(pieces)] * 2, strict=True)
    ]


def fill(release: NotebookNode, text: str) -> NotebookNode:
    """Make the notebook that the student handed in.

    Parameters
    ----------
    release
        The release notebook; it is not changed.
    text
        The file of answers.

    Raises
    ------
    ValueError
        If a part names a cell that the notebook does not have.
    """
    notebook = copy.deepcopy(release)
    for number, (what, source) in enumerate(parts(text)):
        *verb, name = what.split()
        at = _find(notebook, name)
        cell = notebook.cells[at]
        match verb:
            case []:
                cell.source = source if cell.cell_type == "code" else _uncomment(source)
            case ["insert", ("before" | "after") as side]:
                own = nbformat.v4.new_code_cell(source, id=f"own-{number}")
                notebook.cells.insert(at + (side == "after"), own)
            case ["delete"]:
                del notebook.cells[at]
            case ["duplicate"]:
                twin = copy.deepcopy(cell)
                twin.id = f"own-{number}"  # as JupyterLab does with a pasted cell
                notebook.cells.insert(at + 1, twin)
            case _:
                raise ValueError(f"“# %% {what}” is not something to do")
    return notebook


def _find(notebook: NotebookNode, name: str) -> int:
    for at, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            return at
    raise ValueError(f"The notebook has no cell {name}")


def _uncomment(source: str) -> str:
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.splitlines())

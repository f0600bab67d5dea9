"""The graded notebook: the instructor's, with the student's answers and own cells slotted in."""

import copy
import re
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from .manifest import Manifest, split_scheme
from .submission import Cell

_PLAIN_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass
class Rebuilt:
    """A notebook of the instructor's shape.

    Attributes
    ----------
    notebook
        The notebook.
    flags
        What had to be repaired, in words for the TA.
    """

    notebook: NotebookNode
    flags: list[str] = field(default_factory=list)


def rebuild(manifest: Manifest, cells: list[Cell]) -> Rebuilt:
    """Slot a student's cells into the instructor's notebook.

    Locked cells, points, tags, ids, kernel and order are the instructor's. A student's own cells
    stay behind the cell that they followed. Nothing that a student wrote in a place of their own is
    lost.
    """
    notebook = copy.deepcopy(manifest.notebook)
    matches = _match(notebook, cells)
    rebuilt = Rebuilt(notebook)
    own_after: dict[int, list[Cell]] = {}
    last = -1
    for at, cell in enumerate(cells):
        slots = [slot for slot, (matched, _how) in matches.items() if matched == at]
        if slots:
            last = slots[0]
            if _keeps(notebook.cells[last], cell):
                own_after.setdefault(last, []).append(cell)
        elif not _copy_of(notebook, cell):
            own_after.setdefault(last, []).append(cell)
        if not slots and cell.grade_id and _is_ours(notebook, cell.grade_id):
            rebuilt.flags.append(f"{cell.grade_id} was there more than once")
    for slot, ours in enumerate(notebook.cells):
        if slot in matches:
            at, how = matches[slot]
            _fill(ours, cells[at], how, rebuilt.flags)
        elif grade_id := _grade_id(ours):
            rebuilt.flags.append(f"{grade_id} was missing and was put back")
    notebook.cells = _interleave(notebook.cells, own_after)
    return rebuilt


def _grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _is_solution(cell: NotebookNode) -> bool:
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def _is_ours(notebook: NotebookNode, grade_id: str) -> bool:
    return any(_grade_id(cell) == grade_id for cell in notebook.cells)


def _match(notebook: NotebookNode, cells: list[Cell]) -> dict[int, tuple[int, str]]:
    """For each of the instructor's cells, which of the student's it is, and how that was told."""
    matches: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for how in ("grade_id", "id", "source", "def"):
        for slot, ours in enumerate(notebook.cells):
            if slot in matches:
                continue
            for at, cell in enumerate(cells):
                if at not in taken and _same(ours, cell, how):
                    matches[slot] = at, how
                    taken.add(at)
                    break
    return matches


def _same(ours: NotebookNode, cell: Cell, how: str) -> bool:
    grade_id = _grade_id(ours)
    match how:
        case "grade_id":
            return bool(grade_id) and cell.grade_id == grade_id
        case "id":
            return not cell.grade_id and cell.cell_id == ours.get("id")
        case "source":
            return not cell.grade_id and cell.source.strip() == _released(ours) != ""
        case _:
            defines = re.search(rf"^def {re.escape(grade_id)}\b", cell.source, re.MULTILINE)
            return _is_solution(ours) and not cell.grade_id and bool(grade_id and defines)


def _released(ours: NotebookNode) -> str:
    """A cell's source as students have it."""
    return split_scheme(ours.source)[0].strip()


def _keeps(ours: NotebookNode, cell: Cell) -> bool:
    """Whether a student changed a cell that is neither an answer nor locked: both are shown."""
    return not _grade_id(ours) and cell.source.strip() not in ("", _released(ours))


def _copy_of(notebook: NotebookNode, cell: Cell) -> bool:
    """Whether it is a copy of a text or a test, of no use to anyone."""
    if cell.cell_type == "code" and not cell.grade_id:
        return False  # given code that a student runs again may well do something
    source = cell.source.strip()
    return any(source == _released(ours) and not _is_solution(ours) for ours in notebook.cells)


def _fill(ours: NotebookNode, cell: Cell, how: str, flags: list[str]) -> None:
    grade_id = _grade_id(ours)
    if _is_solution(ours):
        ours.source = cell.source
        _attach(ours, cell)
        if cell.cell_type != ours.cell_type:
            flags.append(f"{grade_id} had become a {cell.cell_type} cell")
        if how != "grade_id":
            flags.append(f"{grade_id} had lost its metadata; found by its {how}")
    elif grade_id and cell.source.strip() != _released(ours):
        flags.append(f"{grade_id} is locked but was edited; the instructor's version was used")


def _attach(ours: NotebookNode, cell: Cell) -> None:
    if ours.cell_type == "markdown" and cell.attachments:
        ours.attachments = nbformat.from_dict(cell.attachments)


def _interleave(ours: list[NotebookNode], own_after: dict[int, list[Cell]]) -> list[NotebookNode]:
    ids = {cell.get("id", "") for cell in ours}
    cells: list[NotebookNode] = []
    for slot in range(-1, len(ours)):
        if slot >= 0:
            cells.append(ours[slot])
        cells.extend(_own(cell, ids) for cell in own_after.get(slot, []))
    return cells


def _own(cell: Cell, ids: set[str]) -> NotebookNode:
    cell_id = cell.cell_id
    if not _PLAIN_ID.fullmatch(cell_id) or cell_id in ids:
        cell_id = next(name for n in range(len(ids) + 1) if (name := f"own-{n}") not in ids)
    ids.add(cell_id)
    make = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }[cell.cell_type]
    own = make(cell.source, id=cell_id, metadata=nbformat.from_dict({"tags": ["own"]}))
    _attach(own, cell)
    return own

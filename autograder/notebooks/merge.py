"""The graded notebook: the instructor's, with the student's answers and own cells slotted in."""

import copy
import re
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from autograder import sanitize
from autograder.notebooks.manifest import Manifest, split_scheme
from autograder.notebooks.read import Cell, settings

_DEFINES = re.compile(r"^def ([A-Za-z_]\w*)", re.MULTILINE)
_PLAIN_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass
class Merged:
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


def merge(manifest: Manifest, cells: list[Cell]) -> Merged:
    """Slot a student's cells into the instructor's notebook.

    Locked cells, points, tags, ids, kernel and order are the instructor's. A student's own cells
    stay behind the cell that they followed. Nothing that a student wrote in a place of their own is
    lost.
    """
    notebook = copy.deepcopy(manifest.notebook)
    ours = [_Slot.of(cell) for cell in notebook.cells]
    matches = _match(ours, cells)
    slot_of = {at: slot for slot, (at, _how) in matches.items()}
    names = {slot.grade_id for slot in ours if slot.grade_id}
    texts = {slot.source for slot in ours if not slot.is_solution}
    merged = Merged(notebook)
    own_after: dict[int, list[Cell]] = {}
    last = -1
    for at, cell in enumerate(cells):
        slot = slot_of.get(at)
        if slot is not None:
            last = slot
            if _keeps(ours[last], cell):
                own_after.setdefault(last, []).append(cell)
        elif not _copy_of(texts, cell):
            own_after.setdefault(last, []).append(cell)
        if slot is None and cell.grade_id in names:
            merged.flags.append(f"{cell.grade_id} was there more than once")
    for number, slot in enumerate(ours):
        if number in matches:
            at, how = matches[number]
            _fill(slot, cells[at], how, merged.flags)
        elif slot.grade_id:
            merged.flags.append(f"{slot.grade_id} was missing and was put back")
    notebook.cells = _interleave(notebook.cells, own_after)
    return merged


@dataclass(frozen=True)
class _Slot:
    """One of the instructor's cells, and what a student's cell is matched with."""

    cell: NotebookNode
    grade_id: str
    source: str  # as students have it
    is_solution: bool

    @classmethod
    def of(cls, cell: NotebookNode) -> "_Slot":
        nbgrader = cell.metadata.get("nbgrader", {})
        released = split_scheme(cell.source)[0].strip()
        return cls(cell, nbgrader.get("grade_id", ""), released, nbgrader.get("solution", False))


def _match(ours: list[_Slot], cells: list[Cell]) -> dict[int, tuple[int, str]]:
    """For each of the instructor's cells, the matching one of the student's, and how it matched."""
    matches: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for how in ("grade_id", "id", "source", "def"):
        theirs: dict[str, list[int]] = {}
        for at, cell in enumerate(cells):
            for name in _names(cell, how):
                theirs.setdefault(name, []).append(at)
        for number, slot in enumerate(ours):
            if number in matches:
                continue
            candidates = theirs.get(_name(slot, how), [])
            for at in candidates:
                if at not in taken:
                    matches[number] = at, how
                    taken.add(at)
                    break
    return matches


def _name(slot: _Slot, how: str) -> str:
    """The name of one of our cells for a way of matching; empty if it has none."""
    match how:
        case "grade_id":
            return slot.grade_id
        case "id":
            return slot.cell.get("id", "")
        case "source":
            return slot.source
    return slot.grade_id if slot.is_solution else ""


def _names(cell: Cell, how: str) -> set[str]:
    """The names of a student's cell for a way of matching."""
    if how == "grade_id":
        return {cell.grade_id} - {""}
    if cell.grade_id:
        return set()
    if how == "def":
        return set(_DEFINES.findall(cell.source))
    return {cell.cell_id if how == "id" else cell.source.strip()} - {""}


def _keeps(slot: _Slot, cell: Cell) -> bool:
    """Whether a student changed a cell that is neither an answer nor locked: both are shown."""
    return not slot.grade_id and cell.source.strip() not in ("", slot.source)


def _copy_of(texts: set[str], cell: Cell) -> bool:
    """Whether it is a copy of a text or a test, of no use to anyone."""
    if cell.cell_type == "code" and not cell.grade_id:
        return False  # given code that a student runs again may well do something
    return cell.source.strip() in texts


def _fill(slot: _Slot, cell: Cell, how: str, flags: list[str]) -> None:
    ours = slot.cell
    if slot.is_solution:
        _show(ours, cell)
        if cell.cell_type != ours.cell_type:
            flags.append(f"{slot.grade_id} had become a {cell.cell_type} cell")
        if how != "grade_id":
            flags.append(f"{slot.grade_id} had lost its metadata; found by its {how}")
    elif not slot.grade_id:
        return
    elif cell.settings and cell.settings != settings(ours.cell_type, ours.metadata):
        flags.append(f"{slot.grade_id} is locked but its settings were changed; ours were used")
    elif cell.source.strip() != slot.source:
        flags.append(f"{slot.grade_id} is locked but was edited; the instructor's version was used")


def _show(shown: NotebookNode, cell: Cell) -> None:
    """Put a student's text into a cell, safe to look at if it is not code."""
    if shown.cell_type == "code":
        shown.source = sanitize.unstacked(cell.source)
        return
    pictures = {name: _pictures(forms) for name, forms in cell.attachments.items()}
    pictures = {name: forms for name, forms in pictures.items() if forms}
    shown.source = sanitize.markdown(cell.source, pictures)
    if shown.cell_type == "markdown" and pictures:
        shown.attachments = nbformat.from_dict(pictures)


def _pictures(forms: dict[str, str]) -> dict[str, str]:
    kinds = ("image/png", "image/jpeg", "image/gif")
    plain = {kind: sanitize.picture(kind, forms[kind]) for kind in kinds if kind in forms}
    return {kind: body for kind, body in plain.items() if body}


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
    own = make("", id=cell_id, metadata=nbformat.from_dict({"tags": ["own"]}))
    _show(own, cell)
    return own

"""The graded notebook: the instructor's, with the student's answers and own cells slotted in."""

import copy
import re
from dataclasses import dataclass, field, replace

import nbformat
from nbformat import NotebookNode

from autograder import sanitize
from autograder.flags import Flag
from autograder.notebooks.blank import defined_elsewhere, defined_too_late, not_begun
from autograder.notebooks.manifest import Manifest
from autograder.notebooks.match import Slot, match
from autograder.notebooks.read import TAGS, Cell, settings

_PLAIN_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_MOST_FLAGS = 5  # of a kind; more are told in one


@dataclass
class Merged:
    """A notebook of the instructor's shape.

    Attributes
    ----------
    notebook
        The notebook.
    flags
        What had to be repaired, in words for the TA.
    blank
        Names of the exercises and questions that the student has surely not begun.
    """

    notebook: NotebookNode
    flags: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)


def merge(manifest: Manifest, cells: list[Cell]) -> Merged:
    """Slot a student's cells into the instructor's notebook.

    Locked cells, points, tags, ids, kernel and order are the instructor's. A student's own cells
    stay behind the cell that they followed. Nothing that a student wrote in a place of their own,
    and no text that they wrote into ours, is lost.
    """
    notebook = copy.deepcopy(manifest.notebook)
    releases = manifest.releases
    cells = [replace(c, is_given=True) if releases.had(c.source) else c for c in cells]
    ours = [Slot.of(cell) for cell in notebook.cells]
    matches = match(ours, cells)
    slot_of = {at: slot for slot, (at, _how) in matches.items()}
    names = {slot.grade_id for slot in ours if slot.grade_id}
    texts = {slot.source for slot in ours if not slot.is_solution}
    repairs = _Repairs()
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
            repairs.add(cell.grade_id, Flag.TWICE)
    now = {slot.source for slot in ours}
    is_earlier = any(cell.is_given and cell.source.strip() not in now for cell in cells)
    filled = {number: cells[at] for number, (at, _how) in matches.items()}
    elsewhere = defined_elsewhere(ours, filled, own_after)
    for number, slot in enumerate(ours):
        if number in matches:
            _fill(slot, filled[number], matches[number][1], repairs)
        elif number in elsewhere:
            slot.cell.source = f"# {slot.grade_id} is defined in another cell."
            repairs.add(slot.grade_id, Flag.ELSEWHERE)
        elif slot.grade_id and (is_earlier or releases.were_without(slot.grade_id)):
            repairs.is_earlier = True
        elif slot.grade_id:
            repairs.add(slot.grade_id, Flag.MISSING)
    for name in defined_too_late(ours, filled, own_after):
        repairs.add(name, Flag.TOO_LATE)
    added = {slot.grade_id for slot in ours if releases.were_without(slot.grade_id)}
    blank = not_begun(ours, filled, own_after, added)
    notebook.cells = _interleave(notebook.cells, own_after, now)
    return Merged(notebook, repairs.flags(), blank)


class _Repairs:
    """What had to be repaired; of many cells alike, in one sentence."""

    def __init__(self) -> None:
        self.of_a_kind: dict[str, list[str]] = {}
        self.order: list[tuple[str, str]] = []
        self.is_earlier = False

    def add(self, name: str, flag: Flag, **parts: str) -> None:
        """Note what was repaired of a cell."""
        what = flag.of(name="", **parts).strip()
        self.order.append((name, what))
        self.of_a_kind.setdefault(what, []).append(name)

    def flags(self) -> list[str]:
        """All of it, in the order of the cells."""
        flags = dict.fromkeys(self._sentence(name, what) for name, what in self.order)
        return [Flag.EARLIER.of()] * self.is_earlier + list(flags)

    def _sentence(self, name: str, what: str) -> str:
        names = self.of_a_kind[what]
        if len(names) <= _MOST_FLAGS:
            return f"{name} {what}"
        return f"{', '.join(names[:3])} and {len(names) - 3} more: each {what}"


def _keeps(slot: Slot, cell: Cell) -> bool:
    """Whether a student changed a text or given code: both are shown."""
    if cell.is_as_released or cell.is_given or slot.is_solution:
        return False
    is_text = slot.cell.cell_type != "code" and cell.cell_type != "code"
    return (is_text or not slot.grade_id) and cell.source.strip() not in ("", slot.source)


def _copy_of(texts: set[str], cell: Cell) -> bool:
    """Whether it is a copy of a text or a test, now or in an earlier release: of no use here."""
    if cell.cell_type == "code" and not cell.grade_id:
        return False  # given code that a student runs again may well do something
    if cell.is_given or cell.is_as_released:
        return cell.cell_type != "code" or cell.is_test
    return cell.source.strip() in texts


def _fill(slot: Slot, cell: Cell, how: str, repairs: _Repairs) -> None:
    ours = slot.cell
    if slot.is_solution:
        _show(ours, cell)
        if cell.cell_type != ours.cell_type:
            repairs.add(slot.grade_id, Flag.RETYPED, kind=cell.cell_type)
        if how != "grade_id":
            repairs.add(slot.grade_id, Flag.LOST_METADATA, how=how)
    elif not slot.grade_id:
        return
    elif cell.is_as_released and _is_earlier(cell, slot):
        repairs.is_earlier = True
    elif cell.settings and cell.settings != settings(ours.cell_type, ours.metadata):
        repairs.add(slot.grade_id, Flag.SETTINGS)
    elif cell.source.strip() != slot.source and cell.is_given:
        repairs.is_earlier = True
    elif cell.source.strip() != slot.source:
        repairs.add(slot.grade_id, Flag.EDITED)


def _is_earlier(cell: Cell, slot: Slot) -> bool:
    """Whether a cell that nbgrader released is not what it would release now."""
    now = settings(slot.cell.cell_type, slot.cell.metadata)
    other_tags = set(cell.settings[TAGS:]) ^ set(now[TAGS:])
    if other_tags - {"optional"}:  # the checksum says nothing of tags
        return False
    return (cell.source.strip(), cell.settings) != (slot.source, now)


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


def _interleave(
    ours: list[NotebookNode], own_after: dict[int, list[Cell]], now: set[str]
) -> list[NotebookNode]:
    ids = {cell.get("id", "") for cell in ours}
    cells: list[NotebookNode] = []
    for slot in range(-1, len(ours)):
        if slot >= 0:
            cells.append(ours[slot])
        cells.extend(_own(cell, ids, now) for cell in own_after.get(slot, []))
    return cells


def _own(cell: Cell, ids: set[str], now: set[str]) -> NotebookNode:
    cell_id = cell.cell_id
    if not _PLAIN_ID.fullmatch(cell_id) or cell_id in ids:
        cell_id = next(name for n in range(len(ids) + 1) if (name := f"own-{n}") not in ids)
    ids.add(cell_id)
    make = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }[cell.cell_type]
    is_earlier = cell.is_as_released or (cell.is_given and cell.source.strip() not in now)
    tags = ["own", "earlier"] if is_earlier else ["own"]
    own = make("", id=cell_id, metadata=nbformat.from_dict({"tags": tags}))
    _show(own, cell)
    return own

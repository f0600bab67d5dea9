"""Which of a student's cells is which of the instructor's."""

import re
from collections import Counter
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.notebooks.manifest import Manifest, split_scheme
from autograder.notebooks.read import Cell
from autograder.sanitize import one_line

_DEFINES = re.compile(r"^def ([A-Za-z_]\w*)", re.MULTILINE)
_HEADING = re.compile(r"#+ .*")
_LONGEST_NAME = 60  # of a student's cell, in a sentence
_WAYS = ("grade_id", "id", "source", "def", "heading")


@dataclass(frozen=True)
class Slot:
    """One of the instructor's cells, and what a student's cell is matched with.

    Attributes
    ----------
    cell
        The cell.
    grade_id
        Its grade_id; empty if it has none.
    source
        Its text as students have it.
    is_solution
        Whether students write in it.
    """

    cell: NotebookNode
    grade_id: str
    source: str
    is_solution: bool

    @classmethod
    def of(cls, cell: NotebookNode) -> "Slot":
        """The slot of a cell."""
        nbgrader = cell.metadata.get("nbgrader", {})
        released = split_scheme(cell.source)[0].strip()
        return cls(cell, nbgrader.get("grade_id", ""), released, nbgrader.get("solution", False))

    @property
    def is_graded(self) -> bool:
        """Whether points are given for it."""
        return bool(self.cell.metadata.get("nbgrader", {}).get("grade"))

    @property
    def is_answer(self) -> bool:
        """Whether students answer in words in it."""
        return self.is_solution and self.cell.cell_type == "markdown"


def match(ours: list[Slot], cells: list[Cell]) -> dict[int, tuple[int, str]]:
    """For each of the instructor's cells, the matching one of the student's, and how it matched."""
    matches: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for how in _WAYS:
        theirs: dict[str, list[int]] = {}
        for at, cell in enumerate(cells):
            for name in _names(cell, how):
                theirs.setdefault(name, []).append(at)
        for number, slot in enumerate(ours):
            free = (at for at in theirs.get(_name(slot, how), []) if at not in taken)
            if number not in matches and (at := next(free, None)) is not None:
                matches[number] = at, how
                taken.add(at)
    for number, slot in enumerate(ours):
        if slot.is_answer and number not in matches:
            free = (at for at in _between(matches, number, len(cells)) if at not in taken)
            if (at := next((at for at in free if _may_be_an_answer(cells[at])), None)) is not None:
                matches[number] = at, "question"
                taken.add(at)
    return matches


def of_another(manifest: Manifest, cells: list[Cell]) -> str:
    """The name of a test of another assignment, if this is the notebook of that one.

    Empty if anything in it is, or has been, of this assignment: a test, a box or a function.
    """
    ours = [Slot.of(cell) for cell in manifest.notebook.cells]
    tests = [cell.grade_id for cell in cells if cell.is_test]
    known = {slot.grade_id for slot in ours}.union(*manifest.releases.names)
    boxes = {slot.grade_id for slot in ours if slot.is_solution}
    theirs = {cell.grade_id for cell in cells} | defined_in(cells).keys()
    is_ours = not tests or known & set(tests) or boxes & theirs
    return "" if is_ours else one_line(tests[0])[:_LONGEST_NAME]


def defined_in(cells: list[Cell]) -> Counter[str]:
    """Names of all functions that cells define at their top, and how often."""
    return Counter(
        name
        for cell in cells
        if cell.cell_type == "code"
        for name in set(_DEFINES.findall(cell.source))
    )


def _name(slot: Slot, how: str) -> str:
    """The name of one of our cells for a way of matching; empty if it has none."""
    match how:
        case "grade_id":
            return slot.grade_id
        case "id":
            return slot.cell.get("id", "")
        case "source":
            return "" if slot.is_answer else slot.source  # all empty boxes are alike
        case "heading":
            return "" if slot.is_solution else _heading(slot.source)
    return slot.grade_id if slot.is_solution else ""


def _names(cell: Cell, how: str) -> set[str]:
    """The names of a student's cell for a way of matching."""
    if how == "grade_id":
        return {cell.grade_id} - {""}
    if cell.grade_id:
        return set()
    match how:
        case "def":
            return set(_DEFINES.findall(cell.source))
        case "heading":
            return {_heading(cell.source)} - {""} if cell.cell_type != "code" else set()
    return {cell.cell_id if how == "id" else cell.source.strip()} - {""}


def _heading(source: str) -> str:
    found = _HEADING.match(source.strip())
    return found[0].strip() if found else ""


def _between(matches: dict[int, tuple[int, str]], number: int, cells: int) -> range:
    """Where a student's cells are that stand between those before and after one of ours."""
    before = max((slot for slot in matches if slot < number), default=None)
    start = 0 if before is None else matches[before][0] + 1
    after = [at for slot, (at, _how) in matches.items() if slot > number and at >= start]
    return range(start, min(after, default=cells))


def _may_be_an_answer(cell: Cell) -> bool:
    return cell.cell_type != "code" and not cell.grade_id

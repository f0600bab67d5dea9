"""What a student has surely not begun: a 0 without a person's look needs a proof."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from autograder.notebooks.manifest import item_name
from autograder.notebooks.match import Slot, defined_in
from autograder.notebooks.read import Cell

_Own = Mapping[int, Sequence[Cell]]  # a student's own cells, by the slot that they follow


def not_begun(
    ours: Sequence[Slot],
    filled: Mapping[int, Cell],
    own_after: _Own,
    added: Collection[str] = (),
) -> list[str]:
    """Names of the exercises and questions that are as they were released.

    A function counts as begun if any cell defines it. A question does if the student wrote anything
    between the exercises around it or at the notebook's end, or if its box is gone that was there
    in every release.

    Parameters
    ----------
    ours
        The instructor's cells.
    filled
        By the number of a slot, the student's cell in it.
    own_after
        By the number of a slot, the student's own cells that follow it.
    added
        The grade_ids that some release did not have.
    """
    return [
        item_name(slot.grade_id)
        for number, slot in enumerate(ours)
        if slot.is_solution and _is_blank(number, ours, filled, own_after, added)
    ]


def _is_blank(
    number: int,
    ours: Sequence[Slot],
    filled: Mapping[int, Cell],
    own_after: _Own,
    added: Collection[str],
) -> bool:
    slot, cell = ours[number], filled.get(number)
    if cell and not cell.is_given and cell.source.strip() not in ("", slot.source):
        return False
    if slot.cell.cell_type == "code" and not slot.is_graded:
        others = [cell for n, cell in filled.items() if n != number and ours[n].is_solution]
        return not defined_in([*_flat(own_after.values()), *others])[slot.grade_id]
    is_untouched = not cell.attachments if cell else slot.grade_id in added
    return is_untouched and not _words_near(number, ours, own_after)


def _words_near(number: int, ours: Sequence[Slot], own_after: _Own) -> bool:
    """Whether a student wrote something around a question, or at the notebook's end."""
    worked_in = (n for n, slot in enumerate(ours) if slot.is_solution or slot.is_graded)
    before = max((n for n in worked_in if n < number), default=-1)
    after = next((n for n in range(number + 1, len(ours)) if ours[n].grade_id), len(ours))
    near = _flat(own_after.get(n, []) for n in range(before + 1, after))
    near += [
        cell
        for cell in _flat(own_after.get(n, []) for n in {before, len(ours) - 1})
        if cell.cell_type != "code"  # which is about the exercise before
    ]
    theirs = [cell for cell in near if not (cell.is_as_released or cell.is_given)]
    return any(cell.source.strip() or cell.attachments for cell in theirs)


def defined_too_late(
    ours: Sequence[Slot], filled: Mapping[int, Cell], own_after: _Own
) -> list[str]:
    """Names of the exercises whose box is untouched, and which are solved below their test."""
    late = []
    for number, test in _tests_of(ours).items():
        name, cell = ours[number].grade_id, filled.get(number)
        if cell and cell.source.strip() != ours[number].source:
            continue
        above = _flat(cells for n, cells in own_after.items() if n < test)
        below = _flat(cells for n, cells in own_after.items() if n >= test)
        below = [cell for cell in below if cell.source.strip() != ours[number].source]
        if defined_in(below)[name] and not defined_in(above)[name]:
            late.append(name)
    return late


def defined_elsewhere(
    ours: Sequence[Slot], filled: Mapping[int, Cell], own_after: _Own
) -> list[int]:
    """Numbers of the boxes that are gone, and whose function another cell defines in time."""
    elsewhere = []
    for number, test in _tests_of(ours).items():
        if number not in filled:
            above = [cell for n, cell in filled.items() if n < test and ours[n].is_solution]
            above += _flat(cells for n, cells in own_after.items() if n < test)
            if defined_in(above)[ours[number].grade_id]:
                elsewhere.append(number)
    return elsewhere


def _tests_of(ours: Sequence[Slot]) -> dict[int, int]:
    """By the number of a function's box, that of its test."""
    tests = {slot.grade_id: number for number, slot in enumerate(ours) if slot.is_graded}
    return {
        number: tests[f"test_{slot.grade_id}"]
        for number, slot in enumerate(ours)
        if slot.is_solution and f"test_{slot.grade_id}" in tests
    }


def _flat(groups: Iterable[Sequence[Cell]]) -> list[Cell]:
    return [cell for group in groups for cell in group]

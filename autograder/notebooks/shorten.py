"""What a student wrote, as long as a page can bear: done after it has been run."""

from nbformat import NotebookNode
from nbgrader.utils import is_locked, is_solution

from autograder.flags import Flag
from autograder.limits import MARK_CHARACTERS, SHOWN_LINE, SHOWN_PIXELS, SHOWN_SOURCE
from autograder.sanitize import embedded_pixels, marks, pixels

_CUT = " … (cut here)"


def shorten(notebook: NotebookNode) -> list[str]:
    """Cut a student's long lines of code, and what is more than a page can bear of all.

    A line of code that is a hundred thousand characters long keeps a browser busy for minutes.

    Parameters
    ----------
    notebook
        A merged notebook; it is changed.

    Returns
    -------
    list of str
        Flags: what is not shown whole.
    """
    left, flags = SHOWN_SOURCE, []
    pixels_left = SHOWN_PIXELS
    for cell in notebook.cells:
        if is_locked(cell) or not (is_solution(cell) or "own" in cell.metadata.get("tags", ())):
            continue
        source = cell.source
        if cell.cell_type == "code":
            source = "\n".join(map(_line, source.split("\n")))
        cost = len(source)
        if cell.cell_type == "markdown":
            cost += MARK_CHARACTERS * marks(source)
            pixels_left -= _pixels(cell)
            if pixels_left < 0:
                cell.pop("attachments", None)
                source = source.replace("](data:", "] (data:")
        if cost > left:
            source = source[: max(left - (cost - len(source)), 0)] + _CUT
        left = max(left - cost, 0)
        if source != cell.source:
            cell.source = source
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "a cell of their own")
            flags.append(Flag.LONG.of(name=name))
    return flags


def _pixels(cell: NotebookNode) -> int:
    """How many pixels a text's pictures have in all."""
    forms = [form for picture in cell.get("attachments", {}).values() for form in picture.items()]
    return embedded_pixels(cell.source) + sum(pixels(mime, body) for mime, body in forms)


def _line(line: str) -> str:
    return line if len(line) <= SHOWN_LINE else line[:SHOWN_LINE] + _CUT

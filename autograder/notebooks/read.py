"""Reading what a student handed in: any shape of notebook in, a list of plain cells out."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_locked

from autograder.flags import Unreadable
from autograder.limits import MIB, NOTEBOOK_FILE, NOTEBOOK_VALUES, Limits

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = "cp1252"
_HEEDED = ("grade", "locked", "points", "solution", "task")
TAGS = 1 + len(_HEEDED)  # where a cell's tags begin in its settings
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)  # or to the end
_MARKS = re.compile(rf"{_STRING.pattern}|[\[\]{{}}]", re.DOTALL)
_SHOWN = re.compile(r'"outputs"\s*+:\s*+\[|"widgets"\s*+:\s*+\{')
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_START = 1000  # characters that show what a file is
_TYPES = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown"}


class UnreadableError(Exception):
    """What was handed in is not a notebook; the message says why, in a line."""


@dataclass(frozen=True)
class Cell:
    """All that is kept of a student's cell; of its settings only what they were."""

    cell_type: str
    source: str
    grade_id: str = ""
    cell_id: str = ""
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: tuple[str, ...] = ()
    is_as_released: bool = False  # nbgrader's checksum of a locked cell fits: of whatever release
    is_given: bool = False  # its text stood in a release that is known
    is_test: bool = False  # it says that points are given for it, and that it is locked


def read(data: bytes, limits: Limits) -> list[Cell]:
    """Read a notebook's cells.

    Parameters
    ----------
    data
        The file's bytes: nbformat 3 or 4, UTF-8 or UTF-16, with any metadata or none.
    limits
        How large it may be.

    Raises
    ------
    UnreadableError
        If there is no notebook in it.
    """
    notebook = _json(data, limits)
    if not isinstance(notebook, dict):
        raise UnreadableError(Unreadable.NOT_A_NOTEBOOK.of())
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):
        sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets for cell in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise UnreadableError(Unreadable.NO_CELLS.of())
    if len(cells) > limits.cells:
        raise UnreadableError(Unreadable.TOO_MANY_CELLS.of(most=limits.cells))
    try:
        return [_cell(cell) for cell in cells if isinstance(cell, dict)]
    except _ODD:
        raise UnreadableError(Unreadable.ODD_CELL.of()) from None


def _json(data: bytes, limits: Limits) -> Any:
    too_large = UnreadableError(Unreadable.TOO_LARGE.of(most=limits.notebook))
    if len(data) > NOTEBOOK_FILE * MIB:
        raise too_large
    try:
        whole = data.decode(encoding_of(data))
        text = without_outputs(whole)
    except UnicodeDecodeError:
        raise UnreadableError(Unreadable.NOT_TEXT.of()) from None
    if len(text) > limits.notebook * MIB:
        raise too_large
    if not data.strip():
        raise UnreadableError(Unreadable.EMPTY.of())
    if sum(map(_STRING.sub('""', text).count, ",[{")) > NOTEBOOK_VALUES:
        raise UnreadableError(Unreadable.TOO_MANY_VALUES.of())
    try:
        return json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 0) if text == whole else 0
        where = f" (line {line})" if line else ""
        raise UnreadableError(Unreadable.NOT_JSON.of(where=where, why=_why(text, error))) from None
    except RecursionError:
        raise UnreadableError(Unreadable.TOO_DEEP.of()) from None


def encoding_of(data: bytes) -> str:
    """How a notebook's text was written: UTF-8, UTF-16 with a mark, or what old Windows has."""
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if marked or not data.lstrip().startswith(b"{"):
        return marked or "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8"


def _why(text: str, error: ValueError) -> str:
    """What a file probably is that is not JSON."""
    start = text[:_START].lstrip("\ufeff \n\r\t").lower()
    message, place = getattr(error, "msg", ""), getattr(error, "pos", 0)
    if start.startswith(("<!doctype", "<html")):
        return "it is a web page. Download the notebook itself"
    if _CONFLICT.search(text):
        return "git left a merge conflict in it"
    if message.startswith("Unterminated") or place >= len(text.rstrip()):
        return "it may be cut off"
    if not start.startswith(("{", "[")):
        return "it does not begin as a notebook does"
    return "it is damaged there" if place else "it is damaged"


def without_outputs(text: str) -> str:
    """Leave out of a notebook's JSON what cells showed, and what widgets were set to."""
    kept, end = [], 0
    for opening in _SHOWN.finditer(text):
        if opening.start() >= end:
            kept += [text[end : opening.end()], "]" if opening[0].endswith("[") else "}"]
            end = _closing(text, opening.end())
    return "".join([*kept, text[end:]])


def _closing(text: str, start: int) -> int:
    """Where a list or an object ends that begins before `start`."""
    depth = 1
    for count, mark in enumerate(_MARKS.finditer(text, start)):
        if count > NOTEBOOK_VALUES:
            raise UnreadableError(Unreadable.TOO_MANY_VALUES.of())
        if mark[0] in ("[", "{"):
            depth += 1
        elif mark[0] in ("]", "}"):
            depth -= 1
        if not depth:
            return mark.end()
    return len(text)


def _cell(raw: dict[str, Any]) -> Cell:
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    nbgrader = metadata.get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    source = _text(raw.get("source", raw.get("input")))
    return Cell(
        cell_type=_TYPES.get(_text(raw.get("cell_type")), "raw"),
        source=source,
        grade_id=_text(grade_id),
        cell_id=_text(raw.get("id")),
        settings=settings(raw.get("cell_type"), metadata) if _text(grade_id) else (),
        attachments=_attachments(raw.get("attachments")),
        is_as_released=_is_as_released(raw.get("cell_type"), source, nbgrader),
        is_test=isinstance(nbgrader, dict)
        and bool(nbgrader.get("grade"))
        and not nbgrader.get("solution"),
    )


def _is_as_released(cell_type: Any, source: str, nbgrader: Any) -> bool:
    """Whether a locked cell is what nbgrader released, in this release or an earlier one."""
    if not isinstance(nbgrader, dict) or not isinstance(nbgrader.get("checksum"), str):
        return False
    cell = NotebookNode(cell_type=cell_type, source=source)
    cell.metadata = NotebookNode(nbgrader=nbgrader)
    try:
        return is_locked(cell) and compute_checksum(cell) == nbgrader["checksum"]
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return False


def settings(cell_type: Any, metadata: dict[str, Any]) -> tuple[str, ...]:
    """What nbgrader and a kernel would heed of a cell, to be compared."""
    nbgrader = metadata["nbgrader"]
    heeded = [nbgrader.get(name) or 0 for name in _HEEDED]
    values = [cell_type, *heeded, *_list(metadata.get("tags"))]
    return tuple(
        _number(value) if isinstance(value, int | float) else _text(value)[:99] for value in values
    )


def _number(value: float) -> str:
    try:
        return f"{value:g}"
    except OverflowError:  # JSON's numbers may be longer than a float's
        return "inf"


def _attachments(value: Any) -> dict[str, dict[str, str]]:
    """Pictures in a markdown cell: for each name, base64 text by its type."""
    pictures = value.items() if isinstance(value, dict) else ()
    return {
        _text(name): {_text(kind): _text(body) for kind, body in forms.items()}
        for name, forms in pictures
        if isinstance(forms, dict)
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A string, or the list of lines that a notebook may have in its place."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    if not isinstance(value, str):
        return ""
    value = value.replace("\r\n", "\n")
    # Half a surrogate pair is valid in JSON and cannot be written to a file.
    return value.encode("utf-8", "replace").decode("utf-8")

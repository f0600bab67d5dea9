"""What attacks are made of: a notebook, files beside it, and what an honest one would deserve."""

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

# What an attack prints that noticed its own success, where doing more would do harm.
# (In two parts, so that a traceback that quotes the source does not say it.)
BREACH = "SANDBOX BREACHED"
# First in attacks that would hurt a machine whose sandbox is broken: there they end themselves.
# A namespace of processes, or a sandbox that shows no folder it does not have to.
SANDBOXED = """import os
try:
    assert os.getpid() < 400 or not os.listdir("/")
except PermissionError:
    pass
"""
NOTEBOOK = "tiny.ipynb"
ALL, NOTHING = 13.0, 0.0  # points of the right answers, and of wrong ones
UNGRADED = None

RIGHT = {
    "double": "def double(x):\n    return np.asarray(x) + x",
    "total": "def total(values):\n    return 2 * sum(values)",
    "half": "def half(x):\n    return x / 2",
    "answer_why": "Because.",
}
WRONG = {
    "double": "def double(x):\n    return None",
    "total": "def total(values):\n    return None",
    "half": "def half(x):\n    return None",
    "answer_why": "No idea.",
}


@dataclass(frozen=True)
class Link:
    """A symbolic link; ``hard``: a second name of the file."""

    to: str
    hard: bool = False


@dataclass(frozen=True)
class Odd:
    """What is not a file: a ``pipe``, a ``folder``, a file of ``size`` bytes with nothing in it."""

    kind: str = "folder"
    size: int = 0


File = bytes | Link | Odd


@dataclass(frozen=True)
class Attack:
    """Something handed in that is not meant well.

    Attributes
    ----------
    name
        Short, fit for a student's id.
    tries
        What it tries, in a sentence.
    submission
        Makes the notebook's bytes from the release notebook; None if `files` has it.
    files
        What lies beside the notebook, by path.
    deserves
        The points of an honest notebook with the same answers; `UNGRADED` if there is nothing to
        grade.
    flagged
        What the table has to say of it, as a regular expression, where it can be told.
    twice
        Handed in by two students: the second profits from what the first has left.
    student
        The student's id, if that is the attack.
    not_in_stock
        Why it is not run against stock nbgrader, if it is not.
    """

    name: str
    tries: str
    submission: Callable[[NotebookNode], bytes] | None
    files: Mapping[str, File] = field(default_factory=dict)
    deserves: float | None = NOTHING
    flagged: str = ""
    twice: bool = False
    student: str = ""
    not_in_stock: str = ""

    def hand_in(self, folder: Path, release: NotebookNode) -> None:
        """Put everything into a student's folder."""
        folder.mkdir(parents=True)
        if self.submission:
            (folder / NOTEBOOK).write_bytes(self.submission(release))
        for name, file in self.files.items():
            _put(folder / name, file)


def _put(path: Path, file: File) -> None:
    import os

    path.parent.mkdir(parents=True, exist_ok=True)
    match file:
        case bytes():
            path.write_bytes(file)
        case Link(to, hard=True):
            path.hardlink_to((path.parent / to).resolve())
        case Link(to):
            path.symlink_to(to)
        case Odd("pipe"):
            os.mkfifo(path)
        case Odd("file"):
            path.touch()
            os.truncate(path, file.size)
        case _:
            path.mkdir()


# Notebooks


def notebook(
    *change: Callable[[NotebookNode], object], answers: Mapping[str, str] | None = None
) -> Callable[[NotebookNode], bytes]:
    """Hand in the release with these answers (wrong ones if none are given) and changes."""

    def make(release: NotebookNode) -> bytes:
        made = copy.deepcopy(release)
        for name, source in {**WRONG, **(answers or {})}.items():
            find(made, name).source = dedent(source).strip("\n")
        for one in change:
            one(made)
        return json.dumps(made).encode()

    return make


def right(*change: Callable[[NotebookNode], object]) -> Callable[[NotebookNode], bytes]:
    """Hand in right answers, with these changes."""
    return notebook(*change, answers=RIGHT)


def find(made: NotebookNode, name: str) -> NotebookNode:
    """The cell of a grade_id."""
    return next(c for c in made.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def tests(made: NotebookNode) -> list[NotebookNode]:
    """The cells with hidden tests."""
    of = [cell.metadata.get("nbgrader", {}) for cell in made.cells]
    return [
        cell
        for cell, its in zip(made.cells, of, strict=True)
        if its.get("grade") and not its.get("solution")
    ]


def code(source: str, *, last: bool = False) -> Callable[[NotebookNode], None]:
    """A code cell of the student's own, before the first exercise or at the very end."""
    return _own(new_code_cell(dedent(source).strip("\n")), last=last)


def text(source: str, **more: object) -> Callable[[NotebookNode], None]:
    """A markdown cell of the student's own."""
    cell = new_markdown_cell(source)
    cell.update(more)
    return _own(cell)


def raw(source: str, mime: str) -> Callable[[NotebookNode], None]:
    """A raw cell of the student's own."""
    return _own(new_raw_cell(source, metadata=NotebookNode(raw_mimetype=mime, format=mime)))


def _own(cell: NotebookNode, *, last: bool = False) -> Callable[[NotebookNode], None]:
    def change(made: NotebookNode) -> None:
        at = made.cells.index(find(made, "double"))
        made.cells.insert(len(made.cells) if last else at, copy.deepcopy(cell))

    return change


def on_tests(change: Callable[[NotebookNode], object]) -> Callable[[NotebookNode], None]:
    """Change every test cell."""

    def changes(made: NotebookNode) -> None:
        for cell in tests(made):
            change(cell)

    return changes


def runs(name: str, tries: str, source: str, **more: object) -> Attack:
    """An attack by a code cell of the student's own, before the first exercise."""
    return Attack(name, tries, notebook(code(source)), **more)


def shows(name: str, tries: str, source: str, **more: object) -> Attack:
    """An attack by a markdown cell and an answer of this source."""
    return Attack(name, tries, notebook(text(source), answers={"answer_why": source}), **more)


def all_answers(value: str) -> dict[str, str]:
    """Answers that all return the same."""
    return all_doing(f"return {value}")


def all_doing(body: str) -> dict[str, str]:
    """Answers that all do the same."""
    names = {"double": "x", "total": "values", "half": "x"}
    return {name: f"def {name}({its}):\n    {body}" for name, its in names.items()}


def as_text(
    data: Callable[[NotebookNode], bytes], change: Callable[[str], str | bytes]
) -> Callable:
    """Hand in the notebook of `data`, its text changed."""

    def make(release: NotebookNode) -> bytes:
        made = change(data(release).decode())
        return made if isinstance(made, bytes) else made.encode()

    return make

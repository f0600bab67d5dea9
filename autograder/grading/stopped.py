"""What a cell stopped at before it defined a function, and that cell without what failed.

A student's computer is not the grader's: it has other packages, and maybe another Python.
"""

import ast
import difflib
import platform
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from nbformat import NotebookNode

from autograder.limits import ERROR_TEXT
from autograder.sanitize import one_line
from autograder.testing.verdict import Problem, Verdict

_DEFINES = re.compile(r"^(?:async )?def ([A-Za-z_]\w*)", re.MULTILINE)
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
_PLACE = re.compile(r" \(<.*>, line (\d+)\)$")
_MODULE = re.compile(r"No module named '([\w.]+)'")
_NAME = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_CHARACTER = re.compile(r"invalid (?:non-printable )?character .*?U\+([0-9A-F]{4,5})\b")
_QUOTES = "‘’‚‛“”„‟´′"
_MOST_NAMES, _LONGEST_NAME = 200, 60  # that are compared
_CELL_MAGIC = re.compile(r"\s*%%(\w+)")


@dataclass
class Stopped:
    """Of each function that a cell was to define, what that cell stopped at.

    Attributes
    ----------
    packages
        What student code may import.
    exercises
        The functions that are asked for.
    reasons
        By the function's name, a sentence.
    others
        Functions of a student's own.
    """

    packages: Sequence[str]
    exercises: Collection[str] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def note(self, source: str, outputs: Sequence[NotebookNode]) -> None:
        """Note how a cell ended."""
        error, magic = error_in(outputs), _CELL_MAGIC.match(source)
        for name in _DEFINES.findall(source):
            self.reasons.pop(name, None)
            if error is not None:
                self.reasons[name] = self._sentence(error)
            elif magic:
                self.reasons[name] = (
                    f"its cell begins with %%{magic[1]}, so that it is not run as the others are."
                )
            elif name not in self.exercises and len(name) <= _LONGEST_NAME:
                self.others = [*self.others, name][:_MOST_NAMES]

    def explained(self, verdict: Verdict) -> tuple[Verdict, str]:
        """A verdict that says why a function is not defined, and why; nothing if it is defined."""
        missing = f"{verdict.exercise} is not defined:"
        if not all(check.message.startswith(missing) for check in verdict.checks):
            return verdict, ""
        reason = self.reasons.get(verdict.exercise) or self._misspelt(verdict.exercise)
        if not reason:
            return verdict, ""
        problem = Problem(f"{verdict.exercise} is not defined: {reason}")
        checks = tuple(replace(check, problem=problem) for check in verdict.checks)
        return replace(verdict, checks=checks), reason

    def _misspelt(self, name: str) -> str:
        """What a function is called in its place; nothing if none is."""
        folded = {other.casefold(): other for other in self.others}
        near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.85)
        return f"there is a {folded[near[0]]}, and not one letter may differ." if near else ""

    def _sentence(self, error: NotebookNode) -> str:
        text = one_line(str(error.evalue))[:ERROR_TEXT]
        if error.ename == "ModuleNotFoundError" and (found := _MODULE.match(text)):
            there = ", ".join(self.packages)
            return (
                f"its cell stopped at an import, because there is no {found[1]} here. "
                f"You can use {there} and what comes with Python."
            )
        if error.ename in ("SyntaxError", "IndentationError", "TabError"):
            place = _PLACE.search(text)
            where = f"line {place[1]} of its cell" if place else "its cell"
            if found := _CHARACTER.match(text):
                return _character(chr(int(found[1], 16)), where)
            python = ".".join(platform.python_version_tuple()[:2])
            return f"Python {python} cannot read {where}: {_PLACE.sub('', text)}."
        if error.ename == "EOFError":
            return "its cell waits for input, and nobody is there to type it."
        return f"its cell stopped before that: {one_line(str(error.ename))}: {text}."


def _character(character: str, where: str) -> str:
    """What to do about a character that Python does not know."""
    if character in _QUOTES:
        return f"there is a typographic quote {character} in {where}: type ' or \"."
    name = unicodedata.name(character, "a control character").lower()
    shown = f"{character} ({name})" if character.isprintable() else name
    return f"there is a character in {where} that Python does not know, {shown}: type it anew."


def error_in(outputs: Sequence[NotebookNode]) -> NotebookNode | None:
    """The error that ended a cell; None if it ran to its end."""
    return next((output for output in outputs if output.output_type == "error"), None)


def without_failed_import(source: str, error: NotebookNode) -> str | None:
    """A cell without the import that it stopped at, if it does not need it.

    Statements at its top that only call something of that import, or set it, are left out, too.

    Parameters
    ----------
    source
        The cell's source.
    error
        What it stopped at.

    Returns
    -------
    str or None
        None if it stopped at something else, or needs what it could not import.
    """
    plain = _MAGIC.sub(r"\1pass", source)
    try:
        tree = ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    bound: set[str] = set()
    changes: list[tuple[ast.stmt, ast.stmt]] = []
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            kept = [alias for alias in statement.names if not _failed(statement, alias, error)]
            bound |= {
                (alias.asname or alias.name).partition(".")[0]
                for alias in statement.names
                if alias not in kept
            }
            if len(kept) < len(statement.names):
                statement.names = kept or statement.names
                changes.append((statement, statement if kept else ast.Pass()))
    needed = {"*"}
    for statement in tree.body:
        if _root(statement) in bound:
            changes.append((statement, ast.Pass()))
        else:
            needed |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    if not bound or bound & needed:
        return None
    lines = source.encode().splitlines(keepends=True)
    for statement, instead in sorted(changes, key=lambda change: _start(change[0]), reverse=True):
        _replace(lines, statement, instead)
    return b"".join(lines).decode()


def _start(statement: ast.stmt) -> tuple[int, int]:
    return statement.lineno, statement.col_offset


def _root(statement: ast.stmt) -> str:
    """The name of which a statement only calls something, or sets it; empty if it does more."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute() as node)):
            pass
        case ast.Assign(targets=[(ast.Attribute() | ast.Subscript()) as node]):
            pass
        case _:
            return ""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _failed(statement: ast.Import | ast.ImportFrom, alias: ast.alias, error: NotebookNode) -> bool:
    """Whether it is this import that raised the error."""
    text = str(error.evalue)
    module, name = _MODULE.match(text), _NAME.match(text)
    origin = alias.name if isinstance(statement, ast.Import) else statement.module or ""
    if module:
        return origin.partition(".")[0] == module[1].partition(".")[0]
    return bool(name) and (origin, alias.name) == (name[2], name[1])


def _replace(lines: list[bytes], statement: ast.stmt, instead: ast.stmt) -> None:
    """Put another statement in place of one, on as many lines."""
    first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
    before, after = lines[first][: statement.col_offset], lines[last][statement.end_col_offset :]
    rest = [b"\n"] * (last - first)
    lines[first : last + 1] = [before + ast.unparse(instead).encode() + after, *rest]

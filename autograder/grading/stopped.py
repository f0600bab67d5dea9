"""What a cell stopped at before it defined a function, and that cell without what failed.

A student's computer is not the grader's: it has other packages, and maybe another Python.
"""

import ast
import platform
import re
from collections.abc import Sequence
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
_QUOTE = re.compile(
    "invalid (?:non-printable )?character '?(.)'?.* \\(U\\+(?:201[89A-F]|00B4|2032)\\)"
)


@dataclass
class Stopped:
    """Of each function that a cell was to define, what that cell stopped at.

    Attributes
    ----------
    packages
        What student code may import.
    reasons
        By the function's name, a sentence.
    """

    packages: Sequence[str]
    reasons: dict[str, str] = field(default_factory=dict)

    def note(self, source: str, outputs: Sequence[NotebookNode]) -> None:
        """Note how a cell ended."""
        error = error_in(outputs)
        for name in _DEFINES.findall(source):
            self.reasons.pop(name, None)
            if error is not None:
                self.reasons[name] = self._sentence(error)

    def explained(self, verdict: Verdict) -> tuple[Verdict, str]:
        """A verdict that says why a function is not defined, and why; nothing if it is defined."""
        reason = self.reasons.get(verdict.exercise)
        missing = f"{verdict.exercise} is not defined:"
        if reason is None or not all(check.message.startswith(missing) for check in verdict.checks):
            return verdict, ""
        problem = Problem(f"{verdict.exercise} is not defined: {reason}")
        checks = tuple(replace(check, problem=problem) for check in verdict.checks)
        return replace(verdict, checks=checks), reason

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
            line = f" (line {place[1]} of its cell)" if place else ""
            if found := _QUOTE.match(text):
                return f"there is a typographic quote {found[1]}{line}: type ' or \"."
            python = ".".join(platform.python_version_tuple()[:2])
            return f"Python {python} cannot read its cell{line}: {_PLACE.sub('', text)}."
        return f"its cell stopped before that: {one_line(str(error.ename))}: {text}."


def error_in(outputs: Sequence[NotebookNode]) -> NotebookNode | None:
    """The error that ended a cell; None if it ran to its end."""
    return next((output for output in outputs if output.output_type == "error"), None)


def without_failed_import(source: str, error: NotebookNode) -> str | None:
    """A cell without the import that it stopped at, if it uses nothing of that.

    Parameters
    ----------
    source
        The cell's source.
    error
        What it stopped at.

    Returns
    -------
    str or None
        None if it stopped at something else, or uses what it could not import.
    """
    plain = _MAGIC.sub(r"\1pass", source)
    try:
        tree = ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = source.encode().splitlines(keepends=True)
    bound: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            kept = [alias for alias in statement.names if not _failed(statement, alias, error)]
            bound |= {
                (alias.asname or alias.name).partition(".")[0]
                for alias in statement.names
                if alias not in kept
            }
            if len(kept) < len(statement.names):
                _replace(lines, statement, kept)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {"*"}
    return b"".join(lines).decode() if bound and not bound & used else None


def _failed(statement: ast.Import | ast.ImportFrom, alias: ast.alias, error: NotebookNode) -> bool:
    """Whether it is this import that raised the error."""
    text = str(error.evalue)
    module, name = _MODULE.match(text), _NAME.match(text)
    origin = alias.name if isinstance(statement, ast.Import) else statement.module or ""
    if module:
        return origin.partition(".")[0] == module[1].partition(".")[0]
    return bool(name) and (origin, alias.name) == (name[2], name[1])


def _replace(
    lines: list[bytes], statement: ast.Import | ast.ImportFrom, kept: list[ast.alias]
) -> None:
    """Leave of an import some names, and of its lines as many."""
    first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
    before, after = lines[first][: statement.col_offset], lines[last][statement.end_col_offset :]
    statement.names = kept or statement.names
    left = ast.unparse(statement) if kept else "pass"
    lines[first : last + 1] = [before + left.encode() + after, *[b"\n"] * (last - first)]

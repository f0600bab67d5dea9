"""What code reaches for, spelt out: ``from os import kill as k`` reaches for ``os.kill``.

It is read, not run, so this is what somebody sees who reads carefully: aliases, imports by name,
attributes by name, words that are put together. Code that works out its names in other ways is
told by that it does.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from autograder.limits import SLICED_CODE

HIDDEN = "(a name that is put together)"
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_DEEP = 8  # names in a chain, or words that are put together
_SAME = {"posix": "os", "_io": "io", "_signal": "signal", "_socket": "socket"}
_IMPORTS = ("__import__", "importlib.import_module", "importlib.__import__")
_RUNS = ("eval", "exec", "compile")
_BUILTINS = ("__import__", "getattr", "vars", "globals", "locals", *_RUNS)
# Modules from which nothing should be taken by a name that cannot be read.
_WATCHED = ("os", "sys", "io", "gc", "inspect", "signal", "socket", "subprocess", "builtins")


def reached_names(sources: Iterable[str]) -> list[str]:
    """All names of modules, and in them, that code reaches for, and texts that it puts together.

    Parameters
    ----------
    sources
        Cells that are run one after the other. What is no Python is left out.
    """
    nodes, left = [], SLICED_CODE
    for source in sources:
        left -= len(source)
        if left >= 0:
            nodes += _nodes(source)
    return sorted(_Reader(nodes).reached())


def _nodes(source: str) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(_MAGIC.sub(r"\1pass", source))))
    except _UNREADABLE:
        return []


class _Reader:
    """Knows what names stand for in some code."""

    def __init__(self, nodes: list[ast.AST]) -> None:
        self._nodes = nodes
        self._known = {name: name for name in (*_BUILTINS, *_WATCHED)}
        for node in nodes:
            self._known |= dict(_imported(node))
        assignments = [node for node in nodes if isinstance(node, ast.Assign)]
        for _ in range(3):  # an alias of an alias
            for node in assignments:
                self._note(node)

    def _note(self, node: ast.Assign) -> None:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name not in _BUILTINS and (stands_for := self._name(value)):
                    self._known[name] = stands_for

    def reached(self) -> Iterator[str]:
        """What is reached for, again and again."""
        for node in self._nodes:
            yield from (name for _, name in _imported(node))
            match node:
                case ast.Attribute() | ast.Call() | ast.Subscript():
                    if name := self._name(node):
                        yield name
                    if self._is_hidden(node):
                        yield HIDDEN
                case ast.BinOp() | ast.JoinedStr():
                    if text := _text(node):
                        yield repr(text)

    def _name(self, node: ast.AST, deep: int = _DEEP) -> str:
        """The full name of what a piece of code stands for; empty if it cannot be told."""
        if not deep:
            return ""
        match node:
            case ast.Name(id=name):
                return self._known.get(name, "")
            case ast.Attribute(value=value, attr=name):
                return self._of(value, name, deep)
            case ast.Call(func=function, args=[value, *more]):
                match self._name(function, deep - 1):
                    case called if called in _IMPORTS:
                        return _plain(_text(value))
                    case "getattr" if more:
                        return self._of(value, _text(more[0]), deep)
                    case "vars":
                        return self._of(value, "__dict__", deep)
            case ast.Subscript(value=value, slice=key):
                whole = self._name(value, deep - 1)
                if whole == "sys.modules":
                    return _plain(_text(key))
                if whole.endswith(".__dict__") and (name := _text(key)):
                    return f"{whole.removesuffix('.__dict__')}.{name}"
        return ""

    def _of(self, value: ast.AST, name: str, deep: int) -> str:
        whole = self._name(value, deep - 1)
        return f"{whole}.{name}" if whole and name else ""

    def _is_hidden(self, node: ast.AST) -> bool:
        """Whether a name, or code, is put together in a way that cannot be read."""
        match node:
            case ast.Call(func=function, args=[value, *more]):
                called = self._name(function)
                if called in _IMPORTS or called in _RUNS:
                    return not _text(value)
                if called == "getattr":
                    return bool(more) and self._is_watched(value) and not _text(more[0])
            case ast.Subscript(value=value, slice=key):
                whole = self._name(value)
                watched = whole == "sys.modules" or whole.endswith(".__dict__")
                return watched and not _text(key)
        return False

    def _is_watched(self, node: ast.AST) -> bool:
        return self._name(node).rpartition(".")[2] in _WATCHED


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Each name that an import gives, and its full name."""
    match node:
        case ast.Import(names=names):
            for name in names:
                first = name.name.partition(".")[0]
                yield name.asname or first, _plain(name.name if name.asname else first)
                yield "", _plain(name.name)
        case ast.ImportFrom(module=str(module), names=names):
            for name in names:
                yield name.asname or name.name, f"{_plain(module)}.{name.name}"


def _plain(module: str) -> str:
    return _SAME.get(module, module)


def _text(node: ast.AST, deep: int = _DEEP) -> str:
    """A text that is written down, maybe in pieces; empty if it cannot be told."""
    if not deep:
        return ""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, last = _text(left, deep - 1), _text(right, deep - 1)
            return first + last if first and last else ""
        case ast.JoinedStr(values=values):
            parts = [_text(value, deep - 1) for value in values]
            return "".join(parts) if all(parts) else ""
        case ast.FormattedValue(value=value):
            return _text(value, deep - 1)
        case ast.Subscript(value=value, slice=ast.Slice(lower=None, upper=None, step=step)):
            match step:
                case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
                    return _text(value, deep - 1)[::-1]
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join"),
            args=[ast.List(elts=values) | ast.Tuple(elts=values)],
        ):
            parts = [_text(value, deep - 1) for value in values]
            return between.join(parts) if all(parts) else ""
    return ""

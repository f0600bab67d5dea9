"""Decoys: what stands in for a student's earlier answers without being an answer.

An exercise that calls earlier ones is right if it works with any functions that keep their
contract. So it is tried with functions that do, and that are wrong on purpose: they run as plain
code where the student's code runs, and whoever reads them learns nothing.
"""

import ast
import dataclasses
import inspect
import itertools
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.inside.values import Code

_DIGITS = 4


class Decoys:
    """The decoys of an assignment.

    Parameters
    ----------
    module
        A module that imports numpy and nothing of the course's. For each exercise that later ones
        call it has a function of the exercise's name, with its parameters and its contract, which
        is not the answer. A keyword-only parameter ``pull=(0.3, 0.7)`` is a number that is drawn
        from this range for each hand-in; in all of the module the same name is the same number.
        What is lent of the module is a function with what it needs, and not the rest: decoys that
        belong together would answer each other.

    Raises
    ------
    ValueError
        If a name has two ranges.
    """

    def __init__(self, module: ModuleType) -> None:
        self._body = ast.parse(inspect.getsource(module)).body
        functions = _functions(self._body)
        self.names = {node.name for node in functions if not node.name.startswith("_")}
        self._ranges: dict[str, tuple[float, float]] = {}
        for name, limits in itertools.chain.from_iterable(map(_drawn_by, functions)):
            if self._ranges.setdefault(name, limits) != limits:
                raise ValueError(f"{name} has two ranges in {module.__name__}")

    def drawn(self, seed: int, names: Collection[str]) -> dict[str, Code]:
        """Some of the decoys, as they are for one hand-in.

        Parameters
        ----------
        seed
            The secret number of the hand-in.
        names
            Which of them.
        """
        return {name: self._code(seed, name) for name in sorted(names)}

    def _code(self, seed: int, name: str) -> Code:
        """A decoy with the definitions and the numbers that it needs, and no others."""
        part = _needed_by(name, self._body)
        drawn = itertools.chain.from_iterable(map(_drawn_by, _functions(part)))
        numbers = {number: self._number(seed, number) for number, _limits in drawn}
        return Code(name, "\n\n".join(map(ast.unparse, part)), numbers)

    def _number(self, seed: int, name: str) -> float:
        rng = np.random.default_rng([seed, zlib.crc32(f"decoy {name}".encode())])
        return round(float(rng.uniform(*self._ranges[name])), _DIGITS)


def _functions(body: Iterable[ast.stmt]) -> list[ast.FunctionDef]:
    return [node for node in body if isinstance(node, ast.FunctionDef)]


def _drawn_by(function: ast.FunctionDef) -> Iterator[tuple[str, tuple[float, float]]]:
    """The numbers that are drawn for a function, and their ranges."""
    arguments = function.args
    for name, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield name.arg, ast.literal_eval(default)


def _needed_by(name: str, body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements of a module that a name needs to be defined and to be used."""
    wanted, needed = {name}, set[int]()
    while found := {
        at for at, node in enumerate(body) if at not in needed and wanted & _defined_by(node)
    }:
        needed |= found
        nodes = itertools.chain.from_iterable(ast.walk(body[at]) for at in found)
        wanted = {node.id for node in nodes if isinstance(node, ast.Name)}
    return [node for at, node in enumerate(body) if at in needed]


def _defined_by(node: ast.stmt) -> set[str]:
    """The names of the module's that one of its statements defines."""
    match node:
        case ast.FunctionDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {one.asname or one.name.partition(".")[0] for one in names}
    stored = (one for one in ast.walk(node) if isinstance(one, ast.Name))
    return {one.id for one in stored if isinstance(one.ctx, ast.Store)}


class Rebinding:
    """Functions of a course as they are where some of those that they call are others.

    References and known mistakes call what they build on by name, as a student's cell does. Here
    the name may stand for another function, while all that was there stays as it is.

    Parameters
    ----------
    others
        Functions by the name that they get.
    built
        Pairs of functions by name, in the order in which they build on each other: the name stands
        for the first of a pair if that calls one of the others, else for the second.
    """

    def __init__(
        self, others: Mapping[str, Callable], built: Mapping[str, tuple[Callable, Callable]]
    ) -> None:
        self._names: dict[int, dict[str, Any]] = {}
        self._others = dict(others)
        affected = set(others)
        for name, (from_parts, reference) in built.items():
            if name not in others and names_read(from_parts, affected):
                affected.add(name)
                self._others[name] = self(from_parts)
            elif name not in others:
                self._others[name] = reference
        for names in self._names.values():
            self._put_others(names)

    def __call__(self, value: Any) -> Any:
        """A function, or a comparison made of functions, but with the others; else as it is."""
        if type(value) is FunctionType:
            return self._copy(value)
        if type(value) in (tuple, list):
            return type(value)(map(self._held, value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            held = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
            return dataclasses.replace(value, **{name: self._held(held[name]) for name in held})
        return value

    def _copy(self, function: FunctionType) -> FunctionType:
        copy = FunctionType(
            function.__code__,
            self._globals_of(function),
            function.__name__,
            tuple(self._bound(default, function) for default in function.__defaults__ or ()),
            tuple(map(self._cell, function.__closure__ or ())),
        )
        copy.__kwdefaults__ = function.__kwdefaults__
        return copy

    def _cell(self, cell: CellType) -> CellType:
        """A closure's variable; what a decorator has wrapped, for one."""
        value = cell.cell_contents
        held = self._held(value)
        return cell if held is value else CellType(held)

    def _held(self, value: Any) -> Any:
        """What a closure or a comparison holds.

        The grader's own functions stay as they are, unless they are wrapped around another.
        """
        is_function = type(value) is FunctionType
        if is_function and _is_graders(value) and not hasattr(value, "__wrapped__"):
            return value
        return self(value)

    def _bound(self, value: Any, function: FunctionType) -> Any:
        """What a function that another one of the course uses becomes; all else as it is."""
        if type(value) is not FunctionType:
            return self(value)
        name = value.__name__
        if name in self._others and function.__globals__.get(name) is value:
            return self._others[name]
        return self(value) if _package(value) == _package(function) else value

    def _globals_of(self, function: FunctionType) -> dict[str, Any]:
        before = function.__globals__
        if _is_graders(function):
            return before
        if id(before) not in self._names:
            names = self._names[id(before)] = dict(before)
            names.update({name: self._bound(value, function) for name, value in before.items()})
            self._put_others(names)
        return self._names[id(before)]

    def _put_others(self, names: dict[str, Any]) -> None:
        names.update({name: self._others[name] for name in names.keys() & self._others.keys()})


def names_read(function: Callable, wanted: Collection[str]) -> set[str]:
    """Which of some global names a function reads, itself or through functions that it calls."""
    found: set[str] = set()
    seen: set[FunctionType] = set()
    left: list[Any] = [function]
    while left:
        function = left.pop()
        if type(function) is FunctionType and function not in seen:
            seen.add(function)
            names = set(_names_in(function.__code__))
            found |= names.intersection(wanted)
            left += [function.__globals__.get(name) for name in names.difference(wanted)]
    return found


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)


def _is_graders(function: FunctionType) -> bool:
    return _package(function) == __name__.partition(".")[0]


def _package(function: FunctionType) -> str:
    return str(function.__globals__.get("__name__", "")).partition(".")[0]

"""Pairs of submissions that have more code in common than their class's level explains.

A person has to look at them: working together may be allowed, and there are not many ways to write
some things. Nothing here knows how a likeness came about.
"""

import ast
import builtins
import keyword
import re
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from autograder.limits import COMPARED_CODE

FEWEST = 8  # submissions that make a class with a level
_FRAGMENT = 6  # tokens
_FAR, _MUCH = 4.0, 0.25  # above the level in units of the spread; and as a likeness
_NORMAL_90 = 1.2816  # quantile of the normal distribution
_LONG = 100  # fragments in common, some fifteen lines: less may be chance
_TOKEN = re.compile(r"""'[^'\n]*'|"[^"\n]*"|\d[\w.]*|\w+|\S""")
_NAME = re.compile(r"[^\W\d]")
_PYTHONS = frozenset({*keyword.kwlist, *dir(builtins)})

Code = Mapping[str, str]  # of each exercise
Fragments = Set[tuple[str, ...]]


@dataclass(frozen=True)
class Pair:
    """Two submissions that are far more alike than others.

    Attributes
    ----------
    students
        Whose they are.
    likeness
        0: nothing in common but what all write; 1: the same.
    exercises
        Where they are alike, the most telling one first.
    """

    students: tuple[str, str]
    likeness: float
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """What comparing a class has shown.

    Attributes
    ----------
    pairs
        Those far above the class's level, most alike first.
    level
        The likeness of a pair in the middle of the class.
    limit
        From which likeness on a pair is far above; None if there are too few to say.
    """

    pairs: tuple[Pair, ...] = ()
    level: float | None = None
    limit: float | None = None


def compare(answers: Mapping[str, Code], stubs: Code, known: Collection[str] = ()) -> Likeness:
    """Compare all submissions of a class with one another.

    An answer is taken to fragments of a few tokens. Each weighs the more the fewer have it in this
    class, so that what many write alike says little, and what the instructor gave nothing.

    Parameters
    ----------
    answers
        Of each student, the code.
    stubs
        What the instructor gave.
    known
        The course's own names; all others are the student's, who may have changed them.
    """
    written = _written(answers, stubs, _PYTHONS | set(known) | set(stubs))
    if len(written) < FEWEST:
        return Likeness()
    students = sorted(written)
    tables = {name: _table([written[student][name] for student in students]) for name in stubs}
    parts = {name: _products(table) for name, table in tables.items()}
    shared = np.sum([_products(table != 0) for table in tables.values()], axis=0)
    likeness = _cosines(np.sum(list(parts.values()), axis=0))
    of_pairs = likeness[np.triu_indices(len(students), 1)]
    level = float(np.median(of_pairs))
    # Upwards: where some ways to write a thing are common, many pairs are far above the middle.
    spread = (float(np.quantile(of_pairs, 0.9)) - level) / _NORMAL_90
    limit = max(level + _FAR * spread, _MUCH)
    far = np.argwhere(np.triu((likeness >= limit) & (shared >= _LONG), 1))
    pairs = [
        Pair(
            (students[one], students[other]),
            float(likeness[one, other]),
            _where({name: float(part[one, other]) for name, part in parts.items()}),
        )
        for one, other in far
    ]
    return Likeness(tuple(sorted(pairs, key=lambda pair: -pair.likeness)), level, limit)


def names_of(code: Iterable[str]) -> set[str]:
    """Names of all functions, classes and modules in some cells."""
    nodes = [node for cell in code for node in _walk(cell)]
    defined = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    imports = [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
    return defined | {(name.asname or name.name) for n in imports for name in n.names}


def _walk(code: str) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(code)))
    except SyntaxError:  # a magic command
        return []


def _written(
    answers: Mapping[str, Code], stubs: Code, names: Collection[str]
) -> dict[str, dict[str, Fragments]]:
    """Of each student who wrote something, by exercise, what was not given."""
    given = {exercise: _fragments(code, names) for exercise, code in stubs.items()}
    written = {
        student: {
            exercise: _fragments(code.get(exercise, ""), names) - given[exercise]
            for exercise in stubs
        }
        for student, code in answers.items()
    }
    return {student: its for student, its in written.items() if any(its.values())}


def _fragments(code: str, names: Collection[str]) -> Fragments:
    tokens = _tokens(_plain(code[:COMPARED_CODE]), names)
    return {tuple(tokens[at : at + _FRAGMENT]) for at in range(len(tokens) - _FRAGMENT + 1)}


def _plain(code: str) -> str:
    """The same without comments, docstrings and layout of one's own; as it is, if it is no code."""
    try:
        tree = ast.parse(code)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list):
                body[:] = [line for line in body if not _is_text(line)] or [ast.Pass()]
        return ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code


def _is_text(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def _tokens(code: str, names: Collection[str]) -> list[str]:
    """Words and signs, the student's own names all alike."""
    tokens, before = [], ""
    for token in _TOKEN.findall(code):
        own = _NAME.match(token) and before != "." and token not in names
        tokens.append("own" if own else token)
        before = token
    return tokens


def _table(written: list[Fragments]) -> csr_array:
    """Of each student (a row) and fragment (a column) how much it weighs; 0 if it is not there."""
    columns = {fragment: at for at, fragment in enumerate(set().union(*written))}
    rows = [row for row, its in enumerate(written) for _ in its]
    places = [columns[fragment] for its in written for fragment in its]
    rarity = np.log(len(written) / np.bincount(places, minlength=len(columns)))
    return csr_array((rarity[places], (rows, places)), shape=(len(written), len(columns)))


def _products(table: csr_array) -> np.ndarray:
    numbers = csr_array(table, dtype=float)
    return (numbers @ numbers.T).toarray()


def _cosines(products: np.ndarray) -> np.ndarray:
    length = np.sqrt(np.diag(products))
    length[length == 0] = np.inf
    return products / np.outer(length, length)


def _where(parts: Mapping[str, float]) -> tuple[str, ...]:
    """The exercises that make most of it."""
    most = max(parts.values())
    alike = (name for name in parts if parts[name] > most / 10)
    return tuple(sorted(alike, key=lambda name: -parts[name]))

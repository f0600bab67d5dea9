"""Which cells a grade needs: locked cells that only show something are not run.

An instructor's demonstration draws figures with the student's functions. It costs more than all
else in a notebook, and no score depends on it: not if it changes nothing but names of its own, and
no cell that is run reads one of these. So it is with the visible checks of an answer that the
hidden test finds right, or which does not come to an end; where it is wrong, they show the student
what the matter is.
"""

import ast
import functools
import re
import symtable
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder.limits import SLICED_CODE

# A student who uses one of these may read any name.
_LOOKS_ANYWHERE = re.compile(r"globals|locals|vars|eval|exec|get_ipython|In|Out|_+|_i*\d*")
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_SHOWS = {"print", "display"}
_DRAWS, _SETS = "plt", {"rc", "rcdefaults", "rc_file", "rcParams", "style", "switch_backend"}
_COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}
_KEPT = 256  # sources whose names are remembered: most cells are the same in every hand-in
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class _Names:
    """The names of the notebook that a cell reads, and those that it binds."""

    reads: frozenset[str]
    binds: frozenset[str]


class Needed(Enum):
    """When a cell has to be run."""

    ALWAYS = "always"
    UNLESS_KNOWN = "unless the hidden test in it has found the answer right, or endless"
    NEVER = "never"


def needed_cells(cells: list[NotebookNode], hidden: Iterable[str] = ()) -> list[Needed]:
    """For each cell, whether running it can change a score, or shows what is wrong.

    Parameters
    ----------
    cells
        The cells of a notebook.
    hidden
        The hidden tests, which may read any name.

    Returns
    -------
    list of Needed
        One for each cell; NEVER for text.
    """
    code = {at: cell.source for at, cell in enumerate(cells) if cell.cell_type == "code"}
    run, checks = set(code), set[int]()
    if sum(map(len, code.values())) <= SLICED_CODE:
        with warnings.catch_warnings(action="ignore"):  # of the compiler's, on what a student wrote
            run, checks = _cells_that_matter(cells, code, hidden)
    return [
        Needed.NEVER if at not in run else Needed.UNLESS_KNOWN if at in checks else Needed.ALWAYS
        for at in range(len(cells))
    ]


def cells_to_run(cells: list[NotebookNode], hidden: Iterable[str] = ()) -> list[bool]:
    """For each cell, whether it may have to be run; see `needed_cells`."""
    return [needed is not Needed.NEVER for needed in needed_cells(cells, hidden)]


def _cells_that_matter(
    cells: list[NotebookNode], code: dict[int, str], hidden: Iterable[str]
) -> tuple[set[int], set[int]]:
    """Cells that can change a score, and the visible checks among them that change no other."""
    names = {at: _names(source) for at, source in code.items()}
    locked = {at: source for at, source in code.items() if is_locked(cells[at])}
    sources = _showing(tuple(locked.values()))
    showing = {at for at, source in locked.items() if source in sources}
    run = {at for at in names if at not in showing or not is_given(cells[at])}
    reads = {name for source in hidden for name in _names(source).reads}
    more = run
    while more:
        run |= more
        reads = reads.union(*(names[at].reads for at in more))
        more = {at for at in names if at not in run and names[at].binds & reads}
    theirs = {name for at in names if not is_locked(cells[at]) for name in names[at].reads}
    if any(map(_LOOKS_ANYWHERE.fullmatch, theirs)):
        return set(names), set()
    checks = {at for at in run & showing if is_test(cells[at]) and not names[at].binds & reads}
    return run, checks


def cells_behind(
    cells: Sequence[str], function: str, replaced: Collection[str]
) -> tuple[set[str], list[str]]:
    """What a student's function is made of, up to some functions that are to be replaced.

    Parameters
    ----------
    cells
        Sources of the cells that have been run.
    function
        The function's name.
    replaced
        Names whose cells are of no interest, for the names will stand for something else.

    Returns
    -------
    set of str
        Those of `replaced` that its cell reads, or a cell that binds a name that it reads.
    list of str
        Sources of the cells that read them, or bind something made with them, in order.
    """
    if sum(map(len, cells)) <= SLICED_CODE:
        with warnings.catch_warnings(action="ignore"):  # of the compiler's, on what a student wrote
            names = [_names(_MAGIC.sub("", source)) for source in cells]
    else:
        names = [_words(source) for source in cells]
    needed, behind, more = {function}, set(), True
    while more:
        more = {at for at, one in enumerate(names) if one.binds & needed} - behind
        behind |= more
        needed = {function}.union(*(names[at].reads for at in behind)).difference(replaced)
    affected: set[str] = set(replaced)
    again: set[int] = set()
    for at in sorted(behind):
        if names[at].reads & affected:
            again.add(at)
            affected |= names[at].binds
    found = {name for at in behind for name in names[at].reads if name in replaced}
    return found, [cells[at] for at in sorted(again)]


@functools.lru_cache(maxsize=8)
def _showing(sources: tuple[str, ...]) -> frozenset[str]:
    """Those of the instructor's cells that change nothing but what they make themselves."""
    parsed = {source: _parsed(source) for source in sources}
    trees = {source: tree for source, tree in parsed.items() if tree is not None}
    defined = [
        node for tree in trees.values() for node in tree.body if isinstance(node, ast.FunctionDef)
    ]
    helpers, before = set(), None
    while helpers != before:  # one may call another
        before = helpers
        harmful = {one.name for one in defined if not _changes_nothing(one, before)}
        helpers = {one.name for one in defined} - harmful
    return frozenset(source for source, tree in trees.items() if _changes_nothing(tree, helpers))


def is_given(cell: NotebookNode) -> bool:
    """Whether a cell is the instructor's own and grades nothing."""
    return is_locked(cell) and not is_grade(cell)


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell tests an answer: visible checks and, on our side, a hidden test."""
    return is_grade(cell) and not is_solution(cell)


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except _UNREADABLE:
        return None


@functools.lru_cache(maxsize=_KEPT)
def _names(source: str) -> _Names:
    reader = _Reader()
    try:
        reader.visit(ast.parse(source))
        later = frozenset(_read_later(symtable.symtable(source, "<cell>", "exec")))
    except _UNREADABLE:  # magics, for one: IPython knows
        return _words(source)
    return _Names(later | reader.reads, frozenset(reader.bound))


def _words(source: str) -> _Names:
    """Every word of a cell that is not analysed: it may read and bind each."""
    words = frozenset(re.findall(r"\w+", source))
    return _Names(words, words)


def _read_later(table: symtable.SymbolTable) -> Iterator[str]:
    """Names that functions read when they are called, whatever was bound until then."""
    for child in table.get_children():
        yield from _read_later(child)
        at_once = table.get_type() == "module" and child.get_name() in _COMPREHENSIONS
        if not at_once:
            yield from (one.get_name() for one in child.get_symbols() if one.is_global())


class _Reader(ast.NodeVisitor):
    """Goes through a cell in the order in which it is run, functions' bodies apart."""

    def __init__(self) -> None:
        self.reads: set[str] = set()
        self.bound: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        elif node.id not in self.bound:
            self.reads.add(node.id)

    def _in_order(self, *nodes: ast.AST | None) -> None:
        for node in filter(None, nodes):
            self.visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._in_order(node.value, *node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._in_order(node.value, node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._in_order(node.value, node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.reads.add(node.target.id)
        self._in_order(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._in_order(node.iter, node.target, *node.body, *node.orelse)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    ) -> None:
        bound = set(self.bound)
        for part in node.generators:
            self._in_order(part.iter, part.target, *part.ifs)
        self._in_order(*(getattr(node, name, None) for name in ("elt", "key", "value")))
        self.bound = bound

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._in_order(*node.decorator_list)
        self.visit_Lambda(node)
        self.bound.add(node.name)

    def visit_Lambda(self, node: ast.Lambda | ast.FunctionDef) -> None:
        self._in_order(*node.args.defaults, *node.args.kw_defaults)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        bound = set(self.bound)
        self.generic_visit(node)
        self.bound = bound | {node.name}

    def visit_alias(self, node: ast.alias) -> None:
        self.bound.add(node.asname or node.name.partition(".")[0])


def _changes_nothing(tree: ast.AST, helpers: set[str]) -> bool:
    """Whether code leaves all as it is but what it makes, or a helper that does so too."""
    nodes = list(ast.walk(tree))
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    own |= {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    own |= {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return all(_is_harmless(node, own, helpers) for node in nodes)


def _is_harmless(node: ast.AST, own: set[str], helpers: set[str]) -> bool:
    match node:
        case ast.Global() | ast.Delete() | ast.ClassDef() | ast.alias(name="*"):
            return False
        case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
            return _root(node) in own - {_DRAWS}
        case ast.Expr(value=ast.Call(func=function)):
            root = _root(function)
            if root == _DRAWS:
                called = (one.attr for one in ast.walk(function) if isinstance(one, ast.Attribute))
                return _SETS.isdisjoint(called)
            return root in own | _SHOWS or (isinstance(function, ast.Name) and root in helpers)
        case ast.Expr(value=value):
            return isinstance(value, ast.Constant | ast.Name | ast.Attribute | ast.Subscript)
    return True


def _root(node: ast.AST) -> str:
    """The name at the left end of ``name.attribute[index](argument).more``."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""

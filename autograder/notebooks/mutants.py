"""Mutants: a solution with one small thing changed, as a student might get it wrong."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from autograder.notebooks.interface_mutants import (
    exchanged_label,
    first_statements,
    other_returns,
)

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.MatMult: ast.Mult,
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OTHER_FUNCTIONS = {
    "min": "max",
    "max": "min",
    "argmin": "argmax",
    "argmax": "argmin",
    "mean": "median",
    "median": "mean",
    "sum": "mean",
    "std": "var",
    "var": "std",
    "floor": "ceil",
    "ceil": "floor",
    "round": "floor",
    "exp": "expm1",
    "sin": "cos",
    "cos": "sin",
    "all": "any",
    "any": "all",
}
_SPREADS = {"std", "var"}
_CONVERSIONS = {"dict", "list", "sorted", "float", "int", "round", "abs"}
_SAME_IF_EXCHANGED = {
    *("max", "min", "maximum", "minimum", "isclose", "hypot"),
    *("set_xlim", "set_ylim"),  # an axis may run the other way
}
_MILLI = {1000, 0.001}  # taken for 1 where ms are taken for s

# What a figure's taste is: nobody grades it.
_OF_TASTE = {
    *("alpha", "c", "color", "colors", "dpi", "facecolor", "figsize", "fontsize", "fontweight"),
    *("constrained_layout", "layout", "linestyle", "linewidth", "loc", "ls", "lw", "marker"),
    *("markersize", "ms", "ncol", "ncols", "pad", "s", "size", "squeeze", "title_fontsize"),
    *("tight_layout", "transform", "va", "ha", "width_ratios", "height_ratios", "zorder"),
    *("framealpha", "frameon", "sharex", "sharey", "histtype", "edgecolor", "ec", "fc", "cmap"),
    *("rasterized", "clip_on", "where", "handlelength", "bbox_to_anchor", "rwidth", "gridspec_kw"),
    *("mec", "mew", "mfc", "markeredgecolor", "markeredgewidth", "markerfacecolor"),
}
_CALLS_OF_TASTE = {
    *("grid", "tight_layout", "set_visible", "suptitle", "set_title", "subplots_adjust"),
    *("tick_params", "margins", "set_xticks", "set_yticks", "text", "annotate", "axvspan"),
    *("axhspan", "set_aspect", "fill_between", "label_outer", "axhline", "axvline"),
}


@dataclass(frozen=True)
class Mutant:
    """A changed solution.

    Attributes
    ----------
    source
        The whole cell.
    line, changed
        The statement that was changed (its first line), and what has become of it.
    """

    source: str
    line: str
    changed: str

    @property
    def change(self) -> str:
        """The change in one line."""
        return f"{self.line} → {self.changed}"


def mutants_of(source: str, *, draws_figure: bool = False) -> Iterator[Mutant]:
    """Change one thing at a time: an operator, a number, a key, an index, a boundary, a statement.

    Parameters
    ----------
    source
        A solution cell.
    draws_figure
        Whether it draws a figure: there, only what touches data, labels or limits is changed.

    Yields
    ------
    Mutant
        Each source once.
    """
    tree = ast.parse(source)
    keys = _keys(tree)
    left_alone = set(map(id, _left_alone(tree, draws_figure=draws_figure)))
    seen = {ast.unparse(tree)}
    for statement, node in _places(tree):
        if id(node) in left_alone:
            continue
        for other in _others(node, statement, keys):
            changed = ast.unparse(_with(tree, node, other))
            if changed not in seen:
                seen.add(changed)
                yield Mutant(changed, _header(statement), _header(_with(statement, node, other)))
    for function in filter(_is_function, tree.body):
        for line, changed, other in _at_the_interface(function, draws_figure=draws_figure):
            source = ast.unparse(_with(tree, function, other))
            if source not in seen:
                seen.add(source)
                yield Mutant(f"import numpy as np\n{source}", line, changed)


def _is_function(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef)


def _at_the_interface(
    function: ast.FunctionDef, *, draws_figure: bool
) -> Iterator[tuple[str, str, ast.AST]]:
    """Changes of what a function takes and gives back: from what, to what, the whole function."""
    at = int(ast.get_docstring(function) is not None)
    for first in first_statements(function, draws_figure=draws_figure):
        body = [*function.body[:at], first, *function.body[at:]]
        yield _header(function), _header(first), _but(function, body=body)
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value:
            for value in other_returns(function, node.value):
                other = ast.Return(value)
                yield _header(node), _header(other), _with(function, node, other)


def _with(tree: Any, node: ast.AST, other: ast.AST) -> Any:
    """A copy of a tree with another node in the place of one."""
    return ast.fix_missing_locations(copy.deepcopy(tree, {id(node): other}))


def _places(tree: ast.AST, statement: ast.stmt | None = None) -> Iterator[tuple[ast.stmt, ast.AST]]:
    """All nodes, each with the statement that it belongs to."""
    for node in ast.iter_child_nodes(tree):
        inside = node if isinstance(node, ast.stmt) else statement
        if inside is not None:
            yield inside, node
        yield from _places(node, inside)


def _header(statement: ast.stmt) -> str:
    """The first line of a statement that says what it does."""
    lines = ast.unparse(statement).splitlines()
    decorated = isinstance(statement, ast.FunctionDef) and statement.decorator_list
    return next(line for line in lines if not (decorated and line.startswith("@")))


def _keys(tree: ast.AST) -> dict[str, list[str]]:
    """For each dictionary, the keys that are read from it."""
    keys: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(key))):
                if key not in keys.setdefault(name, []):
                    keys[name].append(key)
    return keys


def _left_alone(tree: ast.Module, *, draws_figure: bool) -> Iterator[ast.AST]:
    """What is not changed: imports, docstrings, and of a figure all that is a matter of taste."""
    asked = {"title": "set_title", "row per": "subplots"}
    wanted = {name for word, name in asked.items() if word in _docstrings(tree)}
    for node in ast.walk(tree):
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                yield from ast.walk(node)
            case ast.Subscript(slice=ast.Constant(value=str()) as key):
                yield key  # the whole subscript is changed
            case ast.Call(func=ast.Attribute(attr="set_xlim" | "set_ylim"), args=[low, high]):
                yield from (*ast.walk(low), *ast.walk(high))  # the whole call is changed
            case ast.FunctionDef(args=arguments):
                yield from (part.annotation for part in arguments.args if part.annotation)
        if draws_figure:
            yield from _of_taste(node, wanted)


def _docstrings(tree: ast.Module) -> str:
    return " ".join(ast.get_docstring(node) or "" for node in filter(_is_function, tree.body))


def _of_taste(node: ast.AST, wanted: set[str]) -> Iterator[ast.AST]:
    """What may be otherwise in a figure, if this node says how it looks; not a call wanted."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in wanted:
            return
        case ast.Call(func=ast.Attribute(attr="subplots")) if "subplots" in wanted:
            return
        case ast.keyword(arg=name) if name in _OF_TASTE:
            yield from ast.walk(node)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in _CALLS_OF_TASTE:
            yield from ast.walk(node)
        case ast.Call(func=ast.Attribute(attr="subplots" | "figure" | "subplot_mosaic")):
            yield from ast.walk(node)
        case ast.Call(func=ast.Attribute(attr="linspace"), args=[_, _, count]):
            yield count  # a finer grid shows the same curve
        case ast.JoinedStr(values=parts):
            yield from (part for part in parts if isinstance(part, ast.Constant))


def _others(node: ast.AST, statement: ast.stmt, keys: dict[str, list[str]]) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    if node is statement:
        yield from _other_statements(statement)
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node, statement)
    elif isinstance(node, ast.Subscript):
        yield from _other_subscripts(node, keys)
    elif isinstance(node, ast.Call):
        yield from _other_calls(node)
    elif isinstance(node, ast.Slice):
        yield from _other_slices(node)
    elif isinstance(node, ast.expr):
        yield from _other_expressions(node)


def _other_statements(statement: ast.stmt) -> Iterator[ast.AST]:
    match statement:
        case ast.For(iter=every):
            yield ast.Pass()
            yield _but(statement, iter=_part(every, ast.Slice(None, ast.Constant(-1))))
            yield _but(statement, iter=_part(every, ast.Slice(ast.Constant(1))))
        case ast.Expr() | ast.Assign() | ast.While():
            yield ast.Pass()
        case ast.AugAssign(op=operator):
            yield ast.Pass()
            if type(operator) in _OPERATORS:
                yield _but(statement, op=_OPERATORS[type(operator)]())
        case ast.If():
            yield ast.Pass()
            yield _but(statement, test=ast.UnaryOp(ast.Not(), statement.test))
        case ast.Return(value=ast.Tuple(elts=[first, second])):
            yield ast.Return(ast.Tuple([second, first], ast.Load()))
            yield ast.Return(first)
        case ast.Return(value=ast.expr()):
            yield ast.Return(None)


def _other_constants(node: ast.Constant, statement: ast.stmt) -> Iterator[ast.AST]:
    match node.value:
        case bool(value):
            yield ast.Constant(not value)
        case int(value) | float(value):
            more = (1,) if value in _MILLI else (value + 1, 2 * value)
            yield from (ast.Constant(other) for other in (*more, 0) if other != value)
        case str(text) if not isinstance(statement, ast.Assert) and text.strip():
            yield ast.Constant("")


def _other_subscripts(node: ast.Subscript, keys: dict[str, list[str]]) -> Iterator[ast.AST]:
    match node:
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(key))):
            known = keys[name]
            other = known[(known.index(key) + 1) % len(known)]
            yield _but(node, slice=ast.Constant(other))
        case ast.Subscript(slice=ast.Name() as index, ctx=ast.Load()):
            yield _but(node, slice=ast.BinOp(index, ast.Sub(), ast.Constant(1)))


def _other_slices(node: ast.Slice) -> Iterator[ast.AST]:
    if node.lower:
        yield _but(node, lower=None)
    if node.upper:
        yield _but(node, upper=None)


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    for keyword in node.keywords:
        if keyword.arg not in _OF_TASTE:
            yield _but(node, keywords=[other for other in node.keywords if other is not keyword])
    name = _name(node.func) if isinstance(node.func, ast.Attribute) else ""
    if other := exchanged_label(name):
        yield _but(node, func=_but(node.func, attr=other))
    if name in _SPREADS and not node.keywords:
        yield _but(node, keywords=[ast.keyword("ddof", ast.Constant(1))])
    if name == "hist" and all(keyword.arg != "density" for keyword in node.keywords):
        yield _but(node, keywords=[*node.keywords, ast.keyword("density", ast.Constant(True))])
    if name in _OTHER_FUNCTIONS:
        yield _but(node, func=_but(node.func, attr=_OTHER_FUNCTIONS[name]))
    match node.args:
        case [first, second, *rest] if _name(node.func) not in _SAME_IF_EXCHANGED:
            yield _but(node, args=[second, first, *rest])
    match node:
        case ast.Call(func=ast.Name(id="min" | "max" as name)):
            yield _but(node, func=ast.Name(_OTHER_FUNCTIONS[name], ast.Load()))
        case ast.Call(func=ast.Attribute(attr="set_xlim"), args=[low, high]):
            middle = ast.BinOp(ast.BinOp(low, ast.Add(), high), ast.Div(), ast.Constant(2))
            yield _but(node, args=[low, middle])
        case ast.Call(func=ast.Attribute(attr="set_ylim"), args=[low, high]):
            beyond = ast.BinOp(ast.BinOp(ast.Constant(2), ast.Mult(), high), ast.Sub(), low)
            yield _but(node, args=[high, beyond])
        case ast.Call(func=ast.Attribute(attr="copy") as method, args=[]):
            yield method.value
        case ast.Call(args=[argument, *_]) if _name(node.func) in _CONVERSIONS:
            yield argument


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _part(every: ast.expr, some: ast.Slice) -> ast.expr:
    """Some of what is iterated over."""
    listed = ast.Call(ast.Name("list", ast.Load()), [every], [])
    return ast.Subscript(listed, some, ast.Load())


def _other_expressions(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left=left, op=operator, right=right):
            yield _but(node, op=_OPERATORS.get(type(operator), ast.Add)())
            yield from (left, right)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield operand
        case ast.Compare(ops=[operator], left=left, comparators=[right]):
            for other in _COMPARISONS[type(operator)]:
                yield ast.Compare(left, [other()], [right])
        case ast.BoolOp(op=operator, values=values):
            yield _but(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())
            for dropped in values:
                rest = [value for value in values if value is not dropped]
                yield rest[0] if len(rest) == 1 else _but(node, values=rest)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)


def _but(node: Any, **fields: Any) -> Any:
    """The same node with some other fields."""
    make: Callable[..., Any] = type(node)
    return make(**{name: getattr(node, name) for name in node._fields} | fields)

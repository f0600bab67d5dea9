"""Mutants of what a function takes and of what it gives back, as far as its docstring tells.

A docstring that promises "a number or an array" is broken by a function that works for numbers
only. One that promises a single number is not, and so no such mutant is made of it.
"""

import ast
import re
from collections.abc import Iterator

_EITHER_SIGN = re.compile(r"(any|either) sign|negative", re.IGNORECASE)
_NUMBER = re.compile(r"\b(a|one) number|\bnumbers or arrays", re.IGNORECASE)
_FEW = re.compile(r"empty|fewer", re.IGNORECASE)
_EXCHANGED = {"set_xlabel": "set_ylabel", "set_ylabel": "set_xlabel"}
_INSTEAD = {"nan": "0.0", "inf": "np.nan"}


def first_statements(function: ast.FunctionDef, *, draws_figure: bool) -> Iterator[ast.stmt]:
    """What a student may do with the arguments at the start of a function.

    Parameters
    ----------
    function
        The solution.
    draws_figure
        Whether it draws a figure, in which the order of lines and points does not matter.

    Yields
    ------
    statement
        One that spoils an argument, or raises for some that the docstring allows.
    """
    may_be_few = bool(_FEW.search(ast.get_docstring(function) or ""))
    for name, default in _parameters(function):
        about = _description(function, name)
        statements = [*_spoilt(name, default, about)]
        if ("array" in about or "list" in about) and "dictionary" not in about:
            statements += _reordered(name) if not draws_figure else ()
            statements += _too_few(name) if may_be_few else ()
        if "list" in about and may_be_few:  # one who treats an empty list apart
            statements.append(f"len({name}) and {name}.size")
        for statement in statements:
            yield ast.parse(statement).body[0]


def other_returns(function: ast.FunctionDef, value: ast.expr) -> Iterator[ast.expr]:
    """What a student may return in place of a value.

    Parameters
    ----------
    function
        The solution.
    value
        What one of its ``return`` statements gives back.
    """
    if isinstance(value, ast.Tuple):
        yield from _other_tuples(value)
    else:
        yield from map(_expression, _other_values(function, value))


def exchanged_label(name: str) -> str | None:
    """The method that labels the other axis, if the name is that of a method that labels one."""
    return _EXCHANGED.get(name)


def _parameters(function: ast.FunctionDef) -> Iterator[tuple[str, str | None]]:
    """Names of the parameters, each with its default if it has one."""
    names = [parameter.arg for parameter in function.args.args]
    defaults = [ast.unparse(default) for default in function.args.defaults]
    yield from zip(names, [None] * (len(names) - len(defaults)) + defaults, strict=True)


def _description(function: ast.FunctionDef, name: str) -> str:
    """What the docstring says of a parameter, in the style ``name: …`` or ``a, name : …``."""
    text = ast.get_docstring(function) or ""
    end = r"(?=;|\n\s*\n|\n\s*Returns|\n\s*\w+(?:, \w+)*\s*:|\Z)"
    found = re.search(rf"\b{name}(?:, \w+)*\s*:\s(.*?){end}", text, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def _spoilt(name: str, default: str | None, description: str) -> Iterator[str]:
    """Statements that spoil an argument, each for some of the values that it may have."""
    number = bool(_NUMBER.search(description))
    array, some_list = "array" in description, "list" in description
    if default is not None:
        yield f"{name} = {default}"
    if default == "None" or "None" in description:
        yield f"{name} = {name} or None"
    if "seed" in name:
        yield f"{name} = {name} and {name} + 1"
    if number and array:
        yield f"{name} = float({name})"
        yield f"len({name})"
    if some_list:
        yield f"{name}.size"
    if some_list and array:
        yield f"not {name}"
    if _EITHER_SIGN.search(description):
        yield f"{name} = np.abs({name})"
        yield f"{name} = -np.abs({name})"
    if "zero" in description:
        yield f"1 / {name}"


def _reordered(name: str) -> Iterator[str]:
    yield f"{name} = np.sort({name})"
    yield (
        f"{name} = np.linspace(np.ravel({name})[0], np.ravel({name})[-1], np.size({name}))"
        f".reshape(np.shape({name}))"
    )


def _too_few(name: str) -> Iterator[str]:
    """Statements that raise where there are no values, and where there is one."""
    yield f"np.ravel({name})[0]"
    yield f"if np.size({name}) == 1:\n    raise ValueError"


def _other_tuples(value: ast.Tuple) -> Iterator[ast.expr]:
    """Two neighbours exchanged, the last one missing, one with a sample too few or too many."""
    parts = value.elts
    for at in range(len(parts) - 1):
        yield _tuple([*parts[:at], parts[at + 1], parts[at], *parts[at + 2 :]])
    yield _tuple(parts[:-1])
    for at, part in enumerate(parts):
        for other in _other_lengths(ast.unparse(part)):
            yield _tuple([*parts[:at], _expression(other), *parts[at + 1 :]])


def _other_values(function: ast.FunctionDef, value: ast.expr) -> Iterator[str]:
    text = ast.unparse(value)
    match value:
        case ast.Attribute(attr=name) if name in _INSTEAD:
            yield _INSTEAD[name]
        case ast.Constant(value=0):
            yield "np.nan"
        case ast.Name(id="axes"):
            yield "axes[:-1]"
            yield "axes[::-1]"
        case ast.Constant() | ast.Name(id="ax"):
            pass
        case _:
            yield f"np.round({text}, 2)"
            for name, _default in _parameters(function):
                if "array" in _description(function, name):
                    yield f"np.asarray({text}).astype(np.asarray({name}).dtype)"
            if "array" in _returned(function):
                yield from _other_lengths(text)


def _returned(function: ast.FunctionDef) -> str:
    """What the docstring says of the value."""
    return (ast.get_docstring(function) or "").rpartition("Returns")[2]


def _other_lengths(text: str) -> Iterator[str]:
    yield f"{text}[:-1]" if text.isidentifier() else f"({text})[:-1]"
    yield f"np.append({text}, 0)"


def _tuple(parts: list[ast.expr]) -> ast.expr:
    return parts[0] if len(parts) == 1 else ast.Tuple(parts, ast.Load())


def _expression(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body

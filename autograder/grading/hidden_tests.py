"""Running a hidden test on the trusted side: the names it mentions are answers in the sandbox."""

import ast
import builtins
from collections.abc import Callable

from autograder.testing.answers import Answer
from autograder.testing.verdict import Verdict


class HiddenTestError(Exception):
    """The hidden test itself failed: the instructor's fault, never the student's."""


def run_hidden(source: str, answer: Callable[[str], Answer]) -> Verdict:
    """Run a hidden test.

    Parameters
    ----------
    source
        Its source, from the instructor's notebook. Its last line is the verdict.
    answer
        Gives the student's answer of a name; asked for each name that the test does not define.

    Raises
    ------
    HiddenTestError
        If it cannot be run, or does not end with a verdict.
    """
    if not source.strip():
        raise HiddenTestError("there is none")
    try:
        *body, last = ast.parse(source).body
        names: dict[str, object] = {name: answer(name) for name in _free_names(source)}
        exec(compile(ast.Module(body, []), "<hidden test>", "exec"), names)
        verdict = None
        if isinstance(last, ast.Expr):
            verdict = eval(compile(ast.Expression(last.value), "<hidden test>", "eval"), names)
    except Exception as error:
        raise HiddenTestError(f"{type(error).__name__}: {error}") from error
    if not isinstance(verdict, Verdict):
        raise HiddenTestError("its last line is not a verdict")
    return verdict


def _free_names(source: str) -> set[str]:
    tree = ast.parse(source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    aliases = [alias for statement in imports for alias in statement.names]
    bound |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
    return {name.id for name in names} - bound - set(vars(builtins))

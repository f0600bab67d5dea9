"""What `autograder mutate` shows: a table, survivors, checks that nothing needs, and mistakes."""

import ast
from collections.abc import Sequence
from pathlib import Path

from autograder.commands.mutate import KEPT, Tried
from autograder.course import Course
from autograder.notebooks.mutants import Mutant


def as_table(tried: Sequence[Tried]) -> str:
    """Caught, survived, named and not needed by exercise; then each survivor and such check."""
    rows = [
        (
            one.exercise,
            len(one.outcomes),
            len(one.survivors),
            len(one.accepted),
            sum(bool(outcome.misconception) for outcome in one.outcomes.values()),
            len(one.checks),
            len(one.unneeded),
        )
        for one in tried
    ]
    sums = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    wide = max(len(name) for name, *_ in rows)
    lines = [f"{'':{wide}}  mutants  survive  accepted  named  checks  not needed"]
    lines += [
        f"{name:{wide}}  {total:7}  {survive:7}  {accepted:8}  {named:5}  {checks:6}  {unneeded:10}"
        for name, total, survive, accepted, named, checks, unneeded in [*rows, ("all", *sums)]
    ]
    for one in tried:
        listed = {
            "earns everything with": [mutant.change for mutant in one.survivors],
            "gives everything to a known mistake": one.surviving_mistakes,
            "accepts what is caught or not tried": one.not_there,
        }
        for what, entries in listed.items():
            lines += [f"\n{one.exercise} {what}:"] * bool(entries)
            lines += [f"    {entry}" for entry in entries]
    for one in tried:
        lines += [f"\n{one.exercise} has checks that nothing needs:"] * bool(one.unneeded)
        lines += [f"    {title}" for title in one.unneeded]
    return "\n".join(lines)


def write_unnamed(course: Course, assignment: str, tried: Sequence[Tried]) -> Path:
    """Write a function for each mutant without a name, ready to go into the known mistakes."""
    functions = [
        _as_mistake(one.exercise, number, mutant)
        for one in tried
        for number, mutant in enumerate(one.unnamed, start=1)
    ]
    path = course.root / KEPT / f"unnamed-{assignment}.py"
    path.write_text("\n\n\n".join(functions) + "\n", encoding="utf-8")
    return path


def _as_mistake(exercise: str, number: int, mutant: Mutant) -> str:
    tree = ast.parse(mutant.source)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == exercise:
            node.name = f"{exercise}__{number}"
            body = node.body[bool(ast.get_docstring(node)) :]
            node.body = [ast.Expr(ast.Constant(mutant.change)), *body]
    return ast.unparse(tree)

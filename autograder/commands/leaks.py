"""What students must not see, looked for in what they get."""

import json
import re
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.notebooks.manifest import split_scheme

_MARKS = ("BEGIN SOLUTION", "HIDDEN TEST", "MARK SCHEME")
_SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
_TRIVIAL = 12  # characters: shorter lines of a solution, such as `return x`, tell nothing


def leaks(source: NotebookNode, released: str, tests: str, modules: Iterable[str]) -> Iterator[str]:
    """Search a whole release notebook, metadata included, for what students must not see.

    Parameters
    ----------
    source
        The instructor's notebook.
    released
        The text of the release notebook's file.
    tests
        Name of the package of hidden tests, which is not even mentioned; empty if there is none.
    modules
        Names of the course's own modules; the release imports none of them.

    Yields
    ------
    problem
        In a line.
    """
    imports = [f"{how} {name}" for name in modules for how in ("import", "from")]
    for words in (*_MARKS, *([tests] if tests else []), *imports):
        if words in released:
            yield f"“{words}” stands in it"
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and (cell["outputs"] or cell["execution_count"] is not None):
            yield f"cell {cell['id']} has outputs"
    # In the file every text is a JSON string: compare what the strings say.
    text = _squeeze(" ".join(_strings(notebook)))
    for cell in source.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        for secret in _secrets(cell):
            lines = [line.strip() for line in secret.splitlines()]
            telling = [line for line in lines if len(_squeeze(line)) > _TRIVIAL and line[:1] != "#"]
            found = [line for line in telling if _squeeze(line) in text]
            # Code written by analogy to given code shares lines with it; prose never does.
            if found and (cell.cell_type == "markdown" or found == telling):
                yield f"the secret part of {name} stands in it: “{found[0][:60]}”"


def _secrets(cell: NotebookNode) -> list[str]:
    """What nbgrader takes out of a cell."""
    if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "markdown":
        return [cell.source] if cell.source.strip() != ClearSolutions().text_stub else []
    scheme = split_scheme(cell.source)[1]
    return [*_SOLUTION.findall(cell.source), *([scheme] if scheme else [])]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)

"""No regular expression of the package takes longer than in proportion to what it is applied to."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from repeated import UNITS, grown, repeated

import autograder

PACKAGE = Path(autograder.__file__).parent


def modules():
    for found in pkgutil.walk_packages([str(PACKAGE)], "autograder."):
        if not found.ispkg and ".sandbox.inside" not in found.name:
            yield importlib.import_module(found.name)


PATTERNS = {
    f"{module.__name__.removeprefix('autograder.')}.{name}": pattern
    for module in modules()
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str)
}
# Of files, whose names no system lets be longer than some hundred characters.
NAMES = {name for name in PATTERNS if name.startswith(("gradebook.lms.", "sandbox.walls."))}
# Only looked for at the beginning.
AT_BEGINNINGS = {
    "grading.stopped._CELL_MAGIC",
    "sanitize.markdown._HEADING",
    "sanitize.markdown._UNDERLINE",
}


def test_patterns_are_found():
    assert {"notebooks.slicing._MAGIC", "sanitize.markup._MARKUP", *AT_BEGINNINGS} <= set(PATTERNS)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - NAMES))
def test_a_pattern_is_searched_for_in_linear_time(name):
    pattern = PATTERNS[name]

    def search(text):
        if name in AT_BEGINNINGS:
            pattern.match(text)
        else:
            pattern.sub("", text)

    texts = {unit: repeated(unit, "", "\0") for unit in UNITS}
    assert grown(search, texts, 5000) == {}


def literals(source):
    return [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    ]


def test_no_line_begins_with_blank_space_of_any_kind():
    r"""``^\s*`` takes newlines: under MULTILINE it looks at all blank lines from each of them."""
    sources = {path: path.read_text() for path in PACKAGE.rglob("*.py")}
    bad = {
        str(path.relative_to(PACKAGE)): text
        for path, source in sources.items()
        for text in literals(source)
        if (rb"^\s" if isinstance(text, bytes) else r"^\s") in text and "MULTILINE" in source
    }
    assert bad == {}

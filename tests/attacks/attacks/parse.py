"""Attack the grader through the file that it parses, and through what lies beside it."""

import itertools
import json
from collections.abc import Callable

from nbformat import NotebookNode

from .kit import (
    ALL,
    RIGHT,
    UNGRADED,
    Attack,
    as_text,
    code,
    find,
    notebook,
    right,
    text,
)


def _file(name: str, tries: str, data: bytes) -> Attack:
    """An attack by a file that is no notebook."""
    return Attack(name, tries, lambda _release: data, deserves=UNGRADED, flagged="not graded")


def _right(name: str, tries: str, *change: Callable[[NotebookNode], object]) -> Attack:
    """An attack by a notebook with right answers."""
    return Attack(name, tries, right(*change), deserves=ALL)


def _each(**told: object) -> Callable[[NotebookNode], None]:
    def change(made: NotebookNode) -> None:
        for cell in made.cells:
            cell.update(told)

    return change


def _odd_ids(made: NotebookNode) -> None:
    for cell, name in zip(
        made.cells, ("../../x", "<img src=x>", "a b", "", "é" * 99) * 9, strict=False
    ):
        cell.id = name
    made.cells[1].id = made.cells[0].id


def _version_3(release: NotebookNode) -> bytes:
    made = json.loads(right()(release))
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
            cell["language"] = "python"
    sheets = [{"cells": made["cells"], "metadata": {}}]
    return json.dumps({"worksheets": sheets, "metadata": {}, "nbformat": 3}).encode()


def _odd_numbers(made: NotebookNode) -> None:
    numbers = itertools.cycle(_ODD_NUMBERS)
    for cell in made.cells:
        if its := cell.metadata.get("nbgrader"):
            its.update({name: next(numbers) for name in ("points", "grade", "task", "locked")})
            cell.metadata.tags = [next(numbers)]


def _attachments(made: NotebookNode) -> None:
    cell = find(made, "answer_why")
    cell.attachments = {
        "x.png": {"text/html": "<script>1</script>", 'a"onload="x': "eA=="},
        "../y": {"image/png": ["eA", "=="], "image/svg+xml": "PHN2Zz4="},
        "z": "not a dict",
    }
    cell.source = "![x](attachment:x.png) ![y](attachment:../y) ![z](attachment:z)"


def _bomb(made: NotebookNode) -> None:
    made.metadata.update({f"key-{n}": {"a": [n] * 10} for n in range(50_000)})


def _odd_types(made: NotebookNode) -> None:
    junk = [1, None, "x", [], {}, {"cell_type": 5, "source": {"a": 1}, "metadata": []}]
    junk += [{"cell_type": "code", "source": [1, None, ["x"]], "outputs": 7, "metadata": None}]
    junk += [{"cell_type": "code", "metadata": {"nbgrader": [], "tags": 3}, "id": {}}]
    made.cells[:0] = junk
    made.metadata = []


def _retyped(told: str) -> str:
    made = json.loads(told)
    _odd_types(NotebookNode(cells=(cells := made["cells"]), metadata={}))
    return json.dumps({**made, "cells": cells, "metadata": []})


_DEEP = "[" * 100_000 + "]" * 100_000
_QUADRATIC = {
    "blank-lines": "\n" * 300_000,
    "brackets": "[" * 50_000,
    "quotes": ">" * 3000 + " x",
    "stars": "*a_ " * 20_000,
    "links": "[a](" * 20_000,
    "comments": "<!--" * 30_000 + "![](" * 20_000,
    "blank-lines-with-spaces": "x = 1\n" + " \n" * 20_000 + "y = 2",
    "dots": "\n".join(["if 0:", *["  a" + "." * 1990] * 200]),
    "names": "\n".join(["if 0:", *["  a" + ".a" * 990] * 20]),
    "another-language": "%%perl\n" + " \n" * 20_000 + "s" * 20_000,
    "code-in-a-text": "```perl\n" + " \n" * 20_000 + "s{" * 20_000 + "\n```",
}
_ODD_NUMBERS = (10**400, -(10**400), 10**4000, float("nan"), [[10**400]], True, "9" * 4000)

ATTACKS = (
    _file("empty-file", "There is nothing in the file.", b""),
    _file("not-text", "The file is not text.", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    _file("pdf", "The file is a PDF.", b"%PDF-1.7\n1 0 obj <</JS (app.alert(1))>>"),
    _file("cut-off", "The file ends in the middle.", b'{"cells": [{"cell_type": "code", "sou'),
    _file("no-cells", "A notebook without cells.", b'{"nbformat": 4, "cells": {"a": 1}}'),
    _file("deep", "Lists in lists in lists.", f'{{"cells": {_DEEP}}}'.encode()),
    _file("deep-objects", "Objects in objects.", b'{"cells":' * 100_000),
    _file("million-cells", "A million cells.", b'{"cells": [' + b"{}," * 10**6 + b"{}]}"),
    _file("long-number", "A number of a million digits.", b'{"cells": [' + b"9" * 10**6 + b"]}"),
    _file("too-large", "More than a notebook may hold.", b'{"cells": ["' + b"x" * 25 * 2**20),
    _right(
        "deep-metadata",
        "Metadata as deep as Python can read.",
        lambda made: made.metadata.update(a=json.loads("[" * 300 + "]" * 300)),
    ),
    _right("metadata-bomb", "Metadata of 50,000 keys.", _bomb),
    _right("huge-cell", "A text of 5 million characters.", text("x " * 2_500_000)),
    _right(
        "many-cells",
        "As many cells as are allowed.",
        lambda made: made.cells.extend(json.loads(json.dumps([made.cells[0]] * 950))),
    ),
    _right("odd-numbers", "Settings are numbers of 400 digits and more.", _odd_numbers),
    _right(
        "odd-number-of-points",
        "An answer is worth more points than a float can be.",
        lambda made: find(made, "double").metadata.nbgrader.update(points=10**400),
    ),
    _right("odd-ids", "Cell ids that are paths, HTML, empty, twice there.", _odd_ids),
    _right("attachments", "Attachments of any type and name.", _attachments),
    _right(
        "other-kernel",
        "The kernel is a shell, the language not Python.",
        lambda made: made.metadata.update(
            kernelspec={"name": "bash", "language": "bash", "display_name": "../../bin/sh"},
            language_info={"name": "bash", "pygments_lexer": "../x", "file_extension": "/sh"},
        ),
    ),
    _right(
        "parameters",
        "Cells are tagged as injected parameters.",
        code("width = 10**9"),
        _each(metadata={"tags": ["injected-parameters"], "papermill": {"x": 1}}),
    ),
    Attack(
        "odd-types",
        "Nothing has the type that it should have.",
        as_text(right(), _retyped),
        deserves=ALL,
    ),
    _right(
        "not-a-number",
        "Numbers that JSON does not have.",
        lambda made: made.metadata.update(a=float("nan"), b=[-float("inf")]),
    ),
    Attack(
        "twice",
        "Every key is there twice.",
        deserves=ALL,
        submission=as_text(right(), lambda t: '{"cells": [{}], "nbformat": 9, ' + t[1:]),
    ),
    Attack(
        "surrogates",
        "Half a character.",
        deserves=ALL,
        submission=right(text("\\ud800"), code("'\ud83d'")),
    ),
    Attack(
        "bom",
        "The file starts with a mark.",
        deserves=ALL,
        submission=as_text(right(), lambda t: t.encode("utf-8-sig")),
    ),
    Attack(
        "utf-16",
        "The file is UTF-16.",
        deserves=ALL,
        submission=as_text(right(), lambda t: t.encode("utf-16")),
    ),
    Attack("version-3", "A notebook of ten years ago.", _version_3, deserves=ALL),
    _right(
        "version-99",
        "A notebook of the future.",
        lambda made: made.update(nbformat=99, nbformat_minor=-1),
    ),
    _right(
        "version-text",
        "The version is a text.",
        lambda made: made.update(nbformat="4; DROP TABLE", nbformat_minor=[]),
    ),
    _right(
        "odd-names",
        "A cell's name is a pattern, a path, a million letters.",
        *(code(f"{n}") for n in range(3)),
        lambda made: [
            c.metadata.update(nbgrader={"grade_id": name, "solution": True})
            for c, name in zip(made.cells[2:], ("(a+)+$", "../../x", "x" * 10**6), strict=False)
        ],
    ),
    *(
        _right(
            f"slow-{name}",
            f"Text that is slow to read, to colour or to render: {name}.",
            text(source),
            code(f"'''{source}'''"),
            code(source),
        )
        for name, source in _QUADRATIC.items()
    ),
    Attack(
        "slow-wrong-answer",
        "A wrong answer with 190,000 blank lines, which is read to find what it is made of.",
        notebook(
            answers=RIGHT | {"half": "def half(x):" + "\n" * 190_000 + "    return total([x])"}
        ),
        deserves=ALL - 3,
    ),
    Attack(
        "slow-answer",
        "An answer to mark by hand that is slow to render.",
        notebook(answers=RIGHT | {"answer_why": "[" * 30_000 + "*a" * 30_000}),
        deserves=ALL,
    ),
)

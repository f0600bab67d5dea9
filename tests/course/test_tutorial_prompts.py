"""Every prompt of the tutorial that this course replaces is answered by a cell that exists."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| (?!prompt)(.+?) \| `(\w+)` \| (.+?) \|$",
    (ROOT / "docs/tutorial_prompts.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)
NOTEBOOKS = sorted(ROOT.glob("source/*/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_of_the_table_exists(path: Path) -> None:
    ids = {cell.id for cell in nbformat.read(path, as_version=4).cells}
    named = {cell for _, notebook, cells in ROWS if notebook == path.stem for cell in cells.split()}
    assert named - {f"`{name}`" for name in ids} == set()


def test_every_row_is_read_and_names_a_notebook() -> None:
    lines = (ROOT / "docs/tutorial_prompts.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| prompt ")]
    assert len(ROWS) == len(rows)
    assert {notebook for _, notebook, _ in ROWS} <= {path.stem for path in NOTEBOOKS}

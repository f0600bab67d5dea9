"""Each assignment has a plan of a lecture, and what a plan names exists."""

import importlib
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(ROOT.glob("source/*/*.ipynb"))
NAMED = re.compile(r"`([\w-]+)`")


def plan(notebook: Path) -> str:
    return (ROOT / f"docs/lectures/{notebook.stem}.md").read_text(encoding="utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    (table,) = re.findall(rf"^## {heading}.*?^\|[ :|-]+\|\n((?:\|[^\n]*\n)+)", text, re.M | re.S)
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_and_exercise_of_a_plan_exists(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4).cells
    known = {cell.id for cell in cells} | {
        cell.metadata["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell.metadata
    }
    others = {path.stem for path in NOTEBOOKS} | {"dxdt", "params"}
    text = plan(notebook)
    assert set(NAMED.findall(text)) - known - others == set()
    shown = [set(NAMED.findall(row[2])) for row in rows(text, "Before")]
    assert all(each and each <= {cell.id for cell in cells} for each in shown)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_mistake_of_a_plan_is_known_and_called_so(notebook: Path) -> None:
    exercises = importlib.import_module(f"autograde_tests.{notebook.stem}").assignment.exercises
    for exercise, quoted, _advice in rows(plan(notebook), "Mistakes to expect"):
        known = [each.hint for each in exercises[exercise.strip("`")].misconceptions]
        assert any(hint.startswith(quoted) for hint in known), quoted


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_minutes_of_a_plan_add_up(notebook: Path) -> None:
    text = plan(notebook)
    (whole,) = re.findall(r"^## Before: (\d+) minutes$", text, re.M)
    assert sum(int(row[0]) for row in rows(text, "Before")) == int(whole)
    assert f"{whole} minutes before students begin" in text

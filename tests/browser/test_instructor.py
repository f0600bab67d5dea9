"""An instructor's journey: a source notebook in JupyterLab, with nbgrader's Create Assignment."""

from collections.abc import Callable

import nbformat
import pytest
from desk import Desk
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def test_a_source_notebook_shows_its_ids_and_points_and_keeps_what_is_changed(
    course: Desk, watched: Callable
) -> None:
    path = course.folder / "source/lif/lif.ipynb"
    told = [cell.metadata.get("nbgrader") for cell in nbformat.read(path, as_version=4).cells]
    told = [one for one in told if one]
    page, watch = watched()
    with course.jupyter() as lab:
        page.goto(f"{lab}/lab/tree/source/lif/lif.ipynb")
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        page.get_by_role("tab", name="Create Assignment").click()
        total = page.get_by_label("Total points:")
        expect(total).to_have_value("105")
        ids = page.locator(".nbgrader-CellId:visible input")
        points = page.locator(".nbgrader-CellPoints:visible input")
        expect(ids).to_have_count(len(told))
        assert [one.input_value() for one in ids.all()] == [one.grade_id for one in told]
        assert [float(one.input_value()) for one in points.all()] == [
            one.points for one in told if one.grade
        ]

        points.first.fill("5")
        points.first.press("Tab")
        expect(total).to_have_value("106")
        page.locator(".jp-Notebook").press("Control+S")
        expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    assert watch.complaints == []
    assert watch.strangers(lab) == []
    changed = next(
        cell.metadata.nbgrader
        for cell in nbformat.read(path, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    )
    assert (changed.grade_id, changed.points) == ("test_dvdt_proto_LIF", 5)

"""A student's name picks the unknown neuron: another one for each, and the same at each run."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import reference

ROOT = Path(__file__).resolve().parents[2]


def neuron_of(assignment: str):
    """The function of the notebook."""
    cells = nbformat.read(ROOT / f"release/{assignment}/{assignment}.ipynb", as_version=4).cells
    (code,) = (cell.source for cell in cells if cell.get("id") == "given-mystery")
    names = {"np": np, **vars(reference)}
    exec(code, names)
    return names["neuron_of"]


@pytest.mark.parametrize("assignment", ["lif", "adaptation"])
def test_each_name_has_a_neuron_of_its_own(assignment):
    of = neuron_of(assignment)
    current = np.where(np.arange(5000) < 1000, 0.0, 600.0)
    names = ("Ada", "Bela", "Chen", "a d a", "Zoë O'Brien")
    traces = {name: of(name)(current)[0] for name in names}
    assert np.array_equal(traces.pop("a d a"), traces["Ada"])
    resting = {round(float(V[0]), 3) for V in traces.values()}
    assert len(resting) == len(traces)


@pytest.mark.parametrize("assignment", ["lif", "adaptation"])
def test_who_has_not_written_a_name_is_asked_for_one(assignment, capsys):
    neuron_of(assignment)("…")
    assert "Write your name" in capsys.readouterr().out

"""Mutants: what is changed in a solution, how it is written down, and what is left alone."""

import ast

import pytest

from autograder.notebooks.mutants import mutants_of

SOLUTION = '''
import numpy as np

def rate(params, spikes: list, lost=0):
    """Spikes per second."""
    T, dt = params["T"], params["dt"]
    if len(spikes) < 2:
        return np.nan
    total = 0
    for k in spikes[1:]:
        total += spikes[k] * dt
    return total / np.std(spikes)
'''


def changes(source, **how):
    return [mutant.change for mutant in mutants_of(source, **how)]


@pytest.mark.parametrize(
    "change",
    [
        "if len(spikes) < 2: → if len(spikes) <= 2:",
        "if len(spikes) < 2: → if len(spikes) < 3:",
        "if len(spikes) < 2: → if not len(spikes) < 2:",
        "if len(spikes) < 2: → pass",
        "total += spikes[k] * dt → total -= spikes[k] * dt",
        "total += spikes[k] * dt → total += spikes[k] / dt",
        "total += spikes[k] * dt → total += spikes[k]",
        "total += spikes[k] * dt → total += spikes[k - 1] * dt",
        "total += spikes[k] * dt → pass",
        "for k in spikes[1:]: → for k in spikes[:]:",
        "for k in spikes[1:]: → for k in spikes[2:]:",
        "T, dt = (params['T'], params['dt']) → T, dt = (params['dt'], params['dt'])",
        "T, dt = (params['T'], params['dt']) → T, dt = (params['T'], params['T'])",
        "return total / np.std(spikes) → return total / np.std(spikes, ddof=1)",
        "return total / np.std(spikes) → return total / np.var(spikes)",
        "return total / np.std(spikes) → return",
    ],
)
def test_one_thing_is_changed(change):
    assert changes(SOLUTION).count(change) == 1


def test_a_default_is_changed_an_annotation_and_a_docstring_are_not():
    found = changes(SOLUTION)
    assert any("lost=1" in change for change in found)
    assert not any("per second" in change or "import" in change for change in found)
    assert all(": list" in mutant.source for mutant in mutants_of(SOLUTION))


def test_each_mutant_is_another_program_and_none_is_the_solution():
    sources = [mutant.source for mutant in mutants_of(SOLUTION)]
    assert len(set(sources)) == len(sources)
    assert ast.unparse(ast.parse(SOLUTION)) not in sources
    for source in sources:
        compile(source, "<mutant>", "exec")


FIGURE = """
def plot_rates(rates):
    fig, ax = plt.subplots(figsize=(7, 4))
    ax.plot(rates, lw=2, label="rate")
    ax.set_xlim(0, 9)
    ax.set_title("Rates")
    ax.grid(True)
    return ax
"""


def test_of_a_figure_only_data_limits_and_labels_are_changed():
    found = changes(FIGURE, draws_figure=True)
    assert "ax.plot(rates, lw=2, label='rate') → pass" in found
    assert "ax.plot(rates, lw=2, label='rate') → ax.plot(rates, lw=2)" in found
    assert "ax.set_xlim(0, 9) → ax.set_xlim(1, 9)" in found
    for taste in ("grid", "title", "figsize=(8, 4)"):
        assert not any(taste in change for change in found)
        assert any(taste in change for change in changes(FIGURE))
    assert not any("lw=3" in change for change in found)

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
    ax.plot(np.linspace(0, 9, 51), rates, lw=2, label=f"{len(rates)} rates")
    ax.set_xlim(0, 9)
    ax.set_ylim(1, 5)
    ax.set_title("Rates")
    ax.grid(True)
    return ax
"""


def test_of_a_figure_only_data_limits_and_labels_are_changed():
    found = changes(FIGURE, draws_figure=True)
    plot = "ax.plot(np.linspace(0, 9, 51), rates, lw=2, label=f'{len(rates)} rates')"
    assert f"{plot} → pass" in found
    assert f"{plot} → ax.plot(np.linspace(0, 9, 51), rates, lw=2)" in found
    assert f"{plot} → {plot.replace('9, ', '18, ')}" in found
    for taste in ("grid", "title", "figsize=(8, 4)", "52), rates", "{len(rates)}')", "lw=3"):
        assert not any(taste in change for change in found), taste
        assert any(taste in change for change in changes(FIGURE)), taste


def test_limits_come_to_hide_what_is_drawn():
    found = changes(FIGURE, draws_figure=True)
    limits = [change for change in found if change.startswith(("ax.set_xlim", "ax.set_ylim"))]
    assert limits == [
        "ax.set_xlim(0, 9) → pass",
        "ax.set_xlim(0, 9) → ax.set_xlim(0, (0 + 9) / 2)",
        "ax.set_ylim(1, 5) → pass",
        "ax.set_ylim(1, 5) → ax.set_ylim(5, 2 * 5 - 1)",
    ]


def test_milliseconds_are_taken_for_seconds_and_0_for_no_other_zero():
    assert "rate = 1000 * count → rate = 1 * count" in changes("rate = 1000 * count")
    assert changes("total = 0.0") == ["total = 0.0 → pass", "total = 0.0 → total = 1.0"]

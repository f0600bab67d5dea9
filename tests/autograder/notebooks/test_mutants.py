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


RUN = '''
def mean_rate(spikes, t, weights=None, lost=2):
    """Spikes per second.

    spikes: list of spike times, possibly empty; t: times (ms), a number or an array, of either
    sign; weights: a list or an array of weights, zero included, or None; lost: how many are lost.

    Returns an array.
    """
    if not spikes:
        return np.nan
    copied = dict(spikes)
    for spike in spikes:
        t += spike
    return spikes, t * weights
'''


@pytest.mark.parametrize(
    "changed",
    [
        "t = float(t)",
        "len(t)",
        "t = np.sort(t)",
        "t = np.abs(t)",
        "t = -np.abs(t)",
        "spikes.size",
        "np.ravel(spikes)[0]",
        "if np.size(spikes) == 1:",
        "weights = None",
        "weights = weights or None",
        "not weights",
        "1 / weights",
        "lost = 2",
    ],
)
def test_an_argument_is_spoilt_as_far_as_the_docstring_lets_it_vary(changed):
    line = "def mean_rate(spikes, t, weights=None, lost=2): → "
    assert changes(RUN).count(line + changed) == 1
    undocumented = RUN.replace("spikes: ", "").replace("t: ", "").replace("weights: ", "")
    allowed = "=" in changed and "np" not in changed and "float" not in changed
    assert (line + changed in changes(undocumented)) == allowed


@pytest.mark.parametrize(
    "change",
    [
        "return np.nan → return 0.0",
        "return (spikes, t * weights) → return (t * weights, spikes)",
        "return (spikes, t * weights) → return spikes",
        "return (spikes, t * weights) → return (spikes[:-1], t * weights)",
        "return (spikes, t * weights) → return (spikes, np.append(t * weights, 0))",
        "copied = dict(spikes) → copied = spikes",
        "for spike in spikes: → for spike in list(spikes)[:-1]:",
        "for spike in spikes: → for spike in list(spikes)[1:]:",
    ],
)
def test_what_is_returned_copied_or_gone_through_is_changed(change):
    assert changes(RUN).count(change) == 1


def test_the_order_of_lines_in_a_figure_is_left_alone_and_its_labels_are_exchanged():
    assert not any("np.sort" in change for change in changes(RUN, draws_figure=True))
    labelled = FIGURE.replace("ax.grid(True)", 'ax.set_xlabel("t")')
    assert "ax.set_xlabel('t') → ax.set_ylabel('t')" in changes(labelled, draws_figure=True)


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


@pytest.mark.parametrize("asked", [True, False])
def test_a_title_is_changed_where_the_docstring_asks_for_it(asked):
    text = "Its title names the neuron." if asked else "A figure."
    figure = f"def draw(ax):\n    {text!r}\n    ax.set_title('LIF')\n    return ax"
    lost = "ax.set_title('LIF') → pass"
    assert (lost in changes(figure, draws_figure=True)) == asked


def test_another_seed_is_taken_than_the_one_that_was_given():
    run = "def run(mu, myseed=None):\n    return mu"
    changed = "def run(mu, myseed=None): → myseed = myseed and myseed + 1"
    assert changed in changes(run)
    assert not any("mu + 1" in change for change in changes(run))


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

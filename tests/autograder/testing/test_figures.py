"""Figures drawn in many styles: what is seen counts, however it was drawn; the rest does not."""

import functools
import itertools
from dataclasses import replace

import numpy as np
import pytest
from matplotlib import pyplot as plt
from scipy.stats import norm

from autograder.sandbox.inside.values import Figure, Opaque
from autograder.testing.answers import LocalAnswer
from autograder.testing.drawn import Bar, axes_of, shown
from autograder.testing.figures import (
    Curve,
    Curves,
    Exchanged,
    Labels,
    LeavesArguments,
    Legend,
    Markers,
    Panel,
    ReturnsAxes,
    SameCurves,
    figure_checks,
)
from autograder.testing.histograms import Bars, Histograms, SameRange, lost_shape
from autograder.testing.malformed import MalformedError

X = np.linspace(0, 10, 41)
SLOW, FAST = Curve("0.5", X, np.exp(-0.5 * X)), Curve("2", X, 3 * np.exp(-2 * X))
TWO = [SLOW, FAST]
CURVES = Curves("t (ms)", "x")


def seen(draw):
    """What the grader sees of `draw(ax)`."""

    def plot_it():
        _fig, ax = plt.subplots()
        draw(ax)
        return ax

    return LocalAnswer(plot_it).call(as_figure=True)


def seen_panels(draw, **how):
    """What the grader sees of two panels drawn by `draw(axes)`."""

    def plot_it():
        _fig, axes = plt.subplots(2, 1, **how)
        draw(axes)
        return axes

    return LocalAnswer(plot_it).call(as_figure=True)


def lines(ax, **style):
    for curve in TWO:
        ax.plot(curve.x, curve.y, label=f"a = {curve.label}", **style)


# Curves, in every style

STYLES = {
    "plot": lines,
    "dashed": lambda ax: lines(ax, ls="--", lw=3, color="k"),
    "markers only": lambda ax: lines(ax, ls="none", marker="o"),
    "faint": lambda ax: lines(ax, alpha=0.1),
    "scatter": lambda ax: [ax.scatter(c.x, c.y, label=f"a = {c.label}") for c in TWO],
    "errorbar": lambda ax: [ax.errorbar(c.x, c.y, yerr=0.1, label=f"a = {c.label}") for c in TWO],
    "errorbar with caps": lambda ax: [
        ax.errorbar(c.x, c.y, yerr=0.1, capsize=2, label=f"a = {c.label}") for c in TWO
    ],
    "one call": lambda ax: ax.plot(X, np.transpose([SLOW.y, FAST.y]), label=["a = 0.5", "a = 2"]),
    "lists": lambda ax: [ax.plot(list(c.x), list(c.y), label=c.label) for c in TWO],
    "backwards": lambda ax: [ax.plot(c.x[::-1], c.y[::-1], label=c.label) for c in TWO],
    "in another order": lambda ax: [ax.plot(c.x, c.y, label=c.label) for c in TWO[::-1]],
    "logarithmic axis": lambda ax: (lines(ax), ax.set_yscale("log")),
    "labels given to the legend": lambda ax: (
        [ax.plot(c.x, c.y) for c in TWO],
        ax.legend(["a = 0.5", "a = 2"]),
    ),
    "every other sample": lambda ax: [ax.plot(c.x[::2], c.y[::2], label=c.label) for c in TWO],
    "guides and shades": lambda ax: (
        ax.axhline(0, color="gray"),
        ax.axvline(3, label="a = 0.5"),
        ax.axvspan(1, 2),
        ax.fill_between(X, X),
        ax.hlines(1, 0, 10),
        ax.text(3, 1, "here"),
        ax.annotate("there", (0, 0), (1, 1), arrowprops={"arrowstyle": "->"}),
        lines(ax),
    ),
    "a third curve": lambda ax: (lines(ax), ax.plot(X, np.sin(X), label="something else")),
    "masked gaps elsewhere": lambda ax: (
        ax.plot(X, np.where(X > 5, np.nan, X), label="broken"),
        lines(ax),
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_the_curves_are_found_in_every_style(style):
    assert CURVES(seen(STYLES[style]), TWO, {}) is None


def test_a_curve_drawn_more_finely_is_the_same():
    fine = np.linspace(0, 10, 1001)
    figure = seen(lambda ax: ax.plot(fine, np.exp(-0.5 * fine), label="0.5"))
    assert CURVES(figure, [SLOW], {}) is None


def beyond_its_end(ax, y, points=60, **style):
    """Points at the start, and one where nothing is known of the curve any more."""
    ax.plot([X[0]] * points + [1.01 * X[-1]], [y] * (points + 1), **style)


def in_a_fan(ax, points):
    """All that a curve could be, at two places or at many."""
    x = np.linspace(X[0], X[-1], points)
    for rate, start in itertools.product(np.linspace(0, 3, 31), (1, 3)):
        ax.plot(x, start * np.exp(-rate * x))


WRONG_CURVES = {
    "at the start only": lambda ax: [beyond_its_end(ax, c.y[0], label=c.label) for c in TWO],
    "dots at the start only": lambda ax: [
        beyond_its_end(ax, c.y[0], label=c.label, ls="none", marker="o") for c in TWO
    ],
    "all that could be": lambda ax: in_a_fan(ax, 41),
    "all that could be, coarsely": lambda ax: in_a_fan(ax, 5),
    "labels swapped, and again without": lambda ax: (
        ax.plot(X, SLOW.y, label="2"),
        ax.plot(X, FAST.y, label="0.5"),
        ax.plot(X, SLOW.y),
        ax.plot(X, FAST.y),
    ),
    "each with both labels": lambda ax: [
        ax.plot(c.x, c.y, label=other.label) for c in TWO for other in TWO
    ],
    "nothing": lambda _ax: None,
    "one is missing": lambda ax: ax.plot(X, SLOW.y, label="0.5"),
    "both the same": lambda ax: [ax.plot(X, SLOW.y, label=c.label) for c in TWO],
    "labels swapped": lambda ax: (ax.plot(X, SLOW.y, label="2"), ax.plot(X, FAST.y, label="0.5")),
    "3 % too high": lambda ax: [ax.plot(c.x, 1.03 * c.y, label=c.label) for c in TWO],
    "shifted": lambda ax: [ax.plot(c.x + 0.5, c.y, label=c.label) for c in TWO],
    "axes swapped": lambda ax: [ax.plot(c.y, c.x, label=c.label) for c in TWO],
    "against the index": lambda ax: [ax.plot(c.y, label=c.label) for c in TWO],
    "half of it": lambda ax: [ax.plot(c.x[:20], c.y[:20], label=c.label) for c in TWO],
    "too far": lambda ax: [ax.plot(2 * c.x, c.y, label=c.label) for c in TWO],
    "nan": lambda ax: [ax.plot(c.x, np.nan * c.y, label=c.label) for c in TWO],
    "a hole": lambda ax: [ax.plot(c.x, np.where(X == 5, np.nan, c.y), label=c.label) for c in TWO],
    "empty lines": lambda ax: [ax.plot([], [], label=c.label) for c in TWO],
    "bars": lambda ax: [ax.bar(c.x, c.y, label=c.label) for c in TWO],
    "shades": lambda ax: [ax.fill_between(c.x, c.y, label=c.label) for c in TWO],
    "guides": lambda ax: [ax.axhline(c.y[0], label=c.label) for c in TWO],
    "in axes coordinates": lambda ax: lines(ax, transform=ax.transAxes),
    "not visible": lambda ax: lines(ax, visible=False),
    "transparent": lambda ax: lines(ax, alpha=0),
    "transparent points": lambda ax: [ax.scatter(c.x, c.y, alpha=0) for c in TWO],
}


@pytest.mark.parametrize("points", [2, 20])
@pytest.mark.parametrize("style", WRONG_CURVES)
def test_other_curves_fail(style, points):
    assert replace(CURVES, points=points)(seen(WRONG_CURVES[style]), TWO, {})


def test_a_curve_needs_enough_points():
    rough = [Curve(c.label, c.x[[0, 20, -1]], c.y[[0, 20, -1]]) for c in TWO]
    ends = seen(lambda ax: [ax.plot(c.x[[0, -1]], c.y[[0, -1]], label=c.label) for c in TWO])
    assert Curves("", "", points=20)(ends, TWO, {})
    again = seen(lambda ax: [ax.plot(c.x.repeat(20), c.y.repeat(20)) for c in rough])
    assert Curves("", "", points=20)(again, TWO, {})
    assert Curves("", "", points=41)(seen(lines), TWO, {}) is None
    assert Curves("", "", points=42)(seen(lines), TWO, {})


UNSEEN = {
    "no line, no marker": lambda ax: lines(ax, ls="none"),
    "a line of no width": lambda ax: lines(ax, lw=0),
    "a line of no colour": lambda ax: lines(ax, color="none"),
    "dots of no size": lambda ax: [ax.scatter(c.x, c.y, s=0) for c in TWO],
}


def test_where_a_line_is_off_between_its_points_it_is_said():
    figure = seen(lambda ax: [beyond_its_end(ax, c.y[0], label=c.label) for c in TWO])
    assert "at x = 10 expected 0.00674, got 1." in CURVES(figure, TWO, {}).message


@pytest.mark.parametrize("points", [2, 5, 20])
@pytest.mark.parametrize("spaced", [np.linspace, np.geomspace])
def test_a_grid_is_as_coarse_as_may_be(points, spaced):
    x = spaced(1, 11, points) - 1
    figure = seen(lambda ax: [ax.plot(x, np.interp(x, c.x, c.y), label=c.label) for c in TWO])
    assert replace(CURVES, points=points)(figure, TWO, {}) is None


def test_curves_near_each_other_may_both_be_either():
    other = replace(SLOW, label="0.501", y=1.001 * SLOW.y)
    figure = seen(lambda ax: [ax.plot(c.x, c.y, label=c.label) for c in (SLOW, other)])
    assert CURVES(figure, [SLOW, other], {}) is None


def test_a_line_without_a_label_is_no_label_of_a_curve():
    figure = seen(lambda ax: (ax.plot(X, 0 * X), ax.plot(X, FAST.y, label="2")))
    problem = CURVES(figure, [replace(SLOW, label="0"), FAST], {})
    assert problem.message == "The curve for 0 is not in the figure."


def test_lines_points_and_error_bars_are_not_too_many():
    def draw(ax):
        lines(ax)
        for curve in TWO:
            ax.scatter(curve.x, curve.y)
            ax.errorbar(curve.x, curve.y, yerr=0.1, capsize=2, ls="none")
        ax.plot(X, X)
        for height in range(100):  # another range, such as the noise of a run
            ax.plot(100 * X, 0 * X + height)

    assert CURVES(seen(draw), TWO, {}) is None


@pytest.mark.parametrize("style", UNSEEN)
def test_curves_without_ink_are_not_seen(style):
    assert CURVES(seen(UNSEEN[style]), TWO, {})


def test_the_picture_shows_the_students_curve_of_that_label():
    figure = seen(
        lambda ax: (ax.plot(X, FAST.y, label="a = 2"), ax.plot(X, 0 * X + 5, label="a = 0.5"))
    )
    problem = CURVES(figure, TWO, {})
    assert "0.5" in problem.message
    assert np.all(problem.trace.got == 5)
    np.testing.assert_allclose(problem.trace.expected, SLOW.y)


def test_a_curve_may_be_random_at_some_points():
    loose = Curve("0", X, np.zeros(41), np.where(X > 5, 2.0, 0.1))

    def passes(y):
        return CURVES(seen(lambda ax: ax.plot(X, y, label="0")), [loose], {}) is None

    assert passes(np.where(X > 5, 1.9, 0.09))
    assert not passes(np.where(X > 5, 2.1, 0.0))
    assert not passes(np.where(X > 5, 0.0, 0.2))


def test_allowed_is_in_the_unit_of_y():
    close, loose = Curves("", ""), Curves("", "", allowed=0.4)
    figure = seen(lambda ax: ax.plot(X, SLOW.y + 0.3, label="0.5"))
    assert close(figure, [SLOW], {})
    assert loose(figure, [SLOW], {}) is None


# Legend

LEGENDS = {
    "labels": lambda ax: (lines(ax), ax.legend()),
    "texts": lambda ax: (ax.plot(X, SLOW.y), ax.plot(X, FAST.y), ax.legend(["a = 0.5", "a = 2"])),
    "handles": lambda ax: ax.legend(
        handles=[ax.plot(c.x, c.y, label=f"a = {c.label}")[0] for c in TWO]
    ),
    "handles and texts": lambda ax: ax.legend(
        [ax.plot(c.x, c.y)[0] for c in TWO], ["0.5 per ms", "2 per ms"]
    ),
    "of the figure": lambda ax: (lines(ax), ax.figure.legend()),
    "with a title, outside": lambda ax: (lines(ax), ax.legend(title="a", bbox_to_anchor=(1, 1))),
    "scatter": lambda ax: ([ax.scatter(c.x, c.y, label=c.label) for c in TWO], ax.legend()),
}


@pytest.mark.parametrize("style", LEGENDS)
def test_legends_of_every_kind(style):
    assert Legend()(seen(LEGENDS[style]), TWO, {}) is None


@pytest.mark.parametrize(
    "draw",
    [
        lines,
        lambda ax: (lines(ax), ax.legend(["a = 0.5", "b"])),
        lambda ax: (lines(ax), ax.legend().remove()),
        lambda ax: ax.legend(handles=[plt.Line2D([], [], label=c.label) for c in TWO]),
        lambda ax: ([ax.plot(c.x, c.y, label="[0.5, 2]") for c in TWO], ax.legend()),
    ],
    ids=["none", "one entry wrong", "removed", "nothing drawn", "alike"],
)
def test_missing_legends(draw):
    assert Legend()(seen(draw), TWO, {})


def test_a_hidden_legend_is_none():
    assert Legend()(seen(lambda ax: (lines(ax), ax.legend().set_visible(False))), TWO, {})


def test_a_legend_may_be_in_any_of_several_panels():
    def second(axes):
        lines(axes[0])
        lines(axes[1])
        axes[1].legend()

    assert Legend(count=2)(seen_panels(second), TWO, {}) is None
    assert Legend(count=2)(seen_panels(lambda axes: lines(axes[0])), TWO, {})
    assert Legend()(seen_panels(second), TWO, {}).message == "Expected 1 panel, got 2."


# Labels

NAMED = Labels(x=["pA", ("current", "I")], y=["Hz"])


def labelled(x, y):
    return seen(lambda ax: (lines(ax), ax.set(xlabel=x, ylabel=y)))


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("injected current (pA)", "firing rate (Hz)"),
        ("I in pA", "Hz"),
        ("CURRENT [pa]", "Rate / hz"),
        (r"$I_{ext}$ (pA)", r"$f$ (Hz)"),
    ],
)
def test_labels_that_name_quantity_and_unit(x, y):
    assert NAMED(labelled(x, y), TWO, {}) is None


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ("", "Hz", "no label"),
        ("current (pA)", "  ", "no label"),
        ("current", "Hz", "pA"),
        ("current (pA)", "rate", "Hz"),
        ("x in pA", "Hz", "should mention current"),
    ],
)
def test_labels_that_do_not(x, y, words):
    problem = NAMED(labelled(x.replace("in", ""), y), TWO, {})
    assert words in problem.message


def test_labels_of_the_whole_figure_and_of_shared_axes():
    def whole(axes):
        lines(axes[0])
        axes[0].figure.supxlabel("ISI (ms)")
        axes[0].figure.supylabel("count")

    def outer(axes):
        lines(axes[0])
        axes[0].set_ylabel("count")
        axes[1].set_xlabel("ISI (ms)")

    check = Labels(["ms"], [], count=2)
    assert check(seen_panels(whole), [], {}) is None
    assert check(seen_panels(outer, sharex=True, sharey=True), [], {}) is None


def test_labels_of_an_empty_figure_are_worth_nothing():
    empty = seen(lambda ax: ax.set(xlabel="current (pA)", ylabel="Hz"))
    assert NAMED(empty, TWO, {})
    assert Legend()(empty, TWO, {})
    assert ReturnsAxes()(empty, TWO, {})


def test_labels_of_axes_switched_off_are_not_seen():
    figure = seen(
        lambda ax: (lines(ax), ax.set(xlabel="current (pA)", ylabel="Hz"), ax.axis("off"))
    )
    assert NAMED(figure, TWO, {})


# Known mistakes

SAME = SameCurves(CURVES)


def with_sine(ax, points=41):
    lines(ax)
    ax.plot(X[:points], np.sin(X[:points]), label="something else")


def test_the_same_curves_and_no_others():
    assert SAME(seen(lines), TWO, {}) is None
    assert CURVES(seen(with_sine), TWO, {}) is None
    assert "another curve" in SAME(seen(with_sine), TWO, {}).message
    assert SAME(seen(lines), [*TWO, Curve("1", X, np.sin(X))], {})


@pytest.mark.parametrize("points", [1, 2])
def test_a_mark_is_no_other_curve(points):
    assert SAME(seen(lambda ax: with_sine(ax, points)), TWO, {}) is None
    assert SameCurves(CURVES, fewest=1)(seen(lambda ax: with_sine(ax, points)), TWO, {})


def test_the_same_curves_in_each_panel():
    two_panels = [SLOW, replace(FAST, panel=1)]

    def each(axes):
        axes[0].plot(X, SLOW.y, label="0.5")
        axes[1].plot(X, FAST.y, label="2")

    assert SAME(seen_panels(each), two_panels, {}) is None
    assert SAME(seen_panels(lambda axes: each(axes[::-1])), two_panels, {})
    assert SAME(seen(lines), two_panels, {})
    assert SAME(seen_panels(each), TWO, {})


def test_curves_with_x_for_y():
    mistake = [replace(curve, x=curve.y, y=curve.x) for curve in TWO]
    figure = seen(lambda ax: [ax.plot(curve.x, curve.y, label=curve.label) for curve in mistake])
    assert Exchanged(CURVES)(figure, mistake, {}) is None
    assert Exchanged(CURVES)(seen(lines), mistake, {})


def test_checks_of_one_figure_are_made_of_one_call():
    def two_curves(_rng):
        return (1.0,)

    checks = figure_checks(two_curves, ("curves", 3, CURVES), ("a legend", 0.5, Legend()))
    assert [(check.title, check.weight) for check in checks] == [("curves", 3), ("a legend", 0.5)]
    assert {(check.inputs, check.repeats) for check in checks} == {(two_curves, 1)}


# What is returned


def test_the_figure_is_not_its_axes():
    def plot_it():
        fig, ax = plt.subplots()
        lines(ax)
        return fig

    figure = LocalAnswer(plot_it).call(as_figure=True)
    assert "did not return its Axes" in ReturnsAxes()(figure, TWO, {}).message
    assert CURVES(figure, TWO, {}) is None


def test_each_call_makes_a_figure_of_its_own():
    _fig, ax = plt.subplots()

    def plot_it():
        lines(ax)
        return ax

    figure = LocalAnswer(plot_it).call(as_figure=True)
    assert "there before" in ReturnsAxes()(figure, TWO, {}).message
    assert CURVES(figure, TWO, {}) is None


def test_arguments_may_have_to_stay_as_they_were():
    def plot_it(params, *, change):
        _fig, ax = plt.subplots()
        lines(ax)
        params |= {"T": 2} if change else {}
        return ax

    for change in (False, True):
        figure = LocalAnswer(plot_it).call({"T": 1}, change=change, as_figure=True)
        problem = LeavesArguments()(figure, TWO, {})
        assert bool(problem) is change
        assert CURVES(figure, TWO, {}) is None
    assert LeavesArguments()(None, TWO, {})


@pytest.mark.parametrize(
    ("give", "count", "passes"),
    [
        (lambda axes: axes, 3, True),
        (lambda axes: axes[0], 1, True),
        (lambda axes: axes[1], 3, False),
        (lambda axes: axes[:2], 3, False),
    ],
)
def test_where_one_panel_of_several_is_returned_all_are_looked_at(give, count, passes):
    def plot_it():
        _fig, axes = plt.subplots(3)
        for ax in axes:
            lines(ax)
        axes[0].set_xlabel("x")
        return give(axes)

    figure = LocalAnswer(plot_it).call(as_figure=True)
    assert [bool(ax.xlabel) for ax in axes_of(figure, count)] == [True, False, False][:count]
    assert (ReturnsAxes(count)(figure, TWO, {}) is None) == passes
    with pytest.raises(MalformedError, match="Expected 4 panels"):
        axes_of(figure, 4)


def test_axes_must_be_returned():
    def forgotten():
        _fig, ax = plt.subplots()
        lines(ax)

    figure = LocalAnswer(forgotten).call(as_figure=True)
    assert "did not return" in ReturnsAxes()(figure, TWO, {}).message
    assert CURVES(figure, TWO, {}) is None


@pytest.mark.parametrize(
    "give",
    [
        lambda fig, ax: ax,
        lambda fig, ax: [ax],
        lambda fig, ax: np.array([ax]),
        lambda fig, ax: (ax,),
    ],
    ids=["Axes", "list", "array", "tuple"],
)
def test_axes_returned_in_any_form(give):
    def plot_it():
        fig, ax = plt.subplots()
        lines(ax)
        return give(fig, ax)

    assert ReturnsAxes()(LocalAnswer(plot_it).call(as_figure=True), TWO, {}) is None


@pytest.mark.parametrize("got", [None, 3.0, "figure", [], Opaque("Axes"), Figure(())])
@pytest.mark.parametrize(
    "check",
    [
        CURVES,
        Legend(),
        NAMED,
        Markers(),
        ReturnsAxes(),
        Histograms(),
        SameRange(),
        SAME,
        Exchanged(CURVES),
    ],
    ids=lambda check: type(check).__name__,
)
def test_what_is_no_figure(check, got):
    assert check(got, TWO, {}).message.startswith("No figure was drawn")


def test_panels_are_counted():
    two = seen_panels(lambda axes: lines(axes[0]))
    assert ReturnsAxes(2)(two, TWO, {}) is None
    assert "Expected 1 panel, got 2" in ReturnsAxes()(two, TWO, {}).message
    assert "Expected 2 panels, got 1" in ReturnsAxes(2)(seen(lines), TWO, {}).message


def test_a_panel_that_lies_on_another_is_no_panel_of_its_own():
    def draw(second):
        def plot_it():
            figure = plt.figure()
            axes = figure.add_subplot(2, 1, 1), figure.add_subplot(2, 1, second)
            lines(axes[0])
            return axes

        return LocalAnswer(plot_it).call(as_figure=True)

    assert ReturnsAxes(2)(draw(2), TWO, {}) is None
    assert "on top of another" in ReturnsAxes(2)(draw(1), TWO, {}).message


@pytest.mark.parametrize("style", [{"marker": "o"}, {"marker": ".", "ls": ""}])
def test_markers_are_seen(style):
    assert Markers()(seen(lambda ax: lines(ax, **style)), TWO, {}) is None
    assert Markers()(seen(lambda ax: ax.scatter(X, X)), TWO, {}) is None
    hidden = seen(lambda ax: lines(ax, **style | {"marker": "o", "ls": "-", "ms": 0}))
    for figure in (hidden, seen(lines)):
        assert "No points are marked" in Markers()(figure, TWO, {}).message


@pytest.mark.parametrize(
    ("limits", "axis"),
    [({"xlim": (0, 5)}, "x axis"), ({"xlim": (10, 1)}, "x axis"), ({"ylim": (2, 9)}, "y axis")],
)
def test_limits_hide_no_more_than_the_edge_of_a_curve(limits, axis):
    hidden = seen(lambda ax: (lines(ax), ax.set(**limits)))
    assert axis in CURVES(hidden, TWO, {}).message
    edges = seen(lambda ax: (lines(ax), ax.set(xlim=(9.8, 0.2), ylim=(0, 2))))
    assert CURVES(edges, TWO, {}) is None


def test_hidden_axes_are_no_panel():
    two = seen_panels(lambda axes: (lines(axes[0]), axes[1].set_visible(False)))
    assert len(two.axes) == 1


def test_levels_are_no_lines():
    (ax,) = seen(lambda ax: (ax.axhline(3), ax.axvline(4), lines(ax))).axes
    assert len(ax["lines"]) == 2
    assert sorted(level["y"][0] for level in ax["levels"]) == [0, 3]


# Histograms: intervals are whole numbers of steps, so they fall on round edges of bins

RNG = np.random.default_rng(5)
REGULAR = 0.1 * np.array([181] * 25 + [182] * 4)
IRREGULAR = 0.1 * np.rint(181 * RNG.gamma(6, 1 / 6, 90))
SAMPLES = [REGULAR, IRREGULAR]
ALL = np.concatenate(SAMPLES)
WIDE = np.linspace(ALL.min(), ALL.max(), 31)
ROUND = np.arange(0, 101, 0.5)
HISTOGRAMS = Histograms()


def with_hist(bins=WIDE, **how):
    def draw(axes):
        for ax, data in zip(axes, SAMPLES, strict=True):
            ax.hist(data, bins=bins, **how)

    return draw


def from_counts(draw_one, bins=WIDE):
    def draw(axes):
        for ax, data in zip(axes, SAMPLES, strict=True):
            draw_one(ax, *np.histogram(data, bins))

    return draw


BAR_STYLES = {
    "hist": with_hist(),
    "round edges": with_hist(ROUND),
    "edges of 0.1": with_hist(np.arange(0, 1001) * 0.1),
    "unequal bins": with_hist(np.array([0, 5, 10, 12, 15, 18, 20, 30, 50, 100])),
    "step": with_hist(histtype="step"),
    "step, round edges": with_hist(ROUND, histtype="step"),
    "stepfilled": with_hist(histtype="stepfilled"),
    "density": with_hist(density=True),
    "density, unequal bins": with_hist(np.array([0, 5, 10, 15, 18, 20, 30, 100]), density=True),
    "density, step": with_hist(density=True, histtype="step"),
    "narrow bars": with_hist(rwidth=0.8),
    "narrow bars on round edges": with_hist(ROUND, rwidth=0.5),
    "logarithmic": with_hist(log=True),
    "outlined": with_hist(color="none", edgecolor="k"),
    "bar": from_counts(lambda ax, n, e: ax.bar(e[:-1], n, width=np.diff(e), align="edge")),
    "bar around centres": from_counts(
        lambda ax, n, e: ax.bar((e[:-1] + e[1:]) / 2, n, width=np.diff(e))
    ),
    "bar in shares": from_counts(
        lambda ax, n, e: ax.bar(e[:-1], n / n.sum(), np.diff(e), align="edge")
    ),
    "stairs": from_counts(lambda ax, n, e: ax.stairs(n, e)),
    "stairs, filled": from_counts(lambda ax, n, e: ax.stairs(n, e, fill=True)),
    "five bins": with_hist(5),
    "five shared bins": with_hist(np.linspace(0, ALL.max(), 6)),
    "ten bins": with_hist(10),
    "auto": with_hist("auto"),
    "fd": with_hist("fd"),
    "logarithmic bins": with_hist(np.geomspace(ALL.min() - 0.05, ALL.max() + 0.05, 12)),
    "logarithmic bins, density": with_hist(
        np.geomspace(ALL.min() - 0.05, ALL.max() + 0.05, 12), density=True
    ),
    "quantiles": lambda axes: [
        ax.hist(data, np.unique(np.quantile(data, np.linspace(0, 1, 8))))
        for ax, data in zip(axes, SAMPLES, strict=True)
    ],
    "filled and outlined": lambda axes: (with_hist()(axes), with_hist(histtype="step")(axes)),
    "a bar for each value": lambda axes: [
        ax.bar(*np.unique(data, return_counts=True), width=0.1)
        for ax, data in zip(axes, SAMPLES, strict=True)
    ],
    "bars beside their right ends": from_counts(
        lambda ax, n, e: ax.bar(e[1:], n, width=-np.diff(e), align="edge")
    ),
    "bars that are a little wide": from_counts(
        lambda ax, n, e: ax.bar((e[:-1] + e[1:]) / 2, n, width=1.3 * np.diff(e))
    ),
    "10,000 bins": from_counts(lambda ax, n, e: ax.stairs(n, e), np.linspace(0, 60, 10_001)),
    "with the mean as a line": lambda axes: (
        with_hist()(axes),
        [ax.axvline(data.mean(), color="k") for ax, data in zip(axes, SAMPLES, strict=True)],
    ),
}


@pytest.mark.parametrize("style", BAR_STYLES)
@pytest.mark.parametrize("shape", [(2, 1), (1, 2)], ids=["stacked", "side by side"])
def test_histograms_are_read_in_every_style(style, shape):
    def plot_it():
        _fig, axes = plt.subplots(*shape)
        BAR_STYLES[style](axes)
        return axes

    assert HISTOGRAMS(LocalAnswer(plot_it).call(as_figure=True), SAMPLES, {}) is None


def test_a_shaded_span_is_no_bar():
    def draw(axes):
        with_hist()(axes)
        axes[0].axvspan(17, 19, alpha=0.2)

    assert HISTOGRAMS(seen_panels(draw), SAMPLES, {}) is None


def test_bars_without_ink_are_not_seen():
    assert HISTOGRAMS(seen_panels(with_hist(fill=False, edgecolor="none")), SAMPLES, {})


WRONG_BARS = {
    "nothing": (lambda _axes: None, "empty"),
    "lines": (lambda axes: lines(axes[0]), "no histogram"),
    "one panel empty": (lambda axes: axes[0].hist(REGULAR), "Panel 2 shows no histogram"),
    "panels swapped": (lambda axes: with_hist()(axes[::-1]), "panel 1"),
    "bins end early": (with_hist(np.linspace(0, 30, 31)), "reach from 0 to 30 only"),
    "bins begin late": (with_hist(np.linspace(15, 100, 31)), "reach from 15 to 100 only"),
    "cumulative": (with_hist(cumulative=True), "do not count"),
    "some data left out": (
        lambda axes: (axes[0].hist(REGULAR, WIDE), axes[1].hist(IRREGULAR[5:], WIDE)),
        "do not count",
    ),
    "flat bars": (from_counts(lambda ax, n, e: ax.stairs(n > -1, e)), "do not count"),
    "one wide bar": (lambda axes: [ax.bar(50, 1, 200) for ax in axes], "One bar holds"),
    "one wide bar and slivers": (with_hist([0, 100, 101, 102]), "One bar holds"),
    "slivers with a height": (
        from_counts(lambda ax, n, e: ax.stairs(n + 1e-9, e), [0, 100, 101, 102]),
        "One bar holds",
    ),
    "two wide bins": (with_hist([0, 50, 100]), "One bar holds"),
    "two half bins": (with_hist([0, 18, 100]), "Only 2 bars hold"),
    "three wide bins": (with_hist([0, 15, 40, 100]), "so wide"),
    "growing bins": (with_hist([0, *2 ** np.arange(8)]), "so wide"),
    "a wide bin for the narrow sample": (
        lambda axes: (axes[0].hist(REGULAR, [0, 100]), axes[1].hist(IRREGULAR, 20)),
        "so wide",
    ),
    "no heights": (from_counts(lambda ax, n, e: ax.stairs(0 * n, e)), "no bar has a height"),
    "nan heights": (from_counts(lambda ax, n, e: ax.stairs(np.nan * n, e)), "no finite"),
    "negative heights": (from_counts(lambda ax, n, e: ax.stairs(-1.0 * n, e)), "negative height"),
    "one negative height": (
        from_counts(lambda ax, n, e: (ax.stairs(n, e), ax.bar(0, -1, 1))),
        "negative height",
    ),
    "bars without width": (
        lambda axes: [
            ax.bar(*np.unique(data, return_counts=True), width=1e-9, edgecolor="k")
            for ax, data in zip(axes, SAMPLES, strict=True)
        ],
        "no width",
    ),
    "bars on bars": (
        lambda axes: [
            (ax.hist(data, 20), ax.hist(data, 31)) for ax, data in zip(axes, SAMPLES, strict=True)
        ],
        "on top of one another",
    ),
    "thin bars far apart": (
        lambda axes: (
            axes[0].hist(REGULAR, 20),
            axes[1].bar(
                [IRREGULAR.min(), IRREGULAR.mean(), IRREGULAR.max()],
                np.array([0.25, 0.5, 0.25]) * IRREGULAR.size,
                width=0.2,
            ),
        ),
        "panel 2 do not count",
    ),
    "a bell around the mean": (
        from_counts(
            lambda ax, n, e: ax.stairs(
                n.sum() * np.diff(norm.cdf(e, IRREGULAR.mean(), IRREGULAR.std())), e
            )
        ),
        "do not count",
    ),
    "10,000 equal bars": (
        from_counts(lambda ax, n, e: ax.stairs(0 * n + 1, e), np.linspace(0, 60, 10_001)),
        "do not count",
    ),
    "hidden bars": (
        lambda axes: [
            bar.set_visible(False)
            for ax, data in zip(axes, SAMPLES, strict=True)
            for bar in ax.hist(data)[2]
        ],
        "empty",
    ),
    "transparent bars": (with_hist(alpha=0), "empty"),
    "intervals in seconds": (
        lambda axes: [ax.hist(d / 1000, 20) for ax, d in zip(axes, SAMPLES, strict=True)],
        "reach from",
    ),
}


@pytest.mark.parametrize("style", WRONG_BARS)
def test_other_histograms_fail(style):
    draw, words = WRONG_BARS[style]
    assert words in HISTOGRAMS(seen_panels(draw), SAMPLES, {}).message


def test_a_sample_without_spread_may_be_one_bar():
    constant = np.full(30, 18.1)
    figure = seen_panels(lambda axes: [ax.hist(constant, bins=[17, 18, 19]) for ax in axes])
    assert HISTOGRAMS(figure, [constant, constant], {}) is None


@pytest.mark.parametrize(
    "data",
    [18.1 + 1e-12 * RNG.normal(size=30), np.array([12.0, 17.5, 18.5]), IRREGULAR[:8]],
    ids=["round-off", "three values", "few"],
)
def test_what_has_no_shape_may_lie_in_two_bins(data):
    figure = seen_panels(lambda axes: [ax.hist(data, bins=[0, 18, 60]) for ax in axes])
    assert HISTOGRAMS(figure, [data, data], {}) is None


def test_bins_that_suit_a_long_tail_or_few_long_values_suit_all():
    tail = np.append(np.round(RNG.uniform(1, 3, 300), 1), 66)
    few = np.linspace(40, 180, 9)
    for data, bins in ((tail, 40), (few, [0, 15, 30, 60, 120, 180])):
        edges = np.histogram_bin_edges(data, bins)
        samples = [IRREGULAR[IRREGULAR < 40] if data is few else tail, data]
        panels = [
            Bars([Bar(*one, "") for one in zip(edges, np.diff(edges), n, strict=False)])
            for n in (np.histogram(sample, edges)[0] for sample in samples)
        ]
        assert lost_shape(panels, samples) is None


def test_no_shape_is_lost_where_there_are_no_data():
    assert lost_shape([Bars([]), Bars([])], [np.array([]), np.array([])]) is None
    wide = Bars([Bar(left, 30, 1, "") for left in (-15, 15, 45)])
    assert "so wide" in lost_shape([Bars([]), wide], [np.array([]), IRREGULAR])


@pytest.mark.parametrize("bar", [(0, 1e300, 1e300), (np.inf, 1, 1), (0, np.nan, 1), (0, 1, np.inf)])
@pytest.mark.filterwarnings("ignore")
def test_endless_bars_are_no_histogram(bar):
    assert "finite" in Bars([Bar(*bar, ""), Bar(0, 1, 1, "")]).flaw()


RANGES = {
    "the same limits": (lambda axes: [ax.set_xlim(0, 100) for ax in axes], {}),
    "shared": (lambda _axes: None, {"sharex": True}),
    "shared in all": (lambda _axes: None, {"sharex": "all"}),
}


@pytest.mark.parametrize("style", RANGES)
def test_panels_with_the_same_range(style):
    change, how = RANGES[style]
    figure = seen_panels(lambda axes: (with_hist(20)(axes), change(axes)), **how)
    assert SameRange()(figure, SAMPLES, {}) is None


def test_panels_with_different_ranges():
    assert "different x ranges" in SameRange()(seen_panels(with_hist(20)), SAMPLES, {}).message
    assert "empty" in SameRange()(seen_panels(lambda axes: axes[0].hist(REGULAR)), [], {}).message


def test_a_range_in_which_the_data_do_not_lie():
    most = tuple(np.quantile(ALL, [0.05, 0.95]))

    def narrow(axes, **how):
        with_hist(20, **how)(axes)
        for ax in axes:
            ax.set_xlim(*most)

    figure = seen_panels(functools.partial(narrow, range=most))
    assert "leaves out a part of the data" in SameRange()(figure, SAMPLES, {}).message
    assert SameRange(share=0.5)(figure, SAMPLES, {}) is None
    cut = SameRange(share=0.5)(seen_panels(narrow), SAMPLES, {})
    assert "leaves out some of the bars" in cut.message


# One panel of several

PANELS = [replace(SLOW, panel=0), replace(FAST, panel=1)]


def one_each(axes):
    axes[0].plot(SLOW.x, SLOW.y)
    axes[1].plot(FAST.x, FAST.y)
    axes[1].set(xlabel="t (ms)", ylabel="x (mV)")


def test_each_panel_is_compared_with_its_own_curves():
    figure, turned = seen_panels(one_each), seen_panels(lambda axes: one_each(axes[::-1]))
    for number in (0, 1):
        assert Panel(number, 2, CURVES)(figure, PANELS, {}) is None
        message = Panel(number, 2, CURVES)(turned, PANELS, {}).message
        assert message.startswith(f"Panel {number + 1}: The curve for")


def test_a_panel_is_compared_like_a_figure_of_its_own():
    labels = Labels(["ms"], ["mV"])
    assert Panel(1, 2, labels)(seen_panels(one_each), PANELS, {}) is None
    assert "no label" in Panel(0, 2, labels)(seen_panels(one_each), PANELS, {}).message
    assert Panel(0, 2, labels).is_style
    assert not Panel(0, 2, CURVES).is_style


def test_a_figure_of_another_number_of_panels_has_no_such_panel():
    message = Panel(0, 2, CURVES)(seen(lines), PANELS, {}).message
    assert message == "Expected 2 panels, got 1."


def test_curves_of_a_drawn_figure_know_their_panel():
    _fig, axes = plt.subplots(2, 1)
    one_each(axes)
    assert [curve.panel for curve in shown(axes)] == [0, 1]

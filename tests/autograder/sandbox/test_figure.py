"""What a figure shows, as data."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from autograder.sandbox.inside.figure import describe
from autograder.sandbox.inside.values import Opaque
from autograder.sandbox.inside.wire import dumps, loads


@pytest.fixture(autouse=True)
def _headless():
    plt.switch_backend("Agg")
    yield
    plt.close("all")


@pytest.fixture
def ax():
    return plt.figure().add_subplot()


def seen(ax):
    """The description of the axes after a journey over the wire."""
    (one,) = loads(dumps(describe(ax))).axes
    return one


# What is a figure


def test_axes_figures_and_collections_of_axes_are_described():
    figure, axes = plt.subplots(2, 2)
    for drawn, count in [
        (figure, 4),
        (axes, 4),
        (axes.tolist()[0], 2),
        (tuple(axes[0]), 2),
        (axes[0, 0], 1),
    ]:
        panels = describe(drawn).axes
        assert (len(panels), sum(not ax["left_out"] for ax in panels)) == (4, count)


@pytest.mark.parametrize("drawn", [None, 5, "ax", [], (), np.arange(3), [None], plt, object()])
def test_anything_else_is_no_figure(drawn):
    assert describe(drawn) is None


def test_lines_are_no_axes(ax):
    assert describe(ax.plot([1, 2])) is None
    assert describe([ax, 5]) is None


def test_invisible_axes_are_left_out():
    _figure, axes = plt.subplots(1, 2)
    axes[0].set_visible(False)
    axes[1].set_title("seen")
    assert [one["title"] for one in describe(axes).axes] == ["seen"]


# Words and axes


def test_labels_limits_scales_and_legend_are_told(ax):
    ax.plot([1, 10], [1, 100], label="a = 1")
    ax.plot([1, 10], [1, 50])
    ax.set(title="T", xlabel="t (ms)", ylabel="V", xlim=(1, 10), ylim=(200, 1), yscale="log")
    ax.legend()
    told = seen(ax)
    assert (told["title"], told["xlabel"], told["ylabel"]) == ("T", "t (ms)", "V")
    assert (told["xlim"], told["ylim"]) == ([1, 10], [200, 1])
    assert (told["xscale"], told["yscale"]) == ("linear", "log")
    assert told["legend"] == ["a = 1"]


def test_labels_and_legends_of_the_whole_figure_count():
    figure, ax = plt.subplots()
    ax.plot([1], label="curve")
    figure.supxlabel("t")
    figure.supylabel("V")
    figure.legend()
    told = seen(ax)
    assert (told["xlabel"], told["ylabel"], told["legend"]) == ("t", "V", ["curve"])


# Curves


def test_lines_are_their_data(ax):
    ax.plot([0, 1, 2], [5, np.nan, 7], "--", label="a")
    ax.step([0, 1], [3, 4], label="b")
    a, b = seen(ax)["lines"]
    assert_array_equal(a["x"], [0, 1, 2])
    assert_array_equal(a["y"], [5, np.nan, 7])
    assert (a["label"], b["label"]) == ("a", "b")


def test_masked_values_are_not_numbers(ax):
    ax.plot([0, 1], np.ma.masked_array([5.0, 6.0], [False, True]))
    assert_array_equal(seen(ax)["lines"][0]["y"], [5, np.nan])


@pytest.mark.parametrize("hide", [{"visible": False}, {"alpha": 0}])
def test_invisible_artists_are_left_out(ax, hide):
    ax.plot([1, 2], **hide)
    ax.scatter([1], [2], **hide)
    ax.bar([1], [2], **hide)
    ax.axhline(1, **hide)
    told = seen(ax)
    assert [told[kind] for kind in ("lines", "points", "bars", "levels")] == [[], [], [], []]


def test_scattered_points_are_their_data(ax):
    ax.scatter([1, 2], [3, 4], label="dots")
    (points,) = seen(ax)["points"]
    assert_array_equal(points["x"], [1, 2])
    assert_array_equal(points["y"], [3, 4])
    assert points["label"] == "dots"


def test_guides_are_levels_and_not_lines(ax):
    ax.axhline(-55, label="threshold")
    ax.axvline(3)
    told = seen(ax)
    assert told["lines"] == []
    assert_array_equal(told["levels"][0]["y"], [-55, -55])
    assert_array_equal(told["levels"][1]["x"], [3, 3])
    assert told["levels"][0]["label"] == "threshold"


@pytest.mark.parametrize(
    "decorate",
    [
        lambda ax: ax.fill_between([0, 1], [0, 1]),
        lambda ax: ax.text(0, 0, "text"),
        lambda ax: ax.annotate("here", (0, 0), (1, 1), arrowprops={}),
        lambda ax: ax.imshow(np.eye(3)),
        lambda ax: ax.axvspan(0, 1),
        lambda ax: ax.axhspan(0, 1),
        lambda ax: ax.hlines(1, 0, 1),
        lambda ax: ax.plot([0, 1], [0, 1], transform=ax.transAxes),
        lambda ax: ax.add_patch(plt.Circle((0, 0), 1)),
        lambda ax: ax.grid(),
    ],
)
def test_decoration_is_no_data(ax, decorate):
    decorate(ax)
    told = seen(ax)
    assert (told["lines"], told["bars"], told["points"]) == ([], [], [])


def test_error_bars_are_a_line(ax):
    ax.errorbar([0, 1], [2, 3], yerr=0.1, label="mean")
    assert_array_equal(seen(ax)["lines"][0]["y"], [2, 3])


def test_words_on_an_axis_are_numbered(ax):
    ax.plot(["a", "b"], [1, 2])
    assert_array_equal(seen(ax)["lines"][0]["x"], [0, 1])


def test_both_sides_of_twin_axes_are_told(ax):
    twin = ax.twinx()
    ax.plot([1, 2])
    twin.plot([3, 4])
    told = describe(ax.figure).axes
    assert [list(one["lines"][0]["y"]) for one in told] == [[1, 2], [3, 4]]


# Bars


data = np.array([1.0, 1.5, 2.5, 2.6, 2.7])
edges = [0, 1, 2, 3]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda ax: ax.hist(data, edges), id="hist"),
        pytest.param(lambda ax: ax.hist(data, edges, histtype="stepfilled"), id="stepfilled"),
        pytest.param(lambda ax: ax.hist(data, edges, histtype="step"), id="step"),
        pytest.param(lambda ax: ax.stairs([0, 2, 3], edges), id="stairs"),
        pytest.param(lambda ax: ax.stairs([0, 2, 3], edges, fill=True), id="filled stairs"),
        pytest.param(lambda ax: ax.bar(edges[:-1], [0, 2, 3], 1, align="edge"), id="bar"),
        pytest.param(lambda ax: ax.bar([0.5, 1.5, 2.5], [0, 2, 3], width=1), id="centred bar"),
    ],
)
def test_histograms_are_bars_however_they_are_drawn(ax, draw):
    draw(ax)
    bars = [bar for bar in seen(ax)["bars"] if bar["height"]]
    assert_allclose([bar["left"] for bar in bars], [1, 2])
    assert_allclose([bar["width"] for bar in bars], [1, 1])
    assert_allclose([bar["height"] for bar in bars], [2, 3])


def test_bars_carry_the_label_of_their_group(ax):
    ax.hist(data, edges, label="noisy")
    ax.bar([5], [1], label="one")
    assert [bar["label"] for bar in seen(ax)["bars"]] == ["noisy"] * 3 + ["one"]


def test_two_histograms_are_all_there(ax):
    ax.hist([data, data + 0.1], edges)
    assert sum(bar["height"] for bar in seen(ax)["bars"]) == 10


def test_a_description_is_plain_data(ax):
    ax.plot([1, 2], label="a")
    ax.hist(data)
    ax.scatter([1], [1])
    plain = repr(loads(dumps(describe(ax))))
    assert Opaque.__name__ not in plain

"""A figure as a picture: the one that `savefig` makes."""

import io
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from autograder.sandbox.inside import picture as pictures


@pytest.fixture(autouse=True)
def _headless():
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def picture(figure):
    return pictures.picture(figure, print_figure)


def curves(layout="constrained", **options):
    figure, ax = plt.subplots(layout=layout, **options)
    for a in (-1, -0.5, 0.25):
        ax.plot([0, 1, 2], np.exp([0, a, 2 * a]), label=rf"$a$ = {a}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)", title="exponential\nand more")
    ax.legend()
    return figure


def panels():
    figure, axes = plt.subplots(2, 2, layout="constrained", sharex=True, facecolor="0.9")
    figure.suptitle("four panels")
    image = axes[0, 0].imshow([[0, 1], [2, 3]])
    figure.colorbar(image, ax=axes[0])
    axes[1, 1].semilogy([1, 10], [1e-9, 1e9])
    return figure


def a_legend_outside():
    figure = curves(figsize=(7, 3.5), dpi=90)
    figure.legend(loc="outside right upper")
    return figure


def an_animated_line():
    figure = curves()
    figure.gca().lines[0].set_animated(True)
    return figure


def in_no_layout():
    return curves(layout=None)


def in_a_tight_layout():
    return curves(layout="tight")


def saved(figure):
    """What IPython has `savefig` make of it: in a constrained layout nothing is cut off."""
    is_laid_out = isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
    return print_figure(figure, bbox_inches=None if is_laid_out else "tight")


def pixels(png):
    return plt.imread(io.BytesIO(png))


@pytest.mark.parametrize(
    "draw",
    [curves, panels, a_legend_outside, an_animated_line, in_no_layout, in_a_tight_layout],
)
def test_it_is_what_savefig_makes_pixel_for_pixel(draw):
    before = picture(curves())  # no figure takes anything over from the one before it
    assert np.array_equal(pixels(picture(draw())), pixels(saved(draw())))
    assert picture(curves()) == before


@pytest.mark.parametrize("draw", [plt.figure, plt.subplots, lambda: plt.subplots(2, 2)])
def test_of_a_figure_with_nothing_in_it_there_is_none(draw):
    draw()
    assert picture(plt.gcf()) is None


@pytest.mark.parametrize(
    "add",
    [
        lambda ax: ax.plot([]),
        lambda ax: ax.scatter([0], [0]),
        lambda ax: ax.bar(0, 1),
        lambda ax: ax.imshow([[0, 1]]),
        lambda ax: ax.text(0, 0, "here"),
        lambda ax: ax.axvspan(0, 1),
        lambda ax: ax.table([["1"]]),
        lambda ax: ax.quiver([0], [0], [1], [1]),
        lambda ax: ax.set_title("a title"),
        lambda ax: ax.set_ylabel("V (mV)"),
        lambda ax: ax.inset_axes([0, 0, 1, 1]),
        lambda ax: ax.figure.suptitle("a title"),
        lambda ax: ax.figure.text(0, 0, "here"),
    ],
)
def test_of_a_figure_with_anything_in_it_there_is_one(add):
    _figure, axes = plt.subplots(2)
    add(axes[1])
    assert picture(plt.gcf())


def test_a_figure_can_be_drawn_again_and_keeps_its_canvas():
    figure = curves()
    canvas, first = figure.canvas, picture(figure)
    figure.gca().plot([0, 2], [1, 1])
    assert figure.canvas is canvas
    assert picture(figure) != first
    figure.gca().lines[-1].remove()
    assert np.array_equal(pixels(picture(figure)), pixels(first))


def test_a_figure_that_cannot_be_drawn_keeps_its_canvas():
    figure = curves()
    canvas = figure.canvas
    figure.gca().title = SimpleNamespace()
    with pytest.raises(AttributeError):
        picture(figure)
    assert figure.canvas is canvas


def test_of_a_figure_without_axes_there_is_no_picture():
    assert picture(plt.figure(layout="constrained")) is None

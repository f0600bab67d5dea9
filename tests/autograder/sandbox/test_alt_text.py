"""A figure in words."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.sandbox.inside.alt_text import Described, alt_text


@pytest.fixture(autouse=True)
def _headless():
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def f_i_curves():
    figure, ax = plt.subplots()
    for tau in (5, 10, 20):
        ax.plot([0, 500, 1000], [0, 100 / tau, 1180 / tau], label=rf"$\tau_m$ = {tau} ms")
    ax.axhline(500, color="gray")
    ax.set(title="F-I curves", xlabel="$I_{ext}$ (pA)", ylabel="firing rate (Hz)")
    ax.legend()
    return figure


def voltage_and_spikes():
    figure, (above, below) = plt.subplots(2, 1)
    above.plot([0, 50, 100], [-75, -54.75, np.nan])
    above.plot([50], [-55], "o")
    above.set(xlabel=r"time ($\mathrm{ms}$)", ylabel="V (mV)")
    below.hist([3, 4, 4, 5], bins=[3, 4, 5, 6])
    below.set(xlabel="ISI (ms)", ylabel="intervals", title="Intervals")
    return figure


def dots():
    figure, ax = plt.subplots()
    ax.scatter([1, 2], [5, 5])
    return figure


def a_picture():
    figure, ax = plt.subplots()
    ax.imshow([[1, 2], [3, 4]])
    ax.set(xlabel="neuron", ylabel="trial")
    return figure


def rasters():
    figure, (above, below) = plt.subplots(2, 1, sharex=True)
    above.eventplot([[10, 20, 90], []])
    above.set(ylabel="neuron")
    below.plot([0, 100], [1, 2])
    below.set(xlabel="time (ms)")
    return figure


def twelve_panels():
    figure, axes = plt.subplots(3, 4)
    for ax in axes.flat:
        for k in range(8):
            ax.plot([0, k], label=f"line {k}")
        ax.legend()
    return figure


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (
            f_i_curves,
            "“F-I curves”: 3 lines show firing rate (Hz) from 0 to 236 against I_ext (pA) from 0 "
            "to 1000. Legend: tau_m = 5 ms, tau_m = 10 ms and tau_m = 20 ms.",
        ),
        (
            voltage_and_spikes,
            "2 panels. Panel 1: 1 line and 1 series of points show V (mV) from -75 to -54.8 "
            "against time (ms) from 0 to 100. Panel 2: “Intervals”: 3 bars show intervals from 1 "
            "to 2 against ISI (ms) from 3 to 6.",
        ),
        (
            dots,
            "1 series of points shows y (no label) at 5 against x (no label) from 1 to 2.",
        ),
        (a_picture, "1 image shows trial against neuron."),
        (
            rasters,
            "2 panels. Panel 1: 2 rows with 3 ticks show neuron against time (ms) from 10 to 90. "
            "Panel 2: 1 line shows y (no label) from 1 to 2 against time (ms) from 0 to 100.",
        ),
        (
            lambda: plt.subplots()[0],
            "No lines, points or bars; y (no label) against x (no label).",
        ),
        (plt.figure, "An empty figure."),
    ],
    ids=lambda each: getattr(each, "__name__", "words"),
)
def test_it_says_what_is_drawn_with_axes_ranges_and_legend(draw, words):
    assert alt_text(draw()) == words


def test_of_many_panels_and_lines_it_says_how_many_there_are():
    words = alt_text(twelve_panels())
    assert words.startswith("12 panels. Panel 1: 8 lines show")
    assert "line 5 and 2 more. Panel 2" in words
    assert words.count("Panel ") == 4
    assert words.endswith("And 8 more panels.")


def test_a_picture_of_what_cannot_be_put_into_words_is_still_shown():
    figure = f_i_curves()
    figure.gca().get_xlabel = lambda: None
    assert Described(lambda _figure, **_how: "a picture")(figure) == "a picture"
    assert Described(lambda _figure, **_how: None)(plt.figure()) is None


def test_a_figure_comes_back_with_its_words(session):
    (output,) = session.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert output.metadata["image/png"]["alt"].startswith("1 line shows y (no label) from 1 to 2")
    shown, *_ = session.run("figure = plt.figure(); figure.gca().plot([3, 4]); figure")
    assert "from 3 to 4" in shown.metadata["image/png"]["alt"]

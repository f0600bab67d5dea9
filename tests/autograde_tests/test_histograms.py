"""Histograms of the course: every honest way to draw them is right, and bars alone are not."""

import functools

import numpy as np
import pytest
from matplotlib import pyplot as plt

from autograde_tests.lif import expected as lif
from autograde_tests.lif import inputs as lif_inputs
from autograde_tests.nonlinear_if import inputs as nonlinear_if_inputs
from autograde_tests.nonlinear_if.expected import figures, noise
from autograder.testing.answers import LocalAnswer

FIRST = 1
SEEDS = [FIRST, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 10))]

# What compares them, what draws the arguments, and what makes the samples of these.
FIGURES = {
    "lif": (lif.INTERVALS, lif_inputs.two_samples, lif.plot_ISI_histograms),
    "models": (figures.NoisyHistograms(), nonlinear_if_inputs.noisy_pair, figures.plot_ISI_models),
    "models, of the seed": (
        figures.HistogramsOfSeed(),
        nonlinear_if_inputs.noisy_pair_of_seed,
        figures.plot_ISI_models,
    ),
    "grid": (noise.HISTOGRAMS, nonlinear_if_inputs.ISI_in_noise, noise.plot_ISI_grid),
}
NOISY = ["models", "grid"]  # any noise will do


@functools.cache
def arguments_and_samples(figure, seed):
    _, inputs, samples = FIGURES[figure]
    arguments = inputs(np.random.default_rng(seed))
    return arguments, samples(*arguments)


def drawn(figure, seed, draw, shown=None):
    """What the grader sees if `draw(ax, data, everything)` has drawn each panel."""
    shown = shown or arguments_and_samples(figure, seed)[1]

    def plot_it():
        _fig, axes = plt.subplots(len(shown), 1)
        for ax, data in zip(axes, shown, strict=True):
            draw(ax, data, np.concatenate(shown))
        return axes

    return LocalAnswer(plot_it).call(as_figure=True)


def problem(figure, seed, got):
    """What is wrong with it."""
    arguments, expected = arguments_and_samples(figure, seed)
    return FIGURES[figure][0](got, expected, {"params_LIF": arguments[0]})


def problem_in_counts(seed, got):
    return lif.counted(got, arguments_and_samples("lif", seed)[1], {})


def with_bins(bins, **how):
    return lambda ax, data, both: ax.hist(data, bins(both) if callable(bins) else bins, **how)


def logarithmic(both):
    return np.geomspace(0.99 * both.min(), 1.01 * both.max(), 20)


def around_middles(ax, data, both, share=1.0):
    n, edges = np.histogram(data, np.linspace(0, both.max(), 25))
    ax.bar((edges[:-1] + edges[1:]) / 2, n, width=share * np.diff(edges))


HONEST = {
    "as hist does it": with_bins(10),
    "shared": with_bins(lambda both: np.histogram_bin_edges(both, 10)),
    "five": with_bins(5),
    "five, shared": with_bins(lambda both: np.linspace(0, 1.02 * both.max(), 6)),
    "auto": with_bins("auto"),
    "fd": with_bins("fd"),
    "of 2 ms": with_bins(lambda both: np.arange(0, both.max() + 2, 2)),
    "of 0.2 ms": with_bins(lambda both: np.arange(0, both.max() + 0.2, 0.2)),
    "of 0.4 ms": with_bins(lambda both: np.arange(0, both.max() + 0.4, 0.4)),
    "logarithmic": with_bins(logarithmic),
    "density": with_bins(25, density=True),
    "density, logarithmic": with_bins(logarithmic, density=True),
    "step": with_bins(25, histtype="step"),
    "stairs": lambda ax, data, _: ax.stairs(*np.histogram(data, 15), fill=True),
    "bars with gaps": with_bins(lambda both: np.linspace(0, both.max(), 12), rwidth=0.6),
    "bars around middles": around_middles,
    "thin bars": functools.partial(around_middles, share=0.4),
    "filled and outlined": lambda ax, data, _: (
        ax.hist(data, 25, alpha=0.4),
        ax.hist(data, 25, histtype="step"),
    ),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("style", HONEST)
def test_every_honest_histogram_is_right(style, figure, seed):
    got = drawn(figure, seed, HONEST[style])
    assert problem(figure, seed, got) is None
    if figure == "lif" and style.startswith("density"):
        assert "add up to" in problem_in_counts(seed, got).message
    elif figure == "lif":
        assert problem_in_counts(seed, got) is None


@pytest.mark.parametrize("figure", NOISY)
def test_bars_around_the_left_ends_of_noisy_bins_may_be_right(figure):
    # Half a bin is not too much for the mean here.
    def draw(ax, data, both):
        n, edges = np.histogram(data, np.linspace(0, both.max(), 12))
        ax.bar(edges[:-1], n, width=np.diff(edges))

    assert problem(figure, FIRST, drawn(figure, FIRST, draw)) is None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("figure", NOISY)
@pytest.mark.parametrize("style", ["as hist does it", "five, shared", "of 0.4 ms", "density"])
def test_histograms_of_other_noise_are_right(style, figure, seed):
    arguments, _ = arguments_and_samples(figure, seed)
    other = FIGURES[figure][2](*arguments[:-1], arguments[-1] + 1000)
    assert problem(figure, seed, drawn(figure, seed, HONEST[style], other)) is None


def bars(left, height, width):
    """Bars that count nothing: where there is a sample, its size at most."""
    return lambda ax, data, _: ax.bar(
        left, np.multiply(height, len(data)), width=width, align="edge"
    )


WITHOUT_WORK = {
    "one bar and slivers beyond": bars([0, 2001, 2002], [1, 1e-9, 1e-9], [2000, 0.1, 0.1]),
    "one bar and slivers before": bars([0, 1, 2], [1e-9, 1e-9, 1], [0.1, 0.1, 2000]),
    "one bar and many within": bars([0, *range(2000)], [1, *[1e-9] * 2000], [2000, *[1] * 2000]),
    "two wide bars": bars([0, 30, 2001], [0.5, 0.5, 1e-9], [30, 1971, 1]),
    "growing bars": bars(2.0 ** np.arange(11), [1 / 11] * 11, 2.0 ** np.arange(11)),
    "bars without width": bars([5, 10, 40], [0.3, 0.4, 0.3], 0),
    "bars on bars": bars([0, 0, 0], [0.3, 0.4, 0.3], [20, 60, 180]),
    "three equal bars": bars([0, 60, 120], [1 / 3] * 3, 60),
    "one bar of some": bars([0, 20, 40, 60], [0, 1, 1e-9, 1e-9], 20),
    "a bar below zero": bars([0, 100, 200], [2, -1, 1e-9], 100),
    "10,000 bars": lambda ax, data, _: ax.stairs(
        np.full(10_000, len(data) / 10_000), np.linspace(0, 200, 10_001)
    ),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("bars", WITHOUT_WORK)
def test_bars_that_count_nothing_are_wrong(bars, figure, seed):
    got = drawn(figure, seed, WITHOUT_WORK[bars])
    assert problem(figure, seed, got) is not None
    if figure == "lif":
        assert problem_in_counts(seed, got) is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_bars_by_the_moments_of_a_sample_are_wrong(seed):
    def draw(ax, data, _both):
        left = np.mean(data) + 1.4 * np.std(data) * np.array([-1, 0, 1])
        bars(left, [0.25, 0.5, 0.25], np.std(data) / 4)(ax, data, None)

    got = drawn("lif", seed, draw)
    assert problem("lif", seed, got) is not None
    assert problem_in_counts(seed, got) is not None

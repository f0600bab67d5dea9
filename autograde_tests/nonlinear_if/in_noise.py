"""The exercises of `nonlinear_if` in noise: how often neurons fire in it, and how regularly."""

import reference
from autograde_tests.comparisons.curves import FI_AXES
from autograde_tests.nonlinear_if import inputs, mistakes
from autograde_tests.nonlinear_if.expected import curves, figures, noise
from autograder.testing.exercise import Check, Exercise, mistakes_of
from autograder.testing.figures import Labels, ReturnsAxes, figure_checks
from autograder.testing.histograms import SameRange

_CV_AXES = (
    "the axes name the current (pA) and the CV",
    0.5,
    Labels(["pA"], [("CV", "coefficient of variation")]),
)

EXERCISES = (
    Exercise(
        "plot_FI_noise",
        noise.plot_FI_noise,
        points=3,
        checks=figure_checks(
            inputs.FI_in_noise,
            ("the curve of each sigma, with its own label", 1.5, noise.FI),
            FI_AXES,
            figures.LEGEND,
            figures.RETURNS_AXES,
        ),
        misconceptions=mistakes_of(
            mistakes, "plot_FI_noise", noise.SAME_FI, axes_exchanged=noise.EXCHANGED_FI
        ),
        draws_figure=True,
    ),
    Exercise(
        "plot_ISI_models",
        figures.plot_ISI_models,
        points=3,
        checks=(
            *figure_checks(
                inputs.noisy_pair,
                ("each panel shows the intervals of its neuron", 1, figures.NoisyHistograms()),
            ),
            *figure_checks(
                inputs.noisy_pair_of_seed,
                ("both neurons get the noise of the seed", 0.5, figures.HistogramsOfSeed()),
            ),
            *figure_checks(
                inputs.noisy_pair,
                ("both panels have the same x range", 0.5, SameRange(share=0.8)),
                (
                    "the x axis says ISI (ms), the y axis what is counted",
                    0.25,
                    Labels([("ISI", "interval"), "ms"], [], count=2),
                ),
                ("each panel says which neuron it shows", 0.25, figures.Named(("LIF", "EIF"))),
                ("the function returns both Axes", 0.5, ReturnsAxes(2)),
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_ISI_models"),
        draws_figure=True,
    ),
    Exercise(
        "plot_ISI_grid",
        noise.plot_ISI_grid,
        points=4,
        checks=(
            *figure_checks(
                inputs.ISI_in_noise,
                (
                    "each panel shows the intervals of its mu and sigma",
                    1.5,
                    noise.HISTOGRAMS,
                ),
                ("all panels have the same x range", 0.5, SameRange(count=6, share=0.8)),
                ("each panel says its mu and sigma", 0.5, noise.NamesMuAndSigma()),
                (
                    "the x axis says ISI (ms), the y axis what is counted",
                    0.25,
                    Labels([("ISI", "interval"), "ms"], [], count=6),
                ),
                ("the function returns all Axes", 0.25, ReturnsAxes(6)),
            ),
            *figure_checks(
                inputs.silent_ISI_in_noise,
                (
                    "one row per sigma, one column per mean current, also of empty panels",
                    1,
                    noise.Table(),
                ),
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_ISI_grid"),
        draws_figure=True,
    ),
    Exercise(
        "CV_curve",
        curves.CV_curve,
        points=5,
        checks=(
            Check(
                "from irregular to regular",
                inputs.noisy_intervals,
                curves.NOISY_CVS,
                weight=2,
                repeats=1,
                is_random=True,
            ),
            Check("the noise of given seeds", inputs.seeded_intervals, curves.CVS, weight=1.5),
            Check("two intervals are enough", inputs.two_intervals, curves.CVS, weight=0.5),
            Check(
                "fewer than two intervals: nan",
                inputs.few_intervals,
                curves.CVS,
                control_inputs=inputs.some_intervals,
                is_random=True,
            ),
        ),
        misconceptions=curves.of_mistakes(
            mistakes_of(mistakes, "CV_curve", seed_ignored=curves.by_chance(reference.CV_curve))
        ),
    ),
    Exercise(
        "plot_CV_models",
        figures.plot_CV_models,
        points=3,
        checks=(
            *figure_checks(
                inputs.noisy_pair_of_curves,
                ("both curves, each with its own label", 1, figures.CV),
            ),
            *figure_checks(
                inputs.noisy_curves_of_seed,
                ("both neurons get the noise of the seed", 0.5, figures.CV_OF_SEED),
            ),
            *figure_checks(
                inputs.noisy_pair_of_curves,
                _CV_AXES,
                figures.LEGEND,
                figures.RETURNS_AXES,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_CV_models", figures.SAME_CV),
        draws_figure=True,
    ),
    Exercise(
        "plot_CV_noise",
        noise.plot_CV_noise,
        points=3,
        checks=figure_checks(
            inputs.CV_in_noise,
            ("the curve of each sigma, with its own label", 1.5, noise.CV),
            _CV_AXES,
            figures.LEGEND,
            figures.RETURNS_AXES,
        ),
        misconceptions=mistakes_of(mistakes, "plot_CV_noise", noise.SAME_CV),
        draws_figure=True,
    ),
)

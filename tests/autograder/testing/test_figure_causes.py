"""Causes of what is wrong with a figure: named where the figure without it would be right."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib import pyplot as plt

from autograder.testing.answers import LocalAnswer
from autograder.testing.drawn import Curve
from autograder.testing.exercise import Exercise
from autograder.testing.figures import (
    Curves,
    Labels,
    LeavesArguments,
    Legend,
    Panel,
    ReturnsAxes,
    figure_checks,
)

T = np.linspace(0, 8, 50)
OVER = {"upper": lambda rate: np.exp(-rate * T), "lower": lambda rate: 5 * np.sin(rate * T) + 9}


def expected(rates):
    return [
        Curve(f"{rate}", T, curve(rate), panel=panel)
        for panel, curve in enumerate(OVER.values())
        for rate in rates
    ]


def inputs(rng):
    return (np.round(rng.uniform([0.2, 0.5, 0.9], [0.4, 0.7, 1.1]), 2),)


CURVES = Curves("t (s)", "x (u)")
EXERCISE = Exercise(
    "picture",
    expected,
    4,
    figure_checks(
        inputs,
        ("the upper curves", 1, Panel(0, 2, CURVES)),
        ("the lower curves", 1, Panel(1, 2, CURVES)),
        ("labels", 1, Panel(0, 2, Labels(["t (s)"], ["x (u)"]))),
        ("more labels", 1, Panel(1, 2, Labels(["t (s)"], ["y (u)"]))),
        ("a legend", 1, Panel(0, 2, Legend())),
        ("the Axes", 1, ReturnsAxes(2)),
        ("arguments", 1, LeavesArguments()),
    ),
    draws_figure=True,
)


def draw(rates, **how):
    _fig, axes = plt.subplots(2)
    for rate in rates[how.get("some", slice(None))]:
        for at, curve in enumerate(OVER.values()):
            x, y = how.get("points", lambda x, y, _at: (x, y))(T, curve(rate), at)
            ax = axes[how.get("places", (0, 1))[at]] if "places" in how else axes[at]
            ax.plot(x, y, label=f"rate {rate}" if how.get("named", True) else None)
    for ax, labels in zip(
        axes, how.get("labels", (("t (s)", "x (u)"), ("t (s)", "y (u)"))), strict=True
    ):
        ax.set(xlabel=labels[0], ylabel=labels[1])
    if how.get("legend", True):
        axes[0].legend()
    how.get("spoil", lambda _axes, _rates: None)(axes, rates)
    return how.get("returned", lambda axes: axes)(axes)


def cause(**how):
    verdict = EXERCISE.grade(LocalAnswer(lambda rates: draw(rates, **how), "picture"))
    assert verdict.right == (not how), verdict.as_text()
    return verdict.misconception or ""


def without_lower(axes, _rates):
    for line in list(axes[1].lines):
        line.remove()


def change_one(axes, rates):
    rates[0] = 7


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({}, ""),
        ({"returned": lambda axes: None}, "The figure is drawn, but"),
        ({"returned": lambda axes: axes[1]}, "All panels are drawn"),
        ({"spoil": change_one}, "An argument is changed"),
        ({"legend": False}, "The curves have labels"),
        ({"named": False}, "A curve has no label"),
        ({"labels": (("x (u)", "t (s)"), ("t (s)", "y (u)"))}, ""),  # of one panel only
        ({"labels": (("x (u)", "t (s)"), ("y (u)", "t (s)"))}, "The labels of the x axis and"),
        ({"labels": (("t (s)", ""), ("t (s)", "y (u)"))}, "An axis has no label"),
        ({"labels": (("t (s)", "x"), ("t (s)", "y (u)"))}, ""),
        ({"some": slice(0, 0)}, "Nothing is drawn"),
        ({"places": (0, 0)}, "All curves are there"),
        ({"places": (1, 0)}, "All curves are there"),
        ({"spoil": without_lower}, "Nothing is drawn in panel 2"),
        ({"some": slice(1, None)}, "The curve for"),
        ({"some": slice(None, -1)}, "The curve for"),
        ({"some": slice(None, 1)}, ""),
        ({"points": lambda x, y, _: (y, x)}, "What is drawn would be right with x and y"),
        ({"points": lambda x, y, at: (x, -y if at else y)}, "In panel 2 what is drawn would be"),
        ({"points": lambda x, y, at: (x / 1000, y)}, "What is drawn would be right if all x"),
        ({"points": lambda x, y, at: (x[9:], y[9:])}, "The curves are right as far as"),
        ({"points": lambda x, y, at: (x[-9:], y[-9:])}, ""),
        ({"points": lambda x, y, at: (x, y + 0.3 * x)}, ""),
        (
            {"spoil": lambda axes, _: axes[1].set_ylim(90, 99)},
            "All would be right with other limits",
        ),
    ],
)
def test_what_alone_keeps_a_figure_from_being_right_is_named(how, words):
    named = cause(**how)
    assert named.startswith(words)
    assert bool(named) == bool(words)


def test_a_figure_with_two_faults_has_no_name():
    assert cause(legend=False, returned=lambda axes: None) == ""


def test_a_known_mistake_comes_first():
    class Known:
        wrong = staticmethod(lambda rates: [replace(c, x=c.y, y=c.x) for c in expected(rates)])
        hint = "It lies on its side."
        matches = None

    exercise = replace(EXERCISE, misconceptions=(Known,))
    turned = LocalAnswer(lambda rates: draw(rates, points=lambda x, y, _: (y, x)), "picture")
    assert exercise.grade(turned).misconception == "It lies on its side."

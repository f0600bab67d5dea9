"""Hidden tests of the assignment `falling`."""

import numpy as np

from autograder.testing.compare import Close
from autograder.testing.exercise import Assignment, Check, Exercise, Misconception
from mechanics import G, sinking_speed

SPEED = Close("The speed", "m/s")


def a_ball(rng: np.random.Generator) -> tuple[float, float]:
    """Mass (kg) and drag (kg/s) of a steel ball in oil."""
    return round(rng.uniform(0.002, 0.006), 5), round(rng.uniform(0.02, 0.08), 4)


def one_moment(rng: np.random.Generator) -> tuple[float, float, float]:
    """A time (s) at which the ball still gathers speed, and a ball."""
    m, b = a_ball(rng)
    return m / b * rng.uniform(0.5, 1.5), m, b


def many_moments(rng: np.random.Generator) -> tuple[np.ndarray, float, float]:
    """Times (s) from the release on, and a ball."""
    m, b = a_ball(rng)
    return np.linspace(0, rng.uniform(2, 4) * m / b, 40), m, b


def long_after(rng: np.random.Generator) -> tuple[float, float, float]:
    """A time (s) at which the speed no longer changes, and a ball."""
    m, b = a_ball(rng)
    return m / b * rng.uniform(30, 40), m, b


def time_constant_upside_down(t: float, m: float, b: float) -> float:
    """The known mistake: m and b are swapped in the exponent."""
    return m * G / b * (1 - np.exp(-m * t / b))


assignment = Assignment(
    Exercise(
        "sinking_speed",
        sinking_speed,
        points=80,
        checks=(
            Check("the speed at one moment", one_moment, SPEED, weight=30),
            Check("the speed at many moments at once", many_moments, SPEED, weight=30),
            Check("the final speed, long after the release", long_after, SPEED, weight=20),
        ),
        misconceptions=(
            Misconception(
                time_constant_upside_down,
                "The exponent has to be a pure number: t in s, m in kg and b in kg/s. "
                "Is it b t / m or m t / b?",
            ),
        ),
    ),
    questions=("answer_final_speed",),
)
grade = assignment.grade

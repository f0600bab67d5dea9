"""Hidden tests of the assignment `nonlinear_if`."""

from .exercises import assignment

__all__ = ["assignment", "grade"]

grade = assignment.grade

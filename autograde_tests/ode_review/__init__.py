"""Hidden tests of the assignment `ode_review`."""

from .exercises import assignment

__all__ = ["assignment", "grade"]

grade = assignment.grade

"""Hidden tests of the assignment `ode`."""

from .exercises import assignment

__all__ = ["assignment", "grade"]

grade = assignment.grade

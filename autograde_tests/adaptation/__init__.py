"""Hidden tests of the assignment `adaptation`."""

from .exercises import assignment

__all__ = ["assignment", "grade"]

grade = assignment.grade

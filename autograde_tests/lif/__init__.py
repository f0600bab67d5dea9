"""Hidden tests of the assignment `lif`."""

from .exercises import assignment

__all__ = ["assignment", "grade"]

grade = assignment.grade

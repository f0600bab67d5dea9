"""Hidden tests of the assignment `hodgkin_huxley`."""

from .exercises import assignment

__all__ = ["assignment", "grade"]

grade = assignment.grade

"""Read by every nbgrader of this environment before the file of the folder that one is in."""

from autograder.guard import guard

guard(get_config())  # noqa: F821 (traitlets defines it)

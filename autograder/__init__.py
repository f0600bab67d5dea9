"""How a submission is run and scored. Knows notebooks and nbgrader, nothing about neurons."""

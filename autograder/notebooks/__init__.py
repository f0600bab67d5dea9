"""Notebooks as data: what the instructor wrote, what was handed in, both merged."""

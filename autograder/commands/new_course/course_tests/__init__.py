"""The hidden tests: one module for each assignment, with the assignment's name."""

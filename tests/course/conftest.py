"""What the tests of the whole course share."""

from quick_gradebooks import quick_gradebooks  # noqa: F401 (a fixture of all tests)

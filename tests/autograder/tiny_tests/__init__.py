"""The hidden tests of `tiny_course`, of which each course's folder gets a copy."""

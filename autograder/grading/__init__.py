"""(course, hand-in, seed) → result; nothing here writes to disk."""

"""What the author of a hidden test imports."""

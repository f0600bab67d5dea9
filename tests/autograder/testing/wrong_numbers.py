"""Decoys of a small assignment: functions of numbers that are wrong on purpose."""


def twice(x, *, shift=(2, 5)):
    """Moves instead."""
    return x + shift


def add(x, y, *, shift=(2, 5)):
    """Moves, too."""
    return x - shift * y


def halved(x):
    """Takes the place of what nobody calls."""
    return x / 3

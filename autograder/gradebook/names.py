"""Students' names: as people have them, but for what would break a tool on their way."""

import unicodedata

from autograder.sanitize import unstacked

_JOINERS = "\u200c\u200d"  # invisible, and needed in Persian, Malayalam, Sinhala and other scripts
_BREAKS = {
    **dict.fromkeys("*?[]", "nbgrader would take it for a pattern"),
    **dict.fromkeys('<>"\\', "a page would take it for code"),
    **dict.fromkeys("#%", "formgrader could not link to it"),
}


def normal(name: str) -> str:
    """A name in Unicode's composed form (NFC): é typed in two ways is one letter."""
    return unicodedata.normalize("NFC", name)


def problem_with(name: str) -> str:
    """Why a student cannot be called this, in a sentence; nothing if they can.

    Parameters
    ----------
    name
        The name, which is that of a folder, too.
    """
    for character in name:
        if character in _BREAKS:
            return f"There is a {character} in the name: {_BREAKS[character]}."
        if not character.isprintable() and character not in _JOINERS:
            return f"There is the invisible character U+{ord(character):04X} in the name."
    for character, kept in zip(name, unstacked(name, instead=" "), strict=True):
        if character != kept:
            return f"There are too many accents on one letter, such as U+{ord(character):04X}."
    if name.startswith("."):
        return "The name begins with a full stop: such a folder is hidden."
    if name != name.strip():
        return "The name begins or ends with a space."
    return ""


def columns(name: str) -> int:
    """How many columns a name takes on a terminal."""
    return sum(_columns(character) for character in name)


def _columns(character: str) -> int:
    if character in _JOINERS or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1

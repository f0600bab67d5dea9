"""Every sentence on the state of a hand-in: what had to be repaired, what cannot be read, and why.

What a check of an answer says is not among them.
"""

import re
from enum import Enum


class Sentence(Enum):
    """A sentence with parts in braces, and whether it says that the student did something."""

    def __init__(self, text: str, blames: bool = True) -> None:
        self.text = text
        self.blames = blames

    def of(self, **parts: object) -> str:
        """The sentence with its parts."""
        return self.text.format(**parts)

    def fits(self, sentence: str) -> bool:
        """Whether a sentence is this one, whatever its parts."""
        pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(self.text))
        return re.fullmatch(pattern, sentence, re.DOTALL) is not None


class Flag(Sentence):
    """What to know of a hand-in that was graded. A flag takes no points."""

    EARLIER = (
        "It was made from an earlier release of the notebook; what has changed since is as now.",
        False,
    )
    ENCODING = (
        "The file was saved as Windows-1252 text and not as UTF-8; it was read all the same.",
        False,
    )
    LOST_METADATA = ("{name} had lost its metadata; found by its {how}", False)
    MISSING = ("{name} was missing and was put back",)
    TWICE = ("{name} was there more than once",)
    RETYPED = ("{name} had become a {kind} cell",)
    SETTINGS = ("{name} is locked but its settings were changed; ours were used",)
    EDITED = ("{name} is locked but was edited; the instructor's version was used",)
    ELSEWHERE = ("{name} has no cell of its own; it is defined in another one", False)
    TOO_LATE = ("{name} is defined below its test only, so it was not tested",)

    FILE = ("{name} was left out: {why}",)
    FILES = ("{name} and what follows was left out: more than {files} files or {size} MiB",)
    FOLDERS = ("folders were left out: there are too many, or they cannot be read",)
    LONG = ("{name} is too long to be shown whole",)

    DIED = ("{place}: {reason}",)
    STOPPED = ("{name}: {reason}",)
    IMPORT = ("{place}: {error}; the cell does not need it and ran without it",)
    REACHES = ("the code reaches for {what}: have a look",)

    UNSEALED = (
        "graded without a sandbox: whoever handed this in could have done anything",
        False,
    )
    FAULT = (
        "{name}: its check “{check}” failed by itself, which is no fault of the student's "
        "({error}). Mend it and grade again, or mark the exercise by hand",
        False,
    )


class Unreadable(Sentence):
    """Why a file is no notebook."""

    EMPTY = ("The file is empty.",)
    NOT_TEXT = ("The file is not text, so it is not a notebook.",)
    NOT_JSON = ("The file is not valid JSON{where}: {why}.",)
    NOT_A_NOTEBOOK = ("The file is not a notebook.",)
    NO_CELLS = ("The file is not a notebook: it has no list of cells.",)
    TOO_DEEP = ("The file is nested too deeply to be a notebook.",)
    TOO_LARGE = (
        "The file is larger than {most} MiB. Clear what is not needed "
        "(Edit, Clear Outputs of All Cells).",
    )
    TOO_MANY_CELLS = ("The notebook has more than {most} cells.",)
    ODD_CELL = ("A cell of the notebook is nothing that Jupyter would write.",)
    TOO_MANY_VALUES = ("The file holds too many values to be a notebook.",)
    ANOTHER = ("The file is the notebook of another assignment: it has {name}.",)


class Obstacle(Sentence):
    """Why a student's folder cannot be graded as it is: for the TA, who can mend it."""

    NAME = ("{problem} Rename the folder and grade again.", False)
    TWO_FOLDERS = (
        "There are two folders of this name, which differ in how an accent is written.",
        False,
    )
    NO_FILE = ("{name} is not there (found: {found}). Rename it and grade again.", False)
    NO_NOTEBOOK = (
        "{name} is not there, nor is another notebook (found: {found}). Ask the student for it.",
        False,
    )
    LINK = ("{name} is a link, or in a folder that is one. Put a copy there; grade again.", False)
    TIME = ("timestamp.txt holds no time. Correct or delete it and grade again.", False)
    DROPPED = ("Not in the gradebook: dropped? If not: {again}", False)

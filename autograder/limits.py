"""Every limit on what a submission may use, in one place.

To change one, say so in ``nbgrader_config.py``: ``c.Limits.cell_seconds = 60``.
"""

from dataclasses import dataclass, fields
from typing import Self

from traitlets.config import Config

from autograder.section import number, read_section


@dataclass(frozen=True)
class Limits:
    """Limits on one submission.

    Attributes
    ----------
    cell_seconds, call_seconds, submission_seconds
        Wall time of one cell, of one call of a student's function by a hidden test, of everything.
        For the first two, time in which there was no core for it does not count.
    cpu_seconds
        CPU time.
    memory
        MiB of memory, and of address space.
    disk, entries
        MiB of all that it has written, and of one file; files and folders among that.
    threads, files
        Threads at a time; open files.
    outputs, output_text, output_size
        Outputs of one cell; characters of one text among them; characters of all of a notebook's.
    notebook, cells
        MiB of the notebook that is handed in; its cells.
    files_beside, size_beside
        Files handed in beside the notebook; MiB of all of them together.
    """

    cell_seconds: float = 20.0
    call_seconds: float = 10.0
    submission_seconds: float = 300.0
    cpu_seconds: int = 300
    memory: int = 3072
    disk: int = 64
    entries: int = 4096
    threads: int = 64
    files: int = 256
    outputs: int = 1000
    output_text: int = 200_000
    output_size: int = 10_000_000
    notebook: int = 20
    cells: int = 1000
    files_beside: int = 100
    size_beside: int = 20

    @classmethod
    def of(cls, config: Config) -> Self:
        """The limits of a course.

        Parameters
        ----------
        config
            What ``nbgrader_config.py`` says.

        Raises
        ------
        SettingsError
            If it says something of a limit that is not there, or not a number above 0.
        """
        kinds = {field.name: number(whole=field.type is int) for field in fields(cls)}
        return cls(**read_section(config, "Limits", kinds))


MIB = 2**20

# What the grader itself may spend on one submission, and what on its reader. No course changes
# these. The bounds of what crosses between sandbox and grader are part of how it is written:
# `MAX_FRAME`, `MAX_VALUES`, `MAX_DEPTH` and others in `autograder.sandbox.inside.wire`, which can
# import nothing from here; so are those of a figure, in `autograder.sandbox.inside.figure`.

# Time (s), and how often.
SPARE_SECONDS = 60.0  # beyond submission_seconds, for all else; then the submission is given up
PAGE_SECONDS = 120.0  # for one feedback page
START_SECONDS = 60.0  # for a sandbox to start
ANSWER_SECONDS = 10.0  # for it to fork or to end a child
MUTANT_SECONDS = 4.0  # for a call of a changed solution, and for a cell with one
TRIES = 2  # of what was killed: it may have been somebody else's doing
IMPORTS_WITHOUT = 5  # times that a cell is run again without an import that failed

# What `autograder serve` takes, and how often.
UPLOAD_SECONDS = 60.0  # for a whole upload to arrive
READ_SECONDS = 10.0  # to find out of which assignment an uploaded notebook is
REQUEST_SECONDS = 20.0  # for the head of a request, and between two on one connection
UPLOADS_AT_ONCE = 16  # each is held in memory
UPLOADS_A_MINUTE, UPLOADS_A_DAY = 6, 100  # of one person, and of one assignment in 24 hours
REQUESTS_A_MINUTE = 300  # of one person
FORM_BYTES = 10_000  # of an upload beside its notebook
NAME_BYTES = 100  # of a person's name in a link

# Memory (bytes).

# What is handed in.
NOTEBOOK_FILE = 100  # MiB of a notebook's file; its outputs are dropped before anything is counted
NOTEBOOK_VALUES = 2_000_000  # in a notebook's JSON: each costs 100 bytes and a microsecond
FOLDERS_DEEP = 20  # folders in folders beside a notebook
NAMES_FOR_A_FILE = 10  # names that are looked at there for each file that may be read
TIME_BYTES = 100  # of the file that says when
SECRET_BYTES = 200  # of a file that names a student's page

# Code and texts (characters).
SLICED_CODE = 200_000  # that are analysed to find the cells to run, and names that are reached for
SCANNED_CODE = 1_000_000  # that are searched for suspicious words
COMPARED_CODE = 20_000  # of an answer that is compared with others'
MESSAGE_TEXT = 500  # of what an answer's error says
ERROR_TEXT = 200  # of an error that keeps a cell from being run
MAX_MESSAGE = 1000  # of a message on a card
SHOWN_PROBLEM = 240  # of one in the report

# What a reader's program has to work out of what a submission shows.
SHOWN_SOURCE = 500_000  # characters of all that a student wrote
SHOWN_LINE = 2000  # characters of a line of code
COLOURED_PIECES = 50_000  # words, signs and lines of a page's code: each becomes an element
BLANK_LINES = 20  # of code, one after the other
MARK_CHARACTERS = 20  # what a mark of Markdown costs in that account
SHOWN_PIXELS = 200_000_000  # of all pictures in texts: sixteen photographs of a telephone's
MARKDOWN_TEXT, MARKDOWN_MARKS = 200_000, 3000  # characters of a text that is rendered, and marks
FORMULA_MARKS = 3000  # "$" and "\\" of an output whose mathematics is set
FORMULA_TEXT, PAGE_FORMULAS = 1000, 50_000  # characters of one formula, and of all on a page
ALT_CHARACTERS = 1000  # of what a picture shows, in words
TRACEBACK_LINES, TRACEBACK_LINE = 100, 10_000  # its last lines, and characters of each
HTML_ELEMENTS, HTML_DEPTH = 5000, 30  # of one output; tables of pandas have some 2000, and 4 deep
HTML_ENTITIES = 5000  # of one output, such as &lt;
HTML_ATTRIBUTE = 2000  # characters of an attribute that is no picture
HTML_STYLE = 500  # characters of a style
HTML_SPANS = 5000  # rows and columns that the cells of one output span in all
COLOUR_CHANGES = 2000  # in one printed text: each becomes an element, and the rest is copied
STACKED_MARKS, TALL_MARKS = 8, 3  # accents on one letter (Tibetan has five), and on each other
PICTURE_PIXELS = 25_000_000  # of all frames of a picture: 100 MB in a browser
PICTURE_SIDE = 2000  # pixels that a picture may ask to be wide or high
PICTURE_BLOCKS = 50_000  # of a file: more make no picture that people look at
PICTURE_SCANS = 50  # a progressive JPEG has some ten; each is drawn over the whole picture
MAX_POINTS = 600  # of a curve on a card: a picture has no more pixels in a row
# What is shown is charged in characters of `Limits.output_size`, before it is cleaned.
OUTPUT_CHARACTERS = 1000  # for each output, however small
TAG_CHARACTERS = 100  # for each tag of HTML
TEXT_CHARACTERS = 30  # for each character of a text: a picture of as many is far less work
PIXELS_TO_A_CHARACTER = 20

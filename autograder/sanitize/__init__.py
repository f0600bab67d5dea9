"""What students wrote, made safe for those who read it: in a browser, on a terminal.

What comes out runs no script, loads nothing from elsewhere, hides nothing and stays in its box,
whatever shows it. Each step takes time in proportion to what came in, whatever that is. Nothing
here has to be undone for a right answer to look right.
"""

from autograder.sanitize.markdown import fenced, literal, markdown
from autograder.sanitize.markup import boxed, html
from autograder.sanitize.pictures import embedded_pixels, picture, pixels
from autograder.sanitize.text import (
    formulas,
    latex,
    marks,
    one_line,
    spreadsheet_cell,
    terminal,
    unstacked,
)

__all__ = [
    "boxed",
    "embedded_pixels",
    "fenced",
    "formulas",
    "html",
    "latex",
    "literal",
    "markdown",
    "marks",
    "one_line",
    "picture",
    "pixels",
    "spreadsheet_cell",
    "terminal",
    "unstacked",
]

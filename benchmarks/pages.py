"""What do pages of feedback tell? Points of answers that are fitted to all that many of them show.

``python benchmarks/pages.py [ASSIGNMENT ...]``. Somebody hands in wrong answers over and over, each
time with another file beside them, notes everything on the page, fits a dozen kinds of answers to
it (`tests/autograde_tests/fitted_answers.py`), and hands in the best for each exercise. What needs
no page, such as the labels of a figure, does not count. It is done for pages as they are, and for
pages that show six digits of an expected value; and once more for somebody who takes the numbers
for those of a simple equation.
"""

import importlib
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT / "tests" / "autograde_tests"), str(PROJECT)]

from fits import FITS, GUESSES  # noqa: E402 (they are not installed)
from fitted_answers import after_pages  # noqa: E402
from known_answers import ASSIGNMENTS  # noqa: E402
from without_work import earned  # noqa: E402

from autograder.testing import compare  # noqa: E402

PAGES = (20, 50)
NEXT = 7  # the seed of the hand-in that is to profit
COLUMNS = {
    "as it is": (compare.DIGITS, FITS),
    "six digits": (6, FITS),
    "guessed": (compare.DIGITS, GUESSES),
}


def points(assignment: str, pages: int, kinds: Mapping) -> float:
    """The points in an assignment of the best fits to so many pages."""
    course = importlib.import_module(f"autograde_tests.{assignment}").assignment
    total = 0.0
    for exercise in course.exercises.values():
        tried = after_pages(exercise, pages, NEXT, kinds)
        best, fit = max(((earned(exercise, v), name) for name, v in tried), default=(0.0, ""))
        total += best
        if best:
            print(f"  {exercise.name}: {best:g} of {exercise.points:g} ({fit})", flush=True)
    return total


def main(assignments: list[str]) -> None:
    """Print the points of each assignment."""
    warnings.simplefilter("ignore")
    for assignment in assignments or ASSIGNMENTS:
        for column, (digits, kinds) in COLUMNS.items():
            compare.DIGITS = digits
            for pages in PAGES:
                total = points(assignment, pages, kinds)
                print(f"{assignment}, {column}, {pages} pages: {total:g} points", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""What nbgrader's *Validate* says of a notebook with checks that fail: one line, and the next."""

import functools
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.filters import ansi2html, strip_ansi
from nbgrader.utils import is_grade
from nbgrader.validator import Validator

_TITLE = "#@title Checks of "
_UNANSWERED = "You did not provide a response."  # nbgrader's, of an empty answer in words


def in_one_line() -> None:
    """Have every `Validator` of this process say how many checks pass, and which comes next.

    Nbgrader itself shows the code of each check that fails, and the code on the way to its error.
    """
    if not hasattr(Validator.validate, "__wrapped__"):
        Validator.validate = _shortened(Validator.validate)


def _shortened(validate: Any) -> Any:
    @functools.wraps(validate)
    def shortened(self: Validator, filename: str) -> dict[str, list[dict[str, str]]]:
        results = validate(self, filename)
        if failed := results.get("failed"):
            total = _checks(Path(filename))
            # A sentence that nbgrader fills with the number of entries: there is one now.
            self.failed_warning = self.failed_warning.replace("{num_failed}", str(len(failed)))
            results["failed"] = [summary(failed, total)]
        return results

    return shortened


def _checks(path: Path) -> int:
    cells = nbformat.read(path, as_version=4).cells
    return sum(cell.cell_type == "code" and is_grade(cell) for cell in cells)


def summary(failed: list[dict[str, str]], total: int) -> dict[str, str]:
    """One entry in place of all that failed.

    Parameters
    ----------
    failed
        What nbgrader says of each: the ``source`` of its cell and the ``raw_error``.
    total
        How many checks there are.
    """
    checks = [one for one in failed if one["raw_error"].strip() != _UNANSWERED]
    words = len(failed) - len(checks)
    line = f"{total - len(checks)} of {total} checks pass."
    error = ""
    if checks:
        title = checks[0]["source"].split("\n", 1)[0].removeprefix(_TITLE).strip("# ")
        line += f" Next: {title.partition(':')[0]}."
        error = strip_ansi(checks[0]["raw_error"]).strip()
    if words:
        line += f" Not answered in words: {words}."
    return {"source": line, "error": ansi2html(error), "raw_error": error}

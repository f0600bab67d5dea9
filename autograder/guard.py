"""No typing mistake in ``nbgrader_config.py`` takes the seal off.

Nbgrader logs an error in that file and goes on without it: it would run what students handed in as
if there were no sandbox. So a file of the same name in the environment's ``etc/jupyter``, which
every nbgrader reads first, looks at it before. It is installed with us, or put there by the first
command.
"""

import contextlib
import sys
from pathlib import Path

from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.course import CONFIG, describe

_OURS = Path(__file__).with_name("jupyter") / CONFIG
_INSTALLED = Path(sys.prefix) / "etc" / "jupyter" / CONFIG


def put_up() -> str:
    """Put the guard into the environment; say in a line why that cannot be done, else nothing."""
    with contextlib.suppress(OSError):
        if b"autograder.guard" in _INSTALLED.read_bytes():
            return ""
        return (
            f"{_INSTALLED} is not ours: if {CONFIG} has a typing mistake, nbgrader's own commands "
            f"grade unsealed. Add to it what stands in {_OURS}."
        )
    try:
        _INSTALLED.parent.mkdir(parents=True, exist_ok=True)
        draft = _INSTALLED.with_suffix(".draft")
        draft.write_bytes(_OURS.read_bytes())
        draft.replace(_INSTALLED)
    except OSError as error:
        return (
            f"{_INSTALLED} cannot be written ({error.strerror}): if {CONFIG} has a typing mistake, "
            f"nbgrader's own commands grade unsealed. Copy {_OURS} there."
        )
    return ""


def guard(c: Config) -> None:
    """Seal grading by a course's configuration that cannot be read; say in a line where it breaks.

    Also shortens what *Validate* says, for a student's nbgrader reads this file, too.

    Parameters
    ----------
    c
        The configuration, as ``get_config()`` gives it.
    """
    from autograder.validation import in_one_line

    in_one_line()
    here = Path.cwd()
    try:
        is_ours = b"autograder" in (here / CONFIG).read_bytes()
    except OSError:
        return
    if not is_ours:
        return
    try:
        PyFileConfigLoader(CONFIG, path=str(here)).load_config()
    except Exception as error:  # the file is code: anything may happen in it
        from autograder.connect import connect

        connect(c)
        print(f"autograder: {describe(error, here)}", file=sys.stderr)
        if Path(sys.argv[0]).stem == "nbgrader":
            sys.exit(2)  # a server that shows other things, too, goes on: sealed

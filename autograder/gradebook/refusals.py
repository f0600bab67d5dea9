"""A gradebook that refuses, in a line that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import InvalidEntry
from sqlalchemy.exc import DBAPIError

from autograder.course import CourseError

AGAIN = "Run the same command again when that is mended: what is graded stays so."
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BROKEN = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


@contextmanager
def refusals(done: str = "read") -> Iterator[None]:
    """Say why a gradebook could not be read, or written.

    Raises
    ------
    CourseError
        If its database refuses, or needs a module that is not there.
    """
    try:
        yield
    except (DBAPIError, InvalidEntry) as error:
        raise CourseError(f"The gradebook could not be {done}: {_reason(error)}") from None
    except ModuleNotFoundError as error:
        raise CourseError(f"The gradebook needs a module: pip install {error.name}") from None


def _reason(error: DBAPIError | InvalidEntry) -> str:
    # Nbgrader wraps some of its database's errors into its own.
    wrapped = error if isinstance(error, DBAPIError) else error.__context__
    cause = wrapped.orig if isinstance(wrapped, DBAPIError) else error
    code = cause.sqlite_errorcode & 0xFF if isinstance(cause, sqlite3.Error) else None
    if code in _LOCKED:
        return f"another program keeps it locked. Close that. {AGAIN}"
    if code in _BROKEN:
        return (
            "the file is broken. Rename it, and autograder grade makes a new one from what is "
            "graded, with all marks that persons gave until the last command."
        )
    return f"{' '.join(str(cause).split())}. {AGAIN}"

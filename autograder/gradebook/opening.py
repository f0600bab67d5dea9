"""Opening a gradebook in milliseconds: nbgrader starts a program for a new one, and compiles anew.

SQLAlchemy compiles a query once for each engine, and nbgrader makes one whenever it opens a
gradebook.
"""

import functools
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from nbgrader import api
from sqlalchemy import Engine, create_engine


def open_quickly() -> None:
    """Let nbgrader, in this process, open a gradebook with the engine that it had before."""
    api.create_engine = _engine
    api.get_alembic_version = _version


def _engine(url: str, **options: Any) -> Engine:
    engine = _kept(url, **options)
    # No session has a connection of another's: it may be a parent process's, or lead to a file
    # that is gone.
    engine.dispose(close=False)
    return engine


_kept = functools.cache(create_engine)


@functools.cache
def _version() -> str:
    """The version of the tables of a gradebook: what ``alembic heads`` prints after a second."""
    head = ScriptDirectory(str(Path(api.__file__).with_name("alembic"))).get_current_head()
    assert head is not None  # nbgrader has some
    return head

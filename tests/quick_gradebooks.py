"""Gradebooks that are made quickly, and need not survive a power cut."""

import functools
import sqlite3
from collections.abc import Iterator

import pytest
from nbgrader import api
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.course import find_programs


@pytest.fixture(scope="session", autouse=True)
def quick_gradebooks() -> Iterator[None]:
    """A disk is not waited for; a program that says a constant is run once."""

    def connected(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")

    @functools.cache
    def version() -> str:
        find_programs()
        return asks_alembic()

    asks_alembic = api.get_alembic_version
    event.listen(Engine, "connect", connected)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "get_alembic_version", version)
        yield
    event.remove(Engine, "connect", connected)

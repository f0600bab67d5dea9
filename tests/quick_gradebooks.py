"""Gradebooks that are made quickly, and need not survive a power cut."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.gradebook.opening import open_quickly


@pytest.fixture(scope="session", autouse=True)
def quick_gradebooks() -> Iterator[None]:
    """A disk is not waited for, nor is a program, also where no course's configuration is read."""

    def connected(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")

    open_quickly()
    event.listen(Engine, "connect", connected)
    yield
    event.remove(Engine, "connect", connected)

"""One engine for all sessions of a gradebook: SQLAlchemy compiles a query once for each engine."""

import functools
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, NullPool, create_engine


def keep_engines() -> None:
    """Let whoever opens a gradebook again in this process use the engine that it had.

    Only a file's: it costs nothing to open it anew for each session, which no other session then
    shares, and which finds what lies there by then.
    """
    api.create_engine = _engine


def _engine(url: str, **options: Any) -> Engine:
    return _of_file(url, **options) if url.startswith("sqlite") else create_engine(url, **options)


@functools.cache
def _of_file(url: str, **options: Any) -> Engine:
    return create_engine(url, poolclass=NullPool, **options)

"""Running nbgrader's converters as its own command line does, without its noise."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.converters import BaseConverter
from sqlalchemy.exc import SAWarning


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Keep nbgrader's logs off the terminal; what they say of errors is collected instead."""
    messages: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("traitlets", "tornado.application")]
    warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's use of the gradebook
    before = [(logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield messages
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def convert(converter: BaseConverter) -> None:
    """Run one of nbgrader's converters with the logging that it would have on the command line."""
    converter.log = logging.getLogger("traitlets")
    converter.start()


def reason_in(errors: list[str]) -> str:
    """The line that says what went wrong, out of nbgrader's log."""
    lines = [line for message in errors for line in message.strip().splitlines()[-1:]]
    reasons = [line for line in lines if not line.startswith(("There was an error", "Please see"))]
    return reasons[0] if reasons else "nbgrader could not process it; see nbgrader autograde."

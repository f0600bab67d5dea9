"""Running nbgrader's converters as its own command line does, without its noise."""

import logging
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.converters import BaseConverter, NbGraderException
from sqlalchemy.exc import SAWarning


class ConversionError(Exception):
    """Nbgrader could not convert a notebook; the message says why, in a line."""


class _Errors(logging.Handler):
    """Keeps the errors that nbgrader catches and logs, of which it raises none itself."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.caught: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if error := sys.exception():
            self.caught.append(error)


@contextmanager
def quiet() -> Iterator[list[BaseException]]:
    """Keep nbgrader's logs off the terminal; the errors that they are about are collected."""
    handler = _Errors()
    loggers = [logging.getLogger(name) for name in ("traitlets", "tornado.application")]
    warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's use of the gradebook
    before = [(logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield handler.caught
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def convert(converter: BaseConverter) -> None:
    """Run one of nbgrader's converters with the logging that it would have on the command line.

    Raises
    ------
    ConversionError
        If it gives up.
    """
    converter.log = logging.getLogger("traitlets")
    with quiet() as caught:
        try:
            converter.start()
        except NbGraderException as error:
            raise ConversionError(_in_a_line(caught[0] if caught else error)) from None


def _in_a_line(error: BaseException) -> str:
    if isinstance(error, NbGraderException):
        return str(error)
    return traceback.format_exception_only(error)[-1].strip().splitlines()[-1]

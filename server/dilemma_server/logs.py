"""Logs: what a server says of itself, one line an event, to standard error.

No line holds a token, a code, a name, a message or an order: events are named in the code, and
what they carry is counted among matches, never among seats.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import Literal, TextIO, cast

import structlog
from structlog.typing import Processor

FIRST_KEYS = ["timestamp", "level", "event"]


class _Voice:
    """Standard error, for a server that goes on when nobody listens and when the disk is full."""

    def write(self, text: str) -> None:
        """Say a line if it can be said."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Have it heard at once if it can be."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()


class _Passing(logging.Handler):
    """Passes on what libraries have to say, so that it comes in the form that was asked for."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it as an event of ours."""
        said = {"logger": record.name, "exc_info": record.exc_info}
        structlog.get_logger().log(record.levelno, record.getMessage(), **said)


def log_to_stderr(form: Literal["text", "json"] = "text", level: str = "info") -> None:
    """Have every event of at least this level written in this form."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _renderer(form),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Voice())),
    )
    logging.basicConfig(handlers=[_Passing()], level=logging.WARNING, force=True)


def _renderer(form: Literal["text", "json"]) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer()
    return structlog.processors.KeyValueRenderer(key_order=FIRST_KEYS)

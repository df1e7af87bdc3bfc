"""Faults: how a database fails, and what is said of it."""

from __future__ import annotations

import sqlite3

from dilemma_server.store.seam import StoreError

FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What a database raises: a damaged one quotes itself in messages that are not even text."""


def in_a_line(error: Exception) -> str:
    """The words of a fault, on one line."""
    return " ".join(str(error).split())


def reason_of(error: OSError) -> str:
    """What the system says went wrong with a file, to stand after its name."""
    reason = error.strerror or "it cannot be used"
    return f"{reason[:1].lower()}{reason[1:]}"


def code_of(error: Exception) -> int | None:
    """SQLite's number of a fault; None for what is not from SQLite itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code


def as_store_error(error: Exception) -> Exception:
    """What to raise for a fault of the database; a fault of ours stays what it is."""
    if isinstance(error, FAULTS):
        return StoreError(f"the database failed: {in_a_line(error)}")
    return error
